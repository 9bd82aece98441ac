/* Frameworks that were just read become known. */
#include "interchange/frameworks.h"

#include "interchange/atlas.h"

void framework_make_known(struct session *session, const struct native_framework *framework) {
  struct known *known = atlas_make(session, framework->id);
  known->title = framework->title;
  known->open = framework->open;
  session->file->framework = framework->id;
  for (uint32_t i = 0; i < framework->controls.n; i++) {
    known_add(session, known, framework->controls.v[i].id, framework->controls.v[i].label);
  }
}

void framework_shape_groups(struct session *session, struct native_framework *framework) {
  bool *has_children = arena_zalloc(session->arena, framework->controls.n + 1);
  for (uint32_t i = 0; i < framework->controls.n; i++) {
    uint32_t parent = framework->controls.v[i].parent;
    if (parent != NO_INDEX) {
      has_children[parent] = true;
    }
  }
  for (uint32_t i = 0; i < framework->controls.n; i++) {
    struct native_control *control = &framework->controls.v[i];
    bool top = true;
    for (uint32_t above = control->parent; above != NO_INDEX; above = framework->controls.v[above].parent) {
      top = top && framework->controls.v[above].statement.n == 0;
    }
    bool group = has_children[i] && control->statement.n == 0 && control->guidance.n == 0 && top;
    control->kind = group || control->kind == KIND_GROUP ? KIND_GROUP : KIND_CONTROL;
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
