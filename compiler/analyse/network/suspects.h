/* Who may be to blame for a broken demand: the statements that can take part in breaking it, and the minimal sets of them. */
#ifndef CW_ANALYSE_NETWORK_SUSPECTS_H
#define CW_ANALYSE_NETWORK_SUSPECTS_H

#include "analyse/network/breaks.h"
#include "analyse/network/question.h"

/* Up to so many statements all minimal conflicts are looked for. */
enum { MOST_ENUMERATED = 12 };

typedef VEC(uint32_t) why_list;

struct suspects {
  const struct network *network;
  struct arena *arena;
  bool doubts_extra; /* further claims are doubted and facts are not; otherwise the other way round */
  struct question question;
  struct marks met; /* whys, by fact or by further claim */
  uint32_t demands; /* how many are broken: no more is spent on each than so many allow */

  /* Of the demand at hand. */
  why_list doubted;      /* every statement of any minimal conflict, or all that may be of one; ascending */
  why_list told;         /* a smallest minimal conflict; ascending */
  VEC(why_list) minimal; /* all minimal conflicts, where they were looked for */

  /* Work of suspects.c. */
  VEC(uint32_t) starts;
  VEC(struct question_edge) walks;
  VEC(struct question_edge) back;
  VEC(uint32_t) out;
  VEC(uint32_t) in;
  VEC(uint32_t) queue;
  VEC(bool) flags;
};

void suspects_init(struct suspects *suspects, const struct network *network, struct arena *arena, bool doubts_extra);
/* What breaks the demand. */
void suspects_find(struct suspects *suspects, const struct demand *demand);

#endif
