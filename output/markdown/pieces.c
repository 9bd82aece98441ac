/* What all tables and pages of Markdown are put together from. */
#include "output/escape.h"
#include "output/formats.h"
#include "output/markdown/markdown.h"

void markdown_codes(struct sink *sink, struct str ids, const char *between) {
  const char *before = "";
  for (struct str id = str_next_token(&ids); id.p != NULL; id = str_next_token(&ids)) {
    sink_text(sink, before);
    escape_markdown_code(sink, id);
    before = between;
  }
}

void markdown_cell(struct sink *sink, struct str text, bool ids) {
  sink_char(sink, ' ');
  if (text.n > 0) {
    if (ids) {
      markdown_codes(sink, text, " ");
    } else {
      escape_markdown(sink, text);
    }
    sink_char(sink, ' ');
  }
  sink_char(sink, '|');
}

void markdown_table_head(struct sink *sink, const char *const *titles, unsigned count, unsigned shown,
                         const struct own_heads *own) {
  unsigned columns = own->count;
  for (unsigned i = 0; i < count; i++) {
    if ((shown >> i & 1U) != 0) {
      sink_text(sink, i == 0 ? "| " : " | ");
      sink_text(sink, titles[i]);
    }
  }
  sink_text(sink, " |");
  for (unsigned i = 0; i < columns; i++) {
    markdown_cell(sink, own->titles[i], false);
  }
  sink_char(sink, '\n');
  for (unsigned i = 0; i < count; i++) {
    if ((shown >> i & 1U) != 0) {
      sink_text(sink, i == 0 ? "| ---" : " | ---");
    }
  }
  sink_text(sink, " |");
  for (unsigned i = 0; i < columns; i++) {
    sink_text(sink, " --- |");
  }
  sink_char(sink, '\n');
}

void markdown_own_cells(struct sink *sink, const struct report_values *own, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    markdown_cell(sink, report_own_cell(own, i), false);
  }
}

void markdown_link_start(struct sink *sink, struct str href) {
  sink_text(sink, href.n > 0 ? "[" : "");
}

/* Nothing in such an address ends it between < and >, but an ampersand could begin a character. */
void markdown_link_end(struct sink *sink, struct str href) {
  if (href.n == 0) {
    return;
  }
  sink_text(sink, "](<");
  for (uint32_t i = 0; i < href.n; i++) {
    if (href.p[i] == '&') {
      sink_text(sink, "&amp;");
    } else {
      sink_char(sink, href.p[i]);
    }
  }
  sink_text(sink, ">)");
}

void markdown_name_cell(struct sink *sink, struct str label, struct str id, struct str href) {
  sink_char(sink, ' ');
  markdown_link_start(sink, href);
  if (label.n > 0) {
    escape_markdown(sink, label);
  } else {
    markdown_codes(sink, id, " ");
  }
  markdown_link_end(sink, href);
  sink_text(sink, id.n > 0 ? " |" : "|");
}

void markdown_table_cells(struct sink *sink, const struct str *cells, unsigned count, unsigned ids, unsigned shown) {
  for (unsigned i = 0; i < count; i++) {
    if ((shown >> i & 1U) != 0) {
      markdown_cell(sink, cells[i], (ids >> i & 1U) != 0);
    }
  }
}

void markdown_part(struct sink *sink, const char *name, uint32_t value, uint32_t whole) {
  sink_text(sink, name);
  sink_number(sink, value);
  if (whole > 0) {
    sink_text(sink, " (");
    write_share(sink, value, whole, "&lt;");
    sink_char(sink, ')');
  }
}

void markdown_coverage_line(struct sink *sink, const char *before, const struct report_framework *covered,
                            const struct report_framework *by) {
  const struct report_counts *counts = &covered->counts;
  if (covered->held_together) {
    return; /* what is held is not judged */
  }
  sink_text(sink, before);
  sink_text(sink, "**");
  escape_markdown(sink, covered->short_title);
  sink_text(sink, "** covered by ");
  escape_markdown(sink, by->short_title);
  if (counts->counted == 0) {
    sink_text(sink,
              covered->open ? ": its controls are not listed, so none is counted\n" : ": it has no counted controls\n");
    return;
  }
  sink_text(sink, ", of ");
  sink_number(sink, counts->counted);
  sink_text(sink, " counted controls: ");
  markdown_part(sink, "full ", counts->full, counts->counted);
  markdown_part(sink, ", of these jointly ", counts->jointly, 0);
  markdown_part(sink, ", partial ", counts->partial, counts->counted);
  markdown_part(sink, ", only named by a mapping ", counts->related_only + counts->supports_only, 0);
  markdown_part(sink, ", none ", counts->none, counts->counted);
  markdown_part(sink, ", excluded ", counts->excluded, counts->counted);
  sink_char(sink, '\n');
}

void markdown_mapping_line(struct sink *sink, const struct report_mapping *mapping, uint32_t number) {
  markdown_part(sink, "- M", number, 0);
  sink_char(sink, ' ');
  escape_markdown_code(sink, mapping->id);
  if (mapping->title.n > 0) {
    sink_text(sink, ": ");
    escape_markdown(sink, mapping->title);
  }
  bool automated = str_is(mapping->method, "automated");
  const struct str facts[] = {mapping->publisher, mapping->published, mapping->status, mapping->authority,
                              automated ? mapping->method : STR("")};
  for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
    if (facts[i].n > 0) {
      sink_text(sink, ", ");
      escape_markdown(sink, facts[i]);
    }
  }
  markdown_part(sink, " (rows ", mapping->facts, 0);
  sink_text(sink, mapping->inverted ? ", declared in the other direction)\n" : ")\n");
}

void markdown_both_cells(struct sink *sink, const struct report_end *end, bool harmless) {
  (void)harmless; /* many a sign means something to Markdown */
  markdown_name_cell(sink, end->label, end->id, end->href);
  markdown_cell(sink, end->title, false);
}
