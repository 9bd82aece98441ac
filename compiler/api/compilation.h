/* What a compilation holds, for the functions behind crosswalk.h. */
#ifndef CW_API_COMPILATION_H
#define CW_API_COMPILATION_H

#include "analyse/analysis.h"
#include "crosswalk.h"
#include "diag/switches.h"
#include "diag/text.h"
#include "interchange/import.h"
#include "link/link.h"
#include "load/bundled.h"
#include "load/load.h"
#include "output/writer.h"
#include "report/build.h"

#define UNUSED __attribute__((unused))

/* A bundled document, and what its root element says. */
struct bundled {
  struct memory_document document;
  const struct bundled_document *index; /* NULL for one of a folder, which nobody indexed */
  enum document_kind kind;
  struct str id;
  struct str source; /* the frameworks of a mapping */
  struct str target;
  bool loaded;
};

struct asked {
  struct str source;
  struct str target;
};

/* A wide table that a workspace asks for. */
struct matrix {
  uint32_t source;       /* framework */
  VEC(uint32_t) columns; /* crosswalks, each once */
  struct str title;
  struct str file; /* its stem */
  struct str full; /* the one with its targets in it, which no other has */
  bool clashes;    /* another table would have the same file */
};

typedef VEC(uint32_t) assessment_list;

/* What a workspace asks to be made of assessments. */
struct deliverable_asked {
  enum deliverable kind;
  uint32_t target; /* framework of an alignment, or NO_INDEX */
  assessment_list assessments;
  struct str full; /* the stem with its assessments in it, which no other has */
  struct str file; /* the stem */
  const char *over;
  struct str title;
};

enum gap_choice { GAPS_IF_GIVEN, GAPS_YES, GAPS_NO };
enum diagnostics { DIAGNOSTICS_TEXT, DIAGNOSTICS_JSON, DIAGNOSTICS_SARIF, DIAGNOSTICS_GITHUB };

struct cw_compilation {
  struct guard guard; /* where the arena jumps when memory runs out; set anew by every entry point */
  struct arena arena;
  const char *message;
  bool out_of_memory;
  bool io_failed; /* a file could not be read or written */

  /* Options */
  unsigned jobs;
  struct switches switches;
  VEC(const char *) warnings; /* -W, in order; they come after what workspaces say */
  VEC(const char *) fail_ons;
  const char *baseline;     /* of known findings, or NULL */
  const char *new_baseline; /* to be written, or NULL */
  const char *stamp;        /* to be touched when nothing has failed, or NULL */
  bool prune;               /* remove files of earlier builds */
  struct limits limits;
  bool with_bundled;
  struct str data;
  bool candidates;
  bool durable; /* pages are on the disk before they stand in their folder */
  bool texts;
  unsigned bases;
  unsigned authorities;
  unsigned rationales;
  struct str language;
  struct str as_of; /* as it was asked for, or absent */
  bool plan;        /* what follows when the plan is done, too */
  bool evidence_required;
  bool profile;
  bool claimed; /* what is certified is shown to others */
  bool excel;
  VEC(char) front_matter;
  bool fragment;
  VEC(const char *) injected; /* documents that results are put into */
  bool all_notes;
  bool colour;
  bool errors_last;
  bool brief; /* lists as text leave columns out */
  enum diagnostics diagnostics;
  enum gap_choice gap_choice;

  /* Importing */
  struct {
    struct import_options options;
    struct str metadata; /* a file's name */
    struct str names;    /* the same */
    bool strict;
    bool force;
  } import;

  /* Input */
  VEC(struct load_path) paths;
  VEC(struct memory_document) memory;
  VEC(struct asked) asked;
  struct names unconnected; /* of what was asked for, pairs of frameworks that nothing joins */
  bool something_missing;   /* that may have joined them */
  uint32_t missing_seen;    /* findings that were looked at for that */
  uint32_t *parts;          /* by framework: which part of the graph that mappings join; NULL until asked */
  struct names torn;        /* frameworks, and pairs of them, of which something was not read */
  bool all_torn;            /* nobody knows of which */
  VEC(struct str) needed;
  VEC(struct str) where;             /* FRAMEWORK:ATTRIBUTE=VALUE */
  bool long_gaps;                    /* agreement and robustness beside each covered control */
  struct str held;                   /* frameworks that the whole run takes as met together, or absent */
  VEC(struct str) asked_assessments; /* ids, or names of documents */
  bool beside_bundled;               /* the bundled documents join, unless a workspace says which do */
  VEC(struct bundled) bundle;
  struct link_options link_options;
  uint32_t framework_searches; /* for the workspaces */

  /* Stages */
  struct parallel parallel;
  struct sources sources;
  struct findings findings;
  struct str *digests;                 /* by source; NULL until somebody asks */
  const struct neighbours *neighbours; /* by control; NULL until somebody asks */
  struct loaded loaded;
  struct report_brand brand; /* of the workspaces */
  struct str logo_path;      /* the file of the logo, where there is one */
  struct graph graph;
  struct analysis_options analysis_options;
  struct analysis analysis;
  VEC(struct matrix) matrices;
  VEC(struct deliverable_asked) deliverables;
  bool compiled;
  bool index_only; /* of what is bundled nothing is read that its index tells */
  enum cw_scope scope;

  /* The last build */
  VEC(struct str) built;    /* files */
  VEC(uint32_t) owners;     /* of each: a crosswalk, behind all of them a wide table, or NO_INDEX */
  struct str written;       /* what was made, in words */
  struct str gone;          /* what of the baseline was not found any more, in words */
  VEC(struct str) excesses; /* more findings than --fail-on allows */
  bool has_asks;            /* a workspace asks for something */
  bool has_built;
};

/* The bundled ones of these frameworks, which plus signs or commas separate, are loaded if nobody defines them. */
void need_each(struct cw_compilation *c, struct str ids);

/* Nothing more is done, and no file that was begun stays. */
void memory_ran_out(struct cw_compilation *c);

/* Enters the library: returns CW_FAILED from the calling function when memory runs out in it. */
#define ENTER(compilation)                        \
  do {                                            \
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
    if ((compilation)->io_failed) {            \
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

/* Whether the function is called where it may be; the message is set if not. */
bool comes_before(struct cw_compilation *c, const char *function);
bool comes_after(struct cw_compilation *c, const char *function);
/* Sets the message and returns CW_USAGE. */
__attribute__((format(printf, 2, 3))) enum cw_result usage(struct cw_compilation *c, const char *format, ...);

/* Reads the documents there and appends them. */
void load_paths(struct cw_compilation *c, const struct load_path *paths, uint32_t count,
                const struct memory_document *memory, uint32_t memory_count);
/* What loading keeps: nothing that no output of this scope shows. */
struct load_options load_options(const struct cw_compilation *c);
/* The bundled documents, embedded or from the folder that the options name, with what their roots say. */
void bundle_open(struct cw_compilation *c);
/* Adds to the sources all bundled documents that are needed and not defined by the user's own, and reads them. */
void bundle_load(struct cw_compilation *c);
/* Reads these of them. */
void bundle_load_documents(struct cw_compilation *c, const struct memory_document *documents, uint32_t count);
/* Whether the bundled framework has the control, without loading it. */
bool bundle_edition_has(struct str framework, struct str control);

/* `href` relative to the file that names it. */
const char *resolve_href(struct cw_compilation *c, const struct source *source, struct str href);

/* The writer of the format if it can do what is asked, else NULL with the message set. */
const struct writer *find_writer(struct cw_compilation *c, const char *format, const char *what);
struct writer_options writer_options(struct cw_compilation *c);
struct report_options report_options(struct cw_compilation *c);
/* The number of the judged crosswalk, or NO_INDEX with the message set, but where nothing joins the two (is_unconnected). */
uint32_t find_crosswalk(struct cw_compilation *c, const char *source, const char *target);
/* The framework, or NO_INDEX with the message set. */
uint32_t find_framework(struct cw_compilation *c, const char *id);
/* The finding that a name which is none was probably meant to be, or NULL. */
const char *nearest_finding(struct str name);
/* FRAMEWORK:ID as a node, or NO_INDEX with the message set. */
uint32_t find_control(struct cw_compilation *c, const char *name);
/* The framework that an attribute of a workspace names, or NO_INDEX with a finding that ends in `consequence`. */
uint32_t workspace_framework(struct cw_compilation *c, const struct document *document, uint32_t offset,
                             const char *attribute, struct str id, const char *consequence);
/* What a command writes, into any sink. */
void put_table(struct cw_compilation *c, uint32_t number, const struct writer *writer, struct sink *sink);
void put_gaps(struct cw_compilation *c, uint32_t number, const struct writer *writer, struct sink *sink);
void put_review(struct cw_compilation *c, uint32_t number, const struct writer *writer, struct sink *sink);
void put_matrix(struct cw_compilation *c, const struct matrix *matrix, const struct writer *writer, struct sink *sink);
/* The list of that name; false if there is none. */
bool make_list(struct cw_compilation *c, const char *what, struct report_grid *grid);
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
/* Closes the sink of a stream; CW_FAILED with the finding io.write if anything went wrong, else cw_status. */
enum cw_result close_stream(struct cw_compilation *c, struct sink *sink);
/* A finding of what is written, when all others are settled: the switches hold for it, too. NULL where it is switched off. */
__attribute__((format(printf, 3, 4))) struct finding *report_late(struct cw_compilation *c, enum finding_code code,
                                                                  const char *format, ...);
/* output.limit for the crosswalk, which is then marked. */
void report_too_many(struct cw_compilation *c, uint32_t number);
void report_write_failure(struct cw_compilation *c, const char *what, int error);
/* Matches accepts, applies the switches, puts the findings in order. */
void settle_findings(struct cw_compilation *c);

#endif
