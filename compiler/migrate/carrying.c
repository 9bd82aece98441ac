/* What the parts of a mapping share on their way: lines to decide, and maps that stand there once. */
#include "migrate/carrying.h"

struct str carrying_ids(const struct migration *migration, uint32_t node) {
  const struct graph *graph = migration->graph;
  if (!graph_is_union(graph, node)) {
    return graph->controls[node].id;
  }
  const struct graph_union *whole = &graph->unions.v[node - graph->control_count];
  struct buf ids;
  buf_init(&ids, migration->arena);
  for (uint32_t i = 0; i < whole->count; i++) {
    buf_text(&ids, i > 0 ? "+" : "");
    buf_str(&ids, graph->controls[graph->members.v[whole->first + i]].id);
  }
  return buf_done(&ids);
}

void carrying_decide(struct migration *migration, const struct graph_fact *fact, const char *reason,
                     struct str candidates) {
  decisions_add(&migration->decisions,
                (struct decision){.source = carrying_ids(migration, fact->source),
                                  .relation = str_from(vocabulary_token(&vocabulary_relation, fact->relation)),
                                  .target = carrying_ids(migration, fact->target),
                                  .reason = reason,
                                  .candidates = candidates});
}

uint32_t carrying_old(const struct migration *migration, const struct graph_fact *fact) {
  return migration->of_source ? fact->source : fact->target;
}

void carrying_decide_open(struct migration *migration, const struct graph_fact *fact,
                          const struct prospects *prospects) {
  carrying_decide(migration, fact, migration_why_open(migration, carrying_old(migration, fact), prospects),
                  migration_ids(migration, prospects));
}

void carrying_put(struct carrying *carrying, struct buf *out, uint32_t offset, struct str map) {
  uint32_t before = carrying->written.names.n;
  if (names_intern(&carrying->written, map) == before) {
    buf_str(out, out->n > 0 ? text_between(&carrying->migration->text, offset) : STR(""));
    buf_str(out, map);
  }
}
