/* The forms of ids and language tags in documents of our own, whoever writes or reads them. */
#ifndef CW_MODEL_FORMS_H
#define CW_MODEL_FORMS_H

#include "base/str.h"

enum { LONGEST_ID = 128 };

/* Of a framework, mapping, assessment: small letters, digits, ".", "_" and "-", a letter or digit first. */
bool form_is_document_id(struct str text);
/* Of a control: no blank of any alphabet. */
bool form_is_control_id(struct str text);
/* An id of a control, or its label: words with one space between two. */
bool form_is_reference(struct str text);
/* As xs:language: letters, then letters and digits, in parts of at most eight. */
bool form_is_language(struct str text);

#endif
