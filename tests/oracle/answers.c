#include "answers.h"

#include "compiler.h"
#include "complain.h"

#include <stdlib.h>
#include <string.h>

void answers_ask(const struct network *net, const struct asking *asking, struct answers *answers) {
  memset(answers, 0, sizeof *answers);
  documents_write(net, asking->facts, &answers->documents);
  struct cw_compilation *c = compile(net, &answers->documents, asking->documents, asking->jobs);
  answers->findings = compiler_findings(c);
  for (unsigned s = 0; s < net->framework_count; s++) {
    for (unsigned t = 0; t < net->framework_count; t++) {
      answers->tables[s][t] = network_joins(net, s, t) ? compiler_table(c, net, s, 1U << t) : NULL;
      answers->gaps[s][t] = network_joins(net, s, t) ? compiler_gaps(c, net, s, 1U << t) : NULL;
    }
  }
  for (unsigned x = 0; x < net->node_count; x++) {
    for (unsigned y = 0; y < net->node_count; y++) {
      answers->possible[x][y] = (unsigned char)compiler_possible(c, net, x, y);
    }
  }
  cw_free(c);
}

void answers_free(struct answers *answers) {
  for (unsigned i = 0; i < MOST_FRAMEWORKS * MOST_FRAMEWORKS; i++) {
    free(answers->tables[i / MOST_FRAMEWORKS][i % MOST_FRAMEWORKS]);
    free(answers->gaps[i / MOST_FRAMEWORKS][i % MOST_FRAMEWORKS]);
  }
  free(answers->findings);
  documents_free(&answers->documents);
}

bool answers_same_crosswalks(const struct network *net, const struct answers *a, const struct answers *b,
                             const char *what) {
  for (unsigned s = 0; s < net->framework_count; s++) {
    for (unsigned t = 0; t < net->framework_count; t++) {
      if (network_joins(net, s, t) && strcmp(a->tables[s][t], b->tables[s][t]) != 0) {
        return complain("%s: another table:\n%s%s", what, a->tables[s][t], b->tables[s][t]);
      }
      if (network_joins(net, s, t) && strcmp(a->gaps[s][t], b->gaps[s][t]) != 0) {
        return complain("%s: other gaps:\n%s%s", what, a->gaps[s][t], b->gaps[s][t]);
      }
    }
  }
  return true;
}

static int by_text(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sort_lines(char *text) {
  char *copy = strdup(text);
  char *lines[1024];
  unsigned count = 0;
  for (char *at = copy; at != NULL && *at != '\0' && count < sizeof lines / sizeof *lines;) {
    lines[count++] = at;
    at = strchr(at, '\n');
    if (at != NULL) {
      *at++ = '\0';
    }
  }
  qsort(lines, count, sizeof *lines, by_text);
  for (unsigned i = 0; i < count; i++) {
    size_t length = strlen(lines[i]);
    if (lines[i][0] == ' ' || strncmp(lines[i], "...", 3) == 0) {
      continue;
    }
    memcpy(text, lines[i], length);
    text[length] = '\n';
    text += length + 1;
  }
  *text = '\0';
  free(copy);
}

void answers_sort_lines(struct answers *answers) {
  sort_lines(answers->findings);
  for (unsigned i = 0; i < MOST_FRAMEWORKS * MOST_FRAMEWORKS; i++) {
    char *table = answers->tables[i / MOST_FRAMEWORKS][i % MOST_FRAMEWORKS];
    if (table != NULL) {
      sort_lines(table);
    }
  }
}
