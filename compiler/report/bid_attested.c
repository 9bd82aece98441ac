/* What somebody else has attested, in the words that go with it: only what a certificate says that holds on the day. */
#include "report/bid_parts.h"

#include "analyse/certificates.h"

static void put_body(struct buf *out, const char *before, const struct decl_certificate *certificate) {
  bid_put_clause(out, before, certificate->body);
  if (certificate->body.n > 0 && certificate->accreditation.n > 0) {
    bid_put_clause(out, " (accredited by ", certificate->accreditation);
    buf_char(out, ')');
  }
}

/* Only what a statement of applicability belongs to has a version of one. */
static void put_dates(struct buf *out, const struct decl_certificate *certificate, struct str soa_version) {
  bid_put_clause(out, ", issued ", certificate->issued);
  bid_put_clause(out, ", valid to ", certificate->expires);
  bid_put_clause(out, ", statement of applicability version ", soa_version);
  bid_put_clause(out, ", scope: ", certificate->scope);
  buf_char(out, '.');
}

static void put_report(struct buf *out, const struct decl_certificate *certificate) {
  static const char *const words[] = {
      [REPORT_TYPE_UNSTATED] = "A SOC 2(R) report",
      [REPORT_TYPE_1] = "A SOC 2(R) type 1 report",
      [REPORT_TYPE_2] = "A SOC 2(R) type 2 report",
  };
  struct report_kind kind = report_kind_of(certificate);
  buf_text(out, words[kind.type]);
  bid_put_clause(out, ", ", kind.words);
  bid_put_clause(out, ", by ", certificate->body);
  bid_put_clause(out, ", issued ", certificate->issued);
  bid_put_clause(out, ", scope: ", certificate->scope);
  buf_text(out, "; for restricted use, under an agreement of confidentiality.");
}

/* Which kind of audit there was goes with the level; where that is not stated, nothing is said of it. */
static void put_cyber_essentials(struct buf *out, const struct decl_certificate *certificate, struct str standard) {
  static const char *const words[] = {
      [LEVEL_UNSTATED] = "Holds Cyber Essentials",
      [LEVEL_BASIC] = "Holds Cyber Essentials (verified self-assessment)",
      [LEVEL_PLUS] = "Holds Cyber Essentials Plus (technical audit of a sample by an assessor)"};
  buf_text(out, words[certificate_level(certificate)]);
  bid_put_clause(out, ", certificate ", certificate->number);
  bid_put_clause(out, ", requirements of ", standard);
  put_body(out, ", ", certificate);
  put_dates(out, certificate, STR(""));
}

static void put_certificate(struct buf *out, const struct decl_certificate *certificate, struct str standard) {
  buf_text(out, "Certificate");
  bid_put_clause(out, " ", certificate->number);
  put_body(out, certificate->number.n > 0 ? ", " : " of ", certificate);
  bid_put_clause(out, ", ", standard);
  put_dates(out, certificate, certificate->soa_version);
}

/* The words that go with each kind of attestation; what nobody certifies has none. */
static struct str attestation(const struct bid *bid, const struct decl_certificate *certificate) {
  struct str standard = certificate_standard(bid->graph, certificate, bid->arena);
  struct buf out;
  buf_init(&out, bid->arena);
  if (certificate_is_for(certificate, "soc2")) {
    put_report(&out, certificate);
  } else if (certificate_is_for(certificate, "cyberessentials")) {
    put_cyber_essentials(&out, certificate, standard);
  } else {
    put_certificate(&out, certificate, standard);
  }
  return buf_done(&out);
}

/* Of as many scopes as are stated. */
static struct str no_certificate(const struct bid *bid) {
  uint32_t scopes = 0;
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    scopes += bid_declared(bid, i)->scope.n > 0;
  }
  return scopes == 0   ? STR("No certificate is stated.")
         : scopes == 1 ? STR("For this scope no certificate is stated.")
                       : STR("For these scopes no certificate is stated.");
}

void bid_add_attestations(const struct bid *bid) {
  struct paper_part *part = paper_part(bid->paper, bid->arena, "attestations", "What others have attested");
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct decl_assessment *declared = bid_declared(bid, i);
    for (uint32_t k = 0; k < declared->certificates.n; k++) {
      const struct decl_certificate *certificate = &declared->certificates.v[k];
      if (certificate_attests(certificate_state(bid->graph, declared, certificate, bid->analysis->options->as_of))) {
        paper_point(part, bid->arena, attestation(bid, certificate));
      }
    }
  }
  if (part->points.n == 0) {
    paper_paragraph(part, bid->arena, no_certificate(bid));
  } else {
    paper_paragraph(
        part, bid->arena,
        STR("A certificate is about a management system or a point in time, for its scope; it attests no single "
            "control."));
  }
}
