/* What stands above a page of Markdown: front matter, title, links to the other formats. */
#ifndef CW_OUTPUT_MARKDOWN_FRAME_H
#define CW_OUTPUT_MARKDOWN_FRAME_H

#include "output/writer.h"

/* The lines that were asked for, and what the page is called where they do not say it. */
void markdown_front_matter(struct sink *sink, const struct writer_options *options, struct str title);
/* Organisation, date, version and contact, where the workspace states them. */
void markdown_stated(struct sink *sink, const struct brand *brand);
/* What a page of its own begins with; a fragment stands in a page of somebody else's. */
void markdown_beginning(struct sink *sink, struct str title, const struct brand *brand,
                        const struct report_links *formats, const struct writer_options *options);

#endif
