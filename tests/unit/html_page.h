/* A small reader of HTML pages that knows nothing of their writer: it fails on an element or an attribute that no page has
 * reason to hold, on tags that do not match, on ids that stand twice and on links that lead nowhere, and gives the cells
 * of one table. */
#ifndef CW_TESTS_HTML_PAGE_H
#define CW_TESTS_HTML_PAGE_H

#include "base/buf.h"
#include "report/report.h"

enum { DEEPEST = 64, MOST_IDS = 400 };

struct page {
  const char *p;
  const char *end;
  struct str stack[DEEPEST];
  unsigned depth;
  struct str ids[MOST_IDS];
  unsigned id_count;
  struct str targets[MOST_IDS];
  unsigned target_count;
  /* the table that is read, and who looks at each of its rows; NULL for nobody */
  const char *table_class;
  void (*row)(struct page *page);
  bool within;
  bool heading; /* the row is a heading of a group */
  uint32_t line;
  unsigned cell; /* number of the cell that is open, from 1 on; 0 for none */
  struct buf texts[TABLE_COLUMNS][10];
  struct str last_id;
  struct str last_title;
};
enum { PLAIN, B, SPAN, I, P, SUMMARY, STRONG, EM, DIV, SMALL };

/* Reads the whole page. The caller has set the page to zero, and table_class and row to what it looks for. */
void read_page(struct page *page, struct str text);
/* The text of a cell of the row, from 0 on, that stands in elements of this kind. */
struct str text_of(struct page *page, unsigned column, unsigned kind);

#endif
