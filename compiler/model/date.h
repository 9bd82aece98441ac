/* Dates as documents write them: a year, a month or a day. No clock is ever asked. */
#ifndef CW_MODEL_DATE_H
#define CW_MODEL_DATE_H

#include "base/arena.h"
#include "base/str.h"

#include <stdint.h>

/* YYYY, YYYY-MM or YYYY-MM-DD, and real. */
bool date_is(struct str text);
/* A year or a month is its first day, wherever dates are compared. */

/* True if the first is earlier; an absent date is never earlier or later than any. */
bool date_before(struct str date, struct str other);
/* True if the date is more than so many months before the other; never where one is absent. */
bool date_months_before(struct str date, int months, struct str other);
/* True if the date is more than a year before the other; never where one is absent. */
bool date_year_before(struct str date, struct str other);
/* Less than 0, 0 or more than 0, as for sorting: an absent date comes first. */
int date_compare(struct str date, struct str other);
/* The days from the first to the second, both present. */
int64_t date_days_between(struct str from, struct str to);
/* The date as a whole day, written in full; absent for an absent one. */
struct str date_day(struct arena *arena, struct str date);

#endif
