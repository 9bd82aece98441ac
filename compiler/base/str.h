/* A piece of UTF-8 text that somebody else owns; not NUL-terminated unless its maker says so. */
#ifndef CW_BASE_STR_H
#define CW_BASE_STR_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
  const char *p; /* NULL: absent, which is not the same as empty */
  uint32_t n;
};

/* For printf: printf("%.*s", STR_ARG(s)). */
#define STR_ARG(s) (int)(s).n, (s).p
/* The initialiser of a constant text; STR where an expression is wanted. */
#define STR_INIT(literal) \
  { .p = "" literal, .n = sizeof(literal) - 1 }
#define STR(literal) ((struct str){.p = "" literal, .n = sizeof(literal) - 1})

/* White space as XML has it. */
static inline bool char_is_space(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
/* Of ASCII alone. */
static inline bool char_is_digit(char c) {
  return c >= '0' && c <= '9';
}
static inline bool char_is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
static inline bool str_eq(struct str a, struct str b) {
  return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}
static inline bool str_is(struct str a, const char *text) {
  return a.n == strlen(text) && memcmp(a.p, text, a.n) == 0;
}
/* One of the words in an array of them. */
#define STR_IS_ONE_OF(s, words) str_is_one_of((s), (words), sizeof(words) / sizeof *(words))
bool str_is_one_of(struct str a, const char *const *words, size_t count);
static inline struct str str_from(const char *text) {
  return (struct str){.p = text, .n = text != NULL ? (uint32_t)strlen(text) : 0};
}
/* The text, or an empty one where it is absent. */
static inline struct str str_or_empty(struct str s) {
  return s.p != NULL ? s : STR("");
}
/* As str_eq, whichever way ASCII letters are written. */
bool str_eq_caseless(struct str a, struct str b);
/* Bytewise order, as strcmp. */
int str_compare(struct str a, struct str b);
/* Order of ids as people write them: runs of digits by value (A.5.2 before A.5.10); ties bytewise. */
int str_compare_natural(struct str a, struct str b);
/* A number that is written in digits alone, and is `most` at most; false, and nothing is stored, for anything else. */
bool str_number(struct str text, uint64_t most, uint64_t *number);
/* The next of the tokens that white space separates, absent at the end; `rest` loses it. */
struct str str_next_token(struct str *rest);
/* Letters, digits, and signs that neither HTML nor CSV takes for its own, as most ids and titles are: nothing in it has to
 * be escaped. */
bool str_is_harmless(struct str s);
/* A copy in the arena, with a NUL behind it. */
struct str str_copy(struct arena *arena, struct str s);
/* Edits (insert, delete, replace, swap of neighbours) from a to b, or `limit + 1` when there are more than `limit` or one
 * of the two is longer than is compared. */
enum { STR_LONGEST_COMPARED = 64 };
unsigned str_distance(struct str a, struct str b, unsigned limit);

#endif
