/* A crosswalk and its gaps for a terminal: lines of eighty columns, and the answer last, where the eye is. */
#include "output/formats.h"
#include "output/html/html.h"
#include "output/text/cells.h"
#include "output/text/text.h"

enum { MOST_ID = 20, RELATION_WIDTH = 15, COVERAGE_WIDTH = 14, MOST_OWN = 16, LEAST_LAST = 12 };

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

static void put_own(struct sink *sink, const struct own_columns *own, const struct report_values *values) {
  for (uint32_t i = 0; i < own->count; i++) {
    text_cell(sink, report_own_cell(values, i), own->widths[i]);
  }
}

/* What a line has left for its last words, which are never gone. */
static uint32_t room_behind(uint32_t used) {
  return used + LEAST_LAST < TEXT_LINE ? TEXT_LINE - used : (uint32_t)LEAST_LAST;
}

static void figure(struct sink *sink, const char *before, uint32_t number, const char *words) {
  sink_text(sink, before);
  sink_number(sink, number);
  sink_text(sink, words);
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
  figure(sink, " meets\n  ", counts->full, " in full");
  figure(sink, ", ", counts->partial, " in part");
  uint32_t named = counts->related_only + counts->supports_only;
  if (named > 0) {
    figure(sink, ", ", named, " only named");
  }
  figure(sink, "; ", counts->none, counts->none == 1 ? " is open" : " are open");
  if (counts->excluded > 0) {
    figure(sink, ", ", counts->excluded, " without counterpart");
  }
  sink_text(sink, ".\n");
}

static void both_answers(struct sink *sink, const struct report_crosswalk *report) {
  sink_char(sink, '\n');
  answer(sink, &report->source, &report->target);
  answer(sink, &report->target, &report->source);
}

/* What stands at the end of the line: what is known of the other end, or why there is none. */
static struct str last_words(const struct report_crosswalk *report, const struct report_row *row) {
  if (row->target.id.n > 0) {
    return row->target.title;
  }
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

static void text_crosswalk(struct sink *sink, const struct report_crosswalk *report,
                           const struct writer_options *options) {
  uint32_t source = 0;
  uint32_t target = 0;
  for (uint32_t i = 0; i < report->row_count; i++) {
    source = widest(source, report_name(report->rows[i].source.label, report->rows[i].source.id));
    target = widest(target, report_name(report->rows[i].target.label, report->rows[i].target.id));
  }
  const struct own_columns own[2] = {own_columns_of(sink_arena(sink), &report->source),
                                     own_columns_of(sink_arena(sink), &report->target)};
  uint32_t used = source + RELATION_WIDTH + target + 3 * TEXT_GAP + own[0].all + own[1].all;
  for (uint32_t i = 0; i < report->row_count; i++) {
    const struct report_row *row = &report->rows[i];
    if (row_is_wanted(row, options)) {
      text_cell(sink, report_name(row->source.label, row->source.id), source);
      text_cell(sink, str_from(said_of(row)), RELATION_WIDTH);
      text_cell(sink, report_name(row->target.label, row->target.id), target);
      put_own(sink, &own[0], row->source.own);
      put_own(sink, &own[1], row->target.own);
      text_put(sink, last_words(report, row), room_behind(used));
      sink_char(sink, '\n');
    }
  }
  both_answers(sink, report);
}

static void gap_line(struct sink *sink, const struct report_item *item, uint32_t width, const struct own_columns *own) {
  text_cell(sink, report_name(item->label, item->id), width);
  text_cell(sink, str_from(item->named_only ? "only named" : coverage_words[item->coverage].word), COVERAGE_WIDTH);
  put_own(sink, own, item->own);
  uint32_t left = room_behind(width + COVERAGE_WIDTH + 2 * TEXT_GAP + own->all);
  if (item->by.n > 0) {
    text_put(sink, item->by, left);
  } else if (item->reason.n > 0) {
    text_put(sink, item->reason, left);
  } else if (item->note.n > 0) {
    text_put(sink, str_from(html_note_word(item->note)), left);
  }
  sink_char(sink, '\n');
}

static void gaps_of(struct sink *sink, const struct report_framework *covered, const struct report_framework *by) {
  uint32_t width = 0;
  const struct own_columns own = own_columns_of(sink_arena(sink), covered);
  text_put(sink, covered->short_title, TEXT_LINE);
  sink_text(sink, ", by ");
  text_put(sink, by->short_title, TEXT_LINE);
  sink_char(sink, '\n');
  for (uint32_t i = 0; i < covered->item_count; i++) {
    if (covered->items[i].counted) {
      width = widest(width, report_name(covered->items[i].label, covered->items[i].id));
    }
  }
  for (uint32_t i = 0; i < covered->item_count; i++) {
    if (covered->items[i].counted) {
      gap_line(sink, &covered->items[i], width, &own);
    }
  }
}

static void text_gaps(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options) {
  (void)options;
  gaps_of(sink, &report->source, &report->target);
  sink_char(sink, '\n');
  gaps_of(sink, &report->target, &report->source);
  both_answers(sink, report);
}

const struct writer text_writer = {.name = "text", .extension = ".txt", .crosswalk = text_crosswalk, .gaps = text_gaps};
