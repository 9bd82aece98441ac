/* Papers as JSON: facts and figures by their keys, the rows of the main table, then the other parts. */
#include "output/json/paper.h"

#include "diag/json.h"

#include <stdio.h>

static void to_sink(void *to, const char *bytes, size_t n) {
  sink_write(to, bytes, n);
}

/* What people see in place of the id: "label" beside "id", else under a name of its own. */
static void put_label(struct json *json, const struct paper_column *column, struct str label) {
  char name[64];
  bool id = strcmp(column->name, "id") == 0;
  snprintf(name, sizeof name, "%s%slabel", id ? "" : column->name, id ? "" : "_");
  json_str(json, name, label);
}

static void put_cell(struct json *json, const struct paper_column *column, struct str cell) {
  uint64_t value = 0;
  if (column->kind == PAPER_NUMBER && str_number(cell, UINT64_MAX, &value)) {
    json_number(json, column->name, value);
  } else {
    json_str(json, column->name, cell);
  }
}

/* The lines of a proof, one text each. */
static void put_proof(struct json *json, struct str proof) {
  if (proof.n == 0) {
    return;
  }
  json_array(json, "proof");
  for (uint32_t at = 0; at < proof.n;) {
    uint32_t end = at;
    while (end < proof.n && proof.p[end] != '\n') {
      end++;
    }
    json_str(json, NULL, (struct str){.p = proof.p + at, .n = end - at});
    at = end + 1;
  }
  json_end(json);
}

static void put_rows(struct json *json, const struct paper_table *table) {
  json_array(json, "rows");
  for (uint32_t row = 0; row < table->row_count; row++) {
    json_line(json);
    json_object(json, NULL);
    for (uint32_t i = 0; i < table->column_count; i++) {
      size_t at = (size_t)row * table->column_count + i;
      put_cell(json, &table->columns[i], paper_plain(table)[at]);
      if (!str_eq(table->cells[at], paper_plain(table)[at])) {
        put_label(json, &table->columns[i], table->cells[at]);
      }
    }
    if (table->proofs != NULL) {
      put_proof(json, table->proofs[row]);
    }
    json_end(json);
  }
  json_end(json);
}

static void put_texts(struct json *json, const char *name, const struct str *texts, uint32_t count) {
  if (count == 0) {
    return;
  }
  json_line(json);
  json_array(json, name);
  for (uint32_t i = 0; i < count; i++) {
    json_str(json, NULL, texts[i]);
  }
  json_end(json);
}

static void put_part(struct json *json, const struct paper_part *part) {
  json_object(json, NULL);
  json_text(json, "part", part->key);
  json_text(json, "title", part->title);
  put_texts(json, "paragraphs", part->paragraphs.v, part->paragraphs.n);
  put_texts(json, "points", part->points.v, part->points.n);
  if (part->table.column_count > 0) {
    put_rows(json, &part->table);
  }
  json_end(json);
}

static void put_head(struct json *json, const struct report_paper *paper) {
  json_str(json, "title", paper->title);
  json_line(json);
  json_object(json, "facts");
  for (uint32_t i = 0; i < paper->facts.n; i++) {
    json_str(json, paper->facts.v[i].key, paper->facts.v[i].value);
  }
  json_end(json);
  json_line(json);
  json_object(json, "figures");
  for (uint32_t i = 0; i < paper->figures.n; i++) {
    json_number(json, paper->figures.v[i].key, paper->figures.v[i].number);
  }
  json_end(json);
  put_texts(json, "sentences", paper->sentences.v, paper->sentences.n);
}

void json_paper(struct sink *sink, const struct report_paper *paper, const struct writer_options *options) {
  struct json json;
  json_begin(&json, to_sink, sink);
  json_object(&json, NULL);
  json_head(&json, paper->kind, options->generator);
  put_head(&json, paper);
  put_rows(&json, &paper->parts.v[paper->main].table);
  json_array(&json, "parts");
  for (uint32_t i = 0; i < paper->parts.n; i++) {
    if (i != paper->main) {
      put_part(&json, &paper->parts.v[i]);
    }
  }
  json_end(&json);
  json_end(&json);
}
