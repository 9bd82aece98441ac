/* explain as JSON: the verdict, what is declared, and the proofs step by step. */
#include "api/explanation.h"

#include "analyse/network/argument.h"
#include "analyse/network/words.h"
#include "diag/json.h"

enum { DEEPEST = 3 };

struct json_explainer {
  struct explanation *e;
  struct json json;
};

/* A control, or the union of several; the object is left open. */
static void put_node_open(struct json_explainer *explainer, const char *name, uint32_t node) {
  const struct graph *graph = &explainer->e->c->graph;
  struct json *json = &explainer->json;
  json_line(json);
  json_object(json, name);
  json_str(json, "framework", graph->frameworks.v[graph_framework_of(graph, node)].id);
  json_array(json, "ids");
  if (graph_is_union(graph, node)) {
    const struct graph_union *group = &graph->unions.v[node - graph->control_count];
    for (uint32_t m = 0; m < group->count; m++) {
      json_str(json, NULL, graph->controls[graph->members.v[group->first + m]].id);
    }
  } else {
    json_str(json, NULL, graph->controls[node].id);
  }
  json_end(json);
  if (!graph_is_union(graph, node)) {
    json_str_if(json, "title", graph->controls[node].title);
  }
}

static void put_node(struct json_explainer *explainer, const char *name, uint32_t node) {
  put_node_open(explainer, name, node);
  json_end(&explainer->json);
}

/* One of the two controls that are explained: with its texts, where they are kept. */
static void put_control(struct json_explainer *explainer, const char *name, uint32_t node) {
  const struct graph *graph = &explainer->e->c->graph;
  struct json *json = &explainer->json;
  put_node_open(explainer, name, node);
  if (graph->texts != NULL && !graph_is_union(graph, node)) {
    json_str_if(json, "statement", graph->texts[node].statement);
    json_str_if(json, "guidance", graph->texts[node].guidance);
  }
  json_end(json);
}

static const char *standing_token(const struct graph_fact *fact) {
  switch (fact_standing(fact)) {
    case STANDING_CHAINS:
      return "chains";
    case STANDING_DISPUTED:
      return "disputed";
    case STANDING_SUPPORT:
      return "support";
    default:
      return "own-pair";
  }
}

static void put_fact(struct json_explainer *explainer, const char *name, const struct graph_fact *fact) {
  struct explanation *e = explainer->e;
  struct json *json = &explainer->json;
  const struct graph *graph = &e->c->graph;
  const struct graph_mapping *mapping = &graph->mappings.v[fact->mapping];
  const struct source *source = &e->c->sources.list.v[mapping->document_source];
  json_object(json, name);
  put_node(explainer, "source", fact->source);
  json_text(json, "relation", vocabulary_token(&vocabulary_relation, fact->relation));
  put_node(explainer, "target", fact->target);
  json_str(json, "mapping", mapping->id);
  json_str_if(json, "publisher", mapping->declared->publisher);
  json_str_if(json, "authority", str_from(vocabulary_token(&vocabulary_authority, mapping->declared->authority)));
  json_str_if(json, "method", str_from(vocabulary_token(&vocabulary_method, fact->method)));
  json_str_if(json, "status", str_from(vocabulary_token(&vocabulary_status, mapping->declared->status)));
  json_text(json, "standing", standing_token(fact));
  if (fact->strength != UNSTATED_NUMBER) {
    json_number(json, "strength", fact->strength);
  }
  if (fact->confidence != UNSTATED_NUMBER) {
    json_number(json, "confidence", fact->confidence);
  }
  struct location location = {.line = 0};
  json_place(json, source->told, explanation_locate(e, fact, &location) ? &location : NULL);
  json_str_if(json, "remarks", graph_remarks(graph, fact));
  json_end(json);
}

static void put_steps(struct json_explainer *explainer, const steps *proof, unsigned depth);

/* Each member of the union with its own proof, as deep as text goes. */
static void put_members(struct json_explainer *explainer, const struct conclusion *conclusion, unsigned depth) {
  struct explanation *e = explainer->e;
  struct json *json = &explainer->json;
  const struct network *network = &e->c->analysis.network;
  const struct network_union *group = &network->input->unions[conclusion->unionised];
  json_array(json, "members");
  for (uint32_t m = 0; m < group->count; m++) {
    uint32_t member = network->input->members[group->first + m];
    json_object(json, NULL);
    put_node(explainer, "member", member);
    if (depth < DEEPEST) {
      steps part = {0};
      explanation_member(e, conclusion, member, &part);
      put_steps(explainer, &part, depth + 1);
    }
    json_end(json);
  }
  json_end(json);
}

/* What all disputed statements of two nodes agree on. */
static void put_agreement(struct json_explainer *explainer, uint32_t number) {
  struct explanation *e = explainer->e;
  const struct network_input *input = &e->c->analysis.input;
  const struct network_claim *claim = &input->extra[number];
  json_text(&explainer->json, "rule", "agreed");
  json_array(&explainer->json, "facts");
  for (uint32_t i = 0; i < claim->rest_count; i++) {
    put_fact(explainer, NULL, &e->c->graph.facts[input->rests[claim->first_of_rests + i]]);
  }
  json_end(&explainer->json);
}

/* What is left of unions, line by line. */
static void put_lines(struct json_explainer *explainer, const question_lines *lines) {
  struct cw_compilation *c = explainer->e->c;
  struct json *json = &explainer->json;
  json_array(json, "lines");
  for (uint32_t i = 0; i < lines->n; i++) {
    struct buf words;
    buf_init(&words, &c->arena);
    words_line(&c->graph, &c->analysis.network, &lines->v[i], &words);
    json_str(json, NULL, buf_done(&words));
  }
  json_end(json);
}

static void put_argument(struct json_explainer *explainer, uint32_t number) {
  struct cw_compilation *c = explainer->e->c;
  struct question question;
  question_lines lines = {0};
  question_init(&question, &c->analysis.network, &c->arena);
  argue_conclusion(&question, &c->analysis.network.conclusions.v[number], &lines);
  json_text(&explainer->json, "rule", "cases");
  put_lines(explainer, &lines);
}

static void put_reason(struct json_explainer *explainer, const struct step *step, unsigned depth) {
  struct explanation *e = explainer->e;
  struct json *json = &explainer->json;
  if (why_is_fact(step->why)) {
    json_text(json, "rule", "declared");
    put_fact(explainer, "fact", &e->c->graph.facts[step->why]);
  } else if (why_is_extra(step->why)) {
    put_agreement(explainer, step->why - WHY_EXTRA);
  } else if (why_is_conclusion(step->why) && step->why - WHY_CONCLUSION >= e->c->analysis.network.by_unions) {
    put_argument(explainer, step->why - WHY_CONCLUSION);
  } else if (why_is_conclusion(step->why)) {
    json_text(json, "rule", "union");
    put_members(explainer, &e->c->analysis.network.conclusions.v[step->why - WHY_CONCLUSION], depth);
  } else {
    json_text(json, "rule", step->why == WHY_PARENT ? "hierarchy" : "member");
  }
}

static void put_steps(struct json_explainer *explainer, const steps *proof, unsigned depth) {
  static const char *const shows[] = {
      [STEP_UP] = "in",       [STEP_DOWN] = "holds",   [STEP_OVERLAP] = "overlaps", [STEP_RELATED] = "corresponds",
      [STEP_APART] = "apart", [STEP_NOT_IN] = "not-in"};
  struct explanation *e = explainer->e;
  struct json *json = &explainer->json;
  json_array(json, "steps");
  for (uint32_t i = 0; i < proof->n; i++) {
    const struct step *step = &proof->v[i];
    struct buf words;
    buf_init(&words, &e->c->arena);
    words_step(&e->c->graph, &e->c->analysis.network, step, &words);
    json_object(json, NULL);
    put_node(explainer, "from", step->from);
    json_text(json, "shows", shows[step->kind]);
    put_node(explainer, "to", step->to);
    json_str(json, "words", buf_done(&words));
    put_reason(explainer, step, depth);
    json_end(json);
  }
  json_end(json);
}

/* One step, with what would follow if it were otherwise. */
static void put_refutation(struct json_explainer *explainer, const struct explained_proof *proof) {
  struct explanation *e = explainer->e;
  struct json *json = &explainer->json;
  bool backwards = proof->claim == CLAIM_NOT_HELD;
  question_lines lines = {0};
  struct buf words;
  buf_init(&words, &e->c->arena);
  explanation_argue(e, proof, &lines);
  explanation_words(e, proof, &words);
  json_array(json, "steps");
  json_object(json, NULL);
  put_node(explainer, "from", backwards ? e->y : e->x);
  json_text(json, "shows",
            proof->claim == CLAIM_APART     ? "apart"
            : proof->claim == CLAIM_UNEQUAL ? "unequal"
                                            : "not-in");
  put_node(explainer, "to", backwards ? e->x : e->y);
  json_str(json, "words", buf_done(&words));
  json_text(json, "rule", "impossible");
  put_lines(explainer, &lines);
  json_end(json);
  json_end(json);
}

static void put_proof(struct json_explainer *explainer, const struct explained_proof *proof) {
  static const char *const claims[] = {[CLAIM_IN] = "first-in-second",
                                       [CLAIM_HOLDS] = "second-in-first",
                                       [CLAIM_APART] = "apart",
                                       [CLAIM_OVERLAPS] = "overlap",
                                       [CLAIM_RELATED] = "correspondence",
                                       [CLAIM_NOT_IN] = "first-not-in-second",
                                       [CLAIM_NOT_HELD] = "second-not-in-first",
                                       [CLAIM_UNEQUAL] = "unequal"};
  json_object(&explainer->json, NULL);
  json_text(&explainer->json, "claim", claims[proof->claim]);
  if (proof->refutes) {
    put_refutation(explainer, proof);
  } else {
    put_steps(explainer, &proof->steps, 0);
  }
  json_end(&explainer->json);
}

static void put_hub(struct json_explainer *explainer) {
  struct explanation *e = explainer->e;
  struct json *json = &explainer->json;
  json_object(json, "hub");
  put_node(explainer, "control", e->hub);
  json_array(json, "ways");
  for (unsigned end = 0; end < 2; end++) {
    json_object(json, NULL);
    put_node(explainer, "from", end == 0 ? e->x : e->y);
    put_steps(explainer, &e->to_hub[end], 0);
    json_end(json);
  }
  json_end(json);
  json_end(json);
}

/* What is proved, one statement each, and the relation that says it best. */
static void put_verdict(struct json_explainer *explainer) {
  const struct pair_knowledge *known = &explainer->e->known;
  struct json *json = &explainer->json;
  if (known->apart || known->related) {
    enum relation relation = known->apart ? REL_NONE : known->overlaps ? relation_of_bases(known->bases) : REL_RELATED;
    json_text(json, "relation", vocabulary_token(&vocabulary_relation, relation));
  }
  json_line(json);
  json_object(json, "proved");
  json_bool(json, "first_in_second", known->in);
  json_bool(json, "second_in_first", known->holds);
  json_bool(json, "first_not_in_second", known->not_in);
  json_bool(json, "second_not_in_first", known->not_held);
  json_bool(json, "overlap", known->overlaps);
  json_bool(json, "correspondence", known->related);
  json_bool(json, "apart", known->apart);
  json_end(json);
  char words[BASES_WORDS];
  json_words(json, "possible", relation_bases_words(known->bases, words));
}

void explanation_json(struct explanation *e, struct buf *out) {
  struct json_explainer explainer = {.e = e};
  struct json *json = &explainer.json;
  json_begin(json, json_to_buf, out);
  json_object(json, NULL);
  json_head(json, "explanation", "crosswalk " CW_VERSION);
  put_control(&explainer, "first", e->x);
  put_control(&explainer, "second", e->y);
  put_verdict(&explainer);
  json_array(json, "declared");
  for (uint32_t i = 0; i < e->declared.n; i++) {
    put_fact(&explainer, NULL, &e->c->graph.facts[e->declared.v[i]]);
  }
  json_end(json);
  json_array(json, "proofs");
  for (unsigned i = 0; i < e->proof_count; i++) {
    put_proof(&explainer, &e->proofs[i]);
  }
  json_end(json);
  if (e->hub != NO_INDEX) {
    put_hub(&explainer);
  }
  json_end(json);
}
