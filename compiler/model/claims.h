/* Words that claim what no file can prove. The program never writes them of its own accord; what a user writes passes,
 * and is pointed out. */
#ifndef CW_MODEL_CLAIMS_H
#define CW_MODEL_CLAIMS_H

#include "base/str.h"

/* The first claim in the text, as it is listed, or NULL. */
const char *claims_find(struct str text);
/* True if the text speaks of something certified. */
bool claims_certification(struct str text);

#endif
