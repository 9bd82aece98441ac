/* What is handed to other programs: a framework, a mapping or a computed crosswalk, as their own formats need it.
 *
 * The writers of output/exchange read this and nothing else. What a format has no word for a writer counts as lost. All text
 * is borrowed from the compilation; an absent text has no bytes. */
#ifndef CW_REPORT_EXCHANGE_H
#define CW_REPORT_EXCHANGE_H

#include "diag/finding.h"
#include "model/graph.h"
#include "report/report.h"

/* One kind of thing that the format cannot hold. */
struct exchange_loss {
  const char *one; /* "strength has no place ..." */
  const char *many;
  uint32_t count;
  struct place first;
};

/* One end of a map: controls of its framework, by their number in it; several mean their union. */
struct exchange_end {
  const uint32_t *controls;
  uint32_t count;
  const struct str *titles; /* by member, as the author of the map saw them; NULL where none is told */
};

struct exchange_map {
  struct exchange_end source;
  struct exchange_end target;
  enum relation relation;
  enum rationale rationale;
  enum method method;
  int strength;   /* 1 to 10, or -1 */
  int confidence; /* 0 to 100, or -1 */
  bool implied;   /* proved: remarks are its proof */
  struct str remarks;
  struct str mapping; /* that declares it, in a computed crosswalk */
  struct place place;
};

struct exchange_gap {
  uint32_t control;
  bool of_target;
  struct str remarks;
  struct place place;
};

struct exchange_framework {
  const struct decl_framework *declared;
  const struct graph_control *controls; /* in order; `parent` and `end` are nodes, counted from first */
  const struct graph_text *texts;       /* or NULL */
  uint32_t first;                       /* node */
  uint32_t count;
  struct place place;
};

struct exchange {
  struct arena *arena;
  const char *generator;
  struct str date;                            /* YYYY-MM-DD: when what is written last changed */
  struct str license;                         /* that was asked for, or absent */
  const struct exchange_framework *framework; /* a framework alone, or NULL */
  /* A mapping, or the crosswalk of two frameworks */
  struct exchange_framework source;
  struct exchange_framework target;
  struct str id;
  struct str title;
  const struct decl_mapping *declared;     /* NULL for a computed crosswalk */
  VEC(const struct decl_mapping *) behind; /* what declares the facts of a computed crosswalk */
  VEC(struct exchange_map) maps;
  VEC(struct exchange_gap) gaps;
  struct place place;
  VEC(struct exchange_loss) losses;
};

void exchange_framework(struct exchange *exchange, const struct graph *graph, uint32_t framework);
void exchange_mapping(struct exchange *exchange, const struct graph *graph, uint32_t number);
/* What is declared between the two, and what follows from it. */
void exchange_crosswalk(struct exchange *exchange, const struct graph *graph, uint32_t source, uint32_t target,
                        const struct report_crosswalk *report);

/* Counts the titles that the author of a map saw, for formats without a place for them. */
void exchange_lose_titles(struct exchange *exchange, const struct exchange_map *map);
/* Counts what cannot be written; both texts are static, and tell kinds apart. */
void exchange_lose(struct exchange *exchange, const char *one, const char *many, struct place place);
/* As declared, or NULL in an open framework. */
const struct decl_control *exchange_declared(const struct exchange_framework *framework, uint32_t number);
/* As the publisher writes the id. */
struct str exchange_label(const struct exchange_framework *framework, uint32_t number);
/* The title of a member of an end: as the author of the map saw it, or as the framework has it. */
struct str exchange_title(const struct exchange_framework *framework, const struct exchange_end *end, uint32_t member);
/* The number of the control above, or NO_INDEX. */
static inline uint32_t exchange_parent(const struct exchange_framework *framework, uint32_t number) {
  uint32_t parent = framework->controls[number].parent;
  return parent == NO_INDEX ? NO_INDEX : parent - framework->first;
}

#endif
