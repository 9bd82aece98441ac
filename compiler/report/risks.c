/* The treatment plan, and the chain from each risk over its controls to their evidence, broken where it is broken. */
#include "analyse/treatments.h"
#include "model/assessed.h"
#include "report/papers.h"

#include <stdlib.h>

enum { RISK_COLUMNS = 18, PLAN_COLUMNS = 16, CHAIN_COLUMNS = 8 };
static const struct paper_column columns[RISK_COLUMNS] = {
    {"risk", "Risk", PAPER_ID, true},
    {"title", "Title", PAPER_PROSE, true},
    {"owner", "Owner", PAPER_PROSE, false},
    {"likelihood", "Likelihood", PAPER_NUMBER, false},
    {"impact", "Impact", PAPER_NUMBER, false},
    {"level", "Level", PAPER_NUMBER, true},
    {"treatment", "Treatment", PAPER_WORD, true},
    {"control", "Control", PAPER_ID, true},
    {"control_status", "Status", PAPER_WORD, true},
    {"evidence", "Evidence", PAPER_PROSE, false},
    {"evidence_date", "Of", PAPER_DATE, false},
    {"action", "Action", PAPER_PROSE, false},
    {"due", "Due", PAPER_DATE, false},
    {"state", "State", PAPER_PROSE, false},
    {"residual", "Residual level", PAPER_NUMBER, false},
    {"accepted_by", "Accepted by", PAPER_PROSE, false},
    {"accepted", "Accepted on", PAPER_DATE, false},
    {"break", "Break", PAPER_WORD, true},
};
static const struct paper_column plan_columns[PLAN_COLUMNS] = {
    {"risk", "Risk", PAPER_ID, true},
    {"title", "Title", PAPER_PROSE, true},
    {"owner", "Owner", PAPER_PROSE, true},
    {"likelihood", "Likelihood", PAPER_NUMBER, false},
    {"impact", "Impact", PAPER_NUMBER, false},
    {"level", "Level", PAPER_NUMBER, true},
    {"treatment", "Treatment", PAPER_WORD, true},
    {"controls", "Controls", PAPER_PROSE, true},
    {"action", "Action", PAPER_PROSE, false},
    {"due", "Due", PAPER_DATE, false},
    {"state", "State", PAPER_PROSE, false},
    {"residual", "Residual level", PAPER_NUMBER, false},
    {"accepted_by", "Accepted by", PAPER_PROSE, false},
    {"accepted", "Accepted on", PAPER_DATE, false},
    {"review", "To be reviewed", PAPER_DATE, false},
    {"remarks", "Remarks", PAPER_PROSE, false},
};
static const struct paper_column chain_columns[CHAIN_COLUMNS] = {
    {"risk", "Risk", PAPER_ID, true},
    {"control", "Control", PAPER_ID, true},
    {"title", "Title", PAPER_PROSE, true},
    {"control_status", "Status", PAPER_WORD, true},
    {"evidence", "Evidence", PAPER_PROSE, true},
    {"evidence_date", "Of", PAPER_DATE, true},
    {"due", "Due", PAPER_DATE, true},
    {"break", "Break", PAPER_WORD, true},
};

typedef VEC(struct str) cell_list;
/* The cells of a table, as people read them, and with ids where those have labels. */
struct table_cells {
  cell_list shown;
  cell_list plain;
};

struct risks {
  const struct analysis *analysis;
  const struct graph_assessment *assessment;
  const struct decl_assessment *declared;
  struct arena *arena;
  struct table_cells rows;
  struct table_cells plan;
  struct table_cells chain;
  uint32_t treatments[TREATMENT_SHARE + 1];
  /* Of the risks to be modified; one may be among the last three at once: */
  uint32_t whole;   /* every control is implemented, with evidence that is known not to be stale */
  uint32_t undated; /* the same, and how old some evidence is, is not known */
  uint32_t partial; /* a control is implemented only in part */
  uint32_t broken;  /* the chain breaks somewhere */
  uint32_t unknown; /* of a control nothing says how far it is implemented */
};

/* The control that is named in the column `at` has this id. */
static void add_row(struct risks *risks, struct table_cells *cells, const struct str *row, unsigned count, unsigned at,
                    struct str id) {
  for (unsigned i = 0; i < count; i++) {
    vec_push(risks->arena, &cells->shown, str_or_empty(row[i]));
    vec_push(risks->arena, &cells->plain, str_or_empty(i == at ? id : row[i]));
  }
}

static void add_cells(struct risks *risks, struct table_cells *cells, const struct str *row, unsigned count) {
  add_row(risks, cells, row, count, count, STR(""));
}

static struct str number(const struct risks *risks, unsigned value) {
  return value > 0 ? paper_number(risks->arena, value) : STR("");
}

/* Whether anything says that the control is left out, or how far it is implemented. */
static bool is_stated(const struct treating *treating) {
  const struct decl_assessed *assessed = treating->assessed;
  return assessed != NULL && (assessed_is_excluded(assessed) || assessed->status != IMPLEMENTATION_UNSTATED);
}

/* Where the chain breaks at this control: not at all, or what is missing there. A status says nothing of evidence. */
static struct str break_at(const struct risks *risks, const struct treating *treating) {
  const struct decl_assessed *assessed = treating->assessed;
  if (treating->node != NO_INDEX && risks->analysis->graph->controls[treating->node].withdrawn) {
    return STR("no-control");
  }
  if (assessed != NULL && assessed_is_excluded(assessed)) {
    return STR("excluded");
  }
  if (!is_stated(treating)) {
    return STR(""); /* nothing is known: the status is empty, too */
  }
  if (!assessed_is_in_place(assessed)) {
    return STR("planned");
  }
  struct str as_of = risks->analysis->options->as_of;
  if (!assessed_has_evidence(treating->assessment, assessed, as_of)) {
    return STR("no-evidence");
  }
  return assessed_is_stale(treating->assessment, assessed, as_of) ? STR("stale") : STR("");
}

/* With its framework, where that is not the one that is assessed. */
static struct str control_name(const struct risks *risks, const struct treating *treating, struct str name) {
  const struct graph *graph = risks->analysis->graph;
  if (treating->framework == risks->assessment->framework) {
    return name;
  }
  return paper_text(risks->arena, "%.*s:%.*s", STR_ARG(graph->frameworks.v[treating->framework].id), STR_ARG(name));
}

static struct str control_id(const struct risks *risks, const struct treating *treating) {
  return control_name(risks, treating, treating_id(risks->analysis->graph, treating));
}

static struct str control_label(const struct risks *risks, const struct treating *treating) {
  bool own = treating->node == NO_INDEX;
  return control_name(risks, treating,
                      own ? treating->assessed->ref : graph_label(risks->analysis->graph, treating->node));
}

/* What the risk's own actions say: of each, in the order of the document. */
struct actions {
  struct paper_list titles;
  struct paper_list due;
  struct paper_list states;
};

/* What an action leaves open keeps its place, so that the lists can be read together; unless all of them leave it open. */
static bool any_action_says(const struct risks *risks, const struct decl_risk *risk, bool due) {
  for (uint32_t i = risk->first_action; i < risk->first_action + risk->action_count; i++) {
    const struct decl_action *action = &risks->declared->actions.v[i];
    if ((due ? action->due : action->state).n > 0) {
      return true;
    }
  }
  return false;
}

static struct actions list_actions(const struct risks *risks, const struct decl_risk *risk) {
  struct actions actions;
  struct str no_due = any_action_says(risks, risk, true) ? STR("undated") : STR("");
  struct str no_state = any_action_says(risks, risk, false) ? STR("not stated") : STR("");
  paper_list_init(&actions.titles, risks->arena);
  paper_list_init(&actions.due, risks->arena);
  paper_list_init(&actions.states, risks->arena);
  for (uint32_t i = risk->first_action; i < risk->first_action + risk->action_count; i++) {
    const struct decl_action *action = &risks->declared->actions.v[i];
    struct str owner = action->owner;
    paper_list_add(
        &actions.titles,
        owner.n > 0 ? paper_text(risks->arena, "%.*s (%.*s)", STR_ARG(action->title), STR_ARG(owner)) : action->title);
    paper_list_add(&actions.due, action->due.n > 0 ? action->due : no_due);
    paper_list_add(&actions.states, action->state.n > 0 ? action->state : no_state);
  }
  return actions;
}

/* The cells of the risk itself. */
static void fill_risk(struct risks *risks, const struct decl_risk *risk, struct str row[RISK_COLUMNS]) {
  struct actions actions = list_actions(risks, risk);
  row[0] = risk->id;
  row[1] = risk->title;
  row[2] = risk->owner;
  row[3] = number(risks, risk->likelihood);
  row[4] = number(risks, risk->impact);
  row[5] = number(risks, risk_level(risk->likelihood, risk->impact));
  row[6] = str_from(vocabulary_token(&vocabulary_treatment, risk->treatment));
  row[11] = paper_list_done(&actions.titles);
  row[12] = paper_list_done(&actions.due);
  row[13] = paper_list_done(&actions.states);
  row[14] = number(risks, risk_level(risk->residual_likelihood, risk->residual_impact));
  row[15] = risk->accepted_by;
  row[16] = risk->accepted;
}

static struct str control_title(const struct risks *risks, const struct treating *treating) {
  return treating->node != NO_INDEX ? risks->analysis->graph->controls[treating->node].title
                                    : treating->assessed->title;
}

/* The day by which the control is to be in place; empty where it is. */
static struct str control_due(const struct treating *treating) {
  const struct decl_assessed *assessed = treating->assessed;
  return assessed != NULL && !assessed_is_implemented(assessed) ? assessed->due : STR("");
}

/* The days of the actions, then that of the control, which is named where it could be taken for one of an action. */
static struct str join_due(const struct risks *risks, const struct treating *treating, struct str actions_due,
                           struct str actions) {
  struct str due = control_due(treating);
  if (due.n == 0 || str_eq(due, actions_due)) {
    return actions_due;
  }
  if (actions.n == 0) {
    return due;
  }
  struct str id = control_id(risks, treating);
  const char *between = actions_due.n > 0 ? "; " : "";
  return paper_text(risks->arena, "%.*s%s%.*s (%.*s)", STR_ARG(actions_due), between, STR_ARG(due), STR_ARG(id));
}

static void fill_control(struct risks *risks, const struct treating *treating, struct str row[RISK_COLUMNS]) {
  row[7] = control_label(risks, treating);
  row[17] = break_at(risks, treating);
  const struct decl_assessed *assessed = treating->assessed;
  if (assessed == NULL) {
    return;
  }
  row[8] = str_from(vocabulary_token(&vocabulary_implementation, assessed->status));
  row[9] = papers_evidence(treating->assessment, assessed, risks->arena);
  row[10] = papers_evidence_dates(treating->assessment, assessed, risks->arena);
  row[12] = join_due(risks, treating, row[12], row[11]);
}

static void add_plan(struct risks *risks, const struct decl_risk *risk, const struct str row[RISK_COLUMNS],
                     struct str controls) {
  struct str plan[PLAN_COLUMNS];
  memcpy(plan, row, 7 * sizeof *plan);
  plan[7] = controls;
  memcpy(plan + 8, row + 11, 6 * sizeof *plan);
  plan[14] = risk->review;
  plan[15] = risk->remarks;
  add_cells(risks, &risks->plan, plan, PLAN_COLUMNS);
}

/* What states no treatment is held to what modifying asks for. */
static bool is_modified(const struct decl_risk *risk) {
  return risk->treatment == TREATMENT_MODIFY || risk->treatment == TREATMENT_UNSTATED;
}

static bool is_partial(const struct decl_assessed *assessed) {
  return assessed_is_in_place(assessed) && !assessed_is_implemented(assessed);
}

static bool is_fresh(const struct risks *risks, const struct treating *treating) {
  return treating->assessed != NULL &&
         assessed_is_fresh(treating->assessment, treating->assessed, risks->analysis->options->as_of);
}

static void add_risk(struct risks *risks, const struct decl_risk *risk) {
  treating_list treatments = {0};
  treatments_of(risks->analysis->graph, risks->assessment, risk, risks->arena, &treatments);
  struct str whole[RISK_COLUMNS] = {{0}};
  fill_risk(risks, risk, whole);
  uint32_t implemented = 0;
  uint32_t fresh = 0;
  bool partial = false;
  bool broken = treatments.n == 0;
  bool unknown = false;
  for (uint32_t i = 0; i < treatments.n; i++) {
    const struct treating *treating = &treatments.v[i];
    struct str row[RISK_COLUMNS];
    memcpy(row, whole, sizeof row);
    fill_control(risks, treating, row);
    add_row(risks, &risks->rows, row, RISK_COLUMNS, 7, control_id(risks, treating));
    struct str link[CHAIN_COLUMNS] = {row[0], row[7],  control_title(risks, treating), row[8],
                                      row[9], row[10], control_due(treating),          row[17]};
    add_row(risks, &risks->chain, link, CHAIN_COLUMNS, 1, control_id(risks, treating));
    implemented += treating->assessed != NULL && assessed_is_implemented(treating->assessed);
    fresh += is_fresh(risks, treating);
    partial = partial || (treating->assessed != NULL && is_partial(treating->assessed));
    broken = broken || row[17].n > 0;
    unknown = unknown || !is_stated(treating);
  }
  if (treatments.n == 0) {
    whole[17] = is_modified(risk) ? STR("no-control") : STR("");
    add_cells(risks, &risks->rows, whole, RISK_COLUMNS);
    struct str link[CHAIN_COLUMNS] = {whole[0], STR(""), STR(""), STR(""), STR(""), STR(""), STR(""), whole[17]};
    add_cells(risks, &risks->chain, link, CHAIN_COLUMNS);
  }
  risks->treatments[risk->treatment]++;
  risks->partial += partial && is_modified(risk);
  risks->broken += broken && is_modified(risk);
  risks->unknown += unknown && is_modified(risk);
  bool whole_chain = !broken && implemented == treatments.n && is_modified(risk);
  risks->whole += whole_chain && fresh == treatments.n;
  risks->undated += whole_chain && fresh < treatments.n;
  add_plan(risks, risk, whole,
           treatments.n > 0 ? paper_text(risks->arena, "%u of %u implemented", implemented, treatments.n) : STR(""));
}

/* The highest level first, then by id. */
static int by_level(const void *a, const void *b) {
  const struct decl_risk *x = *(const struct decl_risk *const *)a;
  const struct decl_risk *y = *(const struct decl_risk *const *)b;
  unsigned x_level = risk_level(x->likelihood, x->impact);
  unsigned y_level = risk_level(y->likelihood, y->impact);
  if (x_level != y_level) {
    return x_level > y_level ? -1 : 1;
  }
  return str_compare_natural(x->id, y->id);
}

static void add_risks(struct risks *risks) {
  uint32_t count = risks->declared->risks.n;
  const struct decl_risk **order = arena_alloc(risks->arena, ((size_t)count + 1) * sizeof *order);
  for (uint32_t i = 0; i < count; i++) {
    order[i] = &risks->declared->risks.v[i];
  }
  if (count > 1) {
    qsort(order, count, sizeof *order, by_level);
  }
  for (uint32_t i = 0; i < count; i++) {
    add_risk(risks, order[i]);
  }
}

/* Nothing is said of age where no day is known to judge it at, or no date of the evidence. */
static struct str count_whole(const struct risks *risks) {
  if (risks->analysis->options->as_of.n == 0) {
    return paper_text(
        risks->arena,
        "%u with every control implemented and evidence named, whose age is not judged, for no date is stated",
        risks->whole + risks->undated);
  }
  struct buf out;
  buf_init(&out, risks->arena);
  buf_printf(&out, "%u with every control implemented and evidence that is not stale", risks->whole);
  if (risks->undated > 0) {
    buf_printf(&out, ", %u with every control implemented and evidence of which some has no date", risks->undated);
  }
  return buf_done(&out);
}

static void put_counts(const struct risks *risks, struct report_paper *paper) {
  const uint32_t *treatments = risks->treatments;
  paper_sentence(paper, risks->arena, "%s", papers_risk_counts(risks->arena, treatments).p);
  paper_sentence(
      paper, risks->arena,
      "Of those that are modified%s: %s, %u with a control that is implemented only in part, %u with a break "
      "between risk and evidence, shown where it is; a risk may be in both of the last two.",
      treatments[TREATMENT_UNSTATED] > 0 ? ", or state no treatment" : "", count_whole(risks).p, risks->partial,
      risks->broken);
  if (risks->unknown > 0) {
    paper_sentence(paper, risks->arena,
                   "Of those, %u %s a control of which nothing that is loaded says how far it is implemented.",
                   risks->unknown, paper_by_number(risks->unknown, "names", "name"));
  }
  paper_sentence(paper, risks->arena, "What a file leaves blank is blank here: no level is worked out from a status.");
  paper_figure(paper, risks->arena, "risks", "risks", risks->declared->risks.n);
  paper_figure(paper, risks->arena, "modify", "modified", treatments[TREATMENT_MODIFY]);
  paper_figure(paper, risks->arena, "share", "shared", treatments[TREATMENT_SHARE]);
  paper_figure(paper, risks->arena, "retain", "retained", treatments[TREATMENT_RETAIN]);
  paper_figure(paper, risks->arena, "avoid", "avoided", treatments[TREATMENT_AVOID]);
  paper_figure(paper, risks->arena, "unstated", "with no treatment stated", treatments[TREATMENT_UNSTATED]);
  paper_figure(paper, risks->arena, "broken", "with a break", risks->broken);
  paper_figure(paper, risks->arena, "unknown", "with no status known", risks->unknown);
}

static void add_part(struct report_paper *paper, struct arena *arena, const char *key, const char *title,
                     const struct paper_column *of, uint32_t count, const struct table_cells *cells, bool data) {
  struct paper_part *part = paper_part(paper, arena, key, title);
  part->data = data;
  part->table = (struct paper_table){.column_count = count,
                                     .columns = of,
                                     .row_count = cells->shown.n / count,
                                     .cells = cells->shown.v,
                                     .plain = cells->plain.v};
}

void report_risks(const struct analysis *analysis, uint32_t assessment, struct arena *arena,
                  struct report_paper *paper) {
  struct risks risks = {
      .analysis = analysis,
      .assessment = &analysis->graph->assessments.v[assessment],
      .declared = analysis->graph->assessments.v[assessment].declared,
      .arena = arena,
  };
  *paper = (struct report_paper){
      .kind = "risks",
      .over = "Risk treatment plan",
      .title = risks.declared->organisation.n > 0 ? risks.declared->organisation : risks.declared->id,
  };
  add_risks(&risks);
  papers_head(analysis, risks.assessment, arena, paper);
  papers_scope(risks.declared, arena, paper);
  put_counts(&risks, paper);
  add_part(paper, arena, "plan", "Treatment plan", plan_columns, PLAN_COLUMNS, &risks.plan, false);
  add_part(paper, arena, "chain", "From risk to evidence", chain_columns, CHAIN_COLUMNS, &risks.chain, false);
  add_part(paper, arena, "rows", "Risks and controls", columns, RISK_COLUMNS, &risks.rows, true);
  paper->main = 2;
}
