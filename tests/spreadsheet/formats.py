#!/usr/bin/env python3
"""Every format of one report says the same, cell by cell: CSV, HTML, Markdown, JSON and XLSX, each read by a reader that
knows nothing of this project; with candidates and without; the gaps of both sides; lists and reviews.

  formats.py BINARY
"""
import importlib.util
import io
import json
import os
import pathlib
import sys
import tempfile

import common
import openpyxl
import readback
from readback import check, same, words

specification = importlib.util.spec_from_file_location(
    "json_test", pathlib.Path(__file__).resolve().parents[1] / "json" / "json_test.py")
json_test = importlib.util.module_from_spec(specification)
specification.loader.exec_module(json_test)


def workbook(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def grid(sheet, skip=1):
    """The texts of a sheet, without its header. A formula would be a failure of its own."""
    rows = []
    for row in list(sheet.rows)[skip:]:
        for cell in row:
            check(f"{sheet.title}!{cell.coordinate} is no formula", cell.data_type in ("s", "n"), f"  {cell.data_type} {cell.value}")
        rows.append(tuple(words("" if cell.value is None else str(cell.value)) for cell in row))
    return rows


def cut(rows):
    """Rows as a workbook has them: what is too long for a cell is cut. The text is compared with all white space as one
    blank, so that the place of the cut is only known where there is none."""
    return [tuple(words(common.for_a_cell(cell)) for cell in row) for row in rows]


def json_rows(report):
    return [tuple(words(cell) for cell in json_test.row_as_csv(row).values()) for row in report["rows"]]


def json_gaps(report):
    return [tuple(words(cell) for cell in json_test.gap_as_csv(report[side], control).values())
            for side in ("source", "target") for control in report[side]["controls"] if control["counted"]]


def agree_tables(what, out, stem):
    _, rows = readback.csv_rows((out / f"{stem}.csv").read_bytes())
    _, gaps = readback.csv_rows((out / f"{stem}.gaps.csv").read_bytes())
    sides = [row[1:] for row in gaps]
    check(f"{what}: there is something to compare", rows and gaps)

    tables = readback.markdown_tables((out / f"{stem}.md").read_bytes())
    same(f"{what}: Markdown", rows, next(table for _, table in tables if table[0][0] == "Source")[1:])
    same(f"{what}: gaps in Markdown", sides, [row for _, table in tables if table[0][0] == "Control" for row in table[1:]])

    page = readback.tables_of((out / f"{stem}.html").read_text(encoding="utf-8"))
    same(f"{what}: HTML", rows, readback.html_crosswalk(page))
    same(f"{what}: gaps in HTML", sides, readback.html_coverage(page))

    report = json.loads((out / f"{stem}.json").read_bytes())
    same(f"{what}: JSON", rows, json_rows(report))
    same(f"{what}: gaps in JSON", gaps, json_gaps(report))

    book = workbook((out / f"{stem}.xlsx").read_bytes())
    same(f"{what}: XLSX", cut(rows), grid(book["Crosswalk"]))
    same(f"{what}: gaps in XLSX", sides, grid(book["Gaps of source"]) + grid(book["Gaps of target"]))
    findings = [(finding["severity"], finding["name"], finding["message"]) for finding in report["findings"]]
    same(f"{what}: findings in XLSX and JSON", [tuple(map(words, finding)) for finding in findings],
         [row[:3] for row in grid(book["Conflicts"]) if row[0] != "none"])
    digests = {document["sha256"] for document in report["documents"]}
    shown = {cell for row in grid(book["Provenance"]) for cell in row}
    check(f"{what}: every document's digest", digests and digests <= shown, f"  {digests - shown}")
    counts = report["source"]["coverage"]
    figures = [row for row in grid(book["Summary"]) if row[0] == words(report["source"]["short_title"])]
    check(f"{what}: figures in the summary", figures and figures[0][2:8] == tuple(str(counts[name]) for name in (
        "counted", "full", "jointly", "partial", "none", "excluded")), f"  {figures}\n  {counts}")
    return rows


def agree_commands(binary, what, out, stem, options, paths):
    """The commands give what build wrote, and gaps alone the gaps."""
    source, target = stem.split("--")
    for form in ("json", "xlsx"):
        done = common.run(binary, "table", source, target, "--format", form, *options, *paths)
        check(f"{what}: table --format {form} is what build wrote", done.stdout == (out / f"{stem}.{form}").read_bytes(),
              done.stderr.decode("utf-8", "replace")[-500:])
    book = workbook(common.run(binary, "gaps", source, target, "--format", "xlsx", *paths).stdout)
    _, gaps = readback.csv_rows(common.run(binary, "gaps", source, target, *paths).stdout)
    same(f"{what}: gaps --format xlsx", [row[1:] for row in gaps], grid(book["Gaps of source"]) + grid(book["Gaps of target"]))


def agree_builds(binary, name, paths, scratch, stems=None):
    found = {}
    for options in ([], ["--candidates"]):
        what = " ".join([name, *options])
        out = scratch / what.replace(" ", "")
        done = common.run(binary, "build", "-o", out, "--format", "html,csv,markdown,json,xlsx", *options, *paths)
        check(f"{what}: the build", done.returncode in (0, 1), done.stderr.decode("utf-8", "replace")[-2000:])
        for path in sorted(out.glob("*.xlsx")):
            if stems is None or path.stem in stems:
                rows = agree_tables(f"{what}, {path.stem}", out, path.stem)
                found.setdefault(path.stem, []).append(rows)
                if stems is None or options:
                    agree_commands(binary, f"{what}, {path.stem}", out, path.stem, options, paths)
    # Documents without a third framework have none.
    some = any(row[5] == "candidate" for _, rows in found.values() for row in rows)
    check(f"{name}: candidates are there when they are asked for, and only then", some == (name != "nasty") and
          not any(row[5] == "candidate" for rows, _ in found.values() for row in rows))


def agree_matrix(binary, what, source, targets, paths):
    header, rows = readback.csv_rows(common.run(binary, "matrix", source, *targets, *paths).stdout)
    check(f"{what}: there is a wide table", len(header) == 2 + len(targets) and rows)
    book = workbook(common.run(binary, "matrix", source, *targets, "--format", "xlsx", *paths).stdout)
    same(f"{what}: XLSX and CSV", rows, [row[:2] + row[3::2] for row in grid(book["Matrix"])])
    for i, target in enumerate(targets):
        _, gaps = readback.csv_rows(common.run(binary, "gaps", source, target, *paths).stdout)
        wanted = [(row[1], row[3]) for row in gaps if row[0] == source]
        same(f"{what}: coverage by {target}", wanted, [(row[0], row[2 + 2 * i]) for row in grid(book["Matrix"]) if row[2 + 2 * i]])


def agree_lists(binary, paths):
    for arguments in (["list", "frameworks"], ["list", "mappings"], ["list", "controls"], ["gaps", "--review", "left", "right"]):
        what = " ".join(arguments)
        header, rows = readback.csv_rows(common.run(binary, *arguments, "--format", "csv", *paths).stdout)
        book = workbook(common.run(binary, *arguments, "--format", "xlsx", *paths).stdout)
        same(f"{what}: XLSX and CSV", [tuple(header), *rows], grid(book["List"], 0))
        counts = [i for i, name in enumerate(header) if name in ("controls", "counted", "facts", "settles")]
        for row in list(book["List"].rows)[1:]:
            for i, cell in enumerate(row):
                number = i in counts and str(cell.value).isdigit()
                check(f"{what}: {header[i]} is a number exactly where it counts", cell.value is None or
                      (cell.data_type == "n") == number, f"  {cell.coordinate} {cell.value!r}")


def main():
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="formats-") as name:
        scratch = pathlib.Path(name)
        common.write_documents(scratch / "hostile")
        readback.write_nasty(scratch / "nasty")
        agree_builds(binary, "hostile", [scratch / "hostile"], scratch)
        agree_builds(binary, "nasty", [scratch / "nasty"], scratch, stems=["nasty--other"])
        agree_builds(binary, "bundled", [], scratch)
        agree_matrix(binary, "bundled", "csf-2.0", ["iso27001-2022", "cyber-essentials-3.3", "iso27002-2022"], [])
        agree_matrix(binary, "hostile", "left", ["right", "middle"], [scratch / "hostile"])
        agree_lists(binary, [scratch / "hostile"])
    common.finish()


if __name__ == "__main__":
    main()
