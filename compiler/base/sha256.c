/* SHA-256 as FIPS 180-4 describes it. */
#include "base/sha256.h"

#include "base/base64.h"
#include "base/sha256_x86.h"

#include <string.h>

enum { BLOCK = SHA256_BLOCK, ROUNDS = SHA256_ROUNDS };

const uint32_t sha256_constants[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t rotate(uint32_t x, unsigned n) {
  return x >> n | x << (32 - n);
}

static uint32_t load(const unsigned char *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void store(unsigned char *bytes, uint32_t value) {
  bytes[0] = (unsigned char)(value >> 24);
  bytes[1] = (unsigned char)(value >> 16);
  bytes[2] = (unsigned char)(value >> 8);
  bytes[3] = (unsigned char)value;
}

static void schedule(const unsigned char *block, uint32_t w[ROUNDS]) {
  for (unsigned i = 0; i < 16; i++) {
    w[i] = load(block + 4 * i);
  }
  for (unsigned i = 16; i < ROUNDS; i++) {
    uint32_t s0 = rotate(w[i - 15], 7) ^ rotate(w[i - 15], 18) ^ w[i - 15] >> 3;
    uint32_t s1 = rotate(w[i - 2], 17) ^ rotate(w[i - 2], 19) ^ w[i - 2] >> 10;
    w[i] = w[i - 16] + s0 + w[i - 7] + s1;
  }
}

/* One round. Instead of moving eight words along after each round, the next round takes them in other roles. */
#define ROUND(a, b, c, d, e, f, g, h, i)                                                                       \
  do {                                                                                                         \
    uint32_t t =                                                                                               \
        h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + (g ^ (e & (f ^ g))) + sha256_constants[i] + w[i]; \
    d += t;                                                                                                    \
    h = t + (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) | (c & (a | b)));                        \
  } while (0)

static void compress_block(uint32_t state[8], const unsigned char *block) {
  uint32_t w[ROUNDS];
  schedule(block, w);
  uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
  uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
  for (unsigned i = 0; i < ROUNDS; i += 8) {
    ROUND(a, b, c, d, e, f, g, h, i);
    ROUND(h, a, b, c, d, e, f, g, i + 1);
    ROUND(g, h, a, b, c, d, e, f, i + 2);
    ROUND(f, g, h, a, b, c, d, e, i + 3);
    ROUND(e, f, g, h, a, b, c, d, i + 4);
    ROUND(d, e, f, g, h, a, b, c, i + 5);
    ROUND(c, d, e, f, g, h, a, b, i + 6);
    ROUND(b, c, d, e, f, g, h, a, i + 7);
  }
  const uint32_t added[8] = {a, b, c, d, e, f, g, h};
  for (unsigned i = 0; i < 8; i++) {
    state[i] += added[i];
  }
}

static void compress(bool by_processor, uint32_t state[8], const unsigned char *bytes, size_t blocks) {
  if (by_processor) {
    sha256_x86_compress(state, bytes, blocks);
    return;
  }
  for (; blocks > 0; blocks--, bytes += BLOCK) {
    compress_block(state, bytes);
  }
}

/* The last bytes, the mark behind them, and the length in bits. */
static void finish(bool by_processor, uint32_t state[8], const unsigned char *tail, size_t left, uint64_t total) {
  unsigned char block[2 * BLOCK] = {0};
  if (left > 0) {
    memcpy(block, tail, left);
  }
  block[left] = 0x80;
  size_t end = left < BLOCK - 8 ? BLOCK : 2 * BLOCK;
  store(block + end - 8, (uint32_t)(total * 8 >> 32));
  store(block + end - 4, (uint32_t)(total * 8));
  compress(by_processor, state, block, end / BLOCK);
}

static void digest_with(bool by_processor, const void *bytes, size_t n, unsigned char digest[SHA256_BYTES]) {
  uint32_t state[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
  size_t whole = n - n % BLOCK;
  compress(by_processor, state, bytes, whole / BLOCK);
  finish(by_processor, state, (const unsigned char *)bytes + whole, n - whole, n);
  for (unsigned i = 0; i < 8; i++) {
    store(digest + 4 * i, state[i]);
  }
}

void sha256(const void *bytes, size_t n, unsigned char digest[SHA256_BYTES]) {
  digest_with(sha256_x86_is_there(), bytes, n, digest);
}

void sha256_portable(const void *bytes, size_t n, unsigned char digest[SHA256_BYTES]) {
  digest_with(false, bytes, n, digest);
}

void sha256_base64(const void *bytes, size_t n, char text[SHA256_BASE64]) {
  unsigned char digest[SHA256_BYTES];
  sha256(bytes, n, digest);
  for (size_t at = 0; at < SHA256_BYTES; at += 3) {
    base64_group(digest + at, at + 3 <= SHA256_BYTES ? 3 : SHA256_BYTES - at, text + at / 3 * 4);
  }
  text[SHA256_BASE64 - 1] = '\0';
}
