/* A mapping whose unknown ids are all known in another edition of the framework, or with a prefix, or without one: the
 * mistake is one, and ids that exist both ways are part of it without anybody noticing. */
#include "link/facts.h"

#include <assert.h>
#include <stdlib.h>

/* The names of one side of a mapping: those that its framework does not know, and those that it does. */
struct side_names {
  struct fact_job *job;
  uint32_t framework;
  const char *attribute;
  VEC(struct str) unknown;
  VEC(struct str) known;
};

/* From how many unknown ids on they are taken for a habit; how many ids a note lists; how many prefixes are tried. */
enum { FROM_UNKNOWN = 2, MOST_LISTED = 8, MOST_PREFIXES = 8 };

/* How an id is meant: in another edition, with a prefix, or without one. */
struct meaning {
  struct str edition; /* its id, or absent */
  bool loaded;
  uint32_t framework; /* of the edition, where it is loaded */
  struct str prefix;
  bool without; /* the prefix is to be taken away */
};

static bool is_known(const struct side_names *it, const struct meaning *meaning, struct str id) {
  const struct linker *linker = it->job->linker;
  char text[256];
  if (meaning->edition.n > 0) {
    return meaning->loaded ? graph_find_reference(linker->graph, meaning->framework, id) != NO_INDEX
                           : linker->options->edition_has(meaning->edition, id);
  }
  if (meaning->without) {
    bool starts = id.n > meaning->prefix.n && memcmp(id.p, meaning->prefix.p, meaning->prefix.n) == 0;
    struct str rest = {.p = id.p + meaning->prefix.n, .n = id.n - meaning->prefix.n};
    return starts && graph_find_control(linker->graph, it->framework, rest) != NO_INDEX;
  }
  if (id.n + meaning->prefix.n > sizeof text) {
    return false;
  }
  assert(meaning->prefix.p != NULL);
  memcpy(text, meaning->prefix.p, meaning->prefix.n);
  memcpy(text + meaning->prefix.n, id.p, id.n);
  struct str whole = {.p = text, .n = meaning->prefix.n + id.n};
  return graph_find_control(linker->graph, it->framework, whole) != NO_INDEX;
}

static bool knows_all(const struct side_names *it, const struct meaning *meaning) {
  for (uint32_t i = 0; i < it->unknown.n; i++) {
    if (!is_known(it, meaning, it->unknown.v[i])) {
      return false;
    }
  }
  return true;
}

static bool is_separator(char c) {
  return c == '.' || c == '-' || c == ':';
}

/* A framework, and the line of standards that it is an edition of. */
struct edition {
  struct str line;
  uint32_t framework;
};

struct str edition_line(struct str id) {
  uint32_t n = id.n;
  while (n > 0 && id.p[n - 1] != '-') {
    n--;
  }
  return (struct str){.p = id.p, .n = n};
}

bool is_edition_of(const struct graph *graph, uint32_t framework, struct str id) {
  struct str own = graph->frameworks.v[framework].id;
  struct str line = edition_line(own);
  bool of_line = line.n > 0 && str_eq(edition_line(id), line) && !str_eq(id, own);
  return of_line || str_eq(id, graph->frameworks.v[framework].declared->supersedes);
}

static uint32_t edition_next(const struct graph *graph, uint32_t framework, bool newer) {
  if (newer) {
    return graph->frameworks.v[framework].superseded_by;
  }
  struct str older = graph->frameworks.v[framework].declared->supersedes;
  return older.n > 0 ? graph_find_framework(graph, older) : NO_INDEX;
}

uint32_t editions_around(const struct graph *graph, uint32_t framework, uint32_t list[2 * MOST_EDITIONS]) {
  uint32_t count = 0;
  for (int turn = 0; turn < 2; turn++) {
    uint32_t at = edition_next(graph, framework, turn == 0);
    for (unsigned steps = 0; steps < MOST_EDITIONS && at != NO_INDEX && at != framework; steps++) {
      list[count++] = at;
      at = edition_next(graph, at, turn == 0);
    }
  }
  return count;
}

static int by_line(const void *a, const void *b) {
  const struct edition *x = a;
  const struct edition *y = b;
  int order = str_compare(x->line, y->line);
  return order != 0 ? order : (x->framework > y->framework) - (x->framework < y->framework);
}

void link_editions(struct linker *linker) {
  const struct graph *graph = linker->graph;
  linker->editions = arena_alloc(linker->arena, ((size_t)graph->frameworks.n + 1) * sizeof *linker->editions);
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    linker->editions[f] = (struct edition){.line = edition_line(graph->frameworks.v[f].id), .framework = f};
  }
  if (graph->frameworks.n > 0) {
    qsort(linker->editions, graph->frameworks.n, sizeof *linker->editions, by_line);
  }
}

/* Where the edition stands, or would stand. */
static uint32_t place_of(const struct linker *linker, struct edition edition) {
  uint32_t low = 0;
  uint32_t high = linker->graph->frameworks.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (by_line(&linker->editions[middle], &edition) < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/* The first in order; of very many only those around this one. */
static bool find_loaded_edition(const struct side_names *it, struct str line, struct meaning *meaning) {
  enum { MOST_EITHER_WAY = 16 };
  const struct linker *linker = it->job->linker;
  uint32_t first = place_of(linker, (struct edition){.line = line, .framework = 0});
  uint32_t own = place_of(linker, (struct edition){.line = line, .framework = it->framework});
  uint32_t end =
      linker->graph->frameworks.n - own > MOST_EITHER_WAY ? own + MOST_EITHER_WAY + 1 : linker->graph->frameworks.n;
  first = own - first > MOST_EITHER_WAY ? own - MOST_EITHER_WAY : first;
  for (uint32_t e = first; e < end && str_eq(linker->editions[e].line, line); e++) {
    uint32_t framework = linker->editions[e].framework;
    *meaning =
        (struct meaning){.edition = linker->graph->frameworks.v[framework].id, .loaded = true, .framework = framework};
    if (framework != it->framework && knows_all(it, meaning)) {
      return true;
    }
  }
  return false;
}

/* Those that it supersedes, or that supersede it, whatever they are called. */
static bool find_superseding(const struct side_names *it, struct meaning *meaning) {
  const struct graph *graph = it->job->linker->graph;
  uint32_t editions[2 * MOST_EDITIONS];
  uint32_t count = editions_around(graph, it->framework, editions);
  for (uint32_t i = 0; i < count; i++) {
    *meaning =
        (struct meaning){.edition = graph->frameworks.v[editions[i]].id, .loaded = true, .framework = editions[i]};
    if (knows_all(it, meaning)) {
      return true;
    }
  }
  return false;
}

static bool find_edition(const struct side_names *it, struct meaning *meaning) {
  const struct linker *linker = it->job->linker;
  struct str line = edition_line(linker->graph->frameworks.v[it->framework].id);
  if ((line.n > 0 && find_loaded_edition(it, line, meaning)) || find_superseding(it, meaning)) {
    return true;
  }
  for (uint32_t b = 0; b < linker->options->bundled_count && linker->options->edition_has != NULL; b++) {
    struct str id = linker->options->bundled[b];
    *meaning = (struct meaning){.edition = id};
    if (is_edition_of(linker->graph, it->framework, id) && graph_find_framework(linker->graph, id) == NO_INDEX &&
        knows_all(it, meaning)) {
      return true;
    }
  }
  return false;
}

/* Each prefix with which, or without which, the first unknown id is known. */
static bool find_prefix(const struct side_names *it, struct meaning *meaning) {
  const struct graph *graph = it->job->linker->graph;
  const struct graph_framework *owner = &graph->frameworks.v[it->framework];
  struct str id = it->unknown.v[0];
  for (uint32_t i = 0; i + 1 < id.n; i++) {
    *meaning = (struct meaning){.prefix = {.p = id.p, .n = i + 1}, .without = true};
    if (is_separator(id.p[i]) && knows_all(it, meaning)) {
      return true;
    }
  }
  unsigned tried = 0;
  for (uint32_t node = owner->first; node < owner->first + owner->count && tried < MOST_PREFIXES; node++) {
    struct str whole = graph->controls[node].id;
    uint32_t before = whole.n > id.n ? whole.n - id.n : 0;
    if (before == 0 || !is_separator(whole.p[before - 1]) || memcmp(whole.p + before, id.p, id.n) != 0) {
      continue;
    }
    tried++;
    *meaning = (struct meaning){.prefix = {.p = whole.p, .n = before}};
    if (knows_all(it, meaning)) {
      return true;
    }
  }
  return false;
}

static void list_ids(struct buf *list, const struct str *ids, uint32_t count) {
  for (uint32_t i = 0; i < count && i < MOST_LISTED; i++) {
    buf_printf(list, "%s%.*s", i > 0 ? ", " : "", STR_ARG(ids[i]));
  }
  if (count > MOST_LISTED) {
    buf_printf(list, " and %u more", count - MOST_LISTED);
  }
}

/* Ids that exist here and there: nothing shows whether the right control is meant. */
static void note_both_ways(const struct side_names *it, const struct meaning *meaning, struct finding *finding) {
  VEC(struct str) both = {0};
  for (uint32_t i = 0; i < it->known.n; i++) {
    if (is_known(it, meaning, it->known.v[i])) {
      vec_push(it->job->arena, &both, it->known.v[i]);
    }
  }
  if (both.n > 0) {
    struct buf list;
    buf_init(&list, it->job->arena);
    list_ids(&list, both.v, both.n);
    finding_note(it->job->findings, finding, place_none(),
                 "these exist both ways, and may be another control than was meant: %.*s", STR_ARG(buf_done(&list)));
  }
}

static void tell(const struct side_names *it, const struct meaning *meaning) {
  const struct graph *graph = it->job->linker->graph;
  const struct graph_mapping *mapping = it->job->mapping;
  struct str own = graph->frameworks.v[it->framework].id;
  struct place place = place_attribute(mapping->document_source, mapping->offset, it->attribute);
  struct finding *finding;
  if (meaning->edition.n > 0) {
    finding = finding_add(it->job->findings, F_LINT_EDITION, place,
                          "%u ids are unknown in %.*s, and all of them are known in %.*s", it->unknown.n, STR_ARG(own),
                          STR_ARG(meaning->edition));
  } else {
    finding = finding_add(it->job->findings, F_LINT_EDITION, place,
                          "%u ids are unknown in %.*s, and all of them are known %s \"%.*s\" before them",
                          it->unknown.n, STR_ARG(own), meaning->without ? "without" : "with", STR_ARG(meaning->prefix));
  }
  finding->mapping = mapping->id;
  finding->framework = own;
  struct buf list;
  buf_init(&list, it->job->arena);
  list_ids(&list, it->unknown.v, it->unknown.n);
  finding_note(it->job->findings, finding, place_none(), "unknown as they are written: %.*s", STR_ARG(buf_done(&list)));
  note_both_ways(it, meaning, finding);
}

void check_edition(struct fact_job *job, uint32_t framework, const char *attribute, const uint32_t *nodes) {
  const struct names *names = &job->mapping->declared->names;
  struct side_names it = {.job = job, .framework = framework, .attribute = attribute};
  for (uint32_t i = 0; i < names->names.n; i++) {
    if (nodes[i] == NAME_UNKNOWN) {
      vec_push(job->arena, &it.unknown, names->names.v[i]);
    }
  }
  if (it.unknown.n < FROM_UNKNOWN) {
    return;
  }
  for (uint32_t i = 0; i < names->names.n; i++) {
    if (nodes[i] != NAME_UNKNOWN && nodes[i] != NAME_UNRESOLVED) {
      vec_push(job->arena, &it.known, names->names.v[i]);
    }
  }
  struct meaning meaning;
  if (find_edition(&it, &meaning) || find_prefix(&it, &meaning)) {
    tell(&it, &meaning);
  }
}
