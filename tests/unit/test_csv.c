/* CSV: cells that no spreadsheet runs, and the tables read back by a reader of RFC 4180 that knows nothing of the writer. */
#define _GNU_SOURCE
#include "csv_reader.h"
#include "escaping.h"
#include "hostile_report.h"

#include <string.h>

static struct str one_cell(escaper *escape, struct str text) {
  struct sink *sink = sink_open_memory(&arena);
  escape(sink, text);
  sink_text(sink, ",end\n");
  struct csv csv = read_csv(sink_memory(sink));
  ck_assert(csv.cells.n == 2 && str_is(csv.cells.v[1], "end"));
  return csv.cells.v[0];
}

static void try_csv(struct str text) {
  struct str got = one_cell(escape_csv, text);
  ck_assert_msg(!is_formula(got), "%.*s would run", STR_ARG(got));
  if (got.p[0] == '\'' && text.p[0] != '\'') {
    ck_assert_msg(is_formula(text) || text.p[0] == '\n', "%.*s is defused for nothing", STR_ARG(text));
    got = (struct str){.p = got.p + 1, .n = got.n - 1};
  }
  check_same(text, kept(text, true), got);
}

START_TEST(csv_cells) {
  each_byte(try_csv);
  static const char *const texts[] = {
      "=1+1",          " =1+1",      "\t=1",           "\r=1",           "\n=1",   " \n +1", "@SUM(A1)", "-1",
      "\xEF\xBC\x9Dx", "\xC2\xA0=1", "\xE3\x80\x80=1", "\xEF\xBB\xBF=1", "\"=1\"", "a,b",    "a\"b",     "a\r\nb",
      " a ",           "'=1",        "plain",          "\xE2\x80\x8B=1"};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
    try_csv(from(texts[i]));
  }
  expect(escape_csv, "=1,2", "\"'=1,2\"");
  expect(escape_csv, "\xC2\xA0=1", "'\xC2\xA0=1");
  expect(escape_csv, "\xE2\x80\x8B=1", "'\xE2\x80\x8B=1");
  expect(escape_csv, "5.10", "5.10");
  expect(escape_csv, "", "");
}
END_TEST

START_TEST(excel_ids) {
  expect(escape_csv_excel_id, "5.10", "\"=\"\"5.10\"\"\"");
  expect(escape_csv_excel_id, "4", "\"=\"\"4\"\"\"");
  expect(escape_csv_excel_id, "1-2/3", "\"=\"\"1-2/3\"\"\"");
  expect(escape_csv_excel_id, "MAR-01", "\"=\"\"MAR-01\"\"\"");
  expect(escape_csv_excel_id, "2E5", "\"=\"\"2E5\"\"\"");
  expect(escape_csv_excel_id, "1,5", "\"=\"\"1,5\"\"\"");
  expect(escape_csv_excel_id, "5%", "\"=\"\"5%\"\"\"");
  expect(escape_csv_excel_id, "$5", "\"=\"\"$5\"\"\"");
  expect(escape_csv_excel_id, "(5)", "\"=\"\"(5)\"\"\"");
  expect(escape_csv_excel_id, "(-5)", "\"=\"\"(-5)\"\"\"");
  expect(escape_csv_excel_id, "1 234", "\"=\"\"1 234\"\"\"");
  expect(escape_csv_excel_id, "1'234", "\"=\"\"1'234\"\"\"");
  expect(escape_csv_excel_id, "R5", "\"=\"\"R5\"\"\"");
  expect(escape_csv_excel_id, "CHF 5", "\"=\"\"CHF 5\"\"\"");
  expect(escape_csv_excel_id, "C$5", "\"=\"\"C$5\"\"\"");
  expect(escape_csv_excel_id, "R5.1.10", "\"=\"\"R5.1.10\"\"\"");
  expect(escape_csv_excel_id, "5. Mai", "\"=\"\"5. Mai\"\"\"");
  expect(escape_csv_excel_id, "Okt-5", "\"=\"\"Okt-5\"\"\"");
  expect(escape_csv_excel_id, "12:30 PM", "\"=\"\"12:30 PM\"\"\"");
  expect(escape_csv_excel_id, "WAHR", "\"=\"\"WAHR\"\"\"");
  expect(escape_csv_excel_id, "#N/A", "\"=\"\"#N/A\"\"\"");
  expect(escape_csv_excel_id, "\xE2\x82\xAC 5", "\"=\"\"\xE2\x82\xAC 5\"\"\"");
  expect(escape_csv_excel_id, "\xEF\xBC\x95", "\"=\"\"\xEF\xBC\x95\"\"\"");
  expect(escape_csv_excel_id, "A.5.10", "A.5.10");
  expect(escape_csv_excel_id, "GV.OC-01", "GV.OC-01");
  expect(escape_csv_excel_id, "=5.10", "'=5.10");
  expect(escape_csv_excel_id, "-5.10", "'-5.10");
  expect(escape_csv_excel_id, "5.10 5.11", "\"=\"\"5.10 5.11\"\"\"");
  expect(escape_csv_excel_id, "R", "R");
  expect(escape_csv_excel_id, "5R", "\"=\"\"5R\"\"\"");
  expect(escape_csv_excel_id, "S5.1", "S5.1");
  expect(escape_csv_excel_id, "B.1", "B.1");
  expect(escape_csv_excel_id, "CC6.1", "CC6.1");
  expect(escape_csv_excel_id, "R5a", "R5a");
  expect(escape_csv_excel_id, "truth", "truth");
  expect(escape_csv_excel_id, "5\"&cmd", "\"5\"\"&cmd\"");
  expect(escape_csv_excel_id, "", "");
}
END_TEST

static struct str unexcelled(struct str cell) {
  if (cell.n > 3 && memcmp(cell.p, "=\"", 2) == 0 && cell.p[cell.n - 1] == '"') {
    return (struct str){.p = cell.p + 2, .n = cell.n - 3};
  }
  return cell;
}

/* Behind the columns of the contract stand those of the reader's own. */
static void compare_csv(struct csv csv, unsigned fixed, unsigned columns, bool (*wanted)(uint32_t, struct str *),
                        const char *const *header, bool excel) {
  struct str cells[ROW_CELLS];
  ck_assert(csv.crlf == excel);
  uint32_t line = 0;
  for (unsigned i = 0; i < fixed; i++) {
    ck_assert(str_is(csv.cells.v[i], header[i]));
  }
  for (; wanted(line, cells); line++) {
    ck_assert_uint_gt(csv.widths.n, line + 1);
    for (unsigned i = 0; i < columns; i++) {
      ck_assert_uint_eq(csv.widths.v[line + 1], columns);
      struct str got = csv.cells.v[(line + 1) * columns + i];
      ck_assert_msg(!is_formula(got) || (excel && unexcelled(got).n != got.n), "%.*s would run", STR_ARG(got));
      compare_cell("csv", line, i, cells[i], undefused(excel ? unexcelled(got) : got));
    }
  }
  ck_assert_uint_eq(csv.widths.n, line + 1);
}

START_TEST(csv_is_read_back) {
  struct writer_options options = {.candidates = true};
  struct csv csv = read_csv(output_of("csv", false, &options));
  compare_csv(csv, TABLE_COLUMNS, ROW_CELLS, wanted_row, table_columns, false);
  compare_csv(read_csv(output_of("csv", true, &options)), GAPS_COLUMNS, GAP_CELLS, wanted_gap, gaps_columns, false);
  options.excel = true;
  struct str excel = output_of("csv", false, &options);
  ck_assert(memcmp(excel.p, "\xEF\xBB\xBFsource_id,", 13) == 0);
  struct str rest = {.p = excel.p + 3, .n = excel.n - 3};
  ck_assert(memmem(rest.p, rest.n, "\"=\"\"5.10\"\"\"", 11) != NULL);
  compare_csv(read_csv(rest), TABLE_COLUMNS, ROW_CELLS, wanted_row, table_columns, true);
}
END_TEST

START_TEST(candidates_only_when_asked_for) {
  struct writer_options options = {0};
  struct csv csv = read_csv(output_of("csv", false, &options));
  ck_assert_uint_eq(csv.widths.n, ROWS);
  options.candidates = true;
  ck_assert_uint_eq(read_csv(output_of("csv", false, &options)).widths.n, ROWS + 1);
}
END_TEST

UNIT_SUITE(csv, unit_set_up, unit_tear_down, csv_cells, excel_ids, csv_is_read_back, candidates_only_when_asked_for)
