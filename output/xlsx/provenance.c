/* The sheet that says where everything comes from: frameworks, mappings, documents with their digests. */
#include "output/xlsx/xlsx.h"

#include "base/buf.h"

enum { COLUMNS = 9 };

static void heads(struct sheet *sheet, const char *title, const char *const *names) {
  sheet_prose(sheet, str_from(title), LOOK_SECTION);
  sheet_row(sheet);
  for (unsigned i = 0; i < COLUMNS; i++) {
    sheet_text(sheet, str_from(names[i]), LOOK_HEAD);
  }
}

static void framework(struct sheet *sheet, const struct report_framework *framework) {
  sheet_row(sheet);
  sheet_text(sheet, framework->id, LOOK_ID);
  sheet_text(sheet, framework->title, LOOK_PLAIN);
  sheet_text(sheet, framework->publisher, LOOK_PLAIN);
  sheet_text(sheet, framework->edition, LOOK_ID);
  sheet_text(sheet, framework->published, LOOK_ID);
  if (framework->open) {
    sheet_text(sheet, STR("not listed"), LOOK_PLAIN);
  } else {
    sheet_number(sheet, framework->counts.counted);
  }
  sheet_text(sheet, framework->rights, LOOK_PLAIN);
  sheet_text(sheet, framework->href, LOOK_PLAIN);
  sheet_text(sheet, framework->digest, LOOK_ID);
}

static void frameworks(struct sheet *sheet, const struct xlsx_provenance *provenance) {
  static const char *const names[COLUMNS] = {"Id",       "Title",  "Publisher", "Edition", "Published",
                                             "Controls", "Rights", "Link",      "SHA-256"};
  heads(sheet, "Frameworks", names);
  for (uint32_t i = 0; i < provenance->framework_count; i++) {
    uint32_t count = 0;
    const struct report_framework *parts = report_parts(provenance->frameworks[i], &count);
    for (uint32_t p = 0; p < count; p++) {
      framework(sheet, &parts[p]);
    }
  }
}

static void add_word(struct buf *text, struct str word) {
  if (word.n > 0) {
    buf_text(text, text->n > 0 ? ", " : "");
    buf_str(text, word);
  }
}

/* "owner, human, set-theory, declared from target to source" */
static struct str how_made(struct arena *arena, const struct report_mapping *mapping) {
  struct buf text;
  buf_init(&text, arena);
  add_word(&text, mapping->authority);
  add_word(&text, mapping->method);
  add_word(&text, mapping->rationale);
  add_word(&text, mapping->style);
  add_word(&text, mapping->status);
  add_word(&text, mapping->inverted ? STR("declared from target to source") : STR(""));
  add_word(&text, mapping->chains ? STR("") : STR("takes no part in proofs"));
  return buf_done(&text);
}

/* Texts of provenance with their links, one below the other. */
static struct str from_where(struct arena *arena, const struct report_mapping *mapping, bool links) {
  struct buf text;
  buf_init(&text, arena);
  for (uint32_t i = 0; i < mapping->provenance_count; i++) {
    struct str part = links ? mapping->provenances[i].href : mapping->provenances[i].text;
    if (part.n > 0) {
      buf_text(&text, text.n > 0 ? "\n" : "");
      buf_str(&text, part);
    }
  }
  return buf_done(&text);
}

static void mapping(struct sheet *sheet, const struct report_mapping *mapping) {
  struct arena *arena = sheet->workbook->arena;
  sheet_row(sheet);
  sheet_text(sheet, mapping->id, LOOK_ID);
  sheet_text(sheet, mapping->title, LOOK_PLAIN);
  sheet_text(sheet, mapping->publisher, LOOK_PLAIN);
  sheet_text(sheet, mapping->version, LOOK_ID);
  sheet_text(sheet, mapping->published, LOOK_ID);
  sheet_number(sheet, mapping->facts);
  struct buf text;
  buf_init(&text, arena);
  buf_str(&text, how_made(arena, mapping));
  struct str where = from_where(arena, mapping, false);
  buf_text(&text, text.n > 0 && where.n > 0 ? "\n" : "");
  buf_str(&text, where);
  sheet_text(sheet, buf_done(&text), LOOK_PLAIN);
  sheet_text(sheet, from_where(arena, mapping, true), LOOK_PLAIN);
  sheet_text(sheet, mapping->digest, LOOK_ID);
}

static void mappings(struct sheet *sheet, const struct xlsx_provenance *provenance) {
  static const char *const names[COLUMNS] = {
      "Id",   "Title",  "Publisher", "Version", "Published", "Rows", "How it was made, and where it is from",
      "Link", "SHA-256"};
  heads(sheet, "Mappings", names);
  for (uint32_t i = 0; i < provenance->mapping_count; i++) {
    mapping(sheet, &provenance->mappings[i]);
  }
  if (provenance->mapping_count == 0) {
    sheet_prose(sheet, STR("No mapping between these frameworks is loaded; every row is proved through others."),
                LOOK_PROSE);
  }
}

/* Every file that the run read: others than those above may have a part in a proof. */
static void documents(struct sheet *sheet, const struct xlsx_provenance *provenance) {
  static const char *const names[COLUMNS] = {"Id", "File", "Kind", "", "", "", "", "", "SHA-256"};
  if (provenance->document_count == 0) {
    return;
  }
  heads(sheet, "All documents of the run", names);
  for (uint32_t i = 0; i < provenance->document_count; i++) {
    const struct report_document *document = &provenance->documents[i];
    sheet_row(sheet);
    sheet_text(sheet, document->id, LOOK_ID);
    sheet_text(sheet, document->file, LOOK_ID);
    sheet_text(sheet, document->kind, LOOK_PLAIN);
    for (unsigned c = 3; c < COLUMNS - 1; c++) {
      sheet_text(sheet, STR(""), LOOK_PLAIN);
    }
    sheet_text(sheet, document->digest, LOOK_ID);
  }
}

void xlsx_provenance(struct workbook *workbook, const struct xlsx_provenance *provenance) {
  static const unsigned widths[COLUMNS] = {26, 36, 20, 11, 12, 10, 46, 30, 34};
  struct sheet *sheet = workbook_add(workbook, "Provenance", COLUMNS);
  for (unsigned i = 0; i < COLUMNS; i++) {
    sheet_width(sheet, i, widths[i], widths[i]);
  }
  sheet_prose(sheet, STR("Where it comes from"), LOOK_TITLE);
  struct buf made;
  buf_init(&made, workbook->arena);
  buf_printf(
      &made,
      "Compiled by %s from the documents below. The same documents give the same file, byte for byte, so that it "
      "can be made again and compared.",
      workbook->generator);
  sheet_prose(sheet, buf_done(&made), LOOK_PROSE);
  frameworks(sheet, provenance);
  mappings(sheet, provenance);
  documents(sheet, provenance);
}
