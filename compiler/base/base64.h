/* Base64, as data: addresses and policies need it. */
#ifndef CW_BASE_BASE64_H
#define CW_BASE_BASE64_H

#include <stddef.h>

/* The letters for `n` bytes: four for each three, the last group filled up with =. */
#define BASE64_LENGTH(n) (((n) + 2) / 3 * 4)

/* Writes BASE64_LENGTH(n) letters, without a NUL. */
void base64_text(const unsigned char *bytes, size_t n, char *letters);

#endif
