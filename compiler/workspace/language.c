/* The language that titles and texts are wanted in, and whether any document has it (the lookup of RFC 4647). */
#include "workspace/language.h"

/* Of a framework or a supplement; absent of anything else. */
static struct str language_of(const struct document *document) {
  if (document->kind == DOCUMENT_FRAMEWORK) {
    return document->as.framework->language;
  }
  return document->kind == DOCUMENT_SUPPLEMENT ? document->as.supplement->language : (struct str){.n = 0};
}

static bool is_spoken(const struct workspace *w, struct str tag) {
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    struct str language = language_of(&w->loaded.documents.v[i]);
    if (language.n > 0 && str_eq_caseless(language, tag)) {
      return true;
    }
  }
  return false;
}

/* "de_AT" is how programs write what documents write as de-AT. */
static struct str with_hyphens(struct workspace *w, struct str tag) {
  char *copy = arena_text(w->arena, tag.p, tag.n);
  for (uint32_t i = 0; i < tag.n; i++) {
    copy[i] = copy[i] == '_' ? '-' : copy[i];
  }
  return (struct str){.p = copy, .n = tag.n};
}

static void note_languages(struct workspace *w, struct finding *finding) {
  enum { MOST_NAMED = 8 };
  struct names seen;
  struct buf list;
  names_init(&seen, w->arena);
  buf_init(&list, w->arena);
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    struct str language = language_of(&w->loaded.documents.v[i]);
    uint32_t before = seen.names.n;
    if (language.n > 0 && names_intern(&seen, language) == before && before < MOST_NAMED) {
      buf_printf(&list, "%s%.*s", before > 0 ? ", " : "", STR_ARG(language));
    }
  }
  if (list.n > 0) {
    finding_note(&w->findings, finding, place_none(), "there are titles and texts in: %.*s", STR_ARG(buf_done(&list)));
  }
}

static void report_unspoken(struct workspace *w, struct place place, struct str tag) {
  struct finding *finding = finding_add(
      &w->findings, F_LINT_LANGUAGE, place,
      "no framework or supplement is in the language \"%.*s\"; titles and texts are shown as they are", STR_ARG(tag));
  note_languages(w, finding);
}

/* What the pages of a workspace are written in is another thing than what its frameworks are, as long as nobody has brought
 * a supplement. */
static bool has_translations(const struct workspace *w) {
  bool any = false;
  for (uint32_t i = 0; i < w->loaded.documents.n && !any; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    any = document->kind == DOCUMENT_SUPPLEMENT && document->as.supplement->language.n > 0;
  }
  return any;
}

struct str language_choose(struct workspace *w) {
  struct str wanted = w->request.language;
  struct place place = place_none();
  bool asked = wanted.n > 0;
  for (uint32_t i = 0; wanted.n == 0 && i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    if (document->kind == DOCUMENT_WORKSPACE && document->as.workspace->language.n > 0) {
      wanted = document->as.workspace->language;
      place = place_attribute(document->source, document->offset, "language");
    }
  }
  if (wanted.n == 0) {
    return wanted;
  }
  wanted = with_hyphens(w, wanted);
  for (struct str tag = wanted; tag.n > 0; tag = link_shorter_tag(tag)) {
    if (is_spoken(w, tag)) {
      return wanted; /* linking looks for the nearest one of each framework */
    }
  }
  if (asked || has_translations(w)) {
    report_unspoken(w, place, wanted);
  }
  return wanted;
}
