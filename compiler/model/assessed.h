/* What the lines of an assessment say, on a day. */
#ifndef CW_MODEL_ASSESSED_H
#define CW_MODEL_ASSESSED_H

#include "model/declarations.h"

static inline bool assessed_is_excluded(const struct decl_assessed *control) {
  return control->applicable == APPLICABILITY_NO;
}
/* Implemented, wholly or in part. */
static inline bool assessed_is_in_place(const struct decl_assessed *control) {
  return !assessed_is_excluded(control) &&
         (control->status == IMPLEMENTATION_WHOLE || control->status == IMPLEMENTATION_PARTIAL);
}
static inline bool assessed_is_implemented(const struct decl_assessed *control) {
  return !assessed_is_excluded(control) && control->status == IMPLEMENTATION_WHOLE;
}
static inline const struct decl_evidence *assessed_evidence(const struct decl_assessment *assessment,
                                                            const struct decl_assessed *control) {
  return control->evidence_count > 0 ? assessment->evidence.v + control->first_evidence : NULL;
}

/* True if the evidence has expired by the day, or was collected more than a year before it and does not say for how long
 * it is good. */
bool evidence_is_stale(const struct decl_evidence *evidence, struct str as_of);
/* True if the evidence is said to be collected after the day: on the day it shows nothing. */
bool evidence_is_future(const struct decl_evidence *evidence, struct str as_of);
/* True if the control has evidence on the day. */
bool assessed_has_evidence(const struct decl_assessment *assessment, const struct decl_assessed *control,
                           struct str as_of);
/* True if the control has evidence on the day, and all of it is stale. */
bool assessed_is_stale(const struct decl_assessment *assessment, const struct decl_assessed *control, struct str as_of);
/* True if the control has evidence on the day that is known not to be stale: it says when it was collected, or until when it is
 * good. Without a day nothing is known. */
bool assessed_is_fresh(const struct decl_assessment *assessment, const struct decl_assessed *control, struct str as_of);
/* The date of the newest evidence that it has on the day, or absent: what is stale counts only where all of it is. */
struct str assessed_newest_on(const struct decl_assessment *assessment, const struct decl_assessed *control,
                              struct str as_of);
/* What people call it: its title, or where it is. */
struct str evidence_name(const struct decl_evidence *evidence);
/* True if what is to be done has been done. */
bool action_is_done(const struct decl_action *action);
/* Likelihood times impact, or 0 where one of the two is not stated. */
static inline unsigned risk_level(uint8_t likelihood, uint8_t impact) {
  return (unsigned)likelihood * impact;
}

#endif
