/* For tests of the loader: documents from strings, what was declared, and findings as short texts. */
#ifndef CW_TESTS_LOADING_H
#define CW_TESTS_LOADING_H

#include "base/parallel.h"
#include "load/load.h"
#include "unit.h"

#define NS "xmlns='urn:crosswalk:1'"
#define MAPPING(body) "<mapping " NS " id='m' source='a' target='b'>\n" body "\n</mapping>"
#define FRAMEWORK(body) "<framework " NS " id='f' title='F'>\n" body "\n</framework>"
#define SUPPLEMENT(body) "<supplement " NS " framework='f'>\n" body "\n</supplement>"
#define WORKSPACE(body) "<workspace " NS ">\n" body "\n</workspace>"
#define ASSESSMENT(body) "<assessment " NS " id='a' framework='f'>\n" body "\n</assessment>"

extern struct findings findings;
extern struct sources sources;
extern struct loaded loaded;
extern struct parallel parallel;
extern struct load_options options;

void loading_set_up(void);
void loading_tear_down(void);

/* Adds the files and folders to the sources. */
void collect(const char *const *paths, uint32_t count);
/* Reads one document from memory. Its bytes are exactly as large as they are, so that a read beyond them is seen. */
const struct document *load_bytes(const char *bytes, size_t size);
const struct document *load_text(const char *text);

/* All findings, in order, as "2:4 schema.missing | 3:1 xml.syntax"; without a place in a document only the name. */
const char *findings_text(void);
/* Messages and notes of all findings, a line each. */
const char *messages(void);
void expect_message(const char *part);

/* The text as a string, "(absent)" when it is. */
const char *show(struct str text);

#endif
