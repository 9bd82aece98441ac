/* Asking once more, with each step noted, and leaving out what the conclusion does without. */
#include "analyse/network/argument.h"

/* What an argument leads to: that the element is in a node, or is not. */
struct goal {
  uint32_t node;
  bool holds;
};

struct argument {
  struct question *question;
  question_lines *lines;
  struct goal goals[2]; /* all of them; none: that there can be no such element */
  unsigned goal_count;
};

/* ---- cases that say nothing new ---- */

enum { NOT_MET = UINT8_MAX };

/* Once all that is wanted is known, cases within this one add nothing. */
static void drop_needless_cases(struct argument *argument) {
  question_lines *lines = argument->lines;
  uint8_t met[2] = {NOT_MET, NOT_MET}; /* by goal: the depth at which it is known, where it is */
  uint32_t kept = 0;
  for (uint32_t i = 0; i < lines->n && argument->goal_count > 0; i++) {
    struct question_line line = lines->v[i];
    uint8_t known = 0;
    for (unsigned g = 0; g < argument->goal_count; g++) {
      const struct goal *goal = &argument->goals[g];
      bool over = line.rule == LINE_SUPPOSED && met[g] != NOT_MET && met[g] >= line.depth;
      met[g] = over ? NOT_MET : met[g];
      known = met[g] > known ? met[g] : known;
      if (met[g] == NOT_MET && line.node == goal->node && line.holds == goal->holds && line.rule != LINE_IMPOSSIBLE) {
        met[g] = line.depth;
      }
    }
    if (line.depth <= known) {
      lines->v[kept++] = line;
    }
  }
  lines->n = argument->goal_count > 0 ? kept : lines->n;
}

/* ---- lines that nothing rests on ---- */

static void need(struct argument *argument, uint32_t node, bool holds) {
  if (node != NO_INDEX) {
    marks_add(&argument->question->needed[holds], node);
  }
}

static void need_members_out(struct argument *argument, uint32_t of, uint32_t except) {
  const struct network_input *input = argument->question->network->input;
  const struct network_union *group = &input->unions[input->union_of[of]];
  for (uint32_t m = 0; m < group->count; m++) {
    uint32_t member = input->members[group->first + m];
    if (member != except) {
      need(argument, member, false);
    }
  }
}

/* What the line rests on. */
static void need_premises(struct argument *argument, const struct question_line *line) {
  switch (line->rule) {
    case LINE_NOT_IN:
      need(argument, line->other, false);
      break;
    case LINE_NONE_LEFT:
      need_members_out(argument, line->node, NO_INDEX);
      break;
    case LINE_LEFT:
    case LINE_SUPPOSED: /* of members that are excluded nothing is supposed */
      need(argument, line->other, true);
      need_members_out(argument, line->other, line->node);
      break;
    case LINE_IMPOSSIBLE:
      need(argument, line->node, true);
      need(argument, line->node, false);
      break;
    default:
      need(argument, line->other, true);
      break;
  }
}

static bool is_needed(const struct argument *argument, const struct question_line *line) {
  return line->rule == LINE_SUPPOSED || line->rule == LINE_IMPOSSIBLE ||
         marks_has(&argument->question->needed[line->holds], line->node);
}

/* From the last line back. What one case needs is kept in the others, too, if it stands there. */
static void keep_needed(struct argument *argument) {
  question_lines *lines = argument->lines;
  uint32_t nodes = argument->question->network->input->nodes;
  uint32_t kept = lines->n;
  for (unsigned holds = 0; holds < 2; holds++) {
    struct marks *needed = &argument->question->needed[holds];
    if (needed->stamp == NULL) {
      marks_init(needed, argument->question->arena, nodes);
    }
    marks_clear(needed, nodes);
  }
  for (unsigned g = 0; g < argument->goal_count; g++) {
    need(argument, argument->goals[g].node, argument->goals[g].holds);
  }
  for (uint32_t i = lines->n; i-- > 0;) {
    struct question_line line = lines->v[i];
    if (is_needed(argument, &line)) {
      need_premises(argument, &line);
      lines->v[--kept] = line;
    }
  }
  lines->n -= kept;
  memmove(lines->v, lines->v + kept, lines->n * sizeof *lines->v);
}

/* The question is open. True if there can be no such element. */
static bool argue(struct argument *argument) {
  struct question *question = argument->question;
  argument->lines->n = 0;
  question->lines = argument->lines;
  bool refuted = question_refuted(question, NULL, NULL);
  question->lines = NULL;
  drop_needless_cases(argument);
  keep_needed(argument);
  return refuted;
}

/* The question begins with what is asked for. */
static void open_demand(struct question *question, const struct demand *demand, uint32_t inside, bool facts_only) {
  uint32_t nodes[3] = {demand->x};
  uint32_t count = 1;
  if (demand->kind == DEMAND_OVERLAP) {
    nodes[count++] = demand->y;
  }
  if (inside != NO_INDEX) {
    nodes[count++] = inside;
  }
  question_open(question, nodes, count, facts_only);
  if (demand->kind == DEMAND_NOT_IN) {
    question_deny(question, demand->y);
  }
}

/* Who says that there is something of both, or of one outside of the other. */
static void name_source(const struct demand *demand, struct question_line *line) {
  if (line->rule == LINE_GIVEN && demand->kind != DEMAND_NODE && line->node == demand->y &&
      line->holds == (demand->kind == DEMAND_OVERLAP)) {
    line->why = demand->why;
  }
}

void argue_conclusion(struct question *question, const struct conclusion *conclusion, question_lines *lines) {
  const struct demand *demand = &conclusion->demand;
  struct argument argument = {
      .question = question,
      .lines = lines,
      .goals = {{conclusion->x, true}, {conclusion->other, conclusion->says != SAYS_NOT_IN}},
      .goal_count = 2,
  };
  question->limit = question->network->by_unions;
  open_demand(question, demand, NO_INDEX, false);
  (void)argue(&argument);
  question->limit = NO_INDEX;
  for (uint32_t i = 0; i < lines->n; i++) {
    name_source(demand, &lines->v[i]);
  }
}

static bool argue_within(struct argument *argument, const struct impossible *impossible, uint32_t limit) {
  struct question *question = argument->question;
  question->limit = limit;
  question->supposed_count = impossible->supposed_count;
  memcpy(question->supposed, impossible->supposed, sizeof question->supposed);
  open_demand(question, &impossible->demand, impossible->inside, impossible->facts_only);
  for (uint32_t i = 0; i < impossible->outside_count; i++) {
    question_deny(question, impossible->outside[i]);
  }
  bool refuted = argue(argument);
  question->limit = NO_INDEX;
  question->supposed_count = 0;
  return refuted;
}

/* What is given apart from what is supposed. */
static void tell_apart(const struct impossible *impossible, struct question_line *line) {
  const struct demand *demand = &impossible->demand;
  bool of_demand = line->node == demand->x || (demand->kind == DEMAND_OVERLAP && line->node == demand->y);
  name_source(demand, line);
  if (line->rule == LINE_GIVEN && line->holds && !of_demand) {
    line->rule = LINE_SUPPOSE;
  } else if (line->rule == LINE_GIVEN && !line->holds && line->why == NO_INDEX) {
    line->rule = LINE_OTHERWISE;
  }
}

/* What lies in what is said first. */
static void put_supposed(struct argument *argument, const struct impossible *impossible) {
  question_lines *lines = argument->lines;
  for (unsigned s = 0; s < impossible->supposed_count; s++) {
    vec_push(argument->question->arena, lines, (struct question_line){0});
  }
  memmove(lines->v + impossible->supposed_count, lines->v, (lines->n - impossible->supposed_count) * sizeof *lines->v);
  for (unsigned s = 0; s < impossible->supposed_count; s++) {
    lines->v[s] = (struct question_line){.node = impossible->supposed[s].high,
                                         .other = impossible->supposed[s].low,
                                         .why = NO_INDEX,
                                         .rule = LINE_SUPPOSE_IN,
                                         .holds = true};
  }
}

/* Without other conclusions by cases, which would have to be argued for as well, unless it takes them. */
void argue_impossible(struct question *question, const struct impossible *impossible, question_lines *lines) {
  struct argument argument = {.question = question, .lines = lines};
  if (!argue_within(&argument, impossible, question->network->by_unions)) {
    (void)argue_within(&argument, impossible, NO_INDEX);
  }
  for (uint32_t i = 0; i < lines->n; i++) {
    tell_apart(impossible, &lines->v[i]);
  }
  put_supposed(&argument, impossible);
}
