/* Builds the declaration of a mapping: the hot path of the loader, one <map> after another. */
#include "load/xml/reader.h"
#include "model/wording.h"

#include <stdlib.h>

enum {
  MAP_BYTES = 160
}; /* what a <map> takes in a document, rather less than more: for the first guess at their number */

/* What others publish is theirs; a mapping of the organisation speaks for the user. */
static void check_claim(const struct reader *reader, struct place place, struct str text) {
  if (reader->document->as.mapping->authority == AUTHORITY_ORGANISATION) {
    reader_check_claim(reader, place, text);
  }
}

static void begin_root(struct reader *reader, const struct frame *frame) {
  struct decl_mapping *mapping = arena_zalloc(reader->arena, sizeof *mapping);
  reader->document->kind = DOCUMENT_MAPPING;
  reader->document->as.mapping = mapping;
  mapping->id = reader_copy(reader, AT_ID);
  mapping->source = reader_copy(reader, AT_SOURCE);
  mapping->target = reader_copy(reader, AT_TARGET);
  mapping->title = reader_title(reader, AT_TITLE);
  mapping->publisher = reader_title(reader, AT_PUBLISHER);
  mapping->published = reader_copy(reader, AT_PUBLISHED);
  mapping->version = reader_title(reader, AT_VERSION);
  mapping->via = reader_copy(reader, AT_VIA);
  mapping->method = reader_number(reader, AT_METHOD, METHOD_UNSTATED);
  mapping->rationale = reader_number(reader, AT_RATIONALE, RATIONALE_UNSTATED);
  mapping->status = reader_number(reader, AT_STATUS, STATUS_UNSTATED);
  mapping->authority = reader_number(reader, AT_AUTHORITY, AUTHORITY_UNSTATED);
  mapping->style = reader_number(reader, AT_STYLE, STYLE_UNSTATED);
  mapping->overlap = reader_number(reader, AT_OVERLAP, OVERLAP_ANY);
  mapping->examined = reader_number(reader, AT_EXAMINED, EXAMINED_NONE);
  mapping->chain = reader_number(reader, AT_CHAIN, true) != 0;
  mapping->remarks_hashed = !reader->options->keep_remarks;
  names_init(&mapping->names, reader->arena);
  uint32_t maps = (uint32_t)(reader->size / MAP_BYTES);
  vec_reserve(reader->arena, &mapping->maps, maps < reader->options->limits.maps ? maps : 0);
  vec_push(reader->arena, &mapping->texts, '\0');
  check_claim(reader, reader_place(reader, frame, "title"), mapping->title);
  check_claim(reader, reader_place(reader, frame, "publisher"), mapping->publisher);
}

static void keep_seen(struct reader *reader, uint32_t offset, enum attribute attribute, enum seen_side side,
                      uint32_t member) {
  if (reader_has(reader, attribute)) {
    struct decl_seen seen = {
        .title = reader_title(reader, attribute), .member = member, .offset = offset, .side = (uint8_t)side};
    vec_push(reader->arena, &reader->seen, seen);
  }
}

/* Two fingerprints, whose form has been checked. */
static struct decl_pin pin_of(struct str value, uint32_t offset) {
  return (struct decl_pin){
      .source = strtoull(value.p, NULL, 16), .target = strtoull(value.p + PIN_DIGITS + 1, NULL, 16), .offset = offset};
}

static void begin_map(struct reader *reader, const struct frame *frame) {
  struct decl_mapping *mapping = reader->document->as.mapping;
  reader->sources.n = 0;
  reader->targets.n = 0;
  reader->seen.n = 0;
  reader->pinned = reader_has(reader, AT_PINNED);
  if (reader->pinned) {
    reader->pin = pin_of(reader_value(reader, AT_PINNED), frame->offset);
  }
  keep_seen(reader, frame->offset, AT_SOURCE_TITLE, SEEN_SOURCE, 0);
  keep_seen(reader, frame->offset, AT_TARGET_TITLE, SEEN_TARGET, 0);
  keep_seen(reader, frame->offset, AT_TITLE, SEEN_EITHER, 0);
  reader->map = (struct decl_map){
      .offset = frame->offset,
      .source = NO_NAME,
      .target = NO_NAME,
      .relation = reader_number(reader, AT_RELATION, REL_RELATED),
      .rationale = reader_number(reader, AT_RATIONALE, RATIONALE_UNSTATED),
      .method = reader_number(reader, AT_METHOD, METHOD_UNSTATED),
      .strength = reader_number(reader, AT_STRENGTH, UNSTATED_NUMBER),
      .confidence = reader_number(reader, AT_CONFIDENCE, UNSTATED_NUMBER),
  };
  if (reader_has(reader, AT_SOURCE)) {
    reader->map.source = names_intern(&mapping->names, reader_value(reader, AT_SOURCE));
  }
  if (reader_has(reader, AT_TARGET)) {
    reader->map.target = names_intern(&mapping->names, reader_value(reader, AT_TARGET));
  }
}

/* One side of a map: its attribute `name` or its children of that name, and not both. False: the map is not used. */
static bool check_side(struct reader *reader, const struct frame *frame, enum attribute side, uint32_t children) {
  const char *name = attribute_names[side];
  bool attribute = attribute_set_has(&frame->written, side);
  if (attribute && children > 0) {
    struct finding *finding = finding_add(reader->findings, F_SCHEMA_BAD_VALUE, reader_place(reader, frame, name),
                                          "<map> has a %s as an attribute and as an element, and is not used", name);
    finding_note(reader->findings, finding, place_none(), "write all of them as <%s ref=\"\"/>", name);
    return false;
  }
  if (!attribute && children == 0) {
    struct finding *finding = finding_add(reader->findings, F_SCHEMA_MISSING, reader_place(reader, frame, NULL),
                                          "<map> has no %s, and is not used", name);
    finding_note(reader->findings, finding, place_none(),
                 "write the attribute %s=\"\", or a <%s ref=\"\"/> for each of several", name, name);
    return false;
  }
  return true;
}

static void begin_ref(struct reader *reader, struct frame *frame, struct frame *map) {
  bool source = frame->element == EL_SOURCE;
  uint32_t limit = reader->options->limits.refs < UINT16_MAX ? reader->options->limits.refs : UINT16_MAX;
  uint32_t count = source ? reader->sources.n : reader->targets.n;
  struct decl_ref ref = {.name = NO_NAME, .offset = frame->offset};
  if (!frame->usable) {
    map->usable = false; /* fewer members would be another fact */
  } else if (count >= limit) {
    if (!reader->limited) {
      reader->limited = true;
      reader_limit(reader, reader_place(reader, frame, NULL), "<map> names too many controls, and is not used", "refs",
                   limit);
    }
    map->usable = false;
    return;
  } else {
    ref.name = names_intern(&reader->document->as.mapping->names, reader_value(reader, AT_REF));
    keep_seen(reader, frame->offset, AT_TITLE, source ? SEEN_SOURCE : SEEN_TARGET, count);
  }
  if (source) {
    vec_push(reader->arena, &reader->sources, ref);
  } else {
    vec_push(reader->arena, &reader->targets, ref);
  }
}

static void copy_refs(struct reader *reader, const struct decl_ref *refs, uint32_t count) {
  struct decl_mapping *mapping = reader->document->as.mapping;
  for (uint32_t i = 0; i < count; i++) {
    vec_push(reader->arena, &mapping->refs, refs[i]);
  }
}

static bool check_room(struct reader *reader, const struct frame *frame, uint32_t count) {
  uint32_t limit = reader->options->limits.maps;
  if (count < limit) {
    return true;
  }
  if (!reader->limited) {
    reader->limited = true;
    reader_limit(reader, reader_place(reader, frame, NULL),
                 "the mapping has too many maps; this one and those after it are not used", "maps", limit);
  }
  return false;
}

static void end_map(struct reader *reader, const struct frame *frame) {
  struct decl_mapping *mapping = reader->document->as.mapping;
  struct decl_map *map = &reader->map;
  bool plain = map->source != NO_NAME && map->target != NO_NAME && reader->sources.n + reader->targets.n == 0;
  if (!plain) {
    bool sources = check_side(reader, frame, AT_SOURCE, reader->sources.n);
    bool targets = check_side(reader, frame, AT_TARGET, reader->targets.n);
    bool bad = (map->source == NO_NAME && reader->sources.n == 0) || (map->target == NO_NAME && reader->targets.n == 0);
    if (!sources || !targets || bad) {
      return;
    }
  }
  if (!frame->usable || !check_room(reader, frame, mapping->maps.n)) {
    return;
  }
  if (reader->sources.n > 0) {
    map->flags |= MAP_SOURCES;
    map->source = mapping->refs.n;
    map->source_count = (uint16_t)reader->sources.n;
    copy_refs(reader, reader->sources.v, reader->sources.n);
  }
  if (reader->targets.n > 0) {
    map->flags |= MAP_TARGETS;
    map->target = mapping->refs.n;
    map->target_count = (uint16_t)reader->targets.n;
    copy_refs(reader, reader->targets.v, reader->targets.n);
  }
  for (uint32_t i = 0; i < reader->seen.n; i++) {
    reader->seen.v[i].map = mapping->maps.n;
    vec_push(reader->arena, &mapping->seen, reader->seen.v[i]);
  }
  if (reader->pinned) {
    vec_push(reader->arena, &mapping->pins, reader->pin);
  }
  vec_push(reader->arena, &mapping->maps, *map);
}

static void begin_pattern(struct reader *reader, struct frame *frame) {
  struct decl_mapping *mapping = reader->document->as.mapping;
  if (!frame->usable || !check_room(reader, frame, mapping->patterns.n)) {
    frame->usable = false;
    return;
  }
  struct decl_pattern pattern = {
      .source = reader_copy(reader, AT_SOURCE),
      .target = reader_copy(reader, AT_TARGET),
      .offset = frame->offset,
      .relation = reader_number(reader, AT_RELATION, REL_RELATED),
      .rationale = reader_number(reader, AT_RATIONALE, RATIONALE_UNSTATED),
      .method = reader_number(reader, AT_METHOD, METHOD_UNSTATED),
      .strength = reader_number(reader, AT_STRENGTH, UNSTATED_NUMBER),
      .confidence = reader_number(reader, AT_CONFIDENCE, UNSTATED_NUMBER),
      .missing_ignored = reader_number(reader, AT_MISSING, false) != 0,
  };
  vec_push(reader->arena, &mapping->patterns, pattern);
}

static void begin_no_counterpart(struct reader *reader, struct frame *frame) {
  struct decl_mapping *mapping = reader->document->as.mapping;
  bool source = reader_wrote(reader, AT_SOURCE);
  bool target = reader_wrote(reader, AT_TARGET);
  if (source == target) {
    finding_add(reader->findings, source ? F_SCHEMA_BAD_VALUE : F_SCHEMA_MISSING,
                reader_place(reader, frame, source ? "target" : NULL),
                source ? "<no-counterpart> has a source and a target, and is not used; write one for each"
                       : "<no-counterpart> has neither a source nor a target, and is not used");
    frame->usable = false;
    return;
  }
  struct str id = reader_copy(reader, target ? AT_TARGET : AT_SOURCE);
  frame->usable = id.p != NULL && check_room(reader, frame, mapping->no_counterparts.n);
  if (frame->usable) {
    struct decl_no_counterpart gap = {.id = id, .offset = frame->offset, .of_target = target};
    vec_push(reader->arena, &mapping->no_counterparts, gap);
  }
}

static void begin(struct reader *reader, struct frame *frame, const struct frame *parent) {
  frame->written = reader->attributes.written;
  switch (frame->element) {
    case EL_MAP:
      begin_map(reader, frame);
      break;
    case EL_REMARKS:
      reader->keep_text = parent->usable;
      frame->usable = reader->keep_text;
      break;
    case EL_SOURCE:
    case EL_TARGET:
      begin_ref(reader, frame, &reader->frames.v[reader->frames.n - 2]);
      break;
    case EL_MAPPING:
      begin_root(reader, frame);
      break;
    case EL_MAP_PATTERN:
      begin_pattern(reader, frame);
      break;
    case EL_NO_COUNTERPART:
      begin_no_counterpart(reader, frame);
      break;
    default: /* provenance */
      reader->keep_text = true;
      frame->item = reader->document->as.mapping->provenances.n;
      vec_push(reader->arena, &reader->document->as.mapping->provenances,
               (struct decl_provenance){.href = reader_copy(reader, AT_HREF)});
      break;
  }
}

/* Remarks of maps stand in one text for the whole mapping; where nobody will read them, a number tells them apart. */
static void end_map_remarks(struct reader *reader, struct str text) {
  struct decl_mapping *mapping = reader->document->as.mapping;
  if (text.n == 0) {
    return;
  }
  if (mapping->remarks_hashed) {
    reader->map.remarks = names_hash(text);
    return;
  }
  vec_reserve(reader->arena, &mapping->texts, text.n + 1);
  reader->map.remarks = mapping->texts.n;
  memcpy(mapping->texts.v + mapping->texts.n, text.p, text.n + 1);
  mapping->texts.v[mapping->texts.n + text.n] = '\0';
  mapping->texts.n += text.n + 1;
}

static void end_remarks(struct reader *reader, struct str text) {
  struct decl_mapping *mapping = reader->document->as.mapping;
  switch (reader->frames.v[reader->frames.n - 2].element) {
    case EL_MAP:
      end_map_remarks(reader, text);
      break;
    case EL_MAP_PATTERN:
      mapping->patterns.v[mapping->patterns.n - 1].remarks = str_copy(reader->arena, text);
      break;
    default:
      mapping->no_counterparts.v[mapping->no_counterparts.n - 1].remarks = str_copy(reader->arena, text);
      break;
  }
}

static void end(struct reader *reader, const struct frame *frame, struct str text) {
  switch (frame->element) {
    case EL_MAP:
      end_map(reader, frame);
      break;
    case EL_REMARKS:
      if (frame->usable) {
        check_claim(reader, reader_place(reader, frame, NULL), text);
        end_remarks(reader, text);
      }
      break;
    case EL_PROVENANCE:
      reader->document->as.mapping->provenances.v[frame->item].text = str_copy(reader->arena, text);
      check_claim(reader, reader_place(reader, frame, NULL), text);
      break;
    default:
      break;
  }
}

const struct builder mapping_builder = {.begin = begin, .end = end};
