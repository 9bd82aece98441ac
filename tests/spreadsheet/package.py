#!/usr/bin/env python3
"""What is in a workbook besides its texts, and how it comes into being: no clock, host, path or formula in any member; the
same bytes at any time and on any number of threads; ids that stay text; headers, filters, widths and printed pages; what a
terminal and a full disk are told.

  package.py BINARY
"""
import io
import os
import pathlib
import pty
import re
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree
import zipfile

import common
import openpyxl
from readback import check

TABLES = ("Crosswalk", "Coverage of @left", "Coverage of @right", "Conflicts", "Review")
TOP = str(pathlib.Path(__file__).resolve().parents[2])
IDS = {"Crosswalk": "ADI", "Coverage of @left": "ADE", "Coverage of @right": "ADE", "Review": "AD"}


def check_members(data, scratch):
    archive = zipfile.ZipFile(io.BytesIO(data))
    check("the archive is sound", archive.testzip() is None)
    names = archive.namelist()
    check("a member stands once", len(names) == len(set(names)))
    types = archive.read("[Content_Types].xml").decode("utf-8")
    for info in archive.infolist():
        check(f"{info.filename} has the first date of the format", info.date_time == (1980, 1, 1, 0, 0, 0), f"  {info.date_time}")
        check(f"{info.filename} says nothing of the machine", not info.extra and not info.comment and info.create_system == 0 and
              info.external_attr == 0)
        text = archive.read(info).decode("utf-8")
        xml.etree.ElementTree.fromstring(text)
        for word in (os.uname().nodename, scratch, TOP, os.environ.get("USER", "")):
            check(f"{info.filename} does not name {word}", len(word) < 5 or word not in text)
        # A workbook has a date of creation; it is always the same one.
        text = re.sub(r"<dcterms:(\w+) xsi:type=\"dcterms:W3CDTF\">1980-01-01T00:00:00Z</dcterms:\1>", "", text)
        check(f"{info.filename} has no time", not re.search(r"\d\d:\d\d:\d\d", text))
        check(f"{info.filename} runs nothing and leads nowhere", not re.search(r"<f[ >]|TargetMode|<externalReference|ddeLink", text))
        if not info.filename.endswith(".rels") and info.filename != "[Content_Types].xml":
            check(f"{info.filename} has a type of its own", f'PartName="/{info.filename}"' in types)


def check_sheet(sheet):
    name = sheet.title
    check(f"{name}: the header stays in sight", sheet.freeze_panes == "B2", f"  {sheet.freeze_panes}")
    check(f"{name}: the filter is over all of it", sheet.auto_filter.ref == sheet.dimensions,
          f"  {sheet.auto_filter.ref} {sheet.dimensions}")
    check(f"{name}: the header is on each printed page", sheet.print_title_rows == "$1:$1", f"  {sheet.print_title_rows}")
    for letter, width in sheet.column_dimensions.items():
        check(f"{name}: column {letter} is neither too narrow nor too wide", 8 <= width.width <= 100, f"  {width.width}")
    for row in list(sheet.rows)[1:]:
        for cell in row:
            where = f"{name}!{cell.coordinate}"
            if cell.column_letter in IDS.get(name, ""):
                check(f"{where}: an id is a text", cell.number_format == "@" and cell.data_type in ("s", "n") and
                      (cell.value is None or isinstance(cell.value, str)), f"  {cell.value!r} {cell.number_format}")
            elif isinstance(cell.value, str) and cell.value[:1] in ("=", "+", "-", "@", "\t"):
                check(f"{where}: a text that would run is a text", cell.data_type == "s", f"  {cell.value!r}")
            check(f"{where}: long texts are wrapped", not isinstance(cell.value, str) or len(cell.value) < 40 or
                  cell.alignment.wrap_text)


def check_workbook(book, data):
    check("the sheets", book.sheetnames == ["Summary", *TABLES, "Provenance", "How to read"], f"  {book.sheetnames}")
    for sheet in book:
        setup = sheet.page_setup
        check(f"{sheet.title}: printed across", setup.orientation == "landscape" and sheet.sheet_properties.pageSetUpPr.fitToPage and
              setup.fitToHeight == 0, f"  {setup.orientation} {setup.fitToHeight}")
        check(f"{sheet.title}: pages have numbers", sheet.oddFooter.right.text == "Page &P of &N", f"  {sheet.oddFooter.right.text}")
    for name in TABLES:
        check_sheet(book[name])
    rows = list(book["Crosswalk"].rows)[1:]
    colours = {}
    for row in rows:
        for cell, most in ((row[6], 10), (row[7], 100)):
            check(f"{cell.coordinate}: a figure is a number", cell.value is None or
                  isinstance(cell.value, int) and 0 <= cell.value <= most, f"  {cell.value!r}")
        if row[2].value and not str(row[9].value or "").startswith("disputed"):
            colours.setdefault(row[2].value, set()).add(row[2].fill.fgColor.rgb)
        if row[5].value == "declared" and str(row[9].value or "").startswith("disputed"):
            check("a disputed row is marked", row[2].fill.fgColor.rgb == "FFF6CDCB")
    check("a relation has one colour", len(colours) > 6 and all(len(found) == 1 for found in colours.values()), f"  {colours}")
    core = zipfile.ZipFile(io.BytesIO(data)).read("docProps/core.xml").decode("utf-8")
    check("the title", "<dc:title>@left to @right</dc:title>" in core, f"  {core}")
    check("the generator", re.search(r"<dc:description>crosswalk \d+\.\d+\.\d+</dc:description>", core), f"  {core}")
    texts = zipfile.ZipFile(io.BytesIO(data)).read("xl/sharedStrings.xml").decode("utf-8")
    longest = max(len(text) for text in re.findall(r"<t(?: [^>]*)?>([^<]*)</t>", texts))
    check("no text is too long for a cell", 30000 < longest <= 32767, f"  {longest}")
    for number in range(1, len(book.sheetnames) + 1):
        sheet = zipfile.ZipFile(io.BytesIO(data)).read(f"xl/worksheets/sheet{number}.xml").decode("utf-8")
        last = re.search(r'<dimension ref="(?:[A-Z]+\d+:)?[A-Z]+(\d+)"/>', sheet).group(1)
        check(f"sheet {number}: no complaint about numbers in text",
              f'<ignoredError sqref="A1:XFD{last}" numberStoredAsText="1"/>' in sheet)


def check_terminal(binary, paths):
    """A terminal is refused, in words; nothing binary reaches it."""
    for arguments in (["table", "left", "right"], ["gaps", "left", "right"], ["matrix", "left", "right"], ["list", "frameworks"]):
        ours, theirs = pty.openpty()
        done = subprocess.run([binary, *arguments, "--format", "xlsx", *paths], stdin=subprocess.DEVNULL, stdout=theirs,
                              stderr=subprocess.PIPE, check=False)
        os.close(theirs)
        try:
            seen = os.read(ours, 100)
        except OSError:
            seen = b""
        os.close(ours)
        check(f"{arguments[0]}: a terminal is refused", done.returncode == 2 and b"not for a terminal" in done.stderr and not seen,
              f"  {done.returncode} {done.stderr!r} {seen!r}")


def check_people(binary, paths):
    """On a terminal a table is lines of eighty columns with the answer last; a file gets CSV."""
    for command in ("table", "gaps"):
        ours, theirs = pty.openpty()
        # Read while it writes: a terminal takes a page or so at a time.
        done = subprocess.Popen([binary, command, "left", "right", *paths], stdin=subprocess.DEVNULL, stdout=theirs,
                                stderr=subprocess.DEVNULL)
        os.close(theirs)
        seen = b""
        try:
            while piece := os.read(ours, 65536):
                seen += piece
        except OSError:
            pass
        os.close(ours)
        done.wait()
        lines = seen.decode("utf-8").splitlines()
        check(f"{command}: lines for a terminal", done.returncode in (0, 1) and " are open." in lines[-1] + lines[-2] or "open" in lines[-1],
              f"  {done.returncode} {lines[-2:]}")
        check(f"{command}: no line is wider", max(map(len, lines)) <= 80, f"  {max(lines, key=len)}")
        redirected = subprocess.run([binary, command, "left", "right", *paths], stdin=subprocess.DEVNULL, capture_output=True, check=False)
        check(f"{command}: CSV elsewhere", redirected.stdout.startswith((b"source_id,", b"framework,")))


def main():
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="package-") as name:
        scratch = pathlib.Path(name)
        common.write_documents(scratch / "hostile")
        os.chdir(scratch)
        documents = "hostile"  # findings name documents as they are given
        arguments = ["table", "left", "right", "--format", "xlsx", "--candidates", documents]
        data = common.run(binary, *arguments, "-j", 1).stdout
        check_members(data, name)
        check_workbook(openpyxl.load_workbook(io.BytesIO(data)), data)
        time.sleep(2.1)  # times in archives have steps of two seconds
        for what, env in (("later", {}), ("at another place", {"TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"}),
                          ("with a date", {"SOURCE_DATE_EPOCH": "86400"}), ("with no place for scratch", {"TMPDIR": "/nonexistent"})):
            again = common.run(binary, *arguments, "-j", 4, env=common.environment(**env))
            check(f"the same bytes {what}", again.stdout == data, again.stderr.decode("utf-8", "replace")[-500:])
        check("nothing is left beside", sorted(path.name for path in scratch.iterdir()) == ["hostile"])
        out = scratch / "out"
        common.run(binary, "build", "-o", out, "--format", "xlsx", documents)
        check("one workbook for each crosswalk, and no index", sorted(path.name for path in out.iterdir()) ==
              [f"{pair}.xlsx" for pair in ("left--middle", "left--right", "middle--right", "right--left")],
              f"  {sorted(out.iterdir())}")
        before = {path: path.stat().st_mtime_ns for path in out.iterdir()}
        common.run(binary, "build", "-o", out, "--format", "xlsx", documents)
        check("equal workbooks are left alone", before == {path: path.stat().st_mtime_ns for path in out.iterdir()})
        check_terminal(binary, [documents])
        check_people(binary, [documents])
        if os.path.exists("/dev/full"):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([binary, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=full,
                                      stderr=subprocess.PIPE, check=False)
            check("a full disk is reported", done.returncode == 3 and b"[io.write]" in done.stderr, f"  {done.returncode} {done.stderr!r}")
    common.finish()


if __name__ == "__main__":
    main()
