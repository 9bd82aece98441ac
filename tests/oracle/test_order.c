/* The same facts in another order, on more threads, or under other names say the same.
 *
 *   test_order COUNT
 *
 * Documents in another order, and any number of threads, give the same bytes, findings included. Facts in another order
 * within their mapping give the same bytes of every table, proofs included. Other names give the same bytes but for the
 * names. CROSSWALK_ORACLE_PERCENT in the environment makes the number smaller. */
#include "answers.h"
#include "chance.h"
#include "complain.h"
#include "generate.h"
#include "shrink.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void shuffle(struct chance *chance, unsigned *numbers, unsigned count) {
  for (unsigned i = 0; i < count; i++) {
    unsigned j = chance_below(chance, i + 1);
    numbers[i] = i;
    unsigned swap = numbers[j];
    numbers[j] = numbers[i];
    numbers[i] = swap;
  }
}

static bool same_findings(const struct answers *a, const struct answers *b, const char *what) {
  return strcmp(a->findings, b->findings) == 0 ||
         complain("%s: other findings:\n%s\n%s", what, a->findings, b->findings);
}

/* One name of the renamed network as the other network has it; anything else stays. */
static void call_back(const struct network *net, char *word, size_t length) {
  char first = 'a' + MOST_FRAMEWORKS;
  char top = 'A' + MOST_FRAMEWORKS;
  bool framework = length == 2 && word[0] == 'f' && word[1] >= first && word[1] < first + MOST_FRAMEWORKS;
  bool mapping = length == 2 && word[0] == 'n' && isdigit((unsigned char)word[1]);
  bool group = length == 4 && word[1] == 'G';
  bool node = (length == 3 || group) && word[0] >= top && word[0] < top + MOST_FRAMEWORKS &&
              isdigit((unsigned char)word[length - 2]) && isdigit((unsigned char)word[length - 1]);
  if (framework) {
    word[1] = (char)(word[1] - MOST_FRAMEWORKS);
  } else if (mapping) {
    word[0] = 'm';
  } else if (node) {
    int number = (word[length - 2] - '0') * 10 + word[length - 1] - '0';
    number = net->frameworks[word[0] - top].open ? number : 2 * FIRST_NUMBER + MOST_NODES - 1 - number;
    word[0] = (char)(word[0] - MOST_FRAMEWORKS);
    word[length - 2] = (char)('0' + number / 10);
    word[length - 1] = (char)('0' + number % 10);
  }
}

/* Gives a text the names of the network that was not renamed. The names of files are the same in both. */
static void call_all_back(const struct network *net, char *text) {
  for (char *at = text; *at != '\0';) {
    size_t length = 0;
    while (isalnum((unsigned char)at[length])) {
      length++;
    }
    if (length > 0 && strncmp(at + length, ".xml", 4) != 0) {
      bool title = strncmp(at, "Framework", length) == 0 && at[length] == ' ';
      call_back(net, at, length);
      if (title) { /* "Framework a" */
        at[length + 1] = (char)(at[length + 1] - MOST_FRAMEWORKS);
        length += 2;
      }
    }
    at += length > 0 ? length : 1;
  }
}

static void call_answers_back(const struct network *net, struct answers *answers) {
  call_all_back(net, answers->findings);
  for (unsigned s = 0; s < net->framework_count; s++) {
    for (unsigned t = 0; t < net->framework_count; t++) {
      if (network_joins(net, s, t)) {
        call_all_back(net, answers->tables[s][t]);
        call_all_back(net, answers->gaps[s][t]);
      }
    }
  }
}

struct attempt {
  const char *what;
  struct asking asking;
  bool renamed;
  bool findings; /* are the same, too */
};

static bool attempt_agrees(const struct network *net, const struct answers *first, const struct attempt *attempt) {
  struct network other = *net;
  struct answers answers;
  other.renamed = attempt->renamed;
  answers_ask(&other, &attempt->asking, &answers);
  bool same;
  if (attempt->renamed) {
    struct answers sorted;
    answers_ask(net, &(struct asking){.jobs = "1"}, &sorted);
    call_answers_back(net, &answers);
    answers_sort_lines(&answers);
    answers_sort_lines(&sorted);
    same = same_findings(&sorted, &answers, attempt->what) &&
           answers_same_crosswalks(net, &sorted, &answers, attempt->what);
    answers_free(&sorted);
  } else {
    same = (!attempt->findings || same_findings(first, &answers, attempt->what)) &&
           answers_same_crosswalks(net, first, &answers, attempt->what);
  }
  answers_free(&answers);
  return same;
}

static bool order_does_not_matter(const struct network *net) {
  struct chance chance = {.state = net->fact_count};
  unsigned documents[MOST_DOCUMENTS];
  unsigned facts[MOST_FACTS];
  struct answers first;
  shuffle(&chance, documents, net->framework_count + net->mapping_count);
  shuffle(&chance, facts, net->fact_count);
  answers_ask(net, &(struct asking){.jobs = "1"}, &first);
  const struct attempt attempts[] = {
      {"documents in another order", {NULL, documents, "1"}, false, true},
      {"two threads", {NULL, NULL, "2"}, false, true},
      {"eight threads", {NULL, documents, "8"}, false, true},
      {"facts in another order", {facts, NULL, "1"}, false, false},
      {"other names", {NULL, NULL, "1"}, true, true},
  };
  bool same = true;
  for (unsigned i = 0; i < sizeof attempts / sizeof *attempts && same; i++) {
    same = attempt_agrees(net, &first, &attempts[i]);
  }
  answers_free(&first);
  return same;
}

int main(int argc, char **argv) {
  if (argc != 2 && argc != 3) {
    fprintf(stderr, "usage: test_order COUNT [FIRST]\n");
    return 2;
  }
  const char *share = getenv("CROSSWALK_ORACLE_PERCENT");
  unsigned long first = argc == 3 ? strtoul(argv[2], NULL, 10) : 1;
  unsigned long count = strtoul(argv[1], NULL, 10);
  count = share != NULL ? count * strtoul(share, NULL, 10) / 100 : count;
  for (unsigned long seed = first; seed < first + count; seed++) {
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
