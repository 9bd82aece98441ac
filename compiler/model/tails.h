/* The ends of the URNs that an export to CISO Assistant gives controls, and by which an import finds them again. */
#ifndef CW_MODEL_TAILS_H
#define CW_MODEL_TAILS_H

#include "base/names.h"

/* Ends by control: adds that of a control, which are given in the order of their framework. Small letters, digits, and . - _ as
 * they are, a hyphen for all else, and a number behind those that another control before has: "a-1", "a-1-2". */
struct str tails_add(struct names *tails, struct str id);

#endif
