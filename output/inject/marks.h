/* Marked places in a Markdown document that is somebody else's: found, and filled without touching anything around them.
 *
 *     <!-- crosswalk:begin NAME -->
 *     what is replaced
 *     <!-- crosswalk:end -->
 *
 * A mark stands on a line of its own, indented by three blanks at most. In a fenced or indented block of code it is text. */
#ifndef CW_OUTPUT_INJECT_MARKS_H
#define CW_OUTPUT_INJECT_MARKS_H

#include "base/vec.h"
#include "output/sink.h"

struct mark_place {
  struct str name; /* points into the document */
  uint32_t begin;  /* where the line of the mark begins */
  uint32_t from;   /* what is replaced: from the line behind the first mark */
  uint32_t to;     /* to that of the second */
  uint32_t indent; /* blanks before the first mark */
  bool crlf;       /* its line ends with CR LF */
};

struct mark_fault {
  enum mark_fault_kind {
    MARK_SHAPE,    /* begins like a mark and is none */
    MARK_NO_BEGIN, /* an end, and nothing is open */
    MARK_NO_END,   /* a begin, and nothing behind it but the end of the document */
    MARK_NESTED,   /* a begin within a place; `other` is where that begins */
    MARK_TWICE     /* the name has a place already; `other` is that name */
  } kind;
  struct str at; /* points into the document */
  struct str other;
};

struct mark_list {
  VEC(struct mark_place) places; /* those with a begin and an end, in order; the name of each is another */
  VEC(struct mark_fault) faults;
  struct str stray; /* the first mark that stands within a line or too far in, and so is none; absent without one */
};

/* All the marks of a document, which may begin with a byte order mark. */
void marks_find(struct str document, struct arena *arena, struct mark_list *marks);
/* Writes the lines of `content`, each ended by LF, as they stand in the place: with its line ends, its indentation, and an
 * empty line before and behind, which Markdown wants between a comment and a table. */
void marks_fill(struct sink *sink, const struct mark_place *place, struct str content);

#endif
