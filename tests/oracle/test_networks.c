/* Random small networks, each compared in everything that the compiler says of it with what the oracle finds.
 *
 *   test_networks exact|unions COUNT
 *
 * CROSSWALK_ORACLE_PERCENT in the environment makes the number smaller, for slow runs under a checker. */
#include "compare.h"
#include "complain.h"
#include "generate.h"
#include "shrink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Of what follows from networks with unions, how much the compiler has to find, in percent: a little below what it finds
 * of this many networks with these seeds. Without unions it is everything. */
enum { LEAST_EXCLUDED = 99, LEAST_IMPLIED = 98, LEAST_COVERED = 99, LEAST_BROKEN = 99, FEW_NETWORKS = 500 };

static bool compare_quietly(const struct network *net) {
  struct tally tally = {0};
  return compare(net, &tally);
}

static double percent(unsigned part, unsigned whole) {
  return whole > 0 ? 100.0 * part / whole : 100.0;
}

static void print_tally(const struct tally *tally) {
  printf("networks %u, %u of them broken (unseen %u, in part %u), %u contradictions, %u conflicts\n", tally->networks,
         tally->broken, tally->missed, tally->left_broken, tally->contradictions, tally->conflicts);
  printf("pairs %u, base relations excluded %u (found %.2f %%), implied rows %u (found %.2f %%)\n", tally->pairs,
         tally->excluded, percent(tally->excluded_found, tally->excluded), tally->implied,
         percent(tally->implied_found, tally->implied));
  printf("declared rows %u, gap rows %u, proofs %u, candidates %u, coverage found %.2f %%\n", tally->declared_rows,
         tally->gap_rows, tally->proofs, tally->candidates, percent(tally->covered_found, tally->covered));
  printf("controls: none %u, excluded %u, supported %u, partial %u, jointly %u, full %u\n", tally->states[0],
         tally->states[1], tally->states[2], tally->states[3], tally->states[4], tally->states[5]);
}

static bool is_enough(const char *what, unsigned found, unsigned whole, unsigned least) {
  if (percent(found, whole) >= least) {
    return true;
  }
  fprintf(stderr, "%s: found %.2f %%, and %u %% are wanted\n", what, percent(found, whole), least);
  return false;
}

/* The networks must have been varied enough for the test to say anything. */
static bool is_varied(const struct tally *tally) {
  bool varied = tally->broken > 0 && tally->conflicts > 0 && tally->contradictions > 0 && tally->implied > 0 &&
                tally->gap_rows > 0 && tally->proofs > 0 && tally->candidates > 0;
  for (unsigned s = 0; s < sizeof tally->states / sizeof *tally->states; s++) {
    varied = varied && tally->states[s] > 0;
  }
  return varied;
}

int main(int argc, char **argv) {
  bool unions = argc == 3 && strcmp(argv[1], "unions") == 0;
  if (argc != 3 || (!unions && strcmp(argv[1], "exact") != 0)) {
    fprintf(stderr, "usage: test_networks exact|unions COUNT\n");
    return 2;
  }
  const char *share = getenv("CROSSWALK_ORACLE_PERCENT");
  unsigned long count = strtoul(argv[2], NULL, 10);
  count = share != NULL ? count * strtoul(share, NULL, 10) / 100 : count;
  struct tally tally = {0};
  for (unsigned long seed = 1; seed <= count; seed++) {
    struct chance chance = {.state = seed};
    struct network net;
    generate(&chance, unions, &net);
    if (!compare(&net, &tally)) {
      fprintf(stderr, "seed %lu: ", seed);
      shrink_and_print(&net, compare_quietly);
      return 1;
    }
  }
  print_tally(&tally);
  if (count < FEW_NETWORKS) {
    return count == 0;
  }
  if (!is_varied(&tally)) {
    fprintf(stderr, "these networks are not varied enough to prove anything\n");
    return 1;
  }
  bool enough = is_enough("base relations", tally.excluded_found, tally.excluded, unions ? LEAST_EXCLUDED : 100) &&
                is_enough("implied pairs", tally.implied_found, tally.implied, unions ? LEAST_IMPLIED : 100) &&
                is_enough("coverage", tally.covered_found, tally.covered, unions ? LEAST_COVERED : 100) &&
                is_enough("conflicts", tally.broken - tally.missed, tally.broken, unions ? LEAST_BROKEN : 100);
  return enough ? 0 : 1;
}
