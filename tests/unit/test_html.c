/* HTML: the tables of a hostile report read back, the policy against the page, and the picture of many groups. */
#define _GNU_SOURCE
#include "base/sha256.h"
#include "escaping.h"
#include "hostile_report.h"
#include "html_page.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void compare_page_cell(struct page *page, unsigned column, struct str wanted, struct str got) {
  compare_cell("html", page->line, column, wanted, got);
}

/* Spaces for the hyphens of a token. */
static struct str as_words(struct str token) {
  struct str words = str_copy(&arena, token);
  for (uint32_t i = 0; i < words.n; i++) {
    if (words.p[i] == '-') {
      ((char *)words.p)[i] = ' ';
    }
  }
  return words;
}

/* What pages say instead of the tokens of CSV. */
static struct str said(struct str token) {
  static const char *const words[][2] = {{"gap", "open"},
                                         {"none", "open"},
                                         {"partial", "in part"},
                                         {"full", "in full"},
                                         {"excluded", "no counterpart"},
                                         {"extent-unknown", "extent unknown"},
                                         {"proved-short", "proved short"},
                                         {"related-only", "only named"},
                                         {"supports-only", "only supported"},
                                         {"joint-only", "named only together"},
                                         {"group-only", "heading only"},
                                         {"not-examined", "not examined yet"},
                                         {"option-only", "option only"},
                                         {"no-relation", "nothing found"},
                                         {"no-mapping", "no mapping"}};
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (str_is(token, words[i][0])) {
      return str_from(words[i][1]);
    }
  }
  return token;
}

/* A pair that two mappings declare is one row, with what each of them says where they differ. */
static bool differing_pair(struct page *page) {
  uint32_t at = page->line;
  if (at + 1 >= ROWS || rows[at].mapping == NO_ITEM || rows[at + 1].mapping == NO_ITEM ||
      !str_eq(rows[at].source.id, rows[at + 1].source.id) || !str_eq(rows[at].target.id, rows[at + 1].target.id)) {
    return false;
  }
  ck_assert_str_eq(arena_text(&arena, text_of(page, 1, P).p, text_of(page, 1, P).n), "equal to subset of");
  ck_assert_str_eq(arena_text(&arena, text_of(page, 1, SMALL).p, text_of(page, 1, SMALL).n), "M1M2");
  ck_assert(str_is(text_of(page, 3, PLAIN), "declared"));
  ck_assert(str_is(text_of(page, 3, P), "plain"));
  ck_assert(str_is(text_of(page, 4, P), "10"));
  ck_assert(str_is(text_of(page, 4, SMALL), "M1"));
  ck_assert(str_is(text_of(page, 6, PLAIN), "M1 M2"));
  page->last_id = text_of(page, 0, PLAIN);
  page->last_title = text_of(page, 0, P);
  page->line += 2;
  return true;
}

static void crosswalk_row(struct page *page) {
  if (str_is(text_of(page, 1, PLAIN), "Relation") || differing_pair(page)) {
    return; /* the head */
  }
  struct str want[ROW_CELLS];
  ck_assert_msg(wanted_row(page->line, want), "a row too many");
  ck_assert_uint_eq(page->cell, 9);
  struct str id = text_of(page, 0, PLAIN);
  struct str title = text_of(page, 0, P);
  title = title.n == 0 && str_eq(id, page->last_id) ? page->last_title : title;
  page->last_id = id;
  page->last_title = title;
  compare_page_cell(page, 0, want[0], id);
  compare_page_cell(page, 1, want[1], title);
  compare_page_cell(page, 2, as_words(want[2]), text_of(page, 1, PLAIN));
  compare_page_cell(page, 3, want[3], text_of(page, 2, B));
  compare_page_cell(page, 4, want[3].n > 0 ? want[4] : STR("no counterpart"), text_of(page, 2, PLAIN));
  struct str summary = text_of(page, 3, SUMMARY);
  compare_page_cell(page, 5, str_is(want[5], "gap") ? STR("open") : want[5],
                    summary.n > 0 ? summary : text_of(page, 3, PLAIN));
  ck_assert((text_of(page, 3, STRONG).n > 0) == rows[page->line].disputed);
  compare_page_cell(page, 6, want[6], text_of(page, 4, PLAIN));
  compare_page_cell(page, 7, want[7], text_of(page, 5, PLAIN));
  static const char *const keys[] = {"M1", "M2"};
  struct str key = rows[page->line].mapping != NO_ITEM ? from(keys[rows[page->line].mapping]) : STR("");
  compare_page_cell(page, 8, key, text_of(page, 6, PLAIN));
  /* The note of a gap stands beside "no counterpart", and is not said again. */
  struct str remarks = text_of(page, 3, P);
  bool noted = remarks.n == 0 && str_is(want[5], "gap");
  compare_page_cell(page, 9, noted ? said(want[9]) : want[9], noted ? text_of(page, 2, I) : remarks);
  compare_page_cell(page, 10, want[10], text_of(page, 7, PLAIN));
  compare_page_cell(page, 11, want[11], text_of(page, 8, PLAIN));
  page->line++;
}

static void coverage_row(struct page *page) {
  if (str_is(text_of(page, 1, PLAIN), "Coverage")) {
    return; /* the head */
  }
  struct str want[GAP_CELLS];
  ck_assert_msg(wanted_gap(page->line, want), "a row too many");
  ck_assert_uint_eq(page->cell, 6);
  compare_page_cell(page, 1, want[1], text_of(page, 0, PLAIN));
  compare_page_cell(page, 2, want[2], text_of(page, 0, P));
  compare_page_cell(page, 2, wanted_texts(page->line), text_of(page, 0, DIV));
  for (unsigned i = 1; i < 5; i++) {
    bool words = i == 1 || i == 4; /* coverage and note; ids are between them */
    compare_page_cell(page, i + 2, words ? said(want[i + 2]) : want[i + 2], text_of(page, i, PLAIN));
  }
  compare_page_cell(page, 7, want[7], text_of(page, 4, P));
  compare_page_cell(page, 8, want[8], text_of(page, 5, PLAIN));
  page->line++;
}

START_TEST(html_is_read_back) {
  struct writer_options options = {.candidates = true, .generator = "crosswalk <1>"};
  struct str text = output_of("html", false, &options);
  struct page *page = arena_zalloc(&arena, sizeof *page);
  page->table_class = "fixed";
  page->row = crosswalk_row;
  read_page(page, text);
  ck_assert_uint_eq(page->line, ROWS);
  page = arena_zalloc(&arena, sizeof *page);
  page->table_class = "cover";
  page->row = coverage_row;
  read_page(page, text);
  struct str cells[GAP_CELLS];
  ck_assert(page->line > 0 && !wanted_gap(page->line, cells));
}
END_TEST

START_TEST(html_policy_fits_the_page) {
  struct writer_options options = {0};
  struct str text = output_of("html", false, &options);
  char hash[SHA256_BASE64];
  char source[80];
  static const char *const ends[][2] = {{"<style>", "</style>"}, {"<script>", "</script>"}};
  for (unsigned i = 0; i < 2; i++) {
    unsigned count = 0;
    const char *stop = text.p;
    const char *start = NULL;
    while ((start = memmem(stop, (size_t)(text.p + text.n - stop), ends[i][0], strlen(ends[i][0]))) != NULL) {
      start += strlen(ends[i][0]);
      stop = memmem(start, (size_t)(text.p + text.n - start), ends[i][1], strlen(ends[i][1]));
      sha256_base64(start, (size_t)(stop - start), hash);
      snprintf(source, sizeof source, "%s'sha256-%s'", count > 0 ? " " : i == 0 ? "style-src " : "script-src ", hash);
      ck_assert_msg(contains(text, source), "%s", source);
      count++;
    }
    ck_assert_uint_eq(count, i == 0 ? 2 : 1); /* the style of all pages, and what this one adds */
  }
  ck_assert(contains(text, "default-src 'none'"));
  ck_assert(!contains(text, "unsafe-inline") && !contains(text, "href=\"javascript:") && !contains(text, " style="));
}
END_TEST

/* More groups than a picture has room for are drawn as runs, and every row is still counted. */
START_TEST(many_groups) {
  enum { GROUPS = 500 };
  struct report_item *many = arena_zalloc(&arena, sizeof *many * GROUPS * 2);
  struct report_row *one_each = arena_zalloc(&arena, sizeof *one_each * GROUPS);
  for (uint32_t i = 0; i < GROUPS; i++) {
    char *id = arena_alloc(&arena, 32);
    many[2 * i] =
        (struct report_item){.id = str_copy(&arena, (struct str){.p = id, .n = (uint32_t)snprintf(id, 32, "G%u", i)}),
                             .title = STR("group"),
                             .parent = NO_ITEM,
                             .group = true,
                             .by = STR(""),
                             .candidates = STR(""),
                             .note = STR("")};
    many[2 * i + 1] =
        (struct report_item){.id = str_copy(&arena, (struct str){.p = id, .n = (uint32_t)snprintf(id, 32, "G%u.1", i)}),
                             .title = STR("control"),
                             .parent = 2 * i,
                             .depth = 1,
                             .counted = true,
                             .coverage = COVERAGE_PARTIAL,
                             .by = STR(""),
                             .candidates = STR(""),
                             .note = STR("")};
    struct report_end end = {.id = many[2 * i + 1].id,
                             .label = STR(""),
                             .title = many[2 * i + 1].title,
                             .item = 2 * i + 1,
                             .ids = many[2 * i + 1].id};
    one_each[i] = (struct report_row){.source = end,
                                      .target = end,
                                      .relation = REL_RELATED,
                                      .strength = -1,
                                      .confidence = -1,
                                      .mapping = NO_ITEM,
                                      .remarks = STR("")};
  }
  struct report_framework framework = {.id = STR("many"),
                                       .title = STR("Many"),
                                       .short_title = STR("Many"),
                                       .publisher = STR(""),
                                       .edition = STR(""),
                                       .published = STR(""),
                                       .rights = STR(""),
                                       .href = STR(""),
                                       .digest = STR(""),
                                       .item_count = 2 * GROUPS,
                                       .items = many,
                                       .counts = {.counted = GROUPS, .partial = GROUPS}};
  struct report_crosswalk report = {.brand.title = STR(""),
                                    .source = framework,
                                    .target = framework,
                                    .row_count = GROUPS,
                                    .rows = one_each,
                                    .declared = GROUPS};
  struct writer_options options = {0};
  struct sink *sink = sink_open_memory(&arena);
  html_writer.crosswalk(sink, &report, &options);
  struct str text = sink_memory(sink);
  const char *page = arena_text(&arena, text.p, text.n);
  const char *p = strstr(page, "<svg class=picture");
  ck_assert_ptr_nonnull(p);
  const char *end = strstr(p, "</svg>");
  unsigned sum = 0;
  unsigned cells = 0;
  for (; (p = strstr(p, " /><text x=")) != NULL && p < end; p++) {
    sum += (unsigned)strtoul(strchr(p + 4, '>') + 1, NULL, 10);
    cells++;
  }
  ck_assert_uint_eq(sum, GROUPS);
  ck_assert_uint_ge(cells, 36); /* each run of the source has a cell of its own */
}
END_TEST

static uint32_t count_of(const char *page, const char *what) {
  uint32_t count = 0;
  for (const char *p = page; (p = strstr(p, what)) != NULL; p++) {
    count++;
  }
  return count;
}

/* A page lists what its run read; where that is much, the index does it for all pages, unless there is none. */
START_TEST(many_documents) {
  enum { DOCUMENTS = 101 };
  static struct report_document read[DOCUMENTS];
  struct report_framework framework = {.id = STR("f"), .title = STR("F"), .short_title = STR("F")};
  for (unsigned i = 0; i < DOCUMENTS; i++) {
    read[i] = (struct report_document){
        .kind = STR("mapping"), .id = STR("m"), .file = STR("m.xml"), .digest = STR("0123456789abcdef")};
  }
  for (uint32_t count = DOCUMENTS - 1; count <= DOCUMENTS; count++) {
    for (int alone = 0; alone < 2; alone++) {
      struct report_crosswalk report = {
          .source = framework, .target = framework, .document_count = count, .documents = read};
      struct writer_options options = {.table_only = alone != 0};
      struct sink *sink = sink_open_memory(&arena);
      html_writer.crosswalk(sink, &report, &options);
      const char *page = arena_text(&arena, sink_memory(sink).p, sink_memory(sink).n);
      bool listed = alone != 0 || count < DOCUMENTS;
      ck_assert_uint_eq(count_of(page, "<td class=digest>0123456789abcdef"), listed ? count : 0);
      ck_assert_uint_eq(count_of(page, "<a href=\"index.html#made\">"), listed ? 0 : 1);
    }
    struct report_index index = {.title = STR("T"), .document_count = count, .documents = read};
    struct sink *sink = sink_open_memory(&arena);
    html_writer.index(sink, &index, &(struct writer_options){0});
    const char *page = arena_text(&arena, sink_memory(sink).p, sink_memory(sink).n);
    ck_assert_uint_eq(count_of(page, "<td class=digest>0123456789abcdef"), count);
    ck_assert_uint_eq(count_of(page, "<section id=made>"), 1);
  }
}
END_TEST

UNIT_SUITE(html, unit_set_up, unit_tear_down, html_is_read_back, html_policy_fits_the_page, many_groups, many_documents)
