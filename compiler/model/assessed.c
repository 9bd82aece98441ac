/* Reading the lines of an assessment. */
#include "model/assessed.h"

#include "model/date.h"

bool evidence_is_stale(const struct decl_evidence *evidence, struct str as_of) {
  return evidence->expires.n > 0 ? date_before(evidence->expires, as_of) : date_year_before(evidence->collected, as_of);
}

bool evidence_is_future(const struct decl_evidence *evidence, struct str as_of) {
  return date_before(as_of, evidence->collected);
}

bool assessed_has_evidence(const struct decl_assessment *assessment, const struct decl_assessed *control,
                           struct str as_of) {
  const struct decl_evidence *evidence = assessed_evidence(assessment, control);
  for (uint32_t i = 0; i < control->evidence_count; i++) {
    if (!evidence_is_future(&evidence[i], as_of)) {
      return true;
    }
  }
  return false;
}

bool assessed_is_stale(const struct decl_assessment *assessment, const struct decl_assessed *control,
                       struct str as_of) {
  const struct decl_evidence *evidence = assessed_evidence(assessment, control);
  for (uint32_t i = 0; i < control->evidence_count; i++) {
    if (!evidence_is_future(&evidence[i], as_of) && !evidence_is_stale(&evidence[i], as_of)) {
      return false;
    }
  }
  return assessed_has_evidence(assessment, control, as_of);
}

bool assessed_is_fresh(const struct decl_assessment *assessment, const struct decl_assessed *control,
                       struct str as_of) {
  const struct decl_evidence *evidence = assessed_evidence(assessment, control);
  for (uint32_t i = 0; i < control->evidence_count && as_of.n > 0; i++) {
    bool dated = evidence[i].collected.n > 0 || evidence[i].expires.n > 0;
    if (dated && !evidence_is_future(&evidence[i], as_of) && !evidence_is_stale(&evidence[i], as_of)) {
      return true;
    }
  }
  return false;
}

struct str assessed_newest_on(const struct decl_assessment *assessment, const struct decl_assessed *control,
                              struct str as_of) {
  const struct decl_evidence *evidence = assessed_evidence(assessment, control);
  struct str newest = {0};
  bool fresh = false;
  for (uint32_t i = 0; i < control->evidence_count; i++) {
    bool better = !evidence_is_stale(&evidence[i], as_of);
    bool counts = !evidence_is_future(&evidence[i], as_of) && evidence[i].collected.n > 0 && better >= fresh;
    if (counts && (better > fresh || date_compare(evidence[i].collected, newest) > 0)) {
      newest = evidence[i].collected;
      fresh = better;
    }
  }
  return newest;
}

struct str evidence_name(const struct decl_evidence *evidence) {
  return evidence->title.n > 0 ? evidence->title : evidence->href;
}

bool action_is_done(const struct decl_action *action) {
  return str_is(action->state, "done") || str_is(action->state, "closed") || str_is(action->state, "completed") ||
         str_is(action->state, "complete");
}
