/* The wide tables that workspaces ask for, and what their files are called. */
#include "workspace/matrices.h"

#include "base/sha256.h"
#include "workspace/asks.h"
#include "workspace/torn.h"

#include <stdlib.h>

/* ---- what the workspaces ask for ---- */

void matrix_add_column(struct workspace *w, struct matrix *matrix, uint32_t number) {
  for (uint32_t i = 0; i < matrix->columns.n; i++) {
    if (matrix->columns.v[i] == number) {
      return;
    }
  }
  vec_push(w->arena, &matrix->columns, number);
}

/* A target of which something was not read costs the table: without its column it would take back what an earlier one says. */
static bool is_torn(struct workspace *w, uint32_t source, uint32_t target, struct str id) {
  return target != NO_INDEX ? torn_between(w, source, target) : torn_framework(w, id);
}

/* A target that is not loaded costs its column, and no more. */
static void ask_matrix(struct workspace *w, const struct document *document, const struct decl_matrix *declared) {
  struct matrix matrix = {.title = declared->title.n > 0 ? declared->title : STR("")};
  matrix.source =
      workspace_framework(w, document, declared->offset, "source", declared->source, "this wide table is not built");
  struct buf torn_ids;
  buf_init(&torn_ids, w->arena);
  struct str targets = declared->targets;
  bool refused = false; /* against itself: less than was asked for is something else */
  for (struct str id; (id = str_next_token(&targets)).p != NULL;) {
    uint32_t target = workspace_framework(w, document, declared->offset, "targets", id, "this column is not built");
    uint32_t number = NO_INDEX;
    bool other = is_another(w, document, declared->offset, "targets", matrix.source, target);
    refused = refused || !other;
    if (matrix.source != NO_INDEX && target != NO_INDEX && other) {
      number = ask_joined(w, place_at(document->source, declared->offset), matrix.source, target, true);
    }
    if (number != NO_INDEX) {
      matrix_add_column(w, &matrix, number);
    } else if (matrix.source != NO_INDEX && is_torn(w, matrix.source, target, id)) {
      buf_char(&torn_ids, '+');
      buf_str(&torn_ids, id);
    }
  }
  matrix.torn_ids = buf_done(&torn_ids);
  if (!refused && (matrix.columns.n > 0 || matrix.torn_ids.n > 0)) {
    vec_push(w->arena, &w->matrices, matrix);
  }
  w->matrices_in_vain += matrix.source == NO_INDEX && torn_framework(w, declared->source);
}

/* In an order that does not depend on that of the documents. */
static int by_name(const void *a, const void *b) {
  return str_compare(((const struct matrix *)a)->file, ((const struct matrix *)b)->file);
}

/* ---- what the files are called ---- */

struct str matrix_target_id(const struct workspace *w, const struct matrix *matrix, uint32_t column) {
  return crosswalk_target_id(&w->analysis, matrix->columns.v[column], w->arena);
}

/* "SOURCE--matrix+TARGET+TARGET": no id holds a plus sign, so that no two tables, and no crosswalk, have this name. */
static struct str long_name(struct workspace *w, const struct matrix *matrix) {
  struct buf name;
  buf_init(&name, w->arena);
  buf_str(&name, w->graph.frameworks.v[matrix->source].id);
  buf_text(&name, "--matrix");
  for (uint32_t i = 0; i < matrix->columns.n; i++) {
    buf_char(&name, '+');
    buf_str(&name, matrix_target_id(w, matrix, i));
  }
  buf_str(&name, str_or_empty(matrix->torn_ids));
  return buf_done(&name);
}

static struct str short_name(const struct workspace *w, const struct matrix *matrix, struct str whole) {
  return (struct str){.p = whole.p, .n = w->graph.frameworks.v[matrix->source].id.n + (uint32_t)strlen("--matrix")};
}

/* The same table asked for twice is one, under the title that comes first in order. */
static void drop_repeated(struct workspace *w) {
  struct names names;
  names_init(&names, w->arena);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < w->matrices.n; i++) {
    struct matrix matrix = w->matrices.v[i];
    matrix.file = long_name(w, &matrix);
    uint32_t name = names_intern(&names, matrix.file);
    if (name == kept) {
      w->matrices.v[kept++] = matrix;
    } else if (matrix.title.n > 0 &&
               (w->matrices.v[name].title.n == 0 || str_compare(matrix.title, w->matrices.v[name].title) < 0)) {
      w->matrices.v[name].title = matrix.title;
    }
  }
  w->matrices.n = kept;
}

/* Where a name is more than a file system takes, a digest stands for the targets. */
static struct str shortened(struct workspace *w, struct str whole, struct str start) {
  enum { LONGEST_NAME = 200, DIGEST_BYTES = 8 };
  if (whole.n <= LONGEST_NAME) {
    return whole;
  }
  unsigned char digest[SHA256_BYTES];
  sha256(whole.p, whole.n, digest);
  struct buf name;
  buf_init(&name, w->arena);
  buf_str(&name, start);
  buf_char(&name, '+');
  for (unsigned i = 0; i < DIGEST_BYTES; i++) {
    buf_printf(&name, "%02x", digest[i]);
  }
  return buf_done(&name);
}

void matrix_name_file(struct workspace *w, struct matrix *matrix, bool only_of_source) {
  struct str whole = long_name(w, matrix);
  struct str start = short_name(w, matrix, whole);
  bool taken = false;
  for (uint32_t i = 0; i < w->analysis.crosswalks.n && !taken; i++) {
    const struct crosswalk *crosswalk = &w->analysis.crosswalks.v[i];
    taken = !crosswalk->column_only && crosswalk->frameworks[0] == matrix->source &&
            str_eq(crosswalk_stem(&w->analysis, i, w->arena), start);
  }
  matrix->full = shortened(w, whole, start);
  matrix->file = only_of_source && !taken ? start : matrix->full;
}

static void name_files(struct workspace *w) {
  uint32_t *of_source = arena_zalloc(w->arena, ((size_t)w->graph.frameworks.n + 1) * sizeof *of_source);
  for (uint32_t i = 0; i < w->matrices.n; i++) {
    of_source[w->matrices.v[i].source]++;
  }
  for (uint32_t i = 0; i < w->matrices.n; i++) {
    struct matrix *matrix = &w->matrices.v[i];
    matrix_name_file(w, matrix, of_source[matrix->source] == 1);
  }
}

void matrices_ask(struct workspace *w) {
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    for (uint32_t m = 0; document->kind == DOCUMENT_WORKSPACE && m < document->as.workspace->matrices.n; m++) {
      ask_matrix(w, document, &document->as.workspace->matrices.v[m]);
    }
  }
  if (w->matrices.n > 0) {
    drop_repeated(w);
    name_files(w);
    qsort(w->matrices.v, w->matrices.n, sizeof *w->matrices.v, by_name);
  }
}
