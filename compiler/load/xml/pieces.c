/* Cutting a document, reading its pieces and joining them, each of which may say that the whole is better read at once. */
#include "load/xml/pieces.h"

#include "load/encoding.h"

/* True if the bytes are such as the pieces of it will be; what is to be said of them is said when the whole is read. */
static bool is_sound(const char *bytes, size_t size, uint32_t number, struct arena *arena) {
  struct findings unheard;
  findings_init(&unheard, arena);
  return encoding_check(bytes, size, number, &unheard);
}

bool pieces_cut(struct pieces *pieces, const struct source *source, uint32_t number, uint32_t count,
                uint64_t most_bytes, struct arena *arena) {
  *pieces = (struct pieces){.source = number};
  const char *bytes = source->bytes;
  size_t size = source->size;
  if (size <= most_bytes && is_sound(bytes, size, number, arena) &&
      split_find(&pieces->split, bytes, size, count, arena)) {
    pieces->documents = arena_zalloc(arena, pieces->split.count * sizeof *pieces->documents);
    return true;
  }
  pieces_drop(pieces);
  return false;
}

void pieces_read(const struct pieces *pieces, uint32_t piece, struct reader *reader, char *buffer) {
  struct document *document = &pieces->documents[piece];
  struct findings *findings = reader->findings;
  uint32_t before = findings->list.n;
  *document = (struct document){.kind = DOCUMENT_BROKEN, .source = pieces->source};
  size_t size = split_size(&pieces->split, piece);
  split_copy(&pieces->split, piece, buffer);
  buffer[size] = '\0';
  reader_read(reader, buffer, size, document);
  /* More namespaces than that of the root are counted over the whole document. */
  if (document->kind != DOCUMENT_MAPPING || findings->list.n > before || reader->namespaces > 1) {
    document->kind = DOCUMENT_BROKEN;
  }
  findings->list.n = before;
}

void pieces_join(struct pieces *pieces, const struct limits *limits, struct arena *arena) {
  uint64_t maps = 0;
  uint64_t patterns = 0;
  uint64_t gaps = 0;
  for (uint32_t i = 0; i < pieces->split.count; i++) {
    const struct document *document = &pieces->documents[i];
    if (document->kind != DOCUMENT_MAPPING) {
      return;
    }
    maps += document->as.mapping->maps.n;
    patterns += document->as.mapping->patterns.n;
    gaps += document->as.mapping->no_counterparts.n;
  }
  if (maps <= limits->maps && patterns <= limits->maps && gaps <= limits->maps) {
    pieces->whole = split_join(&pieces->split, pieces->documents, arena);
  }
}

void pieces_drop(struct pieces *pieces) {
  for (uint32_t i = 0; pieces->documents != NULL && i < pieces->split.count; i++) {
    if (pieces->documents[i].kind == DOCUMENT_MAPPING) {
      split_drop(pieces->documents[i].as.mapping);
    }
  }
}
