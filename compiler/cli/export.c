/* crosswalk export: a framework, a mapping, or what holds between two frameworks, for other programs. */
#define _POSIX_C_SOURCE 200809L
#include "operands.h"
#include "run.h"

#include <string.h>
#include <unistd.h>

static bool is_workbook(const char *format) {
  return strcmp(format, "review") == 0 || strcmp(format, "olir") == 0;
}

enum cw_result run_export(const struct run *run) {
  const struct arguments *arguments = &run->arguments;
  const char **operands = arguments->operands;
  if (arguments->operand_count < 1 || operands_looks_like_path(operands[0])) {
    return say_usage(run, "a framework or a mapping is wanted: crosswalk export WHAT --to FORMAT [-o FILE] [PATH...]");
  }
  if (arguments->to == NULL) {
    return say_usage(run, "a format is wanted: --to oscal-json, oscal-xml, sssom, olir, ciso or review");
  }
  if (is_workbook(arguments->to) && arguments->folder == NULL && isatty(fileno(run->out)) == 1) {
    return say_usage(run, "a workbook is not for a terminal: crosswalk export WHAT --to FORMAT -o FILE.xlsx");
  }
  bool pair = arguments->operand_count > 1 && !operands_is_path(operands[1]);
  enum cw_result added = add_paths(run, pair ? 2 : 1);
  if (added != CW_OK) {
    return added;
  }
  cw_set(run->compilation, "gap-findings", "no");
  cw_set(run->compilation, "texts", "yes");
  if (pair) {
    cw_ask(run->compilation, operands[0], operands[1]);
  } else if (arguments->operand_count > 1) {
    cw_need(run->compilation, operands[0]);
  }
  enum cw_result result = cw_compile(run->compilation, CW_ASKED);
  if (result == CW_FAILED) {
    return result;
  }
  result =
      cw_export(run->compilation, operands[0], pair ? operands[1] : NULL, arguments->to, arguments->folder, run->out);
  return pass_on_named(run, result, 0, pair ? 2 : 1);
}
