/* What remains of an id when all that people write in different ways is taken off: case, punctuation, blanks, leading zeros,
 * accents, and characters of other scripts that look like Latin ones. For suggestions only: ids are strings. */
#ifndef CW_BASE_FOLD_H
#define CW_BASE_FOLD_H

#include "base/str.h"

enum { FOLD_BYTES = 400 }; /* of a folded id of 128 bytes, and rather more */

/* How much is taken off. */
enum fold {
  FOLD_RUNS, /* where a run of letters or of digits ends matters, however that is written, and a raised digit is none */
  FOLD_WRITING, /* punctuation only matters between two numbers: A5.1 is A.5.1, and A.51 is another */
  FOLD_ALL,     /* no punctuation matters, and a letter that looks like a digit is one: A51, A.5.l */
};

/* The folded text, in `room`; empty where nothing remains. What is longer than the room is cut off. */
struct str fold_id(struct str id, enum fold how, char room[FOLD_BYTES]);
/* The first character of `id` that is not plain ASCII and does not stand in `meant`: its code point, and in `place` its
 * number, from 1; -1 if there is none. */
int32_t fold_first_strange(struct str id, struct str meant, uint32_t *place);
/* The ASCII character that stands for the code point, a letter without its accent; 0: there is none. */
char fold_plain(int32_t point);
/* True for what changes how the character before it looks, or nothing at all, and is no blank. */
bool fold_is_unseen(int32_t point);
/* The ASCII character that the code point looks like, or 0. */
char fold_looks_like(int32_t point);

#endif
