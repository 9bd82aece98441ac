/* Whether the steps in a row's remarks prove what the row says. */
#include "proofs.h"

#include "complain.h"
#include "step.h"

#include <string.h>

enum { MOST_STEPS = 64 };
static const char other_way[] = "; and the other way: ";

/* Reads steps that chain, up to the end or "; and the other way: ". Returns their number, or 0 after a complaint. */
static unsigned read_steps(const struct knowledge *knowledge, const char **at, node_bits x, node_bits y,
                           struct step steps[MOST_STEPS]) {
  unsigned count = 0;
  node_bits here = x;
  while (count < MOST_STEPS) {
    const char *from = *at;
    if (skip_rest(at, "steps ...; ")) {
      here = 0;
      continue;
    }
    struct step *step = &steps[count++];
    if (!read_step(knowledge->net, at, step)) {
      complain("a step of a proof cannot be read: %s", from);
      return 0;
    }
    if (here != 0 && step->from != here) {
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
enum joint { JOINT_HOLDS, JOINT_IN, JOINT_OVERLAP, JOINT_RELATED };
static const struct {
  const char *words;
  enum joint joint;
} joint_prefaces[] = {
    {"together they hold all of it: ", JOINT_HOLDS},
    {"lies wholly in what they hold together: ", JOINT_IN},
    {"together they share something with it: ", JOINT_OVERLAP},
    {"shares something with what they hold together: ", JOINT_OVERLAP},
    {"together they are related to it: ", JOINT_RELATED},
    {"is related to what they hold together: ", JOINT_RELATED},
};

static unsigned says_of_step(const struct step *step) {
  unsigned says = 0;
  says |= (step->verb->ways & WAY_UP) != 0 ? SAYS_IN : 0U;
  says |= (step->verb->ways & WAY_DOWN) != 0 ? SAYS_HOLDS : 0U;
  says |= (step->verb->ways & WAY_OVERLAP) != 0 ? SAYS_OVERLAP : 0U;
  return says;
}

/* A correspondence of the steps, one side of which is in x and the other in y. */
static bool relates(const struct theory *theory, const struct step *steps, unsigned count, node_bits x, node_bits y) {
  for (unsigned i = 0; i < count; i++) {
    if (steps[i].verb->ways == WAY_RELATED &&
        ((theory_in(theory, steps[i].from, x) && theory_in(theory, steps[i].to, y)) ||
         (theory_in(theory, steps[i].from, y) && theory_in(theory, steps[i].to, x)))) {
      return true;
    }
  }
  return false;
}

/* Whether it follows from these steps, each of which holds, and from the hierarchy, and from nothing besides, unless some
 * are left out. */
static bool follows(const struct knowledge *knowledge, const char *at, node_bits x, node_bits y, enum joint joint,
                    bool both_ways) {
  static struct theory theory;
  struct step steps[MOST_STEPS];
  unsigned count = 0;
  bool cut_short = false;
  theory_begin(&theory, knowledge->net);
  do {
    const char *from = at;
    struct step *step = &steps[count++];
    cut_short = skip_rest(&at, "steps ...; ") || cut_short;
    if (!read_step(knowledge->net, &at, step) || !step_holds(knowledge, step)) {
      return complain("a step of a proof cannot be read or does not hold: %s", from);
    }
    theory_say(&theory, step->from, step->to, says_of_step(step));
  } while (count < MOST_STEPS && (skip(&at, other_way) || skip(&at, "; ")));
  const struct theory *known = cut_short ? &knowledge->settled : &theory;
  bool proved = joint == JOINT_HOLDS     ? theory_in(known, y, x)
                : joint == JOINT_IN      ? theory_in(known, x, y)
                : joint == JOINT_OVERLAP ? theory_overlap(known, x, y)
                : cut_short              ? corresponds(knowledge, x, y)
                                         : relates(known, steps, count, x, y);
  proved = proved && (!both_ways || (theory_in(known, x, y) && theory_in(known, y, x)));
  return (*at == '\0' && proved) || complain("the steps of a proof are not enough, or are followed by: %s", at);
}

static bool check_joint(const struct knowledge *knowledge, const char *line, node_bits x, node_bits y,
                        enum relation relation, bool *joint) {
  for (unsigned i = 0; i < sizeof joint_prefaces / sizeof *joint_prefaces; i++) {
    size_t length = strlen(joint_prefaces[i].words);
    if (strncmp(line, joint_prefaces[i].words, length) == 0) {
      *joint = true;
      return follows(knowledge, line + length, x, y, joint_prefaces[i].joint, relation == EQUAL);
    }
  }
  *joint = false;
  return true;
}

bool proof_check(const struct knowledge *knowledge, const char *line, node_bits x, node_bits y,
                 enum relation relation) {
  struct step steps[MOST_STEPS];
  const char *at = line;
  unsigned way = 0;
  unsigned other_ways = 0;
  bool joint = false;
  if (!check_joint(knowledge, line, x, y, relation, &joint) || joint) {
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
