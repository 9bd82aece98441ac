/* What a workspace puts on the front of each page. */
#ifndef CW_API_BRAND_H
#define CW_API_BRAND_H

#include "api/compilation.h"

/* Fills the compilation's brand from the workspaces that are loaded, and reads the logo. Each part comes from the first
 * workspace that states it: one that is used may give a house style, and the one that uses it may differ. A logo that
 * cannot be used is a finding, and the pages come without it. */
void brand_load(struct cw_compilation *c);

#endif
