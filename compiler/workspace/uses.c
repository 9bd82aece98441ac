/* What workspaces use: the files and folders that a workspace which is obeyed names, and what they name in turn.
 *
 * A workspace is policy: it accepts findings, brands pages, and reads what it names. It is obeyed where the user named it,
 * or a workspace that is obeyed itself; one that is only met in a folder is read as nothing but a note. */
#define _POSIX_C_SOURCE 200809L
#include "workspace/uses.h"

#include "base/failure.h"
#include "base/path.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

/* Paths that one round reads. */
typedef VEC(struct load_path) path_list;
typedef VEC(struct str) folder_list;

static bool stands_nowhere(const struct source *source) {
  return str_is(source->name, "/dev/stdin"); /* then the working folder is what is meant */
}

const char *resolve_href(struct workspace *w, const struct source *source, struct str href) {
  return path_join(w->arena, stands_nowhere(source) ? STR("") : path_folder(source->name), href).p;
}

/* How outputs tell what the workspace names: as seen from the workspace. An absolute path is the machine's own. */
static struct str tell_href(struct workspace *w, const struct source *source, struct str href) {
  if (href.p[0] == '/') {
    return (struct str){.p = NULL};
  }
  return path_normal(w->arena, path_join(w->arena, path_folder(source->told), href));
}

/* True if there is something to read; else it is told where it was asked for. */
static bool check_use(struct workspace *w, uint32_t source, const struct decl_use *use, const char *path) {
  struct stat status;
  if (stat(path, &status) != 0) {
    char words[FAILURE_WORDS];
    struct finding *finding = finding_add(&w->findings, F_IO_READ, place_attribute(source, use->offset, "href"),
                                          "cannot read %s: %s", path, failure_words(errno, words));
    if (memchr(use->href.p, '\\', use->href.n) != NULL) {
      finding_note(&w->findings, finding, place_none(), "write / between the parts of a path");
    }
    return false;
  }
  if (!S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode)) {
    finding_add(&w->findings, F_IO_READ, place_attribute(source, use->offset, "href"),
                "cannot read %s: it is neither a file nor a folder", path);
    return false;
  }
  struct workspace_use found = {(uint64_t)status.st_dev, (uint64_t)status.st_ino, source};
  vec_push(w->arena, &w->uses, found);
  return true;
}

static void follow(struct workspace *w, const struct document *document, path_list *paths) {
  struct decl_workspace *workspace = document->as.workspace;
  if (document->kind != DOCUMENT_WORKSPACE || w->sources.list.v[document->source].walked || workspace->followed) {
    return;
  }
  workspace->followed = true;
  struct source *source = &w->sources.list.v[document->source];
  if (source->told.n == 0) {
    source->told = path_name(source->name);
  }
  for (uint32_t i = 0; i < workspace->uses.n; i++) {
    const struct decl_use *use = &workspace->uses.v[i];
    const char *path = use->href.n > 0 ? resolve_href(w, source, use->href) : NULL;
    if (path != NULL && check_use(w, document->source, use, path)) {
      struct load_path found = {.path = path,
                                .told = tell_href(w, source, use->href),
                                .place = place_attribute(document->source, use->offset, "href")};
      vec_push(w->arena, paths, found);
    }
  }
}

/* Documents have the numbers of their sources. */
void uses_load(struct workspace *w) {
  uint32_t next = 0;
  uint32_t promoted = 0;
  for (;;) {
    path_list paths = {0};
    for (; next < w->loaded.documents.n; next++) {
      follow(w, &w->loaded.documents.v[next], &paths);
    }
    for (; promoted < w->sources.promoted.n; promoted++) {
      follow(w, &w->loaded.documents.v[w->sources.promoted.v[promoted]], &paths);
    }
    if (paths.n == 0) {
      break;
    }
    workspace_read(w, paths.v, paths.n, NULL, 0);
  }
}

/* What is wrong with it is no matter either. */
static void drop_findings(struct workspace *w) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < w->findings.list.n; i++) {
    uint32_t source = w->findings.list.v[i]->place.source;
    bool ignored = source < w->loaded.documents.n && w->loaded.documents.v[source].kind == DOCUMENT_IGNORED;
    if (!ignored) {
      w->findings.list.v[kept++] = w->findings.list.v[i];
    }
  }
  w->findings.list.n = kept;
}

void uses_ignore_rest(struct workspace *w) {
  bool any = false;
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    struct document *document = &w->loaded.documents.v[i];
    if (document->kind == DOCUMENT_WORKSPACE && w->sources.list.v[document->source].walked) {
      document->kind = DOCUMENT_IGNORED;
      any = true;
    }
  }
  if (!any) {
    return;
  }
  drop_findings(w);
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    if (document->kind == DOCUMENT_IGNORED) {
      struct finding *finding =
          finding_add(&w->findings, F_IGNORED_WORKSPACE, place_at(document->source, document->offset),
                      "this workspace was met in a folder, and is not obeyed");
      finding_note(&w->findings, finding, place_none(),
                   "a workspace is obeyed where it is named: on the command line, or by a workspace that is");
    }
  }
}

/* ---- how outputs tell documents ---- */

/* The path as the system sees it from its root, as text; absent where the working folder is unknown. */
static struct str absolute(struct workspace *w, struct str working, struct str path) {
  if (working.n == 0 && path.p[0] != '/') {
    return (struct str){.p = NULL};
  }
  return path_normal(w->arena, path_join(w->arena, working, path));
}

static struct str working_folder(struct workspace *w) {
  char *folder = getcwd(NULL, 0);
  struct str copy = {.p = NULL};
  if (folder != NULL) {
    copy = str_copy(w->arena, str_from(folder));
    free(folder);
  }
  return copy;
}

/* The folders of the workspaces that are obeyed and were named by the user. */
static void list_folders(struct workspace *w, struct str working, folder_list *folders) {
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    const struct source *source = &w->sources.list.v[document->source];
    if (document->kind == DOCUMENT_WORKSPACE && source->path != NULL) {
      struct str folder = path_folder(source->name);
      bool here = folder.n == 0 || stands_nowhere(source);
      vec_push(w->arena, folders, here ? working : absolute(w, working, folder));
    }
  }
}

void uses_tell(struct workspace *w) {
  struct str working = working_folder(w);
  folder_list folders = {0};
  list_folders(w, working, &folders);
  for (uint32_t i = 0; i < w->sources.list.n; i++) {
    struct source *source = &w->sources.list.v[i];
    if (source->told.n > 0) {
      continue;
    }
    source->told = path_name(source->name);
    struct str path = source->path != NULL && folders.n > 0 ? absolute(w, working, source->name) : (struct str){0};
    for (uint32_t f = 0; f < folders.n && path.n > 0; f++) {
      if (folders.v[f].n > 0 && path_below(folders.v[f], path, &source->told)) {
        break;
      }
    }
  }
}
