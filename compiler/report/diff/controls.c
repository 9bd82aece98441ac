/* Controls: of one framework at two times, by their ids; of two editions, by what is declared between them. */
#include "report/diff/diff.h"

struct edition {
  struct diff *diff;
  const struct graph *old;
  const struct graph *new;
  uint32_t first[2];
  uint32_t count[2];
};

static const struct graph_control *control_at(const struct graph *graph, uint32_t first, uint32_t i) {
  return &graph->controls[first + i];
}

static struct str quoted_pair(struct diff *diff, struct str old, struct str new) {
  return paper_text(diff->arena, "\"%.*s\" to \"%.*s\"", STR_ARG(old), STR_ARG(new));
}

/* The statement, or an absent text where nobody gave one. */
static struct str statement_of(const struct graph *graph, uint32_t node) {
  return graph->texts != NULL ? graph->texts[node].statement : (struct str){.p = NULL};
}

static void compare_texts(struct edition *edition, uint32_t old, uint32_t new) {
  struct str before = statement_of(edition->old, old);
  struct str after = statement_of(edition->new, new);
  if (before.n > 0 && after.n > 0 && !str_eq(before, after)) {
    diff_add(edition->diff, "control", "text", edition->old->controls[old].id, edition->new->controls[new].id,
             STR("the statement has another wording"));
  }
}

static struct edition begin(struct diff *diff, uint32_t old_framework, uint32_t new_framework) {
  const struct graph *old = diff->old.analysis->graph;
  const struct graph *new = diff->new.analysis->graph;
  return (struct edition){.diff = diff,
                          .old = old,
                          .new = new,
                          .first = {old->frameworks.v[old_framework].first, new->frameworks.v[new_framework].first},
                          .count = {old->frameworks.v[old_framework].count, new->frameworks.v[new_framework].count}};
}

/* ---- one framework at two times ---- */

static struct str parent_id(const struct graph *graph, uint32_t node) {
  uint32_t parent = graph->controls[node].parent;
  return parent != NO_INDEX ? graph->controls[parent].id : STR("");
}

/* The one control with this title that is in this state only, or NO_INDEX: a number may have changed, and nothing else. */
static uint32_t only_of_title(const struct graph *graph, uint32_t framework, const struct graph *without,
                              uint32_t other_framework, struct str title) {
  uint32_t found = NO_INDEX;
  const struct graph_framework *in = &graph->frameworks.v[framework];
  for (uint32_t node = in->first; node < in->first + in->count; node++) {
    const struct graph_control *control = &graph->controls[node];
    if (str_eq(control->title, title) && graph_find_control(without, other_framework, control->id) == NO_INDEX) {
      if (found != NO_INDEX) {
        return NO_INDEX;
      }
      found = node;
    }
  }
  return found;
}

static void compare_control(struct edition *edition, uint32_t old, uint32_t new) {
  struct diff *diff = edition->diff;
  const struct graph_control *before = &edition->old->controls[old];
  const struct graph_control *after = &edition->new->controls[new];
  if (!before->withdrawn && after->withdrawn) {
    diff_add(diff, "control", "removed", before->id, STR(""), STR("withdrawn"));
    return;
  }
  if (!str_eq(before->title, after->title)) {
    diff_add(diff, "control", "renamed", before->id, after->id, quoted_pair(diff, before->title, after->title));
  }
  struct str from = parent_id(edition->old, old);
  struct str to = parent_id(edition->new, new);
  if (!str_eq(from, to)) {
    diff_add(diff, "control", "moved", before->id, after->id,
             paper_text(diff->arena, "from %.*s to %.*s", STR_ARG(from.n > 0 ? from : STR("the top")),
                        STR_ARG(to.n > 0 ? to : STR("the top"))));
  }
  compare_texts(edition, old, new);
}

void diff_framework(struct diff *diff, uint32_t old_framework, uint32_t new_framework) {
  struct edition edition = begin(diff, old_framework, new_framework);
  const struct graph *old = edition.old;
  const struct graph *new = edition.new;
  bool *taken = arena_zalloc(diff->arena, (size_t)edition.count[1] + 1); /* by new control: its old number is known */
  for (uint32_t i = 0; i < edition.count[0]; i++) {
    const struct graph_control *control = control_at(old, edition.first[0], i);
    uint32_t node = graph_find_control(new, new_framework, control->id);
    if (node != NO_INDEX) {
      compare_control(&edition, edition.first[0] + i, node);
      continue;
    }
    uint32_t same = only_of_title(new, new_framework, old, old_framework, control->title);
    bool renumbered = same != NO_INDEX &&
                      only_of_title(old, old_framework, new, new_framework, control->title) == edition.first[0] + i;
    if (renumbered) {
      taken[same - edition.first[1]] = true;
      diff_add(diff, "control", "renumbered", control->id, new->controls[same].id, control->title);
      compare_texts(&edition, edition.first[0] + i, same);
    } else {
      diff_add(diff, "control", "removed", control->id, STR(""), control->title);
    }
  }
  for (uint32_t i = 0; i < edition.count[1]; i++) {
    const struct graph_control *control = control_at(new, edition.first[1], i);
    if (!taken[i] && graph_find_control(old, old_framework, control->id) == NO_INDEX) {
      diff_add(diff, "control", "added", control->id, STR(""), control->title);
    }
  }
}

/* ---- two editions ---- */

/* What is declared between the two: for each control of a side the ones of the other, each once, in framework order. */
typedef VEC(uint32_t) node_list;
struct links {
  node_list *of[2]; /* by side and control */
};

static void add_link(struct arena *arena, node_list *list, uint32_t node) {
  uint32_t at = list->n;
  for (uint32_t i = 0; i < list->n; i++) {
    if (list->v[i] == node) {
      return;
    }
  }
  vec_push(arena, list, node);
  for (; at > 0 && list->v[at - 1] > node; at--) {
    list->v[at] = list->v[at - 1];
    list->v[at - 1] = node;
  }
}

static uint32_t members_of(const struct graph *graph, uint32_t node, const uint32_t **members, uint32_t *alone) {
  if (!graph_is_union(graph, node)) {
    *alone = node;
    *members = alone;
    return 1;
  }
  const struct graph_union *whole = &graph->unions.v[node - graph->control_count];
  *members = graph->members.v + whole->first;
  return whole->count;
}

static void add_fact(struct edition *edition, struct links *links, const struct graph_fact *fact, bool turned) {
  const uint32_t *ends[2];
  uint32_t alone[2];
  uint32_t counts[2];
  uint32_t nodes[2] = {turned ? fact->target : fact->source, turned ? fact->source : fact->target};
  for (unsigned side = 0; side < 2; side++) {
    counts[side] = members_of(edition->new, nodes[side], &ends[side], &alone[side]);
  }
  for (uint32_t i = 0; i < counts[0]; i++) {
    for (uint32_t k = 0; k < counts[1]; k++) {
      add_link(edition->diff->arena, &links->of[0][ends[0][i] - edition->first[0]], ends[1][k]);
      add_link(edition->diff->arena, &links->of[1][ends[1][k] - edition->first[1]], ends[0][i]);
    }
  }
}

static bool says_the_same_thing(const struct graph_fact *fact) {
  return fact->relation != REL_NONE && fact->relation != REL_CONTRARY && fact->relation != REL_SUPPORTS &&
         fact->relation != REL_SUPPORTED_BY && (fact->flags & FACT_COMPOSED) == 0;
}

static void gather_links(struct edition *edition, struct links *links, uint32_t old_framework, uint32_t new_framework) {
  for (unsigned side = 0; side < 2; side++) {
    links->of[side] = arena_zalloc(edition->diff->arena, ((size_t)edition->count[side] + 1) * sizeof(node_list));
  }
  const struct graph *graph = edition->new;
  for (uint32_t m = 0; m < graph->mappings.n; m++) {
    const struct graph_mapping *mapping = &graph->mappings.v[m];
    bool turned = mapping->source == new_framework && mapping->target == old_framework;
    if (!turned && !(mapping->source == old_framework && mapping->target == new_framework)) {
      continue;
    }
    for (uint32_t f = mapping->first_fact; f < mapping->first_fact + mapping->fact_count; f++) {
      if (says_the_same_thing(&graph->facts[f])) {
        add_fact(edition, links, &graph->facts[f], turned);
      }
    }
  }
}

static struct str ids_of(struct diff *diff, const struct graph *graph, const node_list *list, uint32_t but) {
  struct buf ids;
  buf_init(&ids, diff->arena);
  for (uint32_t i = 0; i < list->n; i++) {
    if (list->v[i] != but) {
      buf_text(&ids, ids.n > 0 ? " " : "");
      buf_str(&ids, graph->controls[list->v[i]].id);
    }
  }
  return buf_done(&ids);
}

static void follow_one(struct edition *edition, const struct links *links, uint32_t old, uint32_t new) {
  struct diff *diff = edition->diff;
  const struct graph_control *before = &edition->old->controls[old];
  const struct graph_control *after = &edition->new->controls[new];
  const node_list *sources = &links->of[1][new - edition->first[1]];
  if (sources->n > 1) {
    diff_add(diff, "control", "merged", before->id, after->id,
             paper_text(diff->arena, "with %.*s", STR_ARG(ids_of(diff, edition->old, sources, old))));
  } else if (!str_eq(before->id, after->id)) {
    diff_add(diff, "control", "renumbered", before->id, after->id,
             str_eq(before->title, after->title) ? before->title : quoted_pair(diff, before->title, after->title));
  } else if (!str_eq(before->title, after->title)) {
    diff_add(diff, "control", "renamed", before->id, after->id, quoted_pair(diff, before->title, after->title));
  }
  compare_texts(edition, old, new);
}

/* Nothing is declared of it: the same id and title is the same control, the same id with another title a new name. */
static uint32_t namesake(const struct edition *edition, const struct links *links, uint32_t new_framework,
                         const struct graph_control *control) {
  uint32_t node = graph_find_control(edition->new, new_framework, control->id);
  bool free = node != NO_INDEX && links->of[1][node - edition->first[1]].n == 0;
  return free && edition->new->controls[node].group == control->group ? node : (uint32_t)NO_INDEX;
}

static void follow(struct edition *edition, const struct links *links, uint32_t old, uint32_t new_framework,
                   bool *taken) {
  struct diff *diff = edition->diff;
  const struct graph_control *control = &edition->old->controls[old];
  const node_list *targets = &links->of[0][old - edition->first[0]];
  if (targets->n == 1) {
    follow_one(edition, links, old, targets->v[0]);
  } else if (targets->n > 1) {
    diff_add(diff, "control", "split", control->id, ids_of(diff, edition->new, targets, NO_INDEX), control->title);
  } else {
    uint32_t node = namesake(edition, links, new_framework, control);
    if (node == NO_INDEX) {
      diff_add(diff, "control", "removed", control->id, STR(""), control->title);
      return;
    }
    taken[node - edition->first[1]] = true;
    const struct graph_control *after = &edition->new->controls[node];
    if (after->withdrawn) {
      diff_add(diff, "control", "removed", control->id, STR(""), STR("withdrawn"));
      return;
    }
    if (!str_eq(control->title, after->title)) {
      diff_add(diff, "control", "renamed", control->id, after->id, quoted_pair(diff, control->title, after->title));
    }
    compare_texts(edition, old, node);
  }
}

void diff_editions(struct diff *diff, uint32_t old_framework, uint32_t new_framework) {
  struct edition edition = begin(diff, old_framework, new_framework);
  struct links links;
  gather_links(&edition, &links, old_framework, new_framework);
  bool *taken = arena_zalloc(diff->arena, (size_t)edition.count[1] + 1);
  for (uint32_t i = 0; i < edition.count[0]; i++) {
    if (!control_at(edition.old, edition.first[0], i)->withdrawn) {
      follow(&edition, &links, edition.first[0] + i, new_framework, taken);
    }
  }
  for (uint32_t i = 0; i < edition.count[1]; i++) {
    const struct graph_control *control = control_at(edition.new, edition.first[1], i);
    if (links.of[1][i].n == 0 && !taken[i] && !control->withdrawn) {
      diff_add(diff, "control", "added", control->id, STR(""), control->title);
    }
  }
}
