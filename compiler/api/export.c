/* Exporting: a framework, a mapping or a crosswalk in a format that other programs read, whole or not at all. */
#define _POSIX_C_SOURCE 200809L
#include "output/exchange/exchange.h"

#include "api/compilation.h"
#include "model/date.h"
#include "workspace/known.h"
#include "workspace/torn.h"

#include <stdlib.h>
#include <time.h>

static const struct exchange_writer *find_format(struct cw_compilation *c, const char *name) {
  struct buf names;
  buf_init(&names, &c->arena);
  for (unsigned i = 0; i < exchange_writer_count; i++) {
    if (strcmp(exchange_writers[i].name, name) == 0) {
      return &exchange_writers[i];
    }
    buf_printf(&names, "%s%s", i > 0 ? ", " : "", exchange_writers[i].name);
  }
  usage(c, "there is no format \"%s\" to export to; there are %s", name, buf_done(&names).p);
  return NULL;
}

/* The day that the build was told, never that of a clock; absent if it was told none. */
static struct str epoch_date(struct cw_compilation *c) {
  const char *epoch = getenv("SOURCE_DATE_EPOCH");
  char *end = NULL;
  long long seconds = epoch != NULL && epoch[0] != '\0' ? strtoll(epoch, &end, 10) : -1;
  time_t when = (time_t)seconds;
  struct tm parts;
  struct buf text;
  if (seconds < 0 || *end != '\0' || gmtime_r(&when, &parts) == NULL || parts.tm_year > 9999 - 1900) {
    return (struct str){.p = NULL};
  }
  buf_init(&text, &c->arena);
  buf_printf(&text, "%04d-%02d-%02d", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday);
  return buf_done(&text);
}

/* When it last changed: as the command line says, as it was published, as the build was told. */
static struct str date_of(struct cw_compilation *c, const struct exchange *exchange) {
  struct str published = exchange->framework != NULL  ? exchange->framework->declared->published
                         : exchange->declared != NULL ? exchange->declared->published
                                                      : STR("");
  struct str stated = c->work.request.as_of.n > 0 ? c->work.request.as_of : published;
  return stated.n > 0 ? date_day(&c->arena, stated) : epoch_date(c);
}

static bool take_crosswalk(struct cw_compilation *c, struct exchange *exchange, const char *source,
                           const char *target) {
  if (strchr(target, '+') != NULL) {
    usage(c, "what is exported leads to one framework, and %s are several; name one of them", target);
    return false;
  }
  uint32_t number = find_crosswalk(c, source, target);
  if (number == NO_INDEX) {
    return false;
  }
  struct report_options *options = arena_alloc(&c->arena, sizeof *options);
  struct report_crosswalk report;
  *options = report_options(c);
  struct reporter *reporter = reporter_new(&c->work.analysis, options, &c->arena);
  report_build(reporter, number, &c->arena, &report);
  if (report.too_many) {
    report_too_many(c, number, false);
    return false;
  }
  exchange_crosswalk(exchange, &c->work.graph, find_framework(c, source), find_framework(c, target), &report);
  return true;
}

static bool take(struct cw_compilation *c, struct exchange *exchange, const char *what, const char *target) {
  if (target != NULL) {
    return take_crosswalk(c, exchange, what, target);
  }
  uint32_t mapping = graph_find_mapping(&c->work.graph, str_from(what));
  if (mapping != NO_INDEX) {
    exchange_mapping(exchange, &c->work.graph, mapping);
    return true;
  }
  uint32_t framework = graph_find_framework(&c->work.graph, str_from(what));
  if (framework != NO_INDEX) {
    exchange_framework(exchange, &c->work.graph, framework);
    return true;
  }
  struct str nearest = link_nearest_framework(&c->work.graph, &c->work.link_options, str_from(what));
  if ((torn_documents(&c->work) || c->work.loaded.unread) && !link_is_mangled(str_from(what), nearest)) {
    usage(c, "no framework or mapping \"%s\" is loaded; a document that may define it could not be used", what);
    return false;
  }
  usage(c, "no framework or mapping \"%s\" is loaded%s%.*s%s", what, nearest.n > 0 ? "; did you mean " : "",
        STR_ARG(str_or_empty(nearest)),
        nearest.n > 0 ? "?" : "; `crosswalk list frameworks` and `crosswalk list mappings` show which are");
  return false;
}

static void tell_losses(struct cw_compilation *c, const struct exchange *exchange) {
  for (uint32_t i = 0; i < exchange->losses.n; i++) {
    const struct exchange_loss *loss = &exchange->losses.v[i];
    struct finding *finding = report_late(c, F_IMPORT_LOST, "%u %s", (unsigned)loss->count,
                                          loss->count == 1 || loss->many[0] == '\0' ? loss->one : loss->many);
    if (finding != NULL) {
      finding->place = loss->first;
    }
  }
  known_count(&c->work);
}

static enum cw_result write(struct cw_compilation *c, struct exchange *exchange, const struct exchange_writer *writer,
                            const char *path, FILE *stream) {
  struct sink *sink = open_output(c, path, stream);
  (exchange->framework != NULL ? writer->framework : writer->mapping)(sink, exchange);
  tell_losses(c, exchange);
  return close_output(c, sink, path);
}

enum cw_result cw_export(struct cw_compilation *c, const char *what, const char *target, const char *format,
                         const char *path, FILE *stream) {
  ENTER_AFTER(c);
  WANT(c, what);
  WANT(c, format);
  if (path == NULL) {
    WANT_STREAM(c, stream);
  }
  const struct exchange_writer *writer = find_format(c, format);
  struct exchange exchange = {.arena = &c->arena, .generator = "crosswalk " CW_VERSION};
  if (writer == NULL) {
    return CW_USAGE;
  }
  if (!take(c, &exchange, what, target)) {
    return c->message[0] == '\0' ? cw_status(c) : CW_USAGE;
  }
  if (exchange.framework != NULL && writer->framework == NULL) {
    return usage(c, "%s holds mappings and no frameworks; export %s as oscal-json, oscal-xml, ciso or review", format,
                 what);
  }
  if (exchange.framework == NULL && exchange.maps.n == 0) {
    return target == NULL
               ? usage(c, "nothing is declared in %s that could be exported", what)
               : usage(c, "nothing is declared or follows from %s to %s that could be exported", what, target);
  }
  if (c->import.strict) {
    (void)switches_apply(&c->work.switches, STR("error=import.lost"));
  }
  exchange.date = date_of(c, &exchange);
  exchange.license = c->output.license;
  if (writer->dated && exchange.date.n == 0) {
    return usage(c, "%s wants the date of the last change, and %s has none; --as-of YYYY-MM-DD gives it", format,
                 exchange.framework != NULL || exchange.declared != NULL ? what : "a computed crosswalk");
  }
  return write(c, &exchange, writer, path, stream);
}
