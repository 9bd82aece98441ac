/* Cells of the wide table as text, the same in every plain format, and which rows there are. */
#include "base/buf.h"
#include "report/report.h"

bool report_matrix_has_row(const struct report_matrix *matrix, uint32_t item) {
  bool any = matrix->source.items[item].counted;
  const struct report_matrix_cell *cells = matrix->cells + (size_t)item * matrix->target_count;
  for (uint32_t t = 0; t < matrix->target_count && !any; t++) {
    any = cells[t].count > 0;
  }
  return any;
}

/* Ids that spaces separate, with something else between them. */
static void put_ids(struct buf *out, struct str ids, const char *between) {
  for (uint32_t i = 0; i < ids.n; i++) {
    if (ids.p[i] == ' ') {
      buf_text(out, between);
    } else {
      buf_char(out, ids.p[i]);
    }
  }
}

/* What stands in parentheses behind a relation. */
static void put_remarks(struct buf *out, const struct report_counterpart *counterpart) {
  const char *before = " (";
  if (counterpart->basis != BASIS_DECLARED) {
    buf_printf(out, "%s%s", before, basis_token(counterpart->basis));
    before = ", ";
  }
  if (counterpart->disputed) {
    buf_printf(out, "%sdisputed", before);
    before = ", ";
  }
  if (counterpart->together.n > 0) {
    buf_printf(out, "%swith ", before);
    put_ids(out, counterpart->together, ", ");
    before = ", ";
  }
  buf_text(out, before[0] == ',' ? ")" : "");
}

static void put_counterpart(struct buf *out, const struct report_counterpart *counterpart) {
  put_ids(out, counterpart->id, " + ");
  if (counterpart->basis != BASIS_CANDIDATE) {
    buf_printf(out, " %s", vocabulary_token(&vocabulary_relation, counterpart->relation));
  }
  put_remarks(out, counterpart);
}

static const char *separator(const struct buf *out) {
  return out->n > 0 ? "; " : "";
}

const char *report_matrix_coverage(const struct report_matrix_cell *cell) {
  return cell->named_only ? "only named" : coverage_token(cell->coverage);
}

struct str report_matrix_text(const struct report_matrix_cell *cell, struct arena *arena) {
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t i = 0; i < cell->count; i++) {
    buf_text(&out, separator(&out));
    put_counterpart(&out, &cell->counterparts[i]);
  }
  if (cell->rest.n > 0) {
    buf_printf(&out, "%s%s%s by ", separator(&out), report_matrix_coverage(cell), cell->jointly ? " jointly" : "");
    put_ids(&out, cell->rest, ", ");
  }
  if (cell->open) {
    buf_printf(&out, "%s%s", separator(&out), cell->coverage == COVERAGE_EXCLUDED ? "excluded" : "gap");
    buf_text(&out, cell->note.n > 0 ? ": " : "");
    buf_str(&out, cell->note);
    buf_text(&out, cell->reason.n > 0 ? ": " : "");
    buf_str(&out, cell->reason);
  }
  return out.n > 0 ? buf_done(&out) : STR("");
}
