/* Attributes of controls against those that their framework declares, by tables: a framework may declare many. */
#include "link/parts.h"

/* An attribute and a value of it as one name. */
static struct str pair_of(struct buf *buf, struct str name, struct str value) {
  buf->n = 0;
  buf_str(buf, name);
  buf_char(buf, '\n');
  buf_str(buf, value);
  return buf_done(buf);
}

void attributes_declare(struct attribute_table *table, const struct attribute_source *declared, struct arena *arena) {
  struct buf pair;
  buf_init(&pair, arena);
  names_init(&table->names, arena);
  names_init(&table->pairs, arena);
  for (uint32_t a = 0; a < declared->attribute_count; a++) {
    const struct decl_attribute *attribute = &declared->attributes[a];
    uint32_t known = table->names.names.n;
    uint32_t name = names_intern(&table->names, attribute->name);
    if (name == known) {
      vec_push(arena, &table->open, false);
    }
    table->open.v[name] = table->open.v[name] || attribute->value_count == 0 || attribute->lost_value;
    for (uint32_t v = 0; v < attribute->value_count; v++) {
      names_intern(&table->pairs, pair_of(&pair, attribute->name, declared->values[attribute->first_value + v].name));
    }
  }
  table->declared = *declared;
  table->built = true;
}

const struct attribute_table *attributes_of(const struct linker *linker, uint32_t framework) {
  struct attribute_table *table = &linker->attributes[framework];
  if (!table->built) {
    const struct decl_framework *declared = linker->graph->frameworks.v[framework].declared;
    struct attribute_source source = {declared->attributes.v, declared->attributes.n, declared->values.v,
                                      declared->lost_attribute};
    attributes_declare(table, &source, linker->arena);
  }
  return table;
}

/* The declared value of the attribute that is nearest, within a third of its length, less than half of a short one; absent:
 * none is. */
static struct str nearest_value(const struct attribute_table *table, const struct decl_attr *attr) {
  enum { MOST_LOOKED_AT = 1000 };
  const struct attribute_source *declared = &table->declared;
  struct str nearest = {.n = 0};
  unsigned best = attr->value.n < 6 ? 2 : attr->value.n / 3 < 4 ? attr->value.n / 3 : 4;
  for (uint32_t a = 0; a < declared->attribute_count; a++) {
    const struct decl_attribute *attribute = &declared->attributes[a];
    bool same = str_eq(attribute->name, attr->name);
    for (uint32_t v = 0; same && v < attribute->value_count && v < MOST_LOOKED_AT; v++) {
      struct str value = declared->values[attribute->first_value + v].name;
      unsigned edits = str_distance(value, attr->value, best);
      if (edits <= best && edits * 2 < attr->value.n && (nearest.n == 0 || edits < best)) {
        best = edits;
        nearest = value;
      }
    }
  }
  return nearest;
}

static void check_one(const struct linker *linker, uint32_t source, const struct decl_attr *attr,
                      const struct attribute_table *const *tables, uint32_t count, struct buf *pair) {
  bool known = false;
  bool allowed = false;
  bool lost = false;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t name = names_find(&tables[i]->names, attr->name);
    known = known || name != NO_NAME;
    lost = lost || tables[i]->declared.lost;
    allowed = allowed || (name != NO_NAME && tables[i]->open.v[name]) ||
              (name != NO_NAME && names_find(&tables[i]->pairs, pair_of(pair, attr->name, attr->value)) != NO_NAME);
  }
  if (!known && lost) {
    return; /* it may be the one whose declaration has a finding */
  }
  if (!known) {
    finding_add(linker->findings, F_SCHEMA_BAD_VALUE, place_attribute(source, attr->offset, "name"),
                "the framework declares no attribute \"%.*s\"", STR_ARG(attr->name));
  } else if (!allowed) {
    struct finding *finding = finding_add(
        linker->findings, F_SCHEMA_BAD_VALUE, place_word(source, attr->offset, "value", attr->value),
        "\"%.*s\" is not a declared value of attribute \"%.*s\"", STR_ARG(attr->value), STR_ARG(attr->name));
    struct str nearest = {.n = 0};
    for (uint32_t i = 0; i < count && nearest.n == 0; i++) {
      nearest = nearest_value(tables[i], attr);
    }
    if (nearest.n > 0) {
      finding_note(linker->findings, finding, place_none(), "did you mean \"%.*s\"?", STR_ARG(nearest));
    }
  }
}

void attributes_check(const struct linker *linker, uint32_t source, const struct decl_attr *attrs, uint32_t count,
                      const struct attribute_table *const *tables, uint32_t table_count) {
  struct buf pair;
  buf_init(&pair, linker->arena);
  for (uint32_t i = 0; i < count; i++) {
    check_one(linker, source, &attrs[i], tables, table_count, &pair);
  }
}
