/* What is not in the table of shapes, reported with the best guess at what was meant. */
#ifndef CW_LOAD_XML_UNKNOWN_H
#define CW_LOAD_XML_UNKNOWN_H

#include "load/xml/reader.h"

/* `parent` is EL_DOCUMENT for a root element. */
void unknown_element(struct reader *reader, enum element parent, const struct xml_element *element);
/* One attribute of the schema's own language is passed over in silence: xsi:schemaLocation on the root element, by which
 * editors find the schema. */
void unknown_attribute(struct reader *reader, const struct shape *shape, const struct xml_element *element,
                       const struct xml_attribute *attribute);

#endif
