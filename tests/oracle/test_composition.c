/* The composition table of RCC-5, held against sets and against the compiler. */
#include "compiler.h"

#include <stdlib.h>

enum { BASES = 5 };
static const unsigned bases[BASES] = {EQ, PP, PPI, PO, DR};
static const char *const names[BASES] = {"EQ", "PP", "PPI", "PO", "DR"};

/* As published: x r y and y s z leave these relations between x and z. Rows are r, columns s. */
static const unsigned composition[BASES][BASES] = {
    /*          EQ   PP                  PPI             PO                  DR */
    /* EQ  */ {EQ, PP, PPI, PO, DR},
    /* PP  */ {PP, PP, EVERY_BASE, PP | PO | DR, DR},
    /* PPI */ {PPI, EQ | PP | PPI | PO, PPI, PPI | PO, PPI | PO | DR},
    /* PO  */ {PO, PP | PO, PPI | PO | DR, EVERY_BASE, PPI | PO | DR},
    /* DR  */ {DR, PP | PO | DR, DR, PP | PO | DR, EVERY_BASE},
};

static unsigned relate(unsigned x, unsigned y) {
  return x == y ? EQ : (x & y) == 0 ? DR : (x & ~y) == 0 ? PP : (y & ~x) == 0 ? PPI : PO;
}

static unsigned number_of(unsigned base) {
  unsigned number = 0;
  while (bases[number] != base) {
    number++;
  }
  return number;
}

/* All triples of non-empty subsets of five things. */
static bool sets_agree(void) {
  enum { SETS = 1 << 5 };
  unsigned met[BASES][BASES] = {{0}};
  for (unsigned x = 1; x < SETS; x++) {
    for (unsigned y = 1; y < SETS; y++) {
      for (unsigned z = 1; z < SETS; z++) {
        met[number_of(relate(x, y))][number_of(relate(y, z))] |= relate(x, z);
      }
    }
  }
  for (unsigned r = 0; r < BASES; r++) {
    for (unsigned s = 0; s < BASES; s++) {
      if (met[r][s] != composition[r][s]) {
        fprintf(stderr, "sets: %s then %s gives %u, the table says %u\n", names[r], names[s], met[r][s],
                composition[r][s]);
        return false;
      }
    }
  }
  return true;
}

static unsigned compose(unsigned r, unsigned s) {
  unsigned composed = 0;
  for (unsigned i = 0; i < BASES; i++) {
    for (unsigned j = 0; j < BASES; j++) {
      composed |= (r & bases[i]) != 0 && (s & bases[j]) != 0 ? composition[i][j] : 0;
    }
  }
  return composed;
}

static unsigned converse(unsigned set) {
  return (set & (EQ | PO | DR)) | ((set & PP) != 0 ? PPI : 0) | ((set & PPI) != 0 ? PP : 0);
}

/* A relation as it is declared. */
struct declared {
  enum relation relation;
  bool proper;
  bool back; /* from the second to the first, the other way round */
};

static void add_fact(struct network *net, unsigned source, unsigned target, const struct declared *declared) {
  unsigned mapping = net->mapping_count++;
  bool back = declared->back;
  net->mappings[mapping] = (struct mapping){
      .source = back ? target : source, .target = back ? source : target, .proper = declared->proper, .chain = true};
  net->facts[net->fact_count++] = (struct fact){.mapping = mapping,
                                                .source = bit_of(back ? target : source),
                                                .target = bit_of(back ? source : target),
                                                .relation = back ? inverse_of(declared->relation) : declared->relation};
}

static bool is_answer(struct cw_compilation *compilation, const struct network *net, unsigned x, unsigned y,
                      unsigned expected) {
  unsigned found = compiler_possible(compilation, net, x, y);
  if (found != expected) {
    fprintf(stderr, "%s%s then %s%s: between %u and %u is possible %u, the compiler says %u\n",
            net->mappings[0].proper ? "proper " : "", relation_tokens[net->facts[0].relation],
            net->mappings[1].proper ? "proper " : "", relation_tokens[net->facts[1].relation], x, y, expected, found);
  }
  return found == expected;
}

/* The base relations that a relation allows: a correspondence, and what supports, any. */
static unsigned allowed_by(enum relation relation, bool proper) {
  switch (relation) {
    case EQUAL:
    case EQUIVALENT:
      return EQ;
    case SUBSET:
      return PP;
    case SUPERSET:
      return PPI;
    case INTERSECTS:
      return proper ? PO : EVERY_BASE & ~(unsigned)DR;
    case NO_RELATIONSHIP:
      return DR;
    default:
      return EVERY_BASE;
  }
}

/* Three frameworks of one control each, x r y and y s z. */
static bool compiler_agrees(const struct declared *r, const struct declared *s) {
  struct network net = {.framework_count = 3, .node_count = 3};
  for (unsigned f = 0; f < 3; f++) {
    net.frameworks[f] = (struct framework){.first = f, .count = 1};
    net.nodes[f] = (struct node){.framework = f, .parent = NO_PARENT, .counted = true};
  }
  add_fact(&net, 0, 1, r);
  add_fact(&net, 1, 2, s);
  unsigned first = allowed_by(r->relation, r->proper);
  unsigned second = allowed_by(s->relation, s->proper);
  struct documents documents;
  documents_write(&net, NULL, &documents);
  struct cw_compilation *c = compile(&net, &documents, NULL, "1");
  unsigned composed = compose(first, second);
  bool agree = is_answer(c, &net, 0, 1, first) && is_answer(c, &net, 1, 2, second) &&
               is_answer(c, &net, 0, 2, composed) && is_answer(c, &net, 2, 0, converse(composed)) &&
               is_answer(c, &net, 1, 0, converse(first)) && is_answer(c, &net, 0, 0, EQ);
  cw_free(c);
  documents_free(&documents);
  return agree;
}

int main(void) {
  static const struct declared all[] = {
      {EQUAL, false, false},           {EQUIVALENT, false, false}, {SUBSET, false, false},  {SUPERSET, false, false},
      {INTERSECTS, true, false},       {INTERSECTS, false, false}, {RELATED, false, false}, {RELATED, true, false},
      {NO_RELATIONSHIP, false, false}, {SUPPORTS, false, false},
  };
  enum { ALL = sizeof all / sizeof *all };
  bool agree = sets_agree();
  for (unsigned i = 0; i < ALL * ALL * 4 && agree; i++) {
    struct declared r = all[i / 4 / ALL];
    struct declared s = all[i / 4 % ALL];
    r.back = (i & 1) != 0;
    s.back = (i & 2) != 0;
    agree = compiler_agrees(&r, &s);
  }
  return agree ? EXIT_SUCCESS : EXIT_FAILURE;
}
