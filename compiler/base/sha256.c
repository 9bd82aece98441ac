/* SHA-256 and its text, by nettle. */
#define _POSIX_C_SOURCE 200809L
#include "base/sha256.h"

#include "base/base64.h"

#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <sys/stat.h>
#include <unistd.h>

void sha256(const void *bytes, size_t n, unsigned char digest[SHA256_BYTES]) {
  struct sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, n, bytes);
  sha256_digest(&context, SHA256_BYTES, digest);
}

static int digest_open(int file, unsigned char digest[SHA256_BYTES]) {
  char piece[64 * 1024];
  struct stat status;
  struct sha256_ctx context;
  if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode)) {
    return errno != 0 ? errno : EINVAL;
  }
  sha256_init(&context);
  for (;;) {
    ssize_t n = read(file, piece, sizeof piece);
    if (n == 0) {
      sha256_digest(&context, SHA256_BYTES, digest);
      return 0;
    }
    if (n > 0) {
      sha256_update(&context, (size_t)n, (const unsigned char *)piece);
    } else if (errno != EINTR) {
      return errno;
    }
  }
}

int sha256_file(const char *path, unsigned char digest[SHA256_BYTES]) {
  int file = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK); /* a pipe would wait for somebody to write */
  if (file < 0) {
    return errno;
  }
  errno = 0;
  int error = digest_open(file, digest);
  close(file);
  return error;
}

void sha256_digits(const unsigned char digest[SHA256_BYTES], char text[SHA256_DIGITS]) {
  static const char digits[] = "0123456789abcdef";
  for (unsigned i = 0; i < SHA256_BYTES; i++) {
    text[2 * i] = digits[digest[i] >> 4];
    text[2 * i + 1] = digits[digest[i] & 15];
  }
  text[SHA256_DIGITS - 1] = '\0';
}

void sha256_base64(const void *bytes, size_t n, char text[SHA256_BASE64]) {
  unsigned char digest[SHA256_BYTES];
  sha256(bytes, n, digest);
  base64_text(digest, sizeof digest, text);
  text[SHA256_BASE64 - 1] = '\0';
}
