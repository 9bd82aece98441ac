/* The statement of applicability: every control of the selection in its order, none missing, then the organisation's own. */
#include "analyse/treatments.h"
#include "model/assessed.h"
#include "report/papers.h"

enum { SOA_COLUMNS = 13 };
static const struct paper_column columns[SOA_COLUMNS] = {
    {"id", "Control", PAPER_ID, true},
    {"title", "Title", PAPER_PROSE, true},
    {"applicable", "Applies", PAPER_WORD, true},
    {"inclusion", "Why it is included", PAPER_PROSE, false},
    {"exclusion", "Why it is left out", PAPER_PROSE, false},
    {"status", "Status", PAPER_WORD, true},
    {"how", "How", PAPER_PROSE, false},
    {"evidence", "Evidence", PAPER_PROSE, false},
    {"evidence_date", "Of", PAPER_DATE, false},
    {"owner", "Owner", PAPER_PROSE, true},
    {"risks", "Risks", PAPER_ID, false},
    {"due", "Due", PAPER_DATE, true},
    {"reviewed", "Reviewed", PAPER_DATE, false},
};

struct soa_counts {
  struct stated_counts stated;
  uint32_t bare; /* applies, is in place, wholly or in part, and has no evidence */
};

/* The risks that name a control. */
struct risk_lists {
  struct paper_list ids;
  struct paper_list codes; /* "risk:R-01" */
  uint32_t last;
};

struct soa {
  const struct analysis *analysis;
  const struct graph *graph;
  const struct graph_assessment *assessment;
  const struct decl_assessment *declared;
  struct arena *arena;
  struct risk_lists *risks; /* by control of the framework, then by declared control */
  VEC(struct str) cells;
  VEC(struct str) plain; /* with ids where the cells have labels */
  struct soa_counts counts;
  uint32_t uncounted; /* lines for options and clarifications */
  uint32_t own;
};

/* A risk that names a control twice, or a heading above it too, is named once. */
static void add_risk(const struct soa *soa, struct risk_lists *lists, uint32_t risk) {
  if (lists->last != risk) {
    struct str id = soa->declared->risks.v[risk].id;
    lists->last = risk;
    paper_list_add(&lists->ids, id);
    paper_list_add(&lists->codes, paper_text(soa->arena, "risk:%.*s", STR_ARG(id)));
  }
}

/* The other way round than the file says it, so that the two can never differ. */
static void turn_risks(struct soa *soa) {
  const struct graph_framework *framework = &soa->graph->frameworks.v[soa->assessment->framework];
  uint32_t count = framework->count + soa->declared->controls.n;
  soa->risks = arena_alloc(soa->arena, ((size_t)count + 1) * sizeof *soa->risks);
  for (uint32_t i = 0; i < count; i++) {
    paper_list_init(&soa->risks[i].ids, soa->arena);
    paper_list_init(&soa->risks[i].codes, soa->arena);
    soa->risks[i].last = NO_INDEX;
  }
  for (uint32_t r = 0; r < soa->declared->risks.n; r++) {
    const struct decl_risk *risk = &soa->declared->risks.v[r];
    for (uint32_t i = risk->first_treated_by; i < risk->first_treated_by + risk->treated_by_count; i++) {
      const struct graph_treatment *treatment = &soa->assessment->treatments[i];
      if (treatment->own != NO_INDEX) {
        add_risk(soa, &soa->risks[framework->count + treatment->own], r);
      } else if (treatment->node != NO_INDEX && treatment->framework == soa->assessment->framework) {
        for (uint32_t n = treatment->node; n < soa->graph->controls[treatment->node].end; n++) {
          add_risk(soa, &soa->risks[n - framework->first], r);
        }
      }
    }
  }
}

/* Codes, then what the organisation says in words: "risk:R-01; law; ...". That a risk is the reason is told by the risks that
 * name the control, and by nothing else. */
static struct str inclusion(const struct soa *soa, const struct decl_assessed *control, struct str risks) {
  struct paper_list list;
  paper_list_init(&list, soa->arena);
  paper_list_add(&list, risks);
  for (unsigned reason = REASON_RISK + 1; reason <= REASON_BUSINESS; reason++) {
    if ((control->because >> reason & 1) != 0) {
      paper_list_add(&list, str_from(vocabulary_token(&vocabulary_reason, reason)));
    }
  }
  paper_list_add(&list, control->justification);
  return paper_list_done(&list);
}

static void count_line(const struct soa *soa, struct soa_counts *counts, const struct decl_assessed *control) {
  papers_count(&counts->stated, control);
  bool applies = control != NULL && control->applicable == APPLICABILITY_YES;
  counts->bare += applies && assessed_is_in_place(control) &&
                  !assessed_has_evidence(soa->declared, control, soa->analysis->options->as_of);
}

/* What a control is called: for programs, and for people. */
struct called {
  struct str id;
  struct str label;
};

static void add_line(struct soa *soa, struct called called, struct str title, const struct decl_assessed *control,
                     struct risk_lists *risks) {
  struct str row[SOA_COLUMNS] = {called.label, title};
  row[10] = paper_list_done(&risks->ids);
  if (control != NULL) {
    bool excluded = assessed_is_excluded(control);
    bool stated = control->applicable != APPLICABILITY_UNSTATED;
    row[2] = stated ? excluded ? STR("no") : STR("yes") : STR("");
    row[3] = excluded ? STR("") : inclusion(soa, control, paper_list_done(&risks->codes));
    row[4] = excluded ? str_or_empty(control->justification) : STR("");
    row[5] = str_from(vocabulary_token(&vocabulary_implementation, control->status));
    row[6] = control->how;
    row[7] = papers_evidence(soa->declared, control, soa->arena);
    row[8] = papers_evidence_dates(soa->declared, control, soa->arena);
    row[9] = control->owner;
    row[11] = control->due;
    row[12] = control->reviewed;
  }
  for (unsigned i = 0; i < SOA_COLUMNS; i++) {
    vec_push(soa->arena, &soa->cells, str_or_empty(row[i]));
    vec_push(soa->arena, &soa->plain, i == 0 ? called.id : str_or_empty(row[i]));
  }
}

/* What is left out, or in place, is so in each part. */
static bool is_said_by_parts(const struct decl_assessed *said) {
  return said->applicable == APPLICABILITY_NO || said->status == IMPLEMENTATION_WHOLE;
}

/* Without a part that is a selection every counted control is a line, and what else is spoken of, unless the lines of its
 * parts say it. */
static bool has_line(const struct soa *soa, uint32_t node, bool selection) {
  const struct graph_control *control = &soa->graph->controls[node];
  if (control->withdrawn || control->group || (selection && !graph_is_selectable(soa->graph, node))) {
    return false;
  }
  uint32_t line = soa->assessment->lines[node - soa->graph->frameworks.v[soa->assessment->framework].first];
  bool itself = line != NO_INDEX && soa->assessment->nodes[line] == node;
  return control->counted || (itself && !(control->exhaustive && is_said_by_parts(&soa->declared->controls.v[line])));
}

static void add_controls(struct soa *soa) {
  const struct graph_framework *framework = &soa->graph->frameworks.v[soa->assessment->framework];
  bool selection = graph_has_selection(soa->graph, soa->assessment->framework);
  for (uint32_t n = framework->first; n < framework->first + framework->count; n++) {
    if (!has_line(soa, n, selection)) {
      continue;
    }
    const struct graph_control *control = &soa->graph->controls[n];
    const struct decl_assessed *said = graph_assessed(soa->graph, soa->assessment, n);
    struct called called = {.id = control->id, .label = graph_label(soa->graph, n)};
    add_line(soa, called, control->title, said, &soa->risks[n - framework->first]);
    if (control->counted) {
      count_line(soa, &soa->counts, said);
    } else {
      soa->uncounted++;
    }
  }
  for (uint32_t i = 0; i < soa->declared->controls.n; i++) {
    const struct decl_assessed *control = &soa->declared->controls.v[i];
    if (control->own) {
      add_line(soa, (struct called){.id = control->ref, .label = control->ref}, control->title, control,
               &soa->risks[framework->count + i]);
      soa->own++;
    }
  }
}

static void put_counts(const struct soa *soa, struct report_paper *paper) {
  const struct stated_counts *counts = &soa->counts.stated;
  uint32_t bare = soa->counts.bare;
  uint32_t whole = counts->applicable + counts->excluded + counts->unstated;
  paper_sentence(paper, soa->arena,
                 "%u %s: %u %s, %u %s left out. Of those that apply: %u implemented, %u in part, %u planned, %u not "
                 "implemented.",
                 whole, paper_by_number(whole, "control", "controls"), counts->applicable,
                 paper_by_number(counts->applicable, "applies", "apply"), counts->excluded,
                 paper_by_number(counts->excluded, "is", "are"), counts->status[IMPLEMENTATION_WHOLE],
                 counts->status[IMPLEMENTATION_PARTIAL], counts->status[IMPLEMENTATION_PLANNED],
                 counts->status[IMPLEMENTATION_NONE]);
  if (counts->unstated > 0) {
    paper_sentence(paper, soa->arena, "%s", papers_unstated(soa->arena, counts).p);
  }
  if (counts->status[IMPLEMENTATION_UNSTATED] > 0) {
    paper_sentence(paper, soa->arena, "Applies, and how far it is implemented is not stated: %u.",
                   counts->status[IMPLEMENTATION_UNSTATED]);
  }
  if (bare > 0) {
    paper_sentence(paper, soa->arena, "Implemented, wholly or in part, and no evidence is named: %u.", bare);
  }
  if (soa->uncounted > 0) {
    paper_sentence(paper, soa->arena, "Options and clarifications are listed, and are not counted above: %u.",
                   soa->uncounted);
  }
  if (soa->own > 0) {
    paper_sentence(paper, soa->arena, "The organisation's own controls follow, and are not counted above: %u.",
                   soa->own);
  }
  paper_figure(paper, soa->arena, "controls", "controls", whole);
  paper_figure(paper, soa->arena, "applicable", "apply", counts->applicable);
  paper_figure(paper, soa->arena, "excluded", "left out", counts->excluded);
  paper_figure(paper, soa->arena, "unstated", "not stated", counts->unstated);
  paper_figure(paper, soa->arena, "implemented", "implemented", counts->status[IMPLEMENTATION_WHOLE]);
  paper_figure(paper, soa->arena, "partial", "in part", counts->status[IMPLEMENTATION_PARTIAL]);
  paper_figure(paper, soa->arena, "planned", "planned", counts->status[IMPLEMENTATION_PLANNED]);
  paper_figure(paper, soa->arena, "not_implemented", "not implemented", counts->status[IMPLEMENTATION_NONE]);
  paper_figure(paper, soa->arena, "without_evidence", "without evidence", bare);
  paper_figure(paper, soa->arena, "own", "own controls", soa->own);
}

/* Who answers for the statement: what is missing is shown as missing. */
static void put_approval(const struct soa *soa, struct report_paper *paper) {
  const struct decl_assessment *declared = soa->declared;
  struct str missing = STR("not stated");
  paper_fact(paper, soa->arena, "version", "Version", declared->version.n > 0 ? declared->version : missing);
  paper_fact(paper, soa->arena, "approved_by", "Approved by",
             declared->approved_by.n > 0 ? declared->approved_by : missing);
  paper_fact(paper, soa->arena, "approved", "Approved on", declared->approved.n > 0 ? declared->approved : missing);
  paper_fact(paper, soa->arena, "supersedes", "Supersedes", declared->supersedes);
}

void report_soa(const struct analysis *analysis, uint32_t assessment, struct arena *arena, struct report_paper *paper) {
  struct soa soa = {
      .analysis = analysis,
      .graph = analysis->graph,
      .assessment = &analysis->graph->assessments.v[assessment],
      .declared = analysis->graph->assessments.v[assessment].declared,
      .arena = arena,
  };
  *paper = (struct report_paper){
      .kind = "soa",
      .over = "Statement of applicability",
      .title = soa.declared->title.n > 0 ? soa.declared->title
                                         : graph_framework_name(analysis->graph, soa.assessment->framework),
  };
  turn_risks(&soa);
  add_controls(&soa);
  papers_head(analysis, soa.assessment, arena, paper);
  put_approval(&soa, paper);
  papers_scope(soa.declared, arena, paper);
  put_counts(&soa, paper);
  struct paper_part *part = paper_part(paper, arena, "controls", "Statement of applicability");
  part->table = (struct paper_table){.column_count = SOA_COLUMNS,
                                     .columns = columns,
                                     .row_count = soa.cells.n / SOA_COLUMNS,
                                     .cells = soa.cells.v,
                                     .plain = soa.plain.v};
}
