/* What a run is asked for. A table between two frameworks that nothing joins would look like a result and be none: it is
 * not written. */
#include "workspace/asks.h"

#include "workspace/matrices.h"
#include "workspace/torn.h"

/* ---- what joins two frameworks ---- */

/* A mapping as a way between two frameworks: one that is loaded, or a bundled one that could be. */
struct way {
  struct str ends[2];
  struct str bundled; /* its id, absent where it is loaded */
};

typedef VEC(struct way) way_list;

static void list_loaded(struct workspace *w, way_list *ways) {
  for (uint32_t i = 0; i < w->graph.mappings.n; i++) {
    const struct graph_mapping *mapping = &w->graph.mappings.v[i];
    struct way way = {.ends = {w->graph.frameworks.v[mapping->source].id, w->graph.frameworks.v[mapping->target].id}};
    vec_push(w->arena, ways, way);
  }
}

static void list_bundled(struct workspace *w, way_list *ways) {
  for (uint32_t i = 0; i < w->bundle.n; i++) {
    const struct bundled *bundled = &w->bundle.v[i];
    if (bundled->kind == DOCUMENT_MAPPING && !bundled->loaded) {
      struct way way = {.ends = {bundled->source, bundled->target}, .bundled = bundled->id};
      vec_push(w->arena, ways, way);
    }
  }
}

/* How far each framework is from the source, by name; NO_INDEX: not at all. */
struct distances {
  struct names names;
  VEC(uint32_t) steps;
};

static uint32_t name_of(struct workspace *w, struct distances *distances, struct str framework) {
  uint32_t name = names_intern(&distances->names, framework);
  if (name == distances->steps.n) {
    vec_push(w->arena, &distances->steps, NO_INDEX);
  }
  return name;
}

static uint32_t steps_to(const struct distances *distances, struct str framework) {
  uint32_t name = names_find(&distances->names, framework);
  return name != NO_NAME ? distances->steps.v[name] : NO_INDEX;
}

static void measure(struct workspace *w, const way_list *ways, struct str source, struct distances *distances) {
  names_init(&distances->names, w->arena);
  distances->steps.n = 0;
  uint32_t first = name_of(w, distances, source);
  distances->steps.v[first] = 0;
  for (uint32_t i = 0; i < ways->n; i++) {
    (void)name_of(w, distances, ways->v[i].ends[0]);
    (void)name_of(w, distances, ways->v[i].ends[1]);
  }
  for (bool again = true; again;) {
    again = false;
    for (uint32_t i = 0; i < ways->n; i++) {
      uint32_t a = name_of(w, distances, ways->v[i].ends[0]);
      uint32_t b = name_of(w, distances, ways->v[i].ends[1]);
      for (int turn = 0; turn < 2; turn++) {
        uint32_t from = distances->steps.v[turn == 0 ? a : b];
        uint32_t *to = &distances->steps.v[turn == 0 ? b : a];
        if (from != NO_INDEX && (*to == NO_INDEX || *to > from + 1)) {
          *to = from + 1;
          again = true;
        }
      }
    }
  }
}

/* The first of the frameworks that are known to be joined with this one; ways to it become shorter on the way. */
static uint32_t root_of(uint32_t *parts, uint32_t framework) {
  while (parts[framework] != framework) {
    parts[framework] = parts[parts[framework]];
    framework = parts[framework];
  }
  return framework;
}

/* The parts of the graph that mappings join, worked out once: a number for each framework. */
static void number_parts(struct workspace *w) {
  uint32_t count = w->graph.frameworks.n;
  w->parts = arena_alloc(w->arena, ((size_t)count + 1) * sizeof *w->parts);
  for (uint32_t f = 0; f < count; f++) {
    w->parts[f] = f;
  }
  for (uint32_t i = 0; i < w->graph.mappings.n; i++) {
    uint32_t a = root_of(w->parts, w->graph.mappings.v[i].source);
    uint32_t b = root_of(w->parts, w->graph.mappings.v[i].target);
    w->parts[a > b ? a : b] = a > b ? b : a;
  }
}

static bool are_joined(struct workspace *w, uint32_t source, uint32_t target) {
  if (w->parts == NULL) {
    number_parts(w);
  }
  return root_of(w->parts, source) == root_of(w->parts, target);
}

/* ---- what to say where nothing does ---- */

/* What is broken or not there may have joined them: it is told already. Only new findings are looked at. */
static bool something_is_missing(struct workspace *w) {
  w->something_missing = w->something_missing || w->loaded.lost_mapping || w->loaded.lost.names.n > 0;
  for (; w->missing_seen < w->findings.list.n && !w->something_missing; w->missing_seen++) {
    enum finding_code code = w->findings.list.v[w->missing_seen]->code;
    w->something_missing =
        code == F_UNKNOWN_FRAMEWORK || finding_matches(code, STR("xml")) || finding_matches(code, STR("io"));
  }
  return w->something_missing;
}

/* Names the bundled mappings that stand on a shortest way between the two, several for one step included. */
static uint32_t list_joining(struct workspace *w, uint32_t source, uint32_t target, struct buf *names,
                             struct buf *elements) {
  enum { MOST_NAMED = 6 };
  way_list ways = {0};
  list_loaded(w, &ways);
  list_bundled(w, &ways);
  struct distances forth = {0};
  struct distances back = {0};
  measure(w, &ways, w->graph.frameworks.v[source].id, &forth);
  measure(w, &ways, w->graph.frameworks.v[target].id, &back);
  uint32_t all = steps_to(&forth, w->graph.frameworks.v[target].id);
  uint32_t count = 0;
  for (uint32_t i = 0; i < ways.n && all != NO_INDEX && count < MOST_NAMED; i++) {
    const struct way *way = &ways.v[i];
    uint32_t forth_a = steps_to(&forth, way->ends[0]);
    uint32_t forth_b = steps_to(&forth, way->ends[1]);
    uint32_t back_a = steps_to(&back, way->ends[0]);
    uint32_t back_b = steps_to(&back, way->ends[1]);
    bool known = forth_a != NO_INDEX && forth_b != NO_INDEX && back_a != NO_INDEX && back_b != NO_INDEX;
    if (known && way->bundled.n > 0 && (forth_a + 1 + back_b == all || forth_b + 1 + back_a == all)) {
      buf_printf(names, "%s%.*s", count > 0 ? ", " : "", STR_ARG(way->bundled));
      buf_printf(elements, "%s<use ref=\"%.*s\"/>", count > 0 ? " " : "", STR_ARG(way->bundled));
      count++;
    }
  }
  return count;
}

static void note_joining(struct workspace *w, struct finding *finding, uint32_t source, uint32_t target) {
  struct buf names;
  struct buf elements;
  buf_init(&names, w->arena);
  buf_init(&elements, w->arena);
  if (list_joining(w, source, target, &names, &elements) == 0) {
    finding_note(
        &w->findings, finding, place_none(),
        "no bundled mapping joins them either; a mapping of your own between the two is needed, or one of each to "
        "the same third framework");
    return;
  }
  finding_note(&w->findings, finding, place_none(), "these bundled mappings would join them: %.*s",
               STR_ARG(buf_done(&names)));
  if (finding->place.source != NO_SOURCE) {
    finding_note(&w->findings, finding, place_none(), "add %.*s, or bundled=\"yes\" to <workspace>",
                 STR_ARG(buf_done(&elements)));
  } else {
    finding_note(&w->findings, finding, place_none(), "--bundled joins them");
  }
}

struct pair {
  uint32_t source;
  uint32_t target;
};

static struct str name_pair(const struct pair *pair) {
  return (struct str){.p = (const char *)pair, .n = sizeof *pair};
}

bool is_unconnected(const struct workspace *w, uint32_t source, uint32_t target) {
  struct pair pair = {source, target};
  return names_find(&w->unconnected, name_pair(&pair)) != NO_NAME;
}

static void report_unconnected(struct workspace *w, struct place place, uint32_t source, uint32_t target, bool column) {
  enum { MOST_EXPLAINED = 50 }; /* each goes through all mappings */
  bool again = is_unconnected(w, source, target);
  bool told = again || is_unconnected(w, target, source);
  struct pair pair = {source, target};
  if (w->unconnected.arena == NULL) {
    names_init(&w->unconnected, w->arena);
  }
  names_intern(&w->unconnected, name_pair(&pair));
  bool in_vain = something_is_missing(w);
  w->asked_in_vain += in_vain && !again && !column;
  if (told || in_vain) {
    return;
  }
  struct str from = w->graph.frameworks.v[source].id;
  struct str to = w->graph.frameworks.v[target].id;
  struct finding *finding =
      finding_add(&w->findings, F_INPUT_UNCONNECTED, place,
                  "no loaded mapping joins %.*s and %.*s, directly or through others; their crosswalk is not written",
                  STR_ARG(from), STR_ARG(to));
  finding->framework = from;
  finding->other = to;
  if (w->unconnected.names.n <= MOST_EXPLAINED) {
    note_joining(w, finding, source, target);
  }
}

uint32_t ask_joined(struct workspace *w, struct place place, uint32_t source, uint32_t target, bool column) {
  if (!are_joined(w, source, target)) {
    report_unconnected(w, place, source, target, column);
    return NO_INDEX;
  }
  if (column) {
    return analyse_ask_column(&w->analysis, source, target);
  }
  analyse_ask(&w->analysis, source, target);
  return 0;
}

/* ---- several that are held together ---- */

bool held_has(const held_list *list, uint32_t framework) {
  bool has = false;
  for (uint32_t i = 0; i < list->n && !has; i++) {
    has = list->v[i] == framework;
  }
  return has;
}

static void add_held(struct workspace *w, held_list *list, uint32_t framework) {
  if (framework != NO_INDEX && !held_has(list, framework)) {
    vec_push(w->arena, list, framework);
  }
}

bool parse_held(struct workspace *w, struct str ids, held_list *list) {
  while (ids.n > 0) {
    struct str id = {.p = ids.p};
    while (id.n < ids.n && ids.p[id.n] != '+' && ids.p[id.n] != ',') {
      id.n++;
    }
    uint32_t skip = id.n < ids.n ? id.n + 1 : id.n;
    ids.p += skip;
    ids.n -= skip;
    uint32_t framework = graph_find_framework(&w->graph, id);
    if (framework == NO_INDEX) {
      return false;
    }
    add_held(w, list, framework);
  }
  return list->n > 0;
}

uint32_t ask_held(struct workspace *w, struct place place, uint32_t source, const held_list *held, bool column) {
  held_list others = {0};
  bool joined = false;
  for (uint32_t i = 0; i < held->n; i++) {
    if (held->v[i] != source) { /* what is held is asked about something else */
      vec_push(w->arena, &others, held->v[i]);
      joined = joined || are_joined(w, source, held->v[i]);
    }
  }
  if (others.n == 0) {
    return NO_INDEX;
  }
  if (others.n == 1) {
    return ask_joined(w, place, source, others.v[0], column);
  }
  if (!joined) {
    report_unconnected(w, place, source, others.v[0], column);
    return NO_INDEX;
  }
  return analyse_ask_held(&w->analysis, source, others.v, others.n, column);
}

/* Every framework that some crosswalk is about, against all that the run is told is held. */
static void ask_held_of_run(struct workspace *w) {
  held_list held = {0};
  if (w->request.held.n == 0 || !parse_held(w, w->request.held, &held)) {
    return;
  }
  bool *asked = arena_zalloc(w->arena, (size_t)w->graph.frameworks.n + 1);
  for (uint32_t i = 0; i < w->analysis.crosswalks.n; i++) {
    asked[w->analysis.crosswalks.v[i].frameworks[0]] = true;
    asked[w->analysis.crosswalks.v[i].frameworks[1]] = true;
  }
  for (uint32_t h = 0; h < held.n; h++) {
    asked[held.v[h]] = false;
  }
  for (uint32_t f = 0; f < w->graph.frameworks.n; f++) {
    bool joined = false;
    for (uint32_t h = 0; h < held.n && asked[f]; h++) {
      joined = joined || are_joined(w, f, held.v[h]);
    }
    if (joined) {
      ask_held(w, place_none(), f, &held, false);
    }
  }
}

/* ---- who asks ---- */

static uint32_t ask_side(struct workspace *w, const struct document *document, uint32_t offset, const char *side,
                         struct str id) {
  return workspace_framework(w, document, offset, side, id, "this crosswalk is not built");
}

bool is_another(struct workspace *w, const struct document *document, uint32_t offset, const char *attribute,
                uint32_t source, uint32_t target) {
  if (source != target || source == NO_INDEX) {
    return true;
  }
  struct str id = w->graph.frameworks.v[source].id;
  struct finding *finding =
      finding_add(&w->findings, F_SCHEMA_BAD_VALUE, place_attribute(document->source, offset, attribute),
                  "%.*s stands on both sides: no framework is covered by itself", STR_ARG(id));
  finding->framework = id;
  return false;
}

/* Whether a document that was not read, or is not used, would define the framework. */
static bool is_lost(const struct workspace *w, struct str id) {
  return graph_find_framework(&w->graph, id) == NO_INDEX && torn_or_lost(w, id);
}

/* False if the pair was noted before. */
static bool note_vain(struct workspace *w, struct str source, struct str targets) {
  struct buf pair;
  buf_init(&pair, w->arena);
  buf_str(&pair, source);
  buf_text(&pair, "--");
  buf_str(&pair, targets);
  if (w->vain.arena == NULL) {
    names_init(&w->vain, w->arena);
  }
  uint32_t known = w->vain.names.n;
  return names_intern(&w->vain, buf_done(&pair)) == known;
}

/* One of the two, or their mapping, was not read: what is asked for twice counts once, as elsewhere. */
static void ask_in_vain(struct workspace *w, struct str source, struct str targets) {
  w->asked_in_vain += note_vain(w, source, targets);
}

/* A mapping that was not read, or is not used, declares a pair that may have no other. */
static void ask_unread(struct workspace *w) {
  for (uint32_t i = 0; i < w->analysis.crosswalks.n; i++) { /* those count by themselves */
    const uint32_t *ends = w->analysis.crosswalks.v[i].frameworks;
    (void)note_vain(w, w->graph.frameworks.v[ends[0]].id, w->graph.frameworks.v[ends[1]].id);
  }
  for (uint32_t i = 0; i < w->torn_mappings.n; i++) {
    ask_in_vain(w, w->torn_mappings.v[i].source, w->torn_mappings.v[i].target);
  }
  w->vain_documents = w->torn_unknown;
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    const struct decl_mapping *mapping = document->lost_kind == DOCUMENT_MAPPING ? document->as.mapping : NULL;
    if (mapping != NULL && mapping->source.n > 0 && mapping->target.n > 0) {
      ask_in_vain(w, mapping->source, mapping->target);
    } else if (mapping != NULL) {
      w->vain_documents++;
    }
  }
}

/* Without a workspace every declared pair is built; one of them may have a framework that was not read. */
static void ask_declared(struct workspace *w) {
  analyse_ask_declared(&w->analysis);
  if (torn_documents(w)) {
    ask_unread(w);
  }
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    const struct decl_mapping *mapping = document->kind == DOCUMENT_MAPPING ? document->as.mapping : NULL;
    if (mapping == NULL || document->bundled) {
      continue;
    }
    if (is_lost(w, mapping->source) || is_lost(w, mapping->target)) {
      ask_in_vain(w, mapping->source, mapping->target);
    }
  }
}

static void ask_crosswalk(struct workspace *w, const struct document *document,
                          const struct decl_crosswalk *crosswalk) {
  bool held = crosswalk->held.n > 0;
  uint32_t source = ask_side(w, document, crosswalk->offset, "source", crosswalk->source);
  struct str targets = held ? crosswalk->held : crosswalk->target;
  held_list list = {0};
  bool complete = source != NO_INDEX;
  bool lost = is_lost(w, crosswalk->source);
  for (struct str id; (id = str_next_token(&targets)).p != NULL;) {
    uint32_t target = ask_side(w, document, crosswalk->offset, held ? "held" : "target", id);
    lost = lost || is_lost(w, id);
    bool other = is_another(w, document, crosswalk->offset, held ? "held" : "target", source, target);
    complete = complete && target != NO_INDEX && other; /* less than was asked for is something else */
    add_held(w, &list, target);
  }
  if (complete && list.n > 0) {
    ask_held(w, place_at(document->source, crosswalk->offset), source, &list, false);
  } else if (lost) {
    ask_in_vain(w, crosswalk->source, str_or_empty(held ? crosswalk->held : crosswalk->target));
  }
}

/* The crosswalks and wide tables of the workspaces. False if there is no workspace. */
static bool ask_workspaces(struct workspace *w, bool *any) {
  bool given = false;
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    if (document->kind != DOCUMENT_WORKSPACE) {
      continue;
    }
    const struct decl_workspace *workspace = document->as.workspace;
    given = true;
    *any = *any || workspace->crosswalks.n + workspace->matrices.n + workspace->deliverables.n > 0;
    for (uint32_t a = 0; a < workspace->crosswalks.n; a++) {
      ask_crosswalk(w, document, &workspace->crosswalks.v[a]);
    }
  }
  matrices_ask(w);
  return given;
}

/* ---- nothing at all ---- */

static bool has_errors(const struct workspace *w) {
  for (uint32_t i = 0; i < w->findings.list.n; i++) {
    const struct finding *finding = w->findings.list.v[i];
    if (finding->severity == SEVERITY_ERROR && !finding->mild) {
      return true;
    }
  }
  return false;
}

static const struct document *first_workspace(const struct workspace *w) {
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    if (w->loaded.documents.v[i].kind == DOCUMENT_WORKSPACE) {
      return &w->loaded.documents.v[i];
    }
  }
  return NULL;
}

static void note_declared(struct workspace *w, struct finding *finding) {
  enum { MOST_SHOWN = 3 };
  for (uint32_t i = 0; i < w->graph.mappings.n && i < MOST_SHOWN; i++) {
    const struct graph_mapping *mapping = &w->graph.mappings.v[i];
    finding_note(&w->findings, finding, place_none(),
                 "for the mapping %.*s, add <crosswalk source=\"%.*s\" target=\"%.*s\"/>", STR_ARG(mapping->id),
                 STR_ARG(w->graph.frameworks.v[mapping->source].id),
                 STR_ARG(w->graph.frameworks.v[mapping->target].id));
  }
}

/* A workspace that asks for nothing gets nothing, and is told. An assessment is judged by itself. */
static void report_idle_workspace(struct workspace *w) {
  const struct document *workspace = first_workspace(w);
  if (w->graph.assessments.n > 0 || has_errors(w)) {
    return;
  }
  struct finding *finding = finding_add(&w->findings, F_INPUT_NOTHING, place_at(workspace->source, workspace->offset),
                                        "the workspace asks for no crosswalk, so that nothing is judged or built");
  note_declared(w, finding);
  if (w->graph.mappings.n == 0) {
    finding_note(&w->findings, finding, place_none(), "add a <crosswalk source=\"\" target=\"\"/> for each table");
  }
}

void report_idle_build(struct workspace *w) {
  bool asks = w->has_asks || first_workspace(w) == NULL; /* a workspace that asks for nothing was told so */
  if (w->request.scope != SCOPE_ALL || w->analysis.crosswalks.n > 0 || !asks) {
    return;
  }
  if (w->unconnected.names.n > 0 || w->graph.assessments.n > 0 || has_errors(w)) {
    return;
  }
  struct finding *finding =
      finding_add(&w->findings, F_INPUT_NOTHING, place_none(),
                  "no mapping between two frameworks is among the documents, so that there is no crosswalk to build");
  finding_note(&w->findings, finding, place_none(),
               "give a mapping, join the bundled ones with --bundled, or ask for a crosswalk in a workspace");
}

/* True if any document of the user's own says anything. */
static bool any_document(const struct workspace *w) {
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    if (!document->bundled && document->kind != DOCUMENT_BROKEN) {
      return true;
    }
  }
  return false;
}

static void report_no_document(struct workspace *w) {
  if (has_errors(w)) {
    return;
  }
  struct finding *finding = finding_add(&w->findings, F_INPUT_NOTHING, place_none(),
                                        "none of what was given is a document that crosswalk reads; nothing is judged");
  finding_note(
      &w->findings, finding, place_none(),
      "a document is a framework, supplement, mapping, workspace or assessment of the namespace urn:crosswalk:1");
}

/* Against every framework that mappings join it with. */
static void ask_all(struct workspace *w, uint32_t source) {
  for (uint32_t f = 0; f < w->graph.frameworks.n; f++) {
    if (f != source && are_joined(w, source, f)) {
      analyse_ask(&w->analysis, source, f);
    }
  }
}

static void ask_caller(struct workspace *w) {
  for (uint32_t i = 0; i < w->request.pairs.n; i++) {
    uint32_t source = graph_find_framework(&w->graph, w->request.pairs.v[i].source);
    held_list held = {0};
    if (source != NO_INDEX && str_is(w->request.pairs.v[i].target, "*")) {
      ask_all(w, source);
    } else if (source != NO_INDEX && parse_held(w, w->request.pairs.v[i].target, &held)) {
      ask_held(w, place_none(), source, &held, false);
    }
  }
}

void ask_everything(struct workspace *w) {
  bool given = w->request.paths.n > 0 || w->request.memory.n > 0;
  if (given && !any_document(w)) {
    report_no_document(w);
  }
  ask_caller(w);
  if (w->request.scope == SCOPE_ASKED) {
    return;
  }
  bool any = false;
  if (!ask_workspaces(w, &any)) {
    ask_declared(w);
  } else if (!any) {
    report_idle_workspace(w);
  }
  w->has_asks = any;
  ask_held_of_run(w);
}
