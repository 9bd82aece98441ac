/* JSON: the whole of a report, in the form of compiler/schema/crosswalk-report.schema.json.
 *
 * What is not known is left out. Ids are strings in arrays, never joined. A row stands on one line, so that a changed fact
 * is a changed line. */
#include "diag/json.h"

#include "output/formats.h"
#include "output/json/paper.h"

static void to_sink(void *to, const char *bytes, size_t n) {
  sink_write(to, bytes, n);
}

static void begin(struct json *json, struct sink *sink, const char *kind, const struct writer_options *options) {
  json_begin(json, to_sink, sink);
  json_object(json, NULL);
  json_head(json, kind, options->generator);
}

static void number_if_known(struct json *json, const char *name, int value) {
  if (value >= 0) {
    json_number(json, name, (uint64_t)value);
  }
}

/* ---- frameworks and mappings ---- */

static void put_counts(struct json *json, const char *name, const struct report_counts *counts) {
  json_line(json);
  json_object(json, name);
  json_number(json, "counted", counts->counted);
  json_number(json, "full", counts->full);
  json_number(json, "jointly", counts->jointly);
  json_number(json, "partial", counts->partial);
  json_number(json, "related_only", counts->related_only);
  json_number(json, "supports_only", counts->supports_only);
  json_number(json, "none", counts->none);
  json_number(json, "excluded", counts->excluded);
  json_end(json);
}

static void framework_members(struct json *json, const struct report_framework *framework) {
  json_str(json, "id", framework->id);
  json_str_if(json, "title", framework->title);
  json_str_if(json, "short_title", framework->short_title);
  json_str_if(json, "publisher", framework->publisher);
  json_str_if(json, "edition", framework->edition);
  json_str_if(json, "published", framework->published);
  json_str_if(json, "rights", framework->rights);
  json_str_if(json, "text_rights", framework->text_rights);
  json_str_if(json, "href", framework->href);
  json_str_if(json, "sha256", framework->digest);
  json_bool(json, "open", framework->open);
}

/* Those that are held together, with the digest and the rights of each; nothing of a framework by itself. */
static void put_parts(struct json *json, const struct report_framework *framework) {
  if (!framework->held_together) {
    return;
  }
  json_array(json, "held");
  for (uint32_t i = 0; i < framework->part_count; i++) {
    json_line(json);
    json_object(json, NULL);
    framework_members(json, &framework->parts[i]);
    json_end(json);
  }
  json_end(json);
}

/* Which attributes are asked for. */
static void attribute_members(struct json *json, const struct report_framework *framework) {
  if (framework->own_count == 0) {
    return;
  }
  json_array(json, "attributes");
  for (uint32_t i = 0; i < framework->own_count; i++) {
    json_line(json);
    json_object(json, NULL);
    json_str(json, "name", framework->own[i].name);
    json_str(json, "title", framework->own[i].title);
    json_end(json);
  }
  json_end(json);
}

/* What a control or a union has in them; nothing of those that it has nothing in. */
static void put_attributes(struct json *json, const char *name, const struct report_framework *framework,
                           const struct report_values *own) {
  if (own == NULL) {
    return;
  }
  json_array(json, name);
  for (uint32_t i = 0; i < framework->own_count; i++) {
    if (own[i].count == 0) {
      continue;
    }
    json_object(json, NULL);
    json_str(json, "name", framework->own[i].name);
    json_array(json, "values");
    for (uint32_t v = 0; v < own[i].count; v++) {
      json_str(json, NULL, own[i].list[v]);
    }
    json_end(json);
    json_end(json);
  }
  json_end(json);
}

static void coverage_members(struct json *json, const struct report_item *item) {
  json_text(json, "coverage", coverage_token(item->coverage));
  if (item->jointly) {
    json_bool(json, "jointly", true);
  }
  json_words(json, "by", item->by);
  json_words(json, "candidates", item->candidates);
  json_str_if(json, "note", item->note);
  json_str_if(json, "reason", item->reason);
  if (item->coverage == COVERAGE_FULL || item->coverage == COVERAGE_PARTIAL) {
    json_number(json, "agreement", item->agreement);
    if (item->robust >= 0) {
      json_bool(json, "robust", item->robust > 0);
    }
  }
}

static void item_members(struct json *json, const struct report_framework *framework, const struct report_item *item) {
  json_str(json, "id", item->id);
  json_str_if(json, "label", item->label);
  json_str_if(json, "title", item->title);
  json_str_if(json, "href", item->href);
  json_str_if(json, "statement", item->statement);
  json_str_if(json, "guidance", item->guidance);
  json_text(json, "type", item->group ? "group" : "control");
  if (item->parent != NO_ITEM) {
    json_str(json, "parent", framework->items[item->parent].id);
  }
  json_bool(json, "counted", item->counted);
  if (item->withdrawn) {
    json_bool(json, "withdrawn", true);
  }
  put_attributes(json, "attributes", framework, item->own);
}

static void put_item(struct json *json, const struct report_framework *framework, const struct report_item *item) {
  json_line(json);
  json_object(json, NULL);
  item_members(json, framework, item);
  if (item->counted) {
    coverage_members(json, item);
  }
  json_end(json);
}

/* Every control and group, or the counted ones only. */
static void put_framework(struct json *json, const char *name, const struct report_framework *framework,
                          bool only_counted) {
  json_object(json, name);
  framework_members(json, framework);
  put_parts(json, framework);
  attribute_members(json, framework);
  put_counts(json, "coverage", &framework->counts);
  json_array(json, "controls");
  for (uint32_t i = 0; i < framework->item_count; i++) {
    if (!only_counted || framework->items[i].counted) {
      put_item(json, framework, &framework->items[i]);
    }
  }
  json_end(json);
  json_end(json);
}

static void put_provenances(struct json *json, const struct report_mapping *mapping) {
  json_array(json, "provenance");
  for (uint32_t i = 0; i < mapping->provenance_count; i++) {
    json_line(json);
    json_object(json, NULL);
    json_str_if(json, "href", mapping->provenances[i].href);
    json_str_if(json, "text", mapping->provenances[i].text);
    json_end(json);
  }
  json_end(json);
}

static void put_mapping(struct json *json, const struct report_mapping *mapping) {
  json_object(json, NULL);
  json_str(json, "id", mapping->id);
  json_str_if(json, "title", mapping->title);
  json_str_if(json, "publisher", mapping->publisher);
  json_str_if(json, "published", mapping->published);
  json_str_if(json, "version", mapping->version);
  json_str_if(json, "status", mapping->status);
  json_str_if(json, "authority", mapping->authority);
  json_str_if(json, "method", mapping->method);
  json_str_if(json, "rationale", mapping->rationale);
  json_str_if(json, "style", mapping->style);
  json_str_if(json, "sha256", mapping->digest);
  json_bool(json, "inverted", mapping->inverted);
  json_bool(json, "chains", mapping->chains);
  json_number(json, "facts", mapping->facts);
  put_provenances(json, mapping);
  json_end(json);
}

static void put_mappings(struct json *json, const struct report_mapping *mappings, uint32_t count) {
  json_array(json, "mappings");
  for (uint32_t i = 0; i < count; i++) {
    put_mapping(json, &mappings[i]);
  }
  json_end(json);
}

static void put_documents(struct json *json, const struct report_document *documents, uint32_t count) {
  json_array(json, "documents");
  for (uint32_t i = 0; i < count; i++) {
    const struct report_document *document = &documents[i];
    json_line(json);
    json_object(json, NULL);
    json_str(json, "type", document->kind);
    json_str_if(json, "id", document->id);
    json_str(json, "file", document->file);
    json_str_if(json, "sha256", document->digest);
    json_end(json);
  }
  json_end(json);
}

/* ---- rows ---- */

static void put_bases(struct json *json, unsigned bases) {
  char words[BASES_WORDS];
  if (bases != 0) {
    json_words(json, "possible", relation_bases_words(bases, words));
  }
}

static const char *remarks_name(enum basis basis) {
  return basis == BASIS_IMPLIED ? "proof" : basis == BASIS_GAP ? "note" : "remarks";
}

static void put_row(struct json *json, const struct report_crosswalk *report, const struct report_row *row) {
  bool says = row->basis == BASIS_DECLARED || row->basis == BASIS_IMPLIED;
  json_line(json);
  json_object(json, NULL);
  json_words(json, "source", row->source.ids);
  json_str_if(json, "source_title", row->source.title);
  if (says) {
    json_text(json, "relation", vocabulary_token(&vocabulary_relation, row->relation));
  }
  json_words(json, "target", row->target.ids);
  json_str_if(json, "target_title", row->target.title);
  json_text(json, "basis", basis_token(row->basis));
  if (row->basis == BASIS_DECLARED) {
    json_bool(json, "disputed", row->disputed);
  }
  put_bases(json, row->possible);
  number_if_known(json, "strength", row->strength);
  number_if_known(json, "confidence", row->confidence);
  if (row->mapping != NO_ITEM) {
    json_str(json, "mapping", report->mappings[row->mapping].id);
  }
  const struct report_item *item = row->basis == BASIS_GAP ? &report->source.items[row->source.item] : NULL;
  if (item != NULL && item->reason.n > 0) {
    json_str(json, "note", item->note);
    json_str(json, "reason", item->reason);
  } else {
    json_str_if(json, remarks_name(row->basis), report_bare_remarks(row));
  }
  put_attributes(json, "source_attributes", &report->source, row->source.own);
  put_attributes(json, "target_attributes", &report->target, row->target.own);
  json_end(json);
}

/* Rows as they are written: whoever counts the array gets the same numbers. */
static void put_row_counts(struct json *json, const struct report_crosswalk *report,
                           const struct writer_options *options) {
  uint32_t counts[BASIS_EXCLUDED + 1] = {0};
  for (uint32_t i = 0; i < report->row_count; i++) {
    counts[report->rows[i].basis] += row_is_wanted(&report->rows[i], options);
  }
  json_line(json);
  json_object(json, "counts");
  for (int basis = BASIS_DECLARED; basis <= BASIS_EXCLUDED; basis++) {
    json_number(json, basis_token((enum basis)basis), counts[basis]);
  }
  json_number(json, "disputed", report->disputed);
  json_end(json);
}

static void put_rows(struct json *json, const struct report_crosswalk *report, const struct writer_options *options) {
  json_array(json, "rows");
  for (uint32_t i = 0; i < report->row_count; i++) {
    if (row_is_wanted(&report->rows[i], options)) {
      put_row(json, report, &report->rows[i]);
    }
  }
  json_end(json);
}

/* Other places and suggestions; there are always notes, if only none. */
static void put_notes(struct json *json, const struct report_finding *finding) {
  json_array(json, "notes");
  for (uint32_t i = 0; i < finding->note_count; i++) {
    const struct report_note *note = &finding->notes[i];
    json_line(json);
    json_object(json, NULL);
    json_str(json, "message", note->message);
    json_str_if(json, "file", note->file);
    if (note->line > 0) {
      json_number(json, "line", note->line);
      json_number(json, "column", note->column);
    }
    json_end(json);
  }
  json_end(json);
}

static void put_findings(struct json *json, const struct report_crosswalk *report) {
  json_array(json, "findings");
  for (uint32_t i = 0; i < report->finding_count; i++) {
    const struct report_finding *finding = &report->findings[i];
    json_object(json, NULL);
    json_str(json, "severity", finding->severity);
    json_str(json, "name", finding->name);
    json_str(json, "message", finding->message);
    json_str_if(json, "file", finding->file);
    if (finding->line > 0) {
      json_number(json, "line", finding->line);
      json_number(json, "column", finding->column);
    }
    json_str_if(json, "accepted", finding->accepted);
    put_notes(json, finding);
    json_end(json);
  }
  json_end(json);
}

/* ---- documents ---- */

/* What a workspace says beyond its title. */
static void put_brand(struct json *json, const struct brand *brand) {
  json_str_if(json, "organisation", brand->organisation);
  json_str_if(json, "note", brand->note);
}

static void json_crosswalk(struct sink *sink, const struct report_crosswalk *report,
                           const struct writer_options *options) {
  struct json json;
  begin(&json, sink, "crosswalk", options);
  json_str_if(&json, "title", report->brand.title);
  put_brand(&json, &report->brand);
  put_framework(&json, "source", &report->source, false);
  put_framework(&json, "target", &report->target, false);
  put_mappings(&json, report->mappings, report->mapping_count);
  put_row_counts(&json, report, options);
  put_rows(&json, report, options);
  put_findings(&json, report);
  put_documents(&json, report->documents, report->document_count);
  json_end(&json);
}

static void json_gaps(struct sink *sink, const struct report_crosswalk *report, const struct writer_options *options) {
  struct json json;
  begin(&json, sink, "gaps", options);
  json_str_if(&json, "title", report->brand.title);
  put_brand(&json, &report->brand);
  put_framework(&json, "source", &report->source, true);
  put_framework(&json, "target", &report->target, true);
  put_documents(&json, report->documents, report->document_count);
  json_end(&json);
}

/* ---- the wide table ---- */

static void put_counterpart(struct json *json, const struct report_counterpart *counterpart) {
  json_object(json, NULL);
  json_words(json, "target", counterpart->id);
  json_str_if(json, "target_title", counterpart->title);
  if (counterpart->basis != BASIS_CANDIDATE) {
    json_text(json, "relation", vocabulary_token(&vocabulary_relation, counterpart->relation));
  }
  json_text(json, "basis", basis_token(counterpart->basis));
  if (counterpart->basis == BASIS_DECLARED) {
    json_bool(json, "disputed", counterpart->disputed);
    json_words(json, "mappings", counterpart->mappings);
  }
  if (counterpart->together.n > 0) {
    json_words(json, "together", counterpart->together);
  }
  json_end(json);
}

/* Of what is excluded the note is the reason, in somebody's own words. */
static void put_cell(struct json *json, const struct report_matrix_cell *cell, bool counted) {
  bool excluded = cell->coverage == COVERAGE_EXCLUDED;
  json_object(json, NULL);
  if (counted) {
    json_text(json, "coverage", coverage_token(cell->coverage));
    json_words(json, "by", cell->by);
    json_str_if(json, "note", excluded ? STR("") : cell->note);
    json_str_if(json, "reason", excluded ? cell->note : cell->reason);
  }
  if (counted && cell->jointly) {
    json_bool(json, "jointly", true);
  }
  json_array(json, "counterparts");
  for (uint32_t i = 0; i < cell->count; i++) {
    put_counterpart(json, &cell->counterparts[i]);
  }
  json_end(json);
  json_end(json);
}

/* A row for every control and group, so that the structure of the source is there, too. */
static void put_matrix_row(struct json *json, const struct report_matrix *report, uint32_t i) {
  const struct report_item *item = &report->source.items[i];
  json_line(json);
  json_object(json, NULL);
  item_members(json, &report->source, item);
  json_array(json, "cells");
  for (uint32_t t = 0; t < report->target_count; t++) {
    put_cell(json, &report->cells[(size_t)i * report->target_count + t], item->counted);
  }
  json_end(json);
  json_end(json);
}

static void json_matrix(struct sink *sink, const struct report_matrix *report, const struct writer_options *options) {
  struct json json;
  begin(&json, sink, "matrix", options);
  json_str_if(&json, "title", report->brand.title);
  json_str_if(&json, "caption", report->title);
  json_object(&json, "source");
  framework_members(&json, &report->source);
  attribute_members(&json, &report->source);
  json_end(&json);
  json_array(&json, "targets");
  for (uint32_t t = 0; t < report->target_count; t++) {
    json_object(&json, NULL);
    framework_members(&json, &report->targets[t]);
    put_counts(&json, "source_coverage", &report->source_counts[t]);
    put_counts(&json, "target_coverage", &report->targets[t].counts);
    json_end(&json);
  }
  json_end(&json);
  put_mappings(&json, report->mappings, report->mapping_count);
  json_array(&json, "rows");
  for (uint32_t i = 0; i < report->source.item_count; i++) {
    put_matrix_row(&json, report, i);
  }
  json_end(&json);
  put_documents(&json, report->documents, report->document_count);
  json_end(&json);
}

/* ---- the index ---- */

static void put_matrix_entry(struct json *json, const struct report_index_matrix *entry) {
  json_object(json, NULL);
  json_str(json, "name", entry->file);
  json_str_if(json, "caption", entry->title);
  json_str(json, "source", entry->source_id);
  json_str_if(json, "source_title", entry->source_title);
  json_array(json, "targets");
  for (uint32_t t = 0; t < entry->target_count; t++) {
    json_object(json, NULL);
    json_str(json, "id", entry->targets[t].id);
    json_str_if(json, "title", entry->targets[t].title);
    put_counts(json, "source_coverage", &entry->targets[t].counts);
    json_end(json);
  }
  json_end(json);
  json_end(json);
}

static void put_entry(struct json *json, const struct report_index_entry *entry) {
  json_object(json, NULL);
  json_str(json, "name", entry->file);
  json_str(json, "source", entry->source_id);
  json_str_if(json, "source_title", entry->source_title);
  json_str(json, "target", entry->target_id);
  json_str_if(json, "target_title", entry->target_title);
  put_counts(json, "source_coverage", &entry->source_counts);
  put_counts(json, "target_coverage", &entry->target_counts);
  json_line(json);
  json_object(json, "counts");
  json_number(json, "declared", entry->declared);
  json_number(json, "implied", entry->implied);
  json_number(json, "disputed", entry->disputed);
  json_end(json);
  json_end(json);
}

static void put_papers(struct json *json, const struct report_index *report) {
  if (report->paper_count == 0) {
    return;
  }
  json_array(json, "papers");
  for (uint32_t i = 0; i < report->paper_count; i++) {
    json_line(json);
    json_object(json, NULL);
    json_str(json, "name", report->papers[i].file);
    json_str(json, "kind", report->papers[i].kind);
    json_str(json, "title", report->papers[i].title);
    json_end(json);
  }
  json_end(json);
}

static void json_index(struct sink *sink, const struct report_index *report, const struct writer_options *options) {
  struct json json;
  begin(&json, sink, "index", options);
  json_str_if(&json, "title", report->title);
  put_brand(&json, &report->brand);
  json_str_if(&json, "language", report->language);
  json_str_if(&json, "unwritten", report->unwritten);
  json_array(&json, "frameworks");
  for (uint32_t i = 0; i < report->framework_count; i++) {
    json_object(&json, NULL);
    framework_members(&json, &report->frameworks[i]);
    json_end(&json);
  }
  json_end(&json);
  json_array(&json, "crosswalks");
  for (uint32_t i = 0; i < report->entry_count; i++) {
    put_entry(&json, &report->entries[i]);
  }
  json_end(&json);
  json_array(&json, "matrices");
  for (uint32_t i = 0; i < report->matrix_count; i++) {
    put_matrix_entry(&json, &report->matrices[i]);
  }
  json_end(&json);
  put_papers(&json, report);
  json_end(&json);
}

static void json_grid(struct sink *sink, const struct report_grid *grid, const struct writer_options *options) {
  struct json json;
  begin(&json, sink, "list", options);
  json_line(&json);
  json_array(&json, "columns");
  for (uint32_t i = 0; i < grid->columns; i++) {
    json_str(&json, NULL, grid->header[i]);
  }
  json_end(&json);
  json_array(&json, "rows");
  for (uint32_t r = 0; r < grid->row_count; r++) {
    json_line(&json);
    json_object(&json, NULL);
    for (uint32_t i = 0; i < grid->columns; i++) {
      json_str(&json, grid->header[i].p, grid->cells[(size_t)r * grid->columns + i]);
    }
    json_end(&json);
  }
  json_end(&json);
  json_end(&json);
}

const struct writer json_writer = {
    .name = "json",
    .extension = ".json",
    .index_name = "index",
    .marks = {"\"urn:crosswalk:report:1\""},
    .has_digests = true,
    .has_possible = true,
    .has_notes = true,
    .crosswalk = json_crosswalk,
    .gaps = json_gaps,
    .matrix = json_matrix,
    .index = json_index,
    .grid = json_grid,
    .paper = json_paper,
};
