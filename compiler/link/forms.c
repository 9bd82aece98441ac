/* References that are no id at all: several in one, a range, an id with its title, a word for nothing. */
#include "link/suggest.h"

static bool is_between(char c) {
  return c == ' ' || c == ',' || c == ';' || c == '/' || c == '+' || c == '&' || c == '\n';
}

/* True if the reference is several ids in one, each of them known. */
static bool names_several(const struct graph *graph, uint32_t framework, struct str reference) {
  uint32_t known = 0;
  for (uint32_t from = 0, at = 0; at <= reference.n; at++) {
    if (at < reference.n && !is_between(reference.p[at])) {
      continue;
    }
    struct str id = {.p = reference.p + from, .n = at - from};
    if (id.n > 0 && graph_find_control(graph, framework, id) == NO_INDEX) {
      return false;
    }
    known += id.n > 0 ? 1 : 0;
    from = at + 1;
  }
  return known > 1;
}

/* True for "A.5.1-A.5.4". */
static bool is_range(const struct graph *graph, uint32_t framework, struct str reference) {
  for (uint32_t at = 1; at + 1 < reference.n; at++) {
    struct str first = {.p = reference.p, .n = at};
    struct str last = {.p = reference.p + at + 1, .n = reference.n - at - 1};
    if ((reference.p[at] == '-' || reference.p[at] == ':') && graph_find_control(graph, framework, first) != NO_INDEX &&
        graph_find_control(graph, framework, last) != NO_INDEX) {
      return true;
    }
  }
  return false;
}

static bool has_letter(struct str text) {
  for (uint32_t i = 0; i < text.n; i++) {
    if (char_is_letter(text.p[i]) || (unsigned char)text.p[i] >= 0x80) {
      return true;
    }
  }
  return false;
}

/* The control whose id the reference begins with, before a blank: "A.5.1 Policies for information security". Numbers alone
 * are no title. */
static uint32_t titled(const struct graph *graph, uint32_t framework, struct str reference) {
  const char *blank = memchr(reference.p, ' ', reference.n);
  bool words =
      blank != NULL && has_letter((struct str){.p = blank, .n = reference.n - (uint32_t)(blank - reference.p)});
  return !words ? NO_INDEX
                : graph_find_control(graph, framework,
                                     (struct str){.p = reference.p, .n = (uint32_t)(blank - reference.p)});
}

bool form_is_nothing(struct str reference) {
  static const char *const words[] = {"n/a", "na", "n.a.", "none", "-", "tbd", "?", "x", "no", "not applicable"};
  bool found = false;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    found = found || str_eq_caseless(reference, str_from(words[i]));
  }
  return found;
}

enum form { FORM_SEVERAL, FORM_RANGE, FORM_TITLED, FORM_NOTHING, FORMS };

/* Of an id with its title: what comes behind the id. */
static const char *const forms[FORMS][2] = {
    [FORM_SEVERAL] = {[USE_IN_MAPPING] = "it is several ids: write one map for each of them if each is meant, or a "
                                         "<source ref=\"\"/> or <target ref=\"\"/> for each inside one map if all of "
                                         "them together are",
                      [USE_ELSEWHERE] = "it is several ids: write the element once for each of them"},
    [FORM_RANGE] = {[USE_IN_MAPPING] = "it is a range of ids: write a map for each of them, or a <map-pattern>",
                    [USE_ELSEWHERE] = "it is a range of ids: write the element once for each of them"},
    [FORM_TITLED] =
        {[USE_IN_MAPPING] = "; a title goes into source-title or target-title", [USE_ELSEWHERE] = ", without a title"},
    [FORM_NOTHING] = {[USE_IN_MAPPING] = "if there is nothing to map to, write <no-counterpart source=\"\"/> or "
                                         "<no-counterpart target=\"\"/>",
                      [USE_ELSEWHERE] = "if no control is meant, leave the element out"},
};

bool explain_form(const struct likeness *likeness, struct findings *findings, struct finding *finding, struct str id,
                  enum reference_use use) {
  const struct graph *graph = likeness->graph;
  uint32_t framework = likeness->framework;
  uint32_t node = titled(graph, framework, id);
  enum form form = names_several(graph, framework, id)                                             ? FORM_SEVERAL
                   : is_range(graph, framework, id)                                                ? FORM_RANGE
                   : node != NO_INDEX                                                              ? FORM_TITLED
                   : form_is_nothing(id) && suggest_writing(likeness, id, LIKE_WRITING).count == 0 ? FORM_NOTHING
                                                                                                   : FORMS;
  if (form == FORM_TITLED) {
    finding_note(findings, finding, place_none(), "write \"%.*s\" alone%s", STR_ARG(graph->controls[node].id),
                 forms[form][use]);
  } else if (form != FORMS) {
    finding_note(findings, finding, place_none(), "%s", forms[form][use]);
  }
  return form != FORMS;
}
