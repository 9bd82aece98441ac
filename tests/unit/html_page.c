/* A small reader of HTML pages that knows nothing of their writer. */
#define _GNU_SOURCE
#include "html_page.h"

#include "escaping.h"
#include "hostile_report.h"

#include <string.h>

static bool one_of(struct str name, const char *list) {
  for (const char *p = list; *p != '\0';) {
    const char *space = strchr(p, ' ');
    size_t n = space != NULL ? (size_t)(space - p) : strlen(p);
    if (name.n == n && memcmp(name.p, p, n) == 0) {
      return true;
    }
    p += n + (space != NULL);
  }
  return false;
}

static struct str top(const struct page *page) {
  return page->depth > 0 ? page->stack[page->depth - 1] : STR("");
}

static void pop_while(struct page *page, const char *implied) {
  while (page->depth > 0 && one_of(top(page), implied)) {
    page->depth--;
  }
}

static unsigned kind_of_text(const struct page *page) {
  static const char *const names[] = {NULL, "b", "span", "i", "p", "summary", "strong", "em", "div", "small"};
  for (unsigned d = page->depth; d-- > 0 && !one_of(page->stack[d], "td th");) {
    for (unsigned k = B; k <= SMALL; k++) {
      if (str_is(page->stack[d], names[k])) {
        return k;
      }
    }
  }
  return PLAIN;
}

static void page_text(struct page *page, struct str text) {
  for (uint32_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];
    ck_assert_msg(c != '>' && (c >= ' ' || c == '\n' || c == '\t') && c != 0x7F, "byte %02x in text", c);
  }
  struct str got = unescaped_html(text);
  if (page->within && page->cell > 0) {
    buf_str(&page->texts[page->cell - 1][kind_of_text(page)], got);
  }
}

static void finish_row(struct page *page) {
  if (page->row != NULL && page->within && page->cell > 0 && !page->heading) {
    page->row(page);
  }
  page->cell = 0;
}

static void open_cell(struct page *page) {
  if (page->within) {
    page->cell++;
    ck_assert_uint_le(page->cell, TABLE_COLUMNS);
    for (unsigned k = 0; k <= SMALL; k++) {
      buf_init(&page->texts[page->cell - 1][k], &arena);
    }
  }
}

static void page_attribute(struct page *page, struct str tag, struct str name, struct str value) {
  ck_assert_msg(one_of(name,
                       "lang charset http-equiv content name rel href class id width height aria-hidden viewBox "
                       "transform x y r cx cy d "
                       "patternUnits patternTransform preserveAspectRatio role aria-label aria-labelledby aria-live "
                       "tabindex scope colspan "
                       "data-k data-r data-s data-t dir hidden for type autocomplete spellcheck placeholder value"),
                "attribute %.*s", STR_ARG(name));
  if (str_is(name, "id")) {
    for (unsigned i = 0; i < page->id_count; i++) {
      ck_assert_msg(!str_eq(page->ids[i], value), "two elements have the id %.*s", STR_ARG(value));
    }
    ck_assert_uint_lt(page->id_count, MOST_IDS);
    page->ids[page->id_count++] = value;
  } else if (str_is(name, "href")) {
    ck_assert(str_is(value, "data:,") || escape_is_link(unescaped_html(value)));
    if (value.n > 0 && value.p[0] == '#' && page->target_count < MOST_IDS) {
      page->targets[page->target_count++] = (struct str){.p = value.p + 1, .n = value.n - 1};
    }
  } else if (str_is(name, "class") && str_is(tag, "tr")) {
    page->heading = str_is(value, "g");
  } else if (str_is(name, "class") && str_is(tag, "table")) {
    page->within = one_of(from(page->table_class), (char *)str_copy(&arena, value).p);
  }
}

/* One attribute, quoted or not; the place behind it. */
static const char *read_attribute(struct page *page, struct str tag, const char *p) {
  const char *start = p;
  while (*p != '=' && *p != '>' && *p != ' ' && *p != '/') {
    p++;
  }
  struct str name = {.p = start, .n = (uint32_t)(p - start)};
  struct str value = STR("");
  if (*p == '=') {
    bool quoted = *++p == '"';
    start = p += quoted;
    while (quoted ? *p != '"' : *p != '>' && *p != ' ') {
      ck_assert_msg(p < page->end && *p != '<' && (quoted || strchr("\"'`=<", *p) == NULL), "in an attribute: %.30s",
                    p);
      p++;
    }
    value = (struct str){.p = start, .n = (uint32_t)(p - start)};
    p += quoted;
  }
  page_attribute(page, tag, name, value);
  return p;
}

static void start_tag(struct page *page, struct str tag) {
  if (one_of(tag, "tr")) {
    pop_while(page, "p td th tr");
  } else if (one_of(tag, "tbody thead")) {
    pop_while(page, "p td th tr tbody thead");
  } else if (one_of(tag, "td th")) {
    pop_while(page, "p td th");
    ck_assert(str_is(top(page), "tr"));
    open_cell(page);
  } else if (one_of(tag, "p div details ul")) {
    pop_while(page, "p");
  } else if (one_of(tag, "option")) {
    pop_while(page, "option");
  }
}

static void end_tag(struct page *page, struct str tag) {
  if (str_is(tag, "table")) {
    finish_row(page);
    page->within = false;
    pop_while(page, "p td th tr tbody thead");
  } else if (str_is(tag, "details")) {
    pop_while(page, "p");
  } else if (str_is(tag, "select")) {
    pop_while(page, "option");
  }
  ck_assert_msg(str_eq(top(page), tag), "</%.*s> closes <%.*s>", STR_ARG(tag), STR_ARG(top(page)));
  page->depth--;
}

static const char *read_tag(struct page *page, const char *p) {
  bool closing = p[1] == '/';
  const char *start = p + 1 + closing;
  for (p = start; *p != ' ' && *p != '>'; p++) {
    ck_assert_msg((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z'), "not a tag: %.20s",
                  start);
  }
  struct str tag = {.p = start, .n = (uint32_t)(p - start)};
  ck_assert_msg(one_of(tag,
                       "html head meta title link style body a svg defs pattern rect circle path text tspan g header p "
                       "h1 h2 h3 span small bdi "
                       "section dl div dt dd nav ul li main table caption thead tbody tr th td colgroup col figure "
                       "figcaption form label input "
                       "select option button output details summary strong b i em u q code footer script"),
                "element %.*s", STR_ARG(tag));
  if (closing) {
    end_tag(page, tag);
    return p + 1;
  }
  if (str_is(tag, "tr")) {
    finish_row(page);
    page->heading = false;
  }
  start_tag(page, tag);
  while (*p == ' ') {
    p = p[1] == '/' ? p + 1 : read_attribute(page, tag, p + 1);
  }
  bool empty = *p == '/';
  p += empty;
  ck_assert_msg(*p == '>', "in <%.*s>: %.20s", STR_ARG(tag), p);
  if (!empty && !one_of(tag, "meta link input col")) {
    ck_assert_uint_lt(page->depth, DEEPEST);
    page->stack[page->depth++] = tag;
  }
  return p + 1;
}

/* Style and script go to their end tag as they are. */
static const char *raw_text(struct page *page, const char *p) {
  const char *end = str_is(top(page), "style") ? "</style>" : "</script>";
  const char *stop = memmem(p, (size_t)(page->end - p), end, strlen(end));
  ck_assert_ptr_nonnull(stop);
  return stop;
}

void read_page(struct page *page, struct str text) {
  static const char doctype[] = "<!DOCTYPE html>\n";
  ck_assert(memcmp(text.p, doctype, sizeof doctype - 1) == 0);
  page->p = text.p + sizeof doctype - 1;
  page->end = text.p + text.n;
  for (const char *p = page->p; p < page->end;) {
    if (one_of(top(page), "style script")) {
      p = raw_text(page, p);
    }
    if (*p == '<') {
      p = read_tag(page, p);
    } else {
      const char *stop = memchr(p, '<', (size_t)(page->end - p));
      stop = stop != NULL ? stop : page->end;
      page_text(page, (struct str){.p = p, .n = (uint32_t)(stop - p)});
      p = stop;
    }
  }
  ck_assert_uint_eq(page->depth, 0);
  for (unsigned i = 0; i < page->target_count; i++) {
    bool found = false;
    for (unsigned j = 0; j < page->id_count; j++) {
      found = found || str_eq(page->targets[i], page->ids[j]);
    }
    ck_assert_msg(found, "a link leads to #%.*s, which is not there", STR_ARG(page->targets[i]));
  }
}

struct str text_of(struct page *page, unsigned column, unsigned kind) {
  return plain(buf_done(&page->texts[column][kind]));
}
