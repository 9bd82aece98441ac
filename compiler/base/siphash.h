/* SipHash (Aumasson and Bernstein, 2012): a hash that nobody can choose collisions of who does not know the key. */
#ifndef CW_BASE_SIPHASH_H
#define CW_BASE_SIPHASH_H

#include <stddef.h>
#include <stdint.h>

struct hash_key {
  uint64_t k0;
  uint64_t k1;
};

/* The key of this process: random bytes of the system, the same at every call. What is written must not depend on it. */
struct hash_key hash_key(void);
/* SipHash-1-3, which is enough for tables. */
uint64_t siphash(const struct hash_key *key, const void *bytes, size_t n);

#endif
