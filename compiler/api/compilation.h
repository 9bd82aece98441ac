/* What a compilation holds, for the functions behind crosswalk.h. */
#ifndef CW_API_COMPILATION_H
#define CW_API_COMPILATION_H

#include "crosswalk.h"
#include "diag/text.h"
#include "interchange/import.h"
#include "output/writer.h"
#include "report/build.h"
#include "workspace/workspace.h"

#define UNUSED __attribute__((unused))

/* An option as it was set. */
struct setting {
  const char *name;
  const char *value;
};

enum diagnostics { DIAGNOSTICS_TEXT, DIAGNOSTICS_JSON, DIAGNOSTICS_SARIF, DIAGNOSTICS_GITHUB };

/* What is written, and how. */
struct output_options {
  /* Tables and papers */
  unsigned bases;
  bool candidates;
  bool long_gaps; /* agreement and robustness beside each covered control */
  bool plan;      /* what follows when the plan is done, too */
  bool evidence_required;
  bool profile;

  /* Formats */
  bool excel;
  bool brief; /* lists as text leave columns out */
  bool fragment;
  VEC(char) front_matter;
  struct str license; /* of what is exported, or absent */

  /* Files */
  bool durable;               /* pages are on the disk before they stand in their folder */
  bool prune;                 /* remove files of earlier builds */
  bool indexing;              /* only what is of no shard is written */
  VEC(const char *) counts;   /* what shards tell the index: files to be written, or to be read */
  const char *stamp;          /* to be touched when nothing has failed, or NULL */
  VEC(const char *) injected; /* documents that results are put into */

  /* Findings */
  enum diagnostics diagnostics;
  bool colour;
  bool errors_last;
};

struct import_request {
  struct import_options options;
  struct str metadata; /* a file's name */
  struct str names;    /* the same */
  bool strict;
  bool force;
};

struct last_build {
  VEC(struct str) files;
  VEC(uint32_t) owners; /* of each: a crosswalk, behind all of them a wide table, or NO_INDEX */
  struct str words;     /* what was made */
  bool lacks_matrix;    /* the one wide table that was asked for was not */
  bool lacks_paper;     /* the same of what is made of assessments */
  bool only_shown;      /* what was asked for is an answer, and no table */
  bool any;
};

/* What has become of a compilation: an import takes the place of compiling. */
enum phase { PHASE_FED, PHASE_COMPILED, PHASE_IMPORTED };

/* The function that stands in for a stream; `write` is NULL without one. */
struct receiver {
  cw_output_writer *write;
  void *context;
};

struct cw_compilation {
  struct guard guard; /* where the arena jumps when memory runs out; set anew by every entry point */
  struct arena arena;
  const char *message;
  bool out_of_memory;
  enum phase phase;
  unsigned jobs;
  VEC(struct setting) settings; /* every option, in order */
  struct workspace work;
  struct output_options output;
  struct receiver receiver;
  struct import_request import;
  const struct neighbours *neighbours; /* by control; NULL until somebody asks */
  const struct shown_columns *shown;   /* by framework; NULL where nobody asks */
  struct last_build last_build;
  VEC(struct finding *) told_elsewhere; /* those of the whole, which a shard leaves to the index */
  struct record *record; /* to be kept in the stamp; NULL where nobody asked whether anything has changed */
};

/* Nothing more is done, and no file that was begun stays. */
void memory_ran_out(struct cw_compilation *c);

/* Enters the library: returns CW_FAILED from the calling function when memory runs out in it. */
#define ENTER(compilation)                        \
  do {                                            \
    if ((compilation) == NULL) {                  \
      return CW_USAGE;                            \
    }                                             \
    if ((compilation)->out_of_memory) {           \
      return CW_FAILED;                           \
    }                                             \
    (compilation)->message = "";                  \
    if (setjmp((compilation)->guard.jump) != 0) { \
      memory_ran_out(compilation);                \
      return CW_FAILED;                           \
    }                                             \
  } while (0)

/* The same for what comes before cw_compile, and for what comes after it: CW_USAGE out of order. Nothing is written of what
 * was not read: CW_FAILED. */
#define ENTER_BEFORE(compilation)               \
  do {                                          \
    ENTER(compilation);                         \
    if (!comes_before(compilation, __func__)) { \
      return CW_USAGE;                          \
    }                                           \
  } while (0)
#define ENTER_AFTER(compilation)               \
  do {                                         \
    ENTER(compilation);                        \
    if (!comes_after(compilation, __func__)) { \
      return CW_USAGE;                         \
    }                                          \
    if ((compilation)->work.io_failed) {       \
      return CW_FAILED;                        \
    }                                          \
  } while (0)
/* Returns CW_USAGE for a pointer that is wanted and NULL. */
#define WANT(compilation, pointer)                                     \
  do {                                                                 \
    if ((pointer) == NULL) {                                           \
      return usage(compilation, "%s: " #pointer " is NULL", __func__); \
    }                                                                  \
  } while (0)

/* The same for a stream, unless the caller's function stands in for it. */
#define WANT_STREAM(compilation, stream)                         \
  do {                                                           \
    if (!has_stream(compilation, stream)) {                      \
      return usage(compilation, "%s: stream is NULL", __func__); \
    }                                                            \
  } while (0)

/* Whether the function is called where it may be; the message is set if not. */
bool comes_before(struct cw_compilation *c, const char *function);
bool comes_after(struct cw_compilation *c, const char *function);
/* The same for what comes after CW_CHECK, too. */
bool comes_after_compiling(struct cw_compilation *c, const char *function);
/* Sets the message and returns CW_USAGE. */
__attribute__((format(printf, 2, 3))) enum cw_result usage(struct cw_compilation *c, const char *format, ...);

/* The writer of the format if it can do what is asked, else NULL with the message set. */
const struct writer *find_writer(struct cw_compilation *c, const char *format, const char *what);
/* The same, and text for a terminal, which is no format of documents. */
const struct writer *find_writer_or_text(struct cw_compilation *c, const char *format, const char *what);
struct writer_options writer_options(struct cw_compilation *c);
struct report_options report_options(struct cw_compilation *c);
/* The number of the judged crosswalk, or NO_INDEX with the message set, but where nothing joins the two (is_unconnected). */
uint32_t find_crosswalk(struct cw_compilation *c, const char *source, const char *target);
/* The framework, or NO_INDEX with the message set. */
uint32_t find_framework(struct cw_compilation *c, const char *id);
/* False with the message set if something that the run is told is held is not loaded: it would leave out what it is asked
 * for, and say nothing. What was not read is told already. */
bool find_held_of_run(struct cw_compilation *c);
/* FRAMEWORK:ID as a node, or NO_INDEX with the message set. */
uint32_t find_control(struct cw_compilation *c, const char *name);
/* What a command writes, into any sink. */
void put_table(struct cw_compilation *c, uint32_t number, const struct writer *writer, struct sink *sink);
void put_gaps(struct cw_compilation *c, uint32_t number, const struct writer *writer, struct sink *sink);
void put_review(struct cw_compilation *c, uint32_t number, const struct writer *writer, struct sink *sink);
void put_matrix(struct cw_compilation *c, const struct matrix *matrix, const struct writer *writer, struct sink *sink);
/* Whether results go into documents, and not to a stream. */
bool injects(const struct cw_compilation *c);
/* Fills the place NAME, or NAME followed by `suffix`, of each document; CW_USAGE for another format than Markdown. */
enum cw_result inject(struct cw_compilation *c, const char *format, struct str name, const char *suffix);
/* The same for a wide table, under its name or its full name. */
enum cw_result inject_matrix(struct cw_compilation *c, const char *format, const struct matrix *matrix);
/* Fills every place of each document. */
enum cw_result inject_all(struct cw_compilation *c);
/* A plain table in a format. */
enum cw_result write_grid(struct cw_compilation *c, const char *format, const struct report_grid *grid, FILE *stream);
/* Whether there is somewhere to write: a stream, or the caller's function. */
bool has_stream(const struct cw_compilation *c, const FILE *stream);
/* A sink on one of the two. */
struct sink *open_stream(struct cw_compilation *c, FILE *stream);
/* The same, unless a file is named. */
struct sink *open_output(struct cw_compilation *c, const char *path, FILE *stream);
/* Writes without a sink, where there may be no memory for one. 0, or an errno. */
int write_now(struct cw_compilation *c, FILE *stream, const char *bytes, size_t n);
/* Closes it; CW_FAILED with the finding io.write if anything went wrong, else cw_status. */
enum cw_result close_stream(struct cw_compilation *c, struct sink *sink);
enum cw_result close_output(struct cw_compilation *c, struct sink *sink, const char *path);
/* "2 papers" behind what there is, with a comma between; nothing for none. */
void put_number(struct buf *words, uint32_t number, const char *what);
/* "not written" behind what was counted; then, or alone, that nobody knows what so many documents would give. */
void put_unwritten(struct buf *words, const char *what, uint32_t documents);
/* A finding of what is written, when all others are settled: the switches hold for it, too. NULL where it is switched off. */
__attribute__((format(printf, 3, 4))) struct finding *report_late(struct cw_compilation *c, enum finding_code code,
                                                                  const char *format, ...);
/* output.limit for the crosswalk, which is then marked. `basis`: rows can be left out with --basis. */
void report_too_many(struct cw_compilation *c, uint32_t number, bool basis);
void report_write_failure(struct cw_compilation *c, const char *what, int error);
/* As workspace_settle, and writes the new baseline where one is asked for. */
void settle_findings(struct cw_compilation *c);

#endif
