/* Writing JSON: every byte and every code point that needs care, layout, nesting. */
#include "base/buf.h"
#include "base/json.h"
#include "diag/json.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

static struct buf out;
static struct json json;

static void begin(void) {
  unit_set_up();
  buf_init(&out, &arena);
  json_begin(&json, json_to_buf, &out);
}

static const char *written(void) {
  return buf_done(&out).p;
}

static const char *string_of(const char *bytes, size_t n) {
  out.n = 0;
  json_begin(&json, json_to_buf, &out);
  json_str(&json, NULL, (struct str){.p = bytes, .n = (uint32_t)n});
  return written();
}

START_TEST(every_byte) {
  for (unsigned byte = 0; byte < 256; byte++) {
    char text = (char)byte;
    char expected[16];
    if (byte >= 0x80) {
      snprintf(expected, sizeof expected, "\"\xEF\xBF\xBD\""); /* no byte above is a character by itself */
    } else if (byte == '"' || byte == '\\') {
      snprintf(expected, sizeof expected, "\"\\%c\"", (int)byte);
    } else if (byte == '\n' || byte == '\r' || byte == '\t' || byte == '\b' || byte == '\f') {
      const char *at = strchr("\nn\rr\tt\bb\ff", (int)byte);
      snprintf(expected, sizeof expected, "\"\\%c\"", at[1]);
    } else if (byte < 0x20 || byte == 0x7F) {
      snprintf(expected, sizeof expected, "\"\\u%04x\"", byte);
    } else {
      snprintf(expected, sizeof expected, "\"%c\"", (int)byte);
    }
    ck_assert_str_eq(string_of(&text, 1), expected);
  }
}
END_TEST

START_TEST(beyond_ascii) {
  static const struct {
    const char *text;
    const char *expected;
  } cases[] = {
      {"", "\"\""},
      {"\xC3\xA9t\xC3\xA9", "\"\xC3\xA9t\xC3\xA9\""},
      {"\xF0\x9F\x94\x92", "\"\xF0\x9F\x94\x92\""},
      {"a\xC2\x80z", "\"a\\u0080z\""},
      {"\xC2\x9F\xC2\xA0", "\"\\u009f\xC2\xA0\""},
      {"\xE2\x80\xA8\xE2\x80\xA9", "\"\\u2028\\u2029\""},
      {"\xE2\x80\xAE", "\"\\u202e\""},
      {"\xE2\x81\xA6\xE2\x81\xA9", "\"\\u2066\\u2069\""},
      {"\xD8\x9C", "\"\\u061c\""},
      {"a\xFFz", "\"a\xEF\xBF\xBDz\""},
      {"\xE2\x82", "\"\xEF\xBF\xBD\xEF\xBF\xBD\""},
      {"\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\""},
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    ck_assert_str_eq(string_of(cases[i].text, strlen(cases[i].text)), cases[i].expected);
  }
}
END_TEST

START_TEST(layout) {
  json_object(&json, NULL);
  json_text(&json, "a", "x");
  json_array(&json, "empty");
  json_end(&json);
  json_object(&json, "none");
  json_end(&json);
  json_array(&json, "rows");
  for (unsigned i = 0; i < 2; i++) {
    json_line(&json);
    json_object(&json, NULL);
    json_number(&json, "n", i == 0 ? 0 : UINT64_MAX);
    json_words(&json, "ids", i == 0 ? STR("5.10 A") : STR(""));
    json_bool(&json, "yes", i == 0);
    json_str_if(&json, "absent", (struct str){0});
    json_end(&json);
  }
  json_end(&json);
  json_words(&json, "last", STR(" b  c "));
  json_end(&json);
  ck_assert_str_eq(written(),
                   "{\n"
                   "  \"a\": \"x\",\n"
                   "  \"empty\": [],\n"
                   "  \"none\": {},\n"
                   "  \"rows\": [\n"
                   "    {\"n\": 0, \"ids\": [\"5.10\", \"A\"], \"yes\": true},\n"
                   "    {\"n\": 18446744073709551615, \"ids\": [], \"yes\": false}\n"
                   "  ],\n"
                   "  \"last\": [\"b\", \"c\"]\n"
                   "}\n");
}
END_TEST

START_TEST(deep) {
  for (unsigned i = 0; i < JSON_DEPTH; i++) {
    if (i % 2 == 0) {
      json_array(&json, NULL);
    } else {
      json_line(&json);
      json_object(&json, NULL);
    }
    if (i % 2 == 1 && i + 1 < JSON_DEPTH) {
      json_array(&json, "in");
      i++;
    }
  }
  while (json.depth > 0) {
    json_end(&json);
  }
  const char *text = written();
  size_t n = strlen(text);
  unsigned open = 0;
  unsigned close = 0;
  for (size_t i = 0; i < n; i++) {
    open += text[i] == '[' || text[i] == '{';
    close += text[i] == ']' || text[i] == '}';
  }
  ck_assert_uint_eq(open, JSON_DEPTH);
  ck_assert_uint_eq(close, JSON_DEPTH);
  ck_assert_int_eq(text[0], '[');
  ck_assert_str_eq(text + n - 2, "]\n");
}
END_TEST

UNIT_SUITE(json, begin, unit_tear_down, every_byte, beyond_ascii, layout, deep)
