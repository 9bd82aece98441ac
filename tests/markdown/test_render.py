#!/usr/bin/env python3
"""Every table of every page, as GitHub's renderer, pandoc and mkdocs show it, is the CSV of the same crosswalk."""
import re
import sys

import common
from common import check, csv_rows, output

HEADS = {"Source", "Control"}


def same(what, wanted, got):
    if wanted == got:
        check(what, True)
        return
    wrong = next((i for i, (a, b) in enumerate(zip(wanted, got)) if a != b), min(len(wanted), len(got)))
    pair = [rows[wrong] if wrong < len(rows) else None for rows in (wanted, got)]
    if all(pair) and len(pair[0]) == len(pair[1]):
        pair = next(([a[:300], b[:300]] for a, b in zip(*pair) if a != b), pair)
    check(what, False, f"  {len(wanted)} and {len(got)} rows; row {wrong + 1}\n  CSV      {pair[0]}\n  rendered {pair[1]}")


COLUMNS = {"Source": ["Source", "Source title", "Relation", "Target", "Target title", "Basis", "Strength", "Confidence",
                      "Mapping", "Remarks"],
           "Control": ["Control", "Title", "Coverage", "By", "Candidates", "Note", "Reason"]}


def grid_of(table, keys):
    """The rows with columns that were left out for want of anything in them, and mappings by their ids."""
    names = COLUMNS[table[0][0]]
    rows = [{name: row[table[0].index(name)] if name in table[0] else "" for name in names} for row in table[1:]]
    return [tuple(keys.get(row[name], row[name]) if name == "Mapping" else row[name] for name in names) for row in rows]


def compare(what, data, table, gaps):
    """`data` is a page; `table` and `gaps` are the bytes of the CSV, or None where the page has no such table."""
    crosswalk = csv_rows(table) if table is not None else []
    covered = [row[1:] for row in csv_rows(gaps)] if gaps is not None else []
    for name, render in common.RENDERERS.items():
        page = render(data)
        keys = dict(re.findall(r"^- (M\d+) `+ ?(.+?) ?`+(?:: |, | \()", data.decode("utf-8"), re.MULTILINE))
        shown = {head: [row for rows in page.tables if rows[0][0] == head for row in grid_of(rows, keys)] for head in HEADS}
        same(f"{what}: crosswalk by {name}", crosswalk, shown["Source"])
        same(f"{what}: coverage by {name}", covered, shown["Control"])
        check(f"{what}: elements by {name}", not page.elements & {"script", "img", "b", "i", "u", "del", "math", "sup", "sub", "mark", "input"},
              f"  {sorted(page.elements)}")


def compare_folder(binary, out, what, *paths):
    output(binary, "build", "-W", "no-gap", "-o", out, "--format", "csv,markdown", *paths)
    pages = sorted(path for path in out.glob("*--*.md"))
    check(f"{what}: there are pages", bool(pages))
    for page in pages:
        compare(f"{what} {page.stem}", page.read_bytes(), page.with_suffix(".csv").read_bytes(),
                page.with_suffix(".gaps.csv").read_bytes())
    return pages


def main():
    binary, scratch, _kept = common.scratch_and_binary(sys.argv)
    compare_folder(binary, scratch / "bundled", "bundled", common.write_pairs(scratch / "pairs.xml"))
    hostile = common.write_hostile(scratch / "hostile")
    compare_folder(binary, scratch / "out", "hostile", hostile)
    # The commands, and fragments, which lack headings and nothing else.
    for more in ([], ["--fragment"]):
        markdown = ["--format", "markdown", *more]
        table = output(binary, "table", "one", "two", hostile, *markdown)
        compare("table " + " ".join(more), table, output(binary, "table", "one", "two", hostile), None)
        gaps = output(binary, "gaps", "one", "two", hostile, *markdown)
        compare("gaps " + " ".join(more), gaps, None, output(binary, "gaps", "one", "two", hostile))
        listed = output(binary, "list", "controls", hostile, *markdown)
        rows = csv_rows(output(binary, "list", "controls", hostile, "--format", "csv"))
        for name, render in common.RENDERERS.items():
            same(f"list by {name}", rows, [tuple(row) for row in render(listed).tables[0][1:]])
    common.finish()


if __name__ == "__main__":
    main()
