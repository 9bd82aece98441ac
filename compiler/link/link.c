/* Linking, step by step. */
#include "link/likeness.h"
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
      .framework_searches = arena_zalloc(arena, sizeof *linker.framework_searches),
  };
  link_frameworks(&linker);
  likeness_prepare(graph, arena);
  linker.attributes = arena_zalloc(arena, ((size_t)graph->frameworks.n + 1) * sizeof *linker.attributes);
  link_editions(&linker);
  link_out_links(&linker);
  link_mappings(&linker);
  link_open_ids(&linker);
  if (!link_controls(&linker)) {
    return false;
  }
  link_supplements(&linker);
  link_assessments(&linker);
  return link_facts(&linker);
}
