/* A ZIP archive: local headers with their members, then the central directory. */
#include "output/xlsx/zip.h"

#include "output/xlsx/deflate.h"

#include <errno.h>

enum {
  VERSION = 20,     /* of the format: 2.0, which knows deflate */
  DEFLATED = 8,     /* method; 0 is "stored" */
  UTF8 = 1 << 11,   /* flag: names are UTF-8 */
  DATE = 1 << 5 | 1 /* 1980-01-01; time 0 */
};

static void put(struct zip *zip, uint32_t value, unsigned bytes) {
  for (unsigned i = 0; i < bytes; i++) {
    sink_char(zip->sink, (char)(value >> (8 * i) & 0xFFU));
  }
  zip->written += bytes;
}

static void put_bytes(struct zip *zip, struct str bytes) {
  sink_str(zip->sink, bytes);
  zip->written += bytes.n;
}

/* What the local header and the directory say alike of a member. */
static void put_common(struct zip *zip, const struct zip_member *member) {
  put(zip, VERSION, 2);
  put(zip, UTF8, 2);
  put(zip, member->deflated ? DEFLATED : 0, 2);
  put(zip, 0, 2);
  put(zip, DATE, 2);
  put(zip, member->crc, 4);
  put(zip, member->packed, 4);
  put(zip, member->size, 4);
  put(zip, (uint32_t)strlen(member->name), 2);
  put(zip, 0, 2); /* extra */
}

void zip_add(struct zip *zip, const char *name, struct str bytes) {
  struct arena *arena = sink_arena(zip->sink);
  struct sink *packing = sink_open_memory(arena);
  deflate(packing, bytes);
  struct str packed = sink_memory(packing);
  int error = sink_close(packing);
  struct zip_member member = {.name = name,
                              .crc = crc32_of(bytes),
                              .size = bytes.n,
                              .offset = (uint32_t)zip->written,
                              .deflated = packed.n < bytes.n};
  packed = member.deflated ? packed : bytes;
  member.packed = packed.n;
  /* Offsets have 32 bits; a table of that size is beyond every spreadsheet program. */
  if (error != 0 || zip->written + packed.n > UINT32_MAX - UINT16_MAX) {
    sink_fail(zip->sink, error != 0 ? error : EFBIG);
    return;
  }
  put(zip, 0x04034B50U, 4);
  put_common(zip, &member);
  put_bytes(zip, str_from(name));
  put_bytes(zip, packed);
  vec_push(arena, &zip->members, member);
}

void zip_finish(struct zip *zip) {
  uint32_t start = (uint32_t)zip->written;
  for (uint32_t i = 0; i < zip->members.n; i++) {
    const struct zip_member *member = &zip->members.v[i];
    put(zip, 0x02014B50U, 4);
    put(zip, VERSION, 2);
    put_common(zip, member);
    put(zip, 0, 2); /* comment */
    put(zip, 0, 2); /* disk */
    put(zip, 0, 2); /* attributes, inside and outside */
    put(zip, 0, 4);
    put(zip, member->offset, 4);
    put_bytes(zip, str_from(member->name));
  }
  uint32_t size = (uint32_t)zip->written - start;
  put(zip, 0x06054B50U, 4);
  put(zip, 0, 4);
  put(zip, zip->members.n, 2);
  put(zip, zip->members.n, 2);
  put(zip, size, 4);
  put(zip, start, 4);
  put(zip, 0, 2);
}
