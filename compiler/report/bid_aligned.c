/* What follows for the framework that clients ask about, in a few sentences and by its topmost headings. */
#include "report/bid_parts.h"

enum { FUNCTION_COLUMNS = 7 };
static const struct paper_column function_columns[FUNCTION_COLUMNS] = {
    {"id", "Heading", PAPER_ID, true},
    {"title", "Title", PAPER_PROSE, true},
    {"met", "Wholly within implemented controls", PAPER_NUMBER, true},
    {"something", "Something met", PAPER_NUMBER, true},
    {"named", "Named by a mapping", PAPER_NUMBER, true},
    {"unmet", "Something not met, or disputed", PAPER_NUMBER, true},
    {"open", "Open", PAPER_NUMBER, true},
};

enum standing {
  STANDS_MET,
  STANDS_SOMETHING,
  STANDS_NAMED,
  STANDS_UNMET, /* something is not met, and whether anything is met is not known; or the statements contradict each other */
  STANDS_OPEN,
  STANDINGS
};
static enum standing standing_of(enum outcome outcome) {
  switch (outcome) {
    case OUTCOME_IMPLEMENTED:
      return STANDS_MET;
    case OUTCOME_PARTIAL:
    case OUTCOME_CONTRIBUTES:
      return STANDS_SOMETHING;
    case OUTCOME_CORRESPONDS:
    case OUTCOME_SUPPORTED:
      return STANDS_NAMED;
    case OUTCOME_NOT_FULLY:
    case OUTCOME_DISPUTED:
      return STANDS_UNMET;
    default:
      return STANDS_OPEN;
  }
}

struct alignment_counts {
  uint32_t outcomes[OUTCOMES];
  uint32_t by_parts; /* partial, and none of what meets something of it is implemented as a whole */
  uint32_t unreviewed;
  uint32_t own;
  uint32_t unmet_elsewhere; /* not fully met in another scope than that in which the most is proved */
  uint32_t own_names;       /* named by a control, and by nothing that somebody else has published alone */
  VEC(struct str) cells;
};

/* Something of the control lies in one that is implemented, and not only in such as are in place in part. */
static bool is_met_by_implemented(const struct align_report *report, const struct alignment_answer *answer) {
  for (uint32_t i = 0; i < answer->statuses.n; i++) {
    if ((report->now.statuses.v[answer->statuses.v[i]].says & SAYS_IN) != 0) {
      return true;
    }
  }
  return false;
}

static void count_row(const struct bid *bid, struct align_report *report, uint32_t node,
                      struct alignment_counts *counts, uint32_t standings[STANDINGS]) {
  struct alignment_answer answer;
  alignment_answer(&report->now, node, &answer);
  counts->outcomes[answer.outcome]++;
  counts->by_parts += answer.outcome == OUTCOME_PARTIAL && !is_met_by_implemented(report, &answer);
  counts->unmet_elsewhere += answer.unmet_in.n > 0;
  standings[standing_of(answer.outcome)]++;
  bool unreviewed = false;
  bool own = false;
  for (uint32_t i = 0; i < answer.facts.n && answer.outcome < OUTCOME_OPEN; i++) {
    uint32_t mapping = bid->graph->facts[answer.facts.v[i]].mapping;
    const struct decl_mapping *declared = bid->graph->mappings.v[mapping].declared;
    report->used[mapping] = true;
    bool by_nobody = alignment_is_unreviewed(bid->graph, &bid->graph->facts[answer.facts.v[i]]);
    report->unreviewed_in[mapping] = report->unreviewed_in[mapping] || by_nobody;
    unreviewed = unreviewed || by_nobody;
    own = own || declared->authority == AUTHORITY_ORGANISATION;
  }
  counts->unreviewed += unreviewed;
  counts->own += own && !unreviewed;
  counts->own_names += own && standing_of(answer.outcome) == STANDS_NAMED;
}

static void count_heading(const struct bid *bid, struct align_report *report, uint32_t heading,
                          struct alignment_counts *counts) {
  uint32_t standings[STANDINGS] = {0};
  const struct graph_control *control = &bid->graph->controls[heading];
  for (uint32_t n = heading; n < control->end; n++) {
    if (bid->graph->controls[n].counted) {
      count_row(bid, report, n, counts, standings);
    }
  }
  vec_push(bid->arena, &counts->cells, control->id);
  vec_push(bid->arena, &counts->cells, control->title);
  for (unsigned i = 0; i < STANDINGS; i++) {
    vec_push(bid->arena, &counts->cells, paper_number(bid->arena, standings[i]));
  }
}

static void put_alignment(const struct bid *bid, const struct alignment_counts *counts, struct paper_part *part) {
  const uint32_t *n = counts->outcomes;
  uint32_t whole = 0;
  for (unsigned i = 0; i < OUTCOMES; i++) {
    whole += n[i];
  }
  bool subcategories = str_is(bid->graph->frameworks.v[bid->request->alignment->target].id, "csf-2.0");
  paper_paragraph(
      part, bid->arena,
      paper_text(
          bid->arena,
          "Of the %u %s of %.*s, %u %s wholly within controls that we assess as implemented; for %u such a "
          "control meets something of it, how much is not known; for %u a published mapping names such a control "
          "without saying that anything is shared; %u %s no link.",
          whole, subcategories ? "subcategories" : paper_by_number(whole, "control", "controls"),
          STR_ARG(graph_framework_name(bid->graph, bid->request->alignment->target)), n[OUTCOME_IMPLEMENTED],
          paper_by_number(n[OUTCOME_IMPLEMENTED], "lies", "lie"),
          n[OUTCOME_PARTIAL] - counts->by_parts + n[OUTCOME_CONTRIBUTES],
          n[OUTCOME_CORRESPONDS] + n[OUTCOME_SUPPORTED] - counts->own_names, n[OUTCOME_OPEN],
          paper_by_number(n[OUTCOME_OPEN], "has", "have")));
  if (counts->by_parts > 0) {
    paper_paragraph(
        part, bid->arena,
        paper_text(bid->arena, "For %u only a control that we assess as in place in part meets something of it.",
                   counts->by_parts));
  }
  if (counts->own_names > 0) {
    paper_paragraph(
        part, bid->arena,
        paper_text(bid->arena,
                   "For %u our own reading, and no published mapping, names such a control without saying that "
                   "anything is shared.",
                   counts->own_names));
  }
  if (n[OUTCOME_NOT_FULLY] + n[OUTCOME_DISPUTED] > 0) {
    paper_paragraph(
        part, bid->arena,
        paper_text(bid->arena,
                   "For %u something is not met, and whether anything of it is met is not known; for %u our "
                   "statements contradict each other.",
                   n[OUTCOME_NOT_FULLY], n[OUTCOME_DISPUTED]));
  }
  if (counts->unmet_elsewhere > 0) {
    paper_paragraph(part, bid->arena,
                    paper_text(bid->arena,
                               "For %u something is not met in another of the scopes that we assess; the alignment "
                               "names it.",
                               counts->unmet_elsewhere));
  }
  if (counts->unreviewed > 0) {
    paper_paragraph(part, bid->arena,
                    paper_text(bid->arena,
                               "%u of these rows %s on a mapping that nobody has reviewed by hand; %s marked in the "
                               "alignment.",
                               counts->unreviewed, paper_by_number(counts->unreviewed, "rests", "rest"),
                               paper_by_number(counts->unreviewed, "it is", "they are")));
  }
  if (counts->own > 0) {
    paper_paragraph(part, bid->arena,
                    paper_text(bid->arena, "%u %s on our own reading.", counts->own,
                               paper_by_number(counts->own, "rests", "rest")));
  }
}

void bid_add_alignment(const struct bid *bid, struct align_report *report) {
  struct alignment_counts counts = {.own = 0};
  const struct graph_framework *target = &bid->graph->frameworks.v[bid->request->alignment->target];
  for (uint32_t n = target->first; n < target->first + target->count; n = bid->graph->controls[n].end) {
    count_heading(bid, report, n, &counts);
  }
  struct paper_part *part = paper_part(bid->paper, bid->arena, "alignment", "Alignment");
  put_alignment(bid, &counts, part);
  if (bid->request->alignment->own != NO_INDEX) {
    paper_paragraph(part, bid->arena,
                    STR("This, and the table, is what follows from our assessments of other frameworks; what we say of "
                        "this one itself is counted above, and is not in these numbers."));
  }
  part->table = (struct paper_table){.column_count = FUNCTION_COLUMNS,
                                     .columns = function_columns,
                                     .row_count = counts.cells.n / FUNCTION_COLUMNS,
                                     .cells = counts.cells.v};
}

void bid_add_mappings(const struct bid *bid, const struct align_report *report) {
  struct paper_part *part = paper_part(bid->paper, bid->arena, "mappings", "Mappings used");
  for (uint32_t m = 0; m < bid->graph->mappings.n; m++) {
    const struct decl_mapping *declared = bid->graph->mappings.v[m].declared;
    if (report == NULL || !report->used[m]) {
      continue;
    }
    struct buf out;
    buf_init(&out, bid->arena);
    buf_str(&out, declared->title.n > 0 ? declared->title : declared->id);
    bool own = declared->authority == AUTHORITY_ORGANISATION;
    bid_put_clause(&out, own ? ", by " : ", published by ", declared->publisher);
    buf_text(&out, own                                ? ", our own reading"
                   : report->unreviewed_in[m]         ? ", not reviewed by hand"
                   : declared->method == METHOD_HUMAN ? ", made by hand"
                   : declared->method == METHOD_MIXED ? ", made by hand in part"
                                                      : "");
    buf_char(&out, '.');
    paper_point(part, bid->arena, buf_done(&out));
  }
  if (part->points.n == 0) {
    paper_paragraph(part, bid->arena, STR("None."));
  }
  align_assumptions(paper_part(bid->paper, bid->arena, "assumptions", "What is assumed"), bid->arena);
}
