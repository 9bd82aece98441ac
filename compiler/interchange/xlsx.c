/* Workbooks. */
#include "interchange/sheet.h"

const struct book *xlsx_read(struct session *session, const char *bytes, size_t size) {
  (void)bytes;
  (void)size;
  session_refuse(session, NULL, "workbooks are not read yet");
  return NULL;
}
