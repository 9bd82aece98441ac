/* Neutral reports: what a crosswalk, a gaps table, a list or an index says, without any format.
 *
 * The writers of output/ read these and nothing else. All text is borrowed from the compilation or from the report's own
 * arena, UTF-8, unescaped; an absent text is an empty string, never NULL. Rows are in framework order. */
#ifndef CW_REPORT_REPORT_H
#define CW_REPORT_REPORT_H

#include "base/str.h"
#include "base/vec.h"
#include "model/vocabulary.h"
#include "workspace/brand.h"

enum basis {
  BASIS_DECLARED,  /* a named source says so */
  BASIS_IMPLIED,   /* proved from declared facts; no declaration of the pair says as much */
  BASIS_CANDIDATE, /* to be reviewed, never counted */
  BASIS_GAP,       /* a counted source control without a counterpart */
  BASIS_EXCLUDED   /* declared to have no counterpart */
};
const char *basis_token(enum basis basis);

enum coverage { COVERAGE_NONE, COVERAGE_PARTIAL, COVERAGE_FULL, COVERAGE_EXCLUDED };
const char *coverage_token(enum coverage coverage);

/* A column of the reader's own: an attribute of the controls of a framework, asked for by name (--show). */
struct report_column {
  struct str name;
  struct str title;
};

/* What stands in such a column beside a control or a union: the values of its controls, each once. */
struct report_values {
  uint32_t count;
  const struct str *list;
  struct str text; /* several are separated by "; " */
};

/* One end of a row: a control, or the union of several (a map with several sources or targets). */
struct report_end {
  struct str id;       /* several ids are joined by "+" */
  struct str label;    /* how their publisher writes them, several by " + "; empty where that is the id */
  struct str title;    /* several titles by "; " */
  struct str language; /* of the title, or empty where nobody says, or where several have several */
  uint32_t item;       /* index of its (first) control in the framework's items, or NO_ITEM for none (gap rows) */
  struct str ids;      /* the ids separated by spaces */
  struct str href;     /* of a control: what its publisher says of it; or empty */
  const struct report_values *own; /* by own column of the framework; NULL for none, as in gap rows */
};
#define NO_ITEM UINT32_MAX

struct report_row {
  struct report_end source;
  struct report_end target; /* empty for gap and excluded */
  enum relation relation;   /* read from source to target; meaningless for gap and excluded */
  enum basis basis;
  unsigned possible;  /* bits of enum base: what the facts leave possible; 0 where nobody asked */
  bool disputed;      /* part of a conflict: no proof rests on it */
  int strength;       /* 1 to 10, or -1 */
  int confidence;     /* 0 to 100, or -1 */
  uint32_t mapping;   /* index in the report's mappings, or NO_ITEM for none */
  uint32_t fact;      /* of a declared row: in the graph */
  struct str remarks; /* as shown in the remarks column, the mark of a dispute included */
};

/* A control or a group of one of the two frameworks, in framework order (preorder). */
struct report_item {
  struct str id;
  struct str label; /* how the publisher writes the id; empty where that is the id */
  struct str title;
  struct str statement; /* in the words of the standard; empty where not given, or not asked for */
  struct str guidance;
  struct str language; /* of the title; empty where nobody says */
  struct str statement_language;
  struct str guidance_language;
  struct str href; /* of what its publisher says of it, http or https and fit for a link; or empty */
  uint32_t parent; /* index, or NO_ITEM */
  uint16_t depth;
  bool group;
  bool counted;
  bool withdrawn;
  bool harmless; /* nothing in id, label and title has to be escaped for HTML or CSV; false where nobody knows */
  enum coverage coverage; /* by the other framework; for counted ones only */
  bool jointly;           /* full, but by several together and no single control */
  bool named_only;        /* partial, but only named by a mapping: related or supporting, nothing is proved */
  struct str by;          /* ids that cover it, separated by a space; those of several together by "+" */
  struct str candidates;  /* ids to review, separated by a space */
  struct str note;        /* accepted, disputed, jointly, extent-unknown, ... (crosswalk-reasoning(7)), or empty */
  uint32_t agreement;     /* independent publishers that name a counterpart */
  int robust;             /* 1 or 0: whether the coverage survives the loss of any one mapping; -1 where nobody asked */
  struct str reason;      /* why the gap is accepted, or excluded; or empty */
  const struct report_values *own; /* by own column of the framework; NULL where it has none */
  uint32_t first_row;              /* of the rows of this item as a source (crosswalk source side only) */
  uint32_t row_count;
};

/* What people are shown of a control: its label where it has one, else its id. */
static inline struct str report_name(struct str label, struct str id) {
  return label.n > 0 ? label : id;
}

struct report_counts {
  uint32_t counted; /* the denominator: counted controls of the framework */
  uint32_t full;    /* jointly ones included */
  uint32_t jointly;
  uint32_t partial; /* met in part */
  uint32_t none;
  uint32_t excluded;
  uint32_t related_only; /* only named by a mapping, nothing is proved */
  uint32_t supports_only;
};

struct report_framework {
  struct str id;
  struct str title;
  struct str short_title; /* the title where the framework has no short one */
  struct str language;    /* of its titles; empty where nobody says */
  struct str publisher;
  struct str edition;
  struct str published;
  struct str rights;
  struct str text_rights; /* of supplements whose texts are shown; empty otherwise */
  struct str href;
  struct str digest;   /* SHA-256 of its document in hexadecimal, or empty */
  bool open;           /* its controls are not listed and not counted */
  bool held_together;  /* several frameworks: theirs is not judged, ids have that of the framework before them */
  uint32_t part_count; /* these, without items and coverage; 0 of one framework */
  const struct report_framework *parts;
  uint32_t own_count; /* columns of the reader's own, behind all others */
  const struct report_column *own;
  uint32_t item_count;
  const struct report_item *items;
  struct report_counts counts;
};

struct report_mapping {
  struct str id;
  struct str title;
  struct str publisher;
  struct str published;
  struct str version;
  struct str status; /* tokens, or empty */
  struct str authority;
  struct str method;
  struct str rationale;
  struct str style;
  struct str digest; /* SHA-256 of its document in hexadecimal, or empty */
  bool inverted;     /* declared from target to source */
  bool chains;       /* takes part in proofs beyond its own pairs */
  uint32_t facts;    /* rows declared by it */
  uint32_t provenance_count;
  const struct report_provenance {
    struct str href;
    struct str text;
  } * provenances;
};

/* What is said below a finding: another place, a suggestion. */
struct report_note {
  struct str message;
  struct str file; /* or empty */
  uint32_t line;   /* 0: not known */
  uint32_t column;
};

/* A conflict or another finding that bears on this crosswalk. */
struct report_finding {
  struct str severity;
  struct str name;
  struct str place; /* file:line:column, or empty */
  struct str file;  /* the parts of it; line 0: not known */
  uint32_t line;
  uint32_t column;
  struct str message;
  struct str accepted; /* the reason, or empty */
  struct str control;  /* the id of the one that it is about, or empty */
  uint32_t note_count; /* where somebody asked for them */
  const struct report_note *notes;
};

/* A document that the run read. */
struct report_document {
  struct str kind;   /* framework, supplement, mapping, workspace; logo, which is no document but shows */
  struct str id;     /* its own, or of the framework that it supplements; empty for a workspace and a logo */
  struct str file;   /* without folders */
  struct str digest; /* SHA-256 in hexadecimal, or empty */
};

/* Where the same report is in other formats, and what it belongs to, for the pages of a build: names of files in the same
 * folder, each empty where there is none. */
struct report_links {
  struct str index; /* of the pages */
  struct str list;  /* the same in Markdown */
  struct str page;
  struct str csv;
  struct str markdown;
  struct str xlsx;
  struct str json;
  struct str other; /* the page of the other direction */
};

/* A framework, or each of those that it stands for. */
static inline const struct report_framework *report_parts(const struct report_framework *framework, uint32_t *count) {
  *count = framework->held_together ? framework->part_count : 1;
  return framework->held_together ? framework->parts : framework;
}

/* The next paragraph of a note, false at the end; `rest` loses it. */
bool report_next_paragraph(struct str *rest, struct str *paragraph);

struct report_crosswalk {
  bool too_many; /* derived rows: not all of them are here, and nothing of it may be written */
  struct brand brand;
  struct report_links links;
  struct report_framework source;
  struct report_framework target;
  uint32_t row_count;
  const struct report_row *rows;
  uint32_t declared; /* numbers of rows of each basis */
  uint32_t implied;
  uint32_t candidate;
  uint32_t disputed; /* of the declared ones */
  uint32_t mapping_count;
  const struct report_mapping *mappings;
  uint32_t finding_count;
  const struct report_finding *findings;
  uint32_t document_count; /* 0 where nobody asked */
  const struct report_document *documents;
};

/* All crosswalks and wide tables of one build. */
struct report_index_entry {
  struct str file; /* the stem: SOURCE--TARGET */
  struct str source_id;
  struct str source_title;
  struct str target_id;
  struct str target_title;
  struct report_counts source_counts;
  struct report_counts target_counts;
  struct report_links links;
  uint32_t parts; /* pages, where those are several: file, file~2... */
  uint32_t declared;
  uint32_t implied;
  uint32_t disputed;
};

struct report_index_matrix {
  struct str file; /* the stem: SOURCE--matrix */
  struct str title;
  struct str source_id;
  struct str source_title;
  uint32_t target_count;
  const struct report_index_column {
    struct str id;
    struct str title;
    struct report_counts counts; /* how far the source is covered by it */
  } * targets;
};

/* What is made of assessments. */
struct report_index_paper {
  struct str file; /* the stem */
  struct str kind; /* "Statement of applicability" */
  struct str title;
};

struct report_index {
  struct brand brand;
  struct report_links links; /* the same list in other formats */
  struct str title;          /* the workspace's, or "Crosswalks" */
  struct str language;
  struct str unwritten; /* what is not in the list, since a document was not read; or empty */
  uint32_t entry_count;
  const struct report_index_entry *entries;
  uint32_t matrix_count;
  const struct report_index_matrix *matrices;
  uint32_t paper_count;
  const struct report_index_paper *papers;
  uint32_t framework_count;
  const struct report_framework *frameworks; /* without items */
  uint32_t document_count;                   /* 0 where nobody asked */
  const struct report_document *documents;
};

/* One counterpart of a source control in one target framework. Where several mappings say the same it stands once. */
struct report_counterpart {
  struct str id;       /* several, of a union, are separated by a space */
  struct str title;    /* several by "; " */
  struct str language; /* as in report_end */
  struct str href;     /* of one control: what its publisher says of it; or empty */
  struct str together; /* ids of the other sources of a union: the relation holds for all of them together; or empty */
  enum relation relation; /* read from source to target; meaningless for a candidate */
  enum basis basis;       /* declared, implied or candidate */
  bool disputed;
  struct str mappings; /* ids of those that declare it, separated by a space */
};

/* How one source control or group stands in one target framework. */
struct report_matrix_cell {
  enum coverage coverage; /* of the source control by that framework; for counted ones only */
  bool jointly;
  bool named_only;   /* as in report_item: nobody may read it as met in part */
  bool open;         /* a gap, or excluded, and to be shown as such */
  struct str note;   /* as in report_item; of what is excluded, the reason that was given */
  struct str reason; /* of an accepted gap */
  struct str by;     /* as in report_item */
  struct str rest;   /* those of `by` that no counterpart names: headings and unions that only a proof leads to */
  uint32_t count;
  const struct report_counterpart *counterparts; /* in the target's order, candidates behind them */
};

/* The wide table: each control of one source framework against several targets. */
struct report_matrix {
  struct brand brand;
  struct report_links links;
  struct str title;               /* what the workspace calls it, or empty */
  struct report_framework source; /* its items are the rows: groups, too; coverage and counts in them are unused */
  uint32_t target_count;
  const struct report_framework *targets;    /* without items; counts are those of the target */
  const struct report_counts *source_counts; /* by target: how far the source is covered by it */
  const struct str *files; /* by target: the stem of the pair's own crosswalk in the same folder, or empty */
  const struct report_matrix_cell *cells; /* row after row, one for each target */
  uint32_t mapping_count;
  const struct report_mapping *mappings; /* of all pairs, each once */
  uint32_t document_count;
  const struct report_document *documents;
};

/* Whether the item has a row: a counted control, or anything with counterparts. */
bool report_matrix_has_row(const struct report_matrix *matrix, uint32_t item);
/* How far it is covered: "full", "partial", or "only named". */
const char *report_matrix_coverage(const struct report_matrix_cell *cell);
/* A cell as one text, the same in every plain format: "A.5.1 subset-of; A.5.2 related-to (implied); gap: no-relation". */
struct str report_matrix_text(const struct report_matrix_cell *cell, struct arena *arena);

/* A plain table for lists: every cell a text. */
struct report_grid {
  uint32_t columns;
  const struct str *header;
  uint32_t row_count;
  const struct str *cells; /* row after row */
  uint32_t brief;          /* columns that are shown where there is little room, as bits; 0: all */
};

/* The ten columns of a crosswalk table, and the ten of a long gaps table, as the formats name them. */
enum { TABLE_COLUMNS = 10, GAPS_COLUMNS = 8, LONG_GAPS_COLUMNS = 10 };
extern const char *const table_columns[TABLE_COLUMNS];
extern const char *const gaps_columns[LONG_GAPS_COLUMNS]; /* the first eight, unless it is long */

/* The cells of one row as text, the same in every format; numbers point into the struct itself. */
struct report_cells {
  struct str cell[TABLE_COLUMNS];
  char numbers[2][12];
};
void report_row_cells(const struct report_crosswalk *crosswalk, const struct report_row *row,
                      struct report_cells *cells);
/* The remarks of a row without the mark of a dispute, for formats that show it apart. */
struct str report_bare_remarks(const struct report_row *row);
/* Row i of the gaps table: every counted control of the source, then of the target. */
struct report_gap_cells {
  struct str cell[LONG_GAPS_COLUMNS];
  char numbers[12];
};
/* What heads an own column in a table of both sides: "Source: Owner". */
struct str report_own_head(const char *side, const struct report_column *column, struct arena *arena);
/* What stands in an own column of an end, or an empty text. */
struct str report_own_cell(const struct report_values *own, uint32_t column);
void report_gap_cells_of(const struct report_framework *framework, const struct report_item *item,
                         struct report_gap_cells *cells);

#endif
