/* The closed world of the formats: which elements stand where, with which attributes. One table says it all. */
#ifndef CW_LOAD_XML_SHAPE_H
#define CW_LOAD_XML_SHAPE_H

#include "base/str.h"
#include "model/vocabulary.h"

/* Where the same name means different things in different places, there are different elements. In the order in which
 * readers meet them most, since the names of one parent are compared in this order. */
enum element {
  EL_DOCUMENT, /* what the root elements stand in */
  EL_MAP,
  EL_REMARKS,
  EL_SOURCE,
  EL_TARGET,
  EL_CONTROL,
  EL_GROUP,
  EL_ATTR,
  EL_STATEMENT,
  EL_GUIDANCE,
  EL_REPLACED_BY,
  EL_FRAMEWORK,
  EL_MAPPING,
  EL_SUPPLEMENT,
  EL_WORKSPACE,
  EL_RIGHTS,
  EL_LINK,
  EL_ATTRIBUTE,
  EL_VALUE,
  EL_SUPPLEMENT_CONTROL,
  EL_PROVENANCE,
  EL_MAP_PATTERN,
  EL_NO_COUNTERPART,
  EL_USE,
  EL_CROSSWALK,
  EL_MATRIX,
  EL_ACCEPT,
  EL_LOGO,
  EL_NOTE,
  EL_SOA,
  EL_RISKS,
  EL_ALIGN,
  EL_BID,
  EL_ASSESSMENT,
  EL_SCOPE,
  EL_RISK,
  EL_TREATED_BY,
  EL_ASSESSED_CONTROL,
  EL_EVIDENCE,
  EL_HOW,
  EL_OWN_CONTROL,
  EL_CERTIFICATE,
  EL_ACTION,
  ELEMENTS
};

enum attribute {
  AT_ID,
  AT_SOURCE,
  AT_TARGET,
  AT_TARGETS,
  AT_RELATION,
  AT_TITLE,
  AT_REF,
  AT_NAME,
  AT_VALUE,
  AT_RATIONALE,
  AT_METHOD,
  AT_STRENGTH,
  AT_CONFIDENCE,
  AT_SHORT,
  AT_PUBLISHER,
  AT_EDITION,
  AT_PUBLISHED,
  AT_LANGUAGE,
  AT_SUPERSEDES,
  AT_CONTROL_ID,
  AT_OPEN,
  AT_REL,
  AT_HREF,
  AT_EXHAUSTIVE,
  AT_COUNTED,
  AT_STATUS,
  AT_FRAMEWORK,
  AT_VERSION,
  AT_AUTHORITY,
  AT_STYLE,
  AT_OVERLAP,
  AT_CHAIN,
  AT_EXAMINED,
  AT_MISSING,
  AT_FINDING,
  AT_CONTROL,
  AT_MAPPING,
  AT_ORGANISATION,
  AT_ACCENT,
  AT_DATE,
  AT_LIKELIHOOD,
  AT_IMPACT,
  AT_TREATMENT,
  AT_OWNER,
  AT_APPLICABLE,
  AT_JUSTIFICATION,
  AT_REVIEWED,
  AT_COLLECTED,
  AT_EXPIRES,
  AT_KIND,
  AT_SHARE,
  AT_BECAUSE,
  AT_DUE,
  AT_STATE,
  AT_REVIEW,
  AT_RESIDUAL_LIKELIHOOD,
  AT_RESIDUAL_IMPACT,
  AT_ACCEPTED,
  AT_ACCEPTED_BY,
  AT_APPROVED,
  AT_APPROVED_BY,
  AT_WITHIN,
  AT_ACCEPT_BELOW,
  AT_STANDARD,
  AT_BODY,
  AT_ACCREDITATION,
  AT_NUMBER,
  AT_ISSUED,
  AT_SOA_VERSION,
  AT_LEVEL,
  AT_SCOPE,
  AT_LABEL,
  AT_PART,
  AT_SELECTABLE,
  AT_VIA,
  AT_SOURCE_TITLE,
  AT_TARGET_TITLE,
  AT_BUNDLED,
  AT_CONTACT,
  AT_HELD,
  AT_ASSESSMENT,
  AT_ASSESSMENTS,
  AT_WARNINGS,
  AT_FAIL_ON,
  AT_SHOW,
  AT_PINNED,
  ATTRIBUTES
};

/* A set of attributes: there are more of them than bits in a word. */
enum { ATTRIBUTE_WORDS = (ATTRIBUTES + 63) / 64 };
struct attribute_set {
  uint64_t words[ATTRIBUTE_WORDS];
};
static inline bool attribute_set_has(const struct attribute_set *set, enum attribute attribute) {
  return (set->words[attribute / 64] >> attribute % 64 & 1) != 0;
}
static inline void attribute_set_add(struct attribute_set *set, enum attribute attribute) {
  set->words[attribute / 64] |= UINT64_C(1) << attribute % 64;
}
/* True if `set` has all of `wanted`. */
static inline bool attribute_set_holds(const struct attribute_set *set, const struct attribute_set *wanted) {
  for (unsigned i = 0; i < ATTRIBUTE_WORDS; i++) {
    if ((wanted->words[i] & ~set->words[i]) != 0) {
      return false;
    }
  }
  return true;
}

/* What a value must look like. */
enum form {
  FORM_TEXT,         /* something but white space; runs of white space count as one space */
  FORM_DOCUMENT_ID,  /* [a-z0-9][a-z0-9._-]* */
  FORM_DOCUMENT_IDS, /* one or more of those, separated by spaces */
  FORM_CONTROL_ID,   /* no white space, control or invisible characters */
  FORM_REFERENCE,    /* one or more of those, with one space between two: an id, or a label */
  FORM_TOKENS,       /* one or more of those, separated by spaces */
  FORM_DATE,         /* YYYY, YYYY-MM or YYYY-MM-DD, and real */
  FORM_LANGUAGE,     /* en, pt-BR */
  FORM_STRENGTH,     /* 1 to 10; likelihoods and impacts too */
  FORM_CONFIDENCE,   /* 0 to 100 */
  FORM_EXPRESSION,   /* a regular expression or a substitution: not empty */
  FORM_COLOUR,       /* # and six hexadecimal digits */
  FORM_FINDING,      /* the name of a finding or of a family of them */
  FORM_WARNINGS,     /* what -W takes, one or more, separated by spaces */
  FORM_FAIL_ON,      /* what --fail-on takes, one or more, separated by spaces */
  FORM_PIN,          /* two fingerprints, as check --pin writes them */
  FORM_WORD,         /* one of a vocabulary */
  FORM_WORDS         /* one or more of a vocabulary of at most eight, separated by spaces */
};

enum need {
  OPTIONAL,
  REQUIRED, /* without it the element is not used */
  EXPECTED  /* its lack is a mistake too, but the element is used without it */
};

struct attribute_rule {
  uint8_t attribute;              /* enum attribute */
  uint8_t form;                   /* enum form */
  uint8_t need;                   /* enum need */
  const struct vocabulary *words; /* of FORM_WORD and FORM_WORDS */
};

struct shape {
  const char *name;
  uint64_t parents; /* bits 1 << enum element */
  const struct attribute_rule *attributes;
  uint8_t attribute_count;
  bool text;       /* holds text, and no elements */
  bool once;       /* at most one in its parent */
  bool paragraphs; /* empty lines in the text count; elsewhere all white space is one space */
};

extern const struct shape shapes[ELEMENTS];
extern const char *const attribute_names[ATTRIBUTES];

#endif
