/* Options of importing, by name and value. */
#include "api/import.h"
#include "model/forms.h"

typedef enum cw_result set_function(struct cw_compilation *c, const char *name, const char *value);

static enum cw_result set_truth(struct cw_compilation *c, const char *name, const char *value, bool *to) {
  if (strcmp(value, "yes") != 0 && strcmp(value, "no") != 0) {
    return usage(c, "--%s is yes or no, not \"%s\"", name, value);
  }
  *to = value[0] == 'y';
  return CW_OK;
}

static enum cw_result set_id(struct cw_compilation *c, const char *name, const char *value, struct str *to) {
  *to = str_copy(&c->arena, str_from(value));
  if (!form_is_document_id(*to)) {
    return usage(
        c, "--%s: \"%s\" is no id; one has small letters, digits, \".\", \"_\" and \"-\", a letter or digit first",
        name, value);
  }
  return CW_OK;
}

static enum cw_result set_cells(struct cw_compilation *c, const char *value) {
  if (strcmp(value, "pairs") != 0 && strcmp(value, "union") != 0) {
    return usage(c, "--cells is pairs or union, not \"%s\"", value);
  }
  c->import.options.cells = value[0] == 'p' ? CELLS_PAIRS : CELLS_UNION;
  return CW_OK;
}

static enum cw_result set_blanks(struct cw_compilation *c, const char *value) {
  if (strcmp(value, "part") != 0 && strcmp(value, "keep") != 0) {
    return usage(c, "--blanks is part or keep, not \"%s\"", value);
  }
  c->import.options.blanks = value[0] == 'p' ? BLANKS_TO_PART : BLANKS_TO_KEEP;
  return CW_OK;
}

/* WORD=MEANING, cut at the last "=". */
static bool split_word(struct cw_compilation *c, const char *value, struct import_word *word) {
  const char *equals = strrchr(value, '=');
  if (equals == NULL || equals == value || equals[1] == '\0') {
    return false;
  }
  word->word = str_copy(&c->arena, (struct str){.p = value, .n = (uint32_t)(equals - value)});
  word->meaning = str_copy(&c->arena, str_from(equals + 1));
  return true;
}

static enum cw_result set_relation(struct cw_compilation *c, const char *value) {
  struct import_word word;
  if (!split_word(c, value, &word)) {
    return usage(c, "--relation is WORD=RELATION, such as \"covers=superset-of\", not \"%s\"", value);
  }
  if (vocabulary_find(&vocabulary_relation, word.meaning) < 0) {
    return usage(c,
                 "--relation: \"%.*s\" is no relation; there are equal-to, equivalent-to, subset-of, superset-of, "
                 "intersects-with, related-to, no-relationship, supports, supported-by, contrary-to",
                 STR_ARG(word.meaning));
  }
  vec_push(&c->arena, &c->import.options.relations, word);
  return CW_OK;
}

static enum cw_result set_attr(struct cw_compilation *c, const char *value) {
  struct import_word word;
  if (!split_word(c, value, &word) || strpbrk(word.meaning.p, " \t") != NULL) {
    return usage(c, "--attr is COLUMN=NAME, the name without blanks, not \"%s\"", value);
  }
  vec_push(&c->arena, &c->import.options.attrs, word);
  return CW_OK;
}

static enum cw_result set_shape(struct cw_compilation *c, const char *value) {
  static const char *const shapes[] = {"controls", "pairs", "matrix", "assessment"};
  for (unsigned i = 0; i < sizeof shapes / sizeof *shapes; i++) {
    if (strcmp(value, shapes[i]) == 0) {
      c->import.options.shape = str_from(shapes[i]);
      return CW_OK;
    }
  }
  return usage(c, "--shape is controls, pairs, matrix or assessment, not \"%s\"", value);
}

static enum cw_result set_encoding(struct cw_compilation *c, const char *value) {
  static const char *const known[] = {"utf-8",    "windows-1252", "iso-8859-1", "latin1",
                                      "utf-16le", "utf-16be",     "cp1252"};
  for (unsigned i = 0; i < sizeof known / sizeof *known; i++) {
    if (str_eq_caseless(str_from(value), str_from(known[i]))) {
      c->import.options.encoding = str_from(known[i]);
      return CW_OK;
    }
  }
  return usage(c, "--encoding is utf-8, windows-1252, iso-8859-1, utf-16le or utf-16be, not \"%s\"", value);
}

static enum cw_result set_from(struct cw_compilation *c, const char *value) {
  for (unsigned i = 0; i < format_count; i++) {
    if (strcmp(formats[i].name, value) == 0) {
      c->import.options.from = str_from(formats[i].name);
      return CW_OK;
    }
  }
  struct buf names;
  buf_init(&names, &c->arena);
  for (unsigned i = 0; i < format_count; i++) {
    if (i == 0 || strcmp(formats[i].name, formats[i - 1].name) != 0) { /* two readers may have one name */
      buf_printf(&names, "%s%s", i > 0 ? ", " : "", formats[i].name);
    }
  }
  return usage(c, "--from: there is no format \"%s\"; there are %s", value, buf_done(&names).p);
}

static struct str kept(struct cw_compilation *c, const char *value) {
  return str_copy(&c->arena, str_from(value));
}

enum cw_result import_set(struct cw_compilation *c, const char *name, const char *value, bool *found) {
  struct import_options *options = &c->import.options;
  const struct {
    const char *name;
    bool *to;
  } truths[] = {{"guess", &options->guess},         {"stub", &options->stub},
                {"fill-down", &options->fill_down}, {"statements", &options->statements},
                {"groups", &options->groups},       {"strict", &c->import.strict},
                {"force", &c->import.force},        {"literal-supports", &options->literal_supports}};
  const struct {
    const char *name;
    struct str *to;
  } ids[] = {{"source", &options->source}, {"target", &options->target}, {"id", &options->id}};
  const struct {
    const char *name;
    struct str *to;
  } texts[] = {{"title", &options->title},
               {"columns", &options->columns},
               {"sheet", &options->sheet},
               {"metadata", &c->import.metadata},
               {"names", &c->import.names}};
  const struct {
    const char *name;
    enum cw_result (*set)(struct cw_compilation *c, const char *value);
  } others[] = {{"cells", set_cells}, {"blanks", set_blanks},     {"relation", set_relation}, {"attr", set_attr},
                {"shape", set_shape}, {"encoding", set_encoding}, {"from", set_from}};
  *found = true;
  for (unsigned i = 0; i < sizeof truths / sizeof *truths; i++) {
    if (strcmp(name, truths[i].name) == 0) {
      return set_truth(c, name, value, truths[i].to);
    }
  }
  for (unsigned i = 0; i < sizeof ids / sizeof *ids; i++) {
    if (strcmp(name, ids[i].name) == 0) {
      return set_id(c, name, value, ids[i].to);
    }
  }
  for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (strcmp(name, texts[i].name) == 0) {
      *texts[i].to = kept(c, value);
      return CW_OK;
    }
  }
  for (unsigned i = 0; i < sizeof others / sizeof *others; i++) {
    if (strcmp(name, others[i].name) == 0) {
      return others[i].set(c, value);
    }
  }
  *found = false;
  return CW_OK;
}
