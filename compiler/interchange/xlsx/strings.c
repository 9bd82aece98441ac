/* Shared strings and styles. */
#include "interchange/words.h"
#include "interchange/xlsx/numbers.h"
#include "interchange/xlsx/parts.h"

static int hex_of(char c) {
  return c >= '0' && c <= '9'   ? c - '0'
         : c >= 'a' && c <= 'f' ? c - 'a' + 10
         : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                : -1;
}

/* The UTF-16 unit of "_xHHHH_" at `at`, or -1. */
static long escaped_unit(struct str text, uint32_t at) {
  if (at + 7 > text.n || text.p[at] != '_' || text.p[at + 1] != 'x' || text.p[at + 6] != '_') {
    return -1;
  }
  long unit = 0;
  for (uint32_t i = 2; i < 6; i++) {
    int digit = hex_of(text.p[at + i]);
    if (digit < 0) {
      return -1;
    }
    unit = unit * 16 + digit;
  }
  return unit;
}

struct str text_unescaped(struct arena *arena, struct str text) {
  if (words_find(text, "_x") == UINT32_MAX) {
    return text;
  }
  struct buf out;
  buf_init(&out, arena);
  for (uint32_t at = 0; at < text.n;) {
    long unit = escaped_unit(text, at);
    if (unit < 0) {
      buf_char(&out, text.p[at++]);
      continue;
    }
    at += 7;
    long low = unit >= 0xD800 && unit < 0xDC00 ? escaped_unit(text, at) : -1;
    if (low >= 0xDC00 && low < 0xE000) {
      at += 7;
      buf_point(&out, (int32_t)(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)));
    } else {
      buf_point(&out, (int32_t)unit);
    }
  }
  return buf_done(&out);
}

struct strings_part {
  struct package *package;
  struct parts *parts;
  struct buf text;
  unsigned phonetic; /* inside rPh, which is no text of the cell */
  bool inside;       /* a t */
};

static void on_string_start(void *context, const char *name, const struct xml_element *element) {
  struct strings_part *part = context;
  (void)element;
  if (strcmp(name, "si") == 0) {
    buf_init(&part->text, part->package->session->arena);
  }
  part->phonetic += strcmp(name, "rPh") == 0 ? 1 : 0;
  part->inside = strcmp(name, "t") == 0 && part->phonetic == 0;
}

static void on_string_end(void *context, const char *name) {
  struct strings_part *part = context;
  part->inside = false;
  part->phonetic -= strcmp(name, "rPh") == 0 ? 1 : 0;
  if (strcmp(name, "si") == 0) {
    struct arena *arena = part->package->session->arena;
    struct str text = text_unescaped(arena, buf_done(&part->text));
    vec_push(arena, &part->parts->strings, text);
  }
}

static void on_string_text(void *context, const char *text, uint32_t n) {
  struct strings_part *part = context;
  if (part->inside && part->text.arena != NULL) {
    buf_bytes(&part->text, text, n);
  }
}

void strings_read(struct package *package, const char *name, struct parts *parts) {
  static const struct part_handler handler = {.start = on_string_start, .end = on_string_end, .text = on_string_text};
  struct strings_part part = {.package = package, .parts = parts};
  part_follow(package, name, &handler, &part);
}

/* ---- styles ---- */

struct own_format {
  uint32_t number;
  struct str code;
};

struct styles_part {
  struct package *package;
  struct parts *parts;
  VEC(struct own_format) formats;
  VEC(bool) struck; /* by font */
  bool cells;       /* inside cellXfs */
  bool fonts;
};

static uint32_t number_of(struct str text) {
  uint32_t number = 0;
  return text.p != NULL && words_number(text, &number) ? number : 0;
}

static struct str format_of(const struct styles_part *part, uint32_t number) {
  for (uint32_t i = 0; i < part->formats.n; i++) {
    if (part->formats.v[i].number == number) {
      return part->formats.v[i].code;
    }
  }
  return str_from(number_builtin_format(number));
}

static void on_style_start(void *context, const char *name, const struct xml_element *element) {
  struct styles_part *part = context;
  struct arena *arena = part->package->session->arena;
  if (strcmp(name, "numFmt") == 0) {
    struct own_format format = {.number = number_of(part_attribute(element, "numFmtId")),
                                .code = str_copy(arena, str_or_empty(part_attribute(element, "formatCode")))};
    vec_push(arena, &part->formats, format);
  } else if (strcmp(name, "fonts") == 0) {
    part->fonts = true;
  } else if (strcmp(name, "font") == 0 && part->fonts) {
    vec_push(arena, &part->struck, false);
  } else if (strcmp(name, "strike") == 0 && part->fonts && part->struck.n > 0) {
    struct str value = part_attribute(element, "val");
    part->struck.v[part->struck.n - 1] = value.p == NULL || part_is_true(value);
  } else if (strcmp(name, "cellXfs") == 0) {
    part->cells = true;
  } else if (strcmp(name, "xf") == 0 && part->cells) {
    uint32_t font = number_of(part_attribute(element, "fontId"));
    struct cell_style style = {.format = format_of(part, number_of(part_attribute(element, "numFmtId"))),
                               .struck = font < part->struck.n && part->struck.v[font]};
    vec_push(arena, &part->parts->styles, style);
  }
}

static void on_style_end(void *context, const char *name) {
  struct styles_part *part = context;
  part->cells = part->cells && strcmp(name, "cellXfs") != 0;
  part->fonts = part->fonts && strcmp(name, "fonts") != 0;
}

void styles_read(struct package *package, const char *name, struct parts *parts) {
  static const struct part_handler handler = {.start = on_style_start, .end = on_style_end};
  struct styles_part part = {.package = package, .parts = parts};
  part_follow(package, name, &handler, &part);
}
