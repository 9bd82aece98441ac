#include "step.h"

#include <stdio.h>
#include <string.h>

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

/* The framework "fa" that is named there, or -1. */
static int read_framework(const struct network *net, const char *at) {
  for (unsigned f = 0; f < net->framework_count; f++) {
    if (at[0] == 'f' && at[1] == framework_letter(net, f) && at[2] == ':') {
      return (int)f;
    }
  }
  return -1;
}

bool skip(const char **at, const char *words) {
  size_t length = strlen(words);
  bool there = strncmp(*at, words, length) == 0;
  *at += there ? length : 0;
  return there;
}

bool skip_rest(const char **at, const char *what) {
  const char *from = *at;
  if (!skip(&from, "... ")) {
    return false;
  }
  from += strspn(from, "0123456789");
  if (!skip(&from, " more ") || !skip(&from, what)) {
    return false;
  }
  *at = from;
  return true;
}

node_bits read_end(const struct network *net, const char **at) {
  const char *from = *at;
  bool several = skip(&from, "{");
  int framework = -1;
  node_bits end = 0;
  do {
    int named = read_framework(net, from);
    framework = named >= 0 ? named : framework;
    from += named >= 0 ? 3 : 0;
    size_t length = strspn(from, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    int node = framework >= 0 ? find_node(net, (unsigned)framework, from, length) : -1;
    if (node < 0) {
      return 0;
    }
    end |= bit_of((unsigned)node);
    from += length;
  } while (several && skip(&from, ", "));
  if (several && !skip(&from, "}")) {
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

bool read_brackets(const struct network *net, const char **at, struct step *step) {
  if (!skip(at, " [")) {
    return true;
  }
  while (read_mapping(net, at, step) && skip(at, "; ")) {
  }
  step->agreed = skip(at, ": disputed, but they agree on this much");
  return step->mapping_count > 0 && skip(at, "]");
}

/* Behind the round bracket that closes what stands there. */
static const char *find_close(const char *at) {
  for (unsigned open = 1; *at != '\0'; at++) {
    open += *at == '(';
    open -= *at == ')';
    if (open == 0) {
      return at + 1;
    }
  }
  return NULL;
}

bool read_step(const struct network *net, const char **at, struct step *step) {
  *step = (struct step){.from = read_end(net, at)};
  step->verb = step->from != 0 ? read_verb(at) : NULL;
  step->to = step->verb != NULL ? read_end(net, at) : 0;
  if (step->to == 0 || step->verb->ground != GROUND_CASES) {
    return step->to != 0 && read_brackets(net, at, step);
  }
  const char *close = skip(at, " (") ? find_close(*at) : NULL;
  step->cases = *at;
  *at = close;
  return close != NULL;
}

/* A fact between the ends of the step, with the relation that it has from left to right. */
static bool joins(const struct step *step, const struct fact *fact, enum relation *relation) {
  bool forth = fact->source == step->from && fact->target == step->to;
  bool back = fact->source == step->to && fact->target == step->from;
  *relation = forth ? fact->relation : inverse_of(fact->relation);
  return forth || back;
}

/* Whether a fact of the mapping that may be used has one of the relations. */
static bool is_fact(const struct knowledge *knowledge, const struct step *step, unsigned relations) {
  const struct network *net = knowledge->net;
  for (unsigned f = 0; f < net->fact_count; f++) {
    enum relation relation = EQUAL;
    if (fact_chains(net, &net->facts[f]) && ((knowledge->disputed | knowledge->dead) >> f & 1) == 0 &&
        net->facts[f].mapping == step->mappings[0] && joins(step, &net->facts[f], &relation) &&
        (1U << relation & relations) != 0) {
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
static bool is_agreed(const struct knowledge *knowledge, const struct step *step, unsigned wanted) {
  for (unsigned k = 0; k < knowledge->dispute.kept_count; k++) {
    const struct kept *kept = &knowledge->dispute.kept[k];
    bool forth = kept->x == step->from && kept->y == step->to;
    bool back = kept->x == step->to && kept->y == step->from;
    unsigned says = forth ? kept->says : says_backwards(kept->says);
    if ((forth || back) && wanted != 0 && (says & wanted) == wanted) {
      return names_each(knowledge, step);
    }
  }
  return false;
}

static bool is_in_parent(const struct network *net, node_bits low, node_bits high) {
  return is_single(low) && is_single(high) && is_part_of_parent(net, first_node(low)) &&
         net->nodes[first_node(low)].parent == (int)first_node(high);
}

static bool is_member(node_bits low, node_bits high) {
  return is_single(low) && !is_single(high) && (low & high) == low;
}

bool is_said(const struct knowledge *knowledge, const struct step *brackets, node_bits x, node_bits y, unsigned says) {
  struct step step = *brackets;
  unsigned relations = 0;
  step.from = x;
  step.to = y;
  if (step.mapping_count == 0 || step.agreed) {
    return step.agreed && is_agreed(knowledge, &step, says);
  }
  for (unsigned r = 0; r < RELATIONS; r++) {
    bool proper = knowledge->net->mappings[step.mappings[0]].proper;
    relations |= (relation_says((enum relation)r, proper) & says) == says ? 1U << r : 0;
  }
  return is_fact(knowledge, &step, relations);
}

bool is_put_in(const struct knowledge *knowledge, const struct step *brackets, node_bits low, node_bits high) {
  return brackets->mapping_count > 0 ? is_said(knowledge, brackets, low, high, SAYS_IN)
                                     : is_in_parent(knowledge->net, low, high) || is_member(low, high);
}

static bool members_in(const struct network *net, const struct theory *theory, node_bits low, node_bits high) {
  node_bits members = is_single(low) ? network_gathers(net, first_node(low)) : low;
  for (unsigned n = 0; n < net->node_count; n++) {
    if ((members >> n & 1) != 0 && !theory_in(theory, bit_of(n), high)) {
      return false;
    }
  }
  return members != 0;
}

bool members_hold(const struct knowledge *knowledge, node_bits low, node_bits high) {
  return members_in(knowledge->net, &knowledge->settled, low, high);
}

/* The same from nothing but what the mappings behind the step say, and what disputed statements agree on. */
static bool members_hold_by(const struct knowledge *knowledge, const struct step *step, node_bits low, node_bits high) {
  static struct theory theory;
  const struct network *net = knowledge->net;
  const struct dispute *dispute = &knowledge->dispute;
  uint32_t named = 0;
  uint32_t statements = 0;
  for (unsigned i = 0; i < step->mapping_count; i++) {
    named |= 1U << step->mappings[i];
  }
  for (unsigned s = 0; s < dispute->count; s++) {
    for (unsigned f = 0; f < net->fact_count; f++) {
      bool said = (dispute->statements[s].facts >> f & 1) != 0 && (named >> net->facts[f].mapping & 1) != 0;
      statements |= said && (dispute->disputed >> s & 1) == 0 ? 1U << s : 0;
    }
  }
  dispute_theory(dispute, net, statements, &theory);
  for (unsigned k = 0; k < dispute->kept_count; k++) {
    theory_say(&theory, dispute->kept[k].x, dispute->kept[k].y, dispute->kept[k].says);
  }
  return members_in(net, &theory, low, high);
}

static bool names_once(const struct step *step) {
  unsigned named = 0;
  for (unsigned i = 0; i < step->mapping_count; i++) {
    if ((named >> step->mappings[i] & 1) != 0) {
      return false;
    }
    named |= 1U << step->mappings[i];
  }
  return true;
}

bool step_holds(const struct knowledge *knowledge, const struct step *step) {
  node_bits low = step->verb->ways == WAY_UP ? step->from : step->to;
  node_bits high = step->verb->ways == WAY_UP ? step->to : step->from;
  bool of_members = step->verb->ground == GROUND_UNION;
  if (!of_members && (step->mapping_count > 0) != (step->verb->ground == GROUND_FACT)) {
    return false;
  }
  switch (step->verb->ground) {
    case GROUND_FACT:
      return step->agreed ? is_agreed(knowledge, step, step->verb->says)
                          : is_fact(knowledge, step, step->verb->relations);
    case GROUND_PARENT:
      return is_in_parent(knowledge->net, low, high);
    case GROUND_CASES:
      return argument_holds(knowledge, step);
    case GROUND_MEMBER:
      return is_member(low, high);
    default: /* each member for itself, by the mappings that stand behind it, each once */
      return names_once(step) && !step->agreed && members_hold_by(knowledge, step, low, high);
  }
}
