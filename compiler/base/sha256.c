/* SHA-256 and its text in base64, by nettle. */
#include "base/sha256.h"

#include "base/base64.h"

#include <nettle/sha2.h>

void sha256(const void *bytes, size_t n, unsigned char digest[SHA256_BYTES]) {
  struct sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, n, bytes);
  sha256_digest(&context, SHA256_BYTES, digest);
}

void sha256_base64(const void *bytes, size_t n, char text[SHA256_BASE64]) {
  unsigned char digest[SHA256_BYTES];
  sha256(bytes, n, digest);
  base64_text(digest, sizeof digest, text);
  text[SHA256_BASE64 - 1] = '\0';
}
