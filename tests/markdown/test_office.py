#!/usr/bin/env python3
"""The recipe of crosswalk(1) for Word and PDF: pandoc makes a document of the Markdown, and every row of it is in there."""
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile

import common
from common import check, csv_rows, output, plain

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def rows_of(path):
    """The rows of all tables of a document in the format of Word, each cell a text."""
    with zipfile.ZipFile(path) as package:
        tree = ET.fromstring(package.read("word/document.xml"))
    return [tuple(plain("".join(text.text or "" for text in cell.iter(f"{W}t"))) for cell in row.iter(f"{W}tc"))
            for row in tree.iter(f"{W}tr")]


def recipe():
    """The options that the manual gives to pandoc."""
    manual = (common.pathlib.Path(__file__).resolve().parents[2] / "compiler/man/crosswalk.1").read_text(encoding="utf-8")
    found = re.search(r"^\.Dl pandoc (.+) -o policy\.docx", manual, re.MULTILINE)
    check("the manual has the recipe", found is not None)
    return found.group(1).replace("\\-", "-").split()[:2]


def main():
    binary, scratch, _kept = common.scratch_and_binary(sys.argv)
    hostile = common.write_hostile(scratch / "hostile")
    page, table = scratch / "page.md", output(binary, "table", "one", "two", hostile)
    page.write_bytes(output(binary, "table", "one", "two", hostile, "--format", "markdown"))
    document = scratch / "page.docx"
    subprocess.run(["pandoc", *recipe(), page, "-o", document], check=True)
    shown = [row for row in rows_of(document) if len(row) > 5 and row[0] != "Source"]
    wanted = csv_rows(table)
    check("as many rows as the CSV has", len(shown) == len(wanted), f"  {len(shown)} and {len(wanted)}")
    for got, row in zip(shown, wanted):
        check("ids and relation", (got[0], got[2], got[3]) == (plain(row[0]), row[2], plain(row[3])), f"  {got}\n  {row}")
    common.finish()


if __name__ == "__main__":
    main()
