/* A mapping or an assessment carried to another edition of a framework: what is proved to carry over is changed in the text
 * of the document, where nothing else is touched; what is not becomes a line to decide, with its candidates. */
#include "analyse/network/walk.h"
#include "api/compilation.h"
#include "api/folders.h"
#include "diag/fixes.h"
#include "model/assessed.h"
#include "output/escape.h"

#include <stdlib.h>

struct migration {
  struct cw_compilation *c;
  const struct graph *graph;
  struct walk walk;
  uint32_t source;
  const char *bytes;
  size_t size;
  uint32_t old;
  uint32_t new;
  bool of_source; /* the old framework is the source of the mapping */
  edit_list edits;
  struct buf decisions;
  uint32_t carried;
  uint32_t open;
  bool *taken; /* by control of the new framework: a line of the assessment is there already */
};

/* What is proved between a control of the old edition and one of the new. */
enum link { LINK_NONE, LINK_EQUAL, LINK_WITHIN, LINK_HOLDS };
typedef VEC(uint32_t) node_list;

static enum link link_of(struct migration *migration, uint32_t old, uint32_t new) {
  struct pair_knowledge known = walk_pair(&migration->walk, old, new);
  if ((known.bases & ~(unsigned)BASE_EQ) == 0 && known.bases != 0) {
    return LINK_EQUAL;
  }
  bool within = (known.bases & ~(unsigned)(BASE_EQ | BASE_PP)) == 0;
  bool holds = (known.bases & ~(unsigned)(BASE_EQ | BASE_PPI)) == 0;
  return within && holds ? LINK_EQUAL : within ? LINK_WITHIN : holds ? LINK_HOLDS : LINK_NONE;
}

/* The controls of the new edition that a declared fact names for the old one, in framework order. */
static void name_candidates(const struct migration *migration, uint32_t old, node_list *list) {
  const struct graph *graph = migration->graph;
  const struct graph_framework *new = &graph->frameworks.v[migration->new];
  bool *named = arena_zalloc(&migration->c->arena, (size_t) new->count + 1);
  const struct pair_facts *pair = analysis_pair(&migration->c->analysis, migration->old, migration->new);
  for (uint32_t i = 0; pair != NULL && i < pair->count; i++) {
    struct reading read = analysis_read(graph, &graph->facts[pair->facts[i]], migration->old);
    if (read.x == old && !graph_is_union(graph, read.y) && read.relation != REL_NONE) {
      named[read.y - new->first] = true;
    }
  }
  for (uint32_t i = 0; i < new->count; i++) {
    if (named[i]) {
      vec_push(&migration->c->arena, list, new->first + i);
    }
  }
}

static uint32_t equal_of(struct migration *migration, uint32_t old, const node_list *candidates) {
  for (uint32_t i = 0; i < candidates->n; i++) {
    if (link_of(migration, old, candidates->v[i]) == LINK_EQUAL) {
      return candidates->v[i];
    }
  }
  return NO_INDEX;
}

/* ---- what is written ---- */

static struct str attribute_at(const struct migration *migration, uint32_t offset, const char *name,
                               struct span *span) {
  struct span tag = source_span(migration->bytes, migration->size, offset, NULL);
  *span = source_span(migration->bytes, migration->size, offset, name);
  if (span->start == tag.start && span->length == tag.length) {
    return (struct str){.p = NULL};
  }
  return (struct str){.p = migration->bytes + span->start, .n = span->length};
}

/* The whole element, to behind its end tag. */
static struct span element_at(const struct migration *migration, uint32_t offset, const char *name) {
  const char *bytes = migration->bytes;
  char quote = '\0';
  for (size_t at = offset; at < migration->size; at++) {
    if (quote != '\0' || bytes[at] == '"' || bytes[at] == '\'') {
      quote = quote == '\0' ? bytes[at] : bytes[at] == quote ? '\0' : quote;
    } else if (bytes[at] == '>' && bytes[at - 1] == '/') {
      return (struct span){.start = offset, .length = (uint32_t)(at + 1 - offset)};
    } else if (bytes[at] == '>') {
      char end[48];
      int n = snprintf(end, sizeof end, "</%s", name);
      for (; at + (size_t)n < migration->size; at++) {
        if (memcmp(bytes + at, end, (size_t)n) == 0) {
          const char *close = memchr(bytes + at, '>', migration->size - at);
          return (struct span){.start = offset, .length = (uint32_t)(close - bytes) + 1 - offset};
        }
      }
    }
  }
  return (struct span){.start = offset, .length = 0};
}

static void replace(struct migration *migration, struct span span, struct str text) {
  if (text.n == 0) {
    span = edit_whole_line(migration->bytes, migration->size, span);
  }
  vec_push(&migration->c->arena, &migration->edits, ((struct edit){.span = span, .text = text}));
}

static void replace_attribute(struct migration *migration, uint32_t offset, const char *name, struct str text) {
  struct span span;
  if (attribute_at(migration, offset, name, &span).p != NULL) {
    replace(migration, span, edit_escaped(&migration->c->arena, text));
  }
}

static void put_cell(struct buf *out, struct str text, bool last) {
  bool quoted = false;
  for (uint32_t i = 0; i < text.n; i++) {
    quoted = quoted || text.p[i] == '"' || text.p[i] == ',' || text.p[i] == '\n' || text.p[i] == '\r';
  }
  buf_text(out, quoted ? "\"" : "");
  for (uint32_t i = 0; i < text.n; i++) {
    buf_text(out, text.p[i] == '"' ? "\"" : "");
    buf_char(out, text.p[i]);
  }
  buf_text(out, quoted ? "\"" : "");
  buf_char(out, last ? '\n' : ',');
}

static struct str ids_of(const struct migration *migration, const node_list *list) {
  struct buf ids;
  buf_init(&ids, &migration->c->arena);
  for (uint32_t i = 0; i < list->n; i++) {
    buf_text(&ids, i > 0 ? " " : "");
    buf_str(&ids, migration->graph->controls[list->v[i]].id);
  }
  return buf_done(&ids);
}

/* A line to decide. */
static void decide(struct migration *migration, struct str source, struct str relation, struct str target,
                   const char *reason, const node_list *candidates) {
  put_cell(&migration->decisions, source, false);
  put_cell(&migration->decisions, relation, false);
  put_cell(&migration->decisions, target, false);
  put_cell(&migration->decisions, str_from(reason), false);
  put_cell(&migration->decisions, ids_of(migration, candidates), true);
  migration->open++;
}

static const char *why_open(struct migration *migration, uint32_t old, const node_list *candidates) {
  const struct graph_control *control = &migration->graph->controls[old];
  if (candidates->n == 0) {
    return control->group ? "a heading that the new edition does not have"
                          : "no mapping names a counterpart in the new edition";
  }
  if (candidates->n > 1) {
    return "several controls of the new edition are named for it";
  }
  return link_of(migration, old, candidates->v[0]) == LINK_NONE
             ? "the new control is said to correspond to it, and no more"
             : "the new control is not the same: this relation does not carry over";
}

/* ---- maps ---- */

/* The relation that follows for the new control, seen from the other side's control to it; REL_CONTRARY for none. */
static enum relation carried_relation(enum relation relation, enum link link) {
  if (link == LINK_EQUAL) {
    return relation;
  }
  if (link == LINK_WITHIN) { /* the old control lies in the new one */
    switch (relation) {
      case REL_EQUAL:
      case REL_EQUIVALENT:
      case REL_SUBSET:
        return REL_SUBSET;
      case REL_SUPERSET:
      case REL_INTERSECTS:
        return REL_INTERSECTS;
      default:
        return REL_CONTRARY;
    }
  }
  bool holds = link == LINK_HOLDS && (relation == REL_EQUAL || relation == REL_EQUIVALENT || relation == REL_SUPERSET);
  return holds ? REL_SUPERSET : link == LINK_HOLDS && relation == REL_NONE ? REL_NONE : REL_CONTRARY;
}

/* The element with another id and another relation in it. */
static struct str rewritten(struct migration *migration, struct span element, uint32_t offset, const char *side,
                            const char *title, uint32_t node, enum relation relation) {
  edit_list edits = {0};
  struct arena *arena = &migration->c->arena;
  const struct graph_control *control = &migration->graph->controls[node];
  struct span span;
  struct str values[3] = {control->id, str_from(vocabulary_token(&vocabulary_relation, relation)), control->title};
  const char *names[3] = {side, "relation", title};
  for (unsigned i = 0; i < 3; i++) {
    if (attribute_at(migration, offset, names[i], &span).p != NULL) {
      span.start -= element.start;
      vec_push(arena, &edits, ((struct edit){.span = span, .text = edit_escaped(arena, values[i])}));
    }
  }
  edits_settle(&edits);
  struct buf out;
  buf_init(&out, arena);
  edits_apply(&edits, migration->bytes + element.start, element.length, &out);
  return buf_done(&out);
}

static struct str node_ids(const struct migration *migration, uint32_t node) {
  const struct graph *graph = migration->graph;
  if (!graph_is_union(graph, node)) {
    return graph->controls[node].id;
  }
  node_list members = {0};
  const struct graph_union *whole = &graph->unions.v[node - graph->control_count];
  for (uint32_t i = 0; i < whole->count; i++) {
    vec_push(&migration->c->arena, &members, graph->members.v[whole->first + i]);
  }
  struct str ids = ids_of(migration, &members);
  for (uint32_t i = 0; i < ids.n; i++) {
    if (ids.p[i] == ' ') {
      ((char *)ids.p)[i] = '+';
    }
  }
  return ids;
}

static void decide_fact(struct migration *migration, const struct graph_fact *fact, const char *reason,
                        const node_list *candidates) {
  decide(migration, node_ids(migration, fact->source), str_from(vocabulary_token(&vocabulary_relation, fact->relation)),
         node_ids(migration, fact->target), reason, candidates);
}

/* One map of two single controls: a copy for each control that it carries over to. The text of all of them. */
static struct str carry_map(struct migration *migration, const struct graph_fact *fact, struct span element) {
  uint32_t old = migration->of_source ? fact->source : fact->target;
  const char *side = migration->of_source ? "source" : "target";
  const char *title = migration->of_source ? "source-title" : "target-title";
  node_list candidates = {0};
  name_candidates(migration, old, &candidates);
  struct buf out;
  buf_init(&out, &migration->c->arena);
  enum relation outward = (enum relation)fact->relation;
  outward = migration->of_source ? relation_inverse(outward) : outward;
  for (uint32_t i = 0; i < candidates.n; i++) {
    enum relation relation = carried_relation(outward, link_of(migration, old, candidates.v[i]));
    if (relation == REL_CONTRARY && outward != REL_CONTRARY) {
      continue;
    }
    relation = migration->of_source ? relation_inverse(relation) : relation;
    buf_text(&out, out.n > 0 ? "\n  " : "");
    buf_str(&out, rewritten(migration, element, element.start, side, title, candidates.v[i], relation));
  }
  if (out.n == 0) {
    decide_fact(migration, fact, why_open(migration, old, &candidates), &candidates);
  } else {
    migration->carried++;
  }
  return buf_done(&out);
}

/* A union: carried where each of its members has an equal one, and to be decided as a whole else. */
static bool carry_members(struct migration *migration, const struct graph_fact *fact, struct span element) {
  const char *tag = migration->of_source ? "<source" : "<target";
  edit_list edits = {0};
  node_list all = {0};
  bool good = true;
  for (uint32_t at = element.start + 1; at + 8 < element.start + element.length; at++) {
    if (memcmp(migration->bytes + at, tag, 7) != 0) {
      continue;
    }
    struct span span;
    struct str id = attribute_at(migration, at, "ref", &span);
    uint32_t old = id.p != NULL ? graph_find_reference(migration->graph, migration->old, id) : (uint32_t)NO_INDEX;
    node_list candidates = {0};
    if (old != NO_INDEX) {
      name_candidates(migration, old, &candidates);
    }
    uint32_t equal = old != NO_INDEX ? equal_of(migration, old, &candidates) : (uint32_t)NO_INDEX;
    for (uint32_t i = 0; i < candidates.n; i++) {
      vec_push(&migration->c->arena, &all, candidates.v[i]);
    }
    good = good && equal != NO_INDEX;
    if (equal != NO_INDEX) {
      struct str text = edit_escaped(&migration->c->arena, migration->graph->controls[equal].id);
      vec_push(&migration->c->arena, &edits, ((struct edit){.span = span, .text = text}));
    }
  }
  if (!good || edits.n == 0) {
    decide_fact(migration, fact, "one of several named together has no equal in the new edition", &all);
    return false;
  }
  for (uint32_t i = 0; i < edits.n; i++) {
    vec_push(&migration->c->arena, &migration->edits, edits.v[i]);
  }
  migration->carried++;
  return true;
}

/* A fact that a pattern made becomes a map of its own: the pattern is written for the old ids. */
static struct str pattern_map(struct migration *migration, const struct graph_fact *fact) {
  uint32_t old = migration->of_source ? fact->source : fact->target;
  node_list candidates = {0};
  name_candidates(migration, old, &candidates);
  uint32_t equal = equal_of(migration, old, &candidates);
  if (equal == NO_INDEX) {
    decide_fact(migration, fact, why_open(migration, old, &candidates), &candidates);
    return STR("");
  }
  migration->carried++;
  struct arena *arena = &migration->c->arena;
  struct str new = edit_escaped(arena, migration->graph->controls[equal].id);
  struct str other = edit_escaped(arena, node_ids(migration, migration->of_source ? fact->target : fact->source));
  struct str ends[2] = {migration->of_source ? new : other, migration->of_source ? other : new};
  struct buf out;
  buf_init(&out, arena);
  buf_printf(&out, "<map source=\"%.*s\" target=\"%.*s\" relation=\"%s\"/>", STR_ARG(ends[0]), STR_ARG(ends[1]),
             vocabulary_token(&vocabulary_relation, fact->relation));
  return buf_done(&out);
}

static int by_offset(const void *a, const void *b) {
  const struct graph_fact *x = *(const struct graph_fact *const *)a;
  const struct graph_fact *y = *(const struct graph_fact *const *)b;
  if (x->offset != y->offset) {
    return x->offset < y->offset ? -1 : 1;
  }
  return x->source != y->source ? (x->source < y->source ? -1 : 1) : (x->target > y->target) - (x->target < y->target);
}

/* All facts of one element, from `i`; gives the first of the next. */
static uint32_t carry_element(struct migration *migration, const struct graph_fact *const *facts, uint32_t i,
                              uint32_t count) {
  const struct graph_fact *fact = facts[i];
  bool pattern = (fact->flags & FACT_PATTERN) != 0;
  struct span element = element_at(migration, fact->offset, pattern ? "map-pattern" : "map");
  if (!pattern) {
    uint32_t old = migration->of_source ? fact->source : fact->target;
    if (!graph_is_union(migration->graph, old)) {
      replace(migration, element, carry_map(migration, fact, element));
    } else if (!carry_members(migration, fact, element)) {
      replace(migration, element, STR(""));
    }
    return i + 1;
  }
  struct buf out;
  buf_init(&out, &migration->c->arena);
  for (; i < count && facts[i]->offset == fact->offset; i++) {
    struct str map = pattern_map(migration, facts[i]);
    buf_text(&out, out.n > 0 && map.n > 0 ? "\n  " : "");
    buf_str(&out, map);
  }
  replace(migration, element, buf_done(&out));
  return i;
}

static void carry_nones(struct migration *migration, uint32_t mapping) {
  for (uint32_t i = 0; i < migration->graph->no_counterparts.n; i++) {
    const struct graph_no_counterpart *none = &migration->graph->no_counterparts.v[i];
    const struct graph_control *control = &migration->graph->controls[none->control];
    if (none->mapping != mapping || control->framework != migration->old) {
      continue;
    }
    node_list candidates = {0};
    name_candidates(migration, none->control, &candidates);
    uint32_t equal = equal_of(migration, none->control, &candidates);
    if (equal != NO_INDEX) {
      replace_attribute(migration, none->offset, migration->of_source ? "source" : "target",
                        migration->graph->controls[equal].id);
      migration->carried++;
      continue;
    }
    struct str id = control->id;
    decide(migration, migration->of_source ? id : STR(""), STR("no-counterpart"), migration->of_source ? STR("") : id,
           why_open(migration, none->control, &candidates), &candidates);
    replace(migration, element_at(migration, none->offset, "no-counterpart"), STR(""));
  }
}

/* "x-to-old" becomes "x-to-new". */
static struct str renamed(struct migration *migration, struct str id) {
  struct str old = migration->graph->frameworks.v[migration->old].id;
  struct str new = migration->graph->frameworks.v[migration->new].id;
  struct buf out;
  buf_init(&out, &migration->c->arena);
  for (uint32_t i = 0; i < id.n;) {
    if (id.n - i >= old.n && memcmp(id.p + i, old.p, old.n) == 0) {
      buf_str(&out, new);
      i += old.n;
    } else {
      buf_char(&out, id.p[i++]);
    }
  }
  if (str_eq(buf_done(&out), id)) {
    buf_text(&out, "-");
    buf_str(&out, new);
  }
  return buf_done(&out);
}

static void carry_mapping(struct migration *migration, uint32_t number) {
  const struct graph_mapping *mapping = &migration->graph->mappings.v[number];
  struct arena *arena = &migration->c->arena;
  const struct graph_fact **facts = arena_alloc(arena, ((size_t)mapping->fact_count + 1) * sizeof *facts);
  for (uint32_t i = 0; i < mapping->fact_count; i++) {
    facts[i] = &migration->graph->facts[mapping->first_fact + i];
  }
  qsort(facts, mapping->fact_count, sizeof *facts, by_offset);
  for (uint32_t i = 0; i < mapping->fact_count;) {
    i = carry_element(migration, facts, i, mapping->fact_count);
  }
  carry_nones(migration, number);
  replace_attribute(migration, mapping->offset, migration->of_source ? "source" : "target",
                    migration->graph->frameworks.v[migration->new].id);
  replace_attribute(migration, mapping->offset, "id", renamed(migration, mapping->id));
}

/* ---- assessments ---- */

static struct str line_words(const struct decl_assessed *line) {
  return assessed_is_excluded(line) ? STR("excluded")
                                    : str_from(vocabulary_token(&vocabulary_implementation, line->status));
}

/* A line moves to the equal control; what is implemented holds as well for whatever lies in it. */
static void carry_line(struct migration *migration, const struct decl_assessed *line, uint32_t old) {
  struct span element = element_at(migration, line->offset, "control");
  node_list candidates = {0};
  name_candidates(migration, old, &candidates);
  struct buf out;
  buf_init(&out, &migration->c->arena);
  const struct graph_framework *new = &migration->graph->frameworks.v[migration->new];
  for (uint32_t i = 0; i < candidates.n; i++) {
    enum link link = link_of(migration, old, candidates.v[i]);
    bool holds = link == LINK_EQUAL || (link == LINK_HOLDS && assessed_is_implemented(line));
    if (holds && !migration->taken[candidates.v[i] - new->first]) {
      migration->taken[candidates.v[i] - new->first] = true;
      buf_text(&out, out.n > 0 ? "\n  " : "");
      buf_str(&out, rewritten(migration, element, line->offset, "ref", "title", candidates.v[i], REL_EQUAL));
    }
  }
  if (out.n == 0) {
    decide(migration, line->ref, line_words(line), STR(""), why_open(migration, old, &candidates), &candidates);
  } else {
    migration->carried++;
  }
  replace(migration, element, buf_done(&out));
}

static void carry_treatments(struct migration *migration, const struct graph_assessment *assessment) {
  for (uint32_t r = 0; r < assessment->declared->risks.n; r++) {
    const struct decl_risk *risk = &assessment->declared->risks.v[r];
    for (uint32_t i = risk->first_treated_by; i < risk->first_treated_by + risk->treated_by_count; i++) {
      const struct graph_treatment *treatment = &assessment->treatments[i];
      if (treatment->node == NO_INDEX || migration->graph->controls[treatment->node].framework != migration->old) {
        continue;
      }
      const struct decl_treated_by *by = &assessment->declared->treated_by.v[i];
      node_list candidates = {0};
      name_candidates(migration, treatment->node, &candidates);
      uint32_t equal = equal_of(migration, treatment->node, &candidates);
      if (equal != NO_INDEX) {
        replace_attribute(migration, by->offset, "control", migration->graph->controls[equal].id);
        migration->carried++;
      } else {
        decide(migration, risk->id, STR("treated-by"), by->control, why_open(migration, treatment->node, &candidates),
               &candidates);
        replace(migration, element_at(migration, by->offset, "treated-by"), STR(""));
      }
    }
  }
}

static void carry_assessment(struct migration *migration, const struct graph_assessment *assessment) {
  migration->taken =
      arena_zalloc(&migration->c->arena, (size_t)migration->graph->frameworks.v[migration->new].count + 1);
  for (uint32_t i = 0; i < assessment->declared->controls.n; i++) {
    if (assessment->nodes[i] != NO_INDEX) {
      carry_line(migration, &assessment->declared->controls.v[i], assessment->nodes[i]);
    }
  }
  carry_treatments(migration, assessment);
  replace_attribute(migration, assessment->offset, "framework", migration->graph->frameworks.v[migration->new].id);
}

/* ---- the whole ---- */

static uint32_t find_source(const struct cw_compilation *c, const char *file) {
  for (uint32_t i = 0; i < c->sources.list.n; i++) {
    const struct source *source = &c->sources.list.v[i];
    if (str_is(source->name, file) || (source->path != NULL && strcmp(source->path, file) == 0)) {
      return i;
    }
  }
  return NO_INDEX;
}

static bool is_joined(const struct migration *migration, uint32_t framework) {
  return framework != migration->new &&analysis_pair(&migration->c->analysis, framework, migration->new) != NULL;
}

/* Which side of the mapping is another edition of the new framework: the one that it supersedes, else the one that a mapping
 * joins with it. */
static bool choose_side(struct migration *migration, const struct graph_mapping *mapping) {
  const struct graph *graph = migration->graph;
  uint32_t sides[2] = {mapping->source, mapping->target};
  for (unsigned side = 0; side < 2; side++) {
    if (graph->frameworks.v[sides[side]].superseded_by == migration->new) {
      migration->old = sides[side];
      migration->of_source = side == 0;
      return true;
    }
  }
  bool joined[2] = {is_joined(migration, sides[0]), is_joined(migration, sides[1])};
  if (joined[0] == joined[1]) {
    return false;
  }
  migration->old = sides[joined[0] ? 0 : 1];
  migration->of_source = joined[0];
  return true;
}

/* False with the message set where the file is not one that can be carried there. */
static bool carry(struct migration *migration, const char *file, const char *to) {
  struct cw_compilation *c = migration->c;
  for (uint32_t i = 0; i < c->graph.mappings.n; i++) {
    if (c->graph.mappings.v[i].document_source == migration->source) {
      if (!choose_side(migration, &c->graph.mappings.v[i])) {
        usage(c, "%s: no mapping leads from one of its two frameworks, and from one only, to %s", file, to);
        return false;
      }
      carry_mapping(migration, i);
      return true;
    }
  }
  for (uint32_t i = 0; i < c->graph.assessments.n; i++) {
    const struct graph_assessment *assessment = &c->graph.assessments.v[i];
    if (assessment->document_source == migration->source) {
      migration->old = assessment->framework;
      if (migration->old == migration->new || !is_joined(migration, migration->old)) {
        usage(c, "%s: no mapping leads from its framework to %s", file, to);
        return false;
      }
      carry_assessment(migration, assessment);
      return true;
    }
  }
  usage(c, "%s is neither a mapping nor an assessment", file);
  return false;
}

static void write_file(struct cw_compilation *c, const char *path, struct str text) {
  struct sink *sink = sink_open_file(&c->arena, path);
  sink_str(sink, text);
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, path, error);
  }
}

static const char *path_in(struct cw_compilation *c, const char *folder, const char *name) {
  struct buf path;
  buf_init(&path, &c->arena);
  buf_printf(&path, "%s/%s", folder, name);
  return buf_done(&path).p;
}

static enum cw_result write_all(struct migration *migration, const char *file, const char *folder, FILE *stream) {
  struct cw_compilation *c = migration->c;
  int error = folder_make(&c->arena, folder);
  if (error != 0) {
    report_write_failure(c, folder, error);
    return CW_FAILED;
  }
  edits_settle(&migration->edits);
  struct buf text;
  buf_init(&text, &c->arena);
  edits_apply(&migration->edits, migration->bytes, migration->size, &text);
  const char *slash = strrchr(file, '/');
  const char *path = path_in(c, folder, slash != NULL ? slash + 1 : file);
  const char *decisions = path_in(c, folder, "DECISIONS.csv");
  write_file(c, path, buf_done(&text));
  write_file(c, decisions, buf_done(&migration->decisions));
  fprintf(stream, "%u carried over to %s; %u to decide, in %s\n", migration->carried, path, migration->open, decisions);
  return c->io_failed ? CW_FAILED : cw_status(c);
}

enum cw_result cw_migrate(struct cw_compilation *c, const char *file, const char *to, const char *folder,
                          FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, file);
  WANT(c, to);
  WANT(c, folder);
  WANT(c, stream);
  struct migration *migration = arena_zalloc(&c->arena, sizeof *migration);
  migration->c = c;
  migration->graph = &c->graph;
  migration->new = find_framework(c, to);
  migration->source = migration->new != NO_INDEX ? find_source(c, file) : (uint32_t)NO_INDEX;
  if (migration->new == NO_INDEX) {
    return CW_USAGE;
  }
  if (migration->source == NO_INDEX) {
    return usage(c, "%s was not read", file);
  }
  source_text text = {0};
  const struct source *source = &c->sources.list.v[migration->source];
  migration->bytes = source_bytes(source, &c->arena, &text);
  migration->size = source->size;
  if (migration->bytes == NULL) {
    return usage(c, "%s cannot be read again", file);
  }
  walk_init(&migration->walk, &c->analysis.network, &c->arena);
  buf_init(&migration->decisions, &c->arena);
  buf_text(&migration->decisions, "source,relation,target,reason,candidates\n");
  if (!carry(migration, file, to)) {
    return CW_USAGE;
  }
  enum cw_result result = write_all(migration, file, folder, stream);
  return result == CW_OK && c->import.strict && migration->open > 0 ? CW_FINDINGS : result;
}
