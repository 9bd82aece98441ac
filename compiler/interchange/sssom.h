/* What the readers of an SSSOM table share: its slots, the pair of frameworks that a row is about, and the values of a row. */
#ifndef CW_INTERCHANGE_SSSOM_H
#define CW_INTERCHANGE_SSSOM_H

#include "interchange/ids.h"
#include "interchange/table.h"
#include "interchange/tree.h"

enum slot {
  SLOT_SUBJECT,
  SLOT_SUBJECT_LABEL,
  SLOT_PREDICATE,
  SLOT_MODIFIER,
  SLOT_OBJECT,
  SLOT_OBJECT_LABEL,
  SLOT_JUSTIFICATION,
  SLOT_CONFIDENCE,
  SLOT_COMMENT,
  SLOT_SUBJECT_SOURCE,
  SLOT_SUBJECT_SOURCE_VERSION,
  SLOT_OBJECT_SOURCE,
  SLOT_OBJECT_SOURCE_VERSION,
  SLOT_SUBJECT_TYPE,
  SLOT_OBJECT_TYPE,
  SLOT_DATE,
  SLOT_PROVIDER,
  SLOTS
};

/* Prefix and source of the two ends of a row, and the pair of frameworks that they mean. */
struct ends {
  struct str subject[2];
  struct str object[2];
  uint32_t pair;
};

/* A mapping of ours: between two frameworks. */
struct pair {
  struct native_mapping *mapping;
  struct end source;
  struct end target;
  struct names seen;
  struct names mapped[2]; /* sources and targets that a row relates */
  struct names none[2];   /* that have no counterpart */
};

struct sssom {
  struct session *session;
  const struct sheet *sheet;
  uint32_t header; /* a row of it */
  uint32_t columns[SLOTS];
  uint32_t fields;             /* of the header */
  bool said[SLOTS];            /* a row has a value of its own */
  struct value denial;         /* a modifier of the whole set, or none */
  bool ours;                   /* an export of this program */
  const struct node *metadata; /* or NULL */
  struct str date;             /* what all rows say, of the set or of their own; absent where they differ */
  struct str provider;
  struct str published;
  struct names *undeclared; /* prefixes, each told */
  VEC(struct ends) ends;
  VEC(struct pair) pairs;
};

/* One end of a row. */
struct entity {
  struct value value;
  struct str prefix;
  struct str source; /* of the row or the set, with its version; or absent */
  struct str version;
  struct str local;
  bool none; /* NoTermFound */
};

extern const char *const sssom_slots[SLOTS];

struct value sssom_value(const struct sssom *sssom, const struct row *row, enum slot slot);
struct str sssom_text(const struct sssom *sssom, const struct row *row, enum slot slot);
/* A value of the set holds for all rows, but only where no row has one of its own. */
struct str sssom_propagated(const struct sssom *sssom, const struct row *row, enum slot slot);
/* What all rows say in a slot, by a value of the set or of their own; absent where they differ. */
struct str sssom_shared(const struct sssom *sssom, enum slot slot);
/* An address behind its http:// or https://; what is no address as it is. */
struct str sssom_without_scheme(struct str text);
/* The modifier of the row's predicate, of its own or of the set. False: it has none. */
bool sssom_modifier(const struct sssom *sssom, const struct row *row, struct value *modifier);
/* What the curie_map says of a prefix, or NULL. */
const struct node *sssom_declared(const struct sssom *sssom, struct str prefix);
/* Splits PREFIX:local. False after a finding: the row cannot be used. */
bool sssom_subject(const struct sssom *sssom, const struct row *row, struct entity *entity);
bool sssom_object(const struct sssom *sssom, const struct row *row, struct entity *entity);
/* The pair that a row is about, made when it is first met. NULL: an end is not found anywhere, and not said where, in no
 * framework or in one of several. */
struct pair *sssom_pair_for(struct sssom *sssom, const struct entity *subject, const struct entity *object);
/* A predicate that is not known is a finding, and stands in the remarks of related-to. */
enum relation sssom_predicate(const struct sssom *sssom, const struct value *value, struct str *remarks);
/* The method and the rationale. */
void sssom_justification(const struct sssom *sssom, const struct row *row, struct native_map *map);
void sssom_confidence(const struct sssom *sssom, const struct row *row, struct native_map *map);

#endif
