/* Words as people write them in cells: trimmed, folded, split, compared. */
#ifndef CW_INTERCHANGE_WORDS_H
#define CW_INTERCHANGE_WORDS_H

#include "base/buf.h"

/* Without what is blank or invisible at its ends: no-break spaces and line ends too. */
struct str words_trim(struct str text);
/* For comparing: small letters (ASCII and Latin-1), runs of blanks as one, and without "(optional)" and the marks $ * : # */
struct str words_fold(struct arena *arena, struct str text);
/* Only letters and digits, small: for names of frameworks. */
struct str words_squeeze(struct arena *arena, struct str text);
/* For ids: small letters, no zeros in front of a number, and of brackets, hyphens, points and strokes only what parts two
 * numbers or two words; no blanks but between two numbers. A5.1, A.5.01 and "a 5.1" have one key; A.5.1 and 5.1 have two,
 * as have 12 and "1 2", and A.5.1 and "A.5.1?". */
struct str words_key(struct arena *arena, struct str text);
/* The next piece between any of the bytes in `separators`; p NULL at the end. */
struct str words_next(struct str *rest, const char *separators);
/* The part before the first whole-word `separator` text, moving `rest` behind it. */
struct str words_until(struct str *rest, const char *separator);
bool words_starts(struct str text, const char *start);
bool words_ends(struct str text, const char *end);
/* Where `part` begins in the text, or UINT32_MAX. */
uint32_t words_find(struct str text, const char *part);
struct str words_from(struct str text, uint32_t at);
struct str words_to(struct str text, uint32_t end);
bool words_has_digit(struct str text);
/* Whether each bracket closes: a half of "AC-[2,4]" is no id. */
bool words_has_pairs(struct str text);
/* "(3)" and "(1)(a)", but not "(see below)". */
bool words_is_bracketed(struct str text);
bool words_has_letter(struct str text);
/* A whole number without sign; false for anything else. */
bool words_number(struct str text, uint32_t *number);
/* A decimal number, with a point or comma; `millionths` is its value times a million. False for anything else. */
bool words_decimal(struct str text, uint64_t *millionths);
/* An empty cell, or one that says no more: "-", "--", "---". */
bool words_say_nothing(struct str text);
/* The first words of a long text, at most about 90 characters, with an ellipsis if it was cut. */
struct str words_title(struct arena *arena, struct str text);
/* `a`, a separator and `b`; either may be empty or absent, and is then the whole. */
struct str words_join(struct arena *arena, struct str a, const char *between, struct str b);
/* A document's id made from a name: small letters without accents, digits, ".", "_" and "-". Empty if nothing is left. */
struct str words_slug(struct arena *arena, struct str name);
/* A date that exists, as YYYY, YYYY-MM or YYYY-MM-DD at the beginning of the text (a time may follow); absent otherwise. */
struct str words_date(struct str text);
/* A language tag, or absent. */
struct str words_language(struct str text);

#endif
