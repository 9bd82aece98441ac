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

enum relation inverse_of(enum relation relation) {
  static const enum relation inverses[RELATIONS] = {
      EQUAL, EQUIVALENT, SUPERSET, SUBSET, INTERSECTS, RELATED, NO_RELATIONSHIP, SUPPORTED_BY, SUPPORTS, CONTRARY,
  };
  return inverses[relation];
}

unsigned relation_allows(enum relation relation, bool proper) {
  static const unsigned allowed[RELATIONS] = {
      EQ, EQ, PP, PPI, EVERY_BASE & ~DR, EVERY_BASE & ~DR, DR, EVERY_BASE, EVERY_BASE, EVERY_BASE,
  };
  return relation == INTERSECTS && proper ? PO : allowed[relation];
}

enum relation relation_of(unsigned bases) {
  return bases == EQ ? EQUAL : bases == PP ? SUBSET : bases == PPI ? SUPERSET : bases == PO ? INTERSECTS : RELATED;
}

node_bits network_gathers(const struct network *net, unsigned node) {
  node_bits children = 0;
  for (unsigned n = 0; n < net->node_count; n++) {
    if (net->nodes[n].parent == (int)node && !net->nodes[n].withdrawn) {
      children |= bit_of(n);
    }
  }
  return net->nodes[node].exhaustive && !net->nodes[node].withdrawn ? children : 0;
}

bool network_counted(const struct network *net, unsigned node) {
  const struct node *it = &net->nodes[node];
  return it->counted && !it->group && !it->withdrawn && network_gathers(net, node) == 0;
}

node_bits network_framework(const struct network *net, unsigned framework) {
  const struct framework *it = &net->frameworks[framework];
  return (node_bits)(((1U << it->count) - 1) << it->first);
}

static bool is_alive(const struct mapping *mapping) {
  return mapping->status != DEPRECATED && mapping->status != SUPERSEDED;
}

static enum rationale rationale_of(const struct network *net, const struct fact *fact) {
  return fact->rationale != RATIONALE_UNSTATED ? fact->rationale : net->mappings[fact->mapping].rationale;
}

static bool is_semantic(enum rationale rationale) {
  return rationale == RATIONALE_UNSTATED || rationale == SEMANTIC;
}

bool fact_is_reasoned(const struct network *net, const struct fact *fact) {
  const struct mapping *mapping = &net->mappings[fact->mapping];
  bool relates = fact->relation != SUPPORTS && fact->relation != SUPPORTED_BY && fact->relation != CONTRARY;
  return relates && is_alive(mapping) && mapping->chain && is_semantic(rationale_of(net, fact));
}

fact_bits network_reasoned(const struct network *net) {
  fact_bits facts = 0;
  for (unsigned f = 0; f < net->fact_count; f++) {
    if (fact_is_reasoned(net, &net->facts[f])) {
      facts |= UINT32_C(1) << f;
    }
  }
  return facts;
}

bool network_has_unions(const struct network *net) {
  for (unsigned n = 0; n < net->node_count; n++) {
    if (!is_single(network_gathers(net, n))) {
      return true;
    }
  }
  for (unsigned f = 0; f < net->fact_count; f++) {
    const struct fact *fact = &net->facts[f];
    if (fact_is_reasoned(net, fact) && !(is_single(fact->source) && is_single(fact->target))) {
      return true;
    }
  }
  return false;
}

static bool clash(const struct network *net, const struct fact *a, const struct fact *b) {
  const struct mapping *one = &net->mappings[a->mapping];
  const struct mapping *other = &net->mappings[b->mapping];
  bool forth = a->source == b->source && a->target == b->target;
  bool back = a->source == b->target && a->target == b->source;
  enum rationale x = rationale_of(net, a);
  enum rationale y = rationale_of(net, b);
  if ((!forth && !back) || !is_alive(one) || !is_alive(other) || !(x == y || (is_semantic(x) && is_semantic(y)))) {
    return false;
  }
  enum relation relation = forth ? b->relation : inverse_of(b->relation);
  return (relation_allows(a->relation, one->proper) & relation_allows(relation, other->proper)) == 0;
}

fact_bits network_contradicted(const struct network *net) {
  fact_bits facts = 0;
  for (unsigned a = 0; a < net->fact_count; a++) {
    for (unsigned b = 0; b < net->fact_count; b++) {
      if (a != b && clash(net, &net->facts[a], &net->facts[b])) {
        facts |= UINT32_C(1) << a;
      }
    }
  }
  return facts;
}

void node_id(const struct network *net, unsigned node, char id[8]) {
  const struct node *it = &net->nodes[node];
  unsigned number = node - net->frameworks[it->framework].first + 1;
  snprintf(id, 8, "%c%s%u", (int)('A' + it->framework), it->group ? "G" : "", number % 100);
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
