/* Random small networks, each compared in everything that the compiler says of it with what the oracle finds.
 *
 *   test_networks plain|unions COUNT [FIRST]
 *
 * FIRST is the seed of the first network, so that a long run can be cut in pieces.
 *
 * CROSSWALK_ORACLE_PERCENT in the environment makes the number smaller, for slow runs under a checker. */
#include "compare.h"
#include "complain.h"
#include "expected.h"
#include "generate.h"
#include "shrink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FEW_NETWORKS = 500 };

static bool compare_quietly(const struct network *net) {
  struct tally tally = {0};
  return compare(net, &tally);
}

static void print_tally(const struct tally *tally) {
  printf("networks %u (%u within all bounds), %u of them broken, %u contradictions, %u conflicts, %u kept facts\n",
         tally->networks, tally->exact, tally->broken, tally->contradictions, tally->conflicts, tally->kept);
  printf("pairs %u, implied rows %u, declared rows %u, gap rows %u, proofs %u, candidates %u, reviewed %u\n",
         tally->pairs, tally->implied, tally->declared_rows, tally->gap_rows, tally->proofs, tally->candidates,
         tally->reviewed);
  printf("controls: none %u, excluded %u, supported %u, related %u, partial %u, full %u, jointly %u\nnotes:",
         tally->states[0], tally->states[1], tally->states[2], tally->states[3], tally->states[4], tally->states[5],
         tally->states[6]);
  for (unsigned n = 0; n < NOTES; n++) {
    printf(" %s %u", n == NOTE_EMPTY ? "without" : note_tokens[n], tally->notes[n]);
  }
  printf("\n");
}

/* The networks must have been varied enough for the test to say anything. */
static bool is_varied(const struct tally *tally) {
  bool varied = tally->broken > 0 && tally->conflicts > 0 && tally->contradictions > 0 && tally->implied > 0 &&
                tally->gap_rows > 0 && tally->proofs > 0 && tally->candidates > 0 && tally->reviewed > 0 &&
                tally->kept > 0;
  for (unsigned s = 0; s < sizeof tally->states / sizeof *tally->states; s++) {
    varied = varied && tally->states[s] > 0;
  }
  for (unsigned n = 0; n < NOTES; n++) {
    varied = varied && tally->notes[n] > 0;
  }
  return varied;
}

int main(int argc, char **argv) {
  bool unions = argc >= 3 && strcmp(argv[1], "unions") == 0;
  if ((argc != 3 && argc != 4) || (!unions && strcmp(argv[1], "plain") != 0)) {
    fprintf(stderr, "usage: test_networks plain|unions COUNT [FIRST]\n");
    return 2;
  }
  unsigned long first = argc == 4 ? strtoul(argv[3], NULL, 10) : 1;
  const char *share = getenv("CROSSWALK_ORACLE_PERCENT");
  unsigned long count = strtoul(argv[2], NULL, 10);
  count = share != NULL ? count * strtoul(share, NULL, 10) / 100 : count;
  struct tally tally = {0};
  for (unsigned long seed = first; seed < first + count; seed++) {
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
  return 0;
}
