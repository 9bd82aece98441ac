/* What is made of one assessment: the statement of applicability and the treatment plan. */
#include "api/assessments.h"

#include "output/text/text.h"
#include "report/papers.h"

enum cw_result cw_ask_assessment(struct cw_compilation *c, const char *name) {
  ENTER(c);
  WANT(c, name);
  if (!comes_before(c, __func__)) {
    return CW_USAGE;
  }
  c->work.request.beside_bundled = true;
  vec_push(&c->arena, &c->work.request.assessments, str_copy(&c->arena, str_from(name)));
  return CW_OK;
}

/* By its id, or by the document that it stands in. */
static bool is_named(const struct cw_compilation *c, const struct graph_assessment *assessment, struct str name) {
  return str_eq(assessment->declared->id, name) ||
         str_eq(c->work.sources.list.v[assessment->document_source].name, name);
}

static bool has(const assessment_list *list, uint32_t number) {
  for (uint32_t i = 0; i < list->n; i++) {
    if (list->v[i] == number) {
      return true;
    }
  }
  return false;
}

/* True if a document of that name was read: a mapping, say, that stands among the assessments. */
static bool is_document(const struct cw_compilation *c, struct str name) {
  for (uint32_t i = 0; i < c->work.sources.list.n; i++) {
    if (str_eq(c->work.sources.list.v[i].name, name)) {
      return true;
    }
  }
  for (uint32_t i = 0; i < c->work.request.paths.n; i++) {
    if (str_is(name, c->work.request.paths.v[i].path)) {
      return true; /* a folder */
    }
  }
  return false;
}

static bool add_named(struct cw_compilation *c, struct str name, assessment_list *list) {
  bool found = false;
  for (uint32_t i = 0; i < c->work.graph.assessments.n; i++) {
    if (is_named(c, &c->work.graph.assessments.v[i], name)) {
      found = true;
      if (!has(list, i)) {
        vec_push(&c->arena, list, i);
      }
    }
  }
  if (!found && !is_document(c, name)) {
    usage(c, "no assessment \"%.*s\" is loaded, and no document of that name is there", STR_ARG(name));
    return false;
  }
  return true;
}

bool assessments_asked(struct cw_compilation *c, assessment_list *list) {
  for (uint32_t i = 0; i < c->work.request.assessments.n; i++) {
    if (!add_named(c, c->work.request.assessments.v[i], list)) {
      return false;
    }
  }
  bool any = list->n > 0;
  for (uint32_t i = 0; !any && i < c->work.graph.assessments.n; i++) {
    vec_push(&c->arena, list, i); /* a folder or a workspace was named */
  }
  if (list->n == 0) {
    usage(c, "no assessment is loaded: its document is not there, or cannot be used");
  }
  return list->n > 0;
}

/* The one that a statement or a plan is about, or NO_INDEX with the message set. */
static uint32_t the_assessment(struct cw_compilation *c) {
  assessment_list list = {0};
  if (!assessments_asked(c, &list)) {
    return NO_INDEX;
  }
  if (list.n > 1) {
    struct buf ids;
    buf_init(&ids, &c->arena);
    for (uint32_t i = 0; i < list.n; i++) {
      buf_text(&ids, i > 0 ? ", " : "");
      buf_str(&ids, c->work.graph.assessments.v[list.v[i]].declared->id);
    }
    usage(c, "several assessments are loaded; name one of them: %s", buf_done(&ids).p);
    return NO_INDEX;
  }
  return list.v[0];
}

/* As one speaks of it. */
static const char *kind_of_paper(const struct report_paper *paper) {
  static const char *const kinds[][2] = {{"soa", "a statement of applicability"},
                                         {"risks", "a risk treatment plan"},
                                         {"align", "an alignment"},
                                         {"profile", "a profile"},
                                         {"bid", "a bid"}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (strcmp(paper->kind, kinds[i][0]) == 0) {
      return kinds[i][1];
    }
  }
  return "a list of changes";
}

void complete_paper(struct cw_compilation *c, struct report_paper *paper) {
  papers_judged(&c->work.analysis, &c->arena, paper);
  papers_pack(&c->work.brand, &c->arena, paper);
}

enum cw_result write_paper(struct cw_compilation *c, const char *format, struct report_paper *paper, FILE *stream) {
  const struct writer *writer = find_writer_or_text(c, format, kind_of_paper(paper));
  if (writer == NULL) {
    return CW_USAGE;
  }
  paper->brand = c->work.brand;
  struct writer_options options = writer_options(c);
  struct sink *sink = open_stream(c, stream);
  if (writer == &text_writer) {
    text_paper(sink, paper);
  } else {
    writer->paper(sink, paper, &options);
  }
  return close_stream(c, sink);
}

typedef void report_function(const struct analysis *analysis, uint32_t assessment, struct arena *arena,
                             struct report_paper *paper);

static enum cw_result write_one(struct cw_compilation *c, report_function *report, const char *format, FILE *stream) {
  uint32_t assessment = the_assessment(c);
  if (assessment == NO_INDEX) {
    return CW_USAGE;
  }
  struct report_paper paper;
  report(&c->work.analysis, assessment, &c->arena, &paper);
  complete_paper(c, &paper);
  return write_paper(c, format, &paper, stream);
}

enum cw_result cw_soa(struct cw_compilation *c, const char *format, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, format);
  WANT_STREAM(c, stream);
  return write_one(c, report_soa, format, stream);
}

enum cw_result cw_risks(struct cw_compilation *c, const char *format, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, format);
  WANT_STREAM(c, stream);
  return write_one(c, report_risks, format, stream);
}
