/* What a run is asked for: the crosswalks of the caller and of the workspaces, as far as anything joins their frameworks. */
#ifndef CW_WORKSPACE_ASKS_H
#define CW_WORKSPACE_ASKS_H

#include "workspace/workspace.h"

/* Frameworks that are held together, each once. */
typedef VEC(uint32_t) held_list;
/* Those that plus signs or commas separate; false if one is not loaded. */
bool parse_held(struct workspace *w, struct str ids, held_list *list);
bool held_has(const held_list *list, uint32_t framework);
/* Adds the crosswalk of the source against all of them; where that is one, against it. NO_INDEX after a finding. */
uint32_t ask_held(struct workspace *w, struct place place, uint32_t source, const held_list *held, bool column);

/* Asks for all crosswalks and wide tables of the scope that was asked for. */
void ask_everything(struct workspace *w);
/* Asks for one crosswalk, or for the column of a wide table and then gives its number; NO_INDEX with a finding at the place where no chain
 * of loaded mappings leads from one framework to the other. */
uint32_t ask_joined(struct workspace *w, struct place place, uint32_t source, uint32_t target, bool column);
/* Whether what the attribute of an element names is another framework than its source; if not, a finding says so. */
bool is_another(struct workspace *w, const struct document *document, uint32_t offset, const char *attribute,
                uint32_t source, uint32_t target);
/* Tells of a build that would write an index of nothing. */
void report_idle_build(struct workspace *w);
/* Whether the crosswalk was asked for in vain. */
bool is_unconnected(const struct workspace *w, uint32_t source, uint32_t target);

#endif
