/* Numbers of a workbook as its cells show them. */
#ifndef CW_INTERCHANGE_XLSX_NUMBERS_H
#define CW_INTERCHANGE_XLSX_NUMBERS_H

#include "interchange/sheet.h"

/* The text that a number shows in a cell of this format ("" or "General": none), and what kind of cell that makes it. */
void number_show(struct arena *arena, struct str stored, struct str format, bool from_1904, struct cell *cell);
/* The code of a format that every workbook has by its number, or "". */
const char *number_builtin_format(uint32_t number);

#endif
