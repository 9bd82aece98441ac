/* The library called out of order, or without what it wants: a table of functions by states, each of which has an answer. */
#include "crosswalk.h"
#include "scratch.h"
#include "unit.h"

#include <string.h>

/* The states of a compilation that a caller can be in. */
enum state { FED, COMPILED, CHECKED, UNREAD, STATES };

static const char framework_a[] =
    "<framework xmlns=\"urn:crosswalk:1\" id=\"a\" title=\"A\"><control id=\"A1\" title=\"A1\"/></framework>";
static const char framework_b[] =
    "<framework xmlns=\"urn:crosswalk:1\" id=\"b\" title=\"B\"><control id=\"B1\" title=\"B1\"/></framework>";
static const char mapping[] =
    "<mapping xmlns=\"urn:crosswalk:1\" id=\"m\" title=\"M\" source=\"a\" target=\"b\">"
    "<map source=\"A1\" target=\"B1\" relation=\"equal-to\"/></mapping>";

static struct cw_compilation *in_state(enum state state) {
  struct cw_compilation *c = cw_new();
  ck_assert_ptr_nonnull(c);
  ck_assert_int_eq(cw_set(c, "jobs", "1"), CW_OK);
  ck_assert_int_eq(cw_set(c, "gap-findings", "no"), CW_OK);
  ck_assert_int_eq(cw_add_document(c, "a.xml", framework_a, sizeof framework_a - 1), CW_OK);
  ck_assert_int_eq(cw_add_document(c, "b.xml", framework_b, sizeof framework_b - 1), CW_OK);
  ck_assert_int_eq(cw_add_document(c, "m.xml", mapping, sizeof mapping - 1), CW_OK);
  ck_assert_int_eq(cw_ask(c, "a", "b"), CW_OK);
  if (state == UNREAD) {
    ck_assert_int_eq(cw_add_path(c, path_of("missing.xml")), CW_OK);
  }
  if (state != FED) {
    ck_assert_int_eq(cw_compile(c, state == CHECKED ? CW_CHECK : CW_ALL), state == UNREAD ? CW_FAILED : CW_OK);
  }
  return c;
}

/* ---- each function, called as it should be, or with a NULL ---- */

static FILE *stream;
static const char *const target = "b";

#define CALL(name, ...)                                         \
  static enum cw_result call_##name(struct cw_compilation *c) { \
    return __VA_ARGS__;                                         \
  }
CALL(set, cw_set(c, "excel", "no"))
CALL(add_path, cw_add_path(c, folder))
CALL(add_document, cw_add_document(c, "n.xml", mapping, sizeof mapping - 1))
CALL(ask, cw_ask(c, "b", "a"))
CALL(need, cw_need(c, "a"))
CALL(compile, cw_compile(c, CW_ALL))
CALL(build, cw_build(c, path_of("out"), "csv"))
CALL(depfile, cw_write_depfile(c, path_of("deps")))
CALL(table, cw_table(c, "a", "b", "csv", stream))
CALL(gaps, cw_gaps(c, "a", "b", "csv", stream))
CALL(matrix, cw_matrix(c, "a", &target, 1, "csv", stream))
CALL(review, cw_review(c, "a", "b", "csv", stream))
CALL(explain, cw_explain(c, "a:A1", "b:B1", "text", stream))
CALL(list, cw_list(c, "controls", "text", stream))
CALL(ask_assessment, cw_ask_assessment(c, "z"))
CALL(soa, cw_soa(c, "csv", stream))
CALL(risks, cw_risks(c, "csv", stream))
static size_t fixes;
CALL(fix, cw_fix(c, 1, stream, &fixes))
CALL(fix_no_stream, cw_fix(c, 1, NULL, &fixes))
CALL(fix_no_count, cw_fix(c, 1, stream, NULL))
CALL(pin, cw_pin(c, 1, stream, &fixes))
CALL(pin_no_stream, cw_pin(c, 1, NULL, &fixes))
CALL(pin_no_count, cw_pin(c, 1, stream, NULL))
CALL(bid, cw_bid(c, "html", stream))
CALL(align, cw_align(c, "a", "csv", stream))
CALL(finding, cw_explain_finding(c, "io.read", "text", stream))
CALL(print, cw_print_findings(c, stream))
static void forget(void *context, const struct cw_finding *finding) {
  (void)context;
  (void)finding;
}
CALL(visit, cw_visit_findings(c, forget, NULL))
CALL(visit_null, cw_visit_findings(c, NULL, NULL))
CALL(possible, cw_possible(c, "a:A1", "b:B1") == 1 ? CW_OK : CW_USAGE)
CALL(knows, cw_knows(c, "a") != 0 ? CW_OK : CW_USAGE)
CALL(unread, cw_has_unread(c) == 0 ? CW_OK : CW_USAGE)
CALL(count, cw_finding_count(c) < 2 ? CW_OK : CW_USAGE)
CALL(status, cw_status(c))

static const char *const nothing;
CALL(set_null, cw_set(c, NULL, "1"))
CALL(set_no_value, cw_set(c, "jobs", NULL))
CALL(add_path_null, cw_add_path(c, NULL))
CALL(add_document_null, cw_add_document(c, NULL, mapping, 1))
CALL(add_document_no_bytes, cw_add_document(c, "n.xml", NULL, 1))
CALL(ask_null, cw_ask(c, NULL, "b"))
CALL(ask_half, cw_ask(c, "a", NULL))
CALL(need_null, cw_need(c, NULL))
CALL(no_scope, cw_compile(c, (enum cw_scope)7))
CALL(build_nothing, cw_build(c, NULL, "csv"))
CALL(build_no_formats, cw_build(c, path_of("out"), NULL))
CALL(depfile_null, cw_write_depfile(c, NULL))
CALL(table_null, cw_table(c, NULL, "b", "csv", stream))
CALL(table_half, cw_table(c, "a", NULL, "csv", stream))
CALL(table_no_format, cw_table(c, "a", "b", NULL, stream))
CALL(table_no_stream, cw_table(c, "a", "b", "csv", NULL))
CALL(gaps_no_stream, cw_gaps(c, "a", "b", "csv", NULL))
CALL(review_no_stream, cw_review(c, "a", "b", "csv", NULL))
CALL(matrix_no_targets, cw_matrix(c, "a", NULL, 1, "csv", stream))
CALL(matrix_null_target, cw_matrix(c, "a", &nothing, 1, "csv", stream))
CALL(matrix_none, cw_matrix(c, "a", &target, 0, "csv", stream))
CALL(explain_null, cw_explain(c, "a:A1", NULL, "text", stream))
CALL(list_null, cw_list(c, NULL, "text", stream))
CALL(ask_assessment_null, cw_ask_assessment(c, NULL))
CALL(soa_no_format, cw_soa(c, NULL, stream))
CALL(risks_no_stream, cw_risks(c, "csv", NULL))
CALL(bid_no_format, cw_bid(c, NULL, stream))
CALL(align_null, cw_align(c, NULL, "csv", stream))
CALL(finding_null, cw_explain_finding(c, NULL, "text", stream))

enum { OK = CW_OK, USAGE = CW_USAGE, FAILED = CW_FAILED };

static const struct {
  const char *name;
  enum cw_result (*call)(struct cw_compilation *c);
  int answers[STATES]; /* before cw_compile; after it; after CW_CHECK; after a file that could not be read */
} functions[] = {
    {"cw_set", call_set, {OK, USAGE, USAGE, USAGE}},
    {"cw_add_path", call_add_path, {OK, USAGE, USAGE, USAGE}},
    {"cw_add_document", call_add_document, {OK, USAGE, USAGE, USAGE}},
    {"cw_ask", call_ask, {OK, USAGE, USAGE, USAGE}},
    {"cw_need", call_need, {OK, USAGE, USAGE, USAGE}},
    {"cw_compile", call_compile, {OK, USAGE, USAGE, USAGE}},
    {"cw_build", call_build, {USAGE, OK, USAGE, FAILED}},
    {"cw_write_depfile", call_depfile, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_table", call_table, {USAGE, OK, USAGE, FAILED}},
    {"cw_gaps", call_gaps, {USAGE, OK, USAGE, FAILED}},
    {"cw_matrix", call_matrix, {USAGE, OK, USAGE, FAILED}},
    {"cw_review", call_review, {USAGE, OK, USAGE, FAILED}},
    {"cw_explain", call_explain, {USAGE, OK, USAGE, FAILED}},
    {"cw_list", call_list, {USAGE, OK, USAGE, FAILED}},
    {"cw_ask_assessment", call_ask_assessment, {OK, USAGE, USAGE, USAGE}},
    {"cw_soa of no assessment", call_soa, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_risks of no assessment", call_risks, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_fix", call_fix, {USAGE, OK, OK, FAILED}},
    {"cw_fix without a stream", call_fix_no_stream, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_fix without a count", call_fix_no_count, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_pin", call_pin, {USAGE, OK, OK, FAILED}},
    {"cw_pin without a stream", call_pin_no_stream, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_pin without a count", call_pin_no_count, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_bid of no assessment", call_bid, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_align of no assessment", call_align, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_explain_finding", call_finding, {OK, OK, OK, FAILED}},
    {"cw_print_findings", call_print, {OK, OK, OK, FAILED}},
    {"cw_visit_findings", call_visit, {OK, OK, OK, FAILED}},
    {"cw_visit_findings without a visitor", call_visit_null, {USAGE, USAGE, USAGE, USAGE}},
    {"cw_possible", call_possible, {USAGE, OK, USAGE, OK}},
    {"cw_knows", call_knows, {USAGE, OK, OK, OK}},
    {"cw_has_unread", call_unread, {OK, OK, OK, OK}},
    {"cw_finding_count", call_count, {OK, OK, OK, OK}},
    {"cw_status", call_status, {OK, OK, OK, FAILED}},
    {"cw_set without a name", call_set_null, {USAGE, USAGE, USAGE, USAGE}},
    {"cw_set without a value", call_set_no_value, {USAGE, USAGE, USAGE, USAGE}},
    {"cw_add_path of NULL", call_add_path_null, {USAGE, USAGE, USAGE, USAGE}},
    {"cw_add_document without a name", call_add_document_null, {USAGE, USAGE, USAGE, USAGE}},
    {"cw_add_document without bytes", call_add_document_no_bytes, {USAGE, USAGE, USAGE, USAGE}},
    {"cw_ask of NULL", call_ask_null, {USAGE, USAGE, USAGE, USAGE}},
    {"cw_ask to NULL", call_ask_half, {USAGE, USAGE, USAGE, USAGE}},
    {"cw_need of NULL", call_need_null, {USAGE, USAGE, USAGE, USAGE}},
    {"cw_compile for no scope", call_no_scope, {USAGE, USAGE, USAGE, USAGE}},
    {"cw_build of nothing", call_build_nothing, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_build without formats", call_build_no_formats, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_write_depfile to NULL", call_depfile_null, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_table of NULL", call_table_null, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_table to NULL", call_table_half, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_table without a format", call_table_no_format, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_table without a stream", call_table_no_stream, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_gaps without a stream", call_gaps_no_stream, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_review without a stream", call_review_no_stream, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_matrix without targets", call_matrix_no_targets, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_matrix to NULL", call_matrix_null_target, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_matrix to none", call_matrix_none, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_explain of NULL", call_explain_null, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_list of NULL", call_list_null, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_ask_assessment of NULL", call_ask_assessment_null, {USAGE, USAGE, USAGE, USAGE}},
    {"cw_soa without a format", call_soa_no_format, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_risks without a stream", call_risks_no_stream, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_bid without a format", call_bid_no_format, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_align of NULL", call_align_null, {USAGE, USAGE, USAGE, FAILED}},
    {"cw_explain_finding of NULL", call_finding_null, {USAGE, USAGE, USAGE, USAGE}},
};

enum { FUNCTIONS = sizeof functions / sizeof *functions };

static void open_stream(void) {
  scratch_set_up();
  stream = tmpfile();
  ck_assert_ptr_nonnull(stream);
}

static void close_stream(void) {
  fclose(stream);
  scratch_tear_down();
}

START_TEST(every_function_in_every_state) {
  for (unsigned f = 0; f < FUNCTIONS; f++) {
    for (unsigned state = 0; state < STATES; state++) {
      struct cw_compilation *c = in_state((enum state)state);
      int answer = (int)functions[f].call(c);
      ck_assert_msg(answer == functions[f].answers[state], "%s in state %u: %d instead of %d", functions[f].name, state,
                    answer, functions[f].answers[state]);
      bool names = functions[f].name[0] == 'c' && answer == CW_USAGE && functions[f].call != call_possible &&
                   functions[f].call != call_knows;
      ck_assert_msg(!names || *cw_message(c) != '\0', "%s in state %u says nothing", functions[f].name, state);
      (void)cw_status(c); /* and it can still be asked, and freed */
      (void)cw_print_findings(c, stream);
      cw_free(c);
    }
  }
}
END_TEST

/* Any two of them one after the other, which is where state is left behind. */
START_TEST(every_two_functions) {
  for (unsigned state = 0; state < STATES; state++) {
    for (unsigned first = 0; first < FUNCTIONS; first++) {
      struct cw_compilation *c = in_state((enum state)state);
      for (unsigned second = 0; second < FUNCTIONS; second++) {
        (void)functions[first].call(c);
        (void)functions[second].call(c);
      }
      cw_free(c);
    }
  }
}
END_TEST

START_TEST(a_report_that_is_lost_is_a_failure) {
  FILE *full = fopen("/dev/full", "w");
  ck_assert_ptr_nonnull(full);
  struct cw_compilation *c = cw_new();
  ck_assert_int_eq(cw_set(c, "diagnostics", "json"), CW_OK);
  ck_assert_int_eq(cw_add_document(c, "a.xml", framework_a, sizeof framework_a - 1), CW_OK);
  ck_assert_int_eq(cw_compile(c, CW_CHECK), CW_OK);
  ck_assert_int_eq(cw_print_findings(c, full), CW_FAILED);
  ck_assert_int_eq(cw_status(c), CW_FAILED);
  cw_free(c);
  fclose(full);
}
END_TEST

UNIT_SUITE(misuse, open_stream, close_stream, every_function_in_every_state, every_two_functions,
           a_report_that_is_lost_is_a_failure)
