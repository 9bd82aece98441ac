/* What the targets of importing share: bytes of any kind through one reader, and what comes out is of our own form. */
#ifndef CW_FUZZ_IMPORT_INPUT_H
#define CW_FUZZ_IMPORT_INPUT_H

#include "crosswalk.h"
#include "interchange/import.h"
#include "output/xml/xml.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Gives the written document to the compiler, which may have much to say of it, but not that it is of no form. */
static inline void check_document(const struct native_document *document, struct arena *arena) {
  struct sink *sink = sink_open_memory(arena);
  xml_write(sink, document);
  struct str text = sink_memory(sink);
  struct cw_compilation *compilation = cw_new();
  char *findings = NULL;
  size_t length = 0;
  FILE *out = open_memstream(&findings, &length);
  if (compilation == NULL || out == NULL) {
    abort();
  }
  cw_set(compilation, "jobs", "1");
  cw_set(compilation, "all-notes", "yes");
  cw_set(compilation, "diagnostics", "json"); /* where no text of the document can pass for the name of a finding */
  cw_add_document(compilation, "made.xml", text.p, text.n);
  cw_compile(compilation, CW_CHECK);
  cw_print_findings(compilation, out);
  fclose(out);
  if (strstr(findings, "\"name\": \"xml.syntax\"") != NULL || strstr(findings, "\"name\": \"xml.encoding\"") != NULL ||
      strstr(findings, "\"name\": \"schema.") != NULL) {
    fputs(findings, stderr);
    abort();
  }
  free(findings);
  cw_free(compilation);
}

static inline int import_input(const char *name, const uint8_t *data, size_t size, bool statements) {
  struct guard guard;
  struct arena arena;
  arena_init(&arena, &guard);
  if (setjmp(guard.jump) == 0) {
    struct limits limits = limits_default();
    limits.unpacked_bytes = 1024 * 1024;
    limits.cells = 10000;
    struct sources sources = {0};
    struct findings findings;
    struct imported imported = {.lost = false};
    struct import_options options = {
        .stub = true, .statements = statements, .groups = statements, .fill_down = statements};
    struct import_known known = {.count = 0};
    findings_init(&findings, &arena);
    const char *bytes = arena_text(&arena, (const char *)data, size);
    struct source source = {.name = str_from(name), .bytes = bytes, .size = size, .in_memory = true};
    vec_push(&arena, &sources.list, source);
    struct import_input input = {.name = name, .bytes = bytes, .size = size};
    import_files(&input, 1, &options, &known, &limits, &arena, &sources, &findings, &imported);
    if (imported.documents.n == 0 && findings.list.n == 0) {
      abort(); /* what gives nothing says why */
    }
    for (uint32_t i = 0; i < imported.documents.n && i < 8; i++) {
      check_document(&imported.documents.v[i], &arena);
    }
  }
  arena_free(&arena);
  return 0;
}

#endif
