/* What people write in different ways folds to the same, and what they keep apart does not. */
#include "base/fold.h"
#include "unit.h"

static const char *fold(const char *text, enum fold how) {
  static char room[FOLD_BYTES + 1];
  struct str folded = fold_id(str_from(text), how, room);
  room[folded.n] = '\0';
  return room;
}

static bool same(const char *a, const char *b, enum fold how) {
  char first[FOLD_BYTES + 1];
  strcpy(first, fold(a, how));
  return strcmp(first, fold(b, how)) == 0;
}

START_TEST(ways_of_writing_are_one) {
  static const char *const pairs[][2] = {
      {"A.5.1", "A5.1"},
      {"A.5.1", "a 5 1"},
      {"A.5.1", "A.05.01"},
      {"A.5.1", "\xD0\x90.5.1"},
      {"A.5.1",
       "A\xE2\x80\x91"
       "5\xE2\x80\x93"
       "1"},
      {"A.5.1", "\xEF\xBC\xA1.5.1"},
      {"GV.PO-01", "gvpo1"},
      {"AC-2(1)", "ac-2.1"},
      {"\xC3\x84-1",
       "A\xCC\x88"
       "-1"},
      {"\xC5\xBD", "z"},
      {"10.0", "10.00"},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    ck_assert_msg(same(pairs[i][0], pairs[i][1], FOLD_WRITING), "%s and %s: %s", pairs[i][0], pairs[i][1],
                  fold(pairs[i][1], FOLD_WRITING));
  }
  ck_assert(same("A.5.1", "A51", FOLD_ALL));
  ck_assert(same("A.5.10", "A.5.lO", FOLD_ALL));
}
END_TEST

/* Runs of letters and digits: what parts them, and how, is left aside, but not where. */
START_TEST(runs_are_kept) {
  static const char *const one[][2] = {
      {"A.5.1", "a5-01"}, {"Art. 32 (1)", "art 32(1)"}, {"R&D-1", "r.d_1"}, {"\xD0\x90.5.1", "A 5 1"}, {"", "-. "},
  };
  static const char *const two[][2] = {
      {"6.1.3a", "6.1.3"}, {"1.0", "10"},    {"R&D-1", "RD-1"},           {"A.5.l", "A.5.1"},
      {"BOG", "B.OG"},     {"A51", "A.5.1"}, {"A.5.1\xC2\xB2", "A.5.12"}, {"A.5.1\xC2\xB2", "A.5.1"},
  };
  for (size_t i = 0; i < sizeof one / sizeof *one; i++) {
    ck_assert_msg(same(one[i][0], one[i][1], FOLD_RUNS), "%s and %s", one[i][0], one[i][1]);
  }
  for (size_t i = 0; i < sizeof two / sizeof *two; i++) {
    ck_assert_msg(!same(two[i][0], two[i][1], FOLD_RUNS), "%s and %s", two[i][0], two[i][1]);
  }
}
END_TEST

START_TEST(ids_stay_apart) {
  static const char *const ids[] = {"A.5.1", "A.5.10", "A.51",   "5.1",   "5.10",
                                    "51",    "B.5.1",  "A.5.11", "A.1.5", "A.5.1a"};
  for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
    for (size_t j = 0; j < i; j++) {
      ck_assert_msg(!same(ids[i], ids[j], FOLD_WRITING), "%s and %s", ids[i], ids[j]);
    }
  }
  ck_assert_str_eq(fold("", FOLD_WRITING), "");
  ck_assert_str_eq(fold(".-. ", FOLD_WRITING), "");
}
END_TEST

/* Long text is cut off and never written beyond the room; invalid bytes are kept as they are. */
START_TEST(nothing_overflows) {
  char text[2 * FOLD_BYTES];
  for (unsigned byte = 1; byte < 256; byte++) {
    memset(text, (int)byte, sizeof text);
    char room[FOLD_BYTES];
    struct str folded = fold_id((struct str){.p = text, .n = sizeof text}, FOLD_WRITING, room);
    ck_assert_uint_le(folded.n, FOLD_BYTES);
  }
}
END_TEST

START_TEST(strange_characters_are_found) {
  uint32_t place = 0;
  ck_assert_int_eq(fold_first_strange(str_from("A.\xD0\x90"), str_from("A.A"), &place), 0x410);
  ck_assert_uint_eq(place, 3);
  ck_assert_int_eq(fold_looks_like(0x410), 'A');
  ck_assert_int_eq(fold_first_strange(str_from("\xC3\x84-1"), str_from("\xC3\x84-2"), &place), -1);
}
END_TEST

/* From the first entry of the table to the last, full width, and the digits of other scripts. */
START_TEST(look_alikes_have_their_letter) {
  static const struct {
    int32_t point;
    char like;
  } known[] = {{0x00AD, '-'}, {0x00B2, '2'}, {0x0391, 'A'}, {0x0443, 'y'}, {0x2079, '9'}, {0xFF61, '.'}, {0xFF21, 'A'},
               {0xFF01, '!'}, {0xFF5E, '~'}, {0x0660, '0'}, {0x0669, '9'}, {0x06F0, '0'}, {0x06F9, '9'}, {0x2080, '0'},
               {0x2089, '9'}, {'A', 0},      {0x00AC, 0},   {0xFF00, 0},   {0xFF5F, 0},   {0x065F, 0},   {0x066A, 0},
               {0x06EF, 0},   {0x06FA, 0},   {0x207F, 0},   {0x208A, 0}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    ck_assert_msg(fold_looks_like(known[i].point) == known[i].like, "U+%04X", (unsigned)known[i].point);
  }
}
END_TEST

UNIT_SUITE(fold, unit_set_up, unit_tear_down, ways_of_writing_are_one, runs_are_kept, ids_stay_apart, nothing_overflows,
           strange_characters_are_found, look_alikes_have_their_letter)
