/* Certificates that are no longer, or not, what the assessment needs. */
#include "analyse/certificates.h"
#include "analyse/judge/checks.h"
#include "model/claims.h"

/* "The certificate for STANDARD", what is wrong with it, and a value in the middle of that. */
static struct finding *add(const struct assessing *assessing, const struct decl_certificate *certificate,
                           const char *attribute, const char *before, struct str value, const char *after) {
  return assessing_add(assessing, F_GAP_CERTIFICATE, certificate->offset, attribute, (struct str){0},
                       "the certificate for %.*s %s%.*s%s", STR_ARG(certificate->standard), before, STR_ARG(value),
                       after);
}

/* What one looks at to see whether it is valid. */
static const char *dating_attribute(const struct decl_certificate *certificate) {
  return certificate->expires.n > 0 ? "expires" : certificate->issued.n > 0 ? "issued" : "standard";
}

/* Why it attests nothing; NULL where it does. */
static struct finding *judge_validity(const struct assessing *assessing, const struct decl_certificate *certificate,
                                      enum certificate_state state) {
  struct str as_of = assessing->as_of;
  struct str none = STR("");
  struct finding *finding = NULL;
  switch (state) {
    case CERTIFICATE_IMPOSSIBLE:
      return add(assessing, certificate, "standard", "cannot be: nobody certifies that", none, "");
    case CERTIFICATE_UNJUDGED:
      finding = add(assessing, certificate, dating_attribute(certificate),
                    "cannot be said to be valid: nothing says on which day", none, "");
      finding_note(assessing->findings, finding, place_none(),
                   "state the date of the assessment, or give the day with --as-of");
      return finding;
    case CERTIFICATE_EXPIRED:
      return add(assessing, certificate, dating_attribute(certificate), "is no longer valid on ", as_of, "");
    case CERTIFICATE_UNDATED:
      return add(assessing, certificate, "standard", "does not say until when it is valid", none, "");
    case CERTIFICATE_FUTURE:
      return add(assessing, certificate, "issued", "is not issued yet on ", as_of, "");
    case CERTIFICATE_NAMELESS:
      return add(assessing, certificate, "standard",
                 certificate_is_for(certificate, "soc2") ? "says neither of which type it is nor which firm gave it"
                                                         : "has neither a number nor a body that gave it",
                 none, "");
    case CERTIFICATE_BODILESS:
      return add(assessing, certificate, "standard", "does not say which body gave it", none, "");
    case CERTIFICATE_BASELESS:
      finding = add(assessing, certificate, "standard", "is for Plus, and no base certificate that is valid on ", as_of,
                    " is stated");
      finding_note(assessing->findings, finding, place_none(),
                   "state the certificate that Plus builds on, with level=\"basic\" and its dates");
      return finding;
    case CERTIFICATE_VALID:
    case CERTIFICATE_ENDING:
      break;
  }
  return NULL;
}

/* The base is passed first, and Plus builds on it. */
static void judge_order(const struct assessing *assessing, const struct decl_certificate *certificate) {
  const struct decl_certificate *base =
      certificate_later_base(assessing->graph, assessing->declared, certificate, assessing->as_of);
  if (base == NULL) {
    return;
  }
  struct finding *finding = add(assessing, certificate, "issued",
                                "is for Plus, and is issued before its base, which is of ", base->issued, "");
  finding_note(assessing->findings, finding, place_none(),
               "correct the dates, or state the base certificate that it builds on");
}

/* False if there can be none. What attests nothing is an error where it would be claimed. */
static bool judge_state(const struct assessing *assessing, const struct decl_certificate *certificate) {
  enum certificate_state state =
      certificate_state(assessing->graph, assessing->declared, certificate, assessing->as_of);
  struct finding *finding = judge_validity(assessing, certificate, state);
  if (finding != NULL) {
    finding->grave = assessing->analysis->options->claimed;
  } else if (state == CERTIFICATE_ENDING) {
    add(assessing, certificate, "expires", "is valid to ", certificate->expires, " only, at most ninety days more")
        ->mild = true;
  }
  return state != CERTIFICATE_IMPOSSIBLE;
}

/* The statement of applicability that the certificate refers to, and the one that this is. */
static void judge_soa_version(const struct assessing *assessing, const struct decl_certificate *certificate) {
  const struct decl_assessment *declared = assessing->declared;
  if (certificate->soa_version.n == 0 || str_eq(certificate->soa_version, declared->version)) {
    return;
  }
  if (declared->version.n > 0 && str_compare_natural(declared->version, certificate->soa_version) < 0) {
    add(assessing, certificate, "soa-version", "refers to version ", certificate->soa_version,
        " of the statement, which is later than this one");
    return;
  }
  struct finding *finding;
  if (declared->version.n > 0) {
    finding = assessing_add(assessing, F_GAP_VERSION, assessing->assessment->offset, "version", (struct str){0},
                            "this is version %.*s of the statement, and the certificate refers to version %.*s",
                            STR_ARG(declared->version), STR_ARG(certificate->soa_version));
  } else {
    finding = assessing_add(assessing, F_GAP_VERSION, assessing->assessment->offset, "id", (struct str){0},
                            "the statement has no version, and the certificate refers to version %.*s",
                            STR_ARG(certificate->soa_version));
  }
  finding_note(assessing->findings, finding,
               place_attribute(assessing->assessment->document_source, certificate->offset, "soa-version"),
               "the certificate");
}

/* For an edition that a newer one supersedes; one that names no edition is for any. */
static void judge_edition(const struct assessing *assessing, const struct decl_certificate *certificate) {
  const struct graph *graph = assessing->graph;
  for (uint32_t i = 0; i < graph->frameworks.n; i++) {
    const struct graph_framework *framework = &graph->frameworks.v[i];
    uint32_t newer = framework->superseded_by;
    if (newer != NO_INDEX && certificate_names(graph, i, certificate) &&
        !certificate_names(graph, newer, certificate)) {
      struct finding *finding =
          assessing_add(assessing, F_SUPERSEDED_FRAMEWORK, certificate->offset, "standard", (struct str){0},
                        "the certificate is for %.*s, which is superseded by %.*s", STR_ARG(framework->id),
                        STR_ARG(graph->frameworks.v[newer].id));
      finding->framework = framework->id;
      return;
    }
  }
}

/* What the assessment says of itself that only a certificate can say. */
static void judge_claims(const struct assessing *assessing) {
  const struct decl_assessment *declared = assessing->declared;
  if (declared->certificates.n > 0) {
    return; /* what is wrong with them is told already */
  }
  const struct {
    struct str text;
    uint32_t offset;
    const char *attribute;
  } texts[] = {{declared->title, assessing->assessment->offset, "title"},
               {declared->scope, declared->scope_offset, NULL}};
  for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
    if (claims_certification(texts[i].text)) {
      assessing_add(assessing, F_GAP_CERTIFICATE, texts[i].offset, texts[i].attribute, (struct str){0},
                    "the text speaks of being certified, and no certificate is stated")
          ->grave = assessing->analysis->options->claimed;
    }
  }
}

void judge_certificates(const struct assessing *assessing) {
  const struct decl_assessment *declared = assessing->declared;
  for (uint32_t i = 0; i < declared->certificates.n; i++) {
    const struct decl_certificate *certificate = &declared->certificates.v[i];
    if (!judge_state(assessing, certificate)) {
      continue;
    }
    judge_order(assessing, certificate);
    if (certificate_is_outdated(assessing->graph, assessing->assessment->framework, certificate)) {
      add(assessing, certificate, "standard", "is not for ",
          graph_framework_name(assessing->graph, assessing->assessment->framework), ", which is assessed");
    } else {
      judge_edition(assessing, certificate);
    }
    judge_soa_version(assessing, certificate);
  }
  judge_claims(assessing);
}
