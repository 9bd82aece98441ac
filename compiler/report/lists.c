/* Lists of what is loaded, one table each. */
#include "report/lists.h"

#include "report/build.h"

#include <stdio.h>

static struct str number_text(const struct workspace *w, uint32_t number) {
  char text[16];
  int n = snprintf(text, sizeof text, "%u", number);
  return (struct str){.p = arena_text(w->arena, text, (size_t)n), .n = (uint32_t)n};
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

static void list_framework(const struct workspace *w, uint32_t number, struct str *row) {
  const struct graph_framework *framework = &w->graph.frameworks.v[number];
  struct report_framework shown = report_framework_header(&w->analysis, number);
  uint32_t controls = 0;
  for (uint32_t n = framework->first; n < framework->first + framework->count; n++) {
    controls += !w->graph.controls[n].group && !w->graph.controls[n].withdrawn;
  }
  row[FRAMEWORK_ID] = shown.id;
  row[FRAMEWORK_TITLE] = shown.title;
  row[FRAMEWORK_PUBLISHER] = shown.publisher;
  row[FRAMEWORK_EDITION] = shown.edition;
  row[FRAMEWORK_PUBLISHED] = shown.published;
  row[FRAMEWORK_CONTROLS] = number_text(w, controls);
  row[FRAMEWORK_COUNTED] = number_text(w, framework->counted);
  row[FRAMEWORK_SUPERSEDED_BY] =
      framework->superseded_by != NO_INDEX ? w->graph.frameworks.v[framework->superseded_by].id : STR("");
}

static struct str index_text(const char *text) {
  return text != NULL ? str_from(text) : STR("");
}

/* A bundled framework that was not read: what its index tells is the same. */
static void list_indexed(const struct workspace *w, const struct bundled_document *index, struct str *row) {
  row[FRAMEWORK_ID] = index_text(index->id);
  row[FRAMEWORK_TITLE] = index_text(index->title);
  row[FRAMEWORK_PUBLISHER] = index_text(index->publisher);
  row[FRAMEWORK_EDITION] = index_text(index->edition);
  row[FRAMEWORK_PUBLISHED] = index_text(index->published);
  row[FRAMEWORK_CONTROLS] = number_text(w, index->controls);
  row[FRAMEWORK_COUNTED] = number_text(w, index->counted);
  row[FRAMEWORK_SUPERSEDED_BY] = STR("");
  for (size_t i = 0; i < bundled_document_count; i++) {
    const struct bundled_document *other = &bundled_documents[i];
    if (other->supersedes != NULL && strcmp(other->supersedes, index->id) == 0) {
      row[FRAMEWORK_SUPERSEDED_BY] = index_text(other->id);
    }
  }
}

static void list_frameworks(const struct workspace *w, struct report_grid *grid) {
  static const struct str header[] = {STR_INIT("id"),      STR_INIT("title"),        STR_INIT("publisher"),
                                      STR_INIT("edition"), STR_INIT("published"),    STR_INIT("controls"),
                                      STR_INIT("counted"), STR_INIT("superseded_by")};
  uint32_t most = w->graph.frameworks.n + (w->request.index_only ? w->bundle.n : 0);
  struct str *cells = arena_zalloc(w->arena, (FRAMEWORK_COLUMNS * (size_t)most + 1) * sizeof *cells);
  uint32_t rows = 0;
  for (; rows < w->graph.frameworks.n; rows++) {
    list_framework(w, rows, &cells[(size_t)rows * FRAMEWORK_COLUMNS]);
  }
  for (uint32_t i = 0; w->request.index_only && i < w->bundle.n; i++) {
    const struct bundled *bundled = &w->bundle.v[i];
    if (bundled->kind == DOCUMENT_FRAMEWORK && !bundled->loaded) {
      list_indexed(w, bundled->index, &cells[(size_t)rows++ * FRAMEWORK_COLUMNS]);
    }
  }
  *grid = (struct report_grid){FRAMEWORK_COLUMNS, header, rows, cells,
                               .brief = 1U << FRAMEWORK_ID | 1U << FRAMEWORK_TITLE | 1U << FRAMEWORK_CONTROLS};
}

static void list_mappings(const struct workspace *w, struct report_grid *grid) {
  static const struct str header[] = {
      STR_INIT("id"),        STR_INIT("source"),    STR_INIT("target"), STR_INIT("facts"), STR_INIT("publisher"),
      STR_INIT("published"), STR_INIT("authority"), STR_INIT("status"), STR_INIT("style"), STR_INIT("title")};
  enum { COLUMNS = sizeof header / sizeof *header, ID = 0, FACTS = 3, AUTHORITY = 6, STATUS = 7 };
  struct str *cells = arena_zalloc(w->arena, (COLUMNS * (size_t)w->graph.mappings.n + 1) * sizeof *cells);
  for (uint32_t i = 0; i < w->graph.mappings.n; i++) {
    const struct graph_mapping *mapping = &w->graph.mappings.v[i];
    const struct decl_mapping *declared = mapping->declared;
    struct str *row = &cells[(size_t)i * COLUMNS];
    row[0] = mapping->id;
    row[1] = w->graph.frameworks.v[mapping->source].id;
    row[2] = w->graph.frameworks.v[mapping->target].id;
    row[3] = number_text(w, mapping->fact_count);
    row[4] = declared->publisher;
    row[5] = declared->published;
    row[6] = str_from(vocabulary_token(&vocabulary_authority, declared->authority));
    row[7] = str_from(vocabulary_token(&vocabulary_status, declared->status));
    row[8] = str_from(vocabulary_token(&vocabulary_style, declared->style));
    row[9] = declared->title;
  }
  *grid = (struct report_grid){COLUMNS, header, w->graph.mappings.n, cells,
                               .brief = 1U << ID | 1U << FACTS | 1U << AUTHORITY | 1U << STATUS};
}

/* The controls and groups from the node `first` on, so many of them. */
static void list_nodes(const struct workspace *w, uint32_t first, uint32_t count, struct report_grid *grid) {
  static const struct str header[] = {STR_INIT("framework"), STR_INIT("id"),      STR_INIT("title"), STR_INIT("kind"),
                                      STR_INIT("parent"),    STR_INIT("counted"), STR_INIT("status")};
  enum { COLUMNS = sizeof header / sizeof *header, FRAMEWORK = 0, ID, TITLE };
  struct str *cells = arena_zalloc(w->arena, (COLUMNS * (size_t)count + 1) * sizeof *cells);
  for (uint32_t i = 0; i < count; i++) {
    const struct graph_control *control = &w->graph.controls[first + i];
    struct str *row = &cells[(size_t)i * COLUMNS];
    row[0] = w->graph.frameworks.v[control->framework].id;
    row[1] = control->id;
    row[2] = control->title;
    row[3] = control->group ? STR("group") : STR("control");
    row[4] = control->parent != NO_INDEX ? w->graph.controls[control->parent].id : STR("");
    row[5] = control->counted ? STR("yes") : STR("no");
    row[6] = control->withdrawn ? STR("withdrawn") : STR("");
  }
  bool one = count > 0 && w->graph.controls[first].framework == w->graph.controls[first + count - 1].framework;
  *grid = (struct report_grid){COLUMNS, header, count, cells,
                               .brief = (one ? 0 : 1U << FRAMEWORK) | 1U << ID | 1U << TITLE};
}

static void list_controls(const struct workspace *w, struct report_grid *grid) {
  list_nodes(w, 0, w->graph.control_count, grid);
}

/* The mappings that declare facts between the two ends of a crosswalk, separated by blanks. */
static struct str mappings_between(const struct workspace *w, const struct crosswalk *crosswalk) {
  struct buf out;
  buf_init(&out, w->arena);
  for (uint32_t h = 0; h < crosswalk->held_count; h++) {
    const struct pair_facts *pair = analysis_pair(&w->analysis, crosswalk->frameworks[0], crosswalk->held[h]);
    for (uint32_t i = 0; pair != NULL && i < pair->mapping_count; i++) {
      uint32_t mapping = w->analysis.pair_mappings.v[pair->first_mapping + i];
      buf_text(&out, out.n > 0 ? " " : "");
      buf_str(&out, w->graph.mappings.v[mapping].id);
    }
  }
  return buf_done(&out);
}

/* Those that were judged, by the names of their files. */
static void list_crosswalks(const struct workspace *w, struct report_grid *grid) {
  static const struct str header[] = {STR_INIT("name"), STR_INIT("source"), STR_INIT("target"), STR_INIT("mappings")};
  enum { COLUMNS = sizeof header / sizeof *header, NAME = 0, MAPPINGS = 3 };
  struct str *cells = arena_zalloc(w->arena, (COLUMNS * (size_t)w->analysis.crosswalks.n + 1) * sizeof *cells);
  uint32_t rows = 0;
  for (uint32_t i = 0; i < w->analysis.crosswalks.n; i++) {
    const struct crosswalk *crosswalk = &w->analysis.crosswalks.v[i];
    if (crosswalk->column_only) {
      continue;
    }
    struct str *row = &cells[(size_t)rows++ * COLUMNS];
    row[0] = crosswalk_stem(&w->analysis, i, w->arena);
    row[1] = w->graph.frameworks.v[crosswalk->frameworks[0]].id;
    row[2] = crosswalk_target_id(&w->analysis, i, w->arena);
    row[3] = mappings_between(w, crosswalk);
  }
  *grid = (struct report_grid){COLUMNS, header, rows, cells, .brief = 1U << NAME | 1U << MAPPINGS};
}

bool report_list(const struct workspace *w, const char *what, struct report_grid *grid) {
  static const struct {
    const char *name;
    void (*make)(const struct workspace *w, struct report_grid *grid);
  } lists[] = {{"frameworks", list_frameworks},
               {"mappings", list_mappings},
               {"controls", list_controls},
               {"crosswalks", list_crosswalks}};
  for (unsigned i = 0; i < sizeof lists / sizeof *lists; i++) {
    if (strcmp(what, lists[i].name) == 0) {
      lists[i].make(w, grid);
      return true;
    }
  }
  return false;
}

void report_list_controls(const struct workspace *w, uint32_t framework, struct report_grid *grid) {
  const struct graph_framework *listed = &w->graph.frameworks.v[framework];
  list_nodes(w, listed->first, listed->count, grid);
}
