/* How far what is held answers a control. */
#include "expected.h"

#include <string.h>

const char *const note_tokens[NOTES] = {
    "disputed",   "jointly",    "extent-unknown", "proved-short", "related-only", "supports-only",
    "joint-only", "group-only", "option-only",    "no-relation",  "no-mapping",   "not-examined",
    "",
};

void question_init(struct question *question, const struct knowledge *knowledge, unsigned node, unsigned frameworks) {
  *question = (struct question){.knowledge = knowledge, .node = node, .frameworks = frameworks};
  for (unsigned f = 0; f < knowledge->net->framework_count; f++) {
    question->held |= (frameworks >> f & 1) != 0 ? network_held(knowledge->net, f) : 0;
  }
}

/* A fact read from the control's side, if it stands between the control and something held. */
static bool read_own(const struct question *question, const struct fact *fact, struct reading *reading) {
  const struct network *net = question->knowledge->net;
  unsigned own = net->nodes[question->node].framework;
  for (unsigned f = 0; f < net->framework_count; f++) {
    if ((question->frameworks >> f & 1) != 0 && read_fact(net, fact, own, f, reading)) {
      return (reading->x >> question->node & 1) != 0;
    }
  }
  return false;
}

static bool is_whole(const struct question *question, node_bits end) {
  return (end & (node_bits)~question->held) == 0;
}

/* What a fact gives the control by itself: one that does not chain, or that supports. */
static enum cover own_cover(const struct question *question, const struct fact *fact) {
  const struct network *net = question->knowledge->net;
  struct reading reading;
  if (fact_is_composed(net, fact) || !read_own(question, fact, &reading) || !is_whole(question, reading.y)) {
    return COVER_NONE;
  }
  bool alone = is_single(reading.x);
  if (reading.relation == SUPPORTED_BY) {
    return alone ? COVER_SUPPORTS : COVER_NONE;
  }
  if (fact_chains(net, fact)) {
    return COVER_NONE;
  }
  switch (reading.relation) {
    case EQUAL:
    case EQUIVALENT:
    case SUBSET: /* of a union: so each of its members */
      return COVER_FULL;
    case SUPERSET:
    case INTERSECTS: /* of a union: of some of its members, nobody knows which */
      return alone ? COVER_PARTIAL : COVER_NONE;
    case RELATED:
      return alone ? COVER_RELATED : COVER_NONE;
    default:
      return COVER_NONE;
  }
}

static enum cover better(enum cover a, enum cover b) {
  return a > b ? a : b;
}

/* One side of a correspondence in the control, the other in what is held. */
static bool corresponds_to_held(const struct question *question, const struct theory *settled, node_bits held) {
  const struct knowledge *knowledge = question->knowledge;
  node_bits x = bit_of(question->node);
  for (unsigned f = 0; f < knowledge->net->fact_count; f++) {
    const struct fact *it = &knowledge->net->facts[f];
    if (it->relation == RELATED && fact_chains(knowledge->net, it) && (knowledge->dead >> f & 1) == 0 &&
        ((theory_in(settled, it->source, x) && theory_in(settled, it->target, held)) ||
         (theory_in(settled, it->target, x) && theory_in(settled, it->source, held)))) {
      return true;
    }
  }
  return false;
}

/* Whether it overlaps a node or the end of a fact that is covered. */
static bool overlaps_covered(const struct question *question, const struct theory *settled, node_bits held) {
  const struct network *net = question->knowledge->net;
  node_bits x = bit_of(question->node);
  for (unsigned n = 0; n < net->node_count; n++) {
    if (theory_in(settled, bit_of(n), held) && theory_overlap(settled, x, bit_of(n))) {
      return true;
    }
  }
  for (unsigned f = 0; f < net->fact_count; f++) {
    const node_bits ends[2] = {net->facts[f].source, net->facts[f].target};
    for (unsigned e = 0; e < 2; e++) {
      if (theory_in(settled, ends[e], held) && theory_overlap(settled, x, ends[e])) {
        return true;
      }
    }
  }
  return false;
}

/* What the theory gives the control, by words (the least) or by all that follows (the most). */
static enum cover theory_cover(const struct question *question, const struct theory *theory, node_bits held,
                               bool most) {
  node_bits x = bit_of(question->node);
  if (held == 0) {
    return COVER_NONE;
  }
  return theory_in(theory, x, held)                                                            ? COVER_FULL
         : (most ? theory_overlap(theory, x, held) : overlaps_covered(question, theory, held)) ? COVER_PARTIAL
         : corresponds_to_held(question, theory, held)                                         ? COVER_RELATED
                                                                                               : COVER_NONE;
}

static enum cover own_covers(const struct question *question) {
  enum cover cover = COVER_NONE;
  for (unsigned f = 0; f < question->knowledge->net->fact_count; f++) {
    cover = better(cover, own_cover(question, &question->knowledge->net->facts[f]));
  }
  return cover;
}

static bool stands_under(const struct network *net, unsigned node, unsigned above) {
  for (int up = (int)node; up != NO_PARENT; up = net->nodes[up].parent) {
    if (up == (int)above) {
      return true;
    }
  }
  return false;
}

/* Declared to have no counterpart in every framework that is held. */
static bool is_excluded(const struct question *question) {
  const struct network *net = question->knowledge->net;
  unsigned own = net->nodes[question->node].framework;
  unsigned without = 0;
  for (unsigned g = 0; g < net->gap_count; g++) {
    const struct mapping *mapping = &net->mappings[net->gaps[g].mapping];
    unsigned other = mapping->source == own ? mapping->target : mapping->source;
    without |= stands_under(net, question->node, net->gaps[g].node) && !mapping->via ? 1U << other : 0;
  }
  return (question->frameworks & ~without) == 0;
}

static void look_for_one(const struct question *question, struct coverage *coverage) {
  const struct network *net = question->knowledge->net;
  for (unsigned n = 0; n < net->node_count; n++) {
    bool holds = (question->held >> n & 1) != 0 && is_in(question->knowledge->possible[question->node][n]);
    coverage->alone |= holds && !network_is_union(net, n);
    coverage->heading |= holds && network_is_union(net, n) && !net->nodes[n].group;
  }
  for (unsigned f = 0; f < net->fact_count; f++) {
    struct reading reading;
    if (own_cover(question, &net->facts[f]) == COVER_FULL && read_own(question, &net->facts[f], &reading) &&
        is_single(reading.y)) {
      bool whole = network_gathers(net, first_node(reading.y)) == 0;
      coverage->alone |= whole;
      coverage->heading |= !whole;
    }
  }
}

void expect_coverage(const struct question *question, struct coverage *coverage) {
  const struct theory *settled = &question->knowledge->settled;
  enum cover own = own_covers(question);
  *coverage = (struct coverage){
      .least = better(own, theory_cover(question, settled, question->held, false)),
      .most = better(own, theory_cover(question, settled, question->held, true)),
      .excluded = is_excluded(question),
  };
  look_for_one(question, coverage);
}

enum cover expect_counterpart(const struct question *question, node_bits end) {
  const struct network *net = question->knowledge->net;
  enum cover cover = theory_cover(question, &question->knowledge->settled, end, true);
  for (unsigned f = 0; f < net->fact_count; f++) {
    struct reading reading;
    enum cover own = own_cover(question, &net->facts[f]);
    if (own != COVER_NONE && read_own(question, &net->facts[f], &reading) && reading.y == end) {
      cover = better(cover, own);
    }
  }
  return cover;
}
