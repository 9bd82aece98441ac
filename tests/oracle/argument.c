/* Arguments by cases: one requirement is followed through all that it must be in, and through each case where there are
 * several. A line may use only what stands before it. */
#include "complain.h"
#include "step.h"

#include <string.h>

/* One requirement, whatever it is, and what is known of it so far. */
struct it {
  unsigned in_count;
  node_bits in[64];
  node_bits out; /* nodes */
  unsigned union_count;
  node_bits unions[16]; /* that it is not in */
  bool impossible;
};

/* The members of a union are taken one by one. */
struct split {
  node_bits of;      /* the union */
  node_bits members; /* of it */
  node_bits taken;
  struct it before;
};

enum { MOST_SPLITS = 16 };

struct argument {
  const struct knowledge *knowledge;
  const struct step *step;
  bool asked_for; /* it starts from what a fact says there is */
  bool refutes;   /* something of the one is supposed to be outside of the other */
  bool cut_short; /* the rest is left out */
  bool given;     /* all that it starts from has been read */
  struct it it;
  unsigned split_count;
  struct split splits[MOST_SPLITS];
};

/* ---- what is known ---- */

static node_bits members_of(const struct network *net, node_bits end) {
  return is_single(end) ? network_gathers(net, first_node(end)) : end;
}

static bool is_known_in(const struct argument *argument, node_bits end) {
  const struct it *it = &argument->it;
  for (unsigned i = 0; i < it->in_count; i++) {
    if (it->in[i] == end || (is_single(it->in[i]) && (it->in[i] & end) != 0)) {
      return true;
    }
  }
  return false;
}

static bool is_known_out(const struct argument *argument, node_bits end) {
  const struct it *it = &argument->it;
  bool known = (end & (node_bits)~it->out) == 0;
  for (unsigned i = 0; i < it->union_count && !known; i++) {
    known = it->unions[i] == end;
  }
  return known;
}

static bool put_in(struct argument *argument, node_bits end) {
  struct it *it = &argument->it;
  if (end == 0 || it->in_count == sizeof it->in / sizeof *it->in) {
    return false;
  }
  it->in[it->in_count++] = end;
  return true;
}

/* Out of a union is out of each member. */
static bool put_out(struct argument *argument, node_bits end) {
  struct it *it = &argument->it;
  if (end == 0 || it->union_count == sizeof it->unions / sizeof *it->unions) {
    return false;
  }
  it->out |= is_single(end) ? end : 0;
  if (!is_single(end)) {
    it->unions[it->union_count++] = end;
  }
  return true;
}

/* ---- lines ---- */

/* How low lies in high: by a fact or the hierarchy, member by member, or in every case, which is left to what the oracle
 * knows. */
enum manner { BY_ITSELF, BY_MEMBERS, BY_CASES };

static bool lies_in(const struct knowledge *knowledge, const struct step *brackets, node_bits low, node_bits high,
                    enum manner manner) {
  if (manner == BY_ITSELF) {
    return is_put_in(knowledge, brackets, low, high);
  }
  return brackets->mapping_count == 0 &&
         (manner == BY_MEMBERS ? members_hold(knowledge, low, high) : theory_in(&knowledge->settled, low, high));
}

/* "so it is in Y, which holds X [m0]" */
static bool follow_up(struct argument *argument, const char **at) {
  struct step brackets = {0};
  node_bits high = read_end(argument->knowledge->net, at);
  enum manner manner = skip(at, ", which holds every member of ")          ? BY_MEMBERS
                       : skip(at, ", which holds, in every case, all of ") ? BY_CASES
                                                                           : BY_ITSELF;
  if (high == 0 || (manner == BY_ITSELF && !skip(at, ", which holds "))) {
    return false;
  }
  node_bits low = read_end(argument->knowledge->net, at);
  return low != 0 && read_brackets(argument->knowledge->net, at, &brackets) && is_known_in(argument, low) &&
         lies_in(argument->knowledge, &brackets, low, high, manner) && put_in(argument, high);
}

/* All of them are out. */
static bool are_out(const struct argument *argument, node_bits members) {
  return (members & (node_bits)~argument->it.out) == 0;
}

/* "not M, because it is part of Y", "because it has nothing in common with Y [m0]", or "not U, of which no member is left" */
static bool follow_not(struct argument *argument, const char **at) {
  const struct knowledge *knowledge = argument->knowledge;
  struct step brackets = {0};
  node_bits low = read_end(knowledge->net, at);
  if (low != 0 && skip(at, ", of which no member is left")) {
    node_bits members = members_of(knowledge->net, low);
    return members != 0 && are_out(argument, members) && put_out(argument, low);
  }
  bool apart = skip(at, ", because it has nothing in common with ");
  bool none_apart = !apart && skip(at, ", because it has, member by member, nothing in common with ");
  bool in = !apart && !none_apart && skip(at, ", because it is part of ");
  bool members_in = !in && skip(at, ", because every member of it is part of ");
  bool cases_in = !in && skip(at, ", because it lies, in every case, in ");
  node_bits other = read_end(knowledge->net, at);
  if (low == 0 || other == 0 || !read_brackets(knowledge->net, at, &brackets)) {
    return false;
  }
  enum manner manner = members_in ? BY_MEMBERS : cases_in ? BY_CASES : BY_ITSELF;
  bool right = apart        ? is_known_in(argument, other) && is_said(knowledge, &brackets, low, other, SAYS_APART)
               : none_apart ? is_known_in(argument, other) && theory_apart(&knowledge->settled, low, other)
                            : (in || members_in || cases_in) && is_known_out(argument, other) &&
                                  lies_in(knowledge, &brackets, low, other, manner);
  return right && put_out(argument, low);
}

/* Whether it is known to be in a union of just these. */
static bool is_in_union(const struct argument *argument, node_bits members) {
  for (unsigned i = 0; i < argument->it.in_count; i++) {
    if (members_of(argument->knowledge->net, argument->it.in[i]) == members) {
      return true;
    }
  }
  return false;
}

/* "one of A and B: so B": all others are out. */
static bool follow_one(struct argument *argument, const char **at) {
  node_bits all = 0;
  do {
    node_bits member = read_end(argument->knowledge->net, at);
    if (member == 0) {
      return false;
    }
    all |= member;
  } while (skip(at, ", ") || skip(at, " and "));
  node_bits left = skip(at, ": so ") ? read_end(argument->knowledge->net, at) : 0;
  return left != 0 && is_single(left) && (all & left) == left && is_in_union(argument, all) &&
         are_out(argument, all & (node_bits)~left) && put_in(argument, left);
}

/* "which cannot be: A was excluded" */
static bool follow_impossible(struct argument *argument, const char **at) {
  node_bits end = read_end(argument->knowledge->net, at);
  argument->it.impossible = true;
  return end != 0 && (skip(at, " was excluded") || skip(at, " was needed")) && is_known_in(argument, end) &&
         is_known_out(argument, end);
}

/* ---- cases ---- */

/* Whether this case needs no more: it cannot be, or shows what is to be shown. */
static bool is_settled(const struct argument *argument) {
  return argument->it.impossible || (!argument->refutes && is_known_in(argument, argument->step->from) &&
                                     is_known_in(argument, argument->step->to));
}

/* Ends the innermost split: all its cases were taken, and the last one is settled. */
static bool close_split(struct argument *argument) {
  struct split *split = &argument->splits[--argument->split_count];
  bool settled = is_settled(argument);
  argument->it = split->before;
  bool all = are_out(argument, split->members & (node_bits)~split->taken);
  argument->it.impossible = true; /* or the same is shown in all of it: in either case it is settled */
  return settled && all;
}

/* "suppose A, one of {A, B}": the first case of a split, or the next one of a split that is open. */
static bool follow_case(struct argument *argument, const char **at) {
  const struct network *net = argument->knowledge->net;
  node_bits member = read_end(net, at);
  node_bits of = member != 0 && skip(at, ", one of ") ? read_end(net, at) : 0;
  unsigned open = argument->split_count;
  while (open > 0 && argument->splits[open - 1].of != of) {
    open--;
  }
  while (open > 0 && argument->split_count > open) {
    if (!close_split(argument)) {
      return false;
    }
  }
  if (open == 0) {
    if (of == 0 || !is_known_in(argument, of) || argument->split_count == MOST_SPLITS) {
      return false;
    }
    argument->splits[argument->split_count++] =
        (struct split){.of = of, .members = members_of(net, of), .before = argument->it};
  } else if (!is_settled(argument)) {
    return false;
  }
  struct split *split = &argument->splits[argument->split_count - 1];
  bool new = (split->members & member) == member && (split->taken & member) == 0;
  split->taken |= member;
  argument->it = split->before;
  return new &&is_single(member) && put_in(argument, member);
}

/* ---- the whole ---- */

/* What is known of it from the start: anything in what is to lie in the other, supposed to be outside of that; or something
 * that is there, in a node, and by a fact in another or outside of it. */
static bool is_given(const struct argument *argument) {
  const struct step *step = argument->step;
  const struct it *it = &argument->it;
  node_bits low = step->verb->ways == WAY_UP ? step->from : step->to;
  node_bits high = step->verb->ways == WAY_UP ? step->to : step->from;
  if (it->in_count == 0 || (argument->refutes && (it->out & (node_bits)~high) != 0)) {
    return false;
  }
  return step->verb->ways == WAY_OVERLAP ? !argument->refutes
                                         : it->in_count == 1 && it->in[0] == low && !argument->asked_for;
}

/* "it is in B [m0]" behind "it is in A": somebody says that they share something. */
static bool is_asked_for(struct argument *argument, const struct step *brackets, node_bits end, bool out) {
  const struct it *it = &argument->it;
  bool first = it->in_count == 0;
  argument->asked_for = argument->asked_for || brackets->mapping_count > 0;
  if (brackets->mapping_count == 0) {
    return first && !out;
  }
  return first ? !out : is_said(argument->knowledge, brackets, it->in[0], end, out ? SAYS_OUT : SAYS_OVERLAP);
}

static bool follow_given(struct argument *argument, const char **at, bool *right) {
  struct step brackets = {0};
  bool supposed = skip(at, "suppose it is not in ");
  bool out = supposed || skip(at, "it is not in ");
  if (!out && !skip(at, "it is in ")) {
    return false;
  }
  node_bits end = read_end(argument->knowledge->net, at);
  *right = !argument->given && read_brackets(argument->knowledge->net, at, &brackets) &&
           (supposed ? brackets.mapping_count == 0 : is_asked_for(argument, &brackets, end, out)) &&
           (out ? put_out(argument, end) : put_in(argument, end));
  argument->refutes = argument->refutes || supposed;
  return true;
}

static bool follow_line(struct argument *argument, const char **at) {
  bool right = false;
  if (follow_given(argument, at, &right)) {
    return right;
  }
  if (!argument->given && !is_given(argument)) {
    return false;
  }
  argument->given = true;
  return skip(at, "so it is in ")        ? follow_up(argument, at)
         : skip(at, "not ")              ? follow_not(argument, at)
         : skip(at, "one of ")           ? follow_one(argument, at)
         : skip(at, "suppose ")          ? follow_case(argument, at)
         : skip(at, "which cannot be: ") ? follow_impossible(argument, at)
                                         : (argument->cut_short = skip_rest(at, "lines"));
}

/* What is left out is taken for right where what it leads to is true. */
static bool is_true(const struct knowledge *knowledge, const struct step *step) {
  const struct theory *settled = &knowledge->settled;
  return step->verb->ways == WAY_UP     ? theory_in(settled, step->from, step->to)
         : step->verb->ways == WAY_DOWN ? theory_in(settled, step->to, step->from)
                                        : theory_overlap(settled, step->from, step->to);
}

bool argument_holds(const struct knowledge *knowledge, const struct step *step) {
  static struct argument argument;
  const char *at = step->cases;
  memset(&argument, 0, sizeof argument);
  argument.knowledge = knowledge;
  argument.step = step;
  do {
    const char *from = at;
    if (!follow_line(&argument, &at)) {
      return complain("a case of a proof does not hold: %s", from);
    }
  } while (skip(&at, "; "));
  if (*at != ')' || argument.cut_short) {
    return *at == ')' && is_true(knowledge, step);
  }
  while (argument.split_count > 0) {
    if (!close_split(&argument)) {
      return complain("the cases of a proof are not all, or not settled: %s", step->cases);
    }
  }
  return is_settled(&argument) || complain("the cases of a proof do not show it: %s", step->cases);
}
