/* Files of a folder, made from reports by the workers: what all of them need, and what becomes of each. */
#ifndef CW_API_PAGES_H
#define CW_API_PAGES_H

#include "api/compilation.h"
#include "base/names.h"

enum { MOST_FORMATS = 16 };

struct pages {
  struct cw_compilation *c;
  const char *folder;
  const struct writer *formats[MOST_FORMATS];
  unsigned format_count;
  struct writer_options writer_options;
  struct names files; /* every file that is written, by its path */
};

/* What a worker makes pages with; kept from item to item. */
struct page_maker {
  const struct pages *pages;
  struct reporter *reporter;
  struct arena page;  /* emptied after each item: a report, its paths, its open file */
  struct arena *kept; /* the worker's own */
  bool ready;
  struct sink *open;  /* the one being written, to be abandoned if memory runs out */
  const char *path;   /* its path */
  const char *failed; /* the first path of the item that could not be written */
  const char *large;  /* the first page that is larger than a browser opens well; kept */
  uint64_t size;      /* and its size */
  int error;
};

/* Makes the pages of item `number`: a report into maker->page, then a file for each format. */
typedef void make_pages(void *context, struct page_maker *maker, uint32_t number);

/* Calls `make` for each of `count` items, on all workers; what cannot be written becomes a finding. False when a worker
 * ran out of memory. Run r of the items, from starts[r] to the next start, stays with one worker; without starts each item
 * is a run. */
struct page_runs {
  uint32_t count;
  const uint32_t *starts; /* `count` of them, and the number of items; or NULL */
};
bool pages_make(const struct pages *pages, const struct report_options *options, struct page_runs runs,
                make_pages *make, void *context);
/* FOLDER/STEM MIDDLE EXTENSION, without the blanks. */
const char *pages_path(const struct pages *pages, struct arena *arena, struct str stem, const char *middle,
                       const char *extension);
/* The other formats of a report, the index, and the page of the other direction (`other` is its stem, or empty), as far as
 * this build writes them. */
struct report_links pages_links(const struct pages *pages, struct arena *arena, struct str stem, struct str other);
/* Opens a file of the item, or returns NULL when an earlier one could not be written: one failure is told of each. */
struct sink *page_open(struct page_maker *maker, struct str stem, const char *middle, const char *extension);
void page_close(struct page_maker *maker);

#endif
