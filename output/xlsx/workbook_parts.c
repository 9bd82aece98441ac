/* The parts of a workbook besides its sheets: what belongs together, formats of cells, texts, properties. */
#include "output/escape.h"
#include "output/xlsx/workbook.h"
#include "output/xlsx/zip.h"

#define DECLARATION "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONSHIPS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE "application/vnd.openxmlformats-officedocument.spreadsheetml."

/* ---- formats of cells ---- */

enum font { FONT_PLAIN, FONT_BOLD, FONT_HEAD, FONT_TITLE, FONT_SECTION, FONT_LINK };

/* A fill is 0 for none, 2 for the header's accent, and from 3 on a colour of this list. */
static const char *const colours[] = {
    "CFE8D5", /* green: the same */
    "E3F1E4", /* mint: within */
    "D9E6F5", /* blue: holds */
    "FDF0C8", /* amber: overlaps */
    "F3EDDD", /* sand: corresponds */
    "E6E6E6", /* grey: nothing */
    "E9E0F3", /* violet: helps */
    "FBDDCB", /* orange: open */
    "F6CDCB", /* red: contradicts */
};
enum { COLOURS = sizeof colours / sizeof *colours, FILL_NONE = 0, FILL_HEAD = 2, FILL_COLOURS = 3 };

struct format {
  enum font font;
  unsigned fill;
  bool framed;
  bool text; /* of the format "text", so that what is typed stays a text */
  bool wrap;
  bool centred;
};

static struct format format_of(enum look look) {
  switch (look) {
    case LOOK_PLAIN:
      return (struct format){.framed = true, .wrap = true};
    case LOOK_ID:
      return (struct format){.framed = true, .text = true, .wrap = true};
    case LOOK_NUMBER:
      return (struct format){.framed = true, .centred = true};
    case LOOK_HEAD:
      return (struct format){.font = FONT_HEAD, .fill = FILL_HEAD, .framed = true, .wrap = true};
    case LOOK_TITLE:
      return (struct format){.font = FONT_TITLE};
    case LOOK_SECTION:
      return (struct format){.font = FONT_SECTION};
    case LOOK_PROSE:
      return (struct format){.wrap = true};
    case LOOK_LINE:
      return (struct format){.font = FONT_PLAIN};
    case LOOK_LINK:
      return (struct format){.font = FONT_LINK};
    case LOOK_LABEL:
      return (struct format){.font = FONT_BOLD, .framed = true, .wrap = true};
    default:
      return (struct format){.fill = FILL_COLOURS + (unsigned)look - LOOK_GREEN, .framed = true, .wrap = true};
  }
}

unsigned workbook_format(enum look look, bool quoted) {
  return 1 + (unsigned)look * 2 + quoted;
}

static unsigned hex_value(char c) {
  return (unsigned)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
}

/* Six digits of the workspace's accent in capitals, or of ours. */
static void accent(const struct workbook *workbook, char digits[7]) {
  bool given = workbook->accent.n == 7;
  memcpy(digits, given ? workbook->accent.p + 1 : "1F3A5F", 6);
  digits[6] = '\0';
}

/* White on a dark ground, black on a light one: whichever has the better contrast (WCAG's luminance, without its curve,
 * which is near enough to choose between the two). */
static const char *ink_on(const char *digits) {
  unsigned part[3];
  for (unsigned i = 0; i < 3; i++) {
    part[i] = hex_value(digits[2 * i]) * 16 + hex_value(digits[2 * i + 1]);
  }
  return part[0] * 299 + part[1] * 587 + part[2] * 114 > 150 * 1000 ? "000000" : "FFFFFF";
}

static void font(struct sink *sink, const char *mark, const char *size, const char *colour) {
  sink_text(sink, "<font>");
  sink_text(sink, mark);
  sink_text(sink, "<sz val=\"");
  sink_text(sink, size);
  sink_text(sink, "\"/><color rgb=\"FF");
  sink_text(sink, colour);
  sink_text(sink, "\"/><name val=\"Arial\"/><family val=\"2\"/></font>");
}

static void fonts(struct sink *sink, const char *ground) {
  sink_text(sink, "<fonts count=\"6\">");
  font(sink, "", "10", "000000");
  font(sink, "<b/>", "10", "000000");
  font(sink, "<b/>", "10", ink_on(ground));
  font(sink, "<b/>", "16", "000000");
  font(sink, "<b/>", "12", "000000");
  font(sink, "<u/>", "10", "0B4F9E");
  sink_text(sink, "</fonts>");
}

static void fill(struct sink *sink, const char *colour) {
  sink_text(sink, "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FF");
  sink_text(sink, colour);
  sink_text(sink, "\"/><bgColor indexed=\"64\"/></patternFill></fill>");
}

static void fills(struct sink *sink, const char *ground) {
  sink_text(sink, "<fills count=\"");
  sink_number(sink, FILL_COLOURS + COLOURS);
  sink_text(sink,
            "\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill>");
  fill(sink, ground);
  for (unsigned i = 0; i < COLOURS; i++) {
    fill(sink, colours[i]);
  }
  sink_text(sink, "</fills>");
}

static void borders(struct sink *sink) {
  static const char *const sides[] = {"left", "right", "top", "bottom"};
  sink_text(sink, "<borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border>");
  for (unsigned i = 0; i < 4; i++) {
    sink_char(sink, '<');
    sink_text(sink, sides[i]);
    sink_text(sink, " style=\"thin\"><color rgb=\"FFBFBFBF\"/></");
    sink_text(sink, sides[i]);
    sink_char(sink, '>');
  }
  sink_text(sink, "<diagonal/></border></borders>");
}

static void cell_format(struct sink *sink, struct format format, bool quoted) {
  enum { GENERAL = 0, TEXT = 49 };
  sink_text(sink, "<xf numFmtId=\"");
  sink_number(sink, format.text ? TEXT : GENERAL);
  sink_text(sink, "\" fontId=\"");
  sink_number(sink, format.font);
  sink_text(sink, "\" fillId=\"");
  sink_number(sink, format.fill);
  sink_text(sink, "\" borderId=\"");
  sink_number(sink, format.framed);
  sink_text(sink, "\" xfId=\"0\"");
  sink_text(sink, quoted ? " quotePrefix=\"1\"" : "");
  sink_text(sink, " applyNumberFormat=\"1\" applyFont=\"1\" applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\">");
  sink_text(sink, "<alignment");
  sink_text(sink, format.centred ? " horizontal=\"center\"" : " horizontal=\"left\"");
  sink_text(sink, format.wrap || format.centred || format.font == FONT_PLAIN ? " vertical=\"top\"" : "");
  sink_text(sink, format.wrap ? " wrapText=\"1\"/></xf>" : "/></xf>");
}

static void cell_formats(struct sink *sink) {
  sink_text(sink,
            "<cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs>"
            "<cellXfs count=\"");
  sink_number(sink, 1 + 2 * LOOKS);
  sink_text(sink, "\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>");
  for (unsigned look = 0; look < LOOKS; look++) {
    cell_format(sink, format_of((enum look)look), false);
    cell_format(sink, format_of((enum look)look), true);
  }
  sink_text(sink,
            "</cellXfs><cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>");
}

static void styles(const struct workbook *workbook, struct sink *sink) {
  char ground[7];
  accent(workbook, ground);
  sink_text(sink, DECLARATION "<styleSheet xmlns=\"" MAIN "\">");
  fonts(sink, ground);
  fills(sink, ground);
  borders(sink);
  cell_formats(sink);
  sink_text(sink, "</styleSheet>\n");
}

/* ---- what belongs together ---- */

static void content_types(const struct workbook *workbook, struct sink *sink) {
  sink_text(sink, DECLARATION "<Types xmlns=\"" PACKAGE
                              "content-types\">"
                              "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
                              "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                              "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE "sheet.main+xml\"/>");
  for (uint32_t i = 0; i < workbook->sheets.n; i++) {
    sink_text(sink, "<Override PartName=\"/xl/worksheets/sheet");
    sink_number(sink, i + 1U);
    sink_text(sink, ".xml\" ContentType=\"" TYPE "worksheet+xml\"/>");
  }
  sink_text(sink, "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE
                  "styles+xml\"/><Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" TYPE
                  "sharedStrings+xml\"/><Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd."
                  "openxmlformats-package.core-properties+xml\"/><Override PartName=\"/docProps/app.xml\" "
                  "ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/></Types>\n");
}

static void package_relations(const struct workbook *workbook, struct sink *sink) {
  (void)workbook;
  sink_text(sink, DECLARATION "<Relationships xmlns=\"" PACKAGE
                              "relationships\"><Relationship Id=\"rId1\" Type=\"" RELATIONSHIPS
                              "/officeDocument\" Target=\"xl/workbook.xml\"/><Relationship Id=\"rId2\" Type=\"" PACKAGE
                              "relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/><Relationship "
                              "Id=\"rId3\" Type=\"" RELATIONSHIPS
                              "/extended-properties\" Target=\"docProps/app.xml\"/></Relationships>\n");
}

static void relation(struct sink *sink, uint32_t number, const char *type, const char *target) {
  sink_text(sink, "<Relationship Id=\"rId");
  sink_number(sink, number);
  sink_text(sink, "\" Type=\"" RELATIONSHIPS "/");
  sink_text(sink, type);
  sink_text(sink, "\" Target=\"");
  sink_text(sink, target);
}

static void workbook_relations(const struct workbook *workbook, struct sink *sink) {
  sink_text(sink, DECLARATION "<Relationships xmlns=\"" PACKAGE "relationships\">");
  for (uint32_t i = 0; i < workbook->sheets.n; i++) {
    relation(sink, i + 1, "worksheet", "worksheets/sheet");
    sink_number(sink, i + 1U);
    sink_text(sink, ".xml\"/>");
  }
  relation(sink, workbook->sheets.n + 1, "styles", "styles.xml\"/>");
  relation(sink, workbook->sheets.n + 2, "sharedStrings", "sharedStrings.xml\"/></Relationships>\n");
}

/* What a spreadsheet looks up by name: the area of a filter, the rows that stand on each printed page. */
static void names_of(struct sink *sink, const struct sheet *sheet, uint32_t number) {
  if (sheet->head_row == 0) {
    return;
  }
  sink_text(sink, "<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"");
  sink_number(sink, number);
  sink_text(sink, "\" hidden=\"1\">'");
  sink_text(sink, sheet->name);
  sink_text(sink, "'!$A$");
  sink_number(sink, sheet->head_row);
  sink_text(sink, ":$");
  sink_text(sink, column_name(sheet->column_count - 1).text);
  sink_char(sink, '$');
  sink_number(sink, sheet->row);
  sink_text(sink, "</definedName><definedName name=\"_xlnm.Print_Titles\" localSheetId=\"");
  sink_number(sink, number);
  sink_text(sink, "\">'");
  sink_text(sink, sheet->name);
  sink_text(sink, "'!$");
  sink_number(sink, sheet->head_row);
  sink_text(sink, ":$");
  sink_number(sink, sheet->head_row);
  sink_text(sink, "</definedName>");
}

static void book(const struct workbook *workbook, struct sink *sink) {
  sink_text(sink, DECLARATION "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" RELATIONSHIPS
                              "\"><bookViews><workbookView windowWidth=\"28800\" windowHeight=\"15000\"/></bookViews>"
                              "<sheets>");
  bool named = false;
  for (uint32_t i = 0; i < workbook->sheets.n; i++) {
    sink_text(sink, "<sheet name=\"");
    sink_text(sink, workbook->sheets.v[i]->name);
    sink_text(sink, "\" sheetId=\"");
    sink_number(sink, i + 1U);
    sink_text(sink, "\" r:id=\"rId");
    sink_number(sink, i + 1U);
    sink_text(sink, "\"/>");
    named = named || workbook->sheets.v[i]->head_row > 0;
  }
  sink_text(sink, named ? "</sheets><definedNames>" : "</sheets>");
  for (uint32_t i = 0; i < workbook->sheets.n; i++) {
    names_of(sink, workbook->sheets.v[i], i);
  }
  sink_text(sink, named ? "</definedNames></workbook>\n" : "</workbook>\n");
}

/* ---- texts and properties ---- */

static void texts(const struct workbook *workbook, struct sink *sink) {
  sink_text(sink, DECLARATION "<sst xmlns=\"" MAIN "\" count=\"");
  sink_number(sink, workbook->uses);
  sink_text(sink, "\" uniqueCount=\"");
  sink_number(sink, workbook->texts.n);
  sink_text(sink, "\">\n");
  for (uint32_t i = 0; i < workbook->texts.n; i++) {
    sink_text(sink, "<si><t xml:space=\"preserve\">");
    workbook_escape(sink, workbook->texts.v[i].text);
    sink_text(sink, "</t></si>\n");
  }
  sink_text(sink, "</sst>\n");
}

static void property(struct sink *sink, const char *name, struct str value) {
  if (value.n > 0) {
    sink_char(sink, '<');
    sink_text(sink, name);
    sink_char(sink, '>');
    workbook_escape(sink, value);
    sink_text(sink, "</");
    sink_text(sink, name);
    sink_char(sink, '>');
  }
}

/* No date: there is no clock to take one from. */
static void core_properties(const struct workbook *workbook, struct sink *sink) {
  sink_text(sink, DECLARATION "<cp:coreProperties xmlns:cp=\"" PACKAGE
                              "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">");
  property(sink, "dc:title", workbook->title);
  property(sink, "dc:creator", workbook->organisation);
  property(sink, "dc:description", str_from(workbook->generator));
  sink_text(sink, "</cp:coreProperties>\n");
}

static void extended_properties(const struct workbook *workbook, struct sink *sink) {
  sink_text(sink, DECLARATION
            "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">");
  property(sink, "Application", STR("crosswalk"));
  property(sink, "Company", workbook->organisation);
  sink_text(sink, "</Properties>\n");
}

static const struct {
  const char *name;
  void (*write)(const struct workbook *workbook, struct sink *sink);
} parts[] = {
    {"[Content_Types].xml", content_types},
    {"_rels/.rels", package_relations},
    {"xl/workbook.xml", book},
    {"xl/_rels/workbook.xml.rels", workbook_relations},
    {"xl/styles.xml", styles},
    {"xl/sharedStrings.xml", texts},
    {"docProps/core.xml", core_properties},
    {"docProps/app.xml", extended_properties},
};

void workbook_parts(struct workbook *workbook, struct zip *zip) {
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    struct sink *sink = sink_open_memory(workbook->arena);
    parts[i].write(workbook, sink);
    zip_add(zip, parts[i].name, sink_memory(sink));
    int error = sink_close(sink);
    if (error != 0) {
      workbook->error = error;
    }
  }
}
