/* What is suggested for an id that is none, against the rule itself: a look at every control, for thousands of sets of ids
 * made at random. Of those that fit best controls come before headings, and three or more that fit equally well are none. */
#include "link/suggest.h"
#include "unit.h"

#include <stdio.h>

enum { MOST_IDS = 2000, LONGEST = 130 };
/* A sanitizer looks at memory and threads, for which fewer sets do, and takes fifteen times as long for each. */
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
enum { LARGE_SETS = 8 };
#else
enum { LARGE_SETS = 40 };
#endif

static struct graph graph;
static struct decl_framework declared;
static uint32_t state;

static uint32_t below(uint32_t limit) {
  state = state * 1664525 + 1013904223;
  return (uint32_t)((uint64_t)(state >> 8) * limit >> 24);
}

/* One byte of an id: few, so that ids are near one another. */
static char letter(uint32_t letters) {
  static const char all[] = "1a.0-2(lOB3 c:45d6e7f8g9";
  return all[below(letters)];
}

static struct str random_id(uint32_t longest, uint32_t letters) {
  char id[LONGEST];
  uint32_t n = 1 + below(longest);
  for (uint32_t i = 0; i < n; i++) {
    id[i] = letter(letters);
  }
  return str_copy(&arena, (struct str){.p = id, .n = n});
}

static struct str part(struct str id, uint32_t from, uint32_t to) {
  return (struct str){.p = id.p + from, .n = to - from};
}

/* The id with one slip of the pen. */
static struct str slipped(struct str id, uint32_t letters) {
  static const char *const before[] = {"ISO ", "A.", "1-", "x:"};
  char text[2 * LONGEST];
  uint32_t at = below(id.n);
  struct str rest = part(id, at + 1, id.n);
  switch (below(7)) {
    case 0:
      snprintf(text, sizeof text, "%.*s%.*s", STR_ARG(part(id, 0, at)), STR_ARG(rest));
      break;
    case 1:
      snprintf(text, sizeof text, "%.*s%c%.*s", STR_ARG(part(id, 0, at)), letter(letters), STR_ARG(rest));
      break;
    case 2:
      snprintf(text, sizeof text, "%.*s%c%.*s", STR_ARG(part(id, 0, at)), letter(letters), STR_ARG(part(id, at, id.n)));
      break;
    case 3:
      snprintf(text, sizeof text, "%.*s%.*s%c%.*s", STR_ARG(part(id, 0, at)), rest.n > 0 ? 1 : 0, rest.p, id.p[at],
               STR_ARG(part(id, at + (rest.n > 0 ? 2 : 1), id.n)));
      break;
    case 4:
      snprintf(text, sizeof text, "%s%.*s", before[below(4)], STR_ARG(id));
      break;
    case 5:
      snprintf(text, sizeof text, "%.*s", STR_ARG(part(id, 0, id.n > 1 ? id.n - 1 : 1)));
      break;
    default:
      snprintf(text, sizeof text, "%.*s", STR_ARG(rest.n > 1 ? rest : id));
      break;
  }
  return str_copy(&arena, str_from(text));
}

static void add_control(struct str id, uint32_t longest, uint32_t letters) {
  struct graph_framework *framework = &graph.frameworks.v[0];
  uint32_t node = framework->count;
  if (id.n == 0 || id.n > 128 || names_intern(&framework->names, id) != node) {
    return;
  }
  bool labelled = below(5) == 0;
  bool by_number = below(2) == 0;
  struct decl_control control = {.label = !labelled   ? (struct str){0}
                                          : by_number ? random_id(longest, letters)
                                                      : slipped(id, letters)};
  vec_push(&arena, &declared.controls, control);
  graph.controls[node] = (struct graph_control){
      .id = id, .parent = NO_INDEX, .declaration = node, .group = below(4) == 0, .withdrawn = below(6) == 0};
  framework->count++;
}

/* A framework of about `count` ids. */
static void make_framework(uint32_t count, uint32_t longest, uint32_t letters) {
  graph = (struct graph){.controls = arena_alloc(&arena, MOST_IDS * sizeof *graph.controls)};
  declared = (struct decl_framework){.id = STR("f")};
  vec_push(&arena, &graph.frameworks, (struct graph_framework){.declared = &declared, .id = STR("f")});
  names_init(&graph.frameworks.v[0].names, &arena);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t have = graph.frameworks.v[0].count;
    bool related = have > 0 && below(2) == 0;
    struct str id = related ? slipped(graph.controls[below(have)].id, letters) : random_id(longest, letters);
    add_control(id, longest, letters);
  }
  graph.control_count = graph.frameworks.v[0].count;
  likeness_prepare(&graph, &arena);
}

/* Looks at all controls; `rank` says how well a control fits, the smaller the better, or NEVER. */
enum { NEVER = 1000000 };
typedef unsigned ranking(uint32_t node, struct str id, unsigned how);

static struct suggestion best_of_all(ranking *rank, struct str id, unsigned how, enum suggestion_kind kind) {
  unsigned best = NEVER;
  struct suggestion found = {.nodes = {NO_INDEX, NO_INDEX}};
  for (uint32_t node = 0; node < graph.control_count; node++) {
    unsigned own = rank(node, id, how);
    if (own == NEVER || own * 2 + graph.controls[node].group > best) {
      continue;
    }
    if (own * 2 + graph.controls[node].group < best) {
      best = own * 2 + graph.controls[node].group;
      found = (struct suggestion){.kind = kind, .nodes = {NO_INDEX, NO_INDEX}};
    }
    if (found.count < 2) {
      found.nodes[found.count] = node;
    }
    found.count++;
  }
  return found.count <= 2 ? found : (struct suggestion){.nodes = {NO_INDEX, NO_INDEX}};
}

static bool folds_alike(struct str a, struct str b, enum fold how) {
  char rooms[2][FOLD_BYTES];
  struct str folded = fold_id(a, how, rooms[0]);
  return folded.n > 0 && str_eq(folded, fold_id(b, how, rooms[1]));
}

/* The id or the label is the same, but for the writing. */
static unsigned rank_writing(uint32_t node, struct str id, unsigned by) {
  enum fold how = by == LIKE_ALL_WRITING ? FOLD_ALL : FOLD_WRITING;
  bool fits = folds_alike(id, graph.controls[node].id, how) || folds_alike(id, graph_label(&graph, node), how);
  return fits && graph.controls[node].withdrawn == (by == LIKE_WITHDRAWN_WRITING) ? 0 : NEVER;
}

static bool ends_with(struct str whole, struct str end) {
  return end.n > 0 && whole.n > end.n && memcmp(whole.p + (whole.n - end.n), end.p, end.n) == 0 &&
         memchr(".-: (", whole.p[whole.n - end.n - 1], 5) != NULL;
}

/* What comes before the id was left out; or is too much, and then the longest id that is left. */
static unsigned rank_prefix(uint32_t node, struct str id, unsigned unused) {
  (void)unused;
  struct str known = graph.controls[node].id;
  if (graph.controls[node].withdrawn) {
    return NEVER;
  }
  return ends_with(known, id) ? 0 : known.n > 1 && ends_with(id, known) ? 1000 - known.n : NEVER;
}

static unsigned rank_zero(uint32_t node, struct str id, unsigned unused) {
  (void)unused;
  struct str known = graph.controls[node].id;
  bool fits = known.n == id.n + 1 && known.p[id.n] == '0' && id.p[id.n - 1] >= '0' && id.p[id.n - 1] <= '9' &&
              memcmp(known.p, id.p, id.n) == 0;
  return fits ? 0 : NEVER;
}

static unsigned rank_edits(uint32_t node, struct str id, unsigned unused) {
  (void)unused;
  unsigned most = id.n < 2 ? 0 : id.n <= 3 ? 1 : 2;
  unsigned edits = graph.controls[node].withdrawn ? most + 1 : str_distance(graph.controls[node].id, id, most);
  return edits <= most ? edits : NEVER;
}

static struct suggestion near_of_all(struct str id) {
  struct suggestion found = best_of_all(rank_prefix, id, 0, SUGGEST_PREFIX);
  if (found.count == 0) {
    found = best_of_all(rank_zero, id, 0, SUGGEST_ZERO);
  }
  return found.count > 0 ? found : best_of_all(rank_edits, id, 0, SUGGEST_EDITS);
}

static void expect_same(struct suggestion found, struct suggestion wanted, struct str id) {
  bool same = found.count == wanted.count && found.kind == wanted.kind;
  for (uint32_t i = 0; i < wanted.count; i++) {
    same = same && found.nodes[i] == wanted.nodes[i];
  }
  ck_assert_msg(same, "\"%.*s\": %u of kind %d, first %u; and by the rule %u of kind %d, first %u", STR_ARG(id),
                found.count, found.kind, found.nodes[0], wanted.count, wanted.kind, wanted.nodes[0]);
}

static unsigned told[2][SUGGEST_EDITS + 1]; /* how often, by how many and kind */

static void count(struct suggestion found) {
  if (found.count > 0) {
    told[found.count - 1][found.kind]++;
  }
}

static void ask(struct str id) {
  if (id.n == 0 || graph_find_control(&graph, 0, id) != NO_INDEX) {
    return;
  }
  const struct likeness *likeness = likeness_of(&graph, 0, &arena);
  for (enum likeness_by by = LIKE_WRITING; by <= LIKE_WITHDRAWN_WRITING; by++) {
    struct suggestion wanted = best_of_all(rank_writing, id, by, SUGGEST_WRITING);
    expect_same(suggest_writing(likeness, id, by), wanted, id);
    count(wanted);
  }
  struct suggestion wanted = near_of_all(id);
  expect_same(suggest_near(likeness, id), wanted, id);
  count(wanted);
}

/* Asks for slips of ids that there are, and for ids out of the air. */
static void ask_often(uint32_t times, uint32_t longest, uint32_t letters) {
  uint32_t have = graph.frameworks.v[0].count;
  for (uint32_t i = 0; i < times; i++) {
    struct str id = below(6) == 0 ? random_id(longest, letters) : graph.controls[below(have)].id;
    for (uint32_t slips = 1 + below(3); slips > 0 && id.n > 0 && id.n < LONGEST; slips--) {
      id = slipped(id, letters);
    }
    ask(id);
  }
}

static void try_set(uint32_t most, uint32_t times) {
  static const uint32_t longest[] = {3, 6, 9, 14, 70, 128};
  uint32_t size = longest[below(sizeof longest / sizeof *longest)];
  uint32_t letters = 2 + below(23);
  make_framework(1 + below(most), size, letters);
  if (graph.control_count > 0) {
    ask_often(times, size, letters);
  }
}

START_TEST(suggestions_are_those_of_the_rule) {
  state = 17;
  for (int set = 0; set < 4000; set++) {
    try_set(40, 12);
    unit_tear_down();
    unit_set_up();
  }
  for (unsigned kind = SUGGEST_WRITING; kind <= SUGGEST_EDITS; kind++) {
    ck_assert_uint_gt(told[0][kind], 100);
    ck_assert(told[1][kind] > 100 || kind == SUGGEST_ZERO); /* which is one id and no other */
  }
}
END_TEST

START_TEST(suggestions_of_many_ids_are_those_of_the_rule) {
  state = 23;
  for (int set = 0; set < LARGE_SETS; set++) {
    try_set(MOST_IDS, 60);
    unit_tear_down();
    unit_set_up();
  }
}
END_TEST

UNIT_SUITE(suggest, unit_set_up, unit_tear_down, suggestions_are_those_of_the_rule,
           suggestions_of_many_ids_are_those_of_the_rule)
