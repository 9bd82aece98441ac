/* What stands around the tables: mappings with their provenance, findings, how it was made. */
#include "output/html/html.h"

/* "<tr id=m1>"; the number of a row is from 1. */
static void open_row(struct sink *sink, const char *kind, uint32_t number) {
  OUT(sink, "<tr id=");
  sink_text(sink, kind);
  sink_number(sink, number);
  OUT(sink, ">");
}

/* "<a href=#m1>": its first cell leads to the row itself. */
static void link_row(struct sink *sink, const char *kind, uint32_t number) {
  OUT(sink, "<a href=#");
  sink_text(sink, kind);
  sink_number(sink, number);
  OUT(sink, ">");
}

/* ---- mappings ---- */

/* "publisher, version 1, 2024-02-26" of what is there. */
static void joined(struct sink *sink, const struct str *parts, size_t count) {
  bool any = false;
  for (size_t i = 0; i < count; i++) {
    if (parts[i].n > 0) {
      if (any) {
        OUT(sink, ", ");
      }
      escape_html(sink, parts[i]);
      any = true;
    }
  }
}

static void provenances(struct sink *sink, const struct report_mapping *mapping) {
  for (uint32_t i = 0; i < mapping->provenance_count; i++) {
    const struct report_provenance *provenance = &mapping->provenances[i];
    OUT(sink, "<p class=from>");
    escape_html(sink, provenance->text);
    if (provenance->href.n > 0) {
      OUT(sink, " ");
      html_link(sink, provenance->href, STR(""));
    }
    OUT(sink, "</p>");
  }
}

static void mapping_row(struct html *html, uint32_t i) {
  struct sink *sink = html->sink;
  const struct report_mapping *mapping = &html->report->mappings[i];
  const struct str who[] = {mapping->publisher, mapping->published};
  const struct str how[] = {mapping->authority, mapping->method, mapping->rationale, mapping->style, mapping->status};
  open_row(sink, "m", i + 1U);
  OUT(sink, "<th scope=row>");
  link_row(sink, "m", i + 1U);
  OUT(sink, "M");
  sink_number(sink, i + 1U);
  OUT(sink, "</a><td><b>");
  escape_html(sink, mapping->title.n > 0 ? mapping->title : mapping->id);
  OUT(sink, "</b> <code>");
  escape_html(sink, mapping->id);
  OUT(sink, "</code>");
  provenances(sink, mapping);
  OUT(sink, "<td>");
  joined(sink, who, sizeof who / sizeof *who);
  if (mapping->version.n > 0) {
    OUT(sink, ", version ");
    escape_html(sink, mapping->version);
  }
  OUT(sink, "<td>");
  joined(sink, how, sizeof how / sizeof *how);
  sink_text(sink, mapping->inverted ? "; declared from target to source" : "");
  sink_text(sink, mapping->chains ? "" : "; takes no part in proofs");
  OUT(sink, "<td class=n>");
  sink_number(sink, mapping->facts);
  OUT(sink, "\n");
}

void html_mappings(struct html *html) {
  struct sink *sink = html->sink;
  OUT(sink, "<section id=mappings><h2>Where the rows come from</h2>\n");
  if (html->report->mapping_count == 0) {
    OUT(sink,
        "<p>No mapping between these two frameworks is loaded; every row is proved through others.</p></section>\n");
    return;
  }
  OUT(sink,
      "<table class=rows><caption class=hide>Mappings</caption><thead><tr><th scope=col>Key<th scope=col>Mapping and "
      "provenance<th scope=col>Publisher<th scope=col>How it was made<th scope=col>Rows<tbody>\n");
  for (uint32_t i = 0; i < html->report->mapping_count; i++) {
    mapping_row(html, i);
  }
  OUT(sink, "</table></section>\n");
}

/* ---- findings ---- */

static uint32_t count_accepted(const struct report_crosswalk *report) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < report->finding_count; i++) {
    count += report->findings[i].accepted.n > 0;
  }
  return count;
}

static void finding_rows(struct html *html) {
  struct sink *sink = html->sink;
  uint32_t number = 0;
  for (uint32_t i = 0; i < html->report->finding_count; i++) {
    const struct report_finding *finding = &html->report->findings[i];
    if (finding->accepted.n > 0) {
      continue;
    }
    open_row(sink, "f", ++number);
    OUT(sink, "<td class=\"sev ");
    escape_anchor(sink, finding->severity);
    OUT(sink, "\">");
    link_row(sink, "f", number);
    escape_html(sink, finding->severity);
    OUT(sink, "</a><td>");
    escape_html(sink, finding->message);
    OUT(sink, " <code>");
    escape_html(sink, finding->name);
    OUT(sink, "</code><td class=place>");
    escape_html(sink, finding->place);
    OUT(sink, "\n");
  }
}

static void open_findings(struct html *html) {
  OUT(html->sink,
      "<table class=rows><caption>Open</caption><thead><tr><th scope=col>Severity<th scope=col>Finding<th "
      "scope=col>Place<tbody>\n");
  finding_rows(html);
  OUT(html->sink, "</table>\n");
}

/* What one <accept> accepts has its name and its reason. */
static bool accepted_together(const struct report_finding *a, const struct report_finding *b) {
  return b->accepted.n > 0 && str_eq(a->name, b->name) && str_eq(a->accepted, b->accepted);
}

static void accepted_line(struct html *html, uint32_t first, uint32_t count) {
  struct sink *sink = html->sink;
  const struct report_finding *findings = html->report->findings;
  OUT(sink, "<li><code>");
  escape_html(sink, findings[first].name);
  OUT(sink, "</code> <span dir=auto>");
  escape_html(sink, findings[first].accepted);
  OUT(sink, "</span><details><summary>");
  sink_number(sink, count);
  sink_text(sink, count == 1 ? " finding</summary><p>" : " findings</summary><p>");
  for (uint32_t i = first; i < html->report->finding_count; i++) {
    if (accepted_together(&findings[first], &findings[i])) {
      bool named = findings[i].control.n > 0;
      sink_text(sink, i == first ? "" : named ? ", " : "\n");
      escape_html(sink, named ? findings[i].control : findings[i].message);
    }
  }
  OUT(sink, "</details></li>\n");
}

/* One line for each thing that somebody accepted, however many findings that is. */
static void accepted_findings(struct html *html) {
  const struct report_finding *findings = html->report->findings;
  uint32_t count = html->report->finding_count;
  bool *told = arena_zalloc(html->arena, count + 1U);
  OUT(html->sink, "<div class=accepted><h3>Accepted, with the reason</h3><ul>\n");
  for (uint32_t i = 0; i < count; i++) {
    if (findings[i].accepted.n == 0 || told[i]) {
      continue;
    }
    uint32_t together = 0;
    for (uint32_t other = i; other < count; other++) {
      if (accepted_together(&findings[i], &findings[other])) {
        told[other] = true;
        together++;
      }
    }
    accepted_line(html, i, together);
  }
  OUT(html->sink, "</ul></div>\n");
}

void html_findings(struct html *html) {
  struct sink *sink = html->sink;
  uint32_t accepted = count_accepted(html->report);
  uint32_t open = html->report->finding_count - accepted;
  OUT(sink, "<section id=findings><h2>Findings</h2>\n");
  if (open > 0) {
    open_findings(html);
  } else {
    OUT(sink, "<p>No conflict and no other open finding bears on this crosswalk.</p>\n");
  }
  if (accepted > 0) {
    accepted_findings(html);
  }
  OUT(sink, "</section>\n");
}

/* ---- how it was made ---- */

struct documents {
  struct sink *sink;
  bool digests; /* any known: then there is a column for them */
  uint32_t count;
};

static void document(struct documents *documents, const char *kind, struct str id, struct str title, struct str version,
                     struct str digest) {
  struct sink *sink = documents->sink;
  open_row(sink, "d", ++documents->count);
  OUT(sink, "<td>");
  link_row(sink, "d", documents->count);
  sink_text(sink, kind);
  OUT(sink, "</a><td><code>");
  escape_html(sink, id);
  OUT(sink, "</code><td>");
  escape_html(sink, title);
  OUT(sink, "<td>");
  escape_html(sink, version);
  if (documents->digests) {
    OUT(sink, "<td class=digest>");
    escape_html(sink, digest);
  }
  OUT(sink, "\n");
}

static bool has_digest(const struct report_framework *framework) {
  uint32_t count = 0;
  const struct report_framework *parts = report_parts(framework, &count);
  bool any = false;
  for (uint32_t i = 0; i < count; i++) {
    any = any || parts[i].digest.n > 0;
  }
  return any;
}

static bool has_digests(const struct html *html) {
  const struct report_crosswalk *report = html->report;
  bool any = has_digest(&report->source) || has_digest(&report->target);
  for (uint32_t i = 0; i < report->mapping_count; i++) {
    any = any || report->mappings[i].digest.n > 0;
  }
  for (uint32_t i = 0; i < html->more_count; i++) {
    any = any || has_digest(&html->more[i]);
  }
  return any;
}

static void framework_documents(struct documents *documents, const struct report_framework *framework) {
  uint32_t count = 0;
  const struct report_framework *parts = report_parts(framework, &count);
  for (uint32_t i = 0; i < count; i++) {
    document(documents, "framework", parts[i].id, parts[i].title, parts[i].edition, parts[i].digest);
  }
}

static void document_rows(struct documents *documents, const struct html *html) {
  const struct report_crosswalk *report = html->report;
  framework_documents(documents, &report->source);
  framework_documents(documents, &report->target);
  for (uint32_t i = 0; i < html->more_count; i++) {
    framework_documents(documents, &html->more[i]);
  }
  for (uint32_t i = 0; i < report->mapping_count; i++) {
    const struct report_mapping *mapping = &report->mappings[i];
    document(documents, "mapping", mapping->id, mapping->title, mapping->version, mapping->digest);
  }
}

void html_documents(struct sink *sink, const struct report_document *list, uint32_t count) {
  OUT(sink,
      "<table class=rows><caption>All documents of the run</caption><thead><tr><th scope=col>Document<th scope=col>Id"
      "<th scope=col>File<th scope=col>SHA-256<tbody>\n");
  for (uint32_t i = 0; i < count; i++) {
    const struct report_document *read = &list[i];
    open_row(sink, "r", i + 1U);
    OUT(sink, "<td>");
    link_row(sink, "r", i + 1U);
    escape_html(sink, read->kind);
    OUT(sink, "</a><td>");
    if (read->id.n > 0) {
      OUT(sink, "<code>");
      escape_html(sink, read->id);
      OUT(sink, "</code>");
    }
    OUT(sink, "<td>");
    escape_html(sink, read->file);
    OUT(sink, "<td class=digest>");
    escape_html(sink, read->digest);
    OUT(sink, "\n");
  }
  OUT(sink, "</table>\n");
}

/* Every file that the run read: others than those above may have a part in a proof. Where there are many, a list on each
 * page would outgrow the tables: the index has it. */
static void files_read(struct sink *sink, const struct report_crosswalk *report, bool alone) {
  enum { MOST_LISTED = 100 };
  if (report->document_count > MOST_LISTED && !alone) {
    OUT(sink, "<p>The run read ");
    sink_number(sink, report->document_count);
    OUT(sink, " documents. <a href=\"index.html#made\">The index</a> lists all of them with their digests.</p>\n");
  } else if (report->document_count > 0) {
    html_documents(sink, report->documents, report->document_count);
  }
}

void html_made(struct html *html) {
  struct sink *sink = html->sink;
  struct documents documents = {.sink = sink, .digests = has_digests(html)};
  OUT(sink, "<section id=made><h2>How it was made</h2>\n<p>Compiled by ");
  escape_html(sink, str_from(html->options->generator != NULL ? html->options->generator : "crosswalk"));
  OUT(sink,
      " from the documents below. The same documents give the same page, byte for byte, so that it can be made again "
      "and "
      "compared.</p>\n<table class=rows><caption class=hide>Documents</caption><thead><tr><th scope=col>Document<th "
      "scope=col>Id<th scope=col>Title<th scope=col>Version");
  if (documents.digests) {
    OUT(sink, "<th scope=col>SHA-256");
  }
  OUT(sink, "<tbody>\n");
  document_rows(&documents, html);
  OUT(sink, "</table>\n");
  files_read(sink, html->report, html->options->table_only);
  OUT(sink, "</section>\n");
}

static void stamp(struct sink *sink, struct str name, struct str version, struct str digest) {
  OUT(sink, "<li>");
  escape_html(sink, name);
  if (version.n > 0) {
    OUT(sink, ", ");
    escape_html(sink, version);
  }
  if (digest.n > 0) {
    OUT(sink, " <span class=digest>SHA-256 ");
    escape_html(sink, digest);
    OUT(sink, "</span>");
  }
  OUT(sink, "</li>");
}

/* The end of the first sheet, which is all that some people see: whatever stands above it can be traced to these. */
void html_stamp(struct html *html) {
  struct sink *sink = html->sink;
  const struct report_crosswalk *report = html->report;
  OUT(sink, "<section class=stamp><h3>Compiled from</h3><ul>");
  stamp(sink, report->source.title, report->source.edition, report->source.digest);
  uint32_t count = 0;
  const struct report_framework *targets = report_parts(&report->target, &count);
  for (uint32_t i = 0; i < count; i++) {
    stamp(sink, targets[i].title, targets[i].edition, targets[i].digest);
  }
  for (uint32_t i = 0; i < report->mapping_count; i++) {
    const struct report_mapping *mapping = &report->mappings[i];
    stamp(sink, mapping->title.n > 0 ? mapping->title : mapping->id, mapping->version, mapping->digest);
  }
  OUT(sink, "</ul></section>\n");
}
