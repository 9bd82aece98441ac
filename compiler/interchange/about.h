/* What a workbook says of the assessment in it: a sheet About with names in its first column and values in the second. */
#ifndef CW_INTERCHANGE_ABOUT_H
#define CW_INTERCHANGE_ABOUT_H

#include "interchange/session.h"
#include "interchange/sheet.h"

struct about {
  struct str organisation; /* absent, as all of these, where nothing is said */
  struct str scope;
  struct str date;
  struct str version;
};

bool about_is(const struct sheet *sheet);
/* The date in a cell; absent where there is none. What is no date is told, and lost. */
struct str about_date(struct session *session, const struct value *value);
/* Of the file's workbook. A date that is none is told and left out, and so is a name that nobody knows. */
struct about about_read(struct session *session);

#endif
