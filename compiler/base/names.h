/* Distinct names and their numbers: the first name gets 0, the next new one 1, and so on.
 *
 * Names come from documents, and documents from strangers: the hash is keyed, so that no document is slow by its ids. The
 * table is never walked in hash order, so that nothing depends on the key. */
#ifndef CW_BASE_NAMES_H
#define CW_BASE_NAMES_H

#include "base/siphash.h"
#include "base/str.h"
#include "base/vec.h"

#define NO_NAME UINT32_MAX

struct name_slot {
  uint32_t name; /* its number + 1, or 0 for an empty slot */
  uint32_t hash;
};

struct names {
  struct arena *arena; /* borrowed: owns the copies and the table */
  struct hash_key key;
  struct name_slot *slots;
  uint32_t mask;
  VEC(struct str) names; /* by number; each copy is NUL-terminated */
};

void names_init(struct names *names, struct arena *arena);
/* The number of the name, which is copied when it is new. */
uint32_t names_intern(struct names *names, struct str name);
/* The same for a name that stays where it is, and need not be copied. */
uint32_t names_intern_kept(struct names *names, struct str name);
/* Room for so many more names, so that the table need not grow on the way. */
void names_reserve(struct names *names, uint32_t count);
/* The number of the name, or NO_NAME. */
uint32_t names_find(const struct names *names, struct str name);
/* Gives back what the table takes; the copies of the names stay. */
void names_drop(struct names *names);
/* A number made from the bytes, the same in every process and on every machine; whoever writes them can choose it. */
uint32_t names_hash(struct str name);

#endif
