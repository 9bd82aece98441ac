/* A program that knows nothing of crosswalk but what is installed. */
#include <crosswalk.h>
#include <string.h>

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
  cw_free(compilation);
  return 0;
}
