/* Finding things in the graph by their names. */
#include "model/graph.h"

#include "model/date.h"

uint32_t graph_find_framework(const struct graph *graph, struct str id) {
  uint32_t low = 0;
  uint32_t high = graph->frameworks.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    int order = str_compare(graph->frameworks.v[middle].id, id);
    if (order == 0) {
      return middle;
    }
    if (order < 0) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return NO_INDEX;
}

uint32_t graph_find_mapping(const struct graph *graph, struct str id) {
  for (uint32_t i = 0; i < graph->mappings.n; i++) {
    if (str_eq(graph->mappings.v[i].id, id)) {
      return i;
    }
  }
  return NO_INDEX;
}

uint32_t graph_find_control(const struct graph *graph, uint32_t framework, struct str id) {
  const struct graph_framework *owner = &graph->frameworks.v[framework];
  uint32_t name = names_find(&owner->names, id);
  return name != NO_NAME ? owner->first + name : NO_INDEX;
}

bool graph_is_selectable(const struct graph *graph, uint32_t node) {
  for (; node != NO_INDEX; node = graph->controls[node].parent) {
    const struct graph_control *control = &graph->controls[node];
    const struct decl_framework *declared = graph->frameworks.v[control->framework].declared;
    if (control->declaration != NO_INDEX && declared->controls.v[control->declaration].selectable) {
      return true;
    }
  }
  return false;
}

bool graph_has_selection(const struct graph *graph, uint32_t framework) {
  const struct decl_framework *declared = graph->frameworks.v[framework].declared;
  for (uint32_t i = 0; i < declared->controls.n; i++) {
    if (declared->controls.v[i].selectable) {
      return true;
    }
  }
  return false;
}

const struct decl_assessed *graph_assessed(const struct graph *graph, const struct graph_assessment *assessment,
                                           uint32_t node) {
  uint32_t line = assessment->lines[node - graph->frameworks.v[assessment->framework].first];
  if (line == NO_INDEX) {
    return NULL;
  }
  return assessment->nodes[line] == node ? &assessment->declared->controls.v[line] : &assessment->below[line];
}

bool graph_supersedes(const struct graph_assessment *newer, const struct graph_assessment *older) {
  return newer != older && newer->framework == older->framework && newer->declared->supersedes.n > 0 &&
         str_eq(newer->declared->supersedes, older->declared->id) &&
         !date_before(newer->declared->date, older->declared->date);
}

bool graph_may_be_of_one(const struct decl_assessment *one, const struct decl_assessment *other) {
  return one->organisation.n == 0 || other->organisation.n == 0 || str_eq(one->organisation, other->organisation);
}

uint32_t graph_find_reference(const struct graph *graph, uint32_t framework, struct str reference) {
  const struct graph_framework *owner = &graph->frameworks.v[framework];
  uint32_t node = graph_find_control(graph, framework, reference);
  uint32_t label = node == NO_INDEX && owner->labelled != NULL ? names_find(&owner->labels, reference) : NO_NAME;
  return label != NO_NAME ? owner->first + owner->labelled[label] : node;
}

struct str graph_label(const struct graph *graph, uint32_t node) {
  const struct graph_control *control = &graph->controls[node];
  const struct decl_framework *declared = graph->frameworks.v[control->framework].declared;
  struct str label = {0};
  if (control->declaration != NO_INDEX) {
    label = declared->controls.v[control->declaration].label;
  }
  return label.n > 0 ? label : control->id;
}

uint32_t graph_first_no_counterpart(const struct graph *graph, uint32_t control, uint32_t framework) {
  uint32_t low = 0;
  uint32_t high = graph->no_counterparts.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    const struct graph_no_counterpart *gap = &graph->no_counterparts.v[middle];
    if (gap->control < control || (gap->control == control && gap->framework < framework)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

bool graph_has_no_counterpart(const struct graph *graph, uint32_t control, uint32_t framework) {
  for (uint32_t i = graph_first_no_counterpart(graph, control, framework); i < graph->no_counterparts.n; i++) {
    const struct graph_no_counterpart *gap = &graph->no_counterparts.v[i];
    if (gap->control != control || gap->framework != framework) {
      break;
    }
    if (!graph->mappings.v[gap->mapping].composed) {
      return true;
    }
  }
  return false;
}

struct str graph_remarks(const struct graph *graph, const struct graph_fact *fact) {
  const struct decl_mapping *mapping = graph->mappings.v[fact->mapping].declared;
  if ((fact->flags & FACT_PATTERN) != 0) {
    return mapping->patterns.v[fact->remarks].remarks;
  }
  if (fact->remarks == 0 || mapping->remarks_hashed) {
    return (struct str){0};
  }
  return str_from(mapping->texts.v + fact->remarks);
}

uint32_t graph_remarks_hash(const struct graph *graph, const struct graph_fact *fact) {
  if ((fact->flags & FACT_PATTERN) == 0 && graph->mappings.v[fact->mapping].declared->remarks_hashed) {
    return fact->remarks;
  }
  struct str remarks = graph_remarks(graph, fact);
  return remarks.n > 0 ? names_hash(remarks) : 0;
}

struct str graph_framework_name(const struct graph *graph, uint32_t framework) {
  const struct decl_framework *declared = graph->frameworks.v[framework].declared;
  if (declared->short_title.n > 0) {
    return declared->short_title;
  }
  return declared->title.n > 0 ? declared->title : declared->id;
}
