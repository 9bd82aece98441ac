/* explain: how two controls are related, what answers one control, what a finding means. */
#include "api/compilation.h"
#include "diag/json.h"
#include "output/explanation.h"
#include "output/text/text.h"
#include "workspace/torn.h"

/* Whether the explanation is wanted as JSON; usage for anything but that and text. */
static enum cw_result parse_format(struct cw_compilation *c, const char *format, bool *json) {
  *json = strcmp(format, "json") == 0;
  if (!*json && strcmp(format, "text") != 0) {
    return usage(c, "an explanation is written as text or json, not as \"%s\"", format);
  }
  return CW_OK;
}

static enum cw_result write_out(struct cw_compilation *c, struct buf *out, FILE *stream) {
  struct sink *sink = open_stream(c, stream);
  sink_str(sink, buf_done(out));
  return close_stream(c, sink);
}

enum cw_result cw_explain(struct cw_compilation *c, const char *a, const char *b, const char *format, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, a);
  WANT(c, b);
  WANT(c, format);
  WANT_STREAM(c, stream);
  c->last_build.only_shown = true;
  bool json = false;
  if (parse_format(c, format, &json) != CW_OK) {
    return CW_USAGE;
  }
  uint32_t x = find_control(c, a);
  uint32_t y = x != NO_INDEX ? find_control(c, b) : NO_INDEX;
  if (y == NO_INDEX) {
    return CW_USAGE;
  }
  if (torn_between(&c->work, graph_framework_of(&c->work.graph, x), graph_framework_of(&c->work.graph, y))) {
    return cw_status(c); /* what is missing may be the proof */
  }
  const struct explanation *explanation = explain_pair(&c->work.analysis, &c->work.sources, &c->arena, x, y);
  struct sink *sink = open_stream(c, stream);
  if (json) {
    json_explanation(sink, explanation, "crosswalk " CW_VERSION);
  } else {
    text_explanation(sink, explanation);
  }
  return close_stream(c, sink);
}

enum cw_result cw_explain_control(struct cw_compilation *c, const char *control, const char *framework,
                                  const char *format, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, control);
  WANT(c, format);
  WANT_STREAM(c, stream);
  c->last_build.only_shown = true;
  uint32_t node = find_control(c, control);
  uint32_t other = node != NO_INDEX && framework != NULL ? find_framework(c, framework) : NO_INDEX;
  if (node == NO_INDEX || (framework != NULL && other == NO_INDEX)) {
    return CW_USAGE;
  }
  struct report_options *options = arena_alloc(&c->arena, sizeof *options);
  struct report_answered answered;
  struct report_grid grid;
  *options = report_options(c);
  options->gap_candidates = true;
  report_answered(&c->work.analysis, options, node, other, &c->arena, &answered);
  if (strcmp(format, "text") == 0) {
    struct sink *sink = open_stream(c, stream);
    text_answered(sink, &answered);
    return close_stream(c, sink);
  }
  report_answered_grid(&answered, &c->arena, &grid);
  return write_grid(c, format, &grid, stream);
}

static unsigned possible_or_zero(struct cw_compilation *c, const char *a, const char *b) {
  if (c == NULL || c->out_of_memory) {
    return 0;
  }
  if (setjmp(c->guard.jump) != 0) {
    memory_ran_out(c);
    return 0;
  }
  if (a == NULL || b == NULL || !comes_after(c, "cw_possible")) {
    return 0;
  }
  uint32_t x = find_control(c, a);
  uint32_t y = x != NO_INDEX ? find_control(c, b) : NO_INDEX;
  if (y == NO_INDEX) {
    return 0;
  }
  struct walk walk;
  walk_init(&walk, &c->work.analysis.network, &c->arena);
  return walk_pair(&walk, x, y).bases;
}

unsigned cw_possible(struct cw_compilation *c, const char *a, const char *b) {
  return possible_or_zero(c, a, b);
}

static void finding_as_json(const struct finding_info *info, const struct finding_example *example,
                            const char *severity, struct buf *out) {
  struct json json;
  json_begin(&json, json_to_buf, out);
  json_object(&json, NULL);
  json_head(&json, "finding", "crosswalk " CW_VERSION);
  json_text(&json, "name", info->name);
  json_text(&json, "severity", severity);
  json_text(&json, "meaning", info->meaning);
  json_text(&json, "mend", info->mend);
  if (example->bad != NULL) {
    json_text(&json, "why", example->why);
    json_text(&json, "example", example->bad);
    json_text(&json, "better", example->good);
  }
  json_end(&json);
}

/* What was meant by a name that is none: one of a family, or one that is nearly the same. */
static enum cw_result no_finding(struct cw_compilation *c, const char *name) {
  struct buf family;
  buf_init(&family, &c->arena);
  for (int code = 0; code < FINDING_CODES; code++) {
    if (finding_matches((enum finding_code)code, str_from(name))) {
      buf_printf(&family, "%s%s", family.n > 0 ? ", " : "", finding_catalogue[code].name);
    }
  }
  if (family.n > 0) {
    return usage(c, "\"%s\" is a family of findings: %s", name, buf_done(&family).p);
  }
  const char *nearest = finding_nearest(str_from(name));
  if (nearest != NULL) {
    return usage(c, "there is no finding \"%s\"; did you mean %s?", name, nearest);
  }
  return usage(c, "there is no finding \"%s\"; crosswalk-findings(7) lists them", name);
}

/* Lines of an example, set off from the words. */
static void put_lines(struct buf *out, const char *title, const char *text) {
  buf_printf(out, "\n%s\n\n", title);
  for (const char *at = text; *at != '\0';) {
    size_t n = strcspn(at, "\n");
    buf_text(out, "    ");
    buf_bytes(out, at, n);
    buf_char(out, '\n');
    at += n + (at[n] == '\n' ? 1 : 0);
  }
}

static void finding_as_text(const struct finding_info *info, const struct finding_example *example,
                            const char *severity, struct buf *out) {
  buf_printf(out, "%s (%s)\n\n%s\n", info->name, severity, info->meaning);
  if (example->why != NULL) {
    buf_printf(out, "\nWhy it matters: %s\n", example->why);
  }
  buf_printf(out, "\nHow to fix it: %s\n", info->mend);
  if (example->bad != NULL) {
    put_lines(out, "For example:", example->bad);
    put_lines(out, "Better:", example->good);
  }
}

enum cw_result cw_explain_finding(struct cw_compilation *c, const char *name, const char *format, FILE *stream) {
  ENTER(c);
  WANT(c, name);
  WANT(c, format);
  WANT_STREAM(c, stream);
  bool json = false;
  int code = finding_find(str_from(name));
  if (code < 0) {
    return no_finding(c, name);
  }
  if (parse_format(c, format, &json) != CW_OK) {
    return CW_USAGE;
  }
  const struct finding_info *info = &finding_catalogue[code];
  const char *severity = severity_words[info->severity];
  struct buf out;
  buf_init(&out, &c->arena);
  if (json) {
    finding_as_json(info, &finding_examples[code], severity, &out);
  } else {
    finding_as_text(info, &finding_examples[code], severity, &out);
  }
  return write_out(c, &out, stream);
}
