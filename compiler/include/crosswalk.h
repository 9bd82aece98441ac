/* crosswalk: compiles security frameworks and the mappings between them into tables that can be proved.
 *
 * The library as a program would use it:
 *
 *     struct cw_compilation *c = cw_new();
 *     cw_add_path(c, "mappings");
 *     cw_compile(c, CW_ALL);
 *     cw_print_findings(c, stderr);
 *     cw_build(c, "out", "html,csv");
 *     int status = cw_status(c);
 *     cw_free(c);
 *
 * A compilation is used by one thread at a time; it starts threads of its own. Every text is UTF-8. Nothing is printed
 * but where a FILE is handed over, or to the function of cw_set_output. The process is never ended, and of the environment
 * only SOURCE_DATE_EPOCH is read, by cw_export. After a failure of the system (CW_FAILED) a compilation can only be asked for
 * its findings and status, and freed. Options and documents come before cw_compile, everything that is written comes after
 * it; cw_import takes its place, and then there are only findings to ask for. A call out of order, or a NULL where something
 * is wanted (the compilation included), changes nothing and returns CW_USAGE; functions that return a number return 0. */
#ifndef CROSSWALK_H
#define CROSSWALK_H

#include <stddef.h>
#include <stdio.h>

#if defined(__GNUC__)
#define CW_API __attribute__((visibility("default")))
#else
#define CW_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The exit statuses of the program, and what the functions return. */
enum cw_result {
  CW_OK = 0,       /* nothing at or above the failing level */
  CW_FINDINGS = 1, /* findings at or above it (errors, unless "fail-on" says otherwise) */
  CW_USAGE = 2,    /* an option, a format or a name was wrong: cw_message says which */
  CW_FAILED = 3    /* the system failed: a file, memory, a full disk */
};

struct cw_compilation;

/* Released with cw_free. NULL when there is no memory. */
CW_API struct cw_compilation *cw_new(void);
/* NULL is allowed. */
CW_API void cw_free(struct cw_compilation *compilation);

/* Sets an option, before cw_compile. Names and values are those of the command line, without the dashes; where a message or
 * a finding names an option it has them: --limit is the option "limit".
 *   jobs N                     threads; 0: one for each processor
 *   warning ARG                as -W: NAME, no-NAME, error=NAME ... for a finding or a family
 *   fail-on ARG                error, warning, note, a finding or a family
 *   baseline FILE              findings that stand in this file pass
 *   write-baseline FILE        the findings are written into this file
 *   stamp FILE                 cw_touch_stamp touches this file
 *   prune yes                  cw_build removes files of earlier builds that it does not write
 *   shard K/N                  cw_build writes only the crosswalks of part K of N; nothing else can be asked for then
 *   index yes                  cw_build writes only what is of no part: the index, wide tables, what is made of assessments
 *   counts FILE                with "shard" the numbers that the index shows are written into this file, with "index"
 *                              they are read from it; repeatable there
 *   strict yes                 cw_migrate with a decision open, and an import or export with any loss, give CW_FINDINGS
 *   bundled yes                bundled mappings join the documents that are given
 *   data DIR                   bundled documents are taken from there
 *   candidates yes             tables carry candidate rows
 *   durable yes                cw_build waits until each file is on the disk before it gets its name
 *   texts yes                  statements and guidance of controls are kept, for what shows them: cw_explain, JSON,
 *                              and HTML
 *   held LIST                  CW_ALL and CW_CHECK judge, too, what each framework is met by these held together
 *   where F:ATTR=VALUE         only the controls of F that have this value are counted; repeatable
 *   show ATTR                  a column with this attribute of controls behind all others; F:ATTR: only those of F; repeatable
 *   long yes                   cw_gaps also says how many publishers agree, and whether the coverage is robust
 *   basis LIST                 only rows of these bases: declared, implied, candidate, gap, excluded
 *   authority LIST             only mappings of these authorities: owner, third-party, organisation, unstated
 *   rationale LIST             facts of these rationales combine: semantic, syntactic, functional, unstated
 *   language TAG               language of titles, where a supplement has them
 *   as-of DATE                 the day that assessments are judged at; otherwise the date of the latest one
 *   claimed yes                what is certified is shown to others (cw_bid): findings about certificates are errors
 *   plan yes                   cw_align also says what follows when what is planned is done
 *   evidence required          statuses without evidence are read as not stated
 *   layout profile             cw_align fills in NIST's Organizational Profile, as csv or xlsx
 *   excel yes                  CSV with byte order mark and CRLF
 *   front-matter KEY=VALUE     Markdown front matter; repeatable
 *   license URL                the terms of use that cw_export writes as sssom; otherwise those that the provenance says
 *   fragment yes               Markdown without headings, to be included elsewhere; not with front-matter
 *   inject FILE                cw_table, cw_matrix, cw_gaps, cw_review and cw_list put what they have, as Markdown,
 *                              into this document instead of the stream, and cw_build fills every place in it;
 *                              repeatable.
 *                              A place is what stands between two lines, <!-- crosswalk:begin NAME --> and
 *                              <!-- crosswalk:end -->; NAME is SOURCE--TARGET, SOURCE--TARGET.gaps,
 *                              SOURCE--TARGET.review, SOURCE--matrix or SOURCE--matrix+TARGET+TARGET, frameworks,
 *                              mappings, controls or crosswalks. A document is written whole or not at all, and not at all where
 *                              its marks are wrong (findings inject.*).
 *   all-notes yes              show every finding, and each gap by itself
 *   colour yes                 findings in colour
 *   errors-last yes            findings as text by severity, errors last, for a terminal
 *   brief yes                  lists as text in lines of eighty columns, without the columns that tell least
 *   diagnostics FORM           findings as text, json, sarif or github
 *   gap-findings yes|no        report gaps as findings; otherwise only for documents that are given
 *   limit NAME=VALUE           raises or lowers a limit on input
 * Returns CW_OK or CW_USAGE. */
CW_API enum cw_result cw_set(struct cw_compilation *compilation, const char *name, const char *value);

/* A function of the caller that takes output: `size` bytes, borrowed until it returns. It returns 0 if it took all of them,
 * otherwise an errno value such as ENOSPC, which the finding io.write puts into words. */
typedef int cw_output_writer(void *context, const void *bytes, size_t size);
/* From now on `write` is called wherever NULL is given for a stream; a stream that is given is written to as ever. Before or
 * after cw_compile, any number of times; NULL ends it. It is called in the thread of the call that writes, with one piece of
 * the output after the other; it must return, and not call the compilation. `context` is passed on, neither copied nor freed.
 * Once it fails, the rest of that output is dropped, the call returns CW_FAILED, and so does cw_status from then on; what was
 * taken before is incomplete. (cw_print_findings calls it once more, with a line that says so.) */
CW_API enum cw_result cw_set_output(struct cw_compilation *compilation, cw_output_writer *write, void *context);
/* What was wrong with the last call that returned CW_USAGE, or "". Valid until the next call. */
CW_API const char *cw_message(const struct cw_compilation *compilation);

/* Adds a file or folder. Without any path or document the bundled content is compiled. */
CW_API enum cw_result cw_add_path(struct cw_compilation *compilation, const char *path);
/* Adds a document in memory; the bytes are borrowed until cw_free. */
CW_API enum cw_result cw_add_document(struct cw_compilation *compilation, const char *name, const void *bytes,
                                      size_t size);
/* Asks for a crosswalk by the ids of its frameworks, before cw_compile; bundled frameworks are found by their id. The target
 * may be several that are held together, F+G, as it may be wherever one is named later; or "*", all that mappings join with
 * the source. */
CW_API enum cw_result cw_ask(struct cw_compilation *compilation, const char *source, const char *target);
/* Whether a framework of this id is loaded or bundled; after cw_compile. */
CW_API int cw_knows(const struct cw_compilation *compilation, const char *framework);
/* Whether a document could not be read as XML, so that nobody knows what it defines; after cw_compile. */
CW_API int cw_has_unread(const struct cw_compilation *compilation);
/* Asks for an assessment, by its id or by the name of a document that was added; the functions that make something of
 * assessments are then about those, otherwise about all that are loaded. The bundled mappings join, as with the option
 * "bundled", unless a workspace says which do. Before cw_compile. */
CW_API enum cw_result cw_ask_assessment(struct cw_compilation *compilation, const char *name);
/* Names a framework that is needed whatever the documents say: the bundled one is loaded if they do not define it. */
CW_API enum cw_result cw_need(struct cw_compilation *compilation, const char *framework);

enum cw_scope {
  CW_ALL,   /* judge every crosswalk and wide table that the workspace asks for, or else every declared pair */
  CW_ASKED, /* judge the facts, and the crosswalks of cw_ask only */
  CW_CHECK, /* as CW_ALL, for the findings only: texts that only tables show are not kept, and none can be written */
  CW_INDEX /* as CW_ASKED, but that of bundled content, where nothing is given, only the index is looked at: for cw_list of
             * "frameworks" */
};
/* Reads, links and judges. Returns cw_status; with CW_CHECK, as cw_build does, CW_USAGE where everything was read and the
 * option "held" names a framework that is not loaded. */
CW_API enum cw_result cw_compile(struct cw_compilation *compilation, enum cw_scope scope);

/* Prints the findings as a compiler does. Returns cw_status, which is CW_FAILED from then on if the stream did not take
 * them. */
CW_API enum cw_result cw_print_findings(struct cw_compilation *compilation, FILE *stream);
CW_API size_t cw_finding_count(const struct cw_compilation *compilation);

/* Where something is. `line` and `column` count from 1, columns in code points; 0: the document as a whole. */
struct cw_place {
  const char *file; /* as it was given; NULL: nowhere */
  unsigned line;
  unsigned column;
  unsigned end_column; /* one past the last one meant */
  const char *cell;    /* 'Sheet'!B12 of a workbook, else NULL */
};
struct cw_note {
  const char *message;
  struct cw_place place;
};
/* A finding, and what the option "diagnostics json" says of it. Texts that do not apply are NULL. */
struct cw_finding {
  const char *name;     /* reference.unknown-control */
  const char *severity; /* "error", "warning", "note" */
  const char *message;
  struct cw_place place;
  const char *framework;
  const char *control;
  const char *mapping;
  const char *accepted; /* the reason, if somebody has accepted it */
  const struct cw_note *notes;
  size_t note_count;
};
typedef void cw_finding_visitor(void *context, const struct cw_finding *finding);
/* Hands every finding to the visitor, in the order of their places; before cw_compile there are none. The texts stay until cw_free. The
 * visitor must return, and not call the compilation. Returns cw_status. */
CW_API enum cw_result cw_visit_findings(struct cw_compilation *compilation, cw_finding_visitor *visit, void *context);
/* The result so far: findings against the failing level, or a failure of the system. */
CW_API enum cw_result cw_status(const struct cw_compilation *compilation);

/* Writes every crosswalk and wide table into the folder, which is made if need be; `formats` is a list such as
 * "html,csv,markdown".
 * Without a folder (NULL) only documents are filled, those of the option "inject". */
CW_API enum cw_result cw_build(struct cw_compilation *compilation, const char *folder, const char *formats);
/* Before cw_compile: whether the build of these arguments, where each is what cw_build and cw_write_depfile will get, would
 * read, be told and write just what the one did that the file of the option "stamp" was touched for. `unchanged` then gets 1,
 * the depfile is written, and nothing is left to do but to print the findings, which are those of that build, and to touch
 * the stamp. Else it gets 0, and cw_touch_stamp writes into the file what the next call compares. Bytes decide: the inputs and the
 * outputs are read. */
CW_API enum cw_result cw_unchanged(struct cw_compilation *compilation, const char *folder, const char *formats,
                                   const char *depfile, int *unchanged);
/* Touches the file of the option "stamp", if nothing has failed so far. */
CW_API enum cw_result cw_touch_stamp(struct cw_compilation *compilation);
/* The dependencies of the last cw_build in the form of Make: its stamp, or else its first file, and every document that was
 * read, each with a rule of its own. */
CW_API enum cw_result cw_write_depfile(struct cw_compilation *compilation, const char *path);

/* Makes the certain changes that findings ask for in the files that were read, each written whole: ids that are mangled or
 * misspelt and have one candidate, words of a vocabulary likewise, statements that stand there twice. Tells each on the
 * stream; `dry` writes no file, and puts a unified diff on the stream. `count` gets how many there are. What was compiled is
 * the state before them. */
CW_API enum cw_result cw_fix(struct cw_compilation *compilation, int dry, FILE *stream, size_t *count);
/* Writes beside each <map> of the mappings that were read what its controls say (the attribute "pinned"), so that
 * lint.suspect tells when their titles or statements change. A line that was pinned to another wording is confirmed by it.
 * `dry`, the stream and `count` as above. */
CW_API enum cw_result cw_pin(struct cw_compilation *compilation, int dry, FILE *stream, size_t *count);

/* One crosswalk that was judged, or its gaps, in a format ("csv", "markdown", "html", "json", "xlsx"; html has no gaps of its
 * own). XLSX is binary: the stream must not change line ends. */
CW_API enum cw_result cw_table(struct cw_compilation *compilation, const char *source, const char *target,
                               const char *format, FILE *stream);
CW_API enum cw_result cw_gaps(struct cw_compilation *compilation, const char *source, const char *target,
                              const char *format, FILE *stream);
/* The wide table: a row for each control of the source, a column for each of the targets, between which and the source
 * crosswalks were judged; a target that is named twice counts once. In a format ("csv", "markdown", "html", "json", "xlsx"). */
CW_API enum cw_result cw_matrix(struct cw_compilation *compilation, const char *source, const char *const *targets,
                                size_t target_count, const char *format, FILE *stream);
/* The open pairs of a crosswalk, ordered by how many counted controls one human decision would settle. */
CW_API enum cw_result cw_review(struct cw_compilation *compilation, const char *source, const char *target,
                                const char *format, FILE *stream);
/* How two controls, each FRAMEWORK:ID, are related, with the proof, or why nothing is proved; as "text" or "json". */
CW_API enum cw_result cw_explain(struct cw_compilation *compilation, const char *a, const char *b, const char *format,
                                 FILE *stream);
/* The statement of applicability, and the treatment plan, of one assessment, in a format ("text", "csv", "markdown", "html",
 * "json", "xlsx"). */
CW_API enum cw_result cw_soa(struct cw_compilation *compilation, const char *format, FILE *stream);
CW_API enum cw_result cw_risks(struct cw_compilation *compilation, const char *format, FILE *stream);
/* The page of a bid, as "markdown" or "html". With the option "claimed" a certificate that has expired, or is not there, is an
 * error. CW_USAGE where the assessments are of different organisations. */
CW_API enum cw_result cw_bid(struct cw_compilation *compilation, const char *format, FILE *stream);
/* What follows for each control of a framework from the assessments of others; one of the framework itself is shown beside
 * it. In the same formats. */
CW_API enum cw_result cw_align(struct cw_compilation *compilation, const char *target, const char *format,
                               FILE *stream);
/* "frameworks", "mappings", "controls", "controls:FRAMEWORK" or "crosswalks" (those that were judged), in a format ("text",
 * "csv", "markdown", "json", "xlsx"). */
CW_API enum cw_result cw_list(struct cw_compilation *compilation, const char *what, const char *format, FILE *stream);
/* Writes a framework or a mapping (`target` is NULL), or the crosswalk from a framework to `target`, in a format that other
 * programs read: "oscal-json", "oscal-xml", "sssom", "olir", "ciso" or "review"; to a file, or to `stream` where `path` is
 * NULL. What the format cannot hold is a finding. */
CW_API enum cw_result cw_export(struct cw_compilation *compilation, const char *what, const char *target,
                                const char *format, const char *path, FILE *stream);
/* What changed between two frameworks or two mappings that are loaded together, named by their ids; as "text", "csv",
 * "markdown", "html", "json" or "xlsx". */
CW_API enum cw_result cw_diff_named(struct cw_compilation *compilation, const char *old, const char *new_,
                                    const char *format, FILE *stream);
/* What changed from one compilation to another: controls, facts, assessments, and what follows. Both have been compiled;
 * lost coverage is the finding diff.lost of the new one. */
CW_API enum cw_result cw_diff(struct cw_compilation *old, struct cw_compilation *new_, const char *format,
                              FILE *stream);
/* Carries a mapping or an assessment, which has been compiled as `file`, to another edition of a framework: the document
 * with what is proved to carry over is written into the folder under its name, and beside it DECISIONS with a line for all
 * that is not, as "csv", or as "xlsx" with a sheet that cw_import reads back: both or none, and no file that was read is written over. One line on the stream says how many. With the
 * option "strict" an open decision gives CW_FINDINGS. */
CW_API enum cw_result cw_migrate(struct cw_compilation *compilation, const char *file, const char *to,
                                 const char *format, const char *folder, FILE *stream);
/* What answers a control, FRAMEWORK:ID, in one framework or (NULL) in all that were asked for; "text", "csv", "markdown",
 * "json" or "xlsx". */
CW_API enum cw_result cw_explain_control(struct cw_compilation *compilation, const char *control, const char *framework,
                                         const char *format, FILE *stream);
/* What a finding means and how to fix it, as "text" or "json". CW_USAGE if there is no such finding. */
CW_API enum cw_result cw_explain_finding(struct cw_compilation *compilation, const char *name, const char *format,
                                         FILE *stream);

/* Makes documents of crosswalk's own from files of other formats (spreadsheets, OSCAL, SSSOM and others, known by what they
 * hold), instead of cw_compile. They are written into the folder, which is made if need be; without one (NULL), a single
 * document goes to the stream. Documents of crosswalk's own among the files define what the others name. Options of
 * cw_set, as on the command line: from, source, target, id, title, columns, sheet, shape, cells, blanks, relation, attr,
 * encoding, names, metadata, guess, stub, strict, fill-down, statements, groups, literal-supports, force. */
CW_API enum cw_result cw_import(struct cw_compilation *compilation, const char *const *files, size_t count,
                                const char *folder, FILE *stream);

/* Writes an empty workbook to fill in for cw_import, into the file or (NULL) the stream; the options source and target name
 * frameworks whose controls stand in it. */
CW_API enum cw_result cw_import_template(struct cw_compilation *compilation, const char *path, FILE *stream);

/* The base relations (RCC-5) that the facts leave possible between two controls, as bits: EQ 1, PP 2 (a within b),
 * PPI 4 (b within a), PO 8, DR 16. 0 when a control is unknown. */
CW_API unsigned cw_possible(struct cw_compilation *compilation, const char *a, const char *b);

/* Removes the temporary files of all builds of this process. For a signal handler that is about to end the process: it may be
 * called in one, and nothing can be written any more afterwards. */
CW_API void cw_remove_temporaries(void);

/* "2.0.0" */
CW_API const char *cw_version(void);

#ifdef __cplusplus
}
#endif

#endif
