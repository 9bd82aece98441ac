/* ZIP archives. What is inflated is limited, not what an archive says of itself; names in it are never file names here. */
#ifndef CW_BASE_ARCHIVE_H
#define CW_BASE_ARCHIVE_H

#include "base/buf.h"

struct archive;

struct archive_limits {
  uint64_t bytes; /* of one part */
  uint32_t ratio; /* how many times its packed size, beyond 16 MB */
};

enum archive_result { ARCHIVE_READ, ARCHIVE_MISSING, ARCHIVE_DAMAGED, ARCHIVE_TOO_LARGE };

/* The bytes are borrowed. NULL: no archive. The arena is the one that gives up when there is no memory. */
struct archive *archive_open(struct arena *arena, const char *bytes, size_t size);
void archive_close(struct archive *archive);
bool archive_has(struct archive *archive, const char *name);
/* Appends the part to `out`. */
enum archive_result archive_read(struct archive *archive, const char *name, const struct archive_limits *limits,
                                 struct buf *out);
/* Whether every part of the file can be read to its end, and in it each element that begins ends: 0, EIO or ENOMEM.
 * libxlsxwriter collects parts in temporary files whose writes it does not check, so that on a full disk a part ends early and
 * the archive is still well formed. */
int archive_check(const char *path);

#endif
