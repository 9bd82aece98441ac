/* UUIDs of version 5: SHA-1 over a namespace and a name, by nettle. */
#include "base/uuid.h"

#include <nettle/sha1.h>

/* Version 5 of "urn:crosswalk:1" in the namespace for URLs that the standard gives. */
static const unsigned char name_space[16] = {0x09, 0x76, 0xF3, 0x29, 0xCF, 0xAB, 0x5B, 0xD7,
                                             0xA8, 0xF6, 0xF2, 0xA9, 0x86, 0x91, 0x06, 0xCA};

struct str uuid_of(struct arena *arena, struct str name) {
  static const char digits[] = "0123456789abcdef";
  struct sha1_ctx context;
  unsigned char digest[SHA1_DIGEST_SIZE];
  char text[UUID_TEXT];
  sha1_init(&context);
  sha1_update(&context, sizeof name_space, name_space);
  sha1_update(&context, name.n, (const unsigned char *)name.p);
  sha1_digest(&context, sizeof digest, digest);
  digest[6] = (unsigned char)((digest[6] & 0x0F) | 0x50);
  digest[8] = (unsigned char)((digest[8] & 0x3F) | 0x80);
  for (unsigned i = 0, at = 0; i < 16; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      text[at++] = '-';
    }
    text[at++] = digits[digest[i] >> 4];
    text[at++] = digits[digest[i] & 15];
  }
  return (struct str){.p = arena_text(arena, text, sizeof text), .n = sizeof text};
}
