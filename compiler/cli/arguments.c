/* Reading the command line: one table of options. */
#include "arguments.h"

#include <assert.h>
#include <string.h>

enum where {
  TO_COMPILATION,
  TO_FOLDER,
  TO_FORMAT,
  TO_DEPFILE,
  TO_TO,
  TO_COLOUR,
  TO_REVIEW,
  TO_TEMPLATE,
  TO_HELD,
  TO_FIX,
  TO_PIN,
  TO_DRY,
  TO_IF_CHANGED,
  TO_SANDBOX,
  TO_HELP,
  TO_VERSION
};

struct option {
  const char *name; /* without dashes */
  char letter;      /* or 0 */
  bool takes_value;
  enum where where;
  const char *key;   /* of cw_set */
  unsigned commands; /* bits of the commands that it goes with */
};

enum {
  B = 1 << COMMAND_BUILD,
  C = 1 << COMMAND_CHECK,
  T = 1 << COMMAND_TABLE,
  M = 1 << COMMAND_MATRIX,
  G = 1 << COMMAND_GAPS,
  E = 1 << COMMAND_EXPLAIN,
  L = 1 << COMMAND_LIST,
  I = 1 << COMMAND_IMPORT,
  S = 1 << COMMAND_SOA,
  R = 1 << COMMAND_RISKS,
  A = 1 << COMMAND_ALIGN,
  D = 1 << COMMAND_BID,
  F = 1 << COMMAND_DIFF,
  X = 1 << COMMAND_MIGRATE,
  O = 1 << COMMAND_EXPORT,
  ALL = B | C | T | M | G | E | L | I | S | R | A | D | F | X | O
};

static const struct option options[] = {
    {"help", 'h', false, TO_HELP, NULL, ALL},
    {"version", 'V', false, TO_VERSION, NULL, ALL},
    {"jobs", 'j', true, TO_COMPILATION, "jobs", ALL},
    {"warning", 'W', true, TO_COMPILATION, "warning", ALL},
    {"fail-on", 0, true, TO_COMPILATION, "fail-on", ALL},
    {"stamp", 0, true, TO_COMPILATION, "stamp", B | C},
    {"if-changed", 0, false, TO_IF_CHANGED, NULL, B},
    {"prune", 0, false, TO_COMPILATION, "prune", B},
    {"shard", 0, true, TO_COMPILATION, "shard", B},
    {"index", 0, false, TO_COMPILATION, "index", B},
    {"counts", 0, true, TO_COMPILATION, "counts", B},
    {"baseline", 0, true, TO_COMPILATION, "baseline", B | C},
    {"write-baseline", 0, true, TO_COMPILATION, "write-baseline", B | C},
    {"bundled", 0, false, TO_COMPILATION, "bundled", ALL},
    {"data", 0, true, TO_COMPILATION, "data", ALL},
    {"authority", 0, true, TO_COMPILATION, "authority", ALL},
    {"rationale", 0, true, TO_COMPILATION, "rationale", ALL},
    {"language", 0, true, TO_COMPILATION, "language", ALL},
    {"plan", 0, false, TO_COMPILATION, "plan", A},
    {"evidence", 0, true, TO_COMPILATION, "evidence", A},
    {"layout", 0, true, TO_COMPILATION, "layout", A},
    {"as-of", 0, true, TO_COMPILATION, "as-of", ALL},
    {"limit", 0, true, TO_COMPILATION, "limit", ALL},
    {"all-notes", 0, false, TO_COMPILATION, "all-notes", ALL},
    {"candidates", 0, false, TO_COMPILATION, "candidates", B | T | M},
    {"durable", 0, false, TO_COMPILATION, "durable", B},
    {"where", 0, true, TO_COMPILATION, "where", B | C | T | M | G},
    {"show", 0, true, TO_COMPILATION, "show", B | T | M | G},
    {"long", 0, false, TO_COMPILATION, "long", G},
    {"texts", 0, false, TO_COMPILATION, "texts", B | T | M | G | E | A},
    {"basis", 0, true, TO_COMPILATION, "basis", B | T | M},
    {"excel", 0, false, TO_COMPILATION, "excel", B | T | M | G | L | S | R | A | F},
    {"front-matter", 0, true, TO_COMPILATION, "front-matter", B | T | M | G | L | S | R | A | D | F},
    {"fragment", 0, false, TO_COMPILATION, "fragment", B | T | M | G | L | S | R | A | D | F},
    {"inject", 0, true, TO_COMPILATION, "inject", B | T | M | G | L},
    {"from", 0, true, TO_COMPILATION, "from", I},
    {"source", 0, true, TO_COMPILATION, "source", I},
    {"target", 0, true, TO_COMPILATION, "target", I},
    {"id", 0, true, TO_COMPILATION, "id", I},
    {"title", 0, true, TO_COMPILATION, "title", I},
    {"columns", 0, true, TO_COMPILATION, "columns", I},
    {"sheet", 0, true, TO_COMPILATION, "sheet", I},
    {"shape", 0, true, TO_COMPILATION, "shape", I},
    {"cells", 0, true, TO_COMPILATION, "cells", I},
    {"blanks", 0, true, TO_COMPILATION, "blanks", I},
    {"relation", 0, true, TO_COMPILATION, "relation", I},
    {"attr", 0, true, TO_COMPILATION, "attr", I},
    {"encoding", 0, true, TO_COMPILATION, "encoding", I},
    {"metadata", 0, true, TO_COMPILATION, "metadata", I},
    {"names", 0, true, TO_COMPILATION, "names", I},
    {"guess", 0, false, TO_COMPILATION, "guess", I},
    {"stub", 0, false, TO_COMPILATION, "stub", I},
    {"strict", 0, false, TO_COMPILATION, "strict", I | X | O},
    {"fill-down", 0, false, TO_COMPILATION, "fill-down", I},
    {"statements", 0, false, TO_COMPILATION, "statements", I},
    {"groups", 0, false, TO_COMPILATION, "groups", I},
    {"literal-supports", 0, false, TO_COMPILATION, "literal-supports", I},
    {"force", 0, false, TO_COMPILATION, "force", I},
    {"output", 'o', true, TO_FOLDER, NULL, B | I | X | O},
    {"license", 0, true, TO_COMPILATION, "license", O},
    {"to", 0, true, TO_TO, NULL, X | O},
    {"depfile", 0, true, TO_DEPFILE, NULL, B},
    {"format", 0, true, TO_FORMAT, NULL, B | T | M | G | E | L | S | R | A | D | F | X},
    {"review", 0, false, TO_REVIEW, NULL, G},
    {"template", 0, false, TO_TEMPLATE, NULL, I},
    {"held", 0, true, TO_HELD, NULL, B | C | T | M | G},
    {"fix", 0, false, TO_FIX, NULL, C},
    {"pin", 0, false, TO_PIN, NULL, C},
    {"dry-run", 0, false, TO_DRY, NULL, C},
    {"no-sandbox", 0, false, TO_SANDBOX, NULL, ALL},
    {"diagnostics", 0, true, TO_COMPILATION, "diagnostics", ALL},
    {"color", 0, true, TO_COLOUR, NULL, ALL},
    {"colour", 0, true, TO_COLOUR, NULL, ALL},
};

enum { OPTIONS = sizeof options / sizeof *options };

static const struct {
  const char *name;
  enum command command;
} commands[] = {
    {"build", COMMAND_BUILD}, {"check", COMMAND_CHECK},     {"table", COMMAND_TABLE},   {"matrix", COMMAND_MATRIX},
    {"gaps", COMMAND_GAPS},   {"explain", COMMAND_EXPLAIN}, {"list", COMMAND_LIST},     {"import", COMMAND_IMPORT},
    {"soa", COMMAND_SOA},     {"risks", COMMAND_RISKS},     {"align", COMMAND_ALIGN},   {"bid", COMMAND_BID},
    {"diff", COMMAND_DIFF},   {"migrate", COMMAND_MIGRATE}, {"export", COMMAND_EXPORT},
};

enum { COMMANDS = sizeof commands / sizeof *commands };

/* Commands of later versions, so that nobody looks for a slip of the pen. */
static const char *const later_commands[] = {"scan"};

enum { LATER_COMMANDS = sizeof later_commands / sizeof *later_commands };

static enum command command_find(const char *name) {
  for (unsigned i = 0; i < COMMANDS; i++) {
    if (strcmp(commands[i].name, name) == 0) {
      return commands[i].command;
    }
  }
  return COMMAND_NONE;
}

/* How many letters of two words are at the same place or one off: enough to find what was meant. */
static unsigned likeness(const char *a, const char *b) {
  unsigned alike = 0;
  size_t n = strlen(b);
  for (size_t i = 0; a[i] != '\0'; i++) {
    for (size_t j = i > 0 ? i - 1 : 0; j <= i + 1 && j < n; j++) {
      if (a[i] == b[j]) {
        alike++;
        break;
      }
    }
  }
  return alike;
}

/* True if the word shares enough letters with what was written to be what was meant. */
static bool is_like(const char *written, const char *word, unsigned *best) {
  size_t longer = strlen(written) > strlen(word) ? strlen(written) : strlen(word);
  unsigned alike = likeness(written, word);
  if (alike * 3 < longer * 2 || alike <= *best) {
    return false;
  }
  *best = alike;
  return true;
}

static const char *command_nearest(const char *name) {
  const char *nearest = NULL;
  unsigned best = 0;
  for (unsigned i = 0; i < COMMANDS; i++) {
    if (is_like(name, commands[i].name, &best)) {
      nearest = commands[i].name;
    }
  }
  return nearest;
}

static const char *option_nearest(const char *name) {
  const char *nearest = NULL;
  unsigned best = 0;
  for (unsigned i = 0; i < OPTIONS; i++) {
    size_t n = strlen(options[i].name);
    bool begins = n > 3 && strncmp(name, options[i].name, n) == 0 && name[n] == '-'; /* --fail-on-warning */
    if (begins || is_like(name, options[i].name, &best)) {
      nearest = options[i].name;
    }
    if (begins) {
      break;
    }
  }
  return nearest;
}

static const struct option *find_long(const char *name, size_t n) {
  for (unsigned i = 0; i < OPTIONS; i++) {
    if (strlen(options[i].name) == n && strncmp(options[i].name, name, n) == 0) {
      return &options[i];
    }
  }
  return NULL;
}

static const struct option *find_short(char letter) {
  for (unsigned i = 0; i < OPTIONS; i++) {
    if (options[i].letter == letter) {
      return &options[i];
    }
  }
  return NULL;
}

static enum cw_result complain(FILE *err, const char *what, const char *word) {
  fprintf(err, "crosswalk: %s: %s\n", word, what);
  return CW_USAGE;
}

static bool is_later(const char *name) {
  for (unsigned i = 0; i < LATER_COMMANDS; i++) {
    if (strcmp(later_commands[i], name) == 0) {
      return true;
    }
  }
  return false;
}

static enum cw_result take_command(struct arguments *arguments, const char *name, FILE *err) {
  if (strcmp(name, "help") == 0) {
    arguments->help = true; /* of the command that follows, if one does; help has none of its own */
    return CW_OK;
  }
  if (strcmp(name, "version") == 0) {
    arguments->version = true;
    return CW_OK;
  }
  arguments->command_name = name;
  arguments->command = command_find(name);
  if (arguments->command != COMMAND_NONE) {
    return CW_OK;
  }
  const char *nearest = command_nearest(name);
  if (is_later(name)) {
    fprintf(err, "crosswalk: the command \"%s\" is not part of this version; crosswalk --help lists those that are\n",
            name);
  } else if (nearest != NULL) {
    fprintf(err, "crosswalk: there is no command \"%s\"; did you mean %s?\n", name, nearest);
  } else {
    fprintf(err, "crosswalk: there is no command \"%s\"; crosswalk --help lists them\n", name);
  }
  return CW_USAGE;
}

static enum cw_result take(struct arguments *arguments, const struct option *option, const char *value,
                           struct cw_compilation *compilation, FILE *err) {
  switch (option->where) {
    case TO_COMPILATION: {
      enum cw_result result = cw_set(compilation, option->key, value);
      if (result == CW_USAGE) {
        fprintf(err, "crosswalk: %s\n", cw_message(compilation));
      }
      if (result != CW_OK) {
        return result;
      }
      arguments->data_given = arguments->data_given || strcmp(option->key, "data") == 0;
      arguments->as_of_given = arguments->as_of_given || strcmp(option->key, "as-of") == 0;
      arguments->fragment = arguments->fragment || strcmp(option->key, "fragment") == 0;
      arguments->injects = arguments->injects || strcmp(option->key, "inject") == 0;
      if (strcmp(option->key, "diagnostics") == 0) {
        arguments->for_programs = strcmp(value, "text") != 0;
      }
      return CW_OK;
    }
    case TO_FOLDER:
      arguments->folder = value;
      return value[0] != '\0' ? CW_OK : complain(err, "the folder has no name", "-o");
    case TO_FORMAT:
      arguments->format = value;
      return CW_OK;
    case TO_TO:
      arguments->to = value;
      return CW_OK;
    case TO_DEPFILE:
      arguments->depfile = value;
      return CW_OK;
    case TO_COLOUR:
      arguments->colour = value;
      if (strcmp(value, "auto") != 0 && strcmp(value, "always") != 0 && strcmp(value, "never") != 0) {
        return complain(err, "it is auto, always or never", "--color");
      }
      return CW_OK;
    case TO_HELD:
      arguments->held = value;
      return value[0] != '\0' ? CW_OK : complain(err, "frameworks are wanted: --held F,G", "--held");
    case TO_FIX:
      arguments->fix = true;
      break;
    case TO_PIN:
      arguments->pin = true;
      break;
    case TO_DRY:
      arguments->dry = true;
      break;
    case TO_IF_CHANGED:
      arguments->if_changed = true;
      break;
    case TO_TEMPLATE:
      arguments->template = true;
      return CW_OK;
    case TO_REVIEW:
      arguments->review = true;
      return CW_OK;
    case TO_SANDBOX:
      arguments->no_sandbox = true;
      return CW_OK;
    case TO_HELP:
      arguments->help = true;
      return CW_OK;
    case TO_VERSION:
      arguments->version = true;
      return CW_OK;
  }
  return CW_OK;
}

struct parser {
  struct arguments *arguments;
  int argc;
  char **argv;
  int at;
  struct cw_compilation *compilation;
  FILE *err;
  bool seen[OPTIONS]; /* by their place in the table */
};

static enum cw_result take_option(struct parser *parser, const struct option *option, const char *shown,
                                  const char *attached) {
  parser->seen[option - options] = true;
  const char *value = attached;
  if (option->takes_value && value == NULL) {
    if (parser->at + 1 >= parser->argc) {
      return complain(parser->err, "it takes a value", shown);
    }
    value = parser->argv[++parser->at];
  }
  if (!option->takes_value) {
    if (attached != NULL) {
      return complain(parser->err, "it takes no value", shown);
    }
    value = "yes";
  }
  assert(value != NULL);
  return take(parser->arguments, option, value, parser->compilation, parser->err);
}

static enum cw_result parse_long(struct parser *parser) {
  const char *word = parser->argv[parser->at];
  const char *equals = strchr(word, '=');
  size_t n = equals != NULL ? (size_t)(equals - word) - 2 : strlen(word) - 2;
  const struct option *option = find_long(word + 2, n);
  if (option != NULL) {
    return take_option(parser, option, word, equals != NULL ? equals + 1 : NULL);
  }
  const char *nearest = option_nearest(word + 2);
  fprintf(parser->err, "crosswalk: there is no option %s", word);
  if (nearest != NULL) {
    fprintf(parser->err, "; did you mean --%s?", nearest);
  }
  fputs("\n", parser->err);
  return CW_USAGE;
}

static enum cw_result parse_short(struct parser *parser) {
  const char *word = parser->argv[parser->at];
  const struct option *option = find_short(word[1]);
  if (option == NULL || (!option->takes_value && word[2] != '\0')) {
    return complain(parser->err, "there is no such option; crosswalk --help lists them", word);
  }
  return take_option(parser, option, word, word[2] != '\0' ? word + 2 : NULL);
}

/* An option that the command has no use for is a mistake worth telling. */
static enum cw_result check_commands(const struct parser *parser) {
  for (unsigned i = 0; i < OPTIONS && parser->arguments->command != COMMAND_NONE; i++) {
    if (parser->seen[i] && (options[i].commands >> parser->arguments->command & 1) == 0) {
      fprintf(parser->err, "crosswalk: --%s does not go with %s\n", options[i].name, parser->arguments->command_name);
      return CW_USAGE;
    }
  }
  return CW_OK;
}

enum cw_result arguments_parse(struct arguments *arguments, int argc, char **argv, struct cw_compilation *compilation,
                               FILE *err) {
  struct parser parser = {
      .arguments = arguments, .argc = argc, .argv = argv, .at = 1, .compilation = compilation, .err = err};
  bool ended = false;
  arguments->operands_before_end = -1;
  for (; parser.at < argc; parser.at++) {
    const char *word = argv[parser.at];
    enum cw_result result = CW_OK;
    if (!ended && strcmp(word, "--") == 0) {
      ended = true;
      arguments->operands_before_end = arguments->operand_count;
    } else if (!ended && word[0] == '-' && word[1] == '-') {
      result = parse_long(&parser);
    } else if (!ended && word[0] == '-' && word[1] != '\0') {
      result = parse_short(&parser);
    } else if (arguments->command_name == NULL) {
      result = take_command(arguments, word, err);
    } else {
      arguments->operands[arguments->operand_count++] = word;
    }
    if (result != CW_OK) {
      return result;
    }
  }
  return check_commands(&parser);
}
