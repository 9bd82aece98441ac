/* Dates as documents write them: a year, a month or a day. No clock is ever asked. */
#ifndef CW_MODEL_DATE_H
#define CW_MODEL_DATE_H

#include "base/str.h"

#include <stdint.h>

/* YYYY, YYYY-MM or YYYY-MM-DD, and real. */
bool date_is(struct str text);
/* True if the first is earlier. Where one says less than the day, only what both say counts; an absent date is never
 * earlier or later than any. */
bool date_before(struct str date, struct str other);
/* True if the date is more than a year before the other, in the same sense. */
bool date_year_before(struct str date, struct str other);
/* Less than 0, 0 or more than 0, as for sorting: a year or a month is its first day, and an absent date comes first. */
int date_compare(struct str date, struct str other);
/* The days from the first to the second; a year or a month is its first day. Both are present. */
int64_t date_days_between(struct str from, struct str to);

#endif
