/* Checks the elements, attributes and text of a document against the table of shapes. */
#include "load/xml/reader.h"

#include "load/xml/collapse.h"
#include "load/xml/crowd.h"
#include "load/xml/unknown.h"
#include "load/xml/values.h"
#include "model/claims.h"
#include "model/wording.h"

enum {
  SPARE_DEPTH = 1000, /* how far beyond the limit elements are passed over before reading stops */
  MOST_DEPTH = 60000  /* whatever the limit says: depths are kept in 16 bits */
};

struct place reader_place(const struct reader *reader, const struct frame *frame, const char *attribute) {
  return place_attribute(reader->document->source, frame->offset, attribute);
}

struct str reader_copy(const struct reader *reader, enum attribute attribute) {
  return str_copy(reader->arena, reader_value(reader, attribute));
}

struct str reader_title(const struct reader *reader, enum attribute attribute) {
  struct str copy = reader_copy(reader, attribute);
  if (copy.p != NULL) {
    char *text = (char *)copy.p;
    copy.n = collapse(text, copy);
    text[copy.n] = '\0';
  }
  return copy;
}

void reader_limit(struct reader *reader, struct place place, const char *what, const char *name, uint64_t limit) {
  struct finding *finding = finding_add(reader->findings, F_XML_LIMIT, place, "%s", what);
  if (name == NULL) {
    finding_note(reader->findings, finding, place_none(), "the limit is %llu, and nothing raises it",
                 (unsigned long long)limit);
    return;
  }
  finding_note(reader->findings, finding, place_none(), "the limit is %llu; --limit %s=VALUE raises it",
               (unsigned long long)limit, name);
}

void reader_check_claim(const struct reader *reader, struct place place, struct str text) {
  const char *claim = claims_find(text);
  if (claim != NULL) {
    struct finding *finding =
        finding_add(reader->findings, F_LINT_CLAIM, place, "the text says \"%s\", which nothing here can prove", claim);
    finding_note(reader->findings, finding, place_none(),
                 "say what is in place, with its date and scope; that somebody certified it belongs into <certificate> "
                 "of an assessment");
  }
}

struct decl_attribute reader_attribute(const struct reader *reader, const struct frame *frame, uint32_t first_value) {
  return (struct decl_attribute){
      .name = reader_copy(reader, AT_NAME),
      .title = reader_title(reader, AT_TITLE),
      .offset = frame->offset,
      .first_value = first_value,
  };
}

struct decl_value reader_attribute_value(const struct reader *reader) {
  return (struct decl_value){.name = reader_copy(reader, AT_NAME), .title = reader_title(reader, AT_TITLE)};
}

/* The rule of the attribute, looked for from the one that usually comes next; NULL: the element has no such attribute. */
static const struct attribute_rule *find_rule(const struct reader *reader, const struct shape *shape,
                                              const struct xml_attribute *attribute, uint32_t *next) {
  if (attribute->uri != NULL) {
    return NULL;
  }
  for (uint32_t tried = 0; tried < shape->attribute_count; tried++) {
    if (*next >= shape->attribute_count) {
      *next = 0;
    }
    const struct attribute_rule *rule = &shape->attributes[*next];
    *next += 1;
    if (reader->attribute_names[rule->attribute] == attribute->name) {
      return rule;
    }
  }
  return NULL;
}

static void read_value(struct reader *reader, const struct attribute_rule *rule, struct str value, uint32_t offset) {
  struct attributes *attributes = &reader->attributes;
  enum attribute number = (enum attribute)rule->attribute;
  attribute_set_add(&attributes->written, number);
  if (value.n <= reader->options->limits.attribute_bytes &&
      value_read(rule, value, &attributes->number[rule->attribute])) {
    attribute_set_add(&attributes->valid, number);
    attributes->text[rule->attribute] = value;
    return;
  }
  struct place place = place_attribute(reader->document->source, offset, attribute_names[rule->attribute]);
  if (value.n > reader->options->limits.attribute_bytes) {
    reader_limit(reader, place, "the value of an attribute is too long, and taken as not written", "attribute-bytes",
                 reader->options->limits.attribute_bytes);
  } else {
    value_report(reader->findings, place, rule, value);
  }
}

static void read_attributes(struct reader *reader, const struct shape *shape, const struct xml_element *element) {
  uint32_t next = 0;
  reader->attributes.written = (struct attribute_set){0};
  reader->attributes.valid = (struct attribute_set){0};
  for (uint32_t i = 0; i < element->attribute_count; i++) {
    const struct xml_attribute *attribute = &element->attributes[i];
    const struct attribute_rule *rule = find_rule(reader, shape, attribute, &next);
    if (rule == NULL) {
      unknown_attribute(reader, shape, element, attribute);
    } else {
      struct str value = {.p = (const char *)attribute->value, .n = (uint32_t)(attribute->end - attribute->value)};
      read_value(reader, rule, value, element->offset);
    }
  }
}

/* False if the element lacks what it cannot do without. */
static bool check_needs(struct reader *reader, const struct shape *shape, uint32_t offset) {
  bool usable = true;
  if (attribute_set_holds(&reader->attributes.valid, &reader->needed[shape - shapes])) {
    return true;
  }
  for (uint32_t i = 0; i < shape->attribute_count; i++) {
    const struct attribute_rule *rule = &shape->attributes[i];
    if (rule->need == OPTIONAL || reader_has(reader, (enum attribute)rule->attribute)) {
      continue;
    }
    if (!reader_wrote(reader, (enum attribute)rule->attribute)) {
      finding_add(reader->findings, F_SCHEMA_MISSING, place_at(reader->document->source, offset),
                  rule->need == EXPECTED ? "<%s> has no attribute %s; its id stands for it"
                                         : "<%s> has no attribute %s, and is not used",
                  shape->name, attribute_names[rule->attribute]);
    }
    usable = usable && rule->need == EXPECTED;
  }
  return usable;
}

static enum element find_child(const struct reader *reader, enum element parent, const struct xml_element *element) {
  const uint8_t *child = reader->children[parent];
  while (*child != EL_DOCUMENT && (reader->element_names[*child] != element->name || !element->ours)) {
    child++;
  }
  return (enum element) * child;
}

static const struct builder *builder_of(enum element root) {
  switch (root) {
    case EL_FRAMEWORK:
      return &framework_builder;
    case EL_SUPPLEMENT:
      return &supplement_builder;
    case EL_MAPPING:
      return &mapping_builder;
    case EL_ASSESSMENT:
      return &assessment_builder;
    default:
      return &workspace_builder;
  }
}

/* What makes reading any further a waste: mistakes without end, namespaces without end. */
static bool check_patience(struct reader *reader, const struct xml_element *element) {
  const struct limits *limits = &reader->options->limits;
  struct place place = place_at(reader->document->source, element->offset);
  reader->namespaces += element->namespace_count;
  if (reader->findings->list.n - reader->findings_before > limits->findings) {
    reader_limit(reader, place, "the document has too many mistakes, and reading it ends here", "findings",
                 limits->findings);
  } else if (reader->namespaces > limits->namespaces) {
    reader_limit(reader, place, "the document declares too many namespaces, and reading it ends here", "namespaces",
                 limits->namespaces);
  } else {
    return true;
  }
  xml_stop(reader->xml);
  return false;
}

/* False: pass this element over. */
static bool check_limits(struct reader *reader, const struct xml_element *element) {
  const struct limits *limits = &reader->options->limits;
  struct place place = place_at(reader->document->source, element->offset);
  uint32_t most = limits->depth < MOST_DEPTH ? limits->depth : MOST_DEPTH;
  if (element->attribute_count > limits->attributes) {
    reader_limit(reader, place, "the element has too many attributes, and is passed over", "attributes",
                 limits->attributes);
    reader->passed_over = true;
    return false;
  }
  if (reader->frames.n >= most && !reader->too_deep) {
    reader->too_deep = true;
    reader_limit(reader, place, "elements stand too deep inside one another, and this one is passed over",
                 limits->depth < MOST_DEPTH ? "depth" : NULL, most);
  }
  reader->passed_over = reader->passed_over || reader->frames.n >= most;
  return reader->frames.n < most;
}

/* An element that is passed over, with all inside it. */
static void skip(struct reader *reader, uint32_t offset) {
  reader->skipped++;
  if (reader->skipped > SPARE_DEPTH) {
    reader->hopeless = true;
    if (!reader->too_deep) {
      reader->too_deep = true;
      reader_limit(reader, place_at(reader->document->source, offset),
                   "elements stand too deep inside one that is passed over, and the document is not used", NULL,
                   SPARE_DEPTH);
    }
    xml_stop(reader->xml);
  }
}

static void begin(struct reader *reader, enum element kind, const struct xml_element *element) {
  const struct shape *shape = &shapes[kind];
  vec_push(reader->arena, &reader->frames,
           (struct frame){.offset = element->offset, .item = NO_INDEX, .element = (uint8_t)kind});
  struct frame *top = &reader->frames.v[reader->frames.n - 1];
  const struct frame *parent = reader->frames.n > 1 ? top - 1 : NULL;
  read_attributes(reader, shape, element);
  top->usable = check_needs(reader, shape, element->offset);
  if (parent == NULL) {
    reader->builder = builder_of(kind);
    reader->document->offset = element->offset;
  } else {
    top->item = parent->item;
  }
  reader->keep_text = false;
  reader->print_text = false;
  reader->wording = WORDING_START;
  reader->text_limited = false;
  reader->text_read = 0;
  reader->text.n = 0;
  reader->builder->begin(reader, top, parent);
}

static struct frame *top_frame(const struct reader *reader) {
  return &reader->frames.v[reader->frames.n - 1];
}

/* True if the parent has had such a child before; no root element is one of those. */
static bool is_repeated(struct reader *reader, enum element kind) {
  struct frame *parent = top_frame(reader);
  bool repeated = (parent->once >> kind & 1) != 0;
  parent->once |= UINT64_C(1) << kind;
  return repeated;
}

static void on_start(void *context, const struct xml_element *element) {
  struct reader *reader = context;
  if (!check_patience(reader, element)) {
    return;
  }
  if (reader->skipped > 0 || !check_limits(reader, element)) {
    skip(reader, element->offset);
    return;
  }
  enum element parent = reader->frames.n > 0 ? (enum element)top_frame(reader)->element : EL_DOCUMENT;
  enum element kind = find_child(reader, parent, element);
  if (kind == EL_DOCUMENT) {
    unknown_element(reader, parent, element);
    skip(reader, element->offset);
  } else if (shapes[kind].once && is_repeated(reader, kind)) {
    finding_add(reader->findings, F_SCHEMA_UNKNOWN_ELEMENT, place_at(reader->document->source, element->offset),
                "<%s> stands twice in <%s>; the first one counts", shapes[kind].name, shapes[parent].name);
    skip(reader, element->offset);
  } else {
    begin(reader, kind, element);
  }
}

/* Nobody is told a second time that something is not loaded whose document is there. */
static void drop_document(struct document *document) {
  if (document->kind == DOCUMENT_BROKEN) {
    return;
  }
  document->lost_kind = document->kind;
  if (document->kind == DOCUMENT_FRAMEWORK) {
    document->lost = document->as.framework->id;
  } else if (document->kind == DOCUMENT_ASSESSMENT) {
    document->lost = document->as.assessment->id;
  }
  document->kind = DOCUMENT_BROKEN;
}

static void on_end(void *context) {
  struct reader *reader = context;
  if (reader->skipped > 0) {
    reader->skipped--;
    return;
  }
  const struct frame *frame = top_frame(reader);
  struct str text = {.p = NULL};
  if (reader->keep_text && shapes[frame->element].text) {
    text = buf_done(&reader->text);
    text.n =
        shapes[frame->element].paragraphs ? collapse_paragraphs(reader->text.p, text) : collapse(reader->text.p, text);
  }
  reader->builder->end(reader, frame, text);
  reader->frames.n--;
  if (reader->frames.n > 0) {
    return;
  }
  if (reader->document->kind == DOCUMENT_MAPPING) {
    reader->document->as.mapping->flawed = reader->findings->list.n > reader->findings_before;
  }
  if (!frame->usable) {
    drop_document(reader->document);
  }
}

/* Nothing below a blank is allowed in XML but white space. */
static bool is_white(const char *text, uint32_t n) {
  uint32_t i = 0;
  while (i < n && (unsigned char)text[i] <= ' ') {
    i++;
  }
  return i == n;
}

static void on_mixed(struct reader *reader, struct frame *frame, const char *text, uint32_t n) {
  if (frame->mixed || is_white(text, n)) {
    return;
  }
  frame->mixed = true;
  struct place place = {.source = reader->document->source, .offset = xml_text_offset(reader->xml, text), .length = 1};
  finding_add(reader->findings, F_SCHEMA_BAD_VALUE, place, "text cannot stand in <%s>, and is ignored",
              shapes[frame->element].name);
}

static void on_text(void *context, const char *text, uint32_t n) {
  struct reader *reader = context;
  if (reader->skipped > 0 || reader->frames.n == 0) {
    return;
  }
  struct frame *frame = top_frame(reader);
  if (!shapes[frame->element].text) {
    on_mixed(reader, frame, text, n);
    return;
  }
  uint32_t limit = reader->options->limits.text_bytes;
  uint32_t room = limit - reader->text_read;
  if (n > room) {
    if (!reader->text_limited) {
      reader_limit(reader, place_at(reader->document->source, frame->offset), "the text of the element is cut off",
                   "text-bytes", limit);
      reader->text_limited = true;
    }
    n = room;
    while (n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80) {
      n--;
    }
    reader->text_read = limit;
  } else {
    reader->text_read += n;
  }
  if (reader->keep_text) {
    buf_bytes(&reader->text, text, n);
  }
  if (reader->print_text) {
    reader->wording = wording_more(reader->wording, text, n);
  }
}

static const struct xml_handler handler = {.start = on_start, .end = on_end, .text = on_text};

/* Which elements stand in which, and what each needs, from the table. */
static void index_shapes(struct reader *reader) {
  for (unsigned element = EL_DOCUMENT + 1; element < ELEMENTS; element++) {
    const struct shape *shape = &shapes[element];
    for (unsigned parent = 0; parent < ELEMENTS; parent++) {
      if ((shape->parents >> parent & 1) != 0) {
        uint8_t *child = reader->children[parent];
        while (*child != EL_DOCUMENT) {
          child++;
        }
        *child = (uint8_t)element;
      }
    }
    for (uint32_t i = 0; i < shape->attribute_count; i++) {
      if (shape->attributes[i].need != OPTIONAL) {
        attribute_set_add(&reader->needed[element], (enum attribute)shape->attributes[i].attribute);
      }
    }
  }
}

void reader_init(struct reader *reader, const struct load_options *options, struct findings *findings,
                 struct arena *arena) {
  reader->arena = arena;
  reader->findings = findings;
  reader->options = options;
  buf_init(&reader->text, arena);
  index_shapes(reader);
  reader->xml = xml_new(&handler, reader);
  if (reader->xml == NULL) {
    arena_fail(arena);
  }
  for (unsigned element = 0; element < ELEMENTS; element++) {
    reader->element_names[element] = xml_name(reader->xml, shapes[element].name);
    if (reader->element_names[element] == NULL) {
      arena_fail(arena);
    }
  }
  for (unsigned attribute = 0; attribute < ATTRIBUTES; attribute++) {
    reader->attribute_names[attribute] = xml_name(reader->xml, attribute_names[attribute]);
    if (reader->attribute_names[attribute] == NULL) {
      arena_fail(arena);
    }
  }
}

/* Takes back what only followed from an element that is not closed. */
static void drop_nested(struct reader *reader) {
  uint32_t kept = reader->findings_before;
  for (uint32_t i = kept; i < reader->findings->list.n; i++) {
    if (reader->findings->list.v[i] != reader->nested) {
      reader->findings->list.v[kept++] = reader->findings->list.v[i];
    }
  }
  reader->findings->list.n = kept;
}

static void report_fault(struct reader *reader, const struct xml_fault *fault) {
  if (fault->unclosed && reader->nested != NULL) {
    drop_nested(reader);
  }
  struct place place = {.source = reader->document->source, .offset = fault->offset, .length = fault->length};
  struct finding *finding = finding_add(reader->findings, fault->code, place, "%s", fault->message);
  if (fault->hint != NULL) {
    finding_note(reader->findings, finding, place_none(), "%s", fault->hint);
  }
  if (fault->unclosed && reader->nested != NULL) {
    struct place open = place_at(reader->document->source, reader->nested_in);
    finding_note(reader->findings, finding, open, "this one is not closed: end it with \"/>\", or with its end tag");
  } else if ((size_t)fault->offset + 1 >= reader->size && !fault->complete) {
    finding_note(reader->findings, finding, place_none(), "the document ends here; it may have been cut off");
  }
  if (fault->unclosed && reader->nested == NULL && reader->skipped == 0 && reader->frames.n > 0) {
    const struct frame *open = top_frame(reader);
    finding_note(reader->findings, finding, reader_place(reader, open, NULL), "<%s> starts here",
                 shapes[open->element].name);
  }
}

/* What is not there was perhaps only not read. */
static void note_cut(const struct document *document) {
  if (document->kind == DOCUMENT_FRAMEWORK) {
    document->as.framework->cut = true;
  } else if (document->kind == DOCUMENT_ASSESSMENT) {
    document->as.assessment->cut = true;
  }
}

void reader_read(struct reader *reader, const char *bytes, size_t size, struct document *document) {
  const struct load_options *options = reader->options;
  reader->document = document;
  reader->size = size;
  reader->findings_before = reader->findings->list.n;
  reader->builder = NULL;
  reader->frames.n = 0;
  reader->skipped = 0;
  reader->namespaces = 0;
  reader->too_deep = false;
  reader->hopeless = false;
  reader->limited = false;
  reader->passed_over = false;
  reader->nested = NULL;
  document->kind = DOCUMENT_BROKEN;
  uint32_t crowded = crowded_tag(bytes, size, options->limits.attributes);
  if (crowded != UINT32_MAX) {
    reader_limit(reader, place_at(document->source, crowded),
                 "the element has too many attributes, and the document is not used", "attributes",
                 options->limits.attributes);
    return;
  }
  struct xml_fault fault = {.length = 0};
  enum xml_result result = xml_read(reader->xml, bytes, size, reader->arena, &fault);
  if (result == XML_FAULT) {
    report_fault(reader, &fault);
  }
  if (result != XML_READ || reader->hopeless) {
    drop_document(document);
  } else if (reader->limited || reader->passed_over) {
    note_cut(document);
  }
}
