/* For tests of the writers: what became of a text, and what had to become of it. */
#ifndef CW_TESTS_ESCAPING_H
#define CW_TESTS_ESCAPING_H

#include "output/escape.h"
#include "unit.h"

typedef void escaper(struct sink *sink, struct str text);

struct str from(const char *text);
struct str escaped(escaper *escape, struct str text);
/* Fails unless the text becomes what is wanted. */
void expect(escaper *escape, const char *text, const char *wanted);
void check_same(struct str text, struct str wanted, struct str got);
bool contains(struct str text, const char *what);

/* The texts that every context is tried with: each byte alone, each ASCII byte between letters, each C1 control. */
void each_byte(void (*try)(struct str text));
/* What any format may keep of a text: no controls but tab and line ends, and those only if `white` says so. */
struct str kept(struct str text, bool white);

/* The character of the entity at `p`, and its length; fails on any other ampersand. */
char entity_at(const char *p, const char *end, size_t *length);
struct str unescaped_html(struct str text);

#endif
