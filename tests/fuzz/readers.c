/* CSV, Markdown and JSON by hand, XML and HTML by libxml2, workbooks by libzip and libxml2. */
#define _GNU_SOURCE
#include "readers.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

/* What is read, for the message. */
static const char *format_read;
static const char *bytes_read;
static size_t size_read;

static void demand(bool condition, const char *rule) {
  if (!condition) {
    fprintf(stderr, "%s: %s\n%.*s\n", format_read, rule, size_read > 20000 ? 20000 : (int)size_read, bytes_read);
    __builtin_trap();
  }
}

/* ---- texts ---- */

static void check_text(const unsigned char *p, size_t n) {
  for (size_t i = 0; i < n;) {
    unsigned c = p[i];
    unsigned more = c < 0x80                ? 0
                    : c >= 0xC2 && c < 0xE0 ? 1
                    : c >= 0xE0 && c < 0xF0 ? 2
                    : c >= 0xF0 && c < 0xF5 ? 3
                                            : 9;
    demand(more < 9 && i + more < n, "is UTF-8");
    for (unsigned k = 1; k <= more; k++) {
      demand((p[i + k] & 0xC0) == 0x80, "is UTF-8");
    }
    demand(more != 0 || c >= 0x20 || c == '\n' || c == '\t' || c == '\r', "has no control characters");
    i += more + 1;
  }
}

/* A cell that a spreadsheet takes for a formula, whatever blanks stand before it. */
static bool is_formula(const char *p, size_t n) {
  while (n > 0 && strchr(" \t\n\r", *p) != NULL) {
    p++;
    n--;
  }
  return n > 0 && strchr("=+-@", *p) != NULL;
}

static void check_cells(const char *p, size_t n, char separator, bool formulas) {
  const char *end = p + n;
  unsigned columns = 0;
  unsigned wanted = 0;
  bool line_begins = true;
  while (p < end) {
    const char *start = p;
    if (line_begins && separator == '\t' && *p == '#') { /* what SSSOM tells of itself */
      p = memchr(p, '\n', (size_t)(end - p));
      demand(p != NULL, "ends its last line");
      p++;
      continue;
    }
    bool quoted = *p == '"';
    if (quoted) {
      for (p++; p < end && (*p != '"' || (p + 1 < end && p[1] == '"')); p += *p == '"' ? 2 : 1) {
        demand(*p != '\n', "has no line ends in cells");
      }
      demand(p < end, "ends its quotes");
      p++;
    } else {
      while (p < end && *p != separator && *p != '\n') {
        demand(*p != '"', "quotes quotes");
        p++;
      }
    }
    demand(!formulas || !is_formula(start + quoted, (size_t)(p - start)), "has no cell that is run as a formula");
    columns++;
    demand(p < end && (*p == separator || *p == '\n'), "has something between cells");
    line_begins = *p++ == '\n';
    if (line_begins) {
      demand(wanted == 0 || columns == wanted, "has the same cells in each line");
      wanted = columns;
      columns = 0;
    }
  }
  demand(line_begins, "ends its last line");
}

bool next_cells(const char **text, char (*cells)[128], size_t count) {
  const char *p = *text;
  const char *end = strchr(p, '\n');
  if (end == NULL) {
    return false;
  }
  for (size_t i = 0; i < count; i++) {
    size_t n = strcspn(p, ",\n");
    snprintf(cells[i], sizeof cells[i], "%.*s", (int)n, p);
    p += n;
    p += *p == ',';
  }
  *text = end + 1;
  return true;
}

/* A table has the same number of cells in each line; nothing of a document becomes HTML. */
static void check_markdown(const char *p, size_t n) {
  unsigned wanted = 0;
  bool code = false;
  for (const char *end = p + n; p < end;) {
    const char *stop = memchr(p, '\n', (size_t)(end - p));
    demand(stop != NULL, "ends its last line");
    if (strncmp(p, "```", 3) == 0 || strncmp(p, "~~~", 3) == 0) {
      code = !code;
    }
    unsigned cells = 0;
    for (const char *at = p; at < stop && *p == '|' && !code; at++) {
      cells += *at == '|';
      at += *at == '\\'; /* what is escaped is passed over */
    }
    demand(cells == 0 || wanted == 0 || cells == wanted, "has the same cells in each line of a table");
    wanted = cells;
    p = stop + 1;
  }
}

/* ---- JSON ---- */

struct json {
  const char *p;
  const char *end;
  unsigned depth;
};

static void json_blank(struct json *json) {
  while (json->p < json->end && memchr(" \n\r\t", *json->p, 4) != NULL) {
    json->p++;
  }
}

static bool json_is(struct json *json, char c) {
  json_blank(json);
  bool is = json->p < json->end && *json->p == c;
  json->p += is;
  return is;
}

static void json_string(struct json *json) {
  demand(json_is(json, '"'), "has strings where strings belong");
  for (; json->p < json->end && *json->p != '"'; json->p++) {
    demand((unsigned char)*json->p >= 0x20, "has no control characters in strings");
    if (*json->p == '\\') {
      json->p++;
      demand(json->p < json->end && memchr("\"\\/bfnrtu", *json->p, 9) != NULL, "escapes what can be escaped");
      for (unsigned k = 0; *json->p == 'u' && k < 4; k++) {
        demand(json->end - json->p > 4 && strchr("0123456789abcdefABCDEF", json->p[k + 1]) != NULL,
               "has four digits behind u");
      }
    }
  }
  demand(json->p < json->end, "ends its strings");
  json->p++;
}

static void json_value(struct json *json);

/* What stands between braces, or between brackets. */
static void json_members(struct json *json, char close) {
  if (json_is(json, close)) {
    return;
  }
  do {
    if (close == '}') {
      json_string(json);
      demand(json_is(json, ':'), "has a colon behind each name");
    }
    json_value(json);
  } while (json_is(json, ','));
  demand(json_is(json, close), "has objects and lists that end");
}

/* A number, true, false or null. */
static void json_word(struct json *json) {
  static const char *const words[] = {"true", "false", "null"};
  size_t n = 0;
  while (json->p + n < json->end && memchr(",]} \n", json->p[n], 5) == NULL) {
    n++;
  }
  demand(n > 0, "has values");
  bool word = false;
  for (unsigned k = 0; k < sizeof words / sizeof *words; k++) {
    word = word || (strlen(words[k]) == n && memcmp(json->p, words[k], n) == 0);
  }
  for (size_t k = 0; k < n && !word; k++) {
    demand(memchr("0123456789.-+eE", json->p[k], 15) != NULL, "has numbers or words");
  }
  json->p += n;
}

static void json_value(struct json *json) {
  demand(++json->depth < 100, "is not nested without end");
  json_blank(json);
  if (json->p < json->end && *json->p == '"') {
    json_string(json);
  } else if (json_is(json, '{')) {
    json_members(json, '}');
  } else if (json_is(json, '[')) {
    json_members(json, ']');
  } else {
    json_word(json);
  }
  json->depth--;
}

static void check_json(const char *p, size_t n) {
  struct json json = {.p = p, .end = p + n};
  json_value(&json);
  json_blank(&json);
  demand(json.p == json.end, "is one value");
}

/* ---- XML, HTML and workbooks ---- */

static void nothing_said(void *context, const char *format, ...) {
  (void)context;
  (void)format;
}

static void check_xml(const char *p, size_t n) {
  xmlSetGenericErrorFunc(NULL, nothing_said);
  xmlDoc *document = xmlReadMemory(p, (int)n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  demand(document != NULL, "is XML");
  xmlFreeDoc(document);
}

/* Pictures, and the icon that is none, are in the page itself. */
static bool is_harmless_link(const char *value) {
  bool data = strncasecmp(value, "data:", 5) == 0;
  bool picture = strncasecmp(value, "data:image/", 11) == 0 || strcmp(value, "data:,") == 0;
  return strncasecmp(value, "javascript:", 11) != 0 && strncasecmp(value, "vbscript:", 9) != 0 && (!data || picture);
}

/* Scripts are ours, and none is in an attribute or behind a link. */
static void check_node(const xmlNode *node, bool script_allowed) {
  for (; node != NULL; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) {
      continue;
    }
    const char *name = (const char *)node->name;
    demand(strcmp(name, "iframe") != 0 && strcmp(name, "object") != 0 && strcmp(name, "embed") != 0 &&
               strcmp(name, "base") != 0,
           "has no element that brings in others");
    demand(strcmp(name, "script") != 0 || script_allowed, "has scripts of its own only");
    for (const xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next) {
      const char *what = (const char *)attribute->name;
      const char *value = attribute->children != NULL ? (const char *)attribute->children->content : "";
      bool link = strcmp(what, "href") == 0 || strcmp(what, "src") == 0;
      demand(strncasecmp(what, "on", 2) != 0, "has no script in an attribute");
      demand(!link || value == NULL || is_harmless_link(value), "has no script in a link");
    }
    check_node(node->children, script_allowed);
  }
}

static void check_html(const char *p, size_t n) {
  htmlParserCtxt *parser = htmlNewParserCtxt();
  demand(parser != NULL, "can be read");
  xmlDoc *document = htmlCtxtReadMemory(parser, p, (int)n, NULL, "UTF-8",
                                        HTML_PARSE_NONET | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING);
  demand(document != NULL, "is HTML");
  bool policy = memmem(p, n, "Content-Security-Policy", 23) != NULL; /* which names each script by its digest */
  check_node(xmlDocGetRootElement(document), policy);
  xmlFreeDoc(document);
  htmlFreeParserCtxt(parser);
}

static void check_workbook(const char *p, size_t n) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t *source = zip_source_buffer_create(p, n, 0, &error);
  zip_t *archive = source != NULL ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : NULL;
  demand(archive != NULL, "is an archive");
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); i++) {
    zip_stat_t status;
    demand(zip_stat_index(archive, (zip_uint64_t)i, 0, &status) == 0, "lists its parts");
    char *part = malloc(status.size + 1);
    zip_file_t *file = zip_fopen_index(archive, (zip_uint64_t)i, 0);
    demand(part != NULL && file != NULL && zip_fread(file, part, status.size) == (zip_int64_t)status.size,
           "has whole parts");
    zip_fclose(file);
    part[status.size] = '\0';
    size_t length = strlen(status.name);
    if (length > 4 &&
        (strcmp(status.name + length - 4, ".xml") == 0 || strcmp(status.name + length - 5, ".rels") == 0)) {
      check_xml(part, status.size);
      demand(strstr(part, "<f>") == NULL && strstr(part, "<f ") == NULL, "has no formula");
    }
    free(part);
  }
  zip_discard(archive);
  zip_error_fini(&error);
}

void read_back(const char *format, const char *bytes, size_t size) {
  format_read = format;
  bytes_read = bytes;
  size_read = size;
  demand(size > 0, "is not empty");
  if (strcmp(format, "xlsx") == 0) {
    check_workbook(bytes, size);
    return;
  }
  check_text((const unsigned char *)bytes, size);
  if (strcmp(format, "csv") == 0) {
    check_cells(bytes, size, ',', true);
  } else if (strcmp(format, "tsv") == 0) {
    check_cells(bytes, size, '\t', false);
  } else if (strcmp(format, "markdown") == 0) {
    check_markdown(bytes, size);
  } else if (strcmp(format, "json") == 0) {
    check_json(bytes, size);
  } else if (strcmp(format, "xml") == 0) {
    check_xml(bytes, size);
  } else if (strcmp(format, "html") == 0) {
    check_html(bytes, size);
  }
}
