/* SipHash against its published values, and tables of names against somebody who chooses the names. */
#include "base/names.h"
#include "unit.h"

#include <stdlib.h>
#include <string.h>

struct four {
  uint64_t v[4];
};

static void mix_rounds(struct four *s, unsigned rounds) {
  uint64_t *v = s->v;
  for (unsigned round = 0; round < rounds; round++) {
    v[0] += v[1], v[2] += v[3];
    v[1] = (v[1] << 13 | v[1] >> 51) ^ v[0], v[3] = (v[3] << 16 | v[3] >> 48) ^ v[2];
    v[0] = v[0] << 32 | v[0] >> 32;
    v[0] += v[3], v[2] += v[1];
    v[3] = (v[3] << 21 | v[3] >> 43) ^ v[0], v[1] = (v[1] << 17 | v[1] >> 47) ^ v[2];
    v[2] = v[2] << 32 | v[2] >> 32;
  }
}

/* The bytes as the algorithm takes them, one by one, with so many rounds for each word and so many at the end. */
static uint64_t plain(const struct hash_key *key, const unsigned char *p, size_t n, unsigned compress,
                      unsigned finish) {
  struct four s = {{key->k0 ^ UINT64_C(0x736f6d6570736575), key->k1 ^ UINT64_C(0x646f72616e646f6d),
                    key->k0 ^ UINT64_C(0x6c7967656e657261), key->k1 ^ UINT64_C(0x7465646279746573)}};
  for (size_t at = 0; at / 8 <= n / 8; at += 8) {
    uint64_t word = at / 8 == n / 8 ? (uint64_t)(n & 0xff) << 56 : 0;
    for (size_t i = 0; i < 8 && at + i < n; i++) {
      word |= (uint64_t)p[at + i] << (8 * i);
    }
    s.v[3] ^= word;
    mix_rounds(&s, compress);
    s.v[0] ^= word;
  }
  s.v[2] ^= 0xff;
  mix_rounds(&s, finish);
  return s.v[0] ^ s.v[1] ^ s.v[2] ^ s.v[3];
}

/* The paper's appendix A: the key 00 01 .. 0f, and the bytes 00 01 .. 0e. It is of two rounds and four. */
START_TEST(the_published_value) {
  const struct hash_key key = {UINT64_C(0x0706050403020100), UINT64_C(0x0f0e0d0c0b0a0908)};
  unsigned char bytes[15];
  for (unsigned i = 0; i < sizeof bytes; i++) {
    bytes[i] = (unsigned char)i;
  }
  ck_assert_uint_eq(plain(&key, bytes, sizeof bytes, 2, 4), UINT64_C(0xa129ca6149be45e5));
}
END_TEST

START_TEST(every_length_and_alignment) {
  unsigned char bytes[128];
  srand(5);
  for (unsigned i = 0; i < sizeof bytes; i++) {
    bytes[i] = (unsigned char)rand();
  }
  for (unsigned start = 0; start < 8; start++) {
    for (size_t n = 0; n < 100; n++) {
      struct hash_key key = {(uint64_t)rand() << 32 | (uint64_t)rand(), (uint64_t)rand()};
      ck_assert_uint_eq(siphash(&key, bytes + start, n), plain(&key, bytes + start, n, 1, 3));
    }
  }
}
END_TEST

START_TEST(the_key_is_of_this_process) {
  struct hash_key a = hash_key();
  struct hash_key b = hash_key();
  ck_assert(a.k0 == b.k0 && a.k1 == b.k1 && (a.k0 != 0 || a.k1 != 0));
}
END_TEST

/* Sixteen bytes whose unkeyed hash is that of all the others, as somebody can make them who reads the source of it. */
static void choose_name(uint32_t number, char name[16]) {
  const uint64_t factor = UINT64_C(0x9E3779B97F4A7C15);
  const uint64_t wanted = UINT64_C(0x123456789abcdef1);
  uint64_t inverse = factor;
  for (int i = 0; i < 6; i++) {
    inverse *= 2 - factor * inverse;
  }
  uint64_t first = number * UINT64_C(0x100000001) + 1;
  uint64_t mixed = (16 ^ first) * factor;
  mixed ^= mixed >> 32;
  uint64_t y = wanted ^ mixed >> 32;
  uint64_t second = mixed ^ (y ^ y >> 32) * inverse;
  memcpy(name, &first, 8);
  memcpy(name + 8, &second, 8);
}

START_TEST(chosen_names_do_not_crowd_together) {
  enum { COUNT = 20000 };
  struct names names;
  names_init(&names, &arena);
  uint32_t unkeyed = 0;
  uint32_t same = 0;
  for (uint32_t i = 0; i < COUNT; i++) {
    char text[16];
    choose_name(i, text);
    struct str name = {.p = text, .n = sizeof text};
    unkeyed = i == 0 ? names_hash(name) : unkeyed;
    same += names_hash(name) == unkeyed;
    ck_assert_uint_eq(names_intern(&names, name), i);
  }
  ck_assert_uint_eq(same, COUNT); /* or this shows nothing */
  uint32_t longest = 0;
  uint32_t crowd = 0;
  for (uint32_t i = 0; i <= names.mask; i++) {
    crowd = names.slots[i].name != 0 ? crowd + 1 : 0;
    longest = crowd > longest ? crowd : longest;
  }
  ck_assert_uint_lt(longest, 200); /* full slots in a row */
}
END_TEST

UNIT_SUITE(siphash, unit_set_up, unit_tear_down, the_published_value, every_length_and_alignment,
           the_key_is_of_this_process, chosen_names_do_not_crowd_together)
