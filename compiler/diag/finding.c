/* The catalogue of findings, and lists of them: adding, merging, putting in order. */
#include "diag/finding.h"

#include <stdlib.h>

const char *const severity_words[SEVERITIES] = {"note", "warning", "error"};

int severity_find(struct str word) {
  for (int level = 0; level < SEVERITIES; level++) {
    if (word.p != NULL && str_is(word, severity_words[level])) {
      return level;
    }
  }
  return -1;
}

const struct finding_info finding_catalogue[FINDING_CODES] = {
#define FINDING(code, name, severity, meaning, mend) [code] = {name, severity, meaning, mend},
#include "diag/catalogue.def"
#undef FINDING
};

const struct finding_example finding_examples[FINDING_CODES] = {
#define EXAMPLE(code, kind, bad, good, why) [code] = {bad, good, why},
#include "diag/examples.def"
#undef EXAMPLE
};

int finding_find(struct str name) {
  for (int code = 0; code < FINDING_CODES; code++) {
    if (name.p != NULL && str_is(name, finding_catalogue[code].name)) {
      return code;
    }
  }
  return -1;
}

bool finding_matches(enum finding_code code, struct str name) {
  const char *whole = finding_catalogue[code].name;
  if (name.p == NULL || name.n == 0 || name.n > strlen(whole) || memcmp(whole, name.p, name.n) != 0) {
    return false;
  }
  return whole[name.n] == '\0' || (whole[name.n] == '.' && memchr(name.p, '.', name.n) == NULL);
}

bool finding_is_known(struct str name) {
  bool known = false;
  for (int code = 0; code < FINDING_CODES && !known; code++) {
    known = finding_matches((enum finding_code)code, name);
  }
  return known;
}

bool finding_is_of_unread(struct str name) {
  static const char *const families[] = {"xml", "io", "input"};
  for (unsigned i = 0; i < sizeof families / sizeof *families; i++) {
    uint32_t n = (uint32_t)strlen(families[i]);
    if (name.n >= n && memcmp(name.p, families[i], n) == 0 && (name.n == n || name.p[n] == '.')) {
      return true;
    }
  }
  return false;
}

void findings_init(struct findings *findings, struct arena *arena) {
  *findings = (struct findings){.arena = arena};
}

__attribute__((format(printf, 2, 0))) static struct str compose(struct arena *arena, const char *format,
                                                                va_list arguments) {
  struct buf message;
  buf_init(&message, arena);
  buf_vprintf(&message, format, arguments);
  return buf_done(&message);
}

struct finding *finding_add(struct findings *findings, enum finding_code code, struct place place, const char *format,
                            ...) {
  struct finding *finding = arena_zalloc(findings->arena, sizeof *finding);
  va_list arguments;
  va_start(arguments, format);
  finding->message = compose(findings->arena, format, arguments);
  va_end(arguments);
  finding->code = code;
  finding->severity = finding_catalogue[code].severity;
  finding->place = place;
  finding->last_note = &finding->notes;
  vec_push(findings->arena, &findings->list, finding); /* NOLINT(bugprone-sizeof-expression): a list of pointers */
  return finding;
}

void finding_note(struct findings *findings, struct finding *finding, struct place place, const char *format, ...) {
  struct finding_note *note = arena_zalloc(findings->arena, sizeof *note);
  va_list arguments;
  va_start(arguments, format);
  note->message = compose(findings->arena, format, arguments);
  va_end(arguments);
  note->place = place;
  *finding->last_note = note;
  finding->last_note = &note->next;
}

void finding_fix(struct findings *findings, struct finding *finding, struct str wrong, struct str right) {
  finding->wrong = str_copy(findings->arena, wrong);
  finding->right = str_copy(findings->arena, right);
}

void findings_merge(struct findings *into, struct findings *from) {
  vec_reserve(into->arena, &into->list, from->list.n); /* NOLINT(bugprone-sizeof-expression): pointers again */
  for (uint32_t i = 0; i < from->list.n; i++) {
    into->list.v[into->list.n] = from->list.v[i];
    into->list.n++;
  }
  from->list.n = 0;
}

static int compare_numbers(uint32_t a, uint32_t b) {
  return (a > b) - (a < b);
}

/* A document as a whole comes before the places in it, and what has no place comes last. */
static int compare_places(const struct place *a, const struct place *b) {
  int order = compare_numbers(a->source, b->source);
  if (order == 0) {
    order = compare_numbers(a->offset + 1U, b->offset + 1U);
  }
  if (order == 0) {
    order = strcmp(a->attribute != NULL ? a->attribute : "", b->attribute != NULL ? b->attribute : "");
  }
  if (order == 0) {
    order = str_compare(str_or_empty(a->word), str_or_empty(b->word));
  }
  if (order == 0) {
    order = compare_numbers(a->length, b->length);
  }
  return order != 0 || a->cell == NULL || b->cell == NULL ? order
                                                          : compare_numbers(a->cell->meant.start, b->cell->meant.start);
}

static int compare_notes(const struct finding_note *a, const struct finding_note *b) {
  for (; a != NULL && b != NULL; a = a->next, b = b->next) {
    int order = str_compare(a->message, b->message);
    if (order == 0) {
      order = compare_places(&a->place, &b->place);
    }
    if (order != 0) {
      return order;
    }
  }
  return (a != NULL) - (b != NULL);
}

static int compare_findings(const void *left, const void *right) {
  const struct finding *a = *(struct finding *const *)left;
  const struct finding *b = *(struct finding *const *)right;
  int order = compare_places(&a->place, &b->place);
  if (order == 0) {
    order = strcmp(finding_catalogue[a->code].name, finding_catalogue[b->code].name);
  }
  if (order == 0) {
    order = str_compare(a->message, b->message);
  }
  const struct str *mine[] = {&a->framework, &a->control, &a->mapping};
  const struct str *others[] = {&b->framework, &b->control, &b->mapping};
  for (unsigned i = 0; i < 3 && order == 0; i++) {
    order = str_compare(*mine[i], *others[i]);
  }
  return order != 0 ? order : compare_notes(a->notes, b->notes);
}

void findings_sort(struct findings *findings) {
  struct finding **list = findings->list.v;
  if (findings->list.n < 2) {
    return;
  }
  qsort(list, findings->list.n, sizeof *list, compare_findings); /* NOLINT(bugprone-sizeof-expression) */
  uint32_t kept = 1;
  for (uint32_t i = 1; i < findings->list.n; i++) {
    if (compare_findings(&list[kept - 1], &list[i]) != 0) {
      list[kept] = list[i];
      kept++;
    }
  }
  findings->list.n = kept;
}

const char *finding_nearest(struct str name) {
  const char *nearest = NULL;
  unsigned limit = 4;
  for (unsigned i = 0; i < FINDING_CODES; i++) {
    if (str_is(name, strchr(finding_catalogue[i].name, '.') + 1)) {
      return finding_catalogue[i].name; /* only the family was left out */
    }
    unsigned distance = str_distance(str_from(finding_catalogue[i].name), name, limit);
    if (distance <= limit) {
      nearest = finding_catalogue[i].name;
      limit = distance > 0 ? distance - 1 : 0;
    }
  }
  return nearest;
}

uint32_t findings_first_in(const struct findings *findings, uint32_t source) {
  uint32_t low = 0;
  uint32_t high = findings->list.n;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (findings->list.v[middle]->place.source < source) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
