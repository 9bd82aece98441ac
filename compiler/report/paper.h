/* A paper: a document that is handed to somebody, without any format. What it is and of whom, figures, sentences, tables.
 *
 * Statements of applicability, treatment plans, alignments and the page of a bid are papers. Every text is borrowed from the
 * compilation or from the arena that the paper was made in; an absent text is empty. */
#ifndef CW_REPORT_PAPER_H
#define CW_REPORT_PAPER_H

#include "base/buf.h"
#include "report/report.h"

struct paper_fact {
  const char *key; /* for programs */
  const char *label;
  struct str value;
};

struct paper_figure {
  const char *key;
  const char *label;
  uint32_t number;
};

enum paper_kind {
  PAPER_PROSE,
  PAPER_ID,     /* one id, or several */
  PAPER_STATED, /* controls, each with its status: people read those of one status together, "A.5.1, A.5.2 implemented" */
  PAPER_WORD,   /* a token: people read it with blanks for its hyphens */
  PAPER_DATE,
  PAPER_NUMBER
};

struct paper_column {
  const char *name; /* as in CSV and JSON */
  const char *title;
  enum paper_kind kind;
  bool brief; /* shown where there is little room */
};

struct paper_table {
  uint32_t column_count;
  const struct paper_column *columns;
  uint32_t row_count;
  const struct str *cells;  /* row after row, as people read them */
  const struct str *plain;  /* the same for programs: ids where people see labels; NULL where nothing differs */
  const struct str *proofs; /* by row: lines that unfold; NULL where there are none */
};

struct paper_part {
  const char *key;
  const char *title; /* at most 31 characters, as the name of a sheet */
  bool data;         /* for CSV, workbooks and programs only: pages say the same otherwise */
  VEC(struct str) paragraphs;
  VEC(struct str) points;   /* a list */
  struct paper_table table; /* without columns for none */
};

struct report_paper {
  struct brand brand;
  struct report_links links; /* to what else stands in the same folder */
  const char *kind;          /* soa, risks, align, bid, profile */
  const char *over;          /* what it is, above the title */
  struct str title;
  bool bare; /* a table in somebody else's form: nothing is added to it */
  VEC(struct paper_fact) facts;
  VEC(struct paper_figure) figures;
  VEC(struct str) sentences;
  VEC(struct paper_part) parts;
  uint32_t main; /* the part that is the table in CSV */
};

/* ---- making one ---- */

void paper_fact(struct report_paper *paper, struct arena *arena, const char *key, const char *label, struct str value);
void paper_figure(struct report_paper *paper, struct arena *arena, const char *key, const char *label, uint32_t number);
__attribute__((format(printf, 3, 4))) void paper_sentence(struct report_paper *paper, struct arena *arena,
                                                          const char *format, ...);
/* The new part; the pointer holds until the next one. */
struct paper_part *paper_part(struct report_paper *paper, struct arena *arena, const char *key, const char *title);
void paper_paragraph(struct paper_part *part, struct arena *arena, struct str text);
void paper_point(struct paper_part *part, struct arena *arena, struct str text);
/* Composes a text. */
__attribute__((format(printf, 2, 3))) struct str paper_text(struct arena *arena, const char *format, ...);
struct str paper_number(struct arena *arena, uint64_t number);
/* The form of a word that goes with the number: "is", "are". */
static inline const char *paper_by_number(uint32_t number, const char *one, const char *several) {
  return number == 1 ? one : several;
}

/* A list in one cell: "a; b; c". */
struct paper_list {
  struct buf text;
};
void paper_list_init(struct paper_list *list, struct arena *arena);
/* Empty ones are left out. */
void paper_list_add(struct paper_list *list, struct str item);
struct str paper_list_done(struct paper_list *list);

/* ---- for writers ---- */

static inline const struct str *paper_plain(const struct paper_table *table) {
  return table->plain != NULL ? table->plain : table->cells;
}
/* Whether the title is no more than the kind of paper, which then does not stand beside it again. */
bool paper_says_its_kind(const struct report_paper *paper);
/* The columns that any row has something in, as bits of a list as long as the table is wide. */
const bool *paper_used_columns(const struct paper_table *table, struct arena *arena);
/* A cell as people read it: "not implemented" for not-implemented. */
struct str paper_shown(const struct paper_column *column, struct str cell, struct arena *arena);

#endif
