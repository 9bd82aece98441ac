/* Reading certificates. */
#include "analyse/certificates.h"

#include "model/date.h"

enum { ENDING_DAYS = 90 };

uint32_t text_folded(struct str text, char folded[LONGEST_FOLDED]) {
  uint32_t n = 0;
  for (uint32_t i = 0; i < text.n && n < LONGEST_FOLDED; i++) {
    char c = text.p[i];
    if (c >= 'A' && c <= 'Z') {
      folded[n++] = (char)(c - 'A' + 'a');
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      folded[n++] = c;
    }
  }
  return n;
}

static bool begins(const char *text, uint32_t n, const char *with, uint32_t length) {
  return length <= n && memcmp(text, with, length) == 0;
}

bool certificate_is_for(const struct decl_certificate *certificate, const char *folded) {
  char standard[LONGEST_FOLDED];
  uint32_t n = text_folded(certificate->standard, standard);
  uint32_t length = (uint32_t)strlen(folded);
  for (uint32_t i = 0; i + length <= n; i++) {
    if (begins(standard + i, n - i, folded, length)) {
      return true;
    }
  }
  return false;
}

bool certificate_can_be(const struct decl_certificate *certificate) {
  static const char *const none[] = {"27002", "nist", "csf"};
  for (unsigned i = 0; i < sizeof none / sizeof *none; i++) {
    if (certificate_is_for(certificate, none[i])) {
      return false;
    }
  }
  return true;
}

/* "Cyber Essentials Plus" is a level of Cyber Essentials. */
static uint32_t without_level(const char *standard, uint32_t n) {
  static const char level[] = "plus";
  uint32_t length = sizeof level - 1;
  return n > length && memcmp(standard + n - length, level, length) == 0 ? n - length : n;
}

bool certificate_names(const struct graph *graph, uint32_t framework, const struct decl_certificate *certificate) {
  const struct decl_framework *declared = graph->frameworks.v[framework].declared;
  const struct str names[] = {declared->id, declared->short_title, declared->title};
  char standard[LONGEST_FOLDED];
  uint32_t n = without_level(standard, text_folded(certificate->standard, standard));
  for (unsigned i = 0; i < sizeof names / sizeof *names && n > 0; i++) {
    char name[LONGEST_FOLDED];
    uint32_t length = text_folded(names[i], name);
    if (begins(name, length, standard, n)) {
      return true;
    }
  }
  return false;
}

bool certificate_is_outdated(const struct graph *graph, uint32_t framework,
                             const struct decl_certificate *certificate) {
  const struct decl_framework *declared = graph->frameworks.v[framework].declared;
  const struct str names[] = {declared->id, declared->short_title};
  char standard[LONGEST_FOLDED];
  char edition[LONGEST_FOLDED];
  uint32_t n = text_folded(certificate->standard, standard);
  uint32_t length = text_folded(declared->edition, edition);
  for (unsigned i = 0; i < sizeof names / sizeof *names && length > 0; i++) {
    char name[LONGEST_FOLDED];
    uint32_t whole = text_folded(names[i], name);
    bool ends = whole > length && memcmp(name + whole - length, edition, length) == 0;
    if (ends && begins(standard, n, name, whole - length)) {
      return !certificate_names(graph, framework, certificate);
    }
  }
  return false;
}

enum certificate_state certificate_state(const struct decl_certificate *certificate, struct str as_of) {
  if (date_before(as_of, certificate->issued)) {
    return CERTIFICATE_FUTURE;
  }
  if (certificate->expires.n == 0) {
    bool report = certificate_is_for(certificate, "soc2") && certificate->issued.n > 0; /* a report has no such day */
    if (report) {
      return date_year_before(certificate->issued, as_of) ? CERTIFICATE_EXPIRED : CERTIFICATE_VALID;
    }
    return CERTIFICATE_UNDATED;
  }
  if (date_before(certificate->expires, as_of)) {
    return CERTIFICATE_EXPIRED;
  }
  bool ending = as_of.n > 0 && date_days_between(as_of, certificate->expires) <= ENDING_DAYS;
  return ending ? CERTIFICATE_ENDING : CERTIFICATE_VALID;
}
