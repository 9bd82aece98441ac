/* Certificates: for which framework one is, and whether it holds on a day. */
#ifndef CW_ANALYSE_CERTIFICATES_H
#define CW_ANALYSE_CERTIFICATES_H

#include "model/graph.h"

enum certificate_state {
  CERTIFICATE_VALID,
  CERTIFICATE_ENDING,  /* valid, for at most ninety days more */
  CERTIFICATE_EXPIRED, /* or a report that is more than a year old */
  CERTIFICATE_UNDATED, /* nothing says until when it is valid */
  CERTIFICATE_FUTURE   /* issued after the day */
};
enum certificate_state certificate_state(const struct decl_certificate *certificate, struct str as_of);
static inline bool certificate_holds(const struct decl_certificate *certificate, struct str as_of) {
  enum certificate_state state = certificate_state(certificate, as_of);
  return state == CERTIFICATE_VALID || state == CERTIFICATE_ENDING;
}
/* False for what nobody certifies: guidance, and the frameworks of NIST. */
bool certificate_can_be(const struct decl_certificate *certificate);
/* True if the certificate is for this framework, or for its standard and no edition in particular. */
bool certificate_names(const struct graph *graph, uint32_t framework, const struct decl_certificate *certificate);
/* True if the certificate is for another edition of the framework's standard. */
bool certificate_is_outdated(const struct graph *graph, uint32_t framework, const struct decl_certificate *certificate);
/* True if the standard is the one that the word begins: "soc2", "iso27001", as text_folded gives it. */
bool certificate_is_for(const struct decl_certificate *certificate, const char *folded);

enum { LONGEST_FOLDED = 128 };
/* Letters and digits only, the letters small: "ISO/IEC 27001:2022" becomes "isoiec270012022". Gives the length. */
uint32_t text_folded(struct str text, char folded[LONGEST_FOLDED]);

#endif
