/* Help for ids that nobody defined: what was probably meant. */
#include "link/parts.h"

/* The id that a spreadsheet turned into this one: a trailing zero of the last number was lost (5.10 became 5.1). */
static uint32_t mangled_by_spreadsheet(const struct linker *linker, uint32_t framework, struct str id) {
  char longer[160];
  if (id.n == 0 || id.n + 2 > sizeof longer || id.p[id.n - 1] < '0' || id.p[id.n - 1] > '9') {
    return NO_INDEX;
  }
  memcpy(longer, id.p, id.n);
  longer[id.n] = '0';
  return graph_find_control(linker->graph, framework, (struct str){.p = longer, .n = id.n + 1});
}

/* True if what comes before the id was left out: 5.10 for A.5.10. */
static bool is_end_of(struct str id, struct str whole) {
  uint32_t before = whole.n > id.n ? whole.n - id.n : 0;
  return before > 1 && str_eq(id, (struct str){.p = whole.p + before, .n = id.n}) && strchr(".-:", whole.p[before - 1]);
}

uint32_t link_nearest_control(const struct graph *graph, uint32_t framework, struct str id) {
  const struct graph_framework *owner = &graph->frameworks.v[framework];
  unsigned limit = id.n <= 3 ? 1 : 2;
  uint32_t best = NO_INDEX;
  uint32_t longer = NO_INDEX;
  for (uint32_t node = owner->first; node < owner->first + owner->count; node++) {
    if (graph->controls[node].withdrawn) {
      continue;
    }
    struct str known = graph->controls[node].id;
    if (str_eq_caseless(known, id)) {
      return node;
    }
    if (longer == NO_INDEX && is_end_of(id, known)) {
      longer = node;
    }
    unsigned distance = str_distance(known, id, limit);
    if (distance <= limit) {
      best = node;
      limit = distance > 0 ? distance - 1 : 0;
    }
  }
  return longer != NO_INDEX ? longer : best;
}

/* True if the reference is several ids in one, each of them known. */
static bool names_several(const struct linker *linker, uint32_t framework, struct str reference) {
  uint32_t known = 0;
  for (uint32_t from = 0, at = 0; at <= reference.n; at++) {
    if (at < reference.n && reference.p[at] != ' ') {
      continue;
    }
    struct str id = {.p = reference.p + from, .n = at - from};
    if (graph_find_control(linker->graph, framework, id) == NO_INDEX) {
      return false;
    }
    known++;
    from = at + 1;
  }
  return known > 1;
}

/* True for two editions of one standard: one supersedes the other, directly or through others. */
static bool same_line(const struct graph *graph, uint32_t a, uint32_t b) {
  for (int turn = 0; turn < 2; turn++) {
    uint32_t at = turn == 0 ? a : b;
    uint32_t wanted = turn == 0 ? b : a;
    for (uint32_t steps = 0; at != NO_INDEX && steps < graph->frameworks.n; steps++) {
      at = graph->frameworks.v[at].superseded_by;
      if (at == wanted) {
        return true;
      }
    }
  }
  return false;
}

static uint32_t edition_with(const struct graph *graph, uint32_t framework, struct str id) {
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    if (f != framework && same_line(graph, f, framework) && graph_find_control(graph, f, id) != NO_INDEX) {
      return f;
    }
  }
  return NO_INDEX;
}

void report_unknown_control(const struct linker *linker, struct findings *findings, struct place place,
                            uint32_t framework, struct str id, uint32_t *searches) {
  enum { MOST_SEARCHES = 500 };
  const struct graph *graph = linker->graph;
  const struct graph_framework *owner = &graph->frameworks.v[framework];
  struct finding *finding = finding_add(findings, F_UNKNOWN_CONTROL, place, "%.*s has no control or group \"%.*s\"",
                                        STR_ARG(owner->id), STR_ARG(id));
  finding->framework = owner->id;
  finding->control = id;
  if (owner->declared->open) {
    finding_note(findings, finding, place_none(), "its controls are not listed; their ids match \"%.*s\"",
                 STR_ARG(owner->declared->control_id));
  }
  if (names_several(linker, framework, id)) {
    finding_note(findings, finding, place_none(),
                 "it is several ids; to name several, write a <source ref=\"\"/> or <target ref=\"\"/> inside "
                 "the element for each");
    return;
  }
  uint32_t edition = edition_with(graph, framework, id);
  if (edition != NO_INDEX) {
    finding_note(findings, finding, place_none(), "it is in another edition: %.*s",
                 STR_ARG(graph->frameworks.v[edition].id));
    return;
  }
  struct str older = owner->declared->supersedes;
  if (older.n > 0 && linker->options->edition_has != NULL && linker->options->edition_has(older, id)) {
    finding_note(findings, finding, place_none(), "it is in another edition: %.*s", STR_ARG(older));
    return;
  }
  uint32_t longer = mangled_by_spreadsheet(linker, framework, id);
  if (longer != NO_INDEX) {
    finding_note(findings, finding, place_none(), "did you mean \"%.*s\"? Spreadsheets drop the last zero of such ids",
                 STR_ARG(graph->controls[longer].id));
    return;
  }
  if (*searches >= MOST_SEARCHES) {
    return;
  }
  ++*searches;
  uint32_t nearest = link_nearest_control(graph, framework, id);
  if (nearest != NO_INDEX && graph->controls[nearest].title.n > 0) {
    finding_note(findings, finding, place_none(), "did you mean \"%.*s\" (%.*s)?", STR_ARG(graph->controls[nearest].id),
                 STR_ARG(graph->controls[nearest].title));
  } else if (nearest != NO_INDEX) {
    finding_note(findings, finding, place_none(), "did you mean \"%.*s\"?", STR_ARG(graph->controls[nearest].id));
  }
}

void note_pattern_limits(struct findings *findings, struct finding *finding) {
  finding_note(findings, finding, place_none(),
               "--limit pattern-steps=VALUE raises it; there are pattern-depth and pattern-heap-kib, too");
}

/* What was probably meant: the same in other letters, one that says which edition, or one that is nearly the same. */
struct guess {
  struct str id;
  unsigned distance;
};

static void consider(struct guess *guess, struct str wanted, struct str known) {
  unsigned limit = wanted.n / 2 < 3 ? wanted.n / 2 : 3; /* half of an id rewritten is another id */
  bool starts = known.n > wanted.n && memcmp(known.p, wanted.p, wanted.n) == 0 && known.p[wanted.n] == '-';
  unsigned distance = starts || str_eq_caseless(known, wanted) ? 0 : str_distance(known, wanted, limit);
  if (distance <= limit && (guess->id.n == 0 || distance <= guess->distance)) {
    *guess = (struct guess){known, distance}; /* of two editions the later one */
  }
}

struct str link_nearest_framework(const struct graph *graph, const struct link_options *options, struct str id) {
  struct guess guess = {0};
  for (uint32_t f = 0; f < graph->frameworks.n; f++) {
    consider(&guess, id, graph->frameworks.v[f].id);
  }
  for (uint32_t b = 0; b < options->bundled_count; b++) {
    consider(&guess, id, options->bundled[b]);
  }
  return guess.id;
}

bool link_is_lost(const struct loaded *loaded, struct str framework) {
  for (uint32_t i = 0; i < loaded->documents.n; i++) {
    if (loaded->documents.v[i].lost.n > 0 && str_eq(loaded->documents.v[i].lost, framework)) {
      return true;
    }
  }
  return false;
}

void report_unknown_framework(const struct linker *linker, struct place place, struct str id) {
  if (link_is_lost(linker->loaded, id)) {
    return;
  }
  struct finding *finding =
      finding_add(linker->findings, F_UNKNOWN_FRAMEWORK, place,
                  "framework \"%.*s\" is not loaded; what depends on it is not judged", STR_ARG(id));
  finding->framework = id;
  struct str nearest = link_nearest_framework(linker->graph, linker->options, id);
  if (nearest.n > 0) {
    finding_note(linker->findings, finding, place_none(), "did you mean \"%.*s\"?", STR_ARG(nearest));
  }
}
