/* Ids: cleaned, looked up, and told about. */
#include "interchange/ids.h"

#include "base/utf8.h"
#include "interchange/words.h"
#include "model/forms.h"

struct end end_of(struct session *session, struct str framework) {
  return (struct end){.framework = framework, .known = atlas_find(session, framework)};
}

/* Whether it was not told yet that a framework is called so here. */
static bool is_first(struct session *session, struct str slug) {
  struct file *file = session->file;
  for (uint32_t i = 0; i < file->named.n; i++) {
    if (str_eq(file->named.v[i], slug)) {
      return false;
    }
  }
  vec_push(session->arena, &file->named, slug);
  return true;
}

struct end end_named(struct session *session, struct str chosen, struct str name, const char *option,
                     const struct value *value) {
  if (chosen.n > 0) {
    return end_of(session, chosen);
  }
  struct str id = atlas_name(session, name);
  if (id.p != NULL) {
    return end_of(session, id);
  }
  struct str slug = words_slug(session->arena, words_trim(name));
  slug = slug.n > 0 ? slug : str_from(option);
  if (is_first(session, words_join(session->arena, str_from(option), " ", slug))) {
    session_note(session, value, "the %s framework is called \"%.*s\" here; --%s ID names it otherwise", option,
                 STR_ARG(slug), option);
  }
  return end_of(session, slug);
}

/* Nothing that one sees, and no part of an id: a soft hyphen, a space without width. */
static bool is_invisible(int32_t point) {
  return utf8_is_blank(point) && !utf8_is_space(point);
}

/* With one space for each run of whatever is blank, and without what is invisible. */
static struct str plain_blanks(struct arena *arena, struct str text) {
  struct buf out;
  buf_init(&out, arena);
  bool gap = false;
  for (size_t at = 0; at < text.n;) {
    size_t start = at;
    int32_t point = utf8_next(text.p, text.n, &at);
    if (utf8_is_blank(point) || point < 0) {
      gap = gap || !is_invisible(point);
      continue;
    }
    buf_text(&out, gap ? " " : "");
    gap = false;
    buf_bytes(&out, text.p + start, at - start);
  }
  return buf_done(&out);
}

struct str id_make(struct arena *arena, struct str text, struct str *label) {
  *label = (struct str){.p = NULL};
  text = words_trim(text);
  struct buf out;
  buf_init(&out, arena);
  bool gap = false;
  bool changed = false;
  bool blanks = false;
  for (size_t at = 0; at < text.n;) {
    size_t start = at;
    int32_t point = utf8_next(text.p, text.n, &at);
    if (utf8_is_blank(point) || point < 0) {
      changed = true;
      gap = gap || !is_invisible(point);
      blanks = blanks || gap;
      continue;
    }
    if (gap && point != '(') {
      buf_char(&out, '-');
    }
    gap = false;
    buf_bytes(&out, text.p + start, at - start);
  }
  if (out.n == 0 || out.n > LONGEST_ID) {
    return (struct str){.p = NULL};
  }
  if (!blanks) {
    return changed ? buf_done(&out) : text;
  }
  struct str written = plain_blanks(arena, text);
  if (!form_is_reference(written)) {
    return (struct str){.p = NULL}; /* blanks make it longer than the id, which leaves out those before a parenthesis */
  }
  *label = written;
  return buf_done(&out);
}

struct str id_visible(struct arena *arena, struct str text) {
  if (utf8_first_blank(text.p, text.n) == text.n) {
    return text; /* whatever is invisible is a blank: nearly all ids have none */
  }
  struct buf out;
  buf_init(&out, arena);
  for (size_t at = 0; at < text.n;) {
    size_t start = at;
    if (!is_invisible(utf8_next(text.p, text.n, &at))) {
      buf_bytes(&out, text.p + start, at - start);
    }
  }
  return out.n < text.n ? buf_done(&out) : text;
}

void id_tell_invisible(struct session *session, const struct value *value, struct str text, struct str id) {
  if (!str_eq(words_trim(text), id)) {
    session_count(session, "id has invisible characters in it, which are left out",
                  "ids have invisible characters in them, which are left out", value, (struct str){.p = NULL});
  }
}

bool id_like(struct str text) {
  enum { LONGEST = 40, WORD = 6 };
  if (text.n == 0 || text.n > LONGEST) {
    return false;
  }
  bool digit = false;
  bool sign = false;
  bool small = false;
  for (uint32_t i = 0; i < text.n; i++) {
    unsigned char c = (unsigned char)text.p[i];
    if (c <= ' ' || c >= 0x7F || strchr("*|\"'<>=?!,;~%^\\{}", c) != NULL) {
      return false;
    }
    digit = digit || (c >= '0' && c <= '9');
    small = small || (c >= 'a' && c <= 'z');
    sign = sign || strchr(".-_:/()[]#&", c) != NULL;
  }
  bool alphabetic = (text.p[0] >= 'A' && text.p[0] <= 'Z') || (text.p[0] >= 'a' && text.p[0] <= 'z');
  if (digit) {
    return !words_ends(text, ".x") && !words_ends(text, "-") && ((text.p[0] != '-' && text.p[0] != '.') || alphabetic);
  }
  return alphabetic && !small && (sign || text.n <= WORD);
}

/* "A-1, A.1 or A_1" */
static struct str candidates_text(struct arena *arena, const struct candidates *candidates) {
  struct buf out;
  buf_init(&out, arena);
  for (unsigned i = 0; i < candidates->count; i++) {
    buf_text(&out, i == 0 ? "" : i + 1 < candidates->count ? ", " : " or ");
    buf_str(&out, candidates->ids[i]);
  }
  return buf_done(&out);
}

static void tell_unknown(struct session *session, const struct end *end, const struct value *value, struct str piece,
                         struct str id) {
  struct finding *finding =
      session_say_at(session, F_UNKNOWN_CONTROL, value, piece,
                     "%.*s has no control \"%.*s\"; it is written as it stands", STR_ARG(end->framework), STR_ARG(id));
  finding->soft = true; /* the compiler says it again, as an error, for what was written */
  struct candidates nearest = known_nearest(end->known, id);
  if (nearest.count > 0) {
    finding_note(session->findings, finding, place_none(), "did you mean %.*s?",
                 STR_ARG(candidates_text(session->arena, &nearest)));
    return;
  }
  const struct known *other = atlas_elsewhere(session, end->known, id);
  if (other != NULL) {
    finding_note(session->findings, finding, place_none(), "%.*s has a control of this id", STR_ARG(other->id));
  }
}

/* As it stands it may be the id of one of them, and so would say what the file does not. */
static void tell_several(struct session *session, const struct end *end, const struct value *value, struct str piece,
                         struct str id) {
  struct finding *finding = session_say_at(session, F_IMPORT_CELL, value, piece,
                                           "\"%.*s\" may be any of several controls of %.*s; it is left out",
                                           STR_ARG(id), STR_ARG(end->framework));
  struct candidates alike = known_alike(session, end->known, id);
  if (alike.count > 0) {
    finding_note(session->findings, finding, place_none(), "did you mean %.*s?",
                 STR_ARG(candidates_text(session->arena, &alike)));
  }
  session_lose(session, "id may be any of several controls and is left out",
               "ids may be any of several controls and are left out", value);
}

static void tell_either(struct session *session, const struct value *value, struct str piece, struct str id) {
  session_say_at(session, F_IMPORT_CELL, value, piece,
                 "\"%.*s\" may be a clause or a control of Annex A; it is left out, since its column or cell has both",
                 STR_ARG(id));
  session_lose(session, "id may be a clause or a control of Annex A and is left out",
               "ids may be clauses or controls of Annex A and are left out", value);
}

static void tell_otherwise(struct session *session, const struct value *value, struct str piece, struct str id) {
  struct buf example;
  buf_init(&example, session->arena);
  buf_printf(&example, ", such as \"%.*s\" as %.*s", STR_ARG(words_trim(piece)), STR_ARG(id));
  session_count(session, "id was read as its framework writes it", "ids were read as their framework writes them",
                value, buf_done(&example));
}

/* An edition has other controls under the ids of another: a withdrawn control that is only nearly written so may be one. */
static void tell_withdrawn(struct session *session, const struct end *end, const struct value *value, struct str piece,
                           struct str id) {
  struct str written = words_trim(piece);
  const struct known *other = atlas_elsewhere(session, end->known, written);
  struct buf example;
  buf_init(&example, session->arena);
  buf_printf(&example, ", such as \"%.*s\" as %.*s", STR_ARG(written), STR_ARG(id));
  if (other != NULL) {
    buf_printf(&example, ", though %.*s has %.*s: is it another edition that is meant?", STR_ARG(other->id),
               STR_ARG(written));
  }
  session_warn(session, "id was read as a withdrawn control that its framework writes otherwise",
               "ids were read as withdrawn controls that their framework writes otherwise", value, buf_done(&example));
}

struct str end_find(struct session *session, const struct end *end, struct str text, enum known_how *how) {
  text = words_trim(text);
  bool bare = text.n > 0 && text.p[0] >= '0' && text.p[0] <= '9';
  enum known_how annexed = KNOWN_NOT;
  struct str whole =
      bare && end->annex != ANNEX_NO ? words_join(session->arena, STR("A"), ".", text) : (struct str){.p = NULL};
  struct str control = whole.p != NULL ? known_find(session, end->known, whole, &annexed) : whole;
  struct str found = known_find(session, end->known, text, how);
  if (control.p == NULL) {
    return found;
  }
  bool unclear = end->annex == ANNEX_UNCLEAR && found.p != NULL;
  *how = unclear ? KNOWN_EITHER : KNOWN_BY_KEY;
  return unclear ? (struct str){.p = NULL} : control;
}

struct str id_at(struct session *session, struct end *end, const struct value *value, struct str piece) {
  struct str label;
  struct str made = id_make(session->arena, piece, &label);
  if (made.p == NULL) {
    session_say_at(session, F_IMPORT_CELL, value, piece, "this is no id: it is empty, or longer than %d bytes",
                   LONGEST_ID);
    return made;
  }
  if (end->known == NULL || end->known->open) {
    if (label.p != NULL) {
      session_count(session, "id has blanks, which are written as hyphens",
                    "ids have blanks, which are written as hyphens", value, (struct str){.p = NULL});
    } else {
      id_tell_invisible(session, value, piece, made);
    }
    return made;
  }
  enum known_how how = KNOWN_NOT;
  struct str found = end_find(session, end, piece, &how);
  if (how == KNOWN_EITHER) {
    tell_either(session, value, piece, made);
    return found;
  }
  if (how == KNOWN_SEVERAL) {
    tell_several(session, end, value, piece, words_trim(piece));
    return found;
  }
  if (found.p == NULL) {
    tell_unknown(session, end, value, piece, made);
    return made;
  }
  if (how == KNOWN_BY_KEY && known_control(end->known, found)->withdrawn) {
    tell_withdrawn(session, end, value, piece, found);
  } else if (how == KNOWN_BY_KEY) {
    tell_otherwise(session, value, piece, found);
  }
  return found;
}
