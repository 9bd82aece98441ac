/* Facts of a mapping, by their ends; and what it says of controls without a counterpart. */
#include "report/diff/diff.h"

struct side {
  const struct graph *graph;
  const struct graph_mapping *mapping;
  struct str *keys; /* by fact, from the mapping's first on: "SOURCES TARGETS" */
  struct names names;
  uint32_t *first; /* by name: the first fact with these ends that nobody has taken, or NO_INDEX */
  uint32_t *next;  /* by fact: the next one with the same ends */
};

static struct str key_of(const struct side *side, const struct graph_fact *fact, struct arena *arena) {
  struct str source = diff_node_ids(side->graph, fact->source, arena);
  struct str target = diff_node_ids(side->graph, fact->target, arena);
  return paper_text(arena, "%.*s %.*s", STR_ARG(source), STR_ARG(target));
}

static void index_facts(struct side *side, struct arena *arena) {
  uint32_t count = side->mapping->fact_count;
  names_init(&side->names, arena);
  side->keys = arena_alloc(arena, ((size_t)count + 1) * sizeof *side->keys);
  side->first = arena_alloc(arena, ((size_t)count + 1) * sizeof *side->first);
  side->next = arena_alloc(arena, ((size_t)count + 1) * sizeof *side->next);
  for (uint32_t i = count; i-- > 0;) {
    const struct graph_fact *fact = &side->graph->facts[side->mapping->first_fact + i];
    side->keys[i] = key_of(side, fact, arena);
    uint32_t known = side->names.names.n;
    uint32_t name = names_intern(&side->names, side->keys[i]);
    side->next[i] = name < known ? side->first[name] : NO_INDEX;
    side->first[name] = i;
  }
}

/* Takes a fact with these ends: one of the same relation if there is one, else the first; NO_INDEX for none. */
static uint32_t take(struct side *side, struct str key, uint8_t relation) {
  uint32_t name = names_find(&side->names, key);
  if (name == NO_NAME) {
    return NO_INDEX;
  }
  uint32_t *found = side->first[name] != NO_INDEX ? &side->first[name] : NULL;
  for (uint32_t *at = &side->first[name]; *at != NO_INDEX; at = &side->next[*at]) {
    if (side->graph->facts[side->mapping->first_fact + *at].relation == relation) {
      found = at;
      break;
    }
  }
  if (found == NULL) {
    return NO_INDEX;
  }
  uint32_t fact = *found;
  *found = side->next[fact];
  return fact;
}

static struct str relation_words(struct diff *diff, const struct side *side, const struct graph_fact *fact) {
  return paper_text(diff->arena, "%.*s: %s", STR_ARG(side->mapping->id),
                    vocabulary_token(&vocabulary_relation, fact->relation));
}

static void add_fact(struct diff *diff, const char *change, const struct side *side, uint32_t i, struct str detail) {
  const struct graph_fact *fact = &side->graph->facts[side->mapping->first_fact + i];
  diff_add(diff, "fact", change, diff_node_ids(side->graph, fact->source, diff->arena),
           diff_node_ids(side->graph, fact->target, diff->arena), detail);
}

static void alone(struct diff *diff, const char *change, const struct side *side, uint32_t i) {
  const struct graph_fact *fact = &side->graph->facts[side->mapping->first_fact + i];
  add_fact(diff, change, side, i, relation_words(diff, side, fact));
}

/* Of the two relations the one that leaves less possible says more; NULL where neither says all of the other. */
static const char *direction(const struct graph_fact *old, const struct graph_fact *new) {
  unsigned before = relation_bases((enum relation)old->relation, (enum overlap)old->overlap);
  unsigned after = relation_bases((enum relation) new->relation, (enum overlap) new->overlap);
  if (before == after) {
    return new->relation == REL_RELATED ? "strengthened" : old->relation == REL_RELATED ? "weakened" : NULL;
  }
  return (before & after) == after ? "strengthened" : (before & after) == before ? "weakened" : NULL;
}

static void compare(struct diff *diff, const struct side *old, uint32_t i, const struct side *new, uint32_t k) {
  const struct graph_fact *before = &old->graph->facts[old->mapping->first_fact + i];
  const struct graph_fact *after = &new->graph->facts[new->mapping->first_fact + k];
  bool same =
      before->relation == after->relation || (before->relation <= REL_EQUIVALENT && after->relation <= REL_EQUIVALENT);
  if (same && before->overlap == after->overlap) {
    if (before->strength != after->strength && before->strength != UNSTATED_NUMBER &&
        after->strength != UNSTATED_NUMBER) {
      add_fact(diff, after->strength > before->strength ? "strengthened" : "weakened", new, k,
               paper_text(diff->arena, "%.*s: strength %u to %u", STR_ARG(new->mapping->id), before->strength,
                          after->strength));
    }
    return;
  }
  const char *change = direction(before, after);
  if (change == NULL) {
    alone(diff, "removed", old, i);
    alone(diff, "added", new, k);
    return;
  }
  add_fact(diff, change, new, k,
           paper_text(diff->arena, "%.*s: %s to %s", STR_ARG(new->mapping->id),
                      vocabulary_token(&vocabulary_relation, before->relation),
                      vocabulary_token(&vocabulary_relation, after->relation)));
}

/* "s:ID" or "t:ID": of which side of its mapping a control without a counterpart is. */
static struct str none_key(const struct graph *graph, const struct graph_no_counterpart *none, struct arena *arena) {
  const struct graph_control *control = &graph->controls[none->control];
  bool of_target = control->framework == graph->mappings.v[none->mapping].target;
  return paper_text(arena, "%s:%.*s", of_target ? "t" : "s", STR_ARG(control->id));
}

static void list_nones(struct names *names, const struct graph *graph, uint32_t mapping, struct arena *arena) {
  names_init(names, arena);
  for (uint32_t i = 0; i < graph->no_counterparts.n; i++) {
    if (graph->no_counterparts.v[i].mapping == mapping) {
      names_intern(names, none_key(graph, &graph->no_counterparts.v[i], arena));
    }
  }
}

static void compare_nones(struct diff *diff, const char *change, const struct graph *in, uint32_t mapping,
                          const struct names *others) {
  for (uint32_t i = 0; i < in->no_counterparts.n; i++) {
    const struct graph_no_counterpart *none = &in->no_counterparts.v[i];
    if (none->mapping == mapping && names_find(others, none_key(in, none, diff->arena)) == NO_NAME) {
      diff_add(diff, "no-counterpart", change, in->controls[none->control].id, STR(""), none->remarks);
    }
  }
}

void diff_mapping(struct diff *diff, uint32_t old_mapping, uint32_t new_mapping) {
  struct side old = {.graph = diff->old.analysis->graph};
  struct side new = {.graph = diff->new.analysis->graph};
  old.mapping = &old.graph->mappings.v[old_mapping];
  new.mapping = &new.graph->mappings.v[new_mapping];
  index_facts(&old, diff->arena);
  index_facts(&new, diff->arena);
  bool *seen = arena_zalloc(diff->arena, (size_t) new.mapping->fact_count + 1);
  for (uint32_t i = 0; i < old.mapping->fact_count; i++) {
    uint32_t k = take(&new, old.keys[i], old.graph->facts[old.mapping->first_fact + i].relation);
    if (k == NO_INDEX) {
      alone(diff, "removed", &old, i);
    } else {
      seen[k] = true;
      compare(diff, &old, i, &new, k);
    }
  }
  for (uint32_t k = 0; k < new.mapping->fact_count; k++) {
    if (!seen[k]) {
      alone(diff, "added", &new, k);
    }
  }
  struct names before;
  struct names after;
  list_nones(&before, old.graph, old_mapping, diff->arena);
  list_nones(&after, new.graph, new_mapping, diff->arena);
  compare_nones(diff, "removed", old.graph, old_mapping, &after);
  compare_nones(diff, "added", new.graph, new_mapping, &before);
}
