/* The style and the scripts of the pages: the files of output/assets/, embedded when the product is built. */
#ifndef CW_OUTPUT_HTML_ASSETS_H
#define CW_OUTPUT_HTML_ASSETS_H

#include <stddef.h>

struct asset {
  const char *text;
  size_t size;
  const char *sha256; /* in base64, as a Content-Security-Policy wants it */
};

extern const struct asset asset_crosswalk_css;
extern const struct asset asset_crosswalk_js;
extern const struct asset asset_matrix_js;
extern const struct asset asset_index_js;

#endif
