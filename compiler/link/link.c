/* Linking, step by step. */
#include "link/parts.h"

bool link_documents(const struct loaded *loaded, const struct link_options *options, struct parallel *parallel,
                    struct arena *arena, struct findings *findings, struct graph *graph) {
  struct linker linker = {
      .loaded = loaded,
      .options = options,
      .parallel = parallel,
      .arena = arena,
      .findings = findings,
      .graph = graph,
  };
  link_frameworks(&linker);
  link_mappings(&linker);
  link_open_ids(&linker);
  if (!link_controls(&linker)) {
    return false;
  }
  link_supplements(&linker);
  link_assessments(&linker);
  return link_facts(&linker);
}
