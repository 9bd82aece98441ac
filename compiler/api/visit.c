/* Findings one by one, for a program that shows them in its own way. */
#include "api/compilation.h"
#include "diag/locator.h"

static const char *text_of(struct cw_compilation *c, struct str text) {
  return text.p != NULL ? arena_text(&c->arena, text.p, text.n) : NULL;
}

static struct cw_place place_of(struct cw_compilation *c, struct locator *locator, struct locator_page *page,
                                const struct place *place) {
  const struct source *source = locator_source(locator, place);
  struct location location = {.line = 0};
  struct cw_place found = {.file = NULL};
  if (source == NULL) {
    return found;
  }
  found.file = text_of(c, source->name);
  if (locator_find(locator, page, place, &location)) {
    found.line = location.line;
    found.column = location.column;
    found.end_column = location_end(&location);
  }
  if (place->cell != NULL) {
    found.cell = text_of(c, place->cell->name);
  }
  return found;
}

static struct cw_finding finding_of(struct cw_compilation *c, struct locator *locator, const struct finding *finding) {
  uint32_t count = 0;
  for (const struct finding_note *note = finding->notes; note != NULL; note = note->next) {
    count++;
  }
  struct cw_note *notes = arena_alloc(&c->arena, ((size_t)count + 1) * sizeof *notes);
  struct cw_note *next = notes;
  for (const struct finding_note *note = finding->notes; note != NULL; note = note->next) {
    *next++ = (struct cw_note){.message = text_of(c, note->message),
                               .place = place_of(c, locator, &locator->notes, &note->place)};
  }
  return (struct cw_finding){
      .name = finding_catalogue[finding->code].name,
      .severity = severity_words[finding->severity],
      .message = text_of(c, finding->message),
      .place = place_of(c, locator, &locator->findings, &finding->place),
      .framework = text_of(c, finding->framework),
      .control = text_of(c, finding->control),
      .mapping = text_of(c, finding->mapping),
      .accepted = text_of(c, finding->accepted),
      .notes = notes,
      .note_count = count,
  };
}

enum cw_result cw_visit_findings(struct cw_compilation *c, cw_finding_visitor *visit, void *context) {
  ENTER(c);
  WANT(c, visit);
  struct locator locator;
  locator_init(&locator, &c->work.sources, &c->arena);
  for (uint32_t i = 0; i < c->work.findings.list.n; i++) {
    struct cw_finding finding = finding_of(c, &locator, c->work.findings.list.v[i]);
    visit(context, &finding);
  }
  return cw_status(c);
}
