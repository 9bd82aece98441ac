/* A mapping or an assessment carried to another edition of a framework: what is proved to carry over is changed in the text
 * of the document, where nothing else is touched; what is not is taken out, and is a line to decide. */
#ifndef CW_MIGRATE_MIGRATION_H
#define CW_MIGRATE_MIGRATION_H

#include "migrate/decisions.h"
#include "migrate/outline.h"
#include "migrate/prospects.h"
#include "migrate/text.h"

struct migration {
  struct arena *arena;
  const struct analysis *analysis;
  const struct graph *graph;
  uint32_t old; /* frameworks */
  uint32_t new;
  bool of_source; /* the old edition is the source of the mapping */
  struct text text;
  struct outline outline;
  struct prospecting prospecting;
  struct decisions decisions;
  uint32_t carried; /* facts and lines */
};

/* Starts with the bytes of the document. False where they cannot be read as XML. */
bool migration_begin(struct migration *migration, struct str document);
/* Which side of the mapping is another edition of the new framework: the one that it supersedes, else the one that a mapping
 * joins with it. False where that is neither, or both. */
bool migration_choose_side(struct migration *migration, const struct graph_mapping *mapping);
/* Whether a mapping joins the framework with the new one. */
bool migration_is_joined(const struct migration *migration, uint32_t framework);
/* Once the old framework is chosen. */
void migration_carry_mapping(struct migration *migration, uint32_t number);
void migration_carry_assessment(struct migration *migration, const struct graph_assessment *assessment);

/* What the mapping left to decide about its facts, as pairs: a row for each candidate, with room for one where there is none. */
struct report_grid migration_pairs(const struct migration *migration, const struct graph_mapping *mapping);

/* For the two: what they have in common. */
struct str migration_framework(const struct migration *migration, uint32_t framework);
const struct prospects *migration_prospects(struct migration *migration, uint32_t control);
struct str migration_ids(const struct migration *migration, const struct prospects *prospects);
/* Why nothing carries over for the control. */
const char *migration_why_open(const struct migration *migration, uint32_t control, const struct prospects *prospects);
/* From the start of the element to behind its end. */
struct span migration_span(const struct migration *migration, uint32_t element);
/* Takes the element out of the document. */
void migration_remove(struct migration *migration, uint32_t element);
/* Adds to `edits` what makes a copy of the element one that may stand beside it: identifiers of XML are there once. */
void migration_part(const struct migration *migration, uint32_t element, edit_list *edits);

#endif
