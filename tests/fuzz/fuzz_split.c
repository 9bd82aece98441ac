/* A hostile document read in pieces and read at once: what is declared, and what is said, must be the same. */
#include "load/load.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void put_maps(struct buf *out, const struct decl_mapping *mapping) {
  for (uint32_t i = 0; i < mapping->maps.n; i++) {
    const struct decl_map *map = &mapping->maps.v[i];
    bool sources = (map->flags & MAP_SOURCES) != 0;
    bool targets = (map->flags & MAP_TARGETS) != 0;
    buf_printf(out, "@%u %u %u %u %u ", map->offset, map->relation, map->strength, map->source_count,
               map->target_count);
    for (unsigned side = 0; side < 2; side++) {
      bool several = side == 0 ? sources : targets;
      uint32_t first = side == 0 ? map->source : map->target;
      uint32_t count = several ? (side == 0 ? map->source_count : map->target_count) : 1;
      for (uint32_t r = 0; r < count; r++) {
        uint32_t name = several ? mapping->refs.v[first + r].name : first;
        buf_printf(out, " %.*s", STR_ARG(mapping->names.names.v[name]));
      }
    }
    buf_printf(out, " %s\n", mapping->texts.v + map->remarks);
  }
  buf_printf(out, "%u patterns, %u gaps\n", mapping->patterns.n, mapping->no_counterparts.n);
}

/* What there is to say of the document, in the arena. */
static const char *read_as(const uint8_t *data, size_t size, unsigned threads, struct arena *arena) {
  struct sources sources = {.kept = 0};
  struct findings findings;
  struct loaded loaded = {.documents = {.v = NULL}};
  struct parallel parallel;
  struct load_options options = {
      .limits = limits_default(), .keep_remarks = true, .keep_texts = true, .piece_bytes = 1};
  struct memory_document memory = {.name = "fuzz.xml", .bytes = (const char *)data, .size = size};
  struct buf out;
  buf_init(&out, arena);
  findings_init(&findings, arena);
  parallel_init(&parallel, arena, threads);
  load_collect(&sources, NULL, 0, &memory, 1, &options.limits, arena, &findings);
  if (!load_documents(&sources, 0, &options, &parallel, arena, &findings, &loaded)) {
    abort();
  }
  findings_sort(&findings);
  const struct document *document = &loaded.documents.v[0];
  buf_printf(&out, "%d at %u\n", document->kind, document->offset);
  if (document->kind == DOCUMENT_MAPPING) {
    put_maps(&out, document->as.mapping);
  }
  for (uint32_t i = 0; i < findings.list.n; i++) {
    const struct finding *finding = findings.list.v[i];
    buf_printf(&out, "%d %u %.*s\n", finding->code, finding->place.offset, STR_ARG(finding->message));
  }
  parallel_free(&parallel);
  return buf_done(&out).p;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct guard guard;
  struct arena arena;
  arena_init(&arena, &guard);
  if (setjmp(guard.jump) != 0) {
    abort();
  }
  const char *whole = read_as(data, size, 1, &arena);
  const char *pieces = read_as(data, size, 3, &arena);
  if (strcmp(whole, pieces) != 0) {
    __builtin_trap();
  }
  arena_free(&arena);
  return 0;
}
