/* A pair on a page: one row, however many mappings declare it, with what each of them says where they differ. */
#include "output/html/html.h"

#define CELL(literal) \
  { "" literal, sizeof(literal) - 1 }

/* The basis as it stands in its cell; what is proved unfolds its proof. */
static const struct str plain_bases[] = {
    [BASIS_DECLARED] = CELL("declared"), [BASIS_IMPLIED] = CELL("implied"),   [BASIS_CANDIDATE] = CELL("candidate"),
    [BASIS_GAP] = CELL("open"),          [BASIS_EXCLUDED] = CELL("excluded"),
};

bool html_same_pair(const struct report_row *a, const struct report_row *b) {
  return (a->basis == BASIS_DECLARED || a->basis == BASIS_IMPLIED) &&
         (b->basis == BASIS_DECLARED || b->basis == BASIS_IMPLIED) && fragment_same(a->source.id, b->source.id) &&
         fragment_same(a->target.id, b->target.id);
}

bool html_next_pair(const struct html *html, struct html_pair *pair) {
  const struct report_row *rows = html->report->rows;
  uint32_t count = html->report->row_count;
  uint32_t i = pair->end;
  while (i < count && !row_is_wanted(&rows[i], html->options)) {
    i++;
  }
  pair->first = i;
  pair->end = i + 1;
  while (pair->end < count && html_same_pair(&rows[i], &rows[pair->end])) {
    pair->end++;
  }
  return i < count;
}

void html_caution(struct sink *sink, const struct report_mapping *mapping) {
  bool automated = str_is(mapping->method, "automated");
  bool draft = mapping->status.n > 0 && !str_is(mapping->status, "complete");
  if (automated || draft) {
    OUT(sink, " <small>");
    sink_text(sink, automated ? "automated" : "");
    sink_text(sink, automated && draft ? ", " : "");
    escape_html(sink, draft ? mapping->status : STR(""));
    OUT(sink, "</small>");
  }
}

/* Who says what follows or stands before: "M2", or that it is implied. */
static void speaker(struct html *html, const struct report_row *row) {
  if (row->mapping != NO_ITEM) {
    OUT(html->sink, "M");
    sink_number(html->sink, row->mapping + 1U);
  } else {
    sink_str(html->sink, plain_bases[row->basis]);
  }
}

static void relation(struct sink *sink, const struct report_row *row) {
  OUT(sink, " class=r");
  sink_number(sink, row->relation);
  OUT(sink, ">");
  sink_text(sink, relation_words[row->relation].word);
}

void html_relation_cell(struct html *html, const struct html_pair *pair) {
  struct sink *sink = html->sink;
  const struct report_row *rows = html->report->rows;
  bool same = true;
  for (uint32_t i = pair->first + 1; i < pair->end; i++) {
    same = same && rows[i].relation == rows[pair->first].relation;
  }
  OUT(sink, "<td");
  if (rows[pair->first].basis == BASIS_CANDIDATE) {
    OUT(sink, ">");
    return;
  }
  if (same) {
    relation(sink, &rows[pair->first]);
    return;
  }
  OUT(sink, " class=differ>");
  for (uint32_t i = pair->first; i < pair->end; i++) {
    OUT(sink, "<p");
    relation(sink, &rows[i]);
    OUT(sink, " <small>");
    speaker(html, &rows[i]);
    OUT(sink, "</small>");
  }
}

/* The note of a gap stands beside "no counterpart" already. */
static bool has_more_to_say(const struct html *html, const struct report_row *row) {
  bool noted = row->basis == BASIS_GAP && row->source.item != NO_ITEM &&
               str_eq(row->remarks, html->report->source.items[row->source.item].note);
  return row->remarks.n > 0 && !noted;
}

/* What people wrote stands in the open. The same words of several stand once. */
static void remarks(struct html *html, const struct html_pair *pair) {
  struct sink *sink = html->sink;
  const struct report_row *rows = html->report->rows;
  bool same = true;
  for (uint32_t i = pair->first + 1; i < pair->end; i++) {
    same = same && rows[i].basis == rows[pair->first].basis && str_eq(rows[i].remarks, rows[pair->first].remarks);
  }
  for (uint32_t i = pair->first; i < (same ? pair->first + 1 : pair->end); i++) {
    if (rows[i].basis == BASIS_IMPLIED || rows[i].basis == BASIS_CANDIDATE || !has_more_to_say(html, &rows[i])) {
      continue;
    }
    OUT(sink, "<p");
    html_language(sink, STR(""), rows[i].remarks);
    OUT(sink, ">");
    if (!same) {
      OUT(sink, "<small>");
      speaker(html, &rows[i]);
      OUT(sink, "</small> ");
    }
    escape_html(sink, rows[i].remarks);
  }
}

static void proofs(struct html *html, const struct html_pair *pair) {
  struct sink *sink = html->sink;
  for (uint32_t i = pair->first; i < pair->end; i++) {
    const struct report_row *row = &html->report->rows[i];
    if ((row->basis == BASIS_IMPLIED || row->basis == BASIS_CANDIDATE) && row->remarks.n > 0) {
      OUT(sink, "<details><summary>");
      sink_str(sink, plain_bases[row->basis]);
      OUT(sink, "</summary><p>");
      escape_html(sink, row->remarks);
      OUT(sink, "</details>");
    }
  }
}

static void basis_start(struct sink *sink, const struct report_row *row) {
  if (row->basis == BASIS_CANDIDATE) {
    OUT(sink, "<td class=b2>");
  } else if (row->basis == BASIS_GAP) {
    OUT(sink, "<td class=b3>");
  } else {
    OUT(sink, "<td>");
  }
}

void html_basis_cell(struct html *html, const struct html_pair *pair) {
  struct sink *sink = html->sink;
  const struct report_row *rows = html->report->rows;
  bool disputed = false;
  bool declared = false;
  for (uint32_t i = pair->first; i < pair->end; i++) {
    disputed = disputed || rows[i].disputed;
    declared = declared || rows[i].basis == BASIS_DECLARED;
  }
  basis_start(sink, &rows[pair->first]);
  if (disputed) {
    OUT(sink, "<strong>disputed</strong> ");
  }
  bool folded = (rows[pair->first].basis == BASIS_IMPLIED || rows[pair->first].basis == BASIS_CANDIDATE) &&
                rows[pair->first].remarks.n > 0;
  if (declared || !folded) {
    sink_str(sink, plain_bases[declared ? BASIS_DECLARED : rows[pair->first].basis]);
  }
  remarks(html, pair);
  proofs(html, pair);
}

static int figure_of(const struct report_row *row, bool strength) {
  return strength ? row->strength : row->confidence;
}

void html_number_cell(struct html *html, const struct html_pair *pair, bool strength) {
  struct sink *sink = html->sink;
  const struct report_row *rows = html->report->rows;
  int first = figure_of(&rows[pair->first], strength);
  bool same = true;
  for (uint32_t i = pair->first + 1; i < pair->end; i++) {
    same = same && figure_of(&rows[i], strength) == first;
  }
  OUT(sink, "<td>");
  for (uint32_t i = pair->first; i < (same ? pair->first + 1 : pair->end); i++) {
    int figure = figure_of(&rows[i], strength);
    if (figure < 0) {
      continue;
    }
    sink_text(sink, same ? "" : "<p>");
    sink_number(sink, (uint64_t)figure);
    if (!same) {
      OUT(sink, " <small>");
      speaker(html, &rows[i]);
      OUT(sink, "</small>");
    }
  }
}

void html_mapping_cell(struct html *html, const struct html_pair *pair) {
  struct sink *sink = html->sink;
  OUT(sink, "<td>");
  bool any = false;
  for (uint32_t i = pair->first; i < pair->end; i++) {
    uint32_t mapping = html->report->rows[i].mapping;
    if (mapping != NO_ITEM) {
      sink_text(sink, any ? " " : "");
      sink_str(sink, html->mapping_links[mapping]);
      any = true;
    }
  }
  OUT(sink, "\n");
}
