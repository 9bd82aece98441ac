/* The library called out of order, or without what it wants: a table of functions by states, each of which has an answer. */
#include "crosswalk.h"
#include "scratch.h"
#include "unit.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

/* The states of a compilation that a caller can be in. */
enum state {
  NONE,     /* there is no compilation */
  FED,      /* before cw_compile */
  COMPILED, /* after it */
  ERRORS,   /* after it, with an error among the documents */
  REFUSED,  /* after it, and after a call with an argument that was wrong */
  CHECKED,  /* after it with CW_CHECK */
  UNREAD,   /* after it, with a file that could not be read */
  LOST,     /* after it, and after a result that could not be written */
  IMPORTED, /* after cw_import */
  STATES
};

static const char framework_a[] =
    "<framework xmlns=\"urn:crosswalk:1\" id=\"a\" title=\"A\"><control id=\"A1\" title=\"A1\"/></framework>";
static const char framework_b[] =
    "<framework xmlns=\"urn:crosswalk:1\" id=\"b\" title=\"B\"><control id=\"B1\" title=\"B1\"/></framework>";
static const char wrong[] =
    "<mapping xmlns=\"urn:crosswalk:1\" id=\"n\" title=\"N\" source=\"a\" target=\"b\">"
    "<map source=\"A1\" target=\"B9\" relation=\"equal-to\"/></mapping>";
static const char mapping[] =
    "<mapping xmlns=\"urn:crosswalk:1\" id=\"m\" title=\"M\" source=\"a\" target=\"b\">"
    "<map source=\"A1\" target=\"B1\" relation=\"equal-to\"/></mapping>";

static const char *const tables[] = {"id,title\nA1,One\nA2,Two\n"};
static FILE *stream;
static const char *const target = "b";
static const char *const nothing;

static enum cw_result import_table(struct cw_compilation *c) {
  put_file("in.csv", tables[0]);
  const char *const files[] = {path_of("in.csv")};
  return cw_import(c, files, 1, path_of("imported"), stream);
}

static int refuse(void *context, const void *bytes, size_t size) {
  (void)context;
  (void)bytes;
  (void)size;
  return ENOSPC;
}

static struct cw_compilation *fed(enum state state) {
  struct cw_compilation *c = cw_new();
  ck_assert_ptr_nonnull(c);
  ck_assert_int_eq(cw_set(c, "jobs", "1"), CW_OK);
  ck_assert_int_eq(cw_set(c, "gap-findings", "no"), CW_OK);
  ck_assert_int_eq(cw_set(c, "force", "yes"), CW_OK);
  ck_assert_int_eq(cw_set(c, "as-of", "2026-01-31"), CW_OK);
  ck_assert_int_eq(cw_add_document(c, "a.xml", framework_a, sizeof framework_a - 1), CW_OK);
  ck_assert_int_eq(cw_add_document(c, "b.xml", framework_b, sizeof framework_b - 1), CW_OK);
  ck_assert_int_eq(cw_add_document(c, "m.xml", mapping, sizeof mapping - 1), CW_OK);
  ck_assert_int_eq(cw_ask(c, "a", "b"), CW_OK);
  if (state == UNREAD) {
    ck_assert_int_eq(cw_add_path(c, path_of("missing.xml")), CW_OK);
  }
  if (state == ERRORS) {
    ck_assert_int_eq(cw_add_document(c, "n.xml", wrong, sizeof wrong - 1), CW_OK);
  }
  return c;
}

static struct cw_compilation *in_state(enum state state) {
  static const enum cw_result compiling[STATES] = {[ERRORS] = CW_FINDINGS, [UNREAD] = CW_FAILED};
  if (state == NONE) {
    return NULL;
  }
  struct cw_compilation *c = fed(state);
  if (state == IMPORTED) {
    ck_assert_int_eq(import_table(c), CW_OK);
  } else if (state != FED) {
    ck_assert_int_eq(cw_compile(c, state == CHECKED ? CW_CHECK : CW_ALL), compiling[state]);
  }
  if (state == REFUSED) {
    ck_assert_int_eq(cw_table(c, "a", "b", "papyrus", stream), CW_USAGE);
  }
  if (state == LOST) {
    ck_assert_int_eq(cw_set_output(c, refuse, NULL), CW_OK);
    ck_assert_int_eq(cw_table(c, "a", "b", "csv", NULL), CW_FAILED);
    ck_assert_int_eq(cw_set_output(c, NULL, NULL), CW_OK);
  }
  return c;
}

/* ---- each function, called as it should be, or with a NULL ---- */

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
CALL(stamp, cw_touch_stamp(c))
CALL(message, *cw_message(c) == '\0' ? CW_OK : CW_USAGE)
CALL(output, cw_set_output(c, refuse, NULL))
CALL(no_output, cw_set_output(c, NULL, NULL))
CALL(export_, cw_export(c, "m", NULL, "sssom", NULL, stream))
CALL(export_crosswalk, cw_export(c, "a", "b", "oscal-json", path_of("out.json"), NULL))
CALL(export_null, cw_export(c, NULL, NULL, "sssom", NULL, stream))
CALL(export_no_format, cw_export(c, "m", NULL, NULL, NULL, stream))
CALL(export_nowhere, cw_export(c, "m", NULL, "sssom", NULL, NULL))
CALL(diff_named, cw_diff_named(c, "a", "b", "csv", stream))
CALL(diff_named_null, cw_diff_named(c, "a", NULL, "csv", stream))
CALL(diff_itself, cw_diff(c, c, "csv", stream))
CALL(diff_null, cw_diff(NULL, c, "csv", stream))
CALL(diff_no_stream, cw_diff(c, c, "csv", NULL))
CALL(migrate, cw_migrate(c, "m.xml", "z", "csv", path_of("migrated"), stream))
CALL(migrate_null, cw_migrate(c, NULL, "b", "csv", path_of("migrated"), stream))
CALL(migrate_no_folder, cw_migrate(c, "m.xml", "b", "csv", NULL, stream))
CALL(control, cw_explain_control(c, "a:A1", NULL, "text", stream))
CALL(control_null, cw_explain_control(c, NULL, NULL, "text", stream))
CALL(control_no_stream, cw_explain_control(c, "a:A1", NULL, "text", NULL))
CALL(import, import_table(c))
CALL(import_null, cw_import(c, NULL, 1, path_of("imported"), stream))
CALL(import_null_file, cw_import(c, &nothing, 1, path_of("imported"), stream))
CALL(import_nowhere, cw_import(c, &target, 1, NULL, NULL))
CALL(template_, cw_import_template(c, NULL, stream))
CALL(template_nowhere, cw_import_template(c, NULL, NULL))
CALL(print_no_stream, cw_print_findings(c, NULL))
CALL(possible_null, cw_possible(c, NULL, "b:B1") == 0 ? CW_USAGE : CW_OK)
CALL(knows_null, cw_knows(c, NULL) == 0 ? CW_USAGE : CW_OK)
CALL(finding_null, cw_explain_finding(c, NULL, "text", stream))

enum { OK = CW_OK, FINDINGS = CW_FINDINGS, USAGE = CW_USAGE, FAILED = CW_FAILED };

/* The answers, in the order of the states. */
#define BEFORE \
  { USAGE, OK, USAGE, USAGE, USAGE, USAGE, USAGE, USAGE, USAGE }
#define AFTER \
  { USAGE, USAGE, OK, FINDINGS, OK, USAGE, FAILED, FAILED, USAGE }
#define AFTER_ANY \
  { USAGE, USAGE, OK, FINDINGS, OK, OK, FAILED, FAILED, USAGE } /* CW_CHECK included */
#define NOT_AFTER \
  { USAGE, USAGE, USAGE, USAGE, USAGE, USAGE, FAILED, FAILED, USAGE }
#define NEVER \
  { USAGE, USAGE, USAGE, USAGE, USAGE, USAGE, USAGE, USAGE, USAGE }
#define ANYTIME \
  { USAGE, OK, OK, FINDINGS, OK, OK, FAILED, FAILED, OK }
#define ALWAYS \
  { USAGE, OK, OK, OK, OK, OK, OK, OK, OK }

static const struct {
  const char *name;
  enum cw_result (*call)(struct cw_compilation *c);
  int answers[STATES];
} functions[] = {
    {"cw_set", call_set, BEFORE},
    {"cw_add_path", call_add_path, BEFORE},
    {"cw_add_document", call_add_document, BEFORE},
    {"cw_ask", call_ask, BEFORE},
    {"cw_need", call_need, BEFORE},
    {"cw_compile", call_compile, BEFORE},
    {"cw_build", call_build, AFTER},
    {"cw_write_depfile", call_depfile, NOT_AFTER},
    {"cw_table", call_table, AFTER},
    {"cw_gaps", call_gaps, AFTER},
    {"cw_matrix", call_matrix, AFTER},
    {"cw_review", call_review, AFTER},
    {"cw_explain", call_explain, AFTER},
    {"cw_list", call_list, AFTER},
    {"cw_ask_assessment", call_ask_assessment, BEFORE},
    {"cw_soa of no assessment", call_soa, NOT_AFTER},
    {"cw_risks of no assessment", call_risks, NOT_AFTER},
    {"cw_fix", call_fix, AFTER_ANY},
    {"cw_fix without a stream", call_fix_no_stream, NOT_AFTER},
    {"cw_fix without a count", call_fix_no_count, NOT_AFTER},
    {"cw_pin", call_pin, AFTER_ANY},
    {"cw_pin without a stream", call_pin_no_stream, NOT_AFTER},
    {"cw_pin without a count", call_pin_no_count, NOT_AFTER},
    {"cw_bid of no assessment", call_bid, NOT_AFTER},
    {"cw_align of no assessment", call_align, NOT_AFTER},
    {"cw_explain_finding", call_finding, ANYTIME},
    {"cw_print_findings", call_print, ANYTIME},
    {"cw_visit_findings", call_visit, ANYTIME},
    {"cw_visit_findings without a visitor", call_visit_null, NEVER},
    {"cw_possible", call_possible, {USAGE, USAGE, OK, OK, OK, USAGE, OK, OK, USAGE}},
    {"cw_knows", call_knows, {USAGE, USAGE, OK, OK, OK, OK, OK, OK, USAGE}},
    {"cw_has_unread", call_unread, {OK, OK, OK, OK, OK, OK, OK, OK, OK}},
    {"cw_finding_count", call_count, {OK, OK, OK, OK, OK, OK, OK, OK, OK}},
    {"cw_status", call_status, ANYTIME},
    {"cw_set without a name", call_set_null, NEVER},
    {"cw_set without a value", call_set_no_value, NEVER},
    {"cw_add_path of NULL", call_add_path_null, NEVER},
    {"cw_add_document without a name", call_add_document_null, NEVER},
    {"cw_add_document without bytes", call_add_document_no_bytes, NEVER},
    {"cw_ask of NULL", call_ask_null, NEVER},
    {"cw_ask to NULL", call_ask_half, NEVER},
    {"cw_need of NULL", call_need_null, NEVER},
    {"cw_compile for no scope", call_no_scope, NEVER},
    {"cw_build of nothing", call_build_nothing, NOT_AFTER},
    {"cw_build without formats", call_build_no_formats, NOT_AFTER},
    {"cw_write_depfile to NULL", call_depfile_null, NOT_AFTER},
    {"cw_table of NULL", call_table_null, NOT_AFTER},
    {"cw_table to NULL", call_table_half, NOT_AFTER},
    {"cw_table without a format", call_table_no_format, NOT_AFTER},
    {"cw_table without a stream", call_table_no_stream, NOT_AFTER},
    {"cw_gaps without a stream", call_gaps_no_stream, NOT_AFTER},
    {"cw_review without a stream", call_review_no_stream, NOT_AFTER},
    {"cw_matrix without targets", call_matrix_no_targets, NOT_AFTER},
    {"cw_matrix to NULL", call_matrix_null_target, NOT_AFTER},
    {"cw_matrix to none", call_matrix_none, NOT_AFTER},
    {"cw_explain of NULL", call_explain_null, NOT_AFTER},
    {"cw_list of NULL", call_list_null, NOT_AFTER},
    {"cw_ask_assessment of NULL", call_ask_assessment_null, NEVER},
    {"cw_soa without a format", call_soa_no_format, NOT_AFTER},
    {"cw_risks without a stream", call_risks_no_stream, NOT_AFTER},
    {"cw_bid without a format", call_bid_no_format, NOT_AFTER},
    {"cw_align of NULL", call_align_null, NOT_AFTER},
    {"cw_explain_finding of NULL", call_finding_null, NEVER},
    {"cw_touch_stamp", call_stamp, AFTER_ANY},
    {"cw_message", call_message, {OK, OK, OK, OK, USAGE, OK, OK, OK, OK}},
    {"cw_set_output", call_output, ALWAYS},
    {"cw_set_output of NULL", call_no_output, ALWAYS},
    {"cw_export", call_export_, AFTER},
    {"cw_export of a crosswalk", call_export_crosswalk, AFTER},
    {"cw_export of NULL", call_export_null, NOT_AFTER},
    {"cw_export without a format", call_export_no_format, NOT_AFTER},
    {"cw_export to nowhere", call_export_nowhere, NOT_AFTER},
    {"cw_diff_named", call_diff_named, AFTER},
    {"cw_diff_named to NULL", call_diff_named_null, NOT_AFTER},
    {"cw_diff with itself", call_diff_itself, AFTER},
    {"cw_diff from NULL", call_diff_null, NOT_AFTER},
    {"cw_diff without a stream", call_diff_no_stream, NOT_AFTER},
    {"cw_migrate to no framework", call_migrate, NOT_AFTER},
    {"cw_migrate of NULL", call_migrate_null, NOT_AFTER},
    {"cw_migrate without a folder", call_migrate_no_folder, NOT_AFTER},
    {"cw_explain_control", call_control, AFTER},
    {"cw_explain_control of NULL", call_control_null, NOT_AFTER},
    {"cw_explain_control without a stream", call_control_no_stream, NOT_AFTER},
    {"cw_import", call_import, BEFORE},
    {"cw_import of NULL", call_import_null, NEVER},
    {"cw_import of a NULL", call_import_null_file, NEVER},
    {"cw_import to nowhere", call_import_nowhere, NEVER},
    {"cw_import_template", call_template_, BEFORE},
    {"cw_import_template to nowhere", call_template_nowhere, NEVER},
    {"cw_print_findings without a stream", call_print_no_stream, NEVER},
    {"cw_possible of NULL", call_possible_null, NEVER},
    {"cw_knows of NULL", call_knows_null, NEVER},
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

static bool begins(const char *name, const char *with) {
  size_t n = strlen(with);
  return strncmp(name, with, n) == 0 && (name[n] == '\0' || name[n] == ' ');
}

/* Those that cannot say by themselves what was wrong. */
static bool gives_a_number(const char *name) {
  return begins(name, "cw_possible") || begins(name, "cw_knows");
}

START_TEST(every_function_in_every_state) {
  for (unsigned f = 0; f < FUNCTIONS; f++) {
    for (unsigned state = 0; state < STATES; state++) {
      struct cw_compilation *c = in_state((enum state)state);
      int answer = (int)functions[f].call(c);
      ck_assert_msg(answer == functions[f].answers[state], "%s in state %u: %d instead of %d", functions[f].name, state,
                    answer, functions[f].answers[state]);
      bool words = state != NONE && answer == CW_USAGE && !gives_a_number(functions[f].name);
      ck_assert_msg(!words || *cw_message(c) != '\0', "%s in state %u says nothing", functions[f].name, state);
      (void)cw_status(c); /* and it can still be asked, and freed */
      (void)cw_print_findings(c, stream);
      cw_free(c);
    }
  }
}
END_TEST

/* Any two of them one after the other, which is where state is left behind. */
START_TEST(every_two_functions) {
  for (unsigned state = FED; state < STATES; state++) {
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

/* Of the public functions these alone have no row: what makes and ends a compilation, which every row does; what has none;
 * and what ends all writing of the process. */
static bool needs_no_row(const char *name) {
  return begins(name, "cw_new") || begins(name, "cw_free") || begins(name, "cw_version") ||
         begins(name, "cw_remove_temporaries");
}

static bool has_row(const char *name) {
  bool found = false;
  for (unsigned f = 0; f < FUNCTIONS && !found; f++) {
    found = begins(functions[f].name, name);
  }
  return found;
}

/* The header declares each at the beginning of a line: CW_API TYPE NAME(. */
START_TEST(every_public_function_has_a_row) {
  struct str header = read_file("compiler/include/crosswalk.h");
  unsigned count = 0;
  for (const char *at = header.p; (at = strstr(at, "\nCW_API ")) != NULL; count++) {
    char name[64];
    const char *end = strchr(++at, '(');
    ck_assert_ptr_nonnull(end);
    const char *start = end;
    while (start[-1] == '_' || (start[-1] >= 'a' && start[-1] <= 'z')) {
      start--;
    }
    ck_assert_uint_lt((size_t)(end - start), sizeof name);
    memcpy(name, start, (size_t)(end - start));
    name[end - start] = '\0';
    ck_assert_msg(needs_no_row(name) != has_row(name), "%s has no row, and is not excused", name);
  }
  ck_assert_uint_gt(count, 30);
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

/* A framework of which nothing is kept is read again for pins, and must then still be what was compiled. */
START_TEST(what_has_changed_is_not_pinned) {
  static char large[9 * 1024 * 1024 + sizeof framework_a];
  memset(large, '\n', sizeof large);
  memcpy(large, framework_a, sizeof framework_a - 1);
  large[sizeof large - 1] = '\0';
  put_file("a.xml", large);
  put_file("b.xml", framework_b);
  put_file("m.xml", mapping);
  for (int changes = 0; changes < 2; changes++) {
    struct cw_compilation *c = cw_new();
    size_t count = 0;
    ck_assert_int_eq(cw_set(c, "gap-findings", "no"), CW_OK);
    ck_assert_int_eq(cw_add_path(c, folder), CW_OK);
    ck_assert_int_eq(cw_compile(c, CW_CHECK), CW_OK);
    if (changes) {
      large[sizeof large - 2] = '\0'; /* one line less */
      put_file("a.xml", large);
    }
    ck_assert_int_eq(cw_pin(c, 1, stream, &count), changes ? CW_FAILED : CW_OK);
    ck_assert_uint_eq(count, changes ? 0 : 1);
    cw_free(c);
  }
}
END_TEST

UNIT_SUITE(misuse, open_stream, close_stream, every_function_in_every_state, every_two_functions,
           every_public_function_has_a_row, a_report_that_is_lost_is_a_failure, what_has_changed_is_not_pinned)
