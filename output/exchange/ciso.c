/* A framework or a mapping as a library of CISO Assistant, in YAML. Every text stands between double quotes. */
#include "base/buf.h"
#include "base/names.h"
#include "model/tails.h"
#include "output/exchange/exchange.h"

struct library {
  struct sink *sink;
  struct exchange *exchange;
};

/* NAME: "text", `indent` columns in; nothing where the text is absent. */
static void put(const struct library *library, const char *indent, const char *name, struct str text) {
  struct sink *sink = library->sink;
  if (text.n == 0) {
    return;
  }
  sink_text(sink, indent);
  sink_text(sink, name);
  sink_text(sink, ": \"");
  for (uint32_t i = 0; i < text.n; i++) {
    char c = text.p[i];
    if (c == '"' || c == '\\') {
      sink_char(sink, '\\');
    }
    sink_char(sink, (unsigned char)c < ' ' ? ' ' : c);
  }
  sink_text(sink, "\"\n");
}

static void put_plain(const struct library *library, const char *indent, const char *name, const char *value) {
  sink_text(library->sink, indent);
  sink_text(library->sink, name);
  sink_text(library->sink, ": ");
  sink_text(library->sink, value);
  sink_text(library->sink, "\n");
}

/* The ends of the URNs of all controls. */
static struct str *tails_of(struct arena *arena, const struct exchange_framework *framework) {
  struct names taken;
  names_init(&taken, arena);
  struct str *tails = arena_zalloc(arena, ((size_t)framework->count + 1) * sizeof *tails);
  for (uint32_t i = 0; i < framework->count; i++) {
    tails[i] = tails_add(&taken, framework->controls[i].id);
  }
  return tails;
}

static struct str urn_of(struct arena *arena, const char *kind, struct str id, struct str tail) {
  struct buf out;
  buf_init(&out, arena);
  buf_printf(&out, "urn:crosswalk:risk:%s:%.*s%s%.*s", kind, STR_ARG(id), tail.n > 0 ? ":" : "", STR_ARG(tail));
  return buf_done(&out);
}

/* A version of a library is a whole number. */
static bool is_number(struct str version) {
  enum { MOST = 999999 };
  uint64_t value = 0;
  return version.n > 0 && version.p[0] != '0' && str_number(version, MOST, &value);
}

static void put_head(const struct library *library, struct str publisher, struct str published, struct str version,
                     struct str rights, struct str language, struct str description) {
  const struct exchange *exchange = library->exchange;
  enum { WHOLE_DATE = 10 };
  put(library, "", "urn", urn_of(exchange->arena, "library", exchange->id, STR("")));
  put(library, "", "locale", language.n > 0 ? language : STR("en"));
  put(library, "", "ref_id", exchange->id);
  put(library, "", "name", exchange->title);
  put(library, "", "description", description.n > 0 ? description : exchange->title);
  put(library, "", "copyright", rights);
  put_plain(library, "", "version", is_number(version) ? str_copy(exchange->arena, version).p : "1");
  put(library, "", "publication_date", published.n == WHOLE_DATE ? published : exchange->date);
  put(library, "", "provider", publisher.n > 0 ? publisher : STR("crosswalk"));
  put(library, "", "packager", STR("crosswalk"));
  if (published.n != WHOLE_DATE && published.n > 0) {
    exchange_lose(library->exchange, "date of publication is no whole date; that of the export is written", "",
                  exchange->place);
  }
}

static bool has_children(const struct exchange_framework *framework, uint32_t number) {
  return framework->controls[number].end - framework->first > number + 1;
}

/* ---- frameworks ---- */

static void put_node(const struct library *library, const struct exchange_framework *framework, const struct str *tails,
                     uint32_t number) {
  struct arena *arena = library->exchange->arena;
  const struct graph_control *control = &framework->controls[number];
  const struct graph_text *text = framework->texts != NULL ? &framework->texts[number] : NULL;
  struct str id = framework->declared->id;
  uint32_t parent = exchange_parent(framework, number);
  struct buf depth;
  buf_init(&depth, arena);
  buf_printf(&depth, "%u", (unsigned)control->depth + 1);
  put(library, "    - ", "urn", urn_of(arena, "req_node", id, tails[number]));
  put_plain(library, "      ", "assessable", control->counted ? "true" : "false");
  put_plain(library, "      ", "depth", buf_done(&depth).p);
  if (parent != NO_INDEX) {
    put(library, "      ", "parent_urn", urn_of(arena, "req_node", id, tails[parent]));
  }
  put(library, "      ", "ref_id", control->id);
  put(library, "      ", "name", control->title);
  put(library, "      ", "description", text != NULL ? text->statement : STR(""));
  put(library, "      ", "annotation", text != NULL ? text->guidance : STR(""));
}

static void count_lost(struct exchange *exchange, const struct exchange_framework *framework, uint32_t number) {
  const struct decl_control *declared = exchange_declared(framework, number);
  if (declared == NULL) {
    return;
  }
  if (declared->attr_count > 0) {
    exchange_lose(exchange, "control has attributes, which have no place in the library",
                  "controls have attributes, which have no place in the library", exchange->place);
  }
  if (declared->label.n > 0) {
    exchange_lose(exchange, "label has no place beside the id", "labels have no place beside the ids", exchange->place);
  }
  if (!declared->part || declared->selectable || declared->exhaustive != (declared->kind == KIND_GROUP)) {
    exchange_lose(exchange,
                  "control says whether it is a part, exhaustive or selectable, which has no place in the library",
                  "controls say whether they are parts, exhaustive or selectable, which has no place in the library",
                  exchange->place);
  }
  if (declared->kind == KIND_GROUP && !has_children(framework, number)) {
    exchange_lose(exchange, "group without controls cannot be told from prose",
                  "groups without controls cannot be told from prose", exchange->place);
  }
}

void ciso_write_framework(struct sink *sink, struct exchange *exchange) {
  const struct exchange_framework *framework = exchange->framework;
  const struct decl_framework *declared = framework->declared;
  struct library library = {.sink = sink, .exchange = exchange};
  struct str *tails = tails_of(exchange->arena, framework);
  put_head(&library, declared->publisher, declared->published, STR(""), declared->rights, declared->language, STR(""));
  exchange_lose_framework(exchange, "publisher published language rights");
  sink_text(sink, "objects:\n  framework:\n");
  put(&library, "    ", "urn", urn_of(exchange->arena, "framework", declared->id, STR("")));
  put(&library, "    ", "ref_id", declared->id);
  put(&library, "    ", "name", declared->title);
  put(&library, "    ", "description", declared->title);
  sink_text(sink, "    requirement_nodes:\n");
  for (uint32_t i = 0; i < framework->count; i++) {
    if (framework->controls[i].withdrawn) {
      exchange_lose(exchange, "withdrawn control is left out", "withdrawn controls are left out", exchange->place);
      continue;
    }
    put_node(&library, framework, tails, i);
    count_lost(exchange, framework, i);
  }
}

/* ---- mappings ---- */

static const char *word_of(enum relation relation) {
  static const char *const words[RELATIONS] = {[REL_EQUAL] = "equal",
                                               [REL_EQUIVALENT] = "equal",
                                               [REL_SUBSET] = "subset",
                                               [REL_SUPERSET] = "superset",
                                               [REL_INTERSECTS] = "intersect"};
  return words[relation];
}

static bool can_write(struct exchange *exchange, const struct exchange_map *map) {
  if (exchange_is_candidate(exchange, map)) {
    return false;
  }
  if (map->relation == REL_RELATED) {
    exchange_lose(exchange, "correspondence is no overlap, which is the least that a library can say, and is left out",
                  "correspondences are no overlaps, which are the least that a library can say, and are left out",
                  map->place);
    return false;
  }
  if (word_of(map->relation) == NULL) {
    exchange_lose(exchange, "relation has no word in a library, and the map is left out",
                  "relations have no word in a library, and the maps are left out", map->place);
    return false;
  }
  if (exchange_pairs(map) == 0) {
    exchange_lose(exchange, "map of several controls together cannot be told pair by pair and is left out",
                  "maps of several controls together cannot be told pair by pair and are left out", map->place);
    return false;
  }
  if (map->relation == REL_EQUIVALENT) {
    exchange_lose(exchange, "equivalent-to becomes equal", "equivalent-to become equal", map->place);
  }
  exchange_lose_method(exchange, map);
  if (map->confidence >= 0) {
    exchange_lose(exchange, "confidence has no place in a library", "confidences have no place in a library",
                  map->place);
  }
  exchange_lose_titles(exchange, map);
  return true;
}

static void put_map(const struct library *library, const struct str *sources, const struct str *targets,
                    const struct exchange_map *map) {
  struct exchange *exchange = library->exchange;
  struct arena *arena = exchange->arena;
  for (uint32_t i = 0; i < exchange_pairs(map); i++) {
    struct exchange_pair pair = exchange_pair(map, i);
    put(library, "    - ", "source_requirement_urn",
        urn_of(arena, "req_node", exchange->source.declared->id, sources[pair.source]));
    put(library, "      ", "target_requirement_urn",
        urn_of(arena, "req_node", exchange->target.declared->id, targets[pair.target]));
    put_plain(library, "      ", "relationship", word_of(map->relation));
    if (map->rationale != RATIONALE_UNSTATED) {
      put_plain(library, "      ", "rationale", vocabulary_token(&vocabulary_rationale, map->rationale));
    }
    if (map->strength > 0) {
      char number[12];
      snprintf(number, sizeof number, "%d", map->strength);
      put_plain(library, "      ", "strength_of_relationship", number);
    }
    put(library, "      ", "annotation", exchange_remarks(exchange, map));
  }
}

void ciso_write_mapping(struct sink *sink, struct exchange *exchange) {
  const struct decl_mapping *declared = exchange->declared;
  struct library library = {.sink = sink, .exchange = exchange};
  struct arena *arena = exchange->arena;
  struct str none = STR("");
  struct str *sources = tails_of(arena, &exchange->source);
  struct str *targets = tails_of(arena, &exchange->target);
  struct str version = declared != NULL ? str_or_empty(declared->version) : none;
  put_head(&library, declared != NULL ? declared->publisher : none, declared != NULL ? declared->published : none,
           version, none, none, exchange_provenance(exchange, true));
  sink_text(sink, "objects:\n  requirement_mapping_set:\n");
  put(&library, "    ", "urn", urn_of(arena, "req_mapping_set", exchange->id, none));
  put(&library, "    ", "ref_id", exchange->id);
  put(&library, "    ", "name", exchange->title);
  put(&library, "    ", "description", exchange->title);
  put(&library, "    ", "source_framework_urn", urn_of(arena, "framework", exchange->source.declared->id, none));
  put(&library, "    ", "target_framework_urn", urn_of(arena, "framework", exchange->target.declared->id, none));
  exchange_lose_mapping(
      exchange, is_number(version) ? "publisher published version provenance" : "publisher published provenance");
  bool any = false;
  for (uint32_t i = 0; i < exchange->maps.n; i++) {
    if (can_write(exchange, &exchange->maps.v[i])) {
      sink_text(sink, any ? "" : "    requirement_mappings:\n");
      any = true;
      put_map(&library, sources, targets, &exchange->maps.v[i]);
    }
  }
  if (!any) {
    sink_text(sink, "    requirement_mappings: []\n");
    exchange_lose(
        exchange,
        "mapping has no map that a library can say: the library holds none, and an import has nothing to read in it",
        "", exchange->place);
  }
  for (uint32_t i = 0; i < exchange->gaps.n; i++) {
    exchange_lose(exchange, "statement that a control has no counterpart has no place in a library",
                  "statements that controls have no counterpart have no place in a library", exchange->gaps.v[i].place);
  }
}
