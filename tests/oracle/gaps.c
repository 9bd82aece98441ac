/* The gaps table against what the oracle expects of each counted control. */
#include "comparison.h"
#include "complain.h"

#include <stdio.h>
#include <string.h>

bool is_cell(const char *cell, const char *wanted) {
  return strcmp(cell, wanted) == 0;
}

void name_entry(const struct comparison *it, const struct crosswalk *crosswalk, bool of_source, node_bits end,
                char *text, size_t size) {
  if (crosswalk->held && !of_source) {
    end_names(it->net, end, "+", text, size);
  } else {
    end_ids(it->net, end, "+", text, size);
  }
}

/* One id, with its framework where several are held. -1 if it is none. */
static int read_id(const struct network *net, unsigned frameworks, bool named, const char *text, size_t length) {
  for (unsigned f = 0; f < net->framework_count; f++) {
    size_t before = named ? 3 : 0;
    bool here = !named || (length > 3 && text[0] == 'f' && text[1] == framework_letter(net, f) && text[2] == ':');
    int node = here && (frameworks >> f & 1) != 0 ? find_node(net, f, text + before, length - before) : -1;
    if (node >= 0) {
      return node;
    }
  }
  return -1;
}

node_bits read_entry(const struct comparison *it, const struct crosswalk *crosswalk, bool of_source, const char *text,
                     size_t length) {
  unsigned frameworks = of_source ? 1U << crosswalk->source : crosswalk->targets;
  node_bits end = 0;
  for (size_t at = 0; at < length;) {
    size_t size = strcspn(text + at, "+ ");
    size = size < length - at ? size : length - at;
    int node = read_id(it->net, frameworks, crosswalk->held && !of_source, text + at, size);
    if (node < 0 || (end >> node) != 0) {
      complain("\"%s\" does not name controls of the other side in their order", text);
      return 0;
    }
    end |= bit_of((unsigned)node);
    at += size + 1;
  }
  return end;
}

static bool read_cover(const char *const *row, enum cover *least, enum cover *most) {
  static const struct {
    const char *word;
    enum cover least;
    enum cover most;
  } words[] = {
      {"none", COVER_NONE, COVER_NONE},
      {"excluded", COVER_NONE, COVER_NONE},
      {"partial", COVER_SUPPORTS, COVER_PARTIAL},
      {"full", COVER_FULL, COVER_FULL},
  };
  for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
    if (is_cell(row[GAP_COVERAGE], words[i].word)) {
      *least = words[i].least;
      *most = words[i].most;
      return true;
    }
  }
  return complain("\"%s\" is no coverage", row[GAP_COVERAGE]);
}

static bool read_note(const char *text, enum note *note) {
  for (unsigned n = 0; n < NOTES; n++) {
    if (is_cell(text, note_tokens[n])) {
      *note = (enum note)n;
      return true;
    }
  }
  return complain("\"%s\" is no note", text);
}

static enum cover cover_of_note(enum note note) {
  return note == NOTE_RELATED ? COVER_RELATED : note == NOTE_SUPPORTS ? COVER_SUPPORTS : COVER_PARTIAL;
}

/* What stands in `by`. */
struct answers {
  unsigned count;
  node_bits ends[MOST_NODES * 2];
};

static bool read_answers(const struct comparison *it, const struct crosswalk *crosswalk, bool of_source,
                         const char *text, struct answers *answers) {
  answers->count = 0;
  for (size_t length; *text != '\0'; text += length + (text[length] == ' ' ? 1 : 0)) {
    length = strcspn(text, " ");
    node_bits end = read_entry(it, crosswalk, of_source, text, length);
    if (end == 0 || answers->count == sizeof answers->ends / sizeof *answers->ends) {
      return complain("\"%s\" cannot be read", text);
    }
    answers->ends[answers->count++] = end;
  }
  return true;
}

/* A row, declared or implied, for the pair, or, where asked, a declared one of a union that the control is in. */
static bool has_row(const struct comparison *it, const struct crosswalk *crosswalk, unsigned node, node_bits end,
                    bool joint) {
  bool from_source = it->net->nodes[node].framework == crosswalk->source;
  for (unsigned row = 1; row < crosswalk->table.row_count; row++) {
    const char *const *cells = crosswalk->table.cells[row];
    bool declared = is_cell(cells[BASIS], "declared");
    if (!declared && !is_cell(cells[BASIS], "implied")) {
      continue;
    }
    node_bits x = read_entry(it, crosswalk, true, cells[SOURCE_ID], strlen(cells[SOURCE_ID]));
    node_bits y = read_entry(it, crosswalk, false, cells[TARGET_ID], strlen(cells[TARGET_ID]));
    node_bits own = from_source ? x : y;
    if ((from_source ? y : x) == end && (own == bit_of(node) || (joint && declared && (own >> node & 1) != 0))) {
      return true;
    }
  }
  return false;
}

/* What a fact names as it is, of whatever size. */
static bool is_end(const struct network *net, node_bits end) {
  for (unsigned f = 0; f < net->fact_count; f++) {
    if (net->facts[f].source == end || net->facts[f].target == end) {
      return true;
    }
  }
  return false;
}

/* Of full coverage some entry must hold all of it, and a union that no fact names must be as small as they come. */
static bool check_holders(const struct comparison *it, const struct question *question, const struct coverage *coverage,
                          const struct answers *answers) {
  unsigned least = 0;
  bool named = false;
  for (unsigned i = 0; i < answers->count; i++) {
    if (expect_counterpart(question, answers->ends[i]) == COVER_FULL) {
      named = named || is_end(it->net, answers->ends[i]);
      unsigned size = count_nodes(answers->ends[i]);
      least = least == 0 || size < least ? size : least;
    }
  }
  if (least == 0) {
    return complain("nothing in `by` holds all of it");
  }
  node_bits plain = question->held; /* an exhaustive heading is the union of its controls */
  for (unsigned n = 0; n < it->net->node_count; n++) {
    plain &= network_is_union(it->net, n) ? (node_bits)~bit_of(n) : plain;
  }
  unsigned smallest = theory_cover_size(&it->knowledge.settled, bit_of(question->node), plain);
  return coverage->alone || coverage->heading || named || smallest == 0 || least <= smallest || !it->exact ||
         complain("`by` is a union of %u, and one of %u would do", least, smallest);
}

static bool check_answers(const struct comparison *it, const struct crosswalk *crosswalk,
                          const struct question *question, const struct answers *answers, enum cover least) {
  for (unsigned i = 0; i < answers->count; i++) {
    node_bits end = answers->ends[i];
    char ids[64];
    end_ids(it->net, end, "+", ids, sizeof ids);
    if ((end & (node_bits)~question->held) != 0) {
      return complain("`by` names %s, which is not held", ids);
    }
    if (expect_counterpart(question, end) < least) {
      return complain("`by` names %s, which does not answer it so far", ids);
    }
    if (!has_row(it, crosswalk, question->node, end, true)) {
      return complain("`by` names %s, of which the table has no row", ids);
    }
  }
  return true;
}

static bool holds_named(const struct network *net, unsigned node, node_bits named) {
  for (unsigned n = 0; n < net->node_count; n++) {
    for (int up = net->nodes[n].parent; (named >> n & 1) != 0 && up != NO_PARENT; up = net->nodes[up].parent) {
      if (up == (int)node) {
        return true;
      }
    }
  }
  return false;
}

/* What is proved to answer a control as well as its coverage says stands in `by`, unless something below it does. */
static bool check_complete(const struct comparison *it, const struct question *question, const struct answers *answers,
                           enum cover told) {
  node_bits named = 0;
  for (unsigned i = 0; i < answers->count; i++) {
    named |= answers->ends[i];
  }
  for (unsigned n = 0; n < it->net->node_count; n++) {
    unsigned possible = it->knowledge.possible[question->node][n];
    bool answer = told == COVER_FULL ? is_in(possible) : is_overlapped(possible);
    if ((question->held >> n & 1) != 0 && network_counted(it->net, n) && answer && (named >> n & 1) == 0 &&
        !holds_named(it->net, n, named)) {
      char id[8];
      node_id(it->net, n, id);
      return complain("`by` lacks %s", id);
    }
  }
  return true;
}

static bool check_coverage(struct comparison *it, const struct crosswalk *crosswalk, const char *const *row,
                           const struct question *question) {
  struct coverage coverage;
  struct notes notes;
  struct answers answers;
  enum cover least = COVER_NONE;
  enum cover most = COVER_NONE;
  enum note note = NOTE_EMPTY;
  expect_coverage(question, &coverage);
  expect_notes(question, &coverage, &notes);
  bool from_source = it->net->nodes[question->node].framework == crosswalk->source;
  if (!read_cover(row, &least, &most) || !read_note(row[GAP_NOTE], &note) ||
      !read_answers(it, crosswalk, !from_source, row[GAP_BY], &answers)) {
    return false;
  }
  if (least > coverage.most || (it->exact && most < coverage.least) ||
      (is_cell(row[GAP_COVERAGE], "excluded") != coverage.excluded && most == COVER_NONE)) {
    return complain("coverage is between %u and %u%s", coverage.least, coverage.most,
                    coverage.excluded ? ", excluded" : "");
  }
  if (it->exact && !note_fits(&notes, note)) {
    return complain("the note is none of %x, of which %x must be told first", notes.may, notes.must);
  }
  if ((least == COVER_NONE) != (answers.count == 0)) {
    return complain("`by` does not go with the coverage");
  }
  enum cover told = least == COVER_SUPPORTS ? cover_of_note(note) : least;
  enum cover each = told == COVER_FULL ? COVER_PARTIAL : note == NOTE_DISPUTED ? COVER_SUPPORTS : told;
  it->tally->states[note == NOTE_JOINTLY ? 6 : (unsigned)(least == COVER_NONE && coverage.excluded ? 1 : told)]++;
  it->tally->notes[note]++;
  return check_answers(it, crosswalk, question, &answers, each) &&
         compare_support(it, row, question, told > coverage.most ? coverage.most : told) &&
         (told != COVER_FULL || check_holders(it, question, &coverage, &answers)) &&
         ((told != COVER_PARTIAL && (told != COVER_FULL || !coverage.alone)) || note == NOTE_DISPUTED || !it->exact ||
          check_complete(it, question, &answers, told));
}

static bool check_row(struct comparison *it, const struct crosswalk *crosswalk, const char *const *row, unsigned node) {
  struct question question;
  bool from_source = it->net->nodes[node].framework == crosswalk->source;
  question_init(&question, &it->knowledge, node, from_source ? crosswalk->targets : 1U << crosswalk->source);
  return (check_coverage(it, crosswalk, row, &question) && compare_gap_candidates(it, crosswalk, row, node)) ||
         complain_of("%s:%s %s by \"%s\", %s, candidates \"%s\"", row[GAP_FRAMEWORK], row[GAP_ID], row[GAP_COVERAGE],
                     row[GAP_BY], row[GAP_NOTE], row[GAP_CANDIDATES]);
}

/* Each counted control of one framework, from the row on, which moves behind them. */
static bool compare_side(struct comparison *it, const struct crosswalk *crosswalk, unsigned own, unsigned *row) {
  const struct framework *framework = &it->net->frameworks[own];
  for (unsigned n = framework->first; n < framework->first + framework->count; n++) {
    char id[8];
    char name[] = {'f', framework_letter(it->net, own), '\0'};
    node_id(it->net, n, id);
    if (!network_counted(it->net, n)) {
      continue;
    }
    const char *const *cells = crosswalk->gaps.cells[*row];
    if (*row == crosswalk->gaps.row_count || !is_cell(cells[GAP_FRAMEWORK], name) || !is_cell(cells[GAP_ID], id)) {
      return complain("the gaps of %s lack %s", name, id);
    }
    if (!check_row(it, crosswalk, cells, n)) {
      return false;
    }
    ++*row;
  }
  return true;
}

/* Where several are held, only the source is asked about. */
bool compare_gaps(struct comparison *it, const struct crosswalk *crosswalk) {
  unsigned row = 1;
  bool same = compare_side(it, crosswalk, crosswalk->source, &row);
  for (unsigned f = 0; f < it->net->framework_count && same && !crosswalk->held; f++) {
    same = (crosswalk->targets >> f & 1) == 0 || compare_side(it, crosswalk, f, &row);
  }
  return same && (row == crosswalk->gaps.row_count || complain("there are gaps of controls that are not asked about"));
}
