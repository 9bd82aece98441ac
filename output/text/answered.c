/* What answers one control, for people. */
#include "output/text/text.h"

static void put_quoted(struct sink *sink, struct str title) {
  if (title.n > 0) {
    sink_text(sink, " \"");
    sink_str(sink, title);
    sink_char(sink, '"');
  }
}

static void put_head(struct sink *sink, const struct answered_by *by) {
  sink_char(sink, '\n');
  sink_str(sink, by->id);
  if (by->short_title.n > 0) {
    sink_text(sink, " (");
    sink_str(sink, by->short_title);
    sink_char(sink, ')');
  }
  if (by->counted) {
    sink_text(sink, ": ");
    sink_str(sink, by->coverage);
    sink_text(sink, by->by.n > 0 ? " by " : "");
    sink_str(sink, by->by);
    if (by->note.n > 0) {
      sink_text(sink, " [");
      sink_str(sink, by->note);
      sink_char(sink, ']');
    }
    if (by->reason.n > 0) {
      sink_text(sink, ": ");
      sink_str(sink, by->reason);
    }
  }
  sink_char(sink, '\n');
}

static void put_row(struct sink *sink, const struct answered_row *row) {
  sink_text(sink, "  ");
  sink_str(sink, row->relation);
  sink_text(sink, row->relation.n > 0 ? " " : "");
  sink_str(sink, row->target_id);
  put_quoted(sink, row->target_title);
  if (row->together.n > 0) {
    sink_text(sink, ", of ");
    sink_str(sink, row->together);
    sink_text(sink, " together");
  }
  sink_text(sink, " (");
  sink_str(sink, row->basis);
  sink_text(sink, row->mapping.n > 0 ? " by " : "");
  sink_str(sink, row->mapping);
  sink_text(sink, ")\n");
  if (row->remarks.n > 0) {
    sink_text(sink, "     ");
    sink_str(sink, row->remarks);
    sink_char(sink, '\n');
  }
}

void text_answered(struct sink *sink, const struct report_answered *answered) {
  sink_str(sink, answered->framework);
  sink_char(sink, ':');
  sink_str(sink, answered->id);
  put_quoted(sink, answered->title);
  sink_char(sink, '\n');
  for (uint32_t i = 0; i < answered->count; i++) {
    const struct answered_by *by = &answered->by[i];
    put_head(sink, by);
    for (uint32_t r = 0; r < by->row_count; r++) {
      put_row(sink, &by->rows[r]);
    }
    if (!by->counted && by->row_count == 0) {
      sink_text(sink, "  Nothing is declared or proved of it.\n");
    }
    if (by->candidates.n > 0) {
      sink_text(sink, "  to review: ");
      sink_str(sink, by->candidates);
      sink_char(sink, '\n');
    }
  }
  if (answered->count == 0) {
    sink_text(sink, "\nNo mapping that is loaded leads from its framework to another.\n");
  }
}
