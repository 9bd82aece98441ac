#include "network.h"

#include <stdio.h>
#include <string.h>

const char *const relation_tokens[RELATIONS] = {
    "equal-to",   "equivalent-to",   "subset-of", "superset-of",  "intersects-with",
    "related-to", "no-relationship", "supports",  "supported-by", "contrary-to",
};

unsigned first_node(node_bits end) {
  unsigned node = 0;
  while ((end >> node & 1) == 0) {
    node++;
  }
  return node;
}

unsigned count_nodes(node_bits end) {
  unsigned count = 0;
  for (; end != 0; end &= (node_bits)(end - 1)) {
    count++;
  }
  return count;
}

enum relation inverse_of(enum relation relation) {
  static const enum relation inverses[RELATIONS] = {
      EQUAL, EQUIVALENT, SUPERSET, SUBSET, INTERSECTS, RELATED, NO_RELATIONSHIP, SUPPORTED_BY, SUPPORTS, CONTRARY,
  };
  return inverses[relation];
}

unsigned relation_says(enum relation relation, bool proper) {
  static const unsigned says[RELATIONS] = {
      [EQUAL] = SAYS_IN | SAYS_HOLDS | SAYS_OVERLAP,
      [EQUIVALENT] = SAYS_IN | SAYS_HOLDS | SAYS_OVERLAP,
      [SUBSET] = SAYS_IN | SAYS_OVERLAP | SAYS_MORE,
      [SUPERSET] = SAYS_HOLDS | SAYS_OVERLAP | SAYS_OUT,
      [INTERSECTS] = SAYS_OVERLAP,
      [NO_RELATIONSHIP] = SAYS_APART | SAYS_OUT | SAYS_MORE,
  };
  return relation == INTERSECTS && proper ? SAYS_OVERLAP | SAYS_OUT | SAYS_MORE : says[relation];
}

static unsigned move_bit(unsigned bits, unsigned from, unsigned to) {
  return (bits & from) != 0 ? to : 0;
}

unsigned says_backwards(unsigned says) {
  return (says & (SAYS_OVERLAP | SAYS_APART)) | move_bit(says, SAYS_IN, SAYS_HOLDS) |
         move_bit(says, SAYS_HOLDS, SAYS_IN) | move_bit(says, SAYS_OUT, SAYS_MORE) |
         move_bit(says, SAYS_MORE, SAYS_OUT);
}

enum relation relation_of(unsigned bases) {
  return bases == EQ ? EQUAL : bases == PP ? SUBSET : bases == PPI ? SUPERSET : INTERSECTS;
}

bool is_part_of_parent(const struct network *net, unsigned node) {
  const struct node *it = &net->nodes[node];
  return it->parent != NO_PARENT && !it->withdrawn && !it->option;
}

node_bits network_gathers(const struct network *net, unsigned node) {
  node_bits children = 0;
  for (unsigned n = 0; n < net->node_count; n++) {
    if (net->nodes[n].parent == (int)node && is_part_of_parent(net, n)) {
      children |= bit_of(n);
    }
  }
  return net->nodes[node].exhaustive && !net->nodes[node].withdrawn ? children : 0;
}

bool network_is_union(const struct network *net, unsigned node) {
  node_bits members = network_gathers(net, node);
  return members != 0 && (!is_single(members) || network_is_union(net, first_node(members)));
}

bool network_counted(const struct network *net, unsigned node) {
  const struct node *it = &net->nodes[node];
  return it->counted && !it->group && !it->withdrawn && network_gathers(net, node) == 0 &&
         !net->frameworks[it->framework].open;
}

node_bits network_framework(const struct network *net, unsigned framework) {
  const struct framework *it = &net->frameworks[framework];
  return (node_bits)(((1U << it->count) - 1) << it->first);
}

static bool is_below_option(const struct network *net, unsigned node) {
  for (int up = (int)node; up != NO_PARENT; up = net->nodes[up].parent) {
    if (net->nodes[up].option) {
      return true;
    }
  }
  return false;
}

node_bits network_held(const struct network *net, unsigned framework) {
  node_bits held = network_framework(net, framework) & (node_bits)~network_options(net, framework);
  for (unsigned n = 0; n < net->node_count; n++) {
    held &= net->nodes[n].withdrawn || !node_exists(net, n) ? (node_bits)~bit_of(n) : held;
  }
  return held;
}

node_bits network_options(const struct network *net, unsigned framework) {
  node_bits options = 0;
  for (unsigned n = 0; n < net->node_count; n++) {
    options |=
        net->nodes[n].framework == framework && !net->nodes[n].withdrawn && is_below_option(net, n) ? bit_of(n) : 0;
  }
  return options;
}

bool network_joins(const struct network *net, unsigned source, unsigned target) {
  unsigned joined = 1U << source;
  for (unsigned before = 0; before != joined;) {
    before = joined;
    for (unsigned m = 0; m < net->mapping_count; m++) {
      unsigned both = 1U << net->mappings[m].source | 1U << net->mappings[m].target;
      joined |= (joined & both) != 0 ? both : 0;
    }
  }
  return source != target && (joined >> target & 1) != 0;
}

bool network_joins_all(const struct network *net, unsigned source, unsigned targets) {
  for (unsigned t = 0; t < net->framework_count; t++) {
    if ((targets >> t & 1) != 0 && !network_joins(net, source, t)) {
      return false;
    }
  }
  return targets != 0;
}

static bool is_semantic(const struct network *net, const struct fact *fact) {
  enum rationale rationale =
      fact->rationale != RATIONALE_UNSTATED ? fact->rationale : net->mappings[fact->mapping].rationale;
  return rationale == RATIONALE_UNSTATED || rationale == SEMANTIC;
}

bool fact_chains(const struct network *net, const struct fact *fact) {
  const struct mapping *mapping = &net->mappings[fact->mapping];
  return mapping->status != DEPRECATED && mapping->status != SUPERSEDED && mapping->chain && !mapping->via &&
         is_semantic(net, fact);
}

bool fact_is_statement(const struct network *net, const struct fact *fact) {
  return fact_chains(net, fact) && relation_says(fact->relation, false) != 0;
}

bool node_exists(const struct network *net, unsigned node) {
  bool named = !net->frameworks[net->nodes[node].framework].open;
  for (unsigned f = 0; f < net->fact_count && !named; f++) {
    named = ((net->facts[f].source | net->facts[f].target) & bit_of(node)) != 0;
  }
  for (unsigned g = 0; g < net->gap_count && !named; g++) {
    named = net->gaps[g].node == node;
  }
  return named;
}

static bool is_new_end(const struct network *net, node_bits end, unsigned fact) {
  for (unsigned f = 0; f < fact; f++) {
    if (net->facts[f].source == end || net->facts[f].target == end) {
      return false;
    }
  }
  return true;
}

unsigned long network_choices(const struct network *net) {
  unsigned long product = 1;
  for (unsigned n = 0; n < net->node_count; n++) {
    unsigned members = count_nodes(network_gathers(net, n));
    product *= members > 1 ? members : 1;
  }
  for (unsigned f = 0; f < net->fact_count; f++) {
    const struct fact *it = &net->facts[f];
    product *= is_new_end(net, it->source, f) ? count_nodes(it->source) : 1;
    product *= is_new_end(net, it->target, f) && it->target != it->source ? count_nodes(it->target) : 1;
  }
  return product;
}

char framework_letter(const struct network *net, unsigned framework) {
  return (char)('a' + (net->renamed ? MOST_FRAMEWORKS + framework : framework));
}

char mapping_letter(const struct network *net) {
  return net->renamed ? 'n' : 'm';
}

void node_id(const struct network *net, unsigned node, char id[8]) {
  const struct node *it = &net->nodes[node];
  unsigned number = node - net->frameworks[it->framework].first;
  int letter = framework_letter(net, it->framework) - 'a' + 'A';
  bool backwards = net->renamed && !net->frameworks[it->framework].open; /* its order is that of its ids */
  number = (backwards ? MOST_NODES - 1 - number : number) % MOST_NODES;
  snprintf(id, 8, "%c%s%u", letter, it->group ? "G" : "", FIRST_NUMBER + number);
}

void end_ids(const struct network *net, node_bits end, const char *between, char *text, size_t size) {
  size_t length = 0;
  text[0] = '\0';
  for (unsigned n = 0; n < net->node_count; n++) {
    if ((end >> n & 1) != 0) {
      char id[8];
      node_id(net, n, id);
      length += (size_t)snprintf(text + length, size - length, "%s%s", length > 0 ? between : "", id);
    }
  }
}

void end_names(const struct network *net, node_bits end, const char *between, char *text, size_t size) {
  size_t length = 0;
  text[0] = '\0';
  for (unsigned n = 0; n < net->node_count; n++) {
    if ((end >> n & 1) != 0) {
      char id[8];
      node_id(net, n, id);
      length += (size_t)snprintf(text + length, size - length, "%sf%c:%s", length > 0 ? between : "",
                                 framework_letter(net, net->nodes[n].framework), id);
    }
  }
}

int find_node(const struct network *net, unsigned framework, const char *id, size_t length) {
  const struct framework *it = &net->frameworks[framework];
  for (unsigned n = it->first; n < it->first + it->count; n++) {
    char known[8];
    node_id(net, n, known);
    if (strlen(known) == length && memcmp(known, id, length) == 0) {
      return (int)n;
    }
  }
  return -1;
}

bool read_fact(const struct network *net, const struct fact *fact, unsigned from, unsigned to,
               struct reading *reading) {
  const struct mapping *mapping = &net->mappings[fact->mapping];
  if (mapping->source == from && mapping->target == to) {
    *reading = (struct reading){fact->source, fact->target, fact->relation};
    return true;
  }
  *reading = (struct reading){fact->target, fact->source, inverse_of(fact->relation)};
  return mapping->source == to && mapping->target == from;
}
