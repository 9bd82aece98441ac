/* Reads the documents in parallel: each worker has a parser, a buffer and a list of findings of its own. What is much larger
 * than the rest is read in pieces. */
#define _POSIX_C_SOURCE 200809L
#include "load/load.h"

#include "load/encoding.h"
#include "load/xml/pieces.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Held in the worker's scratch, so that parser and buffer are released even when memory has run out. */
struct load_worker {
  struct reader reader;
  struct findings findings;
  char *buffer;
  size_t capacity;
};

/* A document, or a piece of one. */
struct item {
  uint32_t index;        /* of the document */
  struct pieces *pieces; /* NULL: the whole of it */
  uint32_t piece;
};

struct job {
  struct sources *sources;
  uint32_t first;
  const struct load_options *options;
  VEC(struct pieces) cut; /* of a fixed capacity: items point into it */
  uint64_t held;          /* bytes of these documents */
  VEC(struct item) items;
  struct document *documents;
};

static struct load_worker *worker_of(struct worker *worker, const struct load_options *options) {
  struct load_worker *own = worker->scratch;
  if (own == NULL) {
    struct xml_voice voice; /* load_documents gives its own thread its voice back; the others end */
    if (!xml_hush(&voice)) {
      arena_fail(&worker->arena);
    }
    own = arena_zalloc(&worker->arena, sizeof *own);
    worker->scratch = own;
    findings_init(&own->findings, &worker->arena);
    reader_init(&own->reader, options, &own->findings, &worker->arena);
  }
  return own;
}

/* Room for `size` bytes and a NUL; false: no memory. */
static bool reserve(struct load_worker *own, size_t size) {
  if (own->capacity > size) {
    return true;
  }
  size_t capacity = size + size / 4 + 4096;
  char *buffer = realloc(own->buffer, capacity);
  if (buffer != NULL) {
    own->buffer = buffer;
    own->capacity = capacity;
  }
  return buffer != NULL;
}

enum read_result { READ_DONE, READ_FAILED, READ_TOO_LARGE, READ_NO_MEMORY };

/* Reads what is in the file up to `most` bytes into the worker's buffer. */
static enum read_result read_open(struct load_worker *own, int file, uint64_t most, size_t *size) {
  struct stat status;
  if (fstat(file, &status) != 0) {
    return READ_FAILED;
  }
  size_t expected = S_ISREG(status.st_mode) && status.st_size > 0 ? (size_t)status.st_size : 4096;
  if (expected > most) {
    return READ_TOO_LARGE;
  }
  *size = 0;
  for (;;) {
    /* One byte more than is expected, so that the end is seen without another round. */
    if (!reserve(own, (expected > *size ? expected : *size * 2) + 1)) {
      return READ_NO_MEMORY;
    }
    ssize_t got = read(file, own->buffer + *size, own->capacity - 1 - *size);
    if (got == 0) {
      own->buffer[*size] = '\0';
      return READ_DONE;
    }
    if (got < 0 && errno != EINTR) {
      return READ_FAILED;
    }
    *size += got > 0 ? (size_t)got : 0;
    if (*size > most) {
      return READ_TOO_LARGE;
    }
  }
}

static enum read_result read_file(struct load_worker *own, const char *path, uint64_t most, size_t *size) {
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    return READ_FAILED;
  }
  enum read_result result = read_open(own, file, most, size);
  int error = errno;
  close(file);
  errno = error;
  return result;
}

/* The borrowed bytes with a NUL behind them, which the parser needs. */
static enum read_result copy_memory(struct load_worker *own, const struct source *source, uint64_t most) {
  if (source->size > most) {
    return READ_TOO_LARGE;
  }
  if (!reserve(own, source->size)) {
    return READ_NO_MEMORY;
  }
  if (source->size > 0) {
    memcpy(own->buffer, source->bytes, source->size);
  }
  own->buffer[source->size] = '\0';
  return READ_DONE;
}

/* A file that cannot be read twice, such as a pipe, keeps its bytes for the findings. */
static void keep_bytes(struct arena *arena, struct source *source, const char *bytes) {
  struct stat status;
  if (source->path != NULL && (stat(source->path, &status) != 0 || !S_ISREG(status.st_mode))) {
    source->bytes = arena_text(arena, bytes, source->size);
  }
}

static void report_failure(struct load_worker *own, uint32_t number, enum read_result result, int error,
                           uint64_t most) {
  struct place place = place_at(number, NOWHERE_IN_SOURCE);
  if (result == READ_TOO_LARGE) {
    struct finding *finding =
        finding_add(&own->findings, F_XML_LIMIT, place, "the document is too large, and not read");
    finding_note(&own->findings, finding, place_none(),
                 "the limit is %llu bytes; --limit document-bytes=VALUE raises it", (unsigned long long)most);
    return;
  }
  char words[128] = "it cannot be had";
  (void)strerror_r(error, words, sizeof words);
  finding_add(&own->findings, F_IO_READ, place, "the file cannot be read: %s", words);
}

/* Sizes and offsets are 32 bits wide here and in the parser. */
static uint64_t most_bytes(const struct load_options *options) {
  return options->limits.document_bytes < INT_MAX - 1 ? options->limits.document_bytes : INT_MAX - 1;
}

static void load_whole(const struct job *job, struct worker *worker, uint32_t index) {
  struct load_worker *own = worker_of(worker, job->options);
  uint32_t number = job->first + index;
  struct source *source = &job->sources->list.v[number];
  struct document *document = &job->documents[index];
  uint64_t most = most_bytes(job->options);
  size_t size = source->size;
  enum read_result result =
      source->in_memory ? copy_memory(own, source, most) : read_file(own, source->path, most, &size);
  if (result == READ_NO_MEMORY) {
    arena_fail(&worker->arena);
  }
  if (result != READ_DONE) {
    report_failure(own, number, result, errno, most);
    return;
  }
  source->size = size;
  if (!source->in_memory) {
    keep_bytes(&worker->arena, source, own->buffer);
  }
  if (encoding_check(own->buffer, size, number, &own->findings)) {
    reader_read(&own->reader, own->buffer, size, document);
  }
}

static void load_piece(const struct job *job, struct worker *worker, const struct item *item) {
  struct load_worker *own = worker_of(worker, job->options);
  if (!reserve(own, split_size(&item->pieces->split, item->piece))) {
    arena_fail(&worker->arena);
  }
  pieces_read(item->pieces, item->piece, &own->reader, own->buffer);
}

static void load_item(void *context, struct worker *worker, uint32_t number) {
  const struct job *job = context;
  const struct item *item = &job->items.v[number];
  if (item->pieces != NULL) {
    load_piece(job, worker, item);
  } else {
    load_whole(job, worker, item->index);
  }
}

static void join_item(void *context, struct worker *worker, uint32_t number) {
  const struct job *job = context;
  pieces_join(&job->cut.v[number], &job->options->limits, &worker->arena);
}

/* ---- what is read, and in which order ---- */

struct sized {
  size_t size;
  uint32_t index;
};

static int compare_sizes(const void *left, const void *right) {
  const struct sized *a = left;
  const struct sized *b = right;
  if (a->size != b->size) {
    return a->size > b->size ? -1 : 1;
  }
  return (a->index > b->index) - (a->index < b->index);
}

/* Of the whole work, for each worker: several, so that none is left alone at the end. */
enum { SHARES_EACH = 4 };

/* How many pieces a document is best read in: as many as it holds shares. */
static uint32_t piece_count(const struct job *job, const struct parallel *parallel, uint64_t total, size_t size) {
  enum { LEAST_PIECE = 1024 * 1024, MOST_PIECES = 1024 };
  uint64_t least = job->options->piece_bytes > 0 ? job->options->piece_bytes : LEAST_PIECE;
  uint64_t share = total / ((uint64_t)parallel->count * SHARES_EACH);
  uint64_t count = size / (share > least ? share : least);
  return parallel->count == 1 ? 1 : count < MOST_PIECES ? (uint32_t)count : MOST_PIECES;
}

/* Cuts the document if that is worth it, and there is room to hold its bytes meanwhile. */
static bool cut_document(struct job *job, const struct parallel *parallel, uint64_t total, uint32_t index,
                         struct arena *arena) {
  enum { MOST_HELD = 512 * 1024 * 1024 };
  const struct source *source = &job->sources->list.v[job->first + index];
  uint32_t count = piece_count(job, parallel, total, source->size);
  struct pieces *pieces = &job->cut.v[job->cut.n];
  if (count < 2 || job->cut.n == job->cut.capacity || source->size > MOST_HELD - job->held ||
      !pieces_cut(pieces, source, job->first + index, count, most_bytes(job->options), arena)) {
    return false;
  }
  job->cut.n++;
  job->held += source->size;
  for (uint32_t piece = 0; piece < pieces->split.count; piece++) {
    vec_push(arena, &job->items, (struct item){.index = index, .pieces = pieces, .piece = piece});
  }
  return true;
}

/* The largest documents first, and among them the pieces of those that are cut. */
static void list_items(struct job *job, const struct parallel *parallel, uint32_t count, struct arena *arena) {
  struct sized *sized = arena_alloc(arena, count * sizeof *sized);
  uint64_t total = 0;
  for (uint32_t i = 0; i < count; i++) {
    sized[i] = (struct sized){.size = job->sources->list.v[job->first + i].size, .index = i};
    total += sized[i].size;
  }
  qsort(sized, count, sizeof *sized, compare_sizes);
  /* No more than this can have two shares of the work each. */
  vec_reserve(arena, &job->cut, parallel->count * (SHARES_EACH / 2));
  for (uint32_t i = 0; i < count; i++) {
    if (!cut_document(job, parallel, total, sized[i].index, arena)) {
      vec_push(arena, &job->items, (struct item){.index = sized[i].index});
    }
  }
}

/* What the pieces come to; those that come to nothing are the items of another round. */
static void take_joined(struct job *job, struct arena *arena) {
  job->items.n = 0;
  for (uint32_t i = 0; i < job->cut.n; i++) {
    struct pieces *pieces = &job->cut.v[i];
    uint32_t index = pieces->source - job->first;
    if (pieces->whole != NULL) {
      struct document *document = &job->documents[index];
      document->kind = DOCUMENT_MAPPING;
      document->offset = pieces->documents[0].offset;
      document->as.mapping = pieces->whole;
      job->sources->list.v[pieces->source].size = pieces->split.cuts[pieces->split.count];
    } else {
      vec_push(arena, &job->items, (struct item){.index = index});
    }
    pieces_drop(pieces, arena);
  }
}

static bool load_all(struct job *job, struct parallel *parallel, struct arena *arena) {
  if (!parallel_each(parallel, job->items.n, load_item, job) || !parallel_each(parallel, job->cut.n, join_item, job)) {
    return false;
  }
  take_joined(job, arena);
  return parallel_each(parallel, job->items.n, load_item, job);
}

/* Releases what the arenas do not hold, then gathers the findings. */
static void finish(struct parallel *parallel, struct findings *findings) {
  for (unsigned i = 0; i < parallel->count; i++) {
    struct load_worker *own = parallel->workers[i].scratch;
    if (own != NULL) {
      xml_free(own->reader.xml);
      free(own->buffer);
    }
  }
  for (unsigned i = 0; i < parallel->count; i++) {
    struct load_worker *own = parallel->workers[i].scratch;
    parallel->workers[i].scratch = NULL;
    if (own != NULL) {
      findings_merge(findings, &own->findings);
    }
  }
}

bool load_documents(struct sources *sources, uint32_t first, const struct load_options *options,
                    struct parallel *parallel, struct arena *arena, struct findings *findings, struct loaded *loaded) {
  uint32_t count = sources->list.n > first ? sources->list.n - first : 0;
  if (count == 0) {
    return true;
  }
  xml_start_up();
  vec_reserve(arena, &loaded->documents, count);
  struct job job = {
      .sources = sources,
      .first = first,
      .options = options,
      .documents = loaded->documents.v + loaded->documents.n,
  };
  for (uint32_t i = 0; i < count; i++) {
    const struct source *source = &sources->list.v[first + i];
    job.documents[i] = (struct document){
        .kind = DOCUMENT_BROKEN, .source = first + i, .bundled = source->bundled, .walked = source->walked};
  }
  list_items(&job, parallel, count, arena);
  struct xml_voice voice;
  if (!xml_hush(&voice)) {
    return false;
  }
  bool complete = load_all(&job, parallel, arena);
  xml_unhush(voice);
  finish(parallel, findings);
  if (complete) {
    loaded->documents.n += count;
  }
  return complete;
}
