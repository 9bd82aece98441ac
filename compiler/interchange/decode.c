/* Text files in the encodings that spreadsheets write. */
#include "base/utf8.h"
#include "interchange/sheet.h"
#include "interchange/words.h"

/* What stands for bytes that are no character of the encoding. */
static void put_none(struct session *session, struct buf *out) {
  enum { REPLACEMENT = 0xFFFD };
  buf_point(out, REPLACEMENT);
  session_lose(session, "piece of the text is no character of its encoding and is read as U+FFFD",
               "pieces of the text are no characters of its encoding and are read as U+FFFD", NULL);
}

static struct str from_utf16(struct session *session, const unsigned char *bytes, size_t size, bool big) {
  struct buf out;
  buf_init(&out, session->arena);
  uint32_t high = 0; /* the first half of a character, of which the second is to follow */
  for (size_t i = 0; i + 1 < size; i += 2) {
    uint32_t unit = big ? (uint32_t)bytes[i] << 8 | bytes[i + 1] : (uint32_t)bytes[i + 1] << 8 | bytes[i];
    bool low = unit >= 0xDC00 && unit < 0xE000;
    if (high != 0 && !low) {
      put_none(session, &out);
    }
    if (low && high == 0) {
      put_none(session, &out);
    } else if (low) {
      buf_point(&out, (int32_t)(0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00)));
    }
    bool first = unit >= 0xD800 && unit < 0xDC00;
    high = first ? unit : 0;
    if (!first && !low) {
      buf_point(&out, (int32_t)unit);
    }
  }
  if (high != 0) {
    put_none(session, &out);
  }
  if (size % 2 != 0) {
    session_lose(session, "byte at the end is half a character and is left out",
                 "bytes at the end are halves of characters and are left out", NULL);
  }
  return buf_done(&out);
}

/* The 32 places where windows-1252 differs from Latin-1; 0: none. */
static const uint16_t windows_1252[] = {0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0,      0x017D, 0,
                                        0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

static struct str from_bytes(struct session *session, const unsigned char *bytes, size_t size, bool windows) {
  struct buf out;
  buf_init(&out, session->arena);
  for (size_t i = 0; i < size; i++) {
    uint32_t point = bytes[i];
    point = windows && point >= 0x80 && point < 0xA0 ? windows_1252[point - 0x80] : point;
    if (point == 0 && bytes[i] != 0) {
      put_none(session, &out);
    } else {
      buf_point(&out, (int32_t)point);
    }
  }
  return buf_done(&out);
}

/* The place of a byte of the text that is no text. */
static struct value place_of(struct str text, size_t at) {
  uint32_t line = 1;
  uint32_t column = 1;
  for (size_t i = 0; i < at; i++) {
    line += text.p[i] == '\n' ? 1U : 0U;
    column = text.p[i] == '\n' ? 1 : column + (((unsigned char)text.p[i] & 0xC0) != 0x80 ? 1U : 0U);
  }
  return (struct value){.spot = {.row = line, .column = column, .sheet = NO_SHEET}};
}

/* Whether the file is text to its end, with a finding at the first byte that is none. */
static bool check_text(struct session *session, struct str text) {
  size_t bad = utf8_first_invalid(text.p, text.n);
  const char *zero = memchr(text.p, '\0', bad);
  size_t at = zero != NULL ? (size_t)(zero - text.p) : bad;
  if (at >= text.n) {
    return true;
  }
  struct value value = place_of(text, at);
  if (zero != NULL) {
    session_refuse(
        session, &value,
        "a zero byte stands here, which no text has: the file is damaged, or no text at all; have the program "
        "that made it export it again");
  } else {
    session_refuse(
        session, &value,
        "the byte 0x%02X is not UTF-8; say what the file is, such as --encoding=windows-1252, or save it as UTF-8",
        (unsigned)(unsigned char)text.p[at]);
  }
  return false;
}

static struct str decode_named(struct session *session, const char *bytes, size_t size) {
  struct str name = words_squeeze(session->arena, session->options->encoding);
  const unsigned char *u = (const unsigned char *)bytes;
  if (str_is(name, "windows1252") || str_is(name, "cp1252")) {
    return from_bytes(session, u, size, true);
  }
  if (str_is(name, "iso88591") || str_is(name, "latin1")) {
    return from_bytes(session, u, size, false);
  }
  if (str_is(name, "utf16le") || str_is(name, "utf16be")) {
    return from_utf16(session, u, size, str_is(name, "utf16be"));
  }
  return (struct str){.p = bytes, .n = (uint32_t)size};
}

struct str text_by_mark(struct session *session, const char *bytes, size_t size) {
  const unsigned char *u = (const unsigned char *)bytes;
  if (size >= 2 && u[0] == 0xFF && u[1] == 0xFE) {
    return from_utf16(session, u + 2, size - 2, false);
  }
  if (size >= 2 && u[0] == 0xFE && u[1] == 0xFF) {
    return from_utf16(session, u + 2, size - 2, true);
  }
  if (size >= 3 && u[0] == 0xEF && u[1] == 0xBB && u[2] == 0xBF) {
    return (struct str){.p = bytes + 3, .n = (uint32_t)(size - 3)};
  }
  return (struct str){.p = NULL};
}

struct str text_decode(struct session *session, const char *bytes, size_t size) {
  struct str text = text_by_mark(session, bytes, size);
  if (text.p == NULL) {
    text = decode_named(session, bytes, size);
  }
  session->file->text = text;
  /* What findings show is the text that was read. */
  struct source *source = &session->sources->list.v[session->file->input->source];
  source->bytes = text.p;
  source->size = text.n;
  return check_text(session, text) ? text : (struct str){.p = NULL};
}
