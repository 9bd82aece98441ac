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

bool text_holds(struct str text, const char *folded) {
  char whole[LONGEST_FOLDED];
  uint32_t n = text_folded(text, whole);
  uint32_t length = (uint32_t)strlen(folded);
  for (uint32_t i = 0; i + length <= n; i++) {
    if (begins(whole + i, n - i, folded, length)) {
      return true;
    }
  }
  return false;
}

bool certificate_is_for(const struct decl_certificate *certificate, const char *folded) {
  return text_holds(certificate->standard, folded);
}

static bool can_be(const struct decl_certificate *certificate) {
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

struct str certificate_standard(const struct graph *graph, const struct decl_certificate *certificate) {
  uint32_t framework = graph_find_framework(graph, certificate->standard);
  return framework != NO_INDEX ? graph_framework_name(graph, framework) : certificate->standard;
}

enum certificate_level certificate_level(const struct decl_certificate *certificate) {
  if (certificate_is_for(certificate, "cyberessentialsplus") || text_holds(certificate->level, "plus")) {
    return LEVEL_PLUS;
  }
  return text_holds(certificate->level, "basic") ? LEVEL_BASIC : LEVEL_UNSTATED;
}

/* ---- whether one holds ---- */

static enum certificate_state state_by_dates(const struct decl_certificate *certificate, struct str as_of) {
  if (as_of.n == 0) {
    return CERTIFICATE_UNJUDGED;
  }
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
  bool ending = date_days_between(as_of, certificate->expires) <= ENDING_DAYS;
  return ending ? CERTIFICATE_ENDING : CERTIFICATE_VALID;
}

/* A report is known by its type and the firm, all else by its number and the body. */
static bool has_name(const struct decl_certificate *certificate) {
  bool report = certificate_is_for(certificate, "soc2");
  return certificate->body.n > 0 || (report ? certificate->level.n : certificate->number.n) > 0;
}

static bool is_base(const struct decl_certificate *certificate, struct str as_of) {
  return certificate_is_for(certificate, "cyberessentials") && certificate_level(certificate) == LEVEL_BASIC &&
         certificate_attests(state_by_dates(certificate, as_of));
}

/* The base may stand in any assessment of the same organisation. */
static bool has_base(const struct graph *graph, const struct decl_assessment *assessment, struct str as_of) {
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    const struct decl_assessment *other = graph->assessments.v[i].declared;
    for (uint32_t k = 0; str_eq(other->organisation, assessment->organisation) && k < other->certificates.n; k++) {
      if (is_base(&other->certificates.v[k], as_of)) {
        return true;
      }
    }
  }
  return false;
}

enum certificate_state certificate_state(const struct graph *graph, const struct decl_assessment *assessment,
                                         const struct decl_certificate *certificate, struct str as_of) {
  if (!can_be(certificate)) {
    return CERTIFICATE_IMPOSSIBLE;
  }
  enum certificate_state state = state_by_dates(certificate, as_of);
  if (!certificate_attests(state)) {
    return state;
  }
  if (!has_name(certificate)) {
    return CERTIFICATE_NAMELESS;
  }
  if (certificate_is_for(certificate, "bs7858") && certificate->body.n == 0) {
    return CERTIFICATE_BODILESS;
  }
  bool plus = certificate_is_for(certificate, "cyberessentials") && certificate_level(certificate) == LEVEL_PLUS;
  return plus && !has_base(graph, assessment, as_of) ? CERTIFICATE_BASELESS : state;
}
