/* The formats that are read: one row of a table each. A new format is a new file and a new row.
 *
 * A reader has two passes: frameworks of all files come before mappings of any, so that a mapping finds the controls that it
 * names wherever they stand. */
#ifndef CW_INTERCHANGE_FORMATS_H
#define CW_INTERCHANGE_FORMATS_H

#include "interchange/session.h"

enum carrier { CARRIER_TABLE, CARRIER_TREE };

struct format {
  const char *name; /* as in --from */
  const char *words;
  enum carrier carrier;
  bool (*fits)(struct session *session);       /* looks at the parsed file */
  void (*frameworks)(struct session *session); /* or NULL */
  void (*mappings)(struct session *session);   /* or NULL: mappings and assessments */
  const char *const *silent; /* of a tree: members that say nothing to be carried, up to NULL; or NULL: all are told */
};

extern const struct format formats[];
extern const unsigned format_count;

bool ciso_fits(struct session *session);
void ciso_frameworks(struct session *session);
void ciso_mappings(struct session *session);
bool ciso_workbook_fits(struct session *session);
void ciso_workbook_frameworks(struct session *session);
void ciso_workbook_mappings(struct session *session);
bool oscal_fits(struct session *session);
void oscal_frameworks(struct session *session);
void oscal_mappings(struct session *session);
/* Whether a text is SSSOM, by its first lines. */
bool sssom_looks(struct str text);
bool sssom_fits(struct session *session);
void sssom_mappings(struct session *session);
bool cprt_fits(struct session *session);
void cprt_frameworks(struct session *session);
void cprt_mappings(struct session *session);
bool opencontrol_fits(struct session *session);
void opencontrol_frameworks(struct session *session);
bool complianceascode_fits(struct session *session);
void complianceascode_frameworks(struct session *session);
bool csf_tool_fits(struct session *session);
void csf_tool_frameworks(struct session *session);
void csf_tool_mappings(struct session *session);
bool olir_fits(struct session *session);
void olir_mappings(struct session *session);
bool spreadsheet_fits(struct session *session);
void spreadsheet_frameworks(struct session *session);
void spreadsheet_mappings(struct session *session);

#endif
