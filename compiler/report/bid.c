/* The sentences of a bid's page. What is not known is said to be so, and no word says more than the files do. */
#include "report/bid.h"

#include "analyse/certificates.h"
#include "analyse/treatments.h"
#include "model/date.h"

struct bid {
  const struct analysis *analysis;
  const struct graph *graph;
  const struct bid_request *request;
  struct arena *arena;
  struct report_paper *paper;
  struct str oldest; /* of the newest evidence of what is in place */
};

static const struct decl_assessment *declared_of(const struct bid *bid, uint32_t i) {
  return bid->graph->assessments.v[bid->request->assessments[i]].declared;
}

static struct str framework_of(const struct bid *bid, uint32_t i) {
  return graph_framework_name(bid->graph, bid->graph->assessments.v[bid->request->assessments[i]].framework);
}

static const char *status_word(enum implementation status) {
  static const char *const words[] = {"not stated", "implemented", "in part", "planned", "not implemented"};
  return words[status];
}

/* ---- what somebody else has attested ---- */

/* ", before VALUE" where there is a value. */
static void put_clause(struct buf *out, const char *before, struct str value) {
  if (value.n > 0) {
    buf_text(out, before);
    buf_str(out, value);
  }
}

static void put_body(struct buf *out, const struct decl_certificate *certificate) {
  put_clause(out, ", ", certificate->body);
  if (certificate->body.n > 0 && certificate->accreditation.n > 0) {
    put_clause(out, " (accredited by ", certificate->accreditation);
    buf_char(out, ')');
  }
}

/* Only what a statement of applicability belongs to has a version of one. */
static void put_dates(struct buf *out, const struct decl_certificate *certificate, struct str soa_version) {
  put_clause(out, ", issued ", certificate->issued);
  put_clause(out, ", valid to ", certificate->expires);
  put_clause(out, ", statement of applicability version ", soa_version);
  put_clause(out, ", scope: ", certificate->scope);
  buf_char(out, '.');
}

static bool is_plus(const struct decl_certificate *certificate) {
  char level[LONGEST_FOLDED];
  uint32_t n = text_folded(certificate->level, level);
  bool named = certificate_is_for(certificate, "cyberessentialsplus");
  return named || (n >= 4 && memcmp(level, "plus", 4) == 0);
}

/* The words that go with each kind of attestation; what nobody certifies has none. */
static struct str attestation(const struct bid *bid, const struct decl_certificate *certificate) {
  struct buf out;
  buf_init(&out, bid->arena);
  if (certificate_is_for(certificate, "soc2")) {
    buf_text(&out, "A SOC 2(R) report");
    put_clause(&out, ", ", certificate->level);
    put_clause(&out, ", by ", certificate->body);
    put_clause(&out, ", issued ", certificate->issued);
    put_clause(&out, ", scope: ", certificate->scope);
    buf_text(&out, "; for restricted use, under an agreement of confidentiality.");
    return buf_done(&out);
  }
  if (certificate_is_for(certificate, "cyberessentials")) {
    buf_text(&out, is_plus(certificate) ? "Holds Cyber Essentials Plus (technical audit of a sample by an assessor)"
                                        : "Holds Cyber Essentials (verified self-assessment)");
    put_clause(&out, ", certificate ", certificate->number);
    buf_text(&out, ", requirements of ");
    buf_str(&out, certificate->standard);
    put_body(&out, certificate);
    put_dates(&out, certificate, STR(""));
    return buf_done(&out);
  }
  buf_text(&out, "Certificate");
  put_clause(&out, " ", certificate->number);
  put_body(&out, certificate);
  put_clause(&out, ", ", certificate->standard);
  put_dates(&out, certificate, certificate->soa_version);
  return buf_done(&out);
}

static void add_attestations(const struct bid *bid) {
  struct paper_part *part = paper_part(bid->paper, bid->arena, "attestations", "What others have attested");
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct decl_assessment *declared = declared_of(bid, i);
    for (uint32_t k = 0; k < declared->certificates.n; k++) {
      const struct decl_certificate *certificate = &declared->certificates.v[k];
      if (certificate_holds(certificate, bid->analysis->options->as_of) && certificate_can_be(certificate)) {
        paper_point(part, bid->arena, attestation(bid, certificate));
      }
    }
  }
  if (part->points.n == 0) {
    paper_paragraph(part, bid->arena, STR("For these scopes no certificate is stated."));
  } else {
    paper_paragraph(
        part, bid->arena,
        STR("A certificate is about a management system or a point in time, for its scope; it attests no single "
            "control."));
  }
}

/* ---- what we say of ourselves ---- */

struct counts {
  uint32_t applicable;
  uint32_t excluded;
  uint32_t unstated;
  uint32_t status[IMPLEMENTATION_NONE + 1];
};

static void count_controls(struct bid *bid, const struct graph_assessment *assessment, struct counts *counts) {
  const struct graph *graph = bid->graph;
  const struct graph_framework *framework = &graph->frameworks.v[assessment->framework];
  bool selection = graph_has_selection(graph, assessment->framework);
  for (uint32_t n = framework->first; n < framework->first + framework->count; n++) {
    if (!graph->controls[n].counted || (selection && !graph_is_selectable(graph, n))) {
      continue;
    }
    const struct decl_assessed *assessed = graph_assessed(graph, assessment, n);
    if (assessed == NULL) {
      counts->unstated++;
    } else if (assessed_is_excluded(assessed)) {
      counts->excluded++;
    } else {
      counts->applicable++;
      counts->status[assessed->status]++;
      struct str newest = assessed_newest(assessment->declared, assessed);
      if (assessed_is_in_place(assessed) && newest.n > 0 &&
          (bid->oldest.n == 0 || date_compare(newest, bid->oldest) < 0)) {
        bid->oldest = newest;
      }
    }
  }
}

/* "Annex A " where that is what the selection is called. */
static struct str selection_name(const struct bid *bid, uint32_t framework) {
  const struct decl_framework *declared = bid->graph->frameworks.v[framework].declared;
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    const struct decl_control *control = &declared->controls.v[i];
    if (control->selectable) {
      uint32_t n = 0;
      while (n < control->title.n && control->title.p[n] != ':') {
        n++;
      }
      return paper_text(bid->arena, "%.*s ", (int)n, control->title.p);
    }
  }
  return STR("");
}

static void add_state(struct bid *bid) {
  struct paper_part *part = paper_part(bid->paper, bid->arena, "state", "What we say of ourselves");
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct graph_assessment *assessment = &bid->graph->assessments.v[bid->request->assessments[i]];
    const struct decl_assessment *declared = assessment->declared;
    struct counts counts = {0};
    count_controls(bid, assessment, &counts);
    if (declared->date.n == 0 || declared->organisation.n == 0) {
      continue;
    }
    struct buf out;
    buf_init(&out, bid->arena);
    struct str selection = selection_name(bid, assessment->framework);
    buf_printf(
        &out,
        "On %.*s %.*s assessed %u of %u applicable %.*scontrols of %.*s as implemented, %u in part, %u planned, %u "
        "not",
        STR_ARG(declared->date), STR_ARG(declared->organisation), counts.status[IMPLEMENTATION_WHOLE],
        counts.applicable, STR_ARG(selection), STR_ARG(framework_of(bid, i)), counts.status[IMPLEMENTATION_PARTIAL],
        counts.status[IMPLEMENTATION_PLANNED], counts.status[IMPLEMENTATION_NONE]);
    if (selection.n > 0) {
      buf_printf(&out, "; %u are excluded with reasons in the statement of applicability", counts.excluded);
      put_clause(&out, ", version ", declared->version);
    }
    buf_char(&out, '.');
    if (counts.unstated + counts.status[IMPLEMENTATION_UNSTATED] > 0) {
      buf_printf(&out, " Not stated: %u.", counts.unstated + counts.status[IMPLEMENTATION_UNSTATED]);
    }
    put_clause(&out, " Scope: ", declared->scope);
    paper_point(part, bid->arena, buf_done(&out));
  }
  paper_paragraph(part, bid->arena, STR("This is our own statement, not an audit."));
}

/* ---- an alignment in a few sentences, and by the topmost headings of the target ---- */

enum { FUNCTION_COLUMNS = 6 };
static const struct paper_column function_columns[FUNCTION_COLUMNS] = {
    {"id", "Heading", PAPER_ID, true},
    {"title", "Title", PAPER_PROSE, true},
    {"met", "Wholly within implemented controls", PAPER_NUMBER, true},
    {"something", "Something met", PAPER_NUMBER, true},
    {"named", "Named by a mapping", PAPER_NUMBER, true},
    {"open", "Open", PAPER_NUMBER, true},
};

enum standing { STANDS_MET, STANDS_SOMETHING, STANDS_NAMED, STANDS_OPEN, STANDINGS };
static enum standing standing_of(enum outcome outcome) {
  switch (outcome) {
    case OUTCOME_IMPLEMENTED:
      return STANDS_MET;
    case OUTCOME_PARTIAL:
    case OUTCOME_CONTRIBUTES:
      return STANDS_SOMETHING;
    case OUTCOME_CORRESPONDS:
    case OUTCOME_SUPPORTED:
      return STANDS_NAMED;
    default:
      return STANDS_OPEN;
  }
}

struct alignment_counts {
  uint32_t outcomes[OUTCOMES];
  uint32_t by_parts; /* partial, and none of what meets something of it is implemented as a whole */
  uint32_t unreviewed;
  uint32_t own;
  VEC(struct str) cells;
};

/* Something of the control lies in one that is implemented, and not only in such as are in place in part. */
static bool is_met_by_implemented(const struct align_report *report, const struct alignment_answer *answer) {
  for (uint32_t i = 0; i < answer->statuses.n; i++) {
    if ((report->now.statuses.v[answer->statuses.v[i]].says & SAYS_IN) != 0) {
      return true;
    }
  }
  return false;
}

static void count_row(const struct bid *bid, struct align_report *report, uint32_t node,
                      struct alignment_counts *counts, uint32_t standings[STANDINGS]) {
  struct alignment_answer answer;
  alignment_answer(&report->now, node, &answer);
  counts->outcomes[answer.outcome]++;
  counts->by_parts += answer.outcome == OUTCOME_PARTIAL && !is_met_by_implemented(report, &answer);
  standings[standing_of(answer.outcome)]++;
  bool unreviewed = false;
  bool own = false;
  for (uint32_t i = 0; i < answer.facts.n && answer.outcome < OUTCOME_OPEN; i++) {
    uint32_t mapping = bid->graph->facts[answer.facts.v[i]].mapping;
    const struct decl_mapping *declared = bid->graph->mappings.v[mapping].declared;
    report->used[mapping] = true;
    unreviewed = unreviewed || alignment_is_unreviewed(bid->graph, &bid->graph->facts[answer.facts.v[i]]);
    own = own || declared->authority == AUTHORITY_ORGANISATION;
  }
  counts->unreviewed += unreviewed;
  counts->own += own && !unreviewed;
}

static void count_heading(const struct bid *bid, struct align_report *report, uint32_t heading,
                          struct alignment_counts *counts) {
  uint32_t standings[STANDINGS] = {0};
  const struct graph_control *control = &bid->graph->controls[heading];
  for (uint32_t n = heading; n < control->end; n++) {
    if (bid->graph->controls[n].counted) {
      count_row(bid, report, n, counts, standings);
    }
  }
  vec_push(bid->arena, &counts->cells, control->id);
  vec_push(bid->arena, &counts->cells, control->title);
  for (unsigned i = 0; i < STANDINGS; i++) {
    vec_push(bid->arena, &counts->cells, paper_number(bid->arena, standings[i]));
  }
}

static void put_alignment(const struct bid *bid, const struct alignment_counts *counts, struct paper_part *part) {
  const uint32_t *n = counts->outcomes;
  uint32_t whole = 0;
  for (unsigned i = 0; i < OUTCOMES; i++) {
    whole += n[i];
  }
  bool subcategories = str_is(bid->graph->frameworks.v[bid->request->alignment->target].id, "csf-2.0");
  paper_paragraph(
      part, bid->arena,
      paper_text(
          bid->arena,
          "Of the %u %s of %.*s, %u lie wholly within controls that we assess as implemented; for %u such a "
          "control meets something of it, how much is not known; for %u a published mapping names such a control "
          "without saying that anything is shared; %u have no link.",
          whole, subcategories ? "subcategories" : "controls",
          STR_ARG(graph_framework_name(bid->graph, bid->request->alignment->target)), n[OUTCOME_IMPLEMENTED],
          n[OUTCOME_PARTIAL] - counts->by_parts + n[OUTCOME_CONTRIBUTES], n[OUTCOME_CORRESPONDS] + n[OUTCOME_SUPPORTED],
          n[OUTCOME_OPEN]));
  if (counts->by_parts > 0) {
    paper_paragraph(
        part, bid->arena,
        paper_text(bid->arena, "For %u only a control that we assess as in place in part meets something of it.",
                   counts->by_parts));
  }
  if (n[OUTCOME_NOT_FULLY] + n[OUTCOME_DISPUTED] > 0) {
    paper_paragraph(
        part, bid->arena,
        paper_text(bid->arena,
                   "For %u something is not met, and whether anything of it is met is not known; for %u our "
                   "statements contradict each other.",
                   n[OUTCOME_NOT_FULLY], n[OUTCOME_DISPUTED]));
  }
  if (counts->unreviewed > 0) {
    paper_paragraph(part, bid->arena,
                    paper_text(bid->arena,
                               "%u of these rows rest on a mapping that nobody has reviewed by hand; they are "
                               "marked in the alignment.",
                               counts->unreviewed));
  }
  if (counts->own > 0) {
    paper_paragraph(part, bid->arena, paper_text(bid->arena, "%u rest on our own reading.", counts->own));
  }
}

static void add_alignment(const struct bid *bid, struct align_report *report) {
  struct alignment_counts counts = {.own = 0};
  const struct graph_framework *target = &bid->graph->frameworks.v[bid->request->alignment->target];
  for (uint32_t n = target->first; n < target->first + target->count; n = bid->graph->controls[n].end) {
    count_heading(bid, report, n, &counts);
  }
  struct paper_part *part = paper_part(bid->paper, bid->arena, "alignment", "Alignment");
  put_alignment(bid, &counts, part);
  part->table = (struct paper_table){.column_count = FUNCTION_COLUMNS,
                                     .columns = function_columns,
                                     .row_count = counts.cells.n / FUNCTION_COLUMNS,
                                     .cells = counts.cells.v};
}

static void add_mappings(const struct bid *bid, const struct align_report *report) {
  struct paper_part *part = paper_part(bid->paper, bid->arena, "mappings", "Mappings used");
  for (uint32_t m = 0; m < bid->graph->mappings.n; m++) {
    const struct decl_mapping *declared = bid->graph->mappings.v[m].declared;
    if (report == NULL || !report->used[m]) {
      continue;
    }
    struct buf out;
    buf_init(&out, bid->arena);
    buf_str(&out, declared->title.n > 0 ? declared->title : declared->id);
    put_clause(&out, ", published by ", declared->publisher);
    buf_text(&out, declared->authority == AUTHORITY_ORGANISATION                              ? ", our own reading"
                   : declared->method == METHOD_AUTOMATED || declared->status == STATUS_DRAFT ? ", not reviewed by hand"
                   : declared->method == METHOD_HUMAN                                         ? ", made by hand"
                   : declared->method == METHOD_MIXED                                         ? ", made by hand in part"
                                                                                              : "");
    buf_char(&out, '.');
    paper_point(part, bid->arena, buf_done(&out));
  }
  if (part->points.n == 0) {
    paper_paragraph(part, bid->arena, STR("None."));
  }
  align_assumptions(paper_part(bid->paper, bid->arena, "assumptions", "What is assumed"), bid->arena);
}

/* ---- the chain from a risk to evidence, and what is open ---- */

static const struct decl_risk *highest_risk(const struct bid *bid, uint32_t *assessment) {
  const struct decl_risk *highest = NULL;
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct decl_assessment *declared = declared_of(bid, i);
    for (uint32_t r = 0; r < declared->risks.n; r++) {
      const struct decl_risk *risk = &declared->risks.v[r];
      bool higher = highest == NULL ||
                    risk_level(risk->likelihood, risk->impact) > risk_level(highest->likelihood, highest->impact);
      if (risk->treated_by_count > 0 && higher) {
        highest = risk;
        *assessment = bid->request->assessments[i];
      }
    }
  }
  return highest;
}

/* Only what may be shown, by title. */
static struct str shared_evidence(const struct bid *bid, const struct treating *treating) {
  struct paper_list list;
  paper_list_init(&list, bid->arena);
  if (treating->assessed == NULL) {
    return STR("");
  }
  const struct decl_evidence *evidence = assessed_evidence(treating->assessment, treating->assessed);
  for (uint32_t i = 0; i < treating->assessed->evidence_count; i++) {
    if (evidence[i].share == SHARE_NO || evidence[i].title.n == 0) {
      continue;
    }
    paper_list_add(&list, evidence[i].share == SHARE_ON_REQUEST
                              ? paper_text(bid->arena, "%.*s (on request)", STR_ARG(evidence[i].title))
                              : evidence[i].title);
  }
  return paper_list_done(&list);
}

static void add_chain(const struct bid *bid) {
  uint32_t number = NO_INDEX;
  const struct decl_risk *risk = highest_risk(bid, &number);
  if (risk == NULL) {
    return;
  }
  struct paper_part *part = paper_part(bid->paper, bid->arena, "chain", "From a risk to evidence");
  treating_list treatments = {0};
  treatments_of(bid->graph, &bid->graph->assessments.v[number], risk, bid->arena, &treatments);
  paper_paragraph(part, bid->arena, paper_text(bid->arena, "The risk %.*s is treated by:", STR_ARG(risk->id)));
  for (uint32_t i = 0; i < treatments.n; i++) {
    const struct treating *treating = &treatments.v[i];
    const struct decl_assessed *assessed = treating->assessed;
    struct buf out;
    buf_init(&out, bid->arena);
    buf_str(&out, treating_id(bid->graph, treating));
    buf_char(&out, ' ');
    struct str own = assessed != NULL ? assessed->title : STR("");
    buf_str(&out, treating->node != NO_INDEX ? bid->graph->controls[treating->node].title : str_or_empty(own));
    put_clause(&out, ": ",
               assessed == NULL                 ? STR("not stated")
               : assessed_is_excluded(assessed) ? STR("left out")
                                                : str_from(status_word((enum implementation)assessed->status)));
    put_clause(&out, "; evidence: ", shared_evidence(bid, treating));
    buf_char(&out, '.');
    paper_point(part, bid->arena, buf_done(&out));
  }
}

static void add_treatments(const struct bid *bid) {
  uint32_t counts[TREATMENT_SHARE + 1] = {0};
  uint32_t all = 0;
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct decl_assessment *declared = declared_of(bid, i);
    for (uint32_t r = 0; r < declared->risks.n; r++) {
      counts[declared->risks.v[r].treatment]++;
      all++;
    }
  }
  if (all > 0) {
    struct paper_part *part = paper_part(bid->paper, bid->arena, "risks", "Risks");
    paper_paragraph(part, bid->arena, papers_risk_counts(bid->arena, counts));
  }
}

static void add_open(const struct bid *bid) {
  struct paper_part *part = paper_part(bid->paper, bid->arena, "open", "Not met or not known");
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct graph_assessment *assessment = &bid->graph->assessments.v[bid->request->assessments[i]];
    const struct decl_assessment *declared = assessment->declared;
    for (uint32_t k = 0; k < declared->controls.n; k++) {
      const struct decl_assessed *control = &declared->controls.v[k];
      bool open = !assessed_is_excluded(control) && control->status != IMPLEMENTATION_WHOLE;
      uint32_t node = assessment->nodes[k];
      if (!open || (node == NO_INDEX && !control->own) || (node != NO_INDEX && bid->graph->controls[node].withdrawn)) {
        continue;
      }
      struct buf out;
      buf_init(&out, bid->arena);
      buf_str(&out, node != NO_INDEX ? graph_label(bid->graph, node) : control->ref);
      buf_char(&out, ' ');
      buf_str(&out, node != NO_INDEX ? bid->graph->controls[node].title : control->title);
      const char *status = status_word((enum implementation)control->status);
      buf_printf(&out, " (%.*s): %s", STR_ARG(framework_of(bid, i)), status);
      put_clause(&out, ", ", control->owner);
      put_clause(&out, ", due ", control->due);
      buf_char(&out, '.');
      paper_point(part, bid->arena, buf_done(&out));
    }
  }
  if (part->points.n == 0) {
    paper_paragraph(part, bid->arena, STR("Nothing that our assessments speak of."));
  }
}

static void put_head(const struct bid *bid) {
  struct str organisation = {0};
  for (uint32_t i = 0; i < bid->request->assessment_count && organisation.n == 0; i++) {
    organisation = declared_of(bid, i)->organisation;
  }
  bid->paper->title = organisation.n > 0 ? organisation : STR("Our state");
  paper_fact(bid->paper, bid->arena, "as_of", "As of", bid->analysis->options->as_of);
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct decl_assessment *declared = declared_of(bid, i);
    if (declared->scope.n > 0) {
      paper_fact(bid->paper, bid->arena, i == 0 ? "scope" : paper_text(bid->arena, "scope_%u", i + 1).p,
                 paper_text(bid->arena, "Scope (%.*s)", STR_ARG(framework_of(bid, i))).p, declared->scope);
    }
  }
  paper_fact(bid->paper, bid->arena, "contact", "Contact", bid->request->contact);
}

void report_bid(const struct analysis *analysis, const struct bid_request *request, struct arena *arena,
                struct report_paper *paper) {
  struct bid bid = {.analysis = analysis, .graph = analysis->graph, .request = request, .arena = arena, .paper = paper};
  struct align_report *report = NULL;
  *paper = (struct report_paper){.kind = "bid", .over = "Information security"};
  put_head(&bid);
  add_attestations(&bid);
  add_state(&bid);
  if (request->alignment != NULL) {
    report = arena_alloc(arena, sizeof *report);
    align_start(report, analysis, request->alignment, arena);
    add_alignment(&bid, report);
  }
  add_chain(&bid);
  add_treatments(&bid);
  add_open(&bid);
  if (bid.oldest.n > 0) {
    paper_sentence(paper, arena, "The oldest evidence behind this page is of %.*s.", STR_ARG(bid.oldest));
  }
  if (analysis->options->as_of.n > 0) {
    paper_sentence(paper, arena, "Judged at %.*s, not today.", STR_ARG(analysis->options->as_of));
  }
  add_mappings(&bid, report);
}
