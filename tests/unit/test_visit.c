/* Findings handed over one by one are those that are printed. */
#define _POSIX_C_SOURCE 200809L
#include "crosswalk.h"
#include "unit.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char framework[] =
    "<framework xmlns='urn:crosswalk:1' id='a' title='A' published='2026'>\n"
    "  <control id='A1' title='One'/><control id='A1' title='Again'/>\n"
    "  <control id='A2' title='Two' no='thing'/>\n"
    "</framework>\n";
static const char other[] =
    "<framework xmlns='urn:crosswalk:1' id='b' title='B' published='2026'>\n"
    "  <control id='B1' title='\xC3\x89\xC3\x89' /><control id='B2'/></framework>\n";
static const char mapping[] =
    "<mapping xmlns='urn:crosswalk:1' id='m' source='a' target='b'>\n"
    "  <map source='A1' target='B1' relation='equal-to'/>\n"
    "  <map source='A1' target='B1' relation='no-relationship'/>\n"
    "  <map source='A3' target='B2' relation='sort-of'/> text\n"
    "</mapping>\n";
static const char torn[] = "<mapping xmlns='urn:crosswalk:1' id='n' source='a' target='b'><map";

static struct cw_compilation *compiled(void) {
  static const struct {
    const char *name;
    const char *bytes;
  } documents[] = {{"a.xml", framework}, {"b.xml", other}, {"m.xml", mapping}, {"n.xml", torn}};
  struct cw_compilation *c = cw_new();
  ck_assert_ptr_nonnull(c);
  for (unsigned i = 0; i < sizeof documents / sizeof *documents; i++) {
    ck_assert_int_eq(cw_add_document(c, documents[i].name, documents[i].bytes, strlen(documents[i].bytes)), CW_OK);
  }
  ck_assert_int_eq(cw_set(c, "all-notes", "yes"), CW_OK);
  ck_assert_int_eq(cw_compile(c, CW_ALL), CW_FINDINGS);
  return c;
}

static void write_place(FILE *stream, const struct cw_place *place) {
  if (place->file != NULL && place->line > 0) {
    fprintf(stream, "%s:%u:%u: ", place->file, place->line, place->column);
  } else if (place->file != NULL) {
    fprintf(stream, "%s: ", place->file);
  }
}

/* As a compiler prints it, without the source line. */
static void write_finding(void *context, const struct cw_finding *finding) {
  write_place(context, &finding->place);
  fprintf(context, "%s: %s [%s]\n", finding->severity, finding->message, finding->name);
  ck_assert_uint_ge(finding->place.end_column, finding->place.column);
  for (size_t i = 0; i < finding->note_count; i++) {
    write_place(context, &finding->notes[i].place);
    fprintf(context, "note: %s\n", finding->notes[i].message);
  }
}

static bool is_of_finding(const char *line) {
  return strstr(line, "note: ") != NULL || strstr(line, "warning: ") != NULL || strstr(line, "error: ") != NULL;
}

/* The printed findings without source lines, carets and the line of counts. */
static char *printed(struct cw_compilation *c) {
  char *all = NULL;
  char *kept = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&all, &size);
  cw_print_findings(c, stream);
  fclose(stream);
  stream = open_memstream(&kept, &size);
  char *rest = all;
  for (char *line; (line = strtok_r(rest, "\n", &rest)) != NULL;) {
    if (is_of_finding(line)) {
      fprintf(stream, "%s\n", line);
    }
  }
  fclose(stream);
  free(all);
  return kept;
}

START_TEST(each_finding_as_it_is_printed) {
  struct cw_compilation *c = compiled();
  char *visited = NULL;
  size_t size = 0;
  FILE *stream = open_memstream(&visited, &size);
  ck_assert_int_eq(cw_visit_findings(c, write_finding, stream), CW_FINDINGS);
  fclose(stream);
  char *wanted = printed(c);
  ck_assert_str_eq(visited, wanted);
  ck_assert_uint_gt(cw_finding_count(c), 6);
  ck_assert_ptr_nonnull(strstr(visited, "m.xml:4:42: error: "));
  ck_assert_ptr_nonnull(strstr(visited, "[conflict.contradiction]"));
  free(visited);
  free(wanted);
  cw_free(c);
}
END_TEST

UNIT_SUITE(visit, unit_set_up, unit_tear_down, each_finding_as_it_is_printed)
