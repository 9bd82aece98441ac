/* Bundled content: what there is, and which of it a run needs. */
#define _POSIX_C_SOURCE 200809L
#include "workspace/bundle.h"

#include "base/failure.h"
#include "base/path.h"
#include "load/bundled.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>

static void add_bundled(struct workspace *w, const char *name, struct str told, const char *bytes, size_t size) {
  struct bundled bundled = {.document = {.name = name, .told = told, .bytes = bytes, .size = size, .bundled = true}};
  if (load_peek(bytes, size, w->arena, &bundled.kind, &bundled.id, &bundled.source, &bundled.target) &&
      bundled.kind != DOCUMENT_WORKSPACE && bundled.kind != DOCUMENT_ASSESSMENT && bundled.kind != DOCUMENT_BROKEN) {
    vec_push(w->arena, &w->bundle, bundled);
  }
}

static struct str indexed(const char *text) {
  return text != NULL ? str_from(text) : (struct str){.p = NULL};
}

/* What its root says was found when the product was built. */
static void add_indexed(struct workspace *w, const struct bundled_document *document) {
  struct bundled bundled = {
      .document = {.name = document->name,
                   .told = str_from(document->name),
                   .bytes = document->bytes,
                   .size = document->size,
                   .bundled = true},
      .index = document,
      .kind = document->kind,
      .id = indexed(document->id),
      .source = indexed(document->source),
      .target = indexed(document->target),
  };
  vec_push(w->arena, &w->bundle, bundled);
}

/* Adds DIR/name to the paths if it is there. */
static void add_part(struct workspace *w, const char *name, struct load_path *paths, uint32_t *count) {
  struct buf path;
  buf_init(&path, w->arena);
  buf_printf(&path, "%s/%s", w->request.data.p, name);
  const char *part = buf_done(&path).p;
  struct stat status;
  if (stat(part, &status) == 0) {
    paths[(*count)++] = (struct load_path){.path = part, .told = str_from(name), .place = place_none()};
  }
}

/* DIR/frameworks and DIR/mappings, and nothing else that stands in DIR; a folder with neither is taken as it is. */
static void open_folder(struct workspace *w) {
  struct sources found = {0};
  struct load_path paths[2] = {{.path = w->request.data.p, .place = place_none()}};
  uint32_t count = 0;
  add_part(w, "frameworks", paths, &count);
  add_part(w, "mappings", paths, &count);
  load_collect(&found, paths, count > 0 ? count : 1, NULL, 0, &w->request.limits, w->arena, &w->findings);
  for (uint32_t i = 0; i < found.list.n; i++) {
    const struct source *source = &found.list.v[i];
    source_text text = {0};
    if (source_read(source->path, w->arena, &text, NULL)) {
      struct str told = source->told.n > 0 ? source->told : path_name(source->name);
      add_bundled(w, source->name.p, told, text.v, text.n);
    } else {
      char words[FAILURE_WORDS];
      finding_add(&w->findings, F_IO_READ, place_none(), "cannot read %.*s: %s", STR_ARG(source->name),
                  failure_words(errno, words));
    }
  }
}

void bundle_open(struct workspace *w) {
  if (w->request.data.n > 0) {
    open_folder(w);
    return;
  }
  for (size_t i = 0; i < bundled_document_count; i++) {
    add_indexed(w, &bundled_documents[i]);
  }
}

/* Ids that the run needs, grown as documents name more. */
struct wanted {
  struct names needed;
  struct names defined; /* by the user's own documents: kind and id */
};

static uint32_t add_name(struct names *names, struct str id) {
  return id.n > 0 ? names_intern(names, id) : NO_NAME;
}

static void add_names(struct names *names, struct str ids) {
  for (struct str id; (id = str_next_token(&ids)).p != NULL;) {
    add_name(names, id);
  }
}

/* Frameworks and mappings have names of their own: "f csf-2.0", "m csf-2.0". */
static struct str kind_and_id(struct arena *arena, enum document_kind kind, struct str id) {
  struct buf key;
  buf_init(&key, arena);
  buf_char(&key, kind == DOCUMENT_MAPPING ? 'm' : 'f');
  buf_char(&key, ' ');
  buf_str(&key, id);
  return buf_done(&key);
}

static void want_document(struct workspace *w, struct wanted *wanted, const struct document *document) {
  switch (document->kind) {
    case DOCUMENT_FRAMEWORK:
      add_name(&wanted->defined, kind_and_id(w->arena, document->kind, document->as.framework->id));
      break;
    case DOCUMENT_MAPPING:
      add_name(&wanted->defined, kind_and_id(w->arena, document->kind, document->as.mapping->id));
      add_name(&wanted->needed, document->as.mapping->source);
      add_name(&wanted->needed, document->as.mapping->target);
      break;
    case DOCUMENT_SUPPLEMENT:
      add_name(&wanted->needed, document->as.supplement->framework);
      break;
    case DOCUMENT_WORKSPACE:
      for (uint32_t i = 0; i < document->as.workspace->crosswalks.n; i++) {
        add_name(&wanted->needed, document->as.workspace->crosswalks.v[i].source);
        add_name(&wanted->needed, document->as.workspace->crosswalks.v[i].target);
        add_names(&wanted->needed, document->as.workspace->crosswalks.v[i].held);
      }
      for (uint32_t i = 0; i < document->as.workspace->matrices.n; i++) {
        add_name(&wanted->needed, document->as.workspace->matrices.v[i].source);
        add_names(&wanted->needed, document->as.workspace->matrices.v[i].targets);
      }
      for (uint32_t i = 0; i < document->as.workspace->deliverables.n; i++) {
        add_name(&wanted->needed, document->as.workspace->deliverables.v[i].target);
      }
      for (uint32_t i = 0; i < document->as.workspace->uses.n; i++) {
        add_name(&wanted->needed, document->as.workspace->uses.v[i].ref);
      }
      break;
    case DOCUMENT_ASSESSMENT:
      add_name(&wanted->needed, document->as.assessment->framework);
      for (uint32_t i = 0; i < document->as.assessment->treated_by.n; i++) {
        add_name(&wanted->needed, document->as.assessment->treated_by.v[i].framework);
      }
      for (uint32_t i = 0; i < document->as.assessment->certificates.n; i++) {
        add_name(&wanted->needed, document->as.assessment->certificates.v[i].standard); /* the id of one, or its name */
      }
      break;
    case DOCUMENT_IGNORED:
      break;
    case DOCUMENT_BROKEN: /* a bundled framework does not stand in for one's own */
      if (document->lost.n > 0 && document->lost_kind == DOCUMENT_FRAMEWORK) {
        add_name(&wanted->defined, kind_and_id(w->arena, DOCUMENT_FRAMEWORK, document->lost));
      }
      break;
  }
}

static bool names_document(const struct wanted *wanted, const struct bundled *bundled) {
  return names_find(&wanted->needed, bundled->id) != NO_NAME;
}

/* Marks what is needed; a mapping that is needed needs its frameworks. */
static void mark_needed(struct workspace *w, struct wanted *wanted, bool everything) {
  for (bool again = true; again;) {
    again = false;
    for (uint32_t i = 0; i < w->bundle.n; i++) {
      struct bundled *bundled = &w->bundle.v[i];
      bool needed = everything || names_document(wanted, bundled);
      bool defined = names_find(&wanted->defined, kind_and_id(w->arena, bundled->kind, bundled->id)) != NO_NAME;
      if (!needed || defined || bundled->loaded) {
        continue;
      }
      bundled->loaded = true;
      add_name(&wanted->needed, bundled->source);
      add_name(&wanted->needed, bundled->target);
      again = true;
    }
  }
}

static void note_near(struct workspace *w, struct finding *finding, struct str id) {
  struct str nearest = {.n = 0};
  unsigned limit = id.n / 2 < 4 ? id.n / 2 + 1 : 5; /* half of an id rewritten is another id */
  for (uint32_t b = 0; b < w->bundle.n; b++) {
    unsigned distance = str_distance(w->bundle.v[b].id, id, limit - 1);
    if (distance < limit) {
      limit = distance > 0 ? distance : 1;
      nearest = w->bundle.v[b].id;
    }
  }
  if (nearest.n > 0) {
    finding_note(&w->findings, finding, place_none(), "did you mean \"%.*s\"?", STR_ARG(nearest));
  }
}

/* The user's own document of the kind that has the id. */
static const struct document *find_own(const struct workspace *w, enum document_kind kind, struct str id) {
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    if (document->kind == kind &&
        str_eq(kind == DOCUMENT_MAPPING ? document->as.mapping->id : document->as.framework->id, id)) {
      return document;
    }
  }
  return NULL;
}

/* A bundled document that is asked for by name does not give way to another of its id without a word. */
static void check_rival(struct workspace *w, const struct wanted *wanted, const struct document *workspace,
                        const struct decl_use *use, const struct bundled *bundled) {
  bool defined = names_find(&wanted->defined, kind_and_id(w->arena, bundled->kind, bundled->id)) != NO_NAME;
  const struct document *own = defined ? find_own(w, bundled->kind, bundled->id) : NULL;
  if (own == NULL) {
    return;
  }
  bool mapping = bundled->kind == DOCUMENT_MAPPING;
  struct finding *finding = finding_add(&w->findings, mapping ? F_DUPLICATE_MAPPING : F_DUPLICATE_FRAMEWORK,
                                        place_attribute(workspace->source, use->offset, "ref"),
                                        "the bundled %s \"%.*s\" is asked for, and a document of the same id is given; "
                                        "the bundled one is not used",
                                        mapping ? "mapping" : "framework", STR_ARG(use->ref));
  finding_note(&w->findings, finding, place_attribute(own->source, own->offset, "id"),
               "defined here: give it another id, or leave out one of the two");
}

/* A workspace may ask for a bundled document that there is not, or that a document of one's own stands in for. */
static void check_refs(struct workspace *w, const struct wanted *wanted, const struct document *document) {
  if (document->kind != DOCUMENT_WORKSPACE) {
    return;
  }
  const struct decl_workspace *workspace = document->as.workspace;
  for (uint32_t i = 0; i < workspace->uses.n; i++) {
    const struct decl_use *use = &workspace->uses.v[i];
    bool found = use->ref.n == 0;
    for (uint32_t b = 0; b < w->bundle.n && use->ref.n > 0; b++) {
      if (str_eq(w->bundle.v[b].id, use->ref)) {
        found = true;
        check_rival(w, wanted, document, use, &w->bundle.v[b]);
      }
    }
    if (!found) {
      struct finding *finding =
          finding_add(&w->findings, F_UNKNOWN_FRAMEWORK, place_attribute(document->source, use->offset, "ref"),
                      "no bundled framework or mapping is called \"%.*s\"", STR_ARG(use->ref));
      note_near(w, finding, use->ref);
    }
  }
}

static bool workspace_joins_bundled(const struct workspace *w) {
  bool joins = false;
  for (uint32_t i = 0; i < w->loaded.documents.n && !joins; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    joins = document->kind == DOCUMENT_WORKSPACE && document->as.workspace->bundled;
  }
  return joins;
}

/* A folder of bundled content has no index. */
static void want_unindexed(struct workspace *w, struct wanted *wanted) {
  for (uint32_t i = 0; i < w->bundle.n; i++) {
    if (w->bundle.v[i].index == NULL && w->bundle.v[i].kind == DOCUMENT_FRAMEWORK) {
      add_name(&wanted->needed, w->bundle.v[i].id);
    }
  }
}

static bool has_workspace(const struct workspace *w) {
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    if (w->loaded.documents.v[i].kind == DOCUMENT_WORKSPACE) {
      return true;
    }
  }
  return false;
}

void bundle_load_documents(struct workspace *w, const struct memory_document *documents, uint32_t count) {
  workspace_read(w, NULL, 0, documents, count);
}

void bundle_load(struct workspace *w) {
  struct wanted wanted;
  names_init(&wanted.needed, w->arena);
  names_init(&wanted.defined, w->arena);
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    want_document(w, &wanted, &w->loaded.documents.v[i]);
  }
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    check_refs(w, &wanted, &w->loaded.documents.v[i]);
  }
  for (uint32_t i = 0; i < w->request.needed.n; i++) {
    add_name(&wanted.needed, w->request.needed.v[i]);
  }
  if (w->request.index_only) {
    want_unindexed(w, &wanted);
  }
  bool nothing_given = w->request.paths.n == 0 && w->request.memory.n == 0 && !w->request.index_only;
  bool beside = w->request.beside_bundled && !has_workspace(w);
  mark_needed(w, &wanted, nothing_given || w->request.with_bundled || beside || workspace_joins_bundled(w));
  VEC(struct memory_document) documents = {0};
  for (uint32_t i = 0; i < w->bundle.n; i++) {
    if (w->bundle.v[i].loaded) {
      vec_push(w->arena, &documents, w->bundle.v[i].document);
    }
  }
  bundle_load_documents(w, documents.v, documents.n);
}

bool bundle_edition_has(struct str framework, struct str control) {
  for (size_t i = 0; i < bundled_document_count; i++) {
    const struct bundled_document *document = &bundled_documents[i];
    if (document->kind == DOCUMENT_FRAMEWORK && str_is(framework, document->id)) {
      return bundled_has_id(document, control);
    }
  }
  return false;
}
