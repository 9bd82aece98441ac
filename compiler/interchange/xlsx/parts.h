/* Strings, styles and sheets of a workbook. */
#ifndef CW_INTERCHANGE_XLSX_PARTS_H
#define CW_INTERCHANGE_XLSX_PARTS_H

#include "interchange/xlsx/package.h"

struct cell_style {
  struct str format;
  bool struck;
};

struct parts {
  VEC(struct str) strings;
  VEC(struct cell_style) styles;
  bool from_1904;
};

void strings_read(struct package *package, const char *name, struct parts *parts);
void styles_read(struct package *package, const char *name, struct parts *parts);
/* False: there is no such part, or a finding was told. */
bool sheet_part_read(struct package *package, const char *name, const struct parts *parts, struct sheet *sheet);
/* A text with _x0041_ for A, as it was meant. */
struct str text_unescaped(struct arena *arena, struct str text);

#endif
