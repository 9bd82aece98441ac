#include "complain.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static char noted[4096];
static const char *sort;

bool complain(const char *format, ...) {
  if (noted[0] == '\0') {
    va_list arguments;
    sort = format;
    va_start(arguments, format);
    vsnprintf(noted, sizeof noted, format, arguments);
    va_end(arguments);
  }
  return false;
}

bool complain_of(const char *format, ...) {
  size_t length = strlen(noted);
  va_list arguments;
  va_start(arguments, format);
  if (length + 1 < sizeof noted) {
    noted[length++] = '\n';
    vsnprintf(noted + length, sizeof noted - length, format, arguments);
  }
  va_end(arguments);
  return false;
}

const char *complaint(void) {
  return noted;
}

void complaint_clear(void) {
  noted[0] = '\0';
  sort = NULL;
}

const char *complaint_sort(void) {
  return sort;
}
