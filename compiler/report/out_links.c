/* Where the publisher of a framework says more of its controls: the link that the framework declares, filled in. */
#include "report/reporter.h"

/* As part of an address: whatever has a meaning there is percent-encoded. */
static void put_encoded(struct buf *out, struct str text) {
  for (uint32_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                 c == '_' || c == '~';
    if (plain) {
      buf_char(out, c);
    } else {
      buf_printf(out, "%%%02X", (unsigned)(unsigned char)c);
    }
  }
}

/* Linking has seen that braces hold nothing but these two. */
static struct str fill_in(const struct reporter *reporter, struct str link, uint32_t node) {
  static const struct str id = STR_INIT("{id}");
  static const struct str label = STR_INIT("{label}");
  const struct graph *graph = reporter->analysis->graph;
  struct buf out;
  buf_init(&out, reporter->arena);
  for (uint32_t i = 0; i < link.n;) {
    bool brace = link.p[i] == '{';
    bool is_id = brace && memcmp(link.p + i, id.p, id.n) == 0;
    if (brace) {
      put_encoded(&out, is_id ? graph->controls[node].id : graph_label(graph, node));
      i += is_id ? id.n : label.n;
    } else {
      buf_char(&out, link.p[i++]);
    }
  }
  return buf_done(&out);
}

/* Headings have no page of their own. */
static void fill_framework(const struct reporter *reporter, uint32_t number, struct str *hrefs) {
  const struct graph *graph = reporter->analysis->graph;
  const struct graph_framework *framework = &graph->frameworks.v[number];
  for (uint32_t i = 0; i < framework->count; i++) {
    bool linked = framework->control_link.n > 0 && !graph->controls[framework->first + i].group;
    hrefs[i] = linked ? fill_in(reporter, framework->control_link, framework->first + i) : STR("");
  }
}

void prepare_hrefs(struct reporter *reporter, unsigned side) {
  const struct graph *graph = reporter->analysis->graph;
  const struct crosswalk *crosswalk = reporter->crosswalk;
  bool together = side == 1 && crosswalk->held_count > 1;
  const uint32_t *frameworks = together ? crosswalk->held : &crosswalk->frameworks[side];
  uint32_t count = together ? crosswalk->held_count : 1;
  uint32_t items = 0;
  bool any = false;
  for (uint32_t i = 0; i < count; i++) {
    items += graph->frameworks.v[frameworks[i]].count;
    any = any || graph->frameworks.v[frameworks[i]].control_link.n > 0;
  }
  struct str *hrefs = any ? arena_alloc(reporter->arena, ((size_t)items + 1) * sizeof *hrefs) : NULL;
  uint32_t before = 0;
  for (uint32_t i = 0; i < count && any; i++) {
    fill_framework(reporter, frameworks[i], hrefs + before);
    before += graph->frameworks.v[frameworks[i]].count;
  }
  reporter->hrefs[side] = hrefs;
}

struct str href_of_item(const struct reporter *reporter, unsigned side, uint32_t item) {
  return reporter->hrefs[side] != NULL ? reporter->hrefs[side][item] : STR("");
}
