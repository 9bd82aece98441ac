/* What all readers of one import share: the file being read, places and findings, and the count of what is lost. */
#ifndef CW_INTERCHANGE_SESSION_H
#define CW_INTERCHANGE_SESSION_H

#include "base/buf.h"
#include "interchange/import.h"

/* Where a value stands: in a text, its line and column in code points; in a workbook, sheet, row and column. */
#define NO_SHEET UINT32_MAX
struct spot {
  uint32_t row; /* from 1; 0: the file as a whole */
  uint32_t column;
  uint32_t sheet;  /* of a workbook, else NO_SHEET */
  uint32_t record; /* of a CSV file, where it is not the line; else 0 */
};

struct value {
  struct str text; /* absent: nothing is there */
  struct spot spot;
};

struct tree;
struct book;
struct format;

/* What the sheet About of a workbook for review says that it is of. */
enum about_what { ABOUT_NOTHING, ABOUT_FRAMEWORK, ABOUT_MAPPING };

struct file {
  const struct import_input *input;
  const struct format *format;
  const struct tree *tree; /* one of the two, by its format */
  const struct book *book;
  struct str text;     /* of a text file, as UTF-8 */
  VEC(uint32_t) lines; /* where each line begins; made when a place is wanted */
  struct spot last;    /* the last place that was looked up, and its byte: places come mostly in order */
  uint32_t last_offset;
  struct str framework;  /* the last one that it defined */
  VEC(struct str) named; /* frameworks that only a name tells: each told once */
  uint32_t made;         /* documents that it gave */
  bool broken;           /* an error was told */
  bool own;              /* a workbook that this program wrote */
  enum about_what about; /* one that it wrote for review, to be read back */
};

/* One kind of thing that was counted. */
struct tally {
  const char *one;
  const char *many;
  struct str example;
  struct place place;
  uint32_t count;
  bool loss;
  bool warns;
};

/* A word that was not understood, and how often. */
struct odd_word {
  struct str word;
  const char *what; /* behind the word, in quotes */
  bool is_relation;
  struct place place;
  uint32_t count;
};

struct atlas;
struct urns;

struct session {
  struct arena *arena;
  struct findings *findings;
  struct sources *sources;
  const struct import_options *options;
  const struct limits *limits;
  struct imported *result;
  struct atlas *atlas;
  struct urns *urns;
  struct file *file;
  struct file *files;
  uint32_t file_count;
  VEC(const struct file *) makers; /* by document of the result: the file that gave it */
  VEC(struct tally) tallies;
  VEC(struct odd_word) odd_words;
  struct buf understood;
};

/* The place of a value in the present file; `piece` is the part of its text that is meant, or absent for all of it. */
struct place session_place(struct session *session, const struct value *value, struct str piece);
/* A finding at a value, or for the file as a whole where it is NULL. */
__attribute__((format(printf, 4, 5))) struct finding *session_say(struct session *session, enum finding_code code,
                                                                  const struct value *value, const char *format, ...);
/* The same at a piece of the value's text. */
__attribute__((format(printf, 5, 6))) struct finding *session_say_at(struct session *session, enum finding_code code,
                                                                     const struct value *value, struct str piece,
                                                                     const char *format, ...);
/* A note that costs the user nothing. */
__attribute__((format(printf, 3, 4))) struct finding *session_note(struct session *session, const struct value *value,
                                                                   const char *format, ...);
/* The date that a value says, absent where it says none; one that does not exist is told, and lost. */
struct str session_date(struct session *session, const struct value *value);
/* Counts a thing that is not carried; told once for each `one` when the file is done: "3 many". The texts are constant. */
void session_lose(struct session *session, const char *one, const char *many, const struct value *value);
/* Counts a thing that is worth a note; `example` may be absent and is kept with the first. */
void session_count(struct session *session, const char *one, const char *many, const struct value *value,
                   struct str example);
/* The same for a thing that is likely wrong: a warning. */
void session_warn(struct session *session, const char *one, const char *many, const struct value *value,
                  struct str example);
/* A word that is not understood: told once for each word when the file is done, with its number. */
void session_odd_word(struct session *session, const struct value *value, const char *what, bool is_relation);
/* What was counted so far, and going back to that: for what turns out to be a copy of what was read before. */
struct counts {
  uint32_t tallies;
  uint32_t words;
  uint32_t *of; /* each of both */
};
struct counts session_counts(struct session *session);
void session_take_back(struct session *session, const struct counts *counts);
/* Tells what was counted for the present file. */
void session_tell(struct session *session);
/* Adds a document to the result. */
void session_add(struct session *session, enum document_kind kind, void *document);
/* The present file cannot be used: a finding import.format for it as a whole, or at a value. */
__attribute__((format(printf, 3, 4))) void session_refuse(struct session *session, const struct value *value,
                                                          const char *format, ...);
/* For --guess: a line on how the file is understood. */
__attribute__((format(printf, 2, 3))) void session_understand(struct session *session, const char *format, ...);

static inline struct value value_none(void) {
  return (struct value){.spot = {.sheet = NO_SHEET}};
}

#endif
