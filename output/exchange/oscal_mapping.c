/* A mapping as an OSCAL mapping collection (1.2): maps, and those without a counterpart as gap summaries. */
#include "base/buf.h"
#include "base/names.h"
#include "output/exchange/oscal.h"

struct collection {
  struct oscal oscal;
  struct names said;   /* what each map says */
  VEC(uint32_t) times; /* by that: how often it was said */
};

/* The words that OSCAL has itself; any other stands in our own namespace, where nobody takes it for an overlap. */
static bool is_their_word(enum relation relation) {
  return relation <= REL_INTERSECTS || relation == REL_NONE;
}

static struct str method_word(enum method method) {
  return method == METHOD_AUTOMATED ? STR("automation") : method == METHOD_MIXED ? STR("hybrid") : STR("human");
}

static void put_confidence(struct oscal *oscal, int confidence) {
  if (confidence < 0) {
    return;
  }
  oscal_open(oscal, "confidence-score", "confidence-score");
  oscal_hundredths(oscal, "percentage", (unsigned)confidence);
  oscal_close(oscal, "confidence-score");
}

static void put_end(struct oscal *oscal, const char *list, const char *element,
                    const struct exchange_framework *framework, const struct exchange_end *end) {
  oscal_list(oscal, list);
  for (uint32_t i = 0; i < end->count; i++) {
    oscal_open(oscal, NULL, element);
    oscal_flag(oscal, "type", STR("control"));
    oscal_flag(oscal, "id-ref", oscal_token(oscal->arena, framework->controls[end->controls[i]].id));
    bool opened = false;
    oscal_put_prop(oscal, &opened, "title", end->titles != NULL ? str_or_empty(end->titles[i]) : STR(""), true);
    oscal_props_end(oscal, opened);
    oscal_close(oscal, element);
  }
  oscal_list_end(oscal);
}

/* By what the map says, and by its number among those that say the same: other maps may come and go. */
static struct str map_uuid(struct collection *collection, const struct exchange_map *map) {
  struct oscal *oscal = &collection->oscal;
  const struct exchange *exchange = oscal->exchange;
  struct buf text;
  buf_init(&text, oscal->arena);
  struct str source = exchange_ids(oscal->arena, &exchange->source, &map->source, " ");
  struct str target = exchange_ids(oscal->arena, &exchange->target, &map->target, " ");
  buf_printf(&text, "%.*s\n%s\n%.*s\n%.*s", STR_ARG(source), vocabulary_token(&vocabulary_relation, map->relation),
             STR_ARG(target), STR_ARG(str_or_empty(map->mapping)));
  uint32_t before = collection->said.names.n;
  uint32_t number = names_intern(&collection->said, buf_done(&text));
  if (number == before) {
    vec_push(oscal->arena, &collection->times, 0);
  }
  buf_printf(&text, "\n%u", (unsigned)collection->times.v[number]++);
  return oscal_uuid(oscal, "map", exchange->id, buf_done(&text));
}

static struct str number_text(struct arena *arena, int number) {
  struct buf text;
  buf_init(&text, arena);
  buf_printf(&text, "%d", number);
  return buf_done(&text);
}

static void put_map(struct collection *collection, const struct exchange_map *map) {
  struct oscal *oscal = &collection->oscal;
  struct exchange *exchange = oscal->exchange;
  const struct decl_mapping *declared = exchange->declared;
  bool their = is_their_word(map->relation);
  unsigned usual = declared != NULL ? declared->rationale : RATIONALE_UNSTATED;
  oscal_open(oscal, NULL, "map");
  oscal_flag(oscal, "uuid", map_uuid(collection, map));
  oscal_flag(oscal, "ns", their ? STR("") : STR(OSCAL_OWN));
  if (map->rationale != RATIONALE_UNSTATED && map->rationale != usual) {
    oscal_flag(oscal, "matching-rationale", str_from(vocabulary_token(&vocabulary_rationale, map->rationale)));
  }
  oscal_field(oscal, "relationship", str_from(vocabulary_token(&vocabulary_relation, map->relation)));
  put_end(oscal, "sources", "source", &exchange->source, &map->source);
  put_end(oscal, "targets", "target", &exchange->target, &map->target);
  put_confidence(oscal, map->confidence);
  bool opened = false;
  if (map->strength > 0) {
    oscal_put_prop(oscal, &opened, "strength", number_text(oscal->arena, map->strength), true);
  }
  if (map->method != METHOD_UNSTATED && (declared == NULL || map->method != declared->method)) {
    oscal_put_prop(oscal, &opened, "method", str_from(vocabulary_token(&vocabulary_method, map->method)), true);
  }
  if (declared == NULL) {
    oscal_put_prop(oscal, &opened, "basis", map->implied ? STR("implied") : STR("declared"), true);
    oscal_put_prop(oscal, &opened, "mapping", map->mapping, true);
  }
  oscal_props_end(oscal, opened);
  oscal_put_text(oscal, "remarks", map->remarks);
  oscal_close(oscal, "map");
  if (!their) {
    exchange_lose(exchange, "relation is no word of OSCAL and stands in the namespace " OSCAL_OWN,
                  "relations are no words of OSCAL and stand in the namespace " OSCAL_OWN, map->place);
  }
}

static void put_resource(struct oscal *oscal, const char *name, const struct exchange_framework *framework) {
  struct buf href;
  buf_init(&href, oscal->arena);
  buf_printf(&href, "%.*s.%s", STR_ARG(framework->declared->id), oscal->xml ? "xml" : "json");
  oscal_open(oscal, name, name);
  oscal_flag(oscal, "type", STR("catalog"));
  oscal_flag(oscal, "href", buf_done(&href));
  oscal_close(oscal, name);
}

static void put_gaps(struct oscal *oscal, const char *name, bool of_target) {
  struct exchange *exchange = oscal->exchange;
  const struct exchange_framework *framework = of_target ? &exchange->target : &exchange->source;
  bool any = false;
  for (uint32_t i = 0; i < exchange->gaps.n; i++) {
    any = any || exchange->gaps.v[i].of_target == of_target;
  }
  if (!any) {
    return;
  }
  oscal_open(oscal, name, name);
  oscal_flag(oscal, "uuid", oscal_uuid(oscal, name, exchange->id, STR("")));
  oscal_list(oscal, "unmapped-controls");
  oscal_open(oscal, NULL, "unmapped-controls");
  oscal_list(oscal, "with-ids");
  for (uint32_t i = 0; i < exchange->gaps.n; i++) {
    const struct exchange_gap *gap = &exchange->gaps.v[i];
    if (gap->of_target != of_target) {
      continue;
    }
    oscal_item(oscal, "with-id", oscal_token(oscal->arena, framework->controls[gap->control].id));
    if (gap->remarks.n > 0) {
      exchange_lose(exchange, "remark on a control without counterpart has no place in a gap summary",
                    "remarks on controls without counterpart have no place in a gap summary", gap->place);
    }
  }
  oscal_list_end(oscal);
  oscal_close(oscal, "unmapped-controls");
  oscal_list_end(oscal);
  oscal_close(oscal, name);
}

/* What OSCAL wants and the mapping does not say. */
static struct str unstated_of(struct arena *arena, const struct decl_mapping *declared) {
  const struct {
    bool unstated;
    const char *name;
  } wanted[] = {{declared->method == METHOD_UNSTATED, "method"},
                {declared->rationale == RATIONALE_UNSTATED, "rationale"},
                {declared->status == STATUS_UNSTATED, "status"},
                {declared->provenances.n == 0, "description"}};
  struct buf text;
  buf_init(&text, arena);
  for (unsigned i = 0; i < sizeof wanted / sizeof *wanted; i++) {
    buf_text(&text, wanted[i].unstated && text.n > 0 ? " " : "");
    buf_text(&text, wanted[i].unstated ? wanted[i].name : "");
  }
  return buf_done(&text);
}

/* What OSCAL has no words for, in our own namespace. */
static void put_own_props(struct oscal *oscal, const struct decl_mapping *declared) {
  bool opened = false;
  oscal_put_prop(oscal, &opened, "id", oscal->exchange->id, true);
  if (declared != NULL) {
    oscal_put_prop(oscal, &opened, "authority", str_from(vocabulary_token(&vocabulary_authority, declared->authority)),
                   true);
    oscal_put_prop(oscal, &opened, "style", str_from(vocabulary_token(&vocabulary_style, declared->style)), true);
    if (declared->overlap == OVERLAP_PROPER) {
      oscal_put_prop(oscal, &opened, "overlap", STR("proper"), true);
    }
    if (declared->examined != EXAMINED_NONE) {
      oscal_put_prop(oscal, &opened, "examined", str_from(vocabulary_token(&vocabulary_examined, declared->examined)),
                     true);
    }
    oscal_put_prop(oscal, &opened, "published", oscal_part_of_date(declared->published), true);
    oscal_put_prop(oscal, &opened, "via", declared->via, true);
    if (!declared->chain) {
      oscal_put_prop(oscal, &opened, "chain", STR("no"), true);
    }
    oscal_put_prop(oscal, &opened, "unstated", unstated_of(oscal->arena, declared), true);
  }
  oscal_props_end(oscal, opened);
}

/* Where the mapping comes from, in one text: OSCAL wants one. */
static struct str description_of(struct oscal *oscal) {
  const struct decl_mapping *declared = oscal->exchange->declared;
  struct buf text;
  buf_init(&text, oscal->arena);
  if (declared == NULL) {
    buf_printf(
        &text,
        "Computed by %s: what mappings declare between the two, and what follows from them; each map says which. "
        "The remarks of an implied one are its proof.",
        oscal->exchange->generator);
    return buf_done(&text);
  }
  for (uint32_t i = 0; i < declared->provenances.n; i++) {
    const struct decl_provenance *provenance = &declared->provenances.v[i];
    buf_text(&text, text.n > 0 ? " " : "");
    buf_str(&text, provenance->text);
    buf_text(&text, provenance->text.n > 0 && provenance->href.n > 0 ? " " : "");
    buf_str(&text, provenance->href);
  }
  return text.n > 0 ? buf_done(&text) : oscal->exchange->title;
}

static void put_provenance(struct oscal *oscal) {
  const struct decl_mapping *declared = oscal->exchange->declared;
  unsigned method = declared != NULL ? declared->method : (unsigned)METHOD_MIXED;
  unsigned rationale = declared != NULL ? declared->rationale : (unsigned)RATIONALE_UNSTATED;
  unsigned status = declared != NULL ? declared->status : (unsigned)STATUS_DRAFT;
  oscal_open(oscal, "provenance", "provenance");
  oscal_flag(oscal, "method", method_word((enum method)method));
  oscal_flag(
      oscal, "matching-rationale",
      rationale != RATIONALE_UNSTATED ? str_from(vocabulary_token(&vocabulary_rationale, rationale)) : STR("semantic"));
  oscal_flag(oscal, "status",
             status != STATUS_UNSTATED ? str_from(vocabulary_token(&vocabulary_status, status)) : STR("draft"));
  oscal_put_text(oscal, "mapping-description", description_of(oscal));
  oscal_close(oscal, "provenance");
  if (declared != NULL && method == METHOD_UNSTATED) {
    exchange_lose(oscal->exchange, "mapping says no method, and OSCAL wants one: \"human\" is written", "",
                  oscal->exchange->place);
  }
  if (declared != NULL && rationale == RATIONALE_UNSTATED) {
    exchange_lose(oscal->exchange, "mapping says no rationale, and OSCAL wants one: \"semantic\" is written", "",
                  oscal->exchange->place);
  }
  if (declared != NULL && status == STATUS_UNSTATED) {
    exchange_lose(oscal->exchange, "mapping says no status, and OSCAL wants one: \"draft\" is written", "",
                  oscal->exchange->place);
  }
}

static void put_mapping(struct collection *collection) {
  struct oscal *oscal = &collection->oscal;
  struct exchange *exchange = oscal->exchange;
  oscal_list(oscal, "mappings");
  oscal_open(oscal, NULL, "mapping");
  oscal_flag(oscal, "uuid", oscal_uuid(oscal, "mapping", exchange->id, STR("")));
  put_resource(oscal, "source-resource", &exchange->source);
  put_resource(oscal, "target-resource", &exchange->target);
  oscal_list(oscal, "maps");
  for (uint32_t i = 0; i < exchange->maps.n; i++) {
    put_map(collection, &exchange->maps.v[i]);
  }
  oscal_list_end(oscal);
  put_own_props(oscal, exchange->declared);
  put_gaps(oscal, "source-gap-summary", false);
  put_gaps(oscal, "target-gap-summary", true);
  oscal_close(oscal, "mapping");
  oscal_list_end(oscal);
}

static void write(struct sink *sink, struct exchange *exchange, bool xml) {
  static const char root[] = "mapping-collection";
  const struct decl_mapping *declared = exchange->declared;
  struct collection collection = {.oscal = {.depth = 0}};
  struct oscal *oscal = &collection.oscal;
  names_init(&collection.said, exchange->arena);
  oscal_begin(oscal, sink, exchange, xml, root);
  oscal_flag(oscal, "uuid", oscal_uuid(oscal, root, exchange->id, STR("")));
  if (declared != NULL) {
    oscal_metadata(oscal, exchange->title, declared->published, declared->version, declared->publisher, NULL);
  } else {
    oscal_metadata(oscal, exchange->title, STR(""), STR(""), STR(""), NULL);
  }
  put_provenance(oscal);
  put_mapping(&collection);
  if (declared == NULL) {
    exchange_lose_mapping(exchange, "");
  }
  oscal_end(oscal, root);
}

void oscal_json_mappings(struct sink *sink, struct exchange *exchange) {
  write(sink, exchange, false);
}

void oscal_xml_mappings(struct sink *sink, struct exchange *exchange) {
  write(sink, exchange, true);
}
