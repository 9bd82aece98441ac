/* Parts of a package, one open at a time. */
#include "interchange/xlsx/package.h"

#include "base/utf8.h"
#include "interchange/words.h"

struct following {
  struct package *package;
  const struct part_handler *handler;
  void *context;
  struct xml *xml;
  VEC(const char *) names; /* of the open elements */
};

struct str part_attribute(const struct xml_element *element, const char *name) {
  for (uint32_t i = 0; i < element->attribute_count; i++) {
    const struct xml_attribute *attribute = &element->attributes[i];
    if (strcmp((const char *)attribute->name, name) == 0) {
      return (struct str){.p = (const char *)attribute->value, .n = (uint32_t)(attribute->end - attribute->value)};
    }
  }
  return (struct str){.p = NULL};
}

bool part_is_true(struct str value) {
  return value.p != NULL && (str_is(value, "1") || str_is(value, "true"));
}

void part_stop(struct package *package) {
  package->failed = true;
  if (package->open != NULL) {
    xml_stop(package->open);
  }
}

static void on_start(void *context, const struct xml_element *element) {
  struct following *following = context;
  struct session *session = following->package->session;
  const char *name = (const char *)element->name;
  if (following->names.n >= session->limits->depth) {
    session->file->broken = true;
    session_say(session, F_IMPORT_LIMIT, NULL,
                "elements stand too deep inside one another; --limit depth=VALUE raises the limit");
    part_stop(following->package);
    return;
  }
  vec_push(session->arena, &following->names, name); /* NOLINT(bugprone-sizeof-expression): pointers */
  following->handler->start(following->context, name, element);
}

static void on_end(void *context) {
  struct following *following = context;
  const char *name = following->names.v[--following->names.n];
  if (following->handler->end != NULL) {
    following->handler->end(following->context, name);
  }
}

static void on_text(void *context, const char *text, uint32_t n) {
  struct following *following = context;
  if (following->handler->text != NULL) {
    following->handler->text(following->context, text, n);
  }
}

static void refuse(struct package *package, const char *name, const char *what) {
  session_refuse(package->session, NULL, "the workbook's part %s %s", name, what);
  package->failed = true;
}

/* The bytes of the part; absent if there is none, or after a finding. */
static struct str read_part(struct package *package, const char *name) {
  struct session *session = package->session;
  const struct limits *limits = session->limits;
  struct archive_limits most = {.bytes = limits->unpacked_bytes, .ratio = limits->unpacked_ratio};
  struct buf bytes;
  buf_init(&bytes, session->arena);
  switch (archive_read(package->archive, name, &most, &bytes)) {
    case ARCHIVE_MISSING:
      return (struct str){.p = NULL};
    case ARCHIVE_DAMAGED:
      refuse(package, name, "is damaged");
      return (struct str){.p = NULL};
    case ARCHIVE_TOO_LARGE: {
      struct finding *finding =
          session_say(session, F_IMPORT_LIMIT, NULL, "the workbook's part %s unpacks to far more than it should", name);
      finding_note(session->findings, finding, place_none(),
                   "at most %u times its packed size, and %llu bytes; --limit unpacked-ratio=VALUE and "
                   "--limit unpacked-bytes=VALUE raise the limits",
                   (unsigned)most.ratio, (unsigned long long)most.bytes);
      session->file->broken = true;
      package->failed = true;
      return (struct str){.p = NULL};
    }
    case ARCHIVE_READ:
      break;
  }
  struct str text = buf_done(&bytes);
  if (utf8_first_invalid(text.p, text.n) < text.n) {
    refuse(package, name, "is not UTF-8");
    return (struct str){.p = NULL};
  }
  return text;
}

static void tell_fault(struct package *package, const char *name, const struct xml_fault *fault) {
  session_refuse(package->session, NULL, "the workbook's part %s cannot be read: %s", name, fault->message);
  package->failed = true;
}

static bool follow(struct following *following, const char *name, struct str text) {
  struct arena *arena = following->package->session->arena;
  static const struct xml_handler handler = {.start = on_start, .end = on_end, .text = on_text};
  struct xml_fault fault;
  following->xml = xml_new(&handler, following);
  following->package->open = following->xml;
  struct guard *const outer = arena->guard;
  struct guard guard;
  arena->guard = &guard;
  volatile bool no_memory = following->xml == NULL || setjmp(guard.jump) != 0;
  volatile enum xml_result result = XML_STOPPED;
  if (!no_memory) {
    result = xml_read(following->xml, text.p, text.n, arena, &fault);
  }
  arena->guard = outer;
  following->package->open = NULL;
  xml_free(following->xml);
  if (no_memory) {
    arena_fail(arena);
  }
  if (result == XML_FAULT) {
    tell_fault(following->package, name, &fault);
  }
  return result == XML_READ;
}

bool part_follow(struct package *package, const char *name, const struct part_handler *handler, void *context) {
  struct following following = {.package = package, .handler = handler, .context = context};
  struct str text = package->failed ? (struct str){.p = NULL} : read_part(package, name);
  bool read = text.p != NULL && follow(&following, name, text);
  return read;
}

/* ---- relations ---- */

struct reading {
  struct package *package;
  const char *folder; /* of the part, with its slash */
  relation_list *relations;
};

/* "../styles.xml" from the folder "xl/worksheets/", or "/xl/styles.xml", as the name of a part. */
static const char *resolve(struct arena *arena, const char *folder, struct str target) {
  struct buf path;
  buf_init(&path, arena);
  bool absolute = target.n > 0 && target.p[0] == '/';
  buf_text(&path, absolute ? "" : folder);
  for (struct str rest = target; rest.p != NULL;) {
    struct str piece = words_next(&rest, "/");
    if (str_is(piece, "..")) {
      path.n -= path.n > 0 ? 1 : 0;
      while (path.n > 0 && path.p[path.n - 1] != '/') {
        path.n--;
      }
    } else if (piece.n > 0 && !str_is(piece, ".")) {
      buf_str(&path, piece);
      buf_text(&path, rest.p != NULL ? "/" : "");
    }
  }
  return buf_done(&path).p;
}

static void on_relation(void *context, const char *name, const struct xml_element *element) {
  struct reading *reading = context;
  struct arena *arena = reading->package->session->arena;
  if (strcmp(name, "Relationship") != 0 || str_is(str_or_empty(part_attribute(element, "TargetMode")), "External")) {
    return;
  }
  struct str type = str_copy(arena, str_or_empty(part_attribute(element, "Type")));
  uint32_t at = type.n;
  while (at > 0 && type.p[at - 1] != '/') {
    at--;
  }
  struct relation_to relation = {
      .id = str_copy(arena, str_or_empty(part_attribute(element, "Id"))),
      .kind = words_from(type, at),
      .target = resolve(arena, reading->folder, str_or_empty(part_attribute(element, "Target")))};
  vec_push(arena, reading->relations, relation);
}

void part_relations(struct package *package, const char *name, relation_list *relations) {
  static const struct part_handler handler = {.start = on_relation};
  struct arena *arena = package->session->arena;
  struct str whole = str_from(name);
  uint32_t slash = whole.n;
  while (slash > 0 && whole.p[slash - 1] != '/') {
    slash--;
  }
  const char *folder = arena_text(arena, name, slash);
  struct buf path;
  buf_init(&path, arena);
  buf_printf(&path, "%s_rels/%s.rels", folder, name + slash);
  struct reading reading = {.package = package, .folder = folder, .relations = relations};
  part_follow(package, buf_done(&path).p, &handler, &reading);
}

const char *relation_by_kind(const relation_list *relations, const char *kind) {
  for (uint32_t i = 0; i < relations->n; i++) {
    if (str_is(relations->v[i].kind, kind)) {
      return relations->v[i].target;
    }
  }
  return NULL;
}

const char *relation_by_id(const relation_list *relations, struct str id) {
  for (uint32_t i = 0; i < relations->n; i++) {
    if (str_eq(relations->v[i].id, id)) {
      return relations->v[i].target;
    }
  }
  return NULL;
}
