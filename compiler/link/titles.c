/* Titles that the author of a map had before them, held against those of the controls: an id that lost its last zero, or
 * that is of another edition, often exists, and only its title shows that another control was meant. */
#include "link/facts.h"

#include <assert.h>
#include <ctype.h>

/* The titles of a framework without case, blanks and punctuation, and whose they are; made when first asked for. */
struct titles {
  uint32_t framework;
  bool made;
  struct names names;
  VEC(uint32_t) nodes; /* by name: the first control so called */
};

/* What was found in one mapping. */
struct mistitled {
  struct fact_job *job;
  struct titles sides[2];
  struct finding *finding;
  uint32_t count;
};

/* How many places are told. */
enum { MOST_TOLD = 5 };

static struct str bare_title(struct buf *buffer, struct str title) {
  buffer->n = 0;
  for (uint32_t i = 0; i < title.n; i++) {
    unsigned char c = (unsigned char)title.p[i];
    if (isalnum(c) || c >= 0x80) {
      buf_char(buffer, (char)tolower(c));
    }
  }
  return buf_done(buffer);
}

static void make_titles(const struct mistitled *it, struct titles *titles, struct buf *buffer) {
  const struct graph *graph = it->job->linker->graph;
  const struct graph_framework *owner = &graph->frameworks.v[titles->framework];
  titles->made = true;
  names_init(&titles->names, it->job->arena);
  for (uint32_t node = owner->first; node < owner->first + owner->count; node++) {
    uint32_t before = titles->names.names.n;
    if (names_intern(&titles->names, bare_title(buffer, graph->controls[node].title)) == before) {
      vec_push(it->job->arena, &titles->nodes, node);
    }
  }
}

static bool bears(const struct mistitled *it, uint32_t node, struct str bare, struct buf *buffer) {
  return node != NO_INDEX && str_eq(bare_title(buffer, it->job->linker->graph->controls[node].title), bare);
}

/* The controls of one side of a map: all of them, or the one that is meant. */
static bool side_bears(const struct mistitled *it, const struct decl_map *map, const struct decl_seen *seen,
                       unsigned side, struct str bare, struct buf *buffer, uint32_t *node) {
  const struct decl_mapping *declared = it->job->mapping->declared;
  bool several = (map->flags & (side == 0 ? MAP_SOURCES : MAP_TARGETS)) != 0;
  uint32_t first = side == 0 ? map->source : map->target;
  uint32_t count = !several ? 1 : side == 0 ? map->source_count : map->target_count;
  bool all = seen->side == SEEN_EITHER;
  bool found = false;
  for (uint32_t i = all ? 0 : seen->member; i < (all ? count : seen->member + 1) && i < count && !found; i++) {
    uint32_t name = several ? declared->refs.v[first + i].name : first;
    *node = graph_find_reference(it->job->linker->graph, it->sides[side].framework, declared->names.names.v[name]);
    found = bears(it, *node, bare, buffer);
  }
  return found;
}

static struct place place_of(const struct mistitled *it, const struct decl_map *map, const struct decl_seen *seen) {
  static const char *const attributes[] = {"source-title", "target-title", "title"};
  bool inside = seen->offset != map->offset || seen->side == SEEN_EITHER;
  return place_attribute(it->job->mapping->document_source, seen->offset, inside ? "title" : attributes[seen->side]);
}

static void tell(struct mistitled *it, const struct decl_map *map, const struct decl_seen *seen, uint32_t node,
                 uint32_t other) {
  const struct graph *graph = it->job->linker->graph;
  struct place place = place_of(it, map, seen);
  struct str id = graph->controls[node].id;
  struct str meant = graph->controls[other].id;
  if (it->count++ == 0) {
    it->finding = finding_add(it->job->findings, F_LINT_TITLE, place,
                              "the title that was seen for \"%.*s\" is that of \"%.*s\" in %.*s", STR_ARG(id),
                              STR_ARG(meant), STR_ARG(graph->frameworks.v[graph->controls[node].framework].id));
    it->finding->mapping = it->job->mapping->id;
    it->finding->framework = graph->frameworks.v[graph->controls[node].framework].id;
    it->finding->control = id;
  } else if (it->count <= MOST_TOLD) {
    finding_note(it->job->findings, it->finding, place, "the title seen for \"%.*s\" is that of \"%.*s\"", STR_ARG(id),
                 STR_ARG(meant));
  }
}

/* What the exports want of it. */
static void settle(struct decl_seen *seen, const struct decl_map *map, unsigned side, uint32_t node) {
  seen->map_offset = map->offset;
  seen->node = node;
  seen->side = (uint8_t)side;
}

static void check_title(struct mistitled *it, const struct decl_map *map, struct decl_seen *seen, struct buf *buffer,
                        struct buf *other_buffer) {
  struct str bare = bare_title(buffer, seen->title);
  uint32_t nodes[2] = {NO_INDEX, NO_INDEX};
  for (unsigned side = 0; side < 2; side++) {
    bool asked = seen->side == SEEN_EITHER || seen->side == side;
    if (asked && side_bears(it, map, seen, side, bare, other_buffer, &nodes[side])) {
      settle(seen, map, side, nodes[side]);
      return;
    }
  }
  settle(seen, map, seen->side, seen->side == SEEN_EITHER ? NO_INDEX : nodes[seen->side]);
  for (unsigned side = 0; side < 2; side++) {
    if (nodes[side] == NO_INDEX) {
      continue;
    }
    struct titles *titles = &it->sides[side];
    if (!titles->made) {
      make_titles(it, titles, other_buffer);
    }
    uint32_t name = bare.n > 0 ? names_find(&titles->names, bare) : NO_NAME;
    if (name != NO_NAME) {
      assert(titles->nodes.v != NULL);
      tell(it, map, seen, nodes[side], titles->nodes.v[name]);
      return;
    }
  }
}

void check_titles(struct fact_job *job) {
  struct decl_mapping *declared = job->mapping->declared;
  struct mistitled it = {.job = job,
                         .sides = {{.framework = job->mapping->source}, {.framework = job->mapping->target}}};
  struct buf buffer;
  struct buf other;
  buf_init(&buffer, job->arena);
  buf_init(&other, job->arena);
  for (uint32_t i = 0; i < declared->seen.n; i++) {
    struct decl_seen *seen = &declared->seen.v[i];
    check_title(&it, &declared->maps.v[seen->map], seen, &buffer, &other);
  }
  if (it.count > MOST_TOLD) {
    finding_note(job->findings, it.finding, place_none(), "and %u more in this mapping", it.count - MOST_TOLD);
  }
}
