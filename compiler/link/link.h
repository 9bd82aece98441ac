/* From declarations to the graph: symbol tables, references, patterns, unions; the one stage that sees both.
 *
 * References are resolved from worklists after everything is loaded, so that the order of input never matters. A mistake
 * costs the fact that has it and nothing else. */
#ifndef CW_LINK_LINK_H
#define CW_LINK_LINK_H

#include "base/limits.h"
#include "base/parallel.h"
#include "diag/finding.h"
#include "load/load.h"
#include "model/graph.h"

struct link_options {
  struct limits limits;
  unsigned rationales;       /* bits 1 << enum rationale of the facts that may be reasoned with */
  unsigned authorities;      /* bits 1 << enum authority that may be used at all */
  struct str language;       /* of the titles and texts that are wanted, or the nearest; absent: the frameworks' own */
  bool texts;                /* statements and guidance are wanted */
  const struct str *bundled; /* ids of frameworks that would be loaded if they were named; for better messages */
  uint32_t bundled_count;
  /* Whether an edition of a framework that is not loaded has the control; for better messages. May be NULL. */
  bool (*edition_has)(struct str framework, struct str control);
};

/* False: out of memory in a worker. */
bool link_documents(const struct loaded *loaded, const struct link_options *options, struct parallel *parallel,
                    struct arena *arena, struct findings *findings, struct graph *graph);

/* How often a run looks for the framework that was probably meant: each search goes through all of them. */
enum { LINK_MOST_FRAMEWORK_SEARCHES = 200 };
/* How many controls that replaced another one are named, of however many. */
enum { LINK_MOST_REPLACEMENTS = 10 };
/* A language tag without its last part: de of de-AT; empty where it has one part only. */
struct str link_shorter_tag(struct str tag);
/* True if a broken document would define the framework: that it is not there follows from the mistake in that one. */
bool link_is_lost(const struct loaded *loaded, struct str framework);
/* Whether the id is that known one in other letters: a mistake of its own, whatever could not be read. */
bool link_is_mangled(struct str id, struct str known);
/* The control or group that was probably meant by an id that is none, or NO_INDEX; in `other` a second one that is equally
 * near, or NO_INDEX. */
uint32_t link_nearest_control(const struct graph *graph, uint32_t framework, struct str id, struct arena *arena,
                              uint32_t *other);
/* The framework, loaded or bundled, that was probably meant by an id that is none; empty if nothing is like it. */
struct str link_nearest_framework(const struct graph *graph, const struct link_options *options, struct str id);

#endif
