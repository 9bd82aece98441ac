/* The paragraphs of a workspace's note. */
#include "report/report.h"

bool report_next_paragraph(struct str *rest, struct str *paragraph) {
  if (rest->n == 0) {
    return false;
  }
  uint32_t n = 0;
  while (n < rest->n && !(rest->p[n] == '\n' && n + 1 < rest->n && rest->p[n + 1] == '\n')) {
    n++;
  }
  uint32_t passed = n < rest->n ? n + 2 : n;
  *paragraph = (struct str){.p = rest->p, .n = n};
  rest->p += passed;
  rest->n -= passed;
  return n > 0;
}
