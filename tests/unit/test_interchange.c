/* What readers of other formats stand on: words, keys of ids, numbers of workbooks, trees, tables and their places. */
#include "interchange/foreign.h"
#include "interchange/html.h"
#include "interchange/markdown.h"
#include "interchange/session.h"
#include "interchange/sheet.h"
#include "interchange/tree.h"
#include "interchange/words.h"
#include "interchange/xlsx/numbers.h"

#include "unit.h"

static struct str key(const char *text) {
  return words_key(&arena, str_from(text));
}

static void check_text(struct str got, const char *wanted) {
  ck_assert_msg(str_is(got, wanted), "\"%.*s\" instead of \"%s\"", STR_ARG(got), wanted);
}

START_TEST(keys_join_what_is_one_id) {
  static const char *const alike[][2] = {{"A5.1", "A.5.1"},
                                         {"A.5.01", "a 5.1"},
                                         {"PR.IP.7", "pr.ip-7"},
                                         {"AC-02(01)", "ac-2.1"},
                                         {"GV.OC-01", "gv.oc-1"},
                                         {"A\xC2\xA0"
                                          "8.6\n",
                                          "A.8.6"},
                                         {"PR.AA\xE2\x80\x91"
                                          "04",
                                          "PR.AA-04"}};
  for (size_t i = 0; i < sizeof alike / sizeof *alike; i++) {
    ck_assert_msg(str_eq(key(alike[i][0]), key(alike[i][1])), "%s and %s", alike[i][0], alike[i][1]);
  }
}
END_TEST

START_TEST(keys_part_what_is_two) {
  static const char *const apart[][2] = {{"5.1", "5.10"},     {"5.1", "5.01.0"},   {"A.5.1", "5.1"},
                                         {"A.51", "A.5.1"},   {"10", "1"},         {"AC-2(1)", "AC-21"},
                                         {"0", ""},           {"1 2", "12"},       {"AC-2 1", "AC-21"},
                                         {"A.5.1?", "A.5.1"}, {"!A.5.1", "A.5.1"}, {"A.5.1*", "A.5.1"}};
  for (size_t i = 0; i < sizeof apart / sizeof *apart; i++) {
    ck_assert_msg(!str_eq(key(apart[i][0]), key(apart[i][1])), "%s and %s", apart[i][0], apart[i][1]);
  }
}
END_TEST

START_TEST(names_become_ids_without_accents) {
  check_text(words_slug(&arena, str_from("R\xC3\xA9"
                                         "f\xC3\xA9rence interne")),
             "reference-interne");
  check_text(words_slug(&arena, str_from("\xC3\x9C"
                                         "ber 2.0!")),
             "uber-2.0");
  check_text(words_slug(&arena, str_from("\x80 \xE2\x9C\x93")), "");
}
END_TEST

START_TEST(what_can_be_no_text_is_known_by_its_bytes) {
  static const char two_bytes[] = "i\0d\0,\0t\0\n\0";
  ck_assert_ptr_null(foreign_bytes("%PD", 3, false));
  ck_assert_ptr_nonnull(foreign_bytes("%PDF", 4, false));
  ck_assert_ptr_null(foreign_bytes("id,title\n", 9, false));
  ck_assert_ptr_null(foreign_bytes("", 0, false));
  ck_assert_ptr_nonnull(foreign_bytes(two_bytes, 10, false));
  ck_assert_ptr_null(foreign_bytes(two_bytes, 10, true));
  ck_assert_ptr_null(foreign_bytes("\xFF\xFEi\0", 4, false)); /* the mark says what it is */
  ck_assert_ptr_nonnull(foreign_bytes("id\0", 3, false));
  ck_assert_ptr_null(foreign_text(str_from("{\"url\": \"https://example.org/\"}")));
  ck_assert_ptr_nonnull(foreign_text(str_from("  <HTML>")));
  ck_assert_ptr_null(foreign_text(str_from("a <html> in a cell,b")));
}
END_TEST

START_TEST(trimming_takes_what_is_blank_at_the_ends_alone) {
  check_text(words_trim(str_from("\xC2\xA0 a b\t\xE2\x80\x8B\r\n")), "a b");
  check_text(words_trim(str_from("\xC3\xA9")), "\xC3\xA9");
  check_text(words_trim(str_from(" \n")), "");
  check_text(words_trim(str_from("a\x80")), "a\x80");
}
END_TEST

START_TEST(dates_exist_or_are_none) {
  check_text(words_date(str_from("2024-02-29")), "2024-02-29");
  check_text(words_date(str_from("2026-01-12T10:00:00Z")), "2026-01-12");
  check_text(words_date(str_from("2026-01")), "2026-01");
  static const char *const none[] = {
      "2026-02-29", "2026-13-01", "0000-01-01", "26-01-01", "2026-1-1", "2026-01-012", ""};
  for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
    ck_assert_msg(words_date(str_from(none[i])).p == NULL, "%s", none[i]);
  }
}
END_TEST

START_TEST(decimals_are_read_with_point_or_comma) {
  uint64_t millionths = 0;
  ck_assert(words_decimal(str_from("0,8"), &millionths) && millionths == 800000);
  ck_assert(words_decimal(str_from("0.1234567"), &millionths) && millionths == 123456);
  ck_assert(words_decimal(str_from("95"), &millionths) && millionths == 95000000);
  ck_assert(!words_decimal(str_from("0.8.1"), &millionths));
  ck_assert(!words_decimal(str_from("-1"), &millionths));
  ck_assert(!words_decimal(str_from(""), &millionths));
  ck_assert(!words_decimal(str_from("99999999999999999999999"), &millionths));
}
END_TEST

static struct cell shown(const char *stored, const char *format, bool from_1904) {
  struct cell cell = {.kind = CELL_TEXT};
  number_show(&arena, str_from(stored), str_from(format), from_1904, &cell);
  return cell;
}

START_TEST(numbers_are_shown_as_their_cells_show_them) {
  check_text(shown("5.0999999999999996", "", false).value.text, "5.1");
  check_text(shown("5.0999999999999996", "0.00", false).value.text, "5.10");
  check_text(shown("8.1999999999999993", "\"A.\"0.0", false).value.text, "A.8.2");
  check_text(shown("7", "000", false).value.text, "007");
  check_text(shown("0.95", "0%", false).value.text, "95%");
  ck_assert_int_eq(shown("46027", "d\\-mmm", false).kind, CELL_DATE);
  check_text(shown("46027", "yyyy-mm-dd", false).value.text, "2026-01-05");
  check_text(shown("1", "yyyy", false).value.text, "1900-01-01");
  check_text(shown("61", "yyyy", false).value.text, "1900-03-01");
  check_text(shown("0", "yyyy", true).value.text, "1904-01-01");
  check_text(shown("words", "0.00", false).value.text, "words");
}
END_TEST

/* ---- trees and tables ---- */

static struct limits limits;
static struct import_options options;
static struct findings findings;
static struct sources sources;
static struct imported imported;

static struct session open_session(struct file *file, const char *text) {
  static struct import_input input;
  struct source source = {.name = STR("file"), .bytes = text, .size = strlen(text), .in_memory = true};
  limits = limits_default();
  sources = (struct sources){.list = {.v = NULL}};
  imported = (struct imported){.lost = false};
  findings_init(&findings, &arena);
  vec_push(&arena, &sources.list, source);
  input = (struct import_input){.name = "file", .bytes = text, .size = strlen(text)};
  *file = (struct file){.input = &input, .text = str_from(text)};
  return (struct session){.arena = &arena,
                          .findings = &findings,
                          .sources = &sources,
                          .options = &options,
                          .limits = &limits,
                          .result = &imported,
                          .file = file};
}

START_TEST(yaml_and_json_give_the_same_tree) {
  struct file file;
  const char *yaml = "a: 5.10\nb: [No, ~, '0001']\n";
  const char *json = "{\"a\": \"5.10\", \"b\": [\"No\", null, \"0001\"]}";
  struct session session = open_session(&file, yaml);
  const struct tree *first = tree_read_yaml(&session, str_from(yaml));
  check_text(node_text(first->root, "a"), "5.10");
  struct session other = open_session(&file, json);
  const struct tree *second = tree_read_json(&other, str_from(json));
  const struct node *a = node_each(node_get(first->root, "b"), NULL);
  const struct node *b = node_each(node_get(second->root, "b"), NULL);
  for (; a != NULL && b != NULL; a = a->next, b = b->next) {
    ck_assert((a->value.text.p == NULL) == (b->value.text.p == NULL));
    ck_assert(str_eq(str_or_empty(a->value.text), str_or_empty(b->value.text)));
  }
  ck_assert(a == NULL && b == NULL);
}
END_TEST

START_TEST(json_joins_surrogates_and_counts_characters) {
  struct file file;
  const char *text = "{\"\xC3\xA9\": \"\\ud83d\\ude00\", \"k\": \"v\"}";
  struct session session = open_session(&file, text);
  const struct tree *tree = tree_read_json(&session, str_from(text));
  check_text(node_text(tree->root, "\xC3\xA9"), "\xF0\x9F\x98\x80");
  ck_assert_uint_eq(node_value(tree->root, "k").spot.column, 29);
}
END_TEST

START_TEST(json_that_is_none_is_told_at_its_place) {
  static const char *const broken[] = {"{",    "{\"a\" 1}",         "{\"a\": tru}",    "[1,]",
                                       "{} x", "{\"a\": \"b\nc\"}", "{\"a\": \"\\x\"}"};
  for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
    struct file file;
    struct session session = open_session(&file, broken[i]);
    ck_assert_msg(tree_read_json(&session, str_from(broken[i])) == NULL, "%s", broken[i]);
    ck_assert_msg(findings.list.n == 1, "%s", broken[i]);
  }
}
END_TEST

START_TEST(fields_have_their_places) {
  struct file file;
  const char *text = "a;\"b \"\"c\"\"\nd\";'5.10\r\n\xC3\xA9;=\"5.10\";x\n";
  struct session session = open_session(&file, text);
  const struct book *book = csv_read(&session, str_from(text), '\0');
  const struct sheet *sheet = &book->sheets.v[0];
  ck_assert_uint_eq(sheet->rows.n, 2);
  check_text(row_text(&sheet->rows.v[0], 1), "b \"c\"\nd");
  check_text(row_text(&sheet->rows.v[0], 2), "5.10");
  check_text(row_text(&sheet->rows.v[1], 1), "5.10");
  struct value value = row_value(sheet, &sheet->rows.v[1], 2);
  ck_assert_uint_eq(value.spot.row, 3);
  ck_assert_uint_eq(value.spot.column, 11);
  ck_assert_uint_eq(value.spot.record, 2);
}
END_TEST

/* Runs of blanks as one, as our documents have them. */
static struct str markdown_of(const char *text, bool paragraphs) {
  struct markdown markdown = {.arena = &arena, .paragraphs = paragraphs};
  struct str plain = markdown_plain(&markdown, str_from(text));
  struct buf out;
  buf_init(&out, &arena);
  for (struct str word = str_next_token(&plain); word.n > 0; word = str_next_token(&plain)) {
    buf_text(&out, out.n > 0 ? " " : "");
    buf_str(&out, word);
  }
  return buf_done(&out);
}

START_TEST(markdown_is_taken_off_and_nothing_else) {
  static const char *const pairs[][2] = {
      {"*a* **b** ***c*** _d_ __e__", "a b c d e"},
      {"a**b**c *foo **bar** x* *a **b*", "abc foo bar x *a *b"},
      {"*foo**bar*", "foo**bar"},
      {"2 * 3 * 4, 5*3, keep *.log and *.tmp", "2 * 3 * 4, 5*3, keep *.log and *.tmp"},
      {"2*3*4 and snake_case_x and __init", "234 and snake_case_x and __init"},
      {"\\*a\\* \\[b\\] C:\\\\d \\x", "*a* [b] C:\\d \\x"},
      {"`a*b*` ``c`d`` `e", "a*b* c`d `e"},
      {"[a *b*](c \"d\") [Assignment: x](see the note) [y] [z](a(b)c) w]",
       "a b [Assignment: x](see the note) [y] z w]"},
      {"![p](q) a![r](s) t\\![u](v)", "p ar t!u"},
      {"[![p](q)](r)", "p"},
      {"*a [b* c](d) e", "*a b* c e"},
      {"H~2~O x^2^ ~5 and ~10, 5^2 and 3^2 ~~no~~", "H2O x2 ~5 and ~10, 5^2 and 3^2 no"},
      {"<b>a</b> <https://b.c> <x> <!-- c", "a https://b.c <x> <!-- c"},
      {"a<br/>b <q>c</q> <img src=\"d\" alt=\"e > f\"/> if a <b and c", "a b \"c\" e > f if a <b and c"},
      {"AT&amp;T R&D &lt;x&gt; &#65;&#x42; &none; &", "AT&T R&D <x> AB &none; &"},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    check_text(markdown_of(pairs[i][0], false), pairs[i][1]);
    check_text(markdown_of(pairs[i][0], true), pairs[i][1]);
  }
}
END_TEST

START_TEST(blocks_of_markdown_become_words) {
  static const char *const pairs[][2] = {
      {"# Head #\n\nText\n====\nmore\n---\n#no\n", "Head Text more #no"},
      {"1. a\n2. b\n   - c\n     + d\n\n* e\n10) f", "a b c d e f"},
      {"As of\n2020. Then\n- x\n- y", "As of 2020. Then x y"},
      {"> q\n> > r\n\na > b", "q r a > b"},
      {"| a | b\\|c |\n|:--|--:|\n| *d* | e |\n\n|f| is no table", "a b|c d e |f| is no table"},
      {"a | b\n--|--\nc | d", "a b c d"},
      {"```sh\n# *a*\n- b\n```\nc", "# *a* - b c"},
      {"x\n\n    # *a*\n\n* * *\ny", "x # *a* y"},
      {"*a\nb* *c\n\nd*", "a b *c d*"},
      {"-\n- a\n-b", "a -b"},
      {"- - - -\n\n- - a\n\n- ***\n\n- - - *\n\n- * - -\nb", "a b"},
      {"a\\\nb\\", "a b\\"},
      {"\r\n# a\r\nb\r\n", "a b"},
  };
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    check_text(markdown_of(pairs[i][0], true), pairs[i][1]);
  }
  check_text(markdown_of("1. # a", false), "1. # a");
  check_text(markdown_of("[a](<b c> \"d\") [e](<f> g) <!-- h --> i <!-- j", false), "a [e](<f> g) i <!-- j");
  check_text(html_plain(&arena, str_from("&sect;&eacute;&mdash;&rsquo;&thetasym; &bogus; &amp")),
             "\xC2\xA7\xC3\xA9\xE2\x80\x94\xE2\x80\x99\xCF\x91 &bogus; &amp");
  check_text(html_plain(&arena, str_from("*a* <a href=\"#/x\">b</a> &amp; c <d> < e")), "*a* b & c <d> < e");
}
END_TEST

/* What is open may be of any length, and is looked through only so far. */
START_TEST(markdown_that_never_closes_ends_soon) {
  static const char *const pieces[] = {"*a ", "_a ", "~a ", "[",  "](", "[a](",  "`",     "<b \"",
                                       "{{",  "a* ", "> ",  "*_", "- ", "- - x", "<!-- ", "[](<"};
  enum { TIMES = 100000 };
  for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
    struct buf text;
    buf_init(&text, &arena);
    for (unsigned n = 0; n < TIMES; n++) {
      buf_text(&text, pieces[i]);
    }
    buf_char(&text, '*');
    ck_assert_uint_le(markdown_of(buf_done(&text).p, true).n, text.n);
  }
}
END_TEST

UNIT_SUITE(interchange, unit_set_up, unit_tear_down, keys_join_what_is_one_id, keys_part_what_is_two,
           names_become_ids_without_accents, what_can_be_no_text_is_known_by_its_bytes,
           trimming_takes_what_is_blank_at_the_ends_alone, dates_exist_or_are_none,
           decimals_are_read_with_point_or_comma, numbers_are_shown_as_their_cells_show_them,
           yaml_and_json_give_the_same_tree, json_joins_surrogates_and_counts_characters,
           json_that_is_none_is_told_at_its_place, fields_have_their_places, markdown_is_taken_off_and_nothing_else,
           blocks_of_markdown_become_words, markdown_that_never_closes_ends_soon)
