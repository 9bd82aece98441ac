/* The ids that are the fewest edits away from one that is none.
 *
 * Ids of one length stand in order, so that those with the same beginning share the rows of the table of distances for it,
 * and are all left out once that beginning has too many edits. That is slow only where the first bytes may be wrong, which
 * all ids would then go by. So the id is sought from both sides: either one of the edits at least is in its second half,
 * and the first half has fewer than are allowed; or all are in its first half, and from the back the second has none. */
#include "link/likeness.h"

#include <limits.h>

enum { LONGEST = STR_LONGEST_COMPARED };

/* A search, in one direction. */
struct search {
  char wanted[LONGEST]; /* backwards, where the search is */
  uint32_t n;
  unsigned most;        /* edits */
  uint32_t strict;      /* before this byte of what is wanted, */
  unsigned most_strict; /* no more than so many of them */
  bool backwards;
  struct lookalikes *found;
  /* The length of the ids that are looked at; and how far the place in one may be ahead of the place in what is wanted, or
   * behind it, for few enough edits to bring both to their ends. */
  uint32_t length;
  uint32_t ahead;
  uint32_t behind;
  /* By byte of an id and byte of what is wanted: the edits that make the one of the other so far; one more than `most`
   * where there are too many. */
  uint8_t rows[LONGEST + 1][LONGEST + 1];
};

static char byte_of(const struct search *search, const struct likeness_id *id, uint32_t at) {
  return id->p[search->backwards ? id->n - 1U - at : at];
}

static unsigned least(unsigned a, unsigned b) {
  return a < b ? a : b;
}

static uint32_t between(uint32_t a, uint32_t b) {
  return a > b ? a - b : b - a;
}

/* The edits up to byte i of the id and byte j of what is wanted, by the rows and cells before. */
static unsigned edits_at(const struct search *search, const struct likeness_id *id, uint32_t i, uint32_t j) {
  if (i == 0 || j == 0) {
    return i + j;
  }
  char here = byte_of(search, id, i - 1);
  unsigned edits = search->rows[i - 1][j - 1] + (here != search->wanted[j - 1] ? 1U : 0U);
  edits = least(edits, search->rows[i - 1][j] + 1U);
  edits = least(edits, search->rows[i][j - 1] + 1U);
  if (i > 1 && j > 1 && here == search->wanted[j - 2] && byte_of(search, id, i - 2) == search->wanted[j - 1]) {
    edits = least(edits, search->rows[i - 2][j - 2] + 1U);
  }
  return edits;
}

/* How many edits there may be where so much of what is wanted is behind. */
static unsigned allowed_at(const struct search *search, uint32_t j) {
  return j < search->strict ? search->most_strict : search->most;
}

/* Whether so many edits up to byte i of an id and byte j of what is wanted can still be few enough. */
static bool is_near(const struct search *search, uint32_t i, uint32_t j, unsigned edits) {
  return i <= search->length && j <= search->n && edits <= allowed_at(search, j) &&
         edits + between(search->length - i, search->n - j) <= search->most;
}

/* The cells of a row that may be near. */
static uint32_t first_cell(const struct search *search, uint32_t i) {
  return i > search->ahead ? i - search->ahead : 0;
}

static uint32_t last_cell(const struct search *search, uint32_t i) {
  return least(search->n, i + search->behind);
}

/* What can become of the ids that begin with the same bytes. */
enum hope {
  HOPE_NONE,  /* all have too many edits */
  HOPE_EXACT, /* the next byte must be one that is wanted */
  HOPE_ANY    /* it may be another, too */
};

/* Fills the row of byte i, and beside it the cells that the next row may look at. */
static enum hope fill_row(struct search *search, const struct likeness_id *id, uint32_t i) {
  unsigned most = search->most;
  uint8_t *row = search->rows[i];
  uint32_t from = first_cell(search, i);
  uint32_t to = last_cell(search, i);
  enum hope hope = HOPE_NONE;
  if (from > 0) {
    row[from - 1] = (uint8_t)(most + 1);
  }
  for (uint32_t j = from; j <= to; j++) {
    unsigned edits = edits_at(search, id, i, j);
    if (!is_near(search, i, j, edits)) {
      row[j] = (uint8_t)(most + 1);
      continue;
    }
    row[j] = (uint8_t)edits;
    bool replaced = is_near(search, i + 1, j + 1, edits + 1);
    bool inserted = is_near(search, i + 1, j, edits + 1);
    hope = replaced || inserted || hope == HOPE_ANY ? HOPE_ANY : HOPE_EXACT;
  }
  if (to < search->n) {
    row[to + 1] = (uint8_t)(most + 1);
  }
  return hope;
}

/* The first id from `low` on of which byte i is `least_byte` or more: in steps that double, then halve. All begin with the
 * same i bytes, and so stand in the order of that byte. */
static uint32_t first_with(const struct search *search, const struct likeness_id *ids, uint32_t low, uint32_t high,
                           uint32_t i, unsigned least_byte) {
  uint32_t step = 1;
  while (step < high - low && (unsigned char)byte_of(search, &ids[low + step - 1], i) < least_byte) {
    low += step;
    step *= 2;
  }
  high = least(high, low + step);
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if ((unsigned char)byte_of(search, &ids[middle], i) < least_byte) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/* The smallest byte from `least_byte` on that may come next, where it must be a wanted one: the next one of a cell that is
 * near, or the one before it, of two that are swapped. */
static unsigned next_wanted(const struct search *search, uint32_t i, unsigned least_byte) {
  unsigned next = UCHAR_MAX + 1;
  for (uint32_t j = first_cell(search, i); j <= last_cell(search, i); j++) {
    for (uint32_t at = j > 0 ? j - 1 : 0; at <= j && at < search->n && search->rows[i][j] <= search->most; at++) {
      unsigned wanted = (unsigned char)search->wanted[at];
      next = wanted >= least_byte && wanted < next ? wanted : next;
    }
  }
  return next;
}

/* One id, from byte i on. */
static void search_one(struct search *search, const struct likeness_id *id, uint32_t i) {
  while (i < id->n && fill_row(search, id, i + 1) != HOPE_NONE) {
    i++;
  }
  if (i == id->n && search->rows[i][search->n] <= search->most) {
    lookalikes_add(search->found, id->node);
  }
}

/* Ids that begin with the same i bytes, for which the rows are filled. */
static void search_beginning(struct search *search, const struct likeness_id *ids, uint32_t low, uint32_t high,
                             uint32_t i, enum hope hope) {
  if (high - low == 1) {
    search_one(search, &ids[low], i);
    return;
  }
  for (unsigned byte = 0; low < high && search->found->count < LOOKALIKES_MOST; byte++) {
    byte = hope == HOPE_EXACT ? next_wanted(search, i, byte) : byte;
    low = first_with(search, ids, low, high, i, byte);
    if (low == high) {
      return;
    }
    unsigned next = (unsigned char)byte_of(search, &ids[low], i);
    if (hope == HOPE_EXACT && next > byte) {
      byte = next - 1; /* no id goes on with a smaller one */
      continue;
    }
    byte = next;
    uint32_t end = first_with(search, ids, low, high, i, byte + 1);
    enum hope further = fill_row(search, &ids[low], i + 1);
    if (further != HOPE_NONE) {
      search_beginning(search, ids, low, end, i + 1, further);
    }
    low = end;
  }
}

/* All ids of one length. */
static void search_length(struct search *search, const struct likeness_ids *ids, bool heading, uint32_t length) {
  uint32_t first = ids->first[heading][length];
  uint32_t end = ids->first[heading][length + 1];
  if (first == end) {
    return;
  }
  unsigned rest = (search->most - between(length, search->n)) / 2;
  search->length = length;
  search->ahead = rest + (length > search->n ? length - search->n : 0);
  search->behind = rest + (length < search->n ? search->n - length : 0);
  search_beginning(search, ids->list.v, first, end, 0, fill_row(search, &ids->list.v[first], 0));
}

static void search_ids(struct search *search, const struct likeness_ids *ids, bool heading) {
  uint32_t shortest = search->n > search->most ? search->n - search->most : 0;
  uint32_t longest = least(LONGEST, search->n + search->most);
  for (uint32_t length = shortest; length <= longest; length++) {
    search_length(search, ids, heading, length);
  }
}

/* All that are `edits` away, where none is nearer. */
static void search_both(const struct likeness *likeness, struct str id, unsigned edits, bool heading,
                        struct lookalikes *found) {
  uint32_t half = id.n / 2;
  struct search search = {.n = id.n, .most = edits, .found = found, .strict = half + 1, .most_strict = edits - 1};
  memcpy(search.wanted, id.p, id.n);
  search_ids(&search, &likeness->forwards, heading);
  search.backwards = true;
  search.strict = id.n - half;
  search.most_strict = 0;
  for (uint32_t i = 0; i < id.n; i++) {
    search.wanted[i] = id.p[id.n - 1 - i];
  }
  search_ids(&search, &likeness->backwards, heading);
}

static void order(struct lookalikes *found) {
  for (uint32_t i = 1; i < found->count; i++) {
    for (uint32_t j = i; j > 0 && found->nodes[j] < found->nodes[j - 1]; j--) {
      uint32_t node = found->nodes[j];
      found->nodes[j] = found->nodes[j - 1];
      found->nodes[j - 1] = node;
    }
  }
}

struct lookalikes likeness_near(const struct likeness *likeness, struct str id, unsigned most) {
  struct lookalikes found = {.count = 0};
  for (unsigned edits = 1; edits <= most && id.n <= LONGEST && found.count == 0; edits++) {
    for (unsigned heading = 0; heading < 2 && found.count == 0; heading++) {
      search_both(likeness, id, edits, heading == 1, &found);
    }
  }
  order(&found);
  return found;
}
