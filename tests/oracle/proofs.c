#include "proofs.h"

#include "complain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a step lets one say of the two things that it joins: from in to, to in from, or that they overlap. */
enum { WAY_UP = 1, WAY_DOWN = 2, WAY_OVERLAP = 4 };

enum ground { GROUND_FACT, GROUND_PARENT, GROUND_MEMBER, GROUND_UNION };

struct verb {
  const char *words;
  enum ground ground;
  unsigned ways;
  unsigned relations; /* of facts, as declared from left to right, by bits */
};

static const struct verb verbs[] = {
    {"equals", GROUND_FACT, WAY_UP | WAY_DOWN, 1U << EQUAL | 1U << EQUIVALENT},
    {"is part of", GROUND_FACT, WAY_UP, 1U << SUBSET},
    {"holds", GROUND_FACT, WAY_DOWN, 1U << SUPERSET},
    {"intersects", GROUND_FACT, WAY_OVERLAP, 1U << INTERSECTS},
    {"is related to", GROUND_FACT, WAY_OVERLAP, 1U << RELATED},
    {"belongs to", GROUND_PARENT, WAY_UP, 0},
    {"contains", GROUND_PARENT, WAY_DOWN, 0},
    {"is one of", GROUND_MEMBER, WAY_UP, 0},
    {"includes", GROUND_MEMBER, WAY_DOWN, 0},
    {"lies, member by member, in", GROUND_UNION, WAY_UP, 0},
    {"holds every member of", GROUND_UNION, WAY_DOWN, 0},
};

struct step {
  node_bits from;
  node_bits to;
  const struct verb *verb;
  int mapping; /* -1: none */
};

/* "fa:A1" or "{fa:A1, A2}" at *at, which moves behind it. 0 if there is none. */
static node_bits read_end(const struct network *net, const char **at) {
  const char *from = *at;
  bool several = *from == '{';
  from += several ? 1 : 0;
  if (from[0] != 'f' || from[1] < 'a' || from[1] >= (char)('a' + net->framework_count) || from[2] != ':') {
    return 0;
  }
  unsigned framework = (unsigned)(from[1] - 'a');
  node_bits end = 0;
  for (from += 3;; from += 2) {
    size_t length = strspn(from, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    int node = find_node(net, framework, from, length);
    if (node < 0) {
      return 0;
    }
    end |= bit_of((unsigned)node);
    from += length;
    if (!several || strncmp(from, ", ", 2) != 0) {
      break;
    }
  }
  if (several && *from++ != '}') {
    return 0;
  }
  *at = from;
  return end;
}

/* The longest verb there, with the space on each side. */
static const struct verb *read_verb(const char **at) {
  const struct verb *found = NULL;
  for (unsigned v = 0; v < sizeof verbs / sizeof *verbs; v++) {
    size_t length = strlen(verbs[v].words);
    if (**at == ' ' && strncmp(*at + 1, verbs[v].words, length) == 0 && (*at)[1 + length] == ' ' &&
        (found == NULL || length > strlen(found->words))) {
      found = &verbs[v];
    }
  }
  *at += found != NULL ? strlen(found->words) + 2 : 0;
  return found;
}

static bool read_step(const struct network *net, const char **at, struct step *step) {
  step->from = read_end(net, at);
  step->verb = step->from != 0 ? read_verb(at) : NULL;
  step->to = step->verb != NULL ? read_end(net, at) : 0;
  step->mapping = -1;
  if (step->to == 0) {
    return false;
  }
  if (strncmp(*at, " [m", 3) == 0) {
    char *end = NULL;
    step->mapping = (int)strtol(*at + 3, &end, 10);
    *at = end;
    if (*(*at)++ != ']') {
      return false;
    }
  }
  return true;
}

static bool is_fact(const struct knowledge *knowledge, const struct step *step) {
  const struct network *net = knowledge->net;
  fact_bits usable = network_reasoned(net) & ~knowledge->disputed;
  for (unsigned f = 0; f < net->fact_count; f++) {
    const struct fact *fact = &net->facts[f];
    bool forth = fact->source == step->from && fact->target == step->to;
    bool back = fact->source == step->to && fact->target == step->from;
    unsigned relation = 1U << (forth ? fact->relation : inverse_of(fact->relation));
    if ((usable >> f & 1) != 0 && (int)fact->mapping == step->mapping && (forth || back) &&
        (relation & step->verb->relations) != 0) {
      return true;
    }
  }
  return false;
}

static bool step_holds(const struct knowledge *knowledge, const struct step *step) {
  const struct network *net = knowledge->net;
  node_bits low = step->verb->ways == WAY_UP ? step->from : step->to;
  node_bits high = step->verb->ways == WAY_UP ? step->to : step->from;
  if ((step->mapping >= 0) != (step->verb->ground == GROUND_FACT)) {
    return false;
  }
  switch (step->verb->ground) {
    case GROUND_FACT:
      return is_fact(knowledge, step);
    case GROUND_PARENT: {
      const struct node *node = &net->nodes[first_node(low)];
      return is_single(low) && is_single(high) && !node->withdrawn && node->parent == (int)first_node(high);
    }
    case GROUND_MEMBER:
      return is_single(low) && !is_single(high) && (low & high) == low;
    default: { /* each member for itself, by what the oracle knows */
      node_bits members = is_single(low) ? network_gathers(net, first_node(low)) : low;
      for (unsigned n = 0; n < net->node_count; n++) {
        if ((members >> n & 1) != 0 && !is_held(oracle_possible(&knowledge->oracle, bit_of(n), high))) {
          return false;
        }
      }
      return members != 0;
    }
  }
}

enum { MOST_STEPS = 64 };

/* Reads steps that chain, up to the end or "; and the other way: ". Returns their number, or 0 after a complaint. */
static unsigned read_steps(const struct knowledge *knowledge, const char **at, unsigned x, unsigned y,
                           struct step steps[MOST_STEPS]) {
  unsigned count = 0;
  node_bits here = bit_of(x);
  while (count < MOST_STEPS) {
    const char *from = *at;
    struct step *step = &steps[count++];
    if (!read_step(knowledge->net, at, step)) {
      complain("a step of a proof cannot be read: %s", from);
      return 0;
    }
    if (step->from != here || !step_holds(knowledge, step)) {
      complain(step->from != here ? "a step of a proof starts elsewhere: %s" : "a step of a proof does not hold: %s",
               from);
      return 0;
    }
    here = step->to;
    if (strncmp(*at, "; ", 2) != 0 || strncmp(*at, "; and ", 6) == 0) {
      break;
    }
    *at += 2;
  }
  if (here != bit_of(y)) {
    complain("a proof ends elsewhere");
    return 0;
  }
  return count;
}

/* Whether all steps can be gone in this way. */
static bool all_go(const struct step *steps, unsigned count, unsigned way) {
  for (unsigned i = 0; i < count; i++) {
    if ((steps[i].verb->ways & way) == 0) {
      return false;
    }
  }
  return true;
}

/* Down, over one overlap at most, and up; never down again. */
static bool proves_overlap(const struct step *steps, unsigned count) {
  unsigned i = 0;
  while (i < count && (steps[i].verb->ways & WAY_DOWN) != 0) {
    i++;
  }
  if (i < count && (steps[i].verb->ways & WAY_OVERLAP) != 0) {
    i++;
  }
  return all_go(steps + i, count - i, WAY_UP);
}

bool proof_check(const struct knowledge *knowledge, const char *line, unsigned x, unsigned y, enum relation relation) {
  struct step steps[MOST_STEPS];
  const char *at = line;
  unsigned count = read_steps(knowledge, &at, x, y, steps);
  if (count == 0) {
    return false;
  }
  static const char other_way[] = "; and the other way: ";
  bool up = all_go(steps, count, WAY_UP);
  bool down = all_go(steps, count, WAY_DOWN);
  bool both = up && down;
  if (strncmp(at, other_way, sizeof other_way - 1) == 0) {
    struct step back[MOST_STEPS];
    at += sizeof other_way - 1;
    unsigned back_count = read_steps(knowledge, &at, x, y, back);
    if (back_count == 0) {
      return false;
    }
    both = both || (up && all_go(back, back_count, WAY_DOWN)) || (down && all_go(back, back_count, WAY_UP));
  }
  bool proved = relation == EQUAL      ? both
                : relation == SUBSET   ? up
                : relation == SUPERSET ? down
                                       : proves_overlap(steps, count);
  return (*at == '\0' && proved) || complain("a proof does not prove %s: %s", relation_tokens[relation], line);
}
