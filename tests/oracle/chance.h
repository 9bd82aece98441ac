/* Chance that is the same on every machine; or the choices of somebody else, as long as there are any. */
#ifndef ORACLE_CHANCE_H
#define ORACLE_CHANCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct chance {
  uint64_t state;
  const uint8_t *bytes; /* one for each choice among at most 256 */
  size_t left;
};

static inline uint64_t chance_next(struct chance *chance) {
  uint64_t z = chance->state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}

/* 0 up to count - 1. */
static inline unsigned chance_below(struct chance *chance, unsigned count) {
  if (chance->left > 0 && count <= 256) {
    chance->left--;
    return *chance->bytes++ % count;
  }
  return (unsigned)(chance_next(chance) >> 33) % count;
}

/* From low up to high. */
static inline unsigned chance_from(struct chance *chance, unsigned low, unsigned high) {
  return low + chance_below(chance, high - low + 1);
}

static inline bool chance_percent(struct chance *chance, unsigned percent) {
  return chance_below(chance, 100) < percent;
}

#endif
