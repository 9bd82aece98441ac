/* Elements with attributes without end, found before the parser meets them. */
#ifndef CW_LOAD_XML_CROWD_H
#define CW_LOAD_XML_CROWD_H

#include "base/str.h"

/* The offset of the first start tag that is very long and has more than `most` attributes, or UINT32_MAX. The parser
 * compares each attribute with every other, so that such a tag would keep it busy for hours. */
uint32_t crowded_tag(const char *bytes, size_t size, uint32_t most);

#endif
