/* A crosswalk and its gaps for a terminal: lines of eighty columns, and the answer last, where the eye is. */
#include "output/formats.h"
#include "output/html/html.h"
#include "output/text/cells.h"
#include "output/text/text.h"

enum { MOST_ID = 20, RELATION_WIDTH = 15, COVERAGE_WIDTH = 14, MOST_OWN = 16, LEAST_OWN = 10, LEAST_LAST = 12 };
enum { REMARKS_INDENT = 4, FIGURES_INDENT = 2 };

static uint32_t widest(uint32_t width, struct str text) {
  uint32_t other = text_width(text);
  other = other < MOST_ID ? other : (uint32_t)MOST_ID;
  return other > width ? other : width;
}

/* ---- columns of the reader's own: before the last words, which are cut where the line ends ---- */

/* Those of one side, each as wide as it must be. */
struct own_columns {
  uint32_t count;
  uint32_t *widths;
  uint32_t all; /* together, with what stands between them */
};

static struct own_columns own_columns_of(struct arena *arena, const struct report_framework *framework) {
  struct own_columns own = {.count = framework->own_count};
  own.widths = arena_zalloc(arena, (own.count + 1U) * sizeof *own.widths);
  for (uint32_t i = 0; i < own.count; i++) {
    for (uint32_t k = 0; k < framework->item_count; k++) {
      uint32_t width = text_width(report_own_cell(framework->items[k].own, i));
      width = width < MOST_OWN ? width : (uint32_t)MOST_OWN;
      own.widths[i] = width > own.widths[i] ? width : own.widths[i];
    }
    own.all += own.widths[i] + TEXT_GAP;
  }
  return own;
}

/* Makes them narrower, the widest first, while a line is used beyond what its last words need. */
static void squeeze(struct own_columns *own, unsigned sides, uint32_t used) {
  while (used + LEAST_LAST > TEXT_LINE) {
    struct own_columns *side = NULL;
    uint32_t widest_column = 0;
    for (unsigned s = 0; s < sides; s++) {
      for (uint32_t i = 0; i < own[s].count; i++) {
        if (own[s].widths[i] > LEAST_OWN && (side == NULL || own[s].widths[i] > side->widths[widest_column])) {
          side = &own[s];
          widest_column = i;
        }
      }
    }
    if (side == NULL) {
      return;
    }
    side->widths[widest_column]--;
    side->all--;
    used--;
  }
}

static void put_own(struct sink *sink, const struct own_columns *own, const struct report_values *values) {
  for (uint32_t i = 0; i < own->count; i++) {
    text_cell(sink, report_own_cell(values, i), own->widths[i]);
  }
}

/* What a line has left for its last words, which are never gone. */
static uint32_t room_behind(uint32_t used) {
  return used + LEAST_LAST < TEXT_LINE ? TEXT_LINE - used : (uint32_t)LEAST_LAST;
}

/* A line below what it belongs to. */
static void put_below(struct sink *sink, struct str text, uint32_t indent) {
  for (uint32_t i = 0; i < indent; i++) {
    sink_char(sink, ' ');
  }
  text_wrapped(sink, text, indent, indent);
}

static void figure(struct sink *sink, const char *before, uint32_t number, const char *words) {
  sink_text(sink, before);
  sink_number(sink, number);
  sink_text(sink, words);
}

/* "4 in full (1 by several together), 2 in part; 1 is open." */
static void figures(struct sink *sink, const struct report_counts *counts) {
  figure(sink, "", counts->full, " in full");
  if (counts->jointly > 0) {
    figure(sink, " (", counts->jointly, " by several together)");
  }
  figure(sink, ", ", counts->partial, " in part");
  uint32_t named = counts->related_only + counts->supports_only;
  if (named > 0) {
    figure(sink, ", ", named, " only named");
  }
  figure(sink, "; ", counts->none, counts->none == 1 ? " is open" : " are open");
  if (counts->excluded > 0) {
    figure(sink, ", ", counts->excluded, " without counterpart");
  }
  sink_char(sink, '.');
}

/* "Of 123 controls of A, B meets", and below it how many. */
static void answer(struct sink *sink, const struct report_framework *covered, const struct report_framework *by) {
  const struct report_counts *counts = &covered->counts;
  if (counts->counted == 0) {
    return;
  }
  figure(sink, "Of ", counts->counted, counts->counted == 1 ? " control of " : " controls of ");
  text_put(sink, covered->short_title, TEXT_LINE / 3);
  sink_text(sink, ", ");
  text_put(sink, by->short_title, TEXT_LINE / 3);
  sink_text(sink, " meets\n");
  struct sink *line = sink_open_memory(sink_arena(sink));
  figures(line, counts);
  put_below(sink, sink_memory(line), FIGURES_INDENT);
}

static void both_answers(struct sink *sink, const struct report_crosswalk *report) {
  sink_char(sink, '\n');
  answer(sink, &report->source, &report->target);
  answer(sink, &report->target, &report->source);
}

/* ---- rows ---- */

/* What stands at the end of a line without another end: why there is none. */
static struct str why_open(const struct report_crosswalk *report, const struct report_row *row) {
  const struct report_item *item = row->source.item != NO_ITEM ? &report->source.items[row->source.item] : NULL;
  bool noted = item != NULL && row->basis == BASIS_GAP && item->reason.n == 0;
  return noted ? str_from(html_note_word(item->note)) : row->remarks;
}

static const char *said_of(const struct report_row *row) {
  return row->basis == BASIS_GAP         ? "open"
         : row->basis == BASIS_EXCLUDED  ? "no counterpart"
         : row->basis == BASIS_CANDIDATE ? "to review"
                                         : relation_words[row->relation].word;
}

/* What a reader may not overlook: that it is proved, not declared, or that others contradict. */
static struct str mark_of(const struct report_row *row) {
  return row->disputed ? STR("disputed") : row->basis == BASIS_IMPLIED ? STR("implied") : STR("");
}

/* The columns of a crosswalk. */
struct columns {
  uint32_t source;
  uint32_t target;
  uint32_t mark; /* 0: no row has one */
  struct own_columns own[2];
  uint32_t used; /* before the last words */
};

static struct columns columns_of(struct arena *arena, const struct report_crosswalk *report,
                                 const struct writer_options *options) {
  struct columns columns = {.own = {own_columns_of(arena, &report->source), own_columns_of(arena, &report->target)}};
  for (uint32_t i = 0; i < report->row_count; i++) {
    const struct report_row *row = &report->rows[i];
    if (row_is_wanted(row, options)) {
      columns.source = widest(columns.source, report_name(row->source.label, row->source.id));
      columns.target = widest(columns.target, report_name(row->target.label, row->target.id));
      columns.mark = widest(columns.mark, mark_of(row));
    }
  }
  columns.used = columns.source + RELATION_WIDTH + columns.target + 3 * TEXT_GAP;
  columns.used += columns.mark > 0 ? columns.mark + TEXT_GAP : 0;
  squeeze(columns.own, 2, columns.used + columns.own[0].all + columns.own[1].all);
  columns.used += columns.own[0].all + columns.own[1].all;
  return columns;
}

static void put_row(struct sink *sink, const struct report_crosswalk *report, const struct report_row *row,
                    const struct columns *columns) {
  text_cell(sink, report_name(row->source.label, row->source.id), columns->source);
  text_cell(sink, str_from(said_of(row)), RELATION_WIDTH);
  text_cell(sink, report_name(row->target.label, row->target.id), columns->target);
  if (columns->mark > 0) {
    text_cell(sink, mark_of(row), columns->mark);
  }
  put_own(sink, &columns->own[0], row->source.own);
  put_own(sink, &columns->own[1], row->target.own);
  if (row->target.id.n == 0) {
    text_wrapped(sink, why_open(report, row), columns->used, REMARKS_INDENT);
    return;
  }
  text_put(sink, row->target.title, room_behind(columns->used));
  sink_char(sink, '\n');
  struct str remarks = report_bare_remarks(row);
  if (row->basis != BASIS_IMPLIED && remarks.n > 0) { /* a proof is long: explain tells it */
    put_below(sink, remarks, REMARKS_INDENT);
  }
}

static void text_crosswalk(struct sink *sink, const struct report_crosswalk *report,
                           const struct writer_options *options) {
  const struct columns columns = columns_of(sink_arena(sink), report, options);
  for (uint32_t i = 0; i < report->row_count; i++) {
    if (row_is_wanted(&report->rows[i], options)) {
      put_row(sink, report, &report->rows[i], &columns);
    }
  }
  both_answers(sink, report);
}

/* ---- gaps ---- */

static const char *coverage_of(const struct report_item *item) {
  return coverage_words[html_coverage_class(item->coverage, item->named_only)].word;
}

/* "extent unknown", "accepted: Nobody climbs."; nothing where the coverage says it already. */
static struct str note_of(struct arena *arena, const struct report_item *item) {
  struct str note = str_from(item->note.n > 0 ? html_note_word(item->note) : "");
  note = str_is(note, coverage_of(item)) ? STR("") : note;
  if (item->reason.n == 0 || note.n == 0) {
    return item->reason.n > 0 ? item->reason : note;
  }
  struct sink *both = sink_open_memory(arena);
  sink_str(both, note);
  sink_text(both, ": ");
  sink_str(both, item->reason);
  return sink_memory(both);
}

/* What covers it, and in brackets how much is known; a reason stands below. */
static void put_by(struct sink *sink, const struct report_item *item, struct str note, uint32_t left) {
  bool beside = note.n > 0 && item->reason.n == 0;
  uint32_t aside = beside ? text_width(note) + TEXT_GAP + 2 : 0;
  text_put(sink, item->by, left > aside + LEAST_LAST ? left - aside : (uint32_t)LEAST_LAST);
  if (beside) {
    sink_text(sink, "  (");
    text_put(sink, note, UINT32_MAX);
    sink_char(sink, ')');
  }
  sink_char(sink, '\n');
  if (note.n > 0 && !beside) {
    put_below(sink, note, REMARKS_INDENT);
  }
}

static void gap_line(struct sink *sink, const struct report_item *item, uint32_t width, const struct own_columns *own) {
  text_cell(sink, report_name(item->label, item->id), width);
  text_cell(sink, str_from(coverage_of(item)), COVERAGE_WIDTH);
  put_own(sink, own, item->own);
  uint32_t used = width + COVERAGE_WIDTH + 2 * TEXT_GAP + own->all;
  struct str note = note_of(sink_arena(sink), item);
  if (item->by.n > 0) {
    put_by(sink, item, note, room_behind(used));
  } else {
    text_wrapped(sink, note, used, REMARKS_INDENT);
  }
}

static void gaps_of(struct sink *sink, const struct report_framework *covered, const struct report_framework *by) {
  uint32_t width = 0;
  struct own_columns own = own_columns_of(sink_arena(sink), covered);
  text_put(sink, covered->short_title, TEXT_LINE);
  sink_text(sink, ", by ");
  text_put(sink, by->short_title, TEXT_LINE);
  sink_char(sink, '\n');
  for (uint32_t i = 0; i < covered->item_count; i++) {
    if (covered->items[i].counted) {
      width = widest(width, report_name(covered->items[i].label, covered->items[i].id));
    }
  }
  squeeze(&own, 1, width + COVERAGE_WIDTH + 2 * TEXT_GAP + own.all);
  for (uint32_t i = 0; i < covered->item_count; i++) {
    if (covered->items[i].counted) {
      gap_line(sink, &covered->items[i], width, &own);
    }
  }
}

static void text_gaps(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options) {
  (void)options;
  gaps_of(sink, &report->source, &report->target);
  if (!report->target.held_together) {
    sink_char(sink, '\n');
    gaps_of(sink, &report->target, &report->source);
  }
  both_answers(sink, report);
}

const struct writer text_writer = {.name = "text", .extension = ".txt", .crosswalk = text_crosswalk, .gaps = text_gaps};
