/* SHA-256 (FIPS 180-4), of documents, and of a page's own style and script. */
#ifndef CW_BASE_SHA256_H
#define CW_BASE_SHA256_H

#include <stddef.h>

enum { SHA256_BYTES = 32, SHA256_BASE64 = 45, SHA256_DIGITS = 65 };

void sha256(const void *bytes, size_t n, unsigned char digest[SHA256_BYTES]);
/* Of what is in the regular file now. 0, or an errno. */
int sha256_file(const char *path, unsigned char digest[SHA256_BYTES]);
/* The digest in hexadecimal digits with its NUL. */
void sha256_digits(const unsigned char digest[SHA256_BYTES], char text[SHA256_DIGITS]);
/* The digest in base64 with its NUL, as a Content-Security-Policy wants it. */
void sha256_base64(const void *bytes, size_t n, char text[SHA256_BASE64]);

#endif
