/* What only some formats ask for: the base relations that are left possible, digests of documents. */
#include "report/reporter.h"

unsigned possible_bases(struct reporter *reporter, uint32_t x, uint32_t y) {
  return reporter->options->possible ? walk_pair(&reporter->middle, x, y).bases : 0;
}

struct str digest_of(const struct reporter *reporter, uint32_t source) {
  const struct str *digests = reporter->options->digests;
  return digests != NULL ? digests[source] : STR("");
}
