/* The commands, each a few calls of the library. */
#define _POSIX_C_SOURCE 200809L
#include "cli.h"

#include "arguments.h"
#include "help.h"
#include "operands.h"
#include "run.h"
#include "sandbox.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum cw_result say_usage(const struct run *run, const char *what) {
  fprintf(run->err, "crosswalk: %s\n", what);
  return CW_USAGE;
}

/* The message of the library, if that is where the usage was wrong; a failure of the system counts more. */
enum cw_result pass_on(const struct run *run, enum cw_result result) {
  if (cw_status(run->compilation) == CW_FAILED) {
    return CW_FAILED;
  }
  if (result == CW_USAGE) {
    fprintf(run->err, "crosswalk: %s\n", cw_message(run->compilation));
  }
  return result;
}

enum { LONGEST_NAME = 255 };

/* The id of the framework that the operand names, alone or before a colon; "" if it is too long for one. */
static void framework_of(const char *operand, char id[LONGEST_NAME + 1]) {
  size_t n = strcspn(operand, ":");
  n = n <= LONGEST_NAME ? n : 0;
  memcpy(id, operand, n);
  id[n] = '\0';
}

/* True if one of those that --held names, between commas or plus signs, is not loaded. */
static bool lacks_held(const struct run *run) {
  const char *held = run->arguments.held != NULL ? run->arguments.held : "";
  for (size_t n = 0; *held != '\0'; held += n + (held[n] != '\0' ? 1 : 0)) {
    char id[LONGEST_NAME + 1];
    n = strcspn(held, ",+");
    (void)snprintf(id, sizeof id, "%.*s", n <= LONGEST_NAME ? (int)n : 0, held);
    if (cw_knows(run->compilation, id) == 0) {
      return true;
    }
  }
  return false;
}

/* True if one of these operands, or --held, names a framework that is not loaded. */
static bool lacks_framework(const struct run *run, int from, int end) {
  char id[LONGEST_NAME + 1];
  for (int i = from; i < end; i++) {
    framework_of(run->arguments.operands[i], id);
    if (cw_knows(run->compilation, id) == 0) {
      return true;
    }
  }
  return lacks_held(run);
}

enum cw_result pass_on_named(const struct run *run, enum cw_result result, int from, int end) {
  bool broken = result == CW_USAGE && cw_status(run->compilation) == CW_FINDINGS &&
                cw_has_unread(run->compilation) != 0 && lacks_framework(run, from, end);
  if (!broken || !run->arguments.for_programs) {
    result = pass_on(run, result);
  }
  return broken ? CW_FINDINGS : result;
}

/* "-" is standard input, as everywhere. */
enum cw_result add_paths(const struct run *run, int from) {
  for (int i = from; i < run->arguments.operand_count; i++) {
    const char *path = run->arguments.operands[i];
    enum cw_result result = cw_add_path(run->compilation, strcmp(path, "-") == 0 ? "/dev/stdin" : path);
    if (result != CW_OK) {
      return pass_on(run, result);
    }
  }
  return CW_OK;
}

static void take_held(const struct run *run) {
  if (run->arguments.held != NULL) {
    cw_set(run->compilation, "held", run->arguments.held);
  }
}

/* Everything, or nothing where nothing has changed. */
static enum cw_result run_build(const struct run *run) {
  take_held(run);
  enum cw_result added = add_paths(run, 0);
  if (added != CW_OK) {
    return added;
  }
  const char *formats = run->arguments.format != NULL ? run->arguments.format : "html,csv,markdown";
  const char *folder = run->arguments.folder;
  if (folder == NULL && (run->arguments.format != NULL || !run->arguments.injects)) {
    folder = "crosswalks";
  }
  int unchanged = 0;
  enum cw_result result = CW_OK;
  if (run->arguments.if_changed) {
    result = cw_unchanged(run->compilation, folder, formats, run->arguments.depfile, &unchanged);
  }
  if (result != CW_OK || unchanged != 0) {
    return pass_on(run, result);
  }
  result = cw_compile(run->compilation, CW_ALL);
  if (result != CW_FAILED || cw_finding_count(run->compilation) > 0) {
    result = cw_build(run->compilation, folder, formats);
  }
  if (result != CW_USAGE && result != CW_FAILED && run->arguments.depfile != NULL) {
    result = cw_write_depfile(run->compilation, run->arguments.depfile);
  }
  return pass_on(run, result);
}

static enum cw_result run_check(const struct run *run) {
  take_held(run);
  enum cw_result added = add_paths(run, 0);
  if (added != CW_OK) {
    return added;
  }
  bool changes = run->arguments.fix || run->arguments.pin;
  if (run->arguments.dry && !changes) {
    return say_usage(run, "--dry-run goes with --fix or --pin");
  }
  if (run->arguments.fix && run->arguments.pin) {
    return say_usage(run, "--fix and --pin are two steps: fix first, then pin what was looked at");
  }
  enum cw_result result = cw_compile(run->compilation, CW_CHECK);
  if (result == CW_USAGE) {
    return pass_on(run, result);
  }
  if (result != CW_FAILED && changes && !run->last) {
    bool dry = run->arguments.dry;
    FILE *to = dry ? run->out : run->err;
    result = run->arguments.pin ? cw_pin(run->compilation, dry, to, run->fixed)
                                : cw_fix(run->compilation, dry, to, run->fixed);
  }
  return result;
}

typedef enum cw_result print_function(struct cw_compilation *compilation, const char *source, const char *target,
                                      const char *format, FILE *stream);

/* Where Markdown is meant, it need not be said. */
const char *format_of(const struct run *run, const char *otherwise) {
  const struct arguments *arguments = &run->arguments;
  if (arguments->format != NULL) {
    return arguments->format;
  }
  return arguments->fragment || arguments->injects ? "markdown" : otherwise;
}

/* A workbook is no text, and a terminal would take its bytes for commands. */
bool is_for_a_file(const struct run *run) {
  const char *format = run->arguments.format;
  return format != NULL && strcmp(format, "xlsx") == 0 && isatty(fileno(run->out)) == 1;
}

enum cw_result say_redirect(const struct run *run) {
  return say_usage(run, "xlsx is not for a terminal; send it into a file: crosswalk ... --format xlsx > FILE.xlsx");
}

/* What the first framework is held against: what --held names, or the second operand. */
static enum cw_result run_pair(const struct run *run, print_function *print) {
  const struct arguments *arguments = &run->arguments;
  int names = arguments->held != NULL ? 1 : 2;
  if (arguments->operand_count < names) {
    fprintf(run->err, "crosswalk: two frameworks are wanted: crosswalk %s SOURCE TARGET [PATH...]\n",
            arguments->command_name);
    return CW_USAGE;
  }
  for (int i = 0; i < names; i++) {
    if (operands_looks_like_path(arguments->operands[i])) {
      fprintf(run->err, "crosswalk: \"%s\" is a path; frameworks come first: crosswalk %s SOURCE TARGET [PATH...]\n",
              arguments->operands[i], arguments->command_name);
      return CW_USAGE;
    }
  }
  if (is_for_a_file(run)) {
    return say_redirect(run);
  }
  enum cw_result added = add_paths(run, names);
  if (added != CW_OK) {
    return added;
  }
  const char *target = arguments->held != NULL ? arguments->held : arguments->operands[1];
  cw_set(run->compilation, "gap-findings", "no"); /* the table says it already; -W gap asks for them all the same */
  cw_ask(run->compilation, arguments->operands[0], target);
  enum cw_result result = cw_compile(run->compilation, CW_ASKED);
  if (result == CW_FAILED && cw_finding_count(run->compilation) == 0) {
    return result;
  }
  bool person = isatty(fileno(run->out)) == 1 && !arguments->review; /* a file, or a pipe, is for a program */
  result = print(run->compilation, arguments->operands[0], target, format_of(run, person ? "text" : "csv"), run->out);
  return pass_on_named(run, result, 0, names);
}

/* Everything that is asked for is read and judged, and the table printed. */
static enum cw_result print_matrix(const struct run *run, int paths, const char *const *targets, size_t count) {
  enum cw_result added = add_paths(run, paths);
  if (added != CW_OK) {
    return added;
  }
  cw_set(run->compilation, "gap-findings", "no");
  for (size_t i = 0; i < count; i++) {
    cw_ask(run->compilation, run->arguments.operands[0], targets[i]);
  }
  enum cw_result result = cw_compile(run->compilation, CW_ASKED);
  if (result == CW_FAILED && cw_finding_count(run->compilation) == 0) {
    return result;
  }
  const char *both = operands_both(&run->arguments, paths, run->compilation);
  if (both != NULL) {
    fprintf(run->err,
            "crosswalk: \"%s\" is a framework, and a file or folder here; write ./%s for the path, or -- before all "
            "paths\n",
            both, both);
    return CW_USAGE;
  }
  result = cw_matrix(run->compilation, run->arguments.operands[0], targets, count, format_of(run, "csv"), run->out);
  return pass_on_named(run, result, 0, paths);
}

/* What --held names is one more column, behind the targets. */
static enum cw_result run_matrix(const struct run *run) {
  if (is_for_a_file(run)) {
    return say_redirect(run);
  }
  const struct arguments *arguments = &run->arguments;
  int paths = operands_first_path(arguments);
  if (paths < (arguments->held != NULL ? 1 : 2)) {
    return say_usage(run,
                     "a framework and at least one target are wanted: crosswalk matrix SOURCE TARGET... [PATH...]");
  }
  const char *stray = operands_stray(arguments, paths);
  if (stray != NULL) {
    fprintf(run->err, "crosswalk: \"%s\" stands behind a path, and is no file or folder; frameworks come first\n",
            stray);
    return CW_USAGE;
  }
  size_t count = (size_t)paths - 1;
  const char **targets = malloc((count + 1) * sizeof *targets);
  if (targets == NULL) {
    fputs("crosswalk: error: memory ran out; nothing is written [io.memory]\n", run->err);
    return CW_FAILED;
  }
  for (size_t i = 0; i < count; i++) {
    targets[i] = arguments->operands[i + 1];
  }
  if (arguments->held != NULL) {
    targets[count++] = arguments->held;
  }
  enum cw_result result = print_matrix(run, paths, targets, count);
  free(targets);
  return result;
}

/* "FRAMEWORK:ID" names its framework, which may be a bundled one. */
static void need_framework(const struct run *run, const char *control) {
  char id[LONGEST_NAME + 1];
  framework_of(control, id);
  cw_need(run->compilation, id);
}

/* One control, with or without the framework that is asked about: what answers it. */
static enum cw_result explain_control(const struct run *run, const char *framework) {
  const struct arguments *arguments = &run->arguments;
  int names = framework != NULL ? 2 : 1;
  char id[LONGEST_NAME + 1];
  if (is_for_a_file(run)) {
    return say_redirect(run);
  }
  enum cw_result added = add_paths(run, names);
  if (added != CW_OK) {
    return added;
  }
  cw_set(run->compilation, "gap-findings", "no");
  framework_of(arguments->operands[0], id);
  cw_ask(run->compilation, id, framework != NULL ? framework : "*");
  enum cw_result result = cw_compile(run->compilation, CW_ASKED);
  if (result == CW_FAILED && cw_finding_count(run->compilation) == 0) {
    return result;
  }
  result = cw_explain_control(run->compilation, arguments->operands[0], framework, format_of(run, "text"), run->out);
  return pass_on_named(run, result, 0, names);
}

static enum cw_result run_explain(const struct run *run) {
  const struct arguments *arguments = &run->arguments;
  const char *format = arguments->format != NULL ? arguments->format : "text";
  if (arguments->operand_count == 1 && strchr(arguments->operands[0], ':') == NULL) {
    return pass_on(run, cw_explain_finding(run->compilation, arguments->operands[0], format, run->out));
  }
  if (arguments->operand_count < 1) {
    return say_usage(run, "a control, two, or the name of a finding, are wanted: crosswalk explain A [B] [PATH...]");
  }
  const char *second = arguments->operand_count > 1 ? arguments->operands[1] : NULL;
  if (second == NULL || strchr(second, ':') == NULL || operands_is_path(second)) {
    return explain_control(run, second != NULL && !operands_is_path(second) ? second : NULL);
  }
  enum cw_result added = add_paths(run, 2);
  if (added != CW_OK) {
    return added;
  }
  cw_set(run->compilation, "gap-findings", "no");
  need_framework(run, arguments->operands[0]);
  need_framework(run, arguments->operands[1]);
  enum cw_result result = cw_compile(run->compilation, CW_ASKED);
  if (result == CW_FAILED && cw_finding_count(run->compilation) == 0) {
    return result;
  }
  result = cw_explain(run->compilation, arguments->operands[0], arguments->operands[1], format, run->out);
  return pass_on_named(run, result, 0, 2);
}

/* How much has to be known for the list: of frameworks hardly anything, of crosswalks what a build would write. */
static enum cw_scope scope_of_list(const char *what) {
  return strcmp(what, "frameworks") == 0 ? CW_INDEX : strcmp(what, "crosswalks") == 0 ? CW_ALL : CW_ASKED;
}

/* The framework whose controls alone are wanted, or NULL. */
static const char *framework_of_list(const struct arguments *arguments) {
  bool one = strcmp(arguments->operands[0], "controls") == 0 && arguments->operand_count > 1 &&
             !operands_is_path(arguments->operands[1]);
  return one ? arguments->operands[1] : NULL;
}

static enum cw_result run_list(const struct run *run) {
  const struct arguments *arguments = &run->arguments;
  if (arguments->operand_count < 1) {
    return say_usage(run, "a list of what? crosswalk list frameworks|mappings|controls|crosswalks");
  }
  if (is_for_a_file(run)) {
    return say_redirect(run);
  }
  if (arguments->format == NULL && isatty(fileno(run->out)) == 1) {
    cw_set(run->compilation, "brief", "yes");
  }
  const char *framework = framework_of_list(arguments);
  enum cw_result added = add_paths(run, framework != NULL ? 2 : 1);
  if (added != CW_OK) {
    return added;
  }
  cw_set(run->compilation, "gap-findings", "no");
  if (framework != NULL) {
    cw_need(run->compilation, framework);
  }
  enum cw_result result = cw_compile(run->compilation, scope_of_list(arguments->operands[0]));
  if (result == CW_FAILED && cw_finding_count(run->compilation) == 0) {
    return result;
  }
  char what[sizeof "controls:" + LONGEST_NAME];
  if (framework != NULL && snprintf(what, sizeof what, "controls:%s", framework) >= (int)sizeof what) {
    return say_usage(run, "this is too long for the id of a framework");
  }
  result =
      cw_list(run->compilation, framework != NULL ? what : arguments->operands[0], format_of(run, "text"), run->out);
  return pass_on_named(run, result, 1, framework != NULL ? 2 : 1);
}

static enum cw_result run_import(const struct run *run) {
  const struct arguments *arguments = &run->arguments;
  if (arguments->template) {
    if (arguments->folder == NULL && isatty(fileno(run->out)) == 1) {
      return say_usage(run, "a workbook is not for a terminal: crosswalk import --template -o FILE.xlsx");
    }
    return pass_on(run, cw_import_template(run->compilation, arguments->folder, run->out));
  }
  if (arguments->operand_count == 0) {
    return say_usage(run, "a file is wanted: crosswalk import FILE... [-o DIR]");
  }
  for (int i = 0; i < arguments->operand_count; i++) {
    if (strcmp(arguments->operands[i], "-") == 0) {
      arguments->operands[i] = "/dev/stdin";
    }
  }
  return pass_on(run, cw_import(run->compilation, arguments->operands, (size_t)arguments->operand_count,
                                arguments->folder, run->out));
}

static enum cw_result run_command(const struct run *run) {
  switch (run->arguments.command) {
    case COMMAND_BUILD:
      return run_build(run);
    case COMMAND_CHECK:
      return run_check(run);
    case COMMAND_TABLE:
      return run_pair(run, cw_table);
    case COMMAND_MATRIX:
      return run_matrix(run);
    case COMMAND_GAPS:
      return run_pair(run, run->arguments.review ? cw_review : cw_gaps);
    case COMMAND_EXPLAIN:
      return run_explain(run);
    case COMMAND_LIST:
      return run_list(run);
    case COMMAND_IMPORT:
      return run_import(run);
    case COMMAND_SOA:
      return run_soa(run);
    case COMMAND_RISKS:
      return run_risks(run);
    case COMMAND_ALIGN:
      return run_align(run);
    case COMMAND_BID:
      return run_bid(run);
    case COMMAND_DIFF:
      return run_diff(run);
    case COMMAND_MIGRATE:
      return run_migrate(run);
    case COMMAND_EXPORT:
      return run_export(run);
    case COMMAND_NONE:
      break;
  }
  help_print(COMMAND_NONE, run->err);
  return CW_USAGE;
}

/* Colour where it was asked for, else on a terminal and never with NO_COLOR. */
static bool wants_colour(const struct run *run) {
  const char *when = run->arguments.colour;
  if (when != NULL && strcmp(when, "auto") != 0) {
    return strcmp(when, "always") == 0;
  }
  const char *no_colour = getenv("NO_COLOR");
  const char *terminal = getenv("TERM");
  bool refused = (no_colour != NULL && no_colour[0] != '\0') || (terminal != NULL && strcmp(terminal, "dumb") == 0);
  return !refused && isatty(fileno(run->err)) == 1;
}

/* The day of SOURCE_DATE_EPOCH, by which builds are made again, is the one to judge at. An export judges nothing, and has a
 * use of its own for it. */
static void apply_epoch(const struct run *run) {
  const char *epoch = getenv("SOURCE_DATE_EPOCH");
  char *end = NULL;
  long long seconds = epoch != NULL ? strtoll(epoch, &end, 10) : -1;
  time_t moment = (time_t)seconds;
  struct tm day;
  char date[sizeof "YYYY-MM-DD"];
  bool usable = !run->arguments.as_of_given && run->arguments.command != COMMAND_EXPORT && seconds >= 0 &&
                end != epoch && *end == '\0' && gmtime_r(&moment, &day) != NULL;
  if (usable && strftime(date, sizeof date, "%Y-%m-%d", &day) == sizeof date - 1) {
    cw_set(run->compilation, "as-of", date);
  }
}

static void apply_environment(const struct run *run) {
  apply_epoch(run);
  if (isatty(fileno(run->err)) == 1) {
    cw_set(run->compilation, "errors-last", "yes");
  }
  const char *data = getenv("CROSSWALK_DATA");
  if (!run->arguments.data_given && data != NULL && data[0] != '\0') {
    cw_set(run->compilation, "data", data);
  }
  if (wants_colour(run)) {
    cw_set(run->compilation, "colour", "yes");
  }
}

/* Results that could not be written are a failure of the system, whatever the findings say. */
static enum cw_result flush(const struct run *run, enum cw_result result) {
  if (fflush(run->out) != 0 || ferror(run->out) != 0) {
    fputs("crosswalk: error: cannot write to standard output [io.write]\n", run->err);
    return CW_FAILED;
  }
  return result;
}

struct telling {
  FILE *to;
  bool told;
};

static void tell_unwritten(void *context, const struct cw_finding *finding) {
  struct telling *telling = context;
  if (strcmp(finding->name, "io.write") != 0) {
    return;
  }
  telling->told = true;
  fprintf(telling->to, "crosswalk: error: %s [io.write]\n", finding->message);
  for (size_t i = 0; i < finding->note_count; i++) {
    fprintf(telling->to, "note: %s\n", finding->notes[i].message);
  }
}

/* Once all findings are printed: what the next build looks at holds them, too. */
static enum cw_result touch_stamp(const struct run *run) {
  enum cw_result result = cw_touch_stamp(run->compilation);
  struct telling telling = {.to = run->err};
  if (result == CW_FAILED) {
    (void)cw_visit_findings(run->compilation, tell_unwritten, &telling);
  }
  if (result == CW_FAILED && !telling.told) {
    fputs("crosswalk: error: the stamp cannot be written [io.write]\n", run->err);
  }
  return result;
}

static enum cw_result run_arguments(struct run *run, int argc, char **argv) {
  enum cw_result parsed = arguments_parse(&run->arguments, argc, argv, run->compilation, run->err);
  if (parsed != CW_OK) {
    if (parsed == CW_FAILED) {
      cw_print_findings(run->compilation, run->err);
    }
    return parsed;
  }
  if (run->arguments.version) {
    fprintf(run->out, "crosswalk %s\n", cw_version());
    return flush(run, CW_OK);
  }
  if (run->arguments.help) {
    help_print(run->arguments.command, run->out);
    return flush(run, CW_OK);
  }
  apply_environment(run);
  sandbox_enter(&run->arguments, argc, argv);
  enum cw_result result = run_command(run);
  if (*run->fixed > 0 && !run->arguments.dry && result != CW_FAILED) {
    return result; /* what is left is told when the documents are read again */
  }
  *run->fixed = 0;
  if (result != CW_USAGE || !run->arguments.for_programs) { /* nothing that is no JSON comes before JSON */
    cw_print_findings(run->compilation, run->err);
  }
  if (result != CW_USAGE &&
      cw_status(run->compilation) == CW_FAILED) { /* memory, or the disk, may run out in the printing */
    result = CW_FAILED;
  }
  bool stamps = run->arguments.command == COMMAND_BUILD || run->arguments.command == COMMAND_CHECK;
  if (stamps && result == CW_OK && fflush(run->out) == 0) {
    result = touch_stamp(run);
  }
  return flush(run, result);
}

/* With a compilation of its own. `fixed` gets how many changes it has made to the documents; the last run makes none. */
static enum cw_result run_once(int argc, char **argv, FILE *out, FILE *err, bool last, size_t *fixed) {
  struct run run = {.argc = argc, .argv = argv, .out = out, .err = err, .fixed = fixed, .last = last};
  *fixed = 0;
  run.compilation = cw_new();
  run.arguments.operands = malloc(((size_t)argc + 1) * sizeof *run.arguments.operands);
  enum cw_result result = CW_FAILED;
  if (run.compilation == NULL || run.arguments.operands == NULL) {
    fputs("crosswalk: error: memory ran out; nothing is written [io.memory]\n", err);
  } else {
    result = run_arguments(&run, argc, argv);
  }
  free(run.arguments.operands);
  cw_free(run.compilation);
  return result;
}

int cli_main(int argc, char **argv, FILE *out, FILE *err) {
  enum { MOST_RUNS = 4 }; /* what is fixed may bring to light what can be fixed */
  enum cw_result result = CW_OK;
  size_t fixed = 0;
  for (unsigned run = 1; run == 1 || fixed > 0; run++) {
    result = run_once(argc, argv, out, err, run == MOST_RUNS, &fixed);
  }
  return (int)result;
}
