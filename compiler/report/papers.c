/* What papers on assessments have in common. */
#include "report/papers.h"

#include "model/assessed.h"

static struct str or_not_stated(struct str text) {
  return text.n > 0 ? text : STR("not stated");
}

void papers_head(const struct analysis *analysis, const struct graph_assessment *assessment, struct arena *arena,
                 struct report_paper *paper) {
  const struct decl_assessment *declared = assessment->declared;
  paper_fact(paper, arena, "organisation", "Organisation", declared->organisation);
  paper_fact(paper, arena, "framework", "Framework", graph_framework_name(analysis->graph, assessment->framework));
  paper_fact(paper, arena, "assessment", "Assessment", declared->id);
  paper_fact(paper, arena, "date", "Date", or_not_stated(declared->date));
  paper_fact(paper, arena, "as_of", "Judged at", analysis->options->as_of);
}

void papers_scope(const struct decl_assessment *declared, struct arena *arena, struct report_paper *paper) {
  paper_fact(paper, arena, "scope", "Scope", or_not_stated(declared->scope));
}

void papers_judged(const struct analysis *analysis, struct arena *arena, struct report_paper *paper) {
  struct str as_of = analysis->options->as_of;
  if (as_of.n > 0) {
    paper_sentence(paper, arena, "Judged at %.*s, not today.", STR_ARG(as_of));
  } else {
    paper_sentence(paper, arena, "No date is stated, so that nothing here is judged by its age.");
  }
}

void papers_pack(const struct brand *brand, struct arena *arena, struct report_paper *paper) {
  paper_fact(paper, arena, "pack_date", "Date of this pack", brand->date);
  paper_fact(paper, arena, "pack_version", "Version of this pack", brand->version);
  paper_fact(paper, arena, "contact", "Contact", brand->contact);
}

struct str papers_evidence(const struct decl_assessment *assessment, const struct decl_assessed *control,
                           struct arena *arena) {
  const struct decl_evidence *evidence = assessed_evidence(assessment, control);
  struct paper_list list;
  paper_list_init(&list, arena);
  for (uint32_t i = 0; i < control->evidence_count; i++) {
    paper_list_add(&list, evidence_name(&evidence[i]));
  }
  return paper_list_done(&list);
}

struct str papers_evidence_dates(const struct decl_assessment *assessment, const struct decl_assessed *control,
                                 struct arena *arena) {
  const struct decl_evidence *evidence = assessed_evidence(assessment, control);
  struct paper_list list;
  paper_list_init(&list, arena);
  uint32_t count =
      evidence != NULL && assessed_newest_on(assessment, control, STR("")).n > 0 ? control->evidence_count : 0;
  for (uint32_t i = 0; i < count; i++) {
    paper_list_add(&list, evidence[i].collected.n > 0 ? evidence[i].collected : STR("undated"));
  }
  return paper_list_done(&list);
}

bool papers_may_name(const struct decl_evidence *evidence, struct str as_of) {
  return evidence->share != SHARE_NO && evidence->title.n > 0 && !evidence_is_future(evidence, as_of);
}

static void put_mark(struct buf *out, const char *words, struct str date) {
  buf_text(out, out->n > 0 ? ", " : "");
  buf_text(out, words);
  buf_str(out, date);
}

struct str papers_marked_evidence(const struct decl_evidence *evidence, struct str as_of, bool dated,
                                  struct arena *arena) {
  bool stale = evidence_is_stale(evidence, as_of);
  bool expired = stale && evidence->expires.n > 0;
  struct buf marks;
  buf_init(&marks, arena);
  if (dated && evidence->collected.n > 0 && (!stale || expired)) {
    put_mark(&marks, "", evidence->collected);
  }
  if (evidence->share == SHARE_ON_REQUEST) {
    put_mark(&marks, "on request", STR(""));
  }
  if (stale) {
    put_mark(&marks, expired ? "expired, valid to " : "stale, of ", expired ? evidence->expires : evidence->collected);
  }
  struct str words = buf_done(&marks);
  return words.n > 0 ? paper_text(arena, "%.*s (%.*s)", STR_ARG(evidence->title), STR_ARG(words)) : evidence->title;
}

struct str papers_risk_counts(struct arena *arena, const uint32_t treatments[TREATMENT_SHARE + 1]) {
  uint32_t all = 0;
  for (unsigned i = 0; i <= TREATMENT_SHARE; i++) {
    all += treatments[i];
  }
  struct buf out;
  buf_init(&out, arena);
  buf_printf(&out, "%u risk%s: %u modified by controls, %u shared, %u retained, %u avoided", all, all == 1 ? "" : "s",
             treatments[TREATMENT_MODIFY], treatments[TREATMENT_SHARE], treatments[TREATMENT_RETAIN],
             treatments[TREATMENT_AVOID]);
  if (treatments[TREATMENT_UNSTATED] > 0) {
    buf_printf(&out, ", %u with no treatment stated", treatments[TREATMENT_UNSTATED]);
  }
  buf_char(&out, '.');
  return buf_done(&out);
}

void papers_count(struct stated_counts *counts, const struct decl_assessed *control) {
  if (control == NULL) {
    counts->unstated++;
    counts->open[IMPLEMENTATION_UNSTATED]++;
  } else if (control->applicable == APPLICABILITY_UNSTATED) {
    counts->unstated++;
    counts->open[control->status]++;
  } else if (assessed_is_excluded(control)) {
    counts->excluded++;
  } else {
    counts->applicable++;
    counts->status[control->status]++;
  }
}

bool papers_has_open_statuses(const struct stated_counts *counts) {
  return counts->unstated > counts->open[IMPLEMENTATION_UNSTATED];
}

struct str papers_unstated(struct arena *arena, const struct stated_counts *counts) {
  const uint32_t *open = counts->open;
  if (!papers_has_open_statuses(counts)) {
    return paper_text(arena, "Whether it applies is not stated: %u.", counts->unstated);
  }
  return paper_text(
      arena,
      "Whether it applies is not stated: %u (%u implemented, %u in part, %u planned, %u not implemented, %u "
      "without a status).",
      counts->unstated, open[IMPLEMENTATION_WHOLE], open[IMPLEMENTATION_PARTIAL], open[IMPLEMENTATION_PLANNED],
      open[IMPLEMENTATION_NONE], open[IMPLEMENTATION_UNSTATED]);
}
