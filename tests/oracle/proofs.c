#include "proofs.h"

#include "complain.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What a step lets one say of the two things that it joins: from in to, to in from, that they share something, that they
 * are said to belong together. */
enum { WAY_UP = 1, WAY_DOWN = 2, WAY_OVERLAP = 4, WAY_RELATED = 8 };

enum ground { GROUND_FACT, GROUND_PARENT, GROUND_MEMBER, GROUND_UNION, GROUND_CASES };

struct verb {
  const char *words;
  enum ground ground;
  unsigned ways;
  unsigned relations; /* of facts, as declared from left to right, by bits */
  unsigned says;      /* of what disputed facts agree on */
};

static const struct verb verbs[] = {
    {"equals", GROUND_FACT, WAY_UP | WAY_DOWN, 1U << EQUAL | 1U << EQUIVALENT, SAYS_IN | SAYS_HOLDS},
    {"is part of", GROUND_FACT, WAY_UP, 1U << SUBSET, SAYS_IN},
    {"holds", GROUND_FACT, WAY_DOWN, 1U << SUPERSET, SAYS_HOLDS},
    {"intersects", GROUND_FACT, WAY_OVERLAP, 1U << INTERSECTS, 0},
    {"shares something with", GROUND_FACT, WAY_OVERLAP, 0, SAYS_OVERLAP},
    {"is related to", GROUND_FACT, WAY_RELATED, 1U << RELATED, 0},
    {"belongs to", GROUND_PARENT, WAY_UP, 0, 0},
    {"contains", GROUND_PARENT, WAY_DOWN, 0, 0},
    {"is one of", GROUND_MEMBER, WAY_UP, 0, 0},
    {"includes", GROUND_MEMBER, WAY_DOWN, 0, 0},
    {"lies, member by member, in", GROUND_UNION, WAY_UP, 0, 0},
    {"holds every member of", GROUND_UNION, WAY_DOWN, 0, 0},
    {"lies, in every case, in", GROUND_CASES, WAY_UP, 0, 0},
    {"holds, in every case, all of", GROUND_CASES, WAY_DOWN, 0, 0},
    {"shares, in every case, something with", GROUND_CASES, WAY_OVERLAP, 0, 0},
};

struct step {
  node_bits from;
  node_bits to;
  const struct verb *verb;
  unsigned mapping_count; /* that it rests on */
  unsigned mappings[MOST_FACTS];
  bool agreed;       /* by facts that are all disputed */
  const char *cases; /* what stands in round brackets behind it */
};

/* The framework "fa" that is named there, or -1. */
static int read_framework(const struct network *net, const char *at) {
  for (unsigned f = 0; f < net->framework_count; f++) {
    if (at[0] == 'f' && at[1] == framework_letter(net, f) && at[2] == ':') {
      return (int)f;
    }
  }
  return -1;
}

/* "fa:A11" or "{fa:A11, A12}" at *at, which moves behind it. 0 if there is none. */
static node_bits read_end(const struct network *net, const char **at) {
  const char *from = *at;
  bool several = *from == '{';
  from += several ? 1 : 0;
  int framework = read_framework(net, from);
  node_bits end = 0;
  if (framework < 0) {
    return 0;
  }
  for (from += 3;; from += 2) {
    size_t length = strspn(from, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    int node = find_node(net, (unsigned)framework, from, length);
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

/* One mapping in the brackets, with all that has to be said of it: "m0, P0, third-party, automated, draft"; what does not chain proves nothing. */
static bool read_mapping(const struct network *net, const char **at, struct step *step) {
  const char *from = *at;
  char wanted[64];
  if (from[0] != mapping_letter(net) || from[1] < '0' || from[1] >= (char)('0' + net->mapping_count)) {
    return false;
  }
  unsigned number = (unsigned)(from[1] - '0');
  const struct mapping *mapping = &net->mappings[number];
  int length = snprintf(wanted, sizeof wanted, "%.2s", from);
  if (mapping->published) {
    length += snprintf(wanted + length, sizeof wanted - (size_t)length, ", P%u, third-party", number);
  }
  length += snprintf(wanted + length, sizeof wanted - (size_t)length, "%s%s", mapping->automated ? ", automated" : "",
                     mapping->status == DRAFT      ? ", draft"
                     : mapping->status == COMPLETE ? ", complete"
                                                   : "");
  if (strncmp(from, wanted, (size_t)length) != 0 || strchr(";:]", from[length]) == NULL ||
      step->mapping_count == MOST_FACTS) {
    return false;
  }
  step->mappings[step->mapping_count++] = number;
  *at = from + length;
  return true;
}

/* " [m0]", or " [m0; m1: disputed, but they agree on this much]". */
static bool read_brackets(const struct network *net, const char **at, struct step *step) {
  static const char agreed[] = ": disputed, but they agree on this much";
  if (strncmp(*at, " [", 2) != 0) {
    return true;
  }
  *at += 2;
  while (read_mapping(net, at, step)) {
    if (strncmp(*at, "; ", 2) != 0) {
      break;
    }
    *at += 2;
  }
  step->agreed = strncmp(*at, agreed, sizeof agreed - 1) == 0;
  *at += step->agreed ? sizeof agreed - 1 : 0;
  return step->mapping_count > 0 && *(*at)++ == ']';
}

static bool read_step(const struct network *net, const char **at, struct step *step) {
  *step = (struct step){.from = read_end(net, at)};
  step->verb = step->from != 0 ? read_verb(at) : NULL;
  step->to = step->verb != NULL ? read_end(net, at) : 0;
  if (step->to == 0 || step->verb->ground != GROUND_CASES) {
    return step->to != 0 && read_brackets(net, at, step);
  }
  step->cases = strncmp(*at, " (", 2) == 0 ? *at + 2 : NULL;
  *at = step->cases != NULL ? strchr(step->cases, ')') : NULL;
  if (*at == NULL) {
    return false;
  }
  ++*at;
  return true;
}

/* A fact between the ends of the step, with the relation that it has from left to right. */
static bool joins(const struct step *step, const struct fact *fact, enum relation *relation) {
  bool forth = fact->source == step->from && fact->target == step->to;
  bool back = fact->source == step->to && fact->target == step->from;
  *relation = forth ? fact->relation : inverse_of(fact->relation);
  return forth || back;
}

static bool is_fact(const struct knowledge *knowledge, const struct step *step) {
  const struct network *net = knowledge->net;
  for (unsigned f = 0; f < net->fact_count; f++) {
    enum relation relation = EQUAL;
    if (fact_chains(net, &net->facts[f]) && ((knowledge->disputed | knowledge->dead) >> f & 1) == 0 &&
        net->facts[f].mapping == step->mappings[0] && joins(step, &net->facts[f], &relation) &&
        (1U << relation & step->verb->relations) != 0) {
      return step->mapping_count == 1;
    }
  }
  return false;
}

/* Whether the mappings named are some that say something between the two ends, and one at least for each statement. */
static bool names_each(const struct knowledge *knowledge, const struct step *step) {
  const struct network *net = knowledge->net;
  unsigned named = 0;
  unsigned saying = 0;
  bool each = true;
  for (unsigned i = 0; i < step->mapping_count; i++) {
    named |= 1U << step->mappings[i];
  }
  for (unsigned s = 0; s < knowledge->dispute.count; s++) {
    const struct statement *it = &knowledge->dispute.statements[s];
    unsigned here = 0;
    if (!(it->x == step->from && it->y == step->to) && !(it->x == step->to && it->y == step->from)) {
      continue;
    }
    for (unsigned f = 0; f < net->fact_count; f++) {
      here |= (it->facts >> f & 1) != 0 ? 1U << net->facts[f].mapping : 0;
    }
    each = each && (here & named) != 0;
    saying |= here;
  }
  return each && (named & ~saying) == 0;
}

/* All that is said between the two ends is disputed, and agrees on this. */
static bool is_agreed(const struct knowledge *knowledge, const struct step *step) {
  for (unsigned k = 0; k < knowledge->dispute.kept_count; k++) {
    const struct kept *kept = &knowledge->dispute.kept[k];
    bool forth = kept->x == step->from && kept->y == step->to;
    bool back = kept->x == step->to && kept->y == step->from;
    unsigned says = forth ? kept->says : says_backwards(kept->says);
    if ((forth || back) && step->verb->says != 0 && (says & step->verb->says) == step->verb->says) {
      return names_each(knowledge, step);
    }
  }
  return false;
}

static bool members_hold(const struct knowledge *knowledge, node_bits low, node_bits high) {
  const struct network *net = knowledge->net;
  node_bits members = is_single(low) ? network_gathers(net, first_node(low)) : low;
  for (unsigned n = 0; n < net->node_count; n++) {
    if ((members >> n & 1) != 0 && !theory_in(&knowledge->settled, bit_of(n), high)) {
      return false;
    }
  }
  return members != 0;
}

/* One requirement, whatever it is, and what is known of it so far. */
struct it {
  const struct knowledge *knowledge;
  unsigned in_count;
  node_bits in[64];
  node_bits out;  /* nodes */
  bool supposing; /* cases are taken one by one */
};

static bool is_known_in(const struct it *it, node_bits end) {
  for (unsigned i = 0; i < it->in_count; i++) {
    const struct network *net = it->knowledge->net;
    bool gathered = is_single(it->in[i]) && network_gathers(net, first_node(it->in[i])) == end;
    if (it->in[i] == end || gathered || (it->in[i] & (node_bits)~end) == 0) {
      return true;
    }
  }
  return it->supposing;
}

static bool put_in(struct it *it, node_bits end) {
  if (end == 0 || it->in_count == sizeof it->in / sizeof *it->in) {
    return false;
  }
  it->in[it->in_count++] = end;
  return true;
}

static bool skip(const char **at, const char *words) {
  size_t length = strlen(words);
  bool there = strncmp(*at, words, length) == 0;
  *at += there ? length : 0;
  return there;
}

/* "so it is in Y, which holds X [m0]" */
static bool follow_up(struct it *it, const char **at) {
  struct step step = {0};
  node_bits high = read_end(it->knowledge->net, at);
  node_bits low = high != 0 && skip(at, ", which holds ") ? read_end(it->knowledge->net, at) : 0;
  return low != 0 && read_brackets(it->knowledge->net, at, &step) && is_known_in(it, low) &&
         theory_in(&it->knowledge->settled, low, high) && put_in(it, high);
}

/* "not M, because it is part of Y", or "because it has nothing in common with Y [m0]" */
static bool follow_not(struct it *it, const char **at) {
  struct step step = {0};
  const struct theory *settled = &it->knowledge->settled;
  node_bits member = read_end(it->knowledge->net, at);
  bool part = skip(at, ", because it is part of ");
  if (member == 0 || (!part && !skip(at, ", because it has nothing in common with "))) {
    return false;
  }
  node_bits other = read_end(it->knowledge->net, at);
  it->out |= member;
  return other != 0 && read_brackets(it->knowledge->net, at, &step) &&
         (part ? theory_in(settled, member, other) && ((other & it->out) == other || it->supposing)
               : theory_apart(settled, member, other) && is_known_in(it, other));
}

/* "one of A and B: so B": all others are out. */
static bool follow_one(struct it *it, const char **at) {
  node_bits all = 0;
  do {
    node_bits member = read_end(it->knowledge->net, at);
    if (member == 0) {
      return false;
    }
    all |= member;
  } while (skip(at, ", ") || skip(at, " and "));
  node_bits left = skip(at, ": so ") ? read_end(it->knowledge->net, at) : 0;
  return left != 0 && (all & left) == left && is_known_in(it, all) &&
         ((all & (node_bits) ~(left | it->out)) == 0 || it->supposing) && put_in(it, left);
}

/* "suppose A, one of {A, B}": each case for itself; what comes of them together is left to what the oracle knows. */
static bool follow_case(struct it *it, const char **at) {
  node_bits member = read_end(it->knowledge->net, at);
  node_bits all = member != 0 && skip(at, ", one of ") ? read_end(it->knowledge->net, at) : 0;
  it->supposing = true;
  return all != 0 && put_in(it, member);
}

/* What is known of it from the start: something that there is, or anything in one of the two. */
static bool is_given(const struct it *it, const struct step *step) {
  const struct theory *settled = &it->knowledge->settled;
  if (step->verb->ways != WAY_OVERLAP) {
    return it->in_count == 1 && it->in[0] == (step->verb->ways == WAY_UP ? step->from : step->to) && it->out == 0;
  }
  if (it->in_count == 0 || it->in_count > 2) {
    return false;
  }
  node_bits first = it->in[0];
  node_bits second = it->in[it->in_count - 1];
  return it->out != 0 ? !theory_admits_in(settled, first, second, it->out) : theory_overlap(settled, first, second);
}

static bool follow_cases(const struct knowledge *knowledge, const struct step *step) {
  struct it it = {.knowledge = knowledge};
  const char *at = step->cases;
  bool given = false;
  for (bool more = true; more; more = skip(&at, "; ")) {
    const char *from = at;
    node_bits end = 0;
    bool right;
    if (skip(&at, "it is in ")) {
      right = !given && put_in(&it, read_end(knowledge->net, &at));
    } else if (skip(&at, "it is not in ")) {
      end = read_end(knowledge->net, &at);
      it.out |= end;
      right = !given && end != 0;
    } else {
      right = given || is_given(&it, step);
      given = true;
      right = right && (skip(&at, "so it is in ") ? follow_up(&it, &at)
                        : skip(&at, "not ")       ? follow_not(&it, &at)
                        : skip(&at, "one of ")    ? follow_one(&it, &at)
                        : skip(&at, "suppose ")   ? follow_case(&it, &at)
                                                  : false);
    }
    if (!right) {
      return complain("a case of a proof does not hold: %s", from);
    }
  }
  return *at == ')' && is_known_in(&it, step->from) && is_known_in(&it, step->to);
}

static bool step_holds(const struct knowledge *knowledge, const struct step *step) {
  node_bits low = step->verb->ways == WAY_UP ? step->from : step->to;
  node_bits high = step->verb->ways == WAY_UP ? step->to : step->from;
  if ((step->mapping_count > 0) != (step->verb->ground == GROUND_FACT)) {
    return false;
  }
  switch (step->verb->ground) {
    case GROUND_FACT:
      return step->agreed ? is_agreed(knowledge, step) : is_fact(knowledge, step);
    case GROUND_PARENT:
      return is_single(low) && is_single(high) && is_part_of_parent(knowledge->net, first_node(low)) &&
             knowledge->net->nodes[first_node(low)].parent == (int)first_node(high);
    case GROUND_CASES:
      return follow_cases(knowledge, step);
    case GROUND_MEMBER:
      return is_single(low) && !is_single(high) && (low & high) == low;
    default: /* each member for itself, by what the oracle knows */
      return members_hold(knowledge, low, high);
  }
}

enum { MOST_STEPS = 64 };

/* Reads steps that chain, up to the end or "; and the other way: ". Returns their number, or 0 after a complaint. */
static unsigned read_steps(const struct knowledge *knowledge, const char **at, node_bits x, node_bits y,
                           struct step steps[MOST_STEPS]) {
  unsigned count = 0;
  node_bits here = x;
  while (count < MOST_STEPS) {
    const char *from = *at;
    struct step *step = &steps[count++];
    if (!read_step(knowledge->net, at, step)) {
      complain("a step of a proof cannot be read: %s", from);
      return 0;
    }
    if (step->from != here) {
      complain("a step of a proof starts elsewhere: %s", from);
      return 0;
    }
    if (!step_holds(knowledge, step)) {
      complain("a step of a proof does not hold: %s", from);
      return 0;
    }
    here = step->to;
    if (strncmp(*at, "; ", 2) != 0 || strncmp(*at, "; and ", 6) == 0) {
      break;
    }
    *at += 2;
  }
  if (here != y) {
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

/* Down, over one such step at most, and up; never down again. */
static bool goes_over(const struct step *steps, unsigned count, unsigned way, bool needed) {
  unsigned i = 0;
  while (i < count && (steps[i].verb->ways & WAY_DOWN) != 0) {
    i++;
  }
  bool over = i < count && (steps[i].verb->ways & way) != 0;
  i += over ? 1 : 0;
  return (over || !needed) && all_go(steps + i, count - i, WAY_UP);
}

/* "lies wholly in: " or "holds all of: ", which says more than the relation does. */
static bool read_preface(const struct knowledge *knowledge, const char **at, node_bits x, node_bits y,
                         enum relation relation, unsigned *way) {
  static const char lies[] = "lies wholly in: ";
  static const char holds[] = "holds all of: ";
  bool in = theory_in(&knowledge->settled, x, y);
  bool back = theory_in(&knowledge->settled, y, x);
  *way = 0;
  if (strncmp(*at, lies, sizeof lies - 1) == 0) {
    *way = WAY_UP;
    *at += sizeof lies - 1;
  } else if (strncmp(*at, holds, sizeof holds - 1) == 0) {
    *way = WAY_DOWN;
    *at += sizeof holds - 1;
  }
  bool wanted = relation == INTERSECTS && (in || back);
  return (wanted == (*way != 0) && (*way == 0 || (*way == WAY_UP ? in : back))) ||
         complain("whether one lies wholly in the other is told wrongly");
}

static bool proves(const struct step *steps, unsigned count, unsigned other_ways, enum relation relation,
                   unsigned way) {
  bool up = all_go(steps, count, WAY_UP);
  bool down = all_go(steps, count, WAY_DOWN);
  switch (relation) {
    case EQUAL:
      return (up && (down || (other_ways & WAY_DOWN) != 0)) || (down && (other_ways & WAY_UP) != 0);
    case SUBSET:
      return up;
    case SUPERSET:
      return down;
    case INTERSECTS:
      return way == WAY_UP ? up : way == WAY_DOWN ? down : goes_over(steps, count, WAY_OVERLAP, false);
    default:
      return goes_over(steps, count, WAY_RELATED, true);
  }
}

/* What is said of a union that no fact names: the facts that it follows from stand behind the colon, in any order. */
static const struct {
  const char *words;
  unsigned says; /* of source and target */
} joint_prefaces[] = {
    {"together they hold all of it: ", SAYS_HOLDS},
    {"lies wholly in what they hold together: ", SAYS_IN},
    {"shares something with what they hold together: ", SAYS_OVERLAP},
    {"they share something with it together: ", SAYS_OVERLAP},
};

static unsigned says_of_step(const struct step *step) {
  unsigned says = 0;
  says |= (step->verb->ways & WAY_UP) != 0 ? SAYS_IN : 0U;
  says |= (step->verb->ways & WAY_DOWN) != 0 ? SAYS_HOLDS : 0U;
  says |= (step->verb->ways & WAY_OVERLAP) != 0 ? SAYS_OVERLAP : 0U;
  return says;
}

/* Whether it follows from these steps, each of which holds, and from the hierarchy, and from nothing besides. */
static bool follows(const struct knowledge *knowledge, const char *at, node_bits x, node_bits y, unsigned says) {
  static struct theory theory;
  theory_begin(&theory, knowledge->net);
  for (unsigned count = 0; count < MOST_STEPS; count++) {
    struct step step;
    const char *from = at;
    if (!read_step(knowledge->net, &at, &step) || !step_holds(knowledge, &step)) {
      return complain("a step of a proof cannot be read or does not hold: %s", from);
    }
    theory_say(&theory, step.from, step.to, says_of_step(&step));
    if (strncmp(at, "; ", 2) != 0) {
      break;
    }
    at += 2;
  }
  bool proved = says == SAYS_HOLDS ? theory_in(&theory, y, x)
                : says == SAYS_IN  ? theory_in(&theory, x, y)
                                   : theory_overlap(&theory, x, y);
  return (*at == '\0' && proved) || complain("the steps of a proof are not enough, or are followed by: %s", at);
}

static bool check_joint(const struct knowledge *knowledge, const char *line, node_bits x, node_bits y, bool *joint) {
  for (unsigned i = 0; i < sizeof joint_prefaces / sizeof *joint_prefaces; i++) {
    size_t length = strlen(joint_prefaces[i].words);
    if (strncmp(line, joint_prefaces[i].words, length) == 0) {
      *joint = true;
      return follows(knowledge, line + length, x, y, joint_prefaces[i].says);
    }
  }
  *joint = false;
  return true;
}

bool proof_check(const struct knowledge *knowledge, const char *line, node_bits x, node_bits y,
                 enum relation relation) {
  static const char other_way[] = "; and the other way: ";
  struct step steps[MOST_STEPS];
  const char *at = line;
  unsigned way = 0;
  unsigned other_ways = 0;
  bool joint = false;
  if (!check_joint(knowledge, line, x, y, &joint) || joint) {
    return joint && complaint_sort() == NULL;
  }
  if (!read_preface(knowledge, &at, x, y, relation, &way)) {
    return false;
  }
  unsigned count = read_steps(knowledge, &at, x, y, steps);
  if (count > 0 && strncmp(at, other_way, sizeof other_way - 1) == 0) {
    struct step back[MOST_STEPS];
    at += sizeof other_way - 1;
    unsigned back_count = read_steps(knowledge, &at, x, y, back);
    other_ways =
        (all_go(back, back_count, WAY_UP) ? WAY_UP : 0U) | (all_go(back, back_count, WAY_DOWN) ? WAY_DOWN : 0U);
    count = back_count > 0 ? count : 0;
  }
  return count > 0 && ((*at == '\0' && proves(steps, count, other_ways, relation, way)) ||
                       complain("a proof does not prove %s: %s", relation_tokens[relation], line));
}
