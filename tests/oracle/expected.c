#include "expected.h"

void knowledge_init(struct knowledge *knowledge, const struct network *net, fact_bits disputed) {
  knowledge->net = net;
  knowledge->disputed = disputed;
  oracle_init(&knowledge->oracle, net, network_reasoned(net) & ~disputed);
  knowledge->consistent = oracle_consistent(&knowledge->oracle);
  for (unsigned x = 0; x < net->node_count; x++) {
    for (unsigned y = 0; y < net->node_count; y++) {
      knowledge->possible[x][y] = (uint8_t)oracle_possible(&knowledge->oracle, bit_of(x), bit_of(y));
    }
  }
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

static bool stands_in(const struct network *net, unsigned node, unsigned above) {
  for (int up = net->nodes[node].parent; up != NO_PARENT; up = net->nodes[up].parent) {
    if (up == (int)above) {
      return true;
    }
  }
  return false;
}

node_bits without_holders(const struct network *net, node_bits nodes) {
  node_bits kept = nodes;
  for (unsigned n = 0; n < net->node_count; n++) {
    for (unsigned inner = 0; inner < net->node_count; inner++) {
      if ((nodes >> n & 1) != 0 && (nodes >> inner & 1) != 0 && stands_in(net, inner, n)) {
        kept &= (node_bits)~bit_of(n);
      }
    }
  }
  return kept;
}

bool is_declared(const struct network *net, unsigned x, unsigned y) {
  for (unsigned f = 0; f < net->fact_count; f++) {
    const struct fact *fact = &net->facts[f];
    if ((fact->source == bit_of(x) && fact->target == bit_of(y)) ||
        (fact->source == bit_of(y) && fact->target == bit_of(x))) {
      return true;
    }
  }
  return false;
}

/* One control against one framework, while it is being looked at. */
struct looking {
  const struct knowledge *knowledge;
  const struct network *net;
  unsigned node;
  unsigned own;   /* framework */
  unsigned other; /* framework */
  bool full;      /* held by one control */
  bool jointly;
  bool partial;
  bool supported;
  node_bits holders;
  node_bits joint_holders;
  node_bits overlapping;
  node_bits alone; /* overlapped each by itself, and proved so; withdrawn ones too */
  node_bits named; /* all that may be named as overlapping */
  node_bits supporting;
};

/* What is proved. */
static void look_at_nodes(struct looking *looking) {
  const struct network *net = looking->net;
  for (unsigned y = 0; y < net->node_count; y++) {
    unsigned possible = looking->knowledge->possible[looking->node][y];
    if (net->nodes[y].framework != looking->other || !is_overlapped(possible)) {
      continue;
    }
    looking->alone |= bit_of(y);
    if (net->nodes[y].withdrawn) {
      continue;
    }
    looking->overlapping |= bit_of(y);
    looking->partial = true;
    if (is_held(possible) && !net->nodes[y].group) {
      looking->holders |= bit_of(y);
      looking->full = true;
    }
  }
}

static void look_at_union(struct looking *looking, node_bits end) {
  if (is_single(end) || looking->net->nodes[first_node(end)].framework != looking->other) {
    return;
  }
  unsigned possible = oracle_possible(&looking->knowledge->oracle, bit_of(looking->node), end);
  if (is_overlapped(possible)) {
    bool tells = (end & looking->alone) == 0;
    looking->named |= end;
    looking->partial = looking->partial || tells;
    looking->overlapping |= tells ? end : 0;
  }
  if (is_held(possible)) {
    looking->jointly = true;
    looking->joint_holders |= end;
  }
}

/* What counts for its own pair only: facts that do not combine with others. */
static void look_at_own_fact(struct looking *looking, const struct fact *fact) {
  struct reading reading;
  bool here = read_fact(looking->net, fact, looking->own, looking->other, &reading);
  if (!here || (reading.x >> looking->node & 1) == 0) {
    return;
  }
  bool whole = is_single(reading.x);
  switch (reading.relation) {
    case EQUAL:
    case EQUIVALENT:
    case SUBSET: /* of a union: so each of its members */
      looking->partial = true;
      looking->overlapping |= reading.y;
      looking->holders |= reading.y;
      looking->jointly = looking->jointly || !is_single(reading.y);
      looking->full = looking->full || (is_single(reading.y) && !looking->net->nodes[first_node(reading.y)].group);
      break;
    case SUPERSET:
    case INTERSECTS:
    case RELATED: /* of a union: of some of its members, nobody knows which */
      looking->partial = looking->partial || whole;
      looking->overlapping |= whole ? reading.y : 0;
      break;
    case SUPPORTED_BY:
      looking->supported = looking->supported || whole;
      looking->supporting |= whole ? reading.y : 0;
      break;
    default:
      break;
  }
}

static void look(struct looking *looking) {
  const struct network *net = looking->net;
  look_at_nodes(looking);
  fact_bits reasoned = network_reasoned(net);
  for (unsigned f = 0; f < net->fact_count; f++) {
    look_at_union(looking, net->facts[f].source);
    look_at_union(looking, net->facts[f].target);
    if (((reasoned | looking->knowledge->disputed) >> f & 1) == 0) {
      look_at_own_fact(looking, &net->facts[f]);
    }
  }
}

/* Whether any fact but "no relationship" between the two frameworks names the node. */
static bool is_mapped(const struct looking *looking, unsigned node) {
  for (unsigned f = 0; f < looking->net->fact_count; f++) {
    const struct fact *fact = &looking->net->facts[f];
    struct reading reading;
    if (read_fact(looking->net, fact, looking->own, looking->other, &reading) && (reading.x >> node & 1) != 0 &&
        reading.relation != NO_RELATIONSHIP) {
      return true;
    }
  }
  return false;
}

static bool declared_without(const struct looking *looking) {
  for (unsigned g = 0; g < looking->net->gap_count; g++) {
    const struct gap *gap = &looking->net->gaps[g];
    const struct mapping *mapping = &looking->net->mappings[gap->mapping];
    unsigned other = mapping->source == looking->own ? mapping->target : mapping->source;
    if (gap->node == looking->node && other == looking->other) {
      return true;
    }
  }
  return false;
}

static const char *note_for_none(const struct looking *looking) {
  const struct network *net = looking->net;
  bool mapped = is_mapped(looking, looking->node);
  for (int up = net->nodes[looking->node].parent; up != NO_PARENT && !mapped; up = net->nodes[up].parent) {
    if (is_mapped(looking, (unsigned)up)) {
      return "group-only";
    }
  }
  for (unsigned m = 0; m < net->mapping_count; m++) {
    const struct mapping *mapping = &net->mappings[m];
    bool forth = mapping->source == looking->own && mapping->target == looking->other;
    bool back = mapping->source == looking->other && mapping->target == looking->own;
    if ((forth && (mapping->examined == EXAMINED_SOURCE || mapping->examined == EXAMINED_BOTH)) ||
        (back && (mapping->examined == EXAMINED_TARGET || mapping->examined == EXAMINED_BOTH))) {
      return "no-relation";
    }
  }
  return "not-examined";
}

/* A control that something stands for in a table: neither a heading nor withdrawn. */
static bool is_plain(const struct network *net, unsigned node) {
  return !net->nodes[node].group && !net->nodes[node].withdrawn;
}

node_bits expect_candidates(const struct knowledge *knowledge, unsigned node, unsigned framework) {
  const struct network *net = knowledge->net;
  node_bits candidates = 0;
  for (unsigned via = 0; via < net->node_count; via++) {
    unsigned third = net->nodes[via].framework;
    if (third == net->nodes[node].framework || third == framework || !is_plain(net, via) ||
        !is_overlapped(knowledge->possible[node][via])) {
      continue;
    }
    for (unsigned y = 0; y < net->node_count; y++) {
      bool joined = net->nodes[y].framework == framework && is_overlapped(knowledge->possible[via][y]);
      candidates |= joined && is_plain(net, y) && !is_declared(net, node, y) ? bit_of(y) : 0;
    }
  }
  return candidates;
}

/* Controls that are declared with the node: they are named although a part of them is, too. */
static node_bits named_anyway(const struct network *net, unsigned node, node_bits nodes) {
  node_bits named = 0;
  for (unsigned n = 0; n < net->node_count; n++) {
    bool declared = (nodes >> n & 1) != 0 && !net->nodes[n].group && is_declared(net, node, n);
    named |= declared ? bit_of(n) : 0;
  }
  return named;
}

void expect_coverage(const struct knowledge *knowledge, unsigned node, unsigned framework, struct coverage *coverage) {
  struct looking looking = {.knowledge = knowledge,
                            .net = knowledge->net,
                            .node = node,
                            .own = knowledge->net->nodes[node].framework,
                            .other = framework};
  look(&looking);
  *coverage = (struct coverage){.holders = (node_bits)(looking.holders | looking.joint_holders),
                                .overlapping = (node_bits)(looking.overlapping | looking.named),
                                .supporting = looking.supporting};
  if (looking.full) {
    coverage->state = COVERAGE_FULL;
    coverage->note = "";
    coverage->by = looking.holders;
  } else if (looking.jointly) {
    coverage->state = COVERAGE_FULL;
    coverage->note = "jointly";
    coverage->by = coverage->holders;
  } else if (looking.partial) {
    coverage->state = COVERAGE_PARTIAL;
    coverage->note = "overlap-only";
    coverage->by = looking.overlapping;
  } else if (looking.supported) {
    coverage->state = COVERAGE_PARTIAL;
    coverage->note = "supports-only";
    coverage->by = looking.supporting;
  } else if (declared_without(&looking) && !is_mapped(&looking, node)) {
    coverage->state = COVERAGE_EXCLUDED;
    coverage->note = "";
  } else {
    coverage->note = note_for_none(&looking);
  }
  coverage->by = without_holders(knowledge->net, coverage->by) | named_anyway(knowledge->net, node, coverage->by);
}
