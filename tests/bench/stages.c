/* The memory that each stage holds and needs: stages OUT PATH...
 *
 * Runs a whole build on one thread and prints, for load, link, analyse (the facts, then the coverage) and report, the
 * bytes held when the stage is done and the most that were held in it. The stages are called by the library itself; the
 * linker puts the functions below around them. */
#include "analyse/analysis.h"
#include "crosswalk.h"
#include "link/link.h"
#include "load/load.h"

#include "counting.h"

#include <stdio.h>

static void note(const char *stage) {
  size_t peak = counting_peak();
  printf("%s %zu %zu\n", stage, counting_held(), peak);
}

/* The same types as the functions themselves, so that a change of one is seen here. */
__typeof__(load_documents) __real_load_documents, __wrap_load_documents;
__typeof__(link_documents) __real_link_documents, __wrap_link_documents;
__typeof__(analyse_facts) __real_analyse_facts, __wrap_analyse_facts;
__typeof__(analyse_coverage) __real_analyse_coverage, __wrap_analyse_coverage;

bool __wrap_load_documents(struct sources *sources, uint32_t first, const struct load_options *options,
                           struct parallel *parallel, struct arena *arena, struct findings *findings,
                           struct loaded *loaded) {
  bool done = __real_load_documents(sources, first, options, parallel, arena, findings, loaded);
  if (sources->list.n > first) {
    note("load");
  }
  return done;
}

bool __wrap_link_documents(const struct loaded *loaded, const struct link_options *options, struct parallel *parallel,
                           struct arena *arena, struct findings *findings, struct graph *graph) {
  bool done = __real_link_documents(loaded, options, parallel, arena, findings, graph);
  note("link");
  return done;
}

bool __wrap_analyse_facts(struct analysis *analysis, struct graph *graph, const struct analysis_options *options,
                          struct parallel *parallel, struct arena *arena, struct findings *findings) {
  bool done = __real_analyse_facts(analysis, graph, options, parallel, arena, findings);
  note("facts");
  return done;
}

bool __wrap_analyse_coverage(struct analysis *analysis, struct findings *findings) {
  bool done = __real_analyse_coverage(analysis, findings);
  note("coverage");
  return done;
}

int main(int argc, char **argv) {
  struct cw_compilation *compilation = argc > 2 ? cw_new() : NULL;
  if (compilation == NULL) {
    fputs("usage: stages OUT PATH...\n", stderr);
    return 2;
  }
  bool good = cw_set(compilation, "jobs", "1") == CW_OK;
  for (int i = 2; i < argc && good; i++) {
    good = cw_add_path(compilation, argv[i]) == CW_OK;
  }
  good = good && cw_compile(compilation, CW_ALL) <= CW_FINDINGS &&
         cw_build(compilation, argv[1], "html,csv") <= CW_FINDINGS;
  note("report");
  cw_free(compilation);
  return good ? 0 : 1;
}
