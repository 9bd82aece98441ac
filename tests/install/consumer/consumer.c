/* A program that knows nothing of crosswalk but what is installed. */
#include <crosswalk.h>
#include <string.h>

/* What a program of its own would show. */
static void show(void *context, const struct cw_finding *finding) {
  unsigned *count = context;
  (*count)++;
  printf("%s:%u:%u: %s %s: %s\n", finding->place.file, finding->place.line, finding->place.column, finding->severity,
         finding->name, finding->message);
  for (size_t i = 0; i < finding->note_count; i++) {
    printf("  %s\n", finding->notes[i].message);
  }
}

int main(void) {
  static const char broken[] = "<mapping xmlns='urn:crosswalk:1' id='m' source='csf-2.0' target='nowhere'/>";
  struct cw_compilation *compilation = cw_new();
  if (compilation == NULL) {
    return 3;
  }
  printf("%s\n", cw_version());
  if (cw_ask(compilation, "csf-2.0", "iso27001-2022") != CW_OK) {
    return 4;
  }
  enum cw_result result = cw_compile(compilation, CW_ASKED);
  if (result != CW_OK && result != CW_FINDINGS) {
    return 4;
  }
  if (cw_table(compilation, "csf-2.0", "iso27001-2022", "csv", stdout) != CW_OK) {
    return 5;
  }
  static const char *const targets[] = {"iso27001-2022"};
  if (cw_matrix(compilation, "csf-2.0", targets, 1, "markdown", stdout) != CW_OK ||
      cw_matrix(compilation, "csf-2.0", targets, 0, "markdown", stdout) != CW_USAGE ||
      cw_matrix(compilation, "iso27001-2022", targets, 1, "markdown", stdout) != CW_USAGE ||
      !cw_knows(compilation, "soc2-2017") || cw_knows(compilation, "csf-2.0-to-iso27001-2022-nist-a")) {
    return 9;
  }
  cw_free(compilation);

  compilation = cw_new();
  if (compilation == NULL || cw_set(compilation, "no such option", "1") != CW_USAGE ||
      *cw_message(compilation) == '\0') {
    return 6;
  }
  if (cw_add_document(compilation, "broken.xml", broken, strlen(broken)) != CW_OK) {
    return 7;
  }
  if (cw_compile(compilation, CW_ALL) != CW_FINDINGS || cw_finding_count(compilation) == 0) {
    return 8;
  }
  cw_print_findings(compilation, stdout);
  unsigned shown = 0;
  if (cw_visit_findings(compilation, show, &shown) != CW_FINDINGS || shown != cw_finding_count(compilation)) {
    return 14;
  }
  cw_free(compilation);

  compilation = cw_new();
  if (compilation == NULL || cw_ask(compilation, "csf-2.0", "iso27001-2022") != CW_OK) {
    return 10;
  }
  result = cw_compile(compilation, CW_CHECK);
  if (result != CW_OK && result != CW_FINDINGS) {
    return 11;
  }
  /* A check keeps no text for tables: each of them is refused, and says so. */
  if (cw_table(compilation, "csf-2.0", "iso27001-2022", "csv", stdout) != CW_USAGE ||
      strstr(cw_message(compilation), "CW_CHECK") == NULL ||
      cw_gaps(compilation, "csf-2.0", "iso27001-2022", "csv", stdout) != CW_USAGE ||
      cw_review(compilation, "csf-2.0", "iso27001-2022", "csv", stdout) != CW_USAGE ||
      cw_matrix(compilation, "csf-2.0", targets, 1, "csv", stdout) != CW_USAGE ||
      cw_list(compilation, "controls", "csv", stdout) != CW_USAGE ||
      cw_explain(compilation, "csf-2.0:GV.PO-01", "iso27001-2022:A.5.1", "text", stdout) != CW_USAGE ||
      cw_build(compilation, "never-written", "csv") != CW_USAGE) {
    return 12;
  }
  cw_free(compilation);
  return 0;
}
