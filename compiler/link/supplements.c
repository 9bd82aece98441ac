/* Texts of controls: those of their frameworks, then what supplements add to frameworks defined elsewhere: statements,
 * guidance, titles in another language, attributes. */
#include "link/parts.h"

#include "base/buf.h"

struct str link_shorter_tag(struct str tag) {
  uint32_t n = tag.n;
  while (n > 0 && tag.p[n - 1] != '-') {
    n--;
  }
  return (struct str){.p = tag.p, .n = n > 0 ? n - 1 : 0};
}

/* A framework and a language in which there is something of it, as one name. */
static struct str pair_of(struct buf *buf, struct str framework, struct str language) {
  buf->n = 0;
  buf_str(buf, framework);
  buf_char(buf, '\n');
  for (uint32_t i = 0; i < language.n; i++) {
    char c = language.p[i];
    buf_char(buf, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
  }
  return buf_done(buf);
}

/* Which frameworks there are in which languages. */
static void list_languages(const struct linker *linker, struct names *spoken) {
  struct buf pair;
  buf_init(&pair, linker->arena);
  names_init(spoken, linker->arena);
  for (uint32_t i = 0; i < linker->loaded->documents.n; i++) {
    const struct document *document = &linker->loaded->documents.v[i];
    if (document->kind == DOCUMENT_SUPPLEMENT) {
      names_intern(spoken, pair_of(&pair, document->as.supplement->framework, document->as.supplement->language));
    } else if (document->kind == DOCUMENT_FRAMEWORK) {
      names_intern(spoken, pair_of(&pair, document->as.framework->id, document->as.framework->language));
    }
  }
}

/* What a supplement says counts when it is in the language that is wanted of its framework (de-AT, or de where there is no
 * other), or in no other than the framework's own. */
static bool language_wanted(const struct linker *linker, const struct names *spoken,
                            const struct decl_supplement *supplement, const struct decl_framework *framework) {
  struct str wanted = linker->options->language.n > 0 ? linker->options->language : framework->language;
  struct buf pair;
  buf_init(&pair, linker->arena);
  struct str nearest = wanted;
  while (nearest.n > 0 && names_find(spoken, pair_of(&pair, framework->id, nearest)) == NO_NAME) {
    nearest = link_shorter_tag(nearest);
  }
  return supplement->language.n == 0 || str_eq_caseless(supplement->language, nearest.n > 0 ? nearest : wanted);
}

static bool carries_texts(const struct decl_supplement *supplement) {
  bool texts = false;
  for (uint32_t i = 0; i < supplement->controls.n && !texts; i++) {
    texts = supplement->controls.v[i].statement.p != NULL || supplement->controls.v[i].guidance.p != NULL;
  }
  return texts;
}

static void check_rights(const struct linker *linker, const struct document *document) {
  const struct decl_supplement *supplement = document->as.supplement;
  if (carries_texts(supplement) && supplement->rights.n == 0) {
    struct finding *finding = finding_add(linker->findings, F_LINT_RIGHTS, place_at(document->source, document->offset),
                                          "this supplement to %.*s carries statements or guidance, and does not say "
                                          "under what rights",
                                          STR_ARG(supplement->framework));
    finding->framework = supplement->framework;
  }
}

/* Whoever is shown the texts is told whose they are. */
static void add_rights(const struct linker *linker, struct graph_framework *framework,
                       const struct decl_supplement *by) {
  if (by->rights.n == 0 || !carries_texts(by)) {
    return;
  }
  struct buf rights;
  buf_init(&rights, linker->arena);
  buf_str(&rights, framework->text_rights);
  buf_text(&rights, framework->text_rights.n > 0 ? " " : "");
  buf_str(&rights, by->rights);
  framework->text_rights = buf_done(&rights);
}

/* Replaces a text, and with it its language. */
static void replace_text(struct str *text, struct str by, struct str *tongue, struct str language) {
  if (by.n > 0) {
    *text = by;
    *tongue = language;
  }
}

static void add_to_control(const struct graph *graph, uint32_t node, const struct decl_supplement_control *by,
                           struct str language) {
  struct graph_tongue *tongue = &graph->tongues[node];
  replace_text(&graph->controls[node].title, by->title, &tongue->title, language);
  if (graph->texts != NULL) {
    replace_text(&graph->texts[node].statement, by->statement, &tongue->statement, language);
    replace_text(&graph->texts[node].guidance, by->guidance, &tongue->guidance, language);
  }
}

static void check_attributes(const struct linker *linker, const struct document *document, uint32_t framework) {
  const struct decl_supplement *supplement = document->as.supplement;
  if (supplement->attrs.n == 0) {
    return;
  }
  struct attribute_table own = {.built = false};
  struct attribute_source source = {supplement->attributes.v, supplement->attributes.n, supplement->values.v,
                                    supplement->lost_attribute};
  attributes_declare(&own, &source, linker->arena);
  const struct attribute_table *const tables[] = {&own, attributes_of(linker, framework)};
  attributes_check(linker, document->source, supplement->attrs.v, supplement->attrs.n, tables, 2);
}

/* A title that a supplement gives a control in one language. */
struct given_title {
  struct str title;
  uint32_t source;
  uint32_t offset;
};

/* By control and language. */
struct given_titles {
  struct names names;
  VEC(struct given_title) list;
  struct buf number; /* for the names, made once: there are many titles */
  struct buf key;
};

/* Of several titles in one language the last one is shown. */
static void check_title(const struct linker *linker, struct given_titles *given, uint32_t node, struct str language,
                        const struct given_title *title) {
  const struct graph *graph = linker->graph;
  given->number.n = 0;
  buf_printf(&given->number, "%u", (unsigned)node);
  uint32_t name = names_intern(&given->names, pair_of(&given->key, buf_done(&given->number), language));
  if (name == given->list.n) {
    vec_push(linker->arena, &given->list, *title);
    return;
  }
  struct given_title *before = &given->list.v[name];
  if (!str_eq(before->title, title->title)) {
    struct finding *finding = finding_add(
        linker->findings, F_DUPLICATE_FACT, place_attribute(title->source, title->offset, "title"),
        "%.*s has another title in this language already; this one is shown", STR_ARG(graph->controls[node].id));
    finding->framework = graph->frameworks.v[graph->controls[node].framework].id;
    finding->control = graph->controls[node].id;
    finding_note(linker->findings, finding, place_attribute(before->source, before->offset, "title"),
                 "\"%.*s\" is given here", STR_ARG(before->title));
  }
  *before = *title;
}

static void link_supplement(struct linker *linker, const struct names *spoken, struct given_titles *given,
                            const struct document *document) {
  const struct decl_supplement *supplement = document->as.supplement;
  if (supplement->framework.n == 0) {
    return;
  }
  struct graph *graph = linker->graph;
  uint32_t framework = graph_find_framework(graph, supplement->framework);
  if (framework == NO_INDEX) {
    report_unknown_framework(linker, place_attribute(document->source, document->offset, "framework"),
                             supplement->framework);
    return;
  }
  check_rights(linker, document);
  const struct decl_framework *declared = graph->frameworks.v[framework].declared;
  bool wanted = language_wanted(linker, spoken, supplement, declared);
  if (graph->tongues == NULL) {
    graph->tongues = arena_zalloc(linker->arena, ((size_t)graph->control_count + 1) * sizeof *graph->tongues);
  }
  if (wanted && graph->texts != NULL) {
    add_rights(linker, &graph->frameworks.v[framework], supplement);
  }
  for (uint32_t i = 0; i < supplement->controls.n; i++) {
    const struct decl_supplement_control *control = &supplement->controls.v[i];
    uint32_t node = graph_find_reference(graph, framework, control->ref);
    if (node == NO_INDEX) {
      report_unknown_control(linker, linker->findings, place_attribute(document->source, control->offset, "ref"),
                             framework, control->ref, USE_ELSEWHERE);
      continue;
    }
    if (control->title.n > 0) {
      check_title(
          linker, given, node, supplement->language.n > 0 ? supplement->language : declared->language,
          &(struct given_title){.title = control->title, .source = document->source, .offset = control->offset});
    }
    if (wanted) {
      add_to_control(graph, node, control, supplement->language);
    }
  }
  check_attributes(linker, document, framework);
}

static void take_texts(const struct linker *linker) {
  struct graph *graph = linker->graph;
  graph->texts = arena_zalloc(linker->arena, ((size_t)graph->control_count + 1) * sizeof *graph->texts);
  for (uint32_t node = 0; node < graph->control_count; node++) {
    const struct graph_control *control = &graph->controls[node];
    if (control->declaration != NO_INDEX) {
      const struct decl_control *declared =
          &graph->frameworks.v[control->framework].declared->controls.v[control->declaration];
      graph->texts[node] = (struct graph_text){.statement = declared->statement, .guidance = declared->guidance};
    }
  }
}

void link_supplements(struct linker *linker) {
  if (linker->options->texts) {
    take_texts(linker);
  }
  struct names spoken;
  struct given_titles given = {.list = {0}};
  list_languages(linker, &spoken);
  names_init(&given.names, linker->arena);
  buf_init(&given.number, linker->arena);
  buf_init(&given.key, linker->arena);
  for (uint32_t i = 0; i < linker->loaded->documents.n; i++) {
    if (linker->loaded->documents.v[i].kind == DOCUMENT_SUPPLEMENT) {
      link_supplement(linker, &spoken, &given, &linker->loaded->documents.v[i]);
    }
  }
}
