/* An alignment: what follows for each control of the target, on what that rests, and what is lacking. */
#include "report/align.h"

#include "analyse/network/argument.h"
#include "analyse/network/words.h"
#include "model/date.h"

#include <stdlib.h>

enum { ALIGN_COLUMNS = 14, MAPPING_COLUMNS = 6, NEXT_COLUMNS = 4, MOST_NEXT = 10 };
/* Without a plan the last column is left out. */
static const struct paper_column columns[ALIGN_COLUMNS] = {
    {"id", "Control", PAPER_ID, true},
    {"title", "Title", PAPER_PROSE, true},
    {"outcome", "Outcome", PAPER_WORD, true},
    {"ground", "Ground", PAPER_WORD, true},
    {"controls", "Our controls", PAPER_STATED, true},
    {"lacks", "What is lacking", PAPER_PROSE, false},
    {"mapping", "Mapping", PAPER_PROSE, false},
    {"review", "Mapping reviewed", PAPER_WORD, false},
    {"evidence", "Evidence", PAPER_WORD, false},
    {"as_of", "As of", PAPER_DATE, false},
    {"assessments", "Assessment", PAPER_PROSE, false},
    {"declared", "Own assessment", PAPER_WORD, false},
    {"note", "Note", PAPER_PROSE, false},
    {"when_done", "When the plan is done", PAPER_WORD, true},
};
static const struct paper_column mapping_columns[MAPPING_COLUMNS] = {
    {"mapping", "Mapping", PAPER_ID, true},        {"title", "Title", PAPER_PROSE, true},
    {"publisher", "Publisher", PAPER_PROSE, true}, {"authority", "Authority", PAPER_WORD, true},
    {"method", "Method", PAPER_WORD, true},        {"status", "Status", PAPER_WORD, true},
};
static const struct paper_column next_columns[NEXT_COLUMNS] = {
    {"id", "Control", PAPER_ID, true},
    {"title", "Title", PAPER_PROSE, true},
    {"controls", "Our controls", PAPER_STATED, true},
    {"settles", "Controls settled", PAPER_NUMBER, true},
};

static struct str status_words(const struct align_report *report, const struct status_claim *status) {
  const char *token = assessed_is_excluded(status->assessed)
                          ? "excluded"
                          : vocabulary_token(&vocabulary_implementation, status->assessed->status);
  return paper_text(report->arena, "%.*s %s", STR_ARG(graph_label(report->graph, status->node)),
                    token[0] != '\0' ? token : "not stated");
}

static struct str list_statuses(const struct align_report *report, const uint32_t *numbers, uint32_t count) {
  enum { MOST_LISTED = 40 };
  struct paper_list list;
  paper_list_init(&list, report->arena);
  for (uint32_t i = 0; i < count && i < MOST_LISTED; i++) {
    paper_list_add(&list, status_words(report, &report->now.statuses.v[numbers[i]]));
  }
  if (count > MOST_LISTED) {
    paper_list_add(&list, paper_text(report->arena, "and %u more", count - MOST_LISTED));
  }
  return paper_list_done(&list);
}

/* A control that is lacking: its status, or its name where nothing is said of it. */
static struct str missing_words(const struct align_report *report, uint32_t node) {
  for (uint32_t i = 0; i < report->now.source_statuses; i++) {
    if (report->now.statuses.v[i].node == node) {
      return status_words(report, &report->now.statuses.v[i]);
    }
  }
  struct buf name;
  buf_init(&name, report->arena);
  words_node(report->graph, node, &name);
  return buf_done(&name);
}

/* Statuses that are not met, then members of a union that nothing says of. */
static struct str list_lacks(const struct align_report *report, const struct alignment_answer *answer) {
  struct paper_list list;
  paper_list_init(&list, report->arena);
  for (uint32_t i = 0; i < answer->lacking.n; i++) {
    paper_list_add(&list, status_words(report, &report->now.statuses.v[answer->lacking.v[i]]));
  }
  for (uint32_t i = 0; i < answer->missing.n; i++) {
    paper_list_add(&list, missing_words(report, answer->missing.v[i]));
  }
  return paper_list_done(&list);
}

static struct str list_mappings(struct align_report *report, const struct alignment_answer *answer) {
  struct paper_list list;
  uint32_t *seen = arena_alloc(report->arena, ((size_t)answer->facts.n + 1) * sizeof *seen);
  uint32_t count = 0;
  paper_list_init(&list, report->arena);
  for (uint32_t i = 0; i < answer->facts.n; i++) {
    uint32_t mapping = report->graph->facts[answer->facts.v[i]].mapping;
    bool again = false;
    for (uint32_t k = 0; k < count; k++) {
      again = again || seen[k] == mapping;
    }
    if (!again) {
      seen[count++] = mapping;
      report->used[mapping] = true;
      paper_list_add(&list, report->graph->mappings.v[mapping].id);
    }
  }
  return paper_list_done(&list);
}

/* The weakest of the mappings that the row rests on. */
static struct str review_of(const struct align_report *report, const struct alignment_answer *answer) {
  bool draft = false;
  bool automated = false;
  bool own = false;
  bool human = answer->facts.n > 0;
  for (uint32_t i = 0; i < answer->facts.n; i++) {
    const struct decl_mapping *declared =
        report->graph->mappings.v[report->graph->facts[answer->facts.v[i]].mapping].declared;
    draft = draft || declared->status == STATUS_DRAFT;
    automated = automated || declared->method == METHOD_AUTOMATED;
    own = own || declared->authority == AUTHORITY_ORGANISATION;
    human = human && (declared->method == METHOD_HUMAN || declared->method == METHOD_MIXED);
  }
  return draft ? STR("draft") : automated ? STR("automated") : own ? STR("own") : human ? STR("human") : STR("");
}

/* Of what is in place, wholly or in part, among the statuses of the row. */
static struct str evidence_of(const struct align_report *report, const struct alignment_answer *answer) {
  bool any = false;
  bool stated = false;
  bool stale = false;
  for (uint32_t i = 0; i < answer->statuses.n; i++) {
    const struct status_claim *status = &report->now.statuses.v[answer->statuses.v[i]];
    const struct decl_assessment *declared = report->graph->assessments.v[status->assessment].declared;
    if (!assessed_is_in_place(status->assessed)) {
      continue;
    }
    any = true;
    stated = stated || status->assessed->evidence_count == 0;
    stale = stale || assessed_is_stale(declared, status->assessed, report->analysis->options->as_of);
  }
  return !any ? STR("") : stated ? STR("stated") : stale ? STR("stale") : STR("evidenced");
}

static struct str as_of(const struct align_report *report, const struct alignment_answer *answer) {
  struct str oldest = {0};
  for (uint32_t i = 0; i < answer->statuses.n; i++) {
    struct str date = status_as_of(&report->now, &report->now.statuses.v[answer->statuses.v[i]]);
    if (date.n > 0 && (oldest.n == 0 || date_compare(date, oldest) < 0)) {
      oldest = date;
    }
  }
  return oldest;
}

static struct str list_assessments(const struct align_report *report, const struct alignment_answer *answer) {
  struct paper_list list;
  paper_list_init(&list, report->arena);
  for (uint32_t s = 0; s < report->now.scopes.n; s++) {
    bool used = false;
    for (uint32_t i = 0; i < answer->statuses.n; i++) {
      used = used || report->now.statuses.v[answer->statuses.v[i]].assessment == report->now.scopes.v[s];
    }
    if (used) {
      paper_list_add(&list, report->graph->assessments.v[report->now.scopes.v[s]].declared->id);
    }
  }
  return paper_list_done(&list);
}

/* What the organisation says of the control itself. */
static struct str declared_status(const struct align_report *report, uint32_t node) {
  if (report->own == NO_INDEX) {
    return STR("");
  }
  const struct decl_assessed *assessed =
      graph_assessed(report->graph, &report->graph->assessments.v[report->own], node);
  if (assessed == NULL) {
    return STR("");
  }
  return assessed_is_excluded(assessed) ? STR("excluded")
                                        : str_from(vocabulary_token(&vocabulary_implementation, assessed->status));
}

static struct str note_of(const struct align_report *report, const struct alignment_answer *answer) {
  struct paper_list list;
  paper_list_init(&list, report->arena);
  bool rests = answer->touches_disputed && answer->outcome != OUTCOME_IMPLEMENTED;
  paper_list_add(&list, rests && answer->outcome != OUTCOME_DISPUTED ? STR("rests on a disputed statement") : STR(""));
  paper_list_add(&list, answer->touches_excluded && answer->outcome == OUTCOME_OPEN
                            ? STR("counterpart excluded: decide")
                            : STR(""));
  paper_list_add(&list, answer->planned && answer->outcome > OUTCOME_DISPUTED ? STR("planned") : STR(""));
  bool weaker = answer->level == LEVEL_ALL && answer->scope != NO_INDEX && answer->outcome < OUTCOME_OPEN &&
                answer->facts.n > 0 && answer->outcome != OUTCOME_DISPUTED;
  struct str review = review_of(report, answer);
  paper_list_add(&list, weaker && (str_is(review, "automated") || str_is(review, "draft"))
                            ? STR("weaker without mappings that nobody has reviewed by hand")
                            : STR(""));
  return paper_list_done(&list);
}

static struct str assessment_of(const struct align_report *report, uint32_t met) {
  uint32_t scope = met - report->now.base;
  return report->graph->assessments.v[report->now.scopes.v[scope]].declared->id;
}

/* One line of an argument by cases; what is met in a scope is no control. */
static void put_line(const struct align_report *report, const struct network *network, const struct question_line *line,
                     struct buf *out) {
  uint32_t base = report->now.base;
  bool of_other = line->other != NO_INDEX && line->other >= base;
  if (line->node < base && !of_other) {
    words_line(report->graph, network, line, out);
  } else if (line->rule == LINE_OTHERWISE) {
    buf_text(out, "suppose it is in nothing that is implemented");
  } else if (line->rule == LINE_NOT_IN && line->node < base) {
    buf_text(out, "not ");
    words_node(report->graph, line->node, out);
    buf_text(out, ", because it is implemented, says ");
    buf_str(out, assessment_of(report, line->other));
  } else if (line->rule == LINE_IN && !of_other) {
    buf_text(out, "so it is implemented, as ");
    words_node(report->graph, line->other, out);
    buf_text(out, " is, says ");
    buf_str(out, assessment_of(report, line->node));
  } else {
    buf_text(out,
             line->rule == LINE_IMPOSSIBLE ? "which cannot be" : "what is met in the wider scope is met in this one");
  }
}

static void put_argument(const struct align_report *report, const struct network *network,
                         const struct conclusion *conclusion, struct buf *out) {
  struct question question;
  question_lines lines = {0};
  question_init(&question, network, report->arena);
  argue_conclusion(&question, conclusion, &lines);
  for (uint32_t i = 0; i < lines.n; i++) {
    buf_text(out, i > 0 ? "; " : " (");
    put_line(report, network, &lines.v[i], out);
  }
  buf_text(out, lines.n > 0 ? ")" : "");
}

/* All of the node is met, or something of it, in a scope: by the status that says so, or by what that leads to. */
static void put_met(const struct align_report *report, const struct network *network, const struct step *step,
                    uint32_t node, uint32_t met, struct buf *out) {
  bool concluded = why_is_conclusion(step->why);
  bool by_cases = concluded && step->why - WHY_CONCLUSION >= network->by_unions;
  words_node(report->graph, node, out);
  buf_text(out, step->kind == STEP_OVERLAP ? " is implemented in part" : " is implemented");
  buf_text(out, by_cases ? " in every case" : concluded ? ", member by member" : "");
  if (by_cases) {
    put_argument(report, network, &network->conclusions.v[step->why - WHY_CONCLUSION], out);
  } else {
    buf_text(out, ", says ");
    buf_str(out, assessment_of(report, met));
  }
}

/* One step; what is met in a scope is told by the status that says it. */
static void put_step(const struct align_report *report, const struct network *network, const struct step *step,
                     struct buf *out) {
  uint32_t base = report->now.base;
  if (step->from >= base && step->to >= base) {
    buf_text(out, "what is met in the wider scope is met in this one");
  } else if (step->from >= base || step->to >= base) {
    put_met(report, network, step, step->from < base ? step->from : step->to, step->to >= base ? step->to : step->from,
            out);
  } else {
    words_step(report->graph, network, step, out);
    if (why_is_conclusion(step->why) && step->why - WHY_CONCLUSION >= network->by_unions) {
      put_argument(report, network, &network->conclusions.v[step->why - WHY_CONCLUSION], out);
    } else if (why_is_fact(step->why)) {
      buf_text(out, ", says ");
      words_mapping(report->graph, &report->graph->facts[step->why], out);
    } else {
      words_source(report->graph, network, step->why, out);
    }
  }
}

static void put_cases(const struct align_report *report, const struct network *network,
                      const struct alignment_answer *answer, struct buf *out) {
  buf_text(out, "What is in it is in one of several controls, and each of these is implemented:");
  for (uint32_t i = 0; i < answer->argument.n; i++) {
    buf_printf(out, "\n%u. ", i + 1);
    put_line(report, network, &answer->argument.v[i], out);
  }
}

static struct str proof_of(const struct align_report *report, const struct alignment_answer *answer) {
  struct buf out;
  const struct network *network = &report->now.levels[answer->level].network;
  buf_init(&out, report->arena);
  for (uint32_t i = 0; i < answer->proof.n; i++) {
    buf_text(&out, i > 0 ? "\n" : "");
    buf_printf(&out, "%u. ", i + 1);
    put_step(report, network, &answer->proof.v[i], &out);
  }
  if (answer->by_cases) {
    put_cases(report, network, answer, &out);
  }
  return str_or_empty(buf_done(&out));
}

struct str align_cell_controls(const struct align_report *report, const struct alignment_answer *answer) {
  return list_statuses(report, answer->statuses.v, answer->statuses.n);
}

static void add_row(struct align_report *report, uint32_t node) {
  struct alignment_answer answer;
  alignment_answer(&report->now, node, &answer);
  struct str row[ALIGN_COLUMNS] = {
      report->graph->controls[node].id,
      report->graph->controls[node].title,
      str_from(outcome_token(answer.outcome)),
      str_from(ground_token(answer.ground)),
      align_cell_controls(report, &answer),
      list_lacks(report, &answer),
      answer.outcome == OUTCOME_OPEN ? STR("") : list_mappings(report, &answer),
      answer.outcome == OUTCOME_OPEN ? STR("") : review_of(report, &answer),
      answer.outcome == OUTCOME_OPEN ? STR("") : evidence_of(report, &answer),
      answer.outcome == OUTCOME_OPEN ? STR("") : as_of(report, &answer),
      list_assessments(report, &answer),
      declared_status(report, node),
      note_of(report, &answer),
  };
  if (report->planned) {
    row[ALIGN_COLUMNS - 1] = str_from(outcome_token(alignment_outcome(&report->then, node)));
  }
  unsigned width = ALIGN_COLUMNS - (report->planned ? 0U : 1U);
  for (unsigned i = 0; i < width; i++) {
    vec_push(report->arena, &report->cells, str_or_empty(row[i]));
  }
  vec_push(report->arena, &report->proofs, proof_of(report, &answer));
  report->counts[answer.outcome]++;
  bool unreviewed = answer.outcome < OUTCOME_OPEN && (str_is(row[7], "automated") || str_is(row[7], "draft"));
  report->unreviewed += unreviewed;
  report->by_own += answer.outcome < OUTCOME_OPEN && str_is(row[7], "own");
  if (row[9].n > 0 && answer.outcome <= OUTCOME_CONTRIBUTES &&
      (report->oldest.n == 0 || date_compare(row[9], report->oldest) < 0)) {
    report->oldest = row[9];
  }
}

/* ---- where one reading of one's own would settle most ---- */

struct next {
  uint32_t node;
  uint32_t settles;
  struct str controls;
};

static int by_settled(const void *a, const void *b) {
  const struct next *x = a;
  const struct next *y = b;
  if (x->settles != y->settles) {
    return x->settles > y->settles ? -1 : 1;
  }
  return (x->node > y->node) - (x->node < y->node);
}

/* So many counted controls of the target that are not implemented yet lie within the node. */
static uint32_t count_settled(struct align_report *report, uint32_t node) {
  const struct graph_framework *target = &report->graph->frameworks.v[report->target];
  uint32_t count = 0;
  walk_from(&report->walk, node);
  for (uint32_t i = 0; i < report->walk.below.list.n; i++) {
    uint32_t below = report->walk.below.list.v[i];
    bool counted = below - target->first < target->count && report->graph->controls[below].counted;
    count += counted && report->outcomes[below - target->first] > OUTCOME_DISPUTED;
  }
  return count;
}

/* A heading that settles no more than something below it is no better reading. Gives how many are left. */
static uint32_t drop_outdone(const struct graph *graph, struct next *list, uint32_t count) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < count; i++) {
    bool outdone = false;
    uint32_t end = graph->controls[list[i].node].end;
    for (uint32_t k = i + 1; k < count && list[k].node < end; k++) {
      outdone = outdone || list[k].settles >= list[i].settles;
    }
    if (!outdone) {
      list[kept++] = list[i];
    }
  }
  return kept;
}

static void add_next(struct align_report *report, struct report_paper *paper) {
  const struct graph_framework *target = &report->graph->frameworks.v[report->target];
  VEC(struct next) list = {0};
  walk_init(&report->walk, &report->analysis->network, report->arena);
  for (uint32_t n = target->first; n < target->first + target->count; n++) {
    struct alignment_answer answer;
    if (report->graph->controls[n].withdrawn) {
      continue;
    }
    alignment_answer(&report->now, n, &answer);
    report->outcomes[n - target->first] = (uint8_t)answer.outcome;
  }
  for (uint32_t n = target->first; n < target->first + target->count; n++) {
    enum outcome outcome = (enum outcome)report->outcomes[n - target->first];
    if (report->graph->controls[n].withdrawn || (outcome != OUTCOME_CONTRIBUTES && outcome != OUTCOME_CORRESPONDS)) {
      continue;
    }
    struct alignment_answer answer;
    alignment_answer(&report->now, n, &answer);
    struct next next = {
        .node = n, .settles = count_settled(report, n), .controls = align_cell_controls(report, &answer)};
    if (next.settles > 0 && answer.statuses.n > 0) {
      vec_push(report->arena, &list, next);
    }
  }
  if (list.n == 0) {
    return;
  }
  list.n = drop_outdone(report->graph, list.v, list.n);
  qsort(list.v, list.n, sizeof *list.v, by_settled);
  struct paper_part *part = paper_part(paper, report->arena, "next", "What one reading would settle");
  paper_paragraph(
      part, report->arena,
      STR("Where you can say, after reading both texts, that a control or heading lies within one of your "
          "implemented controls, declare it (subset-of, authority=\"organisation\", with a remark): so many "
          "controls would then be implemented. It is marked as your own reading."));
  uint32_t count = list.n < MOST_NEXT ? list.n : MOST_NEXT;
  struct str *cells = arena_alloc(report->arena, ((size_t)count * NEXT_COLUMNS + 1) * sizeof *cells);
  for (uint32_t i = 0; i < count; i++) {
    const struct graph_control *control = &report->graph->controls[list.v[i].node];
    cells[i * NEXT_COLUMNS] = control->id;
    cells[i * NEXT_COLUMNS + 1] = control->title;
    cells[i * NEXT_COLUMNS + 2] = list.v[i].controls;
    cells[i * NEXT_COLUMNS + 3] = paper_number(report->arena, list.v[i].settles);
  }
  part->table =
      (struct paper_table){.column_count = NEXT_COLUMNS, .columns = next_columns, .row_count = count, .cells = cells};
}

static void add_mappings(struct align_report *report, struct report_paper *paper) {
  VEC(struct str) cells = {0};
  for (uint32_t m = 0; m < report->graph->mappings.n; m++) {
    const struct decl_mapping *declared = report->graph->mappings.v[m].declared;
    if (!report->used[m]) {
      continue;
    }
    const struct str row[MAPPING_COLUMNS] = {
        report->graph->mappings.v[m].id,
        declared->title,
        declared->publisher,
        str_from(vocabulary_token(&vocabulary_authority, declared->authority)),
        str_from(vocabulary_token(&vocabulary_method, declared->method)),
        str_from(vocabulary_token(&vocabulary_status, declared->status)),
    };
    for (unsigned i = 0; i < MAPPING_COLUMNS; i++) {
      vec_push(report->arena, &cells, str_or_empty(row[i]));
    }
  }
  struct paper_part *part = paper_part(paper, report->arena, "mappings", "Mappings used");
  if (cells.n == 0) {
    paper_paragraph(part, report->arena, STR("None: no row rests on a mapping."));
  }
  part->table = (struct paper_table){.column_count = MAPPING_COLUMNS,
                                     .columns = mapping_columns,
                                     .row_count = cells.n / MAPPING_COLUMNS,
                                     .cells = cells.v};
}

void align_assumptions(struct paper_part *part, struct arena *arena) {
  paper_point(part, arena, STR("A1: implemented means all that the control asks for, everywhere in the scope."));
  paper_point(part, arena, STR("A2: what holds in a scope holds in every part of it."));
  paper_point(part, arena, STR("A3: what was met at the review is still met."));
}

static void add_reading(struct align_report *report, struct report_paper *paper) {
  static const char corresponds[] =
      "corresponds: controls that are implemented are said to belong together with it; "
      "whether anything of it is met is not known";
  static const char *const words[OUTCOMES] = {"implemented: met, all of it lies in controls that are implemented",
                                              "disputed: the statements contradict each other",
                                              "partial: met in part, something is met and something is not",
                                              "not fully: not fully met; whether anything is met is not known",
                                              "contributes: something of it is met; how much is not known, perhaps all",
                                              corresponds,
                                              "supported: an implemented control helps; nothing of it is proved met",
                                              "open: nothing follows; assess it"};
  struct paper_part *part = paper_part(paper, report->arena, "reading", "How to read it");
  for (unsigned i = 0; i < OUTCOMES; i++) {
    paper_point(part, report->arena, str_from(words[i]));
  }
  align_assumptions(part, report->arena);
}

static void put_counts(struct align_report *report, struct report_paper *paper) {
  static const char *const labels[OUTCOMES] = {"implemented", "disputed",    "in part",   "not fully",
                                               "contributes", "corresponds", "supported", "open"};
  uint32_t counted = 0;
  for (unsigned i = 0; i < OUTCOMES; i++) {
    counted += report->counts[i];
  }
  paper_sentence(paper, report->arena,
                 "%u control%s of %.*s: %u implemented, %u in part, %u not fully, %u with something met, %u that "
                 "correspond, %u supported, %u disputed, %u open.",
                 counted, counted == 1 ? "" : "s", STR_ARG(graph_framework_name(report->graph, report->target)),
                 report->counts[OUTCOME_IMPLEMENTED], report->counts[OUTCOME_PARTIAL],
                 report->counts[OUTCOME_NOT_FULLY], report->counts[OUTCOME_CONTRIBUTES],
                 report->counts[OUTCOME_CORRESPONDS], report->counts[OUTCOME_SUPPORTED],
                 report->counts[OUTCOME_DISPUTED], report->counts[OUTCOME_OPEN]);
  if (report->counts[OUTCOME_CORRESPONDS] > 0) {
    paper_sentence(
        paper, report->arena, "%s",
        "A row that corresponds rests on mappings that only say that two controls belong together: nothing of it "
        "is proved met. It names the implemented controls that belong to it; a reading of your own can say "
        "more.");
  }
  if (report->unreviewed > 0) {
    paper_sentence(paper, report->arena, "Rows that rest on a mapping that nobody has reviewed by hand: %u.",
                   report->unreviewed);
  }
  if (report->by_own > 0) {
    paper_sentence(paper, report->arena, "Rows that rest on the organisation's own reading: %u.", report->by_own);
  }
  for (unsigned i = 0; i < OUTCOMES; i++) {
    paper_figure(paper, report->arena, outcome_token((enum outcome)i), labels[i], report->counts[i]);
  }
}

void align_start(struct align_report *report, const struct analysis *analysis, const struct align_request *request,
                 struct arena *arena) {
  const struct graph *graph = analysis->graph;
  *report =
      (struct align_report){.analysis = analysis,
                            .graph = graph,
                            .arena = arena,
                            .target = request->target,
                            .own = request->own,
                            .planned = request->plan,
                            .used = arena_zalloc(arena, (size_t)graph->mappings.n + 1),
                            .outcomes = arena_zalloc(arena, (size_t)graph->frameworks.v[request->target].count + 1)};
  struct alignment_options options = {.evidence_required = request->evidence_required};
  uint32_t compared = request->own != NO_INDEX;
  alignment_build(&report->now, analysis, request->sources, request->source_count, &request->own, compared, &options,
                  arena);
  if (request->plan) {
    options.plan = true;
    alignment_build(&report->then, analysis, request->sources, request->source_count, &request->own, compared, &options,
                    arena);
  }
}

static void put_head(struct align_report *report, const struct align_request *request, struct report_paper *paper) {
  for (uint32_t i = 0; i < request->source_count; i++) {
    const struct graph_assessment *assessment = &report->graph->assessments.v[request->sources[i]];
    const struct decl_assessment *declared = assessment->declared;
    if (i == 0) {
      paper_fact(paper, report->arena, "organisation", "Organisation", declared->organisation);
    }
    struct buf value;
    buf_init(&value, report->arena);
    buf_str(&value, declared->id);
    buf_text(&value, ", ");
    buf_str(&value, graph_framework_name(report->graph, assessment->framework));
    if (declared->date.n > 0) {
      buf_text(&value, ", of ");
      buf_str(&value, declared->date);
    }
    if (declared->scope.n > 0) {
      buf_text(&value, ". Scope: ");
      buf_str(&value, declared->scope);
    }
    paper_fact(paper, report->arena, i == 0 ? "assessment" : paper_text(report->arena, "assessment_%u", i + 1).p,
               "Assessment", buf_done(&value));
  }
  paper_fact(paper, report->arena, "target", "Target", graph_framework_name(report->graph, report->target));
  paper_fact(paper, report->arena, "as_of", "Judged at", report->analysis->options->as_of);
}

void report_align(const struct analysis *analysis, const struct align_request *request, struct arena *arena,
                  struct report_paper *paper) {
  struct align_report *report = arena_alloc(arena, sizeof *report);
  align_start(report, analysis, request, arena);
  *paper = (struct report_paper){
      .kind = "align", .over = "Alignment", .title = graph_framework_name(analysis->graph, request->target)};
  const struct graph_framework *target = &analysis->graph->frameworks.v[request->target];
  for (uint32_t n = target->first; n < target->first + target->count; n++) {
    if (analysis->graph->controls[n].counted) {
      add_row(report, n);
    }
  }
  put_head(report, request, paper);
  put_counts(report, paper);
  struct paper_part *part = paper_part(paper, arena, "rows", "Alignment");
  uint32_t width = ALIGN_COLUMNS - (report->planned ? 0U : 1U);
  part->table = (struct paper_table){.column_count = width,
                                     .columns = columns,
                                     .row_count = report->cells.n / width,
                                     .cells = report->cells.v,
                                     .proofs = report->proofs.v};
  add_next(report, paper);
  add_mappings(report, paper);
  add_reading(report, paper);
}
