/* The style and the scripts of the pages: the files of output/assets/, embedded as arrays when the product is built. */
#ifndef CW_OUTPUT_ASSETS_H
#define CW_OUTPUT_ASSETS_H

#include <stddef.h>

extern const char asset_crosswalk_css[];
extern const size_t asset_crosswalk_css_size;
extern const char asset_crosswalk_js[];
extern const size_t asset_crosswalk_js_size;
extern const char asset_matrix_js[];
extern const size_t asset_matrix_js_size;
extern const char asset_index_js[];
extern const size_t asset_index_js_size;

#endif
