/* What was not read retracts nothing: the crosswalks that a broken document speaks of are not written, so that what an
 * earlier run wrote of them stays.
 *
 * Which they are stands in the document's start tag: a mapping and its two frameworks, a framework, a supplement and the
 * framework that it is for. Where not even that can be read it may be any of them. */
#include "workspace/torn.h"

struct torn {
  enum document_kind kind;
  struct str ends[2]; /* the frameworks of a mapping, or the one framework */
};

/* The bytes of an XML declaration, which may name an encoding that is not read: ids are plain letters in most of them. */
static size_t declaration_size(const char *bytes, size_t size) {
  enum { MARK = 3, LONGEST = 200 };
  size_t start = size >= MARK && memcmp(bytes, "\xEF\xBB\xBF", MARK) == 0 ? MARK : 0;
  if (size - start < 5 || memcmp(bytes + start, "<?xml", 5) != 0) {
    return start;
  }
  for (size_t at = start; at + 2 <= size && at < start + LONGEST; at++) {
    if (bytes[at] == '?' && bytes[at + 1] == '>') {
      return at + 2;
    }
  }
  return start;
}

/* What the start tag says; false where it cannot be read. */
static bool read_start(struct workspace *w, uint32_t source, struct torn *torn) {
  source_text text = {0};
  const struct source *from = &w->sources.list.v[source];
  bool was_read = from->bytes != NULL || from->stamped;
  const char *bytes = was_read ? source_bytes(from, w->arena, &text) : NULL;
  struct str id = {.p = NULL};
  struct str ends[2] = {{.p = NULL}, {.p = NULL}};
  enum document_kind kind = DOCUMENT_BROKEN;
  if (bytes == NULL) {
    return false;
  }
  size_t declaration = declaration_size(bytes, from->size);
  if (!load_peek(bytes + declaration, from->size - declaration, w->arena, &kind, &id, &ends[0], &ends[1])) {
    return false;
  }
  torn->kind = kind;
  torn->ends[0] = kind == DOCUMENT_MAPPING ? ends[0] : id;
  torn->ends[1] = ends[1];
  return true;
}

/* A document of another kind tells nothing of crosswalks; a workspace that is obeyed says which there are. */
static bool is_of_no_matter(const struct workspace *w, const struct torn *torn, uint32_t source) {
  return torn->kind == DOCUMENT_BROKEN || torn->kind == DOCUMENT_ASSESSMENT ||
         (torn->kind == DOCUMENT_WORKSPACE && w->sources.list.v[source].walked);
}

/* The pair as one name: ids hold no blanks. */
static struct str pair_name(struct arena *arena, struct str a, struct str b) {
  bool in_order = str_compare(a, b) <= 0;
  struct buf name;
  buf_init(&name, arena);
  buf_str(&name, in_order ? a : b);
  buf_char(&name, ' ');
  buf_str(&name, in_order ? b : a);
  return buf_done(&name);
}

static void add(struct workspace *w, uint32_t source) {
  struct torn torn = {.kind = DOCUMENT_BROKEN};
  bool started = source != NO_SOURCE && read_start(w, source, &torn);
  if (started && is_of_no_matter(w, &torn, source)) {
    return;
  }
  bool pair = torn.kind == DOCUMENT_MAPPING;
  if (!started || torn.kind == DOCUMENT_WORKSPACE || torn.ends[0].n == 0 || (pair && torn.ends[1].n == 0)) {
    w->all_torn = true;
    w->torn_unknown += source != NO_SOURCE; /* beyond a limit nobody knows how many there are */
  } else {
    if (pair) {
      vec_push(w->arena, &w->torn_mappings, ((struct torn_mapping){torn.ends[0], torn.ends[1]}));
    }
    names_intern(&w->torn, pair ? pair_name(w->arena, torn.ends[0], torn.ends[1]) : torn.ends[0]);
  }
}

/* A file that is not there, or of which not even the start tag can be read, may define whatever is missing elsewhere. */
static bool any_is_unread(const struct workspace *w, uint32_t first) {
  bool unread = w->all_torn;
  for (uint32_t i = first; i < w->findings.list.n && !unread; i++) {
    unread = w->findings.list.v[i]->code == F_IO_READ;
  }
  return unread;
}

void torn_find(struct workspace *w, uint32_t first) {
  if (w->torn.arena == NULL) {
    names_init(&w->torn, w->arena);
  }
  bool *seen = arena_zalloc(w->arena, (size_t)w->sources.list.n + 1);
  for (uint32_t i = 0; i < w->findings.list.n; i++) {
    const struct finding *finding = w->findings.list.v[i];
    uint32_t source = finding->place.source;
    bool known = source < w->sources.list.n;
    if (!finding_matches(finding->code, STR("xml")) || (known && (seen[source] || w->sources.list.v[source].bundled))) {
      continue;
    }
    if (known) {
      seen[source] = true;
    }
    if (i >= first) {
      w->any_torn = true;
      add(w, known ? source : NO_SOURCE);
    }
  }
  w->loaded.unread = w->loaded.unread || any_is_unread(w, first);
}

bool torn_documents(const struct workspace *w) {
  const struct loaded *loaded = &w->loaded;
  bool lost = loaded->lost_mapping || loaded->lost.names.n > 0 || loaded->lost_assessments.names.n > 0;
  return w->any_torn || lost;
}

bool torn_any(const struct workspace *w) {
  return torn_documents(w) || w->asked_in_vain > 0;
}

bool torn_framework(const struct workspace *w, struct str id) {
  return w->all_torn || names_find(&w->torn, id) != NO_NAME;
}

bool torn_or_lost(const struct workspace *w, struct str id) {
  return torn_framework(w, id) || link_is_lost(&w->loaded, id);
}

bool torn_or_unread(const struct workspace *w, struct str id) {
  return w->loaded.unread || torn_or_lost(w, id);
}

bool torn_between(struct workspace *w, uint32_t source, uint32_t target) {
  struct str from = w->graph.frameworks.v[source].id;
  struct str to = w->graph.frameworks.v[target].id;
  if (w->all_torn || w->torn.names.n == 0) {
    return w->all_torn;
  }
  return names_find(&w->torn, from) != NO_NAME || names_find(&w->torn, to) != NO_NAME ||
         names_find(&w->torn, pair_name(w->arena, from, to)) != NO_NAME;
}

bool torn_paper(struct workspace *w, const assessment_list *assessments, uint32_t target) {
  bool torn = false;
  for (uint32_t i = 0; i < assessments->n; i++) {
    uint32_t framework = w->graph.assessments.v[assessments->v[i]].framework;
    torn = torn || (target != NO_INDEX ? torn_between(w, framework, target)
                                       : torn_framework(w, w->graph.frameworks.v[framework].id));
  }
  return torn;
}

/* Worked out once: workers ask. */
void torn_mark(struct workspace *w) {
  for (uint32_t i = 0; i < w->analysis.crosswalks.n; i++) {
    struct crosswalk *crosswalk = &w->analysis.crosswalks.v[i];
    crosswalk->torn = torn_between(w, crosswalk->frameworks[0], crosswalk->frameworks[1]);
    for (uint32_t h = 0; h < crosswalk->held_count; h++) {
      crosswalk->torn = crosswalk->torn || torn_between(w, crosswalk->frameworks[0], crosswalk->held[h]);
    }
  }
}

uint32_t torn_crosswalks(const struct workspace *w) {
  uint32_t count = w->asked_in_vain;
  for (uint32_t i = 0; i < w->analysis.crosswalks.n; i++) {
    count += w->analysis.crosswalks.v[i].torn && !w->analysis.crosswalks.v[i].column_only;
  }
  return count;
}

/* A table that is torn has no column of what was not read, or one that is torn itself. */
uint32_t torn_matrices(const struct workspace *w) {
  uint32_t count = w->matrices_in_vain;
  for (uint32_t i = 0; i < w->matrices.n; i++) {
    count += !w->matrices.v[i].clashes && !matrix_is_written(w, &w->matrices.v[i]);
  }
  return count;
}

uint32_t torn_papers(const struct workspace *w) {
  uint32_t count = w->papers_in_vain;
  for (uint32_t i = 0; i < w->deliverables.n; i++) {
    count += w->deliverables.v[i].torn;
  }
  return count;
}

bool crosswalk_is_written(const struct workspace *w, uint32_t number) {
  const struct crosswalk *crosswalk = &w->analysis.crosswalks.v[number];
  return !crosswalk->column_only && !crosswalk->torn && !crosswalk->clashes && !crosswalk->too_large;
}

bool matrix_is_written(const struct workspace *w, const struct matrix *matrix) {
  if (matrix->clashes || matrix->torn_ids.n > 0) {
    return false;
  }
  for (uint32_t i = 0; i < matrix->columns.n; i++) {
    if (w->analysis.crosswalks.v[matrix->columns.v[i]].torn) {
      return false;
    }
  }
  return true;
}
