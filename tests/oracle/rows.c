/* The rows of a crosswalk against the facts and what follows from them. */
#include "comparison.h"
#include "complain.h"
#include "proofs.h"

#include <stdio.h>
#include <string.h>

/* Whether a declared row says what the fact says. */
static bool row_tells(const struct comparison *it, const struct crosswalk *crosswalk, unsigned at, unsigned fact,
                      const struct reading *reading) {
  const char *const *row = crosswalk->table.cells[at];
  const struct fact *declared = &it->net->facts[fact];
  bool disputed = (it->knowledge.disputed >> fact & 1) != 0;
  char cells[COLUMNS][128] = {{0}};
  name_entry(it, crosswalk, true, reading->x, cells[SOURCE_ID], sizeof cells[0]);
  name_entry(it, crosswalk, false, reading->y, cells[TARGET_ID], sizeof cells[0]);
  snprintf(cells[RELATION], sizeof cells[0], "%s", relation_tokens[reading->relation]);
  snprintf(cells[BASIS], sizeof cells[0], "declared");
  if (declared->strength > 0) {
    snprintf(cells[STRENGTH], sizeof cells[0], "%u", declared->strength);
    snprintf(cells[CONFIDENCE], sizeof cells[0], "%u", declared->strength * 9);
  }
  snprintf(cells[MAPPING], sizeof cells[0], "%c%u", mapping_letter(it->net), declared->mapping);
  snprintf(cells[REMARKS], sizeof cells[0], declared->remarks ? "%sremark %u" : "%s",
           !disputed           ? ""
           : declared->remarks ? "disputed: "
                               : "disputed",
           fact);
  for (unsigned c = 0; c < COLUMNS; c++) {
    if (c != SOURCE_TITLE && c != TARGET_TITLE && !is_cell(row[c], cells[c])) {
      return false;
    }
  }
  return true;
}

/* A fact read from the source to one of the targets. */
static bool read_here(const struct comparison *it, const struct crosswalk *crosswalk, unsigned fact,
                      struct reading *reading) {
  for (unsigned f = 0; f < it->net->framework_count; f++) {
    if ((crosswalk->targets >> f & 1) != 0 &&
        read_fact(it->net, &it->net->facts[fact], crosswalk->source, f, reading)) {
      return true;
    }
  }
  return false;
}

/* Each fact between the two sides has one row, and each declared row one fact. */
static bool compare_declared(struct comparison *it, const struct crosswalk *crosswalk, bool told[MOST_ROWS]) {
  const struct table *table = &crosswalk->table;
  for (unsigned f = 0; f < it->net->fact_count; f++) {
    struct reading reading;
    if (!read_here(it, crosswalk, f, &reading) || fact_is_composed(it->net, &it->net->facts[f])) {
      continue;
    }
    unsigned row = 1;
    while (row < table->row_count && (told[row] || !row_tells(it, crosswalk, row, f, &reading))) {
      row++;
    }
    if (row == table->row_count) {
      return complain("the table has no row for the fact %u%s", f,
                      (it->knowledge.disputed >> f & 1) != 0 ? ", disputed" : "");
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

/* An implied row says just what is proved. */
static bool check_implied(struct comparison *it, const char *const *row, node_bits x, node_bits y) {
  enum relation expected = expect_relation(&it->knowledge, x, y);
  bool right = is_cell(row[RELATION], relation_tokens[expected]);
  /* How much a union that no fact names is more than what is proved to be in it, nobody need say. */
  bool loose = !it->exact || !(is_single(x) && is_single(y));
  for (unsigned r = EQUAL; r <= RELATED && !right && loose; r++) {
    right = r >= INTERSECTS && r > expected && is_cell(row[RELATION], relation_tokens[r]);
  }
  if (!right || !corresponds(&it->knowledge, x, y)) {
    return complain("%s %s %s is implied, expected was %s", row[SOURCE_ID], row[RELATION], row[TARGET_ID],
                    relation_tokens[expected]);
  }
  if (!is_cell(row[STRENGTH], "") || !is_cell(row[CONFIDENCE], "") || !is_cell(row[MAPPING], "")) {
    return complain("the implied row %s %s has what only a declared one can have", row[SOURCE_ID], row[TARGET_ID]);
  }
  it->tally->proofs++;
  return proof_check(&it->knowledge, row[REMARKS], x, y, expected) || complain_of("%s", row[REMARKS]);
}

bool has_rows(const struct network *net, unsigned node) {
  return network_counted(net, node) || (net->frameworks[net->nodes[node].framework].open && node_exists(net, node));
}

static bool compare_implied(struct comparison *it, const struct crosswalk *crosswalk, unsigned x, unsigned y) {
  char source[16];
  char target[16];
  name_entry(it, crosswalk, true, bit_of(x), source, sizeof source);
  name_entry(it, crosswalk, false, bit_of(y), target, sizeof target);
  bool expected = has_rows(it->net, x) && has_rows(it->net, y) && expect_row(&it->knowledge, x, y);
  int row = find_row(&crosswalk->table, source, target, "implied");
  it->tally->implied += expected;
  return row >= 0 || !expected || !it->exact || complain("%s and %s are implied and have no row", source, target);
}

static bool is_word(const char *text, const char *word) {
  size_t length = strlen(word);
  for (const char *at = strstr(text, word); at != NULL; at = strstr(at + 1, word)) {
    if ((at == text || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0')) {
      return true;
    }
  }
  return false;
}

/* Whether coverage rests on the pair. */
static bool is_evidence(const struct crosswalk *crosswalk, const char *source, const char *target) {
  for (unsigned row = 1; row < crosswalk->gaps.row_count; row++) {
    const char *const *cells = crosswalk->gaps.cells[row];
    if ((is_cell(cells[GAP_ID], source) && is_word(cells[GAP_BY], target)) ||
        (is_cell(cells[GAP_ID], target) && is_word(cells[GAP_BY], source))) {
      return true;
    }
  }
  return false;
}

/* An implied row, whoever asked for it. */
static bool compare_row(struct comparison *it, const struct crosswalk *crosswalk, unsigned row) {
  const char *const *cells = crosswalk->table.cells[row];
  node_bits x = read_entry(it, crosswalk, true, cells[SOURCE_ID], strlen(cells[SOURCE_ID]));
  node_bits y = read_entry(it, crosswalk, false, cells[TARGET_ID], strlen(cells[TARGET_ID]));
  if (x == 0 || y == 0 || !is_cell(cells[BASIS], "implied")) {
    return complain("a row too many: %s %s %s %s", cells[SOURCE_ID], cells[RELATION], cells[TARGET_ID], cells[BASIS]);
  }
  bool pair = is_single(x) && is_single(y) && has_rows(it->net, first_node(x)) && has_rows(it->net, first_node(y));
  if (pair ? !expect_row(&it->knowledge, first_node(x), first_node(y))
           : !is_evidence(crosswalk, cells[SOURCE_ID], cells[TARGET_ID])) {
    return complain("a row that nothing asks for: %s %s %s", cells[SOURCE_ID], cells[RELATION], cells[TARGET_ID]);
  }
  return check_implied(it, cells, x, y);
}

static const char *const *find_gap(const struct comparison *it, const struct crosswalk *crosswalk, unsigned node) {
  char id[8];
  node_id(it->net, node, id);
  unsigned at = 1;
  while (!is_cell(crosswalk->gaps.cells[at][GAP_ID], id)) {
    at++;
  }
  return crosswalk->gaps.cells[at];
}

/* A counted source without coverage has one row that says so. */
static bool compare_gap_row(struct comparison *it, const struct crosswalk *crosswalk, unsigned x,
                            bool told[MOST_ROWS]) {
  if (!network_counted(it->net, x)) {
    return true;
  }
  const char *const *gap = find_gap(it, crosswalk, x);
  bool excluded = is_cell(gap[GAP_COVERAGE], "excluded");
  bool none = is_cell(gap[GAP_COVERAGE], "none");
  int row = find_row(&crosswalk->table, gap[GAP_ID], "", excluded ? "excluded" : "gap");
  if ((row >= 0) != (none || excluded)) {
    return complain("%s %s a row that says that nothing covers it", gap[GAP_ID], row >= 0 ? "has" : "lacks");
  }
  if (row >= 0) {
    told[row] = true;
    it->tally->gap_rows++;
  }
  return true;
}

/* Whether the members of x come behind those of y, one after the other; fewer of the same come first. */
static bool is_behind(node_bits x, node_bits y) {
  unsigned differ = (unsigned)x ^ y;
  unsigned lowest = differ & (~differ + 1);
  unsigned above = ~(lowest | (lowest - 1));
  return differ != 0 && ((x & lowest) != 0 ? (y & above) == 0 : (x & above) != 0);
}

/* By the source, then by the first target, what has none last. */
static bool compare_order(const struct comparison *it, const struct crosswalk *crosswalk) {
  node_bits before = 0;
  unsigned last = 0;
  for (unsigned row = 1; row < crosswalk->table.row_count; row++) {
    const char *const *cells = crosswalk->table.cells[row];
    if (is_candidate_row(cells)) {
      continue; /* these stand in the order of their rank */
    }
    node_bits x = read_entry(it, crosswalk, true, cells[SOURCE_ID], strlen(cells[SOURCE_ID]));
    node_bits y = read_entry(it, crosswalk, false, cells[TARGET_ID], strlen(cells[TARGET_ID]));
    unsigned here = y != 0 ? first_node(y) : MOST_NODES;
    if (is_behind(before, x) || (before == x && here < last)) {
      return complain("row %u is out of order: %s %s", row, cells[SOURCE_ID], cells[TARGET_ID]);
    }
    before = x;
    last = here;
  }
  return true;
}

bool compare_rows(struct comparison *it, const struct crosswalk *crosswalk) {
  bool told[MOST_ROWS] = {true};
  if (!compare_declared(it, crosswalk, told)) {
    return false;
  }
  const struct framework *from = &it->net->frameworks[crosswalk->source];
  for (unsigned x = from->first; x < from->first + from->count; x++) {
    for (unsigned y = 0; y < it->net->node_count; y++) {
      if ((crosswalk->targets >> it->net->nodes[y].framework & 1) != 0 && !compare_implied(it, crosswalk, x, y)) {
        return false;
      }
    }
    if (!compare_gap_row(it, crosswalk, x, told)) {
      return false;
    }
  }
  for (unsigned row = 1; row < crosswalk->table.row_count; row++) {
    if (!told[row] && !is_candidate_row(crosswalk->table.cells[row]) && !compare_row(it, crosswalk, row)) {
      return false;
    }
  }
  return compare_order(it, crosswalk);
}
