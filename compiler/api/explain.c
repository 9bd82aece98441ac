/* explain: how two controls are related, with the proof, or why nothing is proved and what would settle it. */
#include "api/compilation.h"

#include "analyse/words.h"

struct explainer {
  struct cw_compilation *c;
  struct buf out;
  struct prover prover;
  struct walk walk;
  uint32_t x;
  uint32_t y;
  struct pair_knowledge known;
  unsigned steps; /* numbered so far */
};

static void put_titled(struct explainer *explainer, uint32_t node) {
  const struct graph *graph = &explainer->c->graph;
  words_node(graph, node, &explainer->out);
  if (!graph_is_union(graph, node) && graph->controls[node].title.n > 0) {
    buf_printf(&explainer->out, " \"%.*s\"", STR_ARG(graph->controls[node].title));
  }
}

/* name:line:column of a fact, as a finding would show it. */
static void put_place(struct explainer *explainer, const struct graph_fact *fact) {
  struct cw_compilation *c = explainer->c;
  uint32_t number = c->graph.mappings.v[fact->mapping].document_source;
  struct source *source = &c->sources.list.v[number];
  buf_str(&explainer->out, source->name);
  const char *bytes = source_bytes(source, &c->arena);
  if (bytes != NULL) {
    struct span span = source_span(bytes, source->size, fact->offset, NULL);
    buf_printf(&explainer->out, ":%u", source_locate(bytes, source->size, span).line);
  }
}

static void put_declaration(struct explainer *explainer, const struct graph_fact *fact, const char *indent) {
  const struct graph *graph = &explainer->c->graph;
  const struct graph_mapping *mapping = &graph->mappings.v[fact->mapping];
  const struct decl_mapping *declared = mapping->declared;
  buf_printf(&explainer->out, "%sdeclared by %.*s", indent, STR_ARG(mapping->id));
  if (declared->publisher.n > 0) {
    buf_printf(&explainer->out, " (%.*s", STR_ARG(declared->publisher));
    const char *authority = vocabulary_token(&vocabulary_authority, declared->authority);
    buf_printf(&explainer->out, "%s%s)", authority[0] != '\0' ? ", " : "", authority);
  }
  buf_text(&explainer->out, ", ");
  put_place(explainer, fact);
  buf_char(&explainer->out, '\n');
  struct str remarks = graph_remarks(graph, fact);
  if (remarks.n > 0) {
    buf_printf(&explainer->out, "%s\"%.*s\"\n", indent, STR_ARG(remarks));
  }
}

static const char *rule_of(const struct step *step) {
  switch (step->why) {
    case WHY_PARENT:
      return "the hierarchy of the framework: what is inside a heading or control is part of it";
    case WHY_MEMBER:
      return "a map with several ends speaks of their union, which holds each of them";
    default:
      return NULL;
  }
}

static void put_steps(struct explainer *explainer, const steps *proof, const char *indent, unsigned depth);

/* The proof that every member of a union is in (or apart from) something. */
static void put_conclusion(struct explainer *explainer, uint32_t number, const char *indent, unsigned depth) {
  enum { DEEPEST = 3 };
  const struct network *network = &explainer->c->analysis.network;
  const struct conclusion *conclusion = &network->conclusions.v[number];
  const struct network_union *group = &network->input->unions[conclusion->unionised];
  buf_printf(&explainer->out, "%sbecause it is exactly the union of %u, and each of these %s:\n", indent, group->count,
             conclusion->apart ? "has nothing in common with it" : "is part of it");
  if (depth >= DEEPEST) {
    buf_printf(&explainer->out, "%s  (by chains like those above)\n", indent);
    return;
  }
  struct buf deeper;
  buf_init(&deeper, &explainer->c->arena);
  buf_printf(&deeper, "%s    ", indent);
  const char *inner = buf_done(&deeper).p;
  for (uint32_t m = 0; m < group->count; m++) {
    uint32_t member = network->input->members[group->first + m];
    steps part = {0};
    if (conclusion->apart) {
      prove_apart(&explainer->prover, member, conclusion->other, conclusion->rests_on, &part);
    } else {
      prove_in(&explainer->prover, member, conclusion->other, conclusion->rests_on, &part);
    }
    buf_printf(&explainer->out, "%s  - ", indent);
    put_titled(explainer, member);
    buf_char(&explainer->out, '\n');
    put_steps(explainer, &part, inner, depth + 1);
  }
}

static void put_steps(struct explainer *explainer, const steps *proof, const char *indent, unsigned depth) {
  const struct graph *graph = &explainer->c->graph;
  for (uint32_t i = 0; i < proof->n; i++) {
    const struct step *step = &proof->v[i];
    buf_text(&explainer->out, indent);
    if (depth == 0) {
      buf_printf(&explainer->out, "%u. ", ++explainer->steps);
    }
    words_step(graph, &explainer->c->analysis.network, step, &explainer->out);
    buf_char(&explainer->out, '\n');
    struct buf deeper;
    buf_init(&deeper, &explainer->c->arena);
    buf_printf(&deeper, "%s   ", indent);
    const char *inner = buf_done(&deeper).p;
    if (why_is_fact(step->why)) {
      put_declaration(explainer, &graph->facts[step->why], inner);
    } else if (why_is_conclusion(step->why)) {
      put_conclusion(explainer, step->why - WHY_CONCLUSION, inner, depth);
    } else {
      buf_printf(&explainer->out, "%s%s\n", inner, rule_of(step));
    }
  }
}

static void put_proof(struct explainer *explainer, const char *heading, const steps *proof) {
  buf_printf(&explainer->out, "\n%s\n", heading);
  explainer->steps = 0;
  if (proof->n == 0) {
    buf_text(&explainer->out, "  They are the same.\n");
  }
  put_steps(explainer, proof, "  ", 0);
}

static void put_bases(struct explainer *explainer) {
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
  buf_text(&explainer->out, "Still possible: ");
  const char *separator = "";
  for (unsigned i = 0; i < sizeof words / sizeof *words; i++) {
    if ((explainer->known.bases & words[i].base) != 0) {
      buf_printf(&explainer->out, "%s%s", separator, words[i].words);
      separator = "; ";
    }
  }
  buf_text(&explainer->out, ".\n");
}

/* Facts declared on the very pair. */
static bool put_declared(struct explainer *explainer) {
  const struct analysis *analysis = &explainer->c->analysis;
  const struct graph *graph = analysis->graph;
  const struct pair_facts *pair =
      analysis_pair(analysis, graph_framework_of(graph, explainer->x), graph_framework_of(graph, explainer->y));
  bool any = false;
  for (uint32_t i = 0; pair != NULL && i < pair->count; i++) {
    const struct graph_fact *fact = &graph->facts[pair->facts[i]];
    bool forth = fact->source == explainer->x && fact->target == explainer->y;
    bool back = fact->source == explainer->y && fact->target == explainer->x;
    if (!forth && !back) {
      continue;
    }
    buf_text(&explainer->out, any ? "" : "\nDeclared of this pair:\n");
    any = true;
    buf_printf(&explainer->out, "  %.*s", STR_ARG(words_fact(graph, fact, &explainer->c->arena)));
    if ((fact->flags & FACT_DISPUTED) != 0) {
      buf_text(&explainer->out, " (disputed: part of a conflict, so nothing rests on it)");
    } else if (fact->relation == REL_SUPPORTS || fact->relation == REL_SUPPORTED_BY) {
      buf_text(&explainer->out, " (support: counted for this pair, and never chained)");
    } else if ((fact->flags & FACT_REASONED) == 0) {
      buf_text(&explainer->out, " (counted for this pair only: its mapping or its rationale does not chain)");
    }
    buf_char(&explainer->out, '\n');
    put_declaration(explainer, fact, "     ");
  }
  return any;
}

static void put_verdict(struct explainer *explainer) {
  const struct pair_knowledge *known = &explainer->known;
  struct buf *out = &explainer->out;
  put_titled(explainer, explainer->x);
  buf_char(out, '\n');
  put_titled(explainer, explainer->y);
  buf_text(out, "\n\n");
  if (known->in && known->holds) {
    buf_text(out, "Proved: they are equal (equal-to).\n");
  } else if (known->in) {
    buf_printf(out, "Proved: the first is part of the second%s.\n",
               known->not_held ? ", which asks for more (subset-of)" : "; whether the second asks for more is open");
  } else if (known->holds) {
    buf_printf(out, "Proved: the second is part of the first%s.\n",
               known->not_in ? ", which asks for more (superset-of)" : "; whether the first asks for more is open");
  } else if (known->apart) {
    buf_text(out, "Proved: they have nothing in common (no-relationship).\n");
  } else if (known->overlaps && known->not_in && known->not_held) {
    buf_text(out, "Proved: they share something, and each asks for something else too (intersects-with).\n");
  } else if (known->overlaps) {
    buf_text(out, "Proved: they share something (related-to). Whether one holds the other is open.\n");
  } else {
    buf_text(out, "Nothing is proved of this pair.\n");
  }
  put_bases(explainer);
}

static void put_proofs(struct explainer *explainer) {
  const struct pair_knowledge *known = &explainer->known;
  steps proof = {0};
  if (known->in) {
    prove_in(&explainer->prover, explainer->x, explainer->y, NO_INDEX, &proof);
    put_proof(explainer, "The first is part of the second:", &proof);
  }
  if (known->holds) {
    steps back = {0};
    prove_in(&explainer->prover, explainer->y, explainer->x, NO_INDEX, &back);
    put_proof(explainer, "The second is part of the first:", &back);
  }
  if (known->apart) {
    prove_apart(&explainer->prover, explainer->x, explainer->y, NO_INDEX, &proof);
    put_proof(explainer, "They have nothing in common:", &proof);
  }
  if (known->overlaps && !known->in && !known->holds) {
    prove_overlap(&explainer->prover, explainer->x, explainer->y, NO_INDEX, &proof);
    put_proof(explainer, "They share something:", &proof);
  }
}

/* A control that both overlap, although nothing follows: the place where a careless chain would go on. */
static void put_hub(struct explainer *explainer) {
  const struct graph *graph = &explainer->c->graph;
  struct walk *walk = &explainer->walk;
  struct walk other;
  walk_init(&other, &explainer->c->analysis.network, &explainer->c->arena);
  walk_from(walk, explainer->x);
  walk_from(&other, explainer->y);
  uint32_t hub = NO_INDEX;
  for (uint32_t i = 0; i < walk->around.list.n; i++) {
    uint32_t node = walk->around.list.v[i];
    bool control = !graph_is_union(graph, node) && !graph->controls[node].group;
    if (control && node != explainer->x && node != explainer->y && node_set_has(&other.around, node) && node < hub) {
      hub = node;
    }
  }
  if (hub == NO_INDEX) {
    buf_text(&explainer->out, "\nNo chain of facts leads from one to the other, not even over one common control.\n");
    return;
  }
  buf_text(&explainer->out, "\nBoth overlap ");
  put_titled(explainer, hub);
  buf_text(&explainer->out, ",\nbut two things that overlap a third may have nothing in common: the chain ends there.\n");
  for (unsigned end = 0; end < 2; end++) {
    steps proof = {0};
    prove_overlap(&explainer->prover, end == 0 ? explainer->x : explainer->y, hub, NO_INDEX, &proof);
    put_proof(explainer, end == 0 ? "From the first:" : "From the second:", &proof);
  }
  buf_text(&explainer->out, "\nIt would be settled by any one of these, if true:\n  ");
  words_node(graph, explainer->x, &explainer->out);
  buf_text(&explainer->out, " subset-of (or equal-to) ");
  words_node(graph, hub, &explainer->out);
  buf_text(&explainer->out, " is not enough; what is needed is\n  ");
  words_node(graph, hub, &explainer->out);
  buf_text(&explainer->out, " subset-of (or equal-to) ");
  words_node(graph, explainer->x, &explainer->out);
  buf_text(&explainer->out, ", or\n  ");
  words_node(graph, hub, &explainer->out);
  buf_text(&explainer->out, " subset-of (or equal-to) ");
  words_node(graph, explainer->y, &explainer->out);
  buf_text(&explainer->out, ", or\n  a relation declared between the two themselves.\n");
}

static enum cw_result run_explain(struct cw_compilation *c, uint32_t x, uint32_t y, FILE *stream) {
  struct explainer *explainer = arena_zalloc(&c->arena, sizeof *explainer);
  explainer->c = c;
  explainer->x = x;
  explainer->y = y;
  buf_init(&explainer->out, &c->arena);
  prover_init(&explainer->prover, &c->analysis.network, &c->arena);
  walk_init(&explainer->walk, &c->analysis.network, &c->arena);
  explainer->known = walk_pair(&explainer->walk, x, y);
  put_verdict(explainer);
  put_declared(explainer);
  put_proofs(explainer);
  if (!explainer->known.overlaps && !explainer->known.apart) {
    put_hub(explainer);
  }
  struct sink *sink = sink_open_stream(&c->arena, stream);
  sink_str(sink, buf_done(&explainer->out));
  return close_stream(c, sink);
}

enum cw_result cw_explain(struct cw_compilation *c, const char *a, const char *b, FILE *stream) {
  ENTER(c);
  uint32_t x = find_control(c, a);
  uint32_t y = x != NO_INDEX ? find_control(c, b) : NO_INDEX;
  return y != NO_INDEX ? run_explain(c, x, y, stream) : CW_USAGE;
}

static unsigned possible_or_zero(struct cw_compilation *c, const char *a, const char *b) {
  if (c->out_of_memory || setjmp(c->guard.jump) != 0) {
    c->out_of_memory = true;
    return 0;
  }
  uint32_t x = find_control(c, a);
  uint32_t y = x != NO_INDEX ? find_control(c, b) : NO_INDEX;
  if (y == NO_INDEX) {
    return 0;
  }
  struct walk walk;
  walk_init(&walk, &c->analysis.network, &c->arena);
  return walk_pair(&walk, x, y).bases;
}

unsigned cw_possible(struct cw_compilation *c, const char *a, const char *b) {
  return possible_or_zero(c, a, b);
}

enum cw_result cw_explain_finding(struct cw_compilation *c, const char *name, FILE *stream) {
  ENTER(c);
  int code = finding_find(str_from(name));
  if (code < 0) {
    return usage(c, "there is no finding \"%s\"; crosswalk-findings(7) lists them", name);
  }
  static const char *const severities[] = {"note", "warning", "error"};
  const struct finding_info *info = &finding_catalogue[code];
  struct buf out;
  buf_init(&out, &c->arena);
  buf_printf(&out, "%s (%s)\n\n%s\n\nHow to mend it: %s\n", info->name, severities[info->severity], info->meaning,
             info->mend);
  struct sink *sink = sink_open_stream(&c->arena, stream);
  sink_str(sink, buf_done(&out));
  return close_stream(c, sink);
}
