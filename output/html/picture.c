/* The coverage picture: groups of the source against groups of the target, how many pairs of controls join each two. */
#include "output/html/html.h"

enum {
  CELL_WIDTH = 38,
  CELL_HEIGHT = 24,
  LABEL_WIDTH = 300,
  LABEL_LETTERS = 42,
  HEAD_LETTERS = 28,
  HEAD_SLANTED = 150,
  BASELINE = 16,
  BAR_WIDTH = 96,
  RIGHT = 200
};

struct grid {
  uint32_t *counts;
  uint32_t *first; /* the first row of each cell */
  uint32_t rows;
  uint32_t columns;
  uint32_t most;
  struct str *source_names; /* "GV.OC" */
  struct str *column_names; /* " and A.5: " */
  struct str *column_texts; /* all between the name of a square and the count in it */
};

/* Whether another row of the same pair has been counted before. */
static bool pair_is_counted(const struct html *html, uint32_t i) {
  const struct report_row *rows = html->report->rows;
  bool counted = false;
  for (uint32_t at = i; at > 0 && !counted && html_same_pair(&rows[at - 1], &rows[i]); at--) {
    counted = row_joins(&rows[at - 1]);
  }
  return counted;
}

static void add_row(struct html *html, struct grid *grid, uint32_t i) {
  const struct report_row *row = &html->report->rows[i];
  if (!row_joins(row) || row->source.item == NO_ITEM || row->target.item == NO_ITEM || pair_is_counted(html, i)) {
    return;
  }
  uint32_t s = html->source.items[row->source.item].bucket;
  uint32_t t = html->target.items[row->target.item].bucket;
  if (s == NO_BUCKET || t == NO_BUCKET) {
    return;
  }
  uint32_t at = s * grid->columns + t;
  if (grid->counts[at]++ == 0) {
    grid->first[at] = i;
  }
  if (grid->counts[at] > grid->most) {
    grid->most = grid->counts[at];
  }
}

static struct grid count_cells(struct html *html) {
  struct grid grid = {.rows = html->source.bucket_count, .columns = html->target.bucket_count};
  size_t cells = (size_t)grid.rows * grid.columns;
  grid.counts = arena_zalloc(html->arena, sizeof(uint32_t) * (cells + 1));
  grid.first = arena_zalloc(html->arena, sizeof(uint32_t) * (cells + 1));
  for (uint32_t i = 0; i < html->report->row_count; i++) {
    add_row(html, &grid, i);
  }
  return grid;
}

/* Five shades; the square root spreads the small numbers. */
static unsigned shade(uint32_t count, uint32_t most) {
  unsigned level = 1;
  while (level < 5 && (uint64_t)level * level * most < 25ULL * count) {
    level++;
  }
  return level;
}

/* At most `letters` characters, an ellipsis for the rest. */
static struct str cut(struct arena *arena, struct str text, uint32_t letters) {
  uint32_t at = 0;
  uint32_t count = 0;
  uint32_t last = 0;
  for (; at < text.n; at++) {
    if (((unsigned char)text.p[at] & 0xC0U) != 0x80U) {
      if (count == letters) {
        break;
      }
      last = count == letters - 1 ? at : last;
      count++;
    }
  }
  if (at == text.n) {
    return text;
  }
  char *copy = arena_alloc(arena, last + 4U);
  memcpy(copy, text.p, last);
  memcpy(copy + last, "\xE2\x80\xA6", 3);
  return (struct str){.p = copy, .n = last + 3};
}

static void attribute_number(struct sink *sink, const char *before, uint64_t value) {
  sink_text(sink, before);
  sink_number(sink, value);
  OUT(sink, "\"");
}

/* "GV.OC", or "G01 - G04" for a run. */
static void bucket_name(struct sink *sink, const struct html_bucket *bucket) {
  escape_html(sink, bucket->id);
  if (bucket->last_id.n > 0) {
    OUT(sink, "\xE2\x80\x93");
    escape_html(sink, bucket->last_id);
  }
}

static void whole_name(struct sink *sink, const struct html_bucket *bucket) {
  OUT(sink, "<title>");
  bucket_name(sink, bucket);
  OUT(sink, " ");
  escape_html(sink, bucket->title);
  OUT(sink, "</title>");
}

/* The name, and as much of the title as there is room for; all of it on demand where that is not the whole. */
static void label(struct html *html, const struct html_bucket *bucket, uint32_t letters) {
  struct sink *sink = html->sink;
  uint32_t used = bucket->id.n + bucket->last_id.n + 1;
  bool roomy = bucket->last_id.n == 0 && used + 3 < letters;
  struct str shown = roomy ? cut(html->arena, bucket->title, letters - used) : STR("");
  if (bucket->title.n > 0 && shown.p != bucket->title.p) {
    whole_name(sink, bucket);
  }
  OUT(sink, "<tspan class=id>");
  bucket_name(sink, bucket);
  OUT(sink, "</tspan>");
  if (shown.n > 0) {
    OUT(sink, " ");
    escape_html(sink, shown);
  }
}

static struct str *source_names(struct html *html) {
  const struct html_side *side = &html->source;
  struct str *names = arena_alloc(html->arena, sizeof *names * (side->bucket_count + 1U));
  for (uint32_t i = 0; i < side->bucket_count; i++) {
    struct sink *name = sink_open_memory(html->arena);
    bucket_name(name, &side->buckets[i]);
    names[i] = sink_memory(name);
  }
  return names;
}

/* What is the same in all cells of a column. The style gives the square its size and lifts it from the base line. Its x,
 * which is the column times CELL_WIDTH, and data-s of the row tell the script which rows a cell stands for. */
static void column_texts(struct html *html, struct grid *grid) {
  const struct html_side *side = &html->target;
  grid->column_names = arena_alloc(html->arena, sizeof(struct str) * (side->bucket_count + 1U));
  grid->column_texts = arena_alloc(html->arena, sizeof(struct str) * (side->bucket_count + 1U));
  for (uint32_t i = 0; i < side->bucket_count; i++) {
    struct sink *name = sink_open_memory(html->arena);
    OUT(name, " and ");
    bucket_name(name, &side->buckets[i]);
    OUT(name, ": ");
    grid->column_names[i] = sink_memory(name);
    struct sink *text = sink_open_memory(html->arena);
    OUT(text, "</title><rect x=");
    sink_number(text, (uint64_t)i * CELL_WIDTH);
    OUT(text, " /><text x=");
    sink_number(text, (uint64_t)i * CELL_WIDTH + CELL_WIDTH / 2 - 1);
    OUT(text, ">");
    grid->column_texts[i] = sink_memory(text);
  }
}

static void column_heads(struct html *html, const struct grid *grid) {
  struct sink *sink = html->sink;
  for (uint32_t t = 0; t < grid->columns; t++) {
    uint64_t x = LABEL_WIDTH + (uint64_t)t * CELL_WIDTH + CELL_WIDTH / 2;
    OUT(sink, "<text class=slant transform=\"translate(");
    sink_number(sink, x);
    OUT(sink, " ");
    sink_number(sink, HEAD_SLANTED - 8);
    OUT(sink, ") rotate(-38)\">");
    label(html, &html->target.buckets[t], HEAD_LETTERS);
    OUT(sink, "</text>\n");
  }
}

static void cell(struct html *html, const struct grid *grid, uint32_t s, uint32_t t) {
  struct sink *sink = html->sink;
  uint32_t at = s * grid->columns + t;
  if (grid->counts[at] == 0) {
    return;
  }
  OUT(sink, "<a class=l");
  sink_number(sink, shade(grid->counts[at], grid->most));
  OUT(sink, " href=");
  html_square_link(html, grid->first[at]);
  OUT(sink, "><title>");
  sink_str(sink, grid->source_names[s]);
  sink_str(sink, grid->column_names[t]);
  sink_number(sink, grid->counts[at]);
  sink_str(sink, grid->column_texts[t]);
  sink_number(sink, grid->counts[at]);
  OUT(sink, "</text></a>\n");
}

static void group_bar(struct html *html, const struct report_counts *counts, uint64_t x) {
  struct sink *sink = html->sink;
  const struct {
    const char *kind;
    uint32_t value;
  } parts[] = {
      {"full", counts->full}, {"partial", counts->partial},   {"named", counts->related_only + counts->supports_only},
      {"none", counts->none}, {"excluded", counts->excluded},
  };
  uint32_t before = 0;
  OUT(sink, "<g class=parts>");
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    if (parts[i].value > 0) {
      uint64_t from = (uint64_t)before * BAR_WIDTH / counts->counted;
      uint64_t to = ((uint64_t)before + parts[i].value) * BAR_WIDTH / counts->counted;
      OUT(sink, "<rect class=f-");
      sink_text(sink, parts[i].kind);
      OUT(sink, " x=");
      sink_number(sink, x + from);
      OUT(sink, " width=");
      sink_number(sink, to > from ? to - from : 1);
      OUT(sink, " />");
      before += parts[i].value;
    }
  }
  OUT(sink, "</g>");
}

static void met(struct sink *sink, const struct report_counts *counts) {
  sink_number(sink, counts->full + counts->partial);
  OUT(sink, "/");
  sink_number(sink, counts->counted);
}

/* Drawn from where its first square and the base line of its text meet: what is the same in each cell is left to the
 * style. */
static void group_row(struct html *html, const struct grid *grid, uint32_t s) {
  struct sink *sink = html->sink;
  const struct html_bucket *bucket = &html->source.buckets[s];
  uint64_t right = (uint64_t)grid->columns * CELL_WIDTH + 11;
  OUT(sink, "<g data-s=");
  sink_number(sink, s);
  OUT(sink, " transform=\"translate(");
  sink_number(sink, LABEL_WIDTH + 1);
  OUT(sink, " ");
  sink_number(sink, HEAD_SLANTED + (uint64_t)s * CELL_HEIGHT + BASELINE);
  OUT(sink, ")\"><text x=-");
  sink_number(sink, LABEL_WIDTH + 1);
  OUT(sink, ">");
  label(html, bucket, LABEL_LETTERS);
  OUT(sink, "</text>\n");
  for (uint32_t t = 0; t < grid->columns; t++) {
    cell(html, grid, s, t);
  }
  if (bucket->counts.counted > 0) {
    group_bar(html, &bucket->counts, right);
    OUT(sink, "<text x=");
    sink_number(sink, right + BAR_WIDTH + 8);
    OUT(sink, ">");
    met(sink, &bucket->counts);
    OUT(sink, "</text>");
  }
  OUT(sink, "</g>\n");
}

static void column_feet(struct html *html, const struct grid *grid) {
  struct sink *sink = html->sink;
  uint64_t y = HEAD_SLANTED + (uint64_t)grid->rows * CELL_HEIGHT;
  attribute_number(sink, "<text class=foot x=\"0\" y=\"", y + 20);
  OUT(sink, ">met, in full or in part</text>");
  for (uint32_t t = 0; t < grid->columns; t++) {
    if (html->target.buckets[t].counts.counted > 0) {
      attribute_number(sink, "<text class=\"mid foot\" x=\"", LABEL_WIDTH + (uint64_t)t * CELL_WIDTH + CELL_WIDTH / 2);
      attribute_number(sink, " y=\"", y + 20);
      OUT(sink, ">");
      met(sink, &html->target.buckets[t].counts);
      OUT(sink, "</text>");
    }
  }
  attribute_number(sink, "<text class=foot x=\"", LABEL_WIDTH + (uint64_t)grid->columns * CELL_WIDTH + 12);
  attribute_number(sink, " y=\"", y + 20);
  OUT(sink, ">met, in full or in part</text>\n");
}

/* The mesh behind the cells: empty places show as empty cells. */
static void mesh(struct html *html, const struct grid *grid) {
  struct sink *sink = html->sink;
  OUT(sink, "<path class=mesh d=\"");
  for (uint32_t s = 0; s <= grid->rows; s++) {
    OUT(sink, "M");
    sink_number(sink, LABEL_WIDTH);
    OUT(sink, " ");
    sink_number(sink, HEAD_SLANTED + (uint64_t)s * CELL_HEIGHT);
    OUT(sink, "h");
    sink_number(sink, (uint64_t)grid->columns * CELL_WIDTH);
  }
  for (uint32_t t = 0; t <= grid->columns; t++) {
    OUT(sink, "M");
    sink_number(sink, LABEL_WIDTH + (uint64_t)t * CELL_WIDTH);
    OUT(sink, " ");
    sink_number(sink, HEAD_SLANTED);
    OUT(sink, "v");
    sink_number(sink, (uint64_t)grid->rows * CELL_HEIGHT);
  }
  OUT(sink, "\"></path>\n");
}

static void drawing(struct html *html, struct grid *grid) {
  struct sink *sink = html->sink;
  uint64_t width = LABEL_WIDTH + (uint64_t)grid->columns * CELL_WIDTH + RIGHT;
  uint64_t height = HEAD_SLANTED + (uint64_t)grid->rows * CELL_HEIGHT + 32;
  OUT(sink,
      "<div class=scroll tabindex=0 role=region aria-labelledby=picture-title><svg class=picture role=group "
      "aria-labelledby=picture-title ");
  OUT(sink, "viewBox=\"0 0 ");
  sink_number(sink, width);
  attribute_number(sink, " ", height);
  attribute_number(sink, " width=\"", width);
  attribute_number(sink, " height=\"", height);
  OUT(sink, ">\n");
  grid->source_names = source_names(html);
  column_texts(html, grid);
  mesh(html, grid);
  column_heads(html, grid);
  for (uint32_t s = 0; s < grid->rows; s++) {
    group_row(html, grid, s);
  }
  column_feet(html, grid);
  OUT(sink, "</svg></div>");
}

void html_picture(struct html *html) {
  struct sink *sink = html->sink;
  struct grid grid = count_cells(html);
  if (grid.rows == 0 || grid.columns == 0 || grid.most == 0) {
    return;
  }
  OUT(sink, "<section id=picture><h2 id=picture-title>Where they meet</h2>\n<figure><figcaption><p>Groups of ");
  escape_html(sink, html->report->source.short_title);
  OUT(sink, " against groups of ");
  escape_html(sink, html->report->target.short_title);
  OUT(sink,
      ". The number is how many pairs of controls, declared or implied, join the two; the stronger the colour, the "
      "more. A number leads to its rows. The bars show the coverage of each group's counted controls:</p><ul "
      "class=key>");
  static const char *const kinds[][2] = {{"full", "in full"},
                                         {"partial", "in part"},
                                         {"named", "only named"},
                                         {"none", "open"},
                                         {"excluded", "no counterpart"}};
  for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
    OUT(sink, "<li>");
    html_swatch(sink, kinds[i][0]);
    sink_text(sink, kinds[i][1]);
    OUT(sink, "</li>");
  }
  OUT(sink, "</ul></figcaption>");
  drawing(html, &grid);
  OUT(sink, "</figure></section>\n");
}
