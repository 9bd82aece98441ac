/* A workbook as a package, by libxlsxwriter: the one file that knows it.
 *
 * The library writes to a path, so the package is written to a scratch file beside the output and read from there into
 * the sink, which keeps its promise that output appears whole or not at all. The library does not notice when one of its
 * own temporary files does not fit the disk; what is read back is therefore looked through for parts that end early.
 *
 * Closing a workbook and opening an archive turn times into dates in a buffer that the C library keeps for the whole
 * process, so only one thread at a time does either. */
#include "base/archive.h"
#include "output/xlsx/workbook.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <xlsxwriter.h>

enum { USUAL_WIDTH = 10, LINE_HEIGHT = 13, MOST_LINES = 31, PAPER_A4 = 9, FORMAT_TEXT = 49 };
enum { TITLE_BYTES = 80, ORGANISATION_BYTES = 40 };

/* The pale grounds of LOOK_GREEN and what follows it. */
static const lxw_color_t grounds[] = {
    0xCFE8D5, /* green: the same */
    0xE3F1E4, /* mint: within */
    0xD9E6F5, /* blue: holds */
    0xFDF0C8, /* amber: overlaps */
    0xF3EDDD, /* sand: corresponds */
    0xE6E6E6, /* grey: nothing */
    0xE9E0F3, /* violet: helps */
    0xFBDDCB, /* orange: open */
    0xF6CDCB, /* red: contradicts */
};

struct package {
  const struct workbook *workbook;
  lxw_workbook *book;
  lxw_format *formats[LOOKS];
  lxw_error error; /* the first one */
};

static void note(struct package *package, lxw_error error) {
  if (package->error == LXW_NO_ERROR) {
    package->error = error;
  }
}

/* ---- formats ---- */

static unsigned hex_value(char c) {
  return (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

/* The workspace's accent, or ours. */
static lxw_color_t accent(const struct workbook *workbook) {
  if (workbook->accent.n != 7) {
    return 0x1F3A5F;
  }
  lxw_color_t colour = 0;
  for (unsigned i = 1; i < 7; i++) {
    colour = colour << 4 | hex_value(workbook->accent.p[i]);
  }
  return colour;
}

/* White on a dark ground, black on a light one: whichever has the better contrast (WCAG's luminance, without its curve,
 * which is near enough to choose between the two). */
static lxw_color_t ink_on(lxw_color_t ground) {
  unsigned light = (ground >> 16 & 0xFF) * 299 + (ground >> 8 & 0xFF) * 587 + (ground & 0xFF) * 114;
  return light > 150 * 1000 ? LXW_COLOR_BLACK : LXW_COLOR_WHITE;
}

static void frame(lxw_format *format) {
  format_set_border(format, LXW_BORDER_THIN);
  format_set_border_color(format, 0xBFBFBF);
}

static bool is_wrapped(enum look look) {
  return look != LOOK_NUMBER && look != LOOK_TITLE && look != LOOK_SECTION && look != LOOK_LINE && look != LOOK_LINK;
}

static bool is_framed(enum look look) {
  return look <= LOOK_HEAD || look >= LOOK_LABEL;
}

static void style_words(lxw_format *format, enum look look, lxw_color_t ground) {
  if (look == LOOK_HEAD) {
    format_set_bold(format);
    format_set_bg_color(format, ground);
    format_set_font_color(format, ink_on(ground));
  } else if (look == LOOK_LINK) {
    format_set_underline(format, LXW_UNDERLINE_SINGLE);
    format_set_font_color(format, 0x0B4F9E);
  } else if (look == LOOK_TITLE || look == LOOK_SECTION || look == LOOK_LABEL) {
    format_set_bold(format);
  }
  format_set_font_size(format, look == LOOK_TITLE ? 16 : look == LOOK_SECTION ? 12 : 10);
}

static lxw_format *format_of(struct package *package, enum look look) {
  lxw_format *format = workbook_add_format(package->book);
  if (format == NULL) {
    note(package, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return NULL;
  }
  format_set_font_name(format, "Arial");
  format_set_align(format, look == LOOK_NUMBER ? LXW_ALIGN_CENTER : LXW_ALIGN_LEFT);
  if (look != LOOK_TITLE && look != LOOK_SECTION && look != LOOK_LINK) {
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
  }
  if (is_wrapped(look)) {
    format_set_text_wrap(format);
  }
  if (is_framed(look)) {
    frame(format);
  }
  if (look == LOOK_ID) {
    format_set_num_format_index(format, FORMAT_TEXT);
  }
  if (look >= LOOK_GREEN) {
    format_set_bg_color(format, grounds[look - LOOK_GREEN]);
  }
  style_words(format, look, accent(package->workbook));
  return format;
}

/* ---- a sheet ---- */

/* Text with its NUL, as the library wants it. */
static const char *text_of(const struct package *package, struct str text) {
  return workbook_cell_text(package->workbook->arena, text).p;
}

static void put_cell(struct package *package, lxw_worksheet *to, const struct sheet *sheet,
                     const struct sheet_cell *cell) {
  lxw_format *format = package->formats[cell->look];
  lxw_col_t last = (lxw_col_t)(sheet->column_count - 1);
  if (cell->text.p == NULL) {
    note(package, worksheet_write_number(to, cell->row, cell->column, (double)cell->number, format));
  } else if (cell->to != NULL) {
    char inside[96];
    snprintf(inside, sizeof inside, "internal:'%s'!A%u", cell->to, cell->to_row > 0 ? cell->to_row : 1);
    note(package, worksheet_write_url_opt(to, cell->row, cell->column, cell->outside ? cell->to : inside, format,
                                          text_of(package, cell->text), NULL));
  } else if (cell->whole_row) {
    note(package, worksheet_merge_range(to, cell->row, 0, cell->row, last, text_of(package, cell->text), format));
  } else if (cell->text.n == 0) {
    note(package, worksheet_write_blank(to, cell->row, cell->column, format));
  } else {
    note(package, worksheet_write_string(to, cell->row, cell->column, text_of(package, cell->text), format));
  }
}

static void put_columns(struct package *package, lxw_worksheet *to, const struct sheet *sheet) {
  for (uint32_t i = 0; i < sheet->column_count; i++) {
    const struct sheet_column *column = &sheet->columns[i];
    unsigned width = column->seen < column->most ? column->seen : column->most;
    width = width > column->least ? width : column->least;
    note(package, worksheet_set_column(to, (lxw_col_t)i, (lxw_col_t)i, width > 0 ? width : USUAL_WIDTH, NULL));
  }
}

/* Programs differ in whether they find out the height of a row by themselves, so it is said; as a guess that they may
 * better, since what fits in a line depends on the font. */
static void put_heights(struct package *package, lxw_worksheet *to, const struct sheet *sheet) {
  worksheet_set_default_row(to, LINE_HEIGHT, LXW_FALSE);
  for (uint32_t i = 0; i < sheet->heights.n; i++) {
    uint32_t lines = sheet->heights.v[i] < MOST_LINES ? sheet->heights.v[i] : (uint32_t)MOST_LINES;
    if (lines > 1) {
      note(package, worksheet_set_row(to, i, (double)lines * LINE_HEIGHT, NULL));
    }
  }
}

static void put_choices(struct package *package, lxw_worksheet *to, const struct sheet *sheet) {
  for (uint32_t i = 0; i < sheet->choices.n && sheet->row > sheet->head_row; i++) {
    const struct sheet_choice *choice = &sheet->choices.v[i];
    lxw_data_validation rule = {
        .validate = LXW_VALIDATION_TYPE_LIST,
        .value_list = (char **)choice->words,
        .ignore_blank = LXW_VALIDATION_ON,
        .error_title = "Not one of the list",
        .error_message = "Choose one of the words that the list offers, or leave the cell empty."};
    note(package, worksheet_data_validation_range(to, sheet->head_row, (lxw_col_t)choice->column, sheet->row - 1,
                                                  (lxw_col_t)choice->column, &rule));
  }
}

/* How far each framework is covered, as the figures above it say. */
static void put_chart(struct package *package, lxw_worksheet *to, const struct sheet *sheet) {
  static const lxw_color_t fills[] = {0x1F5F3F, 0xF2C94C, 0xBDB8AC, 0xFBDDCB, 0xE6E6E6};
  const struct sheet_chart *chart = &sheet->chart;
  if (chart->rows == 0) {
    return;
  }
  lxw_chart *drawn = workbook_add_chart(package->book, LXW_CHART_BAR_STACKED_PERCENT);
  if (drawn == NULL) {
    note(package, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  lxw_row_t first = chart->first_row - 1;
  lxw_row_t last = first + chart->rows - 1;
  for (uint32_t i = 0; i < chart->columns; i++) {
    lxw_col_t column = (lxw_col_t)(chart->first_column - 1 + i);
    lxw_chart_series *series = chart_add_series(drawn, NULL, NULL);
    lxw_chart_fill fill = {.color = fills[i % (sizeof fills / sizeof *fills)]};
    chart_series_set_name_range(series, sheet->name, first - 1, column);
    chart_series_set_categories(series, sheet->name, first, 0, last, 0);
    chart_series_set_values(series, sheet->name, first, column, last, column);
    chart_series_set_fill(series, &fill);
  }
  chart_title_set_name(drawn, "How far each is covered");
  chart_legend_set_position(drawn, LXW_CHART_LEGEND_BOTTOM);
  chart_axis_set_reverse(drawn->y_axis);
  lxw_chart_options options = {.x_scale = 1.6, .y_scale = 0.6, .description = "How far each framework is covered"};
  note(package, worksheet_insert_chart_opt(to, chart->at, 0, drawn, &options));
}

static void put_page(struct package *package, lxw_worksheet *to) {
  const struct workbook *workbook = package->workbook;
  struct arena *arena = workbook->arena;
  struct str title = workbook_page_text(arena, workbook->title, TITLE_BYTES);
  struct str organisation = workbook_page_text(arena, workbook->organisation, ORGANISATION_BYTES);
  char text[300];
  snprintf(text, sizeof text, "&L%s%s%s", title.p, organisation.n > 0 ? "&R" : "", organisation.p);
  note(package, worksheet_set_header(to, text));
  snprintf(text, sizeof text, "&L%.60s&C&A&RPage &P of &N", workbook->generator);
  note(package, worksheet_set_footer(to, text));
  worksheet_set_landscape(to);
  worksheet_set_paper(to, PAPER_A4);
  worksheet_set_margins(to, 0.4, 0.4, 0.7, 0.6);
  worksheet_fit_to_pages(to, 1, 0);
  worksheet_gridlines(to, LXW_HIDE_ALL_GRIDLINES);
}

static void put_head(struct package *package, lxw_worksheet *to, const struct sheet *sheet) {
  if (sheet->head_row == 0) {
    return;
  }
  lxw_row_t head = sheet->head_row - 1;
  worksheet_freeze_panes(to, sheet->head_row, (lxw_col_t)sheet->frozen_columns);
  note(package, worksheet_autofilter(to, head, 0, sheet->row - 1, (lxw_col_t)(sheet->column_count - 1)));
  note(package, worksheet_repeat_rows(to, head, head));
}

static void put_sheet(struct package *package, const struct sheet *sheet) {
  lxw_worksheet *to = workbook_add_worksheet(package->book, sheet->name);
  if (to == NULL) {
    note(package, LXW_ERROR_MEMORY_MALLOC_FAILED);
    return;
  }
  put_columns(package, to, sheet);
  put_heights(package, to, sheet);
  for (uint32_t i = 0; i < sheet->cells.n; i++) {
    put_cell(package, to, sheet, &sheet->cells.v[i]);
  }
  put_head(package, to, sheet);
  put_choices(package, to, sheet);
  put_chart(package, to, sheet);
  put_page(package, to);
  char area[32];
  snprintf(area, sizeof area, "A1:XFD%u", sheet->row > 0 ? sheet->row : 1);
  note(package, worksheet_ignore_errors(to, LXW_IGNORE_NUMBER_STORED_AS_TEXT, area));
}

/* ---- the package ---- */

/* There is no clock to take a date of creation from: it is always the first that a spreadsheet knows. */
static void put_properties(struct package *package) {
  const struct workbook *workbook = package->workbook;
  enum { TEN_YEARS = 315532800 };
  char *organisation = (char *)text_of(package, workbook->organisation);
  lxw_doc_properties properties = {.title = (char *)text_of(package, workbook->title),
                                   .author = organisation,
                                   .company = organisation,
                                   .comments = (char *)workbook->generator,
                                   .created = TEN_YEARS};
  note(package, workbook_set_properties(package->book, &properties));
}

static pthread_mutex_t dates = PTHREAD_MUTEX_INITIALIZER;

/* Writes the package and frees the book. Nothing in here unwinds, so the lock is always given back. */
static lxw_error close_book(lxw_workbook *book) {
  pthread_mutex_lock(&dates);
  lxw_error error = workbook_close(book);
  pthread_mutex_unlock(&dates);
  return error;
}

static int check_package(const char *path) {
  pthread_mutex_lock(&dates);
  int error = archive_check(path);
  pthread_mutex_unlock(&dates);
  return error;
}

static int errno_of(lxw_error error) {
  return error == LXW_NO_ERROR ? 0 : error == LXW_ERROR_MEMORY_MALLOC_FAILED ? ENOMEM : errno != 0 ? errno : EIO;
}

/* Writes the package to the path. 0, or an errno. */
static int write_package(const struct workbook *workbook, const char *path, char *folder) {
  struct package package = {.workbook = workbook};
  lxw_workbook_options options = {0};
  options.tmpdir = folder;
  errno = 0;
  package.book = workbook_new_opt(path, &options);
  if (package.book == NULL) {
    return ENOMEM;
  }
  for (unsigned look = 0; look < LOOKS; look++) {
    package.formats[look] = format_of(&package, (enum look)look);
  }
  for (uint32_t i = 0; i < workbook->sheets.n && package.error == LXW_NO_ERROR; i++) {
    put_sheet(&package, workbook->sheets.v[i]);
  }
  put_properties(&package);
  errno = 0;
  note(&package, close_book(package.book));
  return errno_of(package.error);
}

void workbook_write(struct workbook *workbook, struct sink *sink) {
  struct sink_scratch scratch;
  int error = workbook->error;
  if (error == 0) {
    error = sink_scratch_open(sink, &scratch);
  }
  if (error != 0) {
    sink_fail(sink, error);
    return;
  }
  error = write_package(workbook, scratch.path, scratch.folder);
  if (error == 0) {
    error = check_package(scratch.path);
  }
  if (error == 0) {
    error = sink_copy_file(sink, scratch.path);
  }
  sink_scratch_close(&scratch);
  if (error != 0) {
    sink_fail(sink, error);
  }
}
