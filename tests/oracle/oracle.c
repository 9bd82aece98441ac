#include "oracle.h"

static void fill_node(struct oracle *oracle, unsigned node) {
  for (unsigned kind = 0; kind < oracle->words * 64; kind++) {
    if ((kind >> node & 1) != 0) {
      oracle->nodes[node].words[kind / 64] |= UINT64_C(1) << kind % 64;
    }
  }
}

/* One word of the set of kinds that are in any node of `end`. */
static uint64_t word_of(const struct oracle *oracle, node_bits end, unsigned word) {
  uint64_t kinds = 0;
  for (unsigned n = 0; n < oracle->net->node_count; n++) {
    kinds |= (end >> n & 1) != 0 ? oracle->nodes[n].words[word] : 0;
  }
  return kinds;
}

/* No element is in x and outside of y. */
static void forbid_outside(struct oracle *oracle, node_bits x, node_bits y) {
  for (unsigned w = 0; w < oracle->words; w++) {
    oracle->allowed.words[w] &= ~(word_of(oracle, x, w) & ~word_of(oracle, y, w));
  }
}

static void forbid_both(struct oracle *oracle, node_bits x, node_bits y) {
  for (unsigned w = 0; w < oracle->words; w++) {
    oracle->allowed.words[w] &= ~(word_of(oracle, x, w) & word_of(oracle, y, w));
  }
}

static void demand(struct oracle *oracle, node_bits one, node_bits other, node_bits out) {
  oracle->demands[oracle->demand_count++] = (struct demand){.in = {one, other}, .out = out};
}

/* x stands to y in one of these base relations: what they have in common is forbidden and asked for. */
static void state(struct oracle *oracle, node_bits x, node_bits y, unsigned bases) {
  if ((bases & ~(unsigned)(EQ | PP)) == 0) {
    forbid_outside(oracle, x, y);
  }
  if ((bases & ~(unsigned)(EQ | PPI)) == 0) {
    forbid_outside(oracle, y, x);
  }
  if (bases == DR) {
    forbid_both(oracle, x, y);
  }
  if ((bases & DR) == 0) {
    demand(oracle, x, y, 0);
  }
  if (bases == PP || bases == PO) {
    demand(oracle, y, y, x);
  }
  if (bases == PPI || bases == PO) {
    demand(oracle, x, x, y);
  }
}

static void state_hierarchy(struct oracle *oracle) {
  for (unsigned n = 0; n < oracle->net->node_count; n++) {
    const struct node *node = &oracle->net->nodes[n];
    if (node->parent != NO_PARENT && !node->withdrawn) {
      forbid_outside(oracle, bit_of(n), bit_of((unsigned)node->parent));
    }
    if (network_gathers(oracle->net, n) != 0) {
      forbid_outside(oracle, bit_of(n), network_gathers(oracle->net, n));
    }
    demand(oracle, bit_of(n), bit_of(n), 0);
  }
}

void oracle_init(struct oracle *oracle, const struct network *net, fact_bits facts) {
  *oracle = (struct oracle){.net = net, .words = net->node_count <= 6 ? 1 : 1U << (net->node_count - 6)};
  for (unsigned n = 0; n < net->node_count; n++) {
    fill_node(oracle, n);
  }
  for (unsigned w = 0; w < oracle->words; w++) {
    oracle->allowed.words[w] = UINT64_MAX;
  }
  state_hierarchy(oracle);
  for (unsigned f = 0; f < net->fact_count; f++) {
    const struct fact *fact = &net->facts[f];
    unsigned bases = relation_allows(fact->relation, net->mappings[fact->mapping].proper);
    if ((facts >> f & 1) != 0 && bases != EVERY_BASE) {
      state(oracle, fact->source, fact->target, bases);
    }
  }
}

static bool is_met(const struct oracle *oracle, const struct demand *demand) {
  for (unsigned w = 0; w < oracle->words; w++) {
    uint64_t kinds = oracle->allowed.words[w];
    if (kinds != 0 && (kinds & word_of(oracle, demand->in[0], w) & word_of(oracle, demand->in[1], w) &
                       ~word_of(oracle, demand->out, w)) != 0) {
      return true;
    }
  }
  return false;
}

bool oracle_consistent(const struct oracle *oracle) {
  for (unsigned d = oracle->demand_count; d-- > 0;) {
    if (!is_met(oracle, &oracle->demands[d])) {
      return false;
    }
  }
  return true;
}

unsigned oracle_possible(const struct oracle *oracle, node_bits x, node_bits y) {
  unsigned possible = 0;
  for (unsigned base = EQ; base <= DR; base <<= 1) {
    struct oracle with = *oracle;
    state(&with, x, y, base);
    if (oracle_consistent(&with)) {
      possible |= base;
    }
  }
  return possible;
}
