/* What coverage rests on, in words and as rows that nobody declared. */
#include "report/answers.h"

#include "base/search.h"

#include <stdlib.h>

/* ---- in words ---- */

void put_answer(const struct reporter *reporter, const struct answer *answer, struct buf *out) {
  for (uint32_t i = 0; i < answer->count; i++) {
    buf_text(out, i > 0 ? "+" : "");
    put_id(reporter, reporter->answer_nodes.v[answer->first + i], out);
  }
}

struct str answer_ids(const struct reporter *reporter) {
  struct buf out;
  if (reporter->answers.n == 0) {
    return STR("");
  }
  buf_init(&out, reporter->arena);
  for (uint32_t i = 0; i < reporter->answers.n; i++) {
    buf_text(&out, i > 0 ? " " : "");
    put_answer(reporter, &reporter->answers.v[i], &out);
  }
  return buf_done(&out);
}

/* ---- rows ---- */

/* Whether an implied row of two counted controls, or of an open framework, shows the pair anyway. */
static bool stands_in_table(const struct reporter *reporter, uint32_t node) {
  const struct graph *graph = reporter->analysis->graph;
  if (graph_is_union(graph, node) || graph->controls[node].group) {
    return false;
  }
  return graph->controls[node].counted || graph->frameworks.v[graph->controls[node].framework].declared->open;
}

/* A way, read from its other end. */
static const struct step *reversed(const struct reporter *reporter, const struct step *there, uint32_t count) {
  struct step *way = arena_alloc(reporter->arena, (size_t)count * sizeof *way);
  for (uint32_t i = 0; i < count; i++) {
    struct step step = there[count - 1 - i];
    enum step_kind kind = step.kind == STEP_UP ? STEP_DOWN : step.kind == STEP_DOWN ? STEP_UP : step.kind;
    way[i] = (struct step){.from = step.to, .to = step.from, .why = step.why, .kind = kind};
  }
  return way;
}

static bool has_step(const steps *way, const struct step *step) {
  for (uint32_t i = 0; i < way->n; i++) {
    if (way->v[i].from == step->from && way->v[i].to == step->to && way->v[i].why == step->why) {
      return true;
    }
  }
  return false;
}

/* How the control holds each of several: what their ways have in common stands once. */
static void put_each_held(struct reporter *reporter, unsigned side, const struct answer *answer, struct buf *out) {
  steps way = {0};
  for (uint32_t i = 0; i < answer->count; i++) {
    steps one = {0};
    put_way_down(reporter, reporter->answer_nodes.v[answer->first + i], &one);
    for (uint32_t s = 0; s < one.n; s++) {
      if (!has_step(&way, &one.v[s])) {
        vec_push(reporter->arena, &way, one.v[s]);
      }
    }
  }
  if (way.n > 0) {
    buf_text(out, "; and the other way: ");
    put_steps(reporter, side == 0 ? way.v : reversed(reporter, way.v, way.n), way.n, out);
  }
}

/* "{f:A, g:B}" */
static void put_set(const struct reporter *reporter, const struct answer *answer, struct buf *out) {
  const uint32_t *nodes = reporter->answer_nodes.v + answer->first;
  const struct graph *graph = reporter->analysis->graph;
  for (uint32_t i = 0; i < answer->count; i++) {
    buf_text(out, i > 0 ? ", " : answer->count > 1 ? "{" : "");
    if (i == 0 || graph->controls[nodes[i]].framework != graph->controls[nodes[i - 1]].framework) {
      words_node(graph, nodes[i], out);
    } else {
      buf_str(out, graph->controls[nodes[i]].id);
    }
  }
  buf_text(out, answer->count > 1 ? "}" : "");
}

/* Why nothing of the node can be outside of all these. */
static void put_cases(struct reporter *reporter, unsigned side, const struct answer *answer, struct buf *out) {
  struct impossible outside = {
      .demand = {.kind = DEMAND_NODE, .x = answer->argued, .y = NO_INDEX, .why = NO_INDEX},
      .inside = NO_INDEX,
      .outside = reporter->answer_nodes.v + answer->first,
      .outside_count = answer->count,
  };
  if (side == 0) {
    words_node(reporter->analysis->graph, answer->argued, out);
    buf_text(out, " lies, in every case, in ");
    put_set(reporter, answer, out);
  } else {
    put_set(reporter, answer, out);
    buf_text(out, " holds, in every case, all of ");
    words_node(reporter->analysis->graph, answer->argued, out);
  }
  put_impossible(reporter, &outside, out);
}

static const char *several_words(enum coverage_means by, unsigned side) {
  switch (by) {
    case MEANS_OVERLAP:
      return side == 0 ? "shares something with what they hold together: " : "together they share something with it: ";
    case MEANS_CORRESPONDENCE:
      return side == 0 ? "is related to what they hold together: " : "together they are related to it: ";
    default:
      return side == 0 ? "lies wholly in what they hold together: " : "together they hold all of it: ";
  }
}

static struct str several_remarks(struct reporter *reporter, unsigned side, const struct answer *answer,
                                  enum relation relation) {
  struct buf out;
  buf_init(&out, reporter->arena);
  buf_text(&out, several_words(answer->by, side));
  bool argued = answer->argued != NO_INDEX;
  if (argued && side == 1) {
    put_cases(reporter, side, answer, &out);
    buf_text(&out, answer->way_count > 0 ? "; " : "");
  }
  put_steps(reporter, side == 0 ? answer->way : reversed(reporter, answer->way, answer->way_count), answer->way_count,
            &out);
  if (argued && side == 0) {
    buf_text(&out, answer->way_count > 0 ? "; " : "");
    put_cases(reporter, side, answer, &out);
  }
  if (relation == REL_EQUAL) {
    put_each_held(reporter, side, answer, &out);
  }
  return buf_done(&out);
}

static bool has_all_members(const struct network *network, uint32_t number, const struct node_set *held) {
  const struct network_union *group = &network->input->unions[number];
  for (uint32_t m = 0; m < group->count; m++) {
    if (!node_set_has(held, network->input->members[group->first + m])) {
      return false;
    }
  }
  return true;
}

/* Unions of which all members are among what these hold together, one with a member behind `first`. */
static void find_held_unions(const struct reporter *reporter, uint32_t first, node_list *unions) {
  const struct network *network = &reporter->analysis->network;
  const struct node_set *held = &reporter->covered;
  for (uint32_t i = first; i < held->list.n; i++) {
    uint32_t node = held->list.v[i];
    for (uint32_t e = network->up.first[node]; e < network->up.first[node + 1]; e++) {
      const struct edge *edge = &network->up.edges[e];
      uint32_t number = network->input->union_of[edge->to];
      bool member = number != NO_INDEX && (edge->why == WHY_PARENT || edge->why == WHY_MEMBER);
      if (member && !node_set_has(held, edge->to) && has_all_members(network, number, held)) {
        vec_push(reporter->tools, unions, edge->to);
      }
    }
  }
}

/* What lies in what these hold together: in one of them, or member by member, so many times. */
static const struct node_set *collect_held(struct reporter *reporter, const struct answer *answer) {
  enum { MOST_TIMES = 4 };
  const struct network *network = &reporter->analysis->network;
  struct node_set *held = &reporter->covered;
  node_list *found = &reporter->covering;
  node_set_clear(held, network->input->nodes);
  for (uint32_t i = 0; i < answer->count; i++) {
    node_set_add(held, reporter->tools, reporter->answer_nodes.v[answer->first + i]);
  }
  node_set_close(held, reporter->tools, &network->down);
  uint32_t first = 0;
  for (unsigned times = 0; times < MOST_TIMES && first < held->list.n; times++) {
    found->n = 0;
    find_held_unions(reporter, first, found);
    first = held->list.n;
    for (uint32_t i = 0; i < found->n; i++) {
      node_set_add(held, reporter->tools, found->v[i]);
    }
    node_set_close(held, reporter->tools, &network->down);
  }
  return held;
}

/* Something that lies in what these hold together is declared not to be in what holds the control; the middle walk has started
 * from it. */
static bool is_exceeded(struct reporter *reporter, const struct answer *answer) {
  const struct adjacency *not_held = &reporter->analysis->network.not_held;
  const struct node_set *above = &reporter->middle.above;
  const struct node_set *held = NULL;
  for (uint32_t i = 0; i < above->list.n; i++) {
    uint32_t node = above->list.v[i];
    for (uint32_t e = not_held->first[node]; e < not_held->first[node + 1]; e++) {
      held = held == NULL ? collect_held(reporter, answer) : held;
      if (node_set_has(held, not_held->edges[e].to)) {
        return true;
      }
    }
  }
  return false;
}

/* Equal to what several hold together where it holds each of them, too. */
static enum relation relation_to_several(struct reporter *reporter, const struct answer *answer) {
  if (answer->by != MEANS_JOINT) {
    return answer->by == MEANS_OVERLAP ? REL_INTERSECTS : REL_RELATED;
  }
  bool holds_each = true;
  bool exceeded = false;
  walk_from(&reporter->middle, reporter->node);
  walk_differences(&reporter->middle);
  for (uint32_t i = 0; i < answer->count; i++) {
    uint32_t node = reporter->answer_nodes.v[answer->first + i];
    holds_each = holds_each && node_set_has(&reporter->middle.below, node);
    exceeded = exceeded || node_set_has(&reporter->middle.exceeds, node);
  }
  exceeded = exceeded || is_exceeded(reporter, answer);
  return holds_each ? REL_EQUAL : exceeded ? REL_SUBSET : REL_INTERSECTS;
}

static void note_row(struct reporter *reporter, unsigned side, const struct answer *answer) {
  struct further_row row = {.number = reporter->further.n};
  bool several = answer->node == NO_INDEX;
  if (several) {
    enum relation relation = relation_to_several(reporter, answer);
    row.relation = side == 0 ? relation : relation_inverse(relation);
    row.remarks = several_remarks(reporter, side, answer, relation);
  } else {
    const struct way *way = side == 0 ? way_between(reporter, reporter->node, answer->node)
                                      : way_between(reporter, answer->node, reporter->node);
    row.relation = way->relation;
    row.remarks = proof_line(reporter, way);
  }
  uint32_t *nodes = arena_alloc(reporter->arena, answer->count * sizeof *nodes);
  memcpy(nodes, reporter->answer_nodes.v + answer->first, answer->count * sizeof *nodes);
  uint32_t *own = arena_alloc(reporter->arena, sizeof *own);
  *own = reporter->node;
  row.ends[side] = (struct row_end){.nodes = own, .count = 1};
  row.ends[1 - side] = (struct row_end){.nodes = nodes, .count = answer->count};
  vec_push(reporter->arena, &reporter->further, row);
}

/* Whether a declared row of the node says all that is proved of it. */
static bool is_declared(const struct reporter *reporter, uint32_t node) {
  for (uint32_t i = 0; i < reporter->opposite.n && marks_has(&reporter->says_overlap, node); i++) {
    if (reporter->opposite.v[i].node == node) {
      return is_said(reporter, &reporter->opposite.v[i]);
    }
  }
  return false;
}

void note_further_rows(struct reporter *reporter, unsigned side) {
  for (uint32_t i = 0; i < reporter->answers.n; i++) {
    const struct answer *answer = &reporter->answers.v[i];
    bool shown = answer->own || (answer->node != NO_INDEX &&
                                 (is_declared(reporter, answer->node) || stands_in_table(reporter, answer->node)));
    bool related = answer->node != NO_INDEX && marks_has(&reporter->says_related, answer->node);
    if (!shown && !related) {
      note_row(reporter, side, answer);
    }
  }
}

static int by_ends(const void *a, const void *b) {
  const struct further_row *x = a;
  const struct further_row *y = b;
  for (unsigned side = 0; side < 2; side++) {
    int order = number_order(x->ends[side].nodes, y->ends[side].nodes);
    if (order != 0) {
      return order;
    }
  }
  return number_order(&x->number, &y->number);
}

static bool is_same_end(const struct row_end *x, const struct row_end *y) {
  return x->count == y->count && memcmp(x->nodes, y->nodes, x->count * sizeof *x->nodes) == 0;
}

/* What both sides need stands once. */
void sort_further_rows(struct reporter *reporter) {
  struct further_row *rows = reporter->further.v;
  if (reporter->further.n < 2) {
    return;
  }
  qsort(rows, reporter->further.n, sizeof *rows, by_ends);
  uint32_t kept = 1;
  for (uint32_t i = 1; i < reporter->further.n; i++) {
    bool again = is_same_end(&rows[i].ends[0], &rows[kept - 1].ends[0]) &&
                 is_same_end(&rows[i].ends[1], &rows[kept - 1].ends[1]);
    if (!again) {
      rows[kept++] = rows[i];
    }
  }
  reporter->further.n = kept;
}
