/* A package read back, to see whether all that was meant to be in it is. libxlsxwriter collects parts in temporary files
 * whose writes it does not check, so that on a full disk a part ends early and the archive is still well formed. */
#include "output/xlsx/package.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <zip.h>

/* The last byte that is no line end. */
static char last_of(const char *bytes, zip_int64_t n, char last) {
  for (zip_int64_t i = 0; i < n; i++) {
    if (bytes[i] != '\n' && bytes[i] != '\r') {
      last = bytes[i];
    }
  }
  return last;
}

/* Whether the part can be read to its end (libzip compares its checksum there) and ends with a tag. */
static bool part_is_whole(zip_file_t *part) {
  char bytes[16384];
  char last = '\0';
  zip_int64_t n = 0;
  while ((n = zip_fread(part, bytes, sizeof bytes)) > 0) {
    last = last_of(bytes, n, last);
  }
  return n == 0 && last == '>';
}

static bool all_parts_are_whole(zip_t *package) {
  zip_int64_t count = zip_get_num_entries(package, 0);
  bool whole = count > 0;
  for (zip_int64_t i = 0; i < count && whole; i++) {
    zip_file_t *part = zip_fopen_index(package, (zip_uint64_t)i, 0);
    whole = part != NULL && part_is_whole(part);
    if (part != NULL) {
      whole = zip_fclose(part) == 0 && whole;
    }
  }
  return whole;
}

int package_check(const char *path) {
  int error = 0;
  zip_t *package = zip_open(path, ZIP_RDONLY, &error);
  if (package == NULL) {
    return error == ZIP_ER_MEMORY ? ENOMEM : EIO;
  }
  bool whole = all_parts_are_whole(package);
  zip_discard(package);
  return whole ? 0 : EIO;
}
