/* What readers of frameworks share. */
#ifndef CW_INTERCHANGE_FRAMEWORKS_H
#define CW_INTERCHANGE_FRAMEWORKS_H

#include "interchange/session.h"

/* What has children, no text of its own and only such things above it is a group. */
void framework_shape_groups(struct session *session, struct native_framework *framework);
/* Mappings of the same import may name its controls. What its attributes declare is completed. */
void framework_make_known(struct session *session, struct native_framework *framework);
/* The file's name without folder and extension. */
struct str session_stem(struct session *session);

#endif
