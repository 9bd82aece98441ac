/* NIST's OLIR workbooks: a focal document, a reference document, one row for each pair.
 *
 * Source is the focal element, target the reference. Words of set theory read from the focal element to the reference;
 * supportive rows read the other way, as NIST's own examples explain them: that the focal element "supports (example of)" a
 * reference means that the reference supports it. */
#include "interchange/formats.h"
#include "interchange/relations.h"
#include "interchange/table.h"
#include "interchange/words.h"

enum olir_style { OLIR_CONCEPT, OLIR_SET_THEORY, OLIR_SUPPORTIVE };

/* Columns, by the beginning of their folded header. */
enum olir_column {
  OLIR_FOCAL,
  OLIR_REFERENCE,
  OLIR_RATIONALE,
  OLIR_RELATIONSHIP,
  OLIR_TYPE,
  OLIR_PROPERTY,
  OLIR_EXPLANATION,
  OLIR_COMMENTS,
  OLIR_STRENGTH,
  OLIR_GROUP,
  OLIR_FULFILLED,
  OLIR_COLUMNS
};

static const char *const column_names[OLIR_COLUMNS] = {
    "focal document element",
    "reference document element",
    "rationale",
    "relationship",
    "relationship type",
    "relationship property",
    "relationship explanation",
    "comments",
    "strength of relationship",
    "group identifier",
    "fulfilled by",
};

struct olir {
  struct session *session;
  const struct sheet *sheet;
  uint32_t header;
  uint32_t columns[OLIR_COLUMNS];
  enum olir_style style;
  struct end focal;
  struct end reference;
  struct native_mapping *mapping;
  struct str group; /* the group of the map before, where groups are folded */
};

static bool is_header(struct session *session, const struct row *row) {
  bool focal = false;
  bool reference = false;
  for (uint32_t i = 0; i < row->count; i++) {
    struct str folded = words_fold(session->arena, row->cells[i].value.text);
    focal = focal || str_is(folded, column_names[OLIR_FOCAL]);
    reference = reference || str_is(folded, column_names[OLIR_REFERENCE]);
  }
  return focal && reference;
}

/* The sheet and row of the header; NULL if there is none. */
static const struct sheet *find_sheet(struct session *session, uint32_t *header) {
  const struct book *book = session->file->book;
  for (uint32_t s = 0; s < book->sheets.n; s++) {
    for (uint32_t i = 0; i < book->sheets.v[s].rows.n && i < 10; i++) {
      if (is_header(session, &book->sheets.v[s].rows.v[i])) {
        *header = i;
        return &book->sheets.v[s];
      }
    }
  }
  return NULL;
}

bool olir_fits(struct session *session) {
  uint32_t header = 0;
  return session->file->book->workbook && find_sheet(session, &header) != NULL;
}

/* A field of the sheet of general information; absent if it is not there. */
static struct value field(struct session *session, const char *name) {
  const struct book *book = session->file->book;
  for (uint32_t s = 0; s < book->sheets.n; s++) {
    const struct sheet *sheet = &book->sheets.v[s];
    for (uint32_t i = 0; i < sheet->rows.n && sheet->columns <= 3; i++) {
      struct str key = words_fold(session->arena, str_or_empty(row_text(&sheet->rows.v[i], 0)));
      if (str_is(key, name)) {
        return row_value(sheet, &sheet->rows.v[i], 1);
      }
    }
  }
  return value_none();
}

static struct str cell_text(const struct olir *olir, const struct row *row, enum olir_column column) {
  return olir->columns[column] != NO_INDEX ? row_text(row, olir->columns[column]) : (struct str){.p = NULL};
}

static struct value cell_value(const struct olir *olir, const struct row *row, enum olir_column column) {
  return olir->columns[column] != NO_INDEX ? row_value(olir->sheet, row, olir->columns[column]) : value_none();
}

static void find_columns(struct olir *olir) {
  const struct row *row = &olir->sheet->rows.v[olir->header];
  for (unsigned c = 0; c < OLIR_COLUMNS; c++) {
    olir->columns[c] = NO_INDEX;
    for (uint32_t i = 0; i < row->count && olir->columns[c] == NO_INDEX; i++) {
      struct str folded = words_fold(olir->session->arena, row->cells[i].value.text);
      bool begins = c == OLIR_FULFILLED && words_starts(folded, column_names[c]);
      olir->columns[c] = str_is(folded, column_names[c]) || begins ? row->cells[i].column : NO_INDEX;
    }
  }
  bool supportive = olir->columns[OLIR_TYPE] != NO_INDEX;
  bool set_theory = olir->columns[OLIR_RELATIONSHIP] != NO_INDEX;
  olir->style = supportive ? OLIR_SUPPORTIVE : set_theory ? OLIR_SET_THEORY : OLIR_CONCEPT;
}

/* A framework that only its ids told. */
static void tell_guess(struct session *session, struct str id, const char *option, const struct value *header) {
  if (id.p != NULL) {
    session_note(session, header, "the ids of the %s are those of %.*s; --%s ID names another framework", option,
                 STR_ARG(id), option);
  }
}

/* The focal document by its name, else by the ids of its column, as in any table. */
static struct end focal_end(struct olir *olir) {
  struct session *session = olir->session;
  struct value named = field(session, "focal document version");
  struct str id = named.text.n > 0 ? atlas_name_within(session, named.text) : (struct str){.p = NULL};
  struct table table = {.sheet = olir->sheet, .header = olir->header, .first = olir->header + 1};
  if (session->options->source.n > 0 || id.p != NULL) {
    return end_of(session, session->options->source.n > 0 ? session->options->source : id);
  }
  id = table_framework_of(session, &table, olir->columns[OLIR_FOCAL]);
  struct value header = row_value(olir->sheet, &olir->sheet->rows.v[olir->header], olir->columns[OLIR_FOCAL]);
  tell_guess(session, id, "source", &header);
  bool told = words_trim(str_or_empty(named.text)).n > 0;
  return end_named(session, id, told ? named.text : STR("focal"), "source", told ? &named : &header);
}

static struct end reference_end(struct olir *olir) {
  struct session *session = olir->session;
  struct value whole = field(session, "reference document");
  struct value brief = field(session, "reference document short name");
  struct str chosen = session->options->target;
  if (chosen.n == 0 && whole.text.n > 0) {
    struct str known = atlas_name_within(session, whole.text);
    return known.p != NULL ? end_of(session, known)
                           : end_named(session, chosen, brief.text.n > 0 ? brief.text : whole.text, "target", &whole);
  }
  struct table table = {.sheet = olir->sheet, .header = olir->header, .first = olir->header + 1};
  struct str found = table_framework_of(session, &table, olir->columns[OLIR_REFERENCE]);
  struct value header = row_value(olir->sheet, &olir->sheet->rows.v[olir->header], olir->columns[OLIR_REFERENCE]);
  if (chosen.n == 0) {
    tell_guess(session, found, "target", &header);
  }
  return end_named(session, chosen.n > 0 ? chosen : str_or_empty(found), STR("reference"), "target", &header);
}

static void open_mapping(struct olir *olir) {
  struct session *session = olir->session;
  struct native_mapping *mapping = table_mapping(session, NULL, &olir->focal, &olir->reference);
  struct str name = field(session, "informative reference name").text;
  mapping->title = mapping->title.n > 0 ? mapping->title : words_trim(name);
  mapping->version = words_trim(field(session, "informative reference version").text);
  mapping->publisher = words_trim(field(session, "informative reference developer").text);
  struct str summary = words_trim(field(session, "summary").text);
  struct decl_provenance *provenance = &mapping->provenances.v[0];
  provenance->text = words_join(session->arena, provenance->text, ". ", summary);
  provenance->href = words_trim(field(session, "web address").text);
  struct str comprehensive = words_fold(session->arena, str_or_empty(field(session, "comprehensive").text));
  mapping->examined = str_is(comprehensive, "yes") ? EXAMINED_TARGET : EXAMINED_NONE;
  mapping->style = olir->style == OLIR_CONCEPT      ? STYLE_CROSSWALK
                   : olir->style == OLIR_SUPPORTIVE ? STYLE_SUPPORTIVE
                                                    : STYLE_SET_THEORY;
  olir->mapping = mapping;
}

/* Whether an export of ours says in the row that nobody declared it: counted. */
static bool is_derived(const struct olir *olir, const struct row *row) {
  struct value comments = cell_value(olir, row, OLIR_COMMENTS);
  bool derived = native_is_derived(words_trim(str_or_empty(comments.text)));
  if (derived) {
    session_lose(olir->session, "row is derived, not declared, and is left out",
                 "rows are derived, not declared, and are left out", &comments);
  }
  return derived;
}

/* Whether the row denies that its pair is related, or leaves it open: counted. */
static bool is_denied(const struct olir *olir, const struct row *row) {
  enum relation relation = REL_RELATED;
  struct value value = cell_value(olir, row, olir->style == OLIR_SUPPORTIVE ? OLIR_TYPE : OLIR_RELATIONSHIP);
  enum relation_kind kind = relation_read(olir->session, str_or_empty(value.text), &relation);
  bool denied = olir->style != OLIR_CONCEPT && (kind == RELATION_DENIED || kind == RELATION_NO_COUNTERPART);
  if (denied) {
    session_lose(olir->session, "row denies that its pair is related, or leaves it open, and is left out",
                 "rows deny that their pairs are related, or leave it open, and are left out", &value);
  }
  return denied;
}

static enum relation read_relation(const struct olir *olir, const struct row *row, struct str *remark) {
  struct session *session = olir->session;
  enum relation relation = REL_RELATED;
  if (olir->style == OLIR_CONCEPT) {
    return relation;
  }
  enum olir_column column = olir->style == OLIR_SUPPORTIVE ? OLIR_TYPE : OLIR_RELATIONSHIP;
  struct value value = cell_value(olir, row, column);
  enum relation_kind kind = relation_read(session, str_or_empty(value.text), &relation);
  if (kind == RELATION_UNKNOWN) {
    session_odd_word(session, &value, relation_unknown, true);
    *remark = words_trim(value.text);
  } else if (kind != RELATION_KNOWN) {
    session_count(session, "pair has no relation and is read as related-to",
                  "pairs have no relation and are read as related-to", &value, (struct str){.p = NULL});
  }
  bool turned = olir->style == OLIR_SUPPORTIVE && !session->options->literal_supports;
  if (turned && (relation == REL_SUPPORTS || relation == REL_SUPPORTED_BY)) {
    session_count(
        session,
        "supportive row is read from the reference to the focal element; --literal-supports reads it as it is written",
        "supportive rows are read from the reference to the focal element; --literal-supports reads them as they are "
        "written",
        &value, (struct str){.p = NULL});
    return relation_inverse(relation);
  }
  return relation;
}

/* A rationale of another word goes to the remarks. */
static uint8_t read_rationale(const struct olir *olir, const struct row *row, struct str *remark) {
  struct value value = cell_value(olir, row, OLIR_RATIONALE);
  enum rationale rationale = rationale_read(str_or_empty(value.text));
  if (rationale == RATIONALE_UNSTATED && !words_say_nothing(str_or_empty(value.text))) {
    session_count(olir->session, "rationale is a sentence and is kept in the remarks",
                  "rationales are sentences and are kept in the remarks", &value, (struct str){.p = NULL});
    *remark = words_join(olir->session->arena, *remark, "; ", words_trim(value.text));
  }
  return (uint8_t)rationale;
}

static struct str remarks_of(const struct olir *olir, const struct row *row, struct str first) {
  struct arena *arena = olir->session->arena;
  struct str remarks = words_join(arena, first, "; ", cell_text(olir, row, OLIR_PROPERTY));
  remarks = words_join(arena, remarks, "; ", cell_text(olir, row, OLIR_EXPLANATION));
  remarks = words_join(arena, remarks, "; ", cell_text(olir, row, OLIR_COMMENTS));
  struct str fulfilled = cell_text(olir, row, OLIR_FULFILLED);
  return fulfilled.n > 0 ? words_join(arena, remarks, "; ", words_join(arena, STR("fulfilled by"), ": ", fulfilled))
                         : remarks;
}

/* With --groups: the map before, if the row is of the same group, source, relation and rationale. */
static struct native_map *group_before(const struct olir *olir, struct str group, const struct native_ref *source,
                                       enum relation relation, uint8_t rationale) {
  struct native_mapping *mapping = olir->mapping;
  if (!olir->session->options->groups || group.n == 0 || mapping->maps.n == 0 ||
      !str_eq(str_or_empty(olir->group), group)) {
    return NULL;
  }
  struct native_map *map = &mapping->maps.v[mapping->maps.n - 1];
  bool same = map->relation == (uint8_t)relation && map->rationale == rationale &&
              str_eq(str_or_empty(map->sources[0].id), str_or_empty(source->id));
  return same ? map : NULL;
}

/* The row adds a target to the map. What it says otherwise than the rows before is not said of all: its remarks name their
 * target, and a strength that differs is none. */
static void join_group(const struct olir *olir, struct native_map *map, const struct native_map *row,
                       const struct value *strength) {
  struct arena *arena = olir->session->arena;
  struct native_ref *targets = arena_alloc(arena, ((size_t)map->target_count + 1) * sizeof *targets);
  memcpy(targets, map->targets, map->target_count * sizeof *targets);
  targets[map->target_count++] = row->targets[0];
  map->targets = targets;
  if (!str_eq(str_or_empty(map->remarks), str_or_empty(row->remarks)) && row->remarks.n > 0) {
    struct str named = words_join(arena, str_or_empty(row->targets[0].id), ": ", row->remarks);
    map->remarks = words_join(arena, map->remarks, "; ", named);
  }
  if (map->strength != row->strength) {
    map->strength = UNSTATED_NUMBER;
    session_lose(olir->session, "strength differs within a group, whose map has none",
                 "strengths differ within groups, whose maps have none", strength);
  }
}

/* The id in a column of ends; absent where its cell holds none. False in `readable`: the cell is a date or an error, which was
 * told with the row that it costs. */
static struct str end_id(struct olir *olir, const struct row *row, enum olir_column column, bool *readable) {
  struct end *end = column == OLIR_FOCAL ? &olir->focal : &olir->reference;
  struct value value = cell_value(olir, row, column);
  if (!table_id_cell(olir->session, end, row, olir->columns[column])) {
    *readable = false;
    return (struct str){.p = NULL};
  }
  return id_at(olir->session, end, &value, value.text);
}

static void read_row(struct olir *olir, const struct row *row) {
  struct session *session = olir->session;
  struct value focal = cell_value(olir, row, OLIR_FOCAL);
  struct value reference = cell_value(olir, row, OLIR_REFERENCE);
  if (row_is_empty(row)) {
    return;
  }
  if (words_trim(focal.text).n == 0) {
    session_lose(session, "row has no focal element and is left out", "rows have no focal element and are left out",
                 &focal);
    return;
  }
  if (words_say_nothing(reference.text)) {
    session_count(session, "row has no reference element, which says nothing and gives nothing",
                  "rows have no reference element, which says nothing and gives nothing", &reference,
                  (struct str){.p = NULL});
    return;
  }
  if (is_derived(olir, row) || is_denied(olir, row)) {
    return;
  }
  bool readable = true;
  struct native_ref source = {.id = end_id(olir, row, OLIR_FOCAL, &readable)};
  struct native_ref target = {.id = end_id(olir, row, OLIR_REFERENCE, &readable)};
  struct str group = cell_text(olir, row, OLIR_GROUP);
  bool grouped = session->options->groups && group.n > 0; /* then its group is cut: drop_cut_groups */
  if (source.id.p == NULL || target.id.p == NULL) {
    if (readable) {
      session_lose(session, "row has an end that is no id and is left out",
                   "rows have ends that are no ids and are left out", &focal);
    }
    if (source.id.p == NULL || !grouped) {
      return;
    }
  }
  struct str remark = {.p = NULL};
  enum relation relation = read_relation(olir, row, &remark);
  struct value strength = cell_value(olir, row, OLIR_STRENGTH);
  struct native_map read = {.sources = &source,
                            .targets = &target,
                            .strength = strength_read(session, &strength, relation),
                            .rationale = read_rationale(olir, row, &remark)};
  read.remarks = remarks_of(olir, row, remark);
  struct native_map *before = group_before(olir, group, &source, relation, read.rationale);
  if (before != NULL) {
    join_group(olir, before, &read, &strength);
  } else {
    struct native_map *map = native_map_add(session->arena, olir->mapping, source, relation, target);
    map->strength = read.strength;
    map->rationale = read.rationale;
    map->remarks = read.remarks;
  }
  olir->group = group;
}

/* Takes the targets off that are no ids. False: there are none left, or they alone would say more than the group does. */
static bool keep_group(struct native_map *map) {
  uint32_t before = map->target_count;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < before; i++) {
    if (map->targets[i].id.p != NULL) {
      map->targets[kept++] = map->targets[i];
    }
  }
  map->target_count = kept;
  return kept == before || (kept > 0 && (map->relation == REL_SUPERSET || map->relation == REL_NONE));
}

/* With --groups: what a focal element equals or lies in together with what cannot be read, it need not without. */
static void drop_cut_groups(struct olir *olir) {
  struct native_mapping *mapping = olir->mapping;
  uint32_t kept = 0;
  for (uint32_t i = 0; i < mapping->maps.n; i++) {
    struct native_map map = mapping->maps.v[i];
    if (keep_group(&map)) {
      mapping->maps.v[kept++] = map;
    } else if (map.target_count > 0) {
      session_lose(
          olir->session,
          "group of rows is left out because one of its ids cannot be read, and the others alone would say more",
          "groups of rows are left out because one of their ids cannot be read, and the others alone would say "
          "more",
          NULL);
    }
  }
  mapping->maps.n = kept;
}

/* Columns that nothing is made of, by their names. */
static void tell_unread(const struct olir *olir) {
  struct session *session = olir->session;
  const struct row *row = &olir->sheet->rows.v[olir->header];
  struct buf names;
  buf_init(&names, session->arena);
  const struct value *first = NULL;
  unsigned count = 0;
  for (uint32_t i = 0; i < row->count; i++) {
    bool read = words_trim(row->cells[i].value.text).n == 0;
    for (unsigned c = 0; c < OLIR_COLUMNS; c++) {
      bool groups = c != OLIR_GROUP || session->options->groups;
      read = read || (olir->columns[c] == row->cells[i].column && groups);
    }
    if (!read) {
      struct str name = words_title(session->arena, words_trim(row->cells[i].value.text));
      buf_printf(&names, "%s\"%.*s\"", count++ > 0 ? ", " : "", STR_ARG(name));
      first = first != NULL ? first : &row->cells[i].value;
    }
  }
  if (count > 0) {
    session->result->lost = true;
    session_say(session, F_IMPORT_LOST, first, "%u column%s not read: %.*s", count, count == 1 ? " is" : "s are",
                STR_ARG(buf_done(&names)));
  }
}

void olir_mappings(struct session *session) {
  struct olir olir = {.session = session};
  olir.sheet = find_sheet(session, &olir.header);
  if (olir.sheet == NULL) {
    session_refuse(session, NULL, "no sheet has the columns of an OLIR workbook");
    return;
  }
  find_columns(&olir);
  olir.focal = focal_end(&olir);
  olir.reference = reference_end(&olir);
  open_mapping(&olir);
  for (uint32_t i = olir.header + 1; i < olir.sheet->rows.n; i++) {
    read_row(&olir, &olir.sheet->rows.v[i]);
  }
  drop_cut_groups(&olir);
  tell_unread(&olir);
  session_understand(session, "mapping from %.*s to %.*s, %u maps", STR_ARG(olir.focal.framework),
                     STR_ARG(olir.reference.framework), (unsigned)olir.mapping->maps.n);
  if (olir.mapping->maps.n > 0) {
    session_add(session, DOCUMENT_MAPPING, olir.mapping);
  }
}
