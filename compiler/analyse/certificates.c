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

static bool is_word_char(char c) {
  return char_is_letter(c) || char_is_digit(c);
}

/* True if any word of the text begins with these letters, small ones: "nist" is in no "administration". */
static bool has_word(struct str text, const char *start) {
  uint32_t length = (uint32_t)strlen(start);
  for (uint32_t i = 0; i + length <= text.n; i++) {
    char folded[LONGEST_FOLDED];
    bool first = i == 0 || !is_word_char(text.p[i - 1]);
    if (first && text_folded((struct str){.p = text.p + i, .n = length}, folded) == length &&
        memcmp(folded, start, length) == 0) {
      return true;
    }
  }
  return false;
}

/* Guidance, and what NIST publishes, however it is called; bodies do certify against what others have made of that. */
static bool can_be(const struct decl_certificate *certificate) {
  static const char *const none[] = {"27002", "cybersecurityframework", "sp800", "80053", "800171"};
  static const char *const words[] = {"nist", "csf"};
  struct str standard = certificate->standard;
  bool possible = true;
  for (unsigned i = 0; i < sizeof none / sizeof *none; i++) {
    possible = possible && !text_holds(standard, none[i]);
  }
  for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
    possible = possible && !has_word(standard, words[i]);
  }
  return possible || text_holds(standard, "hitrust") || text_holds(standard, "cmmc");
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

/* Where the name of the standard, without its edition, ends in what the certificate is for; 0 where it is for another standard.
 * A national body puts its own letters before "ISO": then the edition is its own, too, and later than the one adopted. */
struct standard_end {
  uint32_t at;
  bool adopted;
};

static struct standard_end end_of_standard(const char *standard, uint32_t n, const char *stem, uint32_t length) {
  if (begins(standard, n, stem, length)) {
    return (struct standard_end){.at = length};
  }
  for (uint32_t i = 1; i + length <= n && begins(stem, length, "iso", 3); i++) {
    if (begins(standard + i, n - i, stem, length)) {
      return (struct standard_end){.at = i + length, .adopted = true};
    }
  }
  return (struct standard_end){.at = 0};
}

/* What is told of the edition behind the name of the standard; `edition` is that of the framework. */
static enum certificate_edition edition_told(const char *told, uint32_t n, bool adopted, const char *edition,
                                             uint32_t length) {
  enum { YEAR = 4 };
  while (n > 0 && !char_is_digit(*told) && !begins(told, n, edition, length)) { /* "version" */
    told++;
    n--;
  }
  if (n == 0) {
    return EDITION_UNSTATED;
  }
  bool later = adopted && length == YEAR && n >= YEAR && memcmp(told, edition, YEAR) > 0;
  bool same = begins(told, n, edition, length) && (length == YEAR || n == length || !char_is_digit(told[length]));
  return later || same ? EDITION_SAME : EDITION_OTHER;
}

enum certificate_edition certificate_edition(const struct graph *graph, uint32_t framework,
                                             const struct decl_certificate *certificate) {
  const struct decl_framework *declared = graph->frameworks.v[framework].declared;
  const struct str names[] = {declared->id, declared->short_title, declared->title};
  char standard[LONGEST_FOLDED];
  char edition[LONGEST_FOLDED];
  uint32_t n = standard_folded(certificate, standard);
  uint32_t length = text_folded(declared->edition, edition);
  for (unsigned i = 0; i < sizeof names / sizeof *names && length > 0; i++) {
    char name[LONGEST_FOLDED];
    uint32_t whole = text_folded(names[i], name);
    bool ends = whole > length && memcmp(name + whole - length, edition, length) == 0;
    struct standard_end end = {.at = 0};
    if (ends) {
      end = end_of_standard(standard, n, name, whole - length);
    }
    bool of_none = certificate_is_for(certificate, "soc2") && (end.at == n || !char_is_digit(standard[end.at]));
    if (end.at > 0 && of_none) {
      return EDITION_NONE; /* a report is named by its type and its period */
    }
    if (end.at > 0) {
      return edition_told(standard + end.at, n - end.at, end.adopted, edition, length);
    }
  }
  return EDITION_NONE;
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

/* The latest day that stands in the text; absent where there is none. */
static struct str latest_day(struct str text) {
  enum { DAY_LENGTH = 10 };
  struct str latest = {.n = 0};
  for (uint32_t i = 0; i + DAY_LENGTH <= text.n; i++) {
    struct str day = {.p = text.p + i, .n = DAY_LENGTH};
    bool alone =
        (i == 0 || !is_word_char(text.p[i - 1])) && (i + DAY_LENGTH == text.n || !is_word_char(text.p[i + DAY_LENGTH]));
    if (alone && date_is(day) && date_compare(day, latest) > 0) {
      latest = day;
    }
  }
  return latest;
}

struct str report_speaks_to(const struct decl_certificate *certificate) {
  if (!certificate_is_for(certificate, "soc2")) {
    return (struct str){.n = 0};
  }
  struct str end = latest_day(certificate->level);
  return end.n > 0 ? end : certificate->issued;
}

bool report_is_old(const struct decl_certificate *certificate, struct str as_of) {
  return date_year_before(report_speaks_to(certificate), as_of);
}

/* ---- whether one holds ---- */

static enum certificate_state state_by_dates(const struct decl_certificate *certificate, struct str as_of) {
  if (as_of.n == 0) {
    return CERTIFICATE_UNJUDGED;
  }
  if (date_before(as_of, certificate->issued)) {
    return CERTIFICATE_FUTURE;
  }
  if (report_is_old(certificate, as_of)) {
    return CERTIFICATE_EXPIRED;
  }
  if (certificate->expires.n == 0) {
    return report_speaks_to(certificate).n > 0 ? CERTIFICATE_VALID : CERTIFICATE_UNDATED;
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

enum { PLUS_MONTHS = 3 }; /* within which the audit for Plus follows the base */

static bool is_same_month(struct str day, struct str month) {
  return begins(day.p, day.n, month.p, month.n);
}

/* The edition of the requirements, as digits: "33" of "Cyber Essentials Plus v3.3"; none where it is not named. */
static uint32_t edition_digits(const struct decl_certificate *certificate, char digits[LONGEST_FOLDED]) {
  char standard[LONGEST_FOLDED];
  uint32_t n = text_folded(certificate->standard, standard);
  uint32_t count = 0;
  for (uint32_t i = 0; i < n; i++) {
    if (char_is_digit(standard[i])) {
      digits[count++] = standard[i];
    }
  }
  return count;
}

static bool is_other_edition(const struct decl_certificate *plus, const struct decl_certificate *base) {
  char digits[LONGEST_FOLDED];
  char others[LONGEST_FOLDED];
  uint32_t n = edition_digits(plus, digits);
  uint32_t count = edition_digits(base, others);
  return n > 0 && count > 0 && (n != count || memcmp(digits, others, n) != 0);
}

/* How Plus goes with a base; of several bases the one that it goes best with counts, so that the order is that of how well. */
static enum plus_order order_with(const struct decl_certificate *plus, const struct decl_certificate *base) {
  if (is_other_edition(plus, base)) {
    return PLUS_OF_OTHER_EDITION;
  }
  if (date_before(plus->issued, base->issued) && !is_same_month(base->issued, plus->issued)) {
    return PLUS_BEFORE_BASE;
  }
  return date_months_before(base->issued, PLUS_MONTHS, plus->issued) ? PLUS_LONG_AFTER_BASE : PLUS_IN_ORDER;
}

/* The base certificates that there are on the day; they may stand in any assessment of the same organisation. */
struct bases {
  uint32_t count;
  enum plus_order order;
  const struct decl_certificate *best;
};

static struct bases find_bases(const struct graph *graph, const struct decl_assessment *assessment,
                               const struct decl_certificate *plus, struct str as_of) {
  struct bases bases = {0};
  for (uint32_t i = 0; i < graph->assessments.n; i++) {
    const struct decl_assessment *other = graph->assessments.v[i].declared;
    for (uint32_t k = 0; str_eq(other->organisation, assessment->organisation) && k < other->certificates.n; k++) {
      const struct decl_certificate *base = &other->certificates.v[k];
      if (is_base(base, as_of)) {
        enum plus_order order = order_with(plus, base);
        bool better = bases.count == 0 || order < bases.order;
        bases.best = better ? base : bases.best;
        bases.order = better ? order : bases.order;
        bases.count++;
      }
    }
  }
  return bases;
}

enum plus_order certificate_order(const struct graph *graph, const struct decl_assessment *assessment,
                                  const struct decl_certificate *certificate, struct str as_of,
                                  const struct decl_certificate **base) {
  struct bases bases = {0};
  if (is_plus(certificate)) {
    bases = find_bases(graph, assessment, certificate, as_of);
  }
  *base = bases.best;
  return bases.count > 0 ? bases.order : PLUS_IN_ORDER;
}

enum certificate_state certificate_state(const struct graph *graph, const struct decl_assessment *assessment,
                                         const struct decl_certificate *certificate, struct str as_of) {
  enum certificate_state state = state_by_itself(certificate, as_of);
  bool baseless = certificate_attests(state) && is_plus(certificate) &&
                  find_bases(graph, assessment, certificate, as_of).count == 0;
  return baseless ? CERTIFICATE_BASELESS : state;
}
