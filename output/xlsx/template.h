/* The empty workbook that people fill in for an import. */
#ifndef CW_OUTPUT_XLSX_TEMPLATE_H
#define CW_OUTPUT_XLSX_TEMPLATE_H

#include "model/declarations.h"
#include "output/sink.h"

struct xlsx_template {
  const char *generator;
  const struct decl_framework *source; /* its controls stand in the sheets; or NULL */
  const struct decl_framework *target;
};

void xlsx_template_write(struct sink *sink, const struct xlsx_template *template);

#endif
