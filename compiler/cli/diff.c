/* The commands about change. crosswalk diff OLD NEW: two editions or two mappings by their ids, or what two files or folders
 * hold. crosswalk migrate FILE --to FRAMEWORK: a document carried to another edition. */
#define _POSIX_C_SOURCE 200809L
#include "operands.h"
#include "run.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *diff_format(const struct run *run) {
  return format_of(run, isatty(fileno(run->out)) == 1 ? "text" : "csv");
}

/* True for a file that begins like an assessment: what follows from it rests on the bundled mappings. */
static bool is_assessment(const char *path) {
  char head[4096];
  FILE *file = operands_is_path(path) ? fopen(path, "rb") : NULL;
  size_t n = file != NULL ? fread(head, 1, sizeof head - 1, file) : 0;
  if (file != NULL) {
    fclose(file);
  }
  head[n] = '\0';
  return strstr(head, "<assessment") != NULL;
}

/* Reads and judges one state: its own path, and the paths that belong to both. */
static enum cw_result compile_state(const struct run *run, struct cw_compilation *state, const char *path) {
  enum cw_result result = is_assessment(path) ? cw_ask_assessment(state, path) : CW_OK;
  if (result == CW_OK) {
    result = cw_add_path(state, path);
  }
  for (int i = 2; i < run->arguments.operand_count && result == CW_OK; i++) {
    result = cw_add_path(state, run->arguments.operands[i]);
  }
  if (result != CW_OK) {
    return result;
  }
  cw_set(state, "gap-findings", "no");
  cw_set(state, "texts", "yes");
  return cw_compile(state, CW_ALL);
}

static enum cw_result compare_states(const struct run *run, struct cw_compilation *old) {
  if (compile_state(run, old, run->arguments.operands[0]) == CW_FAILED) {
    cw_print_findings(old, run->err);
    return CW_FAILED;
  }
  enum cw_result result = compile_state(run, run->compilation, run->arguments.operands[1]);
  if (result == CW_FAILED) {
    return result;
  }
  return pass_on(run, cw_diff(old, run->compilation, diff_format(run), run->out));
}

/* The old state is a compilation of its own, with the same options. */
static enum cw_result run_states(const struct run *run) {
  struct cw_compilation *old = cw_new();
  struct arguments again = {.operands = malloc(((size_t)run->argc + 1) * sizeof *again.operands)};
  enum cw_result result = CW_FAILED;
  if (old != NULL && again.operands != NULL) {
    result = arguments_parse(&again, run->argc, run->argv, old, run->err);
    if (result == CW_OK) {
      result = compare_states(run, old);
    }
  } else {
    fputs("crosswalk: error: memory ran out; nothing is written [io.memory]\n", run->err);
  }
  free(again.operands);
  cw_free(old);
  return result;
}

static enum cw_result run_ids(const struct run *run) {
  const char **operands = run->arguments.operands;
  enum cw_result added = add_paths(run, 2);
  if (added != CW_OK) {
    return added;
  }
  cw_set(run->compilation, "gap-findings", "no");
  cw_set(run->compilation, "texts", "yes");
  if (run->arguments.operand_count > 2) {
    cw_need(run->compilation, operands[0]);
    cw_need(run->compilation, operands[1]);
  }
  if (cw_compile(run->compilation, CW_ASKED) == CW_FAILED) {
    return CW_FAILED;
  }
  enum cw_result result = cw_diff_named(run->compilation, operands[0], operands[1], diff_format(run), run->out);
  return pass_on_named(run, result, 0, 2);
}

enum cw_result run_diff(const struct run *run) {
  if (run->arguments.operand_count < 2) {
    return say_usage(run, "two states are wanted: crosswalk diff OLD NEW [PATH...]");
  }
  if (is_for_a_file(run)) {
    return say_redirect(run);
  }
  bool paths[2] = {operands_is_path(run->arguments.operands[0]), operands_is_path(run->arguments.operands[1])};
  if (paths[0] != paths[1]) {
    fprintf(run->err, "crosswalk: \"%s\" is no file or folder, and \"%s\" is; name two of one kind\n",
            run->arguments.operands[paths[0] ? 1 : 0], run->arguments.operands[paths[0] ? 0 : 1]);
    return CW_USAGE;
  }
  return paths[0] ? run_states(run) : run_ids(run);
}

enum cw_result run_migrate(const struct run *run) {
  const struct arguments *arguments = &run->arguments;
  if (arguments->operand_count < 1) {
    return say_usage(run, "a file is wanted: crosswalk migrate FILE [PATH...] --to FRAMEWORK -o DIR");
  }
  if (arguments->to == NULL || arguments->folder == NULL) {
    return say_usage(run, arguments->to == NULL ? "the new edition is wanted: --to FRAMEWORK"
                                                : "a folder for the new document is wanted: -o DIR");
  }
  enum cw_result added = add_paths(run, 0);
  if (added != CW_OK) {
    return added;
  }
  cw_set(run->compilation, "gap-findings", "no");
  cw_set(run->compilation, "bundled", "yes"); /* the mappings between the editions */
  cw_need(run->compilation, arguments->to);
  if (cw_compile(run->compilation, CW_ASKED) == CW_FAILED) {
    return CW_FAILED;
  }
  return pass_on(run, cw_migrate(run->compilation, arguments->operands[0], arguments->to, format_of(run, "csv"),
                                 arguments->folder, run->err));
}
