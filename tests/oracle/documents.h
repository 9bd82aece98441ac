/* A network as the documents that the compiler reads. */
#ifndef ORACLE_DOCUMENTS_H
#define ORACLE_DOCUMENTS_H

#include "network.h"

enum { MOST_DOCUMENTS = MOST_FRAMEWORKS + MOST_MAPPINGS };

struct document {
  char name[16];
  char *text;
  size_t size;
};

struct documents {
  unsigned count;
  struct document list[MOST_DOCUMENTS];
  unsigned lines[MOST_FACTS]; /* of each fact in the document of its mapping */
};

/* Frameworks are "fa" to "fd" in fa.xml to fd.xml, mappings "m0" and so on in m0.xml and so on. Within its mapping the
 * facts stand in the order of `order`, which names each fact once; NULL: as they are. */
void documents_write(const struct network *net, const unsigned *order, struct documents *documents);
void documents_free(struct documents *documents);

#endif
