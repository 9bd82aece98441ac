/* The proof of a row of an alignment, in words: steps between controls, and what is met in a scope. */
#include "analyse/network/argument.h"
#include "analyse/network/words.h"
#include "report/align.h"

static struct str assessment_of(const struct align_report *report, uint32_t met) {
  uint32_t scope = met - report->now.base;
  return report->graph->assessments.v[report->now.scopes.v[scope]].declared->id;
}

/* What is met everywhere in a scope is met in one that lies within it. */
static void put_scopes(const struct align_report *report, uint32_t wide, uint32_t narrow, struct buf *out) {
  buf_text(out, "what is met in the scope of ");
  buf_str(out, assessment_of(report, wide));
  buf_text(out, " is met in that of ");
  buf_str(out, assessment_of(report, narrow));
}

/* One line of an argument by cases; what is met in a scope is no control. */
static void put_line(const struct align_report *report, const struct network *network, const struct question_line *line,
                     struct buf *out) {
  uint32_t base = report->now.base;
  bool of_other = line->other != NO_INDEX && line->other >= base;
  if (line->node < base && !of_other) {
    words_line(report->graph, network, line, out);
  } else if (line->rule == LINE_OTHERWISE) {
    buf_text(out, "suppose it is in nothing that is implemented");
  } else if (line->rule == LINE_NOT_IN && line->node < base) {
    buf_text(out, "not ");
    words_node(report->graph, line->node, out);
    buf_text(out, ", because it is implemented, says ");
    buf_str(out, assessment_of(report, line->other));
  } else if (line->rule == LINE_IN && !of_other) {
    buf_text(out, "so it is implemented, as ");
    words_node(report->graph, line->other, out);
    buf_text(out, " is, says ");
    buf_str(out, assessment_of(report, line->node));
  } else if (line->rule == LINE_IMPOSSIBLE) {
    buf_text(out, "which cannot be");
  } else if (line->rule == LINE_IN) {
    put_scopes(report, line->other, line->node, out);
  } else if (line->rule == LINE_NOT_IN) {
    put_scopes(report, line->node, line->other, out);
  } else {
    buf_text(out, line->holds ? "it is met in the scope of " : "it is not met in the scope of ");
    buf_str(out, assessment_of(report, line->node));
  }
}

static void put_argument(const struct align_report *report, const struct network *network,
                         const struct conclusion *conclusion, struct buf *out) {
  struct question question;
  question_lines lines = {0};
  question_init(&question, network, report->arena);
  argue_conclusion(&question, conclusion, &lines);
  for (uint32_t i = 0; i < lines.n; i++) {
    buf_text(out, i > 0 ? "; " : " (");
    put_line(report, network, &lines.v[i], out);
  }
  buf_text(out, lines.n > 0 ? ")" : "");
}

static void put_step(const struct align_report *report, const struct network *network, const struct step *step,
                     struct buf *out);

/* The way of each member of a union to what is met. */
static void put_members(const struct align_report *report, const struct network *network,
                        const struct conclusion *conclusion, struct buf *out) {
  const struct network_union *group = &network->input->unions[conclusion->unionised];
  struct prover prover;
  prover_init(&prover, network, report->arena);
  for (uint32_t m = 0; m < group->count; m++) {
    steps way = {0};
    uint32_t member = network->input->members[group->first + m];
    if (alignment_find_way(&report->now, &prover, member, conclusion->other, conclusion->rests_on, &way)) {
      for (uint32_t i = 0; i < way.n; i++) {
        buf_text(out, m == 0 && i == 0 ? " (" : i == 0 ? "; " : ", ");
        put_step(report, network, &way.v[i], out);
      }
    }
  }
  buf_text(out, ")");
  prover_drop(&prover);
}

/* All of the node is met, or something of it, in a scope: by the status that says so, or by what that leads to. */
static void put_met(const struct align_report *report, const struct network *network, const struct step *step,
                    uint32_t node, uint32_t met, struct buf *out) {
  bool concluded = why_is_conclusion(step->why);
  bool by_cases = concluded && step->why - WHY_CONCLUSION >= network->by_unions;
  words_node(report->graph, node, out);
  buf_text(out, step->kind == STEP_OVERLAP ? " is implemented in part" : " is implemented");
  if (by_cases) {
    buf_text(out, " in every case");
    put_argument(report, network, &network->conclusions.v[step->why - WHY_CONCLUSION], out);
  } else if (concluded) {
    buf_text(out, ", member by member");
    put_members(report, network, &network->conclusions.v[step->why - WHY_CONCLUSION], out);
  } else {
    buf_text(out, ", says ");
    buf_str(out, assessment_of(report, met));
  }
}

/* One step; what is met in a scope is told by the status that says it. */
static void put_step(const struct align_report *report, const struct network *network, const struct step *step,
                     struct buf *out) {
  uint32_t base = report->now.base;
  if (step->from >= base && step->to >= base) {
    put_scopes(report, step->from, step->to, out);
  } else if (step->from >= base || step->to >= base) {
    put_met(report, network, step, step->from < base ? step->from : step->to, step->to >= base ? step->to : step->from,
            out);
  } else {
    words_step(report->graph, network, step, out);
    if (why_is_conclusion(step->why) && step->why - WHY_CONCLUSION >= network->by_unions) {
      put_argument(report, network, &network->conclusions.v[step->why - WHY_CONCLUSION], out);
    } else if (why_is_fact(step->why)) {
      buf_text(out, ", says ");
      words_mapping(report->graph, &report->graph->facts[step->why], out);
    } else {
      words_source(report->graph, network, step->why, out);
    }
  }
}

struct str align_proof(const struct align_report *report, const struct alignment_answer *answer) {
  struct buf out;
  const struct network *network = &report->now.levels[answer->level].network;
  buf_init(&out, report->arena);
  for (uint32_t i = 0; i < answer->proof.n; i++) {
    buf_text(&out, i > 0 ? "\n" : "");
    buf_printf(&out, "%u. ", i + 1);
    put_step(report, network, &answer->proof.v[i], &out);
  }
  return str_or_empty(buf_done(&out));
}
