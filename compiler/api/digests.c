/* SHA-256 of the documents that a run rests on: of the very bytes that were compiled, worked out once and only when a format
 * shows it; and with that the lines of the findings that stand on its pages. */
#include "api/digests.h"

#include "base/path.h"
#include "base/sha256.h"
#include "diag/locator.h"

#include <stdlib.h>

struct digesting {
  struct cw_compilation *c;
  struct locator *locators; /* by worker */
};

static struct str hexadecimal(struct arena *arena, const unsigned char digest[SHA256_BYTES]) {
  static const char digits[] = "0123456789abcdef";
  char text[2 * SHA256_BYTES];
  for (unsigned i = 0; i < SHA256_BYTES; i++) {
    text[2 * i] = digits[digest[i] >> 4];
    text[2 * i + 1] = digits[digest[i] & 15];
  }
  return (struct str){.p = arena_text(arena, text, sizeof text), .n = sizeof text};
}

/* The first finding that is in the source or one behind it. */
static uint32_t first_finding(const struct findings *findings, uint32_t source) {
  uint32_t low = 0;
  uint32_t high = findings->list.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (findings->list.v[middle]->place.source < source) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/* Each worker has sources of its own, and so the findings in them. */
static void locate_findings(const struct cw_compilation *c, struct locator *locator, uint32_t source) {
  const struct findings *findings = &c->work.findings;
  for (uint32_t i = first_finding(findings, source); i < findings->list.n; i++) {
    struct finding *finding = findings->list.v[i];
    if (finding->place.source != source) {
      break;
    }
    struct location location;
    if (report_shows_finding(finding) && locator_find(locator, &locator->findings, &finding->place, &location)) {
      finding->line = location.line;
      finding->column = location.column;
    }
  }
}

/* The bytes that were compiled are kept, or were digested when they were read. */
static void digest_source(void *context, struct worker *worker, uint32_t number) {
  struct digesting *digesting = context;
  struct cw_compilation *c = digesting->c;
  const struct source *source = &c->work.sources.list.v[number];
  unsigned char digest[SHA256_BYTES];
  if (source->bytes != NULL) {
    sha256(source->bytes, source->size, digest);
    c->digests[number] = hexadecimal(&worker->arena, digest);
  } else if (source->digested) {
    c->digests[number] = hexadecimal(&worker->arena, source->digest);
  }
  locate_findings(c, &digesting->locators[worker - c->work.parallel.workers], number);
}

static void digest_sources(struct cw_compilation *c) {
  uint32_t count = c->work.sources.list.n;
  c->digests = arena_alloc(&c->arena, ((size_t)count + 1) * sizeof *c->digests);
  for (uint32_t i = 0; i < count; i++) {
    c->digests[i] = STR("");
  }
  struct digesting digesting = {.c = c};
  digesting.locators = arena_alloc(&c->arena, c->work.parallel.count * sizeof *digesting.locators);
  for (unsigned w = 0; w < c->work.parallel.count; w++) {
    locator_init(&digesting.locators[w], &c->work.sources, &c->work.parallel.workers[w].arena);
  }
  if (!parallel_each(&c->work.parallel, count, digest_source, &digesting)) {
    arena_fail(&c->arena);
  }
}

static struct report_document describe(const struct cw_compilation *c, const struct document *document) {
  struct report_document shown = {.kind = STR("workspace"), .id = STR("")};
  switch (document->kind) {
    case DOCUMENT_FRAMEWORK:
      shown.kind = STR("framework");
      shown.id = document->as.framework->id;
      break;
    case DOCUMENT_SUPPLEMENT:
      shown.kind = STR("supplement");
      shown.id = document->as.supplement->framework;
      break;
    case DOCUMENT_MAPPING:
      shown.kind = STR("mapping");
      shown.id = document->as.mapping->id;
      break;
    case DOCUMENT_ASSESSMENT:
      shown.kind = STR("assessment");
      shown.id = document->as.assessment->id;
      break;
    default:
      break;
  }
  shown.id = shown.id.p != NULL ? shown.id : STR("");
  shown.file = path_name(c->work.sources.list.v[document->source].told);
  shown.digest = c->digests[document->source];
  return shown;
}

static struct report_document describe_logo(struct cw_compilation *c) {
  unsigned char digest[SHA256_BYTES];
  sha256(c->work.brand.logo.p, c->work.brand.logo.n, digest);
  return (struct report_document){.kind = STR("logo"),
                                  .id = STR(""),
                                  .file = path_name(c->work.logo_path),
                                  .digest = hexadecimal(&c->arena, digest)};
}

/* The order does not depend on the folders that the files stand in. */
static int by_identity(const void *a, const void *b) {
  const struct report_document *x = a;
  const struct report_document *y = b;
  const struct str *mine[] = {&x->kind, &x->id, &x->file, &x->digest};
  const struct str *others[] = {&y->kind, &y->id, &y->file, &y->digest};
  int order = 0;
  for (unsigned i = 0; i < 4 && order == 0; i++) {
    order = str_compare(*mine[i], *others[i]);
  }
  return order;
}

void digest_documents(struct cw_compilation *c, struct report_options *options) {
  if (c->digests == NULL) {
    digest_sources(c);
  }
  uint32_t count = 0;
  struct report_document *documents =
      arena_alloc(&c->arena, ((size_t)c->work.loaded.documents.n + 2) * sizeof *documents);
  for (uint32_t i = 0; i < c->work.loaded.documents.n; i++) {
    enum document_kind kind = c->work.loaded.documents.v[i].kind;
    if (kind != DOCUMENT_BROKEN && kind != DOCUMENT_IGNORED) {
      documents[count] = describe(c, &c->work.loaded.documents.v[i]);
      count++;
    }
  }
  if (c->work.brand.logo.n > 0) {
    documents[count] = describe_logo(c);
    count++;
  }
  if (count > 1) {
    qsort(documents, count, sizeof *documents, by_identity);
  }
  options->digests = c->digests;
  options->documents = documents;
  options->document_count = count;
}
