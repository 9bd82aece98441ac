/* Finds the documents: walks folders, follows links once, keeps one name for each file. */
#define _POSIX_C_SOURCE 200809L
#include "load/load.h"

#include "load/sniff.h"

#include "base/failure.h"
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct entry {
  struct source source;
  uint64_t device;
  uint64_t node;
};

typedef VEC(struct load_path) path_list;

struct collector {
  struct arena *arena;
  struct findings *findings;
  VEC(struct entry) entries;
  struct names folders; /* those walked, by device and node */
  const char *other;    /* the first file in the folder at hand that is no document by its name, or NULL */
};

/* A file or folder of the file system as a name that the table of names can hold. */
struct identity {
  uint64_t device;
  uint64_t node;
};

/* True if it is met for the first time. */
static bool is_new(struct names *seen, uint64_t device, uint64_t node) {
  struct identity identity = {.device = device, .node = node};
  uint32_t known = seen->names.n;
  return names_intern(seen, (struct str){.p = (const char *)&identity, .n = sizeof identity}) == known;
}

static void report_unread(struct findings *findings, const char *path, int error) {
  char words[FAILURE_WORDS];
  finding_add(findings, F_IO_READ, place_none(), "cannot read %s: %s", path, failure_words(error, words));
}

static int compare_paths(const void *a, const void *b) {
  return strcmp(((const struct load_path *)a)->path, ((const struct load_path *)b)->path);
}

static bool ends_in_xml(const char *name) {
  size_t n = strlen(name);
  return n > 4 && strcmp(name + n - 4, ".xml") == 0;
}

/* What stands in the folder under a name. */
static struct load_path step_into(struct arena *arena, const struct load_path *folder, const char *name) {
  struct str into = str_from(name);
  return (struct load_path){
      .path = path_join(arena, str_from(folder->path), into).p,
      .told = folder->told.n > 0 ? path_join(arena, folder->told, into) : (struct str){.p = NULL},
      .place = folder->place,
  };
}

/* The paths of what stands in the folder, hidden names left out; errno if it cannot be read, else 0. */
static int read_names(struct arena *arena, const struct load_path *path, DIR *folder, path_list *names) {
  for (;;) {
    errno = 0;
    const struct dirent *item = readdir(folder); /* each call has a stream of its own */
    if (item == NULL) {
      return errno;
    }
    if (item->d_name[0] != '.') {
      vec_push(arena, names, step_into(arena, path, item->d_name));
    }
  }
}

/* As read_names, for a folder that is not open yet. The stream is closed even when memory runs out. */
static int list_folder(struct arena *arena, const struct load_path *path, path_list *names) {
  DIR *folder = opendir(path->path);
  if (folder == NULL) {
    return errno;
  }
  struct guard *const outer = arena->guard;
  struct guard guard;
  arena->guard = &guard;
  if (setjmp(guard.jump) != 0) {
    closedir(folder);
    arena->guard = outer;
    arena_fail(arena);
  }
  int error = read_names(arena, path, folder, names);
  arena->guard = outer;
  closedir(folder);
  return error;
}

static void add_file(struct collector *collector, const struct load_path *path, const struct stat *status,
                     bool walked) {
  struct entry entry = {
      .source = {.name = str_from(path->path),
                 .told = path->told,
                 .path = path->path,
                 .walked = walked,
                 .size = status->st_size > 0 ? (size_t)status->st_size : 0},
      .device = (uint64_t)status->st_dev,
      .node = (uint64_t)status->st_ino,
  };
  vec_push(collector->arena, &collector->entries, entry);
}

static void walk(struct collector *collector, const struct load_path *path, const struct stat *status);

static bool ends_in(const char *name, const char *end) {
  size_t n = strlen(name);
  size_t m = strlen(end);
  return n > m && str_eq_caseless((struct str){.p = name + n - m, .n = (uint32_t)m}, str_from(end));
}

static bool might_be_meant(const char *name) {
  return ends_in(name, ".xml") || sniff_is_for_import(name);
}

/* A folder without a document is a path that was meant to lead elsewhere. */
static void report_empty(const struct collector *collector, struct place place, const char *path) {
  struct finding *finding = finding_add(collector->findings, F_INPUT_NOTHING, place,
                                        "the folder \"%s\" holds no document: no file whose name ends in .xml", path);
  const char *other = collector->other;
  if (other != NULL && ends_in(other, ".xml")) {
    finding_note(collector->findings, finding, place_none(), "%s is there; rename it, so that it ends in small letters",
                 other);
  } else if (other != NULL && sniff_is_for_import(other)) {
    finding_note(collector->findings, finding, place_none(),
                 "%s is there; crosswalk import makes documents of such files", other);
  }
}

/* What a folder holds: folders, and files ending in .xml. */
static void visit(struct collector *collector, const struct load_path *path) {
  struct stat status;
  if (stat(path->path, &status) != 0) {
    if (ends_in_xml(path->path)) {
      report_unread(collector->findings, path->path, errno);
    }
  } else if (S_ISDIR(status.st_mode)) {
    walk(collector, path, &status);
  } else if (S_ISREG(status.st_mode) && ends_in_xml(path->path)) {
    add_file(collector, path, &status, true);
  } else if (S_ISREG(status.st_mode) && (collector->other == NULL || might_be_meant(path->path))) {
    collector->other = path->path;
  }
}

/* Depth is bounded: no folder is walked twice, and the system bounds the length of a path. */
static void walk(struct collector *collector, const struct load_path *path, const struct stat *status) {
  if (!is_new(&collector->folders, (uint64_t)status->st_dev, (uint64_t)status->st_ino)) {
    return;
  }
  path_list names = {.v = NULL};
  int error = list_folder(collector->arena, path, &names);
  if (error != 0) {
    report_unread(collector->findings, path->path, error);
  }
  if (names.n > 1) {
    qsort(names.v, names.n, sizeof *names.v, compare_paths);
  }
  for (uint32_t i = 0; i < names.n; i++) {
    visit(collector, &names.v[i]);
  }
}

/* A path that was asked for by name: a folder, or a file whatever its name. */
static void visit_named(struct collector *collector, const struct load_path *path) {
  struct stat status;
  if (stat(path->path, &status) != 0) {
    report_unread(collector->findings, path->path, errno);
  } else if (S_ISDIR(status.st_mode)) {
    uint32_t files = collector->entries.n;
    uint32_t folders = collector->folders.names.n;
    uint32_t told = collector->findings->list.n; /* of what could not be read in it */
    collector->other = NULL;
    walk(collector, path, &status);
    if (collector->entries.n == files && collector->folders.names.n > folders && collector->findings->list.n == told) {
      report_empty(collector, path->place, path->path);
    }
  } else if (S_ISBLK(status.st_mode) || (S_ISCHR(status.st_mode) && strncmp(path->path, "/dev/stdin", 10) != 0)) {
    finding_add(collector->findings, F_IO_READ, path->place, "cannot read %s: it is a device", path->path);
  } else {
    add_file(collector, path, &status, false);
  }
}

/* By name; documents in memory may share one, and are then told apart by what they hold. */
static int compare_entries(const void *left, const void *right) {
  const struct source *a = &((const struct entry *)left)->source;
  const struct source *b = &((const struct entry *)right)->source;
  int order = str_compare(a->name, b->name);
  if (order == 0) {
    order = a->in_memory - b->in_memory;
  }
  if (order == 0 && a->in_memory) {
    order = a->bundled != b->bundled ? a->bundled - b->bundled : (a->size > b->size) - (a->size < b->size);
  }
  if (order == 0 && a->in_memory && a->size > 0) {
    order = memcmp(a->bytes, b->bytes, a->size);
  }
  return order;
}

static void add_memory(struct collector *collector, const struct memory_document *document) {
  struct str name = str_from(document->name);
  struct entry entry = {.source = {.name = str_copy(collector->arena, name),
                                   .told = document->told,
                                   .bytes = document->bytes,
                                   .size = document->size,
                                   .bundled = document->bundled,
                                   .in_memory = true}};
  vec_push(collector->arena, &collector->entries, entry);
}

/* True for a file that is a source already, or was left out. Whatever named it first, it is asked for by name if it ever
 * was. */
static bool is_known(struct collector *collector, struct sources *sources, const struct entry *entry) {
  if (sources->files.arena == NULL) {
    names_init(&sources->files, collector->arena);
  }
  struct identity identity = {.device = entry->device, .node = entry->node};
  uint32_t known = sources->of_files.n;
  uint32_t file = names_intern(&sources->files, (struct str){.p = (const char *)&identity, .n = sizeof identity});
  if (file == known) {
    vec_push(collector->arena, &sources->of_files, NO_SOURCE);
    return false;
  }
  if (sources->of_files.v[file] != NO_SOURCE) {
    struct source *source = &sources->list.v[sources->of_files.v[file]];
    source->told = source->told.n > 0 ? source->told : entry->source.told;
    if (source->walked && !entry->source.walked) {
      source->walked = false;
      vec_push(collector->arena, &sources->promoted, sources->of_files.v[file]);
    }
  }
  return true;
}

uint32_t sources_find_file(const struct sources *sources, uint64_t device, uint64_t node) {
  struct identity identity = {.device = device, .node = node};
  struct str key = {.p = (const char *)&identity, .n = sizeof identity};
  uint32_t file = sources->files.arena != NULL ? names_find(&sources->files, key) : NO_NAME;
  return file != NO_NAME ? sources->of_files.v[file] : NO_SOURCE;
}

static void report_too_many(struct collector *collector, const struct entry *entry, const struct limits *limits) {
  struct finding *finding =
      finding_add(collector->findings, F_XML_LIMIT, place_none(),
                  "there are too many documents; %s and those after it are not read", entry->source.name.p);
  finding_note(collector->findings, finding, place_none(), "the limit is %u; --limit documents=VALUE raises it",
               (unsigned)limits->documents);
}

/* Appends the entries in order of name, each file once, under the first of its names. */
static void add_sources(struct collector *collector, struct sources *sources, const struct limits *limits) {
  if (collector->entries.n > 1) {
    qsort(collector->entries.v, collector->entries.n, sizeof *collector->entries.v, compare_entries);
  }
  for (uint32_t i = 0; i < collector->entries.n; i++) {
    const struct entry *entry = &collector->entries.v[i];
    bool file = entry->source.path != NULL;
    if (file && is_known(collector, sources, entry)) {
      continue;
    }
    if (sources->list.n >= limits->documents) {
      report_too_many(collector, entry, limits);
      return;
    }
    if (file) {
      sources->of_files.v[sources->of_files.n - 1] = sources->list.n;
    }
    vec_push(collector->arena, &sources->list, entry->source);
  }
}

void load_collect(struct sources *sources, const struct load_path *paths, uint32_t path_count,
                  const struct memory_document *memory, uint32_t memory_count, const struct limits *limits,
                  struct arena *arena, struct findings *findings) {
  struct collector collector = {.arena = arena, .findings = findings};
  names_init(&collector.folders, arena);
  path_list sorted = {.v = NULL};
  for (uint32_t i = 0; i < path_count; i++) {
    struct load_path path = paths[i];
    path.path = arena_text(arena, path.path, strlen(path.path));
    vec_push(arena, &sorted, path);
  }
  if (sorted.n > 1) {
    qsort(sorted.v, sorted.n, sizeof *sorted.v, compare_paths);
  }
  for (uint32_t i = 0; i < sorted.n; i++) {
    visit_named(&collector, &sorted.v[i]);
  }
  for (uint32_t i = 0; i < memory_count; i++) {
    add_memory(&collector, &memory[i]);
  }
  add_sources(&collector, sources, limits);
}
