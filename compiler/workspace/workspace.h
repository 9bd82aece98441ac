/* All that one run works on, stage by stage: what was asked of it, what was read, what it means, what follows.
 *
 * Nothing here knows of formats or of files that are written, and nothing of the functions that programs call. */
#ifndef CW_WORKSPACE_WORKSPACE_H
#define CW_WORKSPACE_WORKSPACE_H

#include "analyse/analysis.h"
#include "diag/switches.h"
#include "link/link.h"
#include "load/bundled.h"
#include "load/load.h"
#include "workspace/brand.h"

/* A bundled document, and what its root element says. */
struct bundled {
  struct memory_document document;
  const struct bundled_document *index; /* NULL for one of a folder, which nobody indexed */
  enum document_kind kind;
  struct str id;
  struct str source; /* the frameworks of a mapping */
  struct str target;
  bool loaded;
};

struct asked_pair {
  struct str source;
  struct str target;
};

/* A path that was looked through for documents. */
struct looked {
  struct str path;
  uint32_t round;
};

/* A wide table that a workspace asks for. */
struct matrix {
  uint32_t source;       /* framework */
  VEC(uint32_t) columns; /* crosswalks, each once */
  struct str title;
  struct str file; /* its stem */
  struct str full; /* the one with its targets in it, which no other has */
  /* Targets without a column, since something of them was not read: each with a plus sign before it. Where there are such
   * the table is not written: a column would be missing. */
  struct str torn_ids;
  bool clashes; /* another table would have the same file */
};

typedef VEC(uint32_t) assessment_list;

/* What a workspace asks to be made of assessments. */
struct deliverable_asked {
  enum deliverable kind;
  uint32_t target; /* framework of an alignment, or NO_INDEX */
  assessment_list assessments;
  struct str full; /* the stem with its assessments in it, which no other has */
  struct str file; /* the stem */
  bool torn;       /* a document that it rests on was not read: it is not written */
  const char *over;
  struct str title;
};

/* An attribute that tables have a column of. */
struct show_wish {
  struct str text; /* as it was given */
  bool by_caller;  /* and not by a workspace */
  struct place place;
  struct str name;
  uint32_t framework; /* NO_INDEX: any that has it */
};

struct torn_mapping {
  struct str source;
  struct str target;
};

enum gap_choice { GAPS_IF_GIVEN, GAPS_YES, GAPS_NO };
/* Which crosswalks are judged: all that there are reasons for, only those that were asked for by name, or all, but for the
 * findings only. */
enum scope { SCOPE_ALL, SCOPE_ASKED, SCOPE_CHECK };

/* What was asked of the run, before anything is read. */
struct request {
  struct limits limits;
  enum scope scope;
  uint32_t shard;  /* of so many, from 1 */
  uint32_t shards; /* 0: the run is not a part of several */
  bool index_only; /* of what is bundled nothing is read that its index tells */

  VEC(struct load_path) paths;
  VEC(struct memory_document) memory;
  bool with_bundled;   /* the bundled documents join */
  bool beside_bundled; /* they join, unless a workspace says which do */
  struct str data;     /* the folder that bundled documents are taken from, or absent */
  VEC(struct str) needed;
  bool texts;
  bool imports; /* cells of other files are compared with the texts of frameworks */

  unsigned rationales;
  unsigned authorities;
  struct str language;
  VEC(struct str) where; /* FRAMEWORK:ATTRIBUTE=VALUE */
  VEC(struct str) show;  /* ATTRIBUTE, or FRAMEWORK:ATTRIBUTE */
  VEC(struct asked_pair) pairs;
  struct str held;             /* frameworks that the whole run takes as met together, or absent */
  VEC(struct str) assessments; /* ids, or names of documents */
  struct str as_of;            /* as it was asked for, or absent */
  bool claimed;                /* what is certified is shown to others */

  VEC(const char *) warnings; /* -W, in order; they come after what workspaces say */
  VEC(const char *) fail_ons;
  enum gap_choice gap_choice;
  const char *baseline;     /* of known findings, or NULL */
  const char *new_baseline; /* to be written, or NULL */
  bool all_notes;
  bool for_programs; /* findings are read by programs, which want each by itself */
};

/* A workspace names a file. */
struct workspace_use {
  uint64_t device;
  uint64_t node;
  uint32_t user; /* document */
};

/* A workspace; the lower its rank, the more its word counts. */
struct obeyed {
  uint32_t document;
  uint32_t rank;
};

struct workspace {
  struct arena *arena; /* borrowed, with its guard */
  struct request request;
  struct parallel parallel;
  struct findings findings;
  struct switches switches;

  /* Read */
  VEC(struct looked) looked; /* paths, in the order of their rounds */
  uint32_t rounds;           /* each is what documents of the one before name */
  struct sources sources;
  VEC(struct bundled) bundle;
  struct loaded loaded;
  uint32_t named; /* so many documents were read first: the user named them, or a folder that they are in */
  VEC(struct workspace_use) uses;
  VEC(struct obeyed) obeyed;              /* by rank */
  struct brand brand;                     /* of the workspaces */
  struct str logo_path;                   /* the file of the logo, where there is one */
  struct names torn;                      /* frameworks, and pairs of them, of which something was not read */
  bool any_torn;                          /* of anything at all */
  VEC(struct torn_mapping) torn_mappings; /* mappings that were not read, by what their start tags say */
  uint32_t torn_unknown;                  /* documents of which not even that is known */
  bool all_torn;                          /* nobody knows of which */
  struct str *digests;                    /* SHA-256 in hexadecimal by source; NULL until somebody asks */

  /* Linked */
  struct link_options link_options;
  struct graph graph;
  uint32_t framework_searches;

  /* Judged */
  struct analysis_options analysis_options;
  struct analysis analysis;
  VEC(struct matrix) matrices;
  VEC(struct deliverable_asked) deliverables;
  VEC(struct show_wish) wishes;
  bool has_asks;             /* a workspace asks for something */
  uint32_t *parts;           /* by framework: which part of the graph that mappings join; NULL until asked */
  struct names unconnected;  /* of what was asked for, pairs of frameworks that nothing joins */
  bool something_missing;    /* that may have joined them */
  uint32_t missing_seen;     /* findings that were looked at for that */
  uint32_t asked_in_vain;    /* crosswalks that were asked for and are not judged because of it */
  struct names vain;         /* pairs that are not counted once more */
  uint32_t vain_documents;   /* without a workspace, those of which nobody knows what they would lead to */
  uint32_t matrices_in_vain; /* wide tables, for want of their own framework */
  uint32_t papers_in_vain;   /* what is made of assessments, for want of one of them or of a target */

  /* Settled */
  bool io_failed;           /* a file could not be read or written */
  struct str gone;          /* what of the baseline was not found any more, in words */
  struct str new_baseline;  /* its text, where one is asked for */
  VEC(struct str) excesses; /* more findings than are allowed; gaps first: */
  uint32_t gap_excesses;
  bool gaps_counted;
};

/* The three stages, in this order, and what is told of their findings. Memory that runs out jumps to the arena's guard. */
void workspace_load(struct workspace *w);
void workspace_link(struct workspace *w);
void workspace_judge(struct workspace *w);
/* Matches accepts, applies the switches, leaves out what the request asks not to be told. */
void workspace_settle(struct workspace *w);

/* The bundled ones of these frameworks, which plus signs or commas separate, are loaded if nobody defines them. */
void workspace_need(struct workspace *w, struct str ids);
/* Reads the documents there and appends them. */
void workspace_read(struct workspace *w, const struct load_path *paths, uint32_t count,
                    const struct memory_document *memory, uint32_t memory_count);
/* The framework that an attribute of a workspace names, or NO_INDEX with a finding that ends in `consequence`. */
uint32_t workspace_framework(struct workspace *w, const struct document *document, uint32_t offset,
                             const char *attribute, struct str id, const char *consequence);

#endif
