/* Findings: what the compiler has to say about the documents, each with a stable name, a place and notes.
 *
 * Every worker collects into its own list; the lists are merged and put in order once (by source, place, name, message),
 * so that threads and the order of input never show. */
#ifndef CW_DIAG_FINDING_H
#define CW_DIAG_FINDING_H

#include "base/buf.h"
#include "base/str.h"
#include "base/vec.h"
#include "diag/source.h"

enum severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR, SEVERITIES };
extern const char *const severity_words[SEVERITIES]; /* "note", "warning", "error" */
/* The severity of that word, or -1. */
int severity_find(struct str word);

enum finding_code {
#define FINDING(code, name, severity, meaning, mend) code,
#include "diag/catalogue.def"
#undef FINDING
  FINDING_CODES
};

struct finding_info {
  const char *name; /* "reference.unknown-control" */
  enum severity severity;
  const char *meaning; /* what is wrong and what the compiler did about it */
  const char *mend;
};

extern const struct finding_info finding_catalogue[FINDING_CODES];

/* An example of each; all NULL where there is none. */
struct finding_example {
  const char *bad;
  const char *good;
  const char *why; /* it matters */
};
extern const struct finding_example finding_examples[FINDING_CODES];
/* The code of a whole name, or -1. */
int finding_find(struct str name);
/* The finding that a name which is none was probably meant to be, or NULL. */
const char *finding_nearest(struct str name);
/* True if `name` is the code's name or its family (the first word). */
bool finding_matches(enum finding_code code, struct str name);
/* True if it is that of any code. */
bool finding_is_known(struct str name);
/* True if a finding of that name or family is about what was not read, which cannot be judged: nothing accepts it, takes it
 * as known, or makes less of it. */
bool finding_is_of_unread(struct str name);

/* A place in a document. `attribute` (a static string, or NULL) says which attribute of the start tag at `offset` is
 * meant; offset NOWHERE_IN_SOURCE means the document as a whole; source NO_SOURCE means no place at all. */
#define NO_SOURCE UINT32_MAX
#define NOWHERE_IN_SOURCE UINT32_MAX
struct place {
  uint32_t source;
  uint32_t offset;
  const char *attribute;
  struct str word;               /* with `attribute`: the one of its words that is meant; absent: the whole value */
  bool named;                    /* with `attribute`: its name is meant, not its value */
  uint32_t length;               /* with `attribute` NULL: bytes meant from `offset` on; 0: the name of the tag there */
  const struct place_cell *cell; /* of a workbook, or NULL; `offset` and `length` then only put places in order */
};

/* A cell of a workbook, which has no lines: its text is the line that is shown. */
struct place_cell {
  struct str name; /* 'Sheet'!B12 */
  struct str text;
  uint32_t row;      /* from 1 */
  struct span meant; /* the bytes of the text that are meant */
};

struct finding_note {
  struct place place; /* NO_SOURCE: plain words, such as a suggestion */
  struct str message;
  struct finding_note *next;
};

struct finding {
  enum finding_code code;
  enum severity severity; /* the catalogue's, until the switches are applied */
  bool soft;              /* a warning where its name says error, unless the user says how severe it is */
  bool mild;              /* a note whatever its name says: it costs the user nothing */
  bool grave;             /* an error, unless somebody has set another severity for its name */
  struct place place;
  uint32_t line; /* of the place, once somebody has looked; 0: not yet */
  uint32_t column;
  struct str message;
  struct finding_note *notes;
  struct finding_note **last_note;
  /* What an <accept> can match; absent where it does not apply. */
  struct str framework;
  struct str control;
  struct str mapping;
  struct str document; /* the id of the document that it is in, where that has one; no <accept> asks for it */
  VEC(struct str)
  parties;             /* further mappings that have a part in it; no <accept> asks for them, pages list it with each */
  struct str other;    /* the framework that a gap is seen from; no <accept> asks for it */
  bool of_target;      /* a gap of the target of its crosswalk */
  bool named_only;     /* a gap of a control that is named by a mapping, of which nothing is proved */
  uint32_t stands_for; /* so many findings, told as one; 0: itself */
  struct str accepted; /* the reason, once an <accept> has matched */
  bool known;          /* accepted because it stands in a baseline */
  /* Where the mistake is certain: the value at its place as it was read, and what is meant; else absent. */
  struct str wrong;
  struct str right;
};

struct findings {
  struct arena *arena;
  VEC(struct finding *) list;
};

void findings_init(struct findings *findings, struct arena *arena);
/* Adds a finding; its message is one sentence without a full stop. The pointer stays valid. */
__attribute__((format(printf, 4, 5))) struct finding *finding_add(struct findings *findings, enum finding_code code,
                                                                  struct place place, const char *format, ...);
__attribute__((format(printf, 4, 5))) void finding_note(struct findings *findings, struct finding *finding,
                                                        struct place place, const char *format, ...);
/* Moves all of `from` behind those of `into`; `from` is empty afterwards. */
void findings_merge(struct findings *into, struct findings *from);
/* Says what is certainly meant by the value at the finding's place; both are copied. */
void finding_fix(struct findings *findings, struct finding *finding, struct str wrong, struct str right);
/* How many it is told for. */
static inline uint32_t finding_count(const struct finding *finding) {
  return finding->stands_for > 0 ? finding->stands_for : 1;
}
/* Puts them in order and drops exact repetitions. */
void findings_sort(struct findings *findings);
/* Of findings in order: the number of the first that is in the source, or in one behind it. */
uint32_t findings_first_in(const struct findings *findings, uint32_t source);

static inline struct place place_at(uint32_t source, uint32_t offset) {
  return (struct place){.source = source, .offset = offset};
}
static inline struct place place_attribute(uint32_t source, uint32_t offset, const char *attribute) {
  return (struct place){.source = source, .offset = offset, .attribute = attribute};
}
static inline struct place place_attribute_name(uint32_t source, uint32_t offset, const char *attribute) {
  return (struct place){.source = source, .offset = offset, .attribute = attribute, .named = true};
}
static inline struct place place_word(uint32_t source, uint32_t offset, const char *attribute, struct str word) {
  return (struct place){.source = source, .offset = offset, .attribute = attribute, .word = word};
}
static inline struct place place_none(void) {
  return (struct place){.source = NO_SOURCE, .offset = NOWHERE_IN_SOURCE};
}

#endif
