/* Findings as a compiler prints them. */
#include "diag/text.h"

#include "diag/locator.h"
#include "diag/snippet.h"

/* A worker's own. */
struct printer {
  struct buf *out;
  struct locator locator;
  bool colour;
  bool ready;
};

/* Many findings are printed in parts, each by a worker. */
enum { PART = 256 };
struct print_job {
  const struct finding **shown;
  uint32_t count;
  const struct sources *sources;
  const struct text_options *options;
  struct parallel *parallel;
  struct printer *printers; /* by worker */
  struct str *parts;
};

static const char *const severity_words[SEVERITIES] = {"note", "warning", "error"};
static const char *const severity_colours[SEVERITIES] = {"\x1b[1;36m", "\x1b[1;35m", "\x1b[1;31m"};

static void put_colour(const struct printer *printer, const char *code) {
  if (printer->colour) {
    buf_text(printer->out, code);
  }
}

/* "name:line:column: ", as much of it as is known. */
static void put_place(struct printer *printer, const struct place *place, const struct location *location) {
  const struct source *source = locator_source(&printer->locator, place);
  if (source == NULL) {
    return;
  }
  put_colour(printer, "\x1b[1m");
  snippet_clean(printer->out, source->name);
  if (location != NULL) {
    buf_printf(printer->out, ":%u:%u", (unsigned)location->line, (unsigned)location->column);
  }
  buf_text(printer->out, ": ");
  put_colour(printer, "\x1b[0m");
}

static void put_severity(struct printer *printer, enum severity severity) {
  put_colour(printer, severity_colours[severity]);
  buf_printf(printer->out, "%s: ", severity_words[severity]);
  put_colour(printer, "\x1b[0m");
}

static void put_line(struct printer *printer, struct locator_page *page, const struct place *place,
                     enum severity severity, struct str message, const char *name) {
  struct location location = {.line = 0};
  bool known = locator_find(&printer->locator, page, place, &location);
  put_place(printer, place, known ? &location : NULL);
  put_severity(printer, severity);
  put_colour(printer, name != NULL ? "\x1b[1m" : "");
  snippet_clean(printer->out, message);
  put_colour(printer, name != NULL ? "\x1b[0m" : "");
  if (name == NULL) {
    buf_char(printer->out, '\n');
    return;
  }
  buf_printf(printer->out, " [%s]\n", name);
  if (known) {
    snippet_put(printer->out, &location, printer->colour);
  }
}

static void put_finding(struct printer *printer, const struct finding *finding) {
  put_line(printer, &printer->locator.findings, &finding->place, finding->severity, finding->message,
           finding_catalogue[finding->code].name);
  for (const struct finding_note *note = finding->notes; note != NULL; note = note->next) {
    put_line(printer, &printer->locator.notes, &note->place, SEVERITY_NOTE, note->message, NULL);
  }
}

/* What was left out, in the order of the catalogue. */
static void put_hidden(struct printer *printer, const uint32_t shown[FINDING_CODES], uint32_t most) {
  for (int code = 0; code < FINDING_CODES; code++) {
    if (shown[code] <= most) {
      continue;
    }
    uint32_t more = shown[code] - most;
    put_severity(printer, SEVERITY_NOTE);
    buf_printf(printer->out, "%u more note%s [%s] not shown; --all-notes shows %s\n", (unsigned)more,
               more == 1 ? "" : "s", finding_catalogue[code].name, more == 1 ? "it" : "them");
  }
}

/* "2 errors, 1 warning, 3 notes; 4 accepted" */
static void put_counts(struct buf *out, const uint32_t counts[SEVERITIES], uint32_t accepted) {
  const char *between = "";
  for (unsigned i = SEVERITIES; i-- > 0;) {
    if (counts[i] > 0) {
      buf_printf(out, "%s%u %s%s", between, (unsigned)counts[i], severity_words[i], counts[i] == 1 ? "" : "s");
      between = ", ";
    }
  }
  if (accepted > 0) {
    buf_printf(out, "%s%u accepted", *between != '\0' ? "; " : "", (unsigned)accepted);
  }
  if (*between != '\0' || accepted > 0) {
    buf_char(out, '\n');
  }
}

static void print_part(void *context, struct worker *worker, uint32_t number) {
  struct print_job *job = context;
  struct printer *printer = &job->printers[worker - job->parallel->workers];
  if (!printer->ready) {
    locator_init(&printer->locator, job->sources, &worker->arena);
    printer->colour = job->options->colour;
    printer->ready = true;
  }
  struct buf out;
  buf_init(&out, &worker->arena);
  printer->out = &out;
  uint32_t first = number * PART;
  uint32_t end = job->count - first < PART ? job->count : first + PART;
  for (uint32_t i = first; i < end; i++) {
    put_finding(printer, job->shown[i]);
  }
  job->parts[number] = buf_done(&out);
}

static void print_all(struct print_job *job, struct buf *out) {
  uint32_t parts = (job->count + PART - 1) / PART;
  job->parts = arena_alloc(out->arena, ((size_t)parts + 1) * sizeof *job->parts);
  job->printers = arena_zalloc(out->arena, job->parallel->count * sizeof *job->printers);
  if (!parallel_each(job->parallel, parts, print_part, job)) {
    arena_fail(out->arena);
  }
  for (uint32_t i = 0; i < parts; i++) {
    buf_str(out, job->parts[i]);
  }
}

void text_findings(struct buf *out, const struct findings *findings, const struct sources *sources,
                   const struct text_options *options, struct parallel *parallel) {
  struct print_job job = {.sources = sources, .options = options, .parallel = parallel};
  job.shown = arena_alloc(out->arena, ((size_t)findings->list.n + 1) * sizeof *job.shown);
  uint32_t counts[SEVERITIES] = {0};
  uint32_t accepted = 0;
  uint32_t notes[FINDING_CODES] = {0};
  for (uint32_t i = 0; i < findings->list.n; i++) {
    const struct finding *finding = findings->list.v[i];
    if (finding->accepted.p != NULL) {
      accepted++;
      continue;
    }
    counts[finding->severity]++;
    if (finding->severity == SEVERITY_NOTE && options->most_notes > 0) {
      notes[finding->code]++;
      if (notes[finding->code] > options->most_notes) {
        continue;
      }
    }
    job.shown[job.count++] = finding;
  }
  print_all(&job, out);
  struct printer printer = {.out = out, .colour = options->colour};
  put_hidden(&printer, notes, options->most_notes);
  put_counts(out, counts, accepted);
}
