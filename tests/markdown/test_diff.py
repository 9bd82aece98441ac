#!/usr/bin/env python3
"""Small diffs: whatever changes in one fact changes the line of that fact, the figures, and nothing else."""
import difflib
import re
import sys

import common
from common import check, output

COUNT = 60
FIGURES = re.compile(r"^(- )?\*\*.* counted controls: |^- Rows: |^- Mapping |^- M\d+ ")


def write(folder, changed, relation="intersects-with", remarks="why", title="Control 7", drop=False):
    """Frameworks of COUNT controls, each mapped to its like; `changed` says which map is another."""
    folder.mkdir(exist_ok=True)
    for name in ("one", "two"):
        controls = "".join(f'<control id="{name}-{i}" title="{title if i == 7 and name == "one" else f"Control {i}"}"/>\n'
                           for i in range(COUNT))
        (folder / f"{name}.xml").write_text(
            f'<framework xmlns="urn:crosswalk:1" id="{name}" title="{name}">\n{controls}</framework>\n', encoding="utf-8")
    maps = "".join(f'<map source="one-{i}" target="two-{i}" relation="{relation if i == changed else "related-to"}">'
                   f'<remarks>{remarks if i == changed else "because"}</remarks></map>\n'
                   for i in range(COUNT) if not (drop and i == changed))
    (folder / "m.xml").write_text(f'<mapping xmlns="urn:crosswalk:1" id="m" source="one" target="two">\n{maps}</mapping>\n',
                                  encoding="utf-8")
    return folder


def changed_lines(old, new):
    """Lines taken out and put in, without the figures."""
    diff = [line for line in difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
            if re.match(r"[+-](?![+-]{2})", line)]
    return [line for line in diff if not FIGURES.match(line[1:])]


def main():
    binary, scratch, _kept = common.scratch_and_binary(sys.argv)

    def page(folder, *command):
        return output(binary, *command, folder, "--format", "markdown", "-W", "no-gap").decode("utf-8")
    table = ("table", "one", "two")
    gaps = ("gaps", "one", "two")
    base = write(scratch / "base", None)
    old = page(base, *table)
    check("there is a row for each fact", old.count("\n| `one-") == COUNT)
    for i in (0, 31, COUNT - 1):
        row = f"| `one-{i}` |"
        for what, change in (("relation", {"relation": "equal-to"}), ("short remark", {"remarks": "x"}),
                             ("long remark", {"remarks": "word " * 500})):
            diff = changed_lines(old, page(write(scratch / "new", i, **change), *table))
            check(f"{what} of fact {i}: one line for another", len(diff) == 2 and all(line[1:].startswith(row) for line in diff)
                  and {line[0] for line in diff} == {"+", "-"}, "  " + "\n  ".join(diff)[:1000])
        # Without its fact a control is a gap, and so a row all the same.
        without = write(scratch / "new", i, drop=True)
        diff = changed_lines(old, page(without, *table))
        check(f"fact {i} dropped", len(diff) == 2 and all(line[1:].startswith(row) for line in diff), f"  {diff}")
        diff = changed_lines(page(base, *gaps), page(without, *gaps))
        check(f"coverage without fact {i}", sorted(line[:8] for line in diff) ==
              sorted(f"{sign}| `{name}-" for sign in "+-" for name in ("one", "two")) and
              all(f"-{i}`" in line for line in diff), f"  {diff}")
    # A longer title makes no other line longer.
    diff = changed_lines(old, page(write(scratch / "new", None, title="A title that is longer than all others"), *table))
    check("another title", len(diff) == 2 and all(line[1:].startswith("| `one-7` |") for line in diff), f"  {diff}")
    check("no change, no difference", page(write(scratch / "new", None), *table) == old)
    common.finish()


if __name__ == "__main__":
    main()
