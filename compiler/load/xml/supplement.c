/* Builds the declaration of a supplement: texts, titles and attributes for controls of a framework defined elsewhere. */
#include "load/xml/reader.h"

static void begin_root(struct reader *reader) {
  struct decl_supplement *supplement = arena_zalloc(reader->arena, sizeof *supplement);
  reader->document->kind = DOCUMENT_SUPPLEMENT;
  reader->document->as.supplement = supplement;
  supplement->framework = reader_copy(reader, AT_FRAMEWORK);
  supplement->language = reader_copy(reader, AT_LANGUAGE);
  supplement->publisher = reader_title(reader, AT_PUBLISHER);
  supplement->title = reader_title(reader, AT_TITLE);
}

static void begin_attr(struct reader *reader, const struct frame *frame) {
  struct decl_supplement *supplement = reader->document->as.supplement;
  struct str name = reader_copy(reader, AT_NAME);
  struct str rest = reader_value(reader, AT_VALUE);
  for (struct str token; (token = str_next_token(&rest)).p != NULL;) {
    struct decl_attr attr = {.name = name, .value = str_copy(reader->arena, token), .offset = frame->offset};
    vec_push(reader->arena, &supplement->attrs, attr);
    supplement->controls.v[supplement->controls.n - 1].attr_count++;
  }
}

static void begin_control(struct reader *reader, const struct frame *frame) {
  struct decl_supplement *supplement = reader->document->as.supplement;
  struct decl_supplement_control control = {
      .ref = reader_copy(reader, AT_REF),
      .title = reader_title(reader, AT_TITLE),
      .offset = frame->offset,
      .first_attr = supplement->attrs.n,
  };
  vec_push(reader->arena, &supplement->controls, control);
}

/* True if there is room for one more control. */
static bool check_room(struct reader *reader, const struct frame *frame) {
  uint32_t limit = reader->options->limits.controls;
  if (reader->document->as.supplement->controls.n < limit) {
    return true;
  }
  if (!reader->limited) {
    reader->limited = true;
    reader_limit(reader, reader_place(reader, frame, NULL),
                 "the supplement has too many controls; this one and those after it are not used", "controls", limit);
  }
  return false;
}

/* What is declared and not used is not called undeclared where controls name it. */
static void note_lost(struct decl_supplement *supplement, const struct frame *frame, const struct frame *parent) {
  if (frame->element == EL_ATTRIBUTE) {
    supplement->lost_attribute = true;
  } else if (frame->element == EL_VALUE && parent->usable) {
    supplement->attributes.v[supplement->attributes.n - 1].lost_value = true;
  }
}

static void begin(struct reader *reader, struct frame *frame, const struct frame *parent) {
  if (parent == NULL) {
    begin_root(reader);
    return;
  }
  struct decl_supplement *supplement = reader->document->as.supplement;
  frame->usable = frame->usable && (parent->usable || parent->element == EL_SUPPLEMENT);
  if (frame->element == EL_SUPPLEMENT_CONTROL) {
    frame->usable = frame->usable && check_room(reader, frame);
  }
  reader->keep_text = frame->element == EL_RIGHTS || (reader->options->keep_texts && frame->usable);
  if (!frame->usable) {
    note_lost(supplement, frame, parent);
    return;
  }
  switch (frame->element) {
    case EL_SUPPLEMENT_CONTROL:
      begin_control(reader, frame);
      break;
    case EL_ATTR:
      begin_attr(reader, frame);
      break;
    case EL_ATTRIBUTE:
      vec_push(reader->arena, &supplement->attributes, reader_attribute(reader, frame, supplement->values.n));
      break;
    case EL_VALUE:
      vec_push(reader->arena, &supplement->values, reader_attribute_value(reader));
      supplement->attributes.v[supplement->attributes.n - 1].value_count++;
      break;
    default:
      break;
  }
}

static void end(struct reader *reader, const struct frame *frame, struct str text) {
  struct decl_supplement *supplement = reader->document->as.supplement;
  if (!frame->usable) {
    return;
  }
  /* What is not kept is still known to be there: an empty text. */
  struct str copy = reader->keep_text ? str_copy(reader->arena, text) : STR("");
  switch (frame->element) {
    case EL_RIGHTS:
      supplement->rights = text.n > 0 ? copy : (struct str){.p = NULL};
      break;
    case EL_STATEMENT:
      supplement->controls.v[supplement->controls.n - 1].statement = copy;
      break;
    case EL_GUIDANCE:
      supplement->controls.v[supplement->controls.n - 1].guidance = copy;
      break;
    default:
      break;
  }
}

const struct builder supplement_builder = {.begin = begin, .end = end};
