/* UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef CW_BASE_UTF8_H
#define CW_BASE_UTF8_H

#include "base/str.h"

/* Decodes the code point at `at`, which is below `n`, and moves `at` behind it. A byte that starts no valid sequence
 * gives -1 and is passed alone. */
int32_t utf8_next(const char *p, size_t n, size_t *at);
/* Encodes the code point and returns the number of bytes; what is none becomes U+FFFD. */
size_t utf8_encode(int32_t point, char bytes[4]);
/* The offset of the first byte that is not valid UTF-8, or `n`. */
size_t utf8_first_invalid(const char *p, size_t n);
/* Code points in the text; each invalid byte counts as one. */
uint32_t utf8_count(const char *p, size_t n);
/* Controls, white space and invisible format characters (such as the no-break space and the marks that change the
 * direction of text): nothing that an id may hold. */
bool utf8_is_blank(int32_t point);
/* White space that one sees: what is blank but the controls and the invisible characters. */
bool utf8_is_space(int32_t point);
/* Where the first blank of any alphabet begins, or `n`. */
size_t utf8_first_blank(const char *p, size_t n);

/* How many columns of a terminal the code point takes, near enough: two for what East Asian scripts write wide and for
 * pictures, none for marks that stand on the character before them, else one. No locale is asked. */
uint32_t utf8_columns(int32_t point);

#endif
