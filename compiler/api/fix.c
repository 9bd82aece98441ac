/* check --fix: the certain changes to the user's own files, each written whole, no other byte touched. */
#include "api/rewrite.h"

#include "base/utf8.h"

#include <stdlib.h>

static bool same_bytes(const char *bytes, struct span span, struct str text) {
  return span.length == text.n && memcmp(bytes + span.start, text.p, text.n) == 0;
}

/* The element without content that starts at `offset`: up to behind its "/>"; 0 long if it has content. */
static struct span empty_element(const char *bytes, size_t size, uint32_t offset) {
  char quote = '\0';
  for (uint32_t at = offset; at < size; at++) {
    char c = bytes[at];
    if (quote != '\0') {
      quote = c == quote ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>') {
      bool empty = at > offset && bytes[at - 1] == '/';
      return (struct span){.start = offset, .length = empty ? at + 1 - offset : 0};
    }
  }
  return (struct span){.start = offset, .length = 0};
}

/* A statement that stands there twice, word for word: the second one goes. */
static bool find_copy(const struct finding *finding, const char *bytes, size_t size, struct edit *edit) {
  const struct finding_note *first = finding->notes;
  if (first == NULL || first->place.source != finding->place.source) {
    return false;
  }
  struct span copy = empty_element(bytes, size, finding->place.offset);
  struct span kept = empty_element(bytes, size, first->place.offset);
  struct str text = {.p = bytes + kept.start, .n = kept.length};
  if (copy.length == 0 || !same_bytes(bytes, copy, text)) {
    return false; /* it has remarks, or a strength of its own: somebody has to look */
  }
  *edit = (struct edit){.span = edit_whole_line(bytes, size, copy), .text = STR(""), .of = finding};
  return true;
}

/* The code point that the reference at `*at` stands for; `*at` moves behind it. The document is well-formed. */
static int32_t read_reference(struct str text, uint32_t *at) {
  static const struct {
    const char *name;
    char stands_for;
  } named[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  const char *from = text.p + *at;
  for (unsigned i = 0; i < sizeof named / sizeof *named; i++) {
    uint32_t n = (uint32_t)strlen(named[i].name);
    if (text.n - *at >= n && memcmp(from, named[i].name, n) == 0) {
      *at += n;
      return named[i].stands_for;
    }
  }
  const char *end = memchr(from, ';', text.n - *at);
  *at = end != NULL ? (uint32_t)(end + 1 - text.p) : text.n;
  return end == NULL ? -1 : from[2] == 'x' ? (int32_t)strtol(from + 3, NULL, 16) : (int32_t)strtol(from + 2, NULL, 10);
}

/* The value as the parser reads it. */
static struct str read_value(struct arena *arena, struct str written) {
  struct buf value;
  buf_init(&value, arena);
  for (uint32_t at = 0; at < written.n;) {
    if (written.p[at] != '&') {
      buf_char(&value, written.p[at++]);
      continue;
    }
    char bytes[4];
    buf_bytes(&value, bytes, utf8_encode(read_reference(written, &at), bytes));
  }
  return buf_done(&value);
}

/* The value as it was read must stand there: else it is a pattern's result. */
static bool find_value(struct cw_compilation *c, const struct finding *finding, const char *bytes, size_t size,
                       struct edit *edit) {
  struct span span = source_span(bytes, size, finding->place.offset, finding->place.attribute);
  struct str written = {.p = bytes + span.start, .n = span.length};
  if (finding->place.attribute == NULL || !str_eq(read_value(&c->arena, written), finding->wrong)) {
    return false;
  }
  *edit = (struct edit){.span = span, .text = edit_escaped(&c->arena, finding->right), .of = finding};
  return true;
}

static void list_edits(struct cw_compilation *c, uint32_t source, const char *bytes, edit_list *edits) {
  size_t size = c->work.sources.list.v[source].size;
  for (uint32_t i = findings_first_in(&c->work.findings, source); i < c->work.findings.list.n; i++) {
    const struct finding *finding = c->work.findings.list.v[i];
    struct edit edit;
    if (finding->place.source != source) {
      break;
    }
    if (finding->place.offset >= size || finding->accepted.p != NULL) {
      continue;
    }
    bool found = finding->code == F_DUPLICATE_FACT ? find_copy(finding, bytes, size, &edit)
                                                   : finding->right.n > 0 && find_value(c, finding, bytes, size, &edit);
    if (found) {
      vec_push(&c->arena, edits, edit);
    }
  }
  edits_settle(edits);
}

static void tell(const struct source *source, const char *bytes, const edit_list *edits, struct buf *out) {
  struct source_cursor cursor = {.bytes = NULL}; /* the edits are in order: no line is counted twice */
  for (uint32_t i = 0; i < edits->n; i++) {
    const struct edit *edit = &edits->v[i];
    struct span start = {.start = edit->of->place.offset, .length = 1};
    struct location location = source_locate_from(&cursor, bytes, source->size, edit->text.n > 0 ? edit->span : start);
    buf_printf(out, "%.*s:%u:%u: fixed: ", STR_ARG(source->name), location.line, location.column);
    if (edit->text.n > 0) {
      buf_printf(out, "\"%.*s\" is now \"%.*s\"", STR_ARG(edit->of->wrong), STR_ARG(edit->of->right));
    } else {
      buf_text(out, "the second of two equal statements is gone");
    }
    buf_printf(out, " [%s]\n", finding_catalogue[edit->of->code].name);
  }
}

enum cw_result cw_fix(struct cw_compilation *c, int dry, FILE *stream, size_t *count) {
  static const struct rewriting fixing = {.function = "cw_fix", .list = list_edits, .tell = tell};
  ENTER(c);
  return rewrite_documents(c, &fixing, dry, stream, count);
}
