#include "compare.h"

#include "compiler.h"
#include "complain.h"
#include "expected.h"
#include "findings.h"
#include "proofs.h"
#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
  SOURCE_ID,
  SOURCE_TITLE,
  RELATION,
  TARGET_ID,
  TARGET_TITLE,
  BASIS,
  STRENGTH,
  CONFIDENCE,
  MAPPING,
  REMARKS,
  COLUMNS
};
enum { GAP_FRAMEWORK, GAP_ID, GAP_TITLE, GAP_COVERAGE, GAP_BY, GAP_CANDIDATES, GAP_NOTE, GAP_COLUMNS };

struct comparison {
  const struct network *net;
  struct tally *tally;
  bool unions;
  struct cw_compilation *compilation;
  struct conflicts conflicts;
  struct knowledge knowledge;
};

static bool holds_together(const struct network *net, fact_bits facts) {
  struct oracle oracle;
  oracle_init(&oracle, net, facts);
  return oracle_consistent(&oracle);
}

/* A conflict does not hold together, and does without any one of its facts. */
static bool compare_conflict(struct comparison *it, const struct conflict *conflict) {
  if (conflict->contradiction) {
    it->tally->contradictions++;
    return true;
  }
  it->tally->conflicts++;
  if ((conflict->facts & ~network_reasoned(it->net)) != 0) {
    return complain("a conflict %x names facts that are not reasoned with", (unsigned)conflict->facts);
  }
  if (holds_together(it->net, conflict->facts)) {
    return complain("the facts %x of a conflict hold together", (unsigned)conflict->facts);
  }
  for (unsigned f = 0; f < it->net->fact_count; f++) {
    fact_bits one = UINT32_C(1) << f;
    if ((conflict->facts & one) != 0 && !holds_together(it->net, conflict->facts & ~one)) {
      return complain("the conflict %x does not need the fact %u", (unsigned)conflict->facts, f);
    }
  }
  return true;
}

static bool compare_conflicts(struct comparison *it) {
  fact_bits contradicted = network_contradicted(it->net);
  fact_bits left = network_reasoned(it->net) & ~contradicted;
  fact_bits disputed = conflicts_facts(&it->conflicts, false);
  if (conflicts_facts(&it->conflicts, true) != contradicted) {
    return complain("contradicted are %x, the compiler says %x", (unsigned)contradicted,
                    (unsigned)conflicts_facts(&it->conflicts, true));
  }
  for (unsigned i = 0; i < it->conflicts.count; i++) {
    if (!compare_conflict(it, &it->conflicts.list[i])) {
      return false;
    }
  }
  if ((disputed & contradicted) != 0) {
    return complain("a conflict rests on a fact that is disputed already");
  }
  bool consistent = holds_together(it->net, left);
  it->tally->broken += !consistent;
  if (disputed != 0 && consistent) {
    return complain("the facts %x hold together, the compiler says they do not", (unsigned)left);
  }
  it->tally->missed += disputed == 0 && !consistent;
  bool settled = holds_together(it->net, left & ~disputed);
  it->tally->left_broken += !settled;
  return settled || it->unions ||
         complain("what is left after the conflicts, %x, does not hold together", (unsigned)(left & ~disputed));
}

static unsigned count_bits(unsigned bits) {
  return bits == 0 ? 0 : (bits & 1) + count_bits(bits >> 1);
}

static bool compare_possible(struct comparison *it) {
  for (unsigned x = 0; x < it->net->node_count; x++) {
    for (unsigned y = 0; y < it->net->node_count; y++) {
      unsigned expected = it->knowledge.possible[x][y];
      unsigned found = compiler_possible(it->compilation, it->net, x, y);
      char ids[2][8];
      node_id(it->net, x, ids[0]);
      node_id(it->net, y, ids[1]);
      if ((expected & ~found) != 0 || (!it->unions && expected != found)) {
        return complain("possible between %s and %s is %u, the compiler says %u", ids[0], ids[1], expected, found);
      }
      it->tally->pairs++;
      it->tally->excluded += count_bits(EVERY_BASE & ~expected);
      it->tally->excluded_found += count_bits(EVERY_BASE & ~found);
    }
  }
  return true;
}

/* The set of ids of one framework, separated by a space. False if one is unknown. */
static bool read_ids(const struct network *net, unsigned framework, const char *text, node_bits *ids) {
  *ids = 0;
  while (*text != '\0') {
    size_t length = strcspn(text, " ");
    int node = find_node(net, framework, text, length);
    if (node < 0 || (*ids & bit_of((unsigned)node)) != 0) {
      return complain("\"%s\" are not ids of one framework, each once", text);
    }
    *ids |= bit_of((unsigned)node);
    text += length + (text[length] == ' ' ? 1 : 0);
  }
  return true;
}

static bool is_cell(const char *cell, const char *wanted) {
  return strcmp(cell, wanted) == 0;
}

static enum cover coverage_of(const char *token) {
  return is_cell(token, "full")       ? COVERAGE_FULL
         : is_cell(token, "partial")  ? COVERAGE_PARTIAL
         : is_cell(token, "excluded") ? COVERAGE_EXCLUDED
                                      : COVERAGE_NONE;
}

/* Coverage that is claimed, where unions let the compiler see less than there is. */
static bool is_sound(const struct coverage *expected, const char *const *row, node_bits by) {
  enum cover state = coverage_of(row[GAP_COVERAGE]);
  bool supports = is_cell(row[GAP_NOTE], "supports-only");
  switch (state) {
    case COVERAGE_FULL:
      return expected->state == COVERAGE_FULL && by != 0 && (by & ~expected->holders) == 0;
    case COVERAGE_PARTIAL:
      return by != 0 && (by & ~(supports ? expected->supporting : expected->overlapping)) == 0;
    default:
      return expected->state > COVERAGE_EXCLUDED ||
             (expected->state == state && is_cell(row[GAP_NOTE], expected->note) && by == 0);
  }
}

static node_bits withdrawn_nodes(const struct network *net) {
  node_bits nodes = 0;
  for (unsigned n = 0; n < net->node_count; n++) {
    nodes |= net->nodes[n].withdrawn ? bit_of(n) : 0;
  }
  return nodes;
}

/* The least that a fact of its own gives a control, whatever else is found: what a map names is no gap. */
static enum cover least_coverage(const struct comparison *it, unsigned node, unsigned other) {
  enum cover least = COVERAGE_NONE;
  for (unsigned f = 0; f < it->net->fact_count; f++) {
    struct reading reading;
    bool here = read_fact(it->net, &it->net->facts[f], it->net->nodes[node].framework, other, &reading);
    if (!here || reading.x != bit_of(node) || (it->knowledge.disputed >> f & 1) != 0 ||
        (reading.y & withdrawn_nodes(it->net)) != 0) {
      continue;
    }
    bool heading = is_single(reading.y) && it->net->nodes[first_node(reading.y)].group;
    unsigned possible = relation_allows(reading.relation, false);
    enum cover given = is_held(possible) && !heading ? COVERAGE_FULL
                       : is_overlapped(possible)     ? COVERAGE_PARTIAL
                                                     : COVERAGE_NONE;
    least = given > least ? given : least;
  }
  return least;
}

static bool compare_coverage(struct comparison *it, const char *const *row, unsigned node, unsigned other) {
  struct coverage expected;
  node_bits by = 0;
  expect_coverage(&it->knowledge, node, other, &expected);
  enum cover state = coverage_of(row[GAP_COVERAGE]);
  if (!read_ids(it->net, other, row[GAP_BY], &by)) {
    return false;
  }
  if (state < least_coverage(it, node, other)) {
    return complain("a fact names %s and f%c, the compiler says %s", row[GAP_ID], (int)('a' + other),
                    row[GAP_COVERAGE]);
  }
  bool same = state == expected.state && is_cell(row[GAP_NOTE], expected.note) && by == expected.by;
  if (!same && (!it->unions || !is_sound(&expected, row, by))) {
    char ids[64];
    end_ids(it->net, expected.by, " ", ids, sizeof ids);
    return complain("coverage of %s by f%c is %d %s by \"%s\", the compiler says %s %s by \"%s\"", row[GAP_ID],
                    (int)('a' + other), (int)expected.state, expected.note, ids, row[GAP_COVERAGE], row[GAP_NOTE],
                    row[GAP_BY]);
  }
  it->tally->covered += expected.state >= COVERAGE_PARTIAL ? (unsigned)expected.state - 1U : 0;
  it->tally->covered_found += state >= COVERAGE_PARTIAL ? (unsigned)state - 1U : 0;
  unsigned kind = state == COVERAGE_FULL      ? (is_cell(row[GAP_NOTE], "jointly") ? 4 : 5)
                  : state == COVERAGE_PARTIAL ? (is_cell(row[GAP_NOTE], "supports-only") ? 2 : 3)
                                              : (unsigned)state;
  it->tally->states[kind]++;
  return true;
}

/* Candidates stand beside gaps only, and nothing is proved of them. */
static bool compare_candidates(struct comparison *it, const char *const *row, unsigned node, unsigned other) {
  node_bits found = 0;
  node_bits joined = expect_candidates(&it->knowledge, node, other);
  node_bits open = 0;
  for (unsigned y = 0; y < it->net->node_count; y++) {
    unsigned possible = it->knowledge.possible[node][y];
    open |= (possible & DR) != 0 && possible != DR ? bit_of(y) : 0;
  }
  enum cover state = coverage_of(row[GAP_COVERAGE]);
  bool gap = state == COVERAGE_NONE || state == COVERAGE_PARTIAL;
  if (!read_ids(it->net, other, row[GAP_CANDIDATES], &found)) {
    return false;
  }
  it->tally->candidates += count_bits(found);
  bool right = gap ? (it->unions ? (found & ~joined) == 0 : found == (joined & open)) : found == 0;
  char ids[64];
  end_ids(it->net, gap ? joined & open : 0, " ", ids, sizeof ids);
  return right || complain("candidates for %s in f%c are \"%s\", the compiler says \"%s\"", row[GAP_ID],
                           (int)('a' + other), ids, row[GAP_CANDIDATES]);
}

/* The gaps table: every counted control of the source, then of the target, in order. */
static bool compare_gaps(struct comparison *it, const struct table *gaps, unsigned source, unsigned target) {
  unsigned row = 1;
  for (unsigned side = 0; side < 2; side++) {
    unsigned own = side == 0 ? source : target;
    const struct framework *framework = &it->net->frameworks[own];
    for (unsigned n = framework->first; n < framework->first + framework->count; n++) {
      char id[8];
      char name[] = {'f', (char)('a' + own), '\0'};
      node_id(it->net, n, id);
      if (!network_counted(it->net, n)) {
        continue;
      }
      if (row == gaps->row_count || !is_cell(gaps->cells[row][GAP_FRAMEWORK], name) ||
          !is_cell(gaps->cells[row][GAP_ID], id)) {
        return complain("the gaps from f%c to f%c lack %s", (int)('a' + source), (int)('a' + target), id);
      }
      unsigned other = side == 0 ? target : source;
      if (!compare_coverage(it, gaps->cells[row], n, other) || !compare_candidates(it, gaps->cells[row], n, other)) {
        return false;
      }
      row++;
    }
  }
  return row == gaps->row_count || complain("there are gaps of controls that are not counted");
}

/* Whether a declared row says what the fact says. */
static bool row_tells(const struct comparison *it, const char *const *row, unsigned fact,
                      const struct reading *reading) {
  const struct fact *declared = &it->net->facts[fact];
  bool disputed = (it->knowledge.disputed >> fact & 1) != 0;
  char cells[COLUMNS][128] = {{0}};
  end_ids(it->net, reading->x, " ", cells[SOURCE_ID], sizeof cells[0]);
  end_ids(it->net, reading->y, " ", cells[TARGET_ID], sizeof cells[0]);
  end_ids(it->net, reading->x, "; Title of ", cells[SOURCE_TITLE] + 9, sizeof cells[0] - 9);
  end_ids(it->net, reading->y, "; Title of ", cells[TARGET_TITLE] + 9, sizeof cells[0] - 9);
  memcpy(cells[SOURCE_TITLE], "Title of ", 9);
  memcpy(cells[TARGET_TITLE], "Title of ", 9);
  snprintf(cells[RELATION], sizeof cells[0], "%s", relation_tokens[reading->relation]);
  snprintf(cells[BASIS], sizeof cells[0], "declared");
  if (declared->strength > 0) {
    snprintf(cells[STRENGTH], sizeof cells[0], "%u", declared->strength);
    snprintf(cells[CONFIDENCE], sizeof cells[0], "%u", declared->strength * 9);
  }
  snprintf(cells[MAPPING], sizeof cells[0], "m%u", declared->mapping);
  snprintf(cells[REMARKS], sizeof cells[0], declared->remarks ? "%sremark %u" : "%s",
           !disputed           ? ""
           : declared->remarks ? "disputed: "
                               : "disputed",
           fact);
  for (unsigned c = 0; c < COLUMNS; c++) {
    if (!is_cell(row[c], cells[c])) {
      return false;
    }
  }
  return true;
}

/* Each fact between the two frameworks has one row, and each declared row one fact. */
static bool compare_declared(struct comparison *it, const struct table *table, unsigned source, unsigned target,
                             bool told[MOST_ROWS]) {
  for (unsigned f = 0; f < it->net->fact_count; f++) {
    struct reading reading;
    if (!read_fact(it->net, &it->net->facts[f], source, target, &reading)) {
      continue;
    }
    unsigned row = 1;
    while (row < table->row_count && (told[row] || !row_tells(it, table->cells[row], f, &reading))) {
      row++;
    }
    if (row == table->row_count) {
      return complain("the table from f%c to f%c has no row for the fact %u%s", (int)('a' + source),
                      (int)('a' + target), f, (it->knowledge.disputed >> f & 1) != 0 ? ", disputed" : "");
    }
    told[row] = true;
    it->tally->declared_rows++;
  }
  for (unsigned row = 1; row < table->row_count; row++) {
    if (!told[row] && is_cell(table->cells[row][BASIS], "declared")) {
      return complain("a declared row that no fact declares: %s %s %s", table->cells[row][SOURCE_ID],
                      table->cells[row][RELATION], table->cells[row][TARGET_ID]);
    }
  }
  return true;
}

static int find_row(const struct table *table, const char *source, const char *target, const char *basis) {
  for (unsigned row = 1; row < table->row_count; row++) {
    const char *const *cells = table->cells[row];
    if (is_cell(cells[SOURCE_ID], source) && is_cell(cells[TARGET_ID], target) && is_cell(cells[BASIS], basis)) {
      return (int)row;
    }
  }
  return -1;
}

static bool compare_implied_row(struct comparison *it, const char *const *row, unsigned x, unsigned y) {
  unsigned possible = it->knowledge.possible[x][y];
  unsigned found = compiler_possible(it->compilation, it->net, x, y);
  enum relation relation = EQUAL;
  while (relation < RELATIONS && !is_cell(row[RELATION], relation_tokens[relation])) {
    relation++;
  }
  bool right = it->unions ? relation < NO_RELATIONSHIP && (possible & ~relation_allows(relation, true)) == 0
                          : relation == relation_of(possible);
  if (!right || relation != relation_of(found)) {
    return complain("%s %s %s, but possible is %u, and %u by the compiler", row[SOURCE_ID], row[RELATION],
                    row[TARGET_ID], possible, found);
  }
  if (!is_cell(row[STRENGTH], "") || !is_cell(row[CONFIDENCE], "") || !is_cell(row[MAPPING], "")) {
    return complain("the implied row %s %s has what only a declared one can have", row[SOURCE_ID], row[TARGET_ID]);
  }
  it->tally->proofs++;
  return proof_check(&it->knowledge, row[REMARKS], x, y, relation);
}

static bool compare_implied(struct comparison *it, const struct table *table, unsigned x, unsigned y,
                            bool told[MOST_ROWS]) {
  char source[8];
  char target[8];
  node_id(it->net, x, source);
  node_id(it->net, y, target);
  bool stands = network_counted(it->net, x) && network_counted(it->net, y) && !is_declared(it->net, x, y);
  bool expected = stands && is_overlapped(it->knowledge.possible[x][y]);
  int row = find_row(table, source, target, "implied");
  it->tally->implied += expected;
  it->tally->implied_found += row >= 0;
  if (row < 0) {
    bool claimed = stands && is_overlapped(compiler_possible(it->compilation, it->net, x, y));
    return !(claimed || (expected && !it->unions)) || complain("%s and %s are implied and have no row", source, target);
  }
  told[row] = true;
  return expected ? compare_implied_row(it, table->cells[row], x, y)
                  : complain("%s and %s are not implied and have a row", source, target);
}

static const char *excluded_remarks(const struct network *net, unsigned node, unsigned other) {
  for (unsigned g = 0; g < net->gap_count; g++) {
    const struct mapping *mapping = &net->mappings[net->gaps[g].mapping];
    unsigned own = net->nodes[node].framework;
    if (net->gaps[g].node == node && net->gaps[g].remarks &&
        (mapping->source == own ? mapping->target : mapping->source) == other) {
      return "nothing there";
    }
  }
  return "";
}

/* A counted source without coverage has one row that says so. */
static bool compare_gap_row(struct comparison *it, const struct table *table, const struct table *gaps, unsigned x,
                            unsigned target, bool told[MOST_ROWS]) {
  char id[8];
  node_id(it->net, x, id);
  unsigned at = 1;
  while (network_counted(it->net, x) && !is_cell(gaps->cells[at][GAP_ID], id)) {
    at++;
  }
  enum cover state = network_counted(it->net, x) ? coverage_of(gaps->cells[at][GAP_COVERAGE]) : COVERAGE_FULL;
  bool excluded = state == COVERAGE_EXCLUDED;
  int row = find_row(table, id, "", excluded ? "excluded" : "gap");
  if ((row >= 0) != (state == COVERAGE_NONE || excluded)) {
    return complain("%s %s a row that says that nothing covers it", id, row >= 0 ? "has" : "lacks");
  }
  if (row < 0) {
    return true;
  }
  told[row] = true;
  it->tally->gap_rows++;
  const char *remarks = excluded ? excluded_remarks(it->net, x, target) : gaps->cells[at][GAP_NOTE];
  return is_cell(table->cells[row][REMARKS], remarks) ||
         complain("the gap of %s says \"%s\", not \"%s\"", id, table->cells[row][REMARKS], remarks);
}

/* By the first source, then by the first target, what has none last. */
static bool compare_order(const struct comparison *it, const struct table *table, unsigned source, unsigned target) {
  unsigned last = 0;
  for (unsigned row = 1; row < table->row_count; row++) {
    node_bits x = 0;
    node_bits y = 0;
    if (!read_ids(it->net, source, table->cells[row][SOURCE_ID], &x) ||
        !read_ids(it->net, target, table->cells[row][TARGET_ID], &y)) {
      return false;
    }
    unsigned here = first_node(x) * (MOST_NODES + 1) + (y != 0 ? first_node(y) : MOST_NODES);
    if (here < last) {
      return complain("row %u of the table from f%c to f%c is out of order", row, (int)('a' + source),
                      (int)('a' + target));
    }
    last = here;
  }
  return true;
}

static bool compare_rows(struct comparison *it, const struct table *table, const struct table *gaps, unsigned source,
                         unsigned target) {
  bool told[MOST_ROWS] = {true};
  if (!compare_declared(it, table, source, target, told)) {
    return false;
  }
  const struct framework *from = &it->net->frameworks[source];
  const struct framework *to = &it->net->frameworks[target];
  for (unsigned x = from->first; x < from->first + from->count; x++) {
    for (unsigned y = to->first; y < to->first + to->count; y++) {
      if (!compare_implied(it, table, x, y, told)) {
        return false;
      }
    }
    if (!compare_gap_row(it, table, gaps, x, target, told)) {
      return false;
    }
  }
  for (unsigned row = 1; row < table->row_count; row++) {
    if (!told[row]) {
      return complain("a row too many: %s %s %s %s", table->cells[row][SOURCE_ID], table->cells[row][RELATION],
                      table->cells[row][TARGET_ID], table->cells[row][BASIS]);
    }
  }
  return compare_order(it, table, source, target);
}

/* Whether mappings join the two frameworks, directly or through others; without facts they are mappings all the same. */
static bool are_joined(const struct network *net, unsigned source, unsigned target) {
  unsigned reached = 1U << source;
  for (unsigned round = 0; round < net->framework_count; round++) {
    for (unsigned m = 0; m < net->mapping_count; m++) {
      unsigned ends = 1U << net->mappings[m].source | 1U << net->mappings[m].target;
      reached |= (reached & ends) != 0 ? ends : 0;
    }
  }
  return (reached >> target & 1) != 0;
}

static bool compare_crosswalk(struct comparison *it, unsigned source, unsigned target) {
  static struct table table;
  static struct table gaps;
  char *table_text = compiler_table(it->compilation, source, target);
  char *gaps_text = compiler_gaps(it->compilation, source, target);
  if (!are_joined(it->net, source, target)) {
    bool empty = *table_text == '\0' && *gaps_text == '\0';
    free(table_text);
    free(gaps_text);
    return empty || complain("a table of frameworks that nothing joins");
  }
  bool same = table_read(table_text, COLUMNS, &table) && table_read(gaps_text, GAP_COLUMNS, &gaps) &&
              compare_gaps(it, &gaps, source, target) && compare_rows(it, &table, &gaps, source, target);
  free(table_text);
  free(gaps_text);
  return same;
}

static bool compare_crosswalks(struct comparison *it) {
  for (unsigned source = 0; source < it->net->framework_count; source++) {
    for (unsigned target = 0; target < it->net->framework_count; target++) {
      if (source != target && !compare_crosswalk(it, source, target)) {
        return false;
      }
    }
  }
  return true;
}

bool compare(const struct network *net, struct tally *tally) {
  struct comparison it = {.net = net, .tally = tally, .unions = network_has_unions(net)};
  struct documents documents;
  documents_write(net, NULL, &documents);
  it.compilation = compile(net, &documents, NULL);
  char *findings = compiler_findings(it.compilation);
  bool same = conflicts_read(findings, net, &documents, &it.conflicts) && compare_conflicts(&it);
  if (same) {
    fact_bits disputed = conflicts_facts(&it.conflicts, false) | conflicts_facts(&it.conflicts, true);
    knowledge_init(&it.knowledge, net, disputed);
    tally->networks++;
    /* From facts that do not hold together everything follows: there is nothing to compare with. */
    same = !it.knowledge.consistent || (compare_possible(&it) && compare_crosswalks(&it));
  }
  free(findings);
  cw_free(it.compilation);
  documents_free(&documents);
  return same;
}
