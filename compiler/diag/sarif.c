/* Findings as SARIF 2.1.0.
 *
 * Names of files are relative to %SRCROOT%, the folder that the program was run in, which is not named: no path of the
 * machine gets into the log unless somebody gave it as an argument. Bundled documents are relative to %CROSSWALK%. */
#include "diag/sarif.h"

#include "base/json.h"
#include "diag/json.h"
#include "diag/locator.h"

struct logger {
  struct json json;
  struct locator locator;
  const struct findings *findings;
  const struct sarif_options *options;
  uint32_t indexes[FINDING_CODES]; /* of the rules that the results name, in the order of the catalogue */
  bool used[FINDING_CODES];
};

/* ---- rules ---- */

static void number_rules(struct logger *logger) {
  for (uint32_t i = 0; i < logger->findings->list.n; i++) {
    logger->used[logger->findings->list.v[i]->code] = true;
  }
  uint32_t count = 0;
  for (int code = 0; code < FINDING_CODES; code++) {
    logger->indexes[code] = count;
    count += logger->used[code];
  }
}

static struct str first_sentence(const char *text) {
  const char *end = strstr(text, ". ");
  return (struct str){.p = text, .n = (uint32_t)(end != NULL ? (size_t)(end - text) + 1 : strlen(text))};
}

static void put_message(struct json *json, const char *name, struct str text) {
  json_line(json);
  json_object(json, name);
  json_str(json, "text", text);
  json_end(json);
}

static void put_rule(struct json *json, const struct finding_info *info) {
  json_object(json, NULL);
  json_text(json, "id", info->name);
  put_message(json, "shortDescription", first_sentence(info->meaning));
  put_message(json, "fullDescription", str_from(info->meaning));
  put_message(json, "help", str_from(info->mend));
  json_line(json);
  json_object(json, "defaultConfiguration");
  json_text(json, "level", severity_words[info->severity]);
  json_end(json);
  json_end(json);
}

static void put_tool(struct logger *logger) {
  struct json *json = &logger->json;
  json_object(json, "tool");
  json_object(json, "driver");
  json_text(json, "name", "crosswalk");
  json_text(json, "version", logger->options->version);
  json_text(json, "semanticVersion", logger->options->version);
  json_array(json, "rules");
  for (int code = 0; code < FINDING_CODES; code++) {
    if (logger->used[code]) {
      put_rule(json, &finding_catalogue[code]);
    }
  }
  json_end(json);
  json_end(json);
  json_end(json);
}

/* ---- places ---- */

static bool is_plain(char byte) {
  return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') || (byte >= '0' && byte <= '9') ||
         (byte != '\0' && strchr("-._~", byte) != NULL);
}

static void put_segment(struct buf *uri, struct str segment) {
  static const char digits[] = "0123456789ABCDEF";
  for (uint32_t i = 0; i < segment.n; i++) {
    if (is_plain(segment.p[i])) {
      buf_char(uri, segment.p[i]);
    } else {
      unsigned char byte = (unsigned char)segment.p[i];
      buf_char(uri, '%');
      buf_char(uri, digits[byte >> 4]);
      buf_char(uri, digits[byte & 15]);
    }
  }
}

typedef VEC(struct str) segments;

/* The names between the slashes, without "." and without what a ".." takes back. */
static void split_path(struct arena *arena, struct str name, segments *found) {
  for (uint32_t at = 0; at < name.n;) {
    uint32_t end = at;
    while (end < name.n && name.p[end] != '/') {
      end++;
    }
    struct str segment = {.p = name.p + at, .n = end - at};
    bool back = str_is(segment, "..");
    if (back && found->n > 0 && !str_is(found->v[found->n - 1], "..")) {
      found->n--;
    } else if (segment.n > 0 && !str_is(segment, ".")) {
      vec_push(arena, found, segment);
    }
    at = end + 1;
  }
}

/* The name of a file as a URI: "./a/../b c.xml" is b%20c.xml. */
static struct str uri_of(struct arena *arena, struct str name) {
  segments found = {0};
  struct buf uri;
  buf_init(&uri, arena);
  split_path(arena, name, &found);
  const char *before = name.n > 0 && name.p[0] == '/' ? "file:///" : "";
  for (uint32_t i = 0; i < found.n; i++) {
    buf_text(&uri, before);
    put_segment(&uri, found.v[i]);
    before = "/";
  }
  return buf_done(&uri);
}

static void put_region(struct json *json, const struct location *location) {
  json_object(json, "region");
  json_number(json, "startLine", location->line);
  json_number(json, "startColumn", location->column);
  json_number(json, "endColumn", location_end(location));
  json_end(json);
}

static void put_physical(struct json *json, struct locator *locator, struct locator_page *page,
                         const struct place *place) {
  const struct source *source = locator_source(locator, place);
  struct location location = {.line = 0};
  json_object(json, "physicalLocation");
  json_object(json, "artifactLocation");
  json_str(json, "uri", uri_of(locator->arena, source->name));
  if (source->bundled) {
    json_text(json, "uriBaseId", "%CROSSWALK%");
  } else if (source->name.n == 0 || source->name.p[0] != '/') {
    json_text(json, "uriBaseId", "%SRCROOT%");
  }
  json_end(json);
  if (locator_find(locator, page, place, &location)) {
    put_region(json, &location);
  }
  json_end(json);
}

/* ---- results ---- */

/* In messages braces stand for arguments (SARIF 3.11.5), and few readers undo the doubling that would protect them: so the
 * braces around a union become round. */
static struct str without_braces(struct arena *arena, struct str text) {
  char *copy = arena_text(arena, text.p, text.n);
  for (uint32_t i = 0; i < text.n; i++) {
    copy[i] = copy[i] == '{' ? '(' : copy[i] == '}' ? ')' : copy[i];
  }
  return (struct str){.p = copy, .n = text.n};
}

/* Notes without a place, such as a suggestion, belong to the message; the others are related locations. */
static struct str message_of(struct locator *locator, const struct finding *finding) {
  struct buf text;
  buf_init(&text, locator->arena);
  buf_str(&text, finding->message);
  for (const struct finding_note *note = finding->notes; note != NULL; note = note->next) {
    if (locator_source(locator, &note->place) == NULL) {
      buf_text(&text, "\n");
      buf_str(&text, note->message);
    }
  }
  return without_braces(locator->arena, buf_done(&text));
}

static void put_related(struct json *json, struct locator *locator, const struct finding *finding) {
  json_array(json, "relatedLocations");
  for (const struct finding_note *note = finding->notes; note != NULL; note = note->next) {
    if (locator_source(locator, &note->place) != NULL) {
      json_line(json);
      json_object(json, NULL);
      put_physical(json, locator, &locator->notes, &note->place);
      put_message(json, "message", without_braces(locator->arena, note->message));
      json_end(json);
    }
  }
  json_end(json);
}

/* All results of a run have the list or none has it. */
static void put_suppressions(struct json *json, const struct finding *finding) {
  json_line(json);
  json_array(json, "suppressions");
  if (finding->accepted.p != NULL) {
    json_object(json, NULL);
    json_text(json, "kind", "external");
    json_text(json, "status", "accepted");
    json_str(json, "justification", finding->accepted);
    json_end(json);
  }
  json_end(json);
}

static void put_properties(struct json *json, const struct finding *finding) {
  if (finding->framework.n == 0 && finding->control.n == 0 && finding->mapping.n == 0) {
    return;
  }
  json_line(json);
  json_object(json, "properties");
  json_str_if(json, "framework", finding->framework);
  json_str_if(json, "control", finding->control);
  json_str_if(json, "mapping", finding->mapping);
  json_end(json);
}

static void put_result(struct logger *logger, const struct finding *finding) {
  struct json *json = &logger->json;
  struct locator *locator = &logger->locator;
  json_object(json, NULL);
  json_text(json, "ruleId", finding_catalogue[finding->code].name);
  json_number(json, "ruleIndex", logger->indexes[finding->code]);
  json_text(json, "level", severity_words[finding->severity]);
  put_message(json, "message", message_of(locator, finding));
  json_array(json, "locations");
  if (locator_source(locator, &finding->place) != NULL) {
    json_line(json);
    json_object(json, NULL);
    put_physical(json, locator, &locator->findings, &finding->place);
    json_end(json);
  }
  json_end(json);
  put_related(json, locator, finding);
  put_suppressions(json, finding);
  put_properties(json, finding);
  json_end(json);
}

static void put_base(struct json *json, const char *name, const char *description) {
  json_object(json, name);
  put_message(json, "description", str_from(description));
  json_end(json);
}

/* Of what there is more than --fail-on allows: a reason to fail that is no result. */
static void put_exceeded(struct logger *logger) {
  struct json *json = &logger->json;
  if (logger->options->exceeded_count == 0) {
    return;
  }
  json_array(json, "toolExecutionNotifications");
  for (uint32_t i = 0; i < logger->options->exceeded_count; i++) {
    json_line(json);
    json_object(json, NULL);
    json_text(json, "level", "error");
    put_message(json, "message", without_braces(logger->locator.arena, logger->options->exceeded[i]));
    json_end(json);
  }
  json_end(json);
}

static void put_run(struct logger *logger) {
  struct json *json = &logger->json;
  json_object(json, NULL);
  put_tool(logger);
  json_array(json, "invocations");
  json_line(json);
  json_object(json, NULL);
  json_bool(json, "executionSuccessful", !logger->options->failed);
  put_exceeded(logger);
  json_end(json);
  json_end(json);
  json_object(json, "originalUriBaseIds");
  put_base(json, "%SRCROOT%", "The folder that crosswalk was run in.");
  put_base(json, "%CROSSWALK%", "The documents that come with crosswalk.");
  json_end(json);
  json_text(json, "columnKind", "unicodeCodePoints");
  json_array(json, "results");
  for (uint32_t i = 0; i < logger->findings->list.n; i++) {
    put_result(logger, logger->findings->list.v[i]);
  }
  json_end(json);
  json_end(json);
}

void sarif_findings(struct buf *out, const struct findings *findings, struct sources *sources,
                    const struct sarif_options *options) {
  static const char schema[] =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  struct logger logger = {.findings = findings, .options = options};
  struct json *json = &logger.json;
  number_rules(&logger);
  locator_init(&logger.locator, sources, out->arena);
  json_begin(json, json_to_buf, out);
  json_object(json, NULL);
  json_text(json, "$schema", schema);
  json_text(json, "version", "2.1.0");
  json_array(json, "runs");
  put_run(&logger);
  json_end(json);
  json_end(json);
}
