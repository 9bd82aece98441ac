/* Importing: other people's files in, documents of ours out.
 *
 * A file is known by what it holds. It is read as a tree of values (YAML, JSON, XML) or as tables of cells (CSV, XLSX), each
 * value with its place, and a reader for its format makes native documents of it. Nothing is guessed that would say more than
 * the file does, and nothing is dropped in silence: what cannot be carried is counted, kind by kind. */
#ifndef CW_INTERCHANGE_IMPORT_H
#define CW_INTERCHANGE_IMPORT_H

#include "base/limits.h"
#include "diag/finding.h"
#include "model/native.h"

enum import_cells { CELLS_AUTOMATIC, CELLS_PAIRS, CELLS_UNION };
/* What blanks in a cell of ids do: part them, or belong to one. */
enum import_blanks { BLANKS_AUTOMATIC, BLANKS_TO_PART, BLANKS_TO_KEEP };

/* A word of the user's own for a relation, or a column for an attribute. */
struct import_word {
  struct str word;
  struct str meaning;
};

struct import_input {
  const char *name;
  const char *bytes; /* with a NUL behind them; borrowed, and kept by the sources */
  size_t size;
  uint32_t source;     /* its number in the sources */
  struct str metadata; /* of a table of SSSOM, from a file beside it; or absent */
};

struct import_options {
  struct str from;   /* a format's name; empty: look inside */
  struct str source; /* the framework that the sources belong to */
  struct str target;
  struct str id; /* of the framework, mapping or assessment that is made */
  struct str title;
  struct str encoding;              /* of text files that are not UTF-8 */
  struct str metadata;              /* bytes of an SSSOM metadata file */
  const struct import_input *names; /* a table of what the user calls frameworks; or NULL */
  struct str columns;               /* source=A,target=B */
  struct str language;              /* translations in this language become a supplement */
  struct str sheet;                 /* the only sheet that is read */
  struct str shape;                 /* controls, pairs, matrix, assessment */
  enum import_cells cells;
  enum import_blanks blanks;
  bool guess;      /* say what was understood, and make nothing */
  bool stub;       /* an open framework for each that is named and not known */
  bool fill_down;  /* an empty id cell means the one above */
  bool statements; /* OSCAL: parts of controls become controls */
  bool groups;     /* OLIR: rows of one group are one map */
  bool literal_supports;
  VEC(struct import_word) relations;
  VEC(struct import_word) attrs;
};

struct imported {
  VEC(struct native_document) documents;
  struct str understood; /* for --guess: one line for each thing that was understood */
  bool lost;             /* something was not carried */
};

/* Frameworks that are known: their ids are looked up. */
struct import_known {
  const struct decl_framework *const *frameworks;
  uint32_t count;
  uint32_t own; /* the first so many are the user's, the others are bundled */
};

void import_files(const struct import_input *inputs, uint32_t count, const struct import_options *options,
                  const struct import_known *known, const struct limits *limits, struct arena *arena,
                  struct sources *sources, struct findings *findings, struct imported *result);

#endif
