/* The limit to measure against: libxml2 reading the same bytes, and nothing else.
 *
 *   sax THREADS TIMES PATH...        PATH: a file, or a folder to look through
 *
 * Every file is read into memory and tokenised by the SAX2 interface, with handlers that only count, and with one
 * context for each thread that is used again for every file. Prints one line for each time: the seconds that the clock
 * showed and the seconds of the processors, reading the files included, then what was read. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <ftw.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

struct file {
  char *path;
  size_t size;
};

static struct file *files;
static size_t file_count;
static size_t file_room;
static atomic_size_t next_file;
static atomic_bool failed;

struct reader {
  pthread_t thread;
  unsigned long elements;
  unsigned long bytes;
};

static void die(const char *what) {
  perror(what);
  exit(1);
}

static int note_file(const char *path, const struct stat *status, int kind, struct FTW *place) {
  (void)place;
  size_t n = strlen(path);
  if (kind != FTW_F || n < 4 || strcmp(path + n - 4, ".xml") != 0) {
    return 0;
  }
  if (file_count == file_room) {
    file_room = file_room > 0 ? file_room * 2 : 64;
    files = realloc(files, file_room * sizeof *files);
    if (files == NULL) {
      die("realloc");
    }
  }
  files[file_count].path = strdup(path);
  files[file_count].size = (size_t)status->st_size;
  file_count++;
  return 0;
}

static int larger_first(const void *a, const void *b) {
  const struct file *x = a;
  const struct file *y = b;
  return x->size != y->size ? (x->size < y->size ? 1 : -1) : strcmp(x->path, y->path);
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespaces,
                     const xmlChar **namespace, int attributes, int defaulted, const xmlChar **attribute) {
  (void)name, (void)prefix, (void)uri, (void)namespaces, (void)namespace, (void)attributes, (void)defaulted;
  (void)attribute;
  ((struct reader *)context)->elements++;
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  (void)context, (void)name, (void)prefix, (void)uri;
}

static void on_text(void *context, const xmlChar *text, int length) {
  (void)context, (void)text, (void)length;
}

/* The whole file in `bytes`, which grows when it is too small. */
static size_t read_whole(const char *path, char **bytes, size_t *room) {
  struct stat status;
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0 || fstat(file, &status) != 0) {
    die(path);
  }
  size_t size = (size_t)status.st_size;
  if (size + 1 > *room) {
    free(*bytes);
    *room = size + 1;
    *bytes = malloc(*room);
    if (*bytes == NULL) {
      die("malloc");
    }
  }
  for (size_t at = 0; at < size;) {
    ssize_t n = read(file, *bytes + at, size - at);
    if (n <= 0) {
      die(path);
    }
    at += (size_t)n;
  }
  (*bytes)[size] = '\0';
  close(file);
  return size;
}

/* Parses the bytes where they are, without a copy. */
static bool tokenise(xmlParserCtxtPtr context, struct reader *reader, const char *bytes, size_t size) {
  /* The context forgets its options in a reset. */
  xmlCtxtUseOptions(context, XML_PARSE_NONET | XML_PARSE_NOENT | XML_PARSE_HUGE);
  context->userData = reader;
#if LIBXML_VERSION >= 21400
  xmlParserInputPtr input =
      xmlNewInputFromMemory(NULL, bytes, size, XML_INPUT_BUF_STATIC | XML_INPUT_BUF_ZERO_TERMINATED);
  if (input == NULL) {
    return false;
  }
  xmlFreeDoc(xmlCtxtParseDocument(context, input));
#else
  xmlParserInputPtr input = xmlNewInputStream(context);
  if (input == NULL) {
    return false;
  }
  input->base = (const xmlChar *)bytes;
  input->cur = input->base;
  input->end = input->base + size;
  if (inputPush(context, input) < 0) {
    xmlFreeInputStream(input);
    return false;
  }
  xmlParseDocument(context);
#endif
  bool good = context->wellFormed != 0;
  xmlCtxtReset(context);
  return good;
}

static void *read_files(void *argument) {
  struct reader *reader = argument;
  xmlParserCtxtPtr context = xmlNewParserCtxt();
  if (context == NULL) {
    die("xmlNewParserCtxt");
  }
  memset(context->sax, 0, sizeof *context->sax);
  context->sax->initialized = XML_SAX2_MAGIC;
  context->sax->startElementNs = on_start;
  context->sax->endElementNs = on_end;
  context->sax->characters = on_text;
  context->sax->ignorableWhitespace = on_text;
  char *bytes = NULL;
  size_t room = 0;
  for (size_t i; (i = atomic_fetch_add(&next_file, 1)) < file_count;) {
    size_t size = read_whole(files[i].path, &bytes, &room);
    if (!tokenise(context, reader, bytes, size)) {
      atomic_store(&failed, true);
    }
    reader->bytes += size;
  }
  free(bytes);
  xmlFreeParserCtxt(context);
  return NULL;
}

static double seconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  unsigned long threads = argc > 3 ? strtoul(argv[1], NULL, 10) : 0;
  unsigned long times = argc > 3 ? strtoul(argv[2], NULL, 10) : 0;
  if (threads == 0 || threads > 64 || times == 0) {
    fputs("usage: sax THREADS TIMES PATH...\n", stderr);
    return 2;
  }
  xmlInitParser();
  for (int i = 3; i < argc; i++) {
    if (nftw(argv[i], note_file, 16, FTW_PHYS) != 0) {
      die(argv[i]);
    }
  }
  qsort(files, file_count, sizeof *files, larger_first);
  for (unsigned long time = 0; time < times; time++) {
    struct reader readers[64] = {0};
    double wall = seconds(CLOCK_MONOTONIC);
    double cpu = seconds(CLOCK_PROCESS_CPUTIME_ID);
    atomic_store(&next_file, 0);
    for (unsigned long t = 1; t < threads; t++) {
      if (pthread_create(&readers[t].thread, NULL, read_files, &readers[t]) != 0) {
        die("pthread_create");
      }
    }
    read_files(&readers[0]);
    for (unsigned long t = 1; t < threads; t++) {
      pthread_join(readers[t].thread, NULL);
      readers[0].elements += readers[t].elements;
      readers[0].bytes += readers[t].bytes;
    }
    printf("%.6f %.6f files=%zu bytes=%lu elements=%lu\n", seconds(CLOCK_MONOTONIC) - wall,
           seconds(CLOCK_PROCESS_CPUTIME_ID) - cpu, file_count, readers[0].bytes, readers[0].elements);
  }
  for (size_t i = 0; i < file_count; i++) {
    free(files[i].path);
  }
  free(files);
  xmlCleanupParser();
  if (atomic_load(&failed)) {
    fputs("sax: a file is not well-formed\n", stderr);
    return 1;
  }
  return 0;
}
