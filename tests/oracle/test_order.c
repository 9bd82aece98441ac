/* The same facts in another order say the same.
 *
 *   test_order COUNT
 *
 * Documents in another order give the same bytes, findings included. Facts in another order within their mapping give
 * the same bytes of every table, proofs included, and the same conflicts. CROSSWALK_ORACLE_PERCENT in the environment
 * makes the number smaller. */
#include "compiler.h"
#include "complain.h"
#include "findings.h"
#include "generate.h"
#include "shrink.h"

#include <stdlib.h>
#include <string.h>

/* Everything that is said of one network. */
struct answer {
  struct documents documents;
  char *findings;
  char *tables[MOST_FRAMEWORKS][MOST_FRAMEWORKS];
  char *gaps[MOST_FRAMEWORKS][MOST_FRAMEWORKS];
};

static void ask(const struct network *net, const unsigned *facts, const unsigned *order, struct answer *answer) {
  memset(answer, 0, sizeof *answer);
  documents_write(net, facts, &answer->documents);
  struct cw_compilation *c = compile(net, &answer->documents, order);
  answer->findings = compiler_findings(c);
  for (unsigned s = 0; s < net->framework_count; s++) {
    for (unsigned t = 0; t < net->framework_count; t++) {
      answer->tables[s][t] = s != t ? compiler_table(c, s, t) : NULL;
      answer->gaps[s][t] = s != t ? compiler_gaps(c, s, t) : NULL;
    }
  }
  cw_free(c);
}

static void forget(struct answer *answer) {
  for (unsigned i = 0; i < MOST_FRAMEWORKS * MOST_FRAMEWORKS; i++) {
    free(answer->tables[i / MOST_FRAMEWORKS][i % MOST_FRAMEWORKS]);
    free(answer->gaps[i / MOST_FRAMEWORKS][i % MOST_FRAMEWORKS]);
  }
  free(answer->findings);
  documents_free(&answer->documents);
}

static void shuffle(struct chance *chance, unsigned *numbers, unsigned count) {
  for (unsigned i = 0; i < count; i++) {
    unsigned j = chance_below(chance, i + 1);
    numbers[i] = i;
    unsigned swap = numbers[j];
    numbers[j] = numbers[i];
    numbers[i] = swap;
  }
}

static bool same_crosswalks(const struct network *net, const struct answer *a, const struct answer *b,
                            const char *what) {
  for (unsigned s = 0; s < net->framework_count; s++) {
    for (unsigned t = 0; t < net->framework_count; t++) {
      if (s != t && (strcmp(a->tables[s][t], b->tables[s][t]) != 0 || strcmp(a->gaps[s][t], b->gaps[s][t]) != 0)) {
        return complain("%s in another order give another crosswalk:\n%s%s%s%s", what, a->tables[s][t], b->tables[s][t],
                        a->gaps[s][t], b->gaps[s][t]);
      }
    }
  }
  return true;
}

static bool same_findings(const struct answer *a, const struct answer *b) {
  return strcmp(a->findings, b->findings) == 0 ||
         complain("documents in another order give other findings:\n%s\n%s", a->findings, b->findings);
}

/* The number of the first fact that is written just like this one. */
static unsigned first_alike(const struct network *net, unsigned fact) {
  const struct fact *it = &net->facts[fact];
  for (unsigned f = 0; f < fact; f++) {
    const struct fact *other = &net->facts[f];
    if (other->mapping == it->mapping && other->source == it->source && other->target == it->target &&
        other->relation == it->relation && other->rationale == it->rationale && other->strength == it->strength &&
        !other->remarks && !it->remarks) {
      return f;
    }
  }
  return fact;
}

static fact_bits first_ones(const struct network *net, fact_bits facts) {
  fact_bits first = 0;
  for (unsigned f = 0; f < net->fact_count; f++) {
    first |= (facts >> f & 1) != 0 ? UINT32_C(1) << first_alike(net, f) : 0;
  }
  return first;
}

static int by_facts(const void *a, const void *b) {
  const struct conflict *x = a;
  const struct conflict *y = b;
  return x->facts != y->facts ? (x->facts < y->facts ? -1 : 1) : (int)x->contradiction - (int)y->contradiction;
}

static bool read_conflicts(const struct network *net, const struct answer *answer, struct conflicts *conflicts) {
  bool read = conflicts_read(answer->findings, net, &answer->documents, conflicts);
  for (unsigned i = 0; i < conflicts->count; i++) {
    conflicts->list[i].facts = first_ones(net, conflicts->list[i].facts);
  }
  qsort(conflicts->list, conflicts->count, sizeof *conflicts->list, by_facts);
  return read;
}

static bool same_conflicts(const struct network *net, const struct answer *a, const struct answer *b) {
  struct conflicts one;
  struct conflicts other;
  if (!read_conflicts(net, a, &one) || !read_conflicts(net, b, &other)) {
    return false;
  }
  bool same = one.count == other.count;
  for (unsigned i = 0; i < one.count && same; i++) {
    same = by_facts(&one.list[i], &other.list[i]) == 0;
  }
  return same || complain("facts in another order give other conflicts:\n%s\n%s", a->findings, b->findings);
}

static bool order_does_not_matter(const struct network *net) {
  struct chance chance = {.state = net->fact_count};
  unsigned documents[MOST_DOCUMENTS];
  unsigned facts[MOST_FACTS];
  struct answer first;
  struct answer second;
  ask(net, NULL, NULL, &first);
  shuffle(&chance, documents, first.documents.count);
  shuffle(&chance, facts, net->fact_count);
  ask(net, NULL, documents, &second);
  bool same = same_findings(&first, &second) && same_crosswalks(net, &first, &second, "documents");
  forget(&second);
  ask(net, facts, documents, &second);
  same = same && same_conflicts(net, &first, &second) && same_crosswalks(net, &first, &second, "facts");
  forget(&second);
  forget(&first);
  return same;
}

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: test_order COUNT\n");
    return 2;
  }
  const char *share = getenv("CROSSWALK_ORACLE_PERCENT");
  unsigned long count = strtoul(argv[1], NULL, 10);
  count = share != NULL ? count * strtoul(share, NULL, 10) / 100 : count;
  for (unsigned long seed = 1; seed <= count; seed++) {
    struct chance chance = {.state = seed};
    struct network net;
    generate(&chance, seed % 2 == 0, &net);
    if (!order_does_not_matter(&net)) {
      fprintf(stderr, "seed %lu: ", seed);
      shrink_and_print(&net, order_does_not_matter);
      return 1;
    }
  }
  return count == 0;
}
