/* Frameworks that were just read become known. */
#include "interchange/frameworks.h"

#include "interchange/atlas.h"
#include "interchange/words.h"

/* Adds the words that controls have in an attribute to those that are declared for it. */
static void declare_used(struct session *session, struct native_framework *framework, struct str attribute,
                         struct names *names) {
  for (uint32_t i = 0; i < framework->controls.n; i++) {
    const struct native_control *control = &framework->controls.v[i];
    for (uint32_t a = 0; a < control->attrs.n; a++) {
      struct str rest =
          str_eq(control->attrs.v[a].name, attribute) ? control->attrs.v[a].value : (struct str){.p = NULL};
      while (rest.p != NULL) {
        struct decl_value value = {.name = words_next(&rest, " ")};
        uint32_t before = names->names.n;
        if (value.name.n > 0 && names_intern_kept(names, value.name) == before) {
          vec_push(session->arena, &framework->values, value);
          struct value nowhere = value_none();
          session_count(session, "word of an attribute is used and was not declared; it is declared now",
                        "words of attributes are used and were not declared; they are declared now", &nowhere,
                        (struct str){.p = NULL});
        }
      }
    }
  }
}

/* An attribute that declares words declares each of those that are used, once. */
static void complete_values(struct session *session, struct native_framework *framework) {
  for (uint32_t i = 0; i < framework->attributes.n; i++) {
    struct decl_attribute *attribute = &framework->attributes.v[i];
    struct names names;
    names_init(&names, session->arena);
    uint32_t first = framework->values.n;
    for (uint32_t v = 0; v < attribute->value_count; v++) {
      struct decl_value value = framework->values.v[attribute->first_value + v];
      uint32_t before = names.names.n;
      if (names_intern_kept(&names, value.name) == before) {
        vec_push(session->arena, &framework->values, value);
      }
    }
    if (attribute->value_count > 0) {
      declare_used(session, framework, attribute->name, &names);
      attribute->first_value = first;
      attribute->value_count = framework->values.n - first;
    }
  }
}

void framework_make_known(struct session *session, struct native_framework *framework) {
  framework->title = framework->title.n > 0 ? framework->title : framework->id; /* a framework has a title */
  complete_values(session, framework);
  struct known *known = atlas_make(session, framework->id);
  known->title = framework->title;
  known->open = framework->open;
  session->file->framework = framework->id;
  for (uint32_t i = 0; i < framework->controls.n; i++) {
    const struct native_control *control = &framework->controls.v[i];
    bool top = control->parent == NO_INDEX;
    known_add(
        session, known,
        &(struct known_control){.id = control->id,
                                .label = control->label,
                                .title = control->title,
                                .statement = control->statement,
                                .parent = top ? (struct str){.p = NULL} : framework->controls.v[control->parent].id,
                                .withdrawn = control->withdrawn});
  }
}

static bool has_no_text(const struct native_control *control) {
  return control->statement.n == 0 && control->guidance.n == 0;
}

bool *parents_cut_circles(struct arena *arena, uint32_t *parents, uint32_t count) {
  bool *cut = arena_zalloc(arena, (size_t)count + 1);
  uint8_t *state = arena_zalloc(arena, (size_t)count + 1); /* 1: on this walk, 2: leads to the top */
  for (uint32_t i = 0; i < count; i++) {
    uint32_t at = i;
    while (at != NO_INDEX && state[at] == 0) {
      state[at] = 1;
      if (parents[at] != NO_INDEX && state[parents[at]] == 1) {
        cut[at] = true;
        parents[at] = NO_INDEX;
      }
      at = parents[at];
    }
    for (at = i; at != NO_INDEX && state[at] == 1; at = parents[at]) {
      state[at] = 2;
    }
  }
  return cut;
}

/* Whether all that it stands below may be headings, too. */
static bool stands_below_headings(const struct native_framework *framework, uint32_t number, const bool *may_be) {
  for (uint32_t above = framework->controls.v[number].parent; above != NO_INDEX;
       above = framework->controls.v[above].parent) {
    if (!may_be[above]) {
      return false;
    }
  }
  return true;
}

void framework_shape_groups(struct session *session, struct native_framework *framework) {
  uint32_t count = framework->controls.n;
  bool *may_be = arena_zalloc(session->arena, (size_t)count + 1); /* by number: a heading, if all above it are */
  for (uint32_t i = 0; i < count; i++) {
    uint32_t parent = framework->controls.v[i].parent;
    may_be[i] = may_be[i] || framework->controls.v[i].kind == KIND_GROUP;
    if (parent != NO_INDEX && has_no_text(&framework->controls.v[parent]) && !framework->controls.v[parent].kind_said) {
      may_be[parent] = true;
    }
  }
  for (uint32_t i = 0; i < count; i++) {
    struct native_control *control = &framework->controls.v[i];
    bool heading = control->kind == KIND_GROUP;
    control->kind = may_be[i] && stands_below_headings(framework, i, may_be) ? KIND_GROUP : KIND_CONTROL;
    if (heading && control->kind == KIND_CONTROL) {
      struct value nowhere = value_none();
      control->counted = CHOICE_NO;
      session_count(session, "heading stands below a control and is written as a control that does not count",
                    "headings stand below controls and are written as controls that do not count", &nowhere,
                    (struct str){.p = NULL});
    }
  }
}

struct str session_stem(struct session *session) {
  const char *slash = strrchr(session->file->input->name, '/');
  struct str stem = str_from(slash != NULL ? slash + 1 : session->file->input->name);
  for (uint32_t i = stem.n; i-- > 1;) {
    if (stem.p[i] == '.') {
      stem.n = i;
      break;
    }
  }
  return stem;
}
