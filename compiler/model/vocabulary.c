/* The tokens of the formats, in the order of their enums. */
#include "model/vocabulary.h"

#define VOCABULARY(name, ...)                               \
  static const char *const name##_tokens[] = {__VA_ARGS__}; \
  const struct vocabulary vocabulary_##name = {#name, name##_tokens, sizeof name##_tokens / sizeof *name##_tokens}

VOCABULARY(relation, "equal-to", "equivalent-to", "subset-of", "superset-of", "intersects-with", "related-to",
           "no-relationship", "supports", "supported-by", "contrary-to");
VOCABULARY(rationale, NULL, "semantic", "syntactic", "functional");
VOCABULARY(method, NULL, "human", "automated", "mixed");
VOCABULARY(status, NULL, "complete", "draft", "deprecated", "superseded");
VOCABULARY(authority, NULL, "owner", "third-party", "organisation");
VOCABULARY(style, NULL, "set-theory", "crosswalk", "supportive");
VOCABULARY(overlap, "any", "proper");
VOCABULARY(examined, "none", "source", "target", "both");
VOCABULARY(implementation, NULL, "implemented", "partial", "planned", "not-implemented");
VOCABULARY(treatment, NULL, "modify", "retain", "avoid", "share");
VOCABULARY(reason, "risk", "law", "contract", "business");
VOCABULARY(assessment_kind, NULL, "self", "internal-audit", "external");
VOCABULARY(evidence_kind, NULL, "policy", "procedure", "record", "test", "report", "certificate");
VOCABULARY(share, "no", "on-request", "yes");

int vocabulary_find(const struct vocabulary *vocabulary, struct str token) {
  for (unsigned i = 0; i < vocabulary->count && token.n > 0; i++) {
    const char *known = vocabulary->tokens[i];
    if (known != NULL && known[0] == token.p[0] && str_is(token, known)) {
      return (int)i;
    }
  }
  return -1;
}

const char *vocabulary_token(const struct vocabulary *vocabulary, unsigned value) {
  const char *token = value < vocabulary->count ? vocabulary->tokens[value] : NULL;
  return token != NULL ? token : "";
}

enum relation relation_inverse(enum relation relation) {
  switch (relation) {
    case REL_SUBSET:
      return REL_SUPERSET;
    case REL_SUPERSET:
      return REL_SUBSET;
    case REL_SUPPORTS:
      return REL_SUPPORTED_BY;
    case REL_SUPPORTED_BY:
      return REL_SUPPORTS;
    default:
      return relation;
  }
}

unsigned relation_bases(enum relation relation, enum overlap overlap) {
  switch (relation) {
    case REL_EQUAL:
    case REL_EQUIVALENT:
      return BASE_EQ;
    case REL_SUBSET:
      return BASE_PP;
    case REL_SUPERSET:
      return BASE_PPI;
    case REL_INTERSECTS:
      return overlap == OVERLAP_PROPER ? BASE_PO : BASE_EQ | BASE_PP | BASE_PPI | BASE_PO;
    case REL_NONE:
      return BASE_DR;
    default:
      return BASE_ALL;
  }
}

enum relation relation_of_bases(unsigned bases) {
  switch (bases) {
    case BASE_EQ:
      return REL_EQUAL;
    case BASE_PP:
      return REL_SUBSET;
    case BASE_PPI:
      return REL_SUPERSET;
    default:
      return REL_INTERSECTS;
  }
}

struct str relation_bases_words(unsigned bases, char words[BASES_WORDS]) {
  static const struct str names[] = {STR_INIT("EQ"), STR_INIT("PP"), STR_INIT("PPI"), STR_INIT("PO"), STR_INIT("DR")};
  uint32_t n = 0;
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    if ((bases >> i & 1) != 0) {
      if (n > 0) {
        words[n++] = ' ';
      }
      memcpy(words + n, names[i].p, names[i].n);
      n += names[i].n;
    }
  }
  return (struct str){.p = words, .n = n};
}
