/* Finding the counterparts of the old edition's controls in the new one. */
#include "migrate/prospects.h"

#include "base/search.h"
#include "migrate/relation.h"

#include <stdlib.h>

static int by_old_and_new(const void *a, const void *b) {
  const struct naming *x = a;
  const struct naming *y = b;
  return x->old != y->old ? (x->old < y->old ? -1 : 1) : (x->new > y->new) - (x->new < y->new);
}

/* The controls that a node is made of: itself, or the members of a union. */
static const uint32_t *controls_of(const struct graph *graph, const uint32_t *node, uint32_t *count) {
  if (!graph_is_union(graph, *node)) {
    *count = 1;
    return node;
  }
  const struct graph_union *whole = &graph->unions.v[*node - graph->control_count];
  *count = whole->count;
  return graph->members.v + whole->first;
}

static void add_naming(struct prospecting *prospecting, struct naming naming) {
  vec_push(prospecting->arena, &prospecting->named, naming);
}

/* Controls that followed a withdrawn one, itself the first. Documents of strangers may name any number: a few are enough. */
enum { MOST_SUCCESSORS = 64 };
struct succession {
  uint32_t nodes[MOST_SUCCESSORS];
  uint32_t count;
};

static void add_successor(struct succession *succession, uint32_t node) {
  for (uint32_t i = 0; i < succession->count; i++) {
    if (succession->nodes[i] == node) {
      return;
    }
  }
  if (node != NO_INDEX && succession->count < MOST_SUCCESSORS) {
    succession->nodes[succession->count++] = node;
  }
}

/* Adds what the framework says took the place of the control. */
static void add_replacements(const struct graph *graph, uint32_t node, struct succession *succession) {
  const struct graph_control *control = &graph->controls[node];
  const struct decl_framework *declared = graph->frameworks.v[control->framework].declared;
  if (control->declaration == NO_INDEX) {
    return;
  }
  const struct decl_control *withdrawn = &declared->controls.v[control->declaration];
  for (uint32_t i = 0; i < withdrawn->replacement_count && i < MOST_SUCCESSORS; i++) {
    struct str ref = declared->replacements.v[withdrawn->first_replacement + i].ref;
    add_successor(succession, graph_find_reference(graph, control->framework, ref));
  }
}

/* What is withdrawn has its successors named in its stead, and those of successors that are withdrawn themselves. */
static void note_pair(struct prospecting *prospecting, struct naming naming) {
  const struct graph *graph = prospecting->analysis->graph;
  if (!graph->controls[naming.new].withdrawn) {
    add_naming(prospecting, naming);
    return;
  }
  struct succession succession = {.nodes = {naming.new}, .count = 1};
  naming.withdrawn = true;
  naming.new = NO_INDEX;
  add_naming(prospecting, naming);
  for (uint32_t i = 0; i < succession.count; i++) {
    if (graph->controls[succession.nodes[i]].withdrawn) {
      add_replacements(graph, succession.nodes[i], &succession);
    } else {
      naming.new = succession.nodes[i];
      add_naming(prospecting, naming);
    }
  }
}

/* Of several for several nobody knows which belongs to which. */
static void note_fact(struct prospecting *prospecting, const struct reading *read) {
  uint32_t counts[2];
  const uint32_t *olds = controls_of(prospecting->analysis->graph, &read->x, &counts[0]);
  const uint32_t *news = controls_of(prospecting->analysis->graph, &read->y, &counts[1]);
  if (read->relation == REL_NONE || (counts[0] > 1 && counts[1] > 1)) {
    return;
  }
  for (uint32_t i = 0; i < counts[0]; i++) {
    for (uint32_t k = 0; k < counts[1]; k++) {
      note_pair(prospecting, (struct naming){.old = olds[i], .new = news[k], .said = 1U << read->relation});
    }
  }
}

/* One that is named itself as well as in the stead of another counts as named. */
static void drop_copies(struct prospecting *prospecting) {
  struct naming *named = prospecting->named.v;
  uint32_t kept = 0;
  if (prospecting->named.n > 1) {
    qsort(named, prospecting->named.n, sizeof *named, by_old_and_new);
  }
  for (uint32_t i = 0; i < prospecting->named.n; i++) {
    if (kept == 0 || by_old_and_new(&named[kept - 1], &named[i]) != 0) {
      named[kept++] = named[i];
    } else {
      named[kept - 1].withdrawn = named[kept - 1].withdrawn && named[i].withdrawn;
      named[kept - 1].said |= named[i].said;
    }
  }
  prospecting->named.n = kept;
}

void prospecting_init(struct prospecting *prospecting, const struct analysis *analysis, uint32_t old, uint32_t new,
                      struct arena *arena) {
  const struct graph *graph = analysis->graph;
  *prospecting = (struct prospecting){.analysis = analysis, .arena = arena, .old = old};
  walk_init(&prospecting->walk, &analysis->network, arena);
  size_t count = (size_t)graph->frameworks.v[old].count + 1;
  prospecting->known = arena_zalloc(arena, count * sizeof *prospecting->known);
  const struct pair_facts *pair = analysis_pair(analysis, old, new);
  for (uint32_t i = 0; pair != NULL && i < pair->count; i++) {
    struct reading read = analysis_read(graph, &graph->facts[pair->facts[i]], old);
    note_fact(prospecting, &read);
  }
  drop_copies(prospecting);
}

/* The first line that names a counterpart of the control, or of one behind it. */
static uint32_t first_naming(const struct prospecting *prospecting, uint32_t control) {
  return search_first(struct naming, prospecting->named.v, prospecting->named.n, old, control);
}

static const struct prospects *work_out(struct prospecting *prospecting, uint32_t control) {
  struct prospects *prospects = arena_zalloc(prospecting->arena, sizeof *prospects);
  uint32_t first = first_naming(prospecting, control);
  uint32_t end = first;
  while (end < prospecting->named.n && prospecting->named.v[end].old == control) {
    end++;
  }
  struct prospect *list = arena_alloc(prospecting->arena, ((size_t)(end - first) + 1) * sizeof *list);
  for (uint32_t i = first; i < end; i++) {
    uint32_t new = prospecting->named.v[i].new;
    prospects->withdrawn = prospecting->named.v[i].withdrawn && (i == first || prospects->withdrawn);
    if (new != NO_INDEX) {
      unsigned link = walk_pair(&prospecting->walk, control, new).bases;
      list[prospects->count++] = (struct prospect){.node = new, .link = link, .said = prospecting->named.v[i].said};
    }
  }
  prospects->v = list;
  return prospects;
}

const struct prospects *prospects_of(struct prospecting *prospecting, uint32_t control) {
  const struct graph_framework *old = &prospecting->analysis->graph->frameworks.v[prospecting->old];
  const struct prospects **known = &prospecting->known[control - old->first];
  if (*known == NULL) {
    *known = work_out(prospecting, control);
  }
  return *known;
}

uint32_t prospects_equal(const struct prospects *prospects) {
  for (uint32_t i = 0; i < prospects->count; i++) {
    if (link_is_equal(prospects->v[i].link)) {
      return prospects->v[i].node;
    }
  }
  return NO_INDEX;
}

struct str prospects_ids(const struct prospects *prospects, const struct graph *graph, struct arena *arena) {
  struct buf ids;
  buf_init(&ids, arena);
  for (uint32_t i = 0; i < prospects->count; i++) {
    buf_text(&ids, i > 0 ? " " : "");
    buf_str(&ids, graph->controls[prospects->v[i].node].id);
  }
  return buf_done(&ids);
}
