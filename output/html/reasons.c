/* Why controls are open: the same words stand at many of them. Paper says them once, above the table, and has their letter
 * at each control; the screen has the words at each. */
#include "output/html/html.h"

void html_reason_seen(struct html_reasons *reasons, struct str note, struct str reason) {
  for (uint32_t i = 0; i < reasons->count; i++) {
    if (str_eq(reasons->list[i].note, note) && str_eq(reasons->list[i].reason, reason)) {
      reasons->list[i].uses++;
      return;
    }
  }
  if (note.n + reason.n > 0 && reasons->count < MOST_LETTERS) {
    reasons->list[reasons->count++] = (struct html_reason){.note = note, .reason = reason, .uses = 1};
  }
}

void html_letter_reasons(struct html_reasons *reasons) {
  char letter = 'a';
  for (uint32_t i = 0; i < reasons->count; i++) {
    if (reasons->list[i].uses > 1) {
      reasons->list[i].letter = letter++;
    }
  }
}

bool html_has_reason(const struct report_item *item) {
  return item->counted && (item->coverage == COVERAGE_NONE || item->reason.n > 0);
}

/* Those of open controls first: a list of open ones needs no others. */
uint32_t html_side_reasons(const struct report_framework *framework, struct html_reasons *reasons) {
  uint32_t open = 0;
  for (int pass = 0; pass < 2; pass++) {
    for (uint32_t i = 0; i < framework->item_count; i++) {
      const struct report_item *item = &framework->items[i];
      if (html_has_reason(item) && (item->coverage == COVERAGE_NONE) == (pass == 0)) {
        html_reason_seen(reasons, item->note, item->reason);
      }
    }
    open = pass == 0 ? reasons->count : open;
  }
  html_letter_reasons(reasons);
  return open;
}

void html_reason_mark(struct sink *sink, const struct html_reasons *reasons, struct str note, struct str reason) {
  for (uint32_t i = 0; i < reasons->count; i++) {
    const struct html_reason *known = &reasons->list[i];
    if (known->letter != '\0' && str_eq(known->note, note) && str_eq(known->reason, reason)) {
      OUT(sink, " data-r=");
      sink_char(sink, known->letter);
      return;
    }
  }
}

void html_reason(struct sink *sink, struct str note, struct str reason) {
  const char *word = html_note_word(note);
  if (word != note.p) {
    sink_text(sink, word);
  } else {
    escape_html(sink, note);
  }
  sink_text(sink, note.n > 0 && reason.n > 0 ? ": " : "");
  escape_html(sink, reason);
}

void html_reason_key(struct sink *sink, const struct html_reasons *reasons, uint32_t count) {
  bool any = false;
  for (uint32_t i = 0; i < count; i++) {
    const struct html_reason *known = &reasons->list[i];
    if (known->letter == '\0') {
      continue;
    }
    sink_text(sink, any ? "" : "<ul class=why>");
    any = true;
    OUT(sink, "<li>(");
    sink_char(sink, known->letter);
    OUT(sink, ") <span dir=auto>");
    html_reason(sink, known->note, known->reason);
    OUT(sink, "</span></li>");
  }
  sink_text(sink, any ? "</ul>\n" : "");
}
