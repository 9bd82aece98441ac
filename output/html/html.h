/* The parts of an HTML page. Each file writes one of them; page.c puts them in order.
 *
 * The end tags of tr, td, th, tbody and thead, and of a p that ends with one of them, are left out, as HTML allows: it is
 * a fifth of the weight of a long table. */
#ifndef CW_OUTPUT_HTML_HTML_H
#define CW_OUTPUT_HTML_HTML_H

#include "output/escape.h"
#include "output/formats.h"
#include "output/html/fragments.h"

/* A literal, without a strlen. */
#define OUT(sink, literal) sink_write((sink), "" literal, sizeof(literal) - 1)

/* ---- frame.c: head and foot of any page ---- */

struct html_frame {
  struct str title;   /* escaped */
  struct str running; /* what stands at the head of each sheet of paper, not escaped */
  struct str style;   /* of this page alone, or empty */
  const struct brand *brand;
  const struct asset *script; /* or NULL */
  const char *skip_to;        /* the id that the skip link leads to */
  const char *skip_text;
  bool broad; /* wider than other pages, and printed across the sheet */
};
/* The pages of whole reports; html_writer is in page.c. */
void html_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options);
void html_paper(struct sink *sink, const struct report_paper *paper, const struct writer_options *options);
void html_index(struct sink *sink, const struct report_index *report, const struct writer_options *options);

void html_head(struct sink *sink, const struct html_frame *frame, const struct writer_options *options);
void html_foot(struct sink *sink, const struct html_frame *frame, const struct writer_options *options);
/* The text as a link where it may be one, otherwise as text; `text` empty means the href itself is shown. */
void html_link(struct sink *sink, struct str href, struct str text);
/* The link from a control to what its publisher says of it; nothing without one. */
void html_out_link(struct sink *sink, struct str href, struct str name);
/* One swatch of a legend, one stacked bar of a coverage: inline SVG. */
void html_swatch(struct sink *sink, const char *kind);
void html_bar(struct sink *sink, const struct report_counts *counts);

/* ---- widths.c: the columns of a paper in print ---- */

/* Rules for the table of the part, which has rows; `used`: the columns that are shown. */
void html_column_widths(struct sink *style, const struct paper_part *part, const bool *used, struct arena *arena);

/* ---- brand.c: what a workspace adds ---- */

/* The rules that give the page its accent; empty without one. */
struct str html_brand_style(struct arena *arena, const struct brand *brand);
/* Where the page belongs, and the same in other formats; nothing outside a build. */
void html_trail(struct sink *sink, const struct brand *brand, const struct report_links *links);
/* Those of the files that there are, as links with commas between them, behind `before`. False if there are none. */
bool html_list_links(struct sink *sink, const char *before, const struct str *files, const char *const *names,
                     size_t count);
/* Date, version and contact, where the workspace states them. */
void html_stated(struct sink *sink, const struct brand *brand);
/* Logo and organisation, at the top of the header. */
void html_brand(struct sink *sink, const struct brand *brand);
/* The note, under the title. */
void html_brand_note(struct sink *sink, const struct brand *brand);

/* ---- side.c: what is escaped once and used in many places ---- */

#define NO_BUCKET UINT32_MAX

struct html_item {
  struct str id; /* escaped */
  struct str title;
  struct str lang;   /* the attributes that its title needs, or empty */
  struct str out;    /* the link to what its publisher says of it, or empty */
  struct str anchor; /* its id as it can stand in an anchor: s.GV.OC-01 is its first row, t.A.5.1 its line in the
                        coverage of the target */
  uint32_t group;    /* the nearest group above it, or itself; NO_ITEM for none */
  uint32_t bucket;   /* its row or column in the picture, or NO_BUCKET */
};

/* A row or a column of the picture: one group, or a run of neighbours where there are too many. */
struct html_bucket {
  struct str id; /* unescaped; empty for "what is in no group" */
  struct str title;
  struct str last_id; /* of a run; else empty */
  struct report_counts counts;
};

struct html_side {
  const struct report_framework *framework;
  struct html_item *items;
  struct html_bucket *buckets;
  uint32_t bucket_count;
};

struct html {
  struct sink *sink;
  struct arena *arena;
  const struct report_crosswalk *report;
  const struct writer_options *options;
  const struct report_framework *more; /* targets beside the report's own, of a wide table */
  uint32_t more_count;
  struct html_side source;
  struct html_side target;
  uint32_t part; /* of the pages of the crosswalk, from 0 */
  uint32_t part_count;
  const uint32_t *part_starts; /* the first row of each, and behind the last one all */
  uint32_t *ordinals;          /* of the pair of each row among those of its source control */
  uint32_t *first_as_target;   /* the first row that has the target item in it, or NO_ITEM */
  struct str *mapping_links;   /* for each mapping, how the rows name it */
  uint32_t excluded_rows;
  uint32_t shown_pairs;
  uint32_t remarked; /* rows that somebody wrote something in */
  bool has_strength;
  bool has_confidence;
};

void html_prepare(struct html *html);
/* Fills the side's items; its framework is set. */
void html_escape_items(struct html *html, struct html_side *side);
/* The id of the row, without quotes: s.GV.OC-01, s.GV.OC-01~2 ... */
void html_row_anchor(struct html *html, uint32_t row);
/* The heading of a group with all above it: "GV Govern > GV.OC Organizational Context". */
void html_group_path(struct html *html, const struct html_side *side, uint32_t group);

/* ---- pairs.c: one row of the page for each pair, whoever declares it ---- */

/* Rows of the report that join the same two ends: declared by one or several mappings, and implied. */
struct html_pair {
  uint32_t first;
  uint32_t end; /* the row behind the last one; 0 before the first pair */
};
bool html_same_pair(const struct report_row *a, const struct report_row *b);
/* The next one that is wanted; false at the end. */
bool html_next_pair(const struct html *html, struct html_pair *pair);
void html_relation_cell(struct html *html, const struct html_pair *pair);
void html_basis_cell(struct html *html, const struct html_pair *pair);
void html_number_cell(struct html *html, const struct html_pair *pair, bool strength);
void html_mapping_cell(struct html *html, const struct html_pair *pair);
/* " automated, draft" of a mapping of which that must be known wherever it is named. */
void html_caution(struct sink *sink, const struct report_mapping *mapping);

/* ---- language.c: what is in another language than the page, or runs the other way ---- */

/* The attributes lang and dir, where the text needs them: nothing where it is in the page's language and direction. */
void html_language(struct sink *sink, struct str language, struct str text);
struct str html_language_once(struct arena *arena, struct str language, struct str text);
/* Such a text beside others, with what stands before it; its attributes may be empty. */
void html_foreign(struct sink *sink, struct str attributes, const char *before, struct str escaped);

/* ---- own.c: columns of the reader's own ---- */

struct html_own {
  uint32_t count;
  struct str *heads;
  struct str *starts; /* of their cells */
};
/* Those of a framework; headed "Source: Owner" where a side is given. */
struct html_own html_own_of(struct arena *arena, const struct report_framework *framework, const char *side);
/* Their heads; with a key for the script, they can be sorted by. */
void html_own_heads(struct sink *sink, const struct html_own *own, const char *key);
void html_own_cells(struct sink *sink, const struct html_own *own, const struct report_values *values);

/* ---- words.c: tokens as people say them ---- */

struct html_word {
  const char *word;
  const char *meaning;
};
extern const struct html_word relation_words[RELATIONS];
extern const struct html_word basis_words[5];
enum { COVERAGE_NAMED_ONLY = COVERAGE_EXCLUDED + 1 }; /* no coverage: a word and a class of its own on pages */
extern const struct html_word coverage_words[COVERAGE_NAMED_ONLY + 1];
/* The number of the word and of the class. */
unsigned html_coverage_class(enum coverage coverage, bool named_only);
extern const struct html_word note_words[];
extern const char *const note_tokens[]; /* as reports and workbooks write them, in the same order */
extern const unsigned note_word_count;
/* A note as people say it: "not examined yet". */
const char *html_note_word(struct str note);

/* ---- parts.c: a crosswalk as several pages ---- */

uint32_t html_count_parts(const struct report_crosswalk *report, const struct writer_options *options);
void html_find_parts(struct html *html);
/* The address of a row, on whatever page it is. */
void html_row_link(struct html *html, uint32_t row);
/* The same for a square of the picture: with the page where there are several, for no one page has all rows of a square. */
void html_square_link(struct html *html, uint32_t row);
/* ", part 1 of 3", or nothing */
void html_put_part(struct html *html, struct sink *sink);
/* Which rows the page has, where the others are, and where all are together; or nothing. */
void html_parts(struct html *html);

/* ---- reasons.c: what is said of several controls is said once on paper ---- */

enum { MOST_LETTERS = 26 };

struct html_reasons {
  uint32_t count;
  struct html_reason {
    struct str note; /* as in report_item */
    struct str reason;
    uint32_t uses;
    char letter; /* where it is used more than once */
  } list[MOST_LETTERS];
};
void html_reason_seen(struct html_reasons *reasons, struct str note, struct str reason);
/* Gives the letters, once all are seen. */
void html_letter_reasons(struct html_reasons *reasons);
/* Other notes are a word or two, which need no letter. */
bool html_has_reason(const struct report_item *item);
/* Those of a framework's controls, lettered; returns how many of them are of open ones, which come first. */
uint32_t html_side_reasons(const struct report_framework *framework, struct html_reasons *reasons);
/* The attribute of what paper replaces by the letter; nothing for what has none. */
void html_reason_mark(struct sink *sink, const struct html_reasons *reasons, struct str note, struct str reason);
/* "accepted: the reason" */
void html_reason(struct sink *sink, struct str note, struct str reason);
/* What the letters of the first `count` stand for. */
void html_reason_key(struct sink *sink, const struct html_reasons *reasons, uint32_t count);

/* ---- legend.c: how to read the page ---- */

/* The words that the page uses, as bits by their place in the lists of words.c. */
struct html_used {
  uint32_t relations;
  uint32_t bases;
  uint32_t coverages;
  uint32_t notes;
};
void html_use_coverage(struct html_used *used, enum coverage coverage, bool named_only, struct str note);
void html_use_relation(struct html_used *used, enum relation relation, enum basis basis);
/* Those of a crosswalk. */
struct html_used html_words_used(const struct html *html);
void html_legend(struct html *html, const struct html_used *used);

/* ---- the sections ---- */

/* page.c: a framework with its edition and rights, or each of those that are held together. */
void html_framework_cards(struct html *html, const char *role, const struct report_framework *framework);
/* page.c: what a control says, where that was asked for. */
void html_texts(struct sink *sink, const struct report_item *item);
/* answer.c: coverage as a bar and as figures. */
void html_figures(struct sink *sink, const struct report_counts *counts);
/* answer.c: the same as one line. */
void html_counts(struct sink *sink, const struct report_counts *counts);
void html_answer(struct html *html);                        /* answer.c: a sentence and a bar for each side */
void html_open_points(struct html *html);                   /* open.c: what is open, heading by heading */
void html_picture(struct html *html);                       /* picture.c: groups against groups */
void html_table(struct html *html);                         /* table.c: the crosswalk itself */
void html_coverage(struct html *html, bool side_is_source); /* coverage.c: each counted control */
void html_stamp(struct html *html);                         /* notes.c: on paper, what it was made from */
void html_findings(struct html *html);                      /* notes.c: findings, documents */
void html_mappings(struct html *html);
void html_made(struct html *html);
/* A table of documents with their digests. */
void html_documents(struct sink *sink, const struct report_document *list, uint32_t count);

#endif
