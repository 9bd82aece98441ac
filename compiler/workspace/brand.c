/* Gathers the brand of the workspaces, and reads the logo: a picture is known by what it holds, never by its name. */
#define _POSIX_C_SOURCE 200809L
#include "workspace/uses.h"

#include "base/failure.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

/* ---- what kind of picture it is ---- */

static bool begins(struct str bytes, const char *with, uint32_t n) {
  return bytes.n >= n && memcmp(bytes.p, with, n) == 0;
}

static bool contains(struct str bytes, const char *what) {
  uint32_t n = (uint32_t)strlen(what);
  for (uint32_t i = 0; i + n <= bytes.n; i++) {
    if (memcmp(bytes.p + i, what, n) == 0) {
      return true;
    }
  }
  return false;
}

/* Passes over the text up to and with `end`; all of it where that does not come. */
static void pass(struct str *bytes, const char *end) {
  uint32_t n = (uint32_t)strlen(end);
  while (bytes->n > 0 && !begins(*bytes, end, n)) {
    bytes->p++;
    bytes->n--;
  }
  uint32_t passed = bytes->n < n ? bytes->n : n;
  bytes->p += passed;
  bytes->n -= passed;
}

/* XML whose root element is <svg>, behind whatever may stand before a root, and that names the namespace: without it a
 * browser shows no picture. */
static bool is_svg(struct str bytes) {
  struct str rest = bytes;
  if (begins(rest, "\xEF\xBB\xBF", 3)) {
    rest.p += 3;
    rest.n -= 3;
  }
  for (;;) {
    while (rest.n > 0 && strchr(" \t\r\n", *rest.p) != NULL) {
      rest.p++;
      rest.n--;
    }
    if (begins(rest, "<?", 2)) {
      pass(&rest, "?>");
    } else if (begins(rest, "<!--", 4)) {
      pass(&rest, "-->");
    } else if (begins(rest, "<!", 2)) {
      pass(&rest, ">");
    } else {
      break;
    }
  }
  bool root = begins(rest, "<svg", 4) && rest.n > 4 && strchr(" \t\r\n/>", rest.p[4]) != NULL;
  return root && contains(rest, "http://www.w3.org/2000/svg");
}

/* NULL if it is none of the three. */
static const char *picture_type(struct str bytes) {
  if (begins(bytes, "\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16)) {
    return "image/png";
  }
  if (begins(bytes, "\xFF\xD8\xFF", 3)) {
    return "image/jpeg";
  }
  return is_svg(bytes) ? "image/svg+xml" : NULL;
}

/* ---- reading it ---- */

static void report_unread(struct workspace *w, struct place place, struct str href, int error) {
  char words[FAILURE_WORDS];
  struct finding *finding = finding_add(&w->findings, F_IO_READ, place, "the logo %.*s cannot be read: %s",
                                        STR_ARG(href), failure_words(error, words));
  finding_note(&w->findings, finding, place_none(),
               "nothing is written without it; href is relative to the file that names it");
}

static void read_logo(struct workspace *w, struct place place, const char *path, struct str href) {
  struct stat status;
  if (stat(path, &status) != 0) {
    report_unread(w, place, href, errno);
    return;
  }
  w->logo_path = str_from(path);
  if (S_ISREG(status.st_mode) && (uint64_t)status.st_size > w->request.limits.logo_bytes) {
    struct finding *finding =
        finding_add(&w->findings, F_XML_LIMIT, place, "the logo is too large, and the pages come without it");
    finding_note(&w->findings, finding, place_none(), "the limit is %u bytes; --limit logo-bytes=VALUE raises it",
                 (unsigned)w->request.limits.logo_bytes);
    return;
  }
  source_text text = {0};
  if (!source_read(path, w->arena, &text, NULL)) {
    report_unread(w, place, href, errno);
    return;
  }
  struct str logo = {.p = text.v, .n = text.n};
  const char *type = picture_type(logo);
  if (type == NULL) {
    struct finding *finding = finding_add(&w->findings, F_SCHEMA_BAD_VALUE, place,
                                          "the logo %.*s is no picture that a page can hold", STR_ARG(href));
    finding_note(&w->findings, finding, place_none(),
                 "the pages come without a logo; give a PNG, a JPEG, or an SVG with its namespace");
    return;
  }
  w->brand.logo = logo;
  w->brand.logo_type = str_from(type);
}

/* ---- the whole ---- */

static void take(struct str *part, struct str stated) {
  if (part->n == 0 && stated.n > 0) {
    *part = stated;
  }
}

void brand_load(struct workspace *w) {
  struct str none = STR("");
  w->brand = (struct brand){none, none, none, none, none, none, none, none, none, none};
  bool has_logo = false;
  for (uint32_t i = 0; i < w->obeyed.n; i++) {
    const struct document *document = &w->loaded.documents.v[w->obeyed.v[i].document];
    const struct decl_workspace *workspace = document->as.workspace;
    take(&w->brand.title, workspace->title);
    take(&w->brand.language, workspace->language);
    take(&w->brand.organisation, workspace->organisation);
    take(&w->brand.accent, workspace->accent);
    take(&w->brand.note, workspace->note);
    take(&w->brand.date, workspace->date);
    take(&w->brand.version, workspace->version);
    take(&w->brand.contact, workspace->contact);
    if (workspace->logo.n > 0 && !has_logo) {
      has_logo = true;
      read_logo(w, place_attribute(document->source, workspace->logo_offset, "href"),
                resolve_href(w, &w->sources.list.v[document->source], workspace->logo), workspace->logo);
    }
  }
}
