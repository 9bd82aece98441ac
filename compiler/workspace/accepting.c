/* Indexes of the findings by framework, control (or a heading above it) and mapping: as many as there are ways to name some
 * of the three, each built when the first accept asks for it. */
#include "workspace/accepting.h"

void accepting_init(struct accepting *accepting, struct workspace *w) {
  *accepting = (struct accepting){.w = w, .findings = w->findings.list.n};
}

/* What is named, as one text: ids hold no line ends. */
static struct str key_of(struct buf *buf, unsigned by, struct str framework, struct str control, struct str mapping) {
  const struct str parts[] = {framework, control, mapping};
  buf->n = 0;
  for (unsigned i = 0; i < 3; i++) {
    if ((by >> i & 1) != 0) {
      buf_str(buf, parts[i]);
    }
    buf_char(buf, '\n');
  }
  return buf_done(buf);
}

static void add_entry(struct accepting *accepting, struct accept_index *index, struct str key, uint32_t finding) {
  uint32_t known = index->keys.names.n;
  uint32_t name = names_intern(&index->keys, key);
  if (name == known) {
    vec_push(accepting->w->arena, &index->first, NO_INDEX);
  }
  struct accept_entry entry = {.finding = finding, .next = index->first.v[name]};
  index->first.v[name] = index->entries.n;
  vec_push(accepting->w->arena, &index->entries, entry);
}

/* Under the headings above its control, and under what these and it are called by their publisher. */
static void add_above(struct accepting *accepting, unsigned by, uint32_t number, struct buf *key) {
  struct accept_index *index = &accepting->indexes[by];
  const struct graph *graph = &accepting->w->graph;
  const struct finding *finding = accepting->w->findings.list.v[number];
  uint32_t framework = finding->framework.n > 0 ? graph_find_framework(graph, finding->framework) : NO_INDEX;
  uint32_t node = framework != NO_INDEX ? graph_find_control(graph, framework, finding->control) : NO_INDEX;
  for (uint32_t above = node; above != NO_INDEX; above = graph->controls[above].parent) {
    struct str id = graph->controls[above].id;
    struct str label = graph_label(graph, above);
    if (above != node) {
      add_entry(accepting, index, key_of(key, by, finding->framework, id, finding->mapping), number);
    }
    if (!str_eq(label, id)) {
      add_entry(accepting, index, key_of(key, by, finding->framework, label, finding->mapping), number);
    }
  }
}

static void build_index(struct accepting *accepting, unsigned by) {
  struct workspace *w = accepting->w;
  struct accept_index *index = &accepting->indexes[by];
  struct buf key;
  buf_init(&key, w->arena);
  names_init(&index->keys, w->arena);
  names_init(&index->done, w->arena);
  for (uint32_t i = accepting->findings; i-- > 0;) {
    const struct finding *finding = w->findings.list.v[i];
    add_entry(accepting, index, key_of(&key, by, finding->framework, finding->control, finding->mapping), i);
    if ((by & BY_CONTROL) != 0 && finding->control.n > 0) {
      add_above(accepting, by, i, &key);
    }
  }
  index->built = true;
}

static bool accept_all(const struct accepting *accepting, const struct accept_index *index, uint32_t first,
                       const struct decl_accept *accept) {
  bool used = false;
  for (uint32_t i = first; i != NO_INDEX; i = index->entries.v[i].next) {
    struct finding *finding = accepting->w->findings.list.v[index->entries.v[i].finding];
    if (finding_matches(finding->code, accept->finding)) {
      finding->accepted = accept->reason;
      used = true;
    }
  }
  return used;
}

/* Those of one control, or of any. What was looked for already is not looked for again. */
static bool apply_to(struct accepting *accepting, const struct decl_accept *accept, unsigned by, struct str control) {
  struct accept_index *index = &accepting->indexes[by];
  if (!index->built) {
    build_index(accepting, by);
  }
  struct buf key;
  buf_init(&key, accepting->w->arena);
  uint32_t name = names_find(&index->keys, key_of(&key, by, accept->framework, control, accept->mapping));
  if (name == NO_NAME) {
    return false;
  }
  buf_str(&key, accept->finding);
  uint32_t known = index->done.names.n;
  uint32_t done = names_intern(&index->done, buf_done(&key));
  if (done == known) {
    vec_push(accepting->w->arena, &index->used, accept_all(accepting, index, index->first.v[name], accept));
  }
  return index->used.v[done];
}

bool accepting_apply(struct accepting *accepting, const struct decl_accept *accept) {
  unsigned by = (accept->framework.n > 0 ? BY_FRAMEWORK : 0) | (accept->control.n > 0 ? BY_CONTROL : 0) |
                (accept->mapping.n > 0 ? BY_MAPPING : 0);
  if (accept->control.n == 0) {
    return apply_to(accepting, accept, by, accept->control);
  }
  bool used = apply_to(accepting, accept, by, accept->control); /* an id, or a label, which may hold blanks */
  struct str controls = accept->control;
  for (struct str id; (id = str_next_token(&controls)).p != NULL;) {
    used = apply_to(accepting, accept, by, id) || used;
  }
  return used;
}
