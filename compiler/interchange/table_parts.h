/* The steps in which a sheet is understood, each in a file of its own. */
#ifndef CW_INTERCHANGE_TABLE_PARTS_H
#define CW_INTERCHANGE_TABLE_PARTS_H

#include "interchange/table.h"

enum { HEADER_ROWS = 50 }; /* a header stands in one of the first rows, or there is none */

/* The role that a header's text names; `series` is the number of "Reference (2)", or 0. */
enum role header_role(struct session *session, struct str text, uint32_t *series);
/* Finds the header, and the first row of data below it. False: there is none. */
bool table_find_header(struct session *session, struct table *table);
/* Gives the columns the roles that their headers and the options name. False after a finding about the options. */
bool table_name_columns(struct session *session, struct table *table);
/* Whether most cells of the column hold ids. */
bool table_column_holds_ids(struct session *session, const struct table *table, uint32_t column);
/* Finds what no word says: the columns that hold ids. */
void table_find_ends(struct session *session, struct table *table);
/* Finds what the table is, by the option --shape or by its columns. False after a finding. */
bool table_find_shape(struct session *session, struct table *table);
/* Reads a sheet without words as one of marks: a row of ids across, and ids down the first column that has any. False after
 * a finding, if the ids across have none down the side. */
bool table_read_matrix(struct session *session, struct table *table);
/* Whether this program wrote the sheet, of what follows from facts. */
bool own_table_is_derived(struct session *session, const struct sheet *sheet);
/* Whether the sheet lists, by its name, what is not mapped. */
bool unmapped_is(struct session *session, const struct sheet *sheet);
/* Reads such a sheet as statements of no counterpart of the only mapping among the documents from `first` on. */
void unmapped_import(struct session *session, const struct sheet *sheet, uint32_t first);

#endif
