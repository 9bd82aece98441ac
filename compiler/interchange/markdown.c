/* Markdown as plain words: lines make blocks, and the marks within each are matched with one another. */
#include "interchange/markdown.h"

#include "base/vec.h"
#include "interchange/html.h"
#include "interchange/words.h"

/* ---- within a paragraph ---- */

enum {
  LOOKED_BACK = 64, /* marks that may be open inside one another */
  LONGEST_ADDRESS = 2000
};

/* A run of marks that may begin emphasis. */
struct opener {
  char mark;
  size_t at; /* in what is put */
  uint32_t count;
  uint32_t left; /* of them */
  bool closes;
};

struct bracket {
  size_t at;
  uint32_t openers; /* that were open before it */
  bool picture;     /* a "!" is in front of it */
};

/* What is put holds the marks, too, since only what follows them tells whether they are some: those that are become NUL. */
struct inside {
  const struct markdown *markdown;
  struct str text;
  struct buf out;
  VEC(struct opener) openers;
  VEC(struct bracket) brackets;
};

static bool is_punctuation(char c) {
  return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

static void blot(struct inside *inside, size_t at, uint32_t count) {
  memset(inside->out.p + at, '\0', count);
}

static uint32_t run_length(struct str text, uint32_t at) {
  uint32_t end = at;
  while (end < text.n && text.p[end] == text.p[at]) {
    end++;
  }
  return end - at;
}

/* "`code`", which is no Markdown inside. */
static uint32_t take_code(struct inside *inside, uint32_t at) {
  struct str text = inside->text;
  uint32_t ticks = run_length(text, at);
  uint32_t end = at + ticks;
  while (end < text.n) {
    uint32_t run = text.p[end] == '`' ? run_length(text, end) : 0;
    if (run == ticks) {
      buf_bytes(&inside->out, text.p + at + ticks, end - at - ticks);
      return end + ticks - at;
    }
    end += run > 0 ? run : 1;
  }
  buf_bytes(&inside->out, text.p + at, ticks);
  return ticks;
}

/* "<https://example.org>" */
static uint32_t take_address(struct inside *inside, uint32_t at) {
  struct str text = inside->text;
  uint32_t end = at + 1;
  bool scheme = false;
  while (end < text.n && end - at < LONGEST_ADDRESS && !char_is_space(text.p[end]) &&
         strchr("<>", text.p[end]) == NULL) {
    scheme = scheme || text.p[end] == ':' || text.p[end] == '@';
    end++;
  }
  if (end >= text.n || text.p[end] != '>' || !scheme) {
    return 0;
  }
  buf_bytes(&inside->out, text.p + at + 1, end - at - 1);
  return end + 1 - at;
}

static uint32_t skip_blanks(struct str text, uint32_t at) {
  while (at < text.n && char_is_space(text.p[at])) {
    at++;
  }
  return at;
}

/* Where the address itself ends: at a blank or the bracket that closes all, or behind the ">" of one in angle brackets. */
static uint32_t bare_address_end(struct str text, uint32_t at) {
  uint32_t end = at;
  if (end < text.n && text.p[end] == '<') {
    while (end < text.n && text.p[end] != '>' && text.p[end] != '\n') {
      end++;
    }
    return end < text.n && text.p[end] == '>' ? end + 1 : at;
  }
  for (unsigned depth = 0; end < text.n && !char_is_space(text.p[end]) && (text.p[end] != ')' || depth > 0); end++) {
    depth += text.p[end] == '(' ? 1 : text.p[end] == ')' ? UINT32_MAX : 0;
    end += text.p[end] == '\\' && end + 1 < text.n ? 1 : 0;
  }
  return end;
}

/* (address "title") behind a "]": where it ends, or 0. */
static uint32_t address_end(struct str text, uint32_t at) {
  if (at >= text.n || text.p[at] != '(') {
    return 0;
  }
  uint32_t most = text.n - at > LONGEST_ADDRESS ? at + LONGEST_ADDRESS : text.n;
  text.n = most;
  uint32_t end = skip_blanks(text, bare_address_end(text, skip_blanks(text, at + 1)));
  if (end < text.n && (text.p[end] == '"' || text.p[end] == '\'')) {
    char quote = text.p[end++];
    while (end < text.n && text.p[end] != quote) {
      end++;
    }
    end = end < text.n ? skip_blanks(text, end + 1) : end;
  }
  return end < text.n && text.p[end] == ')' ? end + 1 : 0;
}

static void open_bracket(struct inside *inside, uint32_t at) {
  struct str before = words_to(inside->text, at);
  struct bracket bracket = {.at = inside->out.n,
                            .openers = inside->openers.n,
                            .picture = words_ends(before, "!") && !words_ends(before, "\\!")};
  vec_push(inside->markdown->arena, &inside->brackets, bracket);
}

/* The end of a link's or a picture's words, if it is one: they stay, what is around them goes. */
static uint32_t close_bracket(struct inside *inside, uint32_t at) {
  struct str text = inside->text;
  uint32_t end = inside->brackets.n > 0 ? address_end(text, at + 1) : 0;
  struct bracket bracket =
      inside->brackets.n > 0 ? inside->brackets.v[--inside->brackets.n] : (struct bracket){.at = 0};
  if (end == 0) {
    buf_char(&inside->out, ']');
    return 1;
  }
  blot(inside, bracket.at - (bracket.picture ? 1 : 0), bracket.picture ? 2 : 1);
  inside->openers.n = inside->openers.n < bracket.openers ? inside->openers.n : bracket.openers;
  return end - at;
}

/* Whether what was put from there on is one short word. */
static bool is_word(const struct inside *inside, size_t from) {
  enum { LONGEST_WORD = 200 };
  for (size_t i = from; i < inside->out.n; i++) {
    if (char_is_space(inside->out.p[i]) || i - from > LONGEST_WORD) {
      return false;
    }
  }
  return true;
}

/* Whether the two runs belong to one another. H~2~O and 4^th^ have one word inside; and of runs that both open and close, not
 * all do: *a**b* is one emphasis. */
static bool belong(const struct inside *inside, const struct opener *opener, const struct opener *closer, bool opens) {
  if (opener->mark != closer->mark) {
    return false;
  }
  if (closer->mark == '~' || closer->mark == '^') {
    return opener->left == closer->left && (closer->left == 2 || is_word(inside, opener->at));
  }
  bool both = opener->closes || opens;
  return !both || (opener->count + closer->count) % 3 != 0 || (opener->count % 3 == 0 && closer->count % 3 == 0);
}

/* The opener that the run closes, or its number where there is none. */
static uint32_t find_opener(const struct inside *inside, const struct opener *closer, bool opens) {
  uint32_t floor = inside->brackets.n > 0 ? inside->brackets.v[inside->brackets.n - 1].openers : 0;
  uint32_t looked = 0;
  for (uint32_t i = inside->openers.n; i-- > floor && looked++ < LOOKED_BACK;) {
    if (belong(inside, &inside->openers.v[i], closer, opens)) {
      return i;
    }
  }
  return inside->openers.n;
}

/* Blots out what of the run closes emphasis, with what opened it. */
static void close_emphasis(struct inside *inside, struct opener *run, bool opens) {
  size_t at = run->at;
  while (run->left > 0) {
    uint32_t number = find_opener(inside, run, opens);
    if (number == inside->openers.n) {
      return;
    }
    struct opener *opener = &inside->openers.v[number];
    uint32_t used = opener->left > 1 && run->left > 1 ? 2 : 1;
    blot(inside, opener->at + opener->left - used, used);
    blot(inside, at, used);
    at += used;
    opener->left -= used;
    run->left -= used;
    inside->openers.n = opener->left > 0 ? number + 1 : number;
  }
}

static uint32_t take_marks(struct inside *inside, uint32_t at) {
  struct str text = inside->text;
  uint32_t count = run_length(text, at);
  char before = at > 0 ? text.p[at - 1] : ' ';
  char after = at + count < text.n ? text.p[at + count] : ' ';
  bool left = !char_is_space(after) && (!is_punctuation(after) || char_is_space(before) || is_punctuation(before));
  bool right = !char_is_space(before) && (!is_punctuation(before) || char_is_space(after) || is_punctuation(after));
  bool word = text.p[at] == '_'; /* which marks nothing within a word */
  bool opens = left && (!word || !right || is_punctuation(before));
  bool closes = right && (!word || !left || is_punctuation(after));
  struct opener run = {.mark = text.p[at], .at = inside->out.n, .count = count, .left = count, .closes = closes};
  buf_bytes(&inside->out, text.p + at, count);
  if (closes) {
    close_emphasis(inside, &run, opens);
  }
  if (opens && run.left > 0) {
    run.at += run.count - run.left;
    vec_push(inside->markdown->arena, &inside->openers, run);
  }
  return count;
}

static uint32_t take(struct inside *inside, uint32_t at) {
  const struct markdown *markdown = inside->markdown;
  struct str text = inside->text;
  uint32_t taken = 0;
  switch (text.p[at]) {
    case '\\':
      if (at + 1 < text.n && (is_punctuation(text.p[at + 1]) || (text.p[at + 1] == '\n' && at + 2 < text.n))) {
        buf_char(&inside->out, text.p[at + 1]);
        return 2;
      }
      break;
    case '`':
      return take_code(inside, at);
    case '<':
      taken = html_tag(&inside->out, text, at);
      taken = taken > 0 ? taken : take_address(inside, at);
      break;
    case '&':
      taken = html_reference(&inside->out, text, at);
      break;
    case '{':
      taken = markdown->insert != NULL ? markdown->insert(markdown->context, &inside->out, text, at) : 0;
      break;
    case '[':
      open_bracket(inside, at);
      break;
    case ']':
      return close_bracket(inside, at);
    case '*':
    case '_':
    case '~':
    case '^':
      return take_marks(inside, at);
    default:
      break;
  }
  if (taken == 0) {
    buf_char(&inside->out, text.p[at]);
  }
  return taken > 0 ? taken : 1;
}

static void put_inside(const struct markdown *markdown, struct buf *out, struct str text) {
  struct inside inside = {.markdown = markdown, .text = text};
  buf_init(&inside.out, markdown->arena);
  for (uint32_t at = 0; at < text.n;) {
    at += take(&inside, at);
  }
  for (size_t i = 0; i < inside.out.n; i++) {
    if (inside.out.p[i] != '\0') {
      buf_char(out, inside.out.p[i]);
    }
  }
}

/* ---- lines ---- */

struct blocks {
  const struct markdown *markdown;
  struct buf *out;
  struct buf paragraph; /* that may go on */
  bool in_list;         /* the paragraph is of an item */
  bool had_list;        /* what is indented may be of an item */
  bool in_table;
  char fence; /* of code; '\0': outside of any */
  uint32_t fence_length;
};

static void flush(struct blocks *blocks) {
  if (blocks->paragraph.n > 0) {
    put_inside(blocks->markdown, blocks->out, buf_done(&blocks->paragraph));
    buf_char(blocks->out, '\n');
    blocks->paragraph.n = 0;
  }
}

static struct str without_indent(struct str line) {
  return words_from(line, skip_blanks(line, 0));
}

static bool is_all(struct str line, const char *marks) {
  bool any = false;
  for (uint32_t i = 0; i < line.n; i++) {
    if (!char_is_space(line.p[i]) && (line.p[i] == '\0' || strchr(marks, line.p[i]) == NULL)) {
      return false;
    }
    any = any || !char_is_space(line.p[i]);
  }
  return any;
}

/* "---", "* * *": a line drawn between paragraphs. */
static bool is_rule(struct str line) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < line.n; i++) {
    count += char_is_space(line.p[i]) ? 0 : 1;
  }
  return count >= 3 && (is_all(line, "-") || is_all(line, "*") || is_all(line, "_"));
}

/* "|---|:--:|" */
static bool is_delimiter_row(struct str line) {
  return is_all(line, "|:-") && line.n > 0 && memchr(line.p, '-', line.n) != NULL &&
         memchr(line.p, '|', line.n) != NULL;
}

static uint32_t heading_mark(struct str line) {
  uint32_t count = line.n > 0 && line.p[0] == '#' ? run_length(line, 0) : 0;
  return count > 0 && count <= 6 && (count == line.n || char_is_space(line.p[count])) ? count : 0;
}

/* "-", "+", "*", "1." or "1)" in front of an item: its bytes, or 0. Within a paragraph that is none of an item's, only a first
 * item begins a list. */
static uint32_t item_mark(const struct blocks *blocks, struct str line) {
  bool goes_on = blocks->paragraph.n > 0;
  if (line.n == 0) {
    return 0;
  }
  uint32_t end = 0;
  if (strchr("-+*", line.p[0]) != NULL) {
    end = 1;
  } else {
    enum { MOST_DIGITS = 9 };
    while (end < line.n && end <= MOST_DIGITS && char_is_digit(line.p[end])) {
      end++;
    }
    bool marked = end > 0 && end <= MOST_DIGITS && end < line.n && (line.p[end] == '.' || line.p[end] == ')');
    bool first = end == 1 && line.p[0] == '1';
    end = marked && (!goes_on || blocks->in_list || first) ? end + 1 : 0;
  }
  bool empty = end == line.n;
  return end > 0 && ((empty && !goes_on) || (!empty && char_is_space(line.p[end]))) ? end : 0;
}

static bool begins_fence(struct str line, char *mark, uint32_t *length) {
  if (line.n < 3 || (line.p[0] != '`' && line.p[0] != '~')) {
    return false;
  }
  *mark = line.p[0];
  *length = run_length(line, 0);
  return *length >= 3 && (*mark == '~' || memchr(line.p + *length, '`', line.n - *length) == NULL);
}

/* A line of a block of code. */
static void put_code(struct blocks *blocks, struct str line) {
  struct str bare = without_indent(line);
  bool ends = bare.n > 0 && bare.p[0] == blocks->fence && run_length(bare, 0) >= blocks->fence_length &&
              without_indent(words_from(bare, run_length(bare, 0))).n == 0;
  if (ends) {
    blocks->fence = '\0';
    return;
  }
  buf_str(blocks->out, line);
  buf_char(blocks->out, '\n');
}

static void put_row(struct blocks *blocks, struct str line) {
  uint32_t start = 0;
  for (uint32_t i = 0; i <= line.n; i++) {
    if (i == line.n || line.p[i] == '|') {
      put_inside(blocks->markdown, blocks->out, (struct str){.p = line.p + start, .n = i - start});
      buf_char(blocks->out, '\n');
      start = i + 1;
    }
    i += i < line.n && line.p[i] == '\\' && i + 1 < line.n ? 1 : 0;
  }
}

/* The ends of a line that are rules, by the bytes that they have left: told once for all the items in front of one, since a
 * look for each would take the square of the line. */
struct rules {
  uint32_t longest;
  uint32_t shortest;
};

static struct rules rules_of(struct str line) {
  uint32_t count = 0;
  struct rules rules = {.longest = 0};
  char mark = '\0';
  for (uint32_t left = 1; left <= line.n; left++) {
    char c = line.p[line.n - left];
    if (char_is_space(c)) {
      continue;
    }
    if (c == '\0' || strchr("-*_", c) == NULL || (mark != '\0' && c != mark)) {
      break;
    }
    mark = c;
    count++;
    rules.shortest = count == 3 ? left : rules.shortest;
    rules.longest = count >= 3 ? left : rules.longest;
  }
  return rules;
}

/* What is in front of the line for quotes and items, taken off. */
static struct str without_marks(struct blocks *blocks, struct str line) {
  struct rules rules = rules_of(line);
  for (;;) {
    line = without_indent(line);
    bool rule = line.n > 0 && line.n >= rules.shortest && line.n <= rules.longest;
    uint32_t mark = line.n > 0 && line.p[0] == '>' ? 1 : rule ? 0 : item_mark(blocks, line);
    if (mark == 0) {
      return line;
    }
    flush(blocks);
    bool item = line.p[0] != '>';
    blocks->in_list = item;
    blocks->had_list = blocks->had_list || item;
    line = words_from(line, mark);
  }
}

static void put_heading(struct blocks *blocks, struct str line) {
  flush(blocks);
  struct str words = without_indent(words_from(line, heading_mark(line)));
  uint32_t end = words.n;
  while (end > 0 && char_is_space(words.p[end - 1])) {
    end--;
  }
  uint32_t bare = end;
  while (bare > 0 && words.p[bare - 1] == '#') {
    bare--;
  }
  put_inside(blocks->markdown, blocks->out,
             words_to(words, bare == 0 || char_is_space(words.p[bare - 1]) ? bare : end));
  buf_char(blocks->out, '\n');
}

static bool is_indented_code(const struct blocks *blocks, struct str line) {
  bool indented = line.n > 0 && (line.p[0] == '\t' || words_starts(line, "    "));
  return indented && blocks->paragraph.n == 0 && !blocks->had_list && without_indent(line).n > 0;
}

/* A line of a paragraph or table, of which the one behind it decides. */
static void put_words(struct blocks *blocks, struct str line, struct str next) {
  bool head = !blocks->in_table && line.n > 0 && memchr(line.p, '|', line.n) != NULL && is_delimiter_row(next);
  if (head) {
    flush(blocks);
    blocks->in_table = true;
  }
  if (blocks->in_table && !is_delimiter_row(line)) {
    put_row(blocks, line);
  } else if (!blocks->in_table) {
    buf_str(&blocks->paragraph, line);
    buf_char(&blocks->paragraph, '\n');
  }
}

static void put_block(struct blocks *blocks, struct str line, struct str next) {
  char fence = '\0';
  uint32_t length = 0;
  line = without_marks(blocks, line);
  if (begins_fence(line, &fence, &length)) {
    flush(blocks);
    blocks->fence = fence;
    blocks->fence_length = length;
  } else if (is_rule(line)) {
    flush(blocks);
  } else if (heading_mark(line) > 0) {
    put_heading(blocks, line);
  } else {
    put_words(blocks, line, next);
  }
}

static void put_line(struct blocks *blocks, struct str line, struct str next) {
  bool underlines = blocks->paragraph.n > 0 && (is_all(line, "=") || is_all(line, "-"));
  if (blocks->fence != '\0') {
    put_code(blocks, line);
  } else if (is_indented_code(blocks, line)) {
    buf_str(blocks->out, line);
    buf_char(blocks->out, '\n');
  } else if (without_indent(line).n == 0) {
    flush(blocks);
    blocks->in_list = false;
    blocks->in_table = false;
  } else if (underlines) {
    flush(blocks);
  } else {
    put_block(blocks, line, next);
  }
}

struct str markdown_plain(const struct markdown *markdown, struct str text) {
  struct buf out;
  buf_init(&out, markdown->arena);
  if (!markdown->paragraphs) {
    put_inside(markdown, &out, text);
    return words_trim(buf_done(&out));
  }
  struct blocks blocks = {.markdown = markdown, .out = &out};
  buf_init(&blocks.paragraph, markdown->arena);
  for (struct str rest = text; rest.p != NULL;) {
    struct str line = words_next(&rest, "\n");
    struct str ahead = rest;
    put_line(&blocks, line, ahead.p != NULL ? words_next(&ahead, "\n") : STR(""));
  }
  flush(&blocks);
  return words_trim(buf_done(&out));
}
