/* Turns files into C source, at build time:
 *
 *   embed documents OUT FILE...   a table for load/bundled.h; the name of a document is its path as given, and what it
 *                                 says of itself stands beside it
 *   embed assets OUT FILE...      asset_NAME for output/html/assets.h; NAME is the file's name, with what cannot be in an
 *                                 identifier as an underscore
 *
 * The same files give the same bytes, whatever their order. */
#include "base/sha256.h"
#include "embed/index.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is being written: a part of it would be taken for the whole by the next build. */
static const char *unfinished;

static void give_up(void) {
  if (unfinished != NULL) {
    remove(unfinished);
  }
  exit(EXIT_FAILURE);
}

static void fail(const char *what, const char *name) {
  fprintf(stderr, "embed: %s: ", what);
  perror(name);
  give_up();
}

/* The whole file, with a NUL behind it that its length does not count. */
static unsigned char *read_all(const char *path, size_t *size) {
  FILE *in = fopen(path, "rb");
  if (in == NULL) {
    fail("cannot open", path);
  }
  size_t capacity = 64 * 1024;
  size_t n = 0;
  unsigned char *bytes = NULL;
  for (;;) {
    bytes = realloc(bytes, capacity);
    if (bytes == NULL) {
      fail("out of memory", path);
    }
    n += fread(bytes + n, 1, capacity - 1 - n, in);
    if (n < capacity - 1) {
      break;
    }
    capacity *= 2;
  }
  if (ferror(in)) {
    fail("cannot read", path);
  }
  fclose(in);
  bytes[n] = '\0';
  *size = n;
  return bytes;
}

/* One string literal for each line. A byte that is not plain ASCII becomes three octal digits, which end by themselves;
 * "?" is escaped because of trigraphs. */
static void write_literal(FILE *out, const unsigned char *bytes, size_t n) {
  fputs("  \"", out);
  for (size_t i = 0; i < n; i++) {
    unsigned char c = bytes[i];
    if (c == '\n') {
      fputs(i + 1 < n ? "\\n\"\n  \"" : "\\n", out);
    } else if (c == '"' || c == '\\' || c == '?') {
      fprintf(out, "\\%c", c);
    } else if (c < ' ' || c > '~') {
      fprintf(out, "\\%03o", (unsigned)c);
    } else {
      putc(c, out);
    }
  }
  fputs("\"", out);
}

static int compare_texts(const void *a, const void *b) {
  return strcmp(*(char *const *)a, *(char *const *)b);
}

static void write_text(FILE *out, const char *name, const char *text) {
  if (text[0] != '\0') {
    fprintf(out, "   .%s =", name);
    write_literal(out, (const unsigned char *)text, strlen(text));
    fputs(",\n", out);
  }
}

/* The ids in order, a line each. */
static void write_ids(FILE *out, const struct index_entry *entry) {
  if (entry->id_count == 0) {
    return;
  }
  char **ids = malloc(entry->id_count * sizeof *ids);
  if (ids == NULL) {
    fail("out of memory", entry->id);
  }
  char *at = entry->ids;
  for (unsigned i = 0; i < entry->id_count; i++) {
    ids[i] = at;
    at += strlen(at) + 1;
  }
  qsort(ids, entry->id_count, sizeof *ids, compare_texts);
  fprintf(out, "   .ids_size = %zu,\n   .ids =", entry->ids_size);
  for (unsigned i = 0; i < entry->id_count; i++) {
    fputs("\n", out);
    write_literal(out, (const unsigned char *)ids[i], strlen(ids[i]));
    fputs(" \"\\n\"", out);
  }
  fputs(",\n", out);
  free(ids);
}

/* The row of a document but for its bytes. */
static void write_index(FILE *out, const char *path, const char *bytes) {
  static struct index_entry entry;
  const char *fault = index_document(bytes, &entry);
  if (fault != NULL) {
    fprintf(stderr, "embed: %s: %s\n", path, fault);
    give_up();
  }
  fprintf(out, "  {.kind = %s,\n   .controls = %u,\n   .counted = %u,\n", entry.kind, entry.controls, entry.counted);
  write_text(out, "id", entry.id);
  write_text(out, "source", entry.source);
  write_text(out, "target", entry.target);
  write_text(out, "title", entry.title);
  write_text(out, "publisher", entry.publisher);
  write_text(out, "edition", entry.edition);
  write_text(out, "published", entry.published);
  write_text(out, "supersedes", entry.supersedes);
  write_ids(out, &entry);
  free(entry.ids);
}

static void write_documents(FILE *out, char **paths, int count) {
  fputs("#include \"load/bundled.h\"\n\nconst struct bundled_document bundled_documents[] = {\n", out);
  for (int i = 0; i < count; i++) {
    size_t size = 0;
    unsigned char *bytes = read_all(paths[i], &size);
    write_index(out, paths[i], (const char *)bytes);
    fprintf(out, "   .name = \"%s\",\n   .size = %zu,\n   .bytes =\n", paths[i], size);
    write_literal(out, bytes, size);
    fputs("},\n", out);
    free(bytes);
  }
  /* An empty table is not C; the row behind the last one counts in no case. */
  fprintf(out, "  {.name = 0}};\nconst size_t bundled_document_count = %d;\n", count);
}

/* The identifier for a file, in a buffer of `room` bytes. */
static void asset_name(const char *path, char *name, size_t room) {
  const char *slash = strrchr(path, '/');
  snprintf(name, room, "%s", slash != NULL ? slash + 1 : path);
  for (char *c = name; *c != '\0'; c++) {
    if (!isalnum((unsigned char)*c)) {
      *c = '_';
    }
  }
}

/* A script as pages carry it: without indentation and lines of comment. Gives the new length. */
static size_t strip_script(unsigned char *bytes, size_t n) {
  size_t kept = 0;
  for (size_t at = 0; at < n;) {
    size_t end = at;
    while (end < n && bytes[end] != '\n') {
      end++;
    }
    while (at < end && bytes[at] == ' ') {
      at++;
    }
    bool comment = end - at >= 4 && memcmp(bytes + at, "/*", 2) == 0 && memcmp(bytes + end - 2, "*/", 2) == 0;
    if (at < end && !comment) {
      memmove(bytes + kept, bytes + at, end - at);
      kept += end - at;
      bytes[kept++] = '\n';
    }
    at = end + 1;
  }
  return kept;
}

static bool is_script(const char *path) {
  size_t n = strlen(path);
  return n > 3 && strcmp(path + n - 3, ".js") == 0;
}

static void write_assets(FILE *out, char **paths, int count) {
  fputs("#include \"output/html/assets.h\"\n", out);
  for (int i = 0; i < count; i++) {
    size_t size = 0;
    unsigned char *bytes = read_all(paths[i], &size);
    size = is_script(paths[i]) ? strip_script(bytes, size) : size;
    char name[256];
    asset_name(paths[i], name, sizeof name);
    char digest[SHA256_BASE64];
    sha256_base64(bytes, size, digest);
    fprintf(out, "\nconst struct asset asset_%s = {\n", name);
    write_literal(out, bytes, size);
    fprintf(out, ",\n  %zu, \"%s\"};\n", size, digest);
    free(bytes);
  }
}

int main(int argc, char **argv) {
  if (argc < 3 || (strcmp(argv[1], "documents") != 0 && strcmp(argv[1], "assets") != 0)) {
    fputs("usage: embed documents|assets OUT FILE...\n", stderr);
    return EXIT_FAILURE;
  }
  FILE *out = fopen(argv[2], "wb");
  if (out == NULL) {
    fail("cannot write", argv[2]);
  }
  unfinished = argv[2];
  char **paths = argv + 3;
  int count = argc - 3;
  qsort(paths, (size_t)count, sizeof *paths, compare_texts);
  fputs("/* Generated by compiler/embed/embed.c. */\n", out);
  if (strcmp(argv[1], "documents") == 0) {
    write_documents(out, paths, count);
  } else {
    write_assets(out, paths, count);
  }
  if (fflush(out) != 0 || ferror(out)) {
    fail("cannot write", argv[2]);
  }
  fclose(out);
  return EXIT_SUCCESS;
}
