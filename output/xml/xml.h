/* Our own XML: documents that the program makes, written as a person would write them, so that they can be reviewed and
 * compared line by line.
 *
 * One fact is one line where it fits; lines end with LF; nothing depends on anything but the document. Characters that XML
 * cannot carry become U+FFFD. */
#ifndef CW_OUTPUT_XML_XML_H
#define CW_OUTPUT_XML_XML_H

#include "model/native.h"
#include "output/sink.h"

void xml_write(struct sink *sink, const struct native_document *document);

#endif
