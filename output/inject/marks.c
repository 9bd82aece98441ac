/* Marked places in a Markdown document: a pass over its lines that knows marks and blocks of code. */
#include "output/inject/marks.h"

#include "base/names.h"

/* The block of code that a line stands in, if any. */
struct fence {
  char c; /* ` or ~; 0 for none */
  uint32_t length;
  uint32_t column; /* where the content of the list item begins that it stands in */
  bool quoted;     /* it stands in a block quote */
};

struct scan {
  struct arena *arena;
  struct mark_list *marks;
  struct names names;
  struct fence fence;
  struct mark_place open; /* name.p NULL: none */
  uint32_t dropped;       /* places whose end did not come before the next begin; it may still come */
};

static uint32_t blanks(struct str line, uint32_t at) {
  uint32_t n = at;
  while (n < line.n && line.p[n] == ' ') {
    n++;
  }
  return n - at;
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r';
}

static struct str trimmed(struct str text) {
  while (text.n > 0 && is_blank(text.p[text.n - 1])) {
    text.n--;
  }
  while (text.n > 0 && is_blank(text.p[0])) {
    text.p++;
    text.n--;
  }
  return text;
}

static bool starts(struct str text, const char *with) {
  size_t n = strlen(with);
  return text.n >= n && memcmp(text.p, with, n) == 0;
}

static struct str without(struct str text, size_t n) {
  return (struct str){.p = text.p + n, .n = text.n - (uint32_t)n};
}

/* ---- blocks of code ---- */

/* Length of the list marker at `at` ("-", "12."), or 0. */
static uint32_t list_marker(struct str line, uint32_t at) {
  uint32_t n = at;
  if (n < line.n && (line.p[n] == '-' || line.p[n] == '+' || line.p[n] == '*')) {
    n++;
  } else {
    while (n < line.n && n - at < 9 && line.p[n] >= '0' && line.p[n] <= '9') {
      n++;
    }
    if (n == at || n == line.n || (line.p[n] != '.' && line.p[n] != ')')) {
      return 0;
    }
    n++;
  }
  return n < line.n && line.p[n] == ' ' ? n - at : 0;
}

/* The number of times that the character stands at `at`. */
static uint32_t run_of(struct str line, uint32_t at, char c) {
  uint32_t n = at;
  while (n < line.n && line.p[n] == c) {
    n++;
  }
  return n - at;
}

/* The fence that the line opens, behind the marks of block quotes and list items before it; `c` is 0 for none. */
static struct fence opened_fence(struct str line) {
  struct fence fence = {0};
  uint32_t at = 0;
  for (;;) {
    uint32_t indent = blanks(line, at);
    if (indent > 3) {
      return fence;
    }
    at += indent;
    uint32_t marker = list_marker(line, at);
    if (at < line.n && line.p[at] == '>') {
      fence.quoted = true;
      at++;
    } else if (marker > 0) {
      at += marker;
      fence.column = at + 1;
    } else {
      break;
    }
  }
  char c = at < line.n ? line.p[at] : '\0';
  uint32_t length = c == '`' || c == '~' ? run_of(line, at, c) : 0;
  struct str info = without(line, at + length);
  if (length >= 3 && (c == '~' || memchr(info.p, '`', info.n) == NULL)) {
    fence.c = c;
    fence.length = length;
  }
  return fence;
}

/* Whether the list item or the block quote that the fence stands in has ended before this line. */
static bool container_has_ended(const struct fence *fence, struct str line) {
  if (fence->quoted) {
    return !starts(trimmed(line), ">");
  }
  return trimmed(line).n > 0 && blanks(line, 0) < fence->column;
}

static bool closes(const struct fence *fence, struct str line) {
  struct str text = line;
  if (fence->quoted) {
    text = without(text, run_of(text, blanks(text, 0), '>') + blanks(text, 0));
  }
  uint32_t indent = blanks(text, 0);
  uint32_t length = run_of(text, indent, fence->c);
  return indent <= fence->column + 3 && length >= fence->length && trimmed(without(text, indent + length)).n == 0;
}

/* Whether the line belongs to a fenced block of code. */
static bool is_code(struct fence *fence, struct str line) {
  if (fence->c != 0 && !container_has_ended(fence, line)) {
    if (closes(fence, line)) {
      fence->c = '\0';
    }
    return true;
  }
  *fence = opened_fence(line);
  return fence->c != 0;
}

/* ---- marks ---- */

static void fault(struct scan *scan, enum mark_fault_kind kind, struct str at, struct str other) {
  vec_push(scan->arena, &scan->marks->faults, ((struct mark_fault){kind, at, other}));
}

/* The words of a comment that stands alone on its line and begins with "crosswalk:", without that; absent otherwise. */
static struct str words_of(struct str line) {
  struct str text = trimmed(line);
  if (!starts(text, "<!--")) {
    return (struct str){.p = NULL};
  }
  text = trimmed(without(text, 4));
  return starts(text, "crosswalk:") ? without(text, 10) : (struct str){.p = NULL};
}

/* Cuts the end of the comment off; false if it does not end with the line. */
static bool cut_end(struct str *words) {
  if (words->n < 3 || memcmp(words->p + words->n - 3, "-->", 3) != 0) {
    return false;
  }
  words->n -= 3;
  *words = trimmed(*words);
  return true;
}

/* The name in "begin NAME"; absent if that is not what it says. */
static struct str name_of(struct str words) {
  if (!starts(words, "begin") || words.n < 6 || !is_blank(words.p[5])) {
    return (struct str){.p = NULL};
  }
  struct str name = trimmed(without(words, 5));
  for (uint32_t i = 0; i < name.n; i++) {
    if (is_blank(name.p[i])) {
      return (struct str){.p = NULL};
    }
  }
  return name;
}

/* Most likely an end was forgotten, so the new place counts. */
static void begin(struct scan *scan, struct mark_place place) {
  if (scan->open.name.p != NULL) {
    fault(scan, MARK_NESTED, place.name, scan->open.name);
    scan->dropped++;
  }
  scan->open = place;
}

static void end(struct scan *scan, struct str mark, uint32_t at) {
  if (scan->open.name.p == NULL && scan->dropped > 0) {
    scan->dropped--;
    return;
  }
  if (scan->open.name.p == NULL) {
    fault(scan, MARK_NO_BEGIN, mark, (struct str){.p = NULL});
    return;
  }
  scan->open.to = at;
  uint32_t known = scan->names.names.n;
  uint32_t number = names_intern(&scan->names, scan->open.name);
  if (number < known) {
    fault(scan, MARK_TWICE, scan->open.name, scan->marks->places.v[number].name);
  } else {
    vec_push(scan->arena, &scan->marks->places, scan->open);
  }
  scan->open.name.p = NULL;
}

/* A line outside code. `at` is where it begins in the document, `next` where the next one does. */
static void read_line(struct scan *scan, struct str line, uint32_t at, uint32_t next) {
  struct str words = words_of(line);
  struct str mark = trimmed(line);
  uint32_t indent = blanks(line, 0);
  if (words.p == NULL || indent > 3 || line.p[indent] == '\t') {
    static const char like[] = "<!-- crosswalk:";
    for (uint32_t i = 0; scan->marks->stray.p == NULL && i + sizeof like <= line.n; i++) {
      if (memcmp(line.p + i, like, sizeof like - 1) == 0) {
        scan->marks->stray = (struct str){.p = line.p + i, .n = sizeof like - 1};
      }
    }
    return;
  }
  bool ended = cut_end(&words);
  struct str name = ended ? name_of(words) : (struct str){.p = NULL};
  if (name.p != NULL) {
    bool crlf = line.n > 0 && line.p[line.n - 1] == '\r';
    begin(scan, (struct mark_place){.name = name, .begin = at, .from = next, .indent = indent, .crlf = crlf});
  } else if (ended && str_is(words, "end")) {
    end(scan, mark, at);
  } else {
    fault(scan, MARK_SHAPE, mark, (struct str){.p = NULL});
  }
}

void marks_find(struct str document, struct arena *arena, struct mark_list *marks) {
  *marks = (struct mark_list){.stray = {.p = NULL}};
  struct scan scan = {.arena = arena, .marks = marks};
  names_init(&scan.names, arena);
  uint32_t at = starts(document, "\xEF\xBB\xBF") ? 3 : 0;
  while (at < document.n) {
    const char *newline = memchr(document.p + at, '\n', document.n - at);
    uint32_t stop = newline != NULL ? (uint32_t)(newline - document.p) : document.n;
    uint32_t next = newline != NULL ? stop + 1 : stop;
    struct str line = {.p = document.p + at, .n = stop - at};
    if (!is_code(&scan.fence, line)) {
      read_line(&scan, line, at, next);
    }
    at = next;
  }
  if (scan.open.name.p != NULL) {
    fault(&scan, MARK_NO_END, scan.open.name, (struct str){.p = NULL});
  }
}

/* ---- filling ---- */

static void end_line(struct sink *sink, const struct mark_place *place) {
  sink_text(sink, place->crlf ? "\r\n" : "\n");
}

void marks_fill(struct sink *sink, const struct mark_place *place, struct str content) {
  end_line(sink, place);
  for (uint32_t at = 0; at < content.n;) {
    const char *newline = memchr(content.p + at, '\n', content.n - at);
    uint32_t stop = newline != NULL ? (uint32_t)(newline - content.p) : content.n;
    for (uint32_t i = 0; stop > at && i < place->indent; i++) {
      sink_char(sink, ' ');
    }
    sink_write(sink, content.p + at, stop - at);
    end_line(sink, place);
    at = stop + 1;
  }
  end_line(sink, place);
}
