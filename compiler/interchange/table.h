/* A sheet that was understood: where its header is, what its columns hold, and so what it can become. */
#ifndef CW_INTERCHANGE_TABLE_H
#define CW_INTERCHANGE_TABLE_H

#include "interchange/ids.h"
#include "interchange/sheet.h"

enum role {
  ROLE_NONE,
  ROLE_ID,
  ROLE_TITLE,
  ROLE_STATEMENT,
  ROLE_GUIDANCE,
  ROLE_PARENT,
  ROLE_GROUP,
  ROLE_SOURCE,
  ROLE_SOURCE_TITLE,
  ROLE_TARGET,
  ROLE_TARGET_TITLE,
  ROLE_RELATION,
  ROLE_STRENGTH,
  ROLE_CONFIDENCE,
  ROLE_RATIONALE,
  ROLE_REMARKS,
  ROLE_STATUS,
  ROLE_REPLACED_BY,
  ROLE_APPLICABLE,
  ROLE_OWNER,
  ROLE_JUSTIFICATION,
  ROLE_EVIDENCE,
  ROLE_EVIDENCE_DATE,
  ROLE_REVIEWED,
  ROLE_DUE,
  ROLE_HOW,
  ROLE_UNION,
  ROLE_BASIS,     /* of our own tables: only what is declared is a fact */
  ROLE_ATTRIBUTE, /* kept under a name, because the user asked for it or the header of a workbook for review */
  ROLE_IGNORED,   /* says nothing of its own */
  ROLE_KIND,      /* of a workbook for review: from here on what it says of controls ... */
  ROLE_LABEL,
  ROLE_COUNTED,
  ROLE_PART,
  ROLE_EXHAUSTIVE,
  ROLE_SELECTABLE,
  ROLE_METHOD, /* ... and this of maps */
  ROLES
};

enum shape { SHAPE_NONE, SHAPE_CONTROLS, SHAPE_PAIRS, SHAPE_MATRIX, SHAPE_ASSESSMENT };

struct column {
  enum role role;
  struct value header;
  uint32_t series;      /* the number of "Reference (2)", or 0 */
  struct str attribute; /* of ROLE_ATTRIBUTE */
};

struct table {
  const struct sheet *sheet;
  uint32_t header; /* index in rows; NO_INDEX: none was found */
  uint32_t first;  /* the first row of data */
  struct column *columns;
  uint32_t column_count;
  uint32_t fields; /* of its header */
  uint32_t apart;  /* columns behind them that are another table, which is not read */
  enum shape shape;
};

extern const char *const role_names[ROLES];

/* Understands the sheet. SHAPE_NONE: it is no table that is known. False after a finding about the options. */
bool table_read(struct session *session, const struct sheet *sheet, struct table *table);
/* The first column of that role, or NO_INDEX. */
uint32_t table_column(const struct table *table, enum role role);
bool table_has(const struct table *table, enum role role);
/* The text in the first column of that role, absent if there is none. */
struct str table_text(const struct table *table, const struct row *row, enum role role);
struct value table_value(const struct table *table, const struct row *row, enum role role);
/* Whether the row is a record with more fields than the header, which is told: nothing is made of it. */
bool table_row_is_shifted(struct session *session, const struct table *table, const struct row *row);
/* True if the cell can be an id; what it is otherwise is told, and the row is counted as left out. What the framework of `end`
 * has is an id, though it look like a date; NULL: the table defines it. */
bool table_id_cell(struct session *session, const struct end *end, const struct row *row, uint32_t column);
/* The value that a cell of an id column holds for this row: its own, or with --fill-down the one above. */
struct value table_id_value(struct session *session, const struct table *table, uint32_t row, uint32_t column);
/* The known framework that most ids of the column belong to, the user's own before those that are bundled; absent if there
 * is none, or several. */
struct str table_framework_of(struct session *session, const struct table *table, uint32_t column);
/* The id of a header across the top of a table of marks: "A.5.1" of "A.5.1 Policies". */
struct str table_head(struct str text);
/* The same of the ids across the top of a table of marks. */
struct str table_framework_across(struct session *session, const struct table *table);
/* What bare numbers across the top mean. */
enum annex table_annex_across(struct session *session, const struct table *table, struct known *known);
/* Whether this program wrote it: a table of a crosswalk, or a sheet of a workbook. */
bool table_is_own(const struct session *session, const struct table *table);
/* The frameworks at the two ends of a table of pairs or marks: chosen, named by a header, or known by the ids. The end
 * knows which ids stand alone in the column. */
struct end table_end(struct session *session, const struct table *table, uint32_t column, struct str chosen,
                     const char *option);
/* Says which ids of a column are missing between others, where numbers may have lost the zeros at their ends. */
void table_tell_missing(struct session *session, const struct table *table, uint32_t column);
/* Says which columns were not read: each is counted as lost. */
void table_tell_unread(struct session *session, const struct table *table);
/* One line for --guess. */
void table_tell(struct session *session, const struct table *table);

void controls_import(struct session *session, const struct table *table);
void pairs_import(struct session *session, const struct table *table);
void matrix_import(struct session *session, const struct table *table);
void assessment_import(struct session *session, const struct table *table);
/* A mapping between two ends, named after them and the options. */
struct native_mapping *table_mapping(struct session *session, const struct table *table, const struct end *source,
                                     const struct end *target);

#endif
