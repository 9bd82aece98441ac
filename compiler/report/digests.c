/* SHA-256 of the documents that a run rests on: of the very bytes that were compiled, worked out once and only when a format
 * shows it; and with that the lines of the findings that stand on its pages. */
#include "report/digests.h"

#include "base/path.h"
#include "base/sha256.h"
#include "diag/locator.h"

#include <stdlib.h>

struct digesting {
  struct workspace *w;
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

/* Each worker has sources of its own, and so the findings in them. */
static void locate_findings(const struct workspace *w, struct locator *locator, uint32_t source) {
  const struct findings *findings = &w->findings;
  for (uint32_t i = findings_first_in(findings, source); i < findings->list.n; i++) {
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
  struct workspace *w = digesting->w;
  const struct source *source = &w->sources.list.v[number];
  unsigned char digest[SHA256_BYTES];
  if (source->bytes != NULL) {
    sha256(source->bytes, source->size, digest);
    w->digests[number] = hexadecimal(&worker->arena, digest);
  } else if (source->digested) {
    w->digests[number] = hexadecimal(&worker->arena, source->digest);
  }
  locate_findings(w, &digesting->locators[worker - w->parallel.workers], number);
}

static void digest_sources(struct workspace *w) {
  uint32_t count = w->sources.list.n;
  w->digests = arena_alloc(w->arena, ((size_t)count + 1) * sizeof *w->digests);
  for (uint32_t i = 0; i < count; i++) {
    w->digests[i] = STR("");
  }
  struct digesting digesting = {.w = w};
  digesting.locators = arena_alloc(w->arena, w->parallel.count * sizeof *digesting.locators);
  for (unsigned i = 0; i < w->parallel.count; i++) {
    locator_init(&digesting.locators[i], &w->sources, &w->parallel.workers[i].arena);
  }
  if (!parallel_each(&w->parallel, count, digest_source, &digesting)) {
    arena_fail(w->arena);
  }
}

static struct report_document describe(const struct workspace *w, const struct document *document) {
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
  shown.file = path_name(w->sources.list.v[document->source].told);
  shown.digest = w->digests[document->source];
  return shown;
}

static struct report_document describe_logo(struct workspace *w) {
  unsigned char digest[SHA256_BYTES];
  sha256(w->brand.logo.p, w->brand.logo.n, digest);
  return (struct report_document){
      .kind = STR("logo"), .id = STR(""), .file = path_name(w->logo_path), .digest = hexadecimal(w->arena, digest)};
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

void digest_documents(struct workspace *w, struct report_options *options) {
  if (w->digests == NULL) {
    digest_sources(w);
  }
  uint32_t count = 0;
  struct report_document *documents = arena_alloc(w->arena, ((size_t)w->loaded.documents.n + 2) * sizeof *documents);
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    enum document_kind kind = w->loaded.documents.v[i].kind;
    if (kind != DOCUMENT_BROKEN && kind != DOCUMENT_IGNORED) {
      documents[count] = describe(w, &w->loaded.documents.v[i]);
      count++;
    }
  }
  if (w->brand.logo.n > 0) {
    documents[count] = describe_logo(w);
    count++;
  }
  if (count > 1) {
    qsort(documents, count, sizeof *documents, by_identity);
  }
  options->digests = w->digests;
  options->documents = documents;
  options->document_count = count;
}
