/* What is not in the table of shapes, reported with the best guess at what was meant. */
#ifndef CW_LOAD_XML_UNKNOWN_H
#define CW_LOAD_XML_UNKNOWN_H

#include "load/xml/reader.h"

/* `parent` is EL_DOCUMENT for a root element. */
void unknown_element(struct reader *reader, enum element parent, const struct xml_element *element);
/* Of the schema's own language xsi:schemaLocation and xsi:noNamespaceSchemaLocation are passed over in silence: editors find
 * the schema by them. */
void unknown_attribute(struct reader *reader, const struct shape *shape, const struct xml_element *element,
                       const struct xml_attribute *attribute);

#endif
