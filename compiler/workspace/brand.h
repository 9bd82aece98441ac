/* What a workspace puts on the front of each page. */
#ifndef CW_WORKSPACE_BRAND_H
#define CW_WORKSPACE_BRAND_H

#include "base/str.h"

/* All empty without a workspace. */
struct brand {
  struct str title;
  struct str language; /* of these texts */
  struct str organisation;
  struct str accent;    /* #rrggbb */
  struct str note;      /* for the front; paragraphs are separated by an empty line */
  struct str logo;      /* the bytes of a picture */
  struct str logo_type; /* image/png, image/jpeg or image/svg+xml */
  struct str date;      /* of the pack, as its workspace states it */
  struct str version;
  struct str contact; /* who answers for it */
};

struct workspace;
/* Fills the brand from the workspaces that are loaded, and reads the logo. Each part comes from the first workspace that
 * states it: one that is used may give a house style, and the one that uses it may differ. A logo that cannot be used is a
 * finding, and the pages come without it. */
void brand_load(struct workspace *w);

#endif
