/* Nothing changed, nothing done: a stamp that holds the record of a build answers the next one, where that would read the
 * same, be told the same and write the same. */
#define _POSIX_C_SOURCE 200809L
#include "api/record.h"
#include "api/shards.h"
#include "api/stale.h"
#include "base/failure.h"
#include "output/temporary.h"
#include "report/digests.h"

#include <errno.h>

/* ---- before a build ---- */

/* What the build would be asked to do, as the record has it. */
static void ask_the_same(const struct cw_compilation *c, struct record *record) {
  record->folder = c->record->folder;
  record->formats = c->record->formats;
  record->depfile = c->record->depfile;
}

/* Somebody may have put a file there that the build would tell of, or remove. */
static bool folder_is_clean(struct cw_compilation *c, const struct record *record) {
  c->last_build.files.n = 0;
  for (uint32_t i = 0; i < record->outputs.n; i++) {
    vec_push(&c->arena, &c->last_build.files, record->outputs.v[i]);
  }
  for (uint32_t i = 0; i < record->planned.n; i++) {
    vec_push(&c->arena, &c->last_build.files, record->planned.v[i]);
  }
  bool clean = record->folder == NULL || is_shard(c) || !stale_any(c, record->folder);
  c->last_build.files.n = 0;
  return clean;
}

static bool is_unchanged(struct cw_compilation *c, struct record *record) {
  source_text text = {0};
  struct str was = {.n = 0};
  struct record_state state = {.text = {.n = 0}};
  ask_the_same(c, record);
  return source_read(c->output.stamp, &c->arena, &text, NULL) &&
         record_read(&c->arena, (struct str){.p = text.v, .n = text.n}, record, &was) &&
         record_look(c, record, &state) && str_eq(state.text, was) && folder_is_clean(c, record);
}

static void write_dependencies(struct cw_compilation *c) {
  struct sink *sink = sink_open_file(&c->arena, c->record->depfile);
  sink_str(sink, c->record->dependencies);
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, c->record->depfile, error);
  }
}

static const char *kept(struct cw_compilation *c, const char *text) {
  return text != NULL ? arena_text(&c->arena, text, strlen(text)) : NULL;
}

enum cw_result cw_unchanged(struct cw_compilation *c, const char *folder, const char *formats, const char *depfile,
                            int *unchanged) {
  ENTER_BEFORE(c);
  WANT(c, unchanged);
  *unchanged = 0;
  if (folder != NULL) {
    WANT(c, formats);
  }
  if (c->output.stamp == NULL) {
    return usage(c, "--if-changed goes with --stamp FILE, which keeps what the build rested on");
  }
  c->record = arena_zalloc(&c->arena, sizeof *c->record);
  c->record->folder = kept(c, folder);
  c->record->formats = kept(c, formats);
  c->record->depfile = kept(c, depfile);
  struct record *record = arena_zalloc(&c->arena, sizeof *record);
  if (!is_unchanged(c, record)) {
    return CW_OK;
  }
  record->replays = true;
  c->record = record;
  c->phase = PHASE_COMPILED;
  *unchanged = 1;
  if (folder != NULL && !is_shard(c)) {
    temporary_sweep(folder);
  }
  if (depfile != NULL) { /* Ninja reads and removes it */
    write_dependencies(c);
  }
  return cw_status(c);
}

/* ---- after it ---- */

static bool is_same(const char *a, const char *b) {
  return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

void record_begin(struct cw_compilation *c, const char *folder, const char *formats) {
  if (c->record != NULL) {
    bool same = is_same(c->record->folder, folder) && (folder == NULL || is_same(c->record->formats, formats));
    c->record->only_once = c->record->only_once || c->last_build.any || !same;
  }
}

static void list_all(struct cw_compilation *c) {
  struct record *record = c->record;
  record->rounds = c->work.rounds;
  for (uint32_t i = 0; i < c->work.looked.n; i++) {
    vec_push(&c->arena, &record->paths, c->work.looked.v[i]);
  }
  if (c->work.logo_path.n > 0) {
    vec_push(&c->arena, &record->inputs, c->work.logo_path);
  }
  if (c->work.request.baseline != NULL) {
    vec_push(&c->arena, &record->inputs, str_from(c->work.request.baseline));
  }
  for (uint32_t i = 0; i < c->last_build.files.n && record->folder != NULL; i++) {
    vec_push(&c->arena, &record->outputs, c->last_build.files.v[i]);
  }
  for (uint32_t i = 0; i < c->output.injected.n; i++) {
    vec_push(&c->arena, &record->outputs, str_from(c->output.injected.v[i]));
  }
  if (c->work.request.new_baseline != NULL) {
    vec_push(&c->arena, &record->outputs, str_from(c->work.request.new_baseline));
  }
  for (uint32_t i = 0; i < c->output.counts.n && is_shard(c); i++) {
    vec_push(&c->arena, &record->outputs, str_from(c->output.counts.v[i]));
  }
  for (uint32_t i = 0; i < c->output.counts.n && !is_shard(c); i++) {
    vec_push(&c->arena, &record->inputs, str_from(c->output.counts.v[i]));
  }
}

/* The files that a state says were read, by name. */
struct files_read {
  struct names names;
  VEC(struct str) digests;
};

static void list_read(struct cw_compilation *c, const struct record_state *state, struct files_read *files) {
  names_init(&files->names, &c->arena);
  for (uint32_t i = 0; i < state->list.n; i++) {
    const struct stated *stated = &state->list.v[i];
    if (stated->is_file && stated->kind != RECORD_OUTPUT &&
        names_intern(&files->names, stated->name) == files->digests.n) {
      vec_push(&c->arena, &files->digests, stated->value);
    }
  }
}

static bool was_read_as(const struct files_read *files, struct str name, struct str digest) {
  uint32_t number = names_find(&files->names, name);
  return number != NO_NAME && str_eq(files->digests.v[number], digest);
}

/* Whether the state is that of the very bytes that were compiled: a file may have been changed since. */
static bool is_what_was_compiled(struct cw_compilation *c, const struct record_state *state) {
  struct report_options scratch = {0};
  struct files_read files = {.digests = {0}};
  list_read(c, state, &files);
  digest_documents(&c->work, &scratch);
  for (uint32_t i = 0; i < c->work.sources.list.n; i++) {
    const struct source *source = &c->work.sources.list.v[i];
    bool of_data = source->in_memory && source->bundled && c->work.request.data.n > 0;
    if ((!source->in_memory || of_data) && !was_read_as(&files, source->name, c->work.digests[i])) {
      return false;
    }
  }
  unsigned char digest[SHA256_BYTES];
  sha256(c->work.brand.logo.p, c->work.brand.logo.n, digest);
  return c->work.brand.logo.n == 0 || was_read_as(&files, c->work.logo_path, digest_text(&c->arena, digest));
}

bool record_of_build(struct cw_compilation *c, struct str *text) {
  struct record_state state = {.text = {.n = 0}};
  struct record *record = c->record;
  /* A baseline that is read and written anew is another one the next time. */
  bool lacks_depfile = record->depfile != NULL && record->dependencies.p == NULL;
  if (!c->last_build.any || record->only_once || lacks_depfile ||
      (c->work.request.baseline != NULL && c->work.request.new_baseline != NULL)) {
    return false;
  }
  list_all(c);
  if (!record_look(c, record, &state) || !is_what_was_compiled(c, &state)) {
    return false;
  }
  *text = record_write(&c->arena, record, state.text);
  return true;
}
