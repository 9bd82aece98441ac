/* The commands about an organisation's own state. */
#define _POSIX_C_SOURCE 200809L
#include "operands.h"
#include "run.h"

#include <string.h>
#include <unistd.h>

/* Tables are read by people on a terminal, and by programs elsewhere. */
static const char *table_format(const struct run *run) {
  return format_of(run, isatty(fileno(run->out)) == 1 ? "text" : "csv");
}

/* Asks for the assessments among the operands from `from` up to `end`: ids, or documents, which are added. */
static enum cw_result ask_assessments(const struct run *run, int from, int end) {
  for (int i = from; i < run->arguments.operand_count; i++) {
    const char *operand = run->arguments.operands[i];
    const char *name = strcmp(operand, "-") == 0 ? "/dev/stdin" : operand;
    enum cw_result result = CW_OK;
    if (operands_is_path(operand) || i >= end) {
      result = cw_add_path(run->compilation, name);
    }
    if (result == CW_OK && i < end) {
      result = cw_ask_assessment(run->compilation, name);
    }
    if (result != CW_OK) {
      return pass_on(run, result);
    }
  }
  return CW_OK;
}

/* A document that could not be used may well be the assessment: then its findings are what counts. */
static enum cw_result pass_on_read(const struct run *run, enum cw_result result) {
  bool broken = result == CW_USAGE && cw_status(run->compilation) == CW_FINDINGS;
  return broken ? CW_FINDINGS : pass_on(run, result);
}

typedef enum cw_result print_function(struct cw_compilation *compilation, const char *format, FILE *stream);

static enum cw_result run_one(const struct run *run, print_function *print) {
  if (run->arguments.operand_count < 1) {
    fprintf(run->err, "crosswalk: an assessment is wanted: crosswalk %s ASSESSMENT [PATH...]\n",
            run->arguments.command_name);
    return CW_USAGE;
  }
  if (is_for_a_file(run)) {
    return say_redirect(run);
  }
  enum cw_result added = ask_assessments(run, 0, 1);
  if (added != CW_OK) {
    return added;
  }
  cw_set(run->compilation, "gap-findings", "no"); /* the table says them; -W gap and --fail-on ask for them */
  enum cw_result result = cw_compile(run->compilation, CW_ASKED);
  if (result == CW_FAILED) {
    return result;
  }
  return pass_on_read(run, print(run->compilation, table_format(run), run->out));
}

enum cw_result run_soa(const struct run *run) {
  return run_one(run, cw_soa);
}

enum cw_result run_risks(const struct run *run) {
  return run_one(run, cw_risks);
}

enum cw_result run_align(const struct run *run) {
  const struct arguments *arguments = &run->arguments;
  if (arguments->operand_count < 2) {
    return say_usage(run, "a framework and an assessment are wanted: crosswalk align TARGET ASSESSMENT... [PATH...]");
  }
  if (is_for_a_file(run)) {
    return say_redirect(run);
  }
  enum cw_result added = ask_assessments(run, 1, arguments->operand_count);
  if (added != CW_OK) {
    return added;
  }
  cw_set(run->compilation, "gap-findings", "no");
  cw_need(run->compilation, arguments->operands[0]);
  enum cw_result result = cw_compile(run->compilation, CW_ASKED);
  if (result == CW_FAILED) {
    return result;
  }
  return pass_on_read(run, cw_align(run->compilation, arguments->operands[0], table_format(run), run->out));
}

enum cw_result run_bid(const struct run *run) {
  if (run->arguments.operand_count < 1) {
    return say_usage(run, "an assessment is wanted: crosswalk bid ASSESSMENT... [PATH...]");
  }
  enum cw_result added = ask_assessments(run, 0, run->arguments.operand_count);
  if (added != CW_OK) {
    return added;
  }
  cw_set(run->compilation, "gap-findings", "no");
  cw_set(run->compilation, "claimed", "yes");
  enum cw_result result = cw_compile(run->compilation, CW_ASKED);
  if (result == CW_FAILED) {
    return result;
  }
  return pass_on_read(run, cw_bid(run->compilation, format_of(run, "markdown"), run->out));
}
