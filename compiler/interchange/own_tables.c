/* Tables that this program writes of what follows from facts: gaps, wide tables, decisions, and what an assessment is carried to.
 * Read as anybody's, they would make facts of it. */
#include "interchange/table_parts.h"
#include "interchange/words.h"
#include "model/vocabulary.h"

/* How their first rows begin, in CSV, and in those workbooks that nothing else tells: as the reports write them. */
static const char *const headers[][6] = {
    {"framework", "id", "title", "coverage", "by"},
    {"source", "relation", "target", "reason", "candidates"},
    {"id", "title", "outcome", "ground", "controls"},
    {"control", "title", "outcome", "ground", "our controls"},
    {"id", "title", "applicable", "inclusion", "exclusion", "status"},
    {"control", "title", "applies", "why it is included", "why it is left out", "status"},
    {"risk", "title", "owner", "likelihood", "impact", "level"},
};

static bool begins_with(struct session *session, const struct row *row, const char *const header[6]) {
  for (uint32_t i = 0; i < 6 && header[i] != NULL; i++) {
    if (!str_is(words_fold(session->arena, str_or_empty(row_text(row, i))), header[i])) {
      return false;
    }
  }
  return true;
}

enum sign { SIGN_OTHER, SIGN_WEAK, SIGN_STRONG };

/* "A.5.1 subset-of (implied)", "6.2 (candidate)", "gap: not-examined" and "excluded: decide", as the cells of a wide
 * table begin. */
static enum sign sign_of(struct str piece) {
  if (words_starts(piece, "gap: ")) {
    return SIGN_STRONG;
  }
  if (str_is(piece, "gap") || str_is(piece, "excluded") || words_starts(piece, "excluded: ") ||
      words_find(piece, " (candidate") != UINT32_MAX || words_find(piece, " by ") != UINT32_MAX) {
    return SIGN_WEAK;
  }
  uint32_t bracket = words_find(piece, " (");
  piece = bracket != UINT32_MAX && words_ends(piece, ")") ? words_to(piece, bracket) : piece;
  struct str word = {.p = NULL};
  unsigned words = 0;
  for (struct str left = piece; left.p != NULL; words++) {
    word = words_next(&left, " ");
  }
  return words > 1 && vocabulary_find(&vocabulary_relation, word) >= 0 ? SIGN_STRONG : SIGN_OTHER;
}

/* The wide table has the frameworks across its top, and a company's own columns behind them: only the cells of the first show
 * that it is one. */
static bool is_matrix(const struct sheet *sheet) {
  const struct row *header = &sheet->rows.v[0];
  if (!str_is(str_or_empty(row_text(header, 0)), "id") || !str_is(str_or_empty(row_text(header, 1)), "title")) {
    return false;
  }
  bool strong = false;
  for (uint32_t i = 1; i < sheet->rows.n; i++) {
    struct str rest = row_text(&sheet->rows.v[i], 2);
    enum sign sign = rest.p != NULL ? sign_of(words_trim(words_next(&rest, ";"))) : SIGN_WEAK;
    strong = strong || sign == SIGN_STRONG;
    if (sign == SIGN_OTHER) {
      return false;
    }
  }
  return strong;
}

bool own_table_is_derived(struct session *session, const struct sheet *sheet) {
  bool derived = sheet->rows.n > 0 && is_matrix(sheet);
  for (unsigned i = 0; i < sizeof headers / sizeof *headers && sheet->rows.n > 0; i++) {
    derived = derived || begins_with(session, &sheet->rows.v[0], headers[i]);
  }
  return derived;
}
