/* A ZIP archive, written member by member into a sink. Every member is dated 1980-01-01, the first day that the format
 * knows: the same members give the same bytes. */
#ifndef CW_OUTPUT_XLSX_ZIP_H
#define CW_OUTPUT_XLSX_ZIP_H

#include "base/vec.h"
#include "output/sink.h"

struct zip_member {
  const char *name; /* borrowed */
  uint32_t crc;
  uint32_t size;
  uint32_t packed;
  uint32_t offset;
  bool deflated; /* else as it is, because that is shorter */
};

struct zip {
  struct sink *sink;
  uint64_t written;
  VEC(struct zip_member) members;
};

void zip_add(struct zip *zip, const char *name, struct str bytes);
/* Writes the list of members, which ends the archive. */
void zip_finish(struct zip *zip);

#endif
