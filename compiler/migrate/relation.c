/* Composing relations: the table of RCC-5, and what of it has a token. */
#include "migrate/relation.h"

enum { BASES = 5 };

/* By the place of the first bit and of the second: EQ, PP, PPI, PO, DR. */
static const unsigned char composed[BASES][BASES] = {
    {BASE_EQ, BASE_PP, BASE_PPI, BASE_PO, BASE_DR},
    {BASE_PP, BASE_PP, BASE_ALL, BASE_PP | BASE_PO | BASE_DR, BASE_DR},
    {BASE_PPI, BASE_EQ | BASE_PP | BASE_PPI | BASE_PO, BASE_PPI, BASE_PPI | BASE_PO, BASE_PPI | BASE_PO | BASE_DR},
    {BASE_PO, BASE_PP | BASE_PO, BASE_PPI | BASE_PO | BASE_DR, BASE_ALL, BASE_PPI | BASE_PO | BASE_DR},
    {BASE_DR, BASE_PP | BASE_PO | BASE_DR, BASE_DR, BASE_PP | BASE_PO | BASE_DR, BASE_ALL},
};

unsigned bases_composed(unsigned first, unsigned second) {
  unsigned bases = 0;
  for (unsigned i = 0; i < BASES; i++) {
    for (unsigned k = 0; k < BASES; k++) {
      if ((first >> i & 1) != 0 && (second >> k & 1) != 0) {
        bases |= composed[i][k];
      }
    }
  }
  return bases;
}

bool relation_carried(enum relation relation, enum overlap overlap, unsigned link, enum relation *carried) {
  if (link_is_equal(link)) {
    *carried = relation;
    return true;
  }
  if (!link_is_within(link) && !link_is_holding(link)) {
    return false;
  }
  unsigned bases = bases_composed(relation_bases(relation, overlap), link);
  *carried = bases == BASE_DR ? REL_NONE : relation_of_bases(bases);
  return (bases & ~relation_bases(*carried, overlap)) == 0;
}
