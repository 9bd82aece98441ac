#include "generate.h"

#include <string.h>

/* How one network is made. Most have a model: sets of a few elements, of which the facts are read off, so that long chains
 * of facts hold together; then some facts are spoilt. The others are pure chance, and mostly contradict themselves. */
struct recipe {
  struct chance *chance;
  struct network *net;
  bool unions;
  bool modelled;
  unsigned spoilt;    /* percent */
  unsigned exactness; /* percent of facts that say all that the model says */
  unsigned elements;
  node_bits kinds[12]; /* the model */
};

/* What may stand over the next node: one of the nodes on the way from the last one to its top. */
static int choose_parent(struct recipe *recipe, unsigned first, unsigned node) {
  if (node == first || chance_percent(recipe->chance, 45)) {
    return NO_PARENT;
  }
  int parent = (int)node - 1;
  while (recipe->net->nodes[parent].parent != NO_PARENT && chance_percent(recipe->chance, 50)) {
    parent = recipe->net->nodes[parent].parent;
  }
  return parent;
}

static void add_node(struct recipe *recipe, unsigned framework) {
  struct network *net = recipe->net;
  unsigned number = net->node_count++;
  struct node *node = &net->nodes[number];
  node->framework = framework;
  node->parent = choose_parent(recipe, net->frameworks[framework].first, number);
  bool under_control = node->parent != NO_PARENT && !net->nodes[node->parent].group;
  node->group = !under_control && chance_percent(recipe->chance, 25);
  node->exhaustive = chance_percent(recipe->chance, node->group ? 75 : 15);
  node->option = node->parent != NO_PARENT && !node->group && chance_percent(recipe->chance, 12);
  node->counted = node->group || !chance_percent(recipe->chance, node->option ? 70 : 5);
}

/* A framework whose controls nobody lists: flat, and nothing of it is counted. */
static void open_framework(struct recipe *recipe, unsigned framework) {
  struct framework *it = &recipe->net->frameworks[framework];
  it->open = true;
  for (unsigned n = it->first; n < it->first + it->count; n++) {
    recipe->net->nodes[n] = (struct node){.framework = framework, .parent = NO_PARENT, .counted = true};
  }
}

static void make_frameworks(struct recipe *recipe) {
  struct network *net = recipe->net;
  net->framework_count = chance_from(recipe->chance, 2, MOST_FRAMEWORKS);
  unsigned most = chance_from(recipe->chance, net->framework_count, MOST_NODES);
  for (unsigned f = 0; f < net->framework_count; f++) {
    unsigned left = most - net->node_count - (net->framework_count - f - 1);
    unsigned share = 2 * most / net->framework_count;
    net->frameworks[f] = (struct framework){.first = net->node_count,
                                            .count = chance_from(recipe->chance, 1, left < share ? left : share)};
    for (unsigned n = 0; n < net->frameworks[f].count; n++) {
      add_node(recipe, f);
    }
    if (chance_percent(recipe->chance, 6)) {
      open_framework(recipe, f);
    }
  }
}

static void finish_hierarchy(struct recipe *recipe) {
  struct network *net = recipe->net;
  node_bits parents = 0;
  for (unsigned n = 0; n < net->node_count; n++) {
    if (net->nodes[n].parent != NO_PARENT) {
      parents |= bit_of((unsigned)net->nodes[n].parent);
    }
  }
  for (unsigned n = 0; n < net->node_count; n++) {
    struct node *node = &net->nodes[n];
    node->withdrawn = (parents >> n & 1) == 0 && !node->group && !net->frameworks[node->framework].open &&
                      chance_percent(recipe->chance, 3);
  }
  for (unsigned n = 0; n < net->node_count && !recipe->unions; n++) {
    net->nodes[n].exhaustive = net->nodes[n].exhaustive && is_single(network_gathers(net, n));
  }
}

/* Completes a kind: what holds its nodes is in it, and something of each exhaustive heading. */
static node_bits complete_kind(struct recipe *recipe, node_bits kind) {
  const struct network *net = recipe->net;
  for (node_bits before = 0; before != kind;) {
    before = kind;
    for (unsigned n = 0; n < net->node_count; n++) {
      const struct node *node = &net->nodes[n];
      node_bits gathered = network_gathers(net, n);
      if ((kind >> n & 1) == 0) {
        continue;
      }
      if (is_part_of_parent(net, n)) {
        kind |= bit_of((unsigned)node->parent);
      }
      while (gathered != 0 && (kind & gathered) == 0) {
        kind |= gathered & bit_of(chance_below(recipe->chance, net->node_count));
      }
    }
  }
  return kind;
}

static void make_model(struct recipe *recipe) {
  const struct network *net = recipe->net;
  node_bits present = 0;
  unsigned wanted = chance_from(recipe->chance, 2, 7);
  enum { MOST_ELEMENTS = sizeof recipe->kinds / sizeof *recipe->kinds };
  while (recipe->elements < MOST_ELEMENTS &&
         (recipe->elements < wanted || present != (node_bits)((1U << net->node_count) - 1))) {
    node_bits kind = 0;
    unsigned spread = chance_from(recipe->chance, 20, 80);
    for (unsigned n = 0; n < net->node_count; n++) {
      bool lacking = recipe->elements >= wanted && (present >> n & 1) == 0;
      kind |= chance_percent(recipe->chance, lacking ? 95 : spread) ? bit_of(n) : 0;
    }
    recipe->kinds[recipe->elements] = complete_kind(recipe, kind);
    present |= recipe->kinds[recipe->elements++];
  }
}

static unsigned base_in_model(const struct recipe *recipe, node_bits x, node_bits y) {
  bool both = false;
  bool only_x = false;
  bool only_y = false;
  for (unsigned e = 0; e < recipe->elements; e++) {
    bool in_x = (recipe->kinds[e] & x) != 0;
    bool in_y = (recipe->kinds[e] & y) != 0;
    both = both || (in_x && in_y);
    only_x = only_x || (in_x && !in_y);
    only_y = only_y || (in_y && !in_x);
  }
  return !both ? DR : only_x && only_y ? PO : only_x ? PPI : only_y ? PP : EQ;
}

static enum relation any_relation(struct chance *chance) {
  static const enum relation often[] = {EQUAL,    EQUAL,           SUBSET,      SUBSET,  SUPERSET,
                                        SUPERSET, INTERSECTS,      INTERSECTS,  RELATED, EQUIVALENT,
                                        SUPPORTS, NO_RELATIONSHIP, SUPPORTED_BY};
  return chance_below(chance, 40) == 0 ? CONTRARY : often[chance_below(chance, sizeof often / sizeof *often)];
}

static enum relation choose_relation(struct recipe *recipe, const struct fact *fact, bool proper) {
  struct chance *chance = recipe->chance;
  if (!recipe->modelled || chance_percent(chance, recipe->spoilt) || chance_percent(chance, 6)) {
    return any_relation(chance);
  }
  unsigned base = base_in_model(recipe, fact->source, fact->target);
  switch (base) {
    case DR:
      return NO_RELATIONSHIP;
    case PO:
      return proper || chance_percent(chance, 50) ? INTERSECTS : RELATED;
    default:
      if (!chance_percent(chance, recipe->exactness)) {
        return proper || chance_percent(chance, 50) ? RELATED : INTERSECTS;
      }
      return base == PP ? SUBSET : base == PPI ? SUPERSET : chance_percent(chance, 75) ? EQUAL : EQUIVALENT;
  }
}

static node_bits choose_end(struct recipe *recipe, unsigned framework, bool several) {
  const struct network *net = recipe->net;
  const struct framework *it = &net->frameworks[framework];
  node_bits end = 0;
  unsigned members = several ? chance_from(recipe->chance, 2, 3) : 1;
  for (unsigned i = 0; i < members; i++) {
    unsigned node = it->first + chance_below(recipe->chance, it->count);
    if (net->nodes[node].withdrawn) {
      node = it->first + chance_below(recipe->chance, it->count);
    }
    end |= bit_of(node);
  }
  return end;
}

static void choose_ends(struct recipe *recipe, struct fact *fact) {
  const struct mapping *mapping = &recipe->net->mappings[fact->mapping];
  bool several = recipe->unions || !fact_chains(recipe->net, fact);
  fact->source = choose_end(recipe, mapping->source, several && chance_percent(recipe->chance, 22));
  fact->target = choose_end(recipe, mapping->target, several && chance_percent(recipe->chance, 22));
}

static void add_fact(struct recipe *recipe, unsigned mapping) {
  struct network *net = recipe->net;
  struct chance *chance = recipe->chance;
  const struct mapping *it = &net->mappings[mapping];
  struct fact *fact = &net->facts[net->fact_count++];
  *fact = (struct fact){.mapping = mapping, .relation = EQUAL, .remarks = chance_percent(chance, 40)};
  if (chance_percent(chance, 8)) {
    fact->rationale = (enum rationale)chance_from(chance, SEMANTIC, FUNCTIONAL);
  }
  choose_ends(recipe, fact);
  /* What stands apart is as true as anything, but says little: it is chosen less often. */
  for (unsigned tries = 0; recipe->modelled && tries < 3 && base_in_model(recipe, fact->source, fact->target) == DR;
       tries++) {
    choose_ends(recipe, fact);
  }
  fact->relation = choose_relation(recipe, fact, it->proper);
  bool equal = fact->relation == EQUAL || fact->relation == EQUIVALENT;
  if (chance_percent(chance, 30) && fact->relation != NO_RELATIONSHIP) {
    fact->strength = equal ? 10 : chance_from(chance, 1, 10);
  }
}

static void add_mapping(struct recipe *recipe, unsigned facts) {
  struct network *net = recipe->net;
  struct chance *chance = recipe->chance;
  unsigned source = chance_below(chance, net->framework_count);
  unsigned target = chance_below(chance, net->framework_count);
  if (source == target && !chance_percent(chance, 20)) {
    target = (source + 1) % net->framework_count;
  }
  net->mappings[net->mapping_count] = (struct mapping){
      .source = source,
      .target = target,
      .proper = chance_percent(chance, 25),
      .chain = !chance_percent(chance, 10),
      .via = chance_percent(chance, 5),
      .published = chance_percent(chance, 30),
      .automated = chance_percent(chance, 20),
      .status = chance_percent(chance, 20) ? (enum status)chance_from(chance, COMPLETE, SUPERSEDED) : STATUS_UNSTATED,
      .rationale =
          chance_percent(chance, 25) ? (enum rationale)chance_from(chance, SEMANTIC, FUNCTIONAL) : RATIONALE_UNSTATED,
      .examined = (enum examined)chance_below(chance, 4),
  };
  for (unsigned f = 0; f < facts && net->fact_count < MOST_FACTS; f++) {
    add_fact(recipe, net->mapping_count);
  }
  net->mapping_count++;
}

/* What is published in both directions, or twice: the facts of an earlier mapping again, all or some, read backwards or
 * as they are. */
static void add_copy(struct recipe *recipe) {
  struct network *net = recipe->net;
  struct chance *chance = recipe->chance;
  unsigned of = chance_below(chance, net->mapping_count);
  unsigned mapping = net->mapping_count++;
  bool mirrored = chance_percent(chance, 70);
  unsigned share = chance_percent(chance, 60) ? 100 : 60;
  net->mappings[mapping] = net->mappings[of];
  if (mirrored) {
    net->mappings[mapping].source = net->mappings[of].target;
    net->mappings[mapping].target = net->mappings[of].source;
  }
  for (unsigned f = 0, count = net->fact_count; f < count && net->fact_count < MOST_FACTS; f++) {
    if (net->facts[f].mapping == of && chance_percent(chance, share)) {
      struct fact copy = net->facts[f];
      copy.mapping = mapping;
      if (mirrored) {
        copy.source = net->facts[f].target;
        copy.target = net->facts[f].source;
        copy.relation = inverse_of(copy.relation);
      }
      net->facts[net->fact_count++] = copy;
    }
  }
}

static void add_gaps(struct recipe *recipe) {
  struct network *net = recipe->net;
  net->gap_count = chance_below(recipe->chance, 4);
  for (unsigned g = 0; g < net->gap_count; g++) {
    unsigned mapping = chance_below(recipe->chance, net->mapping_count);
    const struct mapping *it = &net->mappings[mapping];
    if (it->via) { /* what a composed mapping lacks, nobody looked for */
      net->gap_count = g;
      break;
    }
    unsigned own = chance_percent(recipe->chance, 60) ? it->source : it->target;
    const struct framework *framework = &net->frameworks[own];
    net->gaps[g] = (struct gap){mapping, framework->first + chance_below(recipe->chance, framework->count),
                                chance_percent(recipe->chance, 50)};
  }
}

void generate(struct chance *chance, bool unions, struct network *net) {
  memset(net, 0, sizeof *net);
  struct recipe recipe = {
      .chance = chance,
      .net = net,
      .unions = unions,
      .modelled = !chance_percent(chance, 15),
      .spoilt = chance_percent(chance, 50) ? 0 : chance_from(chance, 3, 25),
      .exactness = chance_from(chance, 20, 90),
  };
  make_frameworks(&recipe);
  finish_hierarchy(&recipe);
  make_model(&recipe);
  unsigned mappings = chance_from(chance, 1, MOST_MAPPINGS - 2);
  unsigned facts = chance_from(chance, 1, chance_percent(chance, 80) ? net->node_count : net->node_count * 2);
  for (unsigned m = 0; m < mappings; m++) {
    add_mapping(&recipe, chance_from(chance, 1, 1 + facts / mappings));
  }
  while (net->mapping_count < MOST_MAPPINGS && chance_percent(chance, 25)) {
    add_copy(&recipe);
  }
  add_gaps(&recipe);
}
