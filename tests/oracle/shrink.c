#include "shrink.h"

#include "complain.h"
#include "documents.h"

#include <stdio.h>
#include <string.h>

static bool fails(const struct network *net, bool (*holds)(const struct network *net)) {
  complaint_clear();
  return !holds(net);
}

static bool drop_one(struct network *net, bool (*holds)(const struct network *net)) {
  for (unsigned f = 0; f < net->fact_count; f++) {
    struct network smaller = *net;
    smaller.fact_count--;
    memmove(&smaller.facts[f], &smaller.facts[f + 1], (smaller.fact_count - f) * sizeof smaller.facts[0]);
    if (fails(&smaller, holds)) {
      *net = smaller;
      return true;
    }
  }
  for (unsigned g = 0; g < net->gap_count; g++) {
    struct network smaller = *net;
    smaller.gap_count--;
    memmove(&smaller.gaps[g], &smaller.gaps[g + 1], (smaller.gap_count - g) * sizeof smaller.gaps[0]);
    if (fails(&smaller, holds)) {
      *net = smaller;
      return true;
    }
  }
  return false;
}

void shrink_and_print(const struct network *net, bool (*holds)(const struct network *net)) {
  struct network small = *net;
  while (drop_one(&small, holds)) {
  }
  (void)fails(&small, holds);
  fprintf(stderr, "%s\n", complaint());
  struct documents documents;
  documents_write(&small, NULL, &documents);
  for (unsigned i = 0; i < documents.count; i++) {
    fprintf(stderr, "%s:\n%s", documents.list[i].name, documents.list[i].text);
  }
  documents_free(&documents);
}
