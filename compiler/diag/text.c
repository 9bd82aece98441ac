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
  if (place->cell != NULL) {
    buf_char(printer->out, ':');
    snippet_clean(printer->out, place->cell->name);
  } else if (location != NULL) {
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

/* ---- what is shown of many ---- */

/* How many of each name there are, and how many of them are shown. */
struct tally {
  uint64_t total[FINDING_CODES];
  uint32_t listed[FINDING_CODES]; /* findings, those that stand for several being one */
  enum severity severity[FINDING_CODES];
  uint64_t severities[SEVERITIES];
  uint64_t accepted;
  uint64_t known;
  uint64_t findings;
};

static void count_findings(const struct findings *findings, struct tally *tally) {
  for (uint32_t i = 0; i < findings->list.n; i++) {
    const struct finding *finding = findings->list.v[i];
    uint32_t count = finding_count(finding);
    if (finding->accepted.p != NULL) {
      *(finding->known ? &tally->known : &tally->accepted) += count;
      continue;
    }
    tally->severities[finding->severity] += count;
    tally->findings += count;
    tally->total[finding->code] += count;
    tally->listed[finding->code]++;
    if (finding->severity > tally->severity[finding->code]) {
      tally->severity[finding->code] = finding->severity;
    }
  }
}

static bool is_capped(const struct text_options *options, enum finding_code code) {
  return options->most > 0 && (options->each == NULL || !options->each[code]);
}

static uint32_t count_lines(const struct finding *finding) {
  uint32_t lines = finding->place.source != NO_SOURCE && finding->place.offset != NOWHERE_IN_SOURCE ? 3 : 1;
  for (const struct finding_note *note = finding->notes; note != NULL; note = note->next) {
    lines++;
  }
  return lines;
}

/* How many lines that many of each name take. */
static uint64_t measure(const struct findings *findings, const struct text_options *options, uint32_t most) {
  uint32_t shown[FINDING_CODES] = {0};
  uint64_t lines = 0;
  for (uint32_t i = 0; i < findings->list.n; i++) {
    const struct finding *finding = findings->list.v[i];
    if (finding->accepted.p == NULL && is_capped(options, finding->code) && shown[finding->code]++ < most) {
      lines += count_lines(finding);
    }
  }
  return lines;
}

/* As many of each name as fit on a few screens: of what there is much, the first ones tell the story. */
static uint32_t choose_most(const struct findings *findings, const struct text_options *options) {
  enum { MOST_LINES = 110 };
  uint32_t most = options->most;
  while (most > 1 && measure(findings, options, most) > MOST_LINES) {
    most = most > 10 ? most / 2 : most - 1;
  }
  return most;
}

/* What was left out, in the order of the catalogue. */
static void put_hidden(struct printer *printer, const struct tally *tally, const struct text_options *options,
                       uint32_t most) {
  for (int code = 0; code < FINDING_CODES; code++) {
    if (!is_capped(options, (enum finding_code)code) || tally->listed[code] <= most) {
      continue;
    }
    uint32_t more = tally->listed[code] - most;
    put_severity(printer, SEVERITY_NOTE);
    buf_printf(printer->out, "%u more %s%s [%s] not shown; --all-notes shows %s\n", (unsigned)more,
               severity_words[tally->severity[code]], more == 1 ? "" : "s", finding_catalogue[code].name,
               more == 1 ? "it" : "them");
  }
}

/* A table of all names, those with errors first: what to work on. */
static void put_table(struct printer *printer, const struct tally *tally) {
  buf_text(printer->out, "Findings by name (--all-notes shows each):\n");
  for (unsigned level = SEVERITIES; level-- > 0;) {
    for (int code = 0; code < FINDING_CODES; code++) {
      if (tally->total[code] > 0 && tally->severity[code] == level) {
        buf_printf(printer->out, "%9llu  %-8s %s\n", (unsigned long long)tally->total[code], severity_words[level],
                   finding_catalogue[code].name);
      }
    }
  }
}

static uint32_t count_hidden_names(const struct tally *tally, const struct text_options *options, uint32_t most) {
  uint32_t names = 0;
  for (int code = 0; code < FINDING_CODES; code++) {
    names += is_capped(options, (enum finding_code)code) && tally->listed[code] > most ? 1 : 0;
  }
  return names;
}

static void put_rest(struct printer *printer, const struct tally *tally, const struct text_options *options,
                     uint32_t most) {
  enum { MANY_FINDINGS = 1000, MANY_NAMES = 4 };
  uint32_t names = count_hidden_names(tally, options, most);
  if (names >= MANY_NAMES || (names > 0 && tally->findings > MANY_FINDINGS)) {
    put_table(printer, tally);
  } else {
    put_hidden(printer, tally, options, most);
  }
}

/* "2 errors, 1 warning, 187 notes; 4 accepted; 3 crosswalks written to out/index.html" */
static void put_counts(struct buf *out, const struct tally *tally, struct str written) {
  const char *between = "";
  for (unsigned i = SEVERITIES; i-- > 0;) {
    if (tally->severities[i] > 0) {
      buf_printf(out, "%s%llu %s%s", between, (unsigned long long)tally->severities[i], severity_words[i],
                 tally->severities[i] == 1 ? "" : "s");
      between = ", ";
    }
  }
  between = *between != '\0' ? "; " : "";
  if (tally->accepted > 0) {
    buf_printf(out, "%s%llu accepted", between, (unsigned long long)tally->accepted);
    between = "; ";
  }
  if (tally->known > 0) {
    buf_printf(out, "%s%llu in the baseline", between, (unsigned long long)tally->known);
    between = "; ";
  }
  if (written.n > 0) {
    buf_text(out, between);
    buf_str(out, written);
    between = "; ";
  }
  if (*between != '\0') {
    buf_char(out, '\n');
  }
}

/* ---- printing ---- */

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

/* Those that are shown, in order, into `shown`. */
static uint32_t select_shown(const struct findings *findings, const struct text_options *options, uint32_t most,
                             const struct finding **shown) {
  uint32_t count = 0;
  uint32_t listed[FINDING_CODES] = {0};
  for (unsigned level = 0; level < (options->errors_last ? SEVERITIES : 1); level++) {
    for (uint32_t i = 0; i < findings->list.n; i++) {
      const struct finding *finding = findings->list.v[i];
      bool other = options->errors_last && finding->severity != (enum severity)level;
      if (finding->accepted.p == NULL && !other &&
          (!is_capped(options, finding->code) || listed[finding->code]++ < most)) {
        shown[count++] = finding;
      }
    }
  }
  return count;
}

void text_findings(struct buf *out, const struct findings *findings, const struct sources *sources,
                   const struct text_options *options, struct parallel *parallel) {
  struct print_job job = {.sources = sources, .options = options, .parallel = parallel};
  struct tally tally = {.accepted = 0};
  count_findings(findings, &tally);
  uint32_t most = options->most > 0 ? choose_most(findings, options) : 0;
  job.shown = arena_alloc(out->arena, ((size_t)findings->list.n + 1) * sizeof *job.shown);
  job.count = select_shown(findings, options, most, job.shown);
  print_all(&job, out);
  struct printer printer = {.out = out, .colour = options->colour};
  put_rest(&printer, &tally, options, most);
  buf_str(out, options->excesses);
  tally.severities[SEVERITY_ERROR] += options->excess_count;
  put_counts(out, &tally, options->written);
}
