/* One walk writes OSCAL in both of its spellings: JSON with lists under plural names, XML with elements under singular
 * ones. Flags come before all else of their object, as attributes must. */
#ifndef CW_OUTPUT_EXCHANGE_OSCAL_H
#define CW_OUTPUT_EXCHANGE_OSCAL_H

#include "base/json.h"
#include "output/exchange/exchange.h"
#include "output/xml/markup.h"

#define OSCAL_OWN "urn:crosswalk:oscal" /* the namespace of our own words */

struct oscal {
  struct exchange *exchange;
  struct arena *arena;
  bool xml;
  struct json json;
  struct markup markup;
  uint64_t inside; /* bit d: the start tag at depth d is finished */
  unsigned depth;
};

void oscal_begin(struct oscal *oscal, struct sink *sink, struct exchange *exchange, bool xml, const char *root);
void oscal_end(struct oscal *oscal, const char *root);
/* An object as a member, or (name of the list NULL) as an item of the list opened last. */
void oscal_open(struct oscal *oscal, const char *member, const char *element);
void oscal_close(struct oscal *oscal, const char *element);
void oscal_list(struct oscal *oscal, const char *name);
void oscal_list_end(struct oscal *oscal);
void oscal_flag(struct oscal *oscal, const char *name, struct str value);
/* A field of plain characters: runs of white space become one blank. Left out where it is empty. */
void oscal_field(struct oscal *oscal, const char *name, struct str value);
/* The same as an item of a list of texts. */
void oscal_item(struct oscal *oscal, const char *element, struct str value);
/* A field of one line, or of paragraphs, that may hold Markdown: what would be taken for it is escaped. */
void oscal_line(struct oscal *oscal, const char *name, struct str value);
void oscal_put_text(struct oscal *oscal, const char *name, struct str value);
/* The text of a part, whose paragraph stands in XML without a wrapper. */
void oscal_prose(struct oscal *oscal, struct str value);
void oscal_hundredths(struct oscal *oscal, const char *name, unsigned value);
/* Properties: a list that is opened with the first of them. `own` says that the word is ours. */
void oscal_put_prop(struct oscal *oscal, bool *opened, const char *name, struct str value, bool own);
/* One of our own with more to it. What it does not have is empty. */
struct oscal_own {
  struct str name;
  struct str value;
  struct str kind;  /* its class, as OSCAL calls it */
  struct str group; /* a token that it shares with others */
  struct str remarks;
};
void oscal_put_own(struct oscal *oscal, bool *opened, const struct oscal_own *own);
void oscal_props_end(struct oscal *oscal, bool opened);
/* uuid="" of version 5, from up to three words that are joined. */
struct str oscal_uuid(struct oscal *oscal, const char *kind, struct str name, struct str more);
/* metadata, the same for both models; `put_props` writes those of it, and may be NULL. */
void oscal_metadata(struct oscal *oscal, struct str title, struct str published, struct str version,
                    struct str publisher, void (*put_props)(struct oscal *oscal));
/* The date where OSCAL has no place for it, a year or a month; else empty. */
struct str oscal_part_of_date(struct str published);
/* A letter first, then letters, digits, and . - _; no two ids have one. */
struct str oscal_token(struct arena *arena, struct str id);

#endif
