"""A workbook as lines of text, by a reader that knows only the format: what stands in each cell and how it looks, and what
belongs to a sheet. The bytes of a workbook depend on the library that writes it; this does not."""
import io
import re
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# Of a sheet, besides its rows: the elements that say what a reader sees or prints.
PARTS = ("sheetPr", "sheetViews", "cols", "sheetProtection", "autoFilter", "mergeCells", "conditionalFormatting", "dataValidations",
         "hyperlinks", "pageSetup", "headerFooter", "tableParts")


def tag(element):
    return element.tag.rpartition("}")[2]


def attributes(element):
    return "".join(f" {name.rpartition('}')[2]}={value}" for name, value in element.attrib.items())


def tree(element, depth):
    """An element with all that it holds, a line each."""
    yield f"{'  ' * depth}{tag(element)}{attributes(element)}{': ' + element.text if element.text and element.text.strip() else ''}"
    for child in element:
        yield from tree(child, depth + 1)


def looks(book):
    """How each number of a style looks: the font, the fill, the border, the form of numbers and the place in the cell."""
    styles = ET.fromstring(book.read("xl/styles.xml"))
    def listed(name):
        found = styles.find(MAIN + name)
        return [] if found is None else [" ".join(part for child in item.iter() if child is not item and tag(child) in
                                                  ("b", "i", "u", "color", "sz", "fgColor", "left", "bottom", "top", "right")
                                                  for part in [tag(child) + attributes(child).replace(" ", ":")]) for item in found]
    formats = {item.get("numFmtId"): item.get("formatCode") for item in styles.iter(MAIN + "numFmt")}
    fonts, fills = listed("fonts"), listed("fills")
    found = []
    for xf in styles.find(MAIN + "cellXfs"):
        alignment = xf.find(MAIN + "alignment")
        number = xf.get("numFmtId")
        found.append("; ".join(part for part in (
            fonts[int(xf.get("fontId"))], fills[int(xf.get("fillId"))], "" if number == "0" else f"form {formats.get(number, number)}",
            "" if alignment is None else attributes(alignment).strip()) if part))
    return found


def shared_texts(book):
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return ["".join(text.text or "" for text in item.iter(MAIN + "t")) for item in ET.fromstring(book.read("xl/sharedStrings.xml"))]


def sheet_lines(book, path, texts):
    sheet = ET.fromstring(book.read(path))
    for part in PARTS:
        for element in sheet.findall(MAIN + part):
            yield from tree(element, 0)
    for row in sheet.iter(MAIN + "row"):
        if row.get("ht") or row.get("hidden"):
            yield f"row {row.get('r')}{' height ' + row.get('ht') if row.get('ht') else ''}{' hidden' if row.get('hidden') else ''}"
        for cell in row:
            value, formula = cell.find(MAIN + "v"), cell.find(MAIN + "f")
            text = "" if value is None else texts[int(value.text)] if cell.get("t") == "s" else value.text
            kind = "" if cell.get("t") == "s" else " number" if value is not None else " empty"
            said = re.sub(r"[\r\n\t]", lambda found: {"\r": "\\r", "\n": "\\n", "\t": "\\t"}[found[0]], text)
            yield f"{cell.get('r')} look {cell.get('s', '0')}{kind}{' =' + formula.text if formula is not None else ''}: {said}"


def told(data):
    """The whole workbook, as bytes of UTF-8."""
    book = zipfile.ZipFile(io.BytesIO(data))
    targets = {item.get("Id"): item.get("Target") for item in ET.fromstring(book.read("xl/_rels/workbook.xml.rels"))}
    index = ET.fromstring(book.read("xl/workbook.xml"))
    lines = ["workbook"]
    lines += [f"look {number}: {look}" for number, look in enumerate(looks(book))]
    lines += [f"name{attributes(name)}: {name.text}" for name in index.iter(MAIN + "definedName")]
    core = ET.fromstring(book.read("docProps/core.xml"))
    lines += [f"property {tag(item)}: {item.text or ''}" for item in core]
    texts = shared_texts(book)
    for sheet in index.iter(MAIN + "sheet"):
        lines.append(f"\nsheet {sheet.get('name')}{' ' + sheet.get('state') if sheet.get('state') else ''}")
        lines += sheet_lines(book, "xl/" + targets[sheet.get(REL + "id")], texts)
    lines += [f"\nchart {name}" for name in sorted(book.namelist()) if "/charts/" in name]
    return re.sub(r"crosswalk \d+\.\d+\.\d+", "crosswalk VERSION", "\n".join(lines) + "\n").encode("utf-8")
