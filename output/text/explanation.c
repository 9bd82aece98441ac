/* An explanation for people: the verdict, what is declared, and the proofs step by step. */
#include "output/explanation.h"

/* Blanks before a line; each proof within a proof stands further in. */
enum { STEP_INDENT = 2, INNER = 3, MEMBER_INDENT = 4, DECLARATION_INDENT = 5 };

static void put(struct sink *sink, struct str text) {
  sink_str(sink, text);
}

static void put_blanks(struct sink *sink, unsigned n) {
  for (; n > 0; n--) {
    sink_char(sink, ' ');
  }
}

static void put_titled(struct sink *sink, const struct explained_end *end) {
  put(sink, end->words);
  if (end->title.n > 0) {
    sink_text(sink, " \"");
    put(sink, end->title);
    sink_char(sink, '"');
  }
}

/* A control with its texts, where they are kept. */
static void put_control(struct sink *sink, const struct explanation *explanation, unsigned end) {
  put_titled(sink, &explanation->ends[end]);
  sink_char(sink, '\n');
  if (explanation->statements[end].n > 0) {
    sink_text(sink, "  ");
    put(sink, explanation->statements[end]);
    sink_char(sink, '\n');
  }
  if (explanation->guidance[end].n > 0) {
    sink_text(sink, "  Guidance: ");
    put(sink, explanation->guidance[end]);
    sink_char(sink, '\n');
  }
}

/* ---- facts ---- */

static void put_declaration(struct sink *sink, const struct explained_fact *fact, unsigned indent) {
  put_blanks(sink, indent);
  sink_text(sink, "declared by ");
  put(sink, fact->by);
  sink_text(sink, ", ");
  put(sink, fact->file);
  if (fact->line > 0) {
    sink_char(sink, ':');
    sink_number(sink, fact->line);
  }
  sink_char(sink, '\n');
  if (fact->remarks.n > 0) {
    put_blanks(sink, indent);
    sink_char(sink, '"');
    put(sink, fact->remarks);
    sink_text(sink, "\"\n");
  }
}

/* "csf-2.0 and iso27002-2022" of "csf-2.0 iso27002-2022". */
static void put_frameworks(struct sink *sink, struct str ids) {
  const char *before = "";
  for (struct str id; (id = str_next_token(&ids)).p != NULL; before = " and ") {
    sink_text(sink, before);
    put(sink, id);
  }
}

static void put_fact(struct sink *sink, const struct explained_fact *fact, const char *note) {
  sink_text(sink, "  ");
  put(sink, fact->words);
  sink_text(sink, note);
  if (fact->standing == STANDING_CANDIDATE) {
    sink_text(sink, " (composed through ");
    put_frameworks(sink, fact->via);
    sink_text(sink, ": a candidate, which counts for nothing)");
  }
  sink_char(sink, '\n');
  put_declaration(sink, fact, DECLARATION_INDENT);
}

static void put_facts(struct sink *sink, const struct explanation *explanation) {
  static const char *const notes[] = {
      [STANDING_CHAINS] = "",
      [STANDING_DISPUTED] = " (disputed: part of a conflict, so nothing rests on it)",
      [STANDING_SUPPORT] = " (support: counted for this pair, and never chained)",
      [STANDING_OWN_PAIR] = " (counted for this pair only: its mapping or its rationale does not chain)",
      [STANDING_CANDIDATE] = "",
  };
  sink_text(sink, explanation->declared_count > 0 ? "\nDeclared of this pair:\n" : "");
  for (uint32_t i = 0; i < explanation->declared_count; i++) {
    put_fact(sink, &explanation->declared[i], notes[explanation->declared[i].standing]);
  }
  sink_text(sink, explanation->together_count > 0 ? "\nNamed only together with others:\n" : "");
  for (uint32_t i = 0; i < explanation->together_count; i++) {
    put_fact(sink, &explanation->together[i], "");
  }
}

/* ---- proofs ---- */

static void put_steps(struct sink *sink, const struct explained_way *way, unsigned indent, bool numbered);

/* What several statements say that are disputed otherwise. */
static void put_agreement(struct sink *sink, const struct explained_step *step, unsigned indent) {
  put_blanks(sink, indent);
  sink_text(sink, "all disputed statements of the two agree on this much:\n");
  for (uint32_t i = 0; i < step->fact_count; i++) {
    put_blanks(sink, indent);
    sink_text(sink, "  - ");
    put(sink, step->facts[i].words);
    sink_char(sink, '\n');
    put_declaration(sink, &step->facts[i], indent + DECLARATION_INDENT);
  }
}

static void put_lines(struct sink *sink, const struct explained_step *step, const char *because, unsigned indent) {
  put_blanks(sink, indent);
  sink_text(sink, because);
  for (uint32_t i = 0; i < step->line_count; i++) {
    put_blanks(sink, indent + STEP_INDENT + 2 * step->lines[i].depth);
    put(sink, step->lines[i].words);
    sink_char(sink, '\n');
  }
}

static void put_members(struct sink *sink, const struct explained_step *step, unsigned indent) {
  put_blanks(sink, indent);
  sink_text(sink, "because ");
  put(sink, step->whole);
  sink_text(sink, " is exactly the union of ");
  sink_number(sink, step->member_count);
  sink_text(sink, step->apart ? ", each of which has nothing in common with " : ", each of which is part of ");
  put(sink, step->other);
  sink_text(sink, ":\n");
  if (step->too_deep) {
    put_blanks(sink, indent);
    sink_text(sink, "  (by chains like those above)\n");
    return;
  }
  for (uint32_t m = 0; m < step->member_count; m++) {
    put_blanks(sink, indent);
    sink_text(sink, "  - ");
    put_titled(sink, &step->members[m].end);
    sink_char(sink, '\n');
    put_steps(sink, &step->members[m].proof, indent + MEMBER_INDENT, false);
  }
}

static void put_ground(struct sink *sink, const struct explained_step *step, unsigned indent) {
  switch (step->by) {
    case BY_FACT:
      put_declaration(sink, &step->facts[0], indent);
      break;
    case BY_AGREEMENT:
      put_agreement(sink, step, indent);
      break;
    case BY_CASES:
      put_lines(sink, step, "because no other case is left of what is in both:\n", indent);
      break;
    case BY_REFUTATION:
      put_lines(sink, step, "because what is asked for could not be otherwise:\n", indent);
      break;
    case BY_UNION:
      put_members(sink, step, indent);
      break;
    case BY_HIERARCHY:
      put_blanks(sink, indent);
      sink_text(sink, "the hierarchy of the framework: what is inside a heading or control is part of it\n");
      break;
    case BY_MEMBERSHIP:
      put_blanks(sink, indent);
      sink_text(sink, "a map with several ends speaks of their union, which holds each of them\n");
      break;
  }
}

static void put_step(struct sink *sink, const struct explained_step *step, unsigned indent, uint32_t number) {
  put_blanks(sink, indent);
  if (number > 0) {
    sink_number(sink, number);
    sink_text(sink, ". ");
  }
  put(sink, step->words);
  sink_char(sink, '\n');
}

static void put_steps(struct sink *sink, const struct explained_way *way, unsigned indent, bool numbered) {
  for (uint32_t i = 0; i < way->count; i++) {
    put_step(sink, &way->steps[i], indent, numbered ? i + 1 : 0);
    put_ground(sink, &way->steps[i], indent + INNER);
  }
}

static void put_proof(struct sink *sink, const char *heading, const struct explained_way *way) {
  sink_char(sink, '\n');
  sink_text(sink, heading);
  sink_char(sink, '\n');
  if (way->count == 0) {
    sink_text(sink, "  They are the same.\n");
  }
  put_steps(sink, way, STEP_INDENT, true);
}

static void put_proofs(struct sink *sink, const struct explanation *explanation) {
  static const char *const headings[] = {
      [CLAIM_IN] = "The first is part of the second:",
      [CLAIM_HOLDS] = "The second is part of the first:",
      [CLAIM_APART] = "They have nothing in common:",
      [CLAIM_OVERLAPS] = "They share something:",
      [CLAIM_RELATED] = "They are said to belong together:",
      [CLAIM_NOT_IN] = "Not all of the first is in the second:",
      [CLAIM_NOT_HELD] = "Not all of the second is in the first:",
      [CLAIM_UNEQUAL] = "They are not equal:",
  };
  for (unsigned i = 0; i < explanation->proof_count; i++) {
    put_proof(sink, headings[explanation->proofs[i].claim], &explanation->proofs[i].way);
  }
}

/* ---- the verdict ---- */

static void put_bases(struct sink *sink, unsigned bases) {
  static const struct {
    unsigned base;
    const char *words;
  } words[] = {
      {BASE_EQ, "equal"},
      {BASE_PP, "the first within the second"},
      {BASE_PPI, "the second within the first"},
      {BASE_PO, "partly shared, each asking for something else too"},
      {BASE_DR, "nothing in common"},
  };
  sink_text(sink, "Still possible: ");
  const char *separator = "";
  for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
    if ((bases & words[i].base) != 0) {
      sink_text(sink, separator);
      sink_text(sink, words[i].words);
      separator = "; ";
    }
  }
  sink_text(sink, ".\n");
}

static const char *verdict_of(const struct pair_knowledge *known) {
  if (known->in && known->holds) {
    return "Proved: they are equal (equal-to).\n";
  }
  if (known->in) {
    return known->not_held ? "Proved: the first is part of the second, which asks for more (subset-of).\n"
                           : "Proved: the first is part of the second; whether the second asks for more is open.\n";
  }
  if (known->holds) {
    return known->not_in ? "Proved: the second is part of the first, which asks for more (superset-of).\n"
                         : "Proved: the second is part of the first; whether the first asks for more is open.\n";
  }
  if (known->apart) {
    return "Proved: they have nothing in common (no-relationship).\n";
  }
  if (known->overlaps && known->not_in && known->not_held) {
    return "Proved: they share something, and each asks for something else too (intersects-with).\n";
  }
  if (known->overlaps) {
    return "Proved: they share something (intersects-with). Whether one holds the other is open.\n";
  }
  if (known->related) {
    return "Said to belong together (related-to), and no more: nothing is proved of what they share.\n";
  }
  return "Nothing is proved of this pair.\n";
}

/* ---- where nothing is proved ---- */

/* The way that a careless chain would take, with the step that may not be gone. */
static void put_blocked(struct sink *sink, const struct explained_way *way) {
  sink_text(sink, "\nA chain leads from one to the other, but it is blocked:\n");
  for (uint32_t i = 0; i < way->count; i++) {
    const struct explained_step *step = &way->steps[i];
    put_step(sink, step, STEP_INDENT, i + 1);
    if (step->by == BY_FACT) {
      put_declaration(sink, &step->facts[0], DECLARATION_INDENT);
    }
    if (step->blocked != NULL) {
      put_blanks(sink, DECLARATION_INDENT);
      sink_text(sink, "blocked here: ");
      sink_text(sink, step->blocked);
      sink_char(sink, '\n');
    }
  }
}

static void put_hub(struct sink *sink, const struct explanation *explanation) {
  sink_text(sink, "\nBoth overlap ");
  put_titled(sink, &explanation->hub);
  sink_text(sink, ",\nbut two things that overlap a third may have nothing in common: the chain ends there.\n");
  put_proof(sink, "From the first:", &explanation->to_hub[0]);
  put_proof(sink, "From the second:", &explanation->to_hub[1]);
  sink_text(sink, "\nAny one of these facts, if it is true, would prove that the two share something:\n");
  for (unsigned end = 0; end < 2; end++) {
    sink_text(sink, "  ");
    put(sink, explanation->hub.words);
    sink_text(sink, " subset-of or equal-to ");
    put(sink, explanation->ends[end].words);
    sink_char(sink, '\n');
  }
  sink_text(sink, "  a relation declared between the two themselves\n");
}

static void put_open(struct sink *sink, const struct explanation *explanation) {
  bool blocked = explanation->blocked.count > 0;
  if (explanation->disputed) {
    sink_text(sink, "\nWhat is declared of the two is disputed: settle the conflict (crosswalk check tells it).\n");
    return;
  }
  if (blocked) {
    put_blocked(sink, &explanation->blocked);
  }
  if (explanation->has_hub) {
    put_hub(sink, explanation);
  } else {
    sink_text(sink, blocked ? "\nA fact declared between the two themselves would settle it.\n"
                            : "\nNo chain of facts leads from one to the other, not even over one common control.\n");
  }
}

void text_explanation(struct sink *sink, const struct explanation *explanation) {
  put_control(sink, explanation, 0);
  put_control(sink, explanation, 1);
  sink_char(sink, '\n');
  sink_text(sink, verdict_of(&explanation->known));
  put_bases(sink, explanation->known.bases);
  put_facts(sink, explanation);
  put_proofs(sink, explanation);
  if (!explanation->known.related && !explanation->known.apart) {
    put_open(sink, explanation);
  }
}
