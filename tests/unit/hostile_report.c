/* A report whose every text is written to break a format. */
#include "hostile_report.h"

#include "base/buf.h"
#include "escaping.h"

#include <stdlib.h>

static struct report_item items[2][ITEMS];
struct report_row rows[ROWS] = {
    {.source = {.item = 1},
     .target = {.item = 1},
     .relation = REL_EQUAL,
     .strength = 10,
     .confidence = 100,
     .mapping = 0,
     .remarks = {"plain", 5}},
    {.source = {.item = 1},
     .target = {.item = 1},
     .relation = REL_SUBSET,
     .strength = -1,
     .confidence = 100,
     .mapping = 1},
    {.source = {.item = 1},
     .target = {.item = 2},
     .relation = REL_RELATED,
     .strength = -1,
     .confidence = 0,
     .mapping = 1,
     .disputed = true,
     .remarks = {"disputed; =cmd|' /C calc'!A0", 28}},
    {.source = {.item = 1}, .target = {.item = 3}, .relation = REL_NONE, .strength = 1, .confidence = -1, .mapping = 0},
    {.source = {.item = 2},
     .target = {.item = 4},
     .relation = REL_INTERSECTS,
     .basis = BASIS_IMPLIED,
     .strength = -1,
     .confidence = -1,
     .mapping = NO_ITEM,
     .remarks = {"2 is in <b>\n</details></table> & so on", 38}},
    {.source = {.item = 3},
     .target = {.item = 5},
     .relation = REL_SUPPORTS,
     .basis = BASIS_CANDIDATE,
     .strength = 3,
     .confidence = -1,
     .mapping = NO_ITEM},
    {.source = {.item = 4},
     .target = {.id = {"", 0}, .title = {"", 0}, .item = NO_ITEM},
     .basis = BASIS_GAP,
     .strength = -1,
     .confidence = -1,
     .mapping = NO_ITEM,
     .remarks = {"no-relation", 11}},
    {.source = {.item = 6},
     .target = {.item = 6},
     .relation = REL_CONTRARY,
     .strength = -1,
     .confidence = -1,
     .mapping = 1},
    {.source = {.item = 7},
     .target = {.id = {"", 0}, .title = {"", 0}, .item = NO_ITEM},
     .basis = BASIS_EXCLUDED,
     .strength = -1,
     .confidence = -1,
     .mapping = NO_ITEM,
     .remarks = {"-1 reviewed", 11}},
    {.source = {.id = {"x|y 5.10", 8}, .title = {"a; b", 4}, .item = 8},
     .target = {.id = {"`t` <u>", 7}, .title = {"c; d", 4}, .item = 7},
     .relation = REL_SUPERSET,
     .strength = -1,
     .confidence = -1,
     .mapping = 0},
    {.source = {.item = 8},
     .target = {.item = 7},
     .relation = REL_SUBSET,
     .strength = -1,
     .confidence = -1,
     .mapping = 0},
};

static const struct report_column own_columns[] = {{{"own\"er", 6}, {HOSTILE_TITLE, sizeof HOSTILE_TITLE - 1}}};
static const struct str own_list[] = {{"=cmd|' /C calc'!A0", 18}, {"</td></table><script>alert(1)</script>", 38}};
#define OWN_TEXT "=cmd|' /C calc'!A0; </td></table><script>alert(1)</script>"
static const struct report_values own_values[] = {{2, own_list, {OWN_TEXT, sizeof OWN_TEXT - 1}}};

static struct report_mapping mappings[2];
static struct report_provenance provenance = {.href = {"javascript:alert(1)", 19},
                                              .text = {"<img src=x onerror=alert(1)>", 28}};
static struct report_finding findings[2];
static const struct report_document documents[] = {{{"framework", 9}, {"a<b", 3}, {"x\"y<.xml", 8}, {"", 0}},
                                                   {{"workspace", 9}, {"", 0}, {"w.xml", 5}, {"00ff", 4}}};

void make_items(unsigned side) {
  static const char *const ids[ITEMS] = {"G<1>", "5.10", "a\"b", "c'd&e", "f|g`h\\", "G 2", "=1+1", "\x01\x7F", "--x"};
  for (uint32_t i = 0; i < ITEMS; i++) {
    bool group = i == 0 || i == 5;
    items[side][i] = (struct report_item){.id = from(ids[i]),
                                          .title = i == 1 ? from("Plain title") : from(HOSTILE_TITLE),
                                          .statement = from(i % 2 == 0 ? "Says <b>&\"" HOSTILE_TITLE : ""),
                                          .guidance = from(i % 4 == 0 ? "</p><script>alert(1)</script>" : ""),
                                          .href = from(i % 3 == 1 ? "https://e.example/?a=1&copy=%22(x)*y_" : ""),
                                          .parent = group   ? NO_ITEM
                                                    : i < 5 ? 0U
                                                            : 5U,
                                          .depth = !group,
                                          .group = group,
                                          .counted = !group,
                                          .coverage = (enum coverage)(i % 4),
                                          .jointly = i % 4 == COVERAGE_FULL,
                                          .by = from(i % 2 == 0 ? "5.10 f|g`h\\" : ""),
                                          .candidates = from(i % 4 == 0 ? "=1+1 a\"b" : ""),
                                          .note = from(i % 4 == 0 ? "no-relation" : ""),
                                          .reason = from(i % 4 == 0 ? "=\"<b>why|" : ""),
                                          .own = own_values,
                                          .row_count = 1};
  }
}

struct report_framework make_framework(unsigned side, const char *id) {
  struct report_framework framework = {.id = from(id),
                                       .title = from(HOSTILE_TITLE),
                                       .short_title = from("<" HOSTILE_TITLE ">"),
                                       .publisher = from("A & B"),
                                       .edition = from("1"),
                                       .published = from("2026"),
                                       .rights = from("<b>none</b>"),
                                       .href = from("https://example.org/?a=1&b=\"2\""),
                                       .digest = from(""),
                                       .own_count = 1,
                                       .own = own_columns,
                                       .item_count = ITEMS,
                                       .items = items[side]};
  for (uint32_t i = 0; i < ITEMS; i++) {
    if (items[side][i].counted) {
      framework.counts.counted++;
      framework.counts.full += items[side][i].coverage == COVERAGE_FULL;
      framework.counts.jointly += items[side][i].coverage == COVERAGE_FULL;
      framework.counts.partial += items[side][i].coverage == COVERAGE_PARTIAL;
      framework.counts.none += items[side][i].coverage == COVERAGE_NONE;
      framework.counts.excluded += items[side][i].coverage == COVERAGE_EXCLUDED;
    }
  }
  return framework;
}

static void fill_end(struct report_end *end, unsigned side) {
  if (end->item != NO_ITEM && end->id.p == NULL) {
    end->id = items[side][end->item].id;
    end->title = items[side][end->item].title;
    end->href = items[side][end->item].href;
  }
  end->ids = end->id;
  end->own = end->item != NO_ITEM ? own_values : NULL;
}

struct report_crosswalk hostile_report(void) {
  make_items(0);
  make_items(1);
  for (uint32_t i = 0; i < ROWS; i++) {
    fill_end(&rows[i].source, 0);
    fill_end(&rows[i].target, 1);
    if (rows[i].remarks.p == NULL) {
      rows[i].remarks = STR("");
    }
  }
  for (unsigned i = 0; i < 2; i++) {
    mappings[i] = (struct report_mapping){.id = from(i == 0 ? "first" : "se|co`nd<"),
                                          .title = from(HOSTILE_TITLE),
                                          .publisher = from("<p>"),
                                          .published = from("2026"),
                                          .version = from("1"),
                                          .status = from("draft"),
                                          .authority = from("owner"),
                                          .method = from("human"),
                                          .rationale = from(""),
                                          .style = from(""),
                                          .digest = from(""),
                                          .inverted = i == 1,
                                          .chains = i == 0,
                                          .facts = 3,
                                          .provenance_count = 1,
                                          .provenances = &provenance};
    findings[i] = (struct report_finding){.severity = from("error\" onload=\"x"),
                                          .name = from("conflict.<x>"),
                                          .place = from("a|b.xml:1:2"),
                                          .file = from("a|b.xml"),
                                          .line = 1,
                                          .column = 2,
                                          .message = from(HOSTILE_TITLE),
                                          .accepted = from(i == 0 ? "" : "</td>accepted")};
  }
  return (struct report_crosswalk){.brand.title = from("W <" HOSTILE_TITLE),
                                   .source = make_framework(0, "src"),
                                   .target = make_framework(1, "tgt"),
                                   .row_count = ROWS,
                                   .rows = rows,
                                   .declared = 7,
                                   .implied = 1,
                                   .candidate = 1,
                                   .disputed = 1,
                                   .mapping_count = 2,
                                   .mappings = mappings,
                                   .finding_count = 2,
                                   .findings = findings,
                                   .document_count = 2,
                                   .documents = documents};
}

struct str plain(struct str text) {
  struct str seen = kept(text, false);
  struct buf buf;
  buf_init(&buf, &arena);
  for (uint32_t i = 0; i < seen.n; i++) {
    bool blank = seen.p[i] == ' ';
    if (!blank || (buf.n > 0 && buf.p[buf.n - 1] != ' ')) {
      buf_char(&buf, seen.p[i]);
    }
  }
  while (buf.n > 0 && buf.p[buf.n - 1] == ' ') {
    buf.n--;
  }
  return buf_done(&buf);
}

struct str output_of(const char *format, bool gaps, struct writer_options *options) {
  struct report_crosswalk report = hostile_report();
  const struct writer *writer = writer_find(format);
  ck_assert_ptr_nonnull(writer);
  struct sink *sink = sink_open_memory(&arena);
  (gaps ? writer->gaps : writer->crosswalk)(sink, &report, options);
  return sink_memory(sink);
}

static const struct report_item *gap_item(uint32_t line, unsigned *side) {
  for (*side = 0; *side < 2; (*side)++) {
    for (uint32_t i = 0; i < ITEMS; i++) {
      if (items[*side][i].counted && line-- == 0) {
        return &items[*side][i];
      }
    }
  }
  return NULL;
}

struct str wanted_texts(uint32_t line) {
  unsigned side = 0;
  const struct report_item *item = gap_item(line, &side);
  struct buf texts;
  buf_init(&texts, &arena);
  buf_str(&texts, item->statement);
  buf_text(&texts, item->guidance.n > 0 ? " " : "");
  buf_str(&texts, item->guidance);
  return plain(buf_done(&texts));
}

bool wanted_gap(uint32_t line, struct str cells[GAP_CELLS]) {
  unsigned side = 0;
  const struct report_item *item = gap_item(line, &side);
  if (item == NULL) {
    return false;
  }
  struct report_framework framework = make_framework(side, side == 0 ? "src" : "tgt");
  struct report_gap_cells gap;
  report_gap_cells_of(&framework, item, &gap);
  for (unsigned i = 0; i < GAPS_COLUMNS; i++) {
    cells[i] = plain(gap.cell[i]);
  }
  cells[GAPS_COLUMNS] = plain(own_values[0].text);
  return true;
}

bool wanted_row(uint32_t line, struct str cells[ROW_CELLS]) {
  struct report_crosswalk report = hostile_report();
  if (line >= ROWS) {
    return false;
  }
  struct report_cells row;
  report_row_cells(&report, &rows[line], &row);
  for (unsigned i = 0; i < TABLE_COLUMNS; i++) {
    cells[i] = plain(row.cell[i]);
  }
  cells[TABLE_COLUMNS] = plain(rows[line].source.own != NULL ? own_values[0].text : STR(""));
  cells[TABLE_COLUMNS + 1] = plain(rows[line].target.own != NULL ? own_values[0].text : STR(""));
  return true;
}

void compare_cell(const char *format, uint32_t line, unsigned column, struct str wanted, struct str got) {
  got = plain(got);
  ck_assert_msg(str_eq(wanted, got), "%s, row %u, column %u: %.*s instead of %.*s", format, line + 1, column + 1,
                STR_ARG(got), STR_ARG(wanted));
}
