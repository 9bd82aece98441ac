/* The way that is blocked, for explaining why nothing is proved. */
#ifndef CW_REPORT_BLOCKED_H
#define CW_REPORT_BLOCKED_H

#include "analyse/analysis.h"

/* Appends the steps that would show that x and y overlap if every fact chained. False if even then there is no way, or
 * none that can be told step by step. */
bool find_blocked_way(const struct analysis *analysis, struct arena *arena, uint32_t x, uint32_t y, steps *way);
/* Why a fact may not be used in a chain, or NULL if it may. */
const char *blocked_reason(const struct graph *graph, uint32_t number);

#endif
