/* Applying changes to a text, and showing them line by line. */
#include "diag/fixes.h"

#include "base/search.h"

#include <stdlib.h>

static int by_place(const void *left, const void *right) {
  const struct span *a = &((const struct edit *)left)->span;
  const struct span *b = &((const struct edit *)right)->span;
  if (a->start != b->start) {
    return a->start < b->start ? -1 : 1;
  }
  return (a->length > b->length) - (a->length < b->length);
}

void edits_settle(edit_list *edits) {
  uint32_t kept = 0;
  uint32_t end = 0;
  if (edits->n > 1) {
    qsort(edits->v, edits->n, sizeof *edits->v, by_place);
  }
  for (uint32_t i = 0; i < edits->n; i++) {
    struct edit edit = edits->v[i];
    if (kept == 0 || edit.span.start >= end) {
      end = edit.span.start + edit.span.length;
      edits->v[kept++] = edit;
    }
  }
  edits->n = kept;
}

/* The first edit that begins at `from` or behind it. */
static uint32_t first_edit(const edit_list *edits, uint32_t from) {
  return search_first(struct edit, edits->v, edits->n, span.start, from);
}

/* The bytes from `from` to `to` with the edits that begin in them. */
static void put_edited(const edit_list *edits, const char *bytes, uint32_t from, uint32_t to, struct buf *out) {
  for (uint32_t i = first_edit(edits, from); i < edits->n && edits->v[i].span.start < to; i++) {
    const struct edit *edit = &edits->v[i];
    buf_bytes(out, bytes + from, edit->span.start - from);
    buf_str(out, edit->text);
    from = edit->span.start + edit->span.length;
  }
  if (from < to) {
    buf_bytes(out, bytes + from, to - from);
  }
}

void edits_apply(const edit_list *edits, const char *bytes, size_t size, struct buf *out) {
  put_edited(edits, bytes, 0, (uint32_t)size, out);
}

/* ---- lines ---- */

/* Lines by number from 0: where each begins, and at the end the size. */
struct lines {
  VEC(uint32_t) starts;
};

static uint32_t line_count(const struct lines *lines) {
  return lines->starts.n - 1;
}

static void find_lines(const char *bytes, size_t size, struct arena *arena, struct lines *lines) {
  *lines = (struct lines){.starts = {0}};
  vec_push(arena, &lines->starts, 0U);
  for (uint32_t at = 0; at < size; at++) {
    if (bytes[at] == '\n' && at + 1 < size) {
      vec_push(arena, &lines->starts, at + 1);
    }
  }
  vec_push(arena, &lines->starts, (uint32_t)size);
}

static uint32_t line_at(const struct lines *lines, uint32_t offset) {
  uint32_t low = 0;
  for (uint32_t high = line_count(lines); high - low > 1;) {
    uint32_t middle = low + (high - low) / 2;
    if (lines->starts.v[middle] <= offset) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

/* Lines that change, from the first to behind the last one. */
struct change {
  uint32_t first;
  uint32_t end;
};
typedef VEC(struct change) change_list;

static void find_changes(const edit_list *edits, const struct lines *lines, struct arena *arena, change_list *changes) {
  for (uint32_t i = 0; i < edits->n; i++) {
    struct span span = edits->v[i].span;
    uint32_t first = line_at(lines, span.start);
    uint32_t end = line_at(lines, span.length > 0 ? span.start + span.length - 1 : span.start) + 1;
    if (changes->n > 0 && first < changes->v[changes->n - 1].end) {
      struct change *last = &changes->v[changes->n - 1];
      last->end = end > last->end ? end : last->end;
    } else {
      vec_push(arena, changes, ((struct change){first, end}));
    }
  }
}

static uint32_t put_lines(struct buf *out, char mark, const char *bytes, size_t size) {
  uint32_t count = 0;
  for (size_t at = 0; at < size; count++) {
    const char *end = memchr(bytes + at, '\n', size - at);
    size_t n = end != NULL ? (size_t)(end - (bytes + at)) + 1 : size - at;
    if (out != NULL) {
      buf_char(out, mark);
      buf_bytes(out, bytes + at, n);
      buf_text(out, end != NULL ? "" : "\n\\ No newline at end of file\n");
    }
    at += n;
  }
  return count;
}

struct differ {
  const edit_list *edits;
  const char *bytes;
  const struct lines *lines;
  struct buf *out;
  int64_t shift; /* of the line numbers of the new text */
};

static struct str edited_lines(const struct differ *differ, const struct change *change) {
  struct buf text;
  buf_init(&text, differ->out->arena);
  put_edited(differ->edits, differ->bytes, differ->lines->starts.v[change->first], differ->lines->starts.v[change->end],
             &text);
  return buf_done(&text);
}

static void put_old(const struct differ *differ, struct buf *out, char mark, uint32_t first, uint32_t end) {
  const uint32_t *starts = differ->lines->starts.v;
  put_lines(out, mark, differ->bytes + starts[first], starts[end] - starts[first]);
}

static void put_range(struct buf *out, char sign, uint64_t first, uint64_t count) {
  buf_printf(out, "%c%llu", sign, (unsigned long long)(count > 0 ? first + 1 : first));
  if (count != 1) {
    buf_printf(out, ",%llu", (unsigned long long)count);
  }
}

/* One hunk: changes that stand near each other, with lines around them. */
static void put_hunk(struct differ *differ, const struct change *changes, uint32_t count) {
  enum { AROUND = 3 };
  struct buf body;
  buf_init(&body, differ->out->arena);
  uint32_t last_line = line_count(differ->lines);
  uint32_t first = changes[0].first > AROUND ? changes[0].first - AROUND : 0;
  uint32_t end = last_line - changes[count - 1].end > AROUND ? changes[count - 1].end + AROUND : last_line;
  uint32_t at = first;
  int64_t more = 0;
  for (uint32_t i = 0; i < count; i++) {
    struct str text = edited_lines(differ, &changes[i]);
    put_old(differ, &body, ' ', at, changes[i].first);
    put_old(differ, &body, '-', changes[i].first, changes[i].end);
    more += (int64_t)put_lines(&body, '+', text.p, text.n) - (int64_t)(changes[i].end - changes[i].first);
    at = changes[i].end;
  }
  put_old(differ, &body, ' ', at, end);
  buf_text(differ->out, "@@ ");
  put_range(differ->out, '-', first, end - first);
  buf_char(differ->out, ' ');
  put_range(differ->out, '+', (uint64_t)(first + differ->shift), (uint64_t)((int64_t)(end - first) + more));
  buf_text(differ->out, " @@\n");
  buf_str(differ->out, buf_done(&body));
  differ->shift += more;
}

void edits_diff(const edit_list *edits, struct str name, const char *bytes, size_t size, struct buf *out) {
  enum { APART = 6 };
  struct lines lines;
  change_list changes = {0};
  find_lines(bytes, size, out->arena, &lines);
  find_changes(edits, &lines, out->arena, &changes);
  struct differ differ = {.edits = edits, .bytes = bytes, .lines = &lines, .out = out};
  buf_printf(out, "--- %.*s\n+++ %.*s\n", STR_ARG(name), STR_ARG(name));
  for (uint32_t i = 0; i < changes.n;) {
    uint32_t count = 1;
    while (i + count < changes.n && changes.v[i + count].first - changes.v[i + count - 1].end <= APART) {
      count++;
    }
    put_hunk(&differ, &changes.v[i], count);
    i += count;
  }
}

struct str edit_escaped(struct arena *arena, struct str text) {
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t i = 0; i < text.n; i++) {
    switch (text.p[i]) {
      case '&':
        buf_text(&out, "&amp;");
        break;
      case '<':
        buf_text(&out, "&lt;");
        break;
      case '"':
        buf_text(&out, "&quot;");
        break;
      case '\'':
        buf_text(&out, "&apos;");
        break;
      default:
        buf_char(&out, text.p[i]);
        break;
    }
  }
  return buf_done(&out);
}

struct span edit_whole_line(const char *bytes, size_t size, struct span span) {
  uint32_t first = span.start;
  uint32_t end = span.start + span.length;
  while (first > 0 && (bytes[first - 1] == ' ' || bytes[first - 1] == '\t')) {
    first--;
  }
  while (end < size && (bytes[end] == ' ' || bytes[end] == '\t' || bytes[end] == '\r')) {
    end++;
  }
  bool alone = (first == 0 || bytes[first - 1] == '\n') && end < size && bytes[end] == '\n';
  return alone ? (struct span){.start = first, .length = end + 1 - first} : span;
}
