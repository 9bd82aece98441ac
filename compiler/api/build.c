/* All crosswalks into a folder: each built and written by a worker, then the index; and into documents. */
#define _POSIX_C_SOURCE 200809L
#include "api/compilation.h"
#include "api/digests.h"
#include "api/matrices.h"

#include <errno.h>
#include <sys/stat.h>

enum { MOST_FORMATS = 16 };

/* What a worker needs; kept between crosswalks. */
struct builder {
  struct reporter *reporter;
  struct arena page; /* emptied after each crosswalk */
  bool ready;
  struct sink *open; /* the one being written, to be abandoned if memory runs out */
};

/* What the index and the caller are told of one crosswalk. */
struct outcome {
  struct report_index_entry entry;
  const char *failed; /* path that could not be written */
  int error;
};

struct build {
  struct cw_compilation *c;
  const char *folder;
  const struct writer *formats[MOST_FORMATS];
  unsigned format_count;
  struct writer_options writer_options;
  struct report_options report_options;
  struct builder *builders;
  struct outcome *outcomes;
};

static const char *path_of(const struct build *build, struct arena *arena, struct str stem, const char *middle,
                           const char *extension) {
  struct buf path;
  buf_init(&path, arena);
  buf_printf(&path, "%s/%.*s%s%s", build->folder, STR_ARG(stem), middle, extension);
  return buf_done(&path).p;
}

typedef void write_function(struct sink *sink, const struct report_crosswalk *report,
                            const struct writer_options *options);

static void write_one(const struct build *build, struct builder *builder, const char *path, write_function *write,
                      const struct report_crosswalk *report, struct outcome *outcome) {
  if (outcome->error != 0) {
    return;
  }
  builder->open = sink_open_file(&builder->page, path);
  write(builder->open, report, &build->writer_options);
  struct sink *sink = builder->open;
  builder->open = NULL;
  int error = sink_close(sink);
  if (error != 0) {
    outcome->failed = path;
    outcome->error = error;
  }
}

static struct str keep(struct arena *arena, struct str s) {
  return str_copy(arena, s);
}

static void describe(struct outcome *outcome, struct arena *arena, struct str stem,
                     const struct report_crosswalk *report) {
  outcome->entry = (struct report_index_entry){
      .file = keep(arena, stem),
      .source_id = keep(arena, report->source.id),
      .source_title = keep(arena, report->source.short_title),
      .target_id = keep(arena, report->target.id),
      .target_title = keep(arena, report->target.short_title),
      .source_counts = report->source.counts,
      .target_counts = report->target.counts,
      .declared = report->declared,
      .implied = report->implied,
      .disputed = report->disputed,
  };
}

static void build_crosswalk(void *context, struct worker *worker, uint32_t number) {
  struct build *build = context;
  struct builder *builder = &build->builders[worker - build->c->parallel.workers];
  struct outcome *outcome = &build->outcomes[number];
  if (build->c->analysis.crosswalks.v[number].column_only) {
    return;
  }
  if (!builder->ready) {
    builder->reporter = reporter_new(&build->c->analysis, &build->report_options, &worker->arena);
    arena_init(&builder->page, &worker->guard);
    builder->ready = true;
  }
  struct str stem = report_stem(&build->c->analysis, number, &builder->page);
  struct report_crosswalk report;
  report_build(builder->reporter, number, &builder->page, &report);
  for (unsigned f = 0; f < build->format_count; f++) {
    const struct writer *writer = build->formats[f];
    const char *path = path_of(build, &builder->page, stem, "", writer->extension);
    write_one(build, builder, path, writer->crosswalk, &report, outcome);
    if (writer->splits_gaps) {
      path = path_of(build, &builder->page, stem, ".gaps", writer->extension);
      write_one(build, builder, path, writer->gaps, &report, outcome);
    }
  }
  describe(outcome, &worker->arena, stem, &report);
  if (outcome->failed != NULL) {
    outcome->failed = arena_text(&worker->arena, outcome->failed, strlen(outcome->failed));
  }
  arena_free(&builder->page);
}

static enum cw_result parse_formats(struct cw_compilation *c, const char *formats, struct build *build) {
  for (const char *at = formats;;) {
    size_t n = strcspn(at, ",");
    const char *name = arena_text(&c->arena, at, n);
    const struct writer *writer = find_writer(c, name, "a build");
    if (writer == NULL) {
      return CW_USAGE;
    }
    bool known = false;
    for (unsigned f = 0; f < build->format_count; f++) {
      known = known || build->formats[f] == writer;
    }
    if (!known && build->format_count < MOST_FORMATS) {
      build->formats[build->format_count++] = writer;
    }
    if (at[n] == '\0') {
      return CW_OK;
    }
    at += n + 1;
  }
}

/* The folder and those above it that are missing. */
static int make_folder(struct arena *arena, const char *folder) {
  char *path = arena_text(arena, folder, strlen(folder));
  for (char *at = path + 1;; at++) {
    if (*at != '/' && *at != '\0') {
      continue;
    }
    char end = *at;
    *at = '\0';
    if (mkdir(path, 0777) != 0 && errno != EEXIST) {
      return errno;
    }
    *at = end;
    if (end == '\0') {
      break;
    }
  }
  struct stat status;
  if (stat(folder, &status) != 0) {
    return errno;
  }
  return S_ISDIR(status.st_mode) ? 0 : ENOTDIR;
}

static void note_files(struct build *build) {
  struct cw_compilation *c = build->c;
  for (unsigned f = 0; f < build->format_count; f++) {
    if (build->formats[f]->has_index) {
      vec_push(&c->arena, &c->built,
               str_from(path_of(build, &c->arena, STR("index"), "", build->formats[f]->extension)));
    }
  }
  for (uint32_t i = 0; i < c->analysis.crosswalks.n; i++) {
    if (c->analysis.crosswalks.v[i].column_only) {
      continue;
    }
    struct str stem = report_stem(&c->analysis, i, &c->arena);
    for (unsigned f = 0; f < build->format_count; f++) {
      const struct writer *writer = build->formats[f];
      vec_push(&c->arena, &c->built, str_from(path_of(build, &c->arena, stem, "", writer->extension)));
      if (writer->splits_gaps) {
        vec_push(&c->arena, &c->built, str_from(path_of(build, &c->arena, stem, ".gaps", writer->extension)));
      }
    }
  }
  for (uint32_t i = 0; i < c->matrices.n; i++) {
    for (unsigned f = 0; f < build->format_count; f++) {
      const struct writer *writer = build->formats[f];
      if (writer->matrix != NULL) {
        vec_push(&c->arena, &c->built,
                 str_from(path_of(build, &c->arena, c->matrices.v[i].file, "", writer->extension)));
      }
    }
  }
}

/* The frameworks that stand in any crosswalk, in order. */
static void describe_frameworks(struct build *build, struct report_index *index) {
  struct cw_compilation *c = build->c;
  bool *used = arena_zalloc(&c->arena, (size_t)c->graph.frameworks.n + 1);
  struct report_framework *frameworks =
      arena_alloc(&c->arena, ((size_t)c->graph.frameworks.n + 1) * sizeof *frameworks);
  for (uint32_t i = 0; i < c->analysis.crosswalks.n; i++) {
    used[c->analysis.crosswalks.v[i].frameworks[0]] = true;
    used[c->analysis.crosswalks.v[i].frameworks[1]] = true;
  }
  uint32_t count = 0;
  for (uint32_t f = 0; f < c->graph.frameworks.n; f++) {
    if (used[f]) {
      frameworks[count++] = report_framework_header(&c->analysis, f);
    }
  }
  index->frameworks = frameworks;
  index->framework_count = count;
}

static void write_indexes(struct build *build) {
  struct cw_compilation *c = build->c;
  uint32_t count = c->analysis.crosswalks.n;
  struct report_index_entry *entries = arena_alloc(&c->arena, ((size_t)count + 1) * sizeof *entries);
  uint32_t written = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (!c->analysis.crosswalks.v[i].column_only) {
      entries[written++] = build->outcomes[i].entry;
    }
  }
  struct str title = build->report_options.brand.title;
  struct report_index index = {
      .brand = build->report_options.brand,
      .title = title.n > 0 ? title : STR("Crosswalks"),
      .language = STR("en"),
      .entry_count = written,
      .entries = entries,
      .matrix_count = c->matrices.n,
      .matrices = matrices_describe(c),
  };
  describe_frameworks(build, &index);
  for (unsigned f = 0; f < build->format_count; f++) {
    const struct writer *writer = build->formats[f];
    if (!writer->has_index) {
      continue;
    }
    const char *path = path_of(build, &c->arena, STR("index"), "", writer->extension);
    struct sink *sink = sink_open_file(&c->arena, path);
    writer->index(sink, &index, &build->writer_options);
    int error = sink_close(sink);
    if (error != 0) {
      report_write_failure(c, path, error);
    }
  }
}

static bool build_all(struct build *build) {
  struct cw_compilation *c = build->c;
  uint32_t count = c->analysis.crosswalks.n;
  bool complete = parallel_each(&c->parallel, count, build_crosswalk, build);
  for (unsigned w = 0; w < c->parallel.count; w++) {
    if (build->builders[w].open != NULL) {
      sink_abandon(build->builders[w].open);
    }
    if (build->builders[w].ready) {
      arena_free(&build->builders[w].page);
    }
  }
  for (uint32_t i = 0; i < count && complete; i++) {
    if (build->outcomes[i].error != 0) {
      report_write_failure(c, build->outcomes[i].failed, build->outcomes[i].error);
    }
  }
  return complete;
}

/* What only some formats show is worked out only for them. */
static void add_details(struct build *build) {
  bool digests = false;
  for (unsigned f = 0; f < build->format_count; f++) {
    digests = digests || build->formats[f]->has_digests;
    build->report_options.possible = build->report_options.possible || build->formats[f]->has_possible;
  }
  if (digests) {
    digest_documents(build->c, &build->report_options);
  }
}

/* Everything into the folder, or nothing of it at wrong usage. */
static enum cw_result fill_folder(struct cw_compilation *c, const char *folder, const char *formats) {
  struct build *build = arena_zalloc(&c->arena, sizeof *build);
  build->c = c;
  build->folder = folder;
  if (parse_formats(c, formats, build) != CW_OK) {
    return CW_USAGE;
  }
  int error = make_folder(&c->arena, folder);
  if (error != 0) {
    report_write_failure(c, folder, error);
    return cw_status(c);
  }
  build->writer_options = writer_options(c);
  build->report_options = report_options(c);
  build->report_options.gap_candidates = true;
  add_details(build);
  build->builders = arena_zalloc(&c->arena, c->parallel.count * sizeof *build->builders);
  build->outcomes = arena_zalloc(&c->arena, ((size_t)c->analysis.crosswalks.n + 1) * sizeof *build->outcomes);
  struct matrices_build matrices = {.folder = folder,
                                    .formats = build->formats,
                                    .format_count = build->format_count,
                                    .writer_options = &build->writer_options,
                                    .report_options = &build->report_options};
  if (!build_all(build) || !matrices_build(c, &matrices)) {
    arena_fail(&c->arena);
  }
  if (!c->io_failed || c->built.n == 0) {
    write_indexes(build);
  }
  note_files(build);
  return cw_status(c);
}

enum cw_result cw_build(struct cw_compilation *c, const char *folder, const char *formats) {
  ENTER(c);
  c->built.n = 0;
  enum cw_result result = folder != NULL ? fill_folder(c, folder, formats) : cw_status(c);
  if (result == CW_USAGE || !injects(c)) {
    return result;
  }
  return inject_all(c);
}

/* A name as Make reads it: blanks and the characters that it takes for its own are quoted. */
static void put_make_name(struct sink *sink, struct str name) {
  for (uint32_t i = 0; i < name.n; i++) {
    char at = name.p[i];
    if (at == ' ' || at == '#' || at == '\\' || at == ':') {
      sink_char(sink, '\\');
    } else if (at == '$') {
      sink_char(sink, '$');
    }
    sink_char(sink, at);
  }
}

enum cw_result cw_write_depfile(struct cw_compilation *c, const char *path) {
  ENTER(c);
  struct sink *sink = sink_open_file(&c->arena, path);
  put_make_name(sink, c->built.n > 0 ? c->built.v[0] : STR("nothing"));
  sink_char(sink, ':');
  for (uint32_t i = 0; i < c->sources.list.n; i++) {
    const struct source *source = &c->sources.list.v[i];
    if (!source->in_memory) {
      sink_text(sink, " \\\n ");
      put_make_name(sink, source->name);
    }
  }
  if (c->logo_path.n > 0) {
    sink_text(sink, " \\\n ");
    put_make_name(sink, c->logo_path);
  }
  sink_char(sink, '\n');
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, path, error);
  }
  return cw_status(c);
}
