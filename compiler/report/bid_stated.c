/* What the organisation says of itself in a bid: how much of what applies is implemented, and how much nothing is said of. */
#include "report/bid_parts.h"

#include "analyse/certificates.h"
#include "model/date.h"

static void count_line(struct bid_counts *counts, const struct decl_assessed *assessed) {
  papers_count(&counts->stated, assessed);
  if (assessed == NULL) {
    counts->silent++;
  } else if (assessed_is_excluded(assessed)) {
    counts->reasoned += assessed->justification.n > 0;
  }
}

struct bid_counts bid_count_controls(const struct bid *bid, const struct graph_assessment *assessment) {
  const struct graph *graph = bid->graph;
  const struct graph_framework *framework = &graph->frameworks.v[assessment->framework];
  bool selection = graph_has_selection(graph, assessment->framework);
  struct bid_counts counts = {0};
  for (uint32_t n = framework->first; n < framework->first + framework->count; n++) {
    if (!graph->controls[n].counted) {
      continue;
    }
    const struct decl_assessed *assessed = graph_assessed(graph, assessment, n);
    if (!selection || graph_is_selectable(graph, n)) {
      count_line(&counts, assessed);
    } else {
      counts.beside += assessed == NULL;
    }
  }
  return counts;
}

/* What the selection is called, up to a colon; empty where there is none. */
static struct str selection_name(const struct bid *bid, uint32_t framework) {
  const struct decl_framework *declared = bid->graph->frameworks.v[framework].declared;
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    const struct decl_control *control = &declared->controls.v[i];
    if (control->selectable) {
      uint32_t n = 0;
      while (n < control->title.n && control->title.p[n] != ':') {
        n++;
      }
      return (struct str){.p = control->title.p, .n = n};
    }
  }
  return STR("");
}

/* "Annex A controls of House rules", "controls of House rules (Part two)"; what is called controls needs no name beside that
 * word. */
struct str bid_selected_controls(const struct bid *bid, uint32_t number, uint32_t count) {
  struct str framework = bid_framework_name(bid, number);
  struct str name = selection_name(bid, bid->graph->assessments.v[bid->request->assessments[number]].framework);
  const char *noun = paper_by_number(count, "control", "controls");
  if (name.n == 0 || text_holds(name, "control")) {
    return paper_text(bid->arena, "%s of %.*s", noun, STR_ARG(framework));
  }
  if (text_holds(name, "annex")) {
    return paper_text(bid->arena, "%.*s %s of %.*s", STR_ARG(name), noun, STR_ARG(framework));
  }
  return paper_text(bid->arena, "%s of %.*s (%.*s)", noun, STR_ARG(framework), STR_ARG(name));
}

static void put_excluded(struct buf *out, const struct bid_counts *counts, bool selection, struct str version) {
  if (selection || counts->reasoned > 0) {
    buf_printf(out, "; %u %s excluded with reasons", counts->reasoned, paper_by_number(counts->reasoned, "is", "are"));
  }
  if (selection) {
    buf_text(out, " in the statement of applicability");
    bid_put_clause(out, ", version ", version);
  }
  uint32_t unreasoned = counts->stated.excluded - counts->reasoned;
  if (unreasoned > 0) {
    buf_printf(out, "; %u %s excluded, and no reason is stated", unreasoned, paper_by_number(unreasoned, "is", "are"));
  }
  buf_char(out, '.');
}

/* A statement about a day that is yet to come is shown as one. */
static void put_day(const struct bid *bid, struct buf *out, const struct decl_assessment *declared) {
  struct str as_of = bid->analysis->options->as_of;
  buf_printf(out, "On %.*s", STR_ARG(declared->date));
  if (date_before(as_of, declared->date)) {
    buf_printf(out, ", which is after the day that this page is judged at (%.*s),", STR_ARG(as_of));
  }
}

/* True where a framework is assessed without a word on what applies: the statuses are told all the same, as what they are. */
static bool says_nothing_applies(const struct stated_counts *stated) {
  return stated->applicable == 0 && papers_has_open_statuses(stated);
}

static void put_statuses(const struct bid *bid, struct buf *out, uint32_t number, const struct stated_counts *stated) {
  bool silent = says_nothing_applies(stated);
  const uint32_t *status = silent ? stated->open : stated->status;
  buf_printf(out, "assessed %u", status[IMPLEMENTATION_WHOLE]);
  if (!silent) {
    buf_printf(out, " of %u applicable", stated->applicable);
  }
  struct str controls = bid_selected_controls(bid, number, silent ? status[IMPLEMENTATION_WHOLE] : stated->applicable);
  buf_printf(out, " %.*s as implemented, %u in part, %u planned, %u not", STR_ARG(controls),
             status[IMPLEMENTATION_PARTIAL], status[IMPLEMENTATION_PLANNED], status[IMPLEMENTATION_NONE]);
  buf_text(out, silent ? ", without stating that any of them applies" : "");
}

/* What the counts before it leave out, so that all add up. */
static void put_unstated(const struct bid *bid, struct buf *out, const struct stated_counts *stated) {
  if (stated->status[IMPLEMENTATION_UNSTATED] > 0) {
    buf_printf(out, " Applies, and how far it is implemented is not stated: %u.",
               stated->status[IMPLEMENTATION_UNSTATED]);
  }
  if (says_nothing_applies(stated)) {
    if (stated->open[IMPLEMENTATION_UNSTATED] > 0) {
      buf_printf(out, " Neither whether it applies nor a status is stated: %u.", stated->open[IMPLEMENTATION_UNSTATED]);
    }
  } else if (stated->unstated > 0) {
    buf_char(out, ' ');
    buf_str(out, papers_unstated(bid->arena, stated));
  }
}

void bid_add_state(const struct bid *bid) {
  struct paper_part *part = paper_part(bid->paper, bid->arena, "state", "What we say of ourselves");
  for (uint32_t i = 0; i < bid->request->assessment_count; i++) {
    const struct graph_assessment *assessment = &bid->graph->assessments.v[bid->request->assessments[i]];
    const struct decl_assessment *declared = assessment->declared;
    struct bid_counts counts = bid_count_controls(bid, assessment);
    if (declared->date.n == 0 || declared->organisation.n == 0) {
      continue;
    }
    struct buf out;
    buf_init(&out, bid->arena);
    put_day(bid, &out, declared);
    buf_printf(&out, " %.*s ", STR_ARG(declared->organisation));
    put_statuses(bid, &out, i, &counts.stated);
    put_excluded(&out, &counts, graph_has_selection(bid->graph, assessment->framework), declared->version);
    put_unstated(bid, &out, &counts.stated);
    bid_put_clause(&out, " Scope: ", declared->scope);
    paper_point(part, bid->arena, buf_done(&out));
  }
  paper_paragraph(part, bid->arena, STR("This is our own statement, not an audit."));
}
