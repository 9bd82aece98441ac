/* YAML, imported. */
#include "import_input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  import_input("fuzz.yaml", data, size, false);
  return import_input("fuzz.yaml", data, size, true);
}
