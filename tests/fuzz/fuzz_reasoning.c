/* A small network, its shape taken from the input, by the compiler and by the oracle of tests/oracle: everything that the
 * compiler says of it is compared, and whatever it claims the oracle must find true. */
#include "../oracle/compare.h"
#include "../oracle/generate.h"
#include "../oracle/shrink.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool compare_quietly(const struct network *net) {
  struct tally tally = {0};
  return compare(net, &tally);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) {
    return 0;
  }
  struct chance chance = {.bytes = data + 1, .left = size - 1};
  struct network net;
  generate(&chance, data[0] % 2 == 1, &net);
  if (!compare_quietly(&net)) {
    shrink_and_print(&net, compare_quietly);
    __builtin_trap();
  }
  return 0;
}
