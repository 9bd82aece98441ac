/* An explanation as JSON: the verdict, what is declared, and the proofs step by step. */
#include "output/explanation.h"

#include "diag/json.h"

static void to_sink(void *to, const char *bytes, size_t n) {
  sink_write(to, bytes, n);
}

/* A control, or the union of several; the object is left open. */
static void put_end_open(struct json *json, const char *name, const struct explained_end *end) {
  json_line(json);
  json_object(json, name);
  json_str(json, "framework", end->framework);
  json_array(json, "ids");
  for (uint32_t i = 0; i < end->id_count; i++) {
    json_str(json, NULL, end->ids[i]);
  }
  json_end(json);
  json_str_if(json, "title", end->title);
}

static void put_end(struct json *json, const char *name, const struct explained_end *end) {
  put_end_open(json, name, end);
  json_end(json);
}

/* One of the two controls that are explained: with its texts, where they are kept. */
static void put_control(struct json *json, const char *name, const struct explanation *explanation, unsigned end) {
  put_end_open(json, name, &explanation->ends[end]);
  json_str_if(json, "statement", explanation->statements[end]);
  json_str_if(json, "guidance", explanation->guidance[end]);
  json_end(json);
}

static void put_fact(struct json *json, const char *name, const struct explained_fact *fact) {
  static const char *const standings[] = {[STANDING_CHAINS] = "chains",
                                          [STANDING_DISPUTED] = "disputed",
                                          [STANDING_SUPPORT] = "support",
                                          [STANDING_OWN_PAIR] = "own-pair",
                                          [STANDING_CANDIDATE] = "candidate"};
  json_object(json, name);
  put_end(json, "source", &fact->source);
  json_text(json, "relation", vocabulary_token(&vocabulary_relation, fact->relation));
  put_end(json, "target", &fact->target);
  json_str(json, "mapping", fact->mapping);
  json_str_if(json, "publisher", fact->publisher);
  json_str_if(json, "authority", str_from(fact->authority));
  json_str_if(json, "method", str_from(fact->method));
  json_str_if(json, "status", str_from(fact->status));
  json_text(json, "standing", standings[fact->standing]);
  if (fact->strength != UNSTATED_NUMBER) {
    json_number(json, "strength", fact->strength);
  }
  if (fact->confidence != UNSTATED_NUMBER) {
    json_number(json, "confidence", fact->confidence);
  }
  json_str(json, "file", fact->file);
  if (fact->line > 0) {
    json_number(json, "line", fact->line);
    json_number(json, "column", fact->column);
    json_number(json, "end_column", fact->end_column);
  }
  json_str_if(json, "remarks", fact->remarks);
  json_end(json);
}

static void put_facts(struct json *json, const char *name, const struct explained_fact *facts, uint32_t count) {
  json_array(json, name);
  for (uint32_t i = 0; i < count; i++) {
    put_fact(json, NULL, &facts[i]);
  }
  json_end(json);
}

/* ---- proofs ---- */

static void put_steps(struct json *json, const struct explained_way *way);

/* Each member of the union with its own proof, as deep as text goes. */
static void put_members(struct json *json, const struct explained_step *step) {
  json_array(json, "members");
  for (uint32_t m = 0; m < step->member_count; m++) {
    json_object(json, NULL);
    put_end(json, "member", &step->members[m].end);
    if (!step->too_deep) {
      put_steps(json, &step->members[m].proof);
    }
    json_end(json);
  }
  json_end(json);
}

static void put_lines(struct json *json, const struct explained_step *step) {
  json_array(json, "lines");
  for (uint32_t i = 0; i < step->line_count; i++) {
    json_str(json, NULL, step->lines[i].words);
  }
  json_end(json);
}

static void put_ground(struct json *json, const struct explained_step *step) {
  static const char *const rules[] = {
      [BY_FACT] = "declared", [BY_AGREEMENT] = "agreed",    [BY_CASES] = "cases",      [BY_REFUTATION] = "impossible",
      [BY_UNION] = "union",   [BY_HIERARCHY] = "hierarchy", [BY_MEMBERSHIP] = "member"};
  json_text(json, "rule", rules[step->by]);
  if (step->by == BY_FACT) {
    put_fact(json, "fact", &step->facts[0]);
  } else if (step->by == BY_AGREEMENT) {
    put_facts(json, "facts", step->facts, step->fact_count);
  } else if (step->by == BY_CASES || step->by == BY_REFUTATION) {
    put_lines(json, step);
  } else if (step->by == BY_UNION) {
    put_members(json, step);
  }
}

static void put_steps(struct json *json, const struct explained_way *way) {
  static const char *const shows[] = {
      [STEP_UP] = "in",       [STEP_DOWN] = "holds",    [STEP_OVERLAP] = "overlaps", [STEP_RELATED] = "corresponds",
      [STEP_APART] = "apart", [STEP_NOT_IN] = "not-in", [STEP_UNEQUAL] = "unequal"};
  json_array(json, "steps");
  for (uint32_t i = 0; i < way->count; i++) {
    const struct explained_step *step = &way->steps[i];
    json_object(json, NULL);
    put_end(json, "from", &step->from);
    json_text(json, "shows", shows[step->kind]);
    put_end(json, "to", &step->to);
    json_str(json, "words", step->words);
    put_ground(json, step);
    json_end(json);
  }
  json_end(json);
}

static void put_proof(struct json *json, const struct explained_proof *proof) {
  static const char *const claims[] = {[CLAIM_IN] = "first-in-second",
                                       [CLAIM_HOLDS] = "second-in-first",
                                       [CLAIM_APART] = "apart",
                                       [CLAIM_OVERLAPS] = "overlap",
                                       [CLAIM_RELATED] = "correspondence",
                                       [CLAIM_NOT_IN] = "first-not-in-second",
                                       [CLAIM_NOT_HELD] = "second-not-in-first",
                                       [CLAIM_UNEQUAL] = "unequal"};
  json_object(json, NULL);
  json_text(json, "claim", claims[proof->claim]);
  put_steps(json, &proof->way);
  json_end(json);
}

static void put_hub(struct json *json, const struct explanation *explanation) {
  json_object(json, "hub");
  put_end(json, "control", &explanation->hub);
  json_array(json, "ways");
  for (unsigned end = 0; end < 2; end++) {
    json_object(json, NULL);
    put_end(json, "from", &explanation->ends[end]);
    put_steps(json, &explanation->to_hub[end]);
    json_end(json);
  }
  json_end(json);
  json_end(json);
}

/* What is proved, one statement each, and the relation that says it best. */
static void put_verdict(struct json *json, const struct pair_knowledge *known) {
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

void json_explanation(struct sink *sink, const struct explanation *explanation, const char *generator) {
  struct json json;
  json_begin(&json, to_sink, sink);
  json_object(&json, NULL);
  json_head(&json, "explanation", generator);
  put_control(&json, "first", explanation, 0);
  put_control(&json, "second", explanation, 1);
  put_verdict(&json, &explanation->known);
  put_facts(&json, "declared", explanation->declared, explanation->declared_count);
  json_array(&json, "proofs");
  for (unsigned i = 0; i < explanation->proof_count; i++) {
    put_proof(&json, &explanation->proofs[i]);
  }
  json_end(&json);
  if (explanation->has_hub) {
    put_hub(&json, explanation);
  }
  json_end(&json);
}
