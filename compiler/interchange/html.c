/* Tags and character references of HTML. */
#include "interchange/html.h"

#include "interchange/words.h"

enum { LONGEST_TAG = 2000, LONGEST_NAME = 10 };

/* Those that stand on lines of their own part words; the others do not. */
static const char *const in_line[] = {"a",    "abbr", "b", "code", "em",     "font", "i",
                                      "span", "del",  "q", "ins",  "strong", "sub",  "sup"};
static const char *const blocks[] = {"p",          "ul",  "ol",    "li",    "h1",    "h2",    "h3", "h4", "h5",
                                     "h6",         "pre", "table", "thead", "tbody", "tfoot", "tr", "td", "th",
                                     "blockquote", "br",  "hr",    "img",   "div",   "dl",    "dt", "dd"};

static bool is_name_char(char c) {
  return char_is_letter(c) || char_is_digit(c);
}

/* Where the tag that begins at `at` ends, behind its ">", which may stand in quotes before; 0: nowhere. */
static uint32_t tag_end(struct str text, uint32_t at) {
  char quote = '\0';
  for (uint32_t i = at + 1; i < text.n && i < at + LONGEST_TAG; i++) {
    char c = text.p[i];
    if (quote != '\0') {
      quote = c == quote ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '>' || c == '<') {
      return c == '>' ? i + 1 : 0;
    }
  }
  return 0;
}

/* A picture is told by its words. */
static void put_alternative(struct buf *out, struct str tag) {
  uint32_t at = words_find(tag, "alt=\"");
  struct str rest = at == UINT32_MAX ? STR("") : words_from(tag, at + 5);
  buf_str(out, at == UINT32_MAX ? rest : words_next(&rest, "\""));
}

/* The bytes of a comment, or 0. */
static uint32_t comment_length(struct str text, uint32_t at) {
  static const char begin[] = "<!--";
  static const char end[] = "-->";
  struct str rest = words_from(text, at);
  if (!words_starts(rest, begin)) {
    return 0;
  }
  rest = words_from(rest, sizeof begin - 1);
  rest.n = rest.n < LONGEST_TAG ? rest.n : LONGEST_TAG;
  uint32_t length = words_find(rest, end);
  return length == UINT32_MAX ? 0 : (uint32_t)(sizeof begin - 1) + length + (uint32_t)(sizeof end - 1);
}

uint32_t html_tag(struct buf *out, struct str text, uint32_t at) {
  uint32_t comment = comment_length(text, at);
  if (comment > 0) {
    return comment;
  }
  uint32_t start = at + 1 < text.n && text.p[at + 1] == '/' ? at + 2 : at + 1;
  char name[LONGEST_NAME + 1];
  uint32_t n = 0;
  while (start + n < text.n && n < LONGEST_NAME && is_name_char(text.p[start + n])) {
    name[n] = (char)(text.p[start + n] | 0x20);
    n++;
  }
  name[n] = '\0';
  bool ended = start + n < text.n && strchr(" \t\r\n/>", text.p[start + n]) != NULL && text.p[start + n] != '\0';
  bool block = ended && STR_IS_ONE_OF(str_from(name), blocks);
  uint32_t end = block || (ended && STR_IS_ONE_OF(str_from(name), in_line)) ? tag_end(text, at) : 0;
  if (end == 0) {
    return 0;
  }
  buf_text(out, block ? "\n" : strcmp(name, "q") == 0 ? "\"" : "");
  if (strcmp(name, "img") == 0) {
    put_alternative(out, (struct str){.p = text.p + at, .n = end - at});
  }
  return end - at;
}

/* "#160" and "#xA0"; -1 for anything else. */
static int32_t numbered(struct str name) {
  bool hexadecimal = name.n > 1 && (name.p[1] | 0x20) == 'x';
  int32_t point = 0;
  uint32_t first = hexadecimal ? 2 : 1;
  for (uint32_t i = first; i < name.n; i++) {
    char c = name.p[i];
    bool digit = char_is_digit(c);
    bool letter = hexadecimal && (c | 0x20) >= 'a' && (c | 0x20) <= 'f';
    if (!digit && !letter) {
      return -1;
    }
    point = point * (hexadecimal ? 16 : 10) + (digit ? c - '0' : (c | 0x20) - 'a' + 10);
  }
  return name.n > first && point > 0 ? point : -1;
}

uint32_t html_reference(struct buf *out, struct str text, uint32_t at) {
  enum { LONGEST = 8 };
  uint32_t end = at + 1;
  while (end < text.n && end - at <= LONGEST && (is_name_char(text.p[end]) || (text.p[end] == '#' && end == at + 1))) {
    end++;
  }
  if (end >= text.n || text.p[end] != ';') {
    return 0;
  }
  struct str name = {.p = text.p + at + 1, .n = end - at - 1};
  int32_t point = name.n > 0 && name.p[0] == '#' ? numbered(name) : html_named(name);
  if (point < 0) {
    return 0;
  }
  buf_point(out, point);
  return end + 1 - at;
}

struct str html_plain(struct arena *arena, struct str text) {
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t at = 0; at < text.n;) {
    uint32_t taken = text.p[at] == '<'   ? html_tag(&out, text, at)
                     : text.p[at] == '&' ? html_reference(&out, text, at)
                                         : 0;
    if (taken == 0) {
      buf_char(&out, text.p[at]);
    }
    at += taken > 0 ? taken : 1;
  }
  return words_trim(buf_done(&out));
}
