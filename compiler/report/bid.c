/* The sentences of a bid's page. What is not known is said to be so, and no word says more than the files do. */
#include "report/bid_parts.h"

#include "analyse/treatments.h"
#include "model/date.h"

static const char *status_word(enum implementation status) {
  static const char *const words[] = {"not stated", "implemented", "in part", "planned", "not implemented"};
  return words[status];
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
      if (bid_is_read(bid, assessment, k) && assessed_is_in_place(control)) {
        note_evidence(bid, assessed_newest_on(declared, control, bid->analysis->options->as_of));
      }
    }
  }
}

/* ---- the chain from a risk to evidence, and what is open ---- */

static const struct decl_risk *highest_risk(const struct bid *bid, uint32_t *assessment) {
  const struct decl_risk *highest = NULL;
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct decl_assessment *declared = bid_declared(bid, i);
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
static struct str shared_evidence(struct bid *bid, const struct treating *treating) {
  struct paper_list list;
  paper_list_init(&list, bid->arena);
  if (treating->assessed == NULL) {
    return STR("");
  }
  const struct decl_evidence *evidence = assessed_evidence(treating->assessment, treating->assessed);
  for (uint32_t i = 0; i < treating->assessed->evidence_count; i++) {
    struct str as_of = bid->analysis->options->as_of;
    if (papers_may_name(&evidence[i], as_of)) {
      note_evidence(bid, evidence[i].collected);
      paper_list_add(&list, papers_marked_evidence(&evidence[i], as_of, false, bid->arena));
    }
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
    bid_put_clause(&out, ": ",
                   assessed == NULL                 ? STR("not stated")
                   : assessed_is_excluded(assessed) ? STR("left out")
                                                    : str_from(status_word((enum implementation)assessed->status)));
    bid_put_clause(&out, "; evidence: ", shared_evidence(bid, treating));
    buf_char(&out, '.');
    paper_point(part, bid->arena, buf_done(&out));
  }
}

static void add_treatments(const struct bid *bid) {
  uint32_t counts[TREATMENT_SHARE + 1] = {0};
  uint32_t all = 0;
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct decl_assessment *declared = bid_declared(bid, i);
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
  buf_printf(&out, " (%.*s): %s", STR_ARG(bid_framework_name(bid, number)), status);
  bid_put_clause(&out, ", ", control->owner);
  bid_put_clause(&out, ", due ", control->due);
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
  paper_point(
      part, bid->arena,
      paper_text(bid->arena, "%.*s %.*s (%.*s): left out, and none of those that one may leave out.", STR_ARG(name),
                 STR_ARG(bid->graph->controls[node].title), STR_ARG(bid_framework_name(bid, number))));
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
    if (!bid_is_read(bid, assessment, k)) {
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
    struct bid_counts counts = bid_count_controls(bid, &bid->graph->assessments.v[bid->request->assessments[i]]);
    add_open_lines(bid, i, part);
    add_silent(bid, counts.silent, bid_selected_controls(bid, i, counts.silent), part);
    add_silent(bid, counts.beside,
               paper_text(bid->arena, "other %s of %.*s", paper_by_number(counts.beside, "control", "controls"),
                          STR_ARG(bid_framework_name(bid, i))),
               part);
  }
  if (part->points.n == 0) {
    paper_paragraph(part, bid->arena, STR("Nothing that our assessments speak of."));
  }
}

static void put_head(const struct bid *bid) {
  struct str organisation = {0};
  for (uint32_t i = 0; i < bid->request->assessment_count && organisation.n == 0; i++) {
    organisation = bid_declared(bid, i)->organisation;
  }
  bid->paper->title = organisation.n > 0 ? organisation : STR("Our state");
  paper_fact(bid->paper, bid->arena, "as_of", "As of", bid->analysis->options->as_of);
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct decl_assessment *declared = bid_declared(bid, i);
    if (declared->scope.n > 0) {
      paper_fact(bid->paper, bid->arena, i == 0 ? "scope" : paper_text(bid->arena, "scope_%u", i + 1).p,
                 paper_text(bid->arena, "Scope (%.*s)", STR_ARG(bid_framework_name(bid, i))).p, declared->scope);
    }
  }
}

void report_bid(const struct analysis *analysis, const struct bid_request *request, struct arena *arena,
                struct report_paper *paper) {
  struct bid bid = {.analysis = analysis, .graph = analysis->graph, .request = request, .arena = arena, .paper = paper};
  struct align_report *report = NULL;
  *paper = (struct report_paper){.kind = "bid", .over = "Information security"};
  put_head(&bid);
  bid_add_attestations(&bid);
  bid_add_state(&bid);
  if (request->alignment != NULL) {
    report = arena_alloc(arena, sizeof *report);
    align_start(report, analysis, request->alignment, arena);
    bid_add_alignment(&bid, report);
  }
  note_counted_evidence(&bid);
  add_chain(&bid);
  add_treatments(&bid);
  add_open(&bid);
  if (bid.oldest.n > 0) {
    paper_sentence(paper, arena, "The oldest evidence behind this page is of %.*s.", STR_ARG(bid.oldest));
  }
  bid_add_mappings(&bid, report);
}
