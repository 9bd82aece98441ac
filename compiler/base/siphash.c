/* SipHash with one round for each word and three at the end, and the key of this process. */
#define _DEFAULT_SOURCE
#include "base/siphash.h"

#include "base/bytes.h"

#include <pthread.h>
#include <sys/random.h>
#include <time.h>

struct state {
  uint64_t v0, v1, v2, v3;
};

static inline uint64_t rotate(uint64_t x, unsigned n) {
  return x << n | x >> (64 - n);
}

static inline void mix(struct state *s) {
  s->v0 += s->v1;
  s->v2 += s->v3;
  s->v1 = rotate(s->v1, 13) ^ s->v0;
  s->v3 = rotate(s->v3, 16) ^ s->v2;
  s->v0 = rotate(s->v0, 32) + s->v3;
  s->v2 += s->v1;
  s->v3 = rotate(s->v3, 21) ^ s->v0;
  s->v1 = rotate(s->v1, 17) ^ s->v2;
  s->v2 = rotate(s->v2, 32);
}

static inline void take(struct state *s, uint64_t word) {
  s->v3 ^= word;
  mix(s);
  s->v0 ^= word;
}

/* The last bytes, fewer than eight, and the length above them. Bytes that are loaded twice come to the same place. */
static inline uint64_t last_word(const char *p, size_t n, size_t left) {
  uint64_t word = (uint64_t)n << 56;
  if (left >= 4) {
    return word | bytes_four(p) | (uint64_t)bytes_four(p + left - 4) << (8 * (left - 4));
  }
  if (left > 0) {
    word |= (uint64_t)(unsigned char)p[0];
    word |= (uint64_t)(unsigned char)p[left / 2] << (8 * (left / 2));
    word |= (uint64_t)(unsigned char)p[left - 1] << (8 * (left - 1));
  }
  return word;
}

uint64_t siphash(const struct hash_key *key, const void *bytes, size_t n) {
  enum { WORD = 8 };
  struct state s = {key->k0 ^ UINT64_C(0x736f6d6570736575), key->k1 ^ UINT64_C(0x646f72616e646f6d),
                    key->k0 ^ UINT64_C(0x6c7967656e657261), key->k1 ^ UINT64_C(0x7465646279746573)};
  const char *p = bytes;
  size_t left = n;
  for (; left >= WORD; p += WORD, left -= WORD) {
    take(&s, bytes_eight(p));
  }
  take(&s, last_word(p, n, left));
  s.v2 ^= 0xff;
  mix(&s);
  mix(&s);
  mix(&s);
  return s.v0 ^ s.v1 ^ s.v2 ^ s.v3;
}

static pthread_once_t once = PTHREAD_ONCE_INIT;
static struct hash_key own;

/* Where the system has no random bytes, an address and the time are still not in anybody's document. */
static void choose_key(void) {
  if (getrandom(&own, sizeof own, GRND_NONBLOCK) == (ssize_t)sizeof own) {
    return;
  }
  struct timespec now = {0};
  clock_gettime(CLOCK_MONOTONIC, &now);
  own.k0 = (uint64_t)(uintptr_t)&now ^ (uint64_t)now.tv_nsec << 32;
  own.k1 = (uint64_t)(uintptr_t)&own ^ (uint64_t)now.tv_sec;
}

struct hash_key hash_key(void) {
  pthread_once(&once, choose_key);
  return own;
}
