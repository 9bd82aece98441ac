/* Findings as annotations of GitHub Actions: "::error file=a.xml,line=3,col=16,title=NAME::MESSAGE". */
#include "diag/github.h"

#include "diag/locator.h"
#include "diag/snippet.h"

static const char *const commands[SEVERITIES] = {"notice", "warning", "error"};

/* What a command would take for its own is written as in a URL; `property` says whether the text stands before the "::". */
static void put_escaped(struct buf *out, struct str text, bool property) {
  struct buf clean;
  buf_init(&clean, out->arena);
  snippet_clean(&clean, text);
  for (uint32_t i = 0; i < clean.n; i++) {
    char c = clean.p[i];
    if (c == '%' || (property && (c == ':' || c == ','))) {
      buf_printf(out, "%%%02X", (unsigned)c);
    } else {
      buf_char(out, c);
    }
  }
}

static void put_place(struct buf *out, struct locator *locator, const struct place *place) {
  const struct source *source = locator_source(locator, place);
  struct location location = {.line = 0};
  if (source == NULL || source->bundled) {
    return;
  }
  buf_text(out, "file=");
  put_escaped(out, source->name, true);
  if (locator_find(locator, &locator->findings, place, &location)) {
    buf_printf(out, ",line=%u,col=%u,endColumn=%u", location.line, location.column, location_end(&location));
  }
  buf_char(out, ',');
}

static void put_finding(struct buf *out, struct locator *locator, const struct finding *finding) {
  buf_printf(out, "::%s ", commands[finding->severity]);
  put_place(out, locator, &finding->place);
  buf_text(out, "title=");
  buf_text(out, finding_catalogue[finding->code].name);
  buf_text(out, "::");
  put_escaped(out, finding->message, false);
  for (const struct finding_note *note = finding->notes; note != NULL; note = note->next) {
    const struct source *source = locator_source(locator, &note->place);
    struct location location = {.line = 0};
    buf_text(out, "%0A");
    if (source != NULL && locator_find(locator, &locator->notes, &note->place, &location)) {
      put_escaped(out, source->name, false);
      buf_printf(out, ":%u: ", location.line);
    }
    put_escaped(out, note->message, false);
  }
  buf_char(out, '\n');
}

void github_findings(struct buf *out, const struct findings *findings, const struct sources *sources) {
  struct locator locator;
  locator_init(&locator, sources, out->arena);
  uint32_t accepted = 0;
  for (unsigned level = SEVERITIES; level-- > 0;) {
    for (uint32_t i = 0; i < findings->list.n; i++) {
      const struct finding *finding = findings->list.v[i];
      if (finding->accepted.p == NULL && finding->severity == (enum severity)level) {
        put_finding(out, &locator, finding);
      }
      accepted += level == 0 && finding->accepted.p != NULL;
    }
  }
  if (accepted > 0) {
    buf_printf(out, "::notice title=accepted::%u accepted\n", accepted);
  }
}
