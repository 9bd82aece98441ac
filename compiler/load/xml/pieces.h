/* Documents that are read in pieces: which ones, reading a piece, and what comes of them. */
#ifndef CW_LOAD_XML_PIECES_H
#define CW_LOAD_XML_PIECES_H

#include "load/xml/reader.h"
#include "load/xml/split.h"

/* A document that is cut. */
struct pieces {
  uint32_t source; /* its number */
  struct split split;
  struct document *documents; /* by piece; broken where anything is to be said of it */
  struct decl_mapping *whole; /* NULL as long as the pieces are not joined */
};

/* Cuts the document, whose bytes are there, into pieces, at most `count`. False where it is better read as a whole: it is
 * no mapping, or something is wrong with it. */
bool pieces_cut(struct pieces *pieces, const struct source *source, uint32_t number, uint32_t count,
                uint64_t most_bytes, struct arena *arena);
/* Reads one of them through `buffer`, which has room for it and a NUL. Findings are not kept. */
void pieces_read(const struct pieces *pieces, uint32_t piece, struct reader *reader, char *buffer);
/* Joins them, in `arena`, unless there is anything to be said of one of them, or of all together. */
void pieces_join(struct pieces *pieces, const struct limits *limits, struct arena *arena);
/* Gives back what only the pieces needed. */
void pieces_drop(struct pieces *pieces);

#endif
