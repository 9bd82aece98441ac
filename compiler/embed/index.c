/* Reads just enough of a bundled document: the attributes of its root, and which controls are counted. The documents are
 * this project's own, without document types, CDATA or entities beyond the five; what is otherwise ends the build. */
#include "embed/index.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 64 };

struct tag {
  const char *name;
  size_t name_length;
  const char *attributes;
  const char *end; /* behind them */
  bool closes;     /* </name> */
  bool empty;      /* <name/> */
};

/* A group or control whose end is still to come. */
struct open_element {
  bool control;    /* one that counts, unless its members count instead */
  bool exhaustive; /* as written, or by default */
  bool members;    /* something stands in it that is part of it */
};

static const char *behind(const char *at, const char *mark) {
  const char *found = strstr(at, mark);
  return found != NULL ? found + strlen(mark) : NULL;
}

/* The ">" that ends the tag, which values may hold too. */
static const char *tag_end(const char *at) {
  char quote = '\0';
  for (; *at != '\0'; at++) {
    if (quote == '\0' && *at == '>') {
      return at;
    }
    if (quote == '\0' ? *at == '"' || *at == '\'' : *at == quote) {
      quote = quote == '\0' ? *at : '\0';
    }
  }
  return NULL;
}

/* The next tag from *at on, which moves behind it; false at the end, with *at NULL where the document is broken. */
static bool next_tag(const char **at, struct tag *tag) {
  const char *start = strchr(*at, '<');
  while (start != NULL && (start[1] == '?' || start[1] == '!')) {
    const char *next = start[1] == '?'                  ? behind(start, "?>")
                       : strncmp(start, "<!--", 4) == 0 ? behind(start, "-->")
                                                        : NULL;
    if (next == NULL) {
      *at = NULL;
      return false;
    }
    start = strchr(next, '<');
  }
  if (start == NULL) {
    return false;
  }
  const char *end = tag_end(start);
  if (end == NULL) {
    *at = NULL;
    return false;
  }
  *at = end + 1;
  tag->closes = start[1] == '/';
  tag->empty = end[-1] == '/';
  tag->name = start + (tag->closes ? 2 : 1);
  tag->name_length = strcspn(tag->name, " \n/>");
  tag->attributes = tag->name + tag->name_length;
  tag->end = end;
  return true;
}

static bool is_named(const struct tag *tag, const char *name) {
  return tag->name_length == strlen(name) && strncmp(tag->name, name, tag->name_length) == 0;
}

/* The character that an entity stands for; *at moves behind it. */
static char read_entity(const char **at) {
  static const struct {
    const char *written;
    char meant;
  } entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  for (size_t i = 0; i < sizeof entities / sizeof *entities; i++) {
    size_t n = strlen(entities[i].written);
    if (strncmp(*at, entities[i].written, n) == 0) {
      *at += n;
      return entities[i].meant;
    }
  }
  return '\0';
}

/* The value from `at` to its quote; false if it does not fit or has another entity. */
static bool read_value(const char *at, char quote, char *value) {
  size_t n = 0;
  while (*at != quote) {
    char c = *at == '&' ? read_entity(&at) : *at++;
    if (c == '\0' || n + 1 == INDEX_TEXT) {
      return false;
    }
    value[n++] = c;
  }
  value[n] = '\0';
  return true;
}

/* The attribute of the tag, "" if it has none. */
static bool attribute(const struct tag *tag, const char *name, char *value) {
  value[0] = '\0';
  for (const char *at = tag->attributes; at < tag->end;) {
    at += strspn(at, " \n");
    size_t n = strcspn(at, "=/>");
    if (at[n] != '=') {
      return true;
    }
    const char *start = at + n + 2;
    char quote = start[-1];
    if (n == strlen(name) && strncmp(at, name, n) == 0) {
      return read_value(start, quote, value);
    }
    const char *end = strchr(start, quote);
    at = end != NULL ? end + 1 : tag->end;
  }
  return true;
}

static bool says(const struct tag *tag, const char *name, const char *value) {
  char found[INDEX_TEXT];
  return attribute(tag, name, found) && strcmp(found, value) == 0;
}

/* What counts is decided as in linking: not a union of parts in force, nor what was withdrawn or says that it does not. */
static void begin_control(const struct tag *tag, struct open_element *open, unsigned depth, struct index_entry *entry) {
  bool group = is_named(tag, "group");
  bool withdrawn = says(tag, "status", "withdrawn");
  if (depth > 0 && !withdrawn && !says(tag, "part", "no")) {
    open[depth - 1].members = true;
  }
  open[depth] = (struct open_element){
      .control = !group && !withdrawn && !says(tag, "counted", "no"),
      .exhaustive = group ? !says(tag, "exhaustive", "false") : says(tag, "exhaustive", "true"),
  };
  entry->controls += !group && !withdrawn;
}

/* Keeps the id, and one NUL behind it. */
static const char *note_id(const struct tag *tag, struct index_entry *entry) {
  char id[INDEX_TEXT];
  if (!attribute(tag, "id", id) || id[0] == '\0' || strchr(id, '\n') != NULL) {
    return "a group or control has no id that can be read";
  }
  size_t n = strlen(id) + 1;
  char *ids = realloc(entry->ids, entry->ids_size + n);
  if (ids == NULL) {
    return "out of memory";
  }
  memcpy(ids + entry->ids_size, id, n);
  entry->ids = ids;
  entry->ids_size += n;
  entry->id_count++;
  return NULL;
}

/* Goes through the groups and controls. */
static const char *read_controls(const char *at, struct index_entry *entry) {
  struct open_element open[DEEPEST];
  unsigned depth = 0;
  struct tag tag;
  while (next_tag(&at, &tag)) {
    if (!is_named(&tag, "group") && !is_named(&tag, "control")) {
      continue;
    }
    if (depth == DEEPEST) {
      return "controls stand too deep in one another";
    }
    if (!tag.closes) {
      const char *fault = note_id(&tag, entry);
      if (fault != NULL) {
        return fault;
      }
      begin_control(&tag, open, depth++, entry);
    }
    if (tag.closes || tag.empty) {
      if (depth == 0) {
        return "a control ends that never began";
      }
      depth--;
      entry->counted += open[depth].control && !(open[depth].exhaustive && open[depth].members);
    }
  }
  return at == NULL ? "a tag, a comment or an instruction has no end" : NULL;
}

static const char *kind_of(const struct tag *root) {
  static const struct {
    const char *name;
    const char *kind;
  } kinds[] = {{"framework", "DOCUMENT_FRAMEWORK"}, {"mapping", "DOCUMENT_MAPPING"}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    if (is_named(root, kinds[i].name)) {
      return kinds[i].kind;
    }
  }
  return NULL;
}

const char *index_document(const char *bytes, struct index_entry *entry) {
  *entry = (struct index_entry){.kind = NULL};
  const char *at = bytes;
  struct tag root;
  if (!next_tag(&at, &root) || (entry->kind = kind_of(&root)) == NULL) {
    return "neither a framework nor a mapping";
  }
  if (!attribute(&root, "id", entry->id) || !attribute(&root, "source", entry->source) ||
      !attribute(&root, "target", entry->target) || !attribute(&root, "title", entry->title) ||
      !attribute(&root, "publisher", entry->publisher) || !attribute(&root, "edition", entry->edition) ||
      !attribute(&root, "published", entry->published) || !attribute(&root, "supersedes", entry->supersedes)) {
    return "an attribute of the root is too long or has an entity beyond the five";
  }
  if (entry->id[0] == '\0') {
    return "the root has no id";
  }
  if (strcmp(entry->kind, "DOCUMENT_FRAMEWORK") != 0) {
    return NULL;
  }
  bool open = says(&root, "open", "true");
  const char *fault = read_controls(at, entry);
  entry->counted = open ? 0 : entry->counted;
  return fault;
}
