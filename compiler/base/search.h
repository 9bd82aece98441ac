/* Searching in items that are sorted by a number, and sorting plain ones.
 *
 * `search_first(struct row, rows.v, rows.n, number, 7)` is the place of the first row whose `number` is 7 or more, or
 * `rows.n`. */
#ifndef CW_BASE_SEARCH_H
#define CW_BASE_SEARCH_H

#include <stddef.h>
#include <stdint.h>

/* `member` is a uint32_t in the type, by which the items ascend. */
#define search_first(type, items, count, member, number) \
  search_first_number(1 ? (items) : (const type *)NULL, (count), sizeof(type), offsetof(type, member), (number))

/* Used by the macro, and for plain numbers with an offset of 0. */
uint32_t search_first_number(const void *items, uint32_t count, size_t item_size, size_t offset, uint32_t number);

/* The order of two numbers, each a uint32_t: for qsort. */
int number_order(const void *a, const void *b);

#endif
