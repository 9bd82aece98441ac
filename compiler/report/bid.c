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
  struct str oldest; /* of all evidence that is listed, and the newest of each control that is in place */
};

static const struct decl_assessment *declared_of(const struct bid *bid, uint32_t i) {
  return bid->graph->assessments.v[bid->request->assessments[i]].declared;
}

static struct str framework_of(const struct bid *bid, uint32_t i) {
  return graph_framework_name(bid->graph, bid->graph->assessments.v[bid->request->assessments[i]].framework);
}

/* False for the line of a control that does not exist, or is withdrawn. */
static bool is_read(const struct bid *bid, const struct graph_assessment *assessment, uint32_t line) {
  uint32_t node = assessment->nodes[line];
  return node != NO_INDEX ? !bid->graph->controls[node].withdrawn : assessment->declared->controls.v[line].own;
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

static void put_body(struct buf *out, const char *before, const struct decl_certificate *certificate) {
  put_clause(out, before, certificate->body);
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

static void put_report(struct buf *out, const struct decl_certificate *certificate) {
  static const char *const words[] = {
      [REPORT_TYPE_UNSTATED] = "A SOC 2(R) report",
      [REPORT_TYPE_1] = "A SOC 2(R) type 1 report",
      [REPORT_TYPE_2] = "A SOC 2(R) type 2 report",
  };
  struct report_kind kind = report_kind_of(certificate);
  buf_text(out, words[kind.type]);
  put_clause(out, ", ", kind.words);
  put_clause(out, ", by ", certificate->body);
  put_clause(out, ", issued ", certificate->issued);
  put_clause(out, ", scope: ", certificate->scope);
  buf_text(out, "; for restricted use, under an agreement of confidentiality.");
}

/* Which kind of audit there was goes with the level; where that is not stated, nothing is said of it. */
static void put_cyber_essentials(struct buf *out, const struct decl_certificate *certificate, struct str standard) {
  static const char *const words[] = {
      [LEVEL_UNSTATED] = "Holds Cyber Essentials",
      [LEVEL_BASIC] = "Holds Cyber Essentials (verified self-assessment)",
      [LEVEL_PLUS] = "Holds Cyber Essentials Plus (technical audit of a sample by an assessor)"};
  buf_text(out, words[certificate_level(certificate)]);
  put_clause(out, ", certificate ", certificate->number);
  put_clause(out, ", requirements of ", standard);
  put_body(out, ", ", certificate);
  put_dates(out, certificate, STR(""));
}

static void put_certificate(struct buf *out, const struct decl_certificate *certificate, struct str standard) {
  buf_text(out, "Certificate");
  put_clause(out, " ", certificate->number);
  put_body(out, certificate->number.n > 0 ? ", " : " of ", certificate);
  put_clause(out, ", ", standard);
  put_dates(out, certificate, certificate->soa_version);
}

/* The words that go with each kind of attestation; what nobody certifies has none. */
static struct str attestation(const struct bid *bid, const struct decl_certificate *certificate) {
  struct str standard = certificate_standard(bid->graph, certificate, bid->arena);
  struct buf out;
  buf_init(&out, bid->arena);
  if (certificate_is_for(certificate, "soc2")) {
    put_report(&out, certificate);
  } else if (certificate_is_for(certificate, "cyberessentials")) {
    put_cyber_essentials(&out, certificate, standard);
  } else {
    put_certificate(&out, certificate, standard);
  }
  return buf_done(&out);
}

/* Of as many scopes as are stated. */
static struct str no_certificate(const struct bid *bid) {
  uint32_t scopes = 0;
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    scopes += declared_of(bid, i)->scope.n > 0;
  }
  return scopes == 0   ? STR("No certificate is stated.")
         : scopes == 1 ? STR("For this scope no certificate is stated.")
                       : STR("For these scopes no certificate is stated.");
}

static void add_attestations(const struct bid *bid) {
  struct paper_part *part = paper_part(bid->paper, bid->arena, "attestations", "What others have attested");
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct decl_assessment *declared = declared_of(bid, i);
    for (uint32_t k = 0; k < declared->certificates.n; k++) {
      const struct decl_certificate *certificate = &declared->certificates.v[k];
      if (certificate_attests(certificate_state(bid->graph, declared, certificate, bid->analysis->options->as_of))) {
        paper_point(part, bid->arena, attestation(bid, certificate));
      }
    }
  }
  if (part->points.n == 0) {
    paper_paragraph(part, bid->arena, no_certificate(bid));
  } else {
    paper_paragraph(
        part, bid->arena,
        STR("A certificate is about a management system or a point in time, for its scope; it attests no single "
            "control."));
  }
}

/* ---- what we say of ourselves ---- */

struct counts {
  struct stated_counts stated;
  uint32_t reasoned;   /* excluded, and a reason is stated */
  uint32_t unreasoned; /* excluded without one */
  uint32_t silent;     /* without a line */
  uint32_t beside;     /* without a line, and not among those that one selects */
};

static void count_line(struct counts *counts, const struct decl_assessed *assessed) {
  papers_count(&counts->stated, assessed);
  if (assessed == NULL) {
    counts->silent++;
  } else if (assessed_is_excluded(assessed)) {
    counts->reasoned += assessed->justification.n > 0;
    counts->unreasoned += assessed->justification.n == 0;
  }
}

static struct counts count_controls(const struct bid *bid, const struct graph_assessment *assessment) {
  const struct graph *graph = bid->graph;
  const struct graph_framework *framework = &graph->frameworks.v[assessment->framework];
  bool selection = graph_has_selection(graph, assessment->framework);
  struct counts counts = {0};
  for (uint32_t n = framework->first; n < framework->first + framework->count; n++) {
    if (!graph->controls[n].counted) {
      continue;
    }
    const struct decl_assessed *assessed = graph_assessed(graph, assessment, n);
    if (!selection || graph_is_selectable(graph, n)) {
      count_line(&counts, assessed);
    } else {
      counts.beside += assessed == NULL;
    }
  }
  return counts;
}

/* What the selection is called, up to a colon; empty where there is none. */
static struct str selection_name(const struct bid *bid, uint32_t framework) {
  const struct decl_framework *declared = bid->graph->frameworks.v[framework].declared;
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    const struct decl_control *control = &declared->controls.v[i];
    if (control->selectable) {
      uint32_t n = 0;
      while (n < control->title.n && control->title.p[n] != ':') {
        n++;
      }
      return (struct str){.p = control->title.p, .n = n};
    }
  }
  return STR("");
}

/* "Annex A controls of House rules", "controls of House rules (Part two)"; what is called controls needs no name beside that
 * word. */
static struct str selected_controls(const struct bid *bid, uint32_t number, uint32_t count) {
  struct str framework = framework_of(bid, number);
  struct str name = selection_name(bid, bid->graph->assessments.v[bid->request->assessments[number]].framework);
  const char *noun = paper_by_number(count, "control", "controls");
  if (name.n == 0 || text_holds(name, "control")) {
    return paper_text(bid->arena, "%s of %.*s", noun, STR_ARG(framework));
  }
  if (text_holds(name, "annex")) {
    return paper_text(bid->arena, "%.*s %s of %.*s", STR_ARG(name), noun, STR_ARG(framework));
  }
  return paper_text(bid->arena, "%s of %.*s (%.*s)", noun, STR_ARG(framework), STR_ARG(name));
}

static void put_excluded(struct buf *out, const struct counts *counts, bool selection, struct str version) {
  if (selection || counts->reasoned > 0) {
    buf_printf(out, "; %u %s excluded with reasons", counts->reasoned, paper_by_number(counts->reasoned, "is", "are"));
  }
  if (selection) {
    buf_text(out, " in the statement of applicability");
    put_clause(out, ", version ", version);
  }
  if (counts->unreasoned > 0) {
    buf_printf(out, "; %u %s excluded, and no reason is stated", counts->unreasoned,
               paper_by_number(counts->unreasoned, "is", "are"));
  }
  buf_char(out, '.');
}

/* A statement about a day that is yet to come is shown as one. */
static void put_day(const struct bid *bid, struct buf *out, const struct decl_assessment *declared) {
  struct str as_of = bid->analysis->options->as_of;
  buf_printf(out, "On %.*s", STR_ARG(declared->date));
  if (date_before(as_of, declared->date)) {
    buf_printf(out, ", which is after the day that this page is judged at (%.*s),", STR_ARG(as_of));
  }
}

/* True where a framework is assessed without a word on what applies: the statuses are told all the same, as what they are. */
static bool says_nothing_applies(const struct stated_counts *stated) {
  return stated->applicable == 0 && papers_has_open_statuses(stated);
}

static void put_statuses(const struct bid *bid, struct buf *out, uint32_t number, const struct stated_counts *stated) {
  bool silent = says_nothing_applies(stated);
  const uint32_t *status = silent ? stated->open : stated->status;
  buf_printf(out, "assessed %u", status[IMPLEMENTATION_WHOLE]);
  if (!silent) {
    buf_printf(out, " of %u applicable", stated->applicable);
  }
  struct str controls = selected_controls(bid, number, silent ? status[IMPLEMENTATION_WHOLE] : stated->applicable);
  buf_printf(out, " %.*s as implemented, %u in part, %u planned, %u not", STR_ARG(controls),
             status[IMPLEMENTATION_PARTIAL], status[IMPLEMENTATION_PLANNED], status[IMPLEMENTATION_NONE]);
  buf_text(out, silent ? ", without stating that any of them applies" : "");
}

/* What the counts before it leave out, so that all add up. */
static void put_unstated(const struct bid *bid, struct buf *out, const struct stated_counts *stated) {
  if (stated->status[IMPLEMENTATION_UNSTATED] > 0) {
    buf_printf(out, " Applies, and how far it is implemented is not stated: %u.",
               stated->status[IMPLEMENTATION_UNSTATED]);
  }
  if (says_nothing_applies(stated)) {
    if (stated->open[IMPLEMENTATION_UNSTATED] > 0) {
      buf_printf(out, " Neither whether it applies nor a status is stated: %u.", stated->open[IMPLEMENTATION_UNSTATED]);
    }
  } else if (stated->unstated > 0) {
    buf_char(out, ' ');
    buf_str(out, papers_unstated(bid->arena, stated));
  }
}

static void add_state(const struct bid *bid) {
  struct paper_part *part = paper_part(bid->paper, bid->arena, "state", "What we say of ourselves");
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct graph_assessment *assessment = &bid->graph->assessments.v[bid->request->assessments[i]];
    const struct decl_assessment *declared = assessment->declared;
    struct counts counts = count_controls(bid, assessment);
    if (declared->date.n == 0 || declared->organisation.n == 0) {
      continue;
    }
    struct buf out;
    buf_init(&out, bid->arena);
    put_day(bid, &out, declared);
    buf_printf(&out, " %.*s ", STR_ARG(declared->organisation));
    put_statuses(bid, &out, i, &counts.stated);
    put_excluded(&out, &counts, graph_has_selection(bid->graph, assessment->framework), declared->version);
    put_unstated(bid, &out, &counts.stated);
    put_clause(&out, " Scope: ", declared->scope);
    paper_point(part, bid->arena, buf_done(&out));
  }
  paper_paragraph(part, bid->arena, STR("This is our own statement, not an audit."));
}

/* ---- an alignment in a few sentences, and by the topmost headings of the target ---- */

enum { FUNCTION_COLUMNS = 7 };
static const struct paper_column function_columns[FUNCTION_COLUMNS] = {
    {"id", "Heading", PAPER_ID, true},
    {"title", "Title", PAPER_PROSE, true},
    {"met", "Wholly within implemented controls", PAPER_NUMBER, true},
    {"something", "Something met", PAPER_NUMBER, true},
    {"named", "Named by a mapping", PAPER_NUMBER, true},
    {"unmet", "Something not met, or disputed", PAPER_NUMBER, true},
    {"open", "Open", PAPER_NUMBER, true},
};

enum standing {
  STANDS_MET,
  STANDS_SOMETHING,
  STANDS_NAMED,
  STANDS_UNMET, /* something is not met, and whether anything is met is not known; or the statements contradict each other */
  STANDS_OPEN,
  STANDINGS
};
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
    case OUTCOME_NOT_FULLY:
    case OUTCOME_DISPUTED:
      return STANDS_UNMET;
    default:
      return STANDS_OPEN;
  }
}

struct alignment_counts {
  uint32_t outcomes[OUTCOMES];
  uint32_t by_parts; /* partial, and none of what meets something of it is implemented as a whole */
  uint32_t unreviewed;
  uint32_t own;
  uint32_t own_names; /* named by a control, and by nothing that somebody else has published alone */
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
  counts->own_names += own && standing_of(answer.outcome) == STANDS_NAMED;
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
          "Of the %u %s of %.*s, %u %s wholly within controls that we assess as implemented; for %u such a "
          "control meets something of it, how much is not known; for %u a published mapping names such a control "
          "without saying that anything is shared; %u %s no link.",
          whole, subcategories ? "subcategories" : paper_by_number(whole, "control", "controls"),
          STR_ARG(graph_framework_name(bid->graph, bid->request->alignment->target)), n[OUTCOME_IMPLEMENTED],
          paper_by_number(n[OUTCOME_IMPLEMENTED], "lies", "lie"),
          n[OUTCOME_PARTIAL] - counts->by_parts + n[OUTCOME_CONTRIBUTES],
          n[OUTCOME_CORRESPONDS] + n[OUTCOME_SUPPORTED] - counts->own_names, n[OUTCOME_OPEN],
          paper_by_number(n[OUTCOME_OPEN], "has", "have")));
  if (counts->by_parts > 0) {
    paper_paragraph(
        part, bid->arena,
        paper_text(bid->arena, "For %u only a control that we assess as in place in part meets something of it.",
                   counts->by_parts));
  }
  if (counts->own_names > 0) {
    paper_paragraph(
        part, bid->arena,
        paper_text(bid->arena,
                   "For %u our own reading, and no published mapping, names such a control without saying that "
                   "anything is shared.",
                   counts->own_names));
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
                               "%u of these rows %s on a mapping that nobody has reviewed by hand; %s marked in the "
                               "alignment.",
                               counts->unreviewed, paper_by_number(counts->unreviewed, "rests", "rest"),
                               paper_by_number(counts->unreviewed, "it is", "they are")));
  }
  if (counts->own > 0) {
    paper_paragraph(part, bid->arena,
                    paper_text(bid->arena, "%u %s on our own reading.", counts->own,
                               paper_by_number(counts->own, "rests", "rest")));
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
  if (bid->request->alignment->own != NO_INDEX) {
    paper_paragraph(part, bid->arena,
                    STR("This, and the table, is what follows from our assessments of other frameworks; what we say of "
                        "this one itself is counted above, and is not in these numbers."));
  }
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
    bool own = declared->authority == AUTHORITY_ORGANISATION;
    put_clause(&out, own ? ", by " : ", published by ", declared->publisher);
    buf_text(&out, own                                                                        ? ", our own reading"
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

/* ---- how old the evidence is ---- */

static void note_evidence(struct bid *bid, struct str collected) {
  if (collected.n > 0 && (bid->oldest.n == 0 || date_compare(collected, bid->oldest) < 0)) {
    bid->oldest = collected;
  }
}

/* Of each control that is in place its newest evidence counts. */
static void note_counted_evidence(struct bid *bid) {
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct graph_assessment *assessment = &bid->graph->assessments.v[bid->request->assessments[i]];
    const struct decl_assessment *declared = assessment->declared;
    for (uint32_t k = 0; k < declared->controls.n; k++) {
      const struct decl_assessed *control = &declared->controls.v[k];
      if (is_read(bid, assessment, k) && assessed_is_in_place(control)) {
        note_evidence(bid, assessed_newest_on(declared, control, bid->analysis->options->as_of));
      }
    }
  }
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

/* What is to be known of evidence beside its title; empty where there is nothing. */
static struct str evidence_marks(const struct bid *bid, const struct decl_evidence *evidence) {
  struct buf out;
  buf_init(&out, bid->arena);
  buf_text(&out, evidence->share == SHARE_ON_REQUEST ? "on request" : "");
  if (evidence_is_stale(evidence, bid->analysis->options->as_of)) {
    bool expired = evidence->expires.n > 0;
    buf_text(&out, out.n > 0 ? ", " : "");
    put_clause(&out, expired ? "expired, valid to " : "stale, of ", expired ? evidence->expires : evidence->collected);
  }
  return buf_done(&out);
}

/* Only what may be shown, by title; what is said to be collected later than the day shows nothing yet. */
static struct str shared_evidence(struct bid *bid, const struct treating *treating) {
  struct paper_list list;
  paper_list_init(&list, bid->arena);
  if (treating->assessed == NULL) {
    return STR("");
  }
  const struct decl_evidence *evidence = assessed_evidence(treating->assessment, treating->assessed);
  for (uint32_t i = 0; i < treating->assessed->evidence_count; i++) {
    bool hidden = evidence[i].share == SHARE_NO || evidence[i].title.n == 0;
    if (hidden || evidence_is_future(&evidence[i], bid->analysis->options->as_of)) {
      continue;
    }
    struct str marks = evidence_marks(bid, &evidence[i]);
    note_evidence(bid, evidence[i].collected);
    paper_list_add(&list, marks.n > 0
                              ? paper_text(bid->arena, "%.*s (%.*s)", STR_ARG(evidence[i].title), STR_ARG(marks))
                              : evidence[i].title);
  }
  return paper_list_done(&list);
}

static void add_chain(struct bid *bid) {
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

static void add_open_control(const struct bid *bid, uint32_t number, uint32_t line, struct paper_part *part) {
  const struct graph_assessment *assessment = &bid->graph->assessments.v[bid->request->assessments[number]];
  const struct decl_assessed *control = &assessment->declared->controls.v[line];
  uint32_t node = assessment->nodes[line];
  struct buf out;
  buf_init(&out, bid->arena);
  buf_str(&out, node != NO_INDEX ? graph_label(bid->graph, node) : control->ref);
  buf_char(&out, ' ');
  buf_str(&out, node != NO_INDEX ? bid->graph->controls[node].title : control->title);
  const char *status = status_word((enum implementation)control->status);
  buf_printf(&out, " (%.*s): %s", STR_ARG(framework_of(bid, number)), status);
  put_clause(&out, ", ", control->owner);
  put_clause(&out, ", due ", control->due);
  buf_char(&out, '.');
  paper_point(part, bid->arena, buf_done(&out));
}

/* True for what is left out though it is none of those that one selects. */
static bool is_left_out_beside(const struct bid *bid, const struct graph_assessment *assessment, uint32_t line) {
  uint32_t node = assessment->nodes[line];
  return node != NO_INDEX && assessed_is_excluded(&assessment->declared->controls.v[line]) &&
         graph_has_selection(bid->graph, assessment->framework) && !graph_is_selectable(bid->graph, node);
}

static void add_left_out(const struct bid *bid, uint32_t number, uint32_t node, struct paper_part *part) {
  struct str name = graph_label(bid->graph, node);
  paper_point(part, bid->arena,
              paper_text(bid->arena, "%.*s %.*s (%.*s): left out, and none of those that one may leave out.",
                         STR_ARG(name), STR_ARG(bid->graph->controls[node].title), STR_ARG(framework_of(bid, number))));
}

static void add_silent(const struct bid *bid, uint32_t count, struct str controls, struct paper_part *part) {
  if (count > 0) {
    paper_point(part, bid->arena,
                paper_text(bid->arena, "%u %.*s %s no line in our assessment: whether %s met is not known.", count,
                           STR_ARG(controls), paper_by_number(count, "has", "have"),
                           paper_by_number(count, "it is", "they are")));
  }
}

static void add_open_lines(const struct bid *bid, uint32_t number, struct paper_part *part) {
  const struct graph_assessment *assessment = &bid->graph->assessments.v[bid->request->assessments[number]];
  for (uint32_t k = 0; k < assessment->declared->controls.n; k++) {
    const struct decl_assessed *control = &assessment->declared->controls.v[k];
    bool open = !assessed_is_excluded(control) && control->status != IMPLEMENTATION_WHOLE;
    if (!is_read(bid, assessment, k)) {
      continue;
    }
    if (is_left_out_beside(bid, assessment, k)) {
      add_left_out(bid, number, assessment->nodes[k], part);
    } else if (open) {
      add_open_control(bid, number, k, part);
    }
  }
}

static void add_open(const struct bid *bid) {
  struct paper_part *part = paper_part(bid->paper, bid->arena, "open", "Not met or not known");
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    struct counts counts = count_controls(bid, &bid->graph->assessments.v[bid->request->assessments[i]]);
    add_open_lines(bid, i, part);
    add_silent(bid, counts.silent, selected_controls(bid, i, counts.silent), part);
    add_silent(bid, counts.beside,
               paper_text(bid->arena, "other %s of %.*s", paper_by_number(counts.beside, "control", "controls"),
                          STR_ARG(framework_of(bid, i))),
               part);
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
  note_counted_evidence(&bid);
  add_chain(&bid);
  add_treatments(&bid);
  add_open(&bid);
  if (bid.oldest.n > 0) {
    paper_sentence(paper, arena, "The oldest evidence behind this page is of %.*s.", STR_ARG(bid.oldest));
  }
  add_mappings(&bid, report);
}
