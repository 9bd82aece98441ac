/* Dealing out the crosswalks of a build, and what shards tell the index. */
#define _POSIX_C_SOURCE 200809L
#include "api/shards.h"

#include "api/program.h"
#include "api/record.h"
#include "base/failure.h"
#include "report/digests.h"
#include "workspace/torn.h"

#include <errno.h>
#include <stdlib.h>

/* ---- options ---- */

/* Digits up to `end`; 0 where there are none, or too many. */
static uint32_t number_before(const char **text, char end) {
  uint32_t number = 0;
  const char *at = *text;
  while (*at >= '0' && *at <= '9' && number <= MOST_SHARDS) {
    number = number * 10 + (uint32_t)(*at++ - '0');
  }
  bool whole = at > *text && *at == end && number <= MOST_SHARDS;
  *text = at + (whole && end != '\0' ? 1 : 0);
  return whole ? number : 0;
}

enum cw_result shards_set(struct cw_compilation *c, const char *name, const char *value) {
  const char *at = value;
  uint32_t shard = number_before(&at, '/');
  uint32_t shards = shard > 0 ? number_before(&at, '\0') : 0;
  if (shards == 0 || shard > shards) {
    return usage(c, "%s is one part of several, such as 2/8: from 1/8 to 8/8, of at most %u parts; not \"%s\"", name,
                 (unsigned)MOST_SHARDS, value);
  }
  c->work.request.shard = shard;
  c->work.request.shards = shards;
  return CW_OK;
}

enum cw_result shards_check(struct cw_compilation *c) {
  const struct {
    const char *name;
    bool given;
  } of_the_whole[] = {{"prune", c->output.prune},
                      {"inject", c->output.injected.n > 0},
                      {"write-baseline", c->work.request.new_baseline != NULL}};
  if (is_shard(c) && c->output.indexing) {
    return usage(c, "--shard and --index are two runs: all shards, then the index");
  }
  for (unsigned i = 0; i < sizeof of_the_whole / sizeof *of_the_whole && is_shard(c); i++) {
    if (of_the_whole[i].given) {
      return usage(c, "--%s is for the whole: it goes with --index, not with --shard", of_the_whole[i].name);
    }
  }
  return CW_OK;
}

enum cw_result shards_check_counts(struct cw_compilation *c) {
  if (c->output.counts.n > 0 && !is_shard(c) && !c->output.indexing) {
    return usage(c, "--counts goes with --shard, which writes the file, or with --index, which reads it");
  }
  if (c->output.counts.n > 1 && is_shard(c)) {
    return usage(c, "a shard writes one file of --counts; --index reads those of all");
  }
  return CW_OK;
}

bool is_shard(const struct cw_compilation *c) {
  return c->work.request.shards > 0;
}

/* ---- what shards tell the index ---- */

/* Options that change nothing in what a page says: where things are, who waits, and how findings are told. What stands in the
 * files that they name counts by its digest. */
static bool is_of_no_matter(const char *option) {
  static const char *const words[] = {"jobs",           "stamp",    "prune",       "durable",     "inject",
                                      "write-baseline", "baseline", "data",        "colour",      "brief",
                                      "shard",          "index",    "errors-last", "diagnostics", "counts"};
  return STR_IS_ONE_OF(str_from(option), words);
}

static int compare_digests(const void *a, const void *b) {
  return str_compare(*(const struct str *)a, *(const struct str *)b);
}

/* What a page depends on, and no path of the machine: program, options, and the bytes of all that was read. */
static struct str digest_plan(struct cw_compilation *c, const char *formats) {
  struct report_options scratch = {0};
  unsigned char digest[SHA256_BYTES];
  VEC(struct str) sources = {0};
  struct buf text;
  buf_init(&text, &c->arena);
  buf_printf(&text, "%s %.*s %s\n", CW_VERSION, STR_ARG(program_identity(&c->arena)), formats);
  for (uint32_t i = 0; i < c->settings.n; i++) {
    if (!is_of_no_matter(c->settings.v[i].name)) {
      buf_printf(&text, "%s=%s\n", c->settings.v[i].name, c->settings.v[i].value);
    }
  }
  digest_documents(&c->work, &scratch);
  for (uint32_t i = 0; i < scratch.document_count; i++) {
    const struct report_document *document = &scratch.documents[i];
    buf_printf(&text, "%.*s %.*s %.*s\n", STR_ARG(document->kind), STR_ARG(document->file), STR_ARG(document->digest));
  }
  for (uint32_t i = 0; i < c->work.sources.list.n; i++) {
    vec_push(&c->arena, &sources, c->work.digests[i]);
  }
  if (sources.n > 1) {
    qsort(sources.v, sources.n, sizeof *sources.v, compare_digests);
  }
  for (uint32_t i = 0; i < sources.n; i++) {
    buf_printf(&text, "%.*s\n", STR_ARG(sources.v[i]));
  }
  if (c->work.request.baseline != NULL && sha256_file(c->work.request.baseline, digest) == 0) {
    buf_printf(&text, "baseline %.*s\n", STR_ARG(digest_text(&c->arena, digest)));
  }
  sha256(text.p, text.n, digest);
  return digest_text(&c->arena, digest);
}

static const char head[] = "crosswalk counts 1 ";
enum { NUMBERS = 6 }; /* of a line */

void shards_write_counts(struct cw_compilation *c, const char *formats, const struct crosswalk_counts *counts) {
  if (c->output.counts.n == 0) {
    return;
  }
  const char *path = c->output.counts.v[c->output.counts.n - 1];
  struct sink *sink = sink_open_file(&c->arena, path);
  sink_text(sink, head);
  sink_str(sink, digest_plan(c, formats));
  sink_char(sink, '\n');
  for (uint32_t i = 0; i < c->work.analysis.crosswalks.n; i++) {
    bool too_large = c->work.analysis.crosswalks.v[i].too_large;
    if (counts[i].known || (too_large && !c->work.analysis.crosswalks.v[i].elsewhere)) {
      const uint32_t parts = c->work.analysis.crosswalks.v[i].parts;
      const uint32_t numbers[] = {i, counts[i].declared, counts[i].implied, counts[i].disputed, too_large, parts};
      for (unsigned n = 0; n < NUMBERS; n++) {
        sink_number(sink, numbers[n]);
        sink_char(sink, n + 1 < NUMBERS ? ' ' : '\n');
      }
    }
  }
  sink_text(sink, "end\n");
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, path, error);
  }
}

static bool take_line(const char **at, uint32_t numbers[NUMBERS]) {
  for (unsigned n = 0; n < NUMBERS; n++) {
    char *end = NULL;
    errno = 0;
    unsigned long number = **at >= '0' && **at <= '9' ? strtoul(*at, &end, 10) : 0;
    if (end == NULL || errno != 0 || number > UINT32_MAX || *end != (n + 1 < NUMBERS ? ' ' : '\n')) {
      return false;
    }
    numbers[n] = (uint32_t)number;
    *at = end + 1;
  }
  return true;
}

/* False where the text, which ends with a NUL, is not what a shard of this build wrote. */
static bool take_counts(struct cw_compilation *c, const char *text, struct str plan, struct crosswalk_counts *counts) {
  size_t n = sizeof head - 1;
  if (strncmp(text, head, n) != 0 || strncmp(text + n, plan.p, plan.n) != 0 || text[n + plan.n] != '\n') {
    return false;
  }
  const char *at = text + n + plan.n + 1;
  while (strcmp(at, "end\n") != 0) {
    uint32_t numbers[NUMBERS];
    if (!take_line(&at, numbers) || numbers[0] >= c->work.analysis.crosswalks.n) {
      return false;
    }
    counts[numbers[0]] =
        (struct crosswalk_counts){.known = true, .declared = numbers[1], .implied = numbers[2], .disputed = numbers[3]};
    c->work.analysis.crosswalks.v[numbers[0]].too_large = numbers[4] != 0;
    c->work.analysis.crosswalks.v[numbers[0]].parts = numbers[5];
  }
  return true;
}

enum cw_result shards_read_counts(struct cw_compilation *c, const char *formats, struct crosswalk_counts *counts) {
  if (!c->output.indexing || c->output.counts.n == 0) {
    return CW_OK;
  }
  struct str plan = digest_plan(c, formats);
  for (uint32_t i = 0; i < c->output.counts.n; i++) {
    source_text text = {0};
    if (!source_read(c->output.counts.v[i], &c->arena, &text, NULL)) {
      char words[FAILURE_WORDS];
      return usage(c, "cannot read what --counts %s is to hold: %s", c->output.counts.v[i],
                   failure_words(errno, words));
    }
    if (!take_counts(c, text.v, plan, counts)) {
      return usage(c,
                   "--counts %s is no part of this build: other documents, options or another program made it; run its "
                   "shard again",
                   c->output.counts.v[i]);
    }
  }
  return CW_OK;
}

/* ---- findings ---- */

void shards_begin(struct cw_compilation *c) {
  c->told_elsewhere.n = 0;
  for (uint32_t i = 0; i < c->work.findings.list.n && is_shard(c); i++) {
    vec_push(&c->arena, &c->told_elsewhere, c->work.findings.list.v[i]); /* NOLINT(bugprone-sizeof-expression) */
  }
}

/* Leaves those that are the shard's own. Both lists are in the same order. */
static void keep_own_findings(struct cw_compilation *c) {
  uint32_t kept = 0;
  uint32_t next = 0;
  for (uint32_t i = 0; i < c->work.findings.list.n; i++) {
    struct finding *finding = c->work.findings.list.v[i];
    if (next < c->told_elsewhere.n && c->told_elsewhere.v[next] == finding) {
      next++;
    } else {
      c->work.findings.list.v[kept++] = finding;
    }
  }
  c->work.findings.list.n = kept;
  c->work.excesses.n = 0;
  c->work.gone = STR("");
}

/* Somebody who only runs this shard would miss it. */
static bool leaves_anything(const struct cw_compilation *c) {
  bool any = c->work.excesses.n > 0;
  for (uint32_t i = 0; i < c->told_elsewhere.n; i++) {
    const struct finding *finding = c->told_elsewhere.v[i];
    any = any || (finding->accepted.p == NULL && finding->severity != SEVERITY_NOTE);
  }
  return any;
}

static void say_made(struct cw_compilation *c, const char *folder) {
  uint32_t made = 0;
  uint32_t all = 0;
  struct buf words;
  for (uint32_t i = 0; i < c->work.analysis.crosswalks.n; i++) {
    all += crosswalk_is_written(&c->work, i) ? 1 : 0;
    made += crosswalk_is_written(&c->work, i) && !c->work.analysis.crosswalks.v[i].elsewhere ? 1 : 0;
  }
  buf_init(&words, &c->arena);
  buf_printf(&words, "shard %u of %u: %u of %u crosswalk%s %s %s", (unsigned)c->work.request.shard,
             (unsigned)c->work.request.shards, (unsigned)made, (unsigned)all, all == 1 ? "" : "s",
             c->record != NULL ? "in" : "written to", folder);
  buf_text(&words, leaves_anything(c) ? "; --index tells what was found" : "");
  c->last_build.words = buf_done(&words);
}

void shards_end(struct cw_compilation *c, const char *folder) {
  if (is_shard(c) && !c->work.io_failed) {
    say_made(c, folder);
  }
  if (is_shard(c)) {
    keep_own_findings(c);
  }
}

/* Whether this run writes what is of the crosswalk, or with another number of none of them. */
static bool is_own(const struct cw_compilation *c, uint32_t owner) {
  bool of_crosswalk = owner < c->work.analysis.crosswalks.n;
  if (is_shard(c)) {
    return of_crosswalk && crosswalk_is_written(&c->work, owner) && !c->work.analysis.crosswalks.v[owner].elsewhere;
  }
  return !c->output.indexing || !of_crosswalk;
}

void shards_keep_own(struct cw_compilation *c) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < c->last_build.files.n; i++) {
    if (is_own(c, c->last_build.owners.v[i])) {
      c->last_build.files.v[kept] = c->last_build.files.v[i];
      c->last_build.owners.v[kept++] = c->last_build.owners.v[i];
    } else if (c->record != NULL) {
      vec_push(&c->arena, &c->record->planned, c->last_build.files.v[i]);
    }
  }
  c->last_build.files.n = kept;
  c->last_build.owners.n = kept;
}
