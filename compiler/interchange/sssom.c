/* SSSOM: mappings as a table of tabs, with metadata in YAML in front of it or in a file of its own. */
#include "interchange/sssom.h"
#include "interchange/formats.h"
#include "interchange/ids.h"
#include "interchange/relations.h"
#include "interchange/table.h"
#include "interchange/tree.h"
#include "interchange/words.h"

/* ---- files ---- */

/* The metadata that stands behind # in front of the table, as YAML of the same lines. */
static struct str embedded_metadata(struct session *session, struct str text) {
  struct buf out;
  buf_init(&out, session->arena);
  for (struct str rest = text; rest.p != NULL;) {
    struct str line = words_next(&rest, "\n");
    if (line.n == 0 || line.p[0] != '#') {
      break;
    }
    buf_char(&out, ' '); /* so that columns stay what they are */
    buf_bytes(&out, line.p + 1, line.n - 1);
    buf_char(&out, '\n');
  }
  return buf_done(&out);
}

/* A heading is read in capitals and small letters; of a table without a # it is all that tells what it is. */
static bool is_header(struct str line) {
  bool subject = false;
  bool predicate = false;
  for (struct str rest = line; rest.p != NULL;) {
    struct str field = words_trim(words_next(&rest, "\t\""));
    subject = subject || (field.n > 8 && str_eq_caseless(words_to(field, 8), STR("subject_")));
    predicate = predicate || str_eq_caseless(field, str_from(sssom_slots[SLOT_PREDICATE]));
  }
  return subject && predicate && words_find(line, "\t") != UINT32_MAX;
}

bool sssom_looks(struct str text) {
  bool told = false;
  for (struct str rest = text; rest.p != NULL;) {
    struct str line = words_next(&rest, "\n");
    if (line.n == 0 || line.p[0] != '#') {
      return told || is_header(line);
    }
    told = told || words_find(line, "curie_map:") != UINT32_MAX || words_find(line, "mapping_set_id:") != UINT32_MAX;
  }
  return false;
}

bool sssom_fits(struct session *session) {
  return session->file->book != NULL && !session->file->book->workbook && sssom_looks(session->file->text);
}

static const struct node *read_metadata(struct session *session) {
  struct str text = embedded_metadata(session, session->file->text);
  const struct tree *tree = NULL;
  if (text.n > 0) {
    tree = tree_read_yaml(session, text);
  } else {
    struct str beside = session->options->metadata.n > 0 ? session->options->metadata : session->file->input->metadata;
    struct str marked = text_by_mark(session, beside.p, beside.n);
    tree = beside.n > 0 ? tree_read_yaml(session, marked.p != NULL ? marked : beside) : NULL;
  }
  return tree != NULL && tree->root->kind == NODE_MAP ? tree->root : NULL;
}

/* A value of the metadata; one in a file of their own has no place in the table. */
static struct value said_of_all(const struct sssom *sssom, struct value value) {
  struct str text = sssom->session->file->text;
  if (text.n == 0 || text.p[0] != '#') {
    value.spot = value_none().spot;
  }
  return value;
}

/* ---- rows ---- */

/* Rows of the same three are one fact, and the one with the highest confidence is it: how that was found stands with it.
 * True if the row was such a one. */
static bool is_repeated(struct sssom *sssom, struct pair *pair, const struct row *row, const struct native_map *map) {
  struct buf key;
  buf_init(&key, sssom->session->arena);
  buf_printf(&key, "%.*s\n%u\n%.*s", STR_ARG(map->sources[0].id), (unsigned)map->relation, STR_ARG(map->targets[0].id));
  uint32_t before = pair->seen.names.n;
  uint32_t number = names_intern_kept(&pair->seen, buf_done(&key));
  if (number == before) {
    return false;
  }
  struct native_map *first = &pair->mapping->maps.v[number];
  bool higher = map->confidence != UNSTATED_NUMBER &&
                (first->confidence == UNSTATED_NUMBER || map->confidence > first->confidence);
  if (higher) {
    first->confidence = map->confidence;
    first->method = map->method;
    first->rationale = map->rationale;
  }
  if (map->remarks.n > 0 && !str_eq(map->remarks, str_or_empty(first->remarks))) {
    first->remarks = words_join(sssom->session->arena, first->remarks, "; ", map->remarks);
  }
  struct value value = sssom_value(sssom, row, SLOT_SUBJECT);
  session_count(sssom->session, "row repeats another and is written once, with the higher confidence",
                "rows repeat others and are written once, with the higher confidence", &value, (struct str){.p = NULL});
  return true;
}

static void add_map(struct sssom *sssom, struct pair *pair, const struct row *row, const struct entity *subject,
                    const struct entity *object) {
  struct session *session = sssom->session;
  struct native_ref source = {.id = id_at(session, &pair->source, &subject->value, subject->local),
                              .title = sssom_text(sssom, row, SLOT_SUBJECT_LABEL)};
  struct native_ref target = {.id = id_at(session, &pair->target, &object->value, object->local),
                              .title = sssom_text(sssom, row, SLOT_OBJECT_LABEL)};
  if (source.id.p == NULL || target.id.p == NULL) {
    session_lose(session, "row has an end that is no id and is left out",
                 "rows have ends that are no ids and are left out", &subject->value);
    return;
  }
  struct str remarks = sssom_text(sssom, row, SLOT_COMMENT);
  struct value predicate = sssom_value(sssom, row, SLOT_PREDICATE);
  enum relation relation = sssom_predicate(sssom, &predicate, &remarks);
  struct native_map *map = native_map_add(session->arena, pair->mapping, source, relation, target);
  sssom_justification(sssom, row, map);
  sssom_confidence(sssom, row, map);
  map->remarks = remarks;
  if (is_repeated(sssom, pair, row, map)) {
    pair->mapping->maps.n--;
  }
  names_intern_kept(&pair->mapped[0], source.id);
  names_intern_kept(&pair->mapped[1], target.id);
}

static void add_none(struct sssom *sssom, struct pair *pair, const struct row *row, const struct entity *known,
                     bool of_target) {
  struct decl_no_counterpart none = {
      .id = id_at(sssom->session, of_target ? &pair->target : &pair->source, &known->value, known->local),
      .remarks = sssom_text(sssom, row, SLOT_COMMENT),
      .of_target = of_target};
  if (none.id.p == NULL) {
    session_lose(sssom->session, "row has an end that is no id and is left out",
                 "rows have ends that are no ids and are left out", &known->value);
    return;
  }
  uint32_t before = pair->none[of_target].names.n;
  /* "No exact match" of a term that has a broader one is perhaps no lack of any counterpart: coverage follows the map. */
  if (names_find(&pair->mapped[of_target], none.id) != NO_NAME) {
    session_count(sssom->session, "row finds no term for one that another row relates: decide which of the two holds",
                  "rows find no terms for ones that other rows relate: decide which of the two holds", &known->value,
                  (struct str){.p = NULL});
  }
  if (names_intern_kept(&pair->none[of_target], none.id) == before) {
    vec_push(sssom->session->arena, &pair->mapping->no_counterparts, none);
  }
}

/* Whether the row takes its predicate back, or changes it: "Not" does, and any other modifier does what nobody here knows. */
static bool is_denied(struct sssom *sssom, const struct row *row) {
  struct value modifier;
  bool denied = sssom_modifier(sssom, row, &modifier);
  if (denied && str_eq_caseless(words_trim(modifier.text), STR("Not"))) {
    session_lose(sssom->session, "row denies a relation, which says no other, and is left out",
                 "rows deny relations, which say no other, and are left out", &modifier);
  } else if (denied) {
    session_lose(sssom->session, "row has a modifier of its predicate other than Not, and is left out",
                 "rows have modifiers of their predicates other than Not, and are left out", &modifier);
  }
  return denied;
}

/* Whether an export of ours says in the row that nobody declared it. In a set of somebody else's, reasoning is how its author
 * came to declare it. */
static bool is_derived(struct sssom *sssom, const struct row *row) {
  struct value justification = sssom_value(sssom, row, SLOT_JUSTIFICATION);
  bool derived = sssom->ours && str_is(words_trim(str_or_empty(justification.text)), "semapv:LogicalReasoning");
  if (derived) {
    session_lose(sssom->session, "row is derived, not declared, and is left out",
                 "rows are derived, not declared, and are left out", &justification);
  }
  return derived;
}

/* `unmapped`: rows that say that something has no counterpart are read once all pairs of frameworks are known. */
static void read_row(struct sssom *sssom, const struct row *row, bool unmapped) {
  struct session *session = sssom->session;
  struct str subject_text = sssom_text(sssom, row, SLOT_SUBJECT);
  struct str object_text = sssom_text(sssom, row, SLOT_OBJECT);
  bool none =
      words_starts(str_or_empty(subject_text), "sssom:No") || words_starts(str_or_empty(object_text), "sssom:No");
  if (row_is_empty(row) || none != unmapped || row_is_shifted(session, sssom->sheet, row, sssom->fields)) {
    return;
  }
  struct entity subject;
  struct entity object;
  if (!sssom_subject(sssom, row, &subject) || !sssom_object(sssom, row, &object)) {
    return;
  }
  if (is_denied(sssom, row) || is_derived(sssom, row)) {
    return;
  }
  if (subject.none && object.none) {
    session_count(session, "row finds no term on either side, which says nothing of any control",
                  "rows find no terms on either side, which says nothing of any control", &subject.value,
                  (struct str){.p = NULL});
    return;
  }
  struct pair *pair = sssom_pair_for(sssom, &subject, &object);
  if (session->file->broken) {
    return;
  }
  if (pair == NULL) {
    session_lose(
        session,
        "row finds no term without saying in which framework, and the other rows tell none or several; it is left out",
        "rows find no term without saying in which framework, and the other rows tell none or several; they are left "
        "out",
        &subject.value);
  } else if (subject.none || object.none) {
    add_none(sssom, pair, row, subject.none ? &object : &subject, subject.none);
  } else {
    add_map(sssom, pair, row, &subject, &object);
  }
}

/* ---- the whole ---- */

/* The table begins at the first line without #. */
static uint32_t find_header(const struct sheet *sheet) {
  for (uint32_t i = 0; i < sheet->rows.n; i++) {
    struct str first = sheet->rows.v[i].count > 0 ? sheet->rows.v[i].cells[0].value.text : STR("");
    if (first.n == 0 || first.p[0] != '#') {
      return i;
    }
  }
  return NO_INDEX;
}

/* The slot of a heading, in capitals or small letters; SLOTS if there is none. */
static unsigned slot_of(struct str name) {
  unsigned slot = 0;
  while (slot < SLOTS && !str_eq_caseless(name, str_from(sssom_slots[slot]))) {
    slot++;
  }
  return slot;
}

static void name_columns(struct sssom *sssom, const struct row *header) {
  static const char *const silent[] = {"predicate_label"};
  for (unsigned slot = 0; slot < SLOTS; slot++) {
    sssom->columns[slot] = NO_INDEX;
  }
  for (uint32_t i = 0; i < header->count; i++) {
    struct str name = words_trim(header->cells[i].value.text);
    unsigned slot = slot_of(name);
    bool known = slot < SLOTS;
    if (known && sssom->columns[slot] != NO_INDEX) {
      session_refuse(sssom->session, &header->cells[i].value, "two columns are headed %s; take one of them out",
                     sssom_slots[slot]);
      return;
    }
    if (known) {
      sssom->columns[slot] = header->cells[i].column;
    }
    for (unsigned s = 0; s < sizeof silent / sizeof *silent; s++) {
      known = known || str_is(name, silent[s]);
    }
    if (!known && name.n > 0) {
      session_say(sssom->session, F_IMPORT_LOST, &header->cells[i].value, "the column \"%.*s\" is not carried",
                  STR_ARG(name));
      sssom->session->result->lost = true;
    }
  }
}

/* What stands in a column whose heading is empty. */
static void tell_nameless(const struct sssom *sssom) {
  const struct row *header = &sssom->sheet->rows.v[sssom->header];
  bool nameless = false;
  for (uint32_t i = 0; i < sssom->fields; i++) {
    nameless = nameless || row_text(header, i).p == NULL;
  }
  if (!nameless) {
    return;
  }
  for (uint32_t i = sssom->header + 1; i < sssom->sheet->rows.n; i++) {
    const struct row *row = &sssom->sheet->rows.v[i];
    for (uint32_t c = 0; c < row->count && c < sssom->fields; c++) {
      if (words_trim(row->cells[c].value.text).n > 0 && row_text(header, row->cells[c].column).p == NULL) {
        session_lose(sssom->session, "cell stands under no heading and is not read",
                     "cells stand under no heading and are not read", &row->cells[c].value);
      }
    }
  }
}

static void check_version(struct sssom *sssom) {
  struct value version = said_of_all(sssom, node_value(sssom->metadata, "sssom_version"));
  struct str text = words_trim(str_or_empty(version.text));
  if (text.n > 0 && !str_is(text, "1.0") && !str_is(text, "1.1")) {
    session_say(sssom->session, F_IMPORT_CELL, &version, "version %.*s of SSSOM is not known; it is read as 1.1",
                STR_ARG(text));
  }
}

/* Whether the entry holds for all rows: none of them has a value of its own. */
static bool is_propagated(const struct sssom *sssom, struct str name) {
  for (unsigned slot = SLOT_SUBJECT_SOURCE; slot < SLOTS; slot++) {
    if (str_is(name, sssom_slots[slot])) {
      return !sssom->said[slot];
    }
  }
  return false;
}

/* What an export of ours calls its sets. */
static const char own_sets[] = "urn:crosswalk:mapping:";

/* A modifier that stands in the metadata is meant of all rows, whether SSSOM has it there or not. */
static struct value find_denial(const struct sssom *sssom) {
  for (const struct node *key = sssom->metadata != NULL ? sssom->metadata->first : NULL; key != NULL; key = key->next) {
    if (slot_of(words_trim(key->key.text)) == SLOT_MODIFIER) {
      return said_of_all(sssom, key->first != NULL ? key->first->value : key->value);
    }
  }
  return value_none();
}

/* Dates and providers of rows, where they are not those of all. */
static void tell_own(struct sssom *sssom) {
  for (unsigned slot = SLOT_DATE; slot <= SLOT_PROVIDER; slot++) {
    if (!sssom->said[slot] || (slot == SLOT_DATE ? sssom->date : sssom->provider).p != NULL) {
      continue;
    }
    for (uint32_t i = sssom->header + 1; i < sssom->sheet->rows.n; i++) {
      struct value own = sssom_value(sssom, &sssom->sheet->rows.v[i], slot);
      if (words_trim(str_or_empty(own.text)).n > 0) {
        session_lose(
            sssom->session,
            slot == SLOT_DATE ? "mapping_date of a row is not carried" : "mapping_provider of a row is not carried",
            slot == SLOT_DATE ? "mapping_dates of rows are not carried" : "mapping_providers of rows are not carried",
            &own);
      }
    }
  }
}

/* Where a date stands that is said of all rows: in the metadata, or in the first row. */
static struct value date_of_all(const struct sssom *sssom) {
  struct value value = said_of_all(sssom, node_value(sssom->metadata, sssom_slots[SLOT_DATE]));
  for (uint32_t i = sssom->header + 1; sssom->said[SLOT_DATE] && i < sssom->sheet->rows.n; i++) {
    value = sssom_value(sssom, &sssom->sheet->rows.v[i], SLOT_DATE);
    if (words_trim(str_or_empty(value.text)).n > 0) {
      return value;
    }
  }
  return value;
}

/* When the set was published; else the date of its mappings, if that is one for all. */
static struct str read_published(const struct sssom *sssom) {
  struct session *session = sssom->session;
  struct value published = said_of_all(sssom, node_value(sssom->metadata, "publication_date"));
  struct value mapped = date_of_all(sssom);
  bool shared = words_trim(str_or_empty(sssom->date)).n > 0;
  struct str date = session_date(session, &published);
  if (date.p == NULL && shared) {
    return session_date(session, &mapped);
  }
  if (shared && !str_eq(words_trim(sssom->date), date)) {
    session_lose(session, "mapping_date gives way to the publication_date and is not carried", "", &mapped);
  }
  return date;
}

/* Entries of the metadata that nothing is made of. */
static void tell_unread(struct sssom *sssom) {
  static const char *const read[] = {
      "curie_map",     "mapping_set_id", "mapping_set_title",       "mapping_set_version",
      "license",       "sssom_version",  "mapping_set_description", "publication_date",
      "creator_label", "comment",        "extension_definitions"};
  struct buf names;
  struct session *session = sssom->session;
  const struct node *first = NULL;
  unsigned count = 0;
  buf_init(&names, session->arena);
  for (const struct node *key = sssom->metadata != NULL ? sssom->metadata->first : NULL; key != NULL; key = key->next) {
    bool denial = slot_of(words_trim(key->key.text)) == SLOT_MODIFIER;
    if (!STR_IS_ONE_OF(key->key.text, read) && !denial && !is_propagated(sssom, key->key.text)) {
      buf_printf(&names, "%s\"%.*s\"", count++ > 0 ? ", " : "", STR_ARG(words_title(session->arena, key->key.text)));
      first = first != NULL ? first : key;
    }
  }
  if (count > 0) {
    session->result->lost = true;
    /* The metadata of a file of their own have no place in the table. */
    bool embedded = session->file->text.n > 0 && session->file->text.p[0] == '#';
    session_say(session, F_IMPORT_LOST, embedded ? &first->key : NULL, "%u entr%s of the metadata %s not carried: %.*s",
                count, count == 1 ? "y" : "ies", count == 1 ? "is" : "are", STR_ARG(buf_done(&names)));
  }
}

void sssom_mappings(struct session *session) {
  struct sssom sssom = {.session = session, .sheet = &session->file->book->sheets.v[0]};
  uint32_t header = find_header(sssom.sheet);
  if (header == NO_INDEX) {
    session_refuse(session, NULL, "the file holds metadata of SSSOM, but no table");
    return;
  }
  struct names undeclared;
  names_init(&undeclared, session->arena);
  sssom.undeclared = &undeclared;
  sssom.header = header;
  sssom.metadata = read_metadata(session);
  if (session->file->broken) {
    return;
  }
  name_columns(&sssom, &sssom.sheet->rows.v[header]);
  if (session->file->broken) {
    return;
  }
  sssom.denial = find_denial(&sssom);
  sssom.ours = words_starts(words_trim(str_or_empty(node_text(sssom.metadata, "mapping_set_id"))), own_sets);
  sssom.fields = row_fields(&sssom.sheet->rows.v[header]);
  for (unsigned slot = 0; slot < SLOTS; slot++) {
    for (uint32_t i = header + 1; i < sssom.sheet->rows.n && !sssom.said[slot]; i++) {
      sssom.said[slot] = sssom_text(&sssom, &sssom.sheet->rows.v[i], slot).n > 0;
    }
  }
  sssom.date = sssom_shared(&sssom, SLOT_DATE);
  sssom.provider = sssom_shared(&sssom, SLOT_PROVIDER);
  sssom.published = read_published(&sssom);
  check_version(&sssom);
  tell_nameless(&sssom);
  tell_unread(&sssom);
  tell_own(&sssom);
  for (unsigned pass = 0; pass < 2; pass++) {
    for (uint32_t i = header + 1; i < sssom.sheet->rows.n && !session->file->broken; i++) {
      read_row(&sssom, &sssom.sheet->rows.v[i], pass == 1);
    }
  }
  session->file->broken = session->file->broken || undeclared.names.n > 0;
  for (uint32_t i = 0; i < sssom.pairs.n && !session->file->broken; i++) {
    struct native_mapping *mapping = sssom.pairs.v[i].mapping;
    session_understand(session, "mapping from %.*s to %.*s, %u maps", STR_ARG(mapping->source),
                       STR_ARG(mapping->target), (unsigned)mapping->maps.n);
    if (mapping->maps.n + mapping->no_counterparts.n > 0) {
      session_add(session, DOCUMENT_MAPPING, mapping);
    }
  }
}
