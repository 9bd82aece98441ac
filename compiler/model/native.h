/* Documents that the program makes: frameworks, mappings and assessments as they will be written in our own XML.
 *
 * What an importer reads and what a migration carries over is put together here, by whoever calls the functions below, and
 * written by output/xml. Nothing is resolved and nothing is checked but what the functions say. All text is borrowed and
 * must outlive the document. Absent text (p NULL) and empty text are both left out when a document is written. */
#ifndef CW_MODEL_NATIVE_H
#define CW_MODEL_NATIVE_H

#include "base/vec.h"
#include "model/declarations.h"
#include "model/vocabulary.h"

/* <attr name= value=>: one or more words. */
struct native_attr {
  struct str name;
  struct str value;
};

enum native_choice { CHOICE_DEFAULT, CHOICE_YES, CHOICE_NO };

/* A control or a group; the tree is told by `parent`, and written in the order of the list. */
struct native_control {
  struct str id;
  struct str title;
  struct str label;
  struct str statement;
  struct str guidance;
  VEC(struct native_attr) attrs;
  VEC(struct str) replaced_by;
  uint32_t parent; /* index in controls, or NO_INDEX; a parent may come after its children */
  enum control_kind kind;
  bool kind_said; /* by its author, and not to be concluded */
  bool withdrawn;
  bool selectable;               /* of a group */
  enum native_choice exhaustive; /* CHOICE_DEFAULT: not written */
  enum native_choice counted;
  enum native_choice part;
};

struct native_framework {
  FRAMEWORK_FIELDS;
  VEC(struct native_control) controls;
};

/* Titles and texts of a framework in another language, or from a licensee. */
struct native_supplement_control {
  struct str ref;
  struct str title;
  struct str statement;
  struct str guidance;
};

struct native_supplement {
  struct str framework;
  struct str language;
  struct str publisher;
  struct str title;
  struct str rights;
  VEC(struct native_supplement_control) controls;
};

/* One end of a map; `title` is the one that the author of the map saw. */
struct native_ref {
  struct str id;
  struct str title;
};

struct native_map {
  struct native_ref *sources; /* one or more; several mean their union */
  struct native_ref *targets;
  uint32_t source_count;
  uint32_t target_count;
  struct str remarks;
  uint8_t relation;
  uint8_t rationale;
  uint8_t method;
  uint8_t strength;   /* 1 to 10, or UNSTATED_NUMBER */
  uint8_t confidence; /* 0 to 100, or UNSTATED_NUMBER */
};

struct native_mapping {
  struct str id;
  struct str source;
  struct str target;
  struct str title;
  struct str publisher;
  struct str published;
  struct str version;
  struct str via; /* ids separated by spaces */
  uint8_t method;
  uint8_t rationale;
  uint8_t status;
  uint8_t authority;
  uint8_t style;
  uint8_t overlap;
  uint8_t examined;
  bool chain_refused;
  VEC(struct decl_provenance) provenances;
  VEC(struct native_map) maps;
  VEC(struct decl_no_counterpart) no_counterparts; /* in the order of their places; `offset` is not read */
};

struct native_evidence {
  struct str title;
  struct str href;
  struct str collected;
};

/* A control as an organisation sees it; what is not stated is not written. */
struct native_line {
  struct str ref;
  struct str owner;
  struct str justification;
  struct str reviewed;
  struct str due;
  struct str because;
  struct str how;
  enum native_choice applicable;
  uint8_t status; /* enum implementation */
  VEC(struct native_evidence) evidence;
};

struct native_assessment {
  struct str id;
  struct str framework;
  struct str organisation;
  struct str date;
  struct str version;
  struct str scope;
  VEC(struct native_line) lines;
};

struct native_document {
  enum document_kind kind;
  union {
    struct native_framework *framework;
    struct native_supplement *supplement;
    struct native_mapping *mapping;
    struct native_assessment *assessment;
  } as;
};

struct native_framework *native_framework_new(struct arena *arena, struct str id);
struct native_mapping *native_mapping_new(struct arena *arena, struct str source, struct str target);
struct native_assessment *native_assessment_new(struct arena *arena, struct str framework);
/* The index of the new control, all of whose choices are the default. */
uint32_t native_control_add(struct arena *arena, struct native_framework *framework, enum control_kind kind,
                            struct str id, struct str title, uint32_t parent);
/* A map of one source and one target; what it does not say is unstated. The pointer is good until the next one. */
struct native_map *native_map_add(struct arena *arena, struct native_mapping *mapping, struct native_ref source,
                                  enum relation relation, struct native_ref target);
/* A map between unions. The lists are copied. */
struct native_map *native_union_add(struct arena *arena, struct native_mapping *mapping,
                                    const struct native_ref *sources, uint32_t source_count, enum relation relation,
                                    const struct native_ref *targets, uint32_t target_count);
/* The name of the file that the document is written to, after its id: FRAMEWORK.xml, SOURCE-to-TARGET.xml (the id of a
 * mapping), ASSESSMENT.xml, FRAMEWORK.LANGUAGE.xml. */
struct str native_file_name(struct arena *arena, const struct native_document *document);

/* What an export puts in front of the remarks of a map that nobody declared, in formats that have no other place for it: an
 * import leaves such a map out, since what was derived must not come back as a fact. */
#define NATIVE_DERIVED "Implied, not declared: "
bool native_is_derived(struct str remarks);

#endif
