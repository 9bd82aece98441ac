/* Frameworks by their id and by what others call them, and their controls by id, label and key. */
#include "interchange/atlas.h"

#include "interchange/words.h"

struct atlas {
  VEC(struct known *) known;
  struct names ids;
  struct names own;      /* what the user calls frameworks, squeezed */
  VEC(struct str) owned; /* by name: the id */
};

/* What others call a framework: compared without blanks, punctuation and capitals. */
static const struct {
  const char *ours;
  const char *theirs; /* squeezed */
} other_names[] = {
    {"csf-2.0", "urnintuitemriskframeworknistcsf20"},
    {"csf-2.0", "nistcsf20"},
    {"csf-2.0", "nistcsfv20"},
    {"csf-2.0", "csf20"},
    {"csf-2.0", "csfv20"},
    {"csf-2.0", "csf200"},
    {"csf-2.0", "cybersecurityframeworkv20"},
    {"csf-2.0", "cybersecurityframework20"},
    {"csf-2.0", "nistcybersecurityframework20"},
    {"csf-1.1", "urnintuitemriskframeworknistcsf11"},
    {"csf-1.1", "nistcsf11"},
    {"csf-1.1", "nistcsfv11"},
    {"csf-1.1", "csf11"},
    {"csf-1.1", "csfv11"},
    {"csf-1.1", "csf110"},
    {"csf-1.1", "cybersecurityframeworkv11"},
    {"iso27001-2022", "urnintuitemriskframeworkiso270012022"},
    {"iso27001-2022", "iso27001"},
    {"iso27001-2022", "isoiec27001"},
    {"iso27001-2022", "iso270012022"},
    {"iso27001-2022", "isoiec270012022"},
    {"iso27001-2022", "270012022"},
    {"iso27002-2022", "iso27002"},
    {"iso27002-2022", "isoiec27002"},
    {"iso27002-2022", "iso270022022"},
    {"iso27002-2022", "isoiec270022022"},
    {"iso27002-2022", "270022022"},
    {"iso27001-2013", "urnintuitemriskframeworkiso270012013"},
    {"iso27001-2013", "iso270012013"},
    {"iso27001-2013", "isoiec270012013"},
    {"iso27001-2013", "270012013"},
    {"iso27002-2013", "iso270022013"},
    {"iso27002-2013", "isoiec270022013"},
    {"nist-sp800-53-r5", "nistsp80053r5"},
    {"nist-sp800-53-r5", "nistsp80053rev5"},
    {"nist-sp800-53-r5", "sp80053rev5"},
    {"nist-sp800-53-r5", "sp80053r5"},
    {"nist-sp800-53-r5", "sp80053revision5"},
    {"nist-sp800-53-r5", "sp80053511"},
    {"nist-sp800-53-r5", "sp80053520"},
    {"nist-sp800-53-r5", "nistsp80053"},
    {"nist-sp800-53-r5", "nistsp80053rev5catalog"},
    {"nist-sp800-53-r5", "nistsp80053rev511"},
    {"nist-sp800-53-r5", "nistsp80053rev520"},
    {"nist-sp800-53-r5", "sp80053rev511"},
    {"nist-sp800-53-r5", "sp80053rev520"},
    {"soc2-2017", "tsc"},
    {"soc2-2017", "trustservicescriteria"},
    {"soc2-2017", "soc2"},
};

void known_add(struct session *session, struct known *known, const struct known_control *control) {
  uint32_t number = names_intern_kept(&known->ids, control->id);
  if (number == known->controls.n) {
    vec_push(session->arena, &known->controls, *control);
  }
  if (control->label.n > 0 && names_find(&known->labels, control->label) == NO_NAME) {
    names_intern_kept(&known->labels, control->label);
    vec_push(session->arena, &known->labelled, number);
  }
}

const struct known_control *known_control(const struct known *known, struct str id) {
  return &known->controls.v[names_find(&known->ids, id)];
}

unsigned known_depth(const struct known *known, const struct known_control *control) {
  enum { DEEPEST = 200 };
  unsigned depth = 0;
  while (control->parent.n > 0 && depth < DEEPEST && names_find(&known->ids, control->parent) != NO_NAME) {
    control = known_control(known, control->parent);
    depth++;
  }
  return depth;
}

struct known *atlas_find(struct session *session, struct str id) {
  uint32_t number = names_find(&session->atlas->ids, id);
  return number == NO_NAME ? NULL : session->atlas->known.v[number];
}

struct known *atlas_make(struct session *session, struct str id) {
  struct known *known = atlas_find(session, id);
  if (known == NULL) {
    known = arena_zalloc(session->arena, sizeof *known);
    known->id = id;
    names_init(&known->ids, session->arena);
    names_init(&known->labels, session->arena);
    names_init(&known->keys, session->arena);
    names_intern(&session->atlas->ids, id);
    vec_push(session->arena, &session->atlas->known, known); /* NOLINT(bugprone-sizeof-expression): pointers */
  }
  return known;
}

void atlas_open(struct session *session, const struct import_known *given) {
  session->atlas = arena_zalloc(session->arena, sizeof *session->atlas);
  names_init(&session->atlas->ids, session->arena);
  names_init(&session->atlas->own, session->arena);
  for (uint32_t i = 0; i < given->count; i++) {
    const struct decl_framework *framework = given->frameworks[i];
    struct known *known = atlas_make(session, framework->id);
    known->title = framework->title;
    known->short_title = framework->short_title;
    known->open = framework->open;
    known->bundled = i >= given->own;
    for (uint32_t c = 0; c < framework->controls.n; c++) {
      const struct decl_control *control = &framework->controls.v[c];
      bool top = control->parent == NO_INDEX;
      known_add(
          session, known,
          &(struct known_control){.id = control->id,
                                  .label = control->label,
                                  .title = control->title,
                                  .statement = control->statement,
                                  .parent = top ? (struct str){.p = NULL} : framework->controls.v[control->parent].id,
                                  .withdrawn = control->withdrawn});
    }
  }
}

static bool is_name_of(struct session *session, const struct known *known, struct str squeezed) {
  const struct str names[] = {known->id, known->title, known->short_title};
  for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
    if (names[i].n > 0 && str_eq(words_squeeze(session->arena, names[i]), squeezed)) {
      return true;
    }
  }
  return false;
}

bool atlas_call(struct session *session, struct str name, struct str id) {
  struct atlas *atlas = session->atlas;
  uint32_t before = atlas->own.names.n;
  uint32_t number = names_intern_kept(&atlas->own, words_squeeze(session->arena, name));
  if (number == before) {
    vec_push(session->arena, &atlas->owned, id);
  }
  return str_eq(atlas->owned.v[number], id);
}

struct str atlas_name(struct session *session, struct str name) {
  struct str squeezed = words_squeeze(session->arena, name);
  uint32_t own = names_find(&session->atlas->own, squeezed);
  if (own != NO_NAME) {
    return session->atlas->owned.v[own];
  }
  for (uint32_t i = 0; i < session->atlas->known.n && squeezed.n > 0; i++) {
    if (is_name_of(session, session->atlas->known.v[i], squeezed)) {
      return session->atlas->known.v[i]->id;
    }
  }
  for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++) {
    if (str_is(squeezed, other_names[i].theirs)) {
      return str_from(other_names[i].ours);
    }
  }
  return (struct str){.p = NULL};
}

/* Takes the framework that a name stands for, if the text has the name in it and none that is longer was found. */
static void look_within(struct str squeezed, struct str name, struct str id, struct str *longest, struct str *found) {
  enum { SHORTEST = 4 };
  uint32_t at = name.n >= SHORTEST && name.n > longest->n ? words_find(squeezed, name.p) : UINT32_MAX;
  uint32_t end = at + name.n;
  /* "CSF 1.1" is not within "CSF 1.10". */
  if (at != UINT32_MAX && !(end < squeezed.n && words_has_digit(words_to(words_from(squeezed, end), 1)))) {
    *longest = name;
    *found = id;
  }
}

struct str atlas_name_within(struct session *session, struct str text) {
  struct str found = atlas_name(session, text);
  struct str squeezed = words_squeeze(session->arena, text);
  struct str longest = STR("");
  if (found.p != NULL) {
    return found;
  }
  const struct atlas *atlas = session->atlas;
  for (uint32_t i = 0; i < atlas->own.names.n; i++) {
    look_within(squeezed, atlas->own.names.v[i], atlas->owned.v[i], &longest, &found);
  }
  for (size_t i = 0; i < sizeof other_names / sizeof *other_names; i++) {
    look_within(squeezed, str_from(other_names[i].theirs), str_from(other_names[i].ours), &longest, &found);
  }
  return found;
}

bool known_is_named_in(struct session *session, const struct known *known, struct str text) {
  enum { SHORTEST = 3 };
  struct str rest = known->id;
  struct str word = words_squeeze(session->arena, words_next(&rest, "-"));
  return word.n >= SHORTEST && words_find(words_squeeze(session->arena, text), word.p) != UINT32_MAX;
}

bool atlas_has_name_in(struct session *session, struct str text) {
  for (uint32_t i = 0; i < session->atlas->known.n; i++) {
    if (known_is_named_in(session, session->atlas->known.v[i], text)) {
      return true;
    }
  }
  return atlas_name_within(session, text).p != NULL;
}

static void make_keys(struct session *session, struct known *known) {
  for (; known->keys_of < known->ids.names.n; known->keys_of++) {
    struct str key = words_key(session->arena, known->ids.names.v[known->keys_of]);
    uint32_t before = known->keys.names.n;
    uint32_t number = names_intern_kept(&known->keys, key);
    if (number == before) {
      vec_push(session->arena, &known->keyed, known->keys_of);
    } else {
      known->keyed.v[number] = NO_NAME;
    }
  }
}

struct str known_find(struct session *session, struct known *known, struct str text, enum known_how *how) {
  struct str none = {.p = NULL};
  text = words_trim(text);
  *how = KNOWN_EXACTLY;
  uint32_t number = names_find(&known->ids, text);
  if (number != NO_NAME) {
    return known->ids.names.v[number];
  }
  number = names_find(&known->labels, text);
  if (number != NO_NAME) {
    *how = KNOWN_BY_LABEL;
    return known->ids.names.v[known->labelled.v[number]];
  }
  *how = KNOWN_NOT;
  struct str key = words_key(session->arena, text);
  if (key.n == 0) {
    return none;
  }
  make_keys(session, known);
  number = names_find(&known->keys, key);
  if (number == NO_NAME) {
    return none;
  }
  *how = known->keyed.v[number] == NO_NAME ? KNOWN_SEVERAL : KNOWN_BY_KEY;
  return *how == KNOWN_SEVERAL ? none : known->ids.names.v[known->keyed.v[number]];
}

bool known_is_shared(struct session *session, struct known *known, struct str text) {
  make_keys(session, known);
  uint32_t number = names_find(&known->keys, words_key(session->arena, text));
  return number != NO_NAME && known->keyed.v[number] == NO_NAME;
}

static void add_candidate(struct candidates *candidates, struct str id) {
  if (candidates->count < MOST_CANDIDATES) {
    candidates->ids[candidates->count++] = id;
  }
}

/* Each look goes through all ids, so their number is bounded. */
static bool may_look(struct known *known) {
  enum { MOST_GUESSES = 50 };
  return known->guesses++ < MOST_GUESSES;
}

struct candidates known_nearest(struct known *known, struct str text) {
  enum { MOST_EDITS = 2 };
  struct candidates nearest = {.count = 0};
  unsigned best = MOST_EDITS;
  bool look = may_look(known);
  for (uint32_t i = 0; look && i < known->ids.names.n; i++) {
    struct str id = known->ids.names.v[i];
    unsigned edits = str_distance(text, id, MOST_EDITS);
    if (edits > best || edits >= id.n) {
      continue;
    }
    nearest.count = edits < best ? 0 : nearest.count;
    best = edits;
    add_candidate(&nearest, id);
  }
  return nearest;
}

struct candidates known_alike(struct session *session, struct known *known, struct str text) {
  struct candidates alike = {.count = 0};
  struct str key = words_key(session->arena, text);
  bool look = may_look(known);
  for (uint32_t i = 0; look && i < known->ids.names.n; i++) {
    if (str_eq(words_key(session->arena, known->ids.names.v[i]), key)) {
      add_candidate(&alike, known->ids.names.v[i]);
    }
  }
  return alike;
}

const struct known *atlas_elsewhere(struct session *session, const struct known *known, struct str id) {
  for (uint32_t i = 0; i < session->atlas->known.n; i++) {
    const struct known *other = session->atlas->known.v[i];
    if (other != known && names_find(&other->ids, id) != NO_NAME) {
      return other;
    }
  }
  return NULL;
}

struct known *atlas_number(struct session *session, uint32_t number) {
  return number < session->atlas->known.n ? session->atlas->known.v[number] : NULL;
}
