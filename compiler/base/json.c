/* Writing JSON: punctuation and escaping. */
#include "base/json.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdio.h>

void json_begin(struct json *json, json_put *put, void *to) {
  *json = (struct json){.put = put, .to = to, .empty = true};
}

static void put_text(const struct json *json, const char *text) {
  json->put(json->to, text, strlen(text));
}

static void put_line_end(const struct json *json) {
  static const char spaces[] = "                                ";
  put_text(json, "\n");
  for (size_t left = (size_t)json->depth * 2; left > 0;) {
    size_t n = left < sizeof spaces - 1 ? left : sizeof spaces - 1;
    json->put(json->to, spaces, n);
    left -= n;
  }
}

static bool is_flat(const struct json *json) {
  return json->flat > 0 && json->depth >= json->flat;
}

/* What stands before a value: comma, line end, name. */
static void put_start(struct json *json, const char *name) {
  if (json->depth > 0) {
    put_text(json, json->empty ? "" : is_flat(json) ? ", " : ",");
    if (!is_flat(json)) {
      put_line_end(json);
    }
  }
  json->empty = false;
  if (name != NULL) {
    put_text(json, "\"");
    put_text(json, name);
    put_text(json, "\": ");
  }
}

static void open_container(struct json *json, const char *name, bool array) {
  assert(json->depth < JSON_DEPTH);
  put_start(json, name);
  put_text(json, array ? "[" : "{");
  uint64_t bit = UINT64_C(1) << json->depth;
  json->arrays = array ? json->arrays | bit : json->arrays & ~bit;
  json->depth++;
  json->empty = true;
}

void json_object(struct json *json, const char *name) {
  open_container(json, name, false);
}

void json_array(struct json *json, const char *name) {
  open_container(json, name, true);
}

void json_line(struct json *json) {
  if (json->flat == 0) {
    json->flat = json->depth + 1;
  }
}

void json_end(struct json *json) {
  assert(json->depth > 0);
  bool flat = is_flat(json);
  json->depth--;
  if (!json->empty && !flat) {
    put_line_end(json);
  }
  put_text(json, (json->arrays >> json->depth & 1) != 0 ? "]" : "}");
  json->empty = false;
  if (json->depth < json->flat) {
    json->flat = 0;
  }
  if (json->depth == 0) {
    put_text(json, "\n");
  }
}

static bool turns_text(int32_t point) {
  return point == 0x061C || point == 0x200E || point == 0x200F || (point >= 0x202A && point <= 0x202E) ||
         (point >= 0x2066 && point <= 0x2069);
}

/* Line separators are line ends to JavaScript and to some editors. */
static bool needs_escape(int32_t point) {
  return point < 0x20 || point == '"' || point == '\\' || (point >= 0x7F && point <= 0x9F) || point == 0x2028 ||
         point == 0x2029 || turns_text(point);
}

static void put_escape(const struct json *json, int32_t point) {
  static const struct {
    int32_t point;
    const char *escape;
  } known[] = {{'"', "\\\""}, {'\\', "\\\\"}, {'\n', "\\n"}, {'\r', "\\r"},
               {'\t', "\\t"}, {'\b', "\\b"},  {'\f', "\\f"}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    if (known[i].point == point) {
      put_text(json, known[i].escape);
      return;
    }
  }
  char escape[12];
  int n = snprintf(escape, sizeof escape, "\\u%04x", (unsigned)point);
  json->put(json->to, escape, (size_t)n);
}

static void put_string(const struct json *json, struct str text) {
  put_text(json, "\"");
  size_t written = 0;
  for (size_t at = 0; at < text.n;) {
    size_t start = at;
    int32_t point = utf8_next(text.p, text.n, &at);
    if (point >= 0 && !needs_escape(point)) {
      continue;
    }
    json->put(json->to, text.p + written, start - written);
    if (point < 0) {
      put_text(json, "\xEF\xBF\xBD");
    } else {
      put_escape(json, point);
    }
    written = at;
  }
  if (text.n > written) {
    json->put(json->to, text.p + written, text.n - written);
  }
  put_text(json, "\"");
}

void json_str(struct json *json, const char *name, struct str value) {
  put_start(json, name);
  put_string(json, value);
}

void json_text(struct json *json, const char *name, const char *value) {
  json_str(json, name, str_from(value));
}

void json_number(struct json *json, const char *name, uint64_t value) {
  char digits[24];
  int n = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
  put_start(json, name);
  json->put(json->to, digits, (size_t)n);
}

void json_hundredths(struct json *json, const char *name, unsigned value) {
  char digits[16];
  int n = value % 100 == 0  ? snprintf(digits, sizeof digits, "%u", value / 100)
          : value % 10 == 0 ? snprintf(digits, sizeof digits, "%u.%u", value / 100, value / 10 % 10)
                            : snprintf(digits, sizeof digits, "%u.%02u", value / 100, value % 100);
  put_start(json, name);
  json->put(json->to, digits, (size_t)n);
}

void json_bool(struct json *json, const char *name, bool value) {
  put_start(json, name);
  put_text(json, value ? "true" : "false");
}

void json_str_if(struct json *json, const char *name, struct str value) {
  if (value.n > 0) {
    json_str(json, name, value);
  }
}

void json_words(struct json *json, const char *name, struct str words) {
  json_line(json);
  json_array(json, name);
  for (uint32_t at = 0; at < words.n;) {
    uint32_t end = at;
    while (end < words.n && words.p[end] != ' ') {
      end++;
    }
    if (end > at) {
      json_str(json, NULL, (struct str){.p = words.p + at, .n = end - at});
    }
    at = end + 1;
  }
  json_end(json);
}
