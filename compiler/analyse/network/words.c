/* The words for relations, facts and steps. */
#include "analyse/network/words.h"

/* Of a union so many members are named: a proof says the union twice for each step. */
enum { MOST_NAMED = 12 };

void words_node(const struct graph *graph, uint32_t node, struct buf *out) {
  if (!graph_is_union(graph, node)) {
    const struct graph_control *control = &graph->controls[node];
    buf_str(out, graph->frameworks.v[control->framework].id);
    buf_char(out, ':');
    buf_str(out, control->id);
    return;
  }
  const struct graph_union *group = &graph->unions.v[node - graph->control_count];
  uint32_t named = group->count <= MOST_NAMED ? group->count : MOST_NAMED;
  buf_char(out, '{');
  for (uint32_t m = 0; m < named; m++) {
    const struct graph_control *control = &graph->controls[graph->members.v[group->first + m]];
    if (m == 0) {
      buf_str(out, graph->frameworks.v[control->framework].id);
    }
    buf_text(out, m == 0 ? ":" : ", ");
    buf_str(out, control->id);
  }
  if (named < group->count) {
    buf_printf(out, ", ... %u more", group->count - named);
  }
  buf_char(out, '}');
}

const char *words_relation(enum relation relation) {
  switch (relation) {
    case REL_EQUAL:
    case REL_EQUIVALENT:
      return "equals";
    case REL_SUBSET:
      return "is part of";
    case REL_SUPERSET:
      return "holds";
    case REL_INTERSECTS:
      return "intersects";
    case REL_RELATED:
      return "is related to";
    case REL_NONE:
      return "has nothing in common with";
    case REL_SUPPORTS:
      return "supports";
    case REL_SUPPORTED_BY:
      return "is supported by";
    default:
      return "is contrary to";
  }
}

static void put_token(struct buf *out, const char *token) {
  if (token[0] != '\0') {
    buf_text(out, ", ");
    buf_text(out, token);
  }
}

void words_mapping(const struct graph *graph, const struct graph_fact *fact, struct buf *out) {
  const struct graph_mapping *mapping = &graph->mappings.v[fact->mapping];
  const struct decl_mapping *declared = mapping->declared;
  buf_str(out, mapping->id);
  if (declared->publisher.n > 0) {
    buf_text(out, ", ");
    buf_str(out, declared->publisher);
  }
  put_token(out, vocabulary_token(&vocabulary_authority, declared->authority));
  put_token(out, vocabulary_token(&vocabulary_method, fact->method));
  put_token(out, vocabulary_token(&vocabulary_status, declared->status));
}

static void put_verb(struct buf *out, const char *verb) {
  buf_char(out, ' ');
  buf_text(out, verb);
  buf_char(out, ' ');
}

struct str words_fact(const struct graph *graph, const struct graph_fact *fact, struct arena *arena) {
  struct buf out;
  buf_init(&out, arena);
  words_node(graph, fact->source, &out);
  put_verb(&out, words_relation((enum relation)fact->relation));
  words_node(graph, fact->target, &out);
  return buf_done(&out);
}

/* The verb of a step that a fact allows: an equality is an equality whichever way it is gone. */
static const char *step_verb(const struct graph *graph, const struct step *step) {
  if (step->kind == STEP_NOT_IN) {
    return "is not wholly in";
  }
  if (step->kind == STEP_OVERLAP || step->kind == STEP_RELATED || step->kind == STEP_APART) {
    return words_relation((enum relation)graph->facts[step->why].relation);
  }
  enum relation relation = (enum relation)graph->facts[step->why].relation;
  if (relation == REL_EQUAL || relation == REL_EQUIVALENT) {
    return words_relation(relation);
  }
  return step->kind == STEP_UP ? "is part of" : "holds";
}

/* What is concluded: of each member of a union, or in every case that can be. */
static const char *conclusion_verb(const struct network *network, const struct step *step) {
  bool by_cases = step->why - WHY_CONCLUSION >= network->by_unions;
  switch (step->kind) {
    case STEP_APART:
      return "has, member by member, nothing in common with";
    case STEP_OVERLAP:
      return "shares, in every case, something with";
    case STEP_UP:
      return by_cases ? "lies, in every case, in" : "lies, member by member, in";
    default:
      return by_cases ? "holds, in every case, all of" : "holds every member of";
  }
}

/* The mappings whose statements are disputed and agree on this much. */
static void put_agreeing(const struct graph *graph, const struct network_input *input, uint32_t number,
                         struct buf *out) {
  const struct network_claim *claim = &input->extra[number];
  for (uint32_t i = 0; i < claim->rest_count; i++) {
    buf_text(out, i == 0 ? " [" : "; ");
    words_mapping(graph, &graph->facts[input->rests[claim->first_of_rests + i]], out);
  }
  buf_text(out, claim->rest_count > 0 ? ": disputed, but they agree on this much]" : "");
}

void words_source(const struct graph *graph, const struct network *network, uint32_t why, struct buf *out) {
  if (why_is_fact(why)) {
    buf_text(out, " [");
    words_mapping(graph, &graph->facts[why], out);
    buf_char(out, ']');
  } else if (why_is_extra(why)) {
    put_agreeing(graph, network->input, why - WHY_EXTRA, out);
  }
}

void words_step(const struct graph *graph, const struct network *network, const struct step *step, struct buf *out) {
  words_node(graph, step->from, out);
  const char *verb = NULL;
  if (why_is_fact(step->why)) {
    verb = step_verb(graph, step);
  } else if (why_is_extra(step->why)) {
    verb = step->kind == STEP_UP        ? "is part of"
           : step->kind == STEP_DOWN    ? "holds"
           : step->kind == STEP_OVERLAP ? "shares something with"
                                        : "has nothing in common with";
  } else if (step->why == WHY_PARENT) {
    verb = step->kind == STEP_UP ? "belongs to" : "contains";
  } else if (step->why == WHY_MEMBER) {
    verb = step->kind == STEP_UP ? "is one of" : "includes";
  } else {
    verb = conclusion_verb(network, step);
  }
  put_verb(out, verb);
  words_node(graph, step->to, out);
}

/* ---- arguments by cases ---- */

static void put_members(const struct graph *graph, const struct network *network, uint32_t node, struct buf *out) {
  const struct network_union *group = &network->input->unions[network->input->union_of[node]];
  for (uint32_t m = 0; m < group->count; m++) {
    buf_text(out, m == 0 ? "" : m + 1 == group->count ? " and " : ", ");
    words_node(graph, network->input->members[group->first + m], out);
  }
}

/* How the reason for a line is said: by itself, of all members of a union, of what holds in every case, or as a mere
 * supposition. */
enum manner { BY_ITSELF, BY_MEMBERS, BY_CASES, BY_SUPPOSITION };

static enum manner manner_of(const struct network *network, uint32_t why) {
  return why == NO_INDEX                             ? BY_SUPPOSITION
         : !why_is_conclusion(why)                   ? BY_ITSELF
         : why - WHY_CONCLUSION < network->by_unions ? BY_MEMBERS
                                                     : BY_CASES;
}

static void put_line_words(const struct graph *graph, const char *before, uint32_t node, const char *between,
                           uint32_t other, struct buf *out) {
  buf_text(out, before);
  words_node(graph, node, out);
  buf_text(out, between);
  if (other != NO_INDEX) {
    words_node(graph, other, out);
  }
}

void words_line(const struct graph *graph, const struct network *network, const struct question_line *line,
                struct buf *out) {
  static const char *const holding[] = {", which holds ", ", which holds every member of ",
                                        ", which holds, in every case, all of ", ", as is supposed of all of "};
  static const char *const lying[] = {", because it is part of ", ", because every member of it is part of ",
                                      ", because it lies, in every case, in ",
                                      ", because all of it is supposed to be in "};
  enum manner manner = manner_of(network, line->why);
  switch (line->rule) {
    case LINE_GIVEN:
      put_line_words(graph, line->holds ? "it is in " : "it is not in ", line->node, "", NO_INDEX, out);
      break;
    case LINE_SUPPOSE_IN:
      put_line_words(graph, "suppose that all of ", line->other, " is in ", line->node, out);
      break;
    case LINE_SUPPOSE:
      put_line_words(graph, "suppose it is in ", line->node, "", NO_INDEX, out);
      break;
    case LINE_OTHERWISE:
      put_line_words(graph, "suppose it is not in ", line->node, "", NO_INDEX, out);
      break;
    case LINE_IN:
      put_line_words(graph, "so it is in ", line->node, holding[manner], line->other, out);
      break;
    case LINE_NOT_IN:
      put_line_words(graph, "not ", line->node, lying[manner], line->other, out);
      break;
    case LINE_APART:
      put_line_words(graph, "not ", line->node,
                     manner == BY_ITSELF ? ", because it has nothing in common with "
                                         : ", because it has, member by member, nothing in common with ",
                     line->other, out);
      break;
    case LINE_LEFT:
      buf_text(out, "one of ");
      put_members(graph, network, line->other, out);
      put_line_words(graph, ": so ", line->node, "", NO_INDEX, out);
      break;
    case LINE_NONE_LEFT:
      put_line_words(graph, "not ", line->node, ", of which no member is left", NO_INDEX, out);
      break;
    case LINE_SUPPOSED:
      put_line_words(graph, "suppose ", line->node, ", one of ", line->other, out);
      break;
    default:
      put_line_words(graph, "which cannot be: ", line->node, line->holds ? " was excluded" : " was needed", NO_INDEX,
                     out);
      break;
  }
  if (line->why != NO_INDEX) {
    words_source(graph, network, line->why, out);
  }
}
