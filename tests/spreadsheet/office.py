#!/usr/bin/env python3
"""The tables as LibreOffice Calc sees them.

  office.py csv|xlsx BINARY FOLDER

csv   a file written with --excel, opened as the dialog proposes, and a plain one, imported with all columns as text: ids stay as they are,
      accents survive, nothing runs, rows and columns are as many as in the file
xlsx  a workbook, every sheet of it: the same cells as in the CSV; printed, its header stands on every page

LibreOffice keeps its settings in FOLDER.
"""
import pathlib
import re
import subprocess
import sys
import tempfile

import common
import openpyxl
from readback import check, same, words

# Comma, quote, UTF-8, from line 1: what the dialog proposes for a file with a byte order mark. Without a window LibreOffice
# does not look for the mark, so it is told.
PROPOSED = "--infilter=CSV:44,34,76,1"
# Then the kind of each column: 2 is text.
AS_TEXT = PROPOSED + "," + "/".join(f"{column}/2" for column in range(1, 11))
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"


def convert(folder, out, to, *files, options=()):
    """The files as LibreOffice writes them after opening them."""
    out.mkdir(exist_ok=True)
    done = subprocess.run(["soffice", f"-env:UserInstallation=file://{folder}", "--headless", "--norestore", *options,
                           "--convert-to", to, "--outdir", str(out), *map(str, files)], stdin=subprocess.DEVNULL,
                          capture_output=True, check=False, timeout=240,
                          env=common.environment(HOME=str(folder), SAL_USE_VCLPLUGIN="svp"))
    check(f"LibreOffice opens {' '.join(path.name for path in files)}", done.returncode == 0 and any(out.iterdir()),
          (done.stdout + done.stderr).decode("utf-8", "replace")[-1000:])


def opened(path):
    """The cells of a sheet as it was opened: what is shown, and what stands behind it."""
    values = openpyxl.load_workbook(path, data_only=True).active
    behind = openpyxl.load_workbook(path).active
    return [[(shown.value, cell.value, cell.data_type) for shown, cell in zip(row, cells)]
            for row, cells in zip(values.rows, behind.rows)]


def check_cells(what, wanted, got):
    """Every cell is the text that the file has, or, in the two columns of figures, its number; none is a formula but the one
    that makes an id a text."""
    check(f"{what}: as many rows and columns", len(wanted) == len(got) and all(len(row) == 10 for row in got),
          f"  {len(wanted)} and {len(got)} rows, {sorted({len(row) for row in got})} columns")
    for number, (row, cells) in enumerate(zip(wanted, got), 1):
        for column, (text, (shown, behind, kind)) in enumerate(zip(row, cells)):
            where = f"{what}: row {number}, {wanted[0][column]}"
            made = re.fullmatch(r'="([^"]*)"', text)
            if made:
                check(f"{where}: the one formula that is wanted", behind == text and shown == made.group(1), f"  {behind!r} {shown!r}")
                continue
            check(f"{where}: nothing runs", kind != "f", f"  {behind!r}")
            # LibreOffice itself writes no more than a cell of Excel holds.
            check(f"{where}: the same text", words(str("" if shown is None else shown)) == words(text[:32767]),
                  f"  {text[:200]!r}\n  {str(shown)[:200]!r}")
            if column in (0, 3) and text:
                check(f"{where}: an id is a text", isinstance(shown, str), f"  {shown!r}")


def test_csv(binary, folder, scratch):
    documents = scratch / "hostile"
    excel = scratch / "excel.csv"
    excel.write_bytes(common.run(binary, "table", "left", "right", "--excel", documents).stdout)
    convert(folder, scratch / "proposed", "xlsx", excel, options=[PROPOSED])
    wanted = common.csv_cells(excel.read_bytes())
    got = opened(scratch / "proposed" / "excel.xlsx")
    # A spreadsheet reads titles as it likes; those that are numbers or words of its own are not promised.
    guessed = {"100%", "1e9", "TRUE", "2024", "#N/A"}
    for row, cells in zip(wanted, got):
        for i in (1, 4):
            if row[i] in guessed:
                cells[i] = (row[i], row[i], "s")
    check_cells("--excel, opened as proposed", wanted, got)
    ids = {cells[i][0] for cells in got for i in (0, 3)}
    check("5.10 is not 5.1, and 007 not 7", {"5.10", "5.1", "007", "MAR-01", "1-2", "0.50", "12345678901234567890"} <= ids, f"  {ids}")
    check("the file begins with a byte order mark", excel.read_bytes().startswith(b"\xef\xbb\xbf"))
    check("accents survive", any(cells[1][0] == common.TITLES[0] for cells in got))

    table = scratch / "plain.csv"
    table.write_bytes(common.run(binary, "table", "left", "right", documents).stdout)
    convert(folder, scratch / "as-text", "xlsx", table, options=[AS_TEXT])
    wanted = common.csv_cells(table.read_bytes())
    check_cells("plain, imported as text", wanted, opened(scratch / "as-text" / "plain.xlsx"))
    check("no cell of the plain file is a formula", not any(cell.startswith(("=", "+", "@")) for row in wanted for cell in row))


def test_xlsx(binary, folder, scratch):
    documents = scratch / "hostile"
    book = scratch / "book.xlsx"
    book.write_bytes(common.run(binary, "table", "left", "right", "--format", "xlsx", "--candidates", documents).stdout)
    convert(folder, scratch / "sheets", EVERY_SHEET, book)

    def sheet(name):
        rows = common.csv_cells((scratch / "sheets" / f"book-{name}.csv").read_bytes())
        return [tuple(words(cell) for cell in row) for row in rows]

    def table(command, *options):
        rows = common.csv_cells(common.run(binary, command, "left", "right", *options, documents).stdout)
        return [tuple(words(common.for_a_cell(common.plain(cell))) for cell in row) for row in rows]
    same("the crosswalk", table("table", "--candidates")[1:], sheet("Crosswalk")[1:])
    gaps = table("gaps")[1:]
    same("the gaps", [row[1:] for row in gaps], sheet("Coverage of @left")[1:] + sheet("Coverage of @right")[1:])
    check("each sheet is there", len(list((scratch / "sheets").iterdir())) == 8)
    for path in (scratch / "sheets").iterdir():
        check(f"{path.name} has no error", not re.search(r"#REF!|#NAME\?|#VALUE!|Err:\d", path.read_text(encoding="utf-8")))

    convert(folder, scratch / "printed", "pdf", book)
    text = subprocess.run(["pdftotext", "-layout", str(scratch / "printed" / "book.pdf"), "-"], capture_output=True,
                          check=True).stdout.decode("utf-8")
    pages = text.split("\f")[:-1]
    crosswalk = [page for page in pages if re.search(r"^\s*crosswalk \d\S*\s+Crosswalk\s+Page ", page, re.M)]
    check("the crosswalk is printed", crosswalk, "  " + pages[0])
    check("its header stands on every page", all("Source title" in page and "Remarks" in page for page in crosswalk))
    check("every page has its number", all(f"Page {i} of {len(pages)}" in page for i, page in enumerate(pages, 1)))


def main():
    binary, folder = pathlib.Path(sys.argv[2]).resolve(), pathlib.Path(sys.argv[3]).resolve() / "office"
    with tempfile.TemporaryDirectory(prefix="office-") as name:
        scratch = pathlib.Path(name)
        common.write_documents(scratch / "hostile")
        {"csv": test_csv, "xlsx": test_xlsx}[sys.argv[1]](binary, folder, scratch)
    common.finish()


if __name__ == "__main__":
    main()
