/* Findings as one JSON document, for programs: every finding, accepted ones too, and how many there are. */
#ifndef CW_DIAG_JSON_H
#define CW_DIAG_JSON_H

#include "base/buf.h"
#include "base/json.h"
#include "diag/finding.h"

struct json_options {
  const char *generator;      /* "crosswalk 2.0.0" */
  const struct str *exceeded; /* what there is more of than is allowed, in words */
  uint32_t exceeded_count;
};

/* Appends to `out`. The form is that of "findings" in compiler/schema/crosswalk-report.schema.json. */
void json_findings(struct buf *out, const struct findings *findings, struct sources *sources,
                   const struct json_options *options);
/* The first members of every JSON document of the program: its schema, what it is, and what made it. */
void json_head(struct json *json, const char *kind, const char *generator);
/* For json_begin: appends to a struct buf. */
void json_to_buf(void *to, const char *bytes, size_t n);

#endif
