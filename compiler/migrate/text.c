/* Editing the text of a document by spans. */
#include "migrate/text.h"

static bool is_quote(char c) {
  return c == '"' || c == '\'';
}

bool text_attribute(const struct text *text, uint32_t offset, const char *name, struct span *value) {
  const char *bytes = text->bytes.p;
  struct span tag = source_span(bytes, text->bytes.n, offset, NULL);
  struct span span = source_span(bytes, text->bytes.n, offset, name);
  if (span.start == tag.start) {
    return false;
  }
  bool empty = !is_quote(bytes[span.start - 1]); /* the span is that of the quotes */
  *value = empty ? (struct span){.start = span.start + 1, .length = 0} : span;
  return true;
}

void text_set(const struct text *text, edit_list *edits, uint32_t offset, const char *name, struct str value) {
  struct span span;
  if (text_attribute(text, offset, name, &span)) {
    vec_push(text->arena, edits, ((struct edit){.span = span, .text = edit_escaped(text->arena, value)}));
  }
}

static uint32_t back_over_space(const char *bytes, uint32_t at) {
  while (char_is_space(bytes[at - 1])) {
    at--;
  }
  return at;
}

void text_drop(const struct text *text, edit_list *edits, uint32_t offset, const char *name) {
  struct span span;
  if (!text_attribute(text, offset, name, &span)) {
    return;
  }
  const char *bytes = text->bytes.p;
  uint32_t equals = back_over_space(bytes, span.start - 1) - 1;
  uint32_t start = back_over_space(bytes, equals) - (uint32_t)strlen(name);
  start = back_over_space(bytes, start);
  uint32_t end = span.start + span.length + 1;
  vec_push(text->arena, edits, ((struct edit){.span = {.start = start, .length = end - start}, .text = STR("")}));
}

struct str text_edited(const struct text *text, struct span span, const edit_list *edits) {
  edit_list moved = {0};
  for (uint32_t i = 0; i < edits->n; i++) {
    struct edit edit = edits->v[i];
    edit.span.start -= span.start;
    vec_push(text->arena, &moved, edit);
  }
  edits_settle(&moved);
  struct buf out;
  buf_init(&out, text->arena);
  edits_apply(&moved, text->bytes.p + span.start, span.length, &out);
  return buf_done(&out);
}

struct str text_between(const struct text *text, uint32_t offset) {
  const char *bytes = text->bytes.p;
  uint32_t first = offset;
  while (first > 0 && (bytes[first - 1] == ' ' || bytes[first - 1] == '\t')) {
    first--;
  }
  if (first == 0 || bytes[first - 1] != '\n') {
    return STR("");
  }
  first -= first > 1 && bytes[first - 2] == '\r' ? 2 : 1;
  return (struct str){.p = bytes + first, .n = offset - first};
}

void text_remove(const struct text *text, edit_list *edits, struct span span) {
  struct span whole = edit_whole_line(text->bytes.p, text->bytes.n, span);
  vec_push(text->arena, edits, ((struct edit){.span = whole, .text = STR("")}));
}

void text_replace(struct text *text, struct span span, struct str with) {
  if (with.n == 0) {
    text_remove(text, &text->edits, span);
  } else {
    vec_push(text->arena, &text->edits, ((struct edit){.span = span, .text = with}));
  }
}
