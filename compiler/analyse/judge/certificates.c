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
static const char *dating_attribute(const struct decl_certificate *certificate, struct str as_of) {
  if (report_is_old(certificate, as_of)) {
    return str_eq(report_speaks_to(certificate), certificate->issued) ? "issued" : "level";
  }
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
      finding = add(assessing, certificate, dating_attribute(certificate, as_of),
                    "cannot be said to be valid: nothing says on which day", none, "");
      finding_note(assessing->findings, finding, place_none(),
                   "state the date of the assessment, or give the day with --as-of");
      return finding;
    case CERTIFICATE_EXPIRED:
      finding = add(assessing, certificate, dating_attribute(certificate, as_of), "is no longer valid on ", as_of, "");
      if (report_is_old(certificate, as_of)) {
        finding_note(assessing->findings, finding, place_none(),
                     "a report speaks for a year after its period; state a newer one");
      }
      return finding;
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
  const struct decl_certificate *base = NULL;
  struct finding *finding = NULL;
  switch (certificate_order(assessing->graph, assessing->declared, certificate, assessing->as_of, &base)) {
    case PLUS_IN_ORDER:
      return;
    case PLUS_LONG_AFTER_BASE:
      finding = add(assessing, certificate, "issued",
                    "is for Plus, and is issued more than three months after its base, which is of ", base->issued, "");
      break;
    case PLUS_BEFORE_BASE:
      finding = add(assessing, certificate, "issued", "is for Plus, and is issued before its base, which is of ",
                    base->issued, "");
      break;
    case PLUS_OF_OTHER_EDITION:
      if (certificate_edition(assessing->graph, assessing->assessment->framework, certificate) == EDITION_OTHER) {
        return; /* it is told that this one is not for the edition assessed */
      }
      finding = add(assessing, certificate, "standard", "is for Plus, and its base is of another edition, ",
                    base->standard, "");
      break;
  }
  finding_note(assessing->findings, finding, place_none(),
               "correct what is wrong, or state the base certificate that it builds on");
}

/* True if it is for another edition than the one that is assessed. */
static bool judge_edition(const struct assessing *assessing, const struct decl_certificate *certificate) {
  uint32_t framework = assessing->assessment->framework;
  struct str assessed = graph_framework_name(assessing->graph, framework);
  switch (certificate_edition(assessing->graph, framework, certificate)) {
    case EDITION_OTHER:
      add(assessing, certificate, "standard", "is not for ", assessed, ", which is assessed");
      return true;
    case EDITION_UNSTATED:
      add(assessing, certificate, "standard", "does not say for which edition it is; assessed is ", assessed, "");
      break;
    case EDITION_NONE:
    case EDITION_SAME:
      break;
  }
  return false;
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

static bool is_certificate_for(const struct decl_certificate *certificate, struct str key) {
  if (str_is(key, "cyberessentialsplus")) {
    return certificate_is_for(certificate, "cyberessentials") && certificate_level(certificate) == LEVEL_PLUS;
  }
  char folded[LONGEST_FOLDED] = "";
  uint32_t n = text_folded(key, folded);
  folded[n < LONGEST_FOLDED ? n : LONGEST_FOLDED - 1] = '\0';
  return certificate_is_for(certificate, folded);
}

/* Whether a certificate of the organisation is stated for the standard, or at all where the key is absent: what is wrong with it
 * is told at it. */
static bool is_held(const struct assessing *assessing, struct str key) {
  for (uint32_t i = 0; i < assessing->graph->assessments.n; i++) {
    const struct decl_assessment *other = assessing->graph->assessments.v[i].declared;
    for (uint32_t k = 0; str_eq(other->organisation, assessing->declared->organisation) && k < other->certificates.n;
         k++) {
      if (key.n == 0 || is_certificate_for(&other->certificates.v[k], key)) {
        return true;
      }
    }
  }
  return false;
}

struct unheld {
  const struct assessing *assessing;
  struct names seen;
  struct buf list; /* "ISO/IEC 27001, SOC 2" */
};

/* Of very many standards in one text the rest is not looked up, and told as not held. */
static void add_unheld(struct unheld *unheld, const struct claimed_standard *standard) {
  enum { MOST_STANDARDS = 20 };
  uint32_t before = unheld->seen.names.n;
  if (before > MOST_STANDARDS || names_intern(&unheld->seen, standard->key) < before) {
    return;
  }
  bool last = before == MOST_STANDARDS;
  if (last || !is_held(unheld->assessing, standard->key)) {
    buf_text(&unheld->list, unheld->list.n > 0 ? ", " : "");
    buf_str(&unheld->list, last ? STR("and more") : standard->words);
  }
}

/* Standards that the text claims, and for which no certificate is stated. */
static struct str list_unheld(const struct assessing *assessing, struct str text) {
  struct unheld unheld = {.assessing = assessing};
  struct str sentence;
  struct claimed_standard standard;
  buf_init(&unheld.list, assessing->findings->arena);
  names_init(&unheld.seen, assessing->findings->arena);
  for (uint32_t from = 0; claims_next_sentence(text, &from, &sentence);) {
    for (uint32_t at = 0; claims_next_standard(sentence, &at, &standard);) {
      add_unheld(&unheld, &standard);
    }
  }
  return buf_done(&unheld.list);
}

/* For an edition that a newer one supersedes; one that names no edition is for any. */
static void judge_superseded(const struct assessing *assessing, const struct decl_certificate *certificate) {
  const struct graph *graph = assessing->graph;
  for (uint32_t i = 0; i < graph->frameworks.n; i++) {
    const struct graph_framework *framework = &graph->frameworks.v[i];
    uint32_t newer = framework->superseded_by;
    if (newer != NO_INDEX && certificate_edition(graph, i, certificate) == EDITION_SAME &&
        certificate_edition(graph, newer, certificate) != EDITION_SAME) {
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
  bool any = is_held(assessing, STR(""));
  const struct {
    struct str text;
    uint32_t offset;
    const char *attribute;
  } texts[] = {{declared->title, assessing->assessment->offset, "title"},
               {declared->scope, declared->scope_offset, NULL}};
  for (unsigned i = 0; i < sizeof texts / sizeof *texts; i++) {
    struct str unheld = list_unheld(assessing, texts[i].text);
    if (unheld.n > 0 || (!any && claims_certification(texts[i].text))) {
      assessing_add(assessing, F_GAP_CERTIFICATE, texts[i].offset, texts[i].attribute, (struct str){0},
                    unheld.n > 0 ? "the text speaks of being certified to %.*s, and no certificate for that is stated"
                                 : "the text speaks of being certified, and no certificate is stated%.*s",
                    STR_ARG(unheld))
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
    if (!judge_edition(assessing, certificate)) {
      judge_superseded(assessing, certificate);
    }
    judge_soa_version(assessing, certificate);
  }
  judge_claims(assessing);
}
