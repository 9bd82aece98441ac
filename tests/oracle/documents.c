#include "documents.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *open_document(struct documents *documents, const char *name) {
  struct document *document = &documents->list[documents->count++];
  snprintf(document->name, sizeof document->name, "%s", name);
  FILE *out = open_memstream(&document->text, &document->size);
  if (out == NULL) {
    abort();
  }
  return out;
}

static void close_document(FILE *out) {
  if (fclose(out) != 0) {
    abort();
  }
}

static void open_node(FILE *out, const struct network *net, unsigned node) {
  const struct node *it = &net->nodes[node];
  char id[8];
  node_id(net, node, id);
  fprintf(out, "<%s id=\"%s\" title=\"Title of %s\"", it->group ? "group" : "control", id, id);
  if (it->exhaustive != it->group) {
    fprintf(out, " exhaustive=\"%s\"", it->exhaustive ? "true" : "false");
  }
  fprintf(out, "%s%s%s>\n", it->counted ? "" : " counted=\"no\"", it->withdrawn ? " status=\"withdrawn\"" : "",
          it->option ? " part=\"no\"" : "");
  if (net->levelled && it->framework == 0) {
    fprintf(out, "<attr name=\"level\" value=\"%s\"/>\n", is_in_level(net, node) ? "in" : "out");
  }
}

/* Writes the node and, before it, the ends of those that it does not stand in. `open` is the innermost open node. */
static int write_node(FILE *out, const struct network *net, unsigned node, int open) {
  while (open != net->nodes[node].parent) {
    fprintf(out, "</%s>\n", net->nodes[open].group ? "group" : "control");
    open = net->nodes[open].parent;
  }
  open_node(out, net, node);
  return (int)node;
}

static void write_framework(const struct network *net, unsigned framework, struct documents *documents) {
  char name[16];
  const struct framework *it = &net->frameworks[framework];
  char letter = framework_letter(net, framework);
  snprintf(name, sizeof name, "f%c.xml", (int)('a' + framework));
  FILE *out = open_document(documents, name);
  fprintf(out, "<framework xmlns=\"urn:crosswalk:1\" id=\"f%c\" title=\"Framework %c\"%s>\n", letter, letter,
          it->open ? " open=\"true\" control-id=\"[A-Z][0-9]+\"" : "");
  if (net->levelled && framework == 0) {
    fprintf(out,
            "<attribute name=\"level\" title=\"Level\"><value name=\"in\" title=\"In\"/>"
            "<value name=\"out\" title=\"Out\"/></attribute>\n");
  }
  int open = NO_PARENT;
  for (unsigned n = it->first; n < it->first + it->count && !it->open; n++) {
    open = write_node(out, net, n, open);
  }
  for (; open != NO_PARENT; open = net->nodes[open].parent) {
    fprintf(out, "</%s>\n", net->nodes[open].group ? "group" : "control");
  }
  fprintf(out, "</framework>\n");
  close_document(out);
}

static void write_refs(FILE *out, const struct network *net, node_bits end, const char *element) {
  for (unsigned n = 0; n < net->node_count; n++) {
    if ((end >> n & 1) != 0) {
      char id[8];
      node_id(net, n, id);
      fprintf(out, "<%s ref=\"%s\"/>", element, id);
    }
  }
}

/* One line. */
static void write_fact(FILE *out, const struct network *net, unsigned fact) {
  static const char *const rationales[] = {"", " rationale=\"semantic\"", " rationale=\"syntactic\"",
                                           " rationale=\"functional\""};
  const struct fact *it = &net->facts[fact];
  bool plain = is_single(it->source) && is_single(it->target);
  char source[8];
  char target[8];
  node_id(net, first_node(it->source), source);
  node_id(net, first_node(it->target), target);
  fprintf(out, "  <map relation=\"%s\"%s", relation_tokens[it->relation], rationales[it->rationale]);
  if (it->strength > 0) {
    fprintf(out, " strength=\"%u\" confidence=\"%u\"", it->strength, it->strength * 9);
  }
  if (plain) {
    fprintf(out, " source=\"%s\" target=\"%s\"", source, target);
  }
  fprintf(out, ">");
  if (!plain) {
    write_refs(out, net, it->source, "source");
    write_refs(out, net, it->target, "target");
  }
  fprintf(out, it->remarks ? "<remarks>remark %u</remarks></map>\n" : "</map>\n", fact);
}

static void write_mapping(const struct network *net, unsigned mapping, const unsigned *order,
                          struct documents *documents) {
  static const char *const statuses[] = {"", " status=\"complete\"", " status=\"draft\"", " status=\"deprecated\"",
                                         " status=\"superseded\""};
  static const char *const rationales[] = {"", " rationale=\"semantic\"", " rationale=\"syntactic\"",
                                           " rationale=\"functional\""};
  static const char *const examined[] = {"", " examined=\"source\"", " examined=\"target\"", " examined=\"both\""};
  const struct mapping *it = &net->mappings[mapping];
  char name[16];
  snprintf(name, sizeof name, "m%u.xml", mapping);
  FILE *out = open_document(documents, name);
  fprintf(out, "<mapping xmlns=\"urn:crosswalk:1\" id=\"%c%u\" source=\"f%c\" target=\"f%c\"", mapping_letter(net),
          mapping, framework_letter(net, it->source), framework_letter(net, it->target));
  if (it->published) {
    fprintf(out, " publisher=\"P%u\" authority=\"third-party\"", mapping);
  }
  fprintf(out, "%s%s%s%s%s%s%s>\n", it->automated ? " method=\"automated\"" : "",
          it->proper ? " overlap=\"proper\"" : "", it->chain ? "" : " chain=\"no\"",
          it->via ? " via=\"elsewhere\"" : "", statuses[it->status], rationales[it->rationale], examined[it->examined]);
  unsigned line = 2;
  for (unsigned i = 0; i < net->fact_count; i++) {
    unsigned fact = order != NULL ? order[i] : i;
    if (net->facts[fact].mapping == mapping) {
      write_fact(out, net, fact);
      documents->lines[fact] = line++;
    }
  }
  for (unsigned g = 0; g < net->gap_count; g++) {
    char id[8];
    node_id(net, net->gaps[g].node, id);
    if (net->gaps[g].mapping == mapping) {
      fprintf(out, "  <no-counterpart %s=\"%s\">%s</no-counterpart>\n",
              net->nodes[net->gaps[g].node].framework == it->source ? "source" : "target", id,
              net->gaps[g].remarks ? "<remarks>nothing there</remarks>" : "");
    }
  }
  fprintf(out, "</mapping>\n");
  close_document(out);
}

void documents_write(const struct network *net, const unsigned *order, struct documents *documents) {
  memset(documents, 0, sizeof *documents);
  for (unsigned f = 0; f < net->framework_count; f++) {
    write_framework(net, f, documents);
  }
  for (unsigned m = 0; m < net->mapping_count; m++) {
    write_mapping(net, m, order, documents);
  }
}

void documents_free(struct documents *documents) {
  for (unsigned i = 0; i < documents->count; i++) {
    free(documents->list[i].text);
  }
}
