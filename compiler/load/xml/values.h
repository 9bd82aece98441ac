/* The values of attributes: whether they have the form that is asked for, and what to say when not. */
#ifndef CW_LOAD_XML_VALUES_H
#define CW_LOAD_XML_VALUES_H

#include "diag/finding.h"
#include "load/xml/shape.h"

/* True if the value has the form; `number` gets a word's place in its vocabulary, or a number. */
bool value_read(const struct attribute_rule *rule, struct str value, uint8_t *number);
/* Reports a value that value_read has refused. */
void value_report(struct findings *findings, struct place place, const struct attribute_rule *rule, struct str value);
/* As much of the text as a message can hold. */
struct str value_shown(struct str value);

#endif
