/* The documents that are part of the product, built into the library from frameworks/ and mappings/, with an index: what
 * is asked of a document that is not needed itself is known without parsing it. */
#ifndef CW_LOAD_BUNDLED_H
#define CW_LOAD_BUNDLED_H

#include "model/declarations.h"

#include <stddef.h>

struct bundled_document {
  const char *name;  /* "frameworks/csf-2.0.xml" */
  const char *bytes; /* with a NUL behind them that `size` does not count */
  size_t size;
  /* What its root says; NULL for what it does not say. */
  enum document_kind kind;
  const char *id;
  const char *source; /* the frameworks of a mapping */
  const char *target;
  const char *title;
  const char *publisher;
  const char *edition;
  const char *published;
  const char *supersedes;
  const char *ids; /* of a framework's groups and controls, in the order of their bytes, a line each */
  size_t ids_size;
  unsigned controls; /* of a framework, those in force */
  unsigned counted;  /* what coverage counts of them */
};

/* Sorted by name. */
extern const struct bundled_document bundled_documents[];
extern const size_t bundled_document_count;

/* Whether a group or control of the framework has the id. */
bool bundled_has_id(const struct bundled_document *framework, struct str id);

#endif
