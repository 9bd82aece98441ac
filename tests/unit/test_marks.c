/* Marked places in a document: what is a mark and what is not, mistakes, and that filling touches nothing else. */
#include "base/buf.h"
#include "escaping.h"
#include "output/inject/marks.h"

#include <string.h>

/* "name@from-to" of each place, "kind:text" of each fault, and the stray mark, with blanks between. */
static const char *found(const char *document) {
  static const char *const kinds[] = {"shape", "no-begin", "no-end", "nested", "twice"};
  struct str text = from(document);
  struct mark_list marks;
  struct buf out;
  buf_init(&out, &arena);
  marks_find(text, &arena, &marks);
  for (uint32_t i = 0; i < marks.places.n; i++) {
    const struct mark_place *place = &marks.places.v[i];
    ck_assert(place->begin <= place->from && place->from <= place->to && place->to < text.n);
    ck_assert(text.p[place->from - 1] == '\n' && text.p[place->to - 1] == '\n');
    buf_printf(&out, " %.*s+%u", STR_ARG(place->name), place->indent);
  }
  for (uint32_t i = 0; i < marks.faults.n; i++) {
    buf_printf(&out, " %s:%.*s", kinds[marks.faults.v[i].kind], STR_ARG(marks.faults.v[i].at));
  }
  if (marks.stray.p != NULL) {
    buf_printf(&out, " stray@%u", (unsigned)(marks.stray.p - text.p));
  }
  return out.n > 0 ? buf_done(&out).p + 1 : "";
}

#define BEGIN(name) "<!-- crosswalk:begin " name " -->\n"
#define END "<!-- crosswalk:end -->\n"

START_TEST(marks_are_lines) {
  ck_assert_str_eq(found(""), "");
  ck_assert_str_eq(found("\xEF\xBB\xBF"), "");
  ck_assert_str_eq(found("# a\n\ntext"), "");
  ck_assert_str_eq(found(BEGIN("a--b") END), "a--b+0");
  ck_assert_str_eq(found("\xEF\xBB\xBF" BEGIN("a--b") "<!-- crosswalk:end -->"), "a--b+0");
  ck_assert_str_eq(found(BEGIN("a--b") "x\n" END "y\n" BEGIN("c") END), "a--b+0 c+0");
  ck_assert_str_eq(found("<!--crosswalk:begin a-->\r\n \t<!-- crosswalk:end -->\r\n"), "no-end:a stray@28");
  ck_assert_str_eq(found("<!--crosswalk:begin\ta-->  \r\n   <!--  crosswalk:end\t-->\t\r\n"), "a+0");
  ck_assert_str_eq(found("   " BEGIN("a") END), "a+3");
  ck_assert_str_eq(found("<!-- other -->\n<!-- crosswalks:begin a -->\n<!-- Crosswalk:begin a -->\n"), "");
}
END_TEST

START_TEST(mistakes) {
  ck_assert_str_eq(found(END), "no-begin:<!-- crosswalk:end -->");
  ck_assert_str_eq(found(BEGIN("a")), "no-end:a");
  ck_assert_str_eq(found("<!-- crosswalk:begin a -->"), "no-end:a");
  ck_assert_str_eq(found(BEGIN("a") BEGIN("b") END), "b+0 nested:b");
  ck_assert_str_eq(found(BEGIN("a") BEGIN("b") END END), "b+0 nested:b");
  ck_assert_str_eq(found(BEGIN("a") BEGIN("b") END END END), "b+0 nested:b no-begin:<!-- crosswalk:end -->");
  ck_assert_str_eq(found(BEGIN("a") END BEGIN("a") END BEGIN("a") END), "a+0 twice:a twice:a");
  static const char *const shapes[] = {"<!-- crosswalk: -->",
                                       "<!-- crosswalk:begin -->",
                                       "<!-- crosswalk:begin  -->",
                                       "<!-- crosswalk:begin a b -->",
                                       "<!-- crosswalk:beginning -->",
                                       "<!-- crosswalk:end a -->",
                                       "<!-- crosswalk:end",
                                       "<!-- crosswalk:end -->.",
                                       "<!-- crosswalk:begin a --> <!-- crosswalk:end -->"};
  for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    struct buf wanted;
    buf_init(&wanted, &arena);
    buf_printf(&wanted, "shape:%s", shapes[i]);
    ck_assert_str_eq(found(shapes[i]), buf_done(&wanted).p);
  }
}
END_TEST

START_TEST(code_is_no_mark) {
  static const char *const code[] = {
      "```\n" BEGIN("a") "```\n",
      "~~~~ info `x`\n" BEGIN("a") "~~~\n```\n" BEGIN("a") "~~~~~  \n",
      "   ```x\n" BEGIN("a") "  ```\n",
      "> ```\n> " BEGIN("a") "> ```\n",
      "- ```\n  " BEGIN("a") "  ```\n",
      "12. > ~~~\n    > " BEGIN("a"),
      "```\n" BEGIN("a"),
  };
  for (size_t i = 0; i < sizeof code / sizeof *code; i++) {
    ck_assert_msg(strcmp(found(code[i]), "") == 0, "%s gives %s", code[i], found(code[i]));
  }
  /* Behind the code, and where there is none. */
  ck_assert_str_eq(found("```\n" BEGIN("a") "```\n" BEGIN("b") END), "b+0");
  ck_assert_str_eq(found("> ```\n" BEGIN("b") END), "b+0");
  ck_assert_str_eq(found("- ```\n  x\n\n" BEGIN("b") END), "b+0");
  ck_assert_str_eq(found("``\n" BEGIN("b") END), "b+0");
  ck_assert_str_eq(found("``` a ` b\n" BEGIN("b") END), "b+0");
  ck_assert_str_eq(found("    ```\n" BEGIN("b") END), "b+0");
  ck_assert_str_eq(found("    " BEGIN("a") END), "no-begin:<!-- crosswalk:end --> stray@4");
  ck_assert_str_eq(found("\t" BEGIN("a")), "stray@1");
  ck_assert_str_eq(found("> " BEGIN("a")), "stray@2");
  ck_assert_str_eq(found("text `<!-- crosswalk:begin a -->` text\n"), "stray@6");
}
END_TEST

static struct str filled(const char *document, const char *content) {
  struct mark_list marks;
  marks_find(from(document), &arena, &marks);
  ck_assert_uint_eq(marks.places.n, 1);
  struct sink *sink = sink_open_memory(&arena);
  marks_fill(sink, &marks.places.v[0], from(content));
  return sink_memory(sink);
}

START_TEST(filling) {
  ck_assert(str_is(filled(BEGIN("a") END, "x\n\ny\n"), "\nx\n\ny\n\n"));
  ck_assert(str_is(filled("  " BEGIN("a") END, "x\n\ny\n"), "\n  x\n\n  y\n\n"));
  ck_assert(str_is(filled(" <!-- crosswalk:begin a -->\r\n" END, "x\n\ny\n"), "\r\n x\r\n\r\n y\r\n\r\n"));
  ck_assert(str_is(filled(BEGIN("a") END, ""), "\n\n"));
}
END_TEST

UNIT_SUITE(marks, unit_set_up, unit_tear_down, marks_are_lines, mistakes, code_is_no_mark, filling)
