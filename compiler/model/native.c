/* Putting together documents that the program makes. */
#include "model/native.h"

#include "base/buf.h"

struct native_framework *native_framework_new(struct arena *arena, struct str id) {
  struct native_framework *framework = arena_zalloc(arena, sizeof *framework);
  framework->id = id;
  return framework;
}

struct native_mapping *native_mapping_new(struct arena *arena, struct str source, struct str target) {
  struct native_mapping *mapping = arena_zalloc(arena, sizeof *mapping);
  enum { LONGEST = 124, LONGEST_END = 60 }; /* an id has 128 bytes, and room is left for a number behind it */
  struct buf id;
  buf_init(&id, arena);
  buf_printf(&id, "%.*s-to-%.*s", STR_ARG(source), STR_ARG(target));
  if (id.n > LONGEST) {
    id.n = 0;
    buf_printf(&id, "%.*s-to-%.*s", (int)(source.n < LONGEST_END ? source.n : LONGEST_END), source.p,
               (int)(target.n < LONGEST_END ? target.n : LONGEST_END), target.p);
  }
  mapping->id = buf_done(&id);
  mapping->source = source;
  mapping->target = target;
  return mapping;
}

struct native_assessment *native_assessment_new(struct arena *arena, struct str framework) {
  struct native_assessment *assessment = arena_zalloc(arena, sizeof *assessment);
  assessment->framework = framework;
  return assessment;
}

uint32_t native_control_add(struct arena *arena, struct native_framework *framework, enum control_kind kind,
                            struct str id, struct str title, uint32_t parent) {
  struct native_control control = {.id = id, .title = title, .parent = parent, .kind = kind};
  vec_push(arena, &framework->controls, control);
  return framework->controls.n - 1;
}

struct native_map *native_union_add(struct arena *arena, struct native_mapping *mapping,
                                    const struct native_ref *sources, uint32_t source_count, enum relation relation,
                                    const struct native_ref *targets, uint32_t target_count) {
  struct native_map map = {.source_count = source_count,
                           .target_count = target_count,
                           .relation = (uint8_t)relation,
                           .strength = UNSTATED_NUMBER,
                           .confidence = UNSTATED_NUMBER};
  map.sources = arena_alloc(arena, ((size_t)source_count + target_count) * sizeof *map.sources);
  map.targets = map.sources + source_count;
  memcpy(map.sources, sources, source_count * sizeof *sources);
  memcpy(map.targets, targets, target_count * sizeof *targets);
  vec_push(arena, &mapping->maps, map);
  return &mapping->maps.v[mapping->maps.n - 1];
}

struct native_map *native_map_add(struct arena *arena, struct native_mapping *mapping, struct native_ref source,
                                  enum relation relation, struct native_ref target) {
  return native_union_add(arena, mapping, &source, 1, relation, &target, 1);
}

struct str native_file_name(struct arena *arena, const struct native_document *document) {
  struct buf name;
  buf_init(&name, arena);
  switch (document->kind) {
    case DOCUMENT_FRAMEWORK:
      buf_str(&name, document->as.framework->id);
      break;
    case DOCUMENT_MAPPING:
      buf_str(&name, document->as.mapping->id);
      break;
    case DOCUMENT_ASSESSMENT:
      buf_str(&name, document->as.assessment->id);
      break;
    case DOCUMENT_SUPPLEMENT:
      buf_printf(&name, "%.*s.%.*s", STR_ARG(document->as.supplement->framework),
                 STR_ARG(document->as.supplement->language));
      break;
    default:
      break;
  }
  buf_text(&name, ".xml");
  return buf_done(&name);
}

bool native_is_derived(struct str remarks) {
  enum { LENGTH = sizeof NATIVE_DERIVED - 1 };
  return remarks.n >= LENGTH && memcmp(remarks.p, NATIVE_DERIVED, LENGTH) == 0;
}
