/* OSCAL documents by their root: what is read, and what is told to be something else. */
#include "interchange/oscal.h"

#include "interchange/formats.h"

static const struct {
  const char *root;
  const char *refusal; /* NULL: it is read */
} roots[] = {
    {"catalog", NULL},
    {"mapping-collection", NULL},
    {"profile",
     "this is an OSCAL profile, which selects controls of a catalog; import the resolved catalog that it makes "
     "(often named *_resolved-profile_catalog)"},
    {"component-definition", "this is an OSCAL component definition, which describes a product and is no framework"},
    {"system-security-plan", "this is an OSCAL system security plan, which describes a system and is no framework"},
    {"assessment-plan", "this is an OSCAL assessment plan, which is no framework"},
    {"assessment-results", "these are OSCAL assessment results, which are no framework"},
    {"plan-of-action-and-milestones", "this is an OSCAL plan of action, which is no framework"},
};

enum { ROOTS = sizeof roots / sizeof *roots };

bool oscal_fits(struct session *session) {
  for (unsigned i = 0; i < ROOTS; i++) {
    const struct node *node = node_get(session->file->tree->root, roots[i].root);
    if (node != NULL && node->kind == NODE_MAP) {
      return true;
    }
  }
  return false;
}

void oscal_frameworks(struct session *session) {
  const struct node *root = session->file->tree->root;
  for (unsigned i = 0; i < ROOTS; i++) {
    const struct node *node = node_get(root, roots[i].root);
    if (node != NULL && roots[i].refusal != NULL) {
      session_refuse(session, &node->key, "%s", roots[i].refusal);
    }
  }
  if (node_get(root, "catalog") != NULL) {
    oscal_read_catalog(session, node_get(root, "catalog"));
  }
}

void oscal_mappings(struct session *session) {
  const struct node *collection = node_get(session->file->tree->root, "mapping-collection");
  if (collection != NULL) {
    oscal_read_mappings(session, collection);
  }
}
