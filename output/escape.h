/* Escaping, one function for each place that text can go to. Text is UTF-8.
 *
 * Characters that no format can carry (C0 controls other than tab and line ends, DEL, C1 controls) become U+FFFD, so that
 * they are seen instead of lost. Line ends stay in HTML and in a CSV cell, and become a space in Markdown. */
#ifndef CW_OUTPUT_ESCAPE_H
#define CW_OUTPUT_ESCAPE_H

#include "output/sink.h"

/* HTML, between tags. */
void escape_html(struct sink *sink, struct str text);
/* HTML, inside an attribute in double quotes. */
void escape_attribute(struct sink *sink, struct str text);
/* The same as escape_html for text that is written many times: the text itself when nothing in it needs escaping. */
struct str escape_html_once(struct arena *arena, struct str text);
/* Part of an HTML id, or of a fragment that leads to one: letters, digits, . and - stay, each other byte is _ and two hex
 * digits. Different texts give different ids, and an attribute needs no quotes around it. */
void escape_anchor(struct sink *sink, struct str text);
struct str escape_anchor_once(struct arena *arena, struct str text);
/* The name of a file in a relative link: what is not plain is percent-encoded. */
void escape_path(struct sink *sink, struct str text);
/* Whether the text may become a link: http, https, mailto, or relative to the page. */
bool escape_is_link(struct str href);
/* Such a link, inside an attribute in double quotes: what may not stand in a URL is percent-encoded. */
void escape_href(struct sink *sink, struct str href);

/* Markdown, inline text in a table cell, a list item or a heading; also where MDX reads it. */
void escape_markdown(struct sink *sink, struct str text);
/* Markdown, an id as code; safe in a table cell. */
void escape_markdown_code(struct sink *sink, struct str id);

/* A cell of a CSV file (RFC 4180). A cell that a spreadsheet would run as a formula gets an apostrophe in front. */
void escape_csv(struct sink *sink, struct str text);
/* A cell that holds an id, or several, for a spreadsheet that guesses: what it might read, in any language, as a number, a date,
 * a sum or a truth (5.10, 1,5, MAR-01, $5, TRUE) is written as ="5.10", which is the text 5.10. Any other as by escape_csv. */
void escape_csv_excel_id(struct sink *sink, struct str id);

#endif
