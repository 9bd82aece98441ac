/* Compression: repeated text is found through chains of equal hashes, and written with the codes that RFC 1951 fixes.
 *
 * One block for the whole text. The codes made to measure of the RFC would save a fifth more and cost twice the code. */
#include "output/xlsx/deflate.h"

enum {
  WINDOW = 32768,   /* how far back a repetition may lie */
  SHORTEST = 3,     /* repetition worth a code */
  LONGEST = 258,    /* that a code can say */
  PATIENCE = 48,    /* earlier places that are tried */
  HASHES = 1 << 15, /* chains */
  NOWHERE = 0       /* places are counted from 1 */
};

struct deflater {
  struct sink *sink;
  struct str text;
  uint32_t *newest; /* for each hash the last place that has it */
  uint32_t *older;  /* for each place, modulo the window, the place before it with the same hash */
  uint32_t bits;    /* not yet written, the first of them lowest */
  unsigned bit_count;
};

/* ---- codes ---- */

static void put_bits(struct deflater *deflater, uint32_t bits, unsigned count) {
  deflater->bits |= bits << deflater->bit_count;
  deflater->bit_count += count;
  while (deflater->bit_count >= 8) {
    sink_char(deflater->sink, (char)(deflater->bits & 0xFFU));
    deflater->bits >>= 8;
    deflater->bit_count -= 8;
  }
}

/* The bits of a Huffman code stand with the highest first. */
static void put_code(struct deflater *deflater, uint32_t code, unsigned count) {
  uint32_t turned = 0;
  for (unsigned i = 0; i < count; i++) {
    turned |= (code >> i & 1U) << (count - 1 - i);
  }
  put_bits(deflater, turned, count);
}

/* A byte, the end of the block (256), or a length (257 and above): the code of fixed length classes. */
static void put_symbol(struct deflater *deflater, unsigned symbol) {
  if (symbol < 144) {
    put_code(deflater, 0x30U + symbol, 8);
  } else if (symbol < 256) {
    put_code(deflater, 0x190U + symbol - 144, 9);
  } else if (symbol < 280) {
    put_code(deflater, symbol - 256, 7);
  } else {
    put_code(deflater, 0xC0U + symbol - 280, 8);
  }
}

/* Lengths and distances go in classes: a first value, and how many bits say how far above it. */
struct class {
  uint16_t first;
  uint16_t bits;
};

static const struct class lengths[] = {{3, 0},   {4, 0},   {5, 0},   {6, 0},   {7, 0},  {8, 0},  {9, 0},  {10, 0},
                                       {11, 1},  {13, 1},  {15, 1},  {17, 1},  {19, 2}, {23, 2}, {27, 2}, {31, 2},
                                       {35, 3},  {43, 3},  {51, 3},  {59, 3},  {67, 4}, {83, 4}, {99, 4}, {115, 4},
                                       {131, 5}, {163, 5}, {195, 5}, {227, 5}, {258, 0}};

static const struct class distances[] = {{1, 0},     {2, 0},     {3, 0},     {4, 0},      {5, 1},      {7, 1},
                                         {9, 2},     {13, 2},    {17, 3},    {25, 3},     {33, 4},     {49, 4},
                                         {65, 5},    {97, 5},    {129, 6},   {193, 6},    {257, 7},    {385, 7},
                                         {513, 8},   {769, 8},   {1025, 9},  {1537, 9},   {2049, 10},  {3073, 10},
                                         {4097, 11}, {6145, 11}, {8193, 12}, {12289, 12}, {16385, 13}, {24577, 13}};

static unsigned class_of(const struct class *classes, unsigned count, unsigned value) {
  unsigned at = count - 1;
  while (classes[at].first > value) {
    at--;
  }
  return at;
}

static void put_repetition(struct deflater *deflater, unsigned length, unsigned distance) {
  unsigned class = class_of(lengths, sizeof lengths / sizeof *lengths, length);
  put_symbol(deflater, 257 + class);
  put_bits(deflater, length - lengths[class].first, lengths[class].bits);
  class = class_of(distances, sizeof distances / sizeof *distances, distance);
  put_code(deflater, class, 5);
  put_bits(deflater, distance - distances[class].first, distances[class].bits);
}

/* ---- repetitions ---- */

static uint32_t hash_at(const struct deflater *deflater, uint32_t at) {
  const unsigned char *p = (const unsigned char *)deflater->text.p + at;
  uint32_t three = (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16;
  return three * 2654435761U >> 17;
}

/* Makes the text at `at` known to what comes later. */
static void remember(struct deflater *deflater, uint32_t at) {
  if (deflater->text.n - at >= SHORTEST) {
    uint32_t hash = hash_at(deflater, at);
    deflater->older[at % WINDOW] = deflater->newest[hash];
    deflater->newest[hash] = at + 1;
  }
}

static unsigned common(const struct deflater *deflater, uint32_t a, uint32_t b, unsigned most) {
  unsigned n = 0;
  while (n < most && deflater->text.p[a + n] == deflater->text.p[b + n]) {
    n++;
  }
  return n;
}

/* The longest text before `at` that stands there again: its length, or 0. */
static unsigned find_repetition(const struct deflater *deflater, uint32_t at, unsigned *distance) {
  uint32_t left = deflater->text.n - at;
  unsigned most = left < LONGEST ? left : LONGEST;
  unsigned best = SHORTEST - 1;
  if (most < SHORTEST) {
    return 0;
  }
  uint32_t place = deflater->newest[hash_at(deflater, at)];
  for (unsigned tries = 0; tries < PATIENCE && place != NOWHERE && at - (place - 1) <= WINDOW; tries++) {
    unsigned length = common(deflater, place - 1, at, most);
    if (length > best) {
      best = length;
      *distance = at - (place - 1);
      if (best == most) {
        break;
      }
    }
    uint32_t before = deflater->older[(place - 1) % WINDOW];
    place = before < place ? before : NOWHERE; /* a slot taken over by a later place */
  }
  return best >= SHORTEST ? best : 0;
}

void deflate(struct sink *sink, struct str text) {
  struct deflater deflater = {.sink = sink,
                              .text = text,
                              .newest = arena_zalloc(sink_arena(sink), HASHES * sizeof(uint32_t)),
                              .older = arena_zalloc(sink_arena(sink), WINDOW * sizeof(uint32_t))};
  put_bits(&deflater, 1, 1); /* the last block */
  put_bits(&deflater, 1, 2); /* with the fixed codes */
  for (uint32_t at = 0; at < text.n;) {
    unsigned distance = 0;
    unsigned length = find_repetition(&deflater, at, &distance);
    if (length > 0) {
      put_repetition(&deflater, length, distance);
    } else {
      put_symbol(&deflater, (unsigned char)text.p[at]);
      length = 1;
    }
    for (uint32_t end = at + length; at < end; at++) {
      remember(&deflater, at);
    }
  }
  put_symbol(&deflater, 256);
  put_bits(&deflater, 0, (8 - deflater.bit_count) % 8);
}

/* ---- checksum ---- */

uint32_t crc32_of(struct str text) {
  static const uint32_t halves[16] = {0x00000000, 0x1DB71064, 0x3B6E20C8, 0x26D930AC, 0x76DC4190, 0x6B6B51F4,
                                      0x4DB26158, 0x5005713C, 0xEDB88320, 0xF00F9344, 0xD6D6A3E8, 0xCB61B38C,
                                      0x9B64C2B0, 0x86D3D2D4, 0xA00AE278, 0xBDBDF21C};
  uint32_t crc = 0xFFFFFFFFU;
  for (uint32_t i = 0; i < text.n; i++) {
    crc ^= (unsigned char)text.p[i];
    crc = crc >> 4 ^ halves[crc & 15U];
    crc = crc >> 4 ^ halves[crc & 15U];
  }
  return ~crc;
}
