/* What stands beside the coverage: how many publishers agree, and whether it survives the loss of any one mapping. */
#include "comparison.h"
#include "complain.h"

#include <stdlib.h>
#include <string.h>

/* Whether a fact names the control for something that is held. */
static bool names(const struct question *question, unsigned number) {
  const struct network *net = question->knowledge->net;
  const struct fact *fact = &net->facts[number];
  unsigned own = net->nodes[question->node].framework;
  struct reading reading;
  bool between = false;
  for (unsigned f = 0; f < net->framework_count && !between; f++) {
    between = (question->frameworks >> f & 1) != 0 && read_fact(net, fact, own, f, &reading);
  }
  return between && (reading.x >> question->node & 1) != 0 && fact->relation != NO_RELATIONSHIP &&
         fact->relation != CONTRARY && !fact_is_composed(net, fact) &&
         (question->knowledge->disputed >> number & 1) == 0;
}

/* A mapping that names no publisher is one of its own, unless it says what another says. */
static bool compare_agreement(const struct question *question, const char *cell) {
  const struct network *net = question->knowledge->net;
  unsigned naming = 0;
  for (unsigned f = 0; f < net->fact_count; f++) {
    naming |= names(question, f) ? 1U << net->facts[f].mapping : 0;
  }
  unsigned publishers = 0; /* P0 of m0, and of the copies of m0 */
  unsigned unnamed = 0;
  unsigned alone = 0;
  for (unsigned m = 0; m < net->mapping_count; m++) {
    bool here = (naming >> m & 1) != 0;
    publishers += here && net->mappings[m].published;
    unnamed += here && !net->mappings[m].published;
    for (unsigned f = 0; f < net->fact_count && here && !net->mappings[m].published; f++) {
      const struct dispute *dispute = &question->knowledge->dispute;
      bool copied = !fact_is_statement(net, &net->facts[f]);
      for (unsigned s = 0; s < dispute->count; s++) {
        copied = copied ||
                 ((dispute->statements[s].facts >> f & 1) != 0 && dispute->statements[s].facts != UINT32_C(1) << f);
      }
      if (net->facts[f].mapping == m && names(question, f) && !copied) {
        alone++;
        break;
      }
    }
  }
  unsigned told = (unsigned)strtoul(cell, NULL, 10);
  return (told >= publishers + alone && told <= publishers + unnamed) ||
         complain("%u publishers agree, it is between %u and %u", told, publishers + alone, publishers + unnamed);
}

/* What is known without the facts of a mapping; what is disputed stays so. */
static void know_without(const struct knowledge *knowledge, unsigned mapping, struct network *net,
                         struct knowledge *without) {
  const struct dispute *dispute = &knowledge->dispute;
  fact_bits left = 0;
  uint32_t statements = 0;
  *net = *knowledge->net;
  net->mappings[mapping].via = true;
  *without = *knowledge;
  without->net = net;
  for (unsigned f = 0; f < net->fact_count; f++) {
    left |= net->facts[f].mapping != mapping ? UINT32_C(1) << f : 0;
  }
  for (unsigned s = 0; s < dispute->count; s++) {
    bool stays = (dispute->statements[s].facts & left) != 0 && (dispute->disputed >> s & 1) == 0;
    statements |= stays ? UINT32_C(1) << s : 0;
  }
  dispute_theory(dispute, net, statements, &without->settled);
  for (unsigned k = 0; k < dispute->kept_count; k++) {
    theory_say(&without->settled, dispute->kept[k].x, dispute->kept[k].y, dispute->kept[k].says);
  }
}

/* Without a mapping that says nothing, or that is passed over anyway, all is as it was. */
static bool is_used(const struct network *net, unsigned mapping) {
  bool used = false;
  for (unsigned f = 0; f < net->fact_count; f++) {
    used = used || net->facts[f].mapping == mapping;
  }
  return used && !net->mappings[mapping].via;
}

/* The least and the most that the coverage comes to without any one of the mappings. */
static void cover_without(const struct question *question, struct coverage *worst) {
  static struct network net;
  static struct knowledge without;
  worst->least = worst->most = COVER_FULL;
  for (unsigned m = 0; m < question->knowledge->net->mapping_count; m++) {
    struct question left = *question;
    struct coverage coverage;
    if (!is_used(question->knowledge->net, m)) {
      continue;
    }
    know_without(question->knowledge, m, &net, &without);
    left.knowledge = &without;
    expect_coverage(&left, &coverage);
    worst->least = coverage.least < worst->least ? coverage.least : worst->least;
    worst->most = coverage.most < worst->most ? coverage.most : worst->most;
  }
}

bool compare_support(const struct comparison *it, const char *const *row, const struct question *question,
                     enum cover told) {
  struct coverage worst;
  if (told == COVER_NONE) {
    return (is_cell(row[GAP_AGREEMENT], "") && is_cell(row[GAP_ROBUST], "")) ||
           complain("something is said of support for what has no coverage");
  }
  cover_without(question, &worst);
  bool yes = is_cell(row[GAP_ROBUST], "yes");
  if ((!yes && !is_cell(row[GAP_ROBUST], "no")) || (yes ? worst.most < told : it->exact && worst.least >= told)) {
    return complain("\"%s\" is said of the loss of a mapping; the worst is between %u and %u, now it is %u",
                    row[GAP_ROBUST], worst.least, worst.most, told);
  }
  return compare_agreement(question, row[GAP_AGREEMENT]);
}
