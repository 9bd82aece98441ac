/* OSCAL mapping collections: each mapping of one is a document. */
#include "interchange/oscal.h"
#include "interchange/relations.h"
#include "interchange/table.h"
#include "interchange/urns.h"
#include "interchange/words.h"

/* What a level of the document says; the lower level overrides the one above. */
struct said {
  uint8_t method;
  uint8_t rationale;
  uint8_t status;
  uint8_t confidence;
  struct str category; /* of a confidence that is a word */
  struct str coverage; /* in words */
  struct str description;
};

struct collection {
  struct session *session;
  const struct node *root;
  struct said said;
  struct native_mapping *mapping;
  struct end source;
  struct end target;
  struct said present;
  bool ours;      /* an export of this program: its ids are tokens that it made */
  bool odd_words; /* a map has a rationale that is none of OSCAL's */
};

/* One side of a map: its ids, and whether any of them is only a part of its control. */
struct side {
  ref_list refs;
  bool part;
  bool cut; /* an id of it could not be read and is left out */
  struct str statements;
};

static void read_method(struct session *session, const struct node *node, struct said *said) {
  struct value value = node_value(node, "method");
  struct str word = words_trim(str_or_empty(value.text));
  if (str_is(word, "human")) {
    said->method = METHOD_HUMAN;
  } else if (str_is(word, "automation")) {
    said->method = METHOD_AUTOMATED;
  } else if (str_is(word, "hybrid")) {
    said->method = METHOD_MIXED;
  } else if (str_is(word, "manual")) {
    said->method = METHOD_HUMAN;
    session_say(session, F_IMPORT_CELL, &value, "\"manual\" is no method of OSCAL; it is read as human");
  } else if (word.n > 0) {
    said->method = METHOD_UNSTATED;
    session_say(session, F_IMPORT_CELL, &value, "\"%.*s\" is no method of OSCAL; it is left out", STR_ARG(word));
  }
}

static void read_status(struct session *session, const struct node *node, struct said *said) {
  struct value value = node_value(node, "status");
  struct str word = words_trim(str_or_empty(value.text));
  int status = word.n > 0 ? vocabulary_find(&vocabulary_status, word) : -1;
  if (str_is(word, "not-complete")) {
    said->status = STATUS_DRAFT;
    session_note(session, &value, "\"not-complete\" is read as draft");
  } else if (status > 0) {
    said->status = (uint8_t)status;
  } else if (word.n > 0) {
    said->status = STATUS_UNSTATED;
    session_say(session, F_IMPORT_CELL, &value, "\"%.*s\" is no status of OSCAL; it is left out", STR_ARG(word));
  }
}

static void read_confidence(struct session *session, const struct node *node, struct said *said) {
  const struct node *score = node_get(node, "confidence-score");
  struct value percentage = node_value(score, "percentage");
  uint64_t millionths = 0;
  if (score == NULL) {
    return;
  }
  said->confidence = UNSTATED_NUMBER;
  said->category = words_trim(node_text(score, "category"));
  if (percentage.text.n == 0) {
    return;
  }
  if (!words_decimal(words_trim(percentage.text), &millionths) || millionths > 1000000) {
    session_say(session, F_IMPORT_CELL, &percentage, "a percentage of OSCAL is from 0 to 1; this one is left out");
    session_lose(session, "percentage is not from 0 to 1 and is left out",
                 "percentages are not from 0 to 1 and are left out", &percentage);
    return;
  }
  bool rounded = false;
  said->confidence = confidence_of(millionths, &rounded);
  if (rounded) {
    session_count(session, "confidence was rounded to a whole percentage",
                  "confidences were rounded to whole percentages", &percentage, (struct str){.p = NULL});
  }
}

/* What holds from above holds no more where another word stands, understood or not. False: it is not understood. */
static bool read_rationale(struct session *session, const struct node *node, uint8_t *rationale) {
  struct value value = node_value(node, "matching-rationale");
  if (value.text.n == 0) {
    return true;
  }
  *rationale = (uint8_t)rationale_read(value.text);
  if (*rationale == RATIONALE_UNSTATED) {
    session_say(session, F_IMPORT_CELL, &value, "\"%.*s\" is no rationale of OSCAL; it is left out",
                STR_ARG(words_trim(value.text)));
  }
  return *rationale != RATIONALE_UNSTATED;
}

static void read_coverage(struct session *session, const struct node *node, struct said *said) {
  struct arena *arena = session->arena;
  const struct node *coverage = node_get(node, "coverage");
  if (coverage == NULL) {
    return;
  }
  struct str method = words_trim(node_text(coverage, "generation-method"));
  said->coverage = words_join(arena, STR("target coverage"), " ", words_trim(node_text(coverage, "target-coverage")));
  if (method.n > 0) {
    said->coverage = words_join(arena, said->coverage, " (", words_join(arena, method, "", STR(")")));
  }
  node_done(coverage);
  session_lose(session, "coverage becomes words in the remarks", "coverages become words in the remarks",
               &coverage->key);
}

static void read_said(struct session *session, const struct node *node, struct said *said) {
  read_method(session, node, said);
  (void)read_rationale(session, node, &said->rationale);
  read_status(session, node, said);
  read_confidence(session, node, said);
  read_coverage(session, node, said);
  struct str description = oscal_plain_text(session, node, "mapping-description");
  said->description = description.n > 0 ? description : said->description;
}

/* ---- ends ---- */

static const struct node *find_resource(const struct collection *collection, struct str uuid) {
  const struct node *list = node_get(node_get(collection->root, "back-matter"), "resources");
  for (const struct node *resource = node_each(list, NULL); resource != NULL; resource = node_each(list, resource)) {
    if (str_eq(str_or_empty(node_text(resource, "uuid")), uuid)) {
      return resource;
    }
  }
  return NULL;
}

/* What a framework is called, by its address and by the title of the resource that stands for it. */
struct names_of_end {
  struct str path;
  struct str title;
};

static struct names_of_end names_of_end(struct collection *collection, struct str href) {
  struct names_of_end names = {.path = oscal_name(href)};
  if (words_starts(href, "#")) {
    const struct node *resource = find_resource(collection, words_from(href, 1));
    const struct node *rlink = node_each(node_get(resource, "rlinks"), NULL);
    names.path = oscal_name(words_trim(str_or_empty(node_text(rlink, "href"))));
    names.title = oscal_plain_title(collection->session, resource, "title");
  }
  return names;
}

/* The framework of that name, imported or known otherwise; absent if there is none. */
static struct str find_named(struct session *session, struct str name) {
  struct str slug = words_slug(session->arena, str_or_empty(name));
  const struct known *known = slug.n > 0 ? atlas_find(session, slug) : NULL;
  return known != NULL ? known->id : atlas_name(session, str_or_empty(name));
}

/* The framework of a resource: by its address, or by the resource of the back matter that it points to. */
static struct end read_end(struct collection *collection, const struct node *mapping, const char *member,
                           struct str chosen, const char *option) {
  struct session *session = collection->session;
  struct value href = node_value(node_get(mapping, member), "href");
  struct names_of_end names = names_of_end(collection, words_trim(str_or_empty(href.text)));
  struct str by_path = find_named(session, names.path);
  struct str by_title = find_named(session, names.title);
  struct str found = by_path.n > 0 ? by_path : by_title;
  if (chosen.n == 0 && found.n > 0) {
    if (by_title.n > 0 && !str_eq(found, by_title)) {
      session_note(session, &href, "by its address this is %.*s, by its title %.*s; it is read as %.*s",
                   STR_ARG(by_path), STR_ARG(by_title), STR_ARG(found));
    }
    return end_of(session, found);
  }
  bool plain = str_eq_caseless(names.path, STR("catalog")) || str_eq_caseless(names.path, STR("profile"));
  bool titled = (plain || names.path.n == 0) && names.title.n > 0;
  return end_named(session, chosen, titled ? names.title : names.path, option, &href);
}

/* ---- maps ---- */

/* An id as it stands, or as an export made a token of it, where only that is known, or the export is one of ours. */
static struct str known_id(const struct collection *collection, const struct end *end, struct str id) {
  struct session *session = collection->session;
  enum known_how how = KNOWN_NOT;
  struct str plain = oscal_id_of_token(session->arena, id);
  if (end->known == NULL || end->known->open) {
    return collection->ours ? plain : id;
  }
  /* of an export of ours "c-1" is more likely 1 */
  struct str first = collection->ours ? plain : id;
  struct str second = collection->ours ? id : plain;
  if (known_find(session, end->known, first, &how).p != NULL) {
    return first;
  }
  return known_find(session, end->known, second, &how).p != NULL ? second : id;
}

/* What an id of a map names: a control, or a part of one. */
struct named {
  struct str id; /* of the control; absent where nothing tells it */
  bool ours;     /* as it is written here */
  bool part;
};

static struct named what_is_named(const struct collection *collection, const struct end *end, const struct node *item,
                                  struct str theirs) {
  struct session *session = collection->session;
  enum known_how how = KNOWN_NOT;
  struct str own = urns_find(session, theirs);
  if (own.p != NULL && end->known != NULL && known_find(session, end->known, own, &how).p == NULL) {
    own = (struct str){.p = NULL}; /* a part of another catalog has that id */
  }
  struct str holder = urns_find(session, oscal_part_key(session->arena, theirs));
  struct str before = oscal_control_of(theirs);
  bool held = holder.p != NULL && end->known != NULL && known_find(session, end->known, holder, &how).p != NULL;
  if (own.p != NULL || held) {
    return (struct named){.id = own.p != NULL ? own : holder, .ours = true, .part = own.p == NULL};
  }
  bool part = before.n != theirs.n;
  bool statement = str_is(str_or_empty(node_text(item, "type")), "statement");
  bool told = part || !statement || (end->known != NULL && known_find(session, end->known, theirs, &how).p != NULL);
  return (struct named){.id = told ? before : (struct str){.p = NULL}, .part = part || statement};
}

static void add_ref(struct collection *collection, struct side *side, struct end *end, const struct node *item) {
  struct session *session = collection->session;
  struct value value = node_value(item, "id-ref");
  struct str theirs = words_trim(str_or_empty(value.text));
  struct named named = what_is_named(collection, end, item, theirs);
  if (named.id.p == NULL) {
    session_lose(
        session, "statement has an id that does not tell its control, and is left out; import its catalog, too",
        "statements have ids that do not tell their controls, and are left out; import their catalog, too", &value);
  } else if (named.part) {
    side->part = true;
    side->statements = words_join(session->arena, side->statements, " ", theirs);
  }
  struct native_ref ref = {.id = named.id, .title = str_or_empty(oscal_own_prop(item, "title"))};
  if (!oscal_has_foreign_props(item)) {
    node_done(node_get(item, "props"));
  }
  if (named.id.p != NULL && !named.ours) {
    ref.id = id_at(session, end, &value, known_id(collection, end, named.id));
  }
  for (uint32_t i = 0; i < side->refs.n; i++) {
    if (ref.id.p != NULL && str_eq(side->refs.v[i].id, ref.id)) {
      return;
    }
  }
  if (ref.id.p != NULL) {
    vec_push(session->arena, &side->refs, ref);
  }
  side->cut = side->cut || ref.id.p == NULL;
}

static struct side read_side(struct collection *collection, struct end *end, const struct node *list) {
  struct side side = {.part = false};
  for (const struct node *item = node_each(list, NULL); item != NULL; item = node_each(list, item)) {
    add_ref(collection, &side, end, item);
  }
  return side;
}

/* The word of a relation, and whether it is one of a namespace of somebody's own. */
static struct value relation_word(const struct node *map, struct str *space) {
  const struct node *node = node_get(map, "relationship");
  bool object = node != NULL && node->kind == NODE_MAP;
  struct value value = object ? node_value(node, "type") : node_value(map, "relationship");
  if (object && value.text.p == NULL) {
    value = node_value(node, "prose"); /* XML of drafts: an element with an attribute */
  }
  *space = str_or_empty(object ? node_text(node, "ns") : node_text(map, "ns"));
  return value;
}

/* The relation, related-to where its word is of another namespace or of none; then the word goes to the remarks. False: the
 * word denies that the ends are related, which is counted. */
static bool read_relation(struct session *session, const struct node *map, enum relation *relation,
                          struct str *remarks) {
  struct str space;
  struct value value = relation_word(map, &space);
  struct str word = words_trim(str_or_empty(value.text));
  int own = str_is(space, OSCAL_OWN) ? vocabulary_find(&vocabulary_relation, word) : -1;
  *relation = own >= 0 ? (enum relation)own : REL_RELATED;
  bool told = own >= 0 || relation_of_user(session, word, relation);
  bool foreign = !told && !oscal_is_standard(space);
  enum relation_kind kind = told ? RELATION_KNOWN : foreign ? RELATION_UNKNOWN : relation_read(session, word, relation);
  if (kind == RELATION_NO_COUNTERPART || kind == RELATION_DENIED) {
    session_lose(session, "map denies that its ends are related, or leaves it open, and is left out",
                 "maps deny that their ends are related, or leave it open, and are left out", &value);
    node_done(map);
    return false;
  }
  if (kind == RELATION_NOTHING) {
    session_count(session, "map has no relation and is read as related-to",
                  "maps have no relation and are read as related-to", value.spot.row > 0 ? &value : &map->value,
                  (struct str){.p = NULL});
  } else if (kind == RELATION_UNKNOWN) {
    session_odd_word(
        session, &value,
        foreign ? "is a relation of another namespace; it is kept in the remarks of related-to" : relation_unknown,
        true);
  }
  if (kind == RELATION_UNKNOWN || relation_is_qualified(session, word)) {
    *remarks = words_join(session->arena, *remarks, "; ", word);
  }
  return true;
}

/* What holds of the whole where only a part is named: a part on the source side leaves superset-of and intersects-with, one
 * on the target side subset-of and intersects-with. False: nothing holds. */
static bool weaken(struct collection *collection, const struct node *map, const struct side *source,
                   const struct side *target, enum relation *relation, struct str *remarks) {
  struct session *session = collection->session;
  if (!source->part && !target->part) {
    return true;
  }
  struct str statements = words_join(session->arena, source->statements, " ", target->statements);
  *remarks = words_join(session->arena, *remarks, "; ",
                        words_join(session->arena, STR("about the statement"), " ", statements));
  bool holds = *relation == REL_INTERSECTS || (*relation == REL_SUPERSET && !target->part) ||
               (*relation == REL_SUBSET && !source->part) || *relation == REL_RELATED;
  if (holds) {
    return true;
  }
  if (*relation == REL_NONE) {
    session_lose(session,
                 "map says that a part of a control has no relation, which says nothing of the whole, and is left out",
                 "maps say that parts of controls have no relation, which says nothing of the wholes, and are left out",
                 &map->value);
    node_done(map);
    return false;
  }
  session_lose(session, "map of a part of a control is weakened to related-to, which is what it says of the whole",
               "maps of parts of controls are weakened to related-to, which is what they say of the wholes",
               &map->value);
  *relation = REL_RELATED;
  return true;
}

/* Whether a map would say more of the ids that could be read than it does of all of them together: what equals two controls
 * together need not equal either of them. */
static bool says_too_much(const struct side *source, const struct side *target, enum relation relation) {
  bool sources = source->cut && relation != REL_SUBSET;
  bool targets = target->cut && relation != REL_SUPERSET;
  return (sources || targets) && relation != REL_NONE;
}

static void add_structure(struct session *session, const struct node *map, struct str *remarks) {
  const struct node *qualifiers = node_get(map, "qualifiers");
  for (const struct node *item = node_each(qualifiers, NULL); item != NULL; item = node_each(qualifiers, item)) {
    struct str words = words_join(session->arena, words_trim(node_text(item, "predicate")), ": ",
                                  oscal_plain_text(session, item, "description"));
    *remarks = words_join(session->arena, *remarks, "; ", words);
    node_done(item);
    session_lose(session, "qualifier becomes words in the remarks", "qualifiers become words in the remarks",
                 &item->value);
  }
  static const char *const lost[] = {"props", "links"};
  for (unsigned i = 0; i < 2; i++) {
    node_done(node_get(map, lost[i]));
    if (node_get(map, lost[i]) != NULL && (i > 0 || oscal_has_foreign_props(map))) {
      session_lose(session, "list of properties or links of a map is lost",
                   "lists of properties or links of maps are lost", &node_get(map, lost[i])->key);
    }
  }
}

static uint8_t own_word(const struct node *node, const char *name, const struct vocabulary *vocabulary) {
  struct str word = str_or_empty(oscal_own_prop(node, name));
  int value = word.n > 0 ? vocabulary_find(vocabulary, word) : -1;
  return value > 0 ? (uint8_t)value : 0;
}

/* What an export of ours says beside the words of OSCAL. */
static void read_own(const struct node *map, struct native_map *made) {
  uint32_t strength = 0;
  if (words_number(str_or_empty(oscal_own_prop(map, "strength")), &strength) && strength >= 1 && strength <= 10) {
    made->strength = (uint8_t)strength;
  }
  made->method = own_word(map, "method", &vocabulary_method);
}

static void read_own_head(const struct node *node, struct native_mapping *mapping) {
  mapping->authority = own_word(node, "authority", &vocabulary_authority);
  mapping->overlap = own_word(node, "overlap", &vocabulary_overlap);
  mapping->examined = own_word(node, "examined", &vocabulary_examined);
  mapping->via = str_or_empty(oscal_own_prop(node, "via"));
  mapping->chain_refused = str_is(str_or_empty(oscal_own_prop(node, "chain")), "no");
  uint8_t style = own_word(node, "style", &vocabulary_style);
  bool ours = oscal_own_prop(node, "id").n > 0;
  mapping->style = style != STYLE_UNSTATED || ours ? style : STYLE_SET_THEORY;
}

/* A computed crosswalk has maps that nobody declared. */
static bool is_implied(struct session *session, const struct node *map) {
  bool implied = str_is(str_or_empty(oscal_own_prop(map, "basis")), "implied");
  if (implied) {
    session_lose(session, "map is derived, not declared, and is left out",
                 "maps are derived, not declared, and are left out", &map->value);
    node_done(map);
  }
  return implied;
}

static void read_map(struct collection *collection, const struct node *map) {
  struct session *session = collection->session;
  struct side source = read_side(collection, &collection->source, node_get(map, "sources"));
  struct side target = read_side(collection, &collection->target, node_get(map, "targets"));
  struct str remarks = oscal_plain_text(session, map, "remarks");
  if (is_implied(session, map)) {
    return;
  }
  if (source.refs.n == 0 || target.refs.n == 0) {
    session_lose(session, "map has no source or no target and is left out",
                 "maps have no source or no target and are left out", &map->value);
    node_done(map);
    return;
  }
  enum relation relation = REL_RELATED;
  if (!read_relation(session, map, &relation, &remarks) ||
      !weaken(collection, map, &source, &target, &relation, &remarks)) {
    return;
  }
  if (says_too_much(&source, &target, relation)) {
    session_lose(session, "map is left out because one of its ids cannot be read, and the others alone would say more",
                 "maps are left out because one of their ids cannot be read, and the others alone would say more",
                 &map->value);
    node_done(map);
    return;
  }
  struct said said = collection->present;
  read_confidence(session, map, &said);
  read_coverage(session, map, &said);
  if (said.category.n > 0) {
    remarks =
        words_join(session->arena, remarks, "; ", words_join(session->arena, STR("confidence"), ": ", said.category));
    session_count(session, "confidence is a word and is kept in the remarks",
                  "confidences are words and are kept in the remarks", &map->value, (struct str){.p = NULL});
  }
  remarks = words_join(session->arena, remarks, "; ", said.coverage);
  add_structure(session, map, &remarks);
  struct native_map *made = native_union_add(session->arena, collection->mapping, source.refs.v, source.refs.n,
                                             relation, target.refs.v, target.refs.n);
  made->rationale = said.rationale;
  collection->odd_words = !read_rationale(session, map, &made->rationale) || collection->odd_words;
  made->confidence = said.confidence;
  read_own(map, made);
  made->remarks = remarks;
}

/* "yes": what stands below these controls has no counterpart either, which the catalog alone could tell. */
static void count_children(struct session *session, const struct node *item) {
  struct value below = node_value(item, "with-child-controls");
  if (str_eq_caseless(str_or_empty(below.text), STR("yes"))) {
    session_lose(session, "list of unmapped controls is meant with those below them, which are left out",
                 "lists of unmapped controls are meant with those below them, which are left out", &below);
  }
}

static void read_gaps(struct collection *collection, const struct node *summary, struct end *end, bool of_target) {
  struct session *session = collection->session;
  const struct node *list = node_get(summary, "unmapped-controls");
  for (const struct node *item = node_each(list, NULL); item != NULL; item = node_each(list, item)) {
    const struct node *ids = node_get(item, "with-ids");
    count_children(session, item);
    for (const struct node *id = node_each(ids, NULL); id != NULL; id = node_each(ids, id)) {
      struct decl_no_counterpart none = {
          .id = id_at(session, end, &id->value, known_id(collection, end, str_or_empty(id->value.text))),
          .of_target = of_target};
      if (none.id.p != NULL) {
        vec_push(session->arena, &collection->mapping->no_counterparts, none);
      } else {
        session_lose(session, "unmapped control has no id that can be read and is left out",
                     "unmapped controls have no ids that can be read and are left out", &id->value);
      }
    }
    const struct node *patterns = node_get(item, "matching");
    for (const struct node *pattern = node_each(patterns, NULL); pattern != NULL;
         pattern = node_each(patterns, pattern)) {
      struct value value = node_value(pattern, "pattern");
      session_say(session, F_IMPORT_CELL, &value,
                  "a pattern of unmapped controls needs the catalog to be read; it is left out");
      session_lose(session, "pattern of unmapped controls is left out", "patterns of unmapped controls are left out",
                   &value);
    }
  }
}

/* An export of ours writes what OSCAL wants also where nobody has said it, and says so. */
static void forget_unstated(const struct node *node, struct said *said) {
  struct str unstated = str_or_empty(oscal_own_prop(node, "unstated"));
  said->method = (uint8_t)(words_find(unstated, "method") != UINT32_MAX ? METHOD_UNSTATED : said->method);
  said->rationale = (uint8_t)(words_find(unstated, "rationale") != UINT32_MAX ? RATIONALE_UNSTATED : said->rationale);
  said->status = (uint8_t)(words_find(unstated, "status") != UINT32_MAX ? STATUS_UNSTATED : said->status);
  said->description = words_find(unstated, "description") != UINT32_MAX ? STR("") : said->description;
}

/* A map without a rationale has that of its mapping: where one is to have none, each of the others says its own. */
static void settle_rationales(const struct collection *collection) {
  struct native_mapping *mapping = collection->mapping;
  mapping->rationale = collection->odd_words ? RATIONALE_UNSTATED : mapping->rationale;
  for (uint32_t i = 0; i < mapping->maps.n; i++) {
    uint8_t *rationale = &mapping->maps.v[i].rationale;
    *rationale = *rationale == mapping->rationale ? RATIONALE_UNSTATED : *rationale;
  }
}

static void read_mapping(struct collection *collection, const struct node *node) {
  struct session *session = collection->session;
  const struct node *metadata = node_get(collection->root, "metadata");
  collection->source = read_end(collection, node, "source-resource", session->options->source, "source");
  collection->target = read_end(collection, node, "target-resource", session->options->target, "target");
  collection->present = collection->said;
  collection->odd_words = false;
  collection->ours = oscal_own_prop(node, "id").n > 0;
  read_said(session, node, &collection->present);
  forget_unstated(node, &collection->present);
  struct native_mapping *mapping = table_mapping(session, NULL, &collection->source, &collection->target);
  collection->mapping = mapping;
  struct str own = oscal_own_id(node);
  struct str title = oscal_plain_title(session, metadata, "title");
  mapping->id = own.n > 0 && session->options->id.n == 0 ? own : mapping->id;
  mapping->title = mapping->title.n > 0 ? mapping->title : str_eq(title, own) ? STR("") : title;
  mapping->version = oscal_version(metadata);
  struct str part = words_date(str_or_empty(oscal_own_prop(node, "published")));
  struct value published = node_value(metadata, "published");
  mapping->published = part.n > 0 ? part : session_date(session, &published);
  mapping->publisher = oscal_publisher(metadata);
  mapping->method = collection->present.method;
  mapping->rationale = collection->present.rationale;
  mapping->status = collection->present.status;
  read_own_head(node, mapping);
  mapping->provenances.v[0].text =
      words_join(session->arena, mapping->provenances.v[0].text, ". ", collection->present.description);
  const struct node *maps = node_get(node, "maps");
  for (const struct node *map = node_each(maps, NULL); map != NULL; map = node_each(maps, map)) {
    read_map(collection, map);
  }
  settle_rationales(collection);
  read_gaps(collection, node_get(node, "source-gap-summary"), &collection->source, false);
  read_gaps(collection, node_get(node, "target-gap-summary"), &collection->target, true);
  session_understand(session, "mapping from %.*s to %.*s, %u maps", STR_ARG(collection->source.framework),
                     STR_ARG(collection->target.framework), (unsigned)mapping->maps.n);
  if (mapping->maps.n + mapping->no_counterparts.n > 0) {
    session_add(session, DOCUMENT_MAPPING, mapping);
  }
}

void oscal_read_mappings(struct session *session, const struct node *root) {
  struct collection collection = {.session = session, .root = root, .said = {.confidence = UNSTATED_NUMBER}};
  read_said(session, node_get(root, "provenance"), &collection.said);
  node_done(node_get(root, "back-matter")); /* it only says where the resources are */
  if (node_get(root, "metadata") != NULL) {
    oscal_lose_metadata(session, node_get(root, "metadata"));
  }
  const struct node *list = node_get(root, "mappings");
  for (const struct node *mapping = node_each(list, NULL); mapping != NULL; mapping = node_each(list, mapping)) {
    read_mapping(&collection, mapping);
  }
}
