/* Attributes that become columns: each by itself for all frameworks that have it, or for one. */
#include "workspace/show.h"

#include "workspace/torn.h"
#include "workspace/where.h"

struct attribute_view show_view(const struct workspace *w, uint32_t framework, struct str name) {
  return (struct attribute_view){&w->graph, &w->loaded, framework, name};
}

/* ---- what was not meant ---- */

/* What stands before it in a finding. */
static const char *option_of(const struct show_wish *wish) {
  return wish->by_caller ? "--show " : "";
}

static struct str nearest_name(const struct names *names, struct str name) {
  enum { MOST_EDITS = 2 };
  unsigned best = MOST_EDITS + 1;
  struct str nearest = {.p = NULL};
  for (uint32_t i = 0; i < names->names.n; i++) {
    unsigned distance = str_distance(names->names.v[i], name, MOST_EDITS);
    distance = str_eq_caseless(names->names.v[i], name) ? 0 : distance;
    if (distance < best) {
      best = distance;
      nearest = names->names.v[i];
    }
  }
  return nearest;
}

static void report_unknown(struct workspace *w, const struct show_wish *wish, const struct names *names) {
  bool one = wish->framework != NO_INDEX;
  struct finding *finding =
      one ? finding_add(&w->findings, F_SCHEMA_BAD_VALUE, wish->place, "%s%.*s: %.*s has no attribute \"%.*s\"",
                        option_of(wish), STR_ARG(wish->text), STR_ARG(w->graph.frameworks.v[wish->framework].id),
                        STR_ARG(wish->name))
          : finding_add(&w->findings, F_SCHEMA_BAD_VALUE, wish->place,
                        "%s%.*s: no control of these tables can have such an attribute", option_of(wish),
                        STR_ARG(wish->text));
  struct str nearest = nearest_name(names, wish->name);
  if (nearest.p != NULL) {
    finding_note(&w->findings, finding, place_none(), "did you mean \"%.*s\"?", STR_ARG(nearest));
  }
  attribute_note_names(w, finding, one ? "it has" : "they have", names);
}

/* ---- what is asked for ---- */

/* FRAMEWORK:ATTRIBUTE, or the attribute alone; false after a finding. */
static bool read_wish(struct workspace *w, struct show_wish *wish) {
  struct str text = wish->text;
  const char *colon = memchr(text.p, ':', text.n);
  wish->name = text;
  wish->framework = NO_INDEX;
  if (colon == NULL) {
    return true;
  }
  struct str framework = {.p = text.p, .n = (uint32_t)(colon - text.p)};
  wish->name = (struct str){.p = colon + 1, .n = text.n - framework.n - 1};
  wish->framework = graph_find_framework(&w->graph, framework);
  if (wish->framework == NO_INDEX && !torn_or_unread(w, framework)) {
    finding_add(&w->findings, F_UNKNOWN_FRAMEWORK, wish->place, "%s%.*s: framework \"%.*s\" is not loaded",
                option_of(wish), STR_ARG(wish->text), STR_ARG(framework));
  }
  return wish->framework != NO_INDEX;
}

/* The frameworks whose controls have rows or ends of rows in a table of the run: not those that only head a column of a
 * wide table. */
static bool *find_shown(const struct workspace *w) {
  bool *shown = arena_zalloc(w->arena, (size_t)w->graph.frameworks.n + 1);
  for (uint32_t i = 0; i < w->analysis.crosswalks.n; i++) {
    const struct crosswalk *crosswalk = &w->analysis.crosswalks.v[i];
    shown[crosswalk->frameworks[0]] = true;
    shown[crosswalk->frameworks[1]] = shown[crosswalk->frameworks[1]] || !crosswalk->column_only;
    for (uint32_t h = 0; h < crosswalk->held_count && !crosswalk->column_only; h++) {
      shown[crosswalk->held[h]] = true;
    }
  }
  return shown;
}

bool show_is_known(const struct workspace *w, const struct show_wish *wish) {
  struct str title;
  bool known = false;
  for (uint32_t f = 0; f < w->graph.frameworks.n && !known; f++) {
    const struct attribute_view view = show_view(w, f, wish->name);
    known = (wish->framework == NO_INDEX || wish->framework == f) && attribute_is_declared(&view, &title);
  }
  return known;
}

/* What a workspace asks for holds for all that it asks for, and not just for the table that a command writes: then `shown`
 * is NULL, and any framework may have it. */
static void check_wish(struct workspace *w, const struct show_wish *wish, const bool *shown) {
  struct names names;
  struct str title;
  bool known = false;
  names_init(&names, w->arena);
  for (uint32_t f = 0; f < w->graph.frameworks.n; f++) {
    if (wish->framework == f || (wish->framework == NO_INDEX && (shown == NULL || shown[f]))) {
      const struct attribute_view view = show_view(w, f, wish->name);
      known = known || attribute_is_declared(&view, &title);
      attribute_known_names(&view, &names);
    }
  }
  if (!known) {
    report_unknown(w, wish, &names);
  } else if (wish->framework != NO_INDEX && shown != NULL && !shown[wish->framework]) {
    finding_add(&w->findings, F_SCHEMA_BAD_VALUE, wish->place, "%s%.*s: no control of %.*s stands in these tables",
                option_of(wish), STR_ARG(wish->text), STR_ARG(w->graph.frameworks.v[wish->framework].id));
  }
}

static void add_wish(struct workspace *w, struct show_wish wish, const bool *shown) {
  if (read_wish(w, &wish)) {
    vec_push(w->arena, &w->wishes, wish);
    check_wish(w, &wish, shown);
  }
}

void show_apply(struct workspace *w) {
  if (w->analysis.crosswalks.n == 0) {
    return;
  }
  const bool *shown = find_shown(w);
  for (uint32_t i = 0; i < w->request.show.n; i++) {
    add_wish(w, (struct show_wish){.text = w->request.show.v[i], .by_caller = true, .place = place_none()}, shown);
  }
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    struct str rest = document->kind == DOCUMENT_WORKSPACE ? document->as.workspace->show : (struct str){.n = 0};
    struct place place = place_attribute(document->source, document->offset, "show");
    for (struct str token; (token = str_next_token(&rest)).p != NULL;) {
      add_wish(w, (struct show_wish){.text = token, .place = place}, w->request.scope == SCOPE_ASKED ? NULL : shown);
    }
  }
}

uint32_t show_columns(const struct workspace *w, uint32_t framework, struct str *names, struct str *titles) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < w->wishes.n; i++) {
    const struct show_wish *wish = &w->wishes.v[i];
    const struct attribute_view view = show_view(w, framework, wish->name);
    bool meant = wish->framework == NO_INDEX || wish->framework == framework;
    for (uint32_t k = 0; k < count && meant; k++) {
      meant = !str_eq(names[k], wish->name);
    }
    if (meant && attribute_is_declared(&view, &titles[count])) {
      names[count++] = wish->name;
    }
  }
  return count;
}
