/* Unknown elements and attributes: what stands there, what may stand there, what was probably meant. */
#include "load/xml/unknown.h"

#include "load/xml/values.h"

static struct str text_of(const unsigned char *name) {
  return str_from((const char *)name);
}

/* True if `name` is nearer to `wanted` than what came before: at most a third of it is changed. */
static bool is_nearer(struct str wanted, const char *name, unsigned *distance) {
  unsigned most = wanted.n < 6 ? 2 : wanted.n / 3;
  unsigned edits = str_distance(wanted, str_from(name), most);
  if (edits > most || edits >= *distance) {
    return false;
  }
  *distance = edits;
  return true;
}

/* "<a>, <b>, <c>": what may stand in the parent. */
static struct str children_of(const struct reader *reader, enum element parent) {
  struct buf list;
  buf_init(&list, reader->arena);
  for (const uint8_t *child = reader->children[parent]; *child != EL_DOCUMENT; child++) {
    buf_printf(&list, "%s<%s>", list.n > 0 ? ", " : "", shapes[*child].name);
  }
  return buf_done(&list);
}

static const char *nearest_child(const struct reader *reader, enum element parent, struct str name) {
  const char *nearest = NULL;
  unsigned distance = UINT32_MAX;
  for (const uint8_t *child = reader->children[parent]; *child != EL_DOCUMENT; child++) {
    if (is_nearer(name, shapes[*child].name, &distance)) {
      nearest = shapes[*child].name;
    }
  }
  return nearest;
}

static bool is_known(const struct reader *reader, const struct xml_element *element) {
  for (unsigned known = EL_DOCUMENT + 1; known < ELEMENTS; known++) {
    if (reader->element_names[known] == element->name) {
      return true;
    }
  }
  return false;
}

static void report_namespace(struct reader *reader, struct place place, const struct xml_element *element) {
  struct str name = value_shown(text_of(element->name));
  if (element->uri == NULL) {
    struct finding *finding = finding_add(reader->findings, F_SCHEMA_UNKNOWN_ELEMENT, place,
                                          "<%.*s> is in no namespace, and not read", STR_ARG(name));
    finding_note(reader->findings, finding, place_none(), "write xmlns=\"%s\" in the root element", XML_OUR_NAMESPACE);
    return;
  }
  struct str uri = value_shown(text_of(element->uri));
  struct finding *finding =
      finding_add(reader->findings, F_SCHEMA_UNKNOWN_ELEMENT, place,
                  "<%.*s> is in the namespace \"%.*s\", and not read", STR_ARG(name), STR_ARG(uri));
  finding_note(reader->findings, finding, place_none(), "the namespace of these documents is \"%s\"",
               XML_OUR_NAMESPACE);
}

static void report_root(struct reader *reader, struct place place, struct str name) {
  struct finding *finding =
      finding_add(reader->findings, F_SCHEMA_UNKNOWN_ELEMENT, place,
                  "the root element <%.*s> is not known, and the document is not read", STR_ARG(name));
  const char *nearest = nearest_child(reader, EL_DOCUMENT, name);
  if (nearest != NULL) {
    finding_note(reader->findings, finding, place_none(), "did you mean <%s>?", nearest);
  }
  struct str known = children_of(reader, EL_DOCUMENT);
  finding_note(reader->findings, finding, place_none(), "a document is one of: %.*s", STR_ARG(known));
}

/* A second <map> in a <map>, and all that follow it there, are one mistake: the first is not closed. */
static void report_nested(struct reader *reader, struct place place, enum element kind) {
  const struct frame *open = &reader->frames.v[reader->frames.n - 1];
  if (reader->nested != NULL && reader->nested_in == open->offset) {
    return;
  }
  reader->nested_in = open->offset;
  reader->nested = finding_add(reader->findings, F_SCHEMA_UNKNOWN_ELEMENT, place,
                               "<%s> cannot stand in <%s>, and is passed over", shapes[kind].name, shapes[kind].name);
  finding_note(reader->findings, reader->nested, place_at(place.source, open->offset),
               "this one is still open: end it with \"/>\", or with its end tag");
}

static void report_child(struct reader *reader, struct place place, enum element kind,
                         const struct xml_element *element, struct str name) {
  if (reader->element_names[kind] == element->name) {
    report_nested(reader, place, kind);
    return;
  }
  struct finding *finding =
      finding_add(reader->findings, F_SCHEMA_UNKNOWN_ELEMENT, place, "<%.*s> %s <%s>, and is passed over",
                  STR_ARG(name), is_known(reader, element) ? "cannot stand in" : "is not known in", shapes[kind].name);
  const char *nearest = nearest_child(reader, kind, name);
  if (nearest != NULL) {
    finding_note(reader->findings, finding, place_none(), "did you mean <%s>?", nearest);
  }
  struct str known = children_of(reader, kind);
  if (known.n > 0) {
    finding_note(reader->findings, finding, place_none(), "<%s> holds: %.*s", shapes[kind].name, STR_ARG(known));
  } else {
    finding_note(reader->findings, finding, place_none(), "<%s> holds %s", shapes[kind].name,
                 shapes[kind].text ? "text only" : "nothing");
  }
}

/* A folder may hold XML of other kinds: that is worth a note, and costs nothing. */
static void report_foreign(struct reader *reader, struct place place, const struct xml_element *element) {
  struct str name = value_shown(text_of(element->name));
  struct finding *finding =
      finding_add(reader->findings, F_SCHEMA_UNKNOWN_ELEMENT, place,
                  "<%.*s> is not of the namespace \"%s\": the document is of another kind, and passed over",
                  STR_ARG(name), XML_OUR_NAMESPACE);
  finding->mild = true;
}

/* True for a document met in a folder whose root is not even called like one of ours. */
static bool is_foreign(const struct reader *reader, enum element parent, const struct xml_element *element) {
  if (parent != EL_DOCUMENT || element->ours || !reader->document->walked) {
    return false;
  }
  for (const uint8_t *child = reader->children[EL_DOCUMENT]; *child != EL_DOCUMENT; child++) {
    if (reader->element_names[*child] == element->name) {
      return false;
    }
  }
  return true;
}

void unknown_element(struct reader *reader, enum element parent, const struct xml_element *element) {
  struct place place = place_at(reader->document->source, element->offset);
  struct str name = value_shown(text_of(element->name));
  if (is_foreign(reader, parent, element)) {
    report_foreign(reader, place, element);
  } else if (!element->ours) {
    report_namespace(reader, place, element);
  } else if (parent == EL_DOCUMENT) {
    report_root(reader, place, name);
  } else {
    report_child(reader, place, parent, element, name);
  }
}

static bool is_schema_location(const struct xml_attribute *attribute) {
  return attribute->uri != NULL && str_is(text_of(attribute->uri), "http://www.w3.org/2001/XMLSchema-instance") &&
         (str_is(text_of(attribute->name), "schemaLocation") ||
          str_is(text_of(attribute->name), "noNamespaceSchemaLocation"));
}

/* The name as it is written, kept as long as the findings. */
static struct str written_name(const struct reader *reader, const struct xml_attribute *attribute) {
  struct buf name;
  buf_init(&name, reader->findings->arena);
  if (attribute->prefix != NULL) {
    buf_printf(&name, "%s:", (const char *)attribute->prefix);
  }
  buf_text(&name, (const char *)attribute->name);
  return buf_done(&name);
}

void unknown_attribute(struct reader *reader, const struct shape *shape, const struct xml_element *element,
                       const struct xml_attribute *attribute) {
  if (is_schema_location(attribute)) {
    return;
  }
  struct str written = written_name(reader, attribute);
  struct str shown = value_shown(written);
  struct finding *finding = finding_add(reader->findings, F_SCHEMA_UNKNOWN_ATTRIBUTE,
                                        place_attribute_name(reader->document->source, element->offset, written.p),
                                        "<%s> has no attribute %.*s%s; it is ignored", shape->name, STR_ARG(shown),
                                        shown.n < written.n ? "..." : "");
  struct str local = text_of(attribute->name);
  bool says_language = str_is(written, "xml:lang");
  const char *nearest = NULL;
  unsigned distance = UINT32_MAX;
  struct buf list;
  buf_init(&list, reader->arena);
  for (uint32_t i = 0; i < shape->attribute_count; i++) {
    const char *name = attribute_names[shape->attributes[i].attribute];
    bool language = says_language && shape->attributes[i].attribute == AT_LANGUAGE;
    if (language || (attribute->uri == NULL && is_nearer(local, name, &distance))) {
      nearest = name;
    }
    buf_printf(&list, "%s%s", list.n > 0 ? ", " : "", name);
  }
  struct str known = buf_done(&list);
  if (nearest != NULL) {
    finding_note(reader->findings, finding, place_none(), "did you mean %s?", nearest);
  }
  if (known.n > 0) {
    finding_note(reader->findings, finding, place_none(), "<%s> has: %.*s", shape->name, STR_ARG(known));
  }
}
