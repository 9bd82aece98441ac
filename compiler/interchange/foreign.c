/* Files that are no tables and no data: what they are, and what to do with them. */
#include "interchange/foreign.h"

#include "interchange/words.h"

struct kind {
  const char *start; /* its first bytes */
  const char *what;
};

static const struct kind kinds[] = {
    {"%PDF",
     "this is a PDF, which is made for reading and not for data; copy its table into a spreadsheet and save that as "
     ".xlsx"},
    {"{\\rtf", "this is a text document; copy its table into a spreadsheet and save that as .xlsx"},
    {"\x89PNG", "this is a picture; a table has to be typed or copied into a spreadsheet"},
    {"\xFF\xD8\xFF", "this is a picture; a table has to be typed or copied into a spreadsheet"},
    {"GIF8", "this is a picture; a table has to be typed or copied into a spreadsheet"},
    {"\x1F\x8B", "this is a packed file; unpack it and import what is in it"},
    {"BZh", "this is a packed file; unpack it and import what is in it"},
    {"\xFD"
     "7zXZ",
     "this is a packed file; unpack it and import what is in it"},
    {"7z\xBC\xAF", "this is a packed file; unpack it and import what is in it"},
    {"Rar!", "this is a packed file; unpack it and import what is in it"},
    {"\x28\xB5\x2F\xFD", "this is a packed file; unpack it and import what is in it"},
    {"\xFF\xFE\0\0", "the text is UTF-32, which is not read; save it as UTF-8"},
};

/* Words near the beginning of a text. */
static const struct kind words[] = {
    {"urn:oasis:names:tc:opendocument", "this is an OpenDocument file; save it as .xlsx"},
    {"urn:schemas-microsoft-com:office:spreadsheet", "this is an old XML spreadsheet; save it as .xlsx"},
    {"<!doctype html", "this is a web page, though spreadsheets may open it; open it in one and save it as .xlsx"},
    {"<html", "this is a web page, though spreadsheets may open it; open it in one and save it as .xlsx"},
    {"<table", "this is a web page, though spreadsheets may open it; open it in one and save it as .xlsx"},
    {"https://docs.google.com/",
     "this only says where a Google document is; download that one as Microsoft Excel (.xlsx)"},
};

static bool starts(const char *bytes, size_t size, const char *start) {
  size_t n = start[0] == '\xFF' && start[1] == '\xFE' ? 4 : strlen(start);
  return size >= n && memcmp(bytes, start, n) == 0;
}

/* Text in two bytes a character has a zero in every other byte; other texts have none. */
static const char *zeros(const char *bytes, size_t size) {
  enum { LOOKED_AT = 200 };
  size_t n = size < LOOKED_AT ? size : LOOKED_AT;
  size_t even = 0;
  size_t odd = 0;
  for (size_t i = 0; i < n; i++) {
    even += bytes[i] == '\0' && i % 2 == 0 ? 1 : 0;
    odd += bytes[i] == '\0' && i % 2 == 1 ? 1 : 0;
  }
  if (odd * 4 > n && even == 0) {
    return "the text is UTF-16 without a mark that says so; give --encoding=utf-16le, or save it as UTF-8";
  }
  if (even * 4 > n && odd == 0) {
    return "the text is UTF-16 without a mark that says so; give --encoding=utf-16be, or save it as UTF-8";
  }
  return NULL;
}

const char *foreign_bytes(const char *bytes, size_t size, bool encoded) {
  for (unsigned i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (starts(bytes, size, kinds[i].start)) {
      return kinds[i].what;
    }
  }
  bool marked = size >= 2 && (memcmp(bytes, "\xFF\xFE", 2) == 0 || memcmp(bytes, "\xFE\xFF", 2) == 0);
  return encoded || marked ? NULL : zeros(bytes, size);
}

/* The first tag of XML, behind declarations and comments; empty where there is none. */
static struct str root_tag(struct str text) {
  struct str rest = words_trim(text);
  while (words_starts(rest, "<?") || words_starts(rest, "<!")) {
    (void)words_until(&rest, words_starts(rest, "<!--") ? "-->" : ">");
    rest = words_trim(str_or_empty(rest));
  }
  return words_until(&rest, ">");
}

/* What an element is called inside of a format that is read is no matter. */
static bool is_read(struct str text, bool markup) {
  return markup ? words_find(root_tag(text), "http://csrc.nist.gov/ns/oscal") != UINT32_MAX
                : words_find(text, "\"oscal-version\"") != UINT32_MAX;
}

const char *foreign_text(struct str text) {
  enum { LOOKED_AT = 2000 };
  struct str begin = words_to(text, text.n < LOOKED_AT ? text.n : LOOKED_AT);
  bool markup = words_starts(words_trim(begin), "<");
  bool data = words_starts(words_trim(begin), "{");
  if ((markup || data) && is_read(markup ? text : begin, markup)) {
    return NULL;
  }
  for (unsigned i = 0; i < sizeof words / sizeof *words && (markup || data); i++) {
    bool wanted = data == words_starts(str_from(words[i].start), "https");
    struct str word = str_from(words[i].start);
    for (uint32_t at = 0; wanted && word.n <= begin.n && at <= begin.n - word.n; at++) {
      if (str_eq_caseless(words_to(words_from(begin, at), word.n), word)) {
        return words[i].what;
      }
    }
  }
  return NULL;
}

const char *foreign_archive(bool (*has)(void *archive, const char *name), void *archive) {
  static const struct kind parts[] = {
      {"xl/workbook.bin", "this is a binary workbook (.xlsb); save it as .xlsx"},
      {"word/document.xml",
       "this is a text document (.docx); copy its table into a spreadsheet and save that as .xlsx"},
      {"ppt/presentation.xml", "this is a presentation; copy its table into a spreadsheet and save that as .xlsx"},
      {"Index/Document.iwa", "this is a document of Numbers or another program of Apple's; export it as Excel (.xlsx)"},
      {"Index.zip", "this is a document of Numbers or another program of Apple's; export it as Excel (.xlsx)"},
      {"content.xml", "this is an OpenDocument file; save it as .xlsx"},
      {"mimetype", "this is an OpenDocument file; save it as .xlsx"},
  };
  if (has(archive, "xl/workbook.xml")) {
    return NULL;
  }
  for (unsigned i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (has(archive, parts[i].start)) {
      return parts[i].what;
    }
  }
  return has(archive, "_rels/.rels")
             ? NULL
             : "this is a ZIP archive, but no .xlsx workbook; unpack it and import what is in it";
}
