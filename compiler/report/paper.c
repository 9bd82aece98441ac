/* Putting papers together. */
#include "report/paper.h"

#include <stdarg.h>

static struct str present(struct str text) {
  return text.p != NULL ? text : STR("");
}

void paper_fact(struct report_paper *paper, struct arena *arena, const char *key, const char *label, struct str value) {
  if (value.n > 0) {
    vec_push(arena, &paper->facts, (struct paper_fact){.key = key, .label = label, .value = value});
  }
}

void paper_figure(struct report_paper *paper, struct arena *arena, const char *key, const char *label,
                  uint32_t number) {
  vec_push(arena, &paper->figures, (struct paper_figure){.key = key, .label = label, .number = number});
}

__attribute__((format(printf, 2, 0))) static struct str formatted(struct arena *arena, const char *format,
                                                                  va_list arguments) {
  struct buf text;
  buf_init(&text, arena);
  buf_vprintf(&text, format, arguments);
  return buf_done(&text);
}

struct str paper_text(struct arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  struct str text = formatted(arena, format, arguments);
  va_end(arguments);
  return text;
}

void paper_sentence(struct report_paper *paper, struct arena *arena, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  struct str text = formatted(arena, format, arguments);
  va_end(arguments);
  vec_push(arena, &paper->sentences, text);
}

struct paper_part *paper_part(struct report_paper *paper, struct arena *arena, const char *key, const char *title) {
  vec_push(arena, &paper->parts, (struct paper_part){.key = key, .title = title});
  return &paper->parts.v[paper->parts.n - 1];
}

void paper_paragraph(struct paper_part *part, struct arena *arena, struct str text) {
  if (text.n > 0) {
    vec_push(arena, &part->paragraphs, text);
  }
}

void paper_point(struct paper_part *part, struct arena *arena, struct str text) {
  vec_push(arena, &part->points, text);
}

struct str paper_number(struct arena *arena, uint64_t number) {
  return paper_text(arena, "%llu", (unsigned long long)number);
}

void paper_list_init(struct paper_list *list, struct arena *arena) {
  buf_init(&list->text, arena);
}

void paper_list_add(struct paper_list *list, struct str item) {
  if (item.n == 0) {
    return;
  }
  if (list->text.n > 0) {
    buf_text(&list->text, "; ");
  }
  buf_str(&list->text, item);
}

struct str paper_list_done(struct paper_list *list) {
  return present(buf_done(&list->text));
}

bool paper_says_its_kind(const struct report_paper *paper) {
  return str_eq_caseless(paper->title, str_from(paper->over));
}

const bool *paper_used_columns(const struct paper_table *table, struct arena *arena) {
  bool *used = arena_zalloc(arena, (size_t)table->column_count + 1);
  for (uint32_t row = 0; row < table->row_count; row++) {
    for (uint32_t i = 0; i < table->column_count; i++) {
      used[i] = used[i] || table->cells[(size_t)row * table->column_count + i].n > 0;
    }
  }
  return used;
}

/* Where the status begins in "A.5.1 implemented": a word, or two. */
static uint32_t status_at(struct str item) {
  static const char unstated[] = " not stated";
  uint32_t n = sizeof unstated - 1;
  if (item.n > n && memcmp(item.p + item.n - n, unstated, n) == 0) {
    return item.n - n;
  }
  uint32_t at = item.n;
  while (at > 0 && item.p[at - 1] != ' ') {
    at--;
  }
  return at > 0 ? at - 1 : item.n;
}

/* Neighbours of one status have it once, behind the last. */
static struct str stated_together(struct str cell, struct arena *arena) {
  struct buf text;
  buf_init(&text, arena);
  struct str before = {0};
  for (uint32_t at = 0; at < cell.n;) {
    const char *end = memchr(cell.p + at, ';', cell.n - at);
    struct str item = {.p = cell.p + at, .n = end != NULL ? (uint32_t)(end - cell.p) - at : cell.n - at};
    uint32_t split = status_at(item);
    struct str status = {.p = item.p + split, .n = item.n - split};
    if (at > 0 && !str_eq(status, before)) {
      buf_str(&text, before);
      buf_text(&text, "; ");
    } else if (at > 0) {
      buf_text(&text, ", ");
    }
    buf_bytes(&text, item.p, split);
    before = status;
    at += item.n + 2;
  }
  buf_str(&text, before);
  return buf_done(&text);
}

struct str paper_shown(const struct paper_column *column, struct str cell, struct arena *arena) {
  if (column->kind == PAPER_STATED && cell.n > 0) {
    return stated_together(cell, arena);
  }
  if (column->kind != PAPER_WORD || cell.n == 0) {
    return present(cell);
  }
  char *text = arena_text(arena, cell.p, cell.n);
  for (uint32_t i = 0; i < cell.n; i++) {
    text[i] = (char)(text[i] == '-' ? ' ' : text[i]);
  }
  return (struct str){.p = text, .n = cell.n};
}
