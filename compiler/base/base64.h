/* Base64, as data: addresses and policies need it. */
#ifndef CW_BASE_BASE64_H
#define CW_BASE_BASE64_H

#include <stddef.h>

/* The letters for up to three bytes, with = for those that are missing; `n` is 1, 2 or 3. */
void base64_group(const unsigned char *bytes, size_t n, char letters[4]);

#endif
