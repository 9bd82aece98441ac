/* Parts of a workbook's package: read from the archive, and followed as XML. */
#ifndef CW_INTERCHANGE_XLSX_PACKAGE_H
#define CW_INTERCHANGE_XLSX_PACKAGE_H

#include "base/archive.h"
#include "interchange/sheet.h"
#include "load/xml/xml.h"

struct package {
  struct session *session;
  struct archive *archive;
  struct xml *open; /* the part that is followed, or NULL */
  bool failed;      /* and told */
};

/* What is called for each element: `name` without its namespace. */
struct part_handler {
  void (*start)(void *context, const char *name, const struct xml_element *element);
  void (*end)(void *context, const char *name);
  void (*text)(void *context, const char *text, uint32_t n);
};

/* Follows the part. False if it is not there (which is no mistake), or cannot be read (which is told). */
bool part_follow(struct package *package, const char *name, const struct part_handler *handler, void *context);
/* Stops following: a handler has told why. */
void part_stop(struct package *package);
/* The attribute of that local name, absent if there is none. Gone when the handler returns. */
struct str part_attribute(const struct xml_element *element, const char *name);
bool part_is_true(struct str value);

/* Relations of a part: id, kind (the last word of its type) and the part that is meant. */
struct relation_to {
  struct str id;
  struct str kind;
  const char *target;
};
typedef VEC(struct relation_to) relation_list;
void part_relations(struct package *package, const char *name, relation_list *relations);
const char *relation_by_kind(const relation_list *relations, const char *kind);
const char *relation_by_id(const relation_list *relations, struct str id);

#endif
