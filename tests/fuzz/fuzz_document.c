/* One hostile document through the whole of the library, beside two good frameworks and a mapping between them that it
 * may name, replace or contradict. Whatever it says, every call comes back, and the good mapping is still judged. */
#include "crosswalk.h"
#include "outside.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char framework_a[] =
    "<framework xmlns='urn:crosswalk:1' id='a' title='A'><group id='G' title='g'><control id='A1' title='one'/>"
    "<control id='A2' title='two'/></group><control id='A3' title='three' exhaustive='true'>"
    "<control id='A3.1' title='part'/></control></framework>";
static const char framework_b[] =
    "<framework xmlns='urn:crosswalk:1' id='b' title='B' control-id='B\\d'><control id='B1' title='one'/>"
    "<control id='B2' title='two' status='withdrawn'><replaced-by ref='B3'/></control><control id='B3' title='three'/>"
    "</framework>";
static const char mapping[] =
    "<mapping xmlns='urn:crosswalk:1' id='m' source='a' target='b'><map source='A1' target='B1' relation='equal-to'/>"
    "<map source='A2' target='B3' relation='subset-of'/></mapping>";
static const char *const good[] = {framework_a, framework_b, mapping};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const formats[] = {"csv", "markdown", "html", "json", "xlsx"};
  static const char *const targets[] = {"b"};
  if (names_outside(data, size)) {
    return 0;
  }
  struct cw_compilation *compilation = cw_new();
  if (compilation == NULL) {
    return 0;
  }
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream(&text, &length);
  if (out == NULL) {
    cw_free(compilation);
    return 0;
  }
  cw_set(compilation, "jobs", "1");
  cw_set(compilation, "candidates", "yes");
  cw_set(compilation, "all-notes", "yes");
  for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
    cw_add_document(compilation, "good.xml", good[i], strlen(good[i]));
  }
  cw_add_document(compilation, "fuzz.xml", data, size);
  cw_ask(compilation, "a", "b");
  cw_ask(compilation, "b", "a");
  enum cw_result result = cw_compile(compilation, CW_ALL);
  cw_print_findings(compilation, out);
  fflush(out);
  if ((result == CW_FINDINGS) != (cw_status(compilation) == CW_FINDINGS) || (result == CW_FINDINGS && length == 0) ||
      result == CW_USAGE) {
    abort(); /* what fails says why */
  }
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    cw_table(compilation, "a", "b", formats[i], out);
    cw_gaps(compilation, "b", "a", formats[i], out);
    cw_matrix(compilation, "a", targets, 1, formats[i], out);
  }
  cw_list(compilation, "controls", "csv", out);
  cw_explain(compilation, "a:A1", "b:B1", "text", out);
  cw_explain(compilation, "a:A1", "b:B1", "json", out);
  if (result == CW_OK && cw_possible(compilation, "a:A1", "b:B1") == 0) {
    abort(); /* nothing is impossible where nothing is wrong */
  }
  fclose(out);
  free(text);
  cw_free(compilation);
  return 0;
}
