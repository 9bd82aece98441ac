/* The parts of linking, in the order in which link.c calls them. */
#ifndef CW_LINK_PARTS_H
#define CW_LINK_PARTS_H

#include "base/pattern.h"
#include "link/link.h"

struct attribute_table;
struct edition;

struct linker {
  const struct loaded *loaded;
  const struct link_options *options;
  struct parallel *parallel;
  struct arena *arena;
  struct findings *findings;
  struct graph *graph;
  struct attribute_table *attributes; /* by framework */
  struct edition *editions;           /* all frameworks, by the lines that they are editions of */
  uint32_t *framework_searches;       /* how often the nearest framework was looked for */
};

/* Frameworks in order of id, duplicates out; who supersedes whom. */
void link_frameworks(struct linker *linker);
/* Puts frameworks in order by line, so that those of one line are found together. */
void link_editions(struct linker *linker);
/* The loaded editions around this one, by what they say that they supersede, the newer ones first, each way from the nearest
 * on; how many. Of very many only the nearest. */
enum { MOST_EDITIONS = 16 };
uint32_t editions_around(const struct graph *graph, uint32_t framework, uint32_t list[2 * MOST_EDITIONS]);
/* Whether the id, of a framework that need not be loaded, is that of another edition of this one: of its line, or what it
 * supersedes. */
bool is_edition_of(const struct graph *graph, uint32_t framework, struct str id);
/* The id of a framework without its edition: "iso27001-" of iso27001-2022; empty where it has none. */
struct str edition_line(struct str id);
/* Ids of open frameworks, taken from the documents that name them. */
void link_open_ids(struct linker *linker);
/* The links that frameworks declare for their controls; what is no link is a finding. */
void link_out_links(struct linker *linker);
/* Controls, their tables of ids, hierarchy, counting. False: out of memory in a worker. */
bool link_controls(struct linker *linker);
/* Titles, texts and attributes from supplements, after the texts that frameworks carry themselves. */
void link_supplements(struct linker *linker);
/* Assessments, and the controls that they name. */
void link_assessments(struct linker *linker);
/* Mappings in order of id, duplicates out, frameworks known. */
void link_mappings(struct linker *linker);
/* Facts, unions, patterns and reviewed gaps. False: out of memory in a worker. */
bool link_facts(struct linker *linker);

/* The framework's pattern for ids, or NULL (after a finding, where it declares one). */
struct pattern *compile_control_id(const struct linker *linker, const struct graph_framework *framework);
/* True if the id fits; a pattern that runs into its limits is reported once and then taken as fitting. */
bool id_fits(const struct linker *linker, const struct graph_framework *framework, struct pattern **pattern,
             struct str id);

/* Where a control is named: what can be written instead depends on it. */
enum reference_use { USE_IN_MAPPING, USE_ELSEWHERE };
/* reference.unknown-control with the best help that can be given: the control that is meant, the edition that has it, what
 * numbers there are. Nothing where a limit kept controls of the framework from being read. */
void report_unknown_control(const struct linker *linker, struct findings *findings, struct place place,
                            uint32_t framework, struct str id, enum reference_use use);
/* reference.unknown-framework with the nearest id, unless a broken document would define it. */
void report_unknown_framework(const struct linker *linker, struct place place, struct str id);
/* Says how to raise the limits that a match has run into. */
void note_pattern_limits(struct findings *findings, struct finding *finding);
struct attribute_source {
  const struct decl_attribute *attributes;
  uint32_t attribute_count;
  const struct decl_value *values;
  bool lost; /* one more was declared, and is not used */
};
/* The attributes and values that one document declares. */
struct attribute_table {
  struct names names;
  VEC(bool) open;     /* by name: any value will do */
  struct names pairs; /* of an attribute and a value */
  struct attribute_source declared;
  bool built;
};
void attributes_declare(struct attribute_table *table, const struct attribute_source *declared, struct arena *arena);
/* Those of a framework, built once. */
const struct attribute_table *attributes_of(const struct linker *linker, uint32_t framework);
/* schema.bad-value for attributes and values that none of the tables has. */
void attributes_check(const struct linker *linker, uint32_t source, const struct decl_attr *attrs, uint32_t count,
                      const struct attribute_table *const *tables, uint32_t table_count);

#endif
