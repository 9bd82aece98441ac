/* A hostile document beside two good frameworks: read, linked and judged, and nothing written, so that thousands are tried in
 * a second. Its findings come out as JSON that is whole, and say the same a second time. */
#define _POSIX_C_SOURCE 200809L
#include "crosswalk.h"
#include "outside.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const frameworks[] = {
    "<framework xmlns=\"urn:crosswalk:1\" id=\"a\" title=\"A\"><control id=\"A1\" title=\"One\"/>"
    "<control id=\"A2\" title=\"Two\"><control id=\"A2.1\" title=\"Part\"/></control></framework>",
    "<framework xmlns=\"urn:crosswalk:1\" id=\"b\" title=\"B\"><group id=\"B\" title=\"All\">"
    "<control id=\"B1\" title=\"One\"/><control id=\"B2\" title=\"Two\"/></group></framework>",
};

/* The findings as text; to be freed. */
static char *findings_of(const uint8_t *data, size_t size) {
  char *text = NULL;
  size_t length = 0;
  struct cw_compilation *c = cw_new();
  FILE *out = open_memstream(&text, &length);
  if (c == NULL || out == NULL) {
    abort();
  }
  cw_set(c, "jobs", "1");
  cw_set(c, "all-notes", "yes");
  cw_set(c, "diagnostics", "json");
  for (size_t i = 0; i < sizeof frameworks / sizeof *frameworks; i++) {
    cw_add_document(c, "good.xml", frameworks[i], strlen(frameworks[i]));
  }
  cw_add_document(c, "fuzz.xml", data, size);
  enum cw_result result = cw_compile(c, CW_CHECK);
  if (cw_print_findings(c, out) != result && result != CW_FAILED) {
    __builtin_trap(); /* memory is there, and so are all files */
  }
  cw_free(c);
  fclose(out);
  if (length < 2 || text[0] != '{' || text[length - 2] != '}') {
    __builtin_trap();
  }
  return text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (names_outside(data, size)) {
    return 0;
  }
  char *first = findings_of(data, size);
  char *second = findings_of(data, size);
  if (strcmp(first, second) != 0) {
    __builtin_trap();
  }
  free(first);
  free(second);
  return 0;
}
