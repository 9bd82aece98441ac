/* The workbook of a migration: a sheet to decide in, which an import reads back, and the list of all that is open. */
#ifndef CW_OUTPUT_XLSX_DECISIONS_H
#define CW_OUTPUT_XLSX_DECISIONS_H

#include "output/writer.h"

struct xlsx_decisions {
  struct report_grid list;
  struct report_grid pairs; /* source, its title, target, its title, remarks; without rows there is nothing to review */
  struct str document;      /* the id of what is carried */
  struct str old;           /* frameworks */
  struct str new_;
  struct str source; /* of the mapping that is carried, as it will be; empty for an assessment */
  struct str target;
};

void xlsx_decisions_write(struct sink *sink, const struct xlsx_decisions *decisions,
                          const struct writer_options *options);

#endif
