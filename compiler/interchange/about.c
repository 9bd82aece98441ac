/* What a workbook says of the assessment in it. */
#include "interchange/about.h"

#include "interchange/words.h"

bool about_is(const struct sheet *sheet) {
  return str_eq_caseless(sheet->name, STR("About"));
}

struct str about_date(struct session *session, const struct value *value) {
  struct str date = words_date(str_or_empty(value->text));
  if (date.p == NULL && !words_say_nothing(str_or_empty(value->text))) {
    session_say(session, F_IMPORT_CELL, value, "\"%.*s\" is no date of the form YYYY-MM-DD that exists; it is left out",
                STR_ARG(words_trim(value->text)));
    session_lose(session, "date cannot be read and is left out", "dates cannot be read and are left out", value);
  }
  return date;
}

static void take(struct session *session, const struct value *name, const struct value *value, struct about *about) {
  struct str word = words_fold(session->arena, words_trim(name->text));
  if (str_is(word, "organisation") || str_is(word, "organization")) {
    about->organisation = words_trim(value->text);
  } else if (str_is(word, "scope")) {
    about->scope = words_trim(value->text);
  } else if (str_is(word, "date")) {
    about->date = about_date(session, value);
  } else if (str_is(word, "version")) {
    about->version = words_trim(value->text);
  } else {
    session_lose(session, "line of the sheet About is not read", "lines of the sheet About are not read", name);
  }
}

struct about about_read(struct session *session) {
  struct about about = {.organisation = {.p = NULL}};
  const struct book *book = session->file->book;
  for (uint32_t i = 0; book != NULL && i < book->sheets.n; i++) {
    const struct sheet *sheet = &book->sheets.v[i];
    for (uint32_t r = 0; about_is(sheet) && r < sheet->rows.n; r++) {
      struct value name = row_value(sheet, &sheet->rows.v[r], 0);
      struct value value = row_value(sheet, &sheet->rows.v[r], 1);
      if (words_trim(str_or_empty(name.text)).n > 0 && words_trim(str_or_empty(value.text)).n > 0) {
        take(session, &name, &value, &about);
      }
    }
  }
  return about;
}
