/* Compression as in RFC 1951. A compressor of our own: the same bytes on every machine, whatever version of a library is
 * installed there, and all its memory from the arena. */
#ifndef CW_OUTPUT_XLSX_DEFLATE_H
#define CW_OUTPUT_XLSX_DEFLATE_H

#include "output/sink.h"

/* Writes `text` compressed; scratch is taken from the sink's arena. */
void deflate(struct sink *sink, struct str text);
/* The checksum of PNG, gzip and ZIP. */
uint32_t crc32_of(struct str text);

#endif
