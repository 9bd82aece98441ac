/* Base64 by nettle. */
#include "base/base64.h"

#include <nettle/base64.h>

void base64_text(const unsigned char *bytes, size_t n, char *letters) {
  base64_encode_raw(letters, n, bytes);
}
