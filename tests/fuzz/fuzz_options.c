/* Hostile options: NAME=VALUE, a line each. Every one is taken or refused with a reason, and whatever was taken, what is
 * compiled afterwards ends, and ends well. */
#define _POSIX_C_SOURCE 200809L
#include "crosswalk.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char document[] =
    "<framework xmlns=\"urn:crosswalk:1\" id=\"a\" title=\"A\"><control id=\"A1\" title=\"One\"/>"
    "<control id=\"A2\" title=\"Two\"/></framework>";
static const char mapping[] =
    "<mapping xmlns=\"urn:crosswalk:1\" id=\"m\" source=\"a\" target=\"a\" title=\"M\">"
    "<map source=\"A1\" target=\"A2\" relation=\"subset-of\"/></mapping>";

/* What names files is not for a fuzzer. */
static bool names_a_file(const char *name) {
  static const char *const names[] = {"data", "inject", "stamp", "baseline", "write-baseline", "metadata", "jobs"};
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    if (strcmp(names[i], name) == 0) {
      return true;
    }
  }
  return false;
}

static void set(struct cw_compilation *c, char *line) {
  char *value = strchr(line, '=');
  if (value == NULL) {
    return;
  }
  *value++ = '\0';
  if (names_a_file(line)) {
    return;
  }
  enum cw_result result = cw_set(c, line, value);
  if (result != CW_OK && (result != CW_USAGE || *cw_message(c) == '\0')) {
    __builtin_trap();
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct cw_compilation *c = cw_new();
  char *text = malloc(size + 1);
  FILE *out = fopen("/dev/null", "w");
  if (c == NULL || text == NULL || out == NULL) {
    abort();
  }
  memcpy(text, data, size);
  text[size] = '\0';
  cw_set(c, "jobs", "1");
  for (char *line = text; line != NULL;) {
    char *end = memchr(line, '\n', (size_t)(text + size - line));
    if (end != NULL) {
      *end++ = '\0';
    }
    set(c, line);
    line = end;
  }
  cw_add_document(c, "a.xml", document, sizeof document - 1);
  cw_add_document(c, "m.xml", mapping, sizeof mapping - 1);
  cw_ask(c, "a", "a");
  if (cw_compile(c, CW_ALL) == CW_USAGE) {
    __builtin_trap();
  }
  (void)cw_table(c, "a", "a", "csv", out);
  (void)cw_table(c, "a", "a", "markdown", out);
  (void)cw_list(c, "controls", "text", out);
  (void)cw_print_findings(c, out);
  fclose(out);
  free(text);
  cw_free(c);
  return 0;
}
