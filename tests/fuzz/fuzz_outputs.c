/* Hostile documents, several of them parted by NUL bytes, through everything that the library makes of documents; each output
 * is read back by readers that are not ours. What is made depends on the size of the input, so that each of many inputs is
 * quick. */
#define _GNU_SOURCE
#include "crosswalk.h"
#include "outside.h"
#include "readers.h"

#include <dirent.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_DOCUMENTS = 8, MOST_PAIRS = 3, MOST_NAMES = 4 };

struct pair {
  char name[128];
  char source[128];
  char target[128];
};

/* What there is to ask for. */
struct asked {
  struct cw_compilation *c;
  unsigned pair_count;
  struct pair pairs[MOST_PAIRS];
  unsigned framework_count;
  char frameworks[MOST_NAMES][128];
  unsigned mapping_count;
  char mappings[MOST_NAMES][128];
  unsigned control_count;
  char controls[MOST_NAMES][300];
};

/* An output: what was made of it, in memory. */
struct output {
  char *text;
  size_t length;
  FILE *stream;
};

static FILE *begin(struct output *output) {
  *output = (struct output){.text = NULL};
  output->stream = open_memstream(&output->text, &output->length);
  if (output->stream == NULL) {
    abort();
  }
  return output->stream;
}

/* What was refused leaves nothing behind. */
static void end(struct output *output, enum cw_result result, const char *format) {
  fclose(output->stream);
  if (result == CW_USAGE || result == CW_FAILED) {
    if (output->length > 0) {
      __builtin_trap();
    }
  } else if (output->length > 0) {
    read_back(format, output->text, output->length);
  }
  free(output->text);
}

static struct cw_compilation *compile(const uint8_t *data, size_t size, unsigned first) {
  struct cw_compilation *c = cw_new();
  if (c == NULL) {
    abort();
  }
  static const char *const options[][2] = {{"jobs", "1"},           {"all-notes", "yes"}, {"candidates", "yes"},
                                           {"texts", "yes"},        {"long", "yes"},      {"plan", "yes"},
                                           {"as-of", "2026-11-01"}, {"language", "de"}};
  for (size_t i = 0; i < sizeof options / sizeof *options; i++) {
    if (cw_set(c, options[i][0], options[i][1]) != CW_OK) {
      abort();
    }
  }
  static const char *const names[MOST_DOCUMENTS] = {"0.xml", "1.xml", "2.xml", "3.xml",
                                                    "4.xml", "5.xml", "6.xml", "7.xml"};
  for (unsigned i = 0; i < MOST_DOCUMENTS && data != NULL; i++) {
    const uint8_t *stop = memchr(data, 0, size);
    size_t n = stop != NULL ? (size_t)(stop - data) : size;
    if (i >= first) {
      cw_add_document(c, names[i], data, n);
    }
    size -= stop != NULL ? n + 1 : n;
    data = stop != NULL ? stop + 1 : NULL;
  }
  cw_compile(c, CW_ALL);
  return c;
}

/* The list of this name as CSV; to be freed. */
static char *list_of(struct cw_compilation *c, const char *what) {
  struct output output;
  if (cw_list(c, what, "csv", begin(&output)) == CW_FAILED) {
    fclose(output.stream);
    free(output.text);
    return strdup("\n");
  }
  fclose(output.stream);
  return output.text;
}

static void find_names(struct cw_compilation *c, const char *what, unsigned *count, char (*names)[128]) {
  char *list = list_of(c, what);
  const char *at = list;
  char cell[1][128];
  while (*count < MOST_NAMES && next_cells(&at, cell, 1)) {
    if (strcmp(cell[0], "id") != 0) {
      memcpy(names[(*count)++], cell[0], sizeof cell[0]);
    }
  }
  free(list);
}

static void find_all(struct asked *asked, struct cw_compilation *c) {
  *asked = (struct asked){.c = c};
  char cells[3][128];
  char *list = list_of(c, "crosswalks");
  const char *at = list;
  while (asked->pair_count < MOST_PAIRS && next_cells(&at, cells, 3)) {
    if (strcmp(cells[0], "name") != 0) {
      memcpy(&asked->pairs[asked->pair_count++], cells, sizeof cells);
    }
  }
  free(list);
  list = list_of(c, "controls");
  at = list;
  while (asked->control_count < MOST_NAMES && next_cells(&at, cells, 2)) {
    if (strcmp(cells[0], "framework") != 0) {
      snprintf(asked->controls[asked->control_count], sizeof asked->controls[0], "%s:%s", cells[0], cells[1]);
      asked->control_count++;
    }
  }
  free(list);
  find_names(c, "frameworks", &asked->framework_count, asked->frameworks);
  find_names(c, "mappings", &asked->mapping_count, asked->mappings);
}

/* ---- what is made ---- */

static void make_tables(const struct asked *asked, const char *format) {
  struct output out;
  for (unsigned i = 0; i < asked->pair_count; i++) {
    const struct pair *pair = &asked->pairs[i];
    const char *targets[] = {pair->target};
    end(&out, cw_table(asked->c, pair->source, pair->target, format, begin(&out)), format);
    end(&out, cw_gaps(asked->c, pair->source, pair->target, format, begin(&out)), format);
    end(&out, cw_review(asked->c, pair->source, pair->target, format, begin(&out)), format);
    end(&out, cw_matrix(asked->c, pair->source, targets, 1, format, begin(&out)), format);
  }
}

static void make_papers(const struct asked *asked, const char *format) {
  struct output out;
  end(&out, cw_soa(asked->c, format, begin(&out)), format);
  end(&out, cw_risks(asked->c, format, begin(&out)), format);
  end(&out, cw_bid(asked->c, format, begin(&out)), format);
  for (unsigned i = 0; i < asked->framework_count; i++) {
    end(&out, cw_align(asked->c, asked->frameworks[i], format, begin(&out)), format);
  }
}

static void make_answers(const struct asked *asked, const char *format) {
  struct output out;
  for (unsigned i = 0; i < asked->control_count; i++) {
    end(&out, cw_explain_control(asked->c, asked->controls[i], NULL, format, begin(&out)), format);
    for (unsigned k = 0; k < asked->control_count; k++) {
      end(&out, cw_explain(asked->c, asked->controls[i], asked->controls[k], format, begin(&out)), format);
    }
  }
  static const char *const lists[] = {"frameworks", "mappings", "controls", "crosswalks"};
  for (unsigned i = 0; i < sizeof lists / sizeof *lists; i++) {
    end(&out, cw_list(asked->c, lists[i], format, begin(&out)), format);
  }
}

static void make_exports(const struct asked *asked) {
  static const char *const formats[][2] = {{"oscal-json", "json"}, {"oscal-xml", "xml"}, {"sssom", "tsv"},
                                           {"olir", "xlsx"},       {"ciso", "xlsx"},     {"review", "xlsx"}};
  struct output out;
  for (unsigned f = 0; f < sizeof formats / sizeof *formats; f++) {
    const char *form = strcmp(formats[f][0], "ciso") == 0 ? "text" : formats[f][1];
    for (unsigned i = 0; i < asked->framework_count; i++) {
      end(&out, cw_export(asked->c, asked->frameworks[i], NULL, formats[f][0], NULL, begin(&out)), form);
    }
    for (unsigned i = 0; i < asked->mapping_count; i++) {
      end(&out, cw_export(asked->c, asked->mappings[i], NULL, formats[f][0], NULL, begin(&out)), form);
    }
    for (unsigned i = 0; i < asked->pair_count; i++) {
      end(&out, cw_export(asked->c, asked->pairs[i].source, asked->pairs[i].target, formats[f][0], NULL, begin(&out)),
          form);
    }
  }
}

static void make_changes(const struct asked *asked, const uint8_t *data, size_t size, const char *format) {
  struct output out;
  size_t count = 0;
  end(&out, cw_fix(asked->c, 1, begin(&out), &count), "text");
  end(&out, cw_pin(asked->c, 1, begin(&out), &count), "text");
  for (unsigned i = 1; i < asked->framework_count; i++) {
    end(&out, cw_diff_named(asked->c, asked->frameworks[i - 1], asked->frameworks[i], format, begin(&out)), format);
  }
  struct cw_compilation *before = compile(data, size, 1);
  end(&out, cw_diff(before, asked->c, format, begin(&out)), format);
  cw_free(before);
}

/* By the end of its name. */
static void read_file(const char *path) {
  const char *form = strrchr(path, '.') + 1;
  FILE *file = fopen(path, "rb");
  if (file == NULL || fseek(file, 0, SEEK_END) != 0) {
    abort();
  }
  size_t n = (size_t)ftell(file);
  char *bytes = malloc(n + 1);
  rewind(file);
  if (bytes == NULL || fread(bytes, 1, n, file) != n) {
    abort();
  }
  read_back(strcmp(form, "md") == 0 ? "markdown" : form, bytes, n);
  free(bytes);
  fclose(file);
}

/* Reads each file back, and removes it. */
static void read_folder(const char *folder) {
  DIR *stream = opendir(folder);
  if (stream == NULL) {
    abort();
  }
  for (struct dirent *entry = readdir(stream); entry != NULL; entry = readdir(stream)) {
    char path[PATH_MAX];
    if (entry->d_name[0] == '.' && strlen(entry->d_name) <= 2) {
      continue;
    }
    if (entry->d_name[0] == '.') {
      __builtin_trap(); /* a temporary file was left */
    }
    snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    read_file(path);
    unlink(path);
  }
  closedir(stream);
  rmdir(folder);
}

static void make_folders(const struct asked *asked, const char *format) {
  char folder[] = "/tmp/fuzz-outputs-XXXXXX";
  if (mkdtemp(folder) == NULL) {
    abort();
  }
  enum cw_result result = cw_build(asked->c, folder, format);
  if (result == CW_FAILED && cw_status(asked->c) != CW_FAILED) {
    __builtin_trap();
  }
  read_folder(folder);
  char carried[] = "/tmp/fuzz-outputs-XXXXXX";
  if (mkdtemp(carried) == NULL) {
    abort();
  }
  struct output out;
  for (unsigned i = 0; i < asked->framework_count; i++) {
    begin(&out);
    (void)cw_migrate(asked->c, "0.xml", asked->frameworks[i], "csv", carried, out.stream);
    fclose(out.stream);
    free(out.text);
  }
  read_folder(carried);
}

static void print_findings(const uint8_t *data, size_t size) {
  static const char *const forms[] = {"text", "sarif", "json", "github"};
  for (unsigned i = 0; i < sizeof forms / sizeof *forms; i++) {
    struct cw_compilation *c = cw_new();
    struct output out;
    if (c == NULL) {
      abort();
    }
    cw_set(c, "jobs", "1");
    cw_set(c, "diagnostics", forms[i]);
    cw_add_document(c, "0.xml", data, size);
    cw_compile(c, CW_CHECK);
    cw_print_findings(c, begin(&out));
    fclose(out.stream);
    if (i == 1 || i == 2) {
      read_back("json", out.text, out.length);
    } else if (out.length > 0) {
      read_back("text", out.text, out.length);
    }
    free(out.text);
    cw_free(c);
  }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const char *const formats[] = {"text", "csv", "markdown", "json", "html", "xlsx"};
  enum { FORMATS = sizeof formats / sizeof *formats, KINDS = 5 };
  if (names_outside(data, size)) {
    return 0;
  }
  struct asked asked;
  struct cw_compilation *c = compile(data, size, 0);
  find_all(&asked, c);
  const char *format = formats[size / KINDS % FORMATS];
  switch (size % KINDS) {
    case 0:
      make_tables(&asked, format);
      make_papers(&asked, format);
      break;
    case 1:
      make_answers(&asked, format);
      print_findings(data, size);
      break;
    case 2:
      make_exports(&asked);
      break;
    case 3:
      make_changes(&asked, data, size, format);
      break;
    default:
      make_folders(&asked, format);
      break;
  }
  cw_free(c);
  return 0;
}
