/* What is made of assessments for somebody else: alignments, and the page of a bid. */
#include "api/assessments.h"

#include "base/search.h"
#include "report/bid.h"
#include "workspace/deliverables.h"
#include "workspace/torn.h"

#include <stdlib.h>

bool align_prepare(struct cw_compilation *c, assessment_list *asked, uint32_t target, struct align_request *request) {
  struct assessment_rivals rivals;
  if (!assessments_settle(&c->work.graph, &c->arena, asked, &rivals)) {
    usage(c, "%.*s and %.*s both assess %.*s, and %s; name one of them", STR_ARG(rivals.one), STR_ARG(rivals.other),
          STR_ARG(rivals.framework), rivals.words);
    return false;
  }
  qsort(asked->v, asked->n, sizeof *asked->v, number_order); /* in the order of documents, whatever it was asked in */
  uint32_t *sources = arena_alloc(&c->arena, ((size_t)asked->n + 1) * sizeof *sources);
  *request = (struct align_request){.target = target, .own = NO_INDEX, .sources = sources};
  for (uint32_t i = 0; i < asked->n; i++) {
    if (c->work.graph.assessments.v[asked->v[i]].framework == target) {
      request->own = asked->v[i];
    } else {
      sources[request->source_count++] = asked->v[i];
    }
  }
  request->plan = c->output.plan;
  request->evidence_required = c->output.evidence_required;
  return true;
}

/* A document that the paper rests on was not read: as a crosswalk of the two frameworks, it is not written. */
static enum cw_result leave_paper(struct cw_compilation *c) {
  c->last_build.lacks_paper = true;
  return cw_status(c);
}

/* What one organisation holds, shows and does is nothing to say of another. */
static bool is_of_one(struct cw_compilation *c, const assessment_list *asked) {
  struct assessment_strangers strangers;
  if (!assessments_find_strangers(&c->work.graph, asked, &strangers)) {
    return true;
  }
  const struct decl_assessment *one = strangers.one->declared;
  const struct decl_assessment *other = strangers.other->declared;
  usage(c, "%.*s is of \"%.*s\", and %.*s of \"%.*s\": a bid is of one organisation; name the assessments of one",
        STR_ARG(one->id), STR_ARG(one->organisation), STR_ARG(other->id), STR_ARG(other->organisation));
  return false;
}

bool bid_make(struct cw_compilation *c, assessment_list *asked, struct report_paper *paper) {
  struct align_request alignment;
  uint32_t target = bid_framework(&c->work.graph);
  if (!align_prepare(c, asked, target, &alignment) || !is_of_one(c, asked)) {
    return false;
  }
  bool aligned = target != NO_INDEX && alignment.source_count > 0;
  struct bid_request request = {
      .assessments = asked->v, .assessment_count = asked->n, .alignment = aligned ? &alignment : NULL};
  report_bid(&c->work.analysis, &request, &c->arena, paper);
  return true;
}

enum cw_result cw_bid(struct cw_compilation *c, const char *format, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, format);
  WANT_STREAM(c, stream);
  if (strcmp(format, "markdown") != 0 && strcmp(format, "html") != 0) {
    return usage(c, "the page of a bid is written as markdown or html, not as %s", format);
  }
  assessment_list asked = {0};
  struct report_paper paper;
  if (!assessments_asked(c, &asked)) {
    return CW_USAGE;
  }
  if (torn_paper(&c->work, &asked, bid_framework(&c->work.graph))) {
    return leave_paper(c);
  }
  if (!bid_make(c, &asked, &paper)) {
    return CW_USAGE;
  }
  complete_paper(c, &paper);
  return write_paper(c, format, &paper, stream);
}

enum cw_result cw_align(struct cw_compilation *c, const char *target, const char *format, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, target);
  WANT(c, format);
  WANT_STREAM(c, stream);
  uint32_t framework = find_framework(c, target);
  assessment_list asked = {0};
  struct align_request request;
  if (framework == NO_INDEX || !assessments_asked(c, &asked)) {
    return CW_USAGE;
  }
  if (torn_paper(&c->work, &asked, framework)) {
    return leave_paper(c);
  }
  if (!align_prepare(c, &asked, framework, &request)) {
    return CW_USAGE;
  }
  bool workbook = strcmp(format, "xlsx") == 0 || strcmp(format, "csv") == 0;
  if (c->output.profile && !workbook) {
    return usage(c, "a profile is written as xlsx or csv, not as %s", format);
  }
  if (assessments_note_strangers(&c->work, &asked)) {
    settle_findings(c);
  }
  struct report_paper paper = {.kind = NULL};
  (c->output.profile ? report_profile : report_align)(&c->work.analysis, &request, &c->arena, &paper);
  complete_paper(c, &paper);
  return write_paper(c, format, &paper, stream);
}
