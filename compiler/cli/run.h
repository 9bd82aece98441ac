/* One run of the program, for the commands. */
#ifndef CW_CLI_RUN_H
#define CW_CLI_RUN_H

#include "arguments.h"
#include "crosswalk.h"

#include <stdio.h>

struct run {
  struct arguments arguments;
  struct cw_compilation *compilation;
  int argc; /* as the program was called, for a second compilation with the same options */
  char **argv;
  FILE *out;
  FILE *err;
  size_t *fixed; /* how many changes were made */
  bool last;     /* nothing more is to be changed */
};

/* Each prints a line and gives CW_USAGE. */
enum cw_result say_usage(const struct run *run, const char *what);
enum cw_result say_redirect(const struct run *run);
/* The message of the library, if that is where the usage was wrong; a failure of the system counts more. */
enum cw_result pass_on(const struct run *run, enum cw_result result);
/* As pass_on, where these operands name frameworks, or mappings: one that is not there, or not among what --held names, may
 * well be defined in a document that could not be read. The findings are what counts then. */
enum cw_result pass_on_named(const struct run *run, enum cw_result result, int from, int end);
/* The operands from this one on; "-" is standard input, as everywhere. */
enum cw_result add_paths(const struct run *run, int from);
/* Where Markdown is meant, it need not be said. */
const char *format_of(const struct run *run, const char *otherwise);
/* A workbook is nothing for a terminal. */
bool is_for_a_file(const struct run *run);

/* ---- diff.c ---- */

enum cw_result run_diff(const struct run *run);
enum cw_result run_migrate(const struct run *run);

/* ---- export.c ---- */

enum cw_result run_export(const struct run *run);

/* ---- assessments.c ---- */

enum cw_result run_soa(const struct run *run);
enum cw_result run_risks(const struct run *run);
enum cw_result run_align(const struct run *run);
enum cw_result run_bid(const struct run *run);

#endif
