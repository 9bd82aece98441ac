/* Words that claim what no file can prove. The program never writes them of its own accord; what a user writes passes,
 * and is pointed out. */
#ifndef CW_MODEL_CLAIMS_H
#define CW_MODEL_CLAIMS_H

#include "base/str.h"

/* The first claim in the text, as it is listed, or NULL. */
const char *claims_find(struct str text);
/* True if the text speaks of something certified. */
bool claims_certification(struct str text);

/* The next sentence of the text that does, from `*at` on, which moves behind it; false where there is no further one. */
bool claims_next_sentence(struct str text, uint32_t *at, struct str *sentence);
/* A standard that a sentence names. */
struct claimed_standard {
  struct str words; /* as the sentence has them: "ISO/IEC 27001" */
  struct str key;   /* what the name of that standard holds, small letters and digits: "27001" */
};
/* The next one, likewise. What nobody certifies is passed over. */
bool claims_next_standard(struct str sentence, uint32_t *at, struct claimed_standard *standard);

#endif
