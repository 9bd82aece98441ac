/* Certificates: for which framework one is, and whether it holds on a day. */
#ifndef CW_ANALYSE_CERTIFICATES_H
#define CW_ANALYSE_CERTIFICATES_H

#include "model/graph.h"

/* Whether the certificate attests anything on the day, and if not, the first reason why not. */
enum certificate_state {
  CERTIFICATE_VALID,
  CERTIFICATE_ENDING,     /* valid, for at most ninety days more */
  CERTIFICATE_IMPOSSIBLE, /* nobody certifies that: guidance, and the frameworks of NIST */
  CERTIFICATE_UNJUDGED,   /* nothing says which day it is */
  CERTIFICATE_EXPIRED,    /* or a report that is more than a year old */
  CERTIFICATE_UNDATED,    /* nothing says until when it is valid */
  CERTIFICATE_FUTURE,     /* issued after the day */
  CERTIFICATE_NAMELESS, /* nothing says which one it is: neither number nor body; of a report, neither type nor firm */
  CERTIFICATE_BODILESS, /* for what one is certified to only by a body that is named */
  CERTIFICATE_BASELESS  /* Cyber Essentials Plus without a base certificate that is valid on the day */
};
enum certificate_state certificate_state(const struct graph *graph, const struct decl_assessment *assessment,
                                         const struct decl_certificate *certificate, struct str as_of);
static inline bool certificate_attests(enum certificate_state state) {
  return state == CERTIFICATE_VALID || state == CERTIFICATE_ENDING;
}
/* The levels of Cyber Essentials. */
enum certificate_level { LEVEL_UNSTATED, LEVEL_BASIC, LEVEL_PLUS };
enum certificate_level certificate_level(const struct decl_certificate *certificate);
/* How Cyber Essentials Plus goes with the base that it goes best with: that is passed first, for the same edition, and the
 * audit follows within three months. What a day or an edition is not stated of is in order. */
enum plus_order { PLUS_IN_ORDER, PLUS_LONG_AFTER_BASE, PLUS_BEFORE_BASE, PLUS_OF_OTHER_EDITION };
enum plus_order certificate_order(const struct graph *graph, const struct decl_assessment *assessment,
                                  const struct decl_certificate *certificate, struct str as_of,
                                  const struct decl_certificate **base);
/* The type of a SOC 2 report, told by its level or by its standard, and what the level says beside a type alone. */
enum report_type { REPORT_TYPE_UNSTATED, REPORT_TYPE_1, REPORT_TYPE_2 };
struct report_kind {
  enum report_type type; /* unstated also where the words tell it */
  struct str words;
};
struct report_kind report_kind_of(const struct decl_certificate *certificate);
/* The day that a SOC 2 report speaks of last: the end of its period, told by its level, else the day of issue; absent for all
 * else. */
struct str report_speaks_to(const struct decl_certificate *certificate);
/* True for a report that is older than a year by then: whatever else it says, a newer one or a bridge letter is asked for. */
bool report_is_old(const struct decl_certificate *certificate, struct str as_of);
/* What people call the standard, where it is told by the id of a framework; without a level, which is told apart. */
struct str certificate_standard(const struct graph *graph, const struct decl_certificate *certificate,
                                struct arena *arena);
/* Which edition of the framework's standard the certificate is for; none of a certificate for another standard, or where the
 * framework has no edition. */
enum certificate_edition { EDITION_NONE, EDITION_SAME, EDITION_OTHER, EDITION_UNSTATED };
enum certificate_edition certificate_edition(const struct graph *graph, uint32_t framework,
                                             const struct decl_certificate *certificate);
/* True if the standard is the one that the word begins: "soc2", "iso27001", as text_folded gives it. */
bool certificate_is_for(const struct decl_certificate *certificate, const char *folded);

enum { LONGEST_FOLDED = 128 };
/* Letters and digits only, the letters small: "ISO/IEC 27001:2022" becomes "isoiec270012022". Gives the length. */
uint32_t text_folded(struct str text, char folded[LONGEST_FOLDED]);
/* True if these letters and digits, folded, stand anywhere in the text. */
bool text_holds(struct str text, const char *folded);

#endif
