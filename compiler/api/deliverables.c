/* What workspaces ask to be made of assessments, as files of a build. */
#include "api/deliverables.h"

#include "api/assessments.h"
#include "report/bid.h"

#include <assert.h>

static bool is_written(const struct deliverable_asked *asked, const struct writer *writer) {
  bool prose = strcmp(writer->name, "html") == 0 || strcmp(writer->name, "markdown") == 0;
  return writer->paper != NULL && !asked->torn && (asked->kind != DELIVERABLE_BID || prose);
}

void deliverables_note(const struct pages *pages, note_paper *note) {
  for (uint32_t i = 0; i < pages->c->work.deliverables.n; i++) {
    for (unsigned f = 0; f < pages->format_count; f++) {
      if (is_written(&pages->c->work.deliverables.v[i], pages->formats[f])) {
        note(pages, pages->c->work.deliverables.v[i].file, pages->formats[f]);
      }
    }
  }
}

static void make_paper(struct cw_compilation *c, struct deliverable_asked *asked, struct report_paper *paper) {
  struct align_request request;
  bool settled = true; /* two assessments of one framework were refused when they were asked for */
  switch (asked->kind) {
    case DELIVERABLE_SOA:
      report_soa(&c->work.analysis, asked->assessments.v[0], &c->arena, paper);
      break;
    case DELIVERABLE_RISKS:
      report_risks(&c->work.analysis, asked->assessments.v[0], &c->arena, paper);
      break;
    case DELIVERABLE_ALIGN:
      settled = align_prepare(c, &asked->assessments, asked->target, &request);
      report_align(&c->work.analysis, &request, &c->arena, paper);
      break;
    case DELIVERABLE_BID:
      settled = bid_make(c, &asked->assessments, paper);
      break;
  }
  assert(settled);
  (void)settled;
}

static void write_paper_file(const struct pages *pages, const struct deliverable_asked *asked,
                             const struct writer *writer, struct report_paper *paper) {
  struct cw_compilation *c = pages->c;
  const char *path = pages_path(pages, &c->arena, asked->file, "", writer->extension);
  struct sink *sink = sink_open(&c->arena, path, SINK_REPLACE_LINKS, c->output.durable);
  writer->paper(sink, paper, &pages->writer_options);
  int error = sink_close(sink);
  if (error != 0) {
    report_write_failure(c, path, error);
  }
}

void deliverables_build(const struct pages *pages) {
  struct cw_compilation *c = pages->c;
  for (uint32_t i = 0; i < c->work.deliverables.n; i++) {
    struct deliverable_asked *asked = &c->work.deliverables.v[i];
    struct report_paper paper;
    if (asked->torn) {
      continue;
    }
    make_paper(c, asked, &paper);
    complete_paper(c, &paper);
    paper.brand = c->work.brand;
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

uint32_t deliverables_written(const struct cw_compilation *c) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < c->work.deliverables.n; i++) {
    count += !c->work.deliverables.v[i].torn;
  }
  return count;
}

const struct report_index_paper *deliverables_describe(struct cw_compilation *c) {
  uint32_t count = 0;
  struct report_index_paper *papers = arena_alloc(&c->arena, ((size_t)c->work.deliverables.n + 1) * sizeof *papers);
  for (uint32_t i = 0; i < c->work.deliverables.n; i++) {
    const struct deliverable_asked *asked = &c->work.deliverables.v[i];
    if (asked->torn) {
      continue;
    }
    papers[count++] = (struct report_index_paper){
        .file = asked->file, .kind = str_from(asked->over), .title = str_or_empty(asked->title)};
  }
  return papers;
}
