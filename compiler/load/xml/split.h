/* Large mappings in pieces, so that one of them does not keep one worker busy while the others have nothing to do.
 *
 * A piece is the start tag of the root, some of what stands in it, and its end tag: a document of its own. Where all pieces
 * of a mapping read without a single finding, they are together what the whole would have been. Otherwise the whole is
 * read, so that what there is to say of it is said as ever. What looks like a <map and is none (in a comment, a CDATA
 * section, a processing instruction) needs no care: cut there, the piece before lacks the end of it, which is a mistake. */
#ifndef CW_LOAD_XML_SPLIT_H
#define CW_LOAD_XML_SPLIT_H

#include "base/arena.h"
#include "model/declarations.h"

/* A mapping, and where it is cut. Offsets are below 2^31, as the loader sees to. */
struct split {
  const char *bytes; /* of the whole, borrowed */
  uint32_t head;     /* where the start tag of the root stands */
  uint32_t head_size;
  uint32_t count; /* pieces, at least two */
  uint32_t *cuts; /* where each piece begins, and where the last one ends */
};

/* Finds `count` pieces of about the same size, or fewer. False where there are not even two, or the document is none that
 * can be cut. */
bool split_find(struct split *split, const char *bytes, size_t size, uint32_t count, struct arena *arena);
/* How many bytes the piece has as a document, and these bytes, without a NUL. */
size_t split_size(const struct split *split, uint32_t piece);
void split_copy(const struct split *split, uint32_t piece, char *to);
/* What to add to an offset in the piece as a document for one in the whole; modulo 2^32. */
uint32_t split_shift(const struct split *split, uint32_t piece);
/* One mapping, in the arena, that declares what the pieces do. Its texts are copies but for those of the root, provenance,
 * titles seen, patterns and reviewed gaps, which stay where they are. */
struct decl_mapping *split_join(const struct split *split, const struct document *pieces, struct arena *arena);
/* Gives back what a piece took, but for what the joined mapping may point to. */
void split_drop(struct decl_mapping *piece);

#endif
