/* The language and the direction of texts that are not the page's own. A page in one language has nothing of it: where no
 * language is said, the style finds out the direction, and only what runs from right to left says that it may. */
#include "base/utf8.h"
#include "output/html/html.h"

/* The page's own words are English, and so is en-GB. */
static bool is_of_page(struct str language) {
  return language.n == 0 || (language.n >= 2 && (language.p[0] | 0x20) == 'e' && (language.p[1] | 0x20) == 'n' &&
                             (language.n == 2 || language.p[2] == '-'));
}

/* Letters of Hebrew, Arabic and their neighbours. */
static bool runs_left(int32_t point) {
  return (point >= 0x590 && point <= 0x8FF) || (point >= 0xFB1D && point <= 0xFDFF) ||
         (point >= 0xFE70 && point <= 0xFEFE) || (point >= 0x10800 && point <= 0x10FFF) ||
         (point >= 0x1E800 && point <= 0x1EFFF);
}

static bool any_runs_left(struct str text) {
  for (size_t at = 0; at < text.n;) {
    if ((unsigned char)text.p[at] < 0x80) {
      at++;
    } else if (runs_left(utf8_next(text.p, text.n, &at))) {
      return true;
    }
  }
  return false;
}

void html_language(struct sink *sink, struct str language, struct str text) {
  bool foreign = !is_of_page(language) && text.n > 0;
  if (foreign) {
    OUT(sink, " lang=\"");
    escape_attribute(sink, language);
    OUT(sink, "\"");
  }
  if (foreign || any_runs_left(text)) {
    OUT(sink, " dir=auto");
  }
}

struct str html_language_once(struct arena *arena, struct str language, struct str text) {
  struct sink *attributes = sink_open_memory(arena);
  html_language(attributes, language, text);
  return sink_memory(attributes);
}

void html_foreign(struct sink *sink, struct str attributes, const char *before, struct str escaped) {
  if (attributes.n == 0) {
    sink_text(sink, before);
    sink_str(sink, escaped);
    return;
  }
  OUT(sink, "<bdi");
  sink_str(sink, attributes);
  OUT(sink, ">");
  sink_text(sink, before);
  sink_str(sink, escaped);
  OUT(sink, "</bdi>");
}
