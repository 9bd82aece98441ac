/* Arguments sorted into a command, its operands, its own choices and the options of the compilation. */
#ifndef CW_CLI_ARGUMENTS_H
#define CW_CLI_ARGUMENTS_H

#include "crosswalk.h"

#include <stdbool.h>

enum command {
  COMMAND_NONE,
  COMMAND_BUILD,
  COMMAND_CHECK,
  COMMAND_TABLE,
  COMMAND_MATRIX,
  COMMAND_GAPS,
  COMMAND_EXPLAIN,
  COMMAND_LIST,
  COMMAND_IMPORT,
  COMMAND_SOA,
  COMMAND_RISKS,
  COMMAND_ALIGN,
  COMMAND_BID,
  COMMAND_DIFF,
  COMMAND_MIGRATE,
  COMMAND_EXPORT
};

struct arguments {
  enum command command;
  const char *command_name;
  const char **operands; /* what is left, in order; borrowed */
  int operand_count;
  int operands_before_end; /* those before "--", or -1 without one */
  const char *folder;      /* -o */
  const char *format;      /* NULL: the command's default */
  const char *depfile;
  const char *to;     /* the framework that a migration leads to, or the format of an export */
  const char *colour; /* auto, always, never */
  bool data_given;
  bool as_of_given;
  bool for_programs; /* findings as JSON or SARIF */
  const char *held;  /* frameworks that are met together, or NULL */
  bool review;
  bool template; /* of a workbook to import */
  bool fix;
  bool pin;
  bool dry;
  bool fragment;
  bool injects;
  bool if_changed;
  bool no_sandbox;
  bool help;
  bool version;
};

/* Sorts the arguments; options of the compilation are set on it at once. CW_USAGE after a line on `err`, such as for a
 * command that there is not; CW_FAILED when memory ran out. `operands` has room for argc pointers. */
enum cw_result arguments_parse(struct arguments *arguments, int argc, char **argv, struct cw_compilation *compilation,
                               FILE *err);

#endif
