/* What stands around the tables: the summary, the findings, how to read. */
#include "output/xlsx/xlsx.h"

#include "base/buf.h"
#include "output/html/html.h"

/* ---- summary ---- */

enum { SUMMARY_COLUMNS = 10 };

struct sheet *xlsx_summary_sheet(struct workbook *workbook) {
  static const unsigned widths[SUMMARY_COLUMNS] = {28, 28, 11, 11, 11, 11, 11, 11, 14, 22};
  struct sheet *sheet = workbook_add(workbook, "Summary", SUMMARY_COLUMNS);
  for (unsigned i = 0; i < SUMMARY_COLUMNS; i++) {
    sheet_width(sheet, i, widths[i], widths[i]);
  }
  return sheet;
}

/* A note has paragraphs, with an empty line between two. */
static void paragraphs(struct sheet *sheet, struct str note) {
  for (uint32_t from = 0; from < note.n;) {
    uint32_t to = from;
    while (to < note.n && !(note.p[to] == '\n' && to + 1 < note.n && note.p[to + 1] == '\n')) {
      to++;
    }
    if (to > from) {
      sheet_prose(sheet, (struct str){.p = note.p + from, .n = to - from}, LOOK_PROSE);
    }
    from = to;
    while (from < note.n && note.p[from] == '\n') {
      from++;
    }
  }
}

void xlsx_front(struct sheet *sheet, const struct brand *brand, struct str title, struct str subtitle) {
  sheet_prose(sheet, brand->title.n > 0 ? brand->title : title, LOOK_TITLE);
  if (brand->title.n > 0) {
    sheet_prose(sheet, title, LOOK_SECTION);
  }
  if (brand->organisation.n > 0) {
    sheet_prose(sheet, brand->organisation, LOOK_SECTION);
  }
  sheet_prose(sheet, subtitle, LOOK_PROSE);
  paragraphs(sheet, brand->note);
}

static void section(struct sheet *sheet, const char *title) {
  sheet_prose(sheet, str_from(title), LOOK_SECTION);
}

void xlsx_counts_head(struct sheet *sheet) {
  static const char *const names[SUMMARY_COLUMNS] = {
      "Framework", "Covered by", "Counted controls",          "Full",  "Partial", "Only named",
      "None",      "Excluded",   "Full, by several together", "Shares"};
  section(sheet, "How far each is covered");
  sheet_row(sheet);
  for (unsigned i = 0; i < SUMMARY_COLUMNS; i++) {
    sheet_text(sheet, str_from(names[i]), LOOK_HEAD);
  }
}

void xlsx_counts(struct sheet *sheet, struct str covered, struct str by, const struct report_counts *counts) {
  sheet_row(sheet);
  sheet_text(sheet, covered, LOOK_LABEL);
  sheet_text(sheet, by, LOOK_PLAIN);
  if (counts->counted == 0) {
    sheet_text(sheet, STR("not counted"), LOOK_PLAIN);
    for (unsigned i = 3; i < SUMMARY_COLUMNS; i++) {
      sheet_text(sheet, STR(""), LOOK_PLAIN);
    }
    return;
  }
  const uint32_t figures[] = {
      counts->counted, counts->full,     counts->partial, counts->related_only + counts->supports_only,
      counts->none,    counts->excluded, counts->jointly};
  for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
    sheet_number(sheet, figures[i]);
  }
  struct sink *share = sink_open_memory(sheet->workbook->arena);
  write_share(share, counts->full, counts->counted, "<");
  sink_text(share, " full, ");
  write_share(share, counts->partial, counts->counted, "<");
  sink_text(share, " partial");
  sheet_text(sheet, sink_memory(share), LOOK_PLAIN);
}

static void figure(struct sheet *sheet, const char *name, const char *meaning, uint32_t number) {
  sheet_row(sheet);
  sheet_text(sheet, str_from(name), LOOK_LABEL);
  sheet_text(sheet, str_from(meaning), LOOK_PLAIN);
  sheet_number(sheet, number);
}

static void row_figures(struct sheet *sheet, const struct report_crosswalk *report,
                        const struct writer_options *options) {
  section(sheet, "Rows of the crosswalk");
  figure(sheet, "declared", "a named source says so", report->declared);
  figure(sheet, "of these disputed", "part of a conflict", report->disputed);
  figure(sheet, "implied", "proved from declared facts", report->implied);
  if (options->candidates) {
    figure(sheet, "candidate", "to be reviewed", report->candidate);
  }
  uint32_t gaps = 0;
  uint32_t excluded = 0;
  for (uint32_t i = 0; i < report->row_count; i++) {
    gaps += report->rows[i].basis == BASIS_GAP;
    excluded += report->rows[i].basis == BASIS_EXCLUDED;
  }
  figure(sheet, "gap", "a control of the source without a counterpart", gaps);
  figure(sheet, "excluded", "declared to have no counterpart", excluded);
}

static const struct {
  const char *sheet;
  const char *holds;
} contents[] = {
    {"Crosswalk", "One row for each declared fact, each proved pair, and each source control without a counterpart."},
    {"Matrix", "One row for each control, with its counterparts in each framework beside it."},
    {"Coverage of ", "Each counted control: how far it is covered, by what, and why no further."},
    {"Review", "Each declared pair and candidate, to be changed with the words that each cell offers."},
    {"Conflicts", "What the mappings contradict each other in."},
    {"Findings", "What somebody accepted, with the reason."},
    {"Provenance", "Frameworks, mappings and documents, with their digests."},
    {"How to read", "What each word means."},
};

void xlsx_contents(struct sheet *sheet) {
  section(sheet, "Sheets");
  for (uint32_t i = 0; i < sheet->workbook->sheets.n; i++) {
    for (size_t k = 0; k < sizeof contents / sizeof *contents; k++) {
      const char *name = sheet->workbook->sheets.v[i]->name;
      size_t n = strlen(contents[k].sheet);
      bool whole = contents[k].sheet[n - 1] != ' '; /* else the name goes on with the framework's */
      if (strncmp(name, contents[k].sheet, n) == 0 && (!whole || name[n] == '\0')) {
        sheet_row(sheet);
        sheet_link(sheet, name);
        sheet_text(sheet, str_from(contents[k].holds), LOOK_LINE);
      }
    }
  }
}

void xlsx_summary(struct workbook *workbook, struct sheet *sheet, const struct report_crosswalk *report,
                  const struct writer_options *options) {
  struct buf title;
  buf_init(&title, workbook->arena);
  buf_printf(&title, "%.*s to %.*s", STR_ARG(report->source.short_title), STR_ARG(report->target.short_title));
  struct buf subtitle;
  buf_init(&subtitle, workbook->arena);
  buf_printf(&subtitle, "Crosswalk from %.*s to %.*s.", STR_ARG(report->source.title), STR_ARG(report->target.title));
  xlsx_front(sheet, &report->brand, buf_done(&title), buf_done(&subtitle));
  xlsx_counts_head(sheet);
  xlsx_counts(sheet, report->source.short_title, report->target.short_title, &report->source.counts);
  xlsx_counts(sheet, report->target.short_title, report->source.short_title, &report->target.counts);
  enum { FIRST_FIGURE = 4, FIGURES = 5 };
  uint32_t bars = sheet->row - 1;
  row_figures(sheet, report, options);
  xlsx_contents(sheet);
  if (report->source.counts.counted > 0 && report->target.counts.counted > 0) {
    sheet_chart(sheet, bars, 2, FIRST_FIGURE, FIGURES);
  }
}

/* ---- findings ---- */

static enum look severity_look(struct str severity) {
  return str_is(severity, "error") ? LOOK_RED : str_is(severity, "warning") ? LOOK_AMBER : LOOK_PLAIN;
}

static bool is_conflict(const struct report_finding *finding) {
  return finding->name.n >= 8 && memcmp(finding->name.p, "conflict", 8) == 0;
}

/* A sheet of those that are conflicts, or of those that are not; none where there are none. */
static void findings_sheet(struct workbook *workbook, const struct report_crosswalk *report, bool conflicts) {
  static const struct xlsx_column columns[] = {
      {"Severity", 11, 12}, {"Finding", 22, 32}, {"What", 40, 90}, {"Where", 20, 44}, {"Accepted because", 20, 60}};
  enum { COLUMNS = sizeof columns / sizeof *columns };
  struct sheet *sheet = NULL;
  for (uint32_t i = 0; i < report->finding_count; i++) {
    const struct report_finding *finding = &report->findings[i];
    if (is_conflict(finding) != conflicts) {
      continue;
    }
    if (sheet == NULL) {
      sheet = xlsx_table(workbook, conflicts ? "Conflicts" : "Findings", columns, COLUMNS, 0);
      for (unsigned k = 0; k < COLUMNS; k++) {
        xlsx_head(sheet, columns[k].title, STR(""));
      }
      sheet_freeze(sheet, 1);
    }
    sheet_row(sheet);
    sheet_text(sheet, finding->severity, severity_look(finding->severity));
    sheet_text(sheet, finding->name, LOOK_ID);
    sheet_text(sheet, finding->message, LOOK_PLAIN);
    sheet_text(sheet, finding->place, LOOK_ID);
    sheet_text(sheet, finding->accepted, LOOK_PLAIN);
  }
}

void xlsx_findings(struct workbook *workbook, const struct report_crosswalk *report) {
  findings_sheet(workbook, report, true);
  findings_sheet(workbook, report, false);
}

/* ---- how to read ---- */

static void word(struct sheet *sheet, const char *token, const char *meaning, enum look look) {
  sheet_row(sheet);
  sheet_text(sheet, str_from(token), look);
  sheet_text(sheet, str_from(meaning), LOOK_PLAIN);
}

/* The page's own words, but where they speak of a page that unfolds. */
static const char *meaning_of(enum basis basis) {
  return basis == BASIS_DECLARED ? "A published or authored mapping says so; the column Mapping says which."
         : basis == BASIS_IMPLIED
             ? "No mapping says as much of the pair, but it follows from what is declared; the remarks say how."
             : basis_words[basis].meaning;
}

void xlsx_reading(struct workbook *workbook) {
  struct sheet *sheet = workbook_add(workbook, "How to read", 2);
  sheet_width(sheet, 0, 20, 20);
  sheet_width(sheet, 1, 100, 100);
  sheet_prose(sheet, STR("How to read this workbook"), LOOK_TITLE);
  sheet_prose(
      sheet,
      STR("Each control stands for a set of requirements; a relation says how the set of the source stands to "
          "that of the target. A row is declared by a named source, or proved from declared facts, or marked as a "
          "candidate: nothing else is shown. A proof rests on no disputed row. Percentages are of the counted "
          "controls of the framework, whatever the mappings mention; headings are never counted. Colours repeat "
          "what the words say."),
      LOOK_PROSE);
  section(sheet, "Relations");
  for (unsigned i = 0; i < RELATIONS; i++) {
    word(sheet, vocabulary_token(&vocabulary_relation, i), relation_words[i].meaning,
         xlsx_relation_look((enum relation)i));
  }
  word(sheet, "(red)", "The row is disputed: part of a conflict. Its remark says so, and no proof rests on it.",
       LOOK_RED);
  section(sheet, "Basis");
  for (unsigned i = 0; i < 5; i++) {
    word(sheet, basis_token((enum basis)i), meaning_of((enum basis)i), xlsx_basis_look((enum basis)i));
  }
  section(sheet, "Coverage");
  for (unsigned i = 0; i < 4; i++) {
    word(sheet, coverage_token((enum coverage)i), coverage_words[i].meaning, xlsx_coverage_look((enum coverage)i));
  }
  word(sheet, coverage_words[COVERAGE_NAMED_ONLY].word, coverage_words[COVERAGE_NAMED_ONLY].meaning, LOOK_PLAIN);
  section(sheet, "Notes");
  for (unsigned i = 0; i < note_word_count; i++) {
    word(sheet, note_tokens[i], note_words[i].meaning, LOOK_PLAIN);
  }
  section(sheet, "Figures");
  word(sheet, "Strength", "The publisher's own figure, from 1 to 10.", LOOK_PLAIN);
  word(sheet, "Confidence", "The publisher's own figure, in percent.", LOOK_PLAIN);
}
