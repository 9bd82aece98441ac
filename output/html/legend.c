/* How to read the page: what the words on it mean, and no others. */
#include "output/html/html.h"

static void notes_used(struct html_used *used, struct str note) {
  const char *word = note.n > 0 ? html_note_word(note) : NULL;
  for (unsigned n = 0; n < note_word_count && word != NULL; n++) {
    if (strcmp(word, note_words[n].word) == 0) {
      used->notes |= 1U << n;
    }
  }
}

void html_use_coverage(struct html_used *used, enum coverage coverage, bool named_only, struct str note) {
  used->coverages |= 1U << html_coverage_class(coverage, named_only);
  if (!named_only || !str_is(note, "related-only")) { /* which has the same words */
    notes_used(used, note);
  }
}

void html_use_relation(struct html_used *used, enum relation relation, enum basis basis) {
  used->bases |= 1U << basis;
  if (basis == BASIS_DECLARED || basis == BASIS_IMPLIED) {
    used->relations |= 1U << relation;
  }
}

static void use_side(struct html_used *used, const struct report_framework *framework) {
  for (uint32_t i = 0; i < framework->item_count; i++) {
    if (framework->items[i].counted) {
      const struct report_item *item = &framework->items[i];
      html_use_coverage(used, item->coverage, item->named_only, item->note);
    }
  }
}

struct html_used html_words_used(const struct html *html) {
  struct html_used used = {0};
  for (uint32_t i = 0; i < html->report->row_count; i++) {
    const struct report_row *row = &html->report->rows[i];
    if (row_is_wanted(row, html->options)) {
      html_use_relation(&used, row->relation, row->basis);
    }
  }
  use_side(&used, &html->report->source);
  use_side(&used, &html->report->target);
  return used;
}

static void word(struct sink *sink, char class, unsigned number, const struct html_word *entry) {
  OUT(sink, "<div><dt class=");
  sink_char(sink, class);
  sink_number(sink, number);
  OUT(sink, ">");
  sink_text(sink, entry->word);
  OUT(sink, "</dt> <dd>");
  sink_text(sink, entry->meaning);
  OUT(sink, "</dd></div>\n");
}

/* The words of one kind that are used; `class` names the kind to the style. */
static void words(struct sink *sink, const char *title, char class, const struct html_word *list, uint32_t used) {
  if (used == 0) {
    return;
  }
  OUT(sink, "<section><h3>");
  sink_text(sink, title);
  OUT(sink, "</h3><dl class=words>\n");
  for (unsigned i = 0; i < 32; i++) {
    if ((used >> i & 1U) != 0) {
      word(sink, class, i, &list[i]);
    }
  }
  OUT(sink, "</dl></section>\n");
}

void html_legend(struct html *html, const struct html_used *used) {
  struct sink *sink = html->sink;
  OUT(sink,
      "<section id=legend><h2>How to read this page</h2>\n"
      "<p>Each control stands for a set of requirements; a relation says how the set of the source stands to that of "
      "the target. A row is declared by a named source, or proved from declared facts, or marked as a candidate: "
      "nothing else is shown. A proof rests on no disputed row. Percentages are of the counted controls of the "
      "framework, whatever the mappings mention; headings are never counted.</p>\n<div class=pair>\n<div>");
  words(sink, "Relations", 'r', relation_words, used->relations);
  words(sink, "Basis", 'b', basis_words, used->bases);
  OUT(sink, "</div><div>");
  words(sink, "Coverage", 'c', coverage_words, used->coverages);
  words(sink, "Notes", 'n', note_words, used->notes);
  OUT(sink, "</div></div>\n");
  if (html->has_strength || html->has_confidence) {
    OUT(sink, "<p>Strength is the publisher's own figure from 1 to 10; confidence is a percentage.</p>\n");
  }
  OUT(sink, "</section>\n");
}
