/* The note beside a coverage: how much is known. */
#include "expected.h"

#include <string.h>

/* Statements that are disputed and hold together with the others, as large as they come, say more; or all of them
 * together do, which from a contradiction is not much of a proof. */
static enum cover theory_says(const struct question *question, const struct theory *theory) {
  return theory_in(theory, bit_of(question->node), question->held)        ? COVER_FULL
         : theory_overlap(theory, bit_of(question->node), question->held) ? COVER_PARTIAL
                                                                          : COVER_NONE;
}

enum { MOST_TRIED = 64 };

static bool better_with_some(const struct question *question, enum cover than) {
  static struct theory theory;
  const struct dispute *dispute = &question->knowledge->dispute;
  unsigned tried = 0;
  for (uint32_t set = dispute->disputed; set != 0 && tried < MOST_TRIED; set = (set - 1) & dispute->disputed) {
    bool small = count_nodes((node_bits)set) <= 2 && set < 1U << 16;
    if (!small) {
      continue;
    }
    tried++;
    dispute_theory(dispute, question->knowledge->net, set | ~dispute->disputed, &theory);
    if (theory_consistent(&theory) && theory_says(question, &theory) > than) {
      return true;
    }
  }
  return false;
}

static bool better_with_all(const struct question *question, enum cover than) {
  static struct theory theory;
  dispute_theory(&question->knowledge->dispute, question->knowledge->net, UINT32_MAX, &theory);
  return theory_says(question, &theory) > than || question->knowledge->disputed != 0;
}

static void add(struct notes *notes, enum note note, bool must, bool may) {
  notes->must |= must ? 1U << note : 0;
  notes->may |= must || may ? 1U << note : 0;
}

static void note_dispute(const struct question *question, const struct coverage *coverage, struct notes *notes) {
  if (question->knowledge->disputed != 0 && question->held != 0) {
    enum cover now =
        coverage->most >= COVER_SUPPORTS && coverage->most < COVER_PARTIAL ? COVER_PARTIAL : coverage->most;
    /* Where unions leave a choice, the words do not say how far what is disputed is followed. */
    bool must = network_choices(question->knowledge->net) == 1 && better_with_some(question, now);
    add(notes, NOTE_DISPUTED, must, better_with_all(question, coverage->least));
  }
}

static bool may_hold(const struct question *question, unsigned node) {
  return (question->held >> node & 1) != 0 && expect_counterpart(question, bit_of(node)) >= COVER_PARTIAL &&
         (question->knowledge->possible[question->node][node] & (EQ | PP)) != 0;
}

/* One that is proved to overlap and holds by itself: an exhaustive heading is the union of what it gathers. */
static bool surely_may_hold(const struct question *question, unsigned node) {
  const struct network *net = question->knowledge->net;
  bool alone = !net->nodes[node].group || network_gathers(net, node) == 0;
  return alone && (question->knowledge->possible[question->node][node] & DR) == 0 && may_hold(question, node);
}

/* Whether some node that is held may hold all of the control; for certain, if nothing depends on how it is read. */
static bool may_be_held(const struct question *question, bool surely) {
  for (unsigned n = 0; n < question->knowledge->net->node_count; n++) {
    if (surely ? surely_may_hold(question, n) : may_hold(question, n)) {
      return true;
    }
  }
  return false;
}

/* Whether a union, or a fact that does not chain, counts among the counterparts. */
static bool has_other_counterpart(const struct question *question) {
  const struct network *net = question->knowledge->net;
  for (unsigned f = 0; f < net->fact_count; f++) {
    const node_bits ends[2] = {net->facts[f].source, net->facts[f].target};
    for (unsigned e = 0; e < 2; e++) {
      bool held = (ends[e] & (node_bits)~question->held) == 0;
      bool other = !is_single(ends[e]) || !fact_chains(net, &net->facts[f]);
      if (held && other && expect_counterpart(question, ends[e]) >= COVER_PARTIAL) {
        return true;
      }
    }
  }
  for (unsigned n = 0; n < net->node_count; n++) {
    if ((question->held >> n & 1) != 0 && count_nodes(network_gathers(net, n)) > 1 &&
        expect_counterpart(question, bit_of(n)) >= COVER_PARTIAL) {
      return true;
    }
  }
  return false;
}

static bool has_single_counterpart(const struct question *question) {
  for (unsigned n = 0; n < question->knowledge->net->node_count; n++) {
    if ((question->held >> n & 1) != 0 && expect_counterpart(question, bit_of(n)) >= COVER_PARTIAL) {
      return true;
    }
  }
  return false;
}

/* Where nothing alone is met, but several together are, nobody knows what any of them holds. */
static void note_partial(const struct question *question, struct notes *notes) {
  bool other = has_other_counterpart(question);
  bool joint = !other && !has_single_counterpart(question);
  add(notes, NOTE_UNKNOWN, joint || may_be_held(question, true), may_be_held(question, false) || other);
  add(notes, NOTE_SHORT, true, true);
}

/* Named by a fact between the two sides: alone, only with others, or by what stands over it. */
struct naming {
  bool alone;
  bool together;
  bool together_surely;
  bool apart;       /* by a fact that does not chain */
  bool with_unheld; /* with something that is not held: an option, or what was withdrawn */
  bool above;
  bool above_surely; /* its parent alone */
};

static struct naming look_for_names(const struct question *question) {
  const struct network *net = question->knowledge->net;
  struct naming naming = {0};
  unsigned own = net->nodes[question->node].framework;
  for (unsigned f = 0; f < net->fact_count; f++) {
    const struct fact *it = &net->facts[f];
    struct reading reading;
    bool between = false;
    for (unsigned g = 0; g < net->framework_count && !between; g++) {
      between = (question->frameworks >> g & 1) != 0 && read_fact(net, it, own, g, &reading);
    }
    if (!between || it->relation == NO_RELATIONSHIP || fact_is_composed(net, it)) {
      continue;
    }
    bool named = (reading.x >> question->node & 1) != 0;
    naming.apart |= named && !fact_chains(net, it);
    naming.with_unheld |= named && (reading.y & (node_bits)~question->held) != 0;
    naming.alone |= named && is_single(reading.x);
    naming.together |= named && !is_single(reading.x);
    naming.together_surely |= named && !is_single(reading.x) && fact_chains(net, it) &&
                              (question->knowledge->disputed >> f & 1) == 0 && it->relation != CONTRARY &&
                              (reading.y & (node_bits)~question->held) == 0;
    for (int up = net->nodes[question->node].parent; up != NO_PARENT; up = net->nodes[up].parent) {
      naming.above |= (reading.x >> up & 1) != 0;
      naming.above_surely |= (relation_says(reading.relation, false) & SAYS_OVERLAP) != 0 &&
                             reading.x == bit_of((unsigned)up) && up == net->nodes[question->node].parent &&
                             (reading.y & (node_bits)~question->held) == 0 && fact_chains(net, it) &&
                             (question->knowledge->disputed >> f & 1) == 0;
    }
  }
  return naming;
}

/* Whether something that the control lies in is answered: for certain if it stands over it. */
static void note_group(const struct question *question, const struct naming *naming, struct notes *notes) {
  const struct network *net = question->knowledge->net;
  bool must = false;
  bool may = naming->above;
  for (unsigned f = 0; f < net->fact_count; f++) { /* a union holds its members, too */
    const node_bits ends[2] = {net->facts[f].source, net->facts[f].target};
    for (unsigned e = 0; e < 2; e++) {
      may = may || (!is_single(ends[e]) && theory_in(&question->knowledge->settled, bit_of(question->node), ends[e]));
    }
  }
  for (unsigned n = 0; n < net->node_count; n++) {
    if (n == question->node || !is_in(question->knowledge->possible[question->node][n]) ||
        (question->held >> n & 1) != 0) {
      continue;
    }
    struct question above = *question;
    struct coverage coverage;
    above.node = n;
    expect_coverage(&above, &coverage);
    may = may || coverage.most >= COVER_SUPPORTS;
    bool over = is_part_of_parent(net, question->node) && net->nodes[question->node].parent == (int)n;
    must = must || (over && coverage.least >= COVER_PARTIAL && naming->above_surely);
  }
  add(notes, NOTE_GROUP, must, may);
}

static void note_option(const struct question *question, const struct naming *naming, struct notes *notes) {
  const struct network *net = question->knowledge->net;
  struct question with = *question;
  struct coverage coverage;
  for (unsigned f = 0; f < net->framework_count; f++) {
    with.held |= (question->frameworks >> f & 1) != 0 ? network_options(net, f) : 0;
  }
  node_bits options = with.held & (node_bits)~question->held;
  add(notes, NOTE_OPTION, false, naming->with_unheld);
  if (options != 0) {
    expect_coverage(&with, &coverage);
    add(notes, NOTE_OPTION, false, coverage.most >= COVER_SUPPORTS);
    with.held = options;
    expect_coverage(&with, &coverage);
    add(notes, NOTE_OPTION, coverage.least >= COVER_PARTIAL && !naming->apart, false);
  }
}

static bool is_examined(const struct question *question, unsigned framework, bool surely) {
  const struct network *net = question->knowledge->net;
  unsigned own = net->nodes[question->node].framework;
  for (unsigned m = 0; m < net->mapping_count; m++) {
    const struct mapping *it = &net->mappings[m];
    bool forth = it->source == own && it->target == framework;
    bool back = it->source == framework && it->target == own;
    bool alive = it->status != DEPRECATED && it->status != SUPERSEDED;
    if (!it->via && (alive || !surely) &&
        ((forth && (it->examined == EXAMINED_SOURCE || it->examined == EXAMINED_BOTH)) ||
         (back && (it->examined == EXAMINED_TARGET || it->examined == EXAMINED_BOTH)))) {
      return true;
    }
  }
  return false;
}

static bool is_joined(const struct question *question) {
  const struct network *net = question->knowledge->net;
  for (unsigned f = 0; f < net->framework_count; f++) {
    if ((question->frameworks >> f & 1) != 0 && network_joins(net, net->nodes[question->node].framework, f)) {
      return true;
    }
  }
  return false;
}

static void note_none(const struct question *question, struct notes *notes) {
  struct naming naming = look_for_names(question);
  bool examined = true;
  bool examined_surely = true;
  for (unsigned f = 0; f < question->knowledge->net->framework_count; f++) {
    if ((question->frameworks >> f & 1) != 0) {
      examined = examined && is_examined(question, f, false);
      examined_surely = examined_surely && is_examined(question, f, true);
    }
  }
  add(notes, NOTE_JOINT, naming.together_surely && !naming.alone, naming.together);
  note_group(question, &naming, notes);
  note_option(question, &naming, notes);
  add(notes, NOTE_NO_RELATION, examined_surely, examined);
  add(notes, NOTE_NO_MAPPING, !is_joined(question), true);
  add(notes, NOTE_NOT_EXAMINED, true, true);
}

void expect_notes(const struct question *question, const struct coverage *coverage, struct notes *notes) {
  *notes = (struct notes){0};
  if (coverage->least == COVER_FULL) {
    add(notes, NOTE_JOINTLY, !coverage->alone && !coverage->heading, !coverage->alone);
    add(notes, NOTE_EMPTY, true, true);
    return;
  }
  note_dispute(question, coverage, notes);
  if (coverage->most == COVER_PARTIAL) {
    note_partial(question, notes);
  }
  if (coverage->least < COVER_PARTIAL && coverage->most >= COVER_RELATED) {
    add(notes, NOTE_RELATED, true, true);
  } else if (coverage->least < COVER_PARTIAL && coverage->most == COVER_SUPPORTS) {
    add(notes, NOTE_SUPPORTS, true, true);
  } else if (coverage->most < COVER_SUPPORTS && coverage->excluded) {
    add(notes, NOTE_EMPTY, true, true);
  }
  if (coverage->least < COVER_SUPPORTS && !coverage->excluded) {
    note_none(question, notes);
  }
  if (coverage->least != coverage->most) {
    notes->must &= 1U << NOTE_DISPUTED;
  }
}

bool note_fits(const struct notes *notes, enum note note) {
  return (notes->may >> note & 1) != 0 && (notes->must & ((1U << note) - 1)) == 0;
}
