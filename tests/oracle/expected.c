#include "expected.h"

bool knowledge_settle(struct knowledge *knowledge, const struct network *net) {
  knowledge->net = net;
  dispute_keep(&knowledge->dispute, net);
  knowledge->disputed = dispute_facts(&knowledge->dispute, knowledge->dispute.disputed);
  dispute_settled(&knowledge->dispute, net, &knowledge->settled);
  if (!theory_consistent(&knowledge->settled)) {
    return false;
  }
  for (unsigned x = 0; x < net->node_count; x++) {
    for (unsigned y = 0; y < net->node_count; y++) {
      knowledge->possible[x][y] = (uint8_t)theory_possible(&knowledge->settled, bit_of(x), bit_of(y));
    }
  }
  knowledge->dead = 0;
  for (unsigned f = 0; f < net->fact_count; f++) {
    const struct fact *it = &net->facts[f];
    bool apart = it->relation == RELATED && theory_apart(&knowledge->settled, it->source, it->target);
    for (unsigned g = 0; g < net->fact_count && it->relation == RELATED; g++) {
      const struct fact *other = &net->facts[g];
      bool same = (other->source == it->source && other->target == it->target) ||
                  (other->source == it->target && other->target == it->source);
      apart = apart || (same && other->relation == NO_RELATIONSHIP && fact_chains(net, other));
    }
    knowledge->dead |= apart ? UINT32_C(1) << f : 0;
  }
  return true;
}

static bool fact_joins(const struct knowledge *knowledge, unsigned fact) {
  const struct fact *it = &knowledge->net->facts[fact];
  return it->relation == RELATED && fact_chains(knowledge->net, it) && (knowledge->dead >> fact & 1) == 0;
}

bool corresponds(const struct knowledge *knowledge, node_bits x, node_bits y) {
  const struct theory *settled = &knowledge->settled;
  if (theory_overlap(settled, x, y)) {
    return true;
  }
  for (unsigned f = 0; f < knowledge->net->fact_count; f++) {
    const struct fact *it = &knowledge->net->facts[f];
    if (fact_joins(knowledge, f) && ((theory_in(settled, it->source, x) && theory_in(settled, it->target, y)) ||
                                     (theory_in(settled, it->source, y) && theory_in(settled, it->target, x)))) {
      return true;
    }
  }
  return false;
}

enum relation expect_relation(const struct knowledge *knowledge, node_bits x, node_bits y) {
  unsigned possible = theory_possible(&knowledge->settled, x, y);
  return is_overlapped(possible) ? relation_of(possible) : RELATED;
}

bool expect_row(const struct knowledge *knowledge, unsigned x, unsigned y) {
  const struct network *net = knowledge->net;
  const struct theory *settled = &knowledge->settled;
  bool overlap = is_overlapped(knowledge->possible[x][y]);
  unsigned proved = overlap ? SAYS_OVERLAP : 0;
  proved |= theory_in(settled, bit_of(x), bit_of(y)) ? SAYS_IN : 0;
  proved |= theory_in(settled, bit_of(y), bit_of(x)) ? SAYS_HOLDS : 0;
  unsigned said = 0;
  bool joined = false;
  for (unsigned f = 0; f < net->fact_count; f++) {
    const struct fact *it = &net->facts[f];
    bool forth = it->source == bit_of(x) && it->target == bit_of(y);
    bool back = it->source == bit_of(y) && it->target == bit_of(x);
    if ((!forth && !back) || !fact_chains(net, it) || (knowledge->disputed >> f & 1) != 0) {
      continue;
    }
    unsigned says = relation_says(it->relation, false);
    said |= forth ? says : says_backwards(says);
    joined = joined || it->relation == RELATED;
  }
  return overlap ? (proved & ~said) != 0 : corresponds(knowledge, bit_of(x), bit_of(y)) && !joined;
}
