/* Reads the documents in parallel: each worker has a parser, a buffer and a list of findings of its own. What is much larger
 * than the rest is read in pieces. */
#define _POSIX_C_SOURCE 200809L
#include "load/load.h"

#include "base/failure.h"
#include "load/encoding.h"
#include "load/sniff.h"
#include "load/xml/pieces.h"

#include <errno.h>
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

/* The bytes of a file that is read in pieces. */
struct held {
  source_text text;
  struct source *source;
};

struct job {
  struct sources *sources;
  uint32_t first;
  const struct load_options *options;
  bool keeps;             /* the bytes of the files */
  VEC(struct pieces) cut; /* of a fixed capacity: items point into it */
  struct held *held;      /* of files that are cut, or were to be: no more of them */
  uint32_t held_count;
  uint64_t held_bytes;
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

/* A file as it is read. */
struct reading {
  int file;
  size_t size;
  struct source_stamp stamp;
  bool regular; /* and has a state of which there is a stamp */
};

/* READ_DONE, or READ_FAILED with ESTALE where a regular file is not in the state any more in which it was opened. */
static enum read_result finish_reading(const struct reading *reading) {
  struct stat status;
  if (!reading->regular) {
    return READ_DONE;
  }
  if (fstat(reading->file, &status) != 0) {
    return READ_FAILED;
  }
  struct source_stamp now = source_stamp_of(&status);
  if (reading->size == reading->stamp.size && source_stamps_match(&now, &reading->stamp)) {
    return READ_DONE;
  }
  errno = ESTALE;
  return READ_FAILED;
}

/* Reads what is in the file up to `most` bytes into the worker's buffer. */
static enum read_result read_open(struct load_worker *own, struct reading *reading, uint64_t most) {
  struct stat status;
  if (fstat(reading->file, &status) != 0) {
    return READ_FAILED;
  }
  reading->regular = S_ISREG(status.st_mode);
  reading->stamp = source_stamp_of(&status);
  size_t expected = reading->regular && status.st_size > 0 ? (size_t)status.st_size : 4096;
  if (expected > most) {
    return READ_TOO_LARGE;
  }
  for (;;) {
    /* One byte more than is expected, so that the end is seen without another round. */
    if (!reserve(own, (expected > reading->size ? expected : reading->size * 2) + 1)) {
      return READ_NO_MEMORY;
    }
    ssize_t got = read(reading->file, own->buffer + reading->size, own->capacity - 1 - reading->size);
    if (got == 0) {
      own->buffer[reading->size] = '\0';
      return finish_reading(reading);
    }
    if (got < 0 && errno != EINTR) {
      return READ_FAILED;
    }
    reading->size += got > 0 ? (size_t)got : 0;
    if (reading->size > most) {
      return READ_TOO_LARGE;
    }
  }
}

static enum read_result read_file(struct load_worker *own, struct source *source, uint64_t most) {
  struct reading reading = {.file = source_open(source->path)};
  if (reading.file < 0) {
    return READ_FAILED;
  }
  enum read_result result = read_open(own, &reading, most);
  int error = errno;
  close(reading.file);
  errno = error;
  if (result == READ_DONE) {
    source->size = reading.size;
    source->stamp = reading.stamp;
    source->stamped = reading.regular;
  }
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

/* A file that cannot be read twice, such as a pipe, keeps its bytes whatever it costs. Of one that can, nothing is wanted
 * later but its digest where it is too large to be kept. */
static void keep_source(const struct job *job, struct arena *arena, struct source *source, const char *bytes) {
  if (source->bytes != NULL) {
    return;
  }
  if (job->keeps || !source->stamped) {
    source->bytes = arena_text(arena, bytes, source->size);
  } else if (job->options->keep_digests) {
    sha256(bytes, source->size, source->digest);
    source->digested = true;
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
  if (error == ESTALE) {
    finding_add(&own->findings, F_IO_READ, place, "the file changed while it was read");
    return;
  }
  char words[FAILURE_WORDS];
  finding_add(&own->findings, F_IO_READ, place, "the file cannot be read: %s", failure_words(error, words));
}

/* Sizes and offsets are 32 bits wide here and in the parser. */
static uint64_t most_bytes(const struct load_options *options) {
  return options->limits.document_bytes < INT_MAX - 1 ? options->limits.document_bytes : INT_MAX - 1;
}

/* The bytes of the document with a NUL behind them: those of a file that is held for its pieces, else in the buffer of the
 * worker. NULL after a finding. */
static const char *read_source(const struct job *job, struct worker *worker, uint32_t number) {
  struct load_worker *own = worker->scratch;
  struct source *source = &job->sources->list.v[number];
  uint64_t most = most_bytes(job->options);
  if (!source->in_memory && source->bytes != NULL && source->size <= most) {
    return source->bytes;
  }
  enum read_result result = source->bytes != NULL ? copy_memory(own, source, most) : read_file(own, source, most);
  if (result == READ_NO_MEMORY) {
    arena_fail(&worker->arena);
  }
  if (result != READ_DONE) {
    report_failure(own, number, result, errno, most);
    return NULL;
  }
  keep_source(job, &worker->arena, source, own->buffer);
  return own->buffer;
}

static void load_whole(const struct job *job, struct worker *worker, uint32_t index) {
  struct load_worker *own = worker_of(worker, job->options);
  uint32_t number = job->first + index;
  const char *bytes = read_source(job, worker, number);
  size_t size = job->sources->list.v[number].size;
  const char *name = job->sources->list.v[number].name.p;
  if (bytes != NULL && sniff_check(name, bytes, size, false, number, &own->findings) &&
      encoding_check(bytes, size, number, &own->findings) &&
      sniff_check(name, bytes, size, true, number, &own->findings)) {
    reader_read(&own->reader, bytes, size, &job->documents[index]);
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
  struct pieces *pieces = &job->cut.v[number];
  struct source *source = &job->sources->list.v[pieces->source];
  pieces_join(pieces, &job->options->limits, &worker->arena);
  if (!source->in_memory && !job->keeps && job->options->keep_digests) {
    sha256(source->bytes, source->size, source->digest);
    source->digested = true;
  }
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

/* Reads a file that is to be cut. False: it cannot be read, which is told when it is read as a whole. */
static bool hold_document(struct job *job, struct source *source, struct arena *arena) {
  if (source->in_memory) {
    return true;
  }
  struct held *held = &job->held[job->held_count];
  if (!source_read(source->path, arena, &held->text, &source->stamp)) {
    return false;
  }
  held->source = source;
  source->stamped = true;
  source->bytes = held->text.v;
  source->size = held->text.n;
  job->held_count++;
  job->held_bytes += source->size;
  return true;
}

/* Cuts the document if that is worth it, and there is room to hold its bytes meanwhile. */
static bool cut_document(struct job *job, const struct parallel *parallel, uint64_t total, uint32_t index,
                         struct arena *arena) {
  enum { MOST_HELD = 512 * 1024 * 1024 };
  struct source *source = &job->sources->list.v[job->first + index];
  uint32_t count = piece_count(job, parallel, total, source->size);
  if (count < 2 || job->held_count == job->cut.capacity || source->size > most_bytes(job->options) ||
      source->size > MOST_HELD - job->held_bytes || !hold_document(job, source, arena)) {
    return false;
  }
  struct pieces *pieces = &job->cut.v[job->cut.n];
  if (!pieces_cut(pieces, source, job->first + index, count, most_bytes(job->options), arena)) {
    return false;
  }
  job->cut.n++;
  for (uint32_t piece = 0; piece < pieces->split.count; piece++) {
    vec_push(arena, &job->items, (struct item){.index = index, .pieces = pieces, .piece = piece});
  }
  return true;
}

/* The bytes of files are kept as long as all of them together are not much. */
static void decide_keeping(struct job *job, uint32_t count) {
  enum { MOST_KEPT = 8 * 1024 * 1024 };
  uint64_t total = job->sources->kept;
  for (uint32_t i = 0; i < count; i++) {
    const struct source *source = &job->sources->list.v[job->first + i];
    total += source->in_memory ? 0 : source->size;
  }
  job->keeps = total <= MOST_KEPT;
  job->sources->kept = job->keeps ? total : job->sources->kept;
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
  decide_keeping(job, count);
  /* No more than this can have two shares of the work each. */
  vec_reserve(arena, &job->cut, parallel->count * (SHARES_EACH / 2));
  job->held = arena_zalloc(arena, job->cut.capacity * sizeof *job->held);
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
    } else {
      vec_push(arena, &job->items, (struct item){.index = index});
    }
    pieces_drop(pieces);
  }
}

/* Bytes of files that were held for their pieces only. */
static void release_held(struct job *job, struct arena *arena) {
  for (uint32_t i = 0; i < job->held_count && !job->keeps; i++) {
    job->held[i].source->bytes = NULL;
    arena_drop(arena, job->held[i].text.v, job->held[i].text.capacity);
  }
}

static bool load_all(struct job *job, struct parallel *parallel, struct arena *arena) {
  if (!parallel_each(parallel, job->items.n, load_item, job) || !parallel_each(parallel, job->cut.n, join_item, job)) {
    return false;
  }
  take_joined(job, arena);
  bool complete = parallel_each(parallel, job->items.n, load_item, job);
  release_held(job, arena);
  return complete;
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

/* Of the `count` documents behind those that there are. */
static void note_lost(struct loaded *loaded, uint32_t count, struct arena *arena) {
  if (loaded->lost.arena == NULL) {
    names_init(&loaded->lost, arena);
  }
  if (loaded->lost_assessments.arena == NULL) {
    names_init(&loaded->lost_assessments, arena);
  }
  for (uint32_t i = 0; i < count; i++) {
    const struct document *document = &loaded->documents.v[loaded->documents.n + i];
    loaded->lost_mapping = loaded->lost_mapping || document->lost_kind == DOCUMENT_MAPPING;
    if (document->lost.n > 0) {
      bool framework = document->lost_kind == DOCUMENT_FRAMEWORK;
      names_intern_kept(framework ? &loaded->lost : &loaded->lost_assessments, document->lost);
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
    note_lost(loaded, count, arena);
    loaded->documents.n += count;
  }
  return complete;
}
