/* OSCAL (1.0 to 1.2): catalogs and mapping collections, in JSON, YAML or XML, which are one tree here. */
#ifndef CW_INTERCHANGE_OSCAL_H
#define CW_INTERCHANGE_OSCAL_H

#include "base/names.h"
#include "interchange/ids.h"
#include "interchange/tree.h"

/* Parameters of a catalog by their id. */
struct oscal_params {
  struct session *session;
  struct names names;
  VEC(const struct node *) nodes;
};

/* Collects the parameters of a node and of all below it. */
void oscal_collect_params(struct oscal_params *params, const struct node *node);
/* A text without markup, its parameters in words: of many lines (prose, remarks, descriptions), or of one (titles). */
struct str oscal_text(struct oscal_params *params, const struct value *value);
struct str oscal_title(struct oscal_params *params, const struct value *value);
/* The same of a member of documents that have no parameters. */
struct str oscal_plain_text(struct session *session, const struct node *node, const char *name);
struct str oscal_plain_title(struct session *session, const struct node *node, const char *name);
/* The name of a framework in a path or address: the file's without extension, or its folder's where that says no more than
 * "catalog". */
struct str oscal_name(struct str path);
/* The party that published a document, or made it; absent if none is told. */
/* Counts what the metadata say and no document of ours holds. */
void oscal_lose_metadata(struct session *session, const struct node *metadata);
struct str oscal_publisher(const struct node *metadata);
/* The version of the document; absent where an export of this program says that there is none. */
struct str oscal_version(const struct node *metadata);
/* Whether a namespace is that of OSCAL, which is meant where none is told. */
bool oscal_is_standard(struct str space);
/* The value of a property in the namespace of OSCAL, of those without a class or with any; absent if there is none. */
struct str oscal_prop(const struct node *node, const char *name);
/* A property in the namespace of this program, as an export writes them; absent if there is none. */
#define OSCAL_OWN "urn:crosswalk:oscal"
struct str oscal_own_prop(const struct node *node, const char *name);
/* The id of the document that an export was made of, as a property has it; absent where it could be none. */
struct str oscal_own_id(const struct node *node);
/* Whether the property is one of ours, and an attribute of a control: its name is the author's. */
bool oscal_is_own(const struct node *prop);
bool oscal_is_attribute(const struct node *prop);
/* Whether all properties of the node are such. */
bool oscal_has_foreign_props(const struct node *node);
/* The id that an export made a token of: "4.3" of "c-4.3", "5(2)" of "c-5_282_29". Any other text as it is. */
struct str oscal_id_of_token(struct arena *arena, struct str token);
/* The control that a part belongs to by its id: "ac-2" of "ac-2_smt.a". */
struct str oscal_control_of(struct str id);
/* By what a part of a catalog is found, as URNs are, whatever its id looks like: its control. */
struct str oscal_part_key(struct arena *arena, struct str id);

void oscal_read_catalog(struct session *session, const struct node *root);
void oscal_read_mappings(struct session *session, const struct node *root);

#endif
