/* What must not change, or only one way, when a network is changed in a way whose effect is known.
 *
 *   test_metamorphic COUNT [FIRST]
 *
 * CROSSWALK_ORACLE_PERCENT in the environment makes the number smaller. */
#include "answers.h"
#include "chance.h"
#include "complain.h"
#include "dispute.h"
#include "generate.h"
#include "shrink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct asking plainly = {NULL, NULL, "1"};

static bool same_possible(const struct network *net, const struct answers *a, const struct answers *b,
                          const char *what) {
  for (unsigned x = 0; x < net->node_count; x++) {
    for (unsigned y = 0; y < net->node_count; y++) {
      if (a->possible[x][y] != b->possible[x][y]) {
        char ids[2][8];
        node_id(net, x, ids[0]);
        node_id(net, y, ids[1]);
        return complain("%s: between %s and %s was possible %u, now %u", what, ids[0], ids[1], a->possible[x][y],
                        b->possible[x][y]);
      }
    }
  }
  return true;
}

static bool has_self_mapping(const struct network *net) {
  for (unsigned m = 0; m < net->mapping_count; m++) {
    if (net->mappings[m].source == net->mappings[m].target) {
      return true;
    }
  }
  return false;
}

/* Every mapping read backwards says the same. */
static bool inverse(const struct network *net, const struct answers *first) {
  struct network other = *net;
  struct answers answers;
  if (has_self_mapping(net)) {
    return true;
  }
  for (unsigned m = 0; m < other.mapping_count; m++) {
    struct mapping *it = &other.mappings[m];
    unsigned source = it->source;
    it->source = it->target;
    it->target = source;
    it->examined = it->examined == EXAMINED_SOURCE   ? EXAMINED_TARGET
                   : it->examined == EXAMINED_TARGET ? EXAMINED_SOURCE
                                                     : it->examined;
  }
  for (unsigned f = 0; f < other.fact_count; f++) {
    node_bits source = other.facts[f].source;
    other.facts[f].source = other.facts[f].target;
    other.facts[f].target = source;
    other.facts[f].relation = inverse_of(other.facts[f].relation);
  }
  struct answers sorted;
  answers_ask(net, &plainly, &sorted);
  answers_ask(&other, &plainly, &answers);
  answers_sort_lines(&sorted);
  answers_sort_lines(&answers);
  bool same = same_possible(net, first, &answers, "read backwards") &&
              answers_same_crosswalks(net, &sorted, &answers, "read backwards");
  answers_free(&sorted);
  answers_free(&answers);
  return same;
}

/* The coverage column of a gaps table, one letter for each control: n, e, p, f. */
static void read_coverage(const char *gaps, char letters[2 * MOST_NODES + 1]) {
  unsigned count = 0;
  for (const char *line = strchr(gaps, '\n'); line != NULL && line[1] != '\0'; line = strchr(line + 1, '\n')) {
    const char *at = line + 1;
    for (unsigned comma = 0; comma < 3; comma++) {
      at = strchr(at, ',') + 1;
    }
    letters[count++] = *at;
  }
  letters[count] = '\0';
}

static unsigned rank(char letter) {
  return letter == 'f' ? 2 : letter == 'p' ? 1 : 0;
}

/* Compares the coverage of all crosswalks: the same, or never better than before. */
static bool compare_coverage(const struct network *net, const struct answers *a, const struct answers *b, bool worse,
                             const char *what) {
  for (unsigned s = 0; s < net->framework_count; s++) {
    for (unsigned t = 0; t < net->framework_count; t++) {
      char before[2 * MOST_NODES + 1];
      char after[2 * MOST_NODES + 1];
      if (!network_joins(net, s, t) || b->gaps[s][t] == NULL) {
        continue;
      }
      read_coverage(a->gaps[s][t], before);
      read_coverage(b->gaps[s][t], after);
      bool right = strlen(before) == strlen(after);
      for (unsigned i = 0; right && before[i] != '\0'; i++) {
        right = worse ? rank(after[i]) <= rank(before[i]) : rank(after[i]) == rank(before[i]);
      }
      if (!right) {
        return complain("%s: other coverage:\n%s%s", what, a->gaps[s][t], b->gaps[s][t]);
      }
    }
  }
  return true;
}

/* Every second fact of a mapping in a mapping of its own, with what the other says of itself; read from the right, two
 * mappings are merged. */
static bool split_mapping(const struct network *net, const struct answers *first) {
  struct network other = *net;
  struct answers answers;
  if (net->mapping_count == MOST_MAPPINGS || net->fact_count == 0) {
    return true;
  }
  unsigned of = net->facts[0].mapping;
  other.mappings[other.mapping_count] = other.mappings[of];
  for (unsigned f = 0, seen = 0; f < other.fact_count; f++) {
    if (other.facts[f].mapping == of && seen++ % 2 == 0) {
      other.facts[f].mapping = other.mapping_count;
    }
  }
  other.mapping_count++;
  answers_ask(&other, &plainly, &answers);
  bool same = same_possible(net, first, &answers, "a mapping split") &&
              compare_coverage(net, first, &answers, false, "a mapping split");
  answers_free(&answers);
  return same;
}

/* Takes the number of a node that moved. */
static node_bits move_up(node_bits bits, unsigned from) {
  node_bits low = bits & (node_bits)(bit_of(from) - 1);
  return (node_bits)(low | (node_bits)((bits & ~(bit_of(from) - 1U)) << 1));
}

/* Inserts a control behind `parent`, as its child. */
static void insert_child(struct network *net, unsigned parent) {
  unsigned at = parent + 1;
  for (unsigned n = 0; n < net->node_count; n++) {
    net->nodes[n].parent += net->nodes[n].parent >= (int)at;
  }
  memmove(&net->nodes[at + 1], &net->nodes[at], (net->node_count - at) * sizeof net->nodes[0]);
  net->node_count++;
  net->nodes[at] = (struct node){.framework = net->nodes[parent].framework, .parent = (int)parent, .counted = true};
  net->frameworks[net->nodes[parent].framework].count++;
  for (unsigned f = 0; f < net->framework_count; f++) {
    net->frameworks[f].first += net->frameworks[f].first >= at;
  }
  for (unsigned f = 0; f < net->fact_count; f++) {
    net->facts[f].source = move_up(net->facts[f].source, at);
    net->facts[f].target = move_up(net->facts[f].target, at);
  }
  for (unsigned g = 0; g < net->gap_count; g++) {
    net->gaps[g].node += net->gaps[g].node >= at;
  }
}

static bool is_leaf(const struct network *net, unsigned node) {
  for (unsigned n = 0; n < net->node_count; n++) {
    if (net->nodes[n].parent == (int)node) {
      return false;
    }
  }
  return true;
}

/* A control is split in two parts, of which it is the union: nothing changes between any others. */
static bool split_control(const struct network *net, const struct answers *first) {
  for (unsigned n = 0; n < net->node_count && net->node_count + 2 <= MOST_NODES; n++) {
    if (!is_leaf(net, n) || net->nodes[n].withdrawn || net->frameworks[net->nodes[n].framework].open ||
        network_choices(net) > 32) {
      continue;
    }
    struct network other = *net;
    struct answers answers;
    other.nodes[n].exhaustive = true;
    insert_child(&other, n);
    insert_child(&other, n);
    answers_ask(&other, &plainly, &answers);
    bool same = true;
    for (unsigned x = 0; x < net->node_count && same; x++) {
      for (unsigned y = 0; y < net->node_count && same; y++) {
        unsigned found = answers.possible[x > n ? x + 2 : x][y > n ? y + 2 : y];
        same = found == first->possible[x][y] || complain("node %u split: between %u and %u was possible %u, now %u", n,
                                                          x, y, first->possible[x][y], found);
      }
    }
    answers_free(&answers);
    return same;
  }
  return true;
}

/* Two frameworks of their own, mapped to each other, change nothing. */
static bool unrelated(const struct network *net, const struct answers *first) {
  struct network other = *net;
  struct answers answers;
  if (net->framework_count + 2 > MOST_FRAMEWORKS || net->node_count + 2 > MOST_NODES ||
      net->mapping_count == MOST_MAPPINGS || net->fact_count == MOST_FACTS) {
    return true;
  }
  for (unsigned f = net->framework_count; f < net->framework_count + 2; f++) {
    other.frameworks[f] = (struct framework){.first = other.node_count, .count = 1};
    other.nodes[other.node_count++] = (struct node){.framework = f, .parent = NO_PARENT, .counted = true};
  }
  other.framework_count += 2;
  other.mappings[other.mapping_count] =
      (struct mapping){.source = net->framework_count, .target = net->framework_count + 1, .chain = true};
  other.facts[other.fact_count++] = (struct fact){.mapping = other.mapping_count++,
                                                  .source = bit_of(net->node_count),
                                                  .target = bit_of(net->node_count + 1),
                                                  .relation = EQUAL};
  answers_ask(&other, &plainly, &answers);
  bool same = same_possible(net, first, &answers, "unrelated frameworks") &&
              answers_same_crosswalks(net, first, &answers, "unrelated frameworks");
  answers_free(&answers);
  return same;
}

/* What is proved, declared as well, changes no proof and no coverage. */
static bool consequence(const struct network *net, const struct answers *first) {
  for (unsigned x = 0; x < net->node_count; x++) {
    for (unsigned y = 0; y < net->node_count; y++) {
      unsigned possible = first->possible[x][y];
      if (net->nodes[x].framework == net->nodes[y].framework || possible == 0 || (possible & DR) != 0 ||
          net->mapping_count == MOST_MAPPINGS || net->fact_count == MOST_FACTS) {
        continue;
      }
      struct network other = *net;
      struct answers answers;
      other.mappings[other.mapping_count] = (struct mapping){.source = net->nodes[x].framework,
                                                             .target = net->nodes[y].framework,
                                                             .chain = true,
                                                             .proper = possible == PO};
      other.facts[other.fact_count++] = (struct fact){.mapping = other.mapping_count++,
                                                      .source = bit_of(x),
                                                      .target = bit_of(y),
                                                      .relation = relation_of(possible)};
      answers_ask(&other, &plainly, &answers);
      bool same = same_possible(net, first, &answers, "a consequence declared") &&
                  compare_coverage(net, first, &answers, false, "a consequence declared");
      answers_free(&answers);
      return same;
    }
  }
  return true;
}

static bool says_anywhere(const struct network *net, enum relation relation) {
  for (unsigned f = 0; f < net->fact_count; f++) {
    if (net->facts[f].relation == relation) {
      return true;
    }
  }
  return false;
}

/* Without a mapping, nothing more is proved; but a correspondence may come to life, whose sides it kept apart. */
static bool removed(const struct network *net, const struct answers *first) {
  struct network other = *net;
  struct answers answers;
  if (net->mapping_count < 2 || (says_anywhere(net, RELATED) && says_anywhere(net, NO_RELATIONSHIP))) {
    return true;
  }
  unsigned gone = net->mapping_count - 1;
  while (other.fact_count > 0 && other.facts[other.fact_count - 1].mapping == gone) {
    other.fact_count--;
  }
  other.gap_count = 0;
  for (unsigned g = 0; g < net->gap_count; g++) {
    if (net->gaps[g].mapping != gone) {
      other.gaps[other.gap_count++] = net->gaps[g];
    }
  }
  other.mapping_count--;
  answers_ask(&other, &plainly, &answers);
  bool same = compare_coverage(net, first, &answers, true, "a mapping removed");
  for (unsigned x = 0; x < net->node_count && same; x++) {
    for (unsigned y = 0; y < net->node_count && same; y++) {
      unsigned now = answers.possible[x][y] != 0 ? answers.possible[x][y] : EVERY_BASE;
      same = (first->possible[x][y] & ~now) == 0 ||
             complain("a mapping removed: between %u and %u was possible %u, now %u", x, y, first->possible[x][y], now);
    }
  }
  answers_free(&answers);
  return same;
}

/* To count only what has a level is to say that all else is not counted. */
static bool restricted(const struct network *net, const struct answers *first) {
  struct network levelled = *net;
  struct network uncounted = *net;
  struct answers by_level;
  struct answers by_hand;
  if (net->frameworks[0].open) {
    return true;
  }
  levelled.levelled = true;
  for (unsigned n = 0; n < net->node_count; n++) {
    uncounted.nodes[n].counted = net->nodes[n].counted && (net->nodes[n].group || is_in_level(net, n));
  }
  answers_ask(&levelled, &plainly, &by_level);
  answers_ask(&uncounted, &plainly, &by_hand);
  bool same = same_possible(net, first, &by_level, "counted by level") &&
              answers_same_crosswalks(net, &by_level, &by_hand, "counted by level");
  answers_free(&by_level);
  answers_free(&by_hand);
  return same;
}

/* Within the bounds that the design states, and without a conflict. */
static bool is_settled(const struct network *net) {
  static struct dispute dispute;
  dispute_find(&dispute, net);
  return dispute.complete && dispute.minimal_count == 0 && network_choices(net) <= 64;
}

static bool changes_as_it_should(const struct network *net) {
  struct answers first;
  answers_ask(net, &plainly, &first);
  bool right = inverse(net, &first) && unrelated(net, &first) && restricted(net, &first);
  if (right && is_settled(net)) {
    right =
        split_mapping(net, &first) && split_control(net, &first) && consequence(net, &first) && removed(net, &first);
  }
  answers_free(&first);
  return right;
}

int main(int argc, char **argv) {
  if (argc != 2 && argc != 3) {
    fprintf(stderr, "usage: test_metamorphic COUNT [FIRST]\n");
    return 2;
  }
  const char *share = getenv("CROSSWALK_ORACLE_PERCENT");
  unsigned long from = argc == 3 ? strtoul(argv[2], NULL, 10) : 1;
  unsigned long count = strtoul(argv[1], NULL, 10);
  count = share != NULL ? count * strtoul(share, NULL, 10) / 100 : count;
  for (unsigned long seed = from; seed < from + count; seed++) {
    struct chance chance = {.state = seed};
    struct network net;
    generate(&chance, seed % 2 == 0, &net);
    if (!changes_as_it_should(&net)) {
      fprintf(stderr, "seed %lu: ", seed);
      shrink_and_print(&net, changes_as_it_should);
      return 1;
    }
  }
  return count == 0;
}
