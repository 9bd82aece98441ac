"""What the spreadsheet tests share: documents whose texts a spreadsheet would like to run, and readers of tables."""
import csv
import io
import os
import pathlib
import re
import subprocess
import sys
from xml.sax.saxutils import escape, quoteattr

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "readback"))
import readback  # noqa: E402

# Ids that a spreadsheet takes for numbers, dates, times, truth or exponents.
IDS = ["5.10", "5.1", "5", "4.1", "1-2", "1/2", "MAR-01", "1E5", "007", "0.50", "TRUE", "1:30", "2024-01-02", "5.2.10", ".5",
       "12345678901234567890", "A.5.10", "P&L", "#REF", "ü-1"]
# Titles and remarks that a spreadsheet runs, or that a format loses.
TITLES = ["Évidence – naïve café £ ß 中文 🔒", '=HYPERLINK("http://example.org/","click")', "+1+1", "-1", "-", "@SUM(1,1)",
          "=1+2", "=cmd|' /C calc'!A0", "'quoted", '"quoted"', "comma, semicolon; | pipe", "a  b", "100%", "1e9", "2024", "TRUE",
          "_x0041_ stays", "&amp; & < > <b>", "\uff1d1+1", "#N/A"]
REMARKS = ["first\nsecond", "\t=1+1", "\r=1+1", "  =2+2", "x" * 40000, "tab\tin it", "{=1}", "=\"5\"", "R&D &L &P"]


def attribute(text):
    return quoteattr(text, {"\t": "&#9;", "\n": "&#10;", "\r": "&#13;"})


def one_map(i, key, relation):
    strength = f' strength="{i % 10 + 1}"' if i % 2 else ""
    confidence = f' confidence="{i * 5 % 101}"' if i % 3 else ""
    remarks = escape(REMARKS[i % len(REMARKS)], {"\r": "&#13;"})
    return (f'  <map source={attribute(key)} target={attribute(key)} relation="{relation}"{strength}{confidence}>'
            f"<remarks>{remarks}</remarks></map>\n")


def write_documents(folder):
    """Two frameworks, two mappings, a third framework between them for candidates, and a conflict."""
    folder.mkdir()
    for name, ids in (("left", IDS), ("right", IDS[::-1]), ("middle", ["M1", "M2", "M3"])):
        controls = "".join(f"  <control id={attribute(key)} title={attribute(TITLES[i % len(TITLES)])}/>\n"
                           for i, key in enumerate(ids))
        (folder / f"{name}.xml").write_text(
            f'<framework xmlns="urn:crosswalk:1" id="{name}" title={attribute("=The & " + name)} short={attribute("@" + name)} '
            f'publisher="+P" edition="1.10" published="2024-01-02">\n{controls}</framework>\n', encoding="utf-8")
    relations = ["equal-to", "subset-of", "superset-of", "intersects-with", "related-to", "no-relationship", "supports",
                 "supported-by", "equivalent-to"]
    maps = "".join(one_map(i, key, relations[i % 9]) for i, key in enumerate(IDS[:14]))
    union = '  <map relation="related-to"><source ref="5.2.10"/><source ref=".5"/><target ref="5.10"/><target ref="5.1"/></map>\n'
    none = '  <no-counterpart source="#REF"><remarks>=nobody()</remarks></no-counterpart>\n'
    between = "".join(f'  <map source="{key}" target="{other}" relation="intersects-with"/>\n'
                      for key, other in (("A.5.10", "M1"), ("P&amp;L", "M1"), ("5.10", "M2")))
    onward = "".join(f'  <map source="{key}" target="{other}" relation="intersects-with"/>\n'
                     for key, other in (("M1", "A.5.10"), ("M1", "P&amp;L"), ("M2", "ü-1")))
    for name, source, target, body in (
            ("one", "left", "right", maps + union + none), ("two", "left", "middle", between), ("three", "middle", "right", onward),
            ("four", "right", "left", '  <map source="5.10" target="5.10" relation="no-relationship"/>\n')):
        (folder / f"{name}.xml").write_text(
            f'<mapping xmlns="urn:crosswalk:1" id="{name}" source="{source}" target="{target}" title="=Mapping {name}" '
            f'publisher="-P">\n  <provenance href="https://example.org/?a=1&amp;b=2">=From()</provenance>\n{body}</mapping>\n',
            encoding="utf-8")


def run(binary, *arguments, **kept):
    return subprocess.run([binary, *map(str, arguments)], stdin=subprocess.DEVNULL, capture_output=True, check=False, **kept)


def csv_cells(data):
    """The cells of a CSV file, as the file has them."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def plain(cell):
    """A cell without the apostrophe that keeps it from being run, with every run of white space as one blank."""
    return readback.words(re.sub(r"^'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])", "", cell))


NOTICE = " ... (too long for a cell; the other formats have all of it)"


def for_a_cell(text):
    """What of a text a cell of a workbook can hold."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text if len(text) <= 32767 else text[:32767 - len(NOTICE)] + NOTICE


def finish():
    for failure in readback.failures[:40]:
        print(f"FAIL {failure}")
    print(f"{readback.checked - len(readback.failures)} passed, {len(readback.failures)} failed")
    sys.exit(bool(readback.failures) or readback.checked < 10)


def environment(**more):
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", **more}
