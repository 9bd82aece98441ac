/* Results into documents that are somebody else's: what stands between two marks is replaced, all else stays as it is.
 *
 * A place says by its name what is to stand there: SOURCE--TARGET, with .gaps or .review behind it, SOURCE--matrix or what
 * else the file of a wide table is called, or the name of a list.
 * A document with a mistake in its marks is left alone, so that the finding still shows the right line. */
#define _POSIX_C_SOURCE 200809L
#include "api/compilation.h"
#include "base/failure.h"
#include "output/inject/marks.h"
#include "report/lists.h"
#include "workspace/known.h"
#include "workspace/torn.h"

#include <errno.h>
#include <unistd.h>

/* What follows the name of a crosswalk in that of a place. */
static const struct {
  const char *suffix;
  void (*put)(struct cw_compilation *c, uint32_t number, const struct writer *writer, struct sink *sink);
} kinds[] = {{"", put_table}, {".gaps", put_gaps}, {".review", put_review}};

static const char *const lists[] = {"frameworks", "mappings", "controls", "crosswalks"};

enum { KINDS = sizeof kinds / sizeof *kinds, LISTS = sizeof lists / sizeof *lists, KIND_MATRIX = KINDS, KIND_LIST };

/* What is to be put into documents. */
struct wish {
  struct str name;               /* of the one place to fill; absent: all of them */
  struct str other;              /* another name of it, or absent */
  const struct matrix *matrices; /* the wide tables that there are */
  uint32_t matrix_count;
};

/* A document that is filled. */
struct document_edit {
  struct cw_compilation *c;
  const char *path;
  struct str text;
  uint32_t source; /* its number among the sources, for places of findings */
  struct mark_list marks;
  const struct wish *wish;
  struct findings findings;
};

bool injects(const struct cw_compilation *c) {
  return c->output.injected.n > 0;
}

/* ---- what a name stands for ---- */

static struct str joined(struct arena *arena, struct str stem, const char *suffix) {
  struct buf name;
  buf_init(&name, arena);
  buf_str(&name, stem);
  buf_text(&name, suffix);
  return buf_done(&name);
}

typedef bool name_function(void *context, struct str name, unsigned kind, uint32_t number);

static bool each_matrix(const struct wish *wish, name_function *call, void *context) {
  for (uint32_t i = 0; i < wish->matrix_count; i++) {
    const struct matrix *matrix = &wish->matrices[i];
    if (call(context, matrix->file, KIND_MATRIX, i) || call(context, matrix->full, KIND_MATRIX, i)) {
      return true;
    }
  }
  return false;
}

/* Calls back with each name that a place may have, until one call returns true: crosswalks with kind and number, then wide
 * tables, which have two names, and lists. */
static bool each_name(struct cw_compilation *c, const struct wish *wish, name_function *call, void *context) {
  for (uint32_t i = 0; i < c->work.analysis.crosswalks.n; i++) {
    struct str stem = crosswalk_stem(&c->work.analysis, i, &c->arena);
    for (unsigned kind = 0; kind < KINDS; kind++) {
      if (call(context, joined(&c->arena, stem, kinds[kind].suffix), kind, i)) {
        return true;
      }
    }
  }
  if (each_matrix(wish, call, context)) {
    return true;
  }
  for (unsigned i = 0; i < LISTS; i++) {
    if (call(context, str_from(lists[i]), KIND_LIST, i)) {
      return true;
    }
  }
  return false;
}

struct sought {
  struct str name;
  unsigned kind;
  uint32_t number;
  struct str nearest;
  unsigned limit;
};

static bool is_sought(void *context, struct str name, unsigned kind, uint32_t number) {
  struct sought *sought = context;
  sought->kind = kind;
  sought->number = number;
  return str_eq(name, sought->name);
}

/* "one--matrix" where there are only "one--matrix+two" and others: nearer than any name that is merely spelt alike. */
static bool goes_on(struct str name, struct str start) {
  return name.n > start.n && name.p[start.n] == '+' && memcmp(name.p, start.p, start.n) == 0;
}

static bool is_nearer(void *context, struct str name, unsigned kind, uint32_t number) {
  (void)kind;
  (void)number;
  struct sought *sought = context;
  unsigned distance = goes_on(name, sought->name) ? 0 : str_distance(name, sought->name, sought->limit);
  if (distance <= sought->limit) {
    sought->nearest = name;
    sought->limit = distance > 0 ? distance - 1 : 0;
  }
  return false;
}

static unsigned most_edits(struct str name) {
  return name.n / 3 < 8 ? name.n / 3 + 1 : 8;
}

/* ---- mistakes ---- */

static struct place place_in(const struct document_edit *edit, struct str span) {
  return (struct place){.source = edit->source, .offset = (uint32_t)(span.p - edit->text.p), .length = span.n};
}

static void complain_of_fault(struct document_edit *edit, const struct mark_fault *fault) {
  struct place place = place_in(edit, fault->at);
  struct findings *findings = &edit->findings;
  struct finding *finding = NULL;
  switch (fault->kind) {
    case MARK_SHAPE:
      finding = finding_add(findings, F_INJECT_MARK, place, "this comment begins like a mark but is not one");
      finding_note(findings, finding, place_none(),
                   "on a line of its own stands <!-- crosswalk:begin NAME --> or <!-- crosswalk:end -->");
      break;
    case MARK_NO_BEGIN:
      finding_add(findings, F_INJECT_MARK, place, "no place begins before this end");
      break;
    case MARK_NO_END:
      finding = finding_add(findings, F_INJECT_MARK, place, "the place \"%.*s\" has no end", STR_ARG(fault->at));
      finding_note(findings, finding, place_none(), "<!-- crosswalk:end --> on a line of its own ends it");
      break;
    case MARK_NESTED:
      finding = finding_add(findings, F_INJECT_MARK, place, "the place \"%.*s\" begins within \"%.*s\"",
                            STR_ARG(fault->at), STR_ARG(fault->other));
      finding_note(findings, finding, place_in(edit, fault->other), "which begins here and has no end before it");
      break;
    case MARK_TWICE:
      finding = finding_add(findings, F_INJECT_DUPLICATE, place, "there are two places \"%.*s\"", STR_ARG(fault->at));
      finding_note(findings, finding, place_in(edit, fault->other), "the other one is here");
      break;
  }
}

static void complain_of_unknown(struct document_edit *edit, const struct mark_place *place) {
  struct finding *finding =
      finding_add(&edit->findings, F_INJECT_UNKNOWN, place_in(edit, place->name),
                  "there is no crosswalk, wide table or list \"%.*s\" to put here", STR_ARG(place->name));
  struct sought sought = {.name = place->name, .nearest = {.p = NULL}, .limit = most_edits(place->name)};
  (void)each_name(edit->c, edit->wish, is_nearer, &sought);
  if (sought.nearest.p != NULL) {
    finding_note(&edit->findings, finding, place_none(), "did you mean \"%.*s\"?", STR_ARG(sought.nearest));
  }
}

/* Why a place that was looked for is not there: a mark that is none, a name that is nearly it, or nothing at all. */
static void complain_of_missing(struct document_edit *edit) {
  struct place whole = {.source = edit->source, .offset = NOWHERE_IN_SOURCE};
  struct str example = edit->wish->name.p != NULL ? edit->wish->name : STR("SOURCE--TARGET");
  struct finding *finding =
      edit->wish->name.p != NULL
          ? finding_add(&edit->findings, F_INJECT_MISSING, whole, "no place is marked \"%.*s\"", STR_ARG(example))
          : finding_add(&edit->findings, F_INJECT_MISSING, whole, "no place is marked");
  struct sought sought = {.name = example, .nearest = {.p = NULL}, .limit = most_edits(example)};
  for (uint32_t i = 0; i < edit->marks.places.n; i++) {
    (void)is_nearer(&sought, edit->marks.places.v[i].name, 0, i);
  }
  if (sought.nearest.p != NULL) {
    finding_note(&edit->findings, finding, place_in(edit, sought.nearest), "was this place meant?");
  } else if (edit->marks.stray.p != NULL) {
    finding_note(&edit->findings, finding, place_in(edit, edit->marks.stray),
                 "this is no mark: a mark stands on a line of its own, indented by three blanks at most");
  } else {
    finding_note(&edit->findings, finding, place_none(),
                 "a place is two lines: <!-- crosswalk:begin %.*s --> and <!-- crosswalk:end -->", STR_ARG(example));
  }
}

/* ---- filling ---- */

static struct str content_of(struct document_edit *edit, const struct sought *found) {
  const struct writer *writer = writer_find("markdown");
  struct sink *sink = sink_open_memory(&edit->c->arena);
  if (found->kind < KINDS) {
    kinds[found->kind].put(edit->c, found->number, writer, sink);
    if (edit->c->work.analysis.crosswalks.v[found->number].too_large) {
      return (struct str){.p = NULL}; /* what stands there stays */
    }
  } else if (found->kind == KIND_MATRIX) {
    put_matrix(edit->c, &edit->wish->matrices[found->number], writer, sink);
  } else {
    struct report_grid grid;
    struct writer_options options = writer_options(edit->c);
    (void)report_list(&edit->c->work, lists[found->number], &grid);
    writer->grid(sink, &grid, &options);
  }
  return sink_memory(sink);
}

static bool is_wanted(const struct document_edit *edit, const struct mark_place *place) {
  const struct wish *wish = edit->wish;
  return wish->name.p == NULL || str_eq(wish->name, place->name) ||
         (wish->other.p != NULL && str_eq(wish->other, place->name));
}

/* A document that was not read speaks of it: what stands in the place stays. */
static bool is_missing(const struct document_edit *edit, const struct sought *found) {
  if (found->kind < KINDS) {
    return edit->c->work.analysis.crosswalks.v[found->number].torn;
  }
  if (found->kind == KIND_LIST) {
    return torn_any(&edit->c->work);
  }
  return found->kind == KIND_MATRIX && !matrix_is_written(&edit->c->work, &edit->wish->matrices[found->number]);
}

/* What each place is to hold; places that are left as they are have an absent text. The number of those that have one. */
static uint32_t compose(struct document_edit *edit, struct str *contents) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < edit->marks.places.n; i++) {
    const struct mark_place *place = &edit->marks.places.v[i];
    struct sought sought = {.name = place->name};
    contents[i] = (struct str){.p = NULL};
    if (!is_wanted(edit, place)) {
      continue;
    }
    count++;
    if (each_name(edit->c, edit->wish, is_sought, &sought)) {
      contents[i] = is_missing(edit, &sought) ? (struct str){.p = NULL} : content_of(edit, &sought);
    } else {
      complain_of_unknown(edit, place);
    }
  }
  return count;
}

static void write_document(struct document_edit *edit, const struct str *contents) {
  struct cw_compilation *c = edit->c;
  if (access(edit->path, W_OK) != 0) { /* renaming over it would not ask */
    report_write_failure(c, edit->path, errno);
    return;
  }
  struct sink *sink = sink_open_file(&c->arena, edit->path);
  uint32_t at = 0;
  for (uint32_t i = 0; i < edit->marks.places.n; i++) {
    const struct mark_place *place = &edit->marks.places.v[i];
    if (contents[i].p != NULL) {
      sink_write(sink, edit->text.p + at, place->from - at);
      marks_fill(sink, place, contents[i]);
      at = place->to;
    }
  }
  sink_write(sink, edit->text.p + at, edit->text.n - at);
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, edit->path, error);
  }
}

/* Takes the findings over; true if the document may be written. */
static bool settle(struct document_edit *edit) {
  struct cw_compilation *c = edit->c;
  bool sound = edit->marks.faults.n == 0;
  switches_filter(&c->work.switches, &edit->findings);
  for (uint32_t i = 0; i < edit->findings.list.n; i++) {
    sound = sound && edit->findings.list.v[i]->severity != SEVERITY_ERROR;
  }
  findings_merge(&c->work.findings, &edit->findings);
  known_count(&c->work);
  findings_sort(&c->work.findings);
  return sound;
}

/* Reads the document and gives it a number, so that findings can show its lines. */
static bool open_document(struct document_edit *edit) {
  struct cw_compilation *c = edit->c;
  source_text text = {0};
  if (!source_read(edit->path, &c->arena, &text, NULL)) {
    char words[FAILURE_WORDS];
    finding_add(&c->work.findings, F_IO_READ, place_none(), "cannot read %s: %s", edit->path,
                failure_words(errno, words));
    c->work.io_failed = true;
    return false;
  }
  struct source source = {
      .name = str_from(edit->path), .path = edit->path, .bytes = text.v, .size = text.n, .in_memory = true};
  edit->text = (struct str){.p = text.v, .n = text.n};
  edit->source = c->work.sources.list.n;
  vec_push(&c->arena, &c->work.sources.list, source);
  return true;
}

static void edit_document(struct cw_compilation *c, const char *path, const struct wish *wish) {
  struct document_edit edit = {.c = c, .path = path, .wish = wish};
  if (!open_document(&edit)) {
    return;
  }
  findings_init(&edit.findings, &c->arena);
  marks_find(edit.text, &c->arena, &edit.marks);
  struct str *contents = arena_zalloc(&c->arena, ((size_t)edit.marks.places.n + 1) * sizeof *contents);
  if (edit.marks.faults.n > 0) {
    for (uint32_t i = 0; i < edit.marks.faults.n; i++) {
      complain_of_fault(&edit, &edit.marks.faults.v[i]);
    }
  } else if (compose(&edit, contents) == 0) {
    complain_of_missing(&edit);
  }
  if (settle(&edit)) {
    write_document(&edit, contents);
  }
}

static enum cw_result edit_documents(struct cw_compilation *c, const struct wish *wish) {
  bool fragment = c->output.fragment;
  c->output.fragment = true; /* a place has headings of its own above it */
  for (uint32_t i = 0; i < c->output.injected.n; i++) {
    edit_document(c, c->output.injected.v[i], wish);
  }
  c->output.fragment = fragment;
  return cw_status(c);
}

static enum cw_result edit_as_markdown(struct cw_compilation *c, const char *format, const struct wish *wish) {
  if (strcmp(format, "markdown") != 0) {
    return usage(c, "--inject goes with Markdown, not with --format %s", format);
  }
  return edit_documents(c, wish);
}

enum cw_result inject(struct cw_compilation *c, const char *format, struct str name, const char *suffix) {
  struct wish wish = {.name = joined(&c->arena, name, suffix)};
  return edit_as_markdown(c, format, &wish);
}

enum cw_result inject_matrix(struct cw_compilation *c, const char *format, const struct matrix *matrix) {
  struct wish wish = {.name = matrix->file, .other = matrix->full, .matrices = matrix, .matrix_count = 1};
  return edit_as_markdown(c, format, &wish);
}

enum cw_result inject_all(struct cw_compilation *c) {
  if (c->last_build.files.n == 0) { /* no folder: the first document stands for what was made */
    vec_push(&c->arena, &c->last_build.files, str_from(c->output.injected.v[0]));
  }
  struct wish wish = {.matrices = c->work.matrices.v, .matrix_count = c->work.matrices.n};
  return edit_documents(c, &wish);
}
