/* The two spellings of OSCAL, and what all its documents begin with. */
#include "output/exchange/oscal.h"

#include "base/buf.h"
#include "base/uuid.h"

static void put_bytes(void *to, const char *bytes, size_t n) {
  sink_write(to, bytes, n);
}

void oscal_begin(struct oscal *oscal, struct sink *sink, struct exchange *exchange, bool xml, const char *root) {
  *oscal = (struct oscal){.exchange = exchange, .arena = exchange->arena, .xml = xml};
  oscal->markup = (struct markup){.sink = sink};
  if (xml) {
    sink_text(sink, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    oscal_open(oscal, NULL, root);
    markup_token(&oscal->markup, "xmlns", "http://csrc.nist.gov/ns/oscal/1.0");
  } else {
    json_begin(&oscal->json, put_bytes, sink);
    json_object(&oscal->json, NULL);
    oscal_open(oscal, root, root);
  }
}

void oscal_end(struct oscal *oscal, const char *root) {
  oscal_close(oscal, root);
  if (!oscal->xml) {
    json_end(&oscal->json);
  }
}

/* What follows stands inside the element opened last. */
static void enter(struct oscal *oscal) {
  uint64_t bit = UINT64_C(1) << oscal->depth;
  if (oscal->depth > 0 && (oscal->inside & bit) == 0) {
    oscal->inside |= bit;
    markup_inside(&oscal->markup);
  }
}

void oscal_open(struct oscal *oscal, const char *member, const char *element) {
  if (!oscal->xml) {
    json_object(&oscal->json, member);
    return;
  }
  enter(oscal);
  oscal->depth++;
  oscal->inside &= ~(UINT64_C(1) << oscal->depth);
  markup_open(&oscal->markup, element);
}

void oscal_close(struct oscal *oscal, const char *element) {
  if (!oscal->xml) {
    json_end(&oscal->json);
    return;
  }
  if ((oscal->inside >> oscal->depth & 1) != 0) {
    markup_close(&oscal->markup, element);
  } else {
    markup_empty(&oscal->markup);
  }
  oscal->depth--;
}

void oscal_list(struct oscal *oscal, const char *name) {
  if (!oscal->xml) {
    json_array(&oscal->json, name);
  }
}

void oscal_list_end(struct oscal *oscal) {
  if (!oscal->xml) {
    json_end(&oscal->json);
  }
}

/* White space at the ends goes, and each run of it becomes one blank. */
static struct str squeezed(struct arena *arena, struct str text) {
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t i = 0; i < text.n; i++) {
    bool white = text.p[i] == ' ' || text.p[i] == '\n' || text.p[i] == '\t' || text.p[i] == '\r';
    if (!white) {
      buf_char(&out, text.p[i]);
    } else if (out.n > 0 && out.p[out.n - 1] != ' ') {
      buf_char(&out, ' ');
    }
  }
  struct str done = buf_done(&out);
  done.n -= done.n > 0 && done.p[done.n - 1] == ' ' ? 1 : 0;
  return done;
}

void oscal_flag(struct oscal *oscal, const char *name, struct str value) {
  if (value.n == 0) {
    return;
  }
  if (oscal->xml) {
    markup_attribute(&oscal->markup, name, value);
  } else {
    json_str(&oscal->json, name, squeezed(oscal->arena, value));
  }
}

void oscal_item(struct oscal *oscal, const char *element, struct str value) {
  if (oscal->xml) {
    enter(oscal);
    markup_element(&oscal->markup, element, value);
  } else {
    json_str(&oscal->json, NULL, squeezed(oscal->arena, value));
  }
}

void oscal_field(struct oscal *oscal, const char *name, struct str value) {
  if (value.n == 0) {
    return;
  }
  if (oscal->xml) {
    oscal_item(oscal, name, value);
  } else {
    json_str(&oscal->json, name, squeezed(oscal->arena, value));
  }
}

/* "&amp;" would be read as a character reference, "R&D" would not. */
static bool is_reference(struct str text, uint32_t at) {
  uint32_t end = at + 1;
  while (end < text.n && (text.p[end] == '#' || char_is_digit(text.p[end]) || char_is_letter(text.p[end]))) {
    end++;
  }
  return end < text.n && end > at + 1 && text.p[end] == ';';
}

static struct str as_markdown(struct arena *arena, struct str text) {
  struct buf out;
  text = squeezed(arena, text);
  buf_init(&out, arena);
  for (uint32_t i = 0; i < text.n; i++) {
    bool mark = strchr("\\`*_[]{}<>~^", text.p[i]) != NULL && text.p[i] != '\0';
    if (mark || (text.p[i] == '&' && is_reference(text, i))) {
      buf_char(&out, '\\');
    }
    buf_char(&out, text.p[i]);
  }
  return buf_done(&out);
}

/* The same where "# ", "- " or "1. " at the beginning would make a heading or a list of the paragraph. */
static struct str as_paragraph(struct arena *arena, struct str text) {
  struct str markdown = as_markdown(arena, text);
  uint32_t digits = 0;
  while (digits < markdown.n && char_is_digit(markdown.p[digits])) {
    digits++;
  }
  bool number = digits > 0 && digits < markdown.n && strchr(".)", markdown.p[digits]) != NULL;
  bool sign = digits == 0 && markdown.n > 0 && strchr("#+-", markdown.p[0]) != NULL;
  if (!number && !sign) {
    return markdown;
  }
  struct buf out;
  buf_init(&out, arena);
  buf_bytes(&out, markdown.p, digits);
  buf_char(&out, '\\');
  buf_bytes(&out, markdown.p + digits, markdown.n - digits);
  return buf_done(&out);
}

void oscal_line(struct oscal *oscal, const char *name, struct str value) {
  oscal_field(oscal, name, oscal->xml ? value : as_markdown(oscal->arena, value));
}

void oscal_put_text(struct oscal *oscal, const char *name, struct str value) {
  if (value.n == 0) {
    return;
  }
  if (!oscal->xml) {
    json_str(&oscal->json, name, as_paragraph(oscal->arena, value));
    return;
  }
  enter(oscal);
  markup_open(&oscal->markup, name);
  markup_inside(&oscal->markup);
  markup_element(&oscal->markup, "p", value);
  markup_close(&oscal->markup, name);
}

void oscal_prose(struct oscal *oscal, struct str value) {
  if (oscal->xml) {
    enter(oscal);
    markup_element(&oscal->markup, "p", value);
  } else {
    json_str(&oscal->json, "prose", as_paragraph(oscal->arena, value));
  }
}

void oscal_hundredths(struct oscal *oscal, const char *name, unsigned value) {
  if (!oscal->xml) {
    json_hundredths(&oscal->json, name, value);
    return;
  }
  struct buf text;
  buf_init(&text, oscal->arena);
  buf_printf(&text,
             value % 100 == 0  ? "%u"
             : value % 10 == 0 ? "%u.%u"
                               : "%u.%02u",
             value / 100, value % 10 == 0 ? value / 10 % 10 : value % 100);
  oscal_item(oscal, name, buf_done(&text));
}

static void open_prop(struct oscal *oscal, bool *opened) {
  if (!*opened) {
    oscal_list(oscal, "props");
    *opened = true;
  }
  oscal_open(oscal, NULL, "prop");
}

void oscal_put_prop(struct oscal *oscal, bool *opened, const char *name, struct str value, bool own) {
  if (value.n == 0) {
    return;
  }
  open_prop(oscal, opened);
  oscal_flag(oscal, "name", str_from(name));
  oscal_flag(oscal, "ns", own ? STR(OSCAL_OWN) : STR(""));
  oscal_flag(oscal, "value", value);
  oscal_close(oscal, "prop");
}

void oscal_put_own(struct oscal *oscal, bool *opened, const struct oscal_own *own) {
  open_prop(oscal, opened);
  oscal_flag(oscal, "name", own->name);
  oscal_flag(oscal, "ns", STR(OSCAL_OWN));
  oscal_flag(oscal, "value", own->value);
  oscal_flag(oscal, "class", own->kind);
  oscal_flag(oscal, "group", own->group);
  oscal_put_text(oscal, "remarks", own->remarks);
  oscal_close(oscal, "prop");
}

void oscal_props_end(struct oscal *oscal, bool opened) {
  if (opened) {
    oscal_list_end(oscal);
  }
}

struct str oscal_uuid(struct oscal *oscal, const char *kind, struct str name, struct str more) {
  struct buf text;
  buf_init(&text, oscal->arena);
  buf_printf(&text, "%s\n%.*s\n%.*s", kind, STR_ARG(name), STR_ARG(more));
  return uuid_of(oscal->arena, buf_done(&text));
}

static bool is_hex(char c) {
  return char_is_digit(c) || (c >= 'a' && c <= 'f');
}

/* What would be read as an escape or as our own beginning is escaped itself. */
struct str oscal_token(struct arena *arena, struct str id) {
  struct buf out;
  buf_init(&out, arena);
  bool letter = id.n > 0 && char_is_letter(id.p[0]);
  bool ours = id.n > 1 && id.p[0] == 'c' && id.p[1] == '-';
  buf_text(&out, (letter && !ours) || (id.n > 0 && id.p[0] == '_') ? "" : "c-");
  for (uint32_t i = 0; i < id.n; i++) {
    char c = id.p[i];
    bool plain = char_is_letter(c) || char_is_digit(c) || c == '.' || c == '-' || c == '_';
    bool escape = c == '_' && i + 2 < id.n && is_hex(id.p[i + 1]) && is_hex(id.p[i + 2]);
    if (plain && !escape) {
      buf_char(&out, c);
    } else {
      buf_printf(&out, "_%02x", (unsigned)(unsigned char)c);
    }
  }
  return buf_done(&out);
}

static struct str moment(struct arena *arena, struct str date) {
  struct buf text;
  buf_init(&text, arena);
  buf_printf(&text, "%.*sT00:00:00Z", STR_ARG(date));
  return buf_done(&text);
}

/* Who publishes it, as a party with that role. */
static void put_publisher(struct oscal *oscal, struct str publisher) {
  struct str uuid = oscal_uuid(oscal, "party", publisher, STR(""));
  oscal_list(oscal, "roles");
  oscal_open(oscal, NULL, "role");
  oscal_flag(oscal, "id", STR("publisher"));
  oscal_line(oscal, "title", STR("Publisher"));
  oscal_close(oscal, "role");
  oscal_list_end(oscal);
  oscal_list(oscal, "parties");
  oscal_open(oscal, NULL, "party");
  oscal_flag(oscal, "uuid", uuid);
  oscal_flag(oscal, "type", STR("organization"));
  oscal_field(oscal, "name", publisher);
  oscal_close(oscal, "party");
  oscal_list_end(oscal);
  oscal_list(oscal, "responsible-parties");
  oscal_open(oscal, NULL, "responsible-party");
  oscal_flag(oscal, "role-id", STR("publisher"));
  oscal_list(oscal, "party-uuids");
  oscal_item(oscal, "party-uuid", uuid);
  oscal_list_end(oscal);
  oscal_close(oscal, "responsible-party");
  oscal_list_end(oscal);
}

enum { WHOLE_DATE = 10 };

struct str oscal_part_of_date(struct str published) {
  return published.n == WHOLE_DATE ? STR("") : str_or_empty(published);
}

void oscal_metadata(struct oscal *oscal, struct str title, struct str published, struct str version,
                    struct str publisher, void (*put_props)(struct oscal *oscal)) {
  oscal_open(oscal, "metadata", "metadata");
  oscal_line(oscal, "title", title);
  if (published.n == WHOLE_DATE) {
    oscal_field(oscal, "published", moment(oscal->arena, published));
  }
  oscal_field(oscal, "last-modified", moment(oscal->arena, oscal->exchange->date));
  oscal_field(oscal, "version", version.n > 0 ? version : STR("unstated"));
  oscal_field(oscal, "oscal-version", STR("1.2.1"));
  if (put_props != NULL) {
    put_props(oscal);
  }
  if (publisher.n > 0) {
    put_publisher(oscal, publisher);
  }
  oscal_close(oscal, "metadata");
}
