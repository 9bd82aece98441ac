/* Suggestions for ids of controls. Every step looks at all controls of the framework and takes what fits best; a control is
 * taken before a heading, and where three fit equally well nothing is said. */
#include "link/suggest.h"

/* Those that fit best so far: the smaller the rank the better. */
struct best {
  unsigned rank;
  uint32_t count;
  uint32_t nodes[2];
};

static void consider(const struct graph *graph, struct best *best, uint32_t node, unsigned rank) {
  rank = rank * 2 + (graph->controls[node].group ? 1 : 0);
  if (best->count == 0 || rank < best->rank) {
    *best = (struct best){.rank = rank, .count = 1, .nodes = {node, NO_INDEX}};
  } else if (rank == best->rank) {
    if (best->count < 2) {
      best->nodes[best->count] = node;
    }
    best->count++;
  }
}

static struct suggestion conclude(const struct best *best, enum suggestion_kind kind) {
  if (best->count == 0 || best->count > 2) {
    return (struct suggestion){.kind = SUGGEST_NOTHING};
  }
  return (struct suggestion){.kind = kind, .count = best->count, .nodes = {best->nodes[0], best->nodes[1]}};
}

static struct str label_of(const struct graph *graph, uint32_t node) {
  struct str label = graph_label(graph, node);
  return str_eq(label, graph->controls[node].id) ? (struct str){.n = 0} : label;
}

static bool folds_to(struct str text, enum fold how, struct str wanted) {
  char room[FOLD_BYTES];
  return text.n > 0 && str_eq(fold_id(text, how, room), wanted);
}

struct suggestion suggest_writing(const struct graph *graph, uint32_t framework, struct str id, enum fold how,
                                  bool withdrawn) {
  const struct graph_framework *owner = &graph->frameworks.v[framework];
  struct best best = {.count = 0};
  char room[FOLD_BYTES];
  struct str wanted = fold_id(id, how, room);
  for (uint32_t node = owner->first; node < owner->first + owner->count && wanted.n > 0; node++) {
    if (graph->controls[node].withdrawn == withdrawn &&
        (folds_to(graph->controls[node].id, how, wanted) || folds_to(label_of(graph, node), how, wanted))) {
      consider(graph, &best, node, 0);
    }
  }
  return conclude(&best, SUGGEST_WRITING);
}

/* True if `whole` ends with `end` as a word of its own: 5.10 in A.5.10. */
static bool ends_with(struct str whole, struct str end) {
  uint32_t before = whole.n > end.n ? whole.n - end.n : 0;
  return before > 0 && end.n > 1 && memcmp(whole.p + before, end.p, end.n) == 0 &&
         strchr(".-: (", whole.p[before - 1]) != NULL;
}

/* What stands before the id was left out, or is too much: "ISO A.5.1", "5.15". */
static struct suggestion suggest_prefix(const struct graph *graph, uint32_t framework, struct str id) {
  enum { LONGEST = 256 };
  const struct graph_framework *owner = &graph->frameworks.v[framework];
  struct best best = {.count = 0};
  for (uint32_t node = owner->first; node < owner->first + owner->count; node++) {
    const struct graph_control *control = &graph->controls[node];
    if (!control->withdrawn && (ends_with(control->id, id) || ends_with(id, control->id))) {
      /* Of several that end the id the longest is meant. */
      bool whole = control->id.n < id.n;
      consider(graph, &best, node, whole ? LONGEST - control->id.n % LONGEST : 0);
    }
  }
  return conclude(&best, SUGGEST_PREFIX);
}

/* The id that a spreadsheet turned into this one: a trailing zero of the last number was lost (5.10 became 5.1). */
static struct suggestion suggest_zero(const struct graph *graph, uint32_t framework, struct str id) {
  char longer[160];
  if (id.n == 0 || id.n + 2 > sizeof longer || id.p[id.n - 1] < '0' || id.p[id.n - 1] > '9') {
    return (struct suggestion){.kind = SUGGEST_NOTHING};
  }
  memcpy(longer, id.p, id.n);
  longer[id.n] = '0';
  uint32_t node = graph_find_control(graph, framework, (struct str){.p = longer, .n = id.n + 1});
  return node != NO_INDEX ? (struct suggestion){.kind = SUGGEST_ZERO, .count = 1, .nodes = {node, NO_INDEX}}
                          : (struct suggestion){.kind = SUGGEST_NOTHING};
}

static struct suggestion suggest_edits(const struct graph *graph, uint32_t framework, struct str id) {
  const struct graph_framework *owner = &graph->frameworks.v[framework];
  unsigned limit = id.n < 2 ? 0 : id.n <= 3 ? 1 : 2; /* half of an id rewritten is another id */
  struct best best = {.count = 0};
  for (uint32_t node = owner->first; node < owner->first + owner->count; node++) {
    unsigned distance = graph->controls[node].withdrawn ? limit + 1 : str_distance(graph->controls[node].id, id, limit);
    if (distance <= limit) {
      limit = distance; /* what is further away no longer matters */
      consider(graph, &best, node, distance);
    }
  }
  return conclude(&best, SUGGEST_EDITS);
}

struct suggestion suggest_near(const struct graph *graph, uint32_t framework, struct str id) {
  struct suggestion found = suggest_prefix(graph, framework, id);
  if (found.count == 0) {
    found = suggest_zero(graph, framework, id);
  }
  return found.count > 0 ? found : suggest_edits(graph, framework, id);
}
