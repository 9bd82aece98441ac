#include "findings.h"

#include "complain.h"

#include <stdio.h>
#include <string.h>

/* The fact at a place "m0.xml:5:3: ..."; -1 if there is none. */
static int fact_at(const char *line, const struct network *net, const struct documents *documents) {
  unsigned mapping = 0;
  unsigned number = 0;
  if (sscanf(line, "m%u.xml:%u:", &mapping, &number) != 2) { /* the name of the file, whatever the mapping is called */
    return -1;
  }
  for (unsigned f = 0; f < net->fact_count; f++) {
    if (net->facts[f].mapping == mapping && documents->lines[f] == number) {
      return (int)f;
    }
  }
  return -1;
}

/* The name in brackets at the end of a finding's line, or "" in any other line. */
static void finding_name(const char *line, char name[64]) {
  size_t length = strlen(line);
  const char *open = strrchr(line, '[');
  name[0] = '\0';
  if (length > 0 && line[length - 1] == ']' && open != NULL && line[0] != ' ') {
    snprintf(name, 64, "%.*s", (int)(line + length - 1 - (open + 1)), open + 1);
  }
}

static bool is_possible(const char *name) {
  static const char *const possible[] = {"conflict.", "lint.", "gap.", "reference.withdrawn-control",
                                         "input.unconnected"};
  for (unsigned i = 0; i < sizeof possible / sizeof *possible; i++) {
    if (strncmp(name, possible[i], strlen(possible[i])) == 0) {
      return true;
    }
  }
  return false;
}

static bool add_fact(const char *line, const struct network *net, const struct documents *documents,
                     struct conflict *conflict) {
  int fact = fact_at(line, net, documents);
  if (fact < 0) {
    return complain("a conflict names a place without a fact: %s", line);
  }
  conflict->facts |= UINT32_C(1) << fact;
  return true;
}

bool conflicts_read(const char *text, const struct network *net, const struct documents *documents,
                    struct conflicts *conflicts) {
  struct conflict *open = NULL;
  conflicts->count = 0;
  for (const char *at = text; *at != '\0';) {
    char line[2048];
    size_t length = strcspn(at, "\n");
    snprintf(line, sizeof line, "%.*s", (int)length, at);
    at += length + (at[length] == '\n' ? 1 : 0);
    char name[64];
    finding_name(line, name);
    if (strstr(line, ": note: ") != NULL && name[0] == '\0') {
      if (open != NULL && !add_fact(line, net, documents, open)) {
        return false;
      }
      continue;
    }
    if (name[0] == '\0') {
      continue;
    }
    open = NULL;
    bool contradiction = strcmp(name, "conflict.contradiction") == 0;
    if (contradiction || strcmp(name, "conflict.inconsistent") == 0) {
      if (conflicts->count == MOST_CONFLICTS) {
        return complain("there are more conflicts than facts");
      }
      open = &conflicts->list[conflicts->count++];
      *open = (struct conflict){.contradiction = contradiction};
      if (!add_fact(line, net, documents, open)) {
        return false;
      }
    } else if (!is_possible(name)) {
      return complain("a finding that cannot be: %s", line);
    }
  }
  return true;
}

fact_bits conflicts_facts(const struct conflicts *conflicts, bool contradictions) {
  fact_bits facts = 0;
  for (unsigned i = 0; i < conflicts->count; i++) {
    facts |= conflicts->list[i].contradiction == contradictions ? conflicts->list[i].facts : 0;
  }
  return facts;
}
