/* The texts that places point into, and the one function that turns a byte offset into a line and a column.
 *
 * What was compiled is what is shown: the bytes of documents are kept, up to a size of all together. Beyond it a file is
 * read again when a finding wants to show a line, and only where it is the file that was compiled; one that has changed
 * or gone in between still gives its finding, without line and caret. */
#ifndef CW_DIAG_SOURCE_H
#define CW_DIAG_SOURCE_H

#include "base/names.h"
#include "base/sha256.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdbool.h>

/* What tells one state of a file from another without reading it. */
struct source_stamp {
  uint64_t device;
  uint64_t node;
  int64_t seconds; /* of the last change */
  int64_t nanoseconds;
  uint64_t size;
};

struct source {
  struct str name; /* in findings: the path as given, or the name of a document in memory */
  struct str
      told; /* in outputs, where nothing of the machine may stand: relative to the workspace, or the file's name */
  const char *path;  /* to read, or NULL for a document in memory */
  const char *bytes; /* as compiled; NULL: not read yet, or not kept */
  size_t size;
  struct source_stamp stamp; /* of a file, when it was read */
  bool stamped;
  bool digested;
  unsigned char digest[SHA256_BYTES]; /* of the bytes that were compiled, where they are not kept */
  bool bundled;                       /* part of the product, not of the user's work */
  bool in_memory;                     /* the bytes are borrowed and stay */
  bool walked;                        /* met in a folder, not asked for by name */
};

struct sources {
  VEC(struct source) list; /* sorted by name once loading starts; a source's number is its index */
  uint64_t kept;           /* bytes of files that are kept */
  struct names files;      /* by device and node; without an arena until there is one */
  VEC(uint32_t) of_files;  /* the source of each, or NO_SOURCE where it was left out */
  VEC(uint32_t) promoted;  /* met in a folder at first, and later asked for by name */
};

/* A span of bytes and where it is. */
struct span {
  uint32_t start;
  uint32_t length;
};

struct location {
  uint32_t line;   /* from 1 */
  uint32_t column; /* from 1, in Unicode code points */
  struct str text; /* the line without its end */
  uint32_t at;     /* the byte of the line where the span begins */
  uint32_t width;  /* code points of the span within this line, at least 1 */
};

/* The file, open to be read, or -1 with errno: an interruption is none. */
int source_open(const char *path);
/* The text of a file with a NUL behind it; used again for the next file. */
typedef VEC(char) source_text;
/* Reads the whole file, and says (unless `stamp` is NULL) which state of it that was. False, with errno set, when it cannot
 * be read; ESTALE: it changed meanwhile. */
bool source_read(const char *path, struct arena *arena, source_text *text, struct source_stamp *stamp);
/* As source_read, for what the user named: a pipe, and standard input, are read to their end, too. EFBIG: there are more than
 * `most` bytes. */
bool source_read_named(const char *path, uint64_t most, struct arena *arena, source_text *text);
/* The bytes that were compiled: those that are kept, or else the file's, read into `text`, if it is still the same. NULL
 * when they are unavailable. */
const char *source_bytes(const struct source *source, struct arena *arena, source_text *text);
struct stat;
struct source_stamp source_stamp_of(const struct stat *status);
bool source_stamps_match(const struct source_stamp *a, const struct source_stamp *b);
/* True if the file is no longer in the state in which it was read. */
bool source_has_changed(const struct source *source);
/* The one place where lines and columns are computed. */
struct location source_locate(const char *bytes, size_t size, struct span span);
/* A line whose number is known, and a place in it, so that places in rising order need no counting from the start each
 * time: neither of lines, nor of columns where a whole document is one line. */
struct source_cursor {
  const char *bytes;
  uint32_t offset; /* of the line's first byte */
  uint32_t line;
  uint32_t end;    /* of the line, where `column` is known */
  uint32_t at;     /* the place */
  uint32_t column; /* its column, or 0: not known */
};
/* As source_locate; `cursor` is all zero at first, and may have been used for other texts and later places. */
struct location source_locate_from(struct source_cursor *cursor, const char *bytes, size_t size, struct span span);
/* The span that a place means: the whole start tag's name for `attribute` NULL (`<map`), else the value of that
 * attribute in the start tag at `offset`; the tag's name when the attribute is not there. */
struct span source_span(const char *bytes, size_t size, uint32_t offset, const char *attribute);
/* The name of the attribute, where it stands last in the tag: of two of one name that is the one too many. */
struct span source_name_span(const char *bytes, size_t size, uint32_t offset, const char *attribute);
/* The word within the value, or the value where it does not stand there as it is. */
struct span source_word(const char *bytes, struct span value, struct str word);
/* Behind the last attribute of the start tag at `offset`, or behind its name: where one more goes. */
uint32_t source_attributes_end(const char *bytes, size_t size, uint32_t offset);

#endif
