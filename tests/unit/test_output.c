/* The function of the caller that stands in for a stream: it gets what the stream would get, and what it refuses is lost
 * with a finding. */
#define _POSIX_C_SOURCE 200809L
#include "crosswalk.h"
#include "scratch.h"
#include "unit.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char framework_a[] =
    "<framework xmlns='urn:crosswalk:1' id='a' title='A'><control id='A1' title='One'/><control id='A2' title='Two'/>"
    "</framework>";
static const char framework_b[] =
    "<framework xmlns='urn:crosswalk:1' id='b' title='B'><control id='B1' title='B1'/></framework>";
static const char mapping[] =
    "<mapping xmlns='urn:crosswalk:1' id='m' title='M' source='a' target='b'>"
    "<map source='A1' target='B1' relation='equal-to'/></mapping>";
static const char assessment[] =
    "<assessment xmlns='urn:crosswalk:1' id='z' title='Z' framework='a' date='2026-01-31'>"
    "<control ref='A1' status='implemented'/></assessment>";

static struct cw_compilation *compiled(void) {
  static const struct {
    const char *name;
    const char *bytes;
  } documents[] = {{"a.xml", framework_a}, {"b.xml", framework_b}, {"m.xml", mapping}, {"z.xml", assessment}};
  struct cw_compilation *c = cw_new();
  ck_assert_ptr_nonnull(c);
  for (unsigned i = 0; i < sizeof documents / sizeof *documents; i++) {
    ck_assert_int_eq(cw_add_document(c, documents[i].name, documents[i].bytes, strlen(documents[i].bytes)), CW_OK);
  }
  ck_assert_int_eq(cw_set(c, "gap-findings", "no"), CW_OK);
  ck_assert_int_eq(cw_ask(c, "a", "b"), CW_OK);
  ck_assert_int_ne(cw_compile(c, CW_ALL), CW_FAILED);
  return c;
}

/* ---- what the caller does ---- */

/* Takes so many bytes, then refuses. */
struct taker {
  char *bytes;
  size_t n;
  size_t room;
  unsigned calls;
  unsigned refusals;
};

static int take(void *context, const void *bytes, size_t size) {
  struct taker *taker = context;
  taker->calls++;
  if (size > taker->room - taker->n) {
    taker->refusals++;
    return ENOSPC;
  }
  taker->bytes = realloc(taker->bytes, taker->n + size + 1);
  ck_assert_ptr_nonnull(taker->bytes);
  memcpy(taker->bytes + taker->n, bytes, size);
  taker->n += size;
  return 0;
}

/* ---- the functions that write ---- */

typedef enum cw_result write_call(struct cw_compilation *c, const char *format, FILE *stream);

static const char *const targets[] = {"b"};

#define CALL(name, ...)                                                                           \
  static enum cw_result call_##name(struct cw_compilation *c, const char *format, FILE *stream) { \
    return __VA_ARGS__;                                                                           \
  }
CALL(table, cw_table(c, "a", "b", format, stream))
CALL(gaps, cw_gaps(c, "a", "b", format, stream))
CALL(matrix, cw_matrix(c, "a", targets, 1, format, stream))
CALL(review, cw_review(c, "a", "b", format, stream))
CALL(explain, cw_explain(c, "a:A1", "b:B1", format, stream))
CALL(control, cw_explain_control(c, "a:A1", NULL, format, stream))
CALL(finding, cw_explain_finding(c, "io.write", format, stream))
CALL(list, cw_list(c, "controls", format, stream))
CALL(soa, cw_soa(c, format, stream))
CALL(risks, cw_risks(c, format, stream))
CALL(bid, cw_bid(c, format, stream))
CALL(align, cw_align(c, "b", format, stream))
CALL(diff, cw_diff_named(c, "a", "b", format, stream))
CALL(diff_itself, cw_diff(c, c, format, stream))
CALL(export_, cw_export(c, "m", NULL, format, NULL, stream))

static enum cw_result call_print(struct cw_compilation *c, const char *format, FILE *stream) {
  (void)format;
  return cw_print_findings(c, stream);
}

static enum cw_result call_pin(struct cw_compilation *c, const char *format, FILE *stream) {
  (void)format;
  size_t count = 0;
  return cw_pin(c, 1, stream, &count);
}

static const struct {
  const char *name;
  write_call *call;
  const char *format;
} writes[] = {{"table", call_table, "html"},
              {"table", call_table, "xlsx"},
              {"table", call_table, "text"},
              {"gaps", call_gaps, "csv"},
              {"matrix", call_matrix, "markdown"},
              {"review", call_review, "csv"},
              {"explain", call_explain, "text"},
              {"explain", call_explain, "json"},
              {"explain_control", call_control, "text"},
              {"explain_finding", call_finding, "json"},
              {"list", call_list, "text"},
              {"list", call_list, "json"},
              {"soa", call_soa, "text"},
              {"risks", call_risks, "csv"},
              {"bid", call_bid, "html"},
              {"align", call_align, "xlsx"},
              {"diff_named", call_diff, "json"},
              {"diff", call_diff_itself, "csv"},
              {"export", call_export_, "sssom"},
              {"print_findings", call_print, ""},
              {"pin", call_pin, ""}};

enum { WRITES = sizeof writes / sizeof *writes };

/* Into a file in memory that has no descriptor. */
static char *through_stream(unsigned number, size_t *n) {
  char *bytes = NULL;
  FILE *stream = open_memstream(&bytes, n);
  ck_assert_ptr_nonnull(stream);
  struct cw_compilation *c = compiled();
  enum cw_result result = writes[number].call(c, writes[number].format, stream);
  ck_assert_msg(result == CW_OK || result == CW_FINDINGS, "%s: %d, %s", writes[number].name, result, cw_message(c));
  cw_free(c);
  fclose(stream);
  return bytes;
}

START_TEST(a_function_gets_what_a_stream_gets) {
  for (unsigned i = 0; i < WRITES; i++) {
    struct taker taker = {.room = SIZE_MAX};
    size_t n = 0;
    char *expected = through_stream(i, &n);
    struct cw_compilation *c = compiled();
    ck_assert_int_eq(cw_set_output(c, take, &taker), CW_OK);
    enum cw_result result = writes[i].call(c, writes[i].format, NULL);
    ck_assert_msg(result == CW_OK || result == CW_FINDINGS, "%s: %d, %s", writes[i].name, result, cw_message(c));
    bool same = taker.n == n && (n == 0 || memcmp(taker.bytes, expected, n) == 0);
    ck_assert_msg(same, "%s as %s: %zu bytes instead of %zu", writes[i].name, writes[i].format, taker.n, n);
    ck_assert_uint_eq(taker.refusals, 0);
    cw_free(c);
    free(taker.bytes);
    free(expected);
  }
}
END_TEST

/* Every one of them writes something, or the comparison above compares nothing. */
START_TEST(all_but_findings_write_something) {
  for (unsigned i = 0; i < WRITES; i++) {
    size_t n = 0;
    free(through_stream(i, &n));
    ck_assert_msg(n > 0 || writes[i].call == call_print || writes[i].call == call_pin, "%s", writes[i].name);
  }
}
END_TEST

static bool says_io_write(struct cw_compilation *c) {
  struct taker said = {.room = SIZE_MAX};
  ck_assert_int_eq(cw_set_output(c, take, &said), CW_OK);
  ck_assert_int_eq(cw_print_findings(c, NULL), CW_FAILED);
  said.bytes[said.n] = '\0';
  bool says = strstr(said.bytes, "[io.write]") != NULL && strstr(said.bytes, "No space left on device") != NULL;
  free(said.bytes);
  return says;
}

/* Nothing, half, all but the last byte. */
static void refuse_at(unsigned number, size_t room) {
  struct taker taker = {.room = room};
  struct cw_compilation *c = compiled();
  bool prints = writes[number].call == call_print;
  ck_assert_int_eq(cw_set_output(c, take, &taker), CW_OK);
  ck_assert_msg(writes[number].call(c, writes[number].format, NULL) == CW_FAILED, "%s", writes[number].name);
  ck_assert_int_eq(cw_status(c), CW_FAILED);
  ck_assert_uint_le(taker.refusals, prints ? 2 : 1);
  ck_assert_int_eq(cw_table(c, "a", "b", "csv", NULL), CW_FAILED); /* nothing more is written */
  ck_assert_uint_le(taker.refusals, prints ? 2 : 1);
  ck_assert_msg(prints || says_io_write(c), "%s", writes[number].name);
  cw_free(c);
  free(taker.bytes);
}

START_TEST(what_a_function_refuses_is_lost) {
  for (unsigned i = 0; i < WRITES; i++) {
    size_t n = 0;
    free(through_stream(i, &n));
    if (n > 0) {
      refuse_at(i, 0);
      refuse_at(i, n / 2);
      refuse_at(i, n - 1);
    }
  }
}
END_TEST

START_TEST(findings_that_are_refused_are_told_in_one_line) {
  struct taker taker = {.room = 0};
  struct cw_compilation *c = cw_new();
  ck_assert_int_eq(cw_set_output(c, take, &taker), CW_OK);
  ck_assert_int_eq(cw_add_document(c, "x.xml", "<", 1), CW_OK);
  ck_assert_int_eq(cw_compile(c, CW_ALL), CW_FINDINGS);
  ck_assert_int_eq(cw_print_findings(c, NULL), CW_FAILED);
  ck_assert_uint_eq(taker.calls, 2);
  taker.room = SIZE_MAX; /* there is room again */
  ck_assert_int_eq(cw_print_findings(c, NULL), CW_FAILED);
  ck_assert_uint_gt(taker.n, 0);
  cw_free(c);
  free(taker.bytes);
}
END_TEST

START_TEST(a_stream_that_is_given_goes_first) {
  struct taker taker = {.room = SIZE_MAX};
  char *bytes = NULL;
  size_t n = 0;
  FILE *stream = open_memstream(&bytes, &n);
  struct cw_compilation *c = compiled();
  ck_assert_int_eq(cw_set_output(c, take, &taker), CW_OK);
  ck_assert_int_eq(cw_table(c, "a", "b", "csv", stream), CW_OK);
  fclose(stream);
  ck_assert_uint_gt(n, 0);
  ck_assert_uint_eq(taker.calls, 0);
  ck_assert_int_eq(cw_set_output(c, NULL, NULL), CW_OK); /* and none stands in any more */
  ck_assert_int_eq(cw_table(c, "a", "b", "csv", NULL), CW_USAGE);
  ck_assert_uint_eq(taker.calls, 0);
  cw_free(c);
  free(bytes);
}
END_TEST

/* An import writes its one document, and its template, into the function. */
START_TEST(an_import_goes_into_the_function) {
  struct taker taker = {.room = SIZE_MAX};
  put_file("in.csv", "id,title\nA1,One\n");
  const char *const files[] = {path_of("in.csv")};
  struct cw_compilation *c = cw_new();
  ck_assert_int_eq(cw_set_output(c, take, &taker), CW_OK);
  ck_assert_int_eq(cw_import(c, files, 1, NULL, NULL), CW_OK);
  taker.bytes[taker.n] = '\0';
  ck_assert_ptr_nonnull(strstr(taker.bytes, "<framework"));
  cw_free(c);
  taker.n = 0;
  c = cw_new();
  ck_assert_int_eq(cw_set_output(c, take, &taker), CW_OK);
  ck_assert_int_eq(cw_import_template(c, NULL, NULL), CW_OK);
  ck_assert_uint_gt(taker.n, 2);
  ck_assert_int_eq(memcmp(taker.bytes, "PK", 2), 0);
  cw_free(c);
  free(taker.bytes);
}
END_TEST

UNIT_SUITE(output, scratch_set_up, scratch_tear_down, a_function_gets_what_a_stream_gets,
           all_but_findings_write_something, what_a_function_refuses_is_lost,
           findings_that_are_refused_are_told_in_one_line, a_stream_that_is_given_goes_first,
           an_import_goes_into_the_function)
