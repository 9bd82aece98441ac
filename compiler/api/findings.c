/* Findings: printed as text or in a form for programs, handed over one by one, and added when all others are settled. */
#include "api/record.h"
#include "base/failure.h"
#include "diag/github.h"
#include "diag/json.h"
#include "diag/locator.h"
#include "diag/sarif.h"
#include "workspace/torn.h"

#include <stdarg.h>

size_t cw_finding_count(const struct cw_compilation *c) {
  return c == NULL ? 0 : c->work.findings.list.n;
}

int cw_has_unread(const struct cw_compilation *c) {
  for (uint32_t i = 0; c != NULL && i < c->work.findings.list.n; i++) {
    if (finding_matches(c->work.findings.list.v[i]->code, STR("xml"))) {
      return 1;
    }
  }
  return 0;
}

/* ---- printed ---- */

static struct str say_excesses(struct cw_compilation *c, const char *before, const char *after) {
  struct buf lines;
  buf_init(&lines, &c->arena);
  for (uint32_t i = 0; i < c->work.excesses.n; i++) {
    buf_printf(&lines, "%s%.*s%s\n", before, STR_ARG(c->work.excesses.v[i]), after);
  }
  return buf_done(&lines);
}

static uint32_t unwritten_crosswalks(const struct workspace *w) {
  uint32_t count = w->asked_in_vain;
  for (uint32_t i = 0; i < w->analysis.crosswalks.n; i++) {
    const struct crosswalk *crosswalk = &w->analysis.crosswalks.v[i];
    count += (crosswalk->torn || crosswalk->clashes || crosswalk->too_large) && !crosswalk->column_only;
  }
  return count;
}

static uint32_t unwritten_matrices(const struct workspace *w) {
  uint32_t count = w->matrices_in_vain;
  for (uint32_t i = 0; i < w->matrices.n; i++) {
    count += !matrix_is_written(w, &w->matrices.v[i]);
  }
  return count;
}

/* What was written, and what was not, for want of a document or because of its size or name. */
static struct str say_written(struct cw_compilation *c) {
  struct str made = c->last_build.words;
  const struct workspace *w = &c->work;
  bool writes = w->request.scope != SCOPE_CHECK && !w->io_failed && !c->last_build.only_shown &&
                w->request.shards == 0; /* of shards the index tells */
  bool lacks_the_one = c->last_build.lacks_matrix || c->last_build.lacks_paper;
  uint32_t crosswalks = writes && !lacks_the_one ? unwritten_crosswalks(w) : 0;
  uint32_t matrices = !writes ? 0 : c->last_build.lacks_matrix ? 1 : unwritten_matrices(w);
  uint32_t papers = !writes ? 0 : c->last_build.lacks_paper ? 1 : torn_papers(w);
  struct buf unwritten;
  buf_init(&unwritten, &c->arena);
  put_number(&unwritten, crosswalks, "crosswalk");
  put_number(&unwritten, matrices, "wide table");
  put_number(&unwritten, papers, "paper");
  put_unwritten(&unwritten, "what", writes ? w->vain_documents : 0);
  if (unwritten.n == 0) {
    return made;
  }
  struct buf words;
  buf_init(&words, &c->arena);
  buf_str(&words, made);
  buf_text(&words, made.n > 0 ? "; " : "");
  buf_str(&words, buf_done(&unwritten));
  return buf_done(&words);
}

/* What of a baseline can go, why there is no new one, and what was made. */
static struct str say_made(struct cw_compilation *c) {
  bool refused = c->work.request.new_baseline != NULL && c->phase == PHASE_COMPILED && c->work.new_baseline.p == NULL;
  const struct str parts[] = {
      c->work.gone, refused ? STR("no baseline written, since not everything could be read") : STR(""), say_written(c)};
  struct buf words;
  buf_init(&words, &c->arena);
  for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++) {
    buf_text(&words, words.n > 0 && parts[i].n > 0 ? "; " : "");
    buf_str(&words, parts[i]);
  }
  return buf_done(&words);
}

static void put_findings(struct cw_compilation *c, struct buf *out) {
  enum { MOST_SHOWN = 20 };
  struct text_options as_text = {.colour = c->output.colour,
                                 .errors_last = c->output.errors_last,
                                 .most = c->work.request.all_notes ? 0 : MOST_SHOWN,
                                 .each = c->work.switches.fails,
                                 .excesses = say_excesses(c, "error: ", " [--fail-on]"),
                                 .excess_count = c->work.excesses.n,
                                 .written = say_made(c)};
  struct json_options as_json = {
      .generator = "crosswalk " CW_VERSION, .exceeded = c->work.excesses.v, .exceeded_count = c->work.excesses.n};
  struct sarif_options as_sarif = {.version = CW_VERSION,
                                   .failed = c->work.io_failed,
                                   .exceeded = c->work.excesses.v,
                                   .exceeded_count = c->work.excesses.n};
  if (c->work.parallel.count == 0) { /* nothing was compiled */
    parallel_init(&c->work.parallel, &c->arena, 1);
  }
  switch (c->output.diagnostics) {
    case DIAGNOSTICS_TEXT:
      text_findings(out, &c->work.findings, &c->work.sources, &as_text, &c->work.parallel);
      break;
    case DIAGNOSTICS_JSON:
      json_findings(out, &c->work.findings, &c->work.sources, &as_json);
      break;
    case DIAGNOSTICS_GITHUB:
      github_findings(out, &c->work.findings, &c->work.sources);
      buf_str(out, say_excesses(c, "::error title=--fail-on::", ""));
      break;
    case DIAGNOSTICS_SARIF:
      sarif_findings(out, &c->work.findings, &c->work.sources, &as_sarif);
      break;
  }
}

enum cw_result cw_print_findings(struct cw_compilation *c, FILE *stream) {
  static const char no_memory[] = "crosswalk: error: memory ran out; nothing more is written [io.memory]\n";
  static const char no_room[] = "crosswalk: error: the findings cannot be written [io.write]\n";
  int error = 0;
  if (c == NULL || !has_stream(c, stream)) {
    ENTER(c);
    WANT_STREAM(c, stream);
  }
  if (!c->out_of_memory && setjmp(c->guard.jump) == 0) {
    struct buf out;
    buf_init(&out, &c->arena);
    if (c->record != NULL && c->record->replays) {
      buf_str(&out, c->record->told);
    }
    if (c->record == NULL || !c->record->replays || c->work.findings.list.n > 0) {
      put_findings(c, &out);
    }
    if (c->record != NULL) {
      c->record->told = buf_done(&out);
    }
    error = out.n == 0 ? 0 : write_now(c, stream, out.p, out.n);
  } else {
    memory_ran_out(c);
    error = write_now(c, stream, no_memory, sizeof no_memory - 1);
  }
  if (error != 0) {
    c->work.io_failed = true;
    (void)write_now(c, stream, no_room, sizeof no_room - 1); /* the disk may have room again */
  }
  return cw_status(c);
}

/* ---- handed over ---- */

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

/* ---- added late ---- */

struct finding *report_late(struct cw_compilation *c, enum finding_code code, const char *format, ...) {
  struct findings late;
  struct buf message;
  va_list arguments;
  findings_init(&late, &c->arena);
  buf_init(&message, &c->arena);
  va_start(arguments, format);
  buf_vprintf(&message, format, arguments);
  va_end(arguments);
  struct finding *finding = finding_add(&late, code, place_none(), "%.*s", STR_ARG(buf_done(&message)));
  switches_filter(&c->work.switches, &late);
  bool kept = late.list.n > 0;
  findings_merge(&c->work.findings, &late);
  return kept ? finding : NULL;
}

void report_too_many(struct cw_compilation *c, uint32_t number, bool basis) {
  struct crosswalk *crosswalk = &c->work.analysis.crosswalks.v[number];
  struct str stem = crosswalk_stem(&c->work.analysis, number, &c->arena);
  crosswalk->too_large = true;
  struct finding *finding =
      report_late(c, F_OUTPUT_LIMIT, "%.*s would have more than %u derived rows, and is not written", STR_ARG(stem),
                  (unsigned)c->work.request.limits.rows);
  if (finding != NULL) {
    finding_note(&c->work.findings, finding, place_none(), "%s--limit rows=VALUE raises the limit",
                 basis ? "--basis declared,gap leaves out what is derived; " : "");
  }
}

void report_write_failure(struct cw_compilation *c, const char *what, int error) {
  c->work.io_failed = true;
  char words[FAILURE_WORDS];
  struct finding *finding = finding_add(&c->work.findings, F_IO_WRITE, place_none(), "cannot write %s: %s", what,
                                        failure_words(error, words));
  finding_note(&c->work.findings, finding, place_none(), "%s", failure_to_write_remedy(error));
}
