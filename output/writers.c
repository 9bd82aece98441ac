/* The list of formats, and what they share. */
#include "output/formats.h"

const struct writer *const writers[] = {&html_writer, &csv_writer, &markdown_writer, &json_writer, &xlsx_writer};

const unsigned writer_count = sizeof writers / sizeof *writers;

const struct writer *writer_find(const char *name) {
  for (unsigned i = 0; i < writer_count; i++) {
    if (strcmp(writers[i]->name, name) == 0) {
      return writers[i];
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
