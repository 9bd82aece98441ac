/* Carrying the start tag of a mapping. */
#include "migrate/carrying.h"
#include "model/forms.h"

static bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* Whether the words stand at `at`, and are no part of longer ones. */
static bool stands_at(struct str text, uint32_t at, struct str words) {
  return text.n - at >= words.n && memcmp(text.p + at, words.p, words.n) == 0 &&
         (at == 0 || !is_word(text.p[at - 1])) && (at + words.n == text.n || !is_word(text.p[at + words.n]));
}

/* "x-to-old" becomes "x-to-new". */
static struct str renamed(const struct migration *migration, struct str id) {
  struct str old = migration_framework(migration, migration->old);
  struct str new = migration_framework(migration, migration->new);
  struct buf out;
  buf_init(&out, migration->arena);
  for (uint32_t i = 0; i < id.n;) {
    if (stands_at(id, i, old)) {
      buf_str(&out, new);
      i += old.n;
    } else {
      buf_char(&out, id.p[i++]);
    }
  }
  if (str_eq(buf_done(&out), id)) {
    buf_char(&out, '-');
    buf_str(&out, new);
  }
  return out.n <= LONGEST_ID ? buf_done(&out) : new;
}

/* Nobody has gone through the new edition, nor looked there for what the other side has. */
static void withdraw_examined(struct carrying *carrying) {
  struct migration *migration = carrying->migration;
  const struct graph_mapping *mapping = carrying->mapping;
  unsigned examined = mapping->declared->examined;
  if (examined == EXAMINED_NONE) {
    return;
  }
  struct str source = migration_framework(migration, mapping->source);
  struct str target = migration_framework(migration, mapping->target);
  decisions_add(&migration->decisions, (struct decision){.source = examined != EXAMINED_TARGET ? source : STR(""),
                                                         .relation = STR("examined"),
                                                         .target = examined != EXAMINED_SOURCE ? target : STR(""),
                                                         .reason = "nobody has gone through the new edition"});
  text_drop(&migration->text, &migration->text.edits, mapping->offset, "examined");
}

void carrying_start_tag(struct carrying *carrying) {
  struct migration *migration = carrying->migration;
  const struct graph_mapping *mapping = carrying->mapping;
  edit_list *edits = &migration->text.edits;
  withdraw_examined(carrying);
  text_set(&migration->text, edits, mapping->offset, migration->of_source ? "source" : "target",
           migration_framework(migration, migration->new));
  text_set(&migration->text, edits, mapping->offset, "id", renamed(migration, mapping->id));
}
