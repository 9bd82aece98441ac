/* Cutting mappings before their maps, and joining what was read. */
#include "load/xml/split.h"

static const char tail[] = "</mapping>";

static bool starts_with(const char *bytes, size_t size, size_t at, const char *start) {
  size_t n = strlen(start);
  return size - at >= n && memcmp(bytes + at, start, n) == 0;
}

static size_t skip_space(const char *bytes, size_t size, size_t at) {
  while (at < size && char_is_space(bytes[at])) {
    at++;
  }
  return at;
}

/* Where the root should start: behind a byte order mark, an XML declaration and white space. */
static size_t find_root(const char *bytes, size_t size) {
  size_t at = starts_with(bytes, size, 0, "\xEF\xBB\xBF") ? 3 : 0;
  if (starts_with(bytes, size, at, "<?xml")) {
    const char *close = memchr(bytes + at, '>', size - at);
    at = close != NULL ? (size_t)(close - bytes) + 1 : size;
  }
  return skip_space(bytes, size, at);
}

/* One past the `>` of the start tag at `at`, or 0 where there is none. */
static size_t find_tag_end(const char *bytes, size_t size, size_t at) {
  while (at < size && bytes[at] != '>') {
    if (bytes[at] == '"' || bytes[at] == '\'') {
      const char *close = memchr(bytes + at + 1, bytes[at], size - at - 1);
      if (close == NULL) {
        return 0;
      }
      at = (size_t)(close - bytes);
    }
    at++;
  }
  return at < size && bytes[at - 1] != '/' ? at + 1 : 0;
}

/* The first <map at or behind `at`, or `size`. */
static size_t find_map(const char *bytes, size_t size, size_t at) {
  static const char map[] = "<map";
  while (at < size) {
    const char *open = memchr(bytes + at, '<', size - at);
    if (open == NULL) {
      return size;
    }
    at = (size_t)(open - bytes);
    size_t behind = at + sizeof map - 1;
    if (starts_with(bytes, size, at, map) && behind < size && char_is_space(bytes[behind])) {
      return at;
    }
    at++;
  }
  return size;
}

bool split_find(struct split *split, const char *bytes, size_t size, uint32_t count, struct arena *arena) {
  static const char root[] = "<mapping";
  size_t head = find_root(bytes, size);
  if (!starts_with(bytes, size, head, root) || !char_is_space(bytes[head + sizeof root - 1])) {
    return false;
  }
  size_t body = find_tag_end(bytes, size, head);
  if (body == 0) {
    return false;
  }
  *split = (struct split){.bytes = bytes, .head = (uint32_t)head, .head_size = (uint32_t)(body - head)};
  split->cuts = arena_alloc(arena, ((size_t)count + 1) * sizeof *split->cuts);
  split->cuts[split->count++] = 0;
  for (uint32_t i = 1; i < count; i++) {
    size_t at = find_map(bytes, size, body + (size - body) / count * i);
    if (at < size && at > split->cuts[split->count - 1]) {
      split->cuts[split->count++] = (uint32_t)at;
    }
  }
  split->cuts[split->count] = (uint32_t)size;
  return split->count > 1;
}

static size_t head_size(const struct split *split, uint32_t piece) {
  return piece > 0 ? split->head_size : 0;
}

static size_t tail_size(const struct split *split, uint32_t piece) {
  return piece + 1 < split->count ? sizeof tail - 1 : 0;
}

size_t split_size(const struct split *split, uint32_t piece) {
  return head_size(split, piece) + (split->cuts[piece + 1] - split->cuts[piece]) + tail_size(split, piece);
}

void split_copy(const struct split *split, uint32_t piece, char *to) {
  size_t body = split->cuts[piece + 1] - split->cuts[piece];
  memcpy(to, split->bytes + split->head, head_size(split, piece));
  to += head_size(split, piece);
  memcpy(to, split->bytes + split->cuts[piece], body);
  memcpy(to + body, tail, tail_size(split, piece));
}

uint32_t split_shift(const struct split *split, uint32_t piece) {
  return split->cuts[piece] - (uint32_t)head_size(split, piece);
}

/* ---- joining ---- */

/* A mapping like the first piece, without what is declared in it, and with room for what is declared in all. */
static struct decl_mapping *make_whole(const struct split *split, const struct document *pieces, struct arena *arena) {
  struct decl_mapping *whole = arena_alloc(arena, sizeof *whole);
  *whole = *pieces[0].as.mapping;
  names_init(&whole->names, arena);
  memset(&whole->provenances, 0, sizeof whole->provenances);
  memset(&whole->maps, 0, sizeof whole->maps);
  memset(&whole->refs, 0, sizeof whole->refs);
  memset(&whole->seen, 0, sizeof whole->seen);
  memset(&whole->pins, 0, sizeof whole->pins);
  memset(&whole->texts, 0, sizeof whole->texts);
  memset(&whole->patterns, 0, sizeof whole->patterns);
  memset(&whole->no_counterparts, 0, sizeof whole->no_counterparts);
  uint32_t maps = 0;
  uint32_t texts = 1;
  for (uint32_t i = 0; i < split->count; i++) {
    maps += pieces[i].as.mapping->maps.n;
    texts += pieces[i].as.mapping->texts.n;
  }
  vec_reserve(arena, &whole->maps, maps);
  vec_reserve(arena, &whole->texts, texts);
  vec_push(arena, &whole->texts, '\0');
  return whole;
}

/* The numbers of the piece's names in the whole: the same as if the whole had been read at once. */
static uint32_t *join_names(struct decl_mapping *whole, const struct decl_mapping *piece, struct arena *arena) {
  uint32_t *numbers = arena_alloc(arena, ((size_t)piece->names.names.n + 1) * sizeof *numbers);
  for (uint32_t i = 0; i < piece->names.names.n; i++) {
    numbers[i] = names_intern(&whole->names, piece->names.names.v[i]);
  }
  return numbers;
}

static void join_maps(struct decl_mapping *whole, const struct decl_mapping *piece, const uint32_t *numbers,
                      uint32_t shift) {
  for (uint32_t i = 0; i < piece->maps.n; i++) {
    struct decl_map map = piece->maps.v[i];
    map.offset += shift;
    map.source = (map.flags & MAP_SOURCES) != 0 ? map.source + whole->refs.n : numbers[map.source];
    map.target = (map.flags & MAP_TARGETS) != 0 ? map.target + whole->refs.n : numbers[map.target];
    if (!whole->remarks_hashed && map.remarks != 0) {
      map.remarks += whole->texts.n - 1; /* the texts of the piece begin with a NUL that is not taken */
    }
    whole->maps.v[whole->maps.n++] = map;
  }
}

static void join_refs(struct decl_mapping *whole, const struct decl_mapping *piece, const uint32_t *numbers,
                      uint32_t shift, struct arena *arena) {
  for (uint32_t i = 0; i < piece->refs.n; i++) {
    struct decl_ref ref = piece->refs.v[i];
    ref.offset += shift;
    ref.name = numbers[ref.name];
    vec_push(arena, &whole->refs, ref);
  }
}

/* Before the maps are joined: the numbers of the maps of the piece follow those that the whole has by then. */
static void join_seen(struct decl_mapping *whole, const struct decl_mapping *piece, uint32_t shift,
                      struct arena *arena) {
  for (uint32_t i = 0; i < piece->seen.n; i++) {
    struct decl_seen seen = piece->seen.v[i];
    seen.map += whole->maps.n;
    seen.offset += shift;
    vec_push(arena, &whole->seen, seen);
  }
}

static void join_pins(struct decl_mapping *whole, const struct decl_mapping *piece, uint32_t shift,
                      struct arena *arena) {
  for (uint32_t i = 0; i < piece->pins.n; i++) {
    struct decl_pin pin = piece->pins.v[i];
    pin.offset += shift;
    vec_push(arena, &whole->pins, pin);
  }
}

static void join_texts(struct decl_mapping *whole, const struct decl_mapping *piece) {
  uint32_t n = piece->texts.n - 1;
  memcpy(whole->texts.v + whole->texts.n, piece->texts.v + 1, n);
  whole->texts.n += n;
}

static void join_others(struct decl_mapping *whole, const struct decl_mapping *piece, uint32_t shift,
                        struct arena *arena) {
  for (uint32_t i = 0; i < piece->provenances.n; i++) {
    vec_push(arena, &whole->provenances, piece->provenances.v[i]);
  }
  for (uint32_t i = 0; i < piece->patterns.n; i++) {
    struct decl_pattern pattern = piece->patterns.v[i];
    pattern.offset += shift;
    vec_push(arena, &whole->patterns, pattern);
  }
  for (uint32_t i = 0; i < piece->no_counterparts.n; i++) {
    struct decl_no_counterpart gap = piece->no_counterparts.v[i];
    gap.offset += shift;
    vec_push(arena, &whole->no_counterparts, gap);
  }
}

struct decl_mapping *split_join(const struct split *split, const struct document *pieces, struct arena *arena) {
  struct decl_mapping *whole = make_whole(split, pieces, arena);
  for (uint32_t i = 0; i < split->count; i++) {
    const struct decl_mapping *piece = pieces[i].as.mapping;
    uint32_t shift = split_shift(split, i);
    uint32_t *numbers = join_names(whole, piece, arena);
    join_seen(whole, piece, shift, arena);
    join_pins(whole, piece, shift, arena);
    join_maps(whole, piece, numbers, shift);
    join_refs(whole, piece, numbers, shift, arena);
    join_texts(whole, piece);
    join_others(whole, piece, shift, arena);
    arena_drop(arena, numbers, ((size_t)piece->names.names.n + 1) * sizeof *numbers);
  }
  return whole;
}

void split_drop(struct decl_mapping *piece) {
  struct arena *arena = piece->names.arena;
  arena_drop(arena, piece->maps.v, piece->maps.capacity * sizeof *piece->maps.v);
  arena_drop(arena, piece->refs.v, piece->refs.capacity * sizeof *piece->refs.v);
  arena_drop(arena, piece->texts.v, piece->texts.capacity * sizeof *piece->texts.v);
  names_drop(&piece->names);
}
