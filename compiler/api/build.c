/* All crosswalks into a folder: each built and written by a worker, then the index; and into documents. */
#define _POSIX_C_SOURCE 200809L
#include "api/compilation.h"
#include "api/deliverables.h"
#include "api/matrices.h"
#include "api/record.h"
#include "api/shards.h"
#include "api/stale.h"
#include "output/folder.h"
#include "output/temporary.h"
#include "report/digests.h"
#include "workspace/asks.h"
#include "workspace/known.h"
#include "workspace/torn.h"

struct build {
  struct pages pages;
  struct report_options report_options;
  struct crosswalk_counts *counts; /* by crosswalk, for the index */
};

typedef void write_function(struct sink *sink, const struct report_crosswalk *report,
                            const struct writer_options *options);

static void write_one(struct page_maker *maker, struct str stem, const char *middle, const char *extension,
                      write_function *write, const struct report_crosswalk *report,
                      const struct writer_options *options) {
  struct sink *sink = page_open(maker, stem, middle, extension);
  if (sink != NULL) {
    write(sink, report, options);
    page_close(maker);
  }
}

/* What follows the stem in the name of a part: nothing, "~2"... No id has that letter, so that no other file is called so. */
static const char *part_middle(struct arena *arena, uint32_t part) {
  struct buf middle;
  buf_init(&middle, arena);
  if (part > 0) {
    buf_printf(&middle, "~%u", (unsigned)part + 1U);
  }
  return buf_done(&middle).p;
}

/* The first part has the name of the crosswalk. */
static void write_parts(struct page_maker *maker, struct str stem, const struct writer *writer,
                        const struct report_crosswalk *report) {
  struct writer_options options = maker->pages->writer_options;
  uint32_t parts = writer->parts(report, &options);
  for (; options.part < parts; options.part++) {
    write_one(maker, stem, part_middle(&maker->page, options.part), writer->extension, writer->crosswalk, report,
              &options);
  }
}

/* One, where no format is written that has parts. */
static uint32_t count_parts(const struct build *build, const struct report_crosswalk *report) {
  uint32_t parts = 1;
  for (unsigned f = 0; f < build->pages.format_count; f++) {
    if (build->pages.formats[f]->parts != NULL) {
      parts = build->pages.formats[f]->parts(report, &build->pages.writer_options);
    }
  }
  return parts;
}

/* The stem of the crosswalk that leads the other way, if there is one. */
static struct str stem_back(const struct analysis *analysis, uint32_t number, struct arena *arena) {
  const struct crosswalk *crosswalk = &analysis->crosswalks.v[number];
  if (crosswalk->held_count > 1) {
    return STR("");
  }
  struct buf stem;
  buf_init(&stem, arena);
  buf_str(&stem, analysis->graph->frameworks.v[crosswalk->frameworks[1]].id);
  buf_text(&stem, "--");
  buf_str(&stem, analysis->graph->frameworks.v[crosswalk->frameworks[0]].id);
  return buf_done(&stem);
}

static void build_crosswalk(void *context, struct page_maker *maker, uint32_t number) {
  struct build *build = context;
  const struct analysis *analysis = &build->pages.c->work.analysis;
  struct crosswalk_counts *counts = &build->counts[number];
  bool here = crosswalk_is_written(&build->pages.c->work, number) && !analysis->crosswalks.v[number].elsewhere;
  if (!here || counts->known) {
    return;
  }
  const struct writer_options *options = &build->pages.writer_options;
  struct str stem = crosswalk_stem(analysis, number, &maker->page);
  struct report_crosswalk report;
  report_build(maker->reporter, number, &maker->page, &report);
  if (report.too_many) {
    build->pages.c->work.analysis.crosswalks.v[number].too_large = true; /* nobody else looks at this one now */
    return;
  }
  *counts = (struct crosswalk_counts){
      .known = true, .declared = report.declared, .implied = report.implied, .disputed = report.disputed};
  build->pages.c->work.analysis.crosswalks.v[number].parts = count_parts(build, &report); /* as above */
  if (build->pages.c->output.indexing) {
    return;
  }
  report.links = pages_links(maker->pages, &maker->page, stem, stem_back(analysis, number, &maker->page));
  for (unsigned f = 0; f < build->pages.format_count; f++) {
    const struct writer *writer = build->pages.formats[f];
    if (writer->parts != NULL) {
      write_parts(maker, stem, writer, &report);
    } else {
      write_one(maker, stem, "", writer->extension, writer->crosswalk, &report, options);
    }
    if (writer->splits_gaps) {
      write_one(maker, stem, ".gaps", writer->extension, writer->gaps, &report, options);
    }
  }
}

/* Crosswalks of one source follow each other, and have much of their reasoning in common: they stay with one worker where
 * there are so many that none has to wait for another in the end. */
static struct page_runs runs_of_sources(struct cw_compilation *c) {
  enum { FEWEST_FOR_A_WORKER = 16 };
  const struct crosswalk *crosswalks = c->work.analysis.crosswalks.v;
  uint32_t count = c->work.analysis.crosswalks.n;
  uint32_t longest = count / (c->work.parallel.count * FEWEST_FOR_A_WORKER);
  uint32_t *starts = arena_alloc(&c->arena, ((size_t)count + 1) * sizeof *starts);
  struct page_runs runs = {.starts = starts};
  for (uint32_t i = 0; i < count; i++) {
    bool another = i == 0 || i - starts[runs.count - 1] >= longest ||
                   crosswalks[i].frameworks[0] != crosswalks[i - 1].frameworks[0];
    if (another) {
      starts[runs.count++] = i;
    }
  }
  starts[runs.count] = count;
  return runs;
}

static enum cw_result parse_formats(struct cw_compilation *c, const char *formats, struct pages *pages) {
  for (const char *at = formats;;) {
    size_t n = strcspn(at, ",");
    const char *name = arena_text(&c->arena, at, n);
    const struct writer *writer = find_writer(c, name, "a build");
    if (writer == NULL) {
      return CW_USAGE;
    }
    bool known = false;
    for (unsigned f = 0; f < pages->format_count; f++) {
      known = known || pages->formats[f] == writer;
    }
    if (!known && pages->format_count < MOST_FORMATS) {
      pages->formats[pages->format_count++] = writer;
    }
    if (at[n] == '\0') {
      return CW_OK;
    }
    at += n + 1;
  }
}

static void note_file(const struct pages *pages, struct str stem, const char *middle, const struct writer *writer,
                      uint32_t owner) {
  struct cw_compilation *c = pages->c;
  vec_push(&c->arena, &c->last_build.owners, owner);
  vec_push(&c->arena, &c->last_build.files, str_from(pages_path(pages, &c->arena, stem, middle, writer->extension)));
}

static void note_paper_file(const struct pages *pages, struct str stem, const struct writer *writer) {
  note_file(pages, stem, "", writer, NO_INDEX);
}

static void note_files(const struct pages *pages) {
  struct cw_compilation *c = pages->c;
  c->last_build.files.n = 0;
  c->last_build.owners.n = 0;
  for (unsigned f = 0; f < pages->format_count; f++) {
    if (pages->formats[f]->index_name != NULL) {
      note_file(pages, str_from(pages->formats[f]->index_name), "", pages->formats[f], NO_INDEX);
    }
  }
  for (uint32_t i = 0; i < c->work.analysis.crosswalks.n; i++) {
    if (!crosswalk_is_written(&c->work, i)) {
      continue;
    }
    struct str stem = crosswalk_stem(&c->work.analysis, i, &c->arena);
    for (unsigned f = 0; f < pages->format_count; f++) {
      note_file(pages, stem, "", pages->formats[f], i);
      for (uint32_t part = 1; pages->formats[f]->parts != NULL && part < c->work.analysis.crosswalks.v[i].parts;
           part++) {
        note_file(pages, stem, part_middle(&c->arena, part), pages->formats[f], i);
      }
      if (pages->formats[f]->splits_gaps) {
        note_file(pages, stem, ".gaps", pages->formats[f], i);
      }
    }
  }
  for (uint32_t i = 0; i < c->work.matrices.n; i++) {
    for (unsigned f = 0; f < pages->format_count && matrix_is_written(&c->work, &c->work.matrices.v[i]); f++) {
      if (pages->formats[f]->matrix != NULL) {
        note_file(pages, c->work.matrices.v[i].file, "", pages->formats[f], c->work.analysis.crosswalks.n + i);
      }
    }
  }
  deliverables_note(pages, note_paper_file);
}

/* Who a file is of: a crosswalk, or behind all of them a wide table. */
static bool *clash_of(struct cw_compilation *c, uint32_t owner) {
  uint32_t crosswalks = c->work.analysis.crosswalks.n;
  return owner < crosswalks ? &c->work.analysis.crosswalks.v[owner].clashes
                            : &c->work.matrices.v[owner - crosswalks].clashes;
}

/* Both lose their files, which is told unless it is known of both. */
static void drop_two(struct cw_compilation *c, uint32_t one, uint32_t other, struct str file) {
  bool *clashes[] = {clash_of(c, one), clash_of(c, other)};
  bool told = *clashes[0] && *clashes[1];
  *clashes[0] = true;
  *clashes[1] = true;
  if (!told) {
    struct finding *finding = finding_add(&c->work.findings, F_OUTPUT_CLASH, place_none(),
                                          "two tables would be called %.*s; neither is written", STR_ARG(file));
    finding_note(&c->work.findings, finding, place_none(), "give one of the frameworks another id");
  }
}

/* Ids may hold what stands between them in a name: a--b with c, and a with b--c. That costs those two their files. */
static void drop_clashes(const struct pages *pages) {
  struct cw_compilation *c = pages->c;
  struct names names;
  VEC(uint32_t) owners = {0}; /* by name: who has it first */
  bool any = false;
  names_init(&names, &c->arena);
  for (uint32_t i = 0; i < c->last_build.files.n; i++) {
    uint32_t owner = c->last_build.owners.v[i];
    uint32_t name = names_intern(&names, c->last_build.files.v[i]);
    if (name >= owners.n) {
      vec_push(&c->arena, &owners, owner);
    } else if (owner != NO_INDEX && owners.v[name] != NO_INDEX) {
      drop_two(c, owners.v[name], owner, c->last_build.files.v[i]);
      any = true;
    }
  }
  if (any) {
    note_files(pages);
  }
}

/* The frameworks that stand in any crosswalk, in order. */
static void describe_frameworks(struct build *build, struct report_index *index) {
  struct cw_compilation *c = build->pages.c;
  bool *used = arena_zalloc(&c->arena, (size_t)c->work.graph.frameworks.n + 1);
  struct report_framework *frameworks =
      arena_alloc(&c->arena, ((size_t)c->work.graph.frameworks.n + 1) * sizeof *frameworks);
  for (uint32_t i = 0; i < c->work.analysis.crosswalks.n; i++) {
    used[c->work.analysis.crosswalks.v[i].frameworks[0]] = true;
    for (uint32_t h = 0; h < c->work.analysis.crosswalks.v[i].held_count; h++) {
      used[c->work.analysis.crosswalks.v[i].held[h]] = true;
    }
  }
  uint32_t count = 0;
  for (uint32_t f = 0; f < c->work.graph.frameworks.n; f++) {
    if (used[f]) {
      frameworks[count++] = report_framework_header(&c->work.analysis, f);
    }
  }
  index->frameworks = frameworks;
  index->framework_count = count;
}

/* What the index says of a crosswalk. */
static struct report_index_entry describe(const struct build *build, uint32_t number) {
  struct cw_compilation *c = build->pages.c;
  const struct analysis *analysis = &c->work.analysis;
  const struct crosswalk *crosswalk = &analysis->crosswalks.v[number];
  const struct crosswalk_counts *counts = &build->counts[number];
  struct str stem = crosswalk_stem(analysis, number, &c->arena);
  bool judged = crosswalk->held_count == 1; /* of several that are held together nothing is */
  return (struct report_index_entry){
      .file = stem,
      .source_id = c->work.graph.frameworks.v[crosswalk->frameworks[0]].id,
      .source_title = graph_framework_name(&c->work.graph, crosswalk->frameworks[0]),
      .target_id = crosswalk_target_id(analysis, number, &c->arena),
      .target_title = report_held_name(analysis, number, &c->arena),
      .source_counts = report_counts_of(&crosswalk->counts[0]),
      .target_counts = judged ? report_counts_of(&crosswalk->counts[1]) : (struct report_counts){0},
      .links = pages_links(&build->pages, &c->arena, stem, stem_back(analysis, number, &c->arena)),
      .declared = counts->declared,
      .implied = counts->implied,
      .disputed = counts->disputed,
      .parts = crosswalk->parts,
  };
}

void put_number(struct buf *words, uint32_t number, const char *what) {
  if (number > 0) {
    buf_printf(words, "%s%u %s%s", words->n > 0 ? ", " : "", (unsigned)number, what, number == 1 ? "" : "s");
  }
}

void put_unwritten(struct buf *words, const char *what, uint32_t documents) {
  bool counted = words->n > 0;
  buf_text(words, counted ? " not written" : "");
  if (documents > 0) {
    buf_printf(words, "%s %u document%s that could not be used would give%s", counted ? ", nor what" : what,
               (unsigned)documents, documents == 1 ? "" : "s", counted ? "" : " is not written");
  }
}

/* What the index does not list though it was asked for: what an earlier build wrote of it stays where it is. */
static struct str say_unwritten(struct cw_compilation *c) {
  struct buf words;
  buf_init(&words, &c->arena);
  put_number(&words, torn_crosswalks(&c->work), "crosswalk");
  put_number(&words, torn_matrices(&c->work), "wide table");
  put_number(&words, torn_papers(&c->work), "paper");
  uint32_t documents = c->work.vain_documents;
  if (words.n == 0 && documents == 0) {
    return STR("");
  }
  put_unwritten(&words, "What", documents);
  buf_text(&words, documents == 0 ? ", since a document could not be used" : "");
  buf_text(&words, ". What an earlier build wrote of that is left as it was, and is not listed here.");
  return buf_done(&words);
}

static void write_indexes(struct build *build) {
  struct cw_compilation *c = build->pages.c;
  uint32_t count = c->work.analysis.crosswalks.n;
  struct report_index_entry *entries = arena_alloc(&c->arena, ((size_t)count + 1) * sizeof *entries);
  uint32_t written = 0;
  for (uint32_t i = 0; i < count; i++) {
    if (crosswalk_is_written(&c->work, i)) {
      entries[written++] = describe(build, i);
    }
  }
  struct str title = build->report_options.brand.title;
  uint32_t matrix_count = 0;
  const struct report_index_matrix *matrices = matrices_describe(c, &matrix_count);
  struct report_index index = {
      .unwritten = say_unwritten(c),
      .brand = build->report_options.brand,
      .links = pages_links(&build->pages, &c->arena, STR("index"), STR("")),
      .title = title.n > 0 ? title : STR("Crosswalks"),
      .language = STR("en"),
      .entry_count = written,
      .entries = entries,
      .matrix_count = matrix_count,
      .matrices = matrices,
      .paper_count = deliverables_written(c),
      .papers = deliverables_describe(c),
      .document_count = build->report_options.document_count,
      .documents = build->report_options.documents,
  };
  describe_frameworks(build, &index);
  for (unsigned f = 0; f < build->pages.format_count; f++) {
    const struct writer *writer = build->pages.formats[f];
    if (writer->index_name == NULL) {
      continue;
    }
    const char *path = pages_path(&build->pages, &c->arena, str_from(writer->index_name), "", writer->extension);
    struct sink *sink = sink_open(&c->arena, path, SINK_REPLACE_LINKS, c->output.durable);
    writer->index(sink, &index, &build->pages.writer_options);
    int error = sink_close(sink);
    if (error != 0) {
      report_write_failure(c, path, error);
    }
  }
}

/* "3 crosswalks, 1 wide table written to out/index.html"; "in" it, where that will be told, too, of a build that had nothing
 * to do. */
static void say_written(struct build *build) {
  struct cw_compilation *c = build->pages.c;
  uint32_t crosswalks = 0;
  for (uint32_t i = 0; i < c->work.analysis.crosswalks.n; i++) {
    crosswalks += crosswalk_is_written(&c->work, i) ? 1 : 0;
  }
  uint32_t matrices = 0;
  for (uint32_t i = 0; i < c->work.matrices.n; i++) {
    matrices += matrix_is_written(&c->work, &c->work.matrices.v[i]) ? 1 : 0;
  }
  const char *where = build->pages.folder;
  for (unsigned f = build->pages.format_count; f-- > 0;) {
    if (build->pages.formats[f]->index_name != NULL) {
      where = pages_path(&build->pages, &c->arena, str_from(build->pages.formats[f]->index_name), "",
                         build->pages.formats[f]->extension);
    }
  }
  struct buf words;
  buf_init(&words, &c->arena);
  put_number(&words, crosswalks, "crosswalk");
  put_number(&words, matrices, "wide table");
  put_number(&words, deliverables_written(c), "paper");
  if (words.n > 0) {
    buf_printf(&words, c->output.indexing || c->record != NULL ? " in %s" : " written to %s", where);
  }
  c->last_build.words = buf_done(&words);
}

/* What only some formats show is worked out only for them. */
static void add_details(struct build *build) {
  bool digests = false;
  for (unsigned f = 0; f < build->pages.format_count; f++) {
    digests = digests || build->pages.formats[f]->has_digests;
    build->report_options.possible = build->report_options.possible || build->pages.formats[f]->has_possible;
    build->report_options.notes = build->report_options.notes || build->pages.formats[f]->has_notes;
  }
  if (digests) {
    digest_documents(&build->pages.c->work, &build->report_options);
  }
}

static bool asks_for_anything(const struct cw_compilation *c) {
  bool any = c->work.analysis.crosswalks.n + c->work.matrices.n + c->work.deliverables.n > 0;
  for (uint32_t i = 0; i < c->work.loaded.documents.n && !any; i++) {
    const struct document *document = &c->work.loaded.documents.v[i];
    any = document->kind == DOCUMENT_WORKSPACE && document->as.workspace->deliverables.n > 0;
  }
  return any;
}

/* True where documents that were not read speak of all that there is, or all have the same name: not even the index is then
 * what it should be. */
static bool nothing_is_written(const struct cw_compilation *c) {
  bool nothing = deliverables_written(c) == 0 &&
                 (c->work.all_torn || c->work.analysis.crosswalks.n + c->work.matrices.n + c->work.deliverables.n > 0);
  for (uint32_t i = 0; i < c->work.analysis.crosswalks.n; i++) {
    nothing = nothing && !crosswalk_is_written(&c->work, i);
  }
  for (uint32_t i = 0; i < c->work.matrices.n; i++) {
    nothing = nothing && !matrix_is_written(&c->work, &c->work.matrices.v[i]);
  }
  return nothing;
}

static void tell_too_large(struct cw_compilation *c) {
  for (uint32_t i = 0; i < c->work.analysis.crosswalks.n; i++) {
    if (c->work.analysis.crosswalks.v[i].too_large) {
      report_too_many(c, i, true);
    }
  }
}

/* What was not written for want of a document may well be written again tomorrow. */
static bool something_is_missing(const struct cw_compilation *c) {
  bool missing = torn_any(&c->work);
  for (uint32_t i = 0; i < c->work.analysis.crosswalks.n; i++) {
    missing = missing || c->work.analysis.crosswalks.v[i].too_large;
  }
  return missing;
}

/* The crosswalks of this run; the index only counts what nobody has counted yet. */
static bool make_crosswalks(struct build *build) {
  struct report_options options = build->report_options;
  options.gap_candidates = options.gap_candidates && !build->pages.c->output.indexing;
  options.possible = options.possible && !build->pages.c->output.indexing;
  return pages_make(&build->pages, &options, runs_of_sources(build->pages.c), build_crosswalk, build);
}

static void write_what_is_of_all(struct build *build) {
  struct cw_compilation *c = build->pages.c;
  if (!matrices_build(&build->pages, &build->report_options)) {
    arena_fail(&c->arena);
  }
  deliverables_build(&build->pages);
  tell_too_large(c);
  if (!c->work.io_failed) { /* else a page is missing, and the index would lead to nothing */
    write_indexes(build);
  }
}

/* Everything into the folder, or nothing of it at wrong usage. */
static enum cw_result fill_folder(struct cw_compilation *c, const char *folder, const char *formats) {
  struct build *build = arena_zalloc(&c->arena, sizeof *build);
  struct pages *pages = &build->pages;
  pages->c = c;
  pages->folder = folder;
  if (parse_formats(c, formats, pages) != CW_OK) {
    return CW_USAGE;
  }
  note_files(pages);
  drop_clashes(pages);
  shards_begin(c);
  if (!asks_for_anything(c) || nothing_is_written(c)) {
    return cw_status(c); /* an index of nothing helps nobody */
  }
  int error = folder_make(&c->arena, folder);
  if (error != 0) {
    report_write_failure(c, folder, error);
    return cw_status(c);
  }
  if (!is_shard(c)) { /* another one may be at work there, on another machine */
    temporary_sweep(folder);
  }
  names_init(&pages->files, &c->arena);
  for (uint32_t i = 0; i < c->last_build.files.n; i++) {
    names_intern_kept(&pages->files, c->last_build.files.v[i]);
  }
  pages->writer_options = writer_options(c);
  pages->writer_options.page_rows = c->work.request.limits.page_rows;
  build->report_options = report_options(c);
  build->report_options.gap_candidates = true;
  add_details(build);
  build->counts = arena_zalloc(&c->arena, ((size_t)c->work.analysis.crosswalks.n + 1) * sizeof *build->counts);
  if (shards_read_counts(c, formats, build->counts) != CW_OK) {
    return CW_USAGE;
  }
  if (!make_crosswalks(build)) {
    arena_fail(&c->arena);
  }
  note_files(pages); /* once more: what is too large is not there, and what was split is in several */
  if (is_shard(c)) {
    shards_write_counts(c, formats, build->counts);
  } else {
    write_what_is_of_all(build);
  }
  if (c->output.durable && !c->work.io_failed) {
    int settled = folder_settle(folder);
    if (settled != 0) {
      report_write_failure(c, folder, settled);
    }
  }
  if (!is_shard(c) && !c->work.io_failed) {
    say_written(build);
    if (!something_is_missing(c)) {
      stale_settle(c, folder);
    }
  }
  shards_keep_own(c);
  return cw_status(c);
}

enum cw_result cw_build(struct cw_compilation *c, const char *folder, const char *formats) {
  ENTER_AFTER(c);
  if (folder != NULL) {
    WANT(c, formats);
  } else if (!injects(c)) {
    return usage(c, "cw_build: neither a folder nor a document to fill is named");
  }
  if (shards_check_counts(c) != CW_OK || !find_held_of_run(c)) {
    return CW_USAGE;
  }
  record_begin(c, folder, formats);
  if (!c->last_build.any && !injects(c)) {
    report_idle_build(&c->work);
  }
  c->last_build.files.n = 0;
  c->last_build.any = true;
  enum cw_result result = folder != NULL ? fill_folder(c, folder, formats) : CW_OK;
  if (folder != NULL) {
    shards_end(c, folder);
  }
  known_count(&c->work); /* what was told while the files were written */
  result = result == CW_USAGE ? result : cw_status(c);
  if (result == CW_USAGE || !injects(c)) {
    return result;
  }
  return inject_all(c);
}
