/* Reading certificates. */
#include "analyse/certificates.h"

#include "base/buf.h"
#include "model/date.h"

enum { ENDING_DAYS = 90, PLUS_LENGTH = 4 };

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

/* "Cyber Essentials Plus" and "Cyber Essentials Plus 3.3" name a level of Cyber Essentials: the standard without it, folded. */
static uint32_t standard_folded(const struct decl_certificate *certificate, char standard[LONGEST_FOLDED]) {
  static const char plus[] = "cyberessentialsplus";
  uint32_t n = text_folded(certificate->standard, standard);
  uint32_t after = begins(standard, n, plus, sizeof plus - 1) ? (uint32_t)sizeof plus - 1 : n;
  if (after <= PLUS_LENGTH || memcmp(standard + after - PLUS_LENGTH, "plus", PLUS_LENGTH) != 0) {
    return n;
  }
  memmove(standard + after - PLUS_LENGTH, standard + after, n - after);
  return n - PLUS_LENGTH;
}

bool certificate_names(const struct graph *graph, uint32_t framework, const struct decl_certificate *certificate) {
  const struct decl_framework *declared = graph->frameworks.v[framework].declared;
  const struct str names[] = {declared->id, declared->short_title, declared->title};
  char standard[LONGEST_FOLDED];
  uint32_t n = standard_folded(certificate, standard);
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
  uint32_t n = standard_folded(certificate, standard);
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

/* Where "Plus" is in the text; its length where that word is not in it. */
static uint32_t plus_at(struct str text) {
  for (uint32_t i = 0; i + PLUS_LENGTH <= text.n; i++) {
    char word[LONGEST_FOLDED];
    uint32_t n = text_folded((struct str){.p = text.p + i, .n = PLUS_LENGTH}, word);
    if (n == PLUS_LENGTH && memcmp(word, "plus", n) == 0) {
      return i;
    }
  }
  return text.n;
}

/* "Cyber Essentials 3.3" of "Cyber Essentials Plus 3.3". */
static struct str without_plus(struct str standard, struct arena *arena) {
  uint32_t at = plus_at(standard);
  uint32_t after = at < standard.n ? at + PLUS_LENGTH : at;
  struct buf text;
  buf_init(&text, arena);
  bool parted = at > 0 && strchr(" -_", standard.p[at - 1]) != NULL;
  buf_bytes(&text, standard.p, parted ? at - 1 : at);
  buf_bytes(&text, standard.p + after, standard.n - after);
  return buf_done(&text);
}

struct str certificate_standard(const struct graph *graph, const struct decl_certificate *certificate,
                                struct arena *arena) {
  bool plus = certificate_is_for(certificate, "cyberessentials") && certificate_is_for(certificate, "plus");
  struct str standard = plus ? without_plus(certificate->standard, arena) : certificate->standard;
  uint32_t framework = graph_find_framework(graph, standard);
  return framework != NO_INDEX ? graph_framework_name(graph, framework) : standard;
}

enum certificate_level certificate_level(const struct decl_certificate *certificate) {
  if (certificate_is_for(certificate, "plus") || text_holds(certificate->level, "plus")) {
    return LEVEL_PLUS;
  }
  return text_holds(certificate->level, "basic") ? LEVEL_BASIC : LEVEL_UNSTATED;
}

static bool is_exactly(struct str text, const char *const *words, unsigned count) {
  char folded[LONGEST_FOLDED];
  uint32_t n = text_folded(text, folded);
  for (unsigned i = 0; i < count; i++) {
    if (n == strlen(words[i]) && memcmp(folded, words[i], n) == 0) {
      return true;
    }
  }
  return false;
}

/* "Type II" begins as "Type I" does, so that it is looked for first. */
static enum report_type named_type(struct str text) {
  if (text_holds(text, "type2") || text_holds(text, "typeii")) {
    return REPORT_TYPE_2;
  }
  return text_holds(text, "type1") || text_holds(text, "typei") ? REPORT_TYPE_1 : REPORT_TYPE_UNSTATED;
}

struct report_kind report_kind_of(const struct decl_certificate *certificate) {
  static const char *const ones[] = {"1", "i", "type1", "typei"};
  static const char *const twos[] = {"2", "ii", "type2", "typeii"};
  if (is_exactly(certificate->level, ones, sizeof ones / sizeof *ones)) {
    return (struct report_kind){.type = REPORT_TYPE_1, .words = STR("")};
  }
  if (is_exactly(certificate->level, twos, sizeof twos / sizeof *twos)) {
    return (struct report_kind){.type = REPORT_TYPE_2, .words = STR("")};
  }
  bool told = named_type(certificate->level) != REPORT_TYPE_UNSTATED;
  return (struct report_kind){.type = told ? REPORT_TYPE_UNSTATED : named_type(certificate->standard),
                              .words = certificate->level};
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
  if (certificate->body.n > 0 || !certificate_is_for(certificate, "soc2")) {
    return certificate->body.n + certificate->number.n > 0;
  }
  struct report_kind kind = report_kind_of(certificate);
  return kind.type != REPORT_TYPE_UNSTATED || kind.words.n > 0;
}

/* Apart from what it builds on. */
static enum certificate_state state_by_itself(const struct decl_certificate *certificate, struct str as_of) {
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
  bool bodiless = certificate_is_for(certificate, "bs7858") && certificate->body.n == 0;
  return bodiless ? CERTIFICATE_BODILESS : state;
}

static bool is_plus(const struct decl_certificate *certificate) {
  return certificate_is_for(certificate, "cyberessentials") && certificate_level(certificate) == LEVEL_PLUS;
}

/* What attests nothing itself is no base either. */
static bool is_base(const struct decl_certificate *certificate, struct str as_of) {
  return certificate_is_for(certificate, "cyberessentials") && certificate_level(certificate) == LEVEL_BASIC &&
         certificate_attests(state_by_itself(certificate, as_of));
}

/* The base certificates that there are on the day; they may stand in any assessment of the same organisation. */
struct bases {
  uint32_t count;
  const struct decl_certificate *earliest; /* by the day of issue, where none leaves that open */
};

static struct bases find_bases(const struct graph *graph, const struct decl_assessment *assessment, struct str as_of) {
  struct bases bases = {0};
  bool open = false;
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    const struct decl_assessment *other = graph->assessments.v[i].declared;
    for (uint32_t k = 0; str_eq(other->organisation, assessment->organisation) && k < other->certificates.n; k++) {
      const struct decl_certificate *base = &other->certificates.v[k];
      if (is_base(base, as_of)) {
        bool earlier = bases.count == 0 || date_before(base->issued, bases.earliest->issued);
        bases.earliest = earlier ? base : bases.earliest;
        open = open || base->issued.n == 0;
        bases.count++;
      }
    }
  }
  bases.earliest = open ? NULL : bases.earliest;
  return bases;
}

const struct decl_certificate *certificate_later_base(const struct graph *graph,
                                                      const struct decl_assessment *assessment,
                                                      const struct decl_certificate *certificate, struct str as_of) {
  if (!is_plus(certificate)) {
    return NULL;
  }
  const struct decl_certificate *base = find_bases(graph, assessment, as_of).earliest;
  bool later =
      base != NULL && date_before(certificate->issued, base->issued) &&
      !begins(base->issued.p, base->issued.n, certificate->issued.p, certificate->issued.n); /* the same month */
  return later ? base : NULL;
}

enum certificate_state certificate_state(const struct graph *graph, const struct decl_assessment *assessment,
                                         const struct decl_certificate *certificate, struct str as_of) {
  enum certificate_state state = state_by_itself(certificate, as_of);
  bool baseless = certificate_attests(state) && is_plus(certificate) && find_bases(graph, assessment, as_of).count == 0;
  return baseless ? CERTIFICATE_BASELESS : state;
}
