/* What a bundled document says of itself, found at build time: nothing has to be parsed later to know it. */
#ifndef CW_EMBED_INDEX_H
#define CW_EMBED_INDEX_H

#include <stddef.h>

enum { INDEX_TEXT = 1024 };

struct index_entry {
  const char *kind; /* of enum document_kind */
  char id[INDEX_TEXT];
  char source[INDEX_TEXT]; /* the frameworks of a mapping */
  char target[INDEX_TEXT];
  char title[INDEX_TEXT];
  char publisher[INDEX_TEXT];
  char edition[INDEX_TEXT];
  char published[INDEX_TEXT];
  char supersedes[INDEX_TEXT];
  char *ids; /* of the groups and controls of a framework, a NUL behind each; NULL for none; to be freed */
  size_t ids_size;
  unsigned id_count;
  unsigned controls; /* of a framework, those in force */
  unsigned counted;  /* what coverage counts */
};

/* The document has a NUL behind it. Gives NULL, or what is not as it is in a document of this project. */
const char *index_document(const char *bytes, struct index_entry *entry);

#endif
