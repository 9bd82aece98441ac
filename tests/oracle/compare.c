#include "comparison.h"
#include "complain.h"

#include <stdlib.h>
#include <string.h>

/* The most choices that the compiler is to try. */
enum { BOUND_CHOICES = 64 };

/* The statements that a set of facts are copies of. */
static uint32_t statements_of(const struct dispute *dispute, fact_bits facts) {
  uint32_t statements = 0;
  for (unsigned s = 0; s < dispute->count; s++) {
    statements |= (dispute->statements[s].facts & facts) != 0 ? UINT32_C(1) << s : 0;
  }
  return statements;
}

static bool is_minimal(const struct dispute *dispute, uint32_t statements) {
  for (unsigned m = 0; m < dispute->minimal_count; m++) {
    if (dispute->minimal[m] == statements) {
      return true;
    }
  }
  return false;
}

static bool between_one_pair(const struct dispute *dispute, uint32_t statements) {
  const struct statement *first = NULL;
  for (unsigned s = 0; s < dispute->count; s++) {
    const struct statement *it = &dispute->statements[s];
    if ((statements >> s & 1) != 0) {
      first = first == NULL ? it : first;
      if (it->x != first->x || it->y != first->y) {
        return false;
      }
    }
  }
  return true;
}

/* A conflict does not hold together and does without any of its statements; it tells all their places. */
static bool compare_conflict(struct comparison *it, const struct conflict *conflict) {
  const struct dispute *dispute = &it->knowledge.dispute;
  uint32_t statements = statements_of(dispute, conflict->facts);
  it->tally->contradictions += conflict->contradiction;
  it->tally->conflicts += !conflict->contradiction;
  if ((conflict->facts & ~dispute_facts(dispute, UINT32_MAX)) != 0) {
    return complain("a conflict %x names facts that are not reasoned with", (unsigned)conflict->facts);
  }
  if (dispute->complete && !is_minimal(dispute, statements)) {
    return complain("the facts %x are no minimal conflict", (unsigned)conflict->facts);
  }
  if (conflict->facts != dispute_facts(dispute, statements)) {
    return complain("the conflict %x does not tell all copies, %x", (unsigned)conflict->facts,
                    (unsigned)dispute_facts(dispute, statements));
  }
  return count_nodes((node_bits)statements) < 2 || dispute->count > 16 ||
         conflict->contradiction == between_one_pair(dispute, statements) ||
         complain("the conflict %x is called a %s", (unsigned)conflict->facts,
                  conflict->contradiction ? "contradiction" : "chain");
}

static bool compare_conflicts(struct comparison *it) {
  const struct dispute *dispute = &it->knowledge.dispute;
  bool broken = !dispute->complete || dispute->minimal_count > 0;
  it->tally->broken += broken;
  if ((it->conflicts.count > 0) != broken && (it->exact || it->conflicts.count > 0)) {
    return complain("%u conflicts are told, and the facts do %shold together", it->conflicts.count,
                    broken ? "not " : "");
  }
  for (unsigned i = 0; i < it->conflicts.count; i++) {
    if (!compare_conflict(it, &it->conflicts.list[i])) {
      return false;
    }
    for (unsigned j = 0; j < i; j++) {
      if (it->conflicts.list[i].facts == it->conflicts.list[j].facts) {
        return complain("the conflict %x is told twice", (unsigned)it->conflicts.list[i].facts);
      }
    }
  }
  return true;
}

static bool compare_possible(struct comparison *it) {
  for (unsigned x = 0; x < it->net->node_count; x++) {
    for (unsigned y = 0; y < it->net->node_count; y++) {
      unsigned expected = it->knowledge.possible[x][y];
      if (!node_exists(it->net, x) || !node_exists(it->net, y)) {
        continue;
      }
      unsigned found = compiler_possible(it->compilation, it->net, x, y);
      char ids[2][8];
      node_id(it->net, x, ids[0]);
      node_id(it->net, y, ids[1]);
      if ((expected & ~found) != 0 || (it->exact && expected != found)) {
        return complain("possible between %s and %s is %u, the compiler says %u", ids[0], ids[1], expected, found);
      }
      it->tally->pairs++;
    }
  }
  return true;
}

static bool tells_fact(const struct comparison *it, const struct crosswalk *crosswalk, const char *const *cells,
                       unsigned number) {
  const struct fact *fact = &it->net->facts[number];
  node_bits x = read_entry(it, crosswalk, true, cells[SOURCE_ID], strlen(cells[SOURCE_ID]));
  node_bits y = read_entry(it, crosswalk, false, cells[TARGET_ID], strlen(cells[TARGET_ID]));
  struct reading reading;
  return (unsigned)strtoul(cells[MAPPING] + 1, NULL, 10) == fact->mapping && fact_is_statement(it->net, fact) &&
         read_fact(it->net, fact, crosswalk->source, it->net->nodes[first_node(y)].framework, &reading) &&
         reading.x == x && reading.y == y && is_cell(cells[RELATION], relation_tokens[reading.relation]);
}

/* The facts that the tables flag, for networks in which the conflicts are not known. */
static bool learn_disputed(struct comparison *it, const struct crosswalk *crosswalk) {
  for (unsigned row = 1; row < crosswalk->table.row_count; row++) {
    const char *const *cells = crosswalk->table.cells[row];
    bool flagged = is_cell(cells[BASIS], "declared") && strncmp(cells[REMARKS], "disputed", 8) == 0;
    for (unsigned f = 0; f < it->net->fact_count && flagged; f++) {
      if (tells_fact(it, crosswalk, cells, f)) {
        it->knowledge.dispute.disputed |= statements_of(&it->knowledge.dispute, UINT32_C(1) << f);
      }
    }
  }
  return true;
}

static bool read_crosswalk(struct comparison *it, unsigned source, unsigned targets, struct crosswalk *crosswalk,
                           char *texts[3]) {
  crosswalk->source = source;
  crosswalk->targets = targets;
  crosswalk->held = !is_single((node_bits)targets);
  texts[0] = compiler_table(it->compilation, it->net, source, targets);
  texts[1] = compiler_gaps(it->compilation, it->net, source, targets);
  texts[2] = crosswalk->held ? NULL : compiler_review(it->compilation, it->net, source, first_node((node_bits)targets));
  return table_read(texts[0], COLUMNS, &crosswalk->table) && table_read(texts[1], GAP_COLUMNS, &crosswalk->gaps) &&
         (crosswalk->held || table_read(texts[2], REVIEW_COLUMNS, &crosswalk->review));
}

static bool for_each_crosswalk(struct comparison *it,
                               bool (*look)(struct comparison *it, const struct crosswalk *crosswalk)) {
  static struct crosswalk crosswalk;
  bool same = true;
  for (unsigned source = 0; source < it->net->framework_count && same; source++) {
    for (unsigned targets = 1; targets < 1U << it->net->framework_count && same; targets++) {
      char *texts[3] = {NULL, NULL, NULL};
      same = !network_joins_all(it->net, source, targets) ||
             (read_crosswalk(it, source, targets, &crosswalk, texts) && look(it, &crosswalk)) ||
             complain_of("from f%c to %x", framework_letter(it->net, source), targets);
      free(texts[0]);
      free(texts[1]);
      free(texts[2]);
    }
  }
  return same;
}

static bool compare_crosswalk(struct comparison *it, const struct crosswalk *crosswalk) {
  return compare_gaps(it, crosswalk) && compare_rows(it, crosswalk) && compare_candidates(it, crosswalk) &&
         (crosswalk->held || compare_review(it, crosswalk));
}

static bool is_mapped_to_itself(const struct network *net) {
  for (unsigned m = 0; m < net->mapping_count; m++) {
    if (net->mappings[m].source == net->mappings[m].target) {
      return true;
    }
  }
  return false;
}

static bool compare_answers(struct comparison *it) {
  struct dispute *dispute = &it->knowledge.dispute;
  if (!it->exact && is_mapped_to_itself(it->net)) {
    return true; /* no table between two frameworks shows what of that is disputed */
  }
  if (!it->exact) {
    uint32_t known = dispute->disputed;
    dispute->disputed = 0;
    for_each_crosswalk(it, learn_disputed);
    if (dispute->complete && (known & ~dispute->disputed) != 0 && network_choices(it->net) <= BOUND_CHOICES) {
      return complain("the statements %x of minimal conflicts are not disputed", known & ~dispute->disputed);
    }
  }
  /* From facts that do not hold together everything follows: there is nothing to compare with. */
  if (!knowledge_settle(&it->knowledge, it->net)) {
    return !it->exact || complain("the oracle left a conflict");
  }
  it->tally->kept += dispute->kept_count;
  return compare_possible(it) && for_each_crosswalk(it, compare_crosswalk);
}

bool compare(const struct network *net, struct tally *tally) {
  static struct comparison it;
  struct documents documents;
  memset(&it, 0, sizeof it);
  it.net = net;
  it.tally = tally;
  dispute_find(&it.knowledge.dispute, net);
  it.exact = it.knowledge.dispute.complete &&
             (it.knowledge.dispute.count <= BOUND_STATEMENTS || it.knowledge.dispute.minimal_count == 0) &&
             network_choices(net) <= BOUND_CHOICES;
  tally->networks++;
  tally->exact += it.exact;
  documents_write(net, NULL, &documents);
  it.compilation = compile(net, &documents, NULL, "1");
  char *findings = compiler_findings(it.compilation);
  bool same =
      conflicts_read(findings, net, &documents, &it.conflicts) && compare_conflicts(&it) && compare_answers(&it);
  free(findings);
  cw_free(it.compilation);
  documents_free(&documents);
  return same;
}
