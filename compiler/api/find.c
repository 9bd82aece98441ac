/* Finding what a caller names: frameworks, controls, crosswalks, formats. */
#include "api/compilation.h"
#include "output/text/text.h"
#include "report/shown.h"
#include "workspace/asks.h"
#include "workspace/torn.h"

uint32_t find_framework(struct cw_compilation *c, const char *id) {
  uint32_t found = graph_find_framework(&c->work.graph, str_from(id));
  if (found != NO_INDEX) {
    return found;
  }
  struct str nearest = link_nearest_framework(&c->work.graph, &c->work.link_options, str_from(id));
  if (torn_or_unread(&c->work, str_from(id)) && !link_is_mangled(str_from(id), nearest)) {
    usage(c, "no framework \"%s\" is loaded; a document that may define it could not be used", id);
  } else if (nearest.n > 0) {
    usage(c, "no framework \"%s\" is loaded; did you mean %.*s?", id, STR_ARG(nearest));
  } else {
    usage(c, "no framework \"%s\" is loaded; `crosswalk list frameworks` shows which are", id);
  }
  return NO_INDEX;
}

uint32_t find_control(struct cw_compilation *c, const char *name) {
  const char *colon = strchr(name, ':');
  if (colon == NULL) {
    usage(c, "\"%s\" is not of the form FRAMEWORK:ID, such as iso27001-2022:A.5.1", name);
    return NO_INDEX;
  }
  char *framework_id = arena_text(&c->arena, name, (size_t)(colon - name));
  uint32_t framework = find_framework(c, framework_id);
  if (framework == NO_INDEX) {
    return NO_INDEX;
  }
  struct str id = str_from(colon + 1);
  uint32_t node = graph_find_reference(&c->work.graph, framework, id);
  if (node != NO_INDEX) {
    return node;
  }
  const struct graph_framework *owner = &c->work.graph.frameworks.v[framework];
  if (owner->declared->open) {
    usage(c, "no document says anything of \"%s\" in %s, whose controls are not listed", id.p, framework_id);
    return NO_INDEX;
  }
  uint32_t other = NO_INDEX;
  uint32_t nearest = link_nearest_control(&c->work.graph, framework, id, &c->arena, &other);
  if (other != NO_INDEX) {
    usage(c, "%s has no control or group \"%s\"; did you mean %.*s or %.*s?", framework_id, id.p,
          STR_ARG(c->work.graph.controls[nearest].id), STR_ARG(c->work.graph.controls[other].id));
  } else if (nearest != NO_INDEX) {
    usage(c, "%s has no control or group \"%s\"; did you mean %.*s?", framework_id, id.p,
          STR_ARG(c->work.graph.controls[nearest].id));
  } else {
    usage(c, "%s has no control or group \"%s\"; `crosswalk list controls` shows which it has", framework_id, id.p);
  }
  return NO_INDEX;
}

/* The first of the frameworks that is not known gives the message. */
static bool find_held(struct cw_compilation *c, const char *target, held_list *held) {
  for (const char *at = target; *at != '\0';) {
    size_t n = strcspn(at, "+,");
    if (find_framework(c, arena_text(&c->arena, at, n)) == NO_INDEX) {
      return false;
    }
    at += at[n] != '\0' ? n + 1 : n;
  }
  return parse_held(&c->work, str_from(target), held);
}

bool find_held_of_run(struct cw_compilation *c) {
  held_list held = {0};
  bool told = c->work.io_failed || cw_has_unread(c) != 0;
  return c->work.request.held.n == 0 || told || find_held(c, c->work.request.held.p, &held);
}

uint32_t find_crosswalk(struct cw_compilation *c, const char *source, const char *target) {
  uint32_t from = find_framework(c, source);
  held_list held = {0};
  if (from == NO_INDEX || !find_held(c, target, &held)) {
    return NO_INDEX;
  }
  if (held_has(&held, from)) {
    usage(c, "%s stands on both sides: no framework is covered by itself", source);
    return NO_INDEX;
  }
  uint32_t number = analyse_find_held(&c->work.analysis, from, held.v, held.n);
  if (number != NO_INDEX) {
    return c->work.analysis.crosswalks.v[number].torn ? NO_INDEX : number;
  }
  if (!is_unconnected(&c->work, from, held.v[0])) {
    usage(c, "the crosswalk from %s to %s was not asked for", source, target);
  }
  return NO_INDEX;
}

/* `first`: what there is before the formats of documents, with a comma behind it, or "". */
static void refuse_format(struct cw_compilation *c, const char *format, const char *what, const char *first) {
  struct buf names;
  buf_init(&names, &c->arena);
  buf_text(&names, first);
  for (unsigned i = 0; i < writer_count; i++) {
    buf_printf(&names, "%s%s", i > 0 ? ", " : "", writers[i]->name);
  }
  usage(c, "there is no format \"%s\" for %s; there are %s", format, what, buf_done(&names).p);
}

const struct writer *find_writer(struct cw_compilation *c, const char *format, const char *what) {
  const struct writer *writer = writer_find(format);
  if (writer == NULL) {
    refuse_format(c, format, what, "");
  }
  return writer;
}

const struct writer *find_writer_or_text(struct cw_compilation *c, const char *format, const char *what) {
  const struct writer *writer = strcmp(format, text_writer.name) == 0 ? &text_writer : writer_find(format);
  if (writer == NULL) {
    refuse_format(c, format, what, "text, ");
  }
  return writer;
}

struct writer_options writer_options(struct cw_compilation *c) {
  return (struct writer_options){
      .excel = c->output.excel,
      .candidates = c->output.candidates,
      .long_gaps = c->output.long_gaps,
      .fragment = c->output.fragment,
      .front_matter = c->output.front_matter.n > 0 ? c->output.front_matter.v : NULL,
      .generator = "crosswalk " CW_VERSION,
  };
}

struct report_options report_options(struct cw_compilation *c) {
  if (c->neighbours == NULL) {
    c->neighbours = list_neighbours(&c->work.analysis, &c->arena);
    if (c->neighbours == NULL) {
      arena_fail(&c->arena);
    }
  }
  c->shown = c->shown == NULL ? shown_columns_of(&c->work) : c->shown;
  return (struct report_options){
      .shown = c->shown,
      .candidates = c->output.candidates,
      .bases = c->output.bases,
      .brand = c->work.brand,
      .neighbours = c->neighbours,
      .most_rows = c->work.request.limits.rows,
      .findings = &c->work.findings,
      .sources = &c->work.sources,
  };
}
