/* Whether a document is UTF-8: its byte order mark, its XML declaration, its bytes. */
#include "load/encoding.h"

#include "base/utf8.h"

enum { LONGEST_DECLARATION = 1024 };

static void report(struct findings *findings, struct place place, const char *message, struct str encoding) {
  struct finding *finding = finding_add(findings, F_XML_ENCODING, place, "%s", message);
  finding_note(findings, finding, place_none(),
               "convert it, for example with: iconv -f %.*s -t UTF-8 old.xml > new.xml, and write encoding=\"UTF-8\"",
               STR_ARG(encoding));
}

static bool starts_with(const char *bytes, size_t size, const char *start, size_t n) {
  return size >= n && memcmp(bytes, start, n) == 0;
}

/* The name of an encoding of two or four bytes a character that the first bytes give away, or NULL. */
static const char *wide_encoding(const char *bytes, size_t size) {
  static const struct {
    const char *start;
    size_t n;
    const char *name;
  } wide[] = {
      {"\xFF\xFE\0\0", 4, "UTF-32"}, {"\0\0\xFE\xFF", 4, "UTF-32"}, {"<\0\0\0", 4, "UTF-32LE"},
      {"\0\0\0<", 4, "UTF-32BE"},    {"\xFF\xFE", 2, "UTF-16"},     {"\xFE\xFF", 2, "UTF-16"},
      {"<\0", 2, "UTF-16LE"},        {"\0<", 2, "UTF-16BE"},
  };
  for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
    if (starts_with(bytes, size, wide[i].start, wide[i].n)) {
      return wide[i].name;
    }
  }
  return NULL;
}

/* The value of encoding="" in the XML declaration; absent when there is none. */
static struct str declared_encoding(const char *bytes, size_t size, size_t at) {
  static const char word[] = "encoding";
  if (!starts_with(bytes + at, size - at, "<?xml", 5)) {
    return (struct str){.p = NULL};
  }
  size_t last = size - at < LONGEST_DECLARATION ? size : at + LONGEST_DECLARATION;
  const char *close = memchr(bytes + at, '>', last - at);
  size_t end = close != NULL ? (size_t)(close - bytes) : last;
  for (at += 5; at + sizeof word < end; at++) {
    if (!char_is_space(bytes[at]) || memcmp(bytes + at + 1, word, sizeof word - 1) != 0) {
      continue;
    }
    at += sizeof word;
    while (at < end && (char_is_space(bytes[at]) || bytes[at] == '=')) {
      at++;
    }
    const char *quote =
        at < end && (bytes[at] == '"' || bytes[at] == '\'') ? memchr(bytes + at + 1, bytes[at], end - at - 1) : NULL;
    if (quote != NULL) {
      return (struct str){.p = bytes + at + 1, .n = (uint32_t)(quote - (bytes + at + 1))};
    }
  }
  return (struct str){.p = NULL};
}

/* The name of an encoding as XML has it; anything else would not stand in a command. */
static bool is_encoding_name(struct str name) {
  for (uint32_t i = 0; i < name.n; i++) {
    char c = name.p[i];
    bool other = char_is_digit(c) || c == '-' || c == '_' || c == '.';
    if (!char_is_letter(c) && (i == 0 || !other)) {
      return false;
    }
  }
  return name.n > 0 && name.n <= 40;
}

/* "UTF8", "utf_8": the same name, misspelt. */
static bool is_misspelt(struct str name) {
  enum { LONGEST = 19 };
  char plain[LONGEST];
  uint32_t n = 0;
  for (uint32_t i = 0; i < name.n && name.n <= LONGEST; i++) {
    if (char_is_letter(name.p[i]) || char_is_digit(name.p[i])) {
      plain[n++] = name.p[i];
    }
  }
  return str_eq_caseless((struct str){.p = plain, .n = n}, STR("utf8"));
}

static void report_declared(struct findings *findings, uint32_t source, const char *bytes, struct str name) {
  struct place place = {.source = source, .offset = (uint32_t)(name.p - bytes), .length = name.n > 0 ? name.n : 1};
  if (is_misspelt(name)) {
    struct finding *finding = finding_add(findings, F_XML_ENCODING, place,
                                          "there is no encoding \"%.*s\"; UTF-8 has a hyphen", STR_ARG(name));
    finding_note(findings, finding, place_none(), "write encoding=\"UTF-8\"");
    return;
  }
  report(findings, place, "the document says that it is not UTF-8",
         is_encoding_name(name) ? name : STR("WINDOWS-1252"));
}

bool encoding_check(const char *bytes, size_t size, uint32_t source, struct findings *findings) {
  const char *wide = wide_encoding(bytes, size);
  if (wide != NULL) {
    struct place place = {.source = source, .offset = 0, .length = 1};
    report(findings, place, "the document is not UTF-8: each character takes two or four bytes", str_from(wide));
    return false;
  }
  struct str declared = declared_encoding(bytes, size, starts_with(bytes, size, "\xEF\xBB\xBF", 3) ? 3 : 0);
  if (declared.p != NULL && !str_eq_caseless(declared, STR("utf-8"))) {
    report_declared(findings, source, bytes, declared);
    return false;
  }
  size_t invalid = utf8_first_invalid(bytes, size);
  if (invalid < size) {
    struct place place = {.source = source, .offset = (uint32_t)invalid, .length = 1};
    char message[64] = "the byte 0x00 is not UTF-8";
    static const char digits[] = "0123456789ABCDEF";
    unsigned char byte = (unsigned char)bytes[invalid];
    message[11] = digits[byte >> 4];
    message[12] = digits[byte & 15];
    report(findings, place, message, STR("WINDOWS-1252"));
    return false;
  }
  return true;
}
