/* Several bytes as one number, the same on every machine (compilers make one instruction of it on most), and questions to
 * all of its bytes at once. */
#ifndef CW_BASE_BYTES_H
#define CW_BASE_BYTES_H

#include <stdint.h>

#define BYTES_EACH(byte) (UINT64_C(0x0101010101010101) * (byte))
#define BYTES_HIGH BYTES_EACH(0x80)

/* The first byte is the lowest. */
static inline uint32_t bytes_four(const char *p) {
  const unsigned char *u = (const unsigned char *)p;
  return (uint32_t)u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}

static inline uint64_t bytes_eight(const char *p) {
  return (uint64_t)bytes_four(p + 4) << 32 | bytes_four(p);
}

/* Not 0 if one of the bytes is below `limit`, at most 0x80. */
static inline uint64_t bytes_any_below(uint64_t bytes, unsigned char limit) {
  return (bytes - BYTES_EACH(limit)) & ~bytes & BYTES_HIGH;
}

/* The high bit of each byte that is this one; of no other. */
static inline uint64_t bytes_equal(uint64_t bytes, unsigned char byte) {
  uint64_t differ = bytes ^ BYTES_EACH(byte);
  return ~(((differ & ~BYTES_HIGH) + ~BYTES_HIGH) | differ) & BYTES_HIGH;
}

/* The number of the highest byte with a bit set; there must be one. */
static inline unsigned bytes_last(uint64_t bytes) {
  return 7 - (unsigned)__builtin_clzll(bytes) / 8;
}

#endif
