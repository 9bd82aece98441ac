/* Making the tables of what the ids of a framework are like, and finding by a key. */
#include "link/likeness.h"

#include "base/siphash.h"

#include <stdatomic.h>
#include <stdlib.h>

bool likeness_parts(char c) {
  return strchr(".-: (", c) != NULL;
}

void lookalikes_add(struct lookalikes *found, uint32_t node) {
  for (uint32_t i = 0; i < found->count; i++) {
    if (found->nodes[i] == node) {
      return;
    }
  }
  if (found->count < LOOKALIKES_MOST) {
    found->nodes[found->count++] = node;
  }
}

static uint64_t hash_of(enum likeness_by by, struct str text) {
  struct hash_key key = hash_key();
  key.k1 ^= by;
  return siphash(&key, text.p, text.n) << 32 & ~(UINT64_C(1) << 32);
}

static void add_key(struct likeness *likeness, struct arena *arena, enum likeness_by by, uint32_t node,
                    struct str text) {
  if (text.n > 0) {
    uint64_t heading = likeness->graph->controls[node].group ? UINT64_C(1) << 32 : 0;
    vec_push(arena, &likeness->keys, hash_of(by, text) | heading | node);
  }
}

static void add_folded(struct likeness *likeness, struct arena *arena, enum likeness_by by, enum fold how,
                       uint32_t node) {
  char room[FOLD_BYTES];
  struct str id = likeness->graph->controls[node].id;
  struct str label = graph_label(likeness->graph, node);
  add_key(likeness, arena, by, node, fold_id(id, how, room));
  if (!str_eq(id, label)) {
    add_key(likeness, arena, by, node, fold_id(label, how, room));
  }
}

static void add_ends(struct likeness *likeness, struct arena *arena, uint32_t node) {
  struct str id = likeness->graph->controls[node].id;
  for (uint32_t at = 1; at < id.n; at++) {
    if (likeness_parts(id.p[at - 1])) {
      add_key(likeness, arena, LIKE_END, node, (struct str){.p = id.p + at, .n = id.n - at});
    }
  }
}

static void add_control(struct likeness *likeness, struct arena *arena, uint32_t node) {
  const struct graph_control *control = &likeness->graph->controls[node];
  if (likeness->longest < control->id.n) {
    likeness->longest = control->id.n;
  }
  if (control->withdrawn) {
    add_folded(likeness, arena, LIKE_WITHDRAWN_WRITING, FOLD_WRITING, node);
    return;
  }
  add_folded(likeness, arena, LIKE_WRITING, FOLD_WRITING, node);
  add_folded(likeness, arena, LIKE_ALL_WRITING, FOLD_ALL, node);
  add_ends(likeness, arena, node);
  if (control->id.n <= STR_LONGEST_COMPARED) {
    struct likeness_id id = {.p = control->id.p, .n = (uint8_t)control->id.n, .heading = control->group, .node = node};
    vec_push(arena, &likeness->forwards.list, id);
    vec_push(arena, &likeness->backwards.list, id);
  }
}

static int by_value(const void *a, const void *b) {
  uint64_t x = *(const uint64_t *)a;
  uint64_t y = *(const uint64_t *)b;
  return (x > y) - (x < y);
}

static int by_kind(const struct likeness_id *x, const struct likeness_id *y) {
  if (x->heading != y->heading) {
    return x->heading ? 1 : -1;
  }
  return (x->n > y->n) - (x->n < y->n);
}

static int by_text(const void *a, const void *b) {
  const struct likeness_id *x = a;
  const struct likeness_id *y = b;
  int order = by_kind(x, y);
  return order != 0 ? order : memcmp(x->p, y->p, x->n);
}

static int by_text_backwards(const void *a, const void *b) {
  const struct likeness_id *x = a;
  const struct likeness_id *y = b;
  int order = by_kind(x, y);
  for (uint32_t i = x->n; i-- > 0 && order == 0;) {
    order = ((unsigned char)x->p[i] > (unsigned char)y->p[i]) - ((unsigned char)x->p[i] < (unsigned char)y->p[i]);
  }
  return order;
}

static void order_ids(struct likeness_ids *ids, int (*order)(const void *, const void *)) {
  if (ids->list.n > 0) {
    qsort(ids->list.v, ids->list.n, sizeof *ids->list.v, order);
  }
  uint32_t at = 0;
  for (unsigned kind = 0; kind < 2; kind++) {
    for (uint32_t n = 0; n < STR_LONGEST_COMPARED + 2; n++) {
      while (at < ids->list.n && ids->list.v[at].heading == (kind == 1) && ids->list.v[at].n < n) {
        at++;
      }
      ids->first[kind][n] = at;
    }
  }
}

static struct likeness *make(const struct graph *graph, uint32_t framework, struct arena *arena) {
  struct likeness *likeness = arena_zalloc(arena, sizeof *likeness);
  likeness->graph = graph;
  likeness->framework = framework;
  const struct graph_framework *owner = &graph->frameworks.v[framework];
  vec_reserve(arena, &likeness->keys, owner->count * 2);
  vec_reserve(arena, &likeness->forwards.list, owner->count);
  vec_reserve(arena, &likeness->backwards.list, owner->count);
  for (uint32_t node = owner->first; node < owner->first + owner->count; node++) {
    add_control(likeness, arena, node);
  }
  if (likeness->keys.n > 0) {
    qsort(likeness->keys.v, likeness->keys.n, sizeof *likeness->keys.v, by_value);
  }
  order_ids(&likeness->forwards, by_text);
  order_ids(&likeness->backwards, by_text_backwards);
  return likeness;
}

/* What is large of one that another thread was faster with. */
static void drop(struct likeness *likeness, struct arena *arena) {
  arena_drop(arena, likeness->keys.v, likeness->keys.capacity * sizeof *likeness->keys.v);
  struct likeness_ids *ids[] = {&likeness->forwards, &likeness->backwards};
  for (unsigned i = 0; i < 2; i++) {
    arena_drop(arena, ids[i]->list.v, ids[i]->list.capacity * sizeof *ids[i]->list.v);
  }
}

void likeness_prepare(struct graph *graph, struct arena *arena) {
  graph->likenesses = arena_alloc(arena, ((size_t)graph->frameworks.n + 1) * sizeof *graph->likenesses);
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    atomic_init(&graph->likenesses[f], NULL);
  }
}

const struct likeness *likeness_of(const struct graph *graph, uint32_t framework, struct arena *arena) {
  const struct likeness *known = atomic_load_explicit(&graph->likenesses[framework], memory_order_acquire);
  if (known == NULL) {
    struct likeness *made = make(graph, framework, arena);
    if (atomic_compare_exchange_strong(&graph->likenesses[framework], &known, made)) {
      return made;
    }
    drop(made, arena);
  }
  return known;
}

/* Two keys may have one hash: whether the control is found by this one. */
static bool has_key(const struct likeness *likeness, enum likeness_by by, uint32_t node, struct str key) {
  const struct graph_control *control = &likeness->graph->controls[node];
  struct str id = control->id;
  char room[FOLD_BYTES];
  if (control->withdrawn != (by == LIKE_WITHDRAWN_WRITING)) {
    return false;
  }
  if (by == LIKE_END) {
    return id.n > key.n && memcmp(id.p + (id.n - key.n), key.p, key.n) == 0 && likeness_parts(id.p[id.n - key.n - 1]);
  }
  enum fold how = by == LIKE_ALL_WRITING ? FOLD_ALL : FOLD_WRITING;
  return str_eq(fold_id(id, how, room), key) || str_eq(fold_id(graph_label(likeness->graph, node), how, room), key);
}

static uint32_t first_from(const struct likeness *likeness, uint64_t value) {
  uint32_t low = 0;
  uint32_t high = likeness->keys.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (likeness->keys.v[middle] < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/* Adds those of one kind: controls, or headings. */
static void add_found(const struct likeness *likeness, enum likeness_by by, struct str key, bool heading,
                      struct lookalikes *found) {
  uint64_t hash = hash_of(by, key) | (heading ? UINT64_C(1) << 32 : 0);
  uint32_t i = first_from(likeness, hash);
  for (; i < likeness->keys.n && likeness->keys.v[i] >> 32 == hash >> 32 && found->count < LOOKALIKES_MOST; i++) {
    uint32_t node = (uint32_t)likeness->keys.v[i];
    if (has_key(likeness, by, node, key)) {
      lookalikes_add(found, node);
    }
  }
}

struct lookalikes likeness_find(const struct likeness *likeness, enum likeness_by by, struct str key) {
  struct lookalikes found = {.count = 0};
  add_found(likeness, by, key, false, &found);
  if (found.count == 0) {
    add_found(likeness, by, key, true, &found);
  }
  return found;
}

bool likeness_is_only(const struct likeness *likeness, uint32_t node, struct str key) {
  struct lookalikes found = {.count = 0};
  for (unsigned heading = 0; heading < 2; heading++) {
    add_found(likeness, LIKE_WRITING, key, heading == 1, &found);
    add_found(likeness, LIKE_WITHDRAWN_WRITING, key, heading == 1, &found);
  }
  return found.count == 1 && found.nodes[0] == node;
}
