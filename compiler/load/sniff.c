/* Telling what a file is that is no XML. Whoever names the wrong file shall learn which kind it is, and nobody what it
 * holds: no line of it is quoted. */
#include "load/sniff.h"

static const char for_import[] = "crosswalk import makes documents of spreadsheets, CSV, OSCAL, SSSOM and the like";

static bool ends_in(const char *name, const char *end) {
  size_t n = strlen(name);
  size_t m = strlen(end);
  return n > m && str_eq_caseless((struct str){.p = name + n - m, .n = (uint32_t)m}, str_from(end));
}

bool sniff_is_for_import(const char *name) {
  static const char *const ends[] = {".csv", ".tsv", ".xlsx", ".xlsm", ".ods", ".json", ".yaml", ".yml"};
  bool found = false;
  for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
    found = found || ends_in(name, ends[i]);
  }
  return found;
}

static void report(struct findings *findings, uint32_t source, const char *what, const char *hint) {
  struct finding *finding = finding_add(findings, F_XML_SYNTAX, place_at(source, NOWHERE_IN_SOURCE), "%s", what);
  if (hint != NULL) {
    finding_note(findings, finding, place_none(), "%s", hint);
  }
}

static bool begins_with(const char *bytes, size_t size, const char *start, size_t n) {
  return size >= n && memcmp(bytes, start, n) == 0;
}

/* Zeros do not stand in text, but in that of two or four bytes a character, where a "<" or a mark comes first. */
static bool is_binary(const char *bytes, size_t size) {
  size_t n = size < 512 ? size : 512;
  bool wide = size > 3 && (bytes[0] == '<' || bytes[1] == '<' || bytes[3] == '<' ||
                           (unsigned char)bytes[0] + (unsigned char)bytes[1] == 0xFE + 0xFF ||
                           ((unsigned char)bytes[2] == 0xFE && (unsigned char)bytes[3] == 0xFF));
  return !wide && n > 0 && memchr(bytes, '\0', n) != NULL;
}

/* What the first bytes of a file that is no text give away, or NULL. */
static const char *binary_kind(const char *bytes, size_t size) {
  if (begins_with(bytes, size, "PK\003\004", 4)) {
    return "this is a workbook or another packed file, and no XML document";
  }
  if (begins_with(bytes, size, "\xD0\xCF\x11\xE0", 4)) {
    return "this is a workbook or document of an old kind, and no XML document";
  }
  if (begins_with(bytes, size, "%PDF", 4)) {
    return "this is a PDF file, and no XML document";
  }
  return is_binary(bytes, size) ? "this is a binary file, and no XML document" : NULL;
}

static size_t skip_space(const char *bytes, size_t size) {
  size_t at = begins_with(bytes, size, "\xEF\xBB\xBF", 3) ? 3 : 0;
  while (at < size && strchr(" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0') {
    at++;
  }
  return at;
}

static bool is_page(const char *bytes, size_t size) {
  static const char start[] = "<!doctype html";
  uint32_t n = sizeof start - 1;
  return size > n && str_eq_caseless((struct str){.p = bytes, .n = n}, str_from(start));
}

static bool check_text(const char *name, const char *bytes, size_t size, uint32_t source, struct findings *findings) {
  size_t at = skip_space(bytes, size);
  if (at == size) {
    struct place place = {.source = source, .offset = (uint32_t)at, .length = 1};
    finding_add(findings, F_XML_SYNTAX, place, "the document is empty");
  } else if (is_page(bytes + at, size - at)) {
    finding_add(findings, F_XML_ENTITY, place_at(source, NOWHERE_IN_SOURCE),
                "this is a page of a web site, and no document that crosswalk reads");
  } else if (bytes[at] == '<') {
    return true;
  } else if (bytes[at] == '{' || bytes[at] == '[') {
    report(findings, source, "this looks like JSON, and is no XML document", for_import);
  } else if (sniff_is_for_import(name)) {
    report(findings, source, "this is no XML document: it does not begin with an element", for_import);
  } else {
    report(findings, source, "this is no XML document: it does not begin with an element", NULL);
  }
  return false;
}

bool sniff_check(const char *name, const char *bytes, size_t size, bool text, uint32_t source,
                 struct findings *findings) {
  const char *binary = text ? NULL : binary_kind(bytes, size);
  if (binary != NULL) {
    bool workbook = strstr(binary, "workbook") != NULL;
    report(findings, source, binary, workbook ? for_import : NULL);
    return false;
  }
  return !text || check_text(name, bytes, size, source, findings);
}
