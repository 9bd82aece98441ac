/* Writing JSON (RFC 8259): values one after the other, the punctuation by itself.
 *
 * Containers are indented by two spaces, one member a line; from json_line on, everything down to the matching json_end
 * stands on one line, so that a table has one line for each row. Texts are UTF-8. Control characters and marks that change
 * the direction of text are written as \u escapes, and a byte that is not UTF-8 as U+FFFD (a file's name may hold any
 * byte), so that what is written is always JSON and can be shown anywhere. */
#ifndef CW_BASE_JSON_H
#define CW_BASE_JSON_H

#include "base/str.h"

enum { JSON_DEPTH = 64 };

/* Where the bytes go. */
typedef void json_put(void *to, const char *bytes, size_t n);

struct json {
  json_put *put;
  void *to;
  unsigned depth;
  unsigned flat;   /* the depth from which everything stands on one line; 0: nowhere yet */
  uint64_t arrays; /* bit d: the container at depth d + 1 is an array */
  bool empty;      /* nothing stands in the present container yet */
};

void json_begin(struct json *json, json_put *put, void *to);
/* `name` is the member's name, plain ASCII that needs no escaping; NULL in an array and at the top. */
void json_object(struct json *json, const char *name);
void json_array(struct json *json, const char *name);
/* The container that is opened next, and all in it, stands on one line. */
void json_line(struct json *json);
/* Closes the object or array opened last; at the top, ends the line. */
void json_end(struct json *json);

void json_str(struct json *json, const char *name, struct str value);
void json_text(struct json *json, const char *name, const char *value);
void json_number(struct json *json, const char *name, uint64_t value);
/* A number of hundredths: 85 is 0.85, 80 is 0.8, 100 is 1. */
void json_hundredths(struct json *json, const char *name, unsigned value);
void json_bool(struct json *json, const char *name, bool value);
/* As json_str, but an empty or absent text is left out. */
void json_str_if(struct json *json, const char *name, struct str value);
/* An array on one line of the words of a text, which are separated by spaces. */
void json_words(struct json *json, const char *name, struct str words);

#endif
