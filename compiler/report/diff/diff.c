/* The list of changes, and the paper that it becomes. */
#include "report/diff/diff.h"

enum { DIFF_COLUMNS = 5 };
static const struct paper_column columns[DIFF_COLUMNS] = {
    {"kind", "What", PAPER_WORD, true}, {"change", "Change", PAPER_WORD, true},  {"id", "Id", PAPER_ID, true},
    {"other", "Other", PAPER_ID, true}, {"detail", "Detail", PAPER_PROSE, true},
};

/* In the order in which people are told of them. */
static const char *const changes[] = {"added", "removed", "renamed",      "renumbered", "split",  "merged",
                                      "moved", "text",    "strengthened", "weakened",   "gained", "lost"};
enum { CHANGES = sizeof changes / sizeof *changes };

void diff_init(struct diff *diff, struct arena *arena, struct diff_state old, struct diff_state new) {
  *diff = (struct diff){.arena = arena, .old = old, .new = new};
}

void diff_add(struct diff *diff, const char *kind, const char *change, struct str id, struct str other,
              struct str detail) {
  struct str words = str_or_empty(detail);
  if (diff->within.n > 0) {
    words = paper_text(diff->arena, "%.*s%s%.*s", STR_ARG(diff->within), words.n > 0 ? ": " : "", STR_ARG(words));
  }
  struct diff_row row = {kind, change, str_or_empty(id), str_or_empty(other), words};
  bool follows = strcmp(kind, "coverage") == 0 || strcmp(kind, "alignment") == 0;
  diff->lost += follows && strcmp(change, "lost") == 0;
  vec_push(diff->arena, &diff->rows, row);
}

struct str diff_standing_words(struct arena *arena, struct diff_standing was, struct diff_standing is) {
  struct buf words;
  buf_init(&words, arena);
  buf_printf(&words, "%.*s to %.*s", STR_ARG(was.word), STR_ARG(is.word));
  if (was.by.n > 0) {
    buf_printf(&words, "; it was by %.*s", STR_ARG(was.by));
  }
  if (is.by.n > 0) {
    buf_printf(&words, "; it is by %.*s", STR_ARG(is.by));
  }
  return buf_done(&words);
}

struct str diff_node_ids(const struct graph *graph, uint32_t node, struct arena *arena) {
  if (!graph_is_union(graph, node)) {
    return graph->controls[node].id;
  }
  struct buf ids;
  buf_init(&ids, arena);
  const struct graph_union *whole = &graph->unions.v[node - graph->control_count];
  for (uint32_t i = 0; i < whole->count; i++) {
    buf_text(&ids, i > 0 ? "+" : "");
    buf_str(&ids, graph->controls[graph->members.v[whole->first + i]].id);
  }
  return buf_done(&ids);
}

static uint32_t count_of(const struct diff *diff, const char *change) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < diff->rows.n; i++) {
    count += strcmp(diff->rows.v[i].change, change) == 0;
  }
  return count;
}

static void put_sentences(struct diff *diff, struct report_paper *paper) {
  struct buf words;
  buf_init(&words, diff->arena);
  for (unsigned i = 0; i < CHANGES; i++) {
    uint32_t count = count_of(diff, changes[i]);
    if (count > 0) {
      buf_printf(&words, "%s%u %s", words.n > 0 ? ", " : "", count, changes[i]);
      paper_figure(paper, diff->arena, changes[i], changes[i], count);
    }
  }
  if (words.n == 0) {
    paper_sentence(paper, diff->arena, "Nothing has changed.");
  } else {
    paper_sentence(paper, diff->arena, "%s.", buf_done(&words).p);
  }
  if (diff->lost > 0) {
    paper_sentence(paper, diff->arena, "Coverage fell: %u %s of it %s lost.", diff->lost,
                   diff->lost == 1 ? "line" : "lines", diff->lost == 1 ? "was" : "were");
  }
}

void report_diff(struct diff *diff, struct str title, struct report_paper *paper) {
  *paper = (struct report_paper){.kind = "diff", .over = "Changes", .title = title};
  put_sentences(diff, paper);
  struct paper_part *part = paper_part(paper, diff->arena, "changes", "Changes");
  struct str *cells = arena_alloc(diff->arena, ((size_t)diff->rows.n * DIFF_COLUMNS + 1) * sizeof *cells);
  for (uint32_t i = 0; i < diff->rows.n; i++) {
    const struct diff_row *row = &diff->rows.v[i];
    const struct str values[DIFF_COLUMNS] = {str_from(row->kind), str_from(row->change), row->id, row->other,
                                             row->detail};
    memcpy(cells + (size_t)i * DIFF_COLUMNS, values, sizeof values);
  }
  part->table =
      (struct paper_table){.column_count = DIFF_COLUMNS, .columns = columns, .row_count = diff->rows.n, .cells = cells};
}
