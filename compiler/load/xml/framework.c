/* Builds the declaration of a framework.
 *
 * A control without an id is not used, but what stands in it is: its controls are taken as children of what is above. */
#include "load/xml/reader.h"

static void begin_root(struct reader *reader, struct frame *frame) {
  struct decl_framework *framework = arena_zalloc(reader->arena, sizeof *framework);
  reader->document->kind = DOCUMENT_FRAMEWORK;
  reader->document->as.framework = framework;
  framework->id = reader_copy(reader, AT_ID);
  framework->title = reader_has(reader, AT_TITLE) ? reader_title(reader, AT_TITLE) : framework->id;
  framework->short_title = reader_title(reader, AT_SHORT);
  framework->publisher = reader_title(reader, AT_PUBLISHER);
  framework->edition = reader_title(reader, AT_EDITION);
  framework->published = reader_copy(reader, AT_PUBLISHED);
  framework->language = reader_copy(reader, AT_LANGUAGE);
  framework->supersedes = reader_copy(reader, AT_SUPERSEDES);
  framework->control_id = reader_copy(reader, AT_CONTROL_ID);
  framework->open = reader_number(reader, AT_OPEN, false) != 0;
  if (framework->open && !reader_has(reader, AT_CONTROL_ID)) {
    frame->usable = false;
    if (!reader_wrote(reader, AT_CONTROL_ID)) {
      struct finding *finding = finding_add(reader->findings, F_SCHEMA_MISSING, reader_place(reader, frame, NULL),
                                            "an open framework has no attribute control-id");
      finding_note(reader->findings, finding, place_none(),
                   "its controls are not listed, so a pattern has to say what their ids look like");
    }
  }
  reader->attr_owners.n = 0;
  reader->replacement_owners.n = 0;
}

/* True if there is room for one more control. */
static bool check_room(struct reader *reader, const struct decl_framework *framework, const struct frame *frame) {
  uint32_t limit = reader->options->limits.controls;
  if (framework->controls.n < limit) {
    return true;
  }
  if (!reader->limited) {
    reader->limited = true;
    reader_limit(reader, reader_place(reader, frame, NULL),
                 "the framework has too many controls; this one and those after it are not used", "controls", limit);
  }
  return false;
}

static void begin_control(struct reader *reader, struct frame *frame) {
  struct decl_framework *framework = reader->document->as.framework;
  if (!frame->usable || !check_room(reader, framework, frame)) {
    frame->usable = false;
    return;
  }
  bool group = frame->element == EL_GROUP;
  struct decl_control control = {
      .id = reader_copy(reader, AT_ID),
      .offset = frame->offset,
      .parent = frame->item,
      .kind = group ? KIND_GROUP : KIND_CONTROL,
      .exhaustive = reader_number(reader, AT_EXHAUSTIVE, group) != 0,
      .counted = reader_number(reader, AT_COUNTED, true) != 0,
      .part = reader_number(reader, AT_PART, true) != 0,
      .selectable = group && reader_number(reader, AT_SELECTABLE, false) != 0,
      .label = reader_copy(reader, AT_LABEL),
      .withdrawn = reader_number(reader, AT_STATUS, false) != 0,
  };
  control.title = reader_has(reader, AT_TITLE) ? reader_title(reader, AT_TITLE) : control.id;
  if (control.parent != NO_INDEX) {
    const struct decl_control *parent = &framework->controls.v[control.parent];
    control.depth = (uint16_t)(parent->depth + 1);
    control.withdrawn = control.withdrawn || parent->withdrawn;
  }
  frame->item = framework->controls.n;
  vec_push(reader->arena, &framework->controls, control);
}

static void begin_attr(struct reader *reader, const struct frame *frame) {
  struct decl_framework *framework = reader->document->as.framework;
  struct str name = reader_copy(reader, AT_NAME);
  struct str rest = reader_value(reader, AT_VALUE);
  for (struct str token; (token = str_next_token(&rest)).p != NULL;) {
    struct decl_attr attr = {.name = name, .value = str_copy(reader->arena, token), .offset = frame->offset};
    vec_push(reader->arena, &framework->attrs, attr);
    vec_push(reader->arena, &reader->attr_owners, frame->item);
  }
}

static void begin(struct reader *reader, struct frame *frame, const struct frame *parent) {
  struct decl_framework *framework = reader->document->as.framework;
  frame->usable =
      frame->usable && (parent == NULL || parent->usable || frame->element == EL_CONTROL || frame->element == EL_GROUP);
  switch (frame->element) {
    case EL_FRAMEWORK:
      begin_root(reader, frame);
      break;
    case EL_GROUP:
    case EL_CONTROL:
      begin_control(reader, frame);
      break;
    case EL_ATTR:
      if (frame->usable) {
        begin_attr(reader, frame);
      }
      break;
    case EL_REPLACED_BY:
      if (frame->usable) {
        struct decl_replacement replacement = {.ref = reader_copy(reader, AT_REF), .offset = frame->offset};
        vec_push(reader->arena, &framework->replacements, replacement);
        vec_push(reader->arena, &reader->replacement_owners, frame->item);
      }
      break;
    case EL_ATTRIBUTE:
      if (frame->usable) {
        vec_push(reader->arena, &framework->attributes, reader_attribute(reader, frame, framework->values.n));
      }
      framework->lost_attribute = framework->lost_attribute || !frame->usable;
      break;
    case EL_VALUE:
      if (frame->usable) {
        vec_push(reader->arena, &framework->values, reader_attribute_value(reader));
        framework->attributes.v[framework->attributes.n - 1].value_count++;
      } else if (parent->usable) {
        framework->attributes.v[framework->attributes.n - 1].lost_value = true;
      }
      break;
    case EL_LINK:
      if (frame->usable) {
        struct decl_link link = {
            .rel = reader_copy(reader, AT_REL), .href = reader_copy(reader, AT_HREF), .offset = frame->offset};
        vec_push(reader->arena, &framework->links, link);
      }
      break;
    case EL_RIGHTS:
      reader->keep_text = true;
      break;
    default: /* statement and guidance */
      reader->keep_text = reader->options->keep_texts && frame->usable;
      reader->print_text = reader->options->wordings && frame->element == EL_STATEMENT;
      break;
  }
}

/* The attrs of one control stand together even when its author scattered them between the controls in it. */
static void gather_attrs(struct reader *reader, struct decl_framework *framework) {
  uint32_t n = framework->attrs.n;
  struct decl_attr *sorted = arena_alloc(reader->arena, n * sizeof *sorted);
  for (uint32_t i = 0; i < n; i++) {
    framework->controls.v[reader->attr_owners.v[i]].attr_count++;
  }
  uint32_t first = 0;
  for (uint32_t i = 0; i < framework->controls.n; i++) {
    framework->controls.v[i].first_attr = first;
    first += framework->controls.v[i].attr_count;
    framework->controls.v[i].attr_count = 0;
  }
  for (uint32_t i = 0; i < n; i++) {
    struct decl_control *owner = &framework->controls.v[reader->attr_owners.v[i]];
    sorted[owner->first_attr + owner->attr_count] = framework->attrs.v[i];
    owner->attr_count++;
  }
  framework->attrs.v = sorted;
  framework->attrs.capacity = n;
}

static void gather_replacements(struct reader *reader, struct decl_framework *framework) {
  uint32_t n = framework->replacements.n;
  struct decl_replacement *sorted = arena_alloc(reader->arena, n * sizeof *sorted);
  for (uint32_t i = 0; i < n; i++) {
    framework->controls.v[reader->replacement_owners.v[i]].replacement_count++;
  }
  uint32_t first = 0;
  for (uint32_t i = 0; i < framework->controls.n; i++) {
    framework->controls.v[i].first_replacement = first;
    first += framework->controls.v[i].replacement_count;
    framework->controls.v[i].replacement_count = 0;
  }
  for (uint32_t i = 0; i < n; i++) {
    struct decl_control *owner = &framework->controls.v[reader->replacement_owners.v[i]];
    sorted[owner->first_replacement + owner->replacement_count] = framework->replacements.v[i];
    owner->replacement_count++;
  }
  framework->replacements.v = sorted;
  framework->replacements.capacity = n;
}

/* What is not kept is still known to be there: an empty text. */
static struct str kept(const struct reader *reader, struct str text) {
  return reader->keep_text ? str_copy(reader->arena, text) : STR("");
}

static void end(struct reader *reader, const struct frame *frame, struct str text) {
  struct decl_framework *framework = reader->document->as.framework;
  switch (frame->element) {
    case EL_RIGHTS:
      framework->rights = text.n > 0 ? str_copy(reader->arena, text) : (struct str){.p = NULL};
      break;
    case EL_STATEMENT:
      if (frame->usable) {
        framework->controls.v[frame->item].statement = kept(reader, text);
        framework->controls.v[frame->item].wording = reader->print_text ? reader->wording : 0;
      }
      break;
    case EL_GUIDANCE:
      if (frame->usable) {
        framework->controls.v[frame->item].guidance = kept(reader, text);
      }
      break;
    case EL_FRAMEWORK:
      gather_attrs(reader, framework);
      gather_replacements(reader, framework);
      break;
    default:
      break;
  }
}

const struct builder framework_builder = {.begin = begin, .end = end};
