/* The ids that are the fewest edits away from one that is none.
 *
 * Ids of one length stand in order, so that those with the same beginning share the rows of the table of distances for it,
 * and are all left out once that beginning has too many edits. What remains is where the first bytes are wrong, which so
 * many ids share. But of so many edits at most all but one are in the first half of the id that is sought, or all of them
 * are, and then the second half is as it should be: the first is sought from the front, the second from the back. */
#include "link/likeness.h"

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

/* Fills the row of byte i; false if no id that begins like this one can be near enough. Only cells around the diagonal
 * can be, and those beside them are filled so that the next row may look at them. */
static bool fill_row(struct search *search, const struct likeness_id *id, uint32_t i) {
  unsigned most = search->most;
  uint8_t *row = search->rows[i];
  uint32_t from = i > most ? i - most : 0;
  uint32_t to = least(search->n, i + most);
  bool alive = false;
  if (from > 0) {
    row[from - 1] = (uint8_t)(most + 1);
  }
  for (uint32_t j = from; j <= to; j++) {
    unsigned edits = edits_at(search, id, i, j);
    unsigned allowed = j < search->strict ? search->most_strict : most;
    bool good = edits <= allowed && edits + between(id->n - i, search->n - j) <= most;
    row[j] = (uint8_t)(good ? edits : most + 1);
    alive = alive || good;
  }
  if (to < search->n) {
    row[to + 1] = (uint8_t)(most + 1);
  }
  return alive;
}

/* How many of the first bytes, up to `most`, the two have in common. */
static uint32_t common(const struct search *search, const struct likeness_id *a, const struct likeness_id *b,
                       uint32_t most) {
  uint32_t n = 0;
  while (n < most && byte_of(search, a, n) == byte_of(search, b, n)) {
    n++;
  }
  return n;
}

/* The first id behind `at` that does not begin with the same n bytes: in steps that double, then halve. */
static uint32_t behind(const struct search *search, const struct likeness_id *ids, uint32_t count, uint32_t at,
                       uint32_t n) {
  uint32_t low = at;
  uint32_t step = 1;
  while (step < count - low && common(search, &ids[at], &ids[low + step], n) == n) {
    low += step;
    step *= 2;
  }
  uint32_t high = least(count, low + step);
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (common(search, &ids[at], &ids[middle], n) == n) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return high;
}

/* All ids of one length. */
static void search_length(struct search *search, const struct likeness_id *ids, uint32_t count) {
  const struct likeness_id *last = NULL;
  uint32_t filled = 0; /* rows, for `last` */
  for (uint32_t at = 0; at < count && search->found->count < LOOKALIKES_MOST;) {
    const struct likeness_id *id = &ids[at];
    uint32_t i = last != NULL ? common(search, last, id, filled) : 0;
    bool alive = last != NULL || fill_row(search, id, 0);
    while (alive && i < id->n) {
      alive = fill_row(search, id, ++i);
    }
    last = id;
    filled = i;
    if (!alive) {
      at = behind(search, ids, count, at, i);
      continue;
    }
    if (search->rows[id->n][search->n] <= search->most) {
      lookalikes_add(search->found, id->node);
    }
    at++;
  }
}

static void search_ids(struct search *search, const struct likeness_ids *ids, bool heading) {
  uint32_t shortest = search->n > search->most ? search->n - search->most : 0;
  uint32_t longest = least(LONGEST, search->n + search->most);
  for (uint32_t n = shortest; n <= longest; n++) {
    uint32_t first = ids->first[heading][n];
    search_length(search, ids->list.v + first, ids->first[heading][n + 1] - first);
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
