#include "compiler.h"

#include <stdlib.h>
#include <string.h>

static void must_line(bool worked, int line) {
  if (!worked) {
    fprintf(stderr, "compiler.c:%d: the compiler could not be asked\n", line);
    abort();
  }
}
#define must(worked) must_line(worked, __LINE__)

/* A result is given whatever the findings are. */
static bool is_given(enum cw_result result) {
  return result == CW_OK || result == CW_FINDINGS;
}

static void must_give(const struct cw_compilation *compilation, enum cw_result result) {
  if (!is_given(result)) {
    fprintf(stderr, "compiler.c: %s\n", cw_message(compilation));
    abort();
  }
}

/* "fb,fc" */
static void name_targets(const struct network *net, unsigned targets, char *text) {
  for (unsigned t = 0; t < net->framework_count; t++) {
    if ((targets >> t & 1) != 0) {
      *text++ = 'f';
      *text++ = framework_letter(net, t);
      *text++ = ',';
    }
  }
  text[-1] = '\0';
}

struct cw_compilation *compile(const struct network *net, const struct documents *documents, const unsigned *order,
                               const char *jobs) {
  struct cw_compilation *c = cw_new();
  must(c != NULL && cw_set(c, "jobs", jobs) == CW_OK && cw_set(c, "gap-findings", "no") == CW_OK &&
       cw_set(c, "all-notes", "yes") == CW_OK && cw_set(c, "candidates", "yes") == CW_OK &&
       cw_set(c, "long", "yes") == CW_OK);
  must(!net->levelled || cw_set(c, "where", framework_letter(net, 0) == 'a' ? "fa:level=in" : "fe:level=in") == CW_OK);
  for (unsigned i = 0; i < documents->count; i++) {
    const struct document *document = &documents->list[order != NULL ? order[i] : i];
    must(cw_add_document(c, document->name, document->text, document->size) == CW_OK);
  }
  for (unsigned s = 0; s < net->framework_count; s++) {
    for (unsigned targets = 1; targets < 1U << net->framework_count; targets++) {
      const char source[] = {'f', framework_letter(net, s), '\0'};
      char held[4 * MOST_FRAMEWORKS];
      name_targets(net, targets, held);
      bool alone = net->framework_count == 1; /* mapped to itself */
      must((!network_joins_all(net, s, targets) && !alone) || cw_ask(c, source, held) == CW_OK);
    }
  }
  must(is_given(cw_compile(c, CW_ASKED)));
  return c;
}

struct capture {
  FILE *stream;
  char *text;
  size_t size;
};

static void capture_open(struct capture *capture) {
  capture->stream = open_memstream(&capture->text, &capture->size);
  must(capture->stream != NULL);
}

static char *capture_close(struct capture *capture) {
  must(fclose(capture->stream) == 0 && strlen(capture->text) == capture->size);
  return capture->text;
}

char *compiler_findings(struct cw_compilation *compilation) {
  struct capture capture;
  capture_open(&capture);
  cw_print_findings(compilation, capture.stream);
  return capture_close(&capture);
}

char *compiler_table(struct cw_compilation *compilation, const struct network *net, unsigned source, unsigned targets) {
  const char from[] = {'f', framework_letter(net, source), '\0'};
  char to[4 * MOST_FRAMEWORKS];
  name_targets(net, targets, to);
  struct capture capture;
  capture_open(&capture);
  must_give(compilation, cw_table(compilation, from, to, "csv", capture.stream));
  return capture_close(&capture);
}

char *compiler_gaps(struct cw_compilation *compilation, const struct network *net, unsigned source, unsigned targets) {
  const char from[] = {'f', framework_letter(net, source), '\0'};
  char to[4 * MOST_FRAMEWORKS];
  name_targets(net, targets, to);
  struct capture capture;
  capture_open(&capture);
  must_give(compilation, cw_gaps(compilation, from, to, "csv", capture.stream));
  return capture_close(&capture);
}

char *compiler_review(struct cw_compilation *compilation, const struct network *net, unsigned source, unsigned target) {
  const char from[] = {'f', framework_letter(net, source), '\0'};
  const char to[] = {'f', framework_letter(net, target), '\0'};
  struct capture capture;
  capture_open(&capture);
  must_give(compilation, cw_review(compilation, from, to, "csv", capture.stream));
  return capture_close(&capture);
}

unsigned compiler_possible(struct cw_compilation *compilation, const struct network *net, unsigned x, unsigned y) {
  char names[2][16];
  const unsigned nodes[2] = {x, y};
  for (unsigned i = 0; i < 2; i++) {
    char id[8];
    node_id(net, nodes[i], id);
    snprintf(names[i], sizeof names[i], "f%c:%s", framework_letter(net, net->nodes[nodes[i]].framework), id);
  }
  return cw_possible(compilation, names[0], names[1]);
}
