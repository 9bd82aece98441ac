#include "complain.h"

#include <stdarg.h>
#include <stdio.h>

static char noted[4096];

bool complain(const char *format, ...) {
  if (noted[0] == '\0') {
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(noted, sizeof noted, format, arguments);
    va_end(arguments);
  }
  return false;
}

const char *complaint(void) {
  return noted;
}

void complaint_clear(void) {
  noted[0] = '\0';
}
