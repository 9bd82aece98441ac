/* Fingerprints of statements, for pins: a framework is read once more where a mapping that names it has some. Most mappings
 * have none, and reading every statement of every framework for nothing was a fifteenth of the whole time. */
#include "workspace/wordings.h"

/* By framework, whether its statements matter. */
static bool *list_needed(struct workspace *w, bool of_all) {
  bool *needed = arena_zalloc(w->arena, (size_t)w->graph.frameworks.n + 1);
  for (uint32_t m = 0; m < w->graph.mappings.n; m++) {
    const struct graph_mapping *mapping = &w->graph.mappings.v[m];
    if (of_all || mapping->declared->pins.n > 0) {
      needed[mapping->source] = true;
      needed[mapping->target] = true;
    }
  }
  return needed;
}

/* True if it is the same document, which has been read again. */
static bool take_wordings(struct decl_framework *into, const struct source *before, const struct document *again,
                          const struct source *now) {
  bool same_bytes = before->bytes != NULL || source_stamps_match(&before->stamp, &now->stamp);
  if (!same_bytes || again->kind != DOCUMENT_FRAMEWORK || again->as.framework->controls.n != into->controls.n) {
    return false;
  }
  for (uint32_t i = 0; i < into->controls.n; i++) {
    into->controls.v[i].wording = again->as.framework->controls.v[i].wording;
  }
  return true;
}

bool wordings_read(struct workspace *w, bool of_all) {
  const bool *needed = list_needed(w, of_all);
  VEC(struct decl_framework *) frameworks = {0};
  VEC(uint32_t) numbers = {0};
  struct sources sources = {.kept = UINT32_MAX}; /* so much that no more bytes are */
  struct loaded loaded = {.documents = {0}};
  struct findings told_before;
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    bool framework = document->kind == DOCUMENT_FRAMEWORK;
    uint32_t number = framework ? graph_find_framework(&w->graph, document->as.framework->id) : NO_INDEX;
    if (number != NO_INDEX && needed[number] && w->graph.frameworks.v[number].declared == document->as.framework) {
      vec_push(w->arena, &frameworks, document->as.framework); /* NOLINT(bugprone-sizeof-expression): of pointers */
      vec_push(w->arena, &numbers, document->source);
      vec_push(w->arena, &sources.list, w->sources.list.v[document->source]);
    }
  }
  struct load_options options = {.limits = w->request.limits, .wordings = true};
  findings_init(&told_before, w->arena);
  if (!load_documents(&sources, 0, &options, &w->parallel, w->arena, &told_before, &loaded)) {
    arena_fail(w->arena);
  }
  bool same = true;
  for (uint32_t i = 0; i < frameworks.n; i++) {
    same =
        take_wordings(frameworks.v[i], &w->sources.list.v[numbers.v[i]], &loaded.documents.v[i], &sources.list.v[i]) &&
        same;
  }
  return same;
}
