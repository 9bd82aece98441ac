/* Findings as JSON. */
#include "diag/json.h"

#include "diag/locator.h"

void json_to_buf(void *to, const char *bytes, size_t n) {
  buf_bytes(to, bytes, n);
}

void json_head(struct json *json, const char *kind, const char *generator) {
  json_text(json, "schema", "urn:crosswalk:report:1");
  json_text(json, "kind", kind);
  json_text(json, "generator", generator);
}

static void put_location(struct json *json, struct str file, const struct location *location) {
  json_str(json, "file", file);
  if (location != NULL) {
    json_number(json, "line", location->line);
    json_number(json, "column", location->column);
    json_number(json, "end_column", location_end(location));
  }
}

static void put_place(struct json *json, struct locator *locator, struct locator_page *page,
                      const struct place *place) {
  const struct source *source = locator_source(locator, place);
  struct location location = {.line = 0};
  if (source != NULL) {
    bool known = locator_find(locator, page, place, &location);
    put_location(json, source->name, known ? &location : NULL);
    if (place->cell != NULL) {
      json_str(json, "cell", place->cell->name);
    }
    if (source->bundled) {
      json_bool(json, "bundled", true);
    }
  }
}

static void put_notes(struct json *json, struct locator *locator, const struct finding *finding) {
  json_array(json, "notes");
  for (const struct finding_note *note = finding->notes; note != NULL; note = note->next) {
    json_line(json);
    json_object(json, NULL);
    json_str(json, "message", note->message);
    put_place(json, locator, &locator->notes, &note->place);
    json_end(json);
  }
  json_end(json);
}

static void put_finding(struct json *json, struct locator *locator, const struct finding *finding) {
  json_object(json, NULL);
  json_text(json, "severity", severity_words[finding->severity]);
  json_text(json, "name", finding_catalogue[finding->code].name);
  json_str(json, "message", finding->message);
  put_place(json, locator, &locator->findings, &finding->place);
  json_str_if(json, "framework", finding->framework);
  json_str_if(json, "control", finding->control);
  json_str_if(json, "mapping", finding->mapping);
  if (finding->accepted.p != NULL) {
    json_str(json, "accepted", finding->accepted);
  }
  put_notes(json, locator, finding);
  json_end(json);
}

static void put_counts(struct json *json, const struct findings *findings, uint32_t exceeded) {
  uint32_t counts[SEVERITIES] = {0};
  uint32_t accepted = 0;
  for (uint32_t i = 0; i < findings->list.n; i++) {
    if (findings->list.v[i]->accepted.p != NULL) {
      accepted++;
    } else {
      counts[findings->list.v[i]->severity]++;
    }
  }
  json_line(json);
  json_object(json, "counts");
  json_number(json, "errors", counts[SEVERITY_ERROR] + exceeded);
  json_number(json, "warnings", counts[SEVERITY_WARNING]);
  json_number(json, "notes", counts[SEVERITY_NOTE]);
  json_number(json, "accepted", accepted);
  json_end(json);
}

/* Of what there is more than --fail-on allows: no finding, but a reason to fail, and counted as an error. */
static void put_exceeded(struct json *json, const struct json_options *options) {
  if (options->exceeded_count == 0) {
    return;
  }
  json_array(json, "exceeded");
  for (uint32_t i = 0; i < options->exceeded_count; i++) {
    json_line(json);
    json_str(json, NULL, options->exceeded[i]);
  }
  json_end(json);
}

void json_findings(struct buf *out, const struct findings *findings, struct sources *sources,
                   const struct json_options *options) {
  struct json json;
  struct locator locator;
  locator_init(&locator, sources, out->arena);
  json_begin(&json, json_to_buf, out);
  json_object(&json, NULL);
  json_head(&json, "findings", options->generator);
  put_counts(&json, findings, options->exceeded_count);
  put_exceeded(&json, options);
  json_array(&json, "findings");
  for (uint32_t i = 0; i < findings->list.n; i++) {
    put_finding(&json, &locator, findings->list.v[i]);
  }
  json_end(&json);
  json_end(&json);
}
