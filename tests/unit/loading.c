/* For tests of the loader: documents from strings, what was declared, and findings as short texts. */
#include "loading.h"

#include <stdlib.h>
#include <string.h>

struct findings findings;
struct sources sources;
struct loaded loaded;
struct parallel parallel;
struct load_options options;

void loading_set_up(void) {
  unit_set_up();
  findings_init(&findings, &arena);
  sources = (struct sources){.list = {.v = NULL}};
  loaded = (struct loaded){.documents = {.v = NULL}};
  options = (struct load_options){.limits = limits_default(), .keep_remarks = true, .keep_texts = true};
  parallel_init(&parallel, &arena, 1);
}

void loading_tear_down(void) {
  parallel_free(&parallel);
  unit_tear_down();
}

void collect(const char *const *paths, uint32_t count) {
  struct load_path *list = arena_zalloc(&arena, ((size_t)count + 1) * sizeof *list);
  for (uint32_t i = 0; i < count; i++) {
    list[i] = (struct load_path){.path = paths[i], .place = place_none()};
  }
  load_collect(&sources, list, count, NULL, 0, &options.limits, &arena, &findings);
}

const struct document *load_bytes(const char *bytes, size_t size) {
  char *copy = malloc(size > 0 ? size : 1);
  ck_assert_ptr_nonnull(copy);
  memcpy(copy, bytes, size);
  struct memory_document memory = {.name = "t.xml", .bytes = copy, .size = size};
  uint32_t first = sources.list.n;
  findings.list.n = 0;
  load_collect(&sources, NULL, 0, &memory, 1, &options.limits, &arena, &findings);
  ck_assert_uint_eq(sources.list.n, first + 1);
  ck_assert(load_documents(&sources, first, &options, &parallel, &arena, &findings, &loaded));
  findings_sort(&findings);
  struct source *source = &sources.list.v[first];
  source->bytes = arena_text(&arena, bytes, size); /* for the places of the findings */
  free(copy);
  ck_assert_uint_eq(loaded.documents.n, first + 1);
  return &loaded.documents.v[first];
}

const struct document *load_text(const char *text) {
  return load_bytes(text, strlen(text));
}

/* "line:column name" of the finding, or "name" when it has no place in a document. */
static void append_place(struct buf *out, const struct place *place, const char *name) {
  if (place->source != NO_SOURCE && place->offset != NOWHERE_IN_SOURCE) {
    const struct source *source = &sources.list.v[place->source];
    struct span span = {.start = place->offset, .length = place->length};
    if (place->length == 0) {
      span = source_span(source->bytes, source->size, place->offset, place->attribute);
    }
    struct location at = source_locate(source->bytes, source->size, span);
    buf_printf(out, "%u:%u ", at.line, at.column);
  }
  buf_text(out, name);
}

const char *findings_text(void) {
  struct buf out;
  buf_init(&out, &arena);
  for (uint32_t i = 0; i < findings.list.n; i++) {
    buf_text(&out, i > 0 ? " | " : "");
    append_place(&out, &findings.list.v[i]->place, finding_catalogue[findings.list.v[i]->code].name);
  }
  return buf_done(&out).p;
}

const char *messages(void) {
  struct buf out;
  buf_init(&out, &arena);
  for (uint32_t i = 0; i < findings.list.n; i++) {
    buf_str(&out, findings.list.v[i]->message);
    buf_char(&out, '\n');
    for (const struct finding_note *note = findings.list.v[i]->notes; note != NULL; note = note->next) {
      buf_str(&out, note->message);
      buf_char(&out, '\n');
    }
  }
  return buf_done(&out).p;
}

void expect_message(const char *part) {
  ck_assert_msg(strstr(messages(), part) != NULL, "\"%s\" is not said in:\n%s", part, messages());
}

const char *show(struct str text) {
  return text.p == NULL ? "(absent)" : arena_text(&arena, text.p, text.n);
}
