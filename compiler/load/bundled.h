/* The documents that are part of the product, built into the library from frameworks/ and mappings/. */
#ifndef CW_LOAD_BUNDLED_H
#define CW_LOAD_BUNDLED_H

#include <stddef.h>

struct bundled_document {
  const char *name;  /* "frameworks/csf-2.0.xml" */
  const char *bytes; /* with a NUL behind them that `size` does not count */
  size_t size;
};

/* Sorted by name. */
extern const struct bundled_document bundled_documents[];
extern const size_t bundled_document_count;

#endif
