/* Changes to the text of a document, of which no other byte is touched: line ends, indentation, comments and the way in which
 * values are quoted stay. */
#ifndef CW_MIGRATE_TEXT_H
#define CW_MIGRATE_TEXT_H

#include "diag/fixes.h"

struct text {
  struct arena *arena;
  struct str bytes;
  edit_list edits; /* of the whole document */
};

/* The value of the attribute in the start tag at `offset`, between its quotes. False where it is not written. */
bool text_attribute(const struct text *text, uint32_t offset, const char *name, struct span *value);
/* Adds to `edits`, where the attribute is written, that it gets this value. */
void text_set(const struct text *text, edit_list *edits, uint32_t offset, const char *name, struct str value);
/* Adds to `edits`, where the attribute is written, that it goes, with the white space before it. */
void text_drop(const struct text *text, edit_list *edits, uint32_t offset, const char *name);
/* Adds to `edits` that what stands there goes, and its line, too, if it stands alone. */
void text_remove(const struct text *text, edit_list *edits, struct span span);
/* What stands there, with these edits made. */
struct str text_edited(const struct text *text, struct span span, const edit_list *edits);
/* What comes between an element and its copy: a new line as far in as the element is, where the element begins its line. */
struct str text_between(const struct text *text, uint32_t offset);
/* Replaces what stands there in the document; where nothing takes its place it is removed. */
void text_replace(struct text *text, struct span span, struct str with);

#endif
