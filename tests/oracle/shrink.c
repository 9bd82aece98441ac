#include "shrink.h"

#include "complain.h"
#include "documents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether it fails in the same way: a smaller network that shows something else is no help. */
static bool fails(const struct network *net, bool (*holds)(const struct network *net), const char *sort) {
  complaint_clear();
  return !holds(net) && complaint_sort() == sort;
}

/* Each takes the n-th thing of its sort away, or makes it plain; false when there is none, or nothing to take. */
static bool drop_fact(struct network *net, unsigned n) {
  if (n < net->fact_count) {
    net->fact_count--;
    memmove(&net->facts[n], &net->facts[n + 1], (net->fact_count - n) * sizeof net->facts[0]);
    return true;
  }
  return false;
}

static bool drop_gap(struct network *net, unsigned n) {
  if (n < net->gap_count) {
    net->gap_count--;
    memmove(&net->gaps[n], &net->gaps[n + 1], (net->gap_count - n) * sizeof net->gaps[0]);
    return true;
  }
  return false;
}

static bool drop_mapping(struct network *net, unsigned n) {
  for (unsigned f = 0; f < net->fact_count; f++) {
    if (net->facts[f].mapping == n) {
      return false;
    }
  }
  for (unsigned g = 0; g < net->gap_count; g++) {
    if (net->gaps[g].mapping == n) {
      return false;
    }
  }
  if (n >= net->mapping_count) {
    return false;
  }
  net->mapping_count--;
  memmove(&net->mappings[n], &net->mappings[n + 1], (net->mapping_count - n) * sizeof net->mappings[0]);
  for (unsigned f = 0; f < net->fact_count; f++) {
    net->facts[f].mapping -= net->facts[f].mapping > n;
  }
  for (unsigned g = 0; g < net->gap_count; g++) {
    net->gaps[g].mapping -= net->gaps[g].mapping > n;
  }
  return true;
}

static node_bits without_bit(node_bits bits, unsigned n) {
  node_bits low = bits & (node_bits)(bit_of(n) - 1);
  return (node_bits)(low | (node_bits)(bits >> 1 & ~(bit_of(n) - 1)));
}

/* A leaf that nothing names, unless it is the last of its framework. */
static bool drop_node(struct network *net, unsigned n) {
  if (n >= net->node_count || net->frameworks[net->nodes[n].framework].count == 1) {
    return false;
  }
  for (unsigned m = 0; m < net->node_count; m++) {
    if (net->nodes[m].parent == (int)n) {
      return false;
    }
  }
  for (unsigned f = 0; f < net->fact_count; f++) {
    if (((net->facts[f].source | net->facts[f].target) >> n & 1) != 0) {
      return false;
    }
  }
  for (unsigned g = 0; g < net->gap_count; g++) {
    if (net->gaps[g].node == n) {
      return false;
    }
    net->gaps[g].node -= net->gaps[g].node > n;
  }
  for (unsigned f = 0; f < net->fact_count; f++) {
    net->facts[f].source = without_bit(net->facts[f].source, n);
    net->facts[f].target = without_bit(net->facts[f].target, n);
  }
  net->frameworks[net->nodes[n].framework].count--;
  for (unsigned f = 0; f < net->framework_count; f++) {
    net->frameworks[f].first -= net->frameworks[f].first > n;
  }
  net->node_count--;
  memmove(&net->nodes[n], &net->nodes[n + 1], (net->node_count - n) * sizeof net->nodes[0]);
  for (unsigned m = 0; m < net->node_count; m++) {
    net->nodes[m].parent -= net->nodes[m].parent > (int)n;
  }
  return true;
}

static bool plain_node(struct network *net, unsigned n) {
  struct node *it = n < net->node_count ? &net->nodes[n] : NULL;
  if (it == NULL || (it->exhaustive == it->group && it->counted && !it->withdrawn && !it->option)) {
    return false;
  }
  it->exhaustive = it->group;
  it->counted = true;
  it->withdrawn = false;
  it->option = false;
  return true;
}

static bool plain_mapping(struct network *net, unsigned n) {
  struct mapping *it = n < net->mapping_count ? &net->mappings[n] : NULL;
  if (it == NULL ||
      (it->chain && !it->via && !it->proper && !it->published && !it->automated && it->status == STATUS_UNSTATED &&
       it->rationale == RATIONALE_UNSTATED && it->examined == EXAMINED_NONE)) {
    return false;
  }
  *it = (struct mapping){.source = it->source, .target = it->target, .chain = true};
  return true;
}

static bool plain_fact(struct network *net, unsigned n) {
  struct fact *it = n < net->fact_count ? &net->facts[n] : NULL;
  if (it == NULL || (it->strength == 0 && !it->remarks && it->rationale == RATIONALE_UNSTATED)) {
    return false;
  }
  it->strength = 0;
  it->remarks = false;
  it->rationale = RATIONALE_UNSTATED;
  return true;
}

static bool shrink_once(struct network *net, bool (*holds)(const struct network *net), const char *sort) {
  static bool (*const ways[])(struct network * net, unsigned n) = {
      drop_fact, drop_gap, drop_mapping, drop_node, plain_mapping, plain_fact, plain_node,
  };
  for (unsigned w = 0; w < sizeof ways / sizeof *ways; w++) {
    for (unsigned n = 0; n < MOST_FACTS; n++) {
      struct network smaller = *net;
      if (ways[w](&smaller, n) && fails(&smaller, holds, sort)) {
        *net = smaller;
        return true;
      }
    }
  }
  return false;
}

static void save(const struct documents *documents, const char *folder) {
  for (unsigned i = 0; i < documents->count; i++) {
    char path[512];
    snprintf(path, sizeof path, "%s/%s", folder, documents->list[i].name);
    FILE *out = fopen(path, "w");
    if (out != NULL) {
      fputs(documents->list[i].text, out);
      fclose(out);
    }
  }
}

void shrink_and_print(const struct network *net, bool (*holds)(const struct network *net)) {
  struct network small = *net;
  const char *sort = complaint_sort();
  while (shrink_once(&small, holds, sort)) {
  }
  (void)fails(&small, holds, sort);
  fprintf(stderr, "%s\n", complaint());
  struct documents documents;
  documents_write(&small, NULL, &documents);
  for (unsigned i = 0; i < documents.count; i++) {
    fprintf(stderr, "%s:\n%s", documents.list[i].name, documents.list[i].text);
  }
  const char *folder = getenv("CROSSWALK_ORACLE_SAVE");
  if (folder != NULL) {
    save(&documents, folder);
  }
  documents_free(&documents);
}
