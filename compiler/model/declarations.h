/* What was written: the documents as their authors declared them, text and place, nothing resolved.
 *
 * Loading fills these, linking reads them; no later stage sees them. All text is in the arena of the loading worker
 * and lives as long as the compilation. Places are byte offsets of the `<` of an element in the document's source;
 * where an attribute is meant, a finding names it (see diag/finding.h). */
#ifndef CW_MODEL_DECLARATIONS_H
#define CW_MODEL_DECLARATIONS_H

#include "base/names.h"
#include "base/str.h"
#include "base/vec.h"
#include "model/vocabulary.h"

#define NO_INDEX UINT32_MAX

struct decl_link {
  struct str rel;
  struct str href;
  uint32_t offset;
};

struct decl_value {
  struct str name;
  struct str title;
};

struct decl_attribute {
  struct str name;
  struct str title;
  uint32_t offset;
  uint32_t first_value; /* into values; no value declared: any token may stand */
  uint32_t value_count;
  bool lost_value; /* a value was declared that is not used */
};

/* One token of <attr name= value=>: two values make two of these. */
struct decl_attr {
  struct str name;
  struct str value;
  uint32_t offset;
};

struct decl_replacement {
  struct str ref;
  uint32_t offset;
};

enum control_kind { KIND_GROUP, KIND_CONTROL };

/* A control or a group. Children follow their parent at once (preorder). */
struct decl_control {
  struct str id;
  struct str label; /* how the publisher writes the id, where that is none; or absent */
  struct str title;
  struct str statement; /* present but empty when the options do not ask for texts */
  struct str guidance;
  uint64_t wording; /* a fingerprint of the statement (model/wording.h), where pins are looked at; 0 without one */
  uint32_t offset;
  uint32_t parent; /* index in controls, or NO_INDEX */
  uint32_t first_attr;
  uint32_t attr_count;
  uint32_t first_replacement;
  uint32_t replacement_count;
  uint16_t depth;  /* 0 at the top */
  uint8_t kind;    /* enum control_kind */
  bool exhaustive; /* default applied: groups yes, controls no */
  bool counted;    /* as written, default yes; what coverage counts is decided by linking */
  bool withdrawn;  /* itself or something above it */
  bool part;       /* as written, default yes: nothing is concluded from what is no part of its parent */
  bool selectable; /* of a group: an organisation chooses among what it gathers, and says why */
};

/* What a framework says of itself: the same as it was read and as it will be written. `control_id` is the pattern, absent
 * when not declared. */
#define FRAMEWORK_FIELDS                                       \
  struct str id;                                               \
  struct str title;                                            \
  struct str short_title;                                      \
  struct str publisher;                                        \
  struct str edition;                                          \
  struct str published;                                        \
  struct str language;                                         \
  struct str supersedes;                                       \
  struct str control_id;                                       \
  struct str rights;                                           \
  bool open;                                                   \
  VEC(struct decl_link) links;                                 \
  bool lost_attribute; /* one was declared that is not used */ \
  VEC(struct decl_attribute) attributes;                       \
  VEC(struct decl_value) values

struct decl_framework {
  FRAMEWORK_FIELDS;
  bool cut; /* a limit kept controls of it from being read */
  VEC(struct decl_control) controls;
  VEC(struct decl_attr) attrs;
  VEC(struct decl_replacement) replacements;
};

/* <supplement framework="..."> <control ref="..." title="..."> <statement/> <guidance/> <attr/> </control> */
struct decl_supplement_control {
  struct str ref;
  struct str title;
  struct str statement;
  struct str guidance;
  uint32_t offset;
  uint32_t first_attr;
  uint32_t attr_count;
};

struct decl_supplement {
  struct str framework;
  struct str language;
  struct str publisher;
  struct str title;
  struct str rights;
  bool lost_attribute;
  VEC(struct decl_attribute) attributes;
  VEC(struct decl_value) values;
  VEC(struct decl_supplement_control) controls;
  VEC(struct decl_attr) attrs;
};

enum { UNSTATED_NUMBER = 255 };
enum {
  MAP_SOURCES = 1, /* `source` is a first index into refs, `source_count` of them */
  MAP_TARGETS = 2
};

/* One <map>. Ids are numbers in the document's own table of names; source and target ids share it. */
struct decl_map {
  uint32_t offset;
  uint32_t source; /* a name, or with MAP_SOURCES the first of `refs` */
  uint32_t target;
  uint32_t remarks;  /* where in `texts` the NUL-terminated remarks start, or their names_hash; 0 for none */
  uint8_t relation;  /* enum relation */
  uint8_t rationale; /* enum rationale, RATIONALE_UNSTATED: as the mapping says */
  uint8_t method;
  uint8_t strength;   /* 1 to 10, or UNSTATED_NUMBER */
  uint8_t confidence; /* 0 to 100, or UNSTATED_NUMBER */
  uint8_t flags;
  uint16_t source_count; /* of the refs; the sources come first, the targets follow them at once */
  uint16_t target_count;
};

struct decl_ref {
  uint32_t name;
  uint32_t offset;
};

/* The title of a control that the author of a map had before them. */
enum seen_side { SEEN_SOURCE, SEEN_TARGET, SEEN_EITHER };
struct decl_seen {
  struct str title;
  uint32_t map;    /* index in maps */
  uint32_t member; /* of several sources or targets: which of them; else 0 */
  uint32_t offset; /* of the element that has the attribute */
  uint8_t side;    /* enum seen_side; of either side: `title` on the map itself */
  /* Once it is linked, when the maps are gone: */
  uint32_t map_offset;
  uint32_t node; /* whose title it is, of that side; NO_INDEX where that cannot be told */
};

/* What the controls of a map said when somebody last looked at it: fingerprints, as in model/wording.h. */
struct decl_pin {
  uint64_t source;
  uint64_t target;
  uint32_t offset; /* of the map */
};

struct decl_pattern {
  struct str source; /* PCRE2 */
  struct str target; /* substitution */
  struct str remarks;
  uint32_t offset;
  uint8_t relation;
  uint8_t rationale;
  uint8_t method;
  uint8_t strength;
  uint8_t confidence;
  bool missing_ignored;
};

struct decl_no_counterpart {
  struct str id;
  struct str remarks;
  uint32_t offset;
  bool of_target; /* `target=` was written, not `source=` */
};

struct decl_provenance {
  struct str href;
  struct str text;
};

struct decl_mapping {
  struct str id;
  struct str source; /* framework ids */
  struct str target;
  struct str title;
  struct str publisher;
  struct str published;
  struct str version;
  struct str via; /* ids of frameworks, separated by spaces; absent: not composed */
  uint8_t method;
  uint8_t rationale;
  uint8_t status;
  uint8_t authority;
  uint8_t style;
  uint8_t overlap;
  uint8_t examined;
  bool chain;
  bool flawed;         /* something inside it was not read, or is wrong: a finding says so */
  bool remarks_hashed; /* of `maps`; those of the others are texts always */
  VEC(struct decl_provenance) provenances;
  struct names names;
  VEC(struct decl_map) maps;
  VEC(struct decl_ref) refs;
  VEC(struct decl_seen) seen; /* by map */
  VEC(struct decl_pin) pins;  /* by offset */
  VEC(char) texts;            /* texts.v[0] is NUL */
  VEC(struct decl_pattern) patterns;
  VEC(struct decl_no_counterpart) no_counterparts;
};

struct decl_use {
  struct str href; /* one of the two is present */
  struct str ref;
  uint32_t offset;
};

struct decl_crosswalk {
  struct str source;
  struct str target; /* one of the two is present */
  struct str held;   /* ids separated by spaces */
  uint32_t offset;
};

/* What an assessment is carried to: a statement of applicability, a risk register, an alignment, an annex to a bid. */
enum deliverable { DELIVERABLE_SOA, DELIVERABLE_RISKS, DELIVERABLE_ALIGN, DELIVERABLE_BID };
struct decl_deliverable {
  enum deliverable kind;
  struct str target;      /* of an alignment; else absent */
  struct str assessments; /* ids separated by spaces */
  uint32_t offset;
};

/* A wide table. */
struct decl_matrix {
  struct str source;
  struct str targets; /* ids separated by spaces */
  struct str title;
  uint32_t offset;
};

struct decl_accept {
  struct str finding;
  struct str framework; /* each absent when not stated: matches all */
  struct str control;   /* ids separated by spaces */
  struct str mapping;
  struct str reason;
  uint32_t offset;
};

struct decl_workspace {
  struct str title;
  struct str language;
  struct str organisation;
  struct str accent; /* #rrggbb */
  struct str date;   /* of what is made of it, and who answers for it */
  struct str version;
  struct str contact;
  struct str warnings; /* what -W takes, separated by spaces */
  struct str fail_on;  /* what --fail-on takes */
  struct str show;     /* what --show takes */
  struct str note;     /* paragraphs are separated by an empty line */
  struct str logo;     /* the file, relative to the workspace's */
  uint32_t logo_offset;
  bool bundled;  /* the bundled mappings join */
  bool followed; /* what it uses has been read */
  VEC(struct decl_use) uses;
  VEC(struct decl_crosswalk) crosswalks;
  VEC(struct decl_matrix) matrices;
  VEC(struct decl_deliverable) deliverables;
  VEC(struct decl_accept) accepts;
};

/* In an assessment whatever is not written is absent; dates are as written: a year, a month or a day. */
struct decl_evidence {
  struct str href;
  struct str title;
  struct str collected;
  struct str expires;
  uint32_t offset;
  uint8_t kind;  /* enum evidence_kind */
  uint8_t share; /* enum share */
};

enum applicability { APPLICABILITY_UNSTATED, APPLICABILITY_NO, APPLICABILITY_YES };

/* A control as an organisation sees it: the framework's, or one of its own. */
struct decl_assessed {
  struct str ref;   /* or its own id */
  struct str title; /* of its own controls */
  struct str owner;
  struct str justification;
  struct str reviewed;
  struct str due;
  struct str how;
  uint32_t offset;
  uint32_t first_evidence;
  uint32_t evidence_count;
  uint8_t status;     /* enum implementation */
  uint8_t applicable; /* enum applicability */
  uint8_t because;    /* bits 1 << enum reason */
  bool own;
};

struct decl_treated_by {
  struct str control;
  struct str framework; /* absent: that of the assessment */
  uint32_t offset;
};

struct decl_action {
  struct str title;
  struct str owner;
  struct str due;
  struct str state;
  uint32_t offset;
};

struct decl_risk {
  struct str id;
  struct str title;
  struct str owner;
  struct str accepted_by;
  struct str accepted;
  struct str review;
  struct str remarks;
  uint32_t offset;
  uint32_t first_treated_by;
  uint32_t treated_by_count;
  uint32_t first_action;
  uint32_t action_count;
  uint8_t treatment;  /* enum treatment */
  uint8_t likelihood; /* 1 to 10; 0 where nothing is stated, and likewise the others */
  uint8_t impact;
  uint8_t residual_likelihood;
  uint8_t residual_impact;
};

struct decl_certificate {
  struct str standard;
  struct str body;
  struct str accreditation;
  struct str number;
  struct str issued;
  struct str expires;
  struct str soa_version;
  struct str level;
  struct str scope;
  uint32_t offset;
};

struct decl_assessment {
  struct str id;
  struct str framework;
  struct str title;
  struct str organisation;
  struct str date;
  struct str version;
  struct str approved_by;
  struct str approved;
  struct str supersedes;
  struct str within; /* ids of assessments, separated by spaces */
  struct str scope;
  uint32_t scope_offset;
  uint8_t kind;         /* enum assessment_kind */
  uint8_t accept_below; /* risks below this level are accepted as they are; 0 where nothing is stated */
  bool cut;             /* a limit kept parts of it from being read */
  VEC(struct decl_certificate) certificates;
  VEC(struct decl_assessed) controls; /* in the order of the document, its own among them */
  VEC(struct decl_evidence) evidence; /* by control */
  VEC(struct decl_risk) risks;
  VEC(struct decl_treated_by) treated_by; /* by risk */
  VEC(struct decl_action) actions;        /* by risk */
};

enum document_kind {
  DOCUMENT_BROKEN,
  DOCUMENT_FRAMEWORK,
  DOCUMENT_SUPPLEMENT,
  DOCUMENT_MAPPING,
  DOCUMENT_WORKSPACE,
  DOCUMENT_IGNORED, /* a workspace that nobody named: its declaration says nothing */
  DOCUMENT_ASSESSMENT
};

/* One document. Broken ones carry nothing: their findings say why. A document with schema findings is kept with what
 * could be read of it, so that one mistake costs no more than itself. */
struct document {
  enum document_kind kind;
  uint32_t source; /* index in the table of sources */
  uint32_t offset; /* of the root element */
  bool bundled;
  bool walked; /* met in a folder, not asked for by name */
  /* Of a document that is not used: what it would be, and the id of the framework or assessment that it would define, where
   * that much can be read. */
  enum document_kind lost_kind;
  struct str lost;
  union {
    struct decl_framework *framework;
    struct decl_supplement *supplement;
    struct decl_mapping *mapping;
    struct decl_workspace *workspace;
    struct decl_assessment *assessment;
  } as;
};

#endif
