/* Lists on a stream or in documents: as aligned text or in a format. */
#include "report/lists.h"
#include "api/compilation.h"
#include "output/text/text.h"

static enum cw_result write_text(struct cw_compilation *c, const struct report_grid *grid, FILE *stream) {
  struct sink *sink = open_stream(c, stream);
  text_grid(sink, grid, c->output.brief);
  return close_stream(c, sink);
}

/* "controls:FRAMEWORK". */
static enum cw_result make_list_of_one(struct cw_compilation *c, const char *framework, struct report_grid *grid) {
  if (injects(c)) {
    return usage(c, "the controls of one framework are put into no document; a place for them has no name");
  }
  uint32_t number = find_framework(c, framework);
  if (number == NO_INDEX) {
    return CW_USAGE;
  }
  report_list_controls(&c->work, number, grid);
  return CW_OK;
}

enum cw_result cw_list(struct cw_compilation *c, const char *what, const char *format, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, what);
  WANT(c, format);
  WANT_STREAM(c, stream);
  c->last_build.only_shown = true;
  static const char of_one[] = "controls:";
  struct report_grid grid;
  if (strncmp(what, of_one, sizeof of_one - 1) == 0) {
    enum cw_result result = make_list_of_one(c, what + sizeof of_one - 1, &grid);
    if (result != CW_OK) {
      return result;
    }
  } else if (!report_list(&c->work, what, &grid)) {
    return usage(c, "there is no list of \"%s\"; there are frameworks, mappings, controls, crosswalks", what);
  }
  if (injects(c)) {
    return inject(c, format, str_from(what), "");
  }
  if (strcmp(format, "text") == 0) {
    return write_text(c, &grid, stream);
  }
  return write_grid(c, format, &grid, stream);
}

int cw_knows(const struct cw_compilation *c, const char *framework) {
  if (c == NULL || framework == NULL) {
    return 0;
  }
  struct str id = str_from(framework);
  bool found = graph_find_framework(&c->work.graph, id) != NO_INDEX;
  for (uint32_t i = 0; i < c->work.bundle.n && !found; i++) {
    found = c->work.bundle.v[i].kind == DOCUMENT_FRAMEWORK && str_eq(c->work.bundle.v[i].id, id);
  }
  return found;
}
