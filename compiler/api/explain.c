/* explain: how two controls are related, with the proof, or why nothing is proved and what would settle it. */
#include "api/blocked.h"
#include "api/explanation.h"
#include "api/torn.h"

#include "analyse/network/argument.h"
#include "analyse/network/words.h"
#include "diag/json.h"

/* Says it as text. */
struct explainer {
  struct cw_compilation *c;
  struct explanation *e;
  struct buf out;
  unsigned steps; /* numbered so far */
};

static void put_titled(struct explainer *explainer, uint32_t node) {
  const struct graph *graph = &explainer->c->graph;
  words_node(graph, node, &explainer->out);
  if (!graph_is_union(graph, node) && graph->controls[node].title.n > 0) {
    buf_printf(&explainer->out, " \"%.*s\"", STR_ARG(graph->controls[node].title));
  }
}

/* The control with its texts, where they are kept. */
static void put_control(struct explainer *explainer, uint32_t node) {
  const struct graph *graph = &explainer->c->graph;
  put_titled(explainer, node);
  buf_char(&explainer->out, '\n');
  if (graph->texts == NULL || graph_is_union(graph, node)) {
    return;
  }
  const struct graph_text *text = &graph->texts[node];
  if (text->statement.n > 0) {
    buf_printf(&explainer->out, "  %.*s\n", STR_ARG(text->statement));
  }
  if (text->guidance.n > 0) {
    buf_printf(&explainer->out, "  Guidance: %.*s\n", STR_ARG(text->guidance));
  }
}

/* name:line of a fact. */
static void put_place(struct explainer *explainer, const struct graph_fact *fact) {
  struct cw_compilation *c = explainer->c;
  buf_str(&explainer->out, c->sources.list.v[c->graph.mappings.v[fact->mapping].document_source].told);
  struct location location = {.line = 0};
  if (explanation_locate(explainer->e, fact, &location)) {
    buf_printf(&explainer->out, ":%u", location.line);
  }
}

static void put_declaration(struct explainer *explainer, const struct graph_fact *fact, const char *indent) {
  const struct graph *graph = &explainer->c->graph;
  buf_printf(&explainer->out, "%sdeclared by ", indent);
  words_mapping(graph, fact, &explainer->out);
  buf_text(&explainer->out, ", ");
  put_place(explainer, fact);
  buf_char(&explainer->out, '\n');
  struct str remarks = graph_remarks(graph, fact);
  if (remarks.n > 0) {
    buf_printf(&explainer->out, "%s\"%.*s\"\n", indent, STR_ARG(remarks));
  }
}

static const char *rule_of(const struct step *step) {
  switch (step->why) {
    case WHY_PARENT:
      return "the hierarchy of the framework: what is inside a heading or control is part of it";
    case WHY_MEMBER:
      return "a map with several ends speaks of their union, which holds each of them";
    default:
      return NULL;
  }
}

static void put_steps(struct explainer *explainer, const steps *proof, const char *indent, unsigned depth);

/* What several statements say that are disputed otherwise. */
static void put_agreement(struct explainer *explainer, uint32_t number, const char *indent) {
  const struct graph *graph = &explainer->c->graph;
  const struct network_input *input = &explainer->c->analysis.input;
  const struct network_claim *claim = &input->extra[number];
  buf_printf(&explainer->out, "%sall disputed statements of the two agree on this much:\n", indent);
  struct buf deeper;
  buf_init(&deeper, &explainer->c->arena);
  buf_printf(&deeper, "%s     ", indent);
  const char *inner = buf_done(&deeper).p;
  for (uint32_t i = 0; i < claim->rest_count; i++) {
    const struct graph_fact *fact = &graph->facts[input->rests[claim->first_of_rests + i]];
    struct str words = words_fact(graph, fact, &explainer->c->arena);
    buf_printf(&explainer->out, "%s  - %.*s\n", indent, STR_ARG(words));
    put_declaration(explainer, fact, inner);
  }
}

/* Line by line what is left of unions: "one of A and B; not A, because ...; so B". */
static void put_argument_lines(struct explainer *explainer, const question_lines *lines, const char *indent) {
  struct cw_compilation *c = explainer->c;
  for (uint32_t i = 0; i < lines->n; i++) {
    buf_printf(&explainer->out, "%s  %*s", indent, 2 * lines->v[i].depth, "");
    words_line(&c->graph, &c->analysis.network, &lines->v[i], &explainer->out);
    buf_char(&explainer->out, '\n');
  }
}

static void put_argument(struct explainer *explainer, const struct conclusion *conclusion, const char *indent) {
  struct cw_compilation *c = explainer->c;
  struct question question;
  question_lines lines = {0};
  question_init(&question, &c->analysis.network, &c->arena);
  argue_conclusion(&question, conclusion, &lines);
  buf_printf(&explainer->out, "%sbecause no other case is left of what is in both:\n", indent);
  put_argument_lines(explainer, &lines, indent);
}

static void put_refutation(struct explainer *explainer, const struct explained_proof *proof) {
  question_lines lines = {0};
  explanation_argue(explainer->e, proof, &lines);
  buf_text(&explainer->out, "  1. ");
  explanation_words(explainer->e, proof, &explainer->out);
  buf_text(&explainer->out, "\n     because what is asked for could not be otherwise:\n");
  put_argument_lines(explainer, &lines, "     ");
}

/* The proof that every member of a union is in (or apart from) something. */
static void put_conclusion(struct explainer *explainer, uint32_t number, const char *indent, unsigned depth) {
  enum { DEEPEST = 3 };
  const struct network *network = &explainer->c->analysis.network;
  const struct conclusion *conclusion = &network->conclusions.v[number];
  if (conclusion->unionised == NO_INDEX) {
    put_argument(explainer, conclusion, indent);
    return;
  }
  const struct network_union *group = &network->input->unions[conclusion->unionised];
  struct buf *out = &explainer->out;
  buf_printf(out, "%sbecause ", indent);
  words_node(&explainer->c->graph, group->node, out);
  buf_printf(out, " is exactly the union of %u, each of which %s ", group->count,
             conclusion->apart ? "has nothing in common with" : "is part of");
  words_node(&explainer->c->graph, conclusion->other, out);
  buf_text(out, ":\n");
  if (depth >= DEEPEST) {
    buf_printf(&explainer->out, "%s  (by chains like those above)\n", indent);
    return;
  }
  struct buf deeper;
  buf_init(&deeper, &explainer->c->arena);
  buf_printf(&deeper, "%s    ", indent);
  const char *inner = buf_done(&deeper).p;
  for (uint32_t m = 0; m < group->count; m++) {
    uint32_t member = network->input->members[group->first + m];
    steps part = {0};
    explanation_member(explainer->e, conclusion, member, &part);
    buf_printf(&explainer->out, "%s  - ", indent);
    put_titled(explainer, member);
    buf_char(&explainer->out, '\n');
    put_steps(explainer, &part, inner, depth + 1);
  }
}

static void put_steps(struct explainer *explainer, const steps *proof, const char *indent, unsigned depth) {
  const struct graph *graph = &explainer->c->graph;
  for (uint32_t i = 0; i < proof->n; i++) {
    const struct step *step = &proof->v[i];
    buf_text(&explainer->out, indent);
    if (depth == 0) {
      buf_printf(&explainer->out, "%u. ", ++explainer->steps);
    }
    words_step(graph, &explainer->c->analysis.network, step, &explainer->out);
    buf_char(&explainer->out, '\n');
    struct buf deeper;
    buf_init(&deeper, &explainer->c->arena);
    buf_printf(&deeper, "%s   ", indent);
    const char *inner = buf_done(&deeper).p;
    if (why_is_fact(step->why)) {
      put_declaration(explainer, &graph->facts[step->why], inner);
    } else if (why_is_extra(step->why)) {
      put_agreement(explainer, step->why - WHY_EXTRA, inner);
    } else if (why_is_conclusion(step->why)) {
      put_conclusion(explainer, step->why - WHY_CONCLUSION, inner, depth);
    } else {
      buf_printf(&explainer->out, "%s%s\n", inner, rule_of(step));
    }
  }
}

static void put_proof(struct explainer *explainer, const char *heading, const steps *proof) {
  buf_printf(&explainer->out, "\n%s\n", heading);
  explainer->steps = 0;
  if (proof->n == 0) {
    buf_text(&explainer->out, "  They are the same.\n");
  }
  put_steps(explainer, proof, "  ", 0);
}

static void put_bases(struct explainer *explainer) {
  static const struct {
    unsigned base;
    const char *words;
  } words[] = {
      {BASE_EQ, "equal"},
      {BASE_PP, "the first within the second"},
      {BASE_PPI, "the second within the first"},
      {BASE_PO, "partly shared, each asking for something else too"},
      {BASE_DR, "nothing in common"},
  };
  buf_text(&explainer->out, "Still possible: ");
  const char *separator = "";
  for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
    if ((explainer->e->known.bases & words[i].base) != 0) {
      buf_printf(&explainer->out, "%s%s", separator, words[i].words);
      separator = "; ";
    }
  }
  buf_text(&explainer->out, ".\n");
}

static void put_declared(struct explainer *explainer) {
  static const char *const notes[] = {
      [STANDING_CHAINS] = "",
      [STANDING_DISPUTED] = " (disputed: part of a conflict, so nothing rests on it)",
      [STANDING_SUPPORT] = " (support: counted for this pair, and never chained)",
      [STANDING_OWN_PAIR] = " (counted for this pair only: its mapping or its rationale does not chain)",
  };
  const struct graph *graph = &explainer->c->graph;
  const struct explanation *e = explainer->e;
  buf_text(&explainer->out, e->declared.n > 0 ? "\nDeclared of this pair:\n" : "");
  for (uint32_t i = 0; i < e->declared.n; i++) {
    const struct graph_fact *fact = &graph->facts[e->declared.v[i]];
    struct str words = words_fact(graph, fact, &explainer->c->arena);
    buf_printf(&explainer->out, "  %.*s%s\n", STR_ARG(words), notes[fact_standing(fact)]);
    put_declaration(explainer, fact, "     ");
  }
}

static void put_together(struct explainer *explainer) {
  const struct graph *graph = &explainer->c->graph;
  const struct explanation *e = explainer->e;
  buf_text(&explainer->out, e->together.n > 0 ? "\nNamed only together with others:\n" : "");
  for (uint32_t i = 0; i < e->together.n; i++) {
    const struct graph_fact *fact = &graph->facts[e->together.v[i]];
    struct str words = words_fact(graph, fact, &explainer->c->arena);
    buf_printf(&explainer->out, "  %.*s\n", STR_ARG(words));
    put_declaration(explainer, fact, "     ");
  }
}

static void put_verdict(struct explainer *explainer) {
  const struct pair_knowledge *known = &explainer->e->known;
  struct buf *out = &explainer->out;
  put_control(explainer, explainer->e->x);
  put_control(explainer, explainer->e->y);
  buf_char(out, '\n');
  if (known->in && known->holds) {
    buf_text(out, "Proved: they are equal (equal-to).\n");
  } else if (known->in) {
    buf_printf(out, "Proved: the first is part of the second%s.\n",
               known->not_held ? ", which asks for more (subset-of)" : "; whether the second asks for more is open");
  } else if (known->holds) {
    buf_printf(out, "Proved: the second is part of the first%s.\n",
               known->not_in ? ", which asks for more (superset-of)" : "; whether the first asks for more is open");
  } else if (known->apart) {
    buf_text(out, "Proved: they have nothing in common (no-relationship).\n");
  } else if (known->overlaps && known->not_in && known->not_held) {
    buf_text(out, "Proved: they share something, and each asks for something else too (intersects-with).\n");
  } else if (known->overlaps) {
    buf_text(out, "Proved: they share something (intersects-with). Whether one holds the other is open.\n");
  } else if (known->related) {
    buf_text(out, "Said to belong together (related-to), and no more: nothing is proved of what they share.\n");
  } else {
    buf_text(out, "Nothing is proved of this pair.\n");
  }
  put_bases(explainer);
}

static void put_proofs(struct explainer *explainer) {
  static const char *const headings[] = {
      [CLAIM_IN] = "The first is part of the second:",
      [CLAIM_HOLDS] = "The second is part of the first:",
      [CLAIM_APART] = "They have nothing in common:",
      [CLAIM_OVERLAPS] = "They share something:",
      [CLAIM_RELATED] = "They are said to belong together:",
      [CLAIM_NOT_IN] = "Not all of the first is in the second:",
      [CLAIM_NOT_HELD] = "Not all of the second is in the first:",
      [CLAIM_UNEQUAL] = "They are not equal:",
  };
  for (unsigned i = 0; i < explainer->e->proof_count; i++) {
    const struct explained_proof *proof = &explainer->e->proofs[i];
    if (proof->refutes) {
      buf_printf(&explainer->out, "\n%s\n", headings[proof->claim]);
      put_refutation(explainer, proof);
    } else {
      put_proof(explainer, headings[proof->claim], &proof->steps);
    }
  }
}

/* The way that a careless chain would take, with the step that may not be gone. */
static bool put_blocked(struct explainer *explainer) {
  struct cw_compilation *c = explainer->c;
  const struct explanation *e = explainer->e;
  steps way = {0};
  if (!find_blocked_way(c, e->x, e->y, &way)) {
    return false;
  }
  buf_text(&explainer->out, "\nA chain leads from one to the other, but it is blocked:\n");
  for (uint32_t i = 0; i < way.n; i++) {
    buf_printf(&explainer->out, "  %u. ", i + 1);
    words_step(&c->graph, &c->analysis.network, &way.v[i], &explainer->out);
    buf_char(&explainer->out, '\n');
    const char *reason = why_is_fact(way.v[i].why) ? blocked_reason(c, way.v[i].why) : NULL;
    if (why_is_fact(way.v[i].why)) {
      put_declaration(explainer, &c->graph.facts[way.v[i].why], "     ");
    }
    if (reason != NULL) {
      buf_printf(&explainer->out, "     blocked here: %s\n", reason);
    }
  }
  return true;
}

static bool is_disputed(const struct explanation *e) {
  for (uint32_t i = 0; i < e->declared.n; i++) {
    if ((e->c->graph.facts[e->declared.v[i]].flags & FACT_DISPUTED) != 0) {
      return true;
    }
  }
  return false;
}

static void put_hub(struct explainer *explainer) {
  const struct graph *graph = &explainer->c->graph;
  const struct explanation *e = explainer->e;
  uint32_t hub = e->hub;
  if (is_disputed(e)) {
    buf_text(&explainer->out,
             "\nWhat is declared of the two is disputed: settle the conflict (crosswalk check tells it).\n");
    return;
  }
  bool blocked = put_blocked(explainer);
  if (hub == NO_INDEX) {
    buf_text(&explainer->out,
             blocked ? "\nA fact declared between the two themselves would settle it.\n"
                     : "\nNo chain of facts leads from one to the other, not even over one common control.\n");
    return;
  }
  buf_text(&explainer->out, "\nBoth overlap ");
  put_titled(explainer, hub);
  buf_text(&explainer->out,
           ",\nbut two things that overlap a third may have nothing in common: the chain ends there.\n");
  put_proof(explainer, "From the first:", &e->to_hub[0]);
  put_proof(explainer, "From the second:", &e->to_hub[1]);
  buf_text(&explainer->out, "\nAny one of these facts, if it is true, would prove that the two share something:\n  ");
  words_node(graph, hub, &explainer->out);
  buf_text(&explainer->out, " subset-of or equal-to ");
  words_node(graph, e->x, &explainer->out);
  buf_text(&explainer->out, "\n  ");
  words_node(graph, hub, &explainer->out);
  buf_text(&explainer->out, " subset-of or equal-to ");
  words_node(graph, e->y, &explainer->out);
  buf_text(&explainer->out, "\n  a relation declared between the two themselves\n");
}

static void explain_as_text(struct explanation *e, struct buf *out) {
  struct explainer explainer = {.c = e->c, .e = e};
  buf_init(&explainer.out, &e->c->arena);
  put_verdict(&explainer);
  put_declared(&explainer);
  put_together(&explainer);
  put_proofs(&explainer);
  if (!e->known.related && !e->known.apart) {
    put_hub(&explainer);
  }
  *out = explainer.out;
}

/* Whether the explanation is wanted as JSON; usage for anything but that and text. */
static enum cw_result parse_format(struct cw_compilation *c, const char *format, bool *json) {
  *json = strcmp(format, "json") == 0;
  if (!*json && strcmp(format, "text") != 0) {
    return usage(c, "an explanation is written as text or json, not as \"%s\"", format);
  }
  return CW_OK;
}

static enum cw_result write_out(struct cw_compilation *c, struct buf *out, FILE *stream) {
  struct sink *sink = sink_open_stream(&c->arena, stream);
  sink_str(sink, buf_done(out));
  return close_stream(c, sink);
}

enum cw_result cw_explain(struct cw_compilation *c, const char *a, const char *b, const char *format, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, a);
  WANT(c, b);
  WANT(c, format);
  WANT(c, stream);
  bool json = false;
  if (parse_format(c, format, &json) != CW_OK) {
    return CW_USAGE;
  }
  uint32_t x = find_control(c, a);
  uint32_t y = x != NO_INDEX ? find_control(c, b) : NO_INDEX;
  if (y == NO_INDEX) {
    return CW_USAGE;
  }
  if (torn_between(c, graph_framework_of(&c->graph, x), graph_framework_of(&c->graph, y))) {
    return cw_status(c); /* what is missing may be the proof */
  }
  struct explanation *e = explanation_of(c, x, y);
  struct buf out;
  buf_init(&out, &c->arena);
  if (json) {
    explanation_json(e, &out);
  } else {
    explain_as_text(e, &out);
  }
  return write_out(c, &out, stream);
}

static unsigned possible_or_zero(struct cw_compilation *c, const char *a, const char *b) {
  if (c->out_of_memory || setjmp(c->guard.jump) != 0) {
    c->out_of_memory = true;
    return 0;
  }
  if (a == NULL || b == NULL || !comes_after(c, "cw_possible")) {
    return 0;
  }
  uint32_t x = find_control(c, a);
  uint32_t y = x != NO_INDEX ? find_control(c, b) : NO_INDEX;
  if (y == NO_INDEX) {
    return 0;
  }
  struct walk walk;
  walk_init(&walk, &c->analysis.network, &c->arena);
  return walk_pair(&walk, x, y).bases;
}

unsigned cw_possible(struct cw_compilation *c, const char *a, const char *b) {
  return possible_or_zero(c, a, b);
}

static void finding_as_json(const struct finding_info *info, const struct finding_example *example,
                            const char *severity, struct buf *out) {
  struct json json;
  json_begin(&json, json_to_buf, out);
  json_object(&json, NULL);
  json_head(&json, "finding", "crosswalk " CW_VERSION);
  json_text(&json, "name", info->name);
  json_text(&json, "severity", severity);
  json_text(&json, "meaning", info->meaning);
  json_text(&json, "mend", info->mend);
  if (example->bad != NULL) {
    json_text(&json, "why", example->why);
    json_text(&json, "example", example->bad);
    json_text(&json, "better", example->good);
  }
  json_end(&json);
}

/* What was meant by a name that is none: one of a family, or one that is nearly the same. */
static enum cw_result no_finding(struct cw_compilation *c, const char *name) {
  struct buf family;
  buf_init(&family, &c->arena);
  for (int code = 0; code < FINDING_CODES; code++) {
    if (finding_matches((enum finding_code)code, str_from(name))) {
      buf_printf(&family, "%s%s", family.n > 0 ? ", " : "", finding_catalogue[code].name);
    }
  }
  if (family.n > 0) {
    return usage(c, "\"%s\" is a family of findings: %s", name, buf_done(&family).p);
  }
  const char *nearest = nearest_finding(str_from(name));
  if (nearest != NULL) {
    return usage(c, "there is no finding \"%s\"; did you mean %s?", name, nearest);
  }
  return usage(c, "there is no finding \"%s\"; crosswalk-findings(7) lists them", name);
}

/* Lines of an example, set off from the words. */
static void put_lines(struct buf *out, const char *title, const char *text) {
  buf_printf(out, "\n%s\n\n", title);
  for (const char *at = text; *at != '\0';) {
    size_t n = strcspn(at, "\n");
    buf_text(out, "    ");
    buf_bytes(out, at, n);
    buf_char(out, '\n');
    at += n + (at[n] == '\n' ? 1 : 0);
  }
}

static void finding_as_text(const struct finding_info *info, const struct finding_example *example,
                            const char *severity, struct buf *out) {
  buf_printf(out, "%s (%s)\n\n%s\n", info->name, severity, info->meaning);
  if (example->why != NULL) {
    buf_printf(out, "\nWhy it matters: %s\n", example->why);
  }
  buf_printf(out, "\nHow to fix it: %s\n", info->mend);
  if (example->bad != NULL) {
    put_lines(out, "For example:", example->bad);
    put_lines(out, "Better:", example->good);
  }
}

enum cw_result cw_explain_finding(struct cw_compilation *c, const char *name, const char *format, FILE *stream) {
  ENTER(c);
  WANT(c, name);
  WANT(c, format);
  WANT(c, stream);
  bool json = false;
  int code = finding_find(str_from(name));
  if (code < 0) {
    return no_finding(c, name);
  }
  if (parse_format(c, format, &json) != CW_OK) {
    return CW_USAGE;
  }
  const struct finding_info *info = &finding_catalogue[code];
  const char *severity = severity_words[info->severity];
  struct buf out;
  buf_init(&out, &c->arena);
  if (json) {
    finding_as_json(info, &finding_examples[code], severity, &out);
  } else {
    finding_as_text(info, &finding_examples[code], severity, &out);
  }
  return write_out(c, &out, stream);
}
