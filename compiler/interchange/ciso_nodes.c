/* Nodes of a library as controls and groups. */
#include "interchange/ciso.h"
#include "interchange/frameworks.h"
#include "interchange/urns.h"
#include "interchange/words.h"

enum { DEEPEST = 250 }; /* levels that are looked up through: no document may be deeper */

struct building {
  struct session *session;
  struct native_framework *framework;
  const ciso_nodes *nodes;
  struct names ids;
  struct names urns; /* by number: the node */
  uint32_t *parents; /* by node */
  bool *has_children;
};

static void find_parents(struct building *building) {
  uint32_t n = building->nodes->n;
  building->parents = arena_alloc(building->session->arena, ((size_t)n + 1) * sizeof *building->parents);
  for (uint32_t i = 0; i < n; i++) {
    const struct ciso_node *node = &building->nodes->v[i];
    uint32_t parent = node->parent_urn.n > 0 ? names_find(&building->urns, node->parent_urn) : node->parent;
    if (node->parent_urn.n > 0 && parent == NO_NAME) {
      session_say(building->session, F_IMPORT_CELL, &node->place,
                  "the parent %.*s is no node of this framework; the node stands at the top",
                  STR_ARG(node->parent_urn));
      parent = NO_INDEX;
    }
    building->parents[i] = parent;
  }
}

/* A node that stands, by its parents, inside itself: the circle is cut there. */
static void cut_circles(struct building *building) {
  uint32_t count = building->nodes->n;
  const bool *cut = parents_cut_circles(building->session->arena, building->parents, count);
  for (uint32_t i = 0; i < count; i++) {
    if (cut[i]) {
      session_say(building->session, F_IMPORT_CELL, &building->nodes->v[i].place,
                  "this node stands, by its parents, inside itself; it is moved to the top");
    }
  }
}

static void mark_parents(struct building *building) {
  building->has_children = arena_zalloc(building->session->arena, (size_t)building->nodes->n + 1);
  for (uint32_t i = 0; i < building->nodes->n; i++) {
    if (building->parents[i] != NO_INDEX) {
      building->has_children[building->parents[i]] = true;
    }
  }
}

static bool is_taken(const struct building *building, struct str id) {
  return id.p != NULL && names_find(&building->ids, id) != NO_NAME;
}

/* The end of its URN, of a node without a ref_id, or with one that another node has. */
static struct str id_of_urn(struct building *building, const struct ciso_node *node, struct str ref) {
  struct session *session = building->session;
  struct str label;
  struct str id = id_make(session->arena, urn_tail(str_or_empty(node->urn)), &label);
  if (id.p == NULL || is_taken(building, id)) {
    session_say(session, F_DUPLICATE_CONTROL, &node->place, "this node has no id that another has not; it is left out");
    return (struct str){.p = NULL};
  }
  if (ref.p != NULL) {
    session_note(session, &node->ref_id, "%.*s stands for two nodes; the second is known by the end of its URN",
                 STR_ARG(ref));
  } else {
    session_count(session, "node has no ref_id and is known by the end of its URN",
                  "nodes have no ref_id and are known by the end of their URN", &node->place, (struct str){.p = NULL});
  }
  return id;
}

static struct str id_of(struct building *building, const struct ciso_node *node, struct str *label) {
  struct session *session = building->session;
  struct str ref = words_trim(node->ref_id.text);
  struct str id = ref.n > 0 ? id_make(session->arena, ref, label) : (struct str){.p = NULL};
  if (id.p == NULL || is_taken(building, id)) {
    *label = (struct str){.p = NULL};
    id = id_of_urn(building, node, id);
  }
  if (id.p == NULL) {
    return id;
  }
  if (label->n > 0) {
    session_count(session, "ref_id has blanks, which are left out or written as hyphens",
                  "ref_ids have blanks, which are left out or written as hyphens", &node->ref_id,
                  (struct str){.p = NULL});
  }
  names_intern_kept(&building->ids, id);
  return id;
}

static struct str title_of(struct building *building, const struct ciso_node *node, struct str id) {
  struct str name = words_trim(node->name);
  if (name.n > 0) {
    return name;
  }
  session_count(building->session, "node has no name: its description, or else its id, stands for it",
                "nodes have no name: their description, or else their id, stands for it", &node->place,
                (struct str){.p = NULL});
  struct str description = words_trim(node->description);
  return description.n > 0 ? words_title(building->session->arena, description) : id;
}

static struct str group_words(struct building *building, struct str groups) {
  struct str words = {.p = NULL};
  for (struct str rest = groups; rest.p != NULL;) {
    struct str label;
    struct str word = id_make(building->session->arena, words_next(&rest, ",\n"), &label);
    words = word.p != NULL ? words_join(building->session->arena, words, " ", word) : words;
  }
  return words;
}

/* Whether something above is a control, in which no group can stand. */
static bool within_control(const struct building *building, uint32_t node) {
  uint32_t steps = 0;
  for (uint32_t above = building->parents[node]; above != NO_INDEX && steps < DEEPEST;
       above = building->parents[above]) {
    steps++;
    if (building->nodes->v[above].assessable) {
      return true;
    }
  }
  return false;
}

static void set_kind(struct building *building, uint32_t number, struct native_control *control) {
  const struct ciso_node *node = &building->nodes->v[number];
  bool group = !node->assessable && building->has_children[number] && !within_control(building, number);
  control->kind = group ? KIND_GROUP : KIND_CONTROL;
  if (!group && !node->assessable) {
    control->counted = CHOICE_NO;
    session_count(building->session, "node is not assessable and no heading: it is a control that does not count",
                  "nodes are not assessable and no headings: they are controls that do not count", &node->place,
                  (struct str){.p = NULL});
  }
}

static void add_node(struct building *building, uint32_t *controls, uint32_t number) {
  const struct ciso_node *node = &building->nodes->v[number];
  struct arena *arena = building->session->arena;
  struct str label = {.p = NULL};
  struct str id = id_of(building, node, &label);
  controls[number] = NO_INDEX;
  if (id.p == NULL) {
    return;
  }
  controls[number] =
      native_control_add(arena, building->framework, KIND_CONTROL, id, title_of(building, node, id), NO_INDEX);
  struct native_control *control = &building->framework->controls.v[controls[number]];
  control->label = label;
  control->statement = words_trim(node->description);
  control->guidance = words_trim(node->annotation);
  struct str groups = group_words(building, node->groups);
  if (groups.n > 0) {
    struct native_attr attr = {.name = STR("implementation-group"), .value = groups};
    vec_push(arena, &control->attrs, attr);
  }
  set_kind(building, number, control);
  urns_add(building->session, node->urn, building->framework->id, id);
}

/* The nearest node above that became a control. */
static uint32_t parent_control(const struct building *building, const uint32_t *controls, uint32_t number) {
  uint32_t above = building->parents[number];
  while (above != NO_INDEX && controls[above] == NO_INDEX) {
    above = building->parents[above];
  }
  return above != NO_INDEX ? controls[above] : NO_INDEX;
}

void ciso_add_nodes(struct session *session, struct native_framework *framework, const ciso_nodes *nodes) {
  struct building building = {.session = session, .framework = framework, .nodes = nodes};
  names_init(&building.ids, session->arena);
  names_init(&building.urns, session->arena);
  for (uint32_t i = 0; i < nodes->n; i++) {
    struct buf none;
    if (nodes->v[i].urn.n == 0 || names_find(&building.urns, nodes->v[i].urn) != NO_NAME) {
      buf_init(&none, session->arena);
      buf_printf(&none, "\n%u", (unsigned)i); /* keeps the numbers in step; no URN has a line end */
      names_intern_kept(&building.urns, buf_done(&none));
    } else {
      names_intern_kept(&building.urns, nodes->v[i].urn);
    }
  }
  find_parents(&building);
  cut_circles(&building);
  mark_parents(&building);
  uint32_t *controls = arena_alloc(session->arena, ((size_t)nodes->n + 1) * sizeof *controls);
  for (uint32_t i = 0; i < nodes->n; i++) {
    add_node(&building, controls, i);
  }
  for (uint32_t i = 0; i < nodes->n; i++) {
    if (controls[i] != NO_INDEX) {
      framework->controls.v[controls[i]].parent = parent_control(&building, controls, i);
    }
  }
}
