/* What readers of frameworks share. */
#ifndef CW_INTERCHANGE_FRAMEWORKS_H
#define CW_INTERCHANGE_FRAMEWORKS_H

#include "interchange/session.h"

/* What has children, no text of its own and only such things above it is a group. */
void framework_shape_groups(struct session *session, struct native_framework *framework);
/* By number: what stands, by its parents, inside itself, one of each circle. Its parent is taken away (NO_INDEX). */
bool *parents_cut_circles(struct arena *arena, uint32_t *parents, uint32_t count);
/* Mappings of the same import may name its controls. What its attributes declare is completed. */
void framework_make_known(struct session *session, struct native_framework *framework);
/* The file's name without folder and extension. */
struct str session_stem(struct session *session);

#endif
