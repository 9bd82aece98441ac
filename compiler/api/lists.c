/* Lists of what is loaded: frameworks, mappings, controls, crosswalks; as aligned text or in a format. */
#include "api/compilation.h"
#include "output/text/text.h"

static struct str number_text(struct cw_compilation *c, uint32_t number) {
  char text[16];
  int n = snprintf(text, sizeof text, "%u", number);
  return (struct str){.p = arena_text(&c->arena, text, (size_t)n), .n = (uint32_t)n};
}

enum {
  FRAMEWORK_ID,
  FRAMEWORK_TITLE,
  FRAMEWORK_PUBLISHER,
  FRAMEWORK_EDITION,
  FRAMEWORK_PUBLISHED,
  FRAMEWORK_CONTROLS,
  FRAMEWORK_COUNTED,
  FRAMEWORK_SUPERSEDED_BY,
  FRAMEWORK_COLUMNS
};

static void list_framework(struct cw_compilation *c, uint32_t number, struct str *row) {
  const struct graph_framework *framework = &c->work.graph.frameworks.v[number];
  struct report_framework shown = report_framework_header(&c->work.analysis, number);
  uint32_t controls = 0;
  for (uint32_t n = framework->first; n < framework->first + framework->count; n++) {
    controls += !c->work.graph.controls[n].group && !c->work.graph.controls[n].withdrawn;
  }
  row[FRAMEWORK_ID] = shown.id;
  row[FRAMEWORK_TITLE] = shown.title;
  row[FRAMEWORK_PUBLISHER] = shown.publisher;
  row[FRAMEWORK_EDITION] = shown.edition;
  row[FRAMEWORK_PUBLISHED] = shown.published;
  row[FRAMEWORK_CONTROLS] = number_text(c, controls);
  row[FRAMEWORK_COUNTED] = number_text(c, framework->counted);
  row[FRAMEWORK_SUPERSEDED_BY] =
      framework->superseded_by != NO_INDEX ? c->work.graph.frameworks.v[framework->superseded_by].id : STR("");
}

static struct str index_text(const char *text) {
  return text != NULL ? str_from(text) : STR("");
}

/* A bundled framework that was not read: what its index tells is the same. */
static void list_indexed(struct cw_compilation *c, const struct bundled_document *index, struct str *row) {
  row[FRAMEWORK_ID] = index_text(index->id);
  row[FRAMEWORK_TITLE] = index_text(index->title);
  row[FRAMEWORK_PUBLISHER] = index_text(index->publisher);
  row[FRAMEWORK_EDITION] = index_text(index->edition);
  row[FRAMEWORK_PUBLISHED] = index_text(index->published);
  row[FRAMEWORK_CONTROLS] = number_text(c, index->controls);
  row[FRAMEWORK_COUNTED] = number_text(c, index->counted);
  row[FRAMEWORK_SUPERSEDED_BY] = STR("");
  for (size_t i = 0; i < bundled_document_count; i++) {
    const struct bundled_document *other = &bundled_documents[i];
    if (other->supersedes != NULL && strcmp(other->supersedes, index->id) == 0) {
      row[FRAMEWORK_SUPERSEDED_BY] = index_text(other->id);
    }
  }
}

static void list_frameworks(struct cw_compilation *c, struct report_grid *grid) {
  static const struct str header[] = {STR_INIT("id"),      STR_INIT("title"),        STR_INIT("publisher"),
                                      STR_INIT("edition"), STR_INIT("published"),    STR_INIT("controls"),
                                      STR_INIT("counted"), STR_INIT("superseded_by")};
  uint32_t most = c->work.graph.frameworks.n + (c->work.request.index_only ? c->work.bundle.n : 0);
  struct str *cells = arena_zalloc(&c->arena, (FRAMEWORK_COLUMNS * (size_t)most + 1) * sizeof *cells);
  uint32_t rows = 0;
  for (; rows < c->work.graph.frameworks.n; rows++) {
    list_framework(c, rows, &cells[(size_t)rows * FRAMEWORK_COLUMNS]);
  }
  for (uint32_t i = 0; c->work.request.index_only && i < c->work.bundle.n; i++) {
    const struct bundled *bundled = &c->work.bundle.v[i];
    if (bundled->kind == DOCUMENT_FRAMEWORK && !bundled->loaded) {
      list_indexed(c, bundled->index, &cells[(size_t)rows++ * FRAMEWORK_COLUMNS]);
    }
  }
  *grid = (struct report_grid){FRAMEWORK_COLUMNS, header, rows, cells,
                               .brief = 1U << FRAMEWORK_ID | 1U << FRAMEWORK_TITLE | 1U << FRAMEWORK_CONTROLS};
}

static void list_mappings(struct cw_compilation *c, struct report_grid *grid) {
  static const struct str header[] = {
      STR_INIT("id"),        STR_INIT("source"),    STR_INIT("target"), STR_INIT("facts"), STR_INIT("publisher"),
      STR_INIT("published"), STR_INIT("authority"), STR_INIT("status"), STR_INIT("style"), STR_INIT("title")};
  enum { COLUMNS = sizeof header / sizeof *header, ID = 0, FACTS = 3, AUTHORITY = 6, STATUS = 7 };
  struct str *cells = arena_zalloc(&c->arena, (COLUMNS * (size_t)c->work.graph.mappings.n + 1) * sizeof *cells);
  for (uint32_t i = 0; i < c->work.graph.mappings.n; i++) {
    const struct graph_mapping *mapping = &c->work.graph.mappings.v[i];
    const struct decl_mapping *declared = mapping->declared;
    struct str *row = &cells[(size_t)i * COLUMNS];
    row[0] = mapping->id;
    row[1] = c->work.graph.frameworks.v[mapping->source].id;
    row[2] = c->work.graph.frameworks.v[mapping->target].id;
    row[3] = number_text(c, mapping->fact_count);
    row[4] = declared->publisher;
    row[5] = declared->published;
    row[6] = str_from(vocabulary_token(&vocabulary_authority, declared->authority));
    row[7] = str_from(vocabulary_token(&vocabulary_status, declared->status));
    row[8] = str_from(vocabulary_token(&vocabulary_style, declared->style));
    row[9] = declared->title;
  }
  *grid = (struct report_grid){COLUMNS, header, c->work.graph.mappings.n, cells,
                               .brief = 1U << ID | 1U << FACTS | 1U << AUTHORITY | 1U << STATUS};
}

/* The controls and groups from the node `first` on, so many of them. */
static void list_nodes(struct cw_compilation *c, uint32_t first, uint32_t count, struct report_grid *grid) {
  static const struct str header[] = {STR_INIT("framework"), STR_INIT("id"),      STR_INIT("title"), STR_INIT("kind"),
                                      STR_INIT("parent"),    STR_INIT("counted"), STR_INIT("status")};
  enum { COLUMNS = sizeof header / sizeof *header, FRAMEWORK = 0, ID, TITLE };
  struct str *cells = arena_zalloc(&c->arena, (COLUMNS * (size_t)count + 1) * sizeof *cells);
  for (uint32_t i = 0; i < count; i++) {
    const struct graph_control *control = &c->work.graph.controls[first + i];
    struct str *row = &cells[(size_t)i * COLUMNS];
    row[0] = c->work.graph.frameworks.v[control->framework].id;
    row[1] = control->id;
    row[2] = control->title;
    row[3] = control->group ? STR("group") : STR("control");
    row[4] = control->parent != NO_INDEX ? c->work.graph.controls[control->parent].id : STR("");
    row[5] = control->counted ? STR("yes") : STR("no");
    row[6] = control->withdrawn ? STR("withdrawn") : STR("");
  }
  bool one =
      count > 0 && c->work.graph.controls[first].framework == c->work.graph.controls[first + count - 1].framework;
  *grid = (struct report_grid){COLUMNS, header, count, cells,
                               .brief = (one ? 0 : 1U << FRAMEWORK) | 1U << ID | 1U << TITLE};
}

static void list_controls(struct cw_compilation *c, struct report_grid *grid) {
  list_nodes(c, 0, c->work.graph.control_count, grid);
}

/* The mappings that declare facts between the two ends of a crosswalk, separated by blanks. */
static struct str mappings_between(struct cw_compilation *c, const struct crosswalk *crosswalk) {
  struct buf out;
  buf_init(&out, &c->arena);
  for (uint32_t h = 0; h < crosswalk->held_count; h++) {
    const struct pair_facts *pair = analysis_pair(&c->work.analysis, crosswalk->frameworks[0], crosswalk->held[h]);
    for (uint32_t i = 0; pair != NULL && i < pair->mapping_count; i++) {
      uint32_t mapping = c->work.analysis.pair_mappings.v[pair->first_mapping + i];
      buf_text(&out, out.n > 0 ? " " : "");
      buf_str(&out, c->work.graph.mappings.v[mapping].id);
    }
  }
  return buf_done(&out);
}

/* Those that were judged, by the names of their files. */
static void list_crosswalks(struct cw_compilation *c, struct report_grid *grid) {
  static const struct str header[] = {STR_INIT("name"), STR_INIT("source"), STR_INIT("target"), STR_INIT("mappings")};
  enum { COLUMNS = sizeof header / sizeof *header, NAME = 0, MAPPINGS = 3 };
  struct str *cells = arena_zalloc(&c->arena, (COLUMNS * (size_t)c->work.analysis.crosswalks.n + 1) * sizeof *cells);
  uint32_t rows = 0;
  for (uint32_t i = 0; i < c->work.analysis.crosswalks.n; i++) {
    const struct crosswalk *crosswalk = &c->work.analysis.crosswalks.v[i];
    if (crosswalk->column_only) {
      continue;
    }
    struct str *row = &cells[(size_t)rows++ * COLUMNS];
    row[0] = crosswalk_stem(&c->work.analysis, i, &c->arena);
    row[1] = c->work.graph.frameworks.v[crosswalk->frameworks[0]].id;
    row[2] = crosswalk_target_id(&c->work.analysis, i, &c->arena);
    row[3] = mappings_between(c, crosswalk);
  }
  *grid = (struct report_grid){COLUMNS, header, rows, cells, .brief = 1U << NAME | 1U << MAPPINGS};
}

static enum cw_result write_text(struct cw_compilation *c, const struct report_grid *grid, FILE *stream) {
  struct sink *sink = sink_open_stream(&c->arena, stream);
  text_grid(sink, grid, c->output.brief);
  return close_stream(c, sink);
}

bool make_list(struct cw_compilation *c, const char *what, struct report_grid *grid) {
  static const struct {
    const char *name;
    void (*make)(struct cw_compilation *c, struct report_grid *grid);
  } lists[] = {{"frameworks", list_frameworks},
               {"mappings", list_mappings},
               {"controls", list_controls},
               {"crosswalks", list_crosswalks}};
  for (unsigned i = 0; i < sizeof lists / sizeof *lists; i++) {
    if (strcmp(what, lists[i].name) == 0) {
      lists[i].make(c, grid);
      return true;
    }
  }
  return false;
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
  list_nodes(c, c->work.graph.frameworks.v[number].first, c->work.graph.frameworks.v[number].count, grid);
  return CW_OK;
}

enum cw_result cw_list(struct cw_compilation *c, const char *what, const char *format, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, what);
  WANT(c, format);
  WANT(c, stream);
  static const char of_one[] = "controls:";
  struct report_grid grid;
  if (strncmp(what, of_one, sizeof of_one - 1) == 0) {
    enum cw_result result = make_list_of_one(c, what + sizeof of_one - 1, &grid);
    if (result != CW_OK) {
      return result;
    }
  } else if (!make_list(c, what, &grid)) {
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
  struct str id = str_from(framework != NULL ? framework : "");
  bool found = graph_find_framework(&c->work.graph, id) != NO_INDEX;
  for (uint32_t i = 0; i < c->work.bundle.n && !found; i++) {
    found = c->work.bundle.v[i].kind == DOCUMENT_FRAMEWORK && str_eq(c->work.bundle.v[i].id, id);
  }
  return found;
}
