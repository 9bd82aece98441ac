/* Baselines: one line for each kind of finding, with its fingerprint, how often it stands there, and words for people. */
#include "diag/baseline.h"

#include "base/sha256.h"
#include "diag/snippet.h"

#include <stdlib.h>

enum { PRINT = 16 }; /* hexadecimal digits of a fingerprint */

static const char known_reason[] = "known: it stands in the baseline";

void baseline_init(struct baseline *baseline, struct arena *arena) {
  *baseline = (struct baseline){.counts = {0}};
  names_init(&baseline->prints, arena);
}

static bool can_be_known(const struct finding *finding) {
  return !finding_is_of_unread(str_from(finding_catalogue[finding->code].name));
}

static struct str file_of(const struct finding *finding, const struct sources *sources) {
  if (finding->place.source >= sources->list.n) {
    return STR("");
  }
  const struct source *source = &sources->list.v[finding->place.source];
  return source->told.n > 0 ? source->told : source->name;
}

/* The document, where neither its framework nor its mapping says which it is: files in two folders may share a name. */
static struct str document_of(const struct finding *finding) {
  bool said = str_eq(finding->document, finding->framework) || str_eq(finding->document, finding->mapping);
  return said ? STR("") : finding->document;
}

/* Its name, what it is about, where, and, where that says too little, its words. */
static struct str fingerprint(const struct finding *finding, const struct sources *sources, struct arena *arena,
                              char print[PRINT + 1]) {
  struct buf text;
  buf_init(&text, arena);
  const struct str parts[] = {str_from(finding_catalogue[finding->code].name),
                              finding->framework,
                              finding->control,
                              finding->mapping,
                              finding->other,
                              file_of(finding, sources),
                              finding->control.n > 0 ? STR("") : finding->message};
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (parts[i].n > 0) {
      buf_str(&text, parts[i]);
    }
    buf_char(&text, '\n');
  }
  struct str document = document_of(finding);
  if (document.n > 0) {
    buf_str(&text, document);
  }
  unsigned char digest[SHA256_BYTES];
  sha256(text.p, text.n, digest);
  for (unsigned i = 0; i < PRINT; i++) {
    print[i] = "0123456789abcdef"[digest[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
  }
  print[PRINT] = '\0';
  return (struct str){.p = print, .n = PRINT};
}

static void add(struct baseline *baseline, struct str print, uint32_t count) {
  uint32_t name = names_intern(&baseline->prints, print);
  if (name == baseline->counts.n) {
    vec_push(baseline->prints.arena, &baseline->counts, 0U);
  }
  baseline->counts.v[name] += count;
}

static bool read_line(struct baseline *baseline, struct str line) {
  if (line.n == 0 || line.p[0] == '#') {
    return true;
  }
  uint32_t at = PRINT + 1;
  uint32_t count = 0;
  if (line.n <= at || line.p[PRINT] != ' ') {
    return false;
  }
  for (; at < line.n && line.p[at] >= '0' && line.p[at] <= '9' && count < 100000000; at++) {
    count = count * 10 + (uint32_t)(line.p[at] - '0');
  }
  if (count == 0 || (at < line.n && line.p[at] != ' ')) {
    return false;
  }
  add(baseline, (struct str){.p = line.p, .n = PRINT}, count);
  return true;
}

uint32_t baseline_read(struct baseline *baseline, struct str text) {
  uint32_t number = 0;
  for (uint32_t at = 0; at < text.n;) {
    const char *end = memchr(text.p + at, '\n', text.n - at);
    uint32_t n = end != NULL ? (uint32_t)(end - (text.p + at)) : text.n - at;
    uint32_t kept = n > 0 && text.p[at + n - 1] == '\r' ? n - 1 : n;
    number++;
    if (!read_line(baseline, (struct str){.p = text.p + at, .n = kept})) {
      return number;
    }
    at += n + 1;
  }
  return 0;
}

uint32_t baseline_apply(struct baseline *baseline, const struct findings *findings, const struct sources *sources) {
  char print[PRINT + 1];
  for (uint32_t i = 0; i < findings->list.n; i++) {
    struct finding *finding = findings->list.v[i];
    if (finding->accepted.p != NULL || !can_be_known(finding)) {
      continue;
    }
    uint32_t name = names_find(&baseline->prints, fingerprint(finding, sources, findings->arena, print));
    if (name != NO_NAME && baseline->counts.v[name] > 0) {
      baseline->counts.v[name]--;
      finding->accepted = str_from(known_reason);
      finding->known = true;
    }
  }
  uint32_t left = 0;
  for (uint32_t i = 0; i < baseline->counts.n; i++) {
    left += baseline->counts.v[i];
  }
  return left;
}

/* A line, and where it belongs. */
struct entry {
  char print[PRINT + 1];
  const struct finding *finding;
  struct str file;
  uint32_t count;
};

static int compare_entries(const void *left, const void *right) {
  const struct entry *a = left;
  const struct entry *b = right;
  int order = strcmp(finding_catalogue[a->finding->code].name, finding_catalogue[b->finding->code].name);
  if (order == 0) {
    order = str_compare(a->file, b->file);
  }
  if (order == 0) {
    order = str_compare(a->finding->message, b->finding->message);
  }
  return order != 0 ? order : strcmp(a->print, b->print);
}

static void put_entry(struct buf *out, const struct entry *entry) {
  buf_printf(out, "%s %u %s %s%s", entry->print, entry->count, finding_catalogue[entry->finding->code].name,
             entry->file.n > 0 ? entry->file.p : "", entry->file.n > 0 ? ": " : "");
  snippet_clean(out, entry->finding->message);
  buf_char(out, '\n');
}

struct str baseline_text(const struct findings *findings, const struct sources *sources, struct arena *arena) {
  struct entry *entries = arena_alloc(arena, ((size_t)findings->list.n + 1) * sizeof *entries);
  uint32_t count = 0;
  for (uint32_t i = 0; i < findings->list.n; i++) {
    const struct finding *finding = findings->list.v[i];
    if ((finding->accepted.p == NULL || finding->known) && can_be_known(finding)) {
      struct entry *entry = &entries[count++];
      *entry = (struct entry){.finding = finding, .file = file_of(finding, sources), .count = 1};
      fingerprint(finding, sources, arena, entry->print);
    }
  }
  if (count > 1) {
    qsort(entries, count, sizeof *entries, compare_entries);
  }
  struct buf out;
  buf_init(&out, arena);
  buf_text(&out, "# crosswalk baseline 1: findings that are known (fingerprint, number, name, words)\n");
  for (uint32_t i = 0; i < count; i++) {
    struct entry entry = entries[i];
    while (i + 1 < count && strcmp(entries[i + 1].print, entry.print) == 0) {
      entry.count++;
      i++;
    }
    put_entry(&out, &entry);
  }
  return buf_done(&out);
}
