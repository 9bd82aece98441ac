/* Sharp corners, each a network made by hand: compared with the oracle in everything, and with what is known of it. */
#include "compare.h"
#include "compiler.h"
#include "complain.h"
#include "findings.h"
#include "shrink.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum shape { CONTROL, GROUP, OPEN_GROUP, WHOLE_CONTROL };

/* Starts a framework. */
static void begin(struct network *net) {
  net->frameworks[net->framework_count++].first = net->node_count;
}

static unsigned add(struct network *net, enum shape shape, int parent) {
  unsigned framework = net->framework_count - 1;
  net->frameworks[framework].count++;
  net->nodes[net->node_count] = (struct node){.framework = framework,
                                              .parent = parent,
                                              .group = shape == GROUP || shape == OPEN_GROUP,
                                              .exhaustive = shape == GROUP || shape == WHOLE_CONTROL,
                                              .counted = true};
  return net->node_count++;
}

/* As many frameworks of one control each; their nodes are 0, 1, ... */
static void begin_controls(struct network *net, unsigned count) {
  for (unsigned f = 0; f < count; f++) {
    begin(net);
    add(net, CONTROL, NO_PARENT);
  }
}

/* A fact in a mapping of its own. */
static void say(struct network *net, node_bits source, enum relation relation, node_bits target) {
  unsigned mapping = net->mapping_count++;
  net->mappings[mapping] = (struct mapping){.source = net->nodes[first_node(source)].framework,
                                            .target = net->nodes[first_node(target)].framework,
                                            .chain = true};
  net->facts[net->fact_count++] =
      (struct fact){.mapping = mapping, .source = source, .target = target, .relation = relation};
}

static void say_proper(struct network *net, node_bits source, node_bits target) {
  say(net, source, INTERSECTS, target);
  net->mappings[net->mapping_count - 1].proper = true;
}

/* What is known of a corner. */
enum { ANY_CONFLICTS = 99 };
struct known {
  unsigned conflict_count; /* or ANY_CONFLICTS: which of several is told is not known */
  struct conflict conflicts[2];
  unsigned collapses;
  unsigned pair_count;
  struct {
    unsigned x;
    unsigned y;
    unsigned possible;
  } pairs[4];
};

static unsigned count_words(const char *text, const char *words) {
  unsigned count = 0;
  for (const char *at = strstr(text, words); at != NULL; at = strstr(at + 1, words)) {
    count++;
  }
  return count;
}

static bool is_alike(const struct conflict *a, const struct conflict *b) {
  bool single = (a->facts & (a->facts - 1)) == 0;
  return a->facts == b->facts && (single || a->contradiction == b->contradiction);
}

static bool check_conflicts(const struct known *known, const struct conflicts *found) {
  bool same = found->count == known->conflict_count;
  for (unsigned i = 0; i < known->conflict_count && same; i++) {
    bool met = false;
    for (unsigned j = 0; j < found->count; j++) {
      met = met || is_alike(&found->list[j], &known->conflicts[i]);
    }
    same = met;
  }
  return same || known->conflict_count == ANY_CONFLICTS ||
         complain("%u conflicts were expected, %u are reported, or others (%x)", known->conflict_count, found->count,
                  found->count > 0 ? (unsigned)found->list[0].facts : 0);
}

static bool check_known(const struct network *net, const struct known *known) {
  struct documents documents;
  struct conflicts conflicts;
  documents_write(net, NULL, &documents);
  struct cw_compilation *c = compile(net, &documents, NULL, "1");
  char *findings = compiler_findings(c);
  bool right = conflicts_read(findings, net, &documents, &conflicts) && check_conflicts(known, &conflicts);
  if (right && count_words(findings, "[lint.collapse]") != known->collapses) {
    right = complain("%u collapses were expected:\n%s", known->collapses, findings);
  }
  for (unsigned i = 0; i < known->pair_count && right; i++) {
    unsigned found = compiler_possible(c, net, known->pairs[i].x, known->pairs[i].y);
    right = found == known->pairs[i].possible ||
            complain("possible between %u and %u is %u, the compiler says %u", known->pairs[i].x, known->pairs[i].y,
                     known->pairs[i].possible, found);
  }
  free(findings);
  cw_free(c);
  documents_free(&documents);
  return right;
}

enum { A = 1, B = 2, C = 4, D = 8, E = 16 };

static struct known strict_cycle(struct network *net) {
  begin_controls(net, 3);
  say(net, A, SUBSET, B);
  say(net, B, SUBSET, C);
  say(net, C, SUBSET, A);
  return (struct known){1, {{false, 7}}, 0, 1, {{0, 2, EVERY_BASE}}};
}

static struct known equal_cycle(struct network *net) {
  begin_controls(net, 3);
  say(net, A, EQUAL, B);
  say(net, B, EQUIVALENT, C);
  say(net, C, EQUAL, A);
  return (struct known){0, {{0}}, 0, 3, {{0, 2, EQ}, {2, 1, EQ}, {1, 1, EQ}}};
}

/* Round to another control of the framework where it began. */
static struct known collapsing_cycle(struct network *net) {
  begin_controls(net, 2);
  begin(net);
  add(net, CONTROL, NO_PARENT);
  add(net, CONTROL, NO_PARENT);
  say(net, C, EQUAL, A);
  say(net, A, EQUAL, B);
  say(net, B, EQUAL, D);
  return (struct known){0, {{0}}, 1, 2, {{2, 3, EQ}, {0, 3, EQ}}};
}

static struct known only_child(struct network *net) {
  begin(net);
  unsigned heading = add(net, GROUP, NO_PARENT);
  add(net, CONTROL, (int)heading);
  begin(net);
  add(net, CONTROL, NO_PARENT);
  say(net, C, EQUAL, A);
  return (struct known){0, {{0}}, 0, 2, {{0, 1, EQ}, {2, 1, EQ}}};
}

/* A heading that is more than its only child. */
static struct known open_heading(struct network *net) {
  begin(net);
  unsigned heading = add(net, OPEN_GROUP, NO_PARENT);
  add(net, CONTROL, (int)heading);
  begin(net);
  add(net, CONTROL, NO_PARENT);
  say(net, C, EQUAL, A);
  return (struct known){0, {{0}}, 0, 2, {{0, 1, EQ | PPI}, {2, 1, EQ | PPI}}};
}

static struct known proper_only_child(struct network *net) {
  begin(net);
  unsigned whole = add(net, WHOLE_CONTROL, NO_PARENT);
  add(net, CONTROL, (int)whole);
  say(net, B, SUBSET, A);
  return (struct known){1, {{false, 1}}, 0, 1, {{0, 1, EQ}}};
}

static struct known apart_from_parent(struct network *net) {
  begin(net);
  unsigned parent = add(net, CONTROL, NO_PARENT);
  add(net, CONTROL, (int)parent);
  say(net, A, NO_RELATIONSHIP, B);
  return (struct known){1, {{false, 1}}, 0, 1, {{0, 1, EQ | PPI}}};
}

static struct known proper_overlap_inside(struct network *net) {
  begin_controls(net, 3);
  say(net, A, SUBSET, B);
  say(net, B, EQUAL, C);
  say_proper(net, A, C);
  return (struct known){1, {{false, 7}}, 0, 1, {{0, 1, EVERY_BASE}}};
}

static struct known proper_overlap_of_one_pair(struct network *net) {
  begin_controls(net, 2);
  say(net, A, SUBSET, B);
  say_proper(net, A, B);
  return (struct known){1, {{true, 3}}, 0, 1, {{0, 1, PP | PO}}};
}

static struct known apart_from_itself(struct network *net) {
  begin_controls(net, 1);
  say(net, A, NO_RELATIONSHIP, A);
  return (struct known){1, {{false, 1}}, 0, 1, {{0, 0, EQ}}};
}

static struct known part_of_itself(struct network *net) {
  begin_controls(net, 1);
  say(net, A, SUBSET, A);
  say(net, A, EQUAL, A);
  return (struct known){1, {{true, 1}}, 0, 1, {{0, 0, EQ}}};
}

static struct known union_in_a_member(struct network *net) {
  begin(net);
  add(net, CONTROL, NO_PARENT);
  add(net, CONTROL, NO_PARENT);
  say(net, A | B, EQUAL, A);
  return (struct known){0, {{0}}, 0, 1, {{1, 0, EQ | PP}}};
}

static struct known union_within_a_member(struct network *net) {
  begin(net);
  add(net, CONTROL, NO_PARENT);
  add(net, CONTROL, NO_PARENT);
  say(net, A | B, SUBSET, B);
  return (struct known){1, {{false, 1}}, 0, 1, {{0, 1, EVERY_BASE}}};
}

/* The same members give the same union, whoever declares it. */
static struct known unions_of_the_same(struct network *net) {
  begin_controls(net, 1);
  begin(net);
  add(net, CONTROL, NO_PARENT);
  add(net, CONTROL, NO_PARENT);
  begin(net);
  add(net, CONTROL, NO_PARENT);
  say(net, A, SUBSET, B | C);
  say(net, D, EQUAL, C | B);
  return (struct known){0, {{0}}, 0, 2, {{0, 3, PP}, {1, 3, EQ | PP}}};
}

/* All members of a union in one heading. */
static struct known union_under_a_heading(struct network *net) {
  begin_controls(net, 1);
  begin(net);
  unsigned heading = add(net, GROUP, NO_PARENT);
  add(net, CONTROL, (int)heading);
  add(net, CONTROL, (int)heading);
  begin(net);
  add(net, CONTROL, NO_PARENT);
  say(net, A, SUBSET, C | D);
  say(net, E, EQUAL, B);
  return (struct known){0, {{0}}, 0, 2, {{0, 4, PP}, {0, 1, PP}}};
}

/* Something overlaps a union, and nobody knows which member: it is met in part, and no pair is implied. */
static struct known overlapped_union(struct network *net) {
  begin_controls(net, 1);
  begin(net);
  add(net, CONTROL, NO_PARENT);
  add(net, CONTROL, NO_PARENT);
  say(net, A, INTERSECTS, B | C);
  return (struct known){0, {{0}}, 0, 2, {{0, 1, EVERY_BASE}, {0, 2, EVERY_BASE}}};
}

/* All that a heading gathers is apart from something, so the heading is. */
static struct known heading_apart(struct network *net) {
  begin(net);
  unsigned heading = add(net, GROUP, NO_PARENT);
  add(net, CONTROL, (int)heading);
  add(net, CONTROL, (int)heading);
  begin_controls(net, 1);
  say(net, B, NO_RELATIONSHIP, D);
  say(net, D, NO_RELATIONSHIP, C);
  return (struct known){0, {{0}}, 0, 2, {{0, 3, DR}, {3, 0, DR}}};
}

/* The heading lies in something because the heading within it does. */
static struct known heading_of_headings(struct network *net) {
  begin(net);
  unsigned heading = add(net, GROUP, NO_PARENT);
  unsigned inner = add(net, GROUP, (int)heading);
  add(net, CONTROL, (int)inner);
  add(net, CONTROL, (int)inner);
  begin_controls(net, 1);
  say(net, C, SUBSET, E);
  say(net, D, SUBSET, E);
  return (struct known){0, {{0}}, 0, 2, {{0, 4, EQ | PP}, {1, 4, EQ | PP}}};
}

/* A conflict that is found by a detour over facts that it does not need. */
static struct known detour(struct network *net) {
  begin(net);
  unsigned whole = add(net, WHOLE_CONTROL, NO_PARENT);
  add(net, CONTROL, (int)whole);
  begin_controls(net, 1);
  add(net, CONTROL, NO_PARENT);
  say(net, C, EQUIVALENT, A);
  say(net, D, SUBSET, A);
  say(net, B, EQUAL, C);
  say(net, D, EQUAL, B);
  return (struct known){1, {{false, 10}}, 0, 2, {{0, 2, EQ}, {0, 3, EVERY_BASE}}};
}

/* Two things inside one hub. */
static struct known inside_a_hub(struct network *net) {
  begin_controls(net, 3);
  say(net, A, SUBSET, B);
  say(net, C, SUBSET, B);
  return (struct known){0, {{0}}, 0, 1, {{0, 2, EVERY_BASE}}};
}

/* One control in both of two that are apart, by either of two statements, which agree on an overlap. */
static struct known in_both_of_two_apart(struct network *net) {
  begin_controls(net, 3);
  say(net, A, SUBSET, B);
  say(net, A, INTERSECTS, C);
  say(net, C, EQUAL, A);
  say(net, B, NO_RELATIONSHIP, C);
  return (struct known){ANY_CONFLICTS, {{0}}, 0, 1, {{0, 2, EQ | PP | PPI | PO}}};
}

/* A correspondence is no witness: nothing contradicts. */
static struct known no_witness(struct network *net) {
  begin_controls(net, 4);
  say(net, A, SUPERSET, B);
  say(net, B, NO_RELATIONSHIP, C);
  say(net, C, RELATED, D);
  say(net, D, SUBSET, B);
  return (struct known){0, {{0}}, 0, 2, {{0, 1, PPI}, {2, 3, DR}}};
}

/* A mirrored copy launders nothing: the statement is disputed in both. */
static struct known mirrored_copy(struct network *net) {
  begin_controls(net, 3);
  say(net, A, SUBSET, B);
  say(net, B, EQUAL, C);
  say(net, C, EQUAL, A);
  say(net, C, EQUIVALENT, B);
  return (struct known){1, {{false, 15}}, 0, 2, {{1, 2, EVERY_BASE}, {0, 1, EVERY_BASE}}};
}

/* Both of two ways round are doubted, whatever they are called. */
static struct known two_ways_round(struct network *net) {
  begin_controls(net, 4);
  say(net, A, SUBSET, B);
  say(net, B, EQUAL, C);
  say(net, C, EQUAL, A);
  say(net, B, EQUAL, D);
  say(net, D, EQUAL, A);
  return (struct known){ANY_CONFLICTS, {{0}}, 0, 3, {{1, 2, EVERY_BASE}, {1, 3, EVERY_BASE}, {0, 3, EVERY_BASE}}};
}

static struct known equal_against_subset(struct network *net) {
  begin_controls(net, 2);
  say(net, A, EQUAL, B);
  say(net, A, SUBSET, B);
  return (struct known){1, {{true, 3}}, 0, 1, {{0, 1, EQ | PP}}};
}

static struct known subset_against_superset(struct network *net) {
  begin_controls(net, 2);
  say(net, A, SUBSET, B);
  say(net, B, SUBSET, A);
  return (struct known){1, {{true, 3}}, 0, 1, {{0, 1, EQ | PP | PPI | PO}}};
}

static struct known subset_against_nothing(struct network *net) {
  begin_controls(net, 2);
  say(net, A, SUBSET, B);
  say(net, A, NO_RELATIONSHIP, B);
  return (struct known){1, {{true, 3}}, 0, 1, {{0, 1, PP | PO | DR}}};
}

/* Three that do not agree on anything: each two of them clash. */
static struct known nothing_agreed(struct network *net) {
  begin_controls(net, 2);
  say(net, A, EQUAL, B);
  say(net, A, NO_RELATIONSHIP, B);
  return (struct known){1, {{true, 3}}, 0, 1, {{0, 1, EVERY_BASE}}};
}

/* What is agreed on of A and B, and of A and C, which is B: that they are equal. */
static struct known kept_facts_join(struct network *net) {
  begin_controls(net, 1);
  begin(net);
  unsigned whole = add(net, WHOLE_CONTROL, NO_PARENT);
  add(net, CONTROL, (int)whole);
  say(net, A, EQUAL, B);
  say(net, A, SUBSET, B);
  say(net, A, SUPERSET, C);
  say(net, A, EQUAL, C);
  return (struct known){ANY_CONFLICTS, {{0}}, 0, 1, {{0, 1, EQ}}};
}

/* All agree that B is not in A, and that C, which is B, is: neither stays. */
static struct known kept_facts_clash(struct network *net) {
  begin_controls(net, 1);
  begin(net);
  unsigned whole = add(net, WHOLE_CONTROL, NO_PARENT);
  add(net, CONTROL, (int)whole);
  say(net, A, SUBSET, B);
  say(net, A, NO_RELATIONSHIP, B);
  say(net, A, SUPERSET, C);
  say(net, A, EQUAL, C);
  return (struct known){ANY_CONFLICTS, {{0}}, 0, 1, {{0, 1, EVERY_BASE}}};
}

/* An option is no part of its parent, and the parent is not its union. */
static struct known option(struct network *net) {
  begin(net);
  unsigned whole = add(net, WHOLE_CONTROL, NO_PARENT);
  add(net, CONTROL, (int)whole);
  add(net, CONTROL, (int)whole);
  net->nodes[2].option = true;
  begin_controls(net, 1);
  say(net, D, EQUAL, C);
  return (struct known){0, {{0}}, 0, 3, {{0, 1, EQ}, {0, 2, EVERY_BASE}, {0, 3, EVERY_BASE}}};
}

/* What was composed proves nothing and contradicts nothing. */
static struct known composed(struct network *net) {
  begin_controls(net, 2);
  say(net, A, EQUAL, B);
  say(net, A, NO_RELATIONSHIP, B);
  net->mappings[1].via = true;
  return (struct known){0, {{0}}, 0, 1, {{0, 1, EQ}}};
}

static struct known does_not_chain(struct network *net) {
  begin_controls(net, 3);
  say(net, A, EQUAL, B);
  say(net, A, NO_RELATIONSHIP, B);
  say(net, B, EQUAL, C);
  net->mappings[1].chain = false;
  return (struct known){0, {{0}}, 0, 1, {{0, 2, EQ}}};
}

/* One of B and C; not B, for A is apart from it; so C. */
static struct known last_member(struct network *net) {
  begin_controls(net, 1);
  begin(net);
  add(net, CONTROL, NO_PARENT);
  add(net, CONTROL, NO_PARENT);
  say(net, A, SUBSET, B | C);
  say(net, A, NO_RELATIONSHIP, B);
  return (struct known){0, {{0}}, 0, 2, {{0, 2, EQ | PP}, {0, 1, DR}}};
}

struct corner {
  const char *name;
  struct known (*make)(struct network *net);
};

static const struct corner corners[] = {
    {"strict cycle", strict_cycle},
    {"equal cycle", equal_cycle},
    {"collapsing cycle", collapsing_cycle},
    {"only child", only_child},
    {"open heading", open_heading},
    {"proper only child", proper_only_child},
    {"apart from the parent", apart_from_parent},
    {"proper overlap inside", proper_overlap_inside},
    {"proper overlap of one pair", proper_overlap_of_one_pair},
    {"apart from itself", apart_from_itself},
    {"part of itself", part_of_itself},
    {"union in a member", union_in_a_member},
    {"union within a member", union_within_a_member},
    {"unions of the same", unions_of_the_same},
    {"union under a heading", union_under_a_heading},
    {"overlapped union", overlapped_union},
    {"heading apart", heading_apart},
    {"heading of headings", heading_of_headings},
    {"detour", detour},
    {"inside a hub", inside_a_hub},
    {"in both of two apart", in_both_of_two_apart},
    {"no witness", no_witness},
    {"mirrored copy", mirrored_copy},
    {"two ways round", two_ways_round},
    {"equal against subset", equal_against_subset},
    {"subset against superset", subset_against_superset},
    {"subset against nothing", subset_against_nothing},
    {"nothing agreed", nothing_agreed},
    {"kept facts join", kept_facts_join},
    {"kept facts clash", kept_facts_clash},
    {"option", option},
    {"composed", composed},
    {"does not chain", does_not_chain},
    {"last member", last_member},
};

static bool compare_quietly(const struct network *net) {
  struct tally tally = {0};
  return compare(net, &tally);
}

/* Where a framework is mapped to itself, there is no table of it: no framework is held against itself. */
static bool check_within_one_framework(void) {
  struct network net = {0};
  struct documents documents;
  begin(&net);
  add(&net, CONTROL, NO_PARENT);
  add(&net, CONTROL, NO_PARENT);
  say(&net, A, SUBSET, B);
  documents_write(&net, NULL, &documents);
  struct cw_compilation *c = compile(&net, &documents, NULL, "1");
  FILE *nowhere = tmpfile();
  bool right = nowhere != NULL && cw_table(c, "fa", "fa", "csv", nowhere) == CW_USAGE &&
               cw_gaps(c, "fa", "fa", "csv", nowhere) == CW_USAGE && cw_possible(c, "fa:A11", "fa:A12") == PP;
  if (!right) {
    fprintf(stderr, "within one framework: a table was written, or nothing is known\n");
  }
  if (nowhere != NULL) {
    fclose(nowhere);
  }
  cw_free(c);
  documents_free(&documents);
  return right;
}

static bool check_corner(const struct corner *corner) {
  struct network net = {0};
  struct known known = corner->make(&net);
  complaint_clear();
  if (!check_known(&net, &known)) {
    fprintf(stderr, "%s: %s\n", corner->name, complaint());
    return false;
  }
  if (!compare_quietly(&net)) {
    fprintf(stderr, "%s: ", corner->name);
    shrink_and_print(&net, compare_quietly);
    return false;
  }
  return true;
}

/* All corners, although one fails: each is worth knowing. */
int main(void) {
  bool right = true;
  for (unsigned i = 0; i < sizeof corners / sizeof *corners; i++) {
    right = check_corner(&corners[i]) && right;
  }
  return right && check_within_one_framework() ? EXIT_SUCCESS : EXIT_FAILURE;
}
