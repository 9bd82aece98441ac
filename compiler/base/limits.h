/* Every limit, on one page: on input, and on what is written of it. Each guards against documents from strangers and can be
 * raised by an option. */
#ifndef CW_BASE_LIMITS_H
#define CW_BASE_LIMITS_H

#include <stdint.h>

struct limits {
  uint64_t document_bytes;   /* one document */
  uint32_t depth;            /* elements inside one another */
  uint32_t attributes;       /* attributes of one element */
  uint32_t attribute_bytes;  /* one attribute value */
  uint32_t namespaces;       /* namespaces that one document declares */
  uint32_t text_bytes;       /* the text of one element (statement, remarks...) */
  uint32_t controls;         /* controls and groups of one framework */
  uint32_t maps;             /* maps of one mapping, those made by patterns included */
  uint32_t refs;             /* sources or targets of one map */
  uint32_t documents;        /* documents of one run */
  uint32_t logo_bytes;       /* a logo, which goes into every page */
  uint64_t unpacked_bytes;   /* one part of a workbook that is imported, once it is inflated */
  uint32_t unpacked_ratio;   /* how many times its packed size such a part may be, beyond 16 MB */
  uint32_t cells;            /* cells of a table that is imported */
  uint32_t rows;             /* derived rows of one table */
  uint32_t page_rows;        /* rows of a crosswalk on one page of a build; 0: any number */
  uint32_t page_bytes;       /* a page that a browser opens well; larger ones are pointed out */
  uint32_t findings;         /* mistakes in the form of one document; what follows them is not read */
  uint32_t pattern_bytes;    /* a regular expression */
  uint32_t pattern_steps;    /* PCRE2 match limit for one match */
  uint32_t pattern_depth;    /* PCRE2 depth limit */
  uint32_t pattern_heap_kib; /* PCRE2 heap limit */
};

/* The limits that hold unless an option raises them. */
static inline struct limits limits_default(void) {
  return (struct limits){
      .document_bytes = 1024ULL * 1024 * 1024,
      .depth = 250,
      .attributes = 256,
      .attribute_bytes = 64 * 1024,
      .namespaces = 1000,
      .text_bytes = 1024 * 1024,
      .controls = 1000000,
      .maps = 10000000,
      .refs = 10000,
      .documents = 1000000,
      .logo_bytes = 512 * 1024,
      .unpacked_bytes = 512ULL * 1024 * 1024,
      .unpacked_ratio = 200,
      .cells = 5000000,
      .rows = 5000000,
      .page_rows = 5000,
      .page_bytes = 20 * 1024 * 1024,
      .findings = 10000,
      .pattern_bytes = 4096,
      .pattern_steps = 100000,
      .pattern_depth = 1000,
      .pattern_heap_kib = 4096,
  };
}

#endif
