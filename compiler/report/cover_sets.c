/* Sets of what is held that leave nothing of a control outside: the smallest one, by trying. */
#include "analyse/network/question.h"
#include "report/answers.h"

/* So many sets are tried for one control; where walks have found one already, of so many holders among so many nodes: to weigh
 * all pairs of very many would cost more than all other work on a table. */
enum { MOST_TRIED = 1000, MOST_WEIGHED = 12, MOST_NODES = 48 };

struct set_search {
  struct reporter *reporter;
  struct question *question; /* that of the control */
  node_list holders;         /* all that its question names, ascending */
  uint32_t *chosen;          /* places among them, ascending */
  uint32_t tried;
};

static void open_search(struct set_search *search, struct reporter *reporter, uint32_t node) {
  struct question *question = question_of(reporter);
  *search = (struct set_search){.reporter = reporter, .question = question};
  question_open(question, &node, 1, false);
  for (uint32_t i = 0; i < question->nodes.n; i++) {
    if (is_holder(reporter, question->nodes.v[i])) {
      vec_push(reporter->arena, &search->holders, question->nodes.v[i]);
    }
  }
  sort_numbers(&search->holders);
  search->chosen = arena_alloc(reporter->arena, ((size_t)search->holders.n + 1) * sizeof *search->chosen);
}

/* Whether there can be nothing of the control outside of the chosen ones. */
static bool holds_all(struct set_search *search, uint32_t size) {
  struct question *question = search->question;
  search->tried++;
  question->denied.n = 0;
  for (uint32_t i = 0; i < size; i++) {
    question_deny(question, search->holders.v[search->chosen[i]]);
  }
  return question_refuted(question, NULL, NULL);
}

/* The first set of the size, in framework order, that holds all. */
static bool find_of_size(struct set_search *search, uint32_t size) {
  uint32_t count = search->holders.n;
  for (uint32_t i = 0; i < size; i++) {
    search->chosen[i] = i;
  }
  for (;;) {
    if (holds_all(search, size)) {
      return true;
    }
    uint32_t at = size;
    while (at > 0 && search->chosen[at - 1] == count - size + at - 1) {
      at--;
    }
    if (at == 0) {
      return false;
    }
    search->chosen[at - 1]++;
    for (; at < size; at++) {
      search->chosen[at] = search->chosen[at - 1] + 1;
    }
  }
}

/* Whether all sets of the size can be tried. */
static bool is_affordable(const struct set_search *search, uint32_t size) {
  uint64_t sets = 1;
  for (uint32_t i = 0; i < size && sets <= MOST_TRIED; i++) {
    sets = sets * (search->holders.n - i) / (i + 1);
  }
  return search->tried + sets <= MOST_TRIED;
}

/* The size of the smallest set, which is chosen; 0 if none of at most so many was found. */
static uint32_t find_smallest(struct set_search *search, uint32_t most) {
  for (uint32_t size = 1; size <= most && size <= search->holders.n && is_affordable(search, size); size++) {
    if (find_of_size(search, size)) {
      return size;
    }
  }
  return 0;
}

static void take_chosen(struct set_search *search, uint32_t size, node_list *nodes) {
  for (uint32_t i = 0; i < size; i++) {
    vec_push(search->reporter->tools, nodes, search->holders.v[search->chosen[i]]);
  }
}

/* Whether few nodes matter for what is in this one: all that it may be in, and members of unions among these. */
static bool is_small(struct reporter *reporter, uint32_t node) {
  const struct network *network = &reporter->analysis->network;
  struct node_set *met = &reporter->covered;
  node_set_clear(met, network->input->nodes);
  node_set_add(met, reporter->tools, node);
  for (uint32_t i = 0; i < met->list.n && met->list.n <= MOST_NODES; i++) {
    uint32_t at = met->list.v[i];
    for (uint32_t e = network->up.first[at]; e < network->up.first[at + 1]; e++) {
      node_set_add(met, reporter->tools, network->up.edges[e].to);
    }
    uint32_t number = network->input->union_of[at];
    const struct network_union *group = number != NO_INDEX ? &network->input->unions[number] : NULL;
    for (uint32_t m = 0; group != NULL && m < group->count; m++) {
      node_set_add(met, reporter->tools, network->input->members[group->first + m]);
    }
  }
  return met->list.n <= MOST_NODES;
}

bool find_smaller_set(struct reporter *reporter, uint32_t node, uint32_t most, node_list *nodes) {
  struct set_search search;
  if (!is_small(reporter, node)) {
    return false;
  }
  open_search(&search, reporter, node);
  uint32_t size = search.holders.n <= MOST_WEIGHED ? find_smallest(&search, most) : 0;
  take_chosen(&search, size, nodes);
  return size > 0;
}

/* Of all, those that cannot be done without; where there are very many, all. */
static uint32_t find_sufficient(struct set_search *search) {
  uint32_t size = 0;
  uint32_t count = search->holders.n;
  for (uint32_t i = 0; i < count; i++) {
    search->chosen[size++] = i;
  }
  for (uint32_t i = count; i-- > 0 && count <= MOST_TRIED;) {
    uint32_t without = search->chosen[i];
    memmove(search->chosen + i, search->chosen + i + 1, (size - i - 1) * sizeof *search->chosen);
    if (holds_all(search, size - 1)) {
      size--;
    } else {
      memmove(search->chosen + i + 1, search->chosen + i, (size - i - 1) * sizeof *search->chosen);
      search->chosen[i] = without;
    }
  }
  return size;
}

bool find_set(struct reporter *reporter, uint32_t node, node_list *nodes) {
  struct set_search search;
  open_search(&search, reporter, node);
  for (uint32_t i = 0; i < search.holders.n; i++) {
    search.chosen[i] = i;
  }
  if (search.holders.n == 0 || !holds_all(&search, search.holders.n)) {
    return false;
  }
  uint32_t size = find_smallest(&search, search.holders.n);
  take_chosen(&search, size > 0 ? size : find_sufficient(&search), nodes);
  return true;
}
