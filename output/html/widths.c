/* How wide the columns of a paper are when it is printed: as wide as what stands in them, so that rows take few lines. A
 * screen scrolls and needs none of this; a browser alone gives most room to the longest cell of all. */
#include "output/html/html.h"

enum {
  MOST_LETTERS_COUNTED = 120, /* of one cell */
  MOST_LINES = 3,
  SPARE = 2 /* the padding of a column, in letters */
};

static uint32_t letters(struct str text) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < text.n; i++) {
    count += ((unsigned char)text.p[i] & 0xC0U) != 0x80U;
  }
  return count < MOST_LETTERS_COUNTED ? count : MOST_LETTERS_COUNTED;
}

static uint32_t longest_word(const char *text) {
  uint32_t longest = 0;
  while (*text != '\0') {
    uint32_t length = (uint32_t)strcspn(text, " ");
    longest = length > longest ? length : longest;
    text += length;
    text += *text == ' ';
  }
  return longest;
}

static uint32_t root(uint64_t square) {
  uint32_t low = 0;
  for (uint32_t step = 1U << 15U; step > 0; step >>= 1U) {
    uint64_t next = low + step;
    low = next * next <= square ? (uint32_t)next : low;
  }
  return low;
}

/* What does not wrap needs its longest; prose the quadratic mean, for a row is as high as its fullest cell, and no less
 * than lets its longest stand on a few lines. */
static uint32_t room_for(const struct paper_table *table, uint32_t column, struct arena *arena) {
  const struct paper_column *known = &table->columns[column];
  uint64_t squares = 0;
  uint32_t longest = longest_word(known->title);
  uint32_t fullest = 0;
  bool wraps = (known->kind == PAPER_PROSE || known->kind == PAPER_STATED) && column > 0;
  for (uint32_t row = 0; row < table->row_count; row++) {
    uint32_t length = letters(paper_shown(known, table->cells[(size_t)row * table->column_count + column], arena));
    squares += (uint64_t)length * length;
    fullest = length > fullest ? length : fullest;
  }
  uint32_t mean = root(squares / (table->row_count > 0 ? table->row_count : 1));
  uint32_t least = wraps ? fullest / MOST_LINES : fullest;
  uint32_t room = mean > least ? mean : least;
  return (room > longest ? room : longest) + SPARE;
}

void html_column_widths(struct sink *style, const struct paper_part *part, const bool *used, struct arena *arena) {
  const struct paper_table *table = &part->table;
  uint32_t *rooms = arena_zalloc(arena, table->column_count * sizeof *rooms);
  uint64_t all = 0;
  for (uint32_t i = 0; i < table->column_count; i++) {
    rooms[i] = used[i] ? room_for(table, i, arena) : 0;
    all += rooms[i];
  }
  uint32_t shown = 0;
  for (uint32_t i = 0; i < table->column_count; i++) {
    if (used[i]) {
      OUT(style, "#");
      sink_text(style, part->key);
      OUT(style, " th:nth-child(");
      sink_number(style, ++shown);
      OUT(style, "){width:");
      sink_number(style, rooms[i] * UINT64_C(100) / all);
      OUT(style, "%}");
    }
  }
}
