/* Long, wide and deep: shapes that hurt where a program recurses, or looks at all pairs. Each is checked for what it
 * says, and its time is printed: a case whose cost grows with the square of its size does not come to an end here.
 *
 * CROSSWALK_ORACLE_PERCENT in the environment makes them smaller, for slow runs under a checker. */
#include "crosswalk.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { EQ = 1, PP = 2, PPI = 4, EVERY_BASE = 31 };
enum { SIZE = 10000, LEVELS = 200 };

static unsigned percent = 100;

static unsigned scaled(unsigned size) {
  return size * percent / 100 > 2 ? size * percent / 100 : 2;
}

/* One large case: its documents and what came of them. */
struct large {
  const char *name;
  struct cw_compilation *compilation;
  unsigned count;
  char **texts; /* of the documents, which are borrowed by the compilation */
  FILE *open;
  size_t size;
  bool right;
};

static void wrong(struct large *large, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void wrong(struct large *large, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  fprintf(stderr, "%s: ", large->name);
  vfprintf(stderr, format, arguments);
  fprintf(stderr, "\n");
  va_end(arguments);
  large->right = false;
}

static void begin_document(struct large *large) {
  large->texts = realloc(large->texts, (large->count + 1) * sizeof *large->texts);
  large->open = large->texts != NULL ? open_memstream(&large->texts[large->count], &large->size) : NULL;
  if (large->open == NULL) {
    abort();
  }
}

static void end_document(struct large *large) {
  char name[32];
  fclose(large->open);
  snprintf(name, sizeof name, "%06u.xml", large->count);
  if (cw_add_document(large->compilation, name, large->texts[large->count], large->size) != CW_OK) {
    abort();
  }
  large->count++;
}

/* A framework of controls C1 up to Ccount. */
static void add_framework(struct large *large, const char *id, unsigned count) {
  begin_document(large);
  fprintf(large->open, "<framework xmlns=\"urn:crosswalk:1\" id=\"%s\" title=\"Framework\">\n", id);
  for (unsigned i = 1; i <= count; i++) {
    fprintf(large->open, "<control id=\"C%u\" title=\"Control %u\"/>\n", i, i);
  }
  fprintf(large->open, "</framework>\n");
  end_document(large);
}

static void begin_mapping(struct large *large, const char *id, const char *source, const char *target) {
  begin_document(large);
  fprintf(large->open, "<mapping xmlns=\"urn:crosswalk:1\" id=\"%s\" source=\"%s\" target=\"%s\">\n", id, source,
          target);
}

static void add_map(struct large *large, unsigned source, const char *relation, unsigned target) {
  fprintf(large->open, "<map source=\"C%u\" relation=\"%s\" target=\"C%u\"/>\n", source, relation, target);
}

static void end_mapping(struct large *large) {
  fprintf(large->open, "</mapping>\n");
  end_document(large);
}

static void expect_possible(struct large *large, const char *x, const char *y, unsigned expected) {
  unsigned found = cw_possible(large->compilation, x, y);
  if (found != expected) {
    wrong(large, "possible between %s and %s is %u, the compiler says %u", x, y, expected, found);
  }
}

static unsigned count_words(const char *text, const char *words) {
  unsigned count = 0;
  for (const char *at = strstr(text, words); at != NULL; at = strstr(at + 1, words)) {
    count++;
  }
  return count;
}

enum ask { ASK_FINDINGS, ASK_TABLE, ASK_GAPS, ASK_EXPLAIN };

/* How often the words stand in an answer. */
static void expect_words(struct large *large, enum ask ask, const char *a, const char *b, const char *words,
                         unsigned expected) {
  char *text = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&text, &size);
  if (stream == NULL) {
    abort();
  }
  switch (ask) {
    case ASK_FINDINGS:
      cw_print_findings(large->compilation, stream);
      break;
    case ASK_TABLE:
      cw_table(large->compilation, a, b, "csv", stream);
      break;
    case ASK_GAPS:
      cw_gaps(large->compilation, a, b, "csv", stream);
      break;
    case ASK_EXPLAIN:
      cw_explain(large->compilation, a, b, "text", stream);
      break;
  }
  fclose(stream);
  unsigned found = count_words(text, words);
  if (found != expected) {
    wrong(large, "\"%s\" was expected %u times and is found %u times", words, expected, found);
  }
  free(text);
}

static void compile(struct large *large) {
  enum cw_result result = cw_compile(large->compilation, CW_ASKED);
  if (result != CW_OK && result != CW_FINDINGS) {
    wrong(large, "the compiler failed");
  }
}

/* Each framework has one control, equal to the one of the framework before it. */
static void chain(struct large *large) {
  unsigned length = scaled(SIZE);
  char id[2][16];
  char mapping[16];
  for (unsigned i = 0; i <= length; i++) {
    snprintf(id[i % 2], sizeof id[0], "f%u", i);
    add_framework(large, id[i % 2], 1);
    if (i > 0) {
      snprintf(mapping, sizeof mapping, "m%u", i);
      begin_mapping(large, mapping, id[(i - 1) % 2], id[i % 2]);
      add_map(large, 1, "equal-to", 1);
      end_mapping(large);
    }
  }
  const char *last = id[length % 2];
  char control[48];
  snprintf(control, sizeof control, "%s:C1", last);
  cw_ask(large->compilation, "f0", last);
  compile(large);
  expect_possible(large, "f0:C1", control, EQ);
  expect_words(large, ASK_FINDINGS, NULL, NULL, "error", 0);
  expect_words(large, ASK_TABLE, "f0", last, ",equal-to,C1,Control 1,implied,", 1);
  expect_words(large, ASK_GAPS, "f0", last, ",full,C1,", 2);
}

/* The same chain, to and fro between two frameworks, so that all of their controls become equal, which is told once for
 * each framework; below, with one fact that breaks it. */
static void collapse(struct large *large) {
  unsigned length = scaled(SIZE) / 2;
  add_framework(large, "one", length);
  add_framework(large, "two", length);
  begin_mapping(large, "m", "one", "two");
  for (unsigned i = 1; i < length; i++) {
    add_map(large, i, "equal-to", i);
    add_map(large, i + 1, "equal-to", i);
  }
  end_mapping(large);
  char last[32];
  snprintf(last, sizeof last, "one:C%u", length);
  compile(large);
  expect_possible(large, "one:C1", last, EQ);
  expect_possible(large, last, "two:C1", EQ);
  expect_words(large, ASK_FINDINGS, NULL, NULL, "[lint.collapse]", 2);
}

static void broken_chain(struct large *large) {
  unsigned length = scaled(SIZE);
  add_framework(large, "one", length);
  add_framework(large, "two", length);
  begin_mapping(large, "m", "one", "two");
  for (unsigned i = 1; i < length; i++) {
    add_map(large, i, "equal-to", i);
    add_map(large, i + 1, "superset-of", i);
  }
  end_mapping(large);
  begin_mapping(large, "n", "two", "one");
  add_map(large, 1, "superset-of", length);
  end_mapping(large);
  compile(large);
  expect_words(large, ASK_FINDINGS, NULL, NULL, "[conflict.inconsistent]", 1);
}

/* Many on each side of one control in the middle: two things inside one hub prove nothing. */
static void hub(struct large *large) {
  unsigned count = scaled(SIZE);
  add_framework(large, "left", count);
  add_framework(large, "middle", 1);
  add_framework(large, "right", count);
  begin_mapping(large, "a", "left", "middle");
  for (unsigned i = 1; i <= count; i++) {
    add_map(large, i, i % 2 == 0 ? "intersects-with" : "subset-of", 1);
  }
  end_mapping(large);
  begin_mapping(large, "b", "middle", "right");
  for (unsigned i = 1; i <= count; i++) {
    add_map(large, 1, i == 1 ? "equal-to" : "superset-of", i);
  }
  end_mapping(large);
  cw_ask(large->compilation, "left", "right");
  cw_ask(large->compilation, "left", "middle");
  compile(large);
  expect_possible(large, "left:C1", "right:C1", PP);
  expect_possible(large, "left:C1", "right:C2", EVERY_BASE);
  expect_words(large, ASK_TABLE, "left", "right", ",implied,", count);
  expect_words(large, ASK_GAPS, "left", "right", ",full,C1,", (count + 1) / 2);
  expect_words(large, ASK_GAPS, "left", "middle", ",full,C1,", (count + 1) / 2);
}

/* A framework of many levels, mapped at its top and at its bottom. */
static void deep(struct large *large) {
  begin_document(large);
  fprintf(large->open, "<framework xmlns=\"urn:crosswalk:1\" id=\"deep\" title=\"Framework\">\n");
  for (unsigned i = 1; i <= LEVELS; i++) {
    fprintf(large->open, "<control id=\"C%u\" title=\"Control %u\">\n", i, i);
  }
  for (unsigned i = 1; i <= LEVELS; i++) {
    fprintf(large->open, "</control>\n");
  }
  fprintf(large->open, "</framework>\n");
  end_document(large);
  add_framework(large, "flat", 2);
  begin_mapping(large, "m", "deep", "flat");
  add_map(large, 1, "equal-to", 1);
  add_map(large, LEVELS, "superset-of", 2);
  end_mapping(large);
  cw_ask(large->compilation, "deep", "flat");
  compile(large);
  expect_possible(large, "deep:C200", "deep:C1", EQ | PP);
  expect_possible(large, "flat:C2", "flat:C1", PP);
  expect_words(large, ASK_FINDINGS, NULL, NULL, "error", 0);
  expect_words(large, ASK_TABLE, "deep", "flat", ",implied,", 2 * LEVELS - 2);
  expect_words(large, ASK_GAPS, "deep", "flat", ",full,C1,", LEVELS + 1);
  expect_words(large, ASK_EXPLAIN, "deep:C1", "flat:C2", "C200",
               4); /* twice that they share something, twice that C1 is more */
}

/* A union of all that there is, in one heading on the other side. */
static void wide_union(struct large *large) {
  unsigned count = scaled(SIZE);
  add_framework(large, "one", count);
  add_framework(large, "two", 2);
  begin_mapping(large, "m", "one", "two");
  fprintf(large->open, "<map relation=\"equal-to\"><target ref=\"C1\"/>");
  for (unsigned i = 1; i <= count; i++) {
    fprintf(large->open, "<source ref=\"C%u\"/>", i);
  }
  fprintf(large->open, "</map>\n");
  for (unsigned i = 1; i <= count; i++) {
    add_map(large, i, "subset-of", 2);
  }
  end_mapping(large);
  cw_ask(large->compilation, "two", "one");
  compile(large);
  expect_possible(large, "two:C1", "two:C2", PP | EQ);
  expect_words(large, ASK_FINDINGS, NULL, NULL, "error", 0);
  expect_words(large, ASK_TABLE, "two", "one", ",implied,", count);
}

static bool run(const char *name, void (*make)(struct large *large)) {
  struct large large = {.name = name, .compilation = cw_new(), .right = true};
  clock_t start = clock();
  if (large.compilation == NULL || cw_set(large.compilation, "jobs", "1") != CW_OK ||
      cw_set(large.compilation, "gap-findings", "no") != CW_OK ||
      cw_set(large.compilation, "all-notes", "yes") != CW_OK) {
    abort();
  }
  make(&large);
  double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
  printf("%s: %.2f s\n", name, seconds);
  fflush(stdout);
  cw_free(large.compilation);
  for (unsigned i = 0; i < large.count; i++) {
    free(large.texts[i]);
  }
  free(large.texts);
  return large.right;
}

int main(void) {
  static const struct {
    const char *name;
    void (*make)(struct large *large);
  } cases[] = {
      {"chain", chain}, {"collapse", collapse}, {"broken chain", broken_chain},
      {"hub", hub},     {"deep", deep},         {"wide union", wide_union},
  };
  const char *share = getenv("CROSSWALK_ORACLE_PERCENT");
  percent = share != NULL ? (unsigned)strtoul(share, NULL, 10) : 100;
  bool right = true;
  for (unsigned i = 0; i < sizeof cases / sizeof *cases; i++) {
    right = run(cases[i].name, cases[i].make) && right;
  }
  return right ? EXIT_SUCCESS : EXIT_FAILURE;
}
