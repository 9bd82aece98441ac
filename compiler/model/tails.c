/* Ends of URNs. */
#include "model/tails.h"

#include "base/buf.h"

static struct str plain_tail(struct arena *arena, struct str id) {
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t i = 0; i < id.n; i++) {
    unsigned char c = (unsigned char)id.p[i];
    bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    buf_char(&out, plain ? (char)c : c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : '-');
  }
  return buf_done(&out);
}

struct str tails_add(struct names *tails, struct str id) {
  struct str tail = plain_tail(tails->arena, id);
  struct str free = tail;
  for (unsigned more = 2; names_find(tails, free) != NO_NAME; more++) {
    struct buf out;
    buf_init(&out, tails->arena);
    buf_printf(&out, "%.*s-%u", STR_ARG(tail), more);
    free = buf_done(&out);
  }
  (void)names_intern_kept(tails, free);
  return free;
}
