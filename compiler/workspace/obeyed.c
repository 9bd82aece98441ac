/* In which order workspaces have their say: one that is used says only what the one that uses it does not, and one that
 * nobody but another workspace named comes behind those that the user named. */
#include "workspace/obeyed.h"

#include "base/search.h"

#include <stdlib.h>

/* One that is used by another. */
struct use_of_workspace {
  uint32_t user; /* documents */
  uint32_t used;
};

struct ranking {
  struct workspace *w;
  uint32_t *users; /* by document: uses of it by workspaces that have no level yet */
  uint32_t *level; /* by document: the longest way to it */
  bool *done;
  uint32_t *ready;
  uint32_t ready_count;
  VEC(struct use_of_workspace) uses; /* by user */
};

static bool is_workspace(const struct workspace *w, uint32_t document) {
  return document < w->loaded.documents.n && w->loaded.documents.v[document].kind == DOCUMENT_WORKSPACE;
}

static int by_user(const void *a, const void *b) {
  const struct use_of_workspace *x = a;
  const struct use_of_workspace *y = b;
  return x->user != y->user ? (x->user < y->user ? -1 : 1) : (x->used > y->used) - (x->used < y->used);
}

/* What workspaces use that is one itself. */
static void list_uses(struct ranking *ranking) {
  struct workspace *w = ranking->w;
  for (uint32_t i = 0; i < w->uses.n; i++) {
    const struct workspace_use *named = &w->uses.v[i];
    struct use_of_workspace use = {named->user, sources_find_file(&w->sources, named->device, named->node)};
    if (is_workspace(w, use.used) && use.used != use.user) {
      ranking->users[use.used]++;
      vec_push(w->arena, &ranking->uses, use);
    }
  }
  if (ranking->uses.n > 1) {
    qsort(ranking->uses.v, ranking->uses.n, sizeof *ranking->uses.v, by_user);
  }
}

static void take(struct ranking *ranking, uint32_t document) {
  ranking->done[document] = true;
  ranking->ready[ranking->ready_count++] = document;
}

/* Gives what the document uses its level. */
static void pass_on(struct ranking *ranking, uint32_t document) {
  uint32_t i = search_first(struct use_of_workspace, ranking->uses.v, ranking->uses.n, user, document);
  for (; i < ranking->uses.n && ranking->uses.v[i].user == document; i++) {
    uint32_t used = ranking->uses.v[i].used;
    if (ranking->done[used]) {
      continue; /* the two use each other */
    }
    if (ranking->level[used] <= ranking->level[document]) {
      ranking->level[used] = ranking->level[document] + 1;
    }
    if (--ranking->users[used] == 0) {
      take(ranking, used);
    }
  }
}

/* Those that nobody uses first, and then what they use; where some use each other in a ring, the first of them. */
static void find_levels(struct ranking *ranking) {
  uint32_t passed = 0;
  for (int ring = 0; ring < 2; ring++) {
    for (uint32_t i = 0; i < ranking->w->loaded.documents.n; i++) {
      if (is_workspace(ranking->w, i) && !ranking->done[i] && (ring == 1 || ranking->users[i] == 0)) {
        take(ranking, i);
      }
      while (passed < ranking->ready_count) {
        pass_on(ranking, ranking->ready[passed++]);
      }
    }
  }
}

static int by_rank(const void *a, const void *b) {
  const struct obeyed *x = a;
  const struct obeyed *y = b;
  if (x->rank != y->rank) {
    return x->rank < y->rank ? -1 : 1;
  }
  return (x->document > y->document) - (x->document < y->document);
}

void obeyed_find(struct workspace *w) {
  uint32_t count = w->loaded.documents.n;
  struct ranking ranking = {.w = w,
                            .users = arena_zalloc(w->arena, ((size_t)count + 1) * sizeof(uint32_t)),
                            .level = arena_zalloc(w->arena, ((size_t)count + 1) * sizeof(uint32_t)),
                            .done = arena_zalloc(w->arena, ((size_t)count + 1) * sizeof(bool)),
                            .ready = arena_alloc(w->arena, ((size_t)count + 1) * sizeof(uint32_t))};
  list_uses(&ranking);
  find_levels(&ranking);
  for (uint32_t i = 0; i < count; i++) {
    if (is_workspace(w, i)) {
      bool named = i < w->named && !w->loaded.documents.v[i].walked;
      vec_push(w->arena, &w->obeyed, ((struct obeyed){i, ranking.level[i] + (named ? 0 : count)}));
    }
  }
  if (w->obeyed.n > 1) {
    qsort(w->obeyed.v, w->obeyed.n, sizeof *w->obeyed.v, by_rank);
  }
}

void obeyed_each(struct workspace *w, void say(struct workspace *w, const struct document *document)) {
  for (uint32_t end = w->obeyed.n, first; end > 0; end = first) {
    for (first = end - 1; first > 0 && w->obeyed.v[first - 1].rank == w->obeyed.v[end - 1].rank; first--) {
    }
    for (uint32_t i = first; i < end; i++) {
      say(w, &w->loaded.documents.v[w->obeyed.v[i].document]);
    }
  }
}
