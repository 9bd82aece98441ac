/* The wide tables that workspaces ask for, and what their files are called. */
#include "api/matrices.h"

#include "api/asks.h"
#include "base/sha256.h"

#include <stdlib.h>

/* ---- what the workspaces ask for ---- */

void matrix_add_column(struct cw_compilation *c, struct matrix *matrix, uint32_t number) {
  for (uint32_t i = 0; i < matrix->columns.n; i++) {
    if (matrix->columns.v[i] == number) {
      return;
    }
  }
  vec_push(&c->arena, &matrix->columns, number);
}

/* A target that is not loaded costs its column, and no more. */
static void ask_matrix(struct cw_compilation *c, const struct document *document, const struct decl_matrix *declared) {
  struct matrix matrix = {.title = declared->title.n > 0 ? declared->title : STR("")};
  matrix.source =
      workspace_framework(c, document, declared->offset, "source", declared->source, "this wide table is not built");
  struct str targets = declared->targets;
  for (struct str id; (id = str_next_token(&targets)).p != NULL;) {
    uint32_t target = workspace_framework(c, document, declared->offset, "targets", id, "this column is not built");
    uint32_t number = NO_INDEX;
    if (matrix.source != NO_INDEX && target != NO_INDEX) {
      number = ask_joined(c, place_at(document->source, declared->offset), matrix.source, target, true);
    }
    if (number != NO_INDEX) {
      matrix_add_column(c, &matrix, number);
    }
  }
  if (matrix.columns.n > 0) {
    vec_push(&c->arena, &c->matrices, matrix);
  }
}

/* In an order that does not depend on that of the documents. */
static int by_name(const void *a, const void *b) {
  return str_compare(((const struct matrix *)a)->file, ((const struct matrix *)b)->file);
}

/* ---- what the files are called ---- */

struct str matrix_target_id(struct cw_compilation *c, const struct matrix *matrix, uint32_t column) {
  return report_held_id(&c->analysis, matrix->columns.v[column], &c->arena);
}

/* "SOURCE--matrix+TARGET+TARGET": no id holds a plus sign, so that no two tables, and no crosswalk, have this name. */
static struct str long_name(struct cw_compilation *c, const struct matrix *matrix) {
  struct buf name;
  buf_init(&name, &c->arena);
  buf_str(&name, c->graph.frameworks.v[matrix->source].id);
  buf_text(&name, "--matrix");
  for (uint32_t i = 0; i < matrix->columns.n; i++) {
    buf_char(&name, '+');
    buf_str(&name, matrix_target_id(c, matrix, i));
  }
  return buf_done(&name);
}

static struct str short_name(const struct cw_compilation *c, const struct matrix *matrix, struct str whole) {
  return (struct str){.p = whole.p, .n = c->graph.frameworks.v[matrix->source].id.n + (uint32_t)strlen("--matrix")};
}

/* The same table asked for twice is one, under the title that comes first in order. */
static void drop_repeated(struct cw_compilation *c) {
  struct names names;
  names_init(&names, &c->arena);
  uint32_t kept = 0;
  for (uint32_t i = 0; i < c->matrices.n; i++) {
    struct matrix matrix = c->matrices.v[i];
    matrix.file = long_name(c, &matrix);
    uint32_t name = names_intern(&names, matrix.file);
    if (name == kept) {
      c->matrices.v[kept++] = matrix;
    } else if (matrix.title.n > 0 &&
               (c->matrices.v[name].title.n == 0 || str_compare(matrix.title, c->matrices.v[name].title) < 0)) {
      c->matrices.v[name].title = matrix.title;
    }
  }
  c->matrices.n = kept;
}

/* Where a name is more than a file system takes, a digest stands for the targets. */
static struct str shortened(struct cw_compilation *c, struct str whole, struct str start) {
  enum { LONGEST_NAME = 200, DIGEST_BYTES = 8 };
  if (whole.n <= LONGEST_NAME) {
    return whole;
  }
  unsigned char digest[SHA256_BYTES];
  sha256(whole.p, whole.n, digest);
  struct buf name;
  buf_init(&name, &c->arena);
  buf_str(&name, start);
  buf_char(&name, '+');
  for (unsigned i = 0; i < DIGEST_BYTES; i++) {
    buf_printf(&name, "%02x", digest[i]);
  }
  return buf_done(&name);
}

void matrix_name_file(struct cw_compilation *c, struct matrix *matrix, bool only_of_source) {
  struct str whole = long_name(c, matrix);
  struct str start = short_name(c, matrix, whole);
  bool taken = false;
  for (uint32_t i = 0; i < c->analysis.crosswalks.n && !taken; i++) {
    const struct crosswalk *crosswalk = &c->analysis.crosswalks.v[i];
    taken = !crosswalk->column_only && crosswalk->frameworks[0] == matrix->source &&
            str_eq(report_stem(&c->analysis, i, &c->arena), start);
  }
  matrix->full = shortened(c, whole, start);
  matrix->file = only_of_source && !taken ? start : matrix->full;
}

static void name_files(struct cw_compilation *c) {
  uint32_t *of_source = arena_zalloc(&c->arena, ((size_t)c->graph.frameworks.n + 1) * sizeof *of_source);
  for (uint32_t i = 0; i < c->matrices.n; i++) {
    of_source[c->matrices.v[i].source]++;
  }
  for (uint32_t i = 0; i < c->matrices.n; i++) {
    struct matrix *matrix = &c->matrices.v[i];
    matrix_name_file(c, matrix, of_source[matrix->source] == 1);
  }
}

bool matrices_ask(struct cw_compilation *c) {
  bool any = false;
  for (uint32_t i = 0; i < c->loaded.documents.n; i++) {
    const struct document *document = &c->loaded.documents.v[i];
    for (uint32_t m = 0; document->kind == DOCUMENT_WORKSPACE && m < document->as.workspace->matrices.n; m++) {
      ask_matrix(c, document, &document->as.workspace->matrices.v[m]);
      any = true;
    }
  }
  if (c->matrices.n > 0) {
    drop_repeated(c);
    name_files(c);
    qsort(c->matrices.v, c->matrices.n, sizeof *c->matrices.v, by_name);
  }
  return any;
}
