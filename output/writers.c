/* The table of formats. */
#include "output/formats.h"

const struct writer writers[] = {
    {.name = "html",
     .extension = ".html",
     .has_index = true,
     .has_digests = true,
     .crosswalk = html_crosswalk,
     .matrix = html_matrix,
     .index = html_index},
    {.name = "csv",
     .extension = ".csv",
     .splits_gaps = true,
     .crosswalk = csv_crosswalk,
     .matrix = csv_matrix,
     .gaps = csv_gaps,
     .grid = csv_grid},
    {.name = "markdown",
     .extension = ".md",
     .has_index = true,
     .crosswalk = markdown_crosswalk,
     .matrix = markdown_matrix,
     .gaps = markdown_gaps,
     .index = markdown_index,
     .grid = markdown_grid},
    {.name = "json",
     .extension = ".json",
     .has_index = true,
     .has_digests = true,
     .has_possible = true,
     .crosswalk = json_crosswalk,
     .matrix = json_matrix,
     .gaps = json_gaps,
     .index = json_index,
     .grid = json_grid},
    {.name = "xlsx",
     .extension = ".xlsx",
     .has_digests = true,
     .crosswalk = xlsx_crosswalk,
     .gaps = xlsx_gaps,
     .matrix = xlsx_matrix,
     .grid = xlsx_grid},
};

const unsigned writer_count = sizeof writers / sizeof *writers;

const struct writer *writer_find(const char *name) {
  for (unsigned i = 0; i < writer_count; i++) {
    if (strcmp(writers[i].name, name) == 0) {
      return &writers[i];
    }
  }
  return NULL;
}

void write_share(struct sink *sink, uint32_t part, uint32_t whole, const char *less_than) {
  if (whole == 0) {
    return;
  }
  uint64_t share = ((uint64_t)part * 200 + whole) / ((uint64_t)whole * 2);
  if (share == 0 && part > 0) {
    sink_text(sink, less_than);
    share = 1;
  } else if (share >= 100 && part < whole) {
    share = 99;
  }
  sink_number(sink, share);
  sink_text(sink, " %");
}
