/* NIST's CSF 2.0 Organizational Profile, filled in from an alignment: its headings, its sheet, every row. Priorities, tiers,
 * rationales and whether an outcome is in the profile are for people to say, and stay blank. */
#include "report/align.h"

enum { PROFILE_COLUMNS = 19, GUIDE_COLUMNS = 2 };
enum {
  OUTCOME_ID,
  OUTCOME_TEXT,
  CURRENT_STATUS = 5,
  CURRENT_POLICIES,
  CURRENT_PRACTICES,
  CURRENT_ROLES,
  CURRENT_REFERENCES,
  CURRENT_EVIDENCE,
  TARGET_REFERENCES = 16,
  NOTES,
  CONSIDERATIONS
};
#define HEADING(text, kind) \
  { text, text, kind, false }
static const struct paper_column columns[PROFILE_COLUMNS] = {
    HEADING("CSF Outcome (Function, Category, or Subcategory)", PAPER_ID),
    HEADING("CSF Outcome Description", PAPER_PROSE),
    HEADING("Included in Profile?", PAPER_PROSE),
    HEADING("Rationale", PAPER_PROSE),
    HEADING("Current Priority", PAPER_PROSE),
    HEADING("Current Status", PAPER_PROSE),
    HEADING("Current Policies, Processes, and Procedures", PAPER_PROSE),
    HEADING("Current Internal Practices", PAPER_PROSE),
    HEADING("Current Roles and Responsibilities", PAPER_PROSE),
    HEADING("Current Selected Informative References", PAPER_PROSE),
    HEADING("Current Artifacts and Evidence", PAPER_PROSE),
    HEADING("Target Priority", PAPER_PROSE),
    HEADING("Target CSF Tier", PAPER_PROSE),
    HEADING("Target Policies, Processes, and Procedures", PAPER_PROSE),
    HEADING("Target Internal Practices", PAPER_PROSE),
    HEADING("Target Roles and Responsibilities", PAPER_PROSE),
    HEADING("Target Selected Informative References", PAPER_PROSE),
    HEADING("Notes", PAPER_PROSE),
    HEADING("Considerations", PAPER_PROSE),
};
static const struct paper_column guide_columns[GUIDE_COLUMNS] = {HEADING("Column", PAPER_PROSE),
                                                                 HEADING("What it is filled with", PAPER_PROSE)};
static const char *const guide[][GUIDE_COLUMNS] = {
    {"CSF Outcome (Function, Category, or Subcategory)", "The identifier."},
    {"CSF Outcome Description", "The text of the framework where it is given, otherwise its title."},
    {"Included in Profile?", "Blank: for you to decide."},
    {"Rationale", "Blank: for you to say."},
    {"Current Priority", "Blank: for you to set."},
    {"Current Status", "What follows from the assessments, in words. It is no score and no percentage."},
    {"Current Policies, Processes, and Procedures",
     "Evidence of these kinds behind the controls of the row, by title, where it may be named to others."},
    {"Current Internal Practices", "How the controls of the row are done, as the assessment says."},
    {"Current Roles and Responsibilities", "The owners of the controls of the row."},
    {"Current Selected Informative References", "The controls of the row, each with its status."},
    {"Current Artifacts and Evidence", "Evidence behind them that may be named to others, by title, with its date."},
    {"Target Priority", "Blank: for you to set."},
    {"Target CSF Tier", "Blank: a tier describes how risk is governed and managed, and follows from no row."},
    {"Target Policies, Processes, and Procedures", "Blank: for you to say."},
    {"Target Internal Practices", "Blank: for you to say."},
    {"Target Roles and Responsibilities", "Blank: for you to say."},
    {"Target Selected Informative References", "With --plan: what is planned, with the day it is due."},
    {"Notes", "On what the status rests."},
    {"Considerations", "What is lacking."},
};

static const char *status_in_words(enum outcome outcome) {
  static const char *const words[OUTCOMES] = {
      "Met: all of it lies in controls that are implemented",
      "The statements contradict each other",
      "Met in part: something is met, something is not",
      "Not fully met; whether anything is met is not known",
      "Something of it is met; how much is not known, perhaps all",
      "Controls that are implemented are said to belong together with it; whether anything of it is met is not known",
      "An implemented control helps; nothing of it is proved met",
      "Nothing follows; assess it"};
  return words[outcome];
}

/* Lists over the controls of a row; each entry once. */
struct profile_lists {
  struct paper_list policies;
  struct paper_list practices;
  struct paper_list roles;
  struct paper_list evidence;
  struct paper_list plans;
  struct names seen;
};

static void add_once(struct profile_lists *lists, struct paper_list *list, const char *kind, struct str text,
                     struct arena *arena) {
  uint32_t before = lists->seen.names.n;
  if (text.n > 0 && names_intern(&lists->seen, paper_text(arena, "%s %.*s", kind, STR_ARG(text))) == before) {
    paper_list_add(list, text);
  }
}

/* The profile is for others, as the page of a bid is: it names what that may name. */
static void add_evidence(const struct align_report *report, const struct decl_assessment *declared,
                         const struct decl_assessed *assessed, struct profile_lists *lists) {
  const struct decl_evidence *evidence = assessed_evidence(declared, assessed);
  struct str as_of = report->analysis->options->as_of;
  struct arena *arena = report->arena;
  for (uint32_t i = 0; i < assessed->evidence_count; i++) {
    bool policy = evidence[i].kind == EVIDENCE_POLICY || evidence[i].kind == EVIDENCE_PROCEDURE;
    if (!papers_may_name(&evidence[i], as_of)) {
      continue;
    }
    add_once(lists, &lists->evidence, "evidence", papers_marked_evidence(&evidence[i], as_of, true, arena), arena);
    if (policy) {
      add_once(lists, &lists->policies, "policy", papers_marked_evidence(&evidence[i], as_of, false, arena), arena);
    }
  }
}

/* With --plan, what is planned of it. */
static void add_plan(const struct align_report *report, const struct status_claim *status,
                     struct profile_lists *lists) {
  const struct decl_assessed *assessed = status->assessed;
  bool planned = assessed->status == IMPLEMENTATION_PLANNED || assessed->status == IMPLEMENTATION_PARTIAL;
  if (report->planned && planned && !assessed_is_excluded(assessed)) {
    struct str id = graph_label(report->graph, status->node);
    add_once(
        lists, &lists->plans, "plan",
        assessed->due.n > 0 ? paper_text(report->arena, "%.*s (due %.*s)", STR_ARG(id), STR_ARG(assessed->due)) : id,
        report->arena);
  }
}

static void add_status(const struct align_report *report, const struct status_claim *status,
                       struct profile_lists *lists) {
  const struct decl_assessed *assessed = status->assessed;
  add_once(lists, &lists->roles, "role", assessed->owner, report->arena);
  add_once(lists, &lists->practices, "practice", assessed->how, report->arena);
  add_evidence(report, report->graph->assessments.v[status->assessment].declared, assessed, lists);
  add_plan(report, status, lists);
}

/* What the organisation says of the control itself, where that is something. */
static struct str own_words(const struct align_report *report, const struct decl_assessed *own) {
  static const char *const words[] = {[IMPLEMENTATION_UNSTATED] = "",
                                      [IMPLEMENTATION_WHOLE] = "Implemented",
                                      [IMPLEMENTATION_PARTIAL] = "Implemented in part",
                                      [IMPLEMENTATION_PLANNED] = "Planned",
                                      [IMPLEMENTATION_NONE] = "Not implemented"};
  struct str date = report->graph->assessments.v[report->own].declared->date;
  return paper_text(report->arena, "%s, says our own assessment%s%.*s",
                    assessed_is_excluded(own) ? "Left out" : words[own->status], date.n > 0 ? " of " : "",
                    STR_ARG(date));
}

static void init_lists(struct profile_lists *lists, struct arena *arena) {
  struct paper_list *all[] = {&lists->policies, &lists->practices, &lists->roles, &lists->evidence, &lists->plans};
  for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
    paper_list_init(all[i], arena);
  }
  names_init(&lists->seen, arena);
}

/* Why the outcome is what it is; where the organisation has assessed the control itself, what follows from the others. Then the
 * scopes in which it is no better. */
static struct str notes_of(const struct align_report *report, const struct alignment_answer *answer, bool own) {
  static const char *const words[] = {"It lies in one of our controls.",
                                      "It lies in several of our controls together.",
                                      "It holds something that our statuses speak of.",
                                      "It shares something with one of our controls.",
                                      "A mapping says that it belongs together with our controls.",
                                      "A mapping says that our controls support it.",
                                      ""};
  const char *why = words[answer->ground];
  struct paper_list unmet;
  paper_list_init(&unmet, report->arena);
  align_add_unmet(report, answer, &unmet);
  struct str elsewhere = paper_list_done(&unmet);
  struct buf notes;
  buf_init(&notes, report->arena);
  if (own) {
    buf_printf(&notes, "From our other assessments: %s.%s", status_in_words(answer->outcome),
               why[0] != '\0' ? " " : "");
  }
  buf_text(&notes, why);
  if (elsewhere.n > 0) {
    buf_printf(&notes, " But it is %.*s.", STR_ARG(elsewhere));
  }
  return str_or_empty(buf_done(&notes));
}

static struct str not_whole(const struct align_report *report, const struct status_claim *status) {
  struct str due = status->assessed->due;
  struct str label = graph_label(report->graph, status->node);
  return assessed_is_excluded(status->assessed) ? paper_text(report->arena, "%.*s is left out: decide", STR_ARG(label))
                                                : paper_text(report->arena, "%.*s is not implemented as a whole%s%.*s",
                                                             STR_ARG(label), due.n > 0 ? ", due " : "", STR_ARG(due));
}

static struct str lacks_of(const struct align_report *report, const struct alignment_answer *answer) {
  struct paper_list list;
  paper_list_init(&list, report->arena);
  for (uint32_t i = 0; i < answer->lacking.n; i++) {
    paper_list_add(&list, not_whole(report, &report->now.statuses.v[answer->lacking.v[i]]));
  }
  for (uint32_t i = 0; i < answer->missing.n; i++) {
    uint32_t node = answer->missing.v[i];
    uint32_t number = report->now.status_at[node];
    if (number == NO_INDEX) {
      struct str label = graph_label(report->graph, node);
      paper_list_add(&list, paper_text(report->arena, "%.*s is not known to be met", STR_ARG(label)));
    } else if (!align_is_lacking(report, answer, node)) {
      paper_list_add(&list, not_whole(report, &report->now.statuses.v[number]));
    }
  }
  if (answer->touches_excluded && answer->outcome == OUTCOME_OPEN) {
    paper_list_add(&list, STR("counterpart excluded: decide"));
  }
  return paper_list_done(&list);
}

/* What is planned for the row: of the controls that it rests on, and of those that it lacks. */
static void add_plans(const struct align_report *report, const struct alignment_answer *answer,
                      struct profile_lists *lists) {
  for (uint32_t i = 0; i < answer->lacking.n; i++) {
    add_plan(report, &report->now.statuses.v[answer->lacking.v[i]], lists);
  }
  for (uint32_t i = 0; i < answer->missing.n; i++) {
    uint32_t number = report->now.status_at[answer->missing.v[i]];
    if (number != NO_INDEX) {
      add_plan(report, &report->now.statuses.v[number], lists);
    }
  }
}

static void add_row(struct align_report *report, uint32_t node) {
  struct alignment_answer answer;
  struct profile_lists lists;
  struct str row[PROFILE_COLUMNS] = {{0}};
  alignment_answer(&report->now, node, &answer);
  init_lists(&lists, report->arena);
  for (uint32_t i = 0; i < answer.statuses.n; i++) {
    add_status(report, &report->now.statuses.v[answer.statuses.v[i]], &lists);
  }
  const struct decl_assessed *own = align_declared(report, node);
  bool says = own != NULL && (assessed_is_excluded(own) || own->status != IMPLEMENTATION_UNSTATED);
  if (says) {
    add_status(report, &(struct status_claim){.assessment = report->own, .node = node, .assessed = own}, &lists);
  }
  add_plans(report, &answer, &lists);
  struct str statement = report->graph->texts != NULL ? report->graph->texts[node].statement : (struct str){0};
  row[OUTCOME_ID] = report->graph->controls[node].id;
  row[OUTCOME_TEXT] = statement.n > 0 ? statement : report->graph->controls[node].title;
  bool counts = says && answer.outcome != OUTCOME_DISPUTED && !align_is_contradicted(report, node);
  row[CURRENT_STATUS] = counts ? own_words(report, own) : str_from(status_in_words(answer.outcome));
  row[CURRENT_POLICIES] = paper_list_done(&lists.policies);
  row[CURRENT_PRACTICES] = paper_list_done(&lists.practices);
  row[CURRENT_ROLES] = paper_list_done(&lists.roles);
  row[CURRENT_REFERENCES] = align_cell_controls(report, &answer, ALIGN_LABELS);
  row[CURRENT_EVIDENCE] = paper_list_done(&lists.evidence);
  row[TARGET_REFERENCES] = paper_list_done(&lists.plans);
  row[NOTES] = notes_of(report, &answer, says);
  row[CONSIDERATIONS] = lacks_of(report, &answer);
  for (unsigned i = 0; i < PROFILE_COLUMNS; i++) {
    vec_push(report->arena, &report->cells, str_or_empty(row[i]));
  }
}

static void add_guide(struct report_paper *paper, struct arena *arena) {
  enum { LINES = sizeof guide / sizeof *guide };
  struct str *cells = arena_alloc(arena, sizeof *cells * LINES * GUIDE_COLUMNS);
  for (unsigned i = 0; i < LINES * GUIDE_COLUMNS; i++) {
    cells[i] = str_from(guide[i / GUIDE_COLUMNS][i % GUIDE_COLUMNS]);
  }
  struct paper_part *part = paper_part(paper, arena, "columns", "Columns");
  part->table =
      (struct paper_table){.column_count = GUIDE_COLUMNS, .columns = guide_columns, .row_count = LINES, .cells = cells};
}

void report_profile(const struct analysis *analysis, const struct align_request *request, struct arena *arena,
                    struct report_paper *paper) {
  struct align_report *report = arena_alloc(arena, sizeof *report);
  align_start(report, analysis, request, arena);
  *paper = (struct report_paper){.kind = "profile",
                                 .over = "Organizational Profile",
                                 .title = graph_framework_name(analysis->graph, request->target),
                                 .bare = true};
  const struct graph_framework *target = &analysis->graph->frameworks.v[request->target];
  for (uint32_t n = target->first; n < target->first + target->count; n++) {
    if (!analysis->graph->controls[n].withdrawn) {
      add_row(report, n);
    }
  }
  struct paper_part *part = paper_part(paper, arena, "profile", "Current and Target Profile");
  part->table = (struct paper_table){.column_count = PROFILE_COLUMNS,
                                     .columns = columns,
                                     .row_count = report->cells.n / PROFILE_COLUMNS,
                                     .cells = report->cells.v};
  add_guide(paper, arena);
}
