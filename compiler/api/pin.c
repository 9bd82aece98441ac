/* check --pin: writes beside each line of the user's own mappings what its controls say today. */
#include "api/rewrite.h"
#include "model/wording.h"
#include "workspace/wordings.h"

#include <inttypes.h>

/* False where the tag is not written byte for byte as it was read (another encoding), or is no <map>: a pattern's facts have
 * no line each. */
static bool is_map(const char *bytes, size_t size, uint32_t offset) {
  struct span tag = source_span(bytes, size, offset, NULL);
  const char *name = bytes + tag.start + 1;
  uint32_t n = tag.length - 1;
  bool prefixed = n > 4 && name[n - 4] == ':';
  return tag.length > 3 && bytes[offset] == '<' && memcmp(name + n - 3, "map", 3) == 0 && (n == 3 || prefixed);
}

static void pin_fact(struct cw_compilation *c, const struct graph_fact *fact, const char *bytes, size_t size,
                     edit_list *edits) {
  if (!is_map(bytes, size, fact->offset)) {
    return;
  }
  char pin[2 * PIN_DIGITS + 2];
  snprintf(pin, sizeof pin, "%012" PRIx64 "-%012" PRIx64, wording_of(&c->work.graph, fact->source),
           wording_of(&c->work.graph, fact->target));
  struct span tag = source_span(bytes, size, fact->offset, NULL);
  struct span value = source_span(bytes, size, fact->offset, "pinned");
  struct edit edit = {.span = value};
  struct buf text;
  buf_init(&text, &c->arena);
  if (value.start != tag.start) {
    if (value.length == 2 * PIN_DIGITS + 1 && memcmp(bytes + value.start, pin, value.length) == 0) {
      return; /* as it was */
    }
    buf_text(&text, pin);
  } else {
    edit.span = (struct span){.start = source_attributes_end(bytes, size, fact->offset)};
    buf_printf(&text, " pinned=\"%s\"", pin);
  }
  edit.text = buf_done(&text);
  vec_push(&c->arena, edits, edit);
}

static bool read_wordings(struct cw_compilation *c) {
  bool same = wordings_read(&c->work, true);
  if (!same) {
    c->work.io_failed = true;
    finding_add(&c->work.findings, F_IO_READ, place_none(),
                "a framework changed while it was compiled, and nothing is pinned");
  }
  return same;
}

static void list_pins(struct cw_compilation *c, uint32_t source, const char *bytes, edit_list *edits) {
  size_t size = c->work.sources.list.v[source].size;
  for (uint32_t m = 0; m < c->work.graph.mappings.n; m++) {
    const struct graph_mapping *mapping = &c->work.graph.mappings.v[m];
    uint32_t count = mapping->document_source == source ? mapping->fact_count : 0;
    for (uint32_t f = mapping->first_fact; f < mapping->first_fact + count; f++) {
      if (c->work.graph.facts[f].offset < size) {
        pin_fact(c, &c->work.graph.facts[f], bytes, size, edits);
      }
    }
  }
  edits_settle(edits);
}

/* A pin that is replaced was that of another wording: its line was suspect. */
static void tell(const struct source *source, const char *bytes, const edit_list *edits, struct buf *out) {
  uint32_t confirmed = 0;
  (void)bytes;
  for (uint32_t i = 0; i < edits->n; i++) {
    confirmed += edits->v[i].span.length > 0;
  }
  uint32_t new = edits->n - confirmed;
  buf_printf(out, "%.*s: ", STR_ARG(source->name));
  if (new > 0) {
    buf_printf(out, "%u line%s pinned%s", new, new == 1 ? "" : "s", confirmed > 0 ? ", " : "");
  }
  if (confirmed > 0) {
    buf_printf(out, "%u suspect line%s confirmed", confirmed, confirmed == 1 ? "" : "s");
  }
  buf_text(out, "\n");
}

enum cw_result cw_pin(struct cw_compilation *c, int dry, FILE *stream, size_t *count) {
  static const struct rewriting pinning = {
      .function = "cw_pin", .prepare = read_wordings, .list = list_pins, .tell = tell};
  ENTER(c);
  return rewrite_documents(c, &pinning, dry, stream, count);
}
