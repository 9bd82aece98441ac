/* Candidates: pairs of which nothing is proved or declared, and that meet in a third framework, or that a composed mapping
 * names; what they are ranked by; and the list of what a human could settle. */
#include "comparison.h"
#include "complain.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { UNSTATED = -1 };

struct candidate {
  unsigned node;
  bool composed;
  unsigned count; /* of intermediates; what is equal counts once */
  unsigned via[MOST_NODES];
  int strength;
  bool certain; /* that strength: no two facts say the same of a pair, and how strongly each in its way */
};

static bool is_plain(const struct network *net, unsigned node) {
  return node_exists(net, node) && !net->nodes[node].group && !net->nodes[node].withdrawn;
}

/* ---- chains ---- */

/* The greatest strength that is declared between the two. */
static int strength_between(const struct comparison *it, unsigned x, unsigned y, bool *certain) {
  const struct network *net = it->net;
  int strength = UNSTATED;
  unsigned facts = 0;
  for (unsigned f = 0; f < net->fact_count; f++) {
    const struct fact *fact = &net->facts[f];
    bool joins = (fact->source == bit_of(x) && fact->target == bit_of(y)) ||
                 (fact->source == bit_of(y) && fact->target == bit_of(x));
    bool says = fact->relation == RELATED || (relation_says(fact->relation, false) & SAYS_OVERLAP) != 0;
    if (joins && says && fact_chains(net, fact) && ((it->knowledge.disputed | it->knowledge.dead) >> f & 1) == 0) {
      facts++;
      strength = fact->strength > 0 && (int)fact->strength > strength ? (int)fact->strength : strength;
    }
  }
  *certain = *certain && facts < 2;
  return strength;
}

/* Of those that are stated. */
static int weaker(int a, int b) {
  return a == UNSTATED || (b != UNSTATED && b < a) ? b : a;
}

static bool are_equal(const struct comparison *it, unsigned x, unsigned y) {
  return theory_in(&it->knowledge.settled, bit_of(x), bit_of(y)) &&
         theory_in(&it->knowledge.settled, bit_of(y), bit_of(x));
}

static void add_chains(const struct comparison *it, unsigned x, struct candidate *candidate) {
  const struct network *net = it->net;
  unsigned y = candidate->node;
  for (unsigned z = 0; z < net->node_count; z++) {
    unsigned third = net->nodes[z].framework;
    if (!is_plain(net, z) || third == net->nodes[x].framework || third == net->nodes[y].framework ||
        !corresponds(&it->knowledge, bit_of(x), bit_of(z)) || !corresponds(&it->knowledge, bit_of(z), bit_of(y))) {
      continue;
    }
    bool known = false;
    for (unsigned v = 0; v < candidate->count; v++) {
      known = known || are_equal(it, candidate->via[v], z);
    }
    if (!known) {
      candidate->via[candidate->count++] = z;
    }
    int strength =
        weaker(strength_between(it, x, z, &candidate->certain), strength_between(it, z, y, &candidate->certain));
    candidate->strength = strength > candidate->strength ? strength : candidate->strength;
  }
}

/* ---- who is one ---- */

/* A row stands for the pair: a fact of any kind that was not composed. */
static bool is_declared(const struct network *net, unsigned x, unsigned y) {
  for (unsigned f = 0; f < net->fact_count; f++) {
    const struct fact *fact = &net->facts[f];
    if (!fact_is_composed(net, fact) && ((fact->source == bit_of(x) && fact->target == bit_of(y)) ||
                                         (fact->source == bit_of(y) && fact->target == bit_of(x)))) {
      return true;
    }
  }
  return false;
}

/* Whether the fact was composed, and makes the pair a candidate. */
static bool composes(const struct network *net, const struct fact *fact, unsigned x, unsigned y,
                     struct reading *reading) {
  return fact_is_composed(net, fact) && fact->relation != NO_RELATIONSHIP &&
         read_fact(net, fact, net->nodes[x].framework, net->nodes[y].framework, reading) && reading->x == bit_of(x) &&
         reading->y == bit_of(y);
}

static bool is_composed(const struct network *net, unsigned x, unsigned y) {
  struct reading reading;
  bool composed = false;
  for (unsigned f = 0; f < net->fact_count && !composed; f++) {
    composed = composes(net, &net->facts[f], x, y, &reading);
  }
  return composed;
}

/* More intermediates first, then the stronger, then in framework order. */
static int by_rank(const void *a, const void *b) {
  const struct candidate *p = a;
  const struct candidate *q = b;
  if (p->count != q->count) {
    return p->count > q->count ? -1 : 1;
  }
  if (p->strength != q->strength) {
    return p->strength > q->strength ? -1 : 1;
  }
  return p->node < q->node ? -1 : 1;
}

/* Of pairs that are apart nothing is to be reviewed. */
static unsigned list_candidates(const struct comparison *it, unsigned x, unsigned targets,
                                struct candidate list[MOST_NODES]) {
  const struct network *net = it->net;
  unsigned count = 0;
  for (unsigned y = 0; y < net->node_count; y++) {
    struct candidate candidate = {.node = y, .strength = UNSTATED, .certain = true};
    if ((targets >> net->nodes[y].framework & 1) == 0 || !node_exists(net, y) || is_declared(net, x, y) ||
        corresponds(&it->knowledge, bit_of(x), bit_of(y)) ||
        theory_apart(&it->knowledge.settled, bit_of(x), bit_of(y))) {
      continue;
    }
    candidate.composed = is_composed(net, x, y);
    if (is_plain(net, y)) {
      add_chains(it, x, &candidate);
    }
    if (candidate.composed || candidate.count > 0) {
      list[count++] = candidate;
    }
  }
  qsort(list, count, sizeof *list, by_rank);
  return count;
}

static bool are_certain(const struct candidate *list, unsigned count) {
  bool certain = true;
  for (unsigned i = 0; i < count; i++) {
    certain = certain && list[i].certain;
  }
  return certain;
}

/* ---- beside a gap ---- */

bool compare_gap_candidates(struct comparison *it, const struct crosswalk *crosswalk, const char *const *row,
                            unsigned node) {
  struct candidate list[MOST_NODES];
  bool from_source = it->net->nodes[node].framework == crosswalk->source;
  bool gap = is_cell(row[GAP_COVERAGE], "none") || is_cell(row[GAP_COVERAGE], "partial");
  unsigned targets = from_source ? crosswalk->targets : 1U << crosswalk->source;
  unsigned count = gap ? list_candidates(it, node, targets, list) : 0;
  unsigned told = 0;
  for (const char *text = row[GAP_CANDIDATES]; *text != '\0'; told++) {
    size_t length = strcspn(text, " ");
    node_bits end = read_entry(it, crosswalk, !from_source, text, length);
    bool known = false;
    for (unsigned i = 0; i < count; i++) {
      known = known || bit_of(list[i].node) == end;
    }
    if (!known || (it->exact && are_certain(list, count) && bit_of(list[told].node) != end)) {
      return complain("the candidate \"%s\" is none, or of another rank", text);
    }
    text += length + (text[length] == ' ' ? 1 : 0);
    it->tally->candidates++;
  }
  enum { MOST_TOLD = 10 };
  return told == (count < MOST_TOLD ? count : MOST_TOLD) || !it->exact ||
         complain("there are %u candidates, and %u are told", count, told);
}

/* ---- rows ---- */

bool is_candidate_row(const char *const *cells) {
  return is_cell(cells[BASIS], "candidate");
}

static void say_chain(const struct comparison *it, const struct candidate *candidate, char *text, size_t size) {
  size_t length = (size_t)snprintf(text, size, "for review: ");
  if (candidate->count > 0) {
    length += (size_t)snprintf(text + length, size - length,
                               "both overlap or correspond to %u control%s of a third framework: ", candidate->count,
                               candidate->count == 1 ? "" : "s");
  }
  unsigned told = candidate->count < 3 ? candidate->count : 3;
  for (unsigned v = 0; v < told; v++) {
    char name[16];
    end_names(it->net, bit_of(candidate->via[v]), "", name, sizeof name);
    length += (size_t)snprintf(text + length, size - length, "%s%s", v > 0 ? ", " : "", name);
  }
  if (candidate->count > told) {
    snprintf(text + length, size - length, " and %u more", candidate->count - told);
  }
}

static void say_composed(const struct network *net, unsigned fact, enum relation relation, char *text, size_t size) {
  size_t length =
      (size_t)snprintf(text, size, "composed through elsewhere; the mapping says %s", relation_tokens[relation]);
  if (net->facts[fact].remarks) {
    snprintf(text + length, size - length, ": remark %u", fact);
  }
}

/* Of several facts that composed mappings say, the remarks of the pair tell one. */
static bool says_candidate(const struct comparison *it, unsigned x, const struct candidate *candidate,
                           const char *cell) {
  char chain[256];
  say_chain(it, candidate, chain, sizeof chain);
  bool said = !candidate->composed && is_cell(cell, chain);
  for (unsigned f = 0; f < it->net->fact_count && !said; f++) {
    struct reading reading;
    if (composes(it->net, &it->net->facts[f], x, candidate->node, &reading)) {
      char composed[96];
      char remarks[384];
      say_composed(it->net, f, reading.relation, composed, sizeof composed);
      snprintf(remarks, sizeof remarks, "%s%s%s", chain, candidate->count > 0 ? "; " : "", composed);
      said = is_cell(cell, remarks);
    }
  }
  return said;
}

/* A row of a chain, the next of its control that is not that of a composed mapping. */
static bool is_row_of(const struct comparison *it, const struct crosswalk *crosswalk, const char *const *cells,
                      unsigned x, const struct candidate *candidate) {
  char source[16];
  char target[16];
  char strength[16] = "";
  char remarks[256];
  name_entry(it, crosswalk, true, bit_of(x), source, sizeof source);
  name_entry(it, crosswalk, false, bit_of(candidate->node), target, sizeof target);
  say_chain(it, candidate, remarks, sizeof remarks);
  if (candidate->strength >= 0) {
    snprintf(strength, sizeof strength, "%d", candidate->strength);
  }
  return is_cell(cells[SOURCE_ID], source) && is_cell(cells[TARGET_ID], target) && is_cell(cells[RELATION], "") &&
         (!candidate->certain || is_cell(cells[STRENGTH], strength)) && is_cell(cells[CONFIDENCE], "") &&
         is_cell(cells[MAPPING], "") && is_cell(cells[REMARKS], remarks);
}

static int by_node(const void *a, const void *b) {
  const struct candidate *p = a;
  const struct candidate *q = b;
  return p->node < q->node ? -1 : 1;
}

/* Those of one control, in framework order. */
static bool compare_chains(struct comparison *it, const struct crosswalk *crosswalk, unsigned x, bool told[MOST_ROWS]) {
  struct candidate list[MOST_NODES];
  const struct table *table = &crosswalk->table;
  unsigned count = has_rows(it->net, x) && is_plain(it->net, x) ? list_candidates(it, x, crosswalk->targets, list) : 0;
  unsigned from = 1;
  qsort(list, count, sizeof *list, by_node);
  for (unsigned i = 0; i < count; i++) {
    if (list[i].count == 0) {
      continue; /* what is composed has rows of its own */
    }
    unsigned row = from;
    while (row < table->row_count && (!is_candidate_row(table->cells[row]) || told[row] ||
                                      !is_row_of(it, crosswalk, table->cells[row], x, &list[i]))) {
      row++;
    }
    if (row == table->row_count) {
      char ids[2][8];
      char remarks[256];
      node_id(it->net, x, ids[0]);
      node_id(it->net, list[i].node, ids[1]);
      say_chain(it, &list[i], remarks, sizeof remarks);
      return !it->exact || complain("the candidate %s of %s has no row at its place, strength %d, %s", ids[1], ids[0],
                                    list[i].strength, remarks);
    }
    told[row] = true;
    from = row + 1;
  }
  return true;
}

/* One row for each fact of a composed mapping, whatever else is known of the pair. */
static bool compare_composed(struct comparison *it, const struct crosswalk *crosswalk, bool told[MOST_ROWS]) {
  const struct network *net = it->net;
  const struct table *table = &crosswalk->table;
  for (unsigned f = 0; f < net->fact_count; f++) {
    struct reading reading;
    bool here = false;
    for (unsigned t = 0; t < net->framework_count && !here; t++) {
      here = (crosswalk->targets >> t & 1) != 0 && read_fact(net, &net->facts[f], crosswalk->source, t, &reading);
    }
    if (!here || !fact_is_composed(net, &net->facts[f])) {
      continue;
    }
    char source[64];
    char target[64];
    char strength[16] = "";
    char mapping[8];
    char composed[96];
    char remarks[128];
    say_composed(net, f, reading.relation, composed, sizeof composed);
    snprintf(remarks, sizeof remarks, "for review: %s", composed);
    name_entry(it, crosswalk, true, reading.x, source, sizeof source);
    name_entry(it, crosswalk, false, reading.y, target, sizeof target);
    snprintf(mapping, sizeof mapping, "%c%u", mapping_letter(net), net->facts[f].mapping);
    if (net->facts[f].strength > 0) {
      snprintf(strength, sizeof strength, "%u", net->facts[f].strength);
    }
    unsigned row = 1;
    while (row < table->row_count &&
           (told[row] || !is_candidate_row(table->cells[row]) || !is_cell(table->cells[row][SOURCE_ID], source) ||
            !is_cell(table->cells[row][TARGET_ID], target) || !is_cell(table->cells[row][RELATION], "") ||
            !is_cell(table->cells[row][STRENGTH], strength) || !is_cell(table->cells[row][MAPPING], mapping) ||
            !is_cell(table->cells[row][REMARKS], remarks))) {
      row++;
    }
    if (row == table->row_count) {
      return complain("the composed fact %u has no row", f);
    }
    told[row] = true;
  }
  return true;
}

bool compare_candidates(struct comparison *it, const struct crosswalk *crosswalk) {
  bool told[MOST_ROWS] = {true};
  if (!compare_composed(it, crosswalk, told)) {
    return false;
  }
  const struct framework *from = &it->net->frameworks[crosswalk->source];
  for (unsigned x = from->first; x < from->first + from->count; x++) {
    if (!compare_chains(it, crosswalk, x, told)) {
      return false;
    }
  }
  for (unsigned row = 1; row < crosswalk->table.row_count && it->exact; row++) {
    const char *const *cells = crosswalk->table.cells[row];
    if (!told[row] && is_candidate_row(cells)) {
      return complain("a candidate that none is: %s %s, %s", cells[SOURCE_ID], cells[TARGET_ID], cells[REMARKS]);
    }
  }
  return true;
}

/* ---- review ---- */

static bool is_open(const struct crosswalk *crosswalk, const struct network *net, unsigned node) {
  char id[8];
  node_id(net, node, id);
  for (unsigned row = 1; row < crosswalk->gaps.row_count; row++) {
    const char *const *cells = crosswalk->gaps.cells[row];
    if (is_cell(cells[GAP_ID], id)) {
      return is_cell(cells[GAP_COVERAGE], "none") || is_cell(cells[GAP_COVERAGE], "partial");
    }
  }
  return false;
}

/* The counted controls of its framework that are not full and lie in the node. */
static unsigned count_open_in(const struct comparison *it, const struct crosswalk *crosswalk, unsigned node) {
  const struct network *net = it->net;
  unsigned count = 0;
  for (unsigned n = 0; n < net->node_count; n++) {
    count += net->nodes[n].framework == net->nodes[node].framework && network_counted(net, n) &&
             is_open(crosswalk, net, n) && theory_in(&it->knowledge.settled, bit_of(n), bit_of(node));
  }
  return count;
}

static int find_review(const struct crosswalk *crosswalk, const struct network *net, unsigned x, unsigned y) {
  char ids[2][8];
  node_id(net, x, ids[0]);
  node_id(net, y, ids[1]);
  for (unsigned row = 1; row < crosswalk->review.row_count; row++) {
    const char *const *cells = crosswalk->review.cells[row];
    if (is_cell(cells[REVIEW_SOURCE], ids[0]) && is_cell(cells[REVIEW_TARGET], ids[1])) {
      return (int)row;
    }
  }
  return -1;
}

/* A pair is open if it is a candidate, or if it overlaps and one may hold the other, though neither is proved to. */
static bool compare_review_pair(struct comparison *it, const struct crosswalk *crosswalk, unsigned x, unsigned y,
                                const struct candidate *candidate, unsigned *rows) {
  unsigned possible = it->knowledge.possible[x][y];
  bool overlap = is_plain(it->net, x) && is_plain(it->net, y) && is_overlapped(possible) && possible != PO &&
                 !is_in(possible) && (possible & ~(unsigned)(EQ | PPI)) != 0;
  unsigned settles = count_open_in(it, crosswalk, x) + count_open_in(it, crosswalk, y);
  bool expected = (overlap || candidate != NULL) && settles > 0;
  int row = find_review(crosswalk, it->net, x, y);
  if ((row >= 0) != expected && (it->exact || (row >= 0 && possible == PO))) {
    char ids[2][8];
    node_id(it->net, x, ids[0]);
    node_id(it->net, y, ids[1]);
    return complain("the pair %s %s is %s the review list; possible is %u", ids[0], ids[1], row >= 0 ? "in" : "not in",
                    possible);
  }
  if (row < 0) {
    return true;
  }
  const char *const *cells = crosswalk->review.cells[row];
  bool said = !overlap && candidate != NULL
                  ? says_candidate(it, x, candidate, cells[REVIEW_REMARKS])
                  : is_cell(cells[REVIEW_REMARKS], "they overlap; whether one holds the other is not known");
  ++*rows;
  it->tally->reviewed++;
  return !it->exact ||
         (strtoul(cells[REVIEW_SETTLES], NULL, 10) == settles &&
          is_cell(cells[REVIEW_BASIS], overlap ? "overlap" : "candidate") && said) ||
         complain("a row of the review list should settle %u: %s %s %s %s", settles, cells[REVIEW_SOURCE],
                  cells[REVIEW_TARGET], cells[REVIEW_SETTLES], cells[REVIEW_REMARKS]);
}

static bool compare_review_order(const struct crosswalk *crosswalk) {
  unsigned long last = ULONG_MAX;
  for (unsigned row = 1; row < crosswalk->review.row_count; row++) {
    unsigned long settles = strtoul(crosswalk->review.cells[row][REVIEW_SETTLES], NULL, 10);
    if (settles > last || settles == 0) {
      return complain("the review list is out of order at row %u", row);
    }
    last = settles;
  }
  return true;
}

bool compare_review(struct comparison *it, const struct crosswalk *crosswalk) {
  const struct framework *from = &it->net->frameworks[crosswalk->source];
  const struct framework *to = &it->net->frameworks[first_node((node_bits)crosswalk->targets)];
  unsigned rows = 0;
  for (unsigned x = from->first; x < from->first + from->count; x++) {
    struct candidate list[MOST_NODES];
    unsigned count = is_plain(it->net, x) ? list_candidates(it, x, crosswalk->targets, list) : 0;
    for (unsigned y = to->first; y < to->first + to->count; y++) {
      const struct candidate *candidate = NULL;
      for (unsigned i = 0; i < count; i++) {
        candidate = list[i].node == y ? &list[i] : candidate;
      }
      if (!compare_review_pair(it, crosswalk, x, y, candidate, &rows)) {
        return false;
      }
    }
  }
  return (rows + 1 == crosswalk->review.row_count || !it->exact || complain("the review list has rows of its own")) &&
         compare_review_order(crosswalk);
}
