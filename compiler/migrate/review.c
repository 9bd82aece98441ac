/* What a mapping leaves to decide, as pairs that somebody reviews: each candidate beside the control of the other side. */
#include "migrate/migration.h"

#include "model/vocabulary.h"

static struct str title_of(const struct migration *migration, uint32_t framework, struct str id) {
  uint32_t node = id.n > 0 ? graph_find_control(migration->graph, framework, id) : NO_INDEX;
  return node != NO_INDEX ? str_or_empty(migration->graph->controls[node].title) : STR("");
}

static bool is_relation(struct str word) {
  for (unsigned i = 0; i < vocabulary_relation.count; i++) {
    if (str_is(word, vocabulary_relation.tokens[i])) {
      return true;
    }
  }
  return false;
}

/* "was subset-of A.5.1.2: the new control is said to correspond to it, and no more" */
static struct str remark_of(const struct migration *migration, const struct str decision[DECISION_COLUMNS]) {
  struct str old = decision[migration->of_source ? DECISION_SOURCE : DECISION_TARGET];
  struct buf remark;
  buf_init(&remark, migration->arena);
  buf_printf(&remark, "was %.*s %.*s: %.*s", STR_ARG(decision[DECISION_RELATION]), STR_ARG(old),
             STR_ARG(decision[DECISION_REASON]));
  return buf_done(&remark);
}

struct pairs {
  const struct migration *migration;
  uint32_t other; /* the framework of the side that stays */
  VEC(struct str) cells;
  uint32_t count;
};

static void add_pair(struct pairs *pairs, const struct str decision[DECISION_COLUMNS], struct str candidate) {
  const struct migration *migration = pairs->migration;
  bool of_source = migration->of_source;
  struct str stays = decision[of_source ? DECISION_TARGET : DECISION_SOURCE];
  struct str stays_title = title_of(migration, pairs->other, stays);
  struct str new_title = title_of(migration, migration->new, candidate);
  const struct str row[PAIR_COLUMNS] = {
      [PAIR_SOURCE] = of_source ? candidate : stays,   [PAIR_SOURCE_TITLE] = of_source ? new_title : stays_title,
      [PAIR_TARGET] = of_source ? stays : candidate,   [PAIR_TARGET_TITLE] = of_source ? stays_title : new_title,
      [PAIR_REMARKS] = remark_of(migration, decision),
  };
  for (unsigned i = 0; i < PAIR_COLUMNS; i++) {
    vec_push(migration->arena, &pairs->cells, row[i]);
  }
  pairs->count++;
}

/* A row for each candidate; where there is none, one that has room for what somebody finds. */
static void add_pairs(struct pairs *pairs, const struct str decision[DECISION_COLUMNS]) {
  struct str rest = decision[DECISION_CANDIDATES];
  do {
    uint32_t n = 0;
    while (n < rest.n && rest.p[n] != ' ') {
      n++;
    }
    add_pair(pairs, decision, n > 0 ? (struct str){.p = rest.p, .n = n} : STR(""));
    rest = n < rest.n ? (struct str){.p = rest.p + n + 1, .n = rest.n - n - 1} : STR("");
  } while (rest.n > 0);
}

struct report_grid migration_pairs(const struct migration *migration, const struct graph_mapping *mapping) {
  static const struct str header[PAIR_COLUMNS] = {STR_INIT("source"), STR_INIT("source_title"), STR_INIT("target"),
                                                  STR_INIT("target_title"), STR_INIT("remarks")};
  struct pairs pairs = {.migration = migration, .other = migration->of_source ? mapping->target : mapping->source};
  for (uint32_t i = 0; i < migration->decisions.count; i++) {
    const struct str *decision = &migration->decisions.cells.v[(size_t)i * DECISION_COLUMNS];
    if (is_relation(decision[DECISION_RELATION])) {
      add_pairs(&pairs, decision);
    }
  }
  return (struct report_grid){
      .columns = PAIR_COLUMNS, .header = header, .row_count = pairs.count, .cells = pairs.cells.v};
}
