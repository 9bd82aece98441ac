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
import re
import sys
import tempfile
import xml.etree.ElementTree

import common
import openpyxl
import readback
from readback import check, same, words

specification = importlib.util.spec_from_file_location(
    "json_test", pathlib.Path(__file__).resolve().parents[1] / "json" / "json_test.py")
json_test = importlib.util.module_from_spec(specification)
specification.loader.exec_module(json_test)


EXAMPLE = pathlib.Path(__file__).resolve().parents[2] / "compiler/examples/background-screening/workspace.xml"


def write_pairs(path):
    """A workspace of two bundled crosswalks: two editions with a mapping each way, and a catalogue that is only related."""
    asked = "".join(f'<crosswalk source="{source}" target="{target}"/>'
                    for source, target in (("csf-1.1", "csf-2.0"), ("soc2-2017", "iso27001-2022")))
    path.write_text(f'<workspace xmlns="urn:crosswalk:1" title="Two" bundled="yes">{asked}</workspace>\n', encoding="utf-8")
    return path


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


def coverage(book):
    """The rows of both sheets of coverage."""
    return [row for sheet in book if sheet.title.startswith("Coverage of ") for row in grid(sheet)]


def sorted_as(wanted, got):
    """The same rows in the wanted order, where they are the same."""
    wanted = [tuple(map(words, row)) for row in wanted]
    return wanted if sorted(wanted) == sorted(got) else got


def agree_links(what, book):
    """An id of the crosswalk leads to the row of its control."""
    links = 0
    for row in list(book["Crosswalk"].rows)[1:]:
        for cell in (row[0], row[3]):
            if cell.hyperlink is not None:
                name, place = re.fullmatch(r"'(.+)'!(A\d+)", cell.hyperlink.location).groups()
                links += 1
                there = str(book[name][place].value)
                check(f"{what}: {cell.coordinate} leads to its control", there == str(cell.value).split(" + ")[0].split("+")[0],
                      f"  {cell.value} leads to {there}")
    check(f"{what}: ids lead to coverage", links > 0)


def agree_review(binary, scratch, pairs):
    """The review sheet is read back: the facts of the mapping that it was made from, and a change that was chosen."""
    source, target = "screening-policy", "iso27001-2022"
    book = workbook(common.run(binary, "table", source, target, "--format", "xlsx", *pairs).stdout)
    review = book["Review"]
    offered = {choice.sqref.ranges[0].coord: choice.formula1 for choice in review.data_validations.dataValidation}
    check("relation, strength and confidence are chosen from a list", sorted(place[0] for place in offered) == ["C", "F", "G"] and
          '"equal-to,' in next(text for place, text in offered.items() if place[0] == "C"), f"  {offered}")
    review["C2"] = "intersects-with"
    review["F2"] = 7
    review["H2"] = "Chosen in the review."
    path = scratch / "review.xlsx"
    book.save(path)
    done = common.run(binary, "import", path, "--sheet", "Review", "--id", "reviewed", "--source", source, "--target", target)
    maps = xml.etree.ElementTree.fromstring(done.stdout).findall("{urn:crosswalk:1}map")
    check("every row of the review is a fact again", len(maps) == review.max_row - 1, f"  {len(maps)} {review.max_row}")
    check("what was chosen is read back", (maps[0].get("relation"), maps[0].get("strength"),
          maps[0].find("{urn:crosswalk:1}remarks").text) == ("intersects-with", "7", "Chosen in the review."))
    for fact, row in zip(maps[1:], list(review.rows)[2:]):
        check("the others are as they were", fact.get("relation") == row[2].value and
              (fact.get("source") is None or fact.get("source") == row[0].value), f"  {row[0].value}")


def agree_tables(what, out, stem):
    _, rows = readback.csv_rows((out / f"{stem}.csv").read_bytes())
    _, gaps = readback.csv_rows((out / f"{stem}.gaps.csv").read_bytes())
    sides = [row[1:] for row in gaps]
    check(f"{what}: there is something to compare", rows and gaps)

    tables = readback.markdown_report((out / f"{stem}.md").read_bytes())
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
    same(f"{what}: gaps in XLSX", sides, coverage(book))
    agree_links(what, book)
    findings = [(finding["severity"], finding["name"], finding["message"]) for finding in report["findings"]]
    same(f"{what}: findings in XLSX and JSON", [tuple(map(words, finding)) for finding in findings],
         sorted_as(findings, [row[:3] for name in ("Conflicts", "Findings") if name in book.sheetnames for row in grid(book[name])]))
    for name in ("Conflicts", "Findings"):
        check(f"{what}: a sheet of {name} only where there are any", name not in book.sheetnames or grid(book[name]))
    digests = {document["sha256"] for document in report["documents"]}
    shown = {cell for row in grid(book["Provenance"]) for cell in row}
    check(f"{what}: every document's digest", digests and digests <= shown, f"  {digests - shown}")
    counts = report["source"]["coverage"]
    figures = [row for row in grid(book["Summary"]) if row[0] == words(report["source"]["short_title"])]
    check(f"{what}: figures in the summary", figures and figures[0][2:8] == tuple(str(counts[name]) for name in (
        "counted", "full", "partial")) + (figures[0][5],) + tuple(str(counts[name]) for name in ("none", "excluded")) and
        figures[0][8] == str(counts["jointly"]), f"  {figures}\n  {counts}")
    said = {row[0]: row[2] for row in grid(book["Summary"]) if len(row) > 2 and row[0] in ("gap", "excluded")}
    check(f"{what}: gaps in the summary", said == {name: str(sum(row[5] == name for row in rows)) for name in said} and len(said) == 2, f"  {said}")
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
    same(f"{what}: gaps --format xlsx", [row[1:] for row in gaps], coverage(book))


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
        header, gaps = readback.csv_rows(common.run(binary, "gaps", source, target, *paths).stdout)
        named = [row[header.index("note")] in ("related-only", "supports-only") for row in gaps]
        wanted = [(row[1], "only named" if only else row[3]) for row, only in zip(gaps, named) if row[0] == source]
        same(f"{what}: coverage by {target}", wanted, [(row[0], row[2 + 2 * i]) for row in grid(book["Matrix"]) if row[2 + 2 * i]])


def agree_own(binary, folder):
    """Columns of the reader's own, which stand behind all others."""
    show = [argument for name in ("owner", "system", "level") for argument in ("--show", name)]

    def both(command, options):
        header, rows = readback.csv_rows(common.run(binary, command, "nasty", "other", *options, folder).stdout)
        return header, rows, workbook(common.run(binary, command, "nasty", "other", "--format", "xlsx", *options, folder).stdout)
    header, rows, book = both("table", show)
    check("own columns of both sides", len(header) == 15 and any(row[-1] for row in rows), f"  {header}")
    same("own columns: XLSX", cut(rows), grid(book["Crosswalk"]))
    same("own columns: their heads", [tuple(map(words, header[10:]))], [grid(book["Crosswalk"], 0)[0][10:]])
    header, rows, book = both("gaps", show)
    filled = [tuple(cell for cell in row[8:] if cell) for row in rows]
    check("own columns of coverage", any(filled))
    same("own columns of coverage: XLSX", filled, [tuple(cell for cell in row[7:] if cell) for row in coverage(book)])
    header, rows, book = both("matrix", show[:2] + show[4:])
    check("own columns of the wide table", len(header) == 5 and any(row[-1] for row in rows), f"  {header}")
    same("own columns of the wide table: XLSX", [row[-2:] for row in rows], [row[-2:] for row in grid(book["Matrix"])])


def agree_out_links(binary):
    """Ids lead to their publisher: from the sheets of coverage and the wide table."""
    folder = pathlib.Path(__file__).resolve().parents[1] / "cases" / "out-links"
    pages = "https://standards.example/r?of=5.1&as=Art.%205%20%281%29#top", "https://standards.example/r?of=5%2F2%26%C3%A9&as=5%2F2%26%C3%A9#top"

    def where(cell):
        link = cell.hyperlink
        return link and (link.target or "") + (f"#{link.location}" if link.location else "")
    book = workbook(common.run(binary, "table", "policy", "standard", "--format", "xlsx", folder).stdout)
    same("ids of coverage lead to the publisher", list(pages), [where(cell) for cell in list(book["Coverage of Standard"]["A"])[1:]])
    check("ids without a publisher's page lead nowhere", not any(where(cell) for cell in list(book["Coverage of Policy"]["A"])[1:]))
    book = workbook(common.run(binary, "matrix", "standard", "policy", "--format", "xlsx", folder).stdout)
    same("ids of the wide table lead to the publisher", list(pages), [where(cell) for cell in list(book["Matrix"]["A"])[1:]])


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
        agree_builds(binary, "bundled", [write_pairs(scratch / "pairs.xml")], scratch)
        agree_review(binary, scratch, [EXAMPLE])
        agree_matrix(binary, "bundled", "csf-2.0", ["iso27001-2022", "cyber-essentials-3.3", "iso27002-2022"], [])
        agree_matrix(binary, "hostile", "left", ["right", "middle"], [scratch / "hostile"])
        readback.write_own(scratch / "own")
        agree_own(binary, scratch / "own")
        agree_out_links(binary)
        agree_lists(binary, [scratch / "hostile"])
    common.finish()


if __name__ == "__main__":
    main()
