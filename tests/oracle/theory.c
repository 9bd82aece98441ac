#include "theory.h"

#include <string.h>

/* Whether the hierarchy allows an element to be in just these nodes. */
static bool is_kind(const struct network *net, node_bits kind, const node_bits *gathers) {
  for (unsigned n = 0; n < net->node_count; n++) {
    if ((kind >> n & 1) == 0) {
      continue;
    }
    if ((is_part_of_parent(net, n) && (kind >> net->nodes[n].parent & 1) == 0) ||
        (gathers[n] != 0 && (kind & gathers[n]) == 0)) {
      return false;
    }
  }
  return true;
}

static void set_bit(struct kind_set *set, unsigned kind) {
  set->words[kind / 64] |= UINT64_C(1) << kind % 64;
}

static void list_kinds(struct theory *theory) {
  node_bits gathers[MOST_NODES];
  for (unsigned n = 0; n < theory->net->node_count; n++) {
    gathers[n] = network_gathers(theory->net, n);
  }
  for (unsigned kind = 0; kind < 1U << theory->net->node_count; kind++) {
    if (is_kind(theory->net, (node_bits)kind, gathers)) {
      theory->kinds[theory->count++] = (node_bits)kind;
    }
  }
}

/* The kinds that are in any node of `end`. */
static void kinds_of(const struct theory *theory, node_bits end, struct kind_set *set) {
  memset(set, 0, theory->words * sizeof set->words[0]);
  for (unsigned n = 0; n < theory->net->node_count; n++) {
    for (unsigned w = 0; w < theory->words && (end >> n & 1) != 0; w++) {
      set->words[w] |= theory->nodes[n].words[w];
    }
  }
}

void theory_begin(struct theory *theory, const struct network *net) {
  theory->net = net;
  theory->count = 0;
  theory->demand_count = 0;
  list_kinds(theory);
  theory->words = (theory->count + 63) / 64;
  memset(theory->nodes, 0, sizeof theory->nodes);
  memset(&theory->allowed, 0, sizeof theory->allowed);
  for (unsigned k = 0; k < theory->count; k++) {
    set_bit(&theory->allowed, k);
    for (unsigned n = 0; n < net->node_count; n++) {
      if ((theory->kinds[k] >> n & 1) != 0) {
        set_bit(&theory->nodes[n], k);
      }
    }
  }
  for (unsigned n = 0; n < net->node_count; n++) {
    theory->demands[theory->demand_count++] = theory->nodes[n];
  }
}

/* Forbids what is in both. */
static void forbid(struct theory *theory, const struct kind_set *in, const struct kind_set *other) {
  for (unsigned w = 0; w < theory->words; w++) {
    theory->allowed.words[w] &= ~(in->words[w] & other->words[w]);
  }
}

static void forbid_outside(struct theory *theory, const struct kind_set *in, const struct kind_set *of) {
  for (unsigned w = 0; w < theory->words; w++) {
    theory->allowed.words[w] &= ~(in->words[w] & ~of->words[w]);
  }
}

/* Demands something that is in both, or in the first only. */
static void demand(struct theory *theory, const struct kind_set *in, const struct kind_set *other, bool outside) {
  struct kind_set *set = &theory->demands[theory->demand_count++];
  for (unsigned w = 0; w < theory->words; w++) {
    set->words[w] = in->words[w] & (outside ? ~other->words[w] : other->words[w]);
  }
}

void theory_say(struct theory *theory, node_bits x, node_bits y, unsigned says) {
  struct kind_set in_x;
  struct kind_set in_y;
  kinds_of(theory, x, &in_x);
  kinds_of(theory, y, &in_y);
  if ((says & SAYS_IN) != 0) {
    forbid_outside(theory, &in_x, &in_y);
  }
  if ((says & SAYS_HOLDS) != 0) {
    forbid_outside(theory, &in_y, &in_x);
  }
  if ((says & SAYS_APART) != 0) {
    forbid(theory, &in_x, &in_y);
  }
  if ((says & SAYS_OVERLAP) != 0) {
    demand(theory, &in_x, &in_y, false);
  }
  if ((says & SAYS_OUT) != 0) {
    demand(theory, &in_x, &in_y, true);
  }
  if ((says & SAYS_MORE) != 0) {
    demand(theory, &in_y, &in_x, true);
  }
}

static bool meets(const struct theory *theory, const struct kind_set *allowed, const struct kind_set *demanded) {
  for (unsigned w = 0; w < theory->words; w++) {
    if ((allowed->words[w] & demanded->words[w]) != 0) {
      return true;
    }
  }
  return false;
}

static bool meets_all(const struct theory *theory, const struct kind_set *allowed) {
  for (unsigned d = theory->demand_count; d-- > 0;) {
    if (!meets(theory, allowed, &theory->demands[d])) {
      return false;
    }
  }
  return true;
}

bool theory_consistent(const struct theory *theory) {
  return meets_all(theory, &theory->allowed);
}

bool theory_in(const struct theory *theory, node_bits x, node_bits y) {
  struct kind_set in_x;
  struct kind_set in_y;
  kinds_of(theory, x, &in_x);
  kinds_of(theory, y, &in_y);
  for (unsigned w = 0; w < theory->words; w++) {
    if ((theory->allowed.words[w] & in_x.words[w] & ~in_y.words[w]) != 0) {
      return false;
    }
  }
  return true;
}

bool theory_apart(const struct theory *theory, node_bits x, node_bits y) {
  struct kind_set in_x;
  struct kind_set in_y;
  kinds_of(theory, x, &in_x);
  kinds_of(theory, y, &in_y);
  for (unsigned w = 0; w < theory->words; w++) {
    if ((theory->allowed.words[w] & in_x.words[w] & in_y.words[w]) != 0) {
      return false;
    }
  }
  return true;
}

/* Elements are independent of each other: something of both is proved where without it one demand is not met. */
bool theory_overlap(const struct theory *theory, node_bits x, node_bits y) {
  struct kind_set without = theory->allowed;
  struct kind_set in_x;
  struct kind_set in_y;
  kinds_of(theory, x, &in_x);
  kinds_of(theory, y, &in_y);
  for (unsigned w = 0; w < theory->words; w++) {
    without.words[w] &= ~(in_x.words[w] & in_y.words[w]);
  }
  return !meets_all(theory, &without);
}

bool theory_admits_in(const struct theory *theory, node_bits x, node_bits y, node_bits outside) {
  struct kind_set without = theory->allowed;
  struct kind_set in_x;
  struct kind_set in_y;
  struct kind_set out;
  kinds_of(theory, x, &in_x);
  kinds_of(theory, y, &in_y);
  kinds_of(theory, outside, &out);
  for (unsigned w = 0; w < theory->words; w++) {
    without.words[w] &= ~(in_x.words[w] & in_y.words[w] & ~out.words[w]);
  }
  return meets_all(theory, &without);
}

/* Takes away the kinds of `in` that are in `other`, or those that are not where all must be inside. */
static void restrict_to(const struct theory *theory, struct kind_set *allowed, const struct kind_set *in,
                        const struct kind_set *other, bool inside) {
  for (unsigned w = 0; w < theory->words; w++) {
    allowed->words[w] &= ~(in->words[w] & (inside ? ~other->words[w] : other->words[w]));
  }
}

/* Whether one allowed kind is in the first, and in or out of the other. */
static bool has(const struct theory *theory, const struct kind_set *allowed, const struct kind_set *in,
                const struct kind_set *other, bool outside) {
  for (unsigned w = 0; w < theory->words; w++) {
    if ((allowed->words[w] & in->words[w] & (outside ? ~other->words[w] : other->words[w])) != 0) {
      return true;
    }
  }
  return false;
}

unsigned theory_possible(const struct theory *theory, node_bits x, node_bits y) {
  struct kind_set in_x;
  struct kind_set in_y;
  kinds_of(theory, x, &in_x);
  kinds_of(theory, y, &in_y);
  unsigned possible = 0;
  for (unsigned base = EQ; base <= DR; base <<= 1) {
    struct kind_set allowed = theory->allowed;
    if (base == EQ || base == PP) {
      restrict_to(theory, &allowed, &in_x, &in_y, true);
    }
    if (base == EQ || base == PPI) {
      restrict_to(theory, &allowed, &in_y, &in_x, true);
    }
    if (base == DR) {
      restrict_to(theory, &allowed, &in_x, &in_y, false);
    }
    bool met = meets_all(theory, &allowed) && (base == DR || has(theory, &allowed, &in_x, &in_y, false)) &&
               ((base != PPI && base != PO) || has(theory, &allowed, &in_x, &in_y, true)) &&
               ((base != PP && base != PO) || has(theory, &allowed, &in_y, &in_x, true));
    possible |= met ? base : 0;
  }
  return possible;
}

/* Whether the nodes meet each of these kinds. */
static bool hits_all(const node_bits *kinds, unsigned count, node_bits nodes) {
  for (unsigned k = 0; k < count; k++) {
    if ((kinds[k] & nodes) == 0) {
      return false;
    }
  }
  return true;
}

unsigned theory_cover_size(const struct theory *theory, node_bits x, node_bits from) {
  static node_bits kinds[1 << MOST_NODES];
  unsigned count = 0;
  for (unsigned k = 0; k < theory->count; k++) {
    if ((theory->allowed.words[k / 64] >> k % 64 & 1) != 0 && (theory->kinds[k] & x) != 0) {
      kinds[count++] = theory->kinds[k];
    }
  }
  unsigned best = 0;
  for (unsigned nodes = from; nodes != 0; nodes = (nodes - 1) & from) {
    unsigned size = count_nodes((node_bits)nodes);
    if ((best == 0 || size < best) && hits_all(kinds, count, (node_bits)nodes)) {
      best = size;
    }
  }
  return best;
}
