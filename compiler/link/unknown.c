/* Help for ids that nobody defined: what was probably meant. */
#include "base/fold.h"
#include "link/parts.h"
#include "link/suggest.h"

/* Another loaded edition of the standard that has the id, the first in order. */
static uint32_t loaded_edition_with(const struct graph *graph, uint32_t framework, struct str id) {
  uint32_t editions[2 * MOST_EDITIONS];
  uint32_t count = editions_around(graph, framework, editions);
  uint32_t found = NO_INDEX;
  for (uint32_t i = 0; i < count; i++) {
    if (editions[i] < found && graph_find_control(graph, editions[i], id) != NO_INDEX) {
      found = editions[i];
    }
  }
  return found;
}

/* Another edition that has the id: one that is loaded, or a bundled one, newer or older. */
static struct str edition_with(const struct linker *linker, uint32_t framework, struct str id) {
  const struct graph *graph = linker->graph;
  uint32_t loaded = loaded_edition_with(graph, framework, id);
  if (loaded != NO_INDEX) {
    return graph->frameworks.v[loaded].id;
  }
  const struct link_options *options = linker->options;
  for (uint32_t b = 0; b < options->bundled_count && options->edition_has != NULL; b++) {
    struct str other = options->bundled[b];
    if (is_edition_of(graph, framework, other) && options->edition_has(other, id)) {
      return other;
    }
  }
  return (struct str){.n = 0};
}

/* "A.5.1" (Policies) */
static void put_control(struct buf *words, const struct graph *graph, uint32_t node) {
  const struct graph_control *control = &graph->controls[node];
  buf_printf(words, "\"%.*s\"", STR_ARG(graph_label(graph, node)));
  if (control->title.n > 0) {
    buf_printf(words, " (%.*s)", STR_ARG(control->title));
  }
}

static void note_suggestion(const struct likeness *likeness, struct findings *findings, struct finding *finding,
                            const struct suggestion *suggestion) {
  const struct graph *graph = likeness->graph;
  struct buf words;
  buf_init(&words, findings->arena);
  for (uint32_t i = 0; i < suggestion->count; i++) {
    buf_text(&words, i > 0 ? " or " : "");
    put_control(&words, graph, suggestion->nodes[i]);
  }
  if (suggestion->count == 1 && suggestion_is_certain(likeness, suggestion->nodes[0], finding->control)) {
    finding_fix(findings, finding, finding->control, graph->controls[suggestion->nodes[0]].id);
  }
  finding_note(findings, finding, place_none(), "did you mean %.*s?%s", STR_ARG(buf_done(&words)),
               suggestion->kind == SUGGEST_ZERO ? " Spreadsheets drop the last zero of such ids" : "");
}

/* Characters that look like others are seen by nobody, unless they are named. */
static void note_look_alike(struct findings *findings, struct finding *finding, struct str id, struct str meant) {
  uint32_t place = 0;
  int32_t point = fold_first_strange(id, meant, &place);
  if (point < 0) {
    return;
  }
  char like = fold_looks_like(point);
  if (like > ' ') {
    finding_note(findings, finding, place_none(), "character %u of it is U+%04X, which only looks like \"%c\"", place,
                 (unsigned)point, like);
  } else {
    bool combines = point >= 0x0300 && point <= 0x036F;
    finding_note(findings, finding, place_none(), "character %u of it is U+%04X%s", place, (unsigned)point,
                 fold_is_unseen(point) ? ", which does not show"
                 : combines            ? ", an accent that stands behind its letter"
                                       : "");
  }
}

/* What the heading above has, where only the last number is wrong: A.5.99 under A.5. */
static bool note_range(const struct linker *linker, struct findings *findings, struct finding *finding,
                       uint32_t framework, struct str id) {
  const struct graph *graph = linker->graph;
  uint32_t n = id.n;
  while (n > 0 && id.p[n - 1] >= '0' && id.p[n - 1] <= '9') {
    n--;
  }
  if (n == id.n || n < 2) {
    return false;
  }
  uint32_t heading = graph_find_control(graph, framework, (struct str){.p = id.p, .n = n - 1});
  if (heading == NO_INDEX || graph->controls[heading].end == heading + 1) {
    return false;
  }
  uint32_t last = graph->controls[heading].end - 1;
  while (graph->controls[last].parent != heading) {
    last = graph->controls[last].parent;
  }
  struct str first_id = graph->controls[heading + 1].id;
  struct str last_id = graph->controls[last].id;
  if (str_compare_natural(id, last_id) < 0 && str_compare_natural(id, first_id) > 0) {
    return false; /* one is left out in the middle, and nobody knows which is meant */
  }
  finding_note(findings, finding, place_none(), "%.*s (%.*s) has \"%.*s\" to \"%.*s\"",
               STR_ARG(graph->controls[heading].id), STR_ARG(graph->controls[heading].title), STR_ARG(first_id),
               STR_ARG(last_id));
  return true;
}

static void suggest(const struct linker *linker, struct findings *findings, struct finding *finding, uint32_t framework,
                    struct str id) {
  const struct graph *graph = linker->graph;
  const struct likeness *likeness = likeness_of(graph, framework, findings->arena);
  struct suggestion writing = suggest_writing(likeness, id, LIKE_WRITING);
  struct str edition = edition_with(linker, framework, id);
  if (writing.count > 0) {
    note_suggestion(likeness, findings, finding, &writing);
    note_look_alike(findings, finding, id, graph->controls[writing.nodes[0]].id);
  }
  if (edition.n > 0) {
    finding->right = (struct str){.n = 0}; /* nobody knows which of the two is meant */
    finding_note(findings, finding, place_none(), "it is in another edition: %.*s", STR_ARG(edition));
  }
  if (writing.count > 0 || edition.n > 0) {
    return;
  }
  struct suggestion near = suggest_writing(likeness, id, LIKE_ALL_WRITING);
  if (near.count == 0) {
    near = suggest_writing(likeness, id, LIKE_WITHDRAWN_WRITING);
  }
  if (near.count == 0) {
    near = suggest_near(likeness, id);
  }
  /* One number more or less is a guess; what numbers there are is not. */
  bool guess = near.kind == SUGGEST_NOTHING || near.kind == SUGGEST_EDITS;
  if (near.count == 1 || (near.count == 2 && !guess)) {
    note_suggestion(likeness, findings, finding, &near);
    note_look_alike(findings, finding, id, graph->controls[near.nodes[0]].id);
  }
  bool ranged = guess && note_range(linker, findings, finding, framework, id);
  if (near.count == 2 && guess && !ranged) {
    note_suggestion(likeness, findings, finding, &near);
  }
}

void report_unknown_control(const struct linker *linker, struct findings *findings, struct place place,
                            uint32_t framework, struct str id, enum reference_use use) {
  const struct graph *graph = linker->graph;
  const struct graph_framework *owner = &graph->frameworks.v[framework];
  if (owner->declared->cut) {
    return; /* it may well be one of those that the limit kept out */
  }
  struct finding *finding = finding_add(findings, F_UNKNOWN_CONTROL, place, "%.*s has no control or group \"%.*s\"",
                                        STR_ARG(owner->id), STR_ARG(id));
  finding->framework = owner->id;
  finding->control = id;
  if (owner->declared->open) {
    finding_note(findings, finding, place_none(), "its controls are not listed; their ids match \"%.*s\"",
                 STR_ARG(owner->declared->control_id));
  }
  if (!explain_form(likeness_of(graph, framework, findings->arena), findings, finding, id, use)) {
    suggest(linker, findings, finding, framework, id);
  }
}

uint32_t link_nearest_control(const struct graph *graph, uint32_t framework, struct str id, struct arena *arena,
                              uint32_t *other) {
  const struct likeness *likeness = likeness_of(graph, framework, arena);
  struct suggestion found = suggest_writing(likeness, id, LIKE_WRITING);
  if (found.count == 0) {
    found = suggest_writing(likeness, id, LIKE_ALL_WRITING);
  }
  if (found.count == 0) {
    found = suggest_near(likeness, id);
  }
  *other = found.count == 2 ? found.nodes[1] : NO_INDEX;
  return found.count > 0 ? found.nodes[0] : NO_INDEX;
}

void note_pattern_limits(struct findings *findings, struct finding *finding) {
  finding_note(findings, finding, place_none(),
               "--limit pattern-steps=VALUE raises it; there are pattern-depth and pattern-heap-kib, too");
}

/* How far an id is from the one that is wanted; the smaller the nearer, MOST and above: something else. */
enum { SAME = 0, PART = 1, EDITS = 2, MOST = 6 };

static bool starts_with(struct str whole, struct str start) {
  return start.n >= 3 && whole.n >= start.n && memcmp(whole.p, start.p, start.n) == 0;
}

static bool ends_with(struct str whole, struct str end) {
  return end.n >= 3 && whole.n >= end.n && memcmp(whole.p + (whole.n - end.n), end.p, end.n) == 0;
}

/* The same in other letters; one that says which edition, or whose; one that is nearly the same. */
static unsigned rank(struct str wanted, struct str known) {
  char rooms[2][FOLD_BYTES];
  struct str a = fold_id(wanted, FOLD_ALL, rooms[0]);
  struct str b = fold_id(known, FOLD_ALL, rooms[1]);
  if (str_eq(a, b)) {
    return SAME;
  }
  if (starts_with(b, a) || ends_with(b, a) || ends_with(a, b)) {
    return PART;
  }
  unsigned limit = wanted.n / 2 < 3 ? wanted.n / 2 : 3; /* half of an id rewritten is another id */
  unsigned distance = str_distance(known, wanted, limit);
  return distance <= limit ? EDITS + distance : MOST;
}

static struct str known_framework(const struct graph *graph, const struct link_options *options, uint32_t number) {
  return number < graph->frameworks.n ? graph->frameworks.v[number].id : options->bundled[number - graph->frameworks.n];
}

/* Those that are equally near, each once, in the order of their ids. */
enum { NEAREST_MOST = 3 };
struct nearest {
  unsigned rank;
  uint32_t count; /* above NEAREST_MOST: so many are not told */
  struct str ids[NEAREST_MOST];
  struct str last; /* of all */
};

static void add_nearest(struct nearest *nearest, struct str id) {
  uint32_t kept = nearest->count < NEAREST_MOST ? nearest->count : NEAREST_MOST;
  for (uint32_t i = 0; i < kept; i++) {
    if (str_eq(nearest->ids[i], id)) {
      return; /* one that is bundled, and loaded */
    }
  }
  nearest->last = nearest->count == 0 || str_compare_natural(nearest->last, id) < 0 ? id : nearest->last;
  nearest->count++;
  for (uint32_t at = kept; kept < NEAREST_MOST; at--) {
    if (at == 0 || str_compare_natural(nearest->ids[at - 1], id) < 0) {
      nearest->ids[at] = id;
      return;
    }
    nearest->ids[at] = nearest->ids[at - 1];
  }
}

static struct nearest find_nearest(const struct graph *graph, const struct link_options *options, struct str id) {
  struct nearest nearest = {.rank = MOST};
  for (uint32_t i = 0; i < graph->frameworks.n + options->bundled_count; i++) {
    struct str known = known_framework(graph, options, i);
    unsigned distance = rank(id, known);
    if (distance < nearest.rank) {
      nearest = (struct nearest){.rank = distance};
    }
    if (distance == nearest.rank && distance < MOST) {
      add_nearest(&nearest, known);
    }
  }
  return nearest;
}

struct str link_nearest_framework(const struct graph *graph, const struct link_options *options, struct str id) {
  return find_nearest(graph, options, id).last; /* of two editions the later one */
}

/* The same runs of letters and digits, which no other framework has. */
static bool is_certain_framework(const struct nearest *nearest, struct str id) {
  char rooms[2][FOLD_BYTES];
  return nearest->rank == SAME && nearest->count == 1 &&
         str_eq(fold_id(id, FOLD_RUNS, rooms[0]), fold_id(nearest->last, FOLD_RUNS, rooms[1]));
}

static void note_nearest(const struct linker *linker, struct finding *finding, const struct nearest *nearest) {
  bool all = nearest->count <= NEAREST_MOST;
  struct buf words;
  buf_init(&words, linker->findings->arena);
  for (uint32_t i = 0; i < nearest->count && all; i++) {
    buf_printf(&words, "%s\"%.*s\"", i > 0 ? " or " : "", STR_ARG(nearest->ids[i]));
  }
  if (!all) {
    buf_printf(&words, "\"%.*s\"", STR_ARG(nearest->last));
  }
  finding_note(linker->findings, finding, place_none(), "did you mean %.*s?", STR_ARG(buf_done(&words)));
}

bool link_is_lost(const struct loaded *loaded, struct str framework) {
  return names_find(&loaded->lost, framework) != NO_NAME;
}

bool link_is_mangled(struct str id, struct str known) {
  return known.n > 0 && rank(id, known) == SAME;
}

void report_unknown_framework(const struct linker *linker, struct place place, struct str id) {
  if (link_is_lost(linker->loaded, id)) {
    return;
  }
  bool search = *linker->framework_searches < LINK_MOST_FRAMEWORK_SEARCHES;
  struct nearest nearest = {.rank = MOST};
  if (search) {
    ++*linker->framework_searches;
    nearest = find_nearest(linker->graph, linker->options, id);
  }
  if (linker->loaded->unread && nearest.rank != SAME) {
    return; /* it follows from what was not read, as far as anybody can tell */
  }
  struct finding *finding =
      finding_add(linker->findings, F_UNKNOWN_FRAMEWORK, place,
                  "framework \"%.*s\" is not loaded; what depends on it is not judged", STR_ARG(id));
  finding->framework = id;
  if (!search) {
    return;
  }
  if (is_certain_framework(&nearest, id)) {
    finding_fix(linker->findings, finding, id, nearest.last);
  }
  if (nearest.count > 0) {
    note_nearest(linker, finding, &nearest);
  } else {
    finding_note(linker->findings, finding, place_none(),
                 "give its document as a path, too; crosswalk list frameworks shows those that need none");
  }
}
