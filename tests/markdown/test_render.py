#!/usr/bin/env python3
"""Every table of every page, as GitHub's renderer, pandoc and mkdocs show it, is the CSV of the same crosswalk."""
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


def compare(what, data, table, gaps):
    """`data` is a page; `table` and `gaps` are the bytes of the CSV, or None where the page has no such table."""
    crosswalk = csv_rows(table) if table is not None else []
    covered = [row[1:] for row in csv_rows(gaps)] if gaps is not None else []
    for name, render in common.RENDERERS.items():
        page = render(data)
        shown = {head: [tuple(row) for rows in page.tables if rows[0][0] == head for row in rows[1:]] for head in HEADS}
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
    compare_folder(binary, scratch / "bundled", "bundled")
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
