/* What workspaces ask to be made of assessments, and what the files are called. */
#include "workspace/deliverables.h"

#include "workspace/torn.h"

#include <stdlib.h>

static uint32_t find_assessment(const struct workspace *w, struct str id) {
  for (uint32_t i = 0; i < w->graph.assessments.n; i++) {
    if (str_eq(w->graph.assessments.v[i].declared->id, id)) {
      return i;
    }
  }
  return NO_INDEX;
}

static void note_nearest(struct workspace *w, struct finding *finding, struct str id) {
  struct str nearest = {.n = 0};
  unsigned limit = id.n / 2 < 3 ? id.n / 2 + 1 : 4; /* half of an id rewritten is another id */
  for (uint32_t i = 0; i < w->graph.assessments.n; i++) {
    struct str known = w->graph.assessments.v[i].declared->id;
    unsigned distance = str_distance(known, id, limit - 1);
    if (distance < limit) {
      limit = distance > 0 ? distance : 1;
      nearest = known;
    }
  }
  if (nearest.n > 0) {
    finding_note(&w->findings, finding, place_none(), "did you mean \"%.*s\"?", STR_ARG(nearest));
  }
}

/* Whether a document that is not used, or could not be read at all, would be the assessment. */
static bool is_lost(const struct workspace *w, struct str id) {
  return w->loaded.unread || names_find(&w->loaded.lost_assessments, id) != NO_NAME;
}

/* An assessment that is kept elsewhere may well be named; where others are loaded it is missing, or misspelt. */
static void check_name(struct workspace *w, const struct graph_assessment *assessment, const char *attribute,
                       struct str id, const char *consequence) {
  if (id.n == 0 || find_assessment(w, id) != NO_INDEX || is_lost(w, id)) {
    return;
  }
  struct finding *finding = finding_add(&w->findings, F_UNKNOWN_FRAMEWORK,
                                        place_attribute(assessment->document_source, assessment->offset, attribute),
                                        "assessment \"%.*s\" is not loaded; %s", STR_ARG(id), consequence);
  finding->mild = true;
  note_nearest(w, finding, id);
}

void assessments_check_names(struct workspace *w) {
  for (uint32_t i = 0; i < w->graph.assessments.n && w->graph.assessments.n > 1; i++) {
    const struct graph_assessment *assessment = &w->graph.assessments.v[i];
    check_name(w, assessment, "within", assessment->declared->within, "nothing follows from lying within its scope");
    check_name(w, assessment, "supersedes", assessment->declared->supersedes, "the two are not compared");
  }
}

static void report_unknown(struct workspace *w, const struct document *document,
                           const struct decl_deliverable *declared, struct str id) {
  if (is_lost(w, id)) {
    return; /* its document has a finding */
  }
  bool one = declared->kind == DELIVERABLE_SOA || declared->kind == DELIVERABLE_RISKS;
  struct finding *finding =
      finding_add(&w->findings, F_UNKNOWN_FRAMEWORK,
                  place_attribute(document->source, declared->offset, one ? "assessment" : "assessments"),
                  "assessment \"%.*s\" is not loaded; this is not built", STR_ARG(id));
  note_nearest(w, finding, id);
}

/* The assessments that the element names. False after a finding. */
static bool list_assessments(struct workspace *w, const struct document *document,
                             const struct decl_deliverable *declared, struct deliverable_asked *asked) {
  struct str ids = declared->assessments;
  bool complete = true;
  for (struct str id; (id = str_next_token(&ids)).p != NULL;) {
    uint32_t found = find_assessment(w, id);
    if (found == NO_INDEX) {
      report_unknown(w, document, declared, id);
      complete = false;
    } else {
      vec_push(w->arena, &asked->assessments, found);
    }
  }
  return complete && asked->assessments.n > 0;
}

static bool is_superseded(const struct graph *graph, const assessment_list *list, uint32_t number) {
  bool superseded = false;
  for (uint32_t i = 0; i < list->n; i++) {
    superseded = superseded || graph_supersedes(&graph->assessments.v[list->v[i]], &graph->assessments.v[number]);
  }
  return superseded;
}

/* Why neither takes the other's place: what an earlier one says of a later one's is not read. */
static const char *why_rivals(const struct graph_assessment *one, const struct graph_assessment *other) {
  bool said =
      str_eq(one->declared->supersedes, other->declared->id) || str_eq(other->declared->supersedes, one->declared->id);
  bool read = graph_supersedes(one, other) || graph_supersedes(other, one);
  return !said  ? "neither says that it supersedes the other"
         : read ? "none of those that supersede each other is the last"
                : "the earlier of them says that it supersedes the later one";
}

static bool find_rivals(const struct graph *graph, const assessment_list *list, struct assessment_rivals *rivals) {
  for (uint32_t i = 0; i < list->n; i++) {
    for (uint32_t k = i + 1; k < list->n; k++) {
      const struct graph_assessment *one = &graph->assessments.v[list->v[i]];
      const struct graph_assessment *other = &graph->assessments.v[list->v[k]];
      if (one->framework == other->framework) {
        *rivals = (struct assessment_rivals){.one = one->declared->id,
                                             .other = other->declared->id,
                                             .words = why_rivals(one, other),
                                             .framework = graph->frameworks.v[one->framework].id};
        return true;
      }
    }
  }
  return false;
}

/* Of three in a row the middle one is superseded, too, and still counts against the first. */
bool assessments_settle(const struct graph *graph, struct arena *arena, assessment_list *list,
                        struct assessment_rivals *rivals) {
  assessment_list kept = {0};
  for (uint32_t i = 0; i < list->n; i++) {
    if (!is_superseded(graph, list, list->v[i])) {
      vec_push(arena, &kept, list->v[i]);
    }
  }
  *list = kept.n > 0 ? kept : *list; /* each may supersede the next one, all around */
  return !find_rivals(graph, list, rivals);
}

bool assessments_find_strangers(const struct graph *graph, const assessment_list *list,
                                struct assessment_strangers *strangers) {
  *strangers = (struct assessment_strangers){.one = NULL};
  for (uint32_t i = 0; i < list->n; i++) {
    const struct graph_assessment *assessment = &graph->assessments.v[list->v[i]];
    if (strangers->one == NULL && assessment->declared->organisation.n > 0) {
      strangers->one = assessment;
    } else if (strangers->one != NULL && !graph_may_be_of_one(strangers->one->declared, assessment->declared)) {
      strangers->other = assessment;
      return true;
    }
  }
  return false;
}

/* A group and its parts may well be called differently: an alignment says so, and is made. */
bool assessments_note_strangers(struct workspace *w, const assessment_list *list) {
  struct assessment_strangers strangers;
  if (!assessments_find_strangers(&w->graph, list, &strangers)) {
    return false;
  }
  const struct graph_assessment *one = strangers.one;
  const struct graph_assessment *other = strangers.other;
  struct finding *finding = finding_add(
      &w->findings, F_CONFLICT_ASSESSMENT, place_attribute(other->document_source, other->offset, "organisation"),
      "an alignment rests on assessments of different organisations, \"%.*s\" and \"%.*s\"",
      STR_ARG(one->declared->organisation), STR_ARG(other->declared->organisation));
  finding->mild = true;
  finding_note(&w->findings, finding, place_attribute(one->document_source, one->offset, "organisation"),
               "this is the other one; where both mean one organisation, write its name alike");
  return true;
}

/* The page of a bid speaks of one organisation. False after a finding. */
static bool is_of_one(struct workspace *w, const struct document *document, const struct decl_deliverable *declared,
                      const assessment_list *list) {
  struct assessment_strangers strangers;
  if (!assessments_find_strangers(&w->graph, list, &strangers)) {
    return true;
  }
  const struct decl_assessment *one = strangers.one->declared;
  const struct decl_assessment *other = strangers.other->declared;
  struct finding *finding =
      finding_add(&w->findings, F_SCHEMA_BAD_VALUE, place_attribute(document->source, declared->offset, "assessments"),
                  "%.*s is of \"%.*s\", and %.*s of \"%.*s\"; a bid is of one organisation, and this is not built",
                  STR_ARG(one->id), STR_ARG(one->organisation), STR_ARG(other->id), STR_ARG(other->organisation));
  finding_note(&w->findings, finding, place_none(),
               "name the assessments of one organisation in assessments=\"\", or write its name alike in all of them");
  return false;
}

/* Of an alignment, and the page of a bid. False after a finding. */
static bool settle(struct workspace *w, const struct document *document, const struct decl_deliverable *declared,
                   struct deliverable_asked *asked) {
  struct assessment_rivals rivals;
  bool one = declared->kind == DELIVERABLE_SOA || declared->kind == DELIVERABLE_RISKS;
  if (one) {
    return true;
  }
  if (assessments_settle(&w->graph, w->arena, &asked->assessments, &rivals)) {
    if (declared->kind == DELIVERABLE_BID) {
      return is_of_one(w, document, declared, &asked->assessments);
    }
    (void)assessments_note_strangers(w, &asked->assessments);
    return true;
  }
  struct finding *finding =
      finding_add(&w->findings, F_SCHEMA_BAD_VALUE, place_attribute(document->source, declared->offset, "assessments"),
                  "%.*s and %.*s both assess %.*s, and %s; this is not built", STR_ARG(rivals.one),
                  STR_ARG(rivals.other), STR_ARG(rivals.framework), rivals.words);
  finding_note(&w->findings, finding, place_none(),
               "name one of them in assessments=\"\", or say supersedes=\"\" in the newer one");
  return false;
}

static struct str stem_of(struct workspace *w, const struct deliverable_asked *asked) {
  struct buf stem;
  buf_init(&stem, w->arena);
  switch (asked->kind) {
    case DELIVERABLE_SOA:
    case DELIVERABLE_RISKS:
      buf_str(&stem, w->graph.assessments.v[asked->assessments.v[0]].declared->id);
      buf_text(&stem, asked->kind == DELIVERABLE_SOA ? "--soa" : "--risks");
      break;
    case DELIVERABLE_ALIGN:
      buf_str(&stem, w->graph.frameworks.v[asked->target].id);
      buf_text(&stem, "--align");
      break;
    case DELIVERABLE_BID:
      buf_text(&stem, "bid");
      break;
  }
  return buf_done(&stem);
}

/* With the assessments in the name, where another has the same without. No id holds a plus sign. */
static struct str long_stem_of(struct workspace *w, const struct deliverable_asked *asked) {
  struct buf stem;
  buf_init(&stem, w->arena);
  buf_str(&stem, stem_of(w, asked));
  for (uint32_t i = 0; i < asked->assessments.n; i++) {
    buf_char(&stem, '+');
    buf_str(&stem, w->graph.assessments.v[asked->assessments.v[i]].declared->id);
  }
  return buf_done(&stem);
}

uint32_t bid_framework(const struct graph *graph) {
  return graph_find_framework(graph, STR("csf-2.0"));
}

/* Whether it is not made for want of a document that was not read, or is not used: one of the assessments that it names, or
 * the target of an alignment. */
static bool is_in_vain(const struct workspace *w, const struct decl_deliverable *declared, uint32_t target) {
  bool in_vain = declared->kind == DELIVERABLE_ALIGN && target == NO_INDEX && torn_or_lost(w, declared->target);
  struct str ids = declared->assessments;
  for (struct str id; (id = str_next_token(&ids)).p != NULL;) {
    in_vain = in_vain || is_lost(w, id);
  }
  return in_vain;
}

static void ask(struct workspace *w, const struct document *document, const struct decl_deliverable *declared) {
  struct deliverable_asked asked = {.kind = declared->kind, .target = NO_INDEX};
  if (declared->kind == DELIVERABLE_ALIGN) {
    asked.target =
        workspace_framework(w, document, declared->offset, "target", declared->target, "this alignment is not built");
  }
  bool complete = list_assessments(w, document, declared, &asked);
  if (!complete || (declared->kind == DELIVERABLE_ALIGN && asked.target == NO_INDEX)) {
    w->papers_in_vain += is_in_vain(w, declared, asked.target);
    return;
  }
  asked.full = long_stem_of(w, &asked);
  bool bid = declared->kind == DELIVERABLE_BID;
  asked.torn = torn_paper(w, &asked.assessments, bid ? bid_framework(&w->graph) : asked.target);
  if (settle(w, document, declared, &asked)) {
    vec_push(w->arena, &w->deliverables, asked);
  }
}

static int by_name(const void *a, const void *b) {
  return str_compare(((const struct deliverable_asked *)a)->full, ((const struct deliverable_asked *)b)->full);
}

/* A framework may be called what the end of these names is. */
static bool is_crosswalk(struct workspace *w, struct str name) {
  for (uint32_t i = 0; i < w->analysis.crosswalks.n; i++) {
    if (str_eq(crosswalk_stem(&w->analysis, i, w->arena), name)) {
      return true;
    }
  }
  return false;
}

/* The same asked for twice is made once; of two with one short name both have their long ones. */
static void name_all(struct workspace *w) {
  struct deliverable_asked *list = w->deliverables.v;
  uint32_t kept = 0;
  if (w->deliverables.n > 1) {
    qsort(list, w->deliverables.n, sizeof *list, by_name);
  }
  for (uint32_t i = 0; i < w->deliverables.n; i++) {
    if (kept == 0 || !str_eq(list[kept - 1].full, list[i].full)) {
      list[kept++] = list[i];
    }
  }
  w->deliverables.n = kept;
  for (uint32_t i = 0; i < kept; i++) {
    struct str name = stem_of(w, &list[i]);
    bool shared = is_crosswalk(w, name);
    for (uint32_t k = 0; k < kept; k++) {
      shared = shared || (k != i && str_eq(stem_of(w, &list[k]), name));
    }
    list[i].file = shared ? list[i].full : name;
  }
}

void deliverables_ask(struct workspace *w) {
  for (uint32_t i = 0; i < w->loaded.documents.n; i++) {
    const struct document *document = &w->loaded.documents.v[i];
    for (uint32_t d = 0; document->kind == DOCUMENT_WORKSPACE && d < document->as.workspace->deliverables.n; d++) {
      ask(w, document, &document->as.workspace->deliverables.v[d]);
    }
  }
  name_all(w);
}
