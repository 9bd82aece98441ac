/* Which relation to a control of the new edition follows from one to a control of the old edition. */
#ifndef CW_MIGRATE_RELATION_H
#define CW_MIGRATE_RELATION_H

#include "model/vocabulary.h"

#include <stdbool.h>

/* What is proved between a control of the old edition and one of the new, as the base relations that are left possible. */
static inline bool link_is_equal(unsigned link) {
  return link == BASE_EQ;
}
/* The old control lies in the new one. */
static inline bool link_is_within(unsigned link) {
  return link != 0 && (link & ~(unsigned)(BASE_EQ | BASE_PP)) == 0;
}
/* The old control holds all of the new one. */
static inline bool link_is_holding(unsigned link) {
  return link != 0 && (link & ~(unsigned)(BASE_EQ | BASE_PPI)) == 0;
}

/* The base relations that are possible between a and c, where `first` are those between a and b, and `second` those between
 * b and c. */
unsigned bases_composed(unsigned first, unsigned second);

/* True, with `carried` set, where something follows: `relation` is that of any control to the old one, `carried` that of the
 * same control to the new one. `overlap` is that of the mapping, for both. */
bool relation_carried(enum relation relation, enum overlap overlap, unsigned link, enum relation *carried);

#endif
