/* Forms of values that several layers know: ids, language tags, dates, numbers, words of a vocabulary. */
#include "interchange/words.h"
#include "model/date.h"
#include "model/forms.h"
#include "model/vocabulary.h"
#include "unit.h"

#include <string.h>

struct example {
  struct str text;
  bool good;
};
#define EXAMPLE(literal, good) \
  { STR_INIT(literal), good }

static void check_all(bool (*form)(struct str), const struct example *examples, size_t count) {
  for (size_t i = 0; i < count; i++) {
    ck_assert_msg(form(examples[i].text) == examples[i].good, "\"%.*s\"", STR_ARG(examples[i].text));
  }
}
#define CHECK_ALL(form, examples) check_all(form, examples, sizeof(examples) / sizeof *(examples))

START_TEST(ids_of_documents) {
  static const struct example examples[] = {
      EXAMPLE("a", true),    EXAMPLE("0", true),     EXAMPLE("csf-2.0_x", true), EXAMPLE("", false),
      EXAMPLE("-a", false),  EXAMPLE(".a", false),   EXAMPLE("A", false),        EXAMPLE("aB", false),
      EXAMPLE("a b", false), EXAMPLE("a\0b", false), EXAMPLE("a+b", false),      EXAMPLE("\xC3\xA4", false),
  };
  CHECK_ALL(form_is_document_id, examples);
}
END_TEST

START_TEST(ids_of_controls_and_labels) {
  static const struct example ids[] = {
      EXAMPLE("A.5.1", true),
      EXAMPLE("\xC2\xA7"
              "7",
              true),
      EXAMPLE("", false),
      EXAMPLE(" ", false),
      EXAMPLE("A 5", false),
      EXAMPLE("A\xC2\xA0"
              "5",
              false),
      EXAMPLE("A\xE2\x80\x8B", false),
      EXAMPLE("A\t", false),
      EXAMPLE("A\x7F", false),
      EXAMPLE("\xE2\x80\xAE"
              "A",
              false),
  };
  static const struct example labels[] = {
      EXAMPLE("A 5", true),
      EXAMPLE("Art. 32 (1) a", true),
      EXAMPLE("A5", true),
      EXAMPLE("", false),
      EXAMPLE(" A", false),
      EXAMPLE("A ", false),
      EXAMPLE("A  5", false),
      EXAMPLE("A\t5", false),
      EXAMPLE("A\xC2\xA0"
              "5",
              false),
  };
  CHECK_ALL(form_is_control_id, ids);
  CHECK_ALL(form_is_reference, labels);
}
END_TEST

/* The longest is taken, and one more byte is too much. */
START_TEST(the_longest_id) {
  char text[LONGEST_ID + 1];
  memset(text, 'a', sizeof text);
  const struct str longest = {.p = text, .n = LONGEST_ID};
  const struct str longer = {.p = text, .n = LONGEST_ID + 1};
  ck_assert(form_is_document_id(longest) && form_is_control_id(longest) && form_is_reference(longest));
  ck_assert(!form_is_document_id(longer) && !form_is_control_id(longer) && !form_is_reference(longer));
}
END_TEST

START_TEST(language_tags) {
  static const struct example examples[] = {
      EXAMPLE("de", true),         EXAMPLE("de-AT", true),
      EXAMPLE("zh-Hant-TW", true), EXAMPLE("en-029", true),
      EXAMPLE("abcdefgh", true),   EXAMPLE("abcdefghi", false),
      EXAMPLE("", false),          EXAMPLE("-", false),
      EXAMPLE("de-", false),       EXAMPLE("-de", false),
      EXAMPLE("de--AT", false),    EXAMPLE("d1", false),
      EXAMPLE("1", false),         EXAMPLE("de_AT", false),
      EXAMPLE("de AT", false),     EXAMPLE("de-abcdefghi", false),
  };
  CHECK_ALL(form_is_language, examples);
  for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) { /* what is imported can be read again */
    ck_assert_msg((words_language(examples[i].text).p != NULL) == examples[i].good, "%s", examples[i].text.p);
  }
  ck_assert(str_is(words_language(str_from(" de-AT ")), "de-AT"));
}
END_TEST

/* A date in a cell is one that a document may have, with a time behind it at most. */
START_TEST(dates_in_cells) {
  static const struct {
    const char *text;
    const char *date; /* NULL: none */
  } examples[] = {
      {"2024", "2024"},
      {"2024-02", "2024-02"},
      {"2024-02-29", "2024-02-29"},
      {" 2024-02-29 ", "2024-02-29"},
      {"2024-02-29T12:00", "2024-02-29"},
      {"2024-02-29 12:00", "2024-02-29"},
      {"0001", "0001"},
      {"0000", NULL},
      {"2023-02-29", NULL},
      {"1900-02-29", NULL},
      {"2000-02-29", "2000-02-29"},
      {"2024-13", NULL},
      {"2024-00", NULL},
      {"2024-04-31", NULL},
      {"2024-04-00", NULL},
      {"2024-4-1", NULL},
      {"2024T12", NULL},
      {"2024-02T12:00", NULL},
      {"2024-02-29x", NULL},
      {"20240229", NULL},
      {"", NULL},
      {"24", NULL},
      {"2024-", NULL},
      {"2024-02-", NULL},
  };
  for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
    struct str date = words_date(str_from(examples[i].text));
    bool right = examples[i].date == NULL ? date.p == NULL : str_eq(date, str_from(examples[i].date));
    ck_assert_msg(right, "\"%s\": \"%.*s\"", examples[i].text, STR_ARG(str_or_empty(date)));
    ck_assert(date.p == NULL || date_is(date));
  }
}
END_TEST

START_TEST(numbers) {
  uint64_t number = 7;
  ck_assert(!str_number(STR(""), 10, &number) && !str_number(STR("-1"), 10, &number));
  ck_assert(!str_number(STR("+1"), 10, &number) && !str_number(STR("1 "), 10, &number));
  ck_assert(!str_number(STR("11"), 10, &number) && !str_number(STR("1"), 0, &number));
  ck_assert_uint_eq(number, 7); /* untouched */
  ck_assert(str_number(STR("10"), 10, &number) && number == 10);
  ck_assert(str_number(STR("0"), 0, &number) && number == 0);
  ck_assert(str_number(STR("000010"), 10, &number) && number == 10);
  ck_assert(str_number(STR("18446744073709551615"), UINT64_MAX, &number) && number == UINT64_MAX);
  ck_assert(!str_number(STR("18446744073709551616"), UINT64_MAX, &number));
  ck_assert(!str_number(STR("99999999999999999999999"), UINT64_MAX, &number));
  ck_assert(!str_number(STR("1\0"
                            "0"),
                        10, &number));
}
END_TEST

START_TEST(words_of_a_vocabulary) {
  ck_assert_int_eq(vocabulary_find(&vocabulary_relation, STR("equal-to")), REL_EQUAL);
  ck_assert_int_eq(vocabulary_find(&vocabulary_relation, STR("contrary-to")), REL_CONTRARY);
  static const struct str none[] = {STR_INIT(""),           STR_INIT("equal"),          STR_INIT("equal-to "),
                                    STR_INIT("equal-to\0"), STR_INIT("equal-to\0more"), STR_INIT("Equal-to")};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    ck_assert_int_eq(vocabulary_find(&vocabulary_relation, none[i]), -1);
    ck_assert_int_eq(vocabulary_find(&vocabulary_status, none[i]), -1); /* which has a place without a word */
  }
}
END_TEST

START_TEST(tokens) {
  struct str rest = STR(" a\t\nb  ");
  ck_assert(str_is(str_next_token(&rest), "a"));
  ck_assert(str_is(str_next_token(&rest), "b"));
  ck_assert(str_next_token(&rest).p == NULL && str_next_token(&rest).p == NULL);
  rest = (struct str){.p = NULL};
  ck_assert(str_next_token(&rest).p == NULL);
}
END_TEST

UNIT_SUITE(forms, unit_set_up, unit_tear_down, ids_of_documents, ids_of_controls_and_labels, the_longest_id,
           language_tags, dates_in_cells, numbers, words_of_a_vocabulary, tokens)
