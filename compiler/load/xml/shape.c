/* The table of elements and attributes; compiler/schema/crosswalk.xsd says the same to editors. */
#include "load/xml/shape.h"

const char *const attribute_names[ATTRIBUTES] = {
    [AT_ID] = "id",
    [AT_SOURCE] = "source",
    [AT_TARGET] = "target",
    [AT_TARGETS] = "targets",
    [AT_RELATION] = "relation",
    [AT_TITLE] = "title",
    [AT_REF] = "ref",
    [AT_NAME] = "name",
    [AT_VALUE] = "value",
    [AT_RATIONALE] = "rationale",
    [AT_METHOD] = "method",
    [AT_STRENGTH] = "strength",
    [AT_CONFIDENCE] = "confidence",
    [AT_SHORT] = "short",
    [AT_PUBLISHER] = "publisher",
    [AT_EDITION] = "edition",
    [AT_PUBLISHED] = "published",
    [AT_LANGUAGE] = "language",
    [AT_SUPERSEDES] = "supersedes",
    [AT_CONTROL_ID] = "control-id",
    [AT_OPEN] = "open",
    [AT_REL] = "rel",
    [AT_HREF] = "href",
    [AT_EXHAUSTIVE] = "exhaustive",
    [AT_COUNTED] = "counted",
    [AT_STATUS] = "status",
    [AT_FRAMEWORK] = "framework",
    [AT_VERSION] = "version",
    [AT_AUTHORITY] = "authority",
    [AT_STYLE] = "style",
    [AT_OVERLAP] = "overlap",
    [AT_CHAIN] = "chain",
    [AT_EXAMINED] = "examined",
    [AT_MISSING] = "missing",
    [AT_FINDING] = "finding",
    [AT_CONTROL] = "control",
    [AT_MAPPING] = "mapping",
    [AT_ORGANISATION] = "organisation",
    [AT_ACCENT] = "accent",
    [AT_DATE] = "date",
    [AT_LIKELIHOOD] = "likelihood",
    [AT_IMPACT] = "impact",
    [AT_TREATMENT] = "treatment",
    [AT_OWNER] = "owner",
    [AT_APPLICABLE] = "applicable",
    [AT_JUSTIFICATION] = "justification",
    [AT_REVIEWED] = "reviewed",
    [AT_COLLECTED] = "collected",
    [AT_EXPIRES] = "expires",
    [AT_KIND] = "kind",
    [AT_SHARE] = "share",
    [AT_BECAUSE] = "because",
    [AT_DUE] = "due",
    [AT_STATE] = "state",
    [AT_REVIEW] = "review",
    [AT_RESIDUAL_LIKELIHOOD] = "residual-likelihood",
    [AT_RESIDUAL_IMPACT] = "residual-impact",
    [AT_ACCEPTED] = "accepted",
    [AT_ACCEPTED_BY] = "accepted-by",
    [AT_APPROVED] = "approved",
    [AT_APPROVED_BY] = "approved-by",
    [AT_WITHIN] = "within",
    [AT_ACCEPT_BELOW] = "accept-below",
    [AT_STANDARD] = "standard",
    [AT_BODY] = "body",
    [AT_ACCREDITATION] = "accreditation",
    [AT_NUMBER] = "number",
    [AT_ISSUED] = "issued",
    [AT_SOA_VERSION] = "soa-version",
    [AT_LEVEL] = "level",
    [AT_SCOPE] = "scope",
    [AT_LABEL] = "label",
    [AT_PART] = "part",
    [AT_SELECTABLE] = "selectable",
    [AT_VIA] = "via",
    [AT_SOURCE_TITLE] = "source-title",
    [AT_TARGET_TITLE] = "target-title",
    [AT_BUNDLED] = "bundled",
    [AT_CONTACT] = "contact",
    [AT_HELD] = "held",
    [AT_ASSESSMENT] = "assessment",
    [AT_ASSESSMENTS] = "assessments",
    [AT_WARNINGS] = "warnings",
    [AT_FAIL_ON] = "fail-on",
    [AT_SHOW] = "show",
    [AT_PINNED] = "pinned",
};

/* Words that no other stage needs to know: a value's number is its place. */
static const char *const truth_words[] = {"false", "true"};
static const struct vocabulary truth = {"truth", truth_words, 2};
static const char *const yes_no_words[] = {"no", "yes"};
static const struct vocabulary yes_no = {"yes-no", yes_no_words, 2};
static const char *const standing_words[] = {"active", "withdrawn"};
static const struct vocabulary standing = {"standing", standing_words, 2};
static const char *const missing_words[] = {"error", "ignore"};
static const struct vocabulary missing = {"missing", missing_words, 2};

static const struct attribute_rule framework_rules[] = {
    {AT_ID, FORM_DOCUMENT_ID, REQUIRED, NULL},
    {AT_TITLE, FORM_TEXT, EXPECTED, NULL},
    {AT_SHORT, FORM_TEXT, OPTIONAL, NULL},
    {AT_PUBLISHER, FORM_TEXT, OPTIONAL, NULL},
    {AT_EDITION, FORM_TEXT, OPTIONAL, NULL},
    {AT_PUBLISHED, FORM_DATE, OPTIONAL, NULL},
    {AT_LANGUAGE, FORM_LANGUAGE, OPTIONAL, NULL},
    {AT_SUPERSEDES, FORM_DOCUMENT_ID, OPTIONAL, NULL},
    {AT_CONTROL_ID, FORM_EXPRESSION, OPTIONAL, NULL},
    {AT_OPEN, FORM_WORD, OPTIONAL, &truth},
};
static const struct attribute_rule link_rules[] = {
    {AT_REL, FORM_TEXT, REQUIRED, NULL},
    {AT_HREF, FORM_TEXT, REQUIRED, NULL},
};
static const struct attribute_rule name_rules[] = {
    {AT_NAME, FORM_CONTROL_ID, REQUIRED, NULL},
    {AT_TITLE, FORM_TEXT, OPTIONAL, NULL},
};
/* clang-format off */
#define CONTROL_RULES                          \
  {AT_ID, FORM_CONTROL_ID, REQUIRED, NULL},    \
  {AT_TITLE, FORM_TEXT, EXPECTED, NULL},       \
  {AT_STATUS, FORM_WORD, OPTIONAL, &standing}, \
  {AT_LABEL, FORM_REFERENCE, OPTIONAL, NULL},  \
  {AT_EXHAUSTIVE, FORM_WORD, OPTIONAL, &truth},\
  {AT_COUNTED, FORM_WORD, OPTIONAL, &yes_no},  \
  {AT_PART, FORM_WORD, OPTIONAL, &yes_no}
/* clang-format on */
static const struct attribute_rule control_rules[] = {CONTROL_RULES};
static const struct attribute_rule group_rules[] = {
    CONTROL_RULES,
    {AT_SELECTABLE, FORM_WORD, OPTIONAL, &truth},
};
static const struct attribute_rule attr_rules[] = {
    {AT_NAME, FORM_CONTROL_ID, REQUIRED, NULL},
    {AT_VALUE, FORM_TOKENS, REQUIRED, NULL},
};
static const struct attribute_rule replaced_by_rules[] = {
    {AT_REF, FORM_REFERENCE, REQUIRED, NULL},
};
static const struct attribute_rule member_rules[] = {
    {AT_REF, FORM_REFERENCE, REQUIRED, NULL},
    {AT_TITLE, FORM_TEXT, OPTIONAL, NULL},
};
static const struct attribute_rule supplement_rules[] = {
    {AT_FRAMEWORK, FORM_DOCUMENT_ID, REQUIRED, NULL},
    {AT_LANGUAGE, FORM_LANGUAGE, OPTIONAL, NULL},
    {AT_PUBLISHER, FORM_TEXT, OPTIONAL, NULL},
    {AT_TITLE, FORM_TEXT, OPTIONAL, NULL},
};
static const struct attribute_rule supplement_control_rules[] = {
    {AT_REF, FORM_REFERENCE, REQUIRED, NULL},
    {AT_TITLE, FORM_TEXT, OPTIONAL, NULL},
};
static const struct attribute_rule mapping_rules[] = {
    {AT_ID, FORM_DOCUMENT_ID, REQUIRED, NULL},
    {AT_SOURCE, FORM_DOCUMENT_ID, REQUIRED, NULL},
    {AT_TARGET, FORM_DOCUMENT_ID, REQUIRED, NULL},
    {AT_TITLE, FORM_TEXT, OPTIONAL, NULL},
    {AT_PUBLISHER, FORM_TEXT, OPTIONAL, NULL},
    {AT_PUBLISHED, FORM_DATE, OPTIONAL, NULL},
    {AT_VERSION, FORM_TEXT, OPTIONAL, NULL},
    {AT_METHOD, FORM_WORD, OPTIONAL, &vocabulary_method},
    {AT_RATIONALE, FORM_WORD, OPTIONAL, &vocabulary_rationale},
    {AT_STATUS, FORM_WORD, OPTIONAL, &vocabulary_status},
    {AT_AUTHORITY, FORM_WORD, OPTIONAL, &vocabulary_authority},
    {AT_STYLE, FORM_WORD, OPTIONAL, &vocabulary_style},
    {AT_OVERLAP, FORM_WORD, OPTIONAL, &vocabulary_overlap},
    {AT_CHAIN, FORM_WORD, OPTIONAL, &yes_no},
    {AT_EXAMINED, FORM_WORD, OPTIONAL, &vocabulary_examined},
    {AT_VIA, FORM_DOCUMENT_IDS, OPTIONAL, NULL},
};
static const struct attribute_rule provenance_rules[] = {
    {AT_HREF, FORM_TEXT, OPTIONAL, NULL},
};
/* clang-format off */
#define FACT_RULES                                            \
  {AT_RELATION, FORM_WORD, REQUIRED, &vocabulary_relation},   \
  {AT_RATIONALE, FORM_WORD, OPTIONAL, &vocabulary_rationale}, \
  {AT_STRENGTH, FORM_STRENGTH, OPTIONAL, NULL},               \
  {AT_CONFIDENCE, FORM_CONFIDENCE, OPTIONAL, NULL},           \
  {AT_METHOD, FORM_WORD, OPTIONAL, &vocabulary_method}
/* clang-format on */
static const struct attribute_rule map_rules[] = {
    {AT_SOURCE, FORM_REFERENCE, OPTIONAL, NULL},
    {AT_TARGET, FORM_REFERENCE, OPTIONAL, NULL},
    FACT_RULES,
    {AT_SOURCE_TITLE, FORM_TEXT, OPTIONAL, NULL},
    {AT_TARGET_TITLE, FORM_TEXT, OPTIONAL, NULL},
    {AT_TITLE, FORM_TEXT, OPTIONAL, NULL},
    {AT_PINNED, FORM_PIN, OPTIONAL, NULL},
};
static const struct attribute_rule map_pattern_rules[] = {
    {AT_SOURCE, FORM_EXPRESSION, REQUIRED, NULL},
    {AT_TARGET, FORM_EXPRESSION, REQUIRED, NULL},
    FACT_RULES,
    {AT_MISSING, FORM_WORD, OPTIONAL, &missing},
};
static const struct attribute_rule no_counterpart_rules[] = {
    {AT_SOURCE, FORM_REFERENCE, OPTIONAL, NULL},
    {AT_TARGET, FORM_REFERENCE, OPTIONAL, NULL},
};
static const struct attribute_rule workspace_rules[] = {
    {AT_TITLE, FORM_TEXT, OPTIONAL, NULL},        {AT_LANGUAGE, FORM_LANGUAGE, OPTIONAL, NULL},
    {AT_ORGANISATION, FORM_TEXT, OPTIONAL, NULL}, {AT_ACCENT, FORM_COLOUR, OPTIONAL, NULL},
    {AT_BUNDLED, FORM_WORD, OPTIONAL, &yes_no},   {AT_DATE, FORM_DATE, OPTIONAL, NULL},
    {AT_VERSION, FORM_TEXT, OPTIONAL, NULL},      {AT_CONTACT, FORM_TEXT, OPTIONAL, NULL},
    {AT_WARNINGS, FORM_WARNINGS, OPTIONAL, NULL}, {AT_FAIL_ON, FORM_FAIL_ON, OPTIONAL, NULL},
    {AT_SHOW, FORM_TOKENS, OPTIONAL, NULL},
};
static const struct attribute_rule logo_rules[] = {
    {AT_HREF, FORM_TEXT, REQUIRED, NULL},
};
static const struct attribute_rule use_rules[] = {
    {AT_HREF, FORM_TEXT, OPTIONAL, NULL},
    {AT_REF, FORM_DOCUMENT_ID, OPTIONAL, NULL},
};
static const struct attribute_rule crosswalk_rules[] = {
    {AT_SOURCE, FORM_DOCUMENT_ID, REQUIRED, NULL},
    {AT_TARGET, FORM_DOCUMENT_ID, OPTIONAL, NULL},
    {AT_HELD, FORM_DOCUMENT_IDS, OPTIONAL, NULL},
};
static const struct attribute_rule assessment_of_rules[] = {
    {AT_ASSESSMENT, FORM_DOCUMENT_ID, REQUIRED, NULL},
};
static const struct attribute_rule align_rules[] = {
    {AT_TARGET, FORM_DOCUMENT_ID, REQUIRED, NULL},
    {AT_ASSESSMENTS, FORM_DOCUMENT_IDS, REQUIRED, NULL},
};
static const struct attribute_rule bid_rules[] = {
    {AT_ASSESSMENTS, FORM_DOCUMENT_IDS, REQUIRED, NULL},
};
static const struct attribute_rule matrix_rules[] = {
    {AT_SOURCE, FORM_DOCUMENT_ID, REQUIRED, NULL},
    {AT_TARGETS, FORM_DOCUMENT_IDS, REQUIRED, NULL},
    {AT_TITLE, FORM_TEXT, OPTIONAL, NULL},
};
static const struct attribute_rule accept_rules[] = {
    {AT_FINDING, FORM_FINDING, REQUIRED, NULL},
    {AT_FRAMEWORK, FORM_DOCUMENT_ID, OPTIONAL, NULL},
    {AT_CONTROL, FORM_TOKENS, OPTIONAL, NULL},
    {AT_MAPPING, FORM_DOCUMENT_ID, OPTIONAL, NULL},
};

static const struct attribute_rule assessment_rules[] = {
    {AT_ID, FORM_DOCUMENT_ID, REQUIRED, NULL},
    {AT_FRAMEWORK, FORM_DOCUMENT_ID, REQUIRED, NULL},
    {AT_TITLE, FORM_TEXT, OPTIONAL, NULL},
    {AT_ORGANISATION, FORM_TEXT, OPTIONAL, NULL},
    {AT_DATE, FORM_DATE, OPTIONAL, NULL},
    {AT_VERSION, FORM_TEXT, OPTIONAL, NULL},
    {AT_APPROVED_BY, FORM_TEXT, OPTIONAL, NULL},
    {AT_APPROVED, FORM_DATE, OPTIONAL, NULL},
    {AT_SUPERSEDES, FORM_DOCUMENT_ID, OPTIONAL, NULL},
    {AT_KIND, FORM_WORD, OPTIONAL, &vocabulary_assessment_kind},
    {AT_WITHIN, FORM_DOCUMENT_IDS, OPTIONAL, NULL},
    {AT_ACCEPT_BELOW, FORM_CONFIDENCE, OPTIONAL, NULL},
};
static const struct attribute_rule certificate_rules[] = {
    {AT_STANDARD, FORM_TEXT, REQUIRED, NULL},      {AT_BODY, FORM_TEXT, OPTIONAL, NULL},
    {AT_ACCREDITATION, FORM_TEXT, OPTIONAL, NULL}, {AT_NUMBER, FORM_TEXT, OPTIONAL, NULL},
    {AT_ISSUED, FORM_DATE, OPTIONAL, NULL},        {AT_EXPIRES, FORM_DATE, OPTIONAL, NULL},
    {AT_SOA_VERSION, FORM_TEXT, OPTIONAL, NULL},   {AT_LEVEL, FORM_TEXT, OPTIONAL, NULL},
    {AT_SCOPE, FORM_TEXT, OPTIONAL, NULL},
};
static const struct attribute_rule risk_rules[] = {
    {AT_ID, FORM_CONTROL_ID, REQUIRED, NULL},
    {AT_TITLE, FORM_TEXT, EXPECTED, NULL},
    {AT_LIKELIHOOD, FORM_STRENGTH, OPTIONAL, NULL},
    {AT_IMPACT, FORM_STRENGTH, OPTIONAL, NULL},
    {AT_TREATMENT, FORM_WORD, OPTIONAL, &vocabulary_treatment},
    {AT_OWNER, FORM_TEXT, OPTIONAL, NULL},
    {AT_RESIDUAL_LIKELIHOOD, FORM_STRENGTH, OPTIONAL, NULL},
    {AT_RESIDUAL_IMPACT, FORM_STRENGTH, OPTIONAL, NULL},
    {AT_ACCEPTED_BY, FORM_TEXT, OPTIONAL, NULL},
    {AT_ACCEPTED, FORM_DATE, OPTIONAL, NULL},
    {AT_REVIEW, FORM_DATE, OPTIONAL, NULL},
};
static const struct attribute_rule treated_by_rules[] = {
    {AT_CONTROL, FORM_REFERENCE, REQUIRED, NULL},
    {AT_FRAMEWORK, FORM_DOCUMENT_ID, OPTIONAL, NULL},
};
static const struct attribute_rule action_rules[] = {
    {AT_TITLE, FORM_TEXT, REQUIRED, NULL},
    {AT_OWNER, FORM_TEXT, OPTIONAL, NULL},
    {AT_DUE, FORM_DATE, OPTIONAL, NULL},
    {AT_STATE, FORM_TEXT, OPTIONAL, NULL},
};
/* clang-format off */
#define ASSESSED_RULES                                           \
  {AT_APPLICABLE, FORM_WORD, OPTIONAL, &yes_no},                 \
  {AT_STATUS, FORM_WORD, OPTIONAL, &vocabulary_implementation},  \
  {AT_OWNER, FORM_TEXT, OPTIONAL, NULL},                         \
  {AT_JUSTIFICATION, FORM_TEXT, OPTIONAL, NULL},                 \
  {AT_REVIEWED, FORM_DATE, OPTIONAL, NULL},                      \
  {AT_BECAUSE, FORM_WORDS, OPTIONAL, &vocabulary_reason},        \
  {AT_DUE, FORM_DATE, OPTIONAL, NULL}
/* clang-format on */
static const struct attribute_rule assessed_control_rules[] = {
    {AT_REF, FORM_REFERENCE, REQUIRED, NULL},
    ASSESSED_RULES,
};
static const struct attribute_rule own_control_rules[] = {
    {AT_ID, FORM_CONTROL_ID, REQUIRED, NULL},
    {AT_TITLE, FORM_TEXT, EXPECTED, NULL},
    ASSESSED_RULES,
};
static const struct attribute_rule evidence_rules[] = {
    {AT_HREF, FORM_TEXT, REQUIRED, NULL},      {AT_TITLE, FORM_TEXT, OPTIONAL, NULL},
    {AT_COLLECTED, FORM_DATE, OPTIONAL, NULL}, {AT_KIND, FORM_WORD, OPTIONAL, &vocabulary_evidence_kind},
    {AT_EXPIRES, FORM_DATE, OPTIONAL, NULL},   {AT_SHARE, FORM_WORD, OPTIONAL, &vocabulary_share},
};

#define IN(element) (UINT64_C(1) << (element))
#define RULES(table) .attributes = (table), .attribute_count = sizeof(table) / sizeof *(table)

const struct shape shapes[ELEMENTS] = {
    [EL_DOCUMENT] = {.name = ""},
    [EL_FRAMEWORK] = {.name = "framework", .parents = IN(EL_DOCUMENT), RULES(framework_rules)},
    [EL_SUPPLEMENT] = {.name = "supplement", .parents = IN(EL_DOCUMENT), RULES(supplement_rules)},
    [EL_MAPPING] = {.name = "mapping", .parents = IN(EL_DOCUMENT), RULES(mapping_rules)},
    [EL_WORKSPACE] = {.name = "workspace", .parents = IN(EL_DOCUMENT), RULES(workspace_rules)},
    [EL_RIGHTS] = {.name = "rights", .parents = IN(EL_FRAMEWORK) | IN(EL_SUPPLEMENT), .text = true, .once = true},
    [EL_LINK] = {.name = "link", .parents = IN(EL_FRAMEWORK), RULES(link_rules)},
    [EL_ATTRIBUTE] = {.name = "attribute", .parents = IN(EL_FRAMEWORK) | IN(EL_SUPPLEMENT), RULES(name_rules)},
    [EL_VALUE] = {.name = "value", .parents = IN(EL_ATTRIBUTE), RULES(name_rules)},
    [EL_GROUP] = {.name = "group", .parents = IN(EL_FRAMEWORK) | IN(EL_GROUP), RULES(group_rules)},
    [EL_CONTROL] = {.name = "control",
                    .parents = IN(EL_FRAMEWORK) | IN(EL_GROUP) | IN(EL_CONTROL),
                    RULES(control_rules)},
    [EL_SUPPLEMENT_CONTROL] = {.name = "control", .parents = IN(EL_SUPPLEMENT), RULES(supplement_control_rules)},
    [EL_STATEMENT] = {.name = "statement",
                      .parents = IN(EL_GROUP) | IN(EL_CONTROL) | IN(EL_SUPPLEMENT_CONTROL),
                      .text = true,
                      .once = true},
    [EL_GUIDANCE] = {.name = "guidance",
                     .parents = IN(EL_GROUP) | IN(EL_CONTROL) | IN(EL_SUPPLEMENT_CONTROL),
                     .text = true,
                     .once = true},
    [EL_ATTR] = {.name = "attr",
                 .parents = IN(EL_GROUP) | IN(EL_CONTROL) | IN(EL_SUPPLEMENT_CONTROL),
                 RULES(attr_rules)},
    [EL_REPLACED_BY] = {.name = "replaced-by", .parents = IN(EL_GROUP) | IN(EL_CONTROL), RULES(replaced_by_rules)},
    [EL_PROVENANCE] = {.name = "provenance", .parents = IN(EL_MAPPING), RULES(provenance_rules), .text = true},
    [EL_MAP] = {.name = "map", .parents = IN(EL_MAPPING), RULES(map_rules)},
    [EL_SOURCE] = {.name = "source", .parents = IN(EL_MAP), RULES(member_rules)},
    [EL_TARGET] = {.name = "target", .parents = IN(EL_MAP), RULES(member_rules)},
    [EL_REMARKS] = {.name = "remarks",
                    .parents = IN(EL_MAP) | IN(EL_MAP_PATTERN) | IN(EL_NO_COUNTERPART) | IN(EL_RISK),
                    .text = true,
                    .once = true},
    [EL_MAP_PATTERN] = {.name = "map-pattern", .parents = IN(EL_MAPPING), RULES(map_pattern_rules)},
    [EL_NO_COUNTERPART] = {.name = "no-counterpart", .parents = IN(EL_MAPPING), RULES(no_counterpart_rules)},
    [EL_USE] = {.name = "use", .parents = IN(EL_WORKSPACE), RULES(use_rules)},
    [EL_CROSSWALK] = {.name = "crosswalk", .parents = IN(EL_WORKSPACE), RULES(crosswalk_rules)},
    [EL_MATRIX] = {.name = "matrix", .parents = IN(EL_WORKSPACE), RULES(matrix_rules)},
    [EL_SOA] = {.name = "soa", .parents = IN(EL_WORKSPACE), RULES(assessment_of_rules)},
    [EL_RISKS] = {.name = "risks", .parents = IN(EL_WORKSPACE), RULES(assessment_of_rules)},
    [EL_ALIGN] = {.name = "align", .parents = IN(EL_WORKSPACE), RULES(align_rules)},
    [EL_BID] = {.name = "bid", .parents = IN(EL_WORKSPACE), RULES(bid_rules)},
    [EL_ACCEPT] = {.name = "accept", .parents = IN(EL_WORKSPACE), RULES(accept_rules), .text = true},
    [EL_LOGO] = {.name = "logo", .parents = IN(EL_WORKSPACE), RULES(logo_rules), .once = true},
    [EL_ASSESSMENT] = {.name = "assessment", .parents = IN(EL_DOCUMENT), RULES(assessment_rules)},
    [EL_SCOPE] = {.name = "scope", .parents = IN(EL_ASSESSMENT), .text = true, .once = true},
    [EL_RISK] = {.name = "risk", .parents = IN(EL_ASSESSMENT), RULES(risk_rules)},
    [EL_TREATED_BY] = {.name = "treated-by", .parents = IN(EL_RISK), RULES(treated_by_rules)},
    [EL_ASSESSED_CONTROL] = {.name = "control", .parents = IN(EL_ASSESSMENT), RULES(assessed_control_rules)},
    [EL_OWN_CONTROL] = {.name = "own-control", .parents = IN(EL_ASSESSMENT), RULES(own_control_rules)},
    [EL_CERTIFICATE] = {.name = "certificate", .parents = IN(EL_ASSESSMENT), RULES(certificate_rules)},
    [EL_ACTION] = {.name = "action", .parents = IN(EL_RISK), RULES(action_rules)},
    [EL_EVIDENCE] = {.name = "evidence",
                     .parents = IN(EL_ASSESSED_CONTROL) | IN(EL_OWN_CONTROL),
                     RULES(evidence_rules)},
    [EL_HOW] = {.name = "how", .parents = IN(EL_ASSESSED_CONTROL) | IN(EL_OWN_CONTROL), .text = true, .once = true},
    [EL_NOTE] = {.name = "note", .parents = IN(EL_WORKSPACE), .text = true, .once = true, .paragraphs = true},
};
