/* The state of inputs, program, options and outputs as text. Two texts are the same where a build would do the same again:
 * bytes decide, never times. The list of documents is found anew, as the build finds it, so that one which comes, goes or
 * gets another name is a change. */
#define _POSIX_C_SOURCE 200809L
#include "api/record.h"

#include "api/program.h"
#include "report/digests.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Kinds of what is stated. */
enum {
  PROGRAM = 'v',
  RUN = 'u',
  ROUND = 'r',
  PATH = 'p',
  SOURCE = 's',
  DATA_PART = 'b',
  DATA = 'd',
  INPUT = 'i',
  PLANNED = 'f',
};

static void put(struct cw_compilation *c, struct record_state *state, char kind, struct str name, struct str value) {
  vec_push(&c->arena, &state->list, ((struct stated){.kind = kind, .name = name, .value = value}));
}

static void put_file(struct cw_compilation *c, struct record_state *state, char kind, struct str name) {
  vec_push(&c->arena, &state->list, ((struct stated){.kind = kind, .is_file = true, .name = name}));
}

/* ---- what was asked for ---- */

static void put_word(struct buf *text, struct str word) {
  buf_printf(text, "%u:", (unsigned)word.n);
  buf_str(text, str_or_empty(word));
}

static void put_working_folder(struct buf *text) {
  char *folder = getcwd(NULL, 0);
  put_word(text, folder != NULL ? str_from(folder) : STR(""));
  free(folder); /* buf_str may jump, and lose a few bytes: there is no memory then in any case */
}

/* Options and operands in their order, which hardly ever matters: another order only makes a build that was not needed. The
 * number of threads never matters, nor what the stamp is called. */
static struct str digest_run(struct cw_compilation *c, const struct record *record) {
  struct buf text;
  unsigned char digest[SHA256_BYTES];
  buf_init(&text, &c->arena);
  for (uint32_t i = 0; i < c->settings.n; i++) {
    const struct setting *setting = &c->settings.v[i];
    if (strcmp(setting->name, "jobs") != 0 && strcmp(setting->name, "stamp") != 0) {
      put_word(&text, str_from(setting->name));
      put_word(&text, str_from(setting->value));
    }
  }
  buf_char(&text, '\n');
  for (uint32_t i = 0; i < c->work.request.paths.n; i++) {
    put_word(&text, str_from(c->work.request.paths.v[i].path));
  }
  buf_char(&text, '\n');
  for (uint32_t i = 0; i < c->work.request.pairs.n; i++) {
    put_word(&text, c->work.request.pairs.v[i].source);
    put_word(&text, c->work.request.pairs.v[i].target);
  }
  buf_char(&text, '\n');
  for (uint32_t i = 0; i < c->work.request.needed.n; i++) {
    put_word(&text, c->work.request.needed.v[i]);
  }
  buf_char(&text, '\n');
  put_word(&text, record->folder != NULL ? str_from(record->folder) : STR(""));
  put_word(&text, record->formats != NULL ? str_from(record->formats) : STR(""));
  put_word(&text, record->depfile != NULL ? str_from(record->depfile) : STR(""));
  put_working_folder(&text);
  sha256(text.p, text.n, digest);
  return digest_text(&c->arena, digest);
}

/* ---- what there is ---- */

/* The documents that are found at the paths of a round. False after anything that a build would tell. */
static bool put_round(struct cw_compilation *c, const struct record *record, uint32_t round, struct sources *sources,
                      struct record_state *state) {
  VEC(struct load_path) paths = {0};
  struct findings findings;
  findings_init(&findings, &c->arena);
  put(c, state, ROUND, STR(""), STR(""));
  for (uint32_t i = 0; i < record->paths.n; i++) {
    if (record->paths.v[i].round == round) {
      struct str path = record->paths.v[i].path;
      put(c, state, PATH, path, STR(""));
      vec_push(&c->arena, &paths, (struct load_path){.path = path.p, .place = place_none()});
    }
  }
  uint32_t first = sources->list.n;
  load_collect(sources, paths.v, paths.n, NULL, 0, &c->work.request.limits, &c->arena, &findings);
  for (uint32_t i = first; i < sources->list.n; i++) {
    put_file(c, state, SOURCE, sources->list.v[i].name);
  }
  return findings.list.n == 0;
}

static void put_data_part(struct cw_compilation *c, const char *name, struct record_state *state) {
  struct buf path;
  struct stat status;
  buf_init(&path, &c->arena);
  buf_printf(&path, "%.*s/%s", STR_ARG(c->work.request.data), name);
  bool there = stat(buf_done(&path).p, &status) == 0;
  put(c, state, DATA_PART, str_from(name), there ? STR("yes") : STR("no"));
}

/* Every document in the folder of what is bundled: which of them counts is decided by what is read. */
static bool put_data(struct cw_compilation *c, struct record_state *state) {
  struct sources sources = {0};
  struct findings findings;
  if (c->work.request.data.n == 0) {
    return true;
  }
  put_data_part(c, "frameworks", state);
  put_data_part(c, "mappings", state);
  findings_init(&findings, &c->arena);
  struct load_path path = {.path = c->work.request.data.p, .place = place_none()};
  load_collect(&sources, &path, 1, NULL, 0, &c->work.request.limits, &c->arena, &findings);
  for (uint32_t i = 0; i < sources.list.n; i++) {
    put_file(c, state, DATA, sources.list.v[i].name);
  }
  return findings.list.n == 0;
}

/* An output is a file of its own: a build puts one in the place of a link. */
static bool is_plain(struct str path) {
  struct stat status;
  return lstat(path.p, &status) == 0 && S_ISREG(status.st_mode);
}

struct looking {
  struct stated *list;
  bool *failed; /* by number */
};

static void look_at(void *context, struct worker *worker, uint32_t number) {
  struct looking *looking = context;
  struct stated *stated = &looking->list[number];
  unsigned char digest[SHA256_BYTES];
  if (!stated->is_file) {
    return;
  }
  looking->failed[number] =
      (stated->kind == RECORD_OUTPUT && !is_plain(stated->name)) || sha256_file(stated->name.p, digest) != 0;
  if (!looking->failed[number]) {
    stated->value = digest_text(&worker->arena, digest);
  }
}

static bool look_at_files(struct cw_compilation *c, struct record_state *state) {
  struct looking looking = {.list = state->list.v, .failed = arena_zalloc(&c->arena, (size_t)state->list.n + 1)};
  if (c->work.parallel.count == 0) {
    parallel_init(&c->work.parallel, &c->arena, c->jobs);
  }
  if (!parallel_each(&c->work.parallel, state->list.n, look_at, &looking)) {
    arena_fail(&c->arena);
  }
  for (uint32_t i = 0; i < state->list.n; i++) {
    if (looking.failed[i]) {
      return false;
    }
  }
  return true;
}

/* ---- the text ---- */

static void put_item(struct buf *text, char kind, struct str name, struct str value) {
  buf_printf(text, "%c %u %u ", kind, (unsigned)name.n, (unsigned)value.n);
  buf_str(text, str_or_empty(name));
  buf_char(text, ' ');
  buf_str(text, str_or_empty(value));
  buf_char(text, '\n');
}

bool record_look(struct cw_compilation *c, const struct record *record, struct record_state *state) {
  struct sources sources = {0};
  struct str program = program_identity(&c->arena);
  if (program.n == 0 || c->work.request.memory.n > 0) {
    return false;
  }
  put(c, state, PROGRAM, STR(CW_VERSION), program);
  put(c, state, RUN, STR(""), digest_run(c, record));
  bool known = true;
  for (uint32_t round = 0; round < record->rounds; round++) {
    known = put_round(c, record, round, &sources, state) && known;
  }
  known = put_data(c, state) && known;
  for (uint32_t i = 0; i < record->inputs.n; i++) {
    put_file(c, state, INPUT, record->inputs.v[i]);
  }
  for (uint32_t i = 0; i < record->outputs.n; i++) {
    put_file(c, state, RECORD_OUTPUT, record->outputs.v[i]);
  }
  for (uint32_t i = 0; i < record->planned.n; i++) {
    put(c, state, PLANNED, record->planned.v[i], STR(""));
  }
  if (!known || !look_at_files(c, state)) {
    return false;
  }
  struct buf text;
  buf_init(&text, &c->arena);
  for (uint32_t i = 0; i < state->list.n; i++) {
    put_item(&text, state->list.v[i].kind, state->list.v[i].name, state->list.v[i].value);
  }
  state->text = buf_done(&text);
  return true;
}

static const char head[] = "crosswalk stamp 1\n";

struct str record_write(struct arena *arena, const struct record *record, struct str state) {
  struct buf text;
  unsigned char digest[SHA256_BYTES];
  buf_init(&text, arena);
  buf_text(&text, head);
  put_item(&text, 'S', STR("state"), state);
  put_item(&text, 'M', STR("dependencies"), record->dependencies);
  put_item(&text, 'T', STR("findings"), record->told);
  sha256(text.p, text.n, digest);
  put_item(&text, 'E', STR("end"), digest_text(arena, digest));
  return buf_done(&text);
}

/* A number with a blank behind it. */
static bool take_number(struct str *rest, uint32_t *number) {
  uint64_t value = 0;
  uint32_t n = 0;
  while (n < rest->n && n < 10 && rest->p[n] >= '0' && rest->p[n] <= '9') {
    value = value * 10 + (uint64_t)(rest->p[n++] - '0');
  }
  if (n == 0 || n == rest->n || rest->p[n] != ' ' || value > UINT32_MAX) {
    return false;
  }
  *number = (uint32_t)value;
  *rest = (struct str){.p = rest->p + n + 1, .n = rest->n - n - 1};
  return true;
}

/* So many bytes with `end` behind them. */
static bool take_bytes(struct str *rest, uint32_t n, char end, struct str *bytes) {
  if (n >= rest->n || rest->p[n] != end) {
    return false;
  }
  *bytes = (struct str){.p = rest->p, .n = n};
  *rest = (struct str){.p = rest->p + n + 1, .n = rest->n - n - 1};
  return true;
}

static bool take_item(struct str *rest, char *kind, struct str *name, struct str *value) {
  uint32_t name_size = 0;
  uint32_t value_size = 0;
  if (rest->n < 2 || rest->p[1] != ' ') {
    return false;
  }
  *kind = rest->p[0];
  *rest = (struct str){.p = rest->p + 2, .n = rest->n - 2};
  return take_number(rest, &name_size) && take_number(rest, &value_size) && take_bytes(rest, name_size, ' ', name) &&
         take_bytes(rest, value_size, '\n', value);
}

/* What has to be looked at again. */
static bool read_state(struct arena *arena, struct str state, struct record *record) {
  for (struct str rest = state; rest.n > 0;) {
    char kind = 0;
    struct str name;
    struct str value;
    if (!take_item(&rest, &kind, &name, &value)) {
      return false;
    }
    name = str_copy(arena, name); /* with a NUL behind it: paths are opened */
    if (kind == ROUND) {
      record->rounds++;
    } else if (kind == PATH && record->rounds > 0) {
      vec_push(arena, &record->paths, ((struct looked){.path = name, .round = record->rounds - 1}));
    } else if (kind == INPUT) {
      vec_push(arena, &record->inputs, name);
    } else if (kind == RECORD_OUTPUT) {
      vec_push(arena, &record->outputs, name);
    } else if (kind == PLANNED) {
      vec_push(arena, &record->planned, name);
    }
  }
  return true;
}

bool record_read(struct arena *arena, struct str text, struct record *record, struct str *state) {
  struct str *const values[] = {state, &record->dependencies, &record->told};
  static const char kinds[] = "SMT";
  unsigned char digest[SHA256_BYTES];
  char kind = 0;
  struct str name;
  struct str value;
  uint32_t start = sizeof head - 1;
  if (text.n < start || memcmp(text.p, head, start) != 0) {
    return false;
  }
  struct str rest = {.p = text.p + start, .n = text.n - start};
  for (unsigned i = 0; i < 3; i++) {
    if (!take_item(&rest, &kind, &name, values[i]) || kind != kinds[i]) {
      return false;
    }
  }
  sha256(text.p, text.n - rest.n, digest);
  bool whole = take_item(&rest, &kind, &name, &value) && kind == 'E' && str_is(name, "end") && rest.n == 0 &&
               str_eq(value, digest_text(arena, digest));
  return whole && read_state(arena, *state, record);
}
