/* From paths to declarations: finds the documents, reads and checks them in parallel, and keeps going after mistakes.
 *
 * Documents are known by their root element. A folder is walked in sorted order, files ending in .xml only, hidden
 * names skipped. The result depends neither on the order of paths nor on the number of threads. */
#ifndef CW_LOAD_LOAD_H
#define CW_LOAD_LOAD_H

#include "base/limits.h"
#include "base/parallel.h"
#include "diag/finding.h"
#include "diag/source.h"
#include "model/declarations.h"

struct load_options {
  struct limits limits;
  bool keep_remarks;    /* remarks of maps are wanted by an output; without, only a number for each */
  bool keep_texts;      /* statements and guidance are wanted by an output */
  bool wordings;        /* fingerprints of statements are wanted (model/wording.h) */
  bool keep_digests;    /* of what is read, where the bytes are not kept */
  uint32_t piece_bytes; /* the least that a document is cut into pieces for; 0: what is worth it */
};

/* A file or folder. */
struct load_path {
  const char *path;
  struct str told;    /* how outputs tell it; absent: not known yet */
  struct place place; /* where it was asked for, or none */
};

/* A document in memory: bundled content, or what a caller of the library hands over. Borrowed. */
struct memory_document {
  const char *name;
  struct str told; /* how outputs tell it */
  const char *bytes;
  size_t size;
  bool bundled;
};

struct loaded {
  VEC(struct document) documents; /* in the order of their sources */
  struct names lost;              /* frameworks that documents which are not used would define */
  struct names lost_assessments;  /* the same */
  bool lost_mapping;              /* such a document is a mapping */
  bool unread;                    /* nobody knows what one that could not be read at all would define */
};

/* Adds the documents under the paths (files or folders) and those in memory to `sources` (sorted by name; a file that is
 * reached twice counts once, and as one that was asked for by name if it ever was). A path that cannot be read is io.read, a folder
 * without documents input.nothing. */
void load_collect(struct sources *sources, const struct load_path *paths, uint32_t path_count,
                  const struct memory_document *memory, uint32_t memory_count, const struct limits *limits,
                  struct arena *arena, struct findings *findings);
/* The source that is the file, or NO_SOURCE. */
uint32_t sources_find_file(const struct sources *sources, uint64_t device, uint64_t node);
/* Reads `sources` from number `first` on, appending to `loaded`. False: out of memory. */
bool load_documents(struct sources *sources, uint32_t first, const struct load_options *options,
                    struct parallel *parallel, struct arena *arena, struct findings *findings, struct loaded *loaded);
/* The root element's kind (broken: none of ours), id, and for a mapping its two frameworks, without reading further (for
 * finding out which bundled documents are needed, and what a broken one is about). False when the document does not even
 * start well. */
bool load_peek(const char *bytes, size_t size, struct arena *arena, enum document_kind *kind, struct str *id,
               struct str *source, struct str *target);

#endif
