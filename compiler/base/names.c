/* Open addressing with linear probing; at most half full. */
#include "base/names.h"

#include "base/bytes.h"

static uint64_t mix(uint64_t a, uint64_t b) {
  a = (a ^ b) * UINT64_C(0x9E3779B97F4A7C15);
  return a ^ (a >> 32);
}

/* The up to eight bytes as one number, without a loop: names are short, and their lengths vary. */
static uint64_t load_short(const char *p, uint32_t n) {
  uint32_t low = 0;
  uint32_t high = 0;
  if (n >= sizeof low) {
    low = bytes_four(p);
    high = bytes_four(p + n - sizeof high);
  } else if (n > 0) {
    low = (uint32_t)(unsigned char)p[0] | (uint32_t)(unsigned char)p[n / 2] << 8 |
          (uint32_t)(unsigned char)p[n - 1] << 16;
  }
  return (uint64_t)high << 32 | low;
}

uint32_t names_hash(struct str name) {
  enum { WORD_BYTES = 8 };
  const char *p = name.p;
  uint32_t n = name.n;
  uint64_t hash = n;
  while (n > WORD_BYTES) {
    hash = mix(hash, bytes_eight(p));
    p += WORD_BYTES;
    n -= WORD_BYTES;
  }
  /* Ids differ in few bits, and only the low bits of the hash choose a slot: mixed twice, or they crowd together. */
  return (uint32_t)mix(mix(hash, load_short(p, n)), hash >> 32);
}

static uint32_t slot_hash(const struct names *names, struct str name) {
  return (uint32_t)siphash(&names->key, name.p, name.n);
}

/* As str_eq, without a call for most names. */
static bool is_same(struct str a, struct str b) {
  if (a.n != b.n) {
    return false;
  }
  if (a.n <= sizeof(uint64_t)) {
    return load_short(a.p, a.n) == load_short(b.p, b.n);
  }
  return memcmp(a.p, b.p, a.n) == 0;
}

void names_init(struct names *names, struct arena *arena) {
  *names = (struct names){.arena = arena, .key = hash_key()};
}

static void drop_slots(struct names *names) {
  arena_drop(names->arena, names->slots, ((size_t)names->mask + 1) * sizeof *names->slots);
}

static void resize(struct names *names, uint32_t count) {
  struct name_slot *slots = arena_zalloc(names->arena, count * sizeof *slots);
  uint32_t mask = count - 1;
  for (uint32_t i = 0; names->slots != NULL && i <= names->mask; i++) {
    if (names->slots[i].name == 0) {
      continue;
    }
    uint32_t at = names->slots[i].hash & mask;
    while (slots[at].name != 0) {
      at = (at + 1) & mask;
    }
    slots[at] = names->slots[i];
  }
  if (names->slots != NULL) {
    drop_slots(names);
  }
  names->slots = slots;
  names->mask = mask;
}

/* The slot that holds the name, or the empty one where it belongs. */
static inline struct name_slot *probe(const struct names *names, struct str name, uint32_t hash) {
  uint32_t at = hash & names->mask;
  while (names->slots[at].name != 0) {
    if (names->slots[at].hash == hash && is_same(names->names.v[names->slots[at].name - 1], name)) {
      break;
    }
    at = (at + 1) & names->mask;
  }
  return &names->slots[at];
}

uint32_t names_find(const struct names *names, struct str name) {
  if (names->slots == NULL) {
    return NO_NAME;
  }
  const struct name_slot *slot = probe(names, name, slot_hash(names, name));
  return slot->name != 0 ? slot->name - 1 : NO_NAME;
}

static inline uint32_t intern(struct names *names, struct str name, bool kept) {
  if (names->slots == NULL) {
    names_reserve(names, 1);
  }
  uint32_t hash = slot_hash(names, name);
  struct name_slot *slot = probe(names, name, hash);
  if (slot->name != 0) {
    return slot->name - 1;
  }
  if (names->names.n >= names->mask / 2) {
    resize(names, (names->mask + 1) * 2);
    slot = probe(names, name, hash);
  }
  vec_push(names->arena, &names->names, kept ? name : str_copy(names->arena, name));
  *slot = (struct name_slot){.name = names->names.n, .hash = hash};
  return names->names.n - 1;
}

uint32_t names_intern(struct names *names, struct str name) {
  return intern(names, name, false);
}

uint32_t names_intern_kept(struct names *names, struct str name) {
  return intern(names, name, true);
}

void names_reserve(struct names *names, uint32_t count) {
  enum { FEWEST_SLOTS = 64 };
  uint32_t slots = names->slots != NULL ? names->mask + 1 : FEWEST_SLOTS;
  while (slots / 2 <= count && slots <= UINT32_MAX / 2) {
    slots *= 2;
  }
  vec_reserve(names->arena, &names->names, count);
  if (names->slots == NULL || slots > names->mask + 1) {
    resize(names, slots);
  }
}

void names_drop(struct names *names) {
  if (names->slots != NULL) {
    drop_slots(names);
    arena_drop(names->arena, names->names.v, names->names.capacity * sizeof *names->names.v);
  }
  names_init(names, names->arena);
}
