/* libxml2's SAX interface, made safe and reused; its versions 2.9 to 2.14 differ in a few places. */
#include "load/xml/xml.h"

#include "base/bytes.h"
#include "diag/source.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/threads.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#if LIBXML_VERSION >= 21200
typedef const xmlError xml_error;
#else
typedef xmlError xml_error;
#endif

struct xml {
  xmlParserCtxtPtr parser;
  const struct xml_handler *handler;
  void *context;
  const unsigned char *ours; /* our namespace in the parser's dictionary */
  const char *bytes;
  size_t size;
  struct arena *arena;
  struct xml_fault fault;
  bool failed;
  bool stopped;
  bool no_memory;
};

void xml_start_up(void) {
  xmlInitParser();
}

/* True if the bytes are part of the document, and not a copy that the parser made and will free. */
static bool is_inside(const struct xml *xml, const unsigned char *p) {
  uintptr_t start = (uintptr_t)xml->bytes;
  return (uintptr_t)p >= start && (uintptr_t)p < start + xml->size;
}

/* Where the parser is. */
static size_t position(const struct xml *xml) {
  const struct _xmlParserInput *input = xml->parser->input;
  if (input != NULL && is_inside(xml, input->cur)) {
    return (size_t)((const char *)input->cur - xml->bytes);
  }
  long at = xmlByteConsumed(xml->parser);
  return at < 0 ? 0 : (size_t)at < xml->size ? (size_t)at : xml->size;
}

static bool silent(const struct xml *xml) {
  return xml->failed || xml->stopped;
}

void xml_stop(struct xml *xml) {
  xml->stopped = true;
  xmlStopParser(xml->parser);
}

uint32_t xml_position(const struct xml *xml) {
  return (uint32_t)position(xml);
}

/* Runs a handler while the parser holds memory that only it can free: a failure waits until the parser has returned. */
#define GUARDED(xml, call)                                 \
  do {                                                     \
    struct guard *const outer_guard = (xml)->arena->guard; \
    struct guard guard;                                    \
    (xml)->arena->guard = &guard;                          \
    if (setjmp(guard.jump) == 0) {                         \
      call;                                                \
    } else {                                               \
      (xml)->no_memory = true;                             \
    }                                                      \
    (xml)->arena->guard = outer_guard;                     \
    if ((xml)->no_memory) {                                \
      xml_stop(xml);                                       \
    }                                                      \
  } while (0)

/* The nearest `<` at or before `at`; looks at eight bytes at a time. */
static size_t find_open(const char *bytes, size_t at) {
  for (; at >= 8; at -= 8) {
    uint64_t opens = bytes_equal(bytes_eight(bytes + at - 7), '<');
    if (opens != 0) {
      return at - 7 + bytes_last(opens);
    }
  }
  while (at > 0 && bytes[at] != '<') {
    at--;
  }
  return at;
}

static void start_guarded(struct xml *xml, const struct xml_element *element) {
  GUARDED(xml, xml->handler->start(xml->context, element));
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int namespace_count,
                     const xmlChar **namespaces, int attribute_count, int defaulted, const xmlChar **attributes) {
  struct xml *xml = user;
  (void)namespaces;
  (void)defaulted;
  /* The parser calls before it knows that the tag ends as it should. */
  unsigned char next = *xml->parser->input->cur;
  if (silent(xml) || (next != '>' && next != '/')) {
    return;
  }
  struct xml_element element = {
      .name = name,
      .prefix = prefix,
      .uri = uri,
      .ours = uri == xml->ours,
      .attribute_count = (uint32_t)attribute_count,
      .namespace_count = (uint32_t)namespace_count,
      .attributes = (const struct xml_attribute *)(const void *)attributes,
  };
  bool copied = false;
  for (uint32_t i = 0; i < element.attribute_count; i++) {
    copied = copied || !is_inside(xml, element.attributes[i].value);
  }
  /* The parser stands at the end of the start tag, and no `<` can stand inside one: the nearest one before is its own. */
  size_t at = element.attribute_count > 0 && !copied ? (size_t)((const char *)element.attributes[0].value - xml->bytes)
                                                     : position(xml);
  element.offset = (uint32_t)find_open(xml->bytes, at);
  if (copied) {
    start_guarded(xml, &element);
  } else {
    xml->handler->start(xml->context, &element);
  }
}

static void on_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri) {
  struct xml *xml = user;
  (void)name;
  (void)prefix;
  (void)uri;
  if (!silent(xml)) {
    xml->handler->end(xml->context);
  }
}

static void on_text(void *user, const xmlChar *text, int n) {
  struct xml *xml = user;
  if (!silent(xml)) {
    xml->handler->text(xml->context, (const char *)text, (uint32_t)n);
  }
}

static void on_cdata(void *user, const xmlChar *text, int n) {
  struct xml *xml = user;
  if (!silent(xml)) {
    GUARDED(xml, xml->handler->text(xml->context, (const char *)text, (uint32_t)n));
  }
}

/* The last place of `text` before the parser's position, or that position. */
static size_t search_back(const struct xml *xml, const char *text) {
  size_t n = strlen(text);
  size_t here = position(xml);
  for (size_t at = here; at > 0; at--) {
    if (xml->size - (at - 1) >= n && memcmp(xml->bytes + at - 1, text, n) == 0) {
      return at - 1;
    }
  }
  return here;
}

/* A copied piece was read just before: it starts where a CDATA section opens, or behind the nearest tag. */
static size_t run_start(const struct xml *xml) {
  static const char open[] = "<![CDATA[";
  size_t here = position(xml);
  if (here >= 3 && memcmp(xml->bytes + here - 3, "]]>", 3) == 0) {
    size_t start = search_back(xml, open);
    return start < here ? start + sizeof open - 1 : here;
  }
  while (here > 0 && xml->bytes[here - 1] != '>') {
    here--;
  }
  return here;
}

uint32_t xml_text_offset(const struct xml *xml, const char *text) {
  size_t at = is_inside(xml, (const unsigned char *)text) ? (size_t)(text - xml->bytes) : run_start(xml);
  while (at < xml->size && strchr(" \t\r\n", xml->bytes[at]) != NULL && xml->bytes[at] != '\0') {
    at++;
  }
  return (uint32_t)at;
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *external, const xmlChar *system) {
  struct xml *xml = user;
  (void)name;
  (void)external;
  (void)system;
  if (silent(xml)) {
    return;
  }
  xml->fault = (struct xml_fault){.code = F_XML_ENTITY,
                                  .offset = (uint32_t)search_back(xml, "<!DOCTYPE"),
                                  .length = sizeof "<!DOCTYPE" - 1,
                                  .message = "the document has a DOCTYPE, which is never read"};
  xml->failed = true;
  xmlStopParser(xml->parser);
}

/* The parser's words as one sentence of ours: without the name of its function, its first letter small. */
static void copy_words(struct xml_fault *fault, const char *words) {
  if (words == NULL) {
    words = "the document is not well-formed";
  }
  const char *colon = strstr(words, ": ");
  if (colon != NULL && memchr(words, ' ', (size_t)(colon - words)) == NULL) {
    words = colon + 2;
  }
  size_t n = strcspn(words, "\n");
  snprintf(fault->message, sizeof fault->message, "%.*s", n < 200 ? (int)n : 200, words);
  char *first = fault->message;
  if (first[0] >= 'A' && first[0] <= 'Z' && first[1] >= 'a' && first[1] <= 'z') {
    first[0] = (char)(first[0] - 'A' + 'a');
  }
}

static const char *name_of(const char *name) {
  return name != NULL && strlen(name) < 80 ? name : "...";
}

/* The second of two attributes of one name, in the tag at `at`. */
static size_t place_again(const struct xml *xml, size_t at, xml_error *error, uint32_t *length) {
  char name[256];
  bool prefixed = error->str2 != NULL;
  snprintf(name, sizeof name, "%s%s%s", error->str1 != NULL ? error->str1 : "", prefixed ? ":" : "",
           prefixed ? error->str2 : "");
  struct span span = source_name_span(xml->bytes, xml->size, (uint32_t)at, name);
  *length = span.length;
  return span.start;
}

/* A tag that is not closed: a start tag, of which the parser says so, or an end tag. */
static void describe_open_tag(const struct xml *xml, struct xml_fault *fault, xml_error *error) {
  if (error->str1 == NULL) {
    snprintf(fault->message, sizeof fault->message, "a > is missing at the end of the tag");
    return;
  }
  snprintf(fault->message, sizeof fault->message, "the start tag of <%s> is not closed", name_of(error->str1));
  fault->hint = position(xml) + 1 < xml->size ? "write > or /> behind its last attribute" : NULL;
}

/* A character that XML does not allow, as it is or by its number; where it stands. */
static size_t describe_character(const struct xml *xml, struct xml_fault *fault, xml_error *error) {
  size_t here = position(xml);
  bool numbered = error->message != NULL && strstr(error->message, "xmlChar value") != NULL;
  if (!numbered) {
    unsigned char byte = here < xml->size ? (unsigned char)xml->bytes[here] : 0;
    snprintf(
        fault->message, sizeof fault->message,
        byte < ' ' ? "the character U+%04X cannot stand in XML" : "a character stands here that XML does not allow",
        (unsigned)byte);
    return here;
  }
  size_t start = search_back(xml, "&#");
  size_t n = 2;
  while (start + n < xml->size && n < 20 && xml->bytes[start + n] != ';' &&
         (unsigned char)xml->bytes[start + n] > ' ') {
    n++;
  }
  n += start + n < xml->size && xml->bytes[start + n] == ';';
  fault->length = (uint32_t)n;
  snprintf(fault->message, sizeof fault->message, "%.*s stands for no character that XML allows", (int)n,
           xml->bytes + start);
  return start;
}

/* The mistakes that people make most, in better words than the parser's. */
static void describe(const struct xml *xml, struct xml_fault *fault, xml_error *error) {
  char *message = fault->message;
  size_t size = sizeof fault->message;
  size_t at = position(xml);
  switch (error->code) {
    case XML_ERR_TAG_NAME_MISMATCH:
      snprintf(message, size, "the end tag </%s> does not close <%s>", name_of(error->str2), name_of(error->str1));
      at = search_back(xml, "</");
      fault->length = (uint32_t)(2 + strlen(name_of(error->str2)));
      fault->unclosed = true;
      break;
    case XML_ERR_TAG_NOT_FINISHED:
      snprintf(message, size, "the document ends before <%s> is closed", name_of(error->str1));
      fault->unclosed = true;
      break;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
      fault->code = F_XML_ENTITY;
      snprintf(message, size, "the entity &%s; is not one of the five of XML", name_of(error->str1));
      fault->hint = "write the character itself, or a numeric reference such as &#233;";
      at = search_back(xml, "&");
      fault->length = (uint32_t)(2 + strlen(name_of(error->str1)));
      break;
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
      snprintf(message, size, "an & starts no reference");
      fault->hint = "write &amp; for the character itself";
      at = search_back(xml, "&");
      break;
    case XML_ERR_DOCUMENT_EMPTY:
      snprintf(message, size, "no element starts here: the document is empty, or is not XML");
      break;
    case XML_ERR_RESERVED_XML_NAME:
      copy_words(fault, error->message);
      at = search_back(xml, "<?");
      break;
    case XML_ERR_ATTRIBUTE_REDEFINED:
      copy_words(fault, error->message);
      at = search_back(xml, "<");
      at = place_again(xml, at, error, &fault->length);
      break;
    case XML_ERR_SPACE_REQUIRED:
      snprintf(message, size, "a blank and an attribute, or the end of the tag, belong here");
      break;
    case XML_ERR_GT_REQUIRED:
      describe_open_tag(xml, fault, error);
      break;
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
      snprintf(message, size, "the attribute %s has no value", name_of(error->str1));
      fault->hint = "write its value behind it: =\"...\"";
      break;
    case XML_ERR_INVALID_CHAR:
      at = describe_character(xml, fault, error);
      break;
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
      copy_words(fault, error->message);
      at = search_back(xml, "<");
      fault->length = 0;
      break;
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
      snprintf(message, size, "the value of an attribute stands between quotes, and none stands here");
      fault->hint = "write straight quotes, \" or ', and not those of a word processor";
      break;
    case XML_ERR_HYPHEN_IN_COMMENT:
      snprintf(message, size, "two hyphens stand in a comment, which ends with them");
      fault->hint = "write another sign, or a blank between the two";
      break;
    case XML_ERR_DOCUMENT_END:
      snprintf(message, size, "something stands behind the end of the root element");
      fault->complete = true;
      fault->hint = "a document has one root element; write a file for each";
      break;
    case XML_ERR_LT_IN_ATTRIBUTE:
      snprintf(message, size, "a < stands in the value of an attribute");
      fault->hint = "write &lt; for the character itself";
      break;
    default:
      copy_words(fault, error->message);
      if (strstr(fault->message, "no name") != NULL && error->message != NULL &&
          strstr(error->message, "EntityRef") != NULL) {
        snprintf(message, size, "an & stands alone");
        fault->hint = "write &amp; for the character itself";
        at = search_back(xml, "&");
      }
      break;
  }
  fault->offset = (uint32_t)at;
}

static enum finding_code code_of(int code) {
  switch (code) {
    case XML_ERR_UNKNOWN_ENCODING:
    case XML_ERR_UNSUPPORTED_ENCODING:
    case XML_ERR_INVALID_ENCODING:
    case XML_I18N_CONV_FAILED:
      return F_XML_ENCODING;
    case XML_ERR_ENTITY_LOOP:
      return F_XML_ENTITY;
#if LIBXML_VERSION >= 21100
    case XML_ERR_RESOURCE_LIMIT:
      return F_XML_LIMIT;
#endif
    default:
      return F_XML_SYNTAX;
  }
}

/* Only the first mistake counts: the parser reports what follows from it as further ones. */
static void on_error(void *user, xml_error *error) {
  struct xml *xml = user;
  /* Our own namespace is a good URI: when libxml2 says otherwise it had no memory to parse it. */
  bool ours = error->str1 != NULL && strcmp(error->str1, XML_OUR_NAMESPACE) == 0;
  if (error->code == XML_ERR_NO_MEMORY || (error->code == XML_WAR_NS_URI && ours)) {
    xml->no_memory = true;
  }
  /* A namespace that is no URI is not ours, and reported as such; the parser also says so when memory ran out. */
  bool warning = error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI;
  if (silent(xml) || warning) {
    return;
  }
  xml->failed = true;
  xml->fault = (struct xml_fault){.code = code_of(error->code), .length = 1};
  describe(xml, &xml->fault, error);
}

static xmlEntityPtr no_entity(void *user, const xmlChar *name) {
  (void)user;
  (void)name;
  return NULL;
}

static void set_options(xmlParserCtxtPtr parser) {
  /* NOENT, because otherwise an &amp; in an attribute arrives as &#38;; the limits are ours, hence HUGE. */
  const int options = XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_HUGE;
#if LIBXML_VERSION >= 21300
  xmlCtxtSetOptions(parser, options | XML_PARSE_NO_XXE);
#else
  xmlCtxtUseOptions(parser, options);
#endif
}

static void no_words(void *user, xml_error *error) {
  (void)user;
  (void)error;
}

/* False when there is no memory for what the parser keeps for this thread: older versions complain of that without end,
 * through what they have no memory for, so the room is tried out before. */
static bool has_thread_state(void) {
#if LIBXML_VERSION < 21400
  enum { ROOM = 16 * 1024 };
  void *volatile room = malloc(ROOM);
  bool enough = room != NULL;
  free(room);
  return xmlIsMainThread() || (enough && xmlGetGlobalState() != NULL);
#else
  return true;
#endif
}

bool xml_hush(struct xml_voice *voice) {
  if (!has_thread_state()) {
    return false;
  }
  *voice = (struct xml_voice){.context = xmlStructuredErrorContext, .handler = (void (*)(void))xmlStructuredError};
  xmlSetStructuredErrorFunc(NULL, no_words);
  return true;
}

void xml_unhush(struct xml_voice voice) {
  xmlSetStructuredErrorFunc(voice.context, (xmlStructuredErrorFunc)voice.handler);
}

struct xml *xml_new(const struct xml_handler *handler, void *context) {
  struct xml *xml = calloc(1, sizeof *xml);
  xmlParserCtxtPtr parser = xmlNewParserCtxt();
  if (xml == NULL || parser == NULL) {
    xmlFreeParserCtxt(parser);
    free(xml);
    return NULL;
  }
  *xml = (struct xml){.parser = parser, .handler = handler, .context = context};
  *parser->sax = (xmlSAXHandler){
      .initialized = XML_SAX2_MAGIC,
      .internalSubset = on_doctype,
      .getEntity = no_entity,
      .characters = on_text,
      .ignorableWhitespace = on_text, /* the same: the parser then does not try to tell them apart */
      .cdataBlock = on_cdata,
      .startElementNs = on_start,
      .endElementNs = on_end,
      .serror = on_error,
  };
  parser->userData = xml;
  set_options(parser);
  xml->ours = xml_name(xml, XML_OUR_NAMESPACE);
  if (xml->ours == NULL) {
    xml_free(xml);
    return NULL;
  }
  return xml;
}

void xml_free(struct xml *xml) {
  if (xml != NULL) {
    xmlFreeParserCtxt(xml->parser);
    free(xml);
  }
}

const unsigned char *xml_name(struct xml *xml, const char *name) {
  return xmlDictLookup(xml->parser->dict, (const xmlChar *)name, -1);
}

/* Parses the bytes in place, without a copy. */
static void parse(struct xml *xml) {
  xmlParserCtxtPtr parser = xml->parser;
#if LIBXML_VERSION >= 21400
  xmlParserInputPtr input =
      xmlNewInputFromMemory(NULL, xml->bytes, xml->size, XML_INPUT_BUF_STATIC | XML_INPUT_BUF_ZERO_TERMINATED);
  if (input == NULL) {
    xml->no_memory = true;
    return;
  }
  xmlFreeDoc(xmlCtxtParseDocument(parser, input));
#else
  xmlParserInputPtr input = xmlNewInputStream(parser);
  if (input == NULL) {
    xml->no_memory = true;
    return;
  }
  input->base = (const xmlChar *)xml->bytes;
  input->cur = input->base;
  input->end = input->base + xml->size;
  if (inputPush(parser, input) < 0) {
    xmlFreeInputStream(input);
    xml->no_memory = true;
    return;
  }
  xmlParseDocument(parser);
  /* A DOCTYPE that declares an entity, though nobody reads it, leaves a document behind. */
  xmlFreeDoc(parser->myDoc);
  parser->myDoc = NULL;
#endif
}

/* What the parser passed over in silence. */
static void check_end(struct xml *xml) {
  if (silent(xml)) {
    return;
  }
  const char *zero = memchr(xml->bytes, '\0', xml->size);
  if (zero != NULL || !xml->parser->wellFormed) {
    xml->failed = true;
    xml->fault = (struct xml_fault){.code = F_XML_SYNTAX, .length = 1};
    xml->fault.offset = (uint32_t)(zero != NULL ? (size_t)(zero - xml->bytes) : xml->size);
    copy_words(&xml->fault, zero != NULL ? "the document holds a NUL byte" : NULL);
  }
}

enum xml_result xml_read(struct xml *xml, const char *bytes, size_t size, struct arena *arena,
                         struct xml_fault *fault) {
  xmlCtxtReset(xml->parser);
  xml->bytes = bytes;
  xml->size = size;
  xml->arena = arena;
  xml->failed = false;
  xml->stopped = false;
  xml->no_memory = false;
  parse(xml);
  check_end(xml);
  if (xml->no_memory || xml->parser->errNo == XML_ERR_NO_MEMORY) {
    arena_fail(arena);
  }
  if (xml->failed) {
    *fault = xml->fault;
    return XML_FAULT;
  }
  return xml->stopped ? XML_STOPPED : XML_READ;
}
