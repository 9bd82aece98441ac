/* Regular expressions through PCRE2, with limits on every match. */
#include "base/pattern.h"

#include <stdio.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

struct pattern {
  pcre2_code *code;
  pcre2_match_data *data;
  pcre2_match_context *context;
  struct arena *arena; /* that fails when a match finds no memory */
};

static struct str fail(struct arena *arena, const char *message) {
  return (struct str){.p = arena_text(arena, message, strlen(message)), .n = (uint32_t)strlen(message)};
}

static struct str pcre2_words(struct arena *arena, int code) {
  PCRE2_UCHAR words[256];
  if (pcre2_get_error_message(code, words, sizeof words) < 0) {
    return fail(arena, "the expression is not valid");
  }
  return fail(arena, (const char *)words);
}

/* The compiled expression, or NULL with PCRE2's error code. */
static pcre2_code *compile(struct str text, const struct limits *limits, int *code, size_t *offset) {
  pcre2_compile_context *context = pcre2_compile_context_create(NULL);
  if (context == NULL) {
    *code = PCRE2_ERROR_NOMEMORY;
    return NULL;
  }
  pcre2_set_max_pattern_length(context, limits->pattern_bytes);
  const uint32_t options = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C | PCRE2_ANCHORED | PCRE2_ENDANCHORED;
  pcre2_code *compiled = pcre2_compile((PCRE2_SPTR)(text.n > 0 ? text.p : ""), text.n, options, code, offset, context);
  pcre2_compile_context_free(context);
  return compiled;
}

struct pattern *pattern_compile(struct str text, const struct limits *limits, struct arena *arena, struct str *error,
                                uint32_t *error_offset) {
  struct pattern *pattern = arena_zalloc(arena, sizeof *pattern);
  int code = 0;
  size_t offset = 0;
  *error_offset = 0;
  if (text.n > limits->pattern_bytes) {
    char words[96];
    snprintf(words, sizeof words, "the expression is longer than %u bytes; --limit pattern-bytes=VALUE raises it",
             (unsigned)limits->pattern_bytes);
    *error = fail(arena, words);
    return NULL;
  }
  pattern->arena = arena;
  pattern->code = compile(text, limits, &code, &offset);
  if (pattern->code == NULL) {
    if (code == PCRE2_ERROR_NOMEMORY || code == PCRE2_ERROR_HEAP_FAILED) {
      arena_fail(arena);
    }
    *error = pcre2_words(arena, code);
    *error_offset = (uint32_t)(offset < text.n ? offset : text.n);
    return NULL;
  }
  pattern->data = pcre2_match_data_create_from_pattern(pattern->code, NULL);
  pattern->context = pcre2_match_context_create(NULL);
  if (pattern->data == NULL || pattern->context == NULL) {
    pattern_free(pattern);
    arena_fail(arena);
  }
  pcre2_set_match_limit(pattern->context, limits->pattern_steps);
  pcre2_set_depth_limit(pattern->context, limits->pattern_depth);
  pcre2_set_heap_limit(pattern->context, limits->pattern_heap_kib);
  return pattern;
}

/* Memory that the heap limit grants and the system refuses counts as a limit too. */
static enum pattern_result result_of(int code) {
  switch (code) {
    case PCRE2_ERROR_NOMATCH:
      return PATTERN_NO_MATCH;
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
      return PATTERN_LIMIT;
    default:
      return code > 0 ? PATTERN_MATCH : PATTERN_ERROR;
  }
}

enum pattern_result pattern_match(struct pattern *pattern, struct str subject, struct str *error) {
  int code = pcre2_match(pattern->code, (PCRE2_SPTR)(subject.n > 0 ? subject.p : ""), subject.n, 0, 0, pattern->data,
                         pattern->context);
  if (code == PCRE2_ERROR_NOMEMORY) {
    struct arena *arena = pattern->arena;
    pattern_free(pattern);
    arena_fail(arena);
  }
  enum pattern_result result = result_of(code);
  if (result == PATTERN_ERROR && error != NULL) {
    *error = pcre2_words(pattern->arena, code);
  }
  return result;
}

/* The number of a group that is written as digits or as a name; -1: there is none. */
static int group_number(const struct pattern *pattern, struct str name) {
  uint32_t groups = 0;
  pcre2_pattern_info(pattern->code, PCRE2_INFO_CAPTURECOUNT, &groups);
  if (name.n > 0 && char_is_digit(name.p[0])) {
    uint64_t number = 0;
    return str_number(name, groups, &number) ? (int)number : -1;
  }
  char text[129]; /* the longest name that any PCRE2 allows, and a NUL */
  if (name.n == 0 || name.n >= sizeof text || memchr(name.p, '\0', name.n) != NULL) {
    return -1;
  }
  memcpy(text, name.p, name.n);
  text[name.n] = '\0';
  int number = pcre2_substring_number_from_name(pattern->code, (PCRE2_SPTR)text);
  return number > 0 ? number : -1;
}

/* The name behind the `$` at `at`, which moves behind it: $1, ${1}, ${name}. False: malformed. */
static bool group_name(struct str replacement, uint32_t *at, struct str *name) {
  uint32_t start = *at + 1;
  uint32_t end = start;
  if (start < replacement.n && replacement.p[start] == '{') {
    const char *close = memchr(replacement.p + start, '}', replacement.n - start);
    if (close == NULL) {
      return false;
    }
    end = (uint32_t)(close - replacement.p);
    *name = (struct str){.p = replacement.p + start + 1, .n = end - start - 1};
    *at = end + 1;
    return name->n > 0;
  }
  while (end < replacement.n && char_is_digit(replacement.p[end])) {
    end++;
  }
  *name = (struct str){.p = replacement.p + start, .n = end - start};
  *at = end;
  return name->n > 0;
}

static void append_group(const struct pattern *pattern, struct str subject, size_t group, struct buf *out) {
  const size_t *offsets = pcre2_get_ovector_pointer(pattern->data);
  size_t start = offsets[2 * group];
  size_t end = offsets[2 * group + 1];
  if (start != PCRE2_UNSET && end != PCRE2_UNSET && start < end && end <= subject.n) {
    buf_bytes(out, subject.p + start, end - start);
  }
}

static enum pattern_result substitution_error(struct buf *out, struct str *error, const char *format, struct str what) {
  struct buf words;
  buf_init(&words, out->arena);
  buf_text(&words, format);
  if (what.p != NULL) {
    buf_printf(&words, " \"%.*s\"", STR_ARG(what));
  }
  *error = buf_done(&words);
  return PATTERN_BAD_SUBSTITUTION;
}

enum pattern_result pattern_substitute(struct pattern *pattern, struct str subject, struct str replacement,
                                       struct buf *out, struct str *error) {
  enum pattern_result result = pattern_match(pattern, subject, error);
  if (result != PATTERN_MATCH) {
    return result;
  }
  for (uint32_t at = 0; at < replacement.n;) {
    if (replacement.p[at] != '$') {
      buf_char(out, replacement.p[at]);
      at++;
    } else if (at + 1 < replacement.n && replacement.p[at + 1] == '$') {
      buf_char(out, '$');
      at += 2;
    } else {
      struct str name = {.p = NULL};
      if (!group_name(replacement, &at, &name)) {
        return substitution_error(out, error, "a $ stands alone; write $1, ${name}, or $$ for the character itself",
                                  (struct str){.p = NULL});
      }
      int group = group_number(pattern, name);
      if (group < 0) {
        return substitution_error(out, error, "the expression has no group", name);
      }
      append_group(pattern, subject, (size_t)group, out);
    }
  }
  return PATTERN_MATCH;
}

void pattern_free(struct pattern *pattern) {
  if (pattern == NULL) {
    return;
  }
  pcre2_match_context_free(pattern->context);
  pcre2_match_data_free(pattern->data);
  pcre2_code_free(pattern->code);
  *pattern = (struct pattern){.code = NULL};
}
