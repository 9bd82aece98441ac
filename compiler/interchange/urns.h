/* URNs of nodes and what they became: mappings name nodes by their URN, wherever their framework stands. */
#ifndef CW_INTERCHANGE_URNS_H
#define CW_INTERCHANGE_URNS_H

#include "base/names.h"
#include "interchange/session.h"

struct urns {
  struct names names;
  VEC(struct str) ids;        /* by number */
  VEC(struct str) frameworks; /* likewise: of the node; absent where nobody knows */
};

void urns_open(struct session *session);
/* The first to have a URN keeps it. */
void urns_add(struct session *session, struct str urn, struct str framework, struct str id);
/* The id that the URN became, or absent. */
struct str urns_find(const struct session *session, struct str urn);
/* The framework of the node that the URN became, or absent. */
struct str urns_framework(const struct session *session, struct str urn);
/* "urn:intuitem:risk:req_node:nist-csf-2.0:gv.oc-01" without all up to the framework: "gv.oc-01". */
struct str urn_tail(struct str urn);
/* The segment that names the framework of a node: "nist-csf-2.0"; absent where the URN is not so long. */
struct str urn_framework(struct str urn);
/* The last segment. */
struct str urn_last(struct str urn);

#endif
