/* From the elements of workspaces to files. */
#include "api/deliverables.h"

#include "api/assessments.h"
#include "report/bid.h"

#include <stdlib.h>

/* ---- what is asked for ---- */

static uint32_t find_assessment(const struct cw_compilation *c, struct str id) {
  for (uint32_t i = 0; i < c->graph.assessments.n; i++) {
    if (str_eq(c->graph.assessments.v[i].declared->id, id)) {
      return i;
    }
  }
  return NO_INDEX;
}

static void report_unknown(struct cw_compilation *c, const struct document *document,
                           const struct decl_deliverable *declared, struct str id) {
  bool one = declared->kind == DELIVERABLE_SOA || declared->kind == DELIVERABLE_RISKS;
  struct finding *finding =
      finding_add(&c->findings, F_UNKNOWN_FRAMEWORK,
                  place_attribute(document->source, declared->offset, one ? "assessment" : "assessments"),
                  "assessment \"%.*s\" is not loaded; this is not built", STR_ARG(id));
  for (uint32_t i = 0; i < c->graph.assessments.n; i++) {
    struct str known = c->graph.assessments.v[i].declared->id;
    if (str_distance(known, id, 3) <= 3) {
      finding_note(&c->findings, finding, place_none(), "did you mean \"%.*s\"?", STR_ARG(known));
      return;
    }
  }
}

/* The assessments that the element names, or all where it names none. False after a finding. */
static bool list_assessments(struct cw_compilation *c, const struct document *document,
                             const struct decl_deliverable *declared, struct deliverable_asked *asked) {
  struct str ids = declared->assessments;
  bool complete = true;
  for (struct str id; (id = str_next_token(&ids)).p != NULL;) {
    uint32_t found = find_assessment(c, id);
    if (found == NO_INDEX) {
      report_unknown(c, document, declared, id);
      complete = false;
    } else {
      vec_push(&c->arena, &asked->assessments, found);
    }
  }
  for (uint32_t i = 0; declared->assessments.n == 0 && i < c->graph.assessments.n; i++) {
    vec_push(&c->arena, &asked->assessments, i);
  }
  return complete && asked->assessments.n > 0;
}

static struct str stem_of(struct cw_compilation *c, const struct deliverable_asked *asked) {
  struct buf stem;
  buf_init(&stem, &c->arena);
  switch (asked->kind) {
    case DELIVERABLE_SOA:
    case DELIVERABLE_RISKS:
      buf_str(&stem, c->graph.assessments.v[asked->assessments.v[0]].declared->id);
      buf_text(&stem, asked->kind == DELIVERABLE_SOA ? "--soa" : "--risks");
      break;
    case DELIVERABLE_ALIGN:
      buf_str(&stem, c->graph.frameworks.v[asked->target].id);
      buf_text(&stem, "--align");
      break;
    case DELIVERABLE_BID:
      buf_text(&stem, "bid");
      break;
  }
  return buf_done(&stem);
}

/* With the assessments in the name, where another has the same without. No id holds a plus sign. */
static struct str long_stem_of(struct cw_compilation *c, const struct deliverable_asked *asked) {
  struct buf stem;
  buf_init(&stem, &c->arena);
  buf_str(&stem, stem_of(c, asked));
  for (uint32_t i = 0; i < asked->assessments.n; i++) {
    buf_char(&stem, '+');
    buf_str(&stem, c->graph.assessments.v[asked->assessments.v[i]].declared->id);
  }
  return buf_done(&stem);
}

static void ask(struct cw_compilation *c, const struct document *document, const struct decl_deliverable *declared) {
  struct deliverable_asked asked = {.kind = declared->kind, .target = NO_INDEX};
  if (declared->kind == DELIVERABLE_ALIGN) {
    asked.target =
        workspace_framework(c, document, declared->offset, "target", declared->target, "this alignment is not built");
  }
  bool complete = list_assessments(c, document, declared, &asked);
  if (complete && (declared->kind != DELIVERABLE_ALIGN || asked.target != NO_INDEX)) {
    asked.full = long_stem_of(c, &asked);
    vec_push(&c->arena, &c->deliverables, asked);
  }
}

static int by_name(const void *a, const void *b) {
  return str_compare(((const struct deliverable_asked *)a)->full, ((const struct deliverable_asked *)b)->full);
}

/* A framework may be called what the end of these names is. */
static bool is_crosswalk(struct cw_compilation *c, struct str name) {
  for (uint32_t i = 0; i < c->analysis.crosswalks.n; i++) {
    if (str_eq(report_stem(&c->analysis, i, &c->arena), name)) {
      return true;
    }
  }
  return false;
}

/* The same asked for twice is made once; of two with one short name both have their long ones. */
static void name_all(struct cw_compilation *c) {
  struct deliverable_asked *list = c->deliverables.v;
  uint32_t kept = 0;
  if (c->deliverables.n > 1) {
    qsort(list, c->deliverables.n, sizeof *list, by_name);
  }
  for (uint32_t i = 0; i < c->deliverables.n; i++) {
    if (kept == 0 || !str_eq(list[kept - 1].full, list[i].full)) {
      list[kept++] = list[i];
    }
  }
  c->deliverables.n = kept;
  for (uint32_t i = 0; i < kept; i++) {
    struct str name = stem_of(c, &list[i]);
    bool shared = is_crosswalk(c, name);
    for (uint32_t k = 0; k < kept; k++) {
      shared = shared || (k != i && str_eq(stem_of(c, &list[k]), name));
    }
    list[i].file = shared ? list[i].full : name;
  }
}

void deliverables_ask(struct cw_compilation *c) {
  for (uint32_t i = 0; i < c->loaded.documents.n; i++) {
    const struct document *document = &c->loaded.documents.v[i];
    for (uint32_t d = 0; document->kind == DOCUMENT_WORKSPACE && d < document->as.workspace->deliverables.n; d++) {
      ask(c, document, &document->as.workspace->deliverables.v[d]);
    }
  }
  name_all(c);
}

/* ---- files ---- */

static bool is_written(const struct deliverable_asked *asked, const struct writer *writer) {
  bool prose = strcmp(writer->name, "html") == 0 || strcmp(writer->name, "markdown") == 0;
  return writer->paper != NULL && (asked->kind != DELIVERABLE_BID || prose);
}

void deliverables_note(const struct pages *pages, note_paper *note) {
  for (uint32_t i = 0; i < pages->c->deliverables.n; i++) {
    for (unsigned f = 0; f < pages->format_count; f++) {
      if (is_written(&pages->c->deliverables.v[i], pages->formats[f])) {
        note(pages, pages->c->deliverables.v[i].file, pages->formats[f]);
      }
    }
  }
}

/* False with the message set, where two assessments of one framework cannot be told apart. */
static bool make_paper(struct cw_compilation *c, struct deliverable_asked *asked, struct report_paper *paper) {
  struct align_request request;
  switch (asked->kind) {
    case DELIVERABLE_SOA:
      report_soa(&c->analysis, asked->assessments.v[0], &c->arena, paper);
      return true;
    case DELIVERABLE_RISKS:
      report_risks(&c->analysis, asked->assessments.v[0], &c->arena, paper);
      return true;
    case DELIVERABLE_ALIGN:
      if (!align_prepare(c, &asked->assessments, asked->target, &request)) {
        return false;
      }
      report_align(&c->analysis, &request, &c->arena, paper);
      return true;
    case DELIVERABLE_BID:
      return bid_make(c, &asked->assessments, paper);
  }
  return false;
}

static void write_paper_file(const struct pages *pages, const struct deliverable_asked *asked,
                             const struct writer *writer, struct report_paper *paper) {
  struct cw_compilation *c = pages->c;
  const char *path = pages_path(pages, &c->arena, asked->file, "", writer->extension);
  struct sink *sink = sink_open(&c->arena, path, SINK_REPLACE_LINKS, c->durable);
  writer->paper(sink, paper, &pages->writer_options);
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, path, error);
  }
}

void deliverables_build(const struct pages *pages) {
  struct cw_compilation *c = pages->c;
  for (uint32_t i = 0; i < c->deliverables.n; i++) {
    struct deliverable_asked *asked = &c->deliverables.v[i];
    struct report_paper paper;
    if (!make_paper(c, asked, &paper)) {
      c->io_failed = true;
      finding_add(&c->findings, F_IO_WRITE, place_none(), "cannot write %.*s: %s", STR_ARG(asked->file), c->message);
      continue;
    }
    paper.brand = c->brand;
    paper.links = pages_links(pages, &c->arena, asked->file, STR(""));
    asked->over = paper.over;
    asked->title = paper.title;
    for (unsigned f = 0; f < pages->format_count; f++) {
      if (is_written(asked, pages->formats[f])) {
        write_paper_file(pages, asked, pages->formats[f], &paper);
      }
    }
  }
}

const struct report_index_paper *deliverables_describe(struct cw_compilation *c) {
  struct report_index_paper *papers = arena_alloc(&c->arena, ((size_t)c->deliverables.n + 1) * sizeof *papers);
  for (uint32_t i = 0; i < c->deliverables.n; i++) {
    const struct deliverable_asked *asked = &c->deliverables.v[i];
    papers[i] = (struct report_index_paper){
        .file = asked->file, .kind = str_from(asked->over), .title = str_or_empty(asked->title)};
  }
  return papers;
}
