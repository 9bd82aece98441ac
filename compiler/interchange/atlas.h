/* The frameworks that an import knows: the bundled ones, those given beside the files, and those just read. */
#ifndef CW_INTERCHANGE_ATLAS_H
#define CW_INTERCHANGE_ATLAS_H

#include "base/names.h"
#include "interchange/session.h"

struct known_control {
  struct str id;
  struct str label; /* or absent */
  struct str title;
  struct str statement;
  struct str parent; /* its id, absent at the top */
  bool withdrawn;
};

struct known {
  struct str id;
  struct str title;
  struct str short_title;
  bool open;                          /* any id stands */
  bool bundled;                       /* the user neither gave it nor imports it */
  struct names ids;                   /* in the order of the framework */
  VEC(struct known_control) controls; /* by number in them */
  struct names labels;
  VEC(uint32_t) labelled; /* by label: the id that it is for */
  struct names keys;      /* made when one is asked for */
  VEC(uint32_t) keyed;    /* by key: the id, or NO_NAME where several have it */
  uint32_t keys_of;       /* ids that have their key */
  uint32_t guesses;       /* nearest ids that were looked for: bounded, since each looks at all */
};

enum known_how {
  KNOWN_EXACTLY,
  KNOWN_BY_LABEL,
  KNOWN_BY_KEY,
  KNOWN_SEVERAL, /* several controls have its key */
  KNOWN_EITHER,  /* a clause and a control of Annex A */
  KNOWN_NOT
};

void atlas_open(struct session *session, const struct import_known *given);
/* The framework of that id, or NULL. */
struct known *atlas_find(struct session *session, struct str id);
/* The frameworks by number; NULL behind the last. */
struct known *atlas_number(struct session *session, uint32_t number);
/* The framework of that id, made if need be. */
struct known *atlas_make(struct session *session, struct str id);
void known_add(struct session *session, struct known *known, const struct known_control *control);
/* The control of an id that is known. */
const struct known_control *known_control(const struct known *known, struct str id);
/* How many controls and groups it stands within. */
unsigned known_depth(const struct known *known, const struct known_control *control);
/* A name of the user's own for a framework, which goes before all others. False: it is one of another framework's. */
bool atlas_call(struct session *session, struct str name, struct str id);
/* Takes the names of the present file, a table of them. */
void own_names_read(struct session *session);
/* Our id of the framework that a name, URN or identifier of somebody else's means; absent if it is not known. */
struct str atlas_name(struct session *session, struct str name);
/* The same for a longer text that may hold such a name ("ISO 27002 Mappings"). */
struct str atlas_name_within(struct session *session, struct str text);
/* Whether the text has the first word of the framework's id in it: "NIS2 reference" and nis2-2024-2690. */
bool known_is_named_in(struct session *session, const struct known *known, struct str text);
/* Whether the text has the name of any framework in it, or the first word of its id. */
bool atlas_has_name_in(struct session *session, struct str text);
/* Whether several ids of the framework are written as the text but for case, blanks and punctuation. */
bool known_is_shared(struct session *session, struct known *known, struct str text);
/* The id as its framework writes it, absent where it has none or several. */
struct str known_find(struct session *session, struct known *known, struct str text, enum known_how *how);
/* A few known ids, at first those that go before. */
enum { MOST_CANDIDATES = 3 };
struct candidates {
  struct str ids[MOST_CANDIDATES];
  unsigned count;
};
/* The known ids that are nearest to an unknown one, all equally near. */
struct candidates known_nearest(struct known *known, struct str text);
/* The known ids that have the same key as the text. */
struct candidates known_alike(struct session *session, struct known *known, struct str text);
/* Another known framework that has the id, or NULL. */
const struct known *atlas_elsewhere(struct session *session, const struct known *known, struct str id);

#endif
