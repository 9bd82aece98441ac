/* An alignment: what follows for each control of the target, on what that rests, and what is lacking. */
#include "report/align.h"

#include "analyse/network/words.h"
#include "model/date.h"

enum { ALIGN_COLUMNS = 14, MAPPING_COLUMNS = 6 };
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

static struct str name_of(const struct align_report *report, uint32_t node, enum align_names names) {
  return names == ALIGN_IDS ? report->graph->controls[node].id : graph_label(report->graph, node);
}

static struct str status_words(const struct align_report *report, const struct status_claim *status,
                               enum align_names names) {
  const char *token = assessed_is_excluded(status->assessed)
                          ? "excluded"
                          : vocabulary_token(&vocabulary_implementation, status->assessed->status);
  return paper_text(report->arena, "%.*s %s", STR_ARG(name_of(report, status->node, names)),
                    token[0] != '\0' ? token : "not stated");
}

static struct str list_statuses(const struct align_report *report, const uint32_t *numbers, uint32_t count,
                                enum align_names names) {
  enum { MOST_LISTED = 40 };
  struct paper_list list;
  paper_list_init(&list, report->arena);
  for (uint32_t i = 0; i < count && i < MOST_LISTED; i++) {
    paper_list_add(&list, status_words(report, &report->now.statuses.v[numbers[i]], names));
  }
  if (count > MOST_LISTED) {
    paper_list_add(&list, paper_text(report->arena, "and %u more", count - MOST_LISTED));
  }
  return paper_list_done(&list);
}

static bool is_assessed(const struct align_report *report, uint32_t framework) {
  for (uint32_t s = 0; s < report->now.scopes.n; s++) {
    if (report->graph->assessments.v[report->now.scopes.v[s]].framework == framework) {
      return true;
    }
  }
  return false;
}

/* A control that is lacking: its status, or that it has none, or its name where nobody assesses its framework. */
static struct str missing_words(const struct align_report *report, uint32_t node, enum align_names names) {
  for (uint32_t i = 0; i < report->now.source_statuses; i++) {
    if (report->now.statuses.v[i].node == node) {
      return status_words(report, &report->now.statuses.v[i], names);
    }
  }
  if (is_assessed(report, report->graph->controls[node].framework)) {
    return paper_text(report->arena, "%.*s no line", STR_ARG(name_of(report, node, names)));
  }
  struct buf name;
  buf_init(&name, report->arena);
  words_node(report->graph, node, &name);
  return buf_done(&name);
}

bool align_is_lacking(const struct align_report *report, const struct alignment_answer *answer, uint32_t node) {
  bool lacking = false;
  for (uint32_t i = 0; i < answer->lacking.n; i++) {
    lacking = lacking || report->now.statuses.v[answer->lacking.v[i]].node == node;
  }
  return lacking;
}

/* Statuses that are not met, then members of a union that nothing says of. */
static struct str list_lacks(const struct align_report *report, const struct alignment_answer *answer,
                             enum align_names names) {
  struct paper_list list;
  paper_list_init(&list, report->arena);
  for (uint32_t i = 0; i < answer->lacking.n; i++) {
    paper_list_add(&list, status_words(report, &report->now.statuses.v[answer->lacking.v[i]], names));
  }
  for (uint32_t i = 0; i < answer->missing.n; i++) {
    if (!align_is_lacking(report, answer, answer->missing.v[i])) {
      paper_list_add(&list, missing_words(report, answer->missing.v[i], names));
    }
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
    const struct graph_fact *fact = &report->graph->facts[answer->facts.v[i]];
    const struct decl_mapping *declared = report->graph->mappings.v[fact->mapping].declared;
    draft = draft || declared->status == STATUS_DRAFT;
    automated = automated || fact->method == METHOD_AUTOMATED;
    own = own || declared->authority == AUTHORITY_ORGANISATION;
    human = human && (fact->method == METHOD_HUMAN || fact->method == METHOD_MIXED);
  }
  return draft ? STR("draft") : automated ? STR("automated") : own ? STR("own") : human ? STR("human") : STR("");
}

/* ---- how fresh ---- */

/* What a status, or several that are needed together, amounts to. */
struct freshness {
  struct str date;
  bool in_place; /* any of them is, wholly or in part */
  bool stated;   /* one that is in place names no evidence */
  bool stale;    /* one has evidence that is too old */
};

static struct freshness freshness_of(const struct align_report *report, const struct status_claim *status) {
  const struct decl_assessment *declared = report->graph->assessments.v[status->assessment].declared;
  bool in_place = assessed_is_in_place(status->assessed);
  return (struct freshness){
      .date = status_as_of(&report->now, status),
      .in_place = in_place,
      .stated = in_place && !assessed_has_evidence(declared, status->assessed, report->analysis->options->as_of),
      .stale = in_place && assessed_is_stale(declared, status->assessed, report->analysis->options->as_of)};
}

/* Both are needed: the older one counts. */
static void add_needed(struct freshness *all, const struct freshness *one) {
  bool older = one->date.n > 0 && (all->date.n == 0 || date_compare(one->date, all->date) < 0);
  all->date = older ? one->date : all->date;
  all->in_place = all->in_place || one->in_place;
  all->stated = all->stated || one->stated;
  all->stale = all->stale || one->stale;
}

/* Each would do: the fresher one counts. */
static void take_fresher(struct freshness *best, const struct freshness *one) {
  bool fresher = one->date.n > 0 && (best->date.n == 0 || date_compare(one->date, best->date) > 0);
  if (fresher || (one->in_place && !best->in_place)) {
    *best = *one;
  }
}

/* What is met as a whole needs all statuses of its row. Of what shows that something is met each alone would do, and so it is
 * with what shows that something is not; a part needs one of either. */
static struct freshness row_freshness(const struct align_report *report, const struct alignment_answer *answer) {
  bool together = answer->outcome == OUTCOME_IMPLEMENTED || answer->outcome == OUTCOME_DISPUTED;
  struct freshness all = {.in_place = false};
  struct freshness met = {.in_place = false};
  struct freshness unmet = {.in_place = false};
  for (uint32_t i = 0; i < answer->statuses.n; i++) {
    const struct status_claim *status = &report->now.statuses.v[answer->statuses.v[i]];
    struct freshness one = freshness_of(report, status);
    if (together) {
      add_needed(&all, &one);
    } else if (assessed_is_in_place(status->assessed)) {
      take_fresher(&met, &one);
    }
    if ((status->says & SAYS_NOT_IN) != 0) {
      take_fresher(&unmet, &one);
    }
  }
  if (!together) {
    bool half = answer->outcome == OUTCOME_PARTIAL;
    all = answer->outcome == OUTCOME_NOT_FULLY ? unmet : met;
    if (half) {
      unmet.stated = unmet.stale = false; /* evidence is of what is in place */
      add_needed(&all, &unmet);
    }
  }
  return all;
}

static struct str evidence_word(const struct freshness *freshness) {
  return !freshness->in_place ? STR("")
         : freshness->stated  ? STR("stated")
         : freshness->stale   ? STR("stale")
                              : STR("evidenced");
}

/* ---- cells ---- */

static bool rests_on(const struct align_report *report, const struct alignment_answer *answer, uint32_t assessment) {
  bool used = false;
  for (uint32_t i = 0; i < answer->statuses.n; i++) {
    used = used || report->now.statuses.v[answer->statuses.v[i]].assessment == assessment;
  }
  return used;
}

static struct str list_assessments(const struct align_report *report, const struct alignment_answer *answer) {
  struct paper_list list;
  paper_list_init(&list, report->arena);
  for (uint32_t s = 0; s < report->now.scopes.n; s++) {
    if (rests_on(report, answer, report->now.scopes.v[s])) {
      paper_list_add(&list, report->graph->assessments.v[report->now.scopes.v[s]].declared->id);
    }
  }
  return paper_list_done(&list);
}

/* What several assessments are needed for holds where the scopes of all of them are. */
static struct str common_scope(const struct align_report *report, const struct alignment_answer *answer) {
  uint32_t left = 0;
  for (uint32_t s = 0; s < report->now.scopes.n; s++) {
    left += rests_on(report, answer, report->now.scopes.v[s]);
  }
  if (left < 2 || answer->outcome == OUTCOME_DISPUTED || answer->outcome == OUTCOME_OPEN) {
    return STR("");
  }
  struct buf words;
  buf_init(&words, report->arena);
  buf_text(&words, "in the scope common to ");
  for (uint32_t s = 0; s < report->now.scopes.n; s++) {
    uint32_t assessment = report->now.scopes.v[s];
    if (rests_on(report, answer, assessment)) {
      buf_str(&words, report->graph->assessments.v[assessment].declared->id);
      left--;
      buf_text(&words, left == 0 ? "" : left == 1 ? " and " : ", ");
    }
  }
  return buf_done(&words);
}

const struct decl_assessed *align_declared(const struct align_report *report, uint32_t node) {
  if (report->own == NO_INDEX) {
    return NULL;
  }
  const struct decl_assessed *assessed =
      graph_assessed(report->graph, &report->graph->assessments.v[report->own], node);
  bool read = assessed != NULL && (!report->graph->controls[node].group || assessed_is_excluded(assessed));
  return read ? assessed : NULL;
}

static struct str declared_status(const struct align_report *report, uint32_t node) {
  const struct decl_assessed *assessed = align_declared(report, node);
  if (assessed == NULL) {
    return STR("");
  }
  return assessed_is_excluded(assessed) ? STR("excluded")
                                        : str_from(vocabulary_token(&vocabulary_implementation, assessed->status));
}

void align_add_unmet(const struct align_report *report, const struct alignment_answer *answer,
                     struct paper_list *list) {
  for (uint32_t i = 0; i < answer->unmet_in.n; i++) {
    uint32_t assessment = report->now.scopes.v[answer->unmet_in.v[i]];
    struct str id = report->graph->assessments.v[assessment].declared->id;
    paper_list_add(list, paper_text(report->arena, "not fully met in the scope of %.*s", STR_ARG(id)));
  }
}

static struct str note_of(const struct align_report *report, const struct alignment_answer *answer) {
  struct paper_list list;
  paper_list_init(&list, report->arena);
  paper_list_add(&list, common_scope(report, answer));
  align_add_unmet(report, answer, &list);
  paper_list_add(&list,
                 answer->met_together ? STR("would be implemented if all assessments were of one scope") : STR(""));
  bool rests = answer->touches_disputed && answer->outcome != OUTCOME_IMPLEMENTED;
  paper_list_add(&list, rests && answer->outcome != OUTCOME_DISPUTED ? STR("rests on a disputed statement") : STR(""));
  paper_list_add(&list, answer->touches_excluded && answer->outcome == OUTCOME_OPEN
                            ? STR("counterpart excluded: decide")
                            : STR(""));
  paper_list_add(&list, answer->planned && answer->outcome > OUTCOME_DISPUTED ? STR("planned") : STR(""));
  bool weaker = answer->level == LEVEL_ALL && answer->outcome < OUTCOME_OPEN && answer->facts.n > 0 &&
                answer->outcome != OUTCOME_DISPUTED;
  struct str review = review_of(report, answer);
  paper_list_add(&list, weaker && (str_is(review, "automated") || str_is(review, "draft"))
                            ? STR("weaker without mappings that nobody has reviewed by hand")
                            : STR(""));
  return paper_list_done(&list);
}

struct str align_cell_controls(const struct align_report *report, const struct alignment_answer *answer,
                               enum align_names names) {
  return list_statuses(report, answer->statuses.v, answer->statuses.n, names);
}

/* A row for people, and the same for programs. */
static void push_row(struct align_report *report, const struct str row[ALIGN_COLUMNS], uint32_t node,
                     const struct alignment_answer *answer) {
  struct str plain[ALIGN_COLUMNS];
  memcpy(plain, row, sizeof plain);
  plain[0] = report->graph->controls[node].id;
  plain[4] = align_cell_controls(report, answer, ALIGN_IDS);
  plain[5] = list_lacks(report, answer, ALIGN_IDS);
  unsigned width = ALIGN_COLUMNS - (report->planned ? 0U : 1U);
  for (unsigned i = 0; i < width; i++) {
    vec_push(report->arena, &report->cells, str_or_empty(row[i]));
    vec_push(report->arena, &report->plain, str_or_empty(plain[i]));
  }
}

bool align_is_contradicted(const struct align_report *report, uint32_t node) {
  const struct graph_assessment *own = &report->graph->assessments.v[report->own];
  uint32_t line = own->lines[node - report->graph->frameworks.v[own->framework].first];
  return line != NO_INDEX && report->now.disputed_at[own->nodes[line]];
}

/* Where the organisation has assessed the control itself that counts, unless it is contradicted. */
static void count_outcome(struct align_report *report, uint32_t node, enum outcome derived) {
  static const enum outcome outcomes[] = {[IMPLEMENTATION_WHOLE] = OUTCOME_IMPLEMENTED,
                                          [IMPLEMENTATION_PARTIAL] = OUTCOME_PARTIAL,
                                          [IMPLEMENTATION_PLANNED] = OUTCOME_NOT_FULLY,
                                          [IMPLEMENTATION_NONE] = OUTCOME_NOT_FULLY};
  const struct decl_assessed *declared = align_declared(report, node);
  bool counts = declared != NULL && declared->status != IMPLEMENTATION_UNSTATED && !assessed_is_excluded(declared) &&
                derived != OUTCOME_DISPUTED && !align_is_contradicted(report, node);
  report->counts[counts ? outcomes[declared->status] : derived]++;
  report->by_declaration += counts;
}

static void add_row(struct align_report *report, uint32_t node) {
  struct alignment_answer answer;
  alignment_answer(&report->now, node, &answer);
  struct freshness freshness = row_freshness(report, &answer);
  struct str row[ALIGN_COLUMNS] = {
      graph_label(report->graph, node),
      report->graph->controls[node].title,
      str_from(outcome_token(answer.outcome)),
      str_from(ground_token(answer.ground)),
      align_cell_controls(report, &answer, ALIGN_LABELS),
      list_lacks(report, &answer, ALIGN_LABELS),
      answer.outcome == OUTCOME_OPEN ? STR("") : list_mappings(report, &answer),
      answer.outcome == OUTCOME_OPEN ? STR("") : review_of(report, &answer),
      answer.outcome == OUTCOME_OPEN ? STR("") : evidence_word(&freshness),
      answer.outcome == OUTCOME_OPEN ? STR("") : freshness.date,
      list_assessments(report, &answer),
      declared_status(report, node),
      note_of(report, &answer),
  };
  if (report->planned) {
    row[ALIGN_COLUMNS - 1] = str_from(outcome_token(alignment_outcome(&report->then, node)));
  }
  push_row(report, row, node, &answer);
  vec_push(report->arena, &report->proofs, align_proof(report, &answer));
  count_outcome(report, node, answer.outcome);
  bool unreviewed = answer.outcome < OUTCOME_OPEN && (str_is(row[7], "automated") || str_is(row[7], "draft"));
  report->unreviewed += unreviewed;
  report->unmet_elsewhere += answer.unmet_in.n > 0;
  report->by_own += answer.outcome < OUTCOME_OPEN && str_is(row[7], "own");
  if (row[9].n > 0 && answer.outcome <= OUTCOME_CONTRIBUTES &&
      (report->oldest.n == 0 || date_compare(row[9], report->oldest) < 0)) {
    report->oldest = row[9];
  }
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
  if (report->by_declaration > 0) {
    paper_sentence(paper, report->arena,
                   "Of these, %u %s counted as the organisation's own assessment of %.*s says; the table shows beside "
                   "it what follows from "
                   "the others.",
                   report->by_declaration, report->by_declaration == 1 ? "is" : "are",
                   STR_ARG(graph_framework_name(report->graph, report->target)));
  }
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
  if (report->unmet_elsewhere > 0) {
    paper_sentence(paper, report->arena,
                   "Rows whose control is proved not to be fully met in another scope, which their notes name: %u.",
                   report->unmet_elsewhere);
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
                            .unreviewed_in = arena_zalloc(arena, (size_t)graph->mappings.n + 1),
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

/* Each once. */
static uint32_t list_organisations(const struct align_report *report, const struct align_request *request,
                                   struct str *list) {
  struct paper_list names;
  struct names seen;
  paper_list_init(&names, report->arena);
  names_init(&seen, report->arena);
  for (uint32_t i = 0; i < request->source_count + (report->own != NO_INDEX); i++) {
    uint32_t number = i < request->source_count ? request->sources[i] : report->own;
    struct str organisation = report->graph->assessments.v[number].declared->organisation;
    uint32_t before = seen.names.n;
    if (organisation.n > 0 && names_intern(&seen, organisation) == before) {
      paper_list_add(&names, organisation);
    }
  }
  *list = paper_list_done(&names);
  return seen.names.n;
}

/* "us, ISO/IEC 27001:2022, of 2026-10-01. Scope: ..."; with its organisation where there are several. */
static struct str describe_assessment(const struct align_report *report, uint32_t number, bool several) {
  const struct graph_assessment *assessment = &report->graph->assessments.v[number];
  const struct decl_assessment *declared = assessment->declared;
  struct buf value;
  buf_init(&value, report->arena);
  buf_str(&value, declared->id);
  buf_text(&value, ", ");
  if (several && declared->organisation.n > 0) {
    buf_str(&value, declared->organisation);
    buf_text(&value, ", ");
  }
  buf_str(&value, graph_framework_name(report->graph, assessment->framework));
  if (declared->date.n > 0) {
    buf_text(&value, ", of ");
    buf_str(&value, declared->date);
  }
  if (declared->scope.n > 0) {
    buf_text(&value, ". Scope: ");
    buf_str(&value, declared->scope);
  }
  return buf_done(&value);
}

static void put_head(struct align_report *report, const struct align_request *request, struct report_paper *paper) {
  struct str organisations;
  bool several = list_organisations(report, request, &organisations) > 1;
  paper_fact(paper, report->arena, "organisation", several ? "Organisations" : "Organisation", organisations);
  for (uint32_t i = 0; i < request->source_count; i++) {
    paper_fact(paper, report->arena, i == 0 ? "assessment" : paper_text(report->arena, "assessment_%u", i + 1).p,
               "Assessment", describe_assessment(report, request->sources[i], several));
  }
  if (report->own != NO_INDEX) {
    paper_fact(paper, report->arena, "own_assessment", "Own assessment",
               describe_assessment(report, report->own, several));
  }
  if (several) {
    paper_sentence(paper, report->arena, "The assessments are of different organisations: %.*s.",
                   STR_ARG(organisations));
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
                                     .plain = report->plain.v,
                                     .proofs = report->proofs.v};
  align_add_next(report, paper);
  add_mappings(report, paper);
  add_reading(report, paper);
}
