/* Conflicts and collapses in words, with every place. */
#include "analyse/judge/checks.h"
#include "analyse/network/words.h"
#include "analyse/statements.h"

static struct str node_words(const struct graph *graph, uint32_t node, struct arena *arena) {
  struct buf out;
  buf_init(&out, arena);
  words_node(graph, node, &out);
  return buf_done(&out);
}

/* "is narrower than" where a proof would say "is part of": what a consultant reads in a table. */
static const char *told_relation(enum relation relation) {
  switch (relation) {
    case REL_EQUAL:
    case REL_EQUIVALENT:
      return "equals";
    case REL_SUBSET:
      return "is narrower than";
    case REL_SUPERSET:
      return "is wider than";
    case REL_INTERSECTS:
      return "shares something with";
    default:
      return words_relation(relation);
  }
}

/* "X is narrower than Y" */
static void put_statement(const struct graph *graph, const struct graph_fact *fact, struct buf *out) {
  words_node(graph, fact->source, out);
  buf_printf(out, " %s ", told_relation((enum relation)fact->relation));
  words_node(graph, fact->target, out);
  if (fact->relation == REL_INTERSECTS && fact->overlap == OVERLAP_PROPER) {
    buf_text(out, ", and neither holds the other");
  }
}

/* The mappings that make the statement: "m1 and m2 say that". */
static void put_sayers(const struct analysis *analysis, uint32_t fact, struct buf *out) {
  const struct graph *graph = analysis->graph;
  struct copies copies = copies_of(analysis, fact);
  uint32_t last = graph->facts[fact].mapping;
  unsigned count = 1;
  buf_str(out, graph->mappings.v[last].id);
  for (uint32_t i = 0; i < copies.n; i++) {
    uint32_t mapping = graph->facts[copies.v[i].copy].mapping;
    if (mapping != last) {
      buf_printf(out, " and %.*s", STR_ARG(graph->mappings.v[mapping].id));
      count++;
    }
    last = mapping;
  }
  buf_text(out, count > 1 ? " say that " : " says that ");
}

static const char *counted(uint32_t count) {
  static const char *const words[] = {"none", "one", "the two", "the three", "the four", "the five", "the six"};
  return count < sizeof words / sizeof *words ? words[count] : "these";
}

/* Where all statements are between the same two nodes they contradict each other; otherwise it takes the chain. */
static bool is_contradiction(const struct graph *graph, const struct conflict *conflict) {
  const struct graph_fact *first = &graph->facts[conflict->facts.v[0]];
  for (uint32_t i = 1; i < conflict->facts.n; i++) {
    const struct graph_fact *fact = &graph->facts[conflict->facts.v[i]];
    bool same = (fact->source == first->source && fact->target == first->target) ||
                (fact->source == first->target && fact->target == first->source);
    if (!same) {
      return false;
    }
  }
  return conflict->facts.n > 1;
}

static struct str conflict_words(const struct analysis *analysis, const struct conflict *conflict,
                                 struct arena *arena) {
  enum { MOST_TOLD = 6 };
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t i = 0; i < conflict->facts.n && i < MOST_TOLD; i++) {
    buf_text(&out, i > 0 ? "; " : "");
    put_sayers(analysis, conflict->facts.v[i], &out);
    put_statement(analysis->graph, &analysis->graph->facts[conflict->facts.v[i]], &out);
  }
  if (conflict->facts.n > MOST_TOLD) {
    buf_printf(&out, "; and so on through %u statements", conflict->facts.n);
  }
  if (conflict->facts.n == 1) {
    buf_text(&out, ", which cannot be true of what their framework puts inside one another");
  } else {
    buf_printf(&out, ". One of %s is wrong", counted(conflict->facts.n));
  }
  return buf_done(&out);
}

/* Whoever says one of the statements has a part in the conflict. A mapping may stand there more than once. */
static void add_party(const struct graph *graph, struct findings *findings, struct finding *finding, uint32_t mapping) {
  struct str id = graph->mappings.v[mapping].id;
  struct str last = finding->parties.n > 0 ? finding->parties.v[finding->parties.n - 1] : finding->mapping;
  if (!str_eq(id, finding->mapping) && !str_eq(id, last)) {
    vec_push(findings->arena, &finding->parties, id);
  }
}

static void note_places(const struct analysis *analysis, struct findings *findings, struct finding *finding,
                        uint32_t number) {
  const struct graph *graph = analysis->graph;
  const struct graph_fact *fact = &graph->facts[number];
  struct buf words;
  buf_init(&words, findings->arena);
  put_statement(graph, fact, &words);
  finding_note(findings, finding, fact_place(graph, fact), "%.*s, says %.*s", STR_ARG(buf_done(&words)),
               STR_ARG(graph->mappings.v[fact->mapping].id));
  add_party(graph, findings, finding, fact->mapping);
  struct copies copies = copies_of(analysis, number);
  for (uint32_t i = 0; i < copies.n; i++) {
    const struct graph_fact *copy = &graph->facts[copies.v[i].copy];
    add_party(graph, findings, finding, copy->mapping);
    finding_note(findings, finding, fact_place(graph, copy), "said again by %.*s",
                 STR_ARG(graph->mappings.v[copy->mapping].id));
  }
}

static void note_way_out(const struct analysis *analysis, struct findings *findings, struct finding *finding,
                         const struct conflict *conflict) {
  if (conflict->likeliest != NO_INDEX && conflict->stands_in > 1) {
    struct buf words;
    buf_init(&words, findings->arena);
    put_sayers(analysis, conflict->likeliest, &words);
    put_statement(analysis->graph, &analysis->graph->facts[conflict->likeliest], &words);
    finding_note(findings, finding, place_none(), "the likeliest mistake: %.*s, which stands in %u conflicts",
                 STR_ARG(buf_done(&words)), conflict->stands_in);
  }
  if (conflict->also_doubted > 0) {
    finding_note(findings, finding, place_none(), "%u more statement%s in doubt because of this",
                 conflict->also_doubted, conflict->also_doubted == 1 ? " is" : "s are");
  }
  finding_note(findings, finding, place_none(),
               "all are disputed; correct the wrong one, leave its mapping out, or mark that mapping chain=\"no\"");
}

void judge_conflicts(const struct analysis *analysis, struct findings *findings) {
  const struct graph *graph = analysis->graph;
  for (uint32_t i = 0; i < analysis->conflicts.n; i++) {
    const struct conflict *conflict = &analysis->conflicts.v[i];
    const struct graph_fact *first = &graph->facts[conflict->facts.v[0]];
    struct str words = conflict_words(analysis, conflict, findings->arena);
    enum finding_code code = is_contradiction(graph, conflict) ? F_CONTRADICTION : F_INCONSISTENT;
    struct finding *finding = finding_add(findings, code, fact_place(graph, first), "%.*s", STR_ARG(words));
    uint32_t control = graph_first_member(graph, first->source);
    finding->framework = graph->frameworks.v[graph->controls[control].framework].id;
    finding->control = graph->controls[control].id;
    finding->mapping = graph->mappings.v[first->mapping].id;
    for (uint32_t f = 0; f < conflict->facts.n; f++) {
      note_places(analysis, findings, finding, conflict->facts.v[f]);
    }
    note_way_out(analysis, findings, finding, conflict);
  }
}

/* Two controls proved equal by nothing but the hierarchy (a heading and its only child) are no collapse: a proof of
 * either direction rests on a fact then. */
static bool rests_on_facts(struct prover *prover, uint32_t x, uint32_t y, fact_list *facts) {
  steps proof = {0};
  prove_in(prover, x, y, NO_INDEX, &proof);
  prove_in(prover, y, x, NO_INDEX, &proof);
  proof_facts(prover, &proof, facts);
  return facts->n > 0;
}

/* Whether x is a heading over y that holds nothing else: then they are equal whatever the facts say. */
static bool is_only_content(const struct analysis *analysis, uint32_t x, uint32_t y) {
  const struct network_input *input = &analysis->input;
  while (y != x) {
    uint32_t above = input->parent[y];
    if (above == NO_INDEX || input->union_of[above] == NO_INDEX || input->unions[input->union_of[above]].count != 1) {
      return false;
    }
    y = above;
  }
  return true;
}

static struct finding *report_collapse(const struct analysis *analysis, struct prover *prover, uint32_t x, uint32_t y,
                                       struct findings *findings) {
  const struct graph *graph = analysis->graph;
  fact_list facts = {0};
  if (is_only_content(analysis, x, y) || !rests_on_facts(prover, x, y, &facts)) {
    return NULL;
  }
  const struct graph_control *first = &graph->controls[x];
  const struct graph_framework *framework = &graph->frameworks.v[first->framework];
  struct str one = node_words(graph, x, findings->arena);
  struct str other = node_words(graph, y, findings->arena);
  struct finding *finding = finding_add(
      findings, F_LINT_COLLAPSE, fact_place(graph, &graph->facts[facts.v[0]]),
      "%.*s and %.*s are proved to be equal, although their framework keeps them apart", STR_ARG(one), STR_ARG(other));
  finding->framework = framework->id;
  finding->control = first->id;
  enum { MOST_SHOWN = 12 };
  for (uint32_t f = 0; f < facts.n && f < MOST_SHOWN; f++) {
    const struct graph_fact *fact = &graph->facts[facts.v[f]];
    struct str said = words_fact(graph, fact, findings->arena);
    finding_note(findings, finding, fact_place(graph, fact), "%.*s, says %.*s", STR_ARG(said),
                 STR_ARG(graph->mappings.v[fact->mapping].id));
  }
  return finding;
}

/* What is told of one component, so that many controls that are made one are one finding. */
struct collapse {
  uint32_t last; /* one past the last node in the component so far */
  uint32_t more; /* controls beyond the two that the finding names */
  struct finding *finding;
};

/* A further one of those that the finding speaks of. */
static void add_to_collapse(const struct graph *graph, struct collapse *collapse, uint32_t node,
                            struct findings *findings) {
  enum { MOST_NAMED = 5 };
  collapse->more++;
  if (collapse->more <= MOST_NAMED) {
    finding_note(findings, collapse->finding, place_none(), "so is %.*s",
                 STR_ARG(node_words(graph, node, findings->arena)));
  } else if (collapse->more == MOST_NAMED + 1) {
    finding_note(findings, collapse->finding, place_none(), "and more: look for one mistake that says too much");
  }
}

/* Each control of a component is held against the one before it of the same framework. */
void judge_collapses(const struct analysis *analysis, struct findings *findings) {
  const struct graph *graph = analysis->graph;
  const uint32_t *component = analysis->network.component;
  size_t size = ((size_t)analysis->network.component_count + 1) * sizeof(struct collapse);
  struct collapse *collapses = arena_alloc(analysis->arena, size);
  struct prover prover;
  prover_init(&prover, &analysis->network, analysis->arena);
  memset(collapses, 0, size);
  for (uint32_t n = 0; n < graph->control_count; n++) {
    struct collapse *collapse = &collapses[component[n]];
    uint32_t before = collapse->last;
    collapse->last = n + 1;
    if (before <= graph->frameworks.v[graph->controls[n].framework].first) {
      *collapse = (struct collapse){.last = n + 1}; /* the first one of this framework */
    } else if (collapse->finding != NULL) {
      add_to_collapse(graph, collapse, n, findings);
    } else {
      collapse->finding = report_collapse(analysis, &prover, before - 1, n, findings);
    }
  }
  prover_drop(&prover);
  arena_drop(analysis->arena, collapses, size);
}
