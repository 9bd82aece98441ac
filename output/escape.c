/* Escaping by context. Each context is a table from byte to replacement; runs of bytes without one are copied whole. */
#include "output/escape.h"

#include "base/bytes.h"

/* What a table says of a byte: 0 is "as it is", C2 "a C1 control may begin here", anything else a replacement. */
enum { KEEP, C2, LOST, SPACE, AMP, LT, GT, QUOT, APOS, TAB, LF, TILDE, CARET, DOLLAR, FIRST_BACKSLASHED };

static const struct str replacements[] = {
    [LOST] = {"\xEF\xBF\xBD", 3}, [SPACE] = {" ", 1},      [AMP] = {"&amp;", 5},   [LT] = {"&lt;", 4},
    [GT] = {"&gt;", 4},           [QUOT] = {"&quot;", 6},  [APOS] = {"&#39;", 5},  [TAB] = {"&#9;", 4},
    [LF] = {"&#10;", 5},          [TILDE] = {"&#126;", 6}, [CARET] = {"&#94;", 5}, [DOLLAR] = {"&#36;", 5},
};

/* Bytes 0 to 31, with a choice for tab, line feed and carriage return. */
#define CONTROLS(tab, lf, cr)                                                                                        \
  LOST, LOST, LOST, LOST, LOST, LOST, LOST, LOST, LOST, (tab), (lf), LOST, LOST, (cr), LOST, LOST, LOST, LOST, LOST, \
      LOST, LOST, LOST, LOST, LOST, LOST, LOST, LOST, LOST, LOST, LOST, LOST, LOST

static const unsigned char html_table[256] = {
    CONTROLS(KEEP, KEEP, SPACE), ['&'] = AMP, ['<'] = LT, ['>'] = GT, [0x7F] = LOST, [0xC2] = C2};

static const unsigned char attribute_table[256] = {CONTROLS(TAB, LF, SPACE),
                                                   ['&'] = AMP,
                                                   ['<'] = LT,
                                                   ['>'] = GT,
                                                   ['"'] = QUOT,
                                                   ['\''] = APOS,
                                                   [0x7F] = LOST,
                                                   [0xC2] = C2};

enum { BACKSLASHED = FIRST_BACKSLASHED };
/* What not every reader takes a backslash before is written as a numeric reference. */
static const unsigned char markdown_table[256] = {
    CONTROLS(SPACE, SPACE, SPACE), ['&'] = AMP,         ['<'] = LT,          ['>'] = GT,
    ['\\'] = BACKSLASHED,          ['`'] = BACKSLASHED, ['*'] = BACKSLASHED, ['_'] = BACKSLASHED,
    ['['] = BACKSLASHED,           [']'] = BACKSLASHED, ['{'] = BACKSLASHED, ['}'] = BACKSLASHED,
    ['|'] = BACKSLASHED,           ['~'] = TILDE,       ['^'] = CARET,       ['$'] = DOLLAR,
    ['#'] = BACKSLASHED,           ['!'] = BACKSLASHED, [0x7F] = LOST,       [0xC2] = C2};

static const unsigned char csv_table[256] = {CONTROLS(KEEP, KEEP, KEEP), [0x7F] = LOST, [0xC2] = C2};

enum { BLOCK = 8 }; /* bytes that are looked at together */

/* Questions to eight bytes that take as few instructions as they can: the highest bits of the answer, or of several put
 * together, are 0 if it is no for all of them. A yes is sure of one byte, not which. */

/* Whether a byte is no printable ASCII. */
static inline uint64_t special_hints(uint64_t bytes) {
  return bytes | (bytes + BYTES_EACH(0x01)) | (bytes - BYTES_EACH(' '));
}

/* Whether a byte is `byte`; only where all are ASCII. */
static inline uint64_t same_hints(uint64_t bytes, unsigned char byte) {
  return (bytes ^ BYTES_EACH(byte)) - BYTES_EACH(0x01);
}

/* The bytes of a text that is shorter than a block, each at least once, and harmless ones. */
static uint64_t short_block(struct str text) {
  if (text.n >= 4) {
    return (uint64_t)bytes_four(text.p + text.n - 4) << 32 | bytes_four(text.p);
  }
  uint64_t bytes = BYTES_EACH('a') << 24;
  for (uint32_t i = 0; i < 3; i++) {
    bytes |= (uint64_t)(unsigned char)(i < text.n ? text.p[i] : 'a') << 8 * i;
  }
  return bytes;
}

static bool is_c1(const char *p, const char *end) {
  return p + 1 < end && (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] <= 0x9F;
}

/* Writes what stands for the byte at `p` and gives the place behind it. */
static const char *replace(struct sink *sink, const char *p, const char *end, unsigned what) {
  if (what == BACKSLASHED) {
    char pair[2] = {'\\', *p};
    sink_write(sink, pair, 2);
    return p + 1;
  }
  if (what == C2 && !is_c1(p, end)) {
    sink_char(sink, *p);
    return p + 1;
  }
  sink_str(sink, replacements[what == C2 ? LOST : what]);
  return what == C2 ? p + 2 : p + 1;
}

static void escape(struct sink *sink, struct str text, const unsigned char *table) {
  const char *p = text.p;
  const char *end = p + text.n;
  const char *run = p;
  while (p < end) {
    unsigned what = table[(unsigned char)*p];
    if (what == KEEP) {
      p++;
      continue;
    }
    sink_write(sink, run, (size_t)(p - run));
    p = replace(sink, p, end, what);
    run = p;
  }
  sink_write(sink, run, (size_t)(p - run));
}

/* ---- HTML ---- */

/* < and > differ in one bit. */
static uint64_t html_hints(uint64_t bytes) {
  return special_hints(bytes) | same_hints(bytes, '&') | same_hints(bytes | BYTES_EACH('<' ^ '>'), '>');
}

/* Whether the text surely needs no escape, as most that a page holds. */
static bool is_plain_html(struct str text) {
  if (text.n < BLOCK) {
    return (html_hints(short_block(text)) & BYTES_HIGH) == 0;
  }
  uint64_t hints = html_hints(bytes_eight(text.p + text.n - BLOCK));
  for (uint32_t at = 0; at + BLOCK < text.n; at += BLOCK) {
    hints |= html_hints(bytes_eight(text.p + at));
  }
  return (hints & BYTES_HIGH) == 0;
}

void escape_html(struct sink *sink, struct str text) {
  if (is_plain_html(text)) {
    sink_str(sink, text);
  } else {
    escape(sink, text, html_table);
  }
}

void escape_attribute(struct sink *sink, struct str text) {
  if (text.n > 0) {
    escape(sink, text, attribute_table);
  }
}

struct str escape_html_once(struct arena *arena, struct str text) {
  if (is_plain_html(text)) {
    return text;
  }
  struct sink *sink = sink_open_memory(arena);
  escape(sink, text, html_table);
  return sink_memory(sink);
}

static bool is_plain(char c) {
  return char_is_letter(c) || char_is_digit(c) || c == '.' || c == '-';
}

static void code(struct sink *sink, char mark, char c) {
  static const char digits[] = "0123456789ABCDEF";
  char text[3] = {mark, digits[(unsigned char)c >> 4], digits[(unsigned char)c & 15]};
  sink_write(sink, text, 3);
}

static void coded(struct sink *sink, struct str text, char mark, const char *also) {
  for (uint32_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    if (is_plain(c) || (c != '\0' && strchr(also, c) != NULL)) {
      sink_char(sink, c);
    } else {
      code(sink, mark, c);
    }
  }
}

void escape_anchor(struct sink *sink, struct str text) {
  coded(sink, text, '_', "");
}

struct str escape_anchor_once(struct arena *arena, struct str text) {
  if (text.n == 0) {
    return STR("");
  }
  bool plain = true;
  for (uint32_t i = 0; i < text.n; i++) {
    plain = plain && is_plain(text.p[i]);
  }
  if (plain) {
    return text;
  }
  struct sink *sink = sink_open_memory(arena);
  escape_anchor(sink, text);
  return sink_memory(sink);
}

void escape_path(struct sink *sink, struct str text) {
  coded(sink, text, '%', "_");
}

static bool starts_with(struct str text, struct str lower) {
  if (text.n < lower.n) {
    return false;
  }
  for (uint32_t i = 0; i < lower.n; i++) {
    char c = text.p[i];
    if ((c >= 'A' && c <= 'Z' ? (char)(c + 32) : c) != lower.p[i]) {
      return false;
    }
  }
  return true;
}

/* A browser drops some controls and reads \ as /, so that neither may stand in a link. */
static bool has_no_tricks(struct str href) {
  for (uint32_t i = 0; i < href.n; i++) {
    unsigned char c = (unsigned char)href.p[i];
    if (c <= ' ' || c == 0x7F || c == '\\' || (c == 0xC2 && is_c1(href.p + i, href.p + href.n))) {
      return false;
    }
  }
  return true;
}

/* No scheme (a colon before any / ? #), and no other host (//). */
static bool is_relative(struct str href) {
  if (href.n >= 2 && href.p[0] == '/' && href.p[1] == '/') {
    return false;
  }
  for (uint32_t i = 0; i < href.n; i++) {
    char c = href.p[i];
    if (c == ':') {
      return false;
    }
    if (c == '/' || c == '?' || c == '#') {
      return true;
    }
  }
  return true;
}

bool escape_is_link(struct str href) {
  if (href.n == 0 || !has_no_tricks(href)) {
    return false;
  }
  return starts_with(href, STR("http://")) || starts_with(href, STR("https://")) || starts_with(href, STR("mailto:")) ||
         is_relative(href);
}

void escape_href(struct sink *sink, struct str href) {
  for (uint32_t i = 0; i < href.n; i++) {
    char c = href.p[i];
    if (c == '&') {
      sink_text(sink, "&amp;");
    } else if ((unsigned char)c <= ' ' || strchr("\"<>\\^`{|}'\x7F", c) != NULL) {
      code(sink, '%', c);
    } else {
      sink_char(sink, c);
    }
  }
}

/* ---- Markdown ---- */

static struct str part_of(struct str text, uint32_t from, uint32_t to) {
  return (struct str){.p = text.p + from, .n = to - from};
}

/* Whether what follows up to a blank has anything to be escaped; what is too long to look through, for one. GitHub takes an
 * address as it is written and makes a link of it, backslashes and all. */
static bool breaks_address(struct str text, uint32_t at) {
  enum { LONGEST = 512 };
  uint32_t end = text.n - at < LONGEST ? text.n : at + LONGEST;
  while (at < end && text.p[at] != ' ' && markdown_table[(unsigned char)text.p[at]] == KEEP) {
    at++;
  }
  return at < text.n && text.p[at] != ' ';
}

/* ":name:" is a picture to many readers. */
static bool is_shortcode(struct str text, uint32_t at) {
  uint32_t i = at + 1;
  if (i == text.n || !(char_is_letter(text.p[i]) || text.p[i] == '+' || text.p[i] == '-')) {
    return false;
  }
  while (i < text.n && (is_plain(text.p[i]) || text.p[i] == '+' || text.p[i] == '_')) {
    i++;
  }
  return i < text.n && text.p[i] == ':';
}

/* The reference for the character at `at` where it would begin an address or a picture, else NULL. */
static const char *unlinked(struct str text, uint32_t at) {
  if (text.p[at] == ':') {
    bool address = text.n - at > 2 && text.p[at + 1] == '/' && text.p[at + 2] == '/' && breaks_address(text, at);
    return address || is_shortcode(text, at) ? "&#58;" : NULL;
  }
  bool address = text.p[at] == '.' && at >= 3 && memcmp(text.p + at - 3, "www", 3) == 0 && breaks_address(text, at);
  return address ? "&#46;" : NULL;
}

void escape_markdown(struct sink *sink, struct str text) {
  uint32_t from = 0;
  for (uint32_t i = 0; i < text.n; i++) {
    const char *reference = text.p[i] == ':' || text.p[i] == '.' ? unlinked(text, i) : NULL;
    if (reference != NULL) {
      escape(sink, part_of(text, from, i), markdown_table);
      sink_text(sink, reference);
      from = i + 1;
    }
  }
  if (from < text.n) {
    escape(sink, part_of(text, from, text.n), markdown_table);
  }
}

/* A code span takes every byte as it is, except those that end it, end the cell, or end the line. */
static bool fits_code_span(struct str id) {
  for (uint32_t i = 0; i < id.n; i++) {
    unsigned char c = (unsigned char)id.p[i];
    if (c < ' ' || c == 0x7F || c == 0xC2 || c == '`' || c == '|' || c == '\\') {
      return false;
    }
  }
  return id.n > 0 && id.p[0] != ' ' && id.p[id.n - 1] != ' ';
}

/* Punctuation as numeric references: no reader of Markdown finds any meaning in those. */
static void code_references(struct sink *sink, struct str id) {
  for (uint32_t i = 0; i < id.n; i++) {
    unsigned char c = (unsigned char)id.p[i];
    if (c < ' ' || c == 0x7F) {
      sink_str(sink, replacements[c == '\t' || c == '\n' || c == '\r' ? SPACE : LOST]);
    } else if (c == 0xC2 && is_c1(id.p + i, id.p + id.n)) {
      sink_str(sink, replacements[LOST]);
      i++;
    } else if (char_is_letter((char)c) || char_is_digit((char)c) || c == ' ' || c >= 0x80) {
      sink_char(sink, (char)c);
    } else {
      sink_write(sink, "&#", 2);
      sink_number(sink, c);
      sink_char(sink, ';');
    }
  }
}

void escape_markdown_code(struct sink *sink, struct str id) {
  if (id.n == 0) {
    return;
  }
  if (fits_code_span(id)) {
    sink_char(sink, '`');
    sink_str(sink, id);
    sink_char(sink, '`');
    return;
  }
  sink_text(sink, "<code>");
  code_references(sink, id);
  sink_text(sink, "</code>");
}

/* ---- CSV ---- */

/* The length of the white space or invisible character at `at`, which a spreadsheet skips before it looks for a formula;
 * 0 for anything else. */
static uint32_t skipped(struct str text, uint32_t at) {
  static const char *const blanks[] = {" ",  "\t",       "\n",           "\v",           "\f",
                                       "\r", "\xC2\xA0", "\xE3\x80\x80", "\xE2\x80\x8B", "\xEF\xBB\xBF"};
  for (size_t i = 0; i < sizeof blanks / sizeof *blanks; i++) {
    uint32_t n = (uint32_t)strlen(blanks[i]);
    if (text.n - at >= n && memcmp(text.p + at, blanks[i], n) == 0) {
      return n;
    }
  }
  return 0;
}

static bool starts_formula(struct str rest) {
  static const char *const starts[] = {"=",           "+", "-", "@", "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                       "\xEF\xBC\xA0"};
  for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
    uint32_t n = (uint32_t)strlen(starts[i]);
    if (rest.n >= n && memcmp(rest.p, starts[i], n) == 0) {
      return true;
    }
  }
  return false;
}

static bool runs_as_formula(struct str text) {
  if (text.n > 0 && (char_is_letter(text.p[0]) || char_is_digit(text.p[0]))) {
    return false;
  }
  if (text.n > 0 && (text.p[0] == '\t' || text.p[0] == '\r' || text.p[0] == '\n')) {
    return true;
  }
  uint32_t at = 0;
  for (uint32_t n = 0; at < text.n && (n = skipped(text, at)) > 0;) {
    at += n;
  }
  return starts_formula((struct str){.p = text.p + at, .n = text.n - at});
}

enum { SAFE = 0, QUOTE = 1, REPLACE = 2 };

/* What a byte in a cell asks for: quotes around the cell, or characters in it replaced. */
#define R REPLACE
#define Q QUOTE
static const unsigned char csv_needs_of[256] = {
    R, R, R, R, R, R, R, R, R, Q, Q, R, R, Q,         R,         R,         R,          R,         R,
    R, R, R, R, R, R, R, R, R, R, R, R, R, ['"'] = Q, [','] = Q, [';'] = Q, [0x7F] = R, [0xC2] = R};
#undef R
#undef Q

static uint64_t quote_hints(uint64_t bytes) {
  return same_hints(bytes, '"') | same_hints(bytes, ',') | same_hints(bytes, ';');
}

static unsigned csv_needs(struct str text) {
  uint64_t block = text.n < BLOCK ? short_block(text) : bytes_eight(text.p + text.n - BLOCK);
  uint64_t special = special_hints(block);
  uint64_t quotes = quote_hints(block);
  for (uint32_t at = 0; at + BLOCK < text.n; at += BLOCK) {
    block = bytes_eight(text.p + at);
    special |= special_hints(block);
    quotes |= quote_hints(block);
  }
  unsigned needs = text.p[0] == ' ' || text.p[text.n - 1] == ' ' ? QUOTE : SAFE;
  if ((special & BYTES_HIGH) == 0) {
    return (quotes & BYTES_HIGH) != 0 ? QUOTE : needs;
  }
  for (uint32_t i = 0; i < text.n; i++) {
    needs |= csv_needs_of[(unsigned char)text.p[i]];
  }
  return needs;
}

/* The text with each quote doubled, and what cannot stand in it replaced where `replaced` says that there is any. */
static void doubled_quotes(struct sink *sink, struct str text, bool replaced) {
  const char *p = text.p;
  const char *end = p + text.n;
  while (p < end) {
    const char *quote = memchr(p, '"', (size_t)(end - p));
    const char *stop = quote != NULL ? quote + 1 : end;
    if (replaced) {
      escape(sink, (struct str){.p = p, .n = (uint32_t)(stop - p)}, csv_table);
    } else {
      sink_write(sink, p, (size_t)(stop - p));
    }
    if (quote != NULL) {
      sink_char(sink, '"');
    }
    p = stop;
  }
}

void escape_csv(struct sink *sink, struct str text) {
  if (text.n == 0) {
    return;
  }
  bool defuse = runs_as_formula(text);
  unsigned needs = csv_needs(text);
  if (needs == SAFE) {
    if (defuse) {
      sink_char(sink, '\'');
    }
    sink_str(sink, text);
    return;
  }
  if ((needs & QUOTE) != 0) {
    sink_char(sink, '"');
  }
  if (defuse) {
    sink_char(sink, '\'');
  }
  doubled_quotes(sink, text, (needs & REPLACE) != 0);
  if ((needs & QUOTE) != 0) {
    sink_char(sink, '"');
  }
}

/* Whether it begins with one of the words of a list, and, where asked, is no longer. */
static bool is_listed(struct str id, struct str words, bool whole) {
  for (struct str word; (word = str_next_token(&words)).p != NULL;) {
    if (starts_with(id, word) && (!whole || id.n == word.n)) {
      return true;
    }
  }
  return false;
}

/* In the languages that spreadsheets speak: mar. 5, 5. Mai and Okt-5 are days to one or another. */
static bool starts_with_month(struct str id) {
  return is_listed(
      id,
      STR("jan feb mar apr may jun jul aug sep oct nov dec mai okt dez avr ene abr ago dic fev set out gen mag "
          "giu lug ott mrt mei maj aou sty lut kwi cze lip sie wrz lis gru tam hel maa huh tou kes hei elo syy "
          "lok jou m\xC3\xA4r f\xC3\xA9v d\xC3\xA9"
          "c ao\xC3\xBB"),
      false);
}

/* A day of a Japanese era, as in R5.1.10: a letter and three numbers. */
static bool is_day_of_era(struct str id) {
  uint32_t signs = 0;
  for (uint32_t i = 1; i < id.n; i++) {
    signs += !char_is_digit(id.p[i]);
  }
  return signs == 2 && char_is_digit(id.p[1]) && strchr("MmTtSsHhRr", id.p[0]) != NULL;
}

/* The one letter of a currency, such as that of the rand: R5, R-5, S/5. */
static bool is_sum_of_letter(struct str id) {
  bool number = char_is_digit(id.p[1]) || id.p[1] == '-';
  return (number && strchr("KkLlPpQqRr", id.p[0]) != NULL) || (id.p[1] == '/' && strchr("SsBb", id.p[0]) != NULL);
}

/* What letters before a number may make of it: CHF5 is five francs, C$5 five dollars. Signs such as $ need no list. */
static bool starts_with_sum(struct str id) {
  uint32_t n = 0;
  while (n < id.n && char_is_letter(id.p[n])) {
    n++;
  }
  for (uint32_t i = n; i < id.n; i++) {
    if (char_is_letter(id.p[i])) {
      return false;
    }
  }
  if (n == id.n) {
    return false;
  }
  struct str letters = {.p = id.p, .n = n};
  return id.p[n] == '$' || (n == 1 && (is_day_of_era(id) || is_sum_of_letter(id))) ||
         is_listed(
             letters,
             STR("br bs fr ft gs km kn kr nu rm rp rs tl aud bgn brl cad chf cny czk din dkk eur gbp hkd huf idr ils "
                 "inr jpy krw ksh lei lek mxn myr nok nzd php pln rmb ron sek sfr sgd thb try tsh usd ush zar"),
             true);
}

static bool is_truth(struct str id) {
  return is_listed(
      id,
      STR("true false wahr falsch vrai faux verdadero falso vero waar onwaar verdadeiro sant falskt sand falsk "
          "prawda tosi epatosi"),
      true);
}

/* Nothing in it ends the text inside ="...", and the text is no longer than a formula may hold. */
static bool can_be_quoted(struct str id) {
  enum { LONGEST = 255 };
  for (uint32_t i = 0; i < id.n; i++) {
    unsigned char c = (unsigned char)id.p[i];
    if (c == '"' || c < ' ' || c == 0x7F || (c == 0xC2 && is_c1(id.p + i, id.p + id.n))) {
      return false;
    }
  }
  return id.n <= LONGEST;
}

/* Whether a spreadsheet may read a number, a day, a time, a sum, a share, a truth or an error: what decides is the first
 * letter or digit, behind whatever signs (5%, 1,5, $5, (5), #5). What has neither may have digits of another script. */
static bool is_guessed(struct str id) {
  bool digit = false;
  for (uint32_t i = 0; i < id.n; i++) {
    digit = digit || char_is_digit(id.p[i]);
  }
  uint32_t at = 0;
  while (at < id.n && !char_is_letter(id.p[at]) && !char_is_digit(id.p[at])) {
    at++;
  }
  if (at == id.n) {
    return at > 0 && ((unsigned char)id.p[at - 1] & 0x80) != 0;
  }
  struct str rest = {.p = id.p + at, .n = id.n - at};
  return is_truth(id) || id.p[0] == '#' ||
         (digit && (char_is_digit(rest.p[0]) || starts_with_month(rest) || starts_with_sum(rest)));
}

void escape_csv_excel_id(struct sink *sink, struct str id) {
  if (id.n == 0 || runs_as_formula(id) || !is_guessed(id) || !can_be_quoted(id)) {
    escape_csv(sink, id);
    return;
  }
  sink_text(sink, "\"=\"\"");
  sink_str(sink, id);
  sink_text(sink, "\"\"\"");
}
