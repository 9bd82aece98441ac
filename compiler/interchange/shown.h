/* Dates and times as spreadsheets show them, and leave them in CSV where an id was: 5-1 becomes 5-Jan. */
#ifndef CW_INTERCHANGE_SHOWN_H
#define CW_INTERCHANGE_SHOWN_H

#include "base/str.h"

enum shown { SHOWN_TEXT, SHOWN_DATE, SHOWN_TIME };

/* A text that is no more than a date or a time. MAR-1 and DEC-10 are neither: no spreadsheet writes a month so. */
enum shown shown_as(struct str text);

#endif
