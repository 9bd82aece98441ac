#!/usr/bin/env python3
"""What people move from one edition to the next, over the bundled content: no line is lost, none is invented.

  examples.py BINARY
"""
import csv
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from checks import check, finish  # noqa: E402 (found through the line above)

try:
    import openpyxl
except ImportError:  # the small set of tests does without spreadsheets
    openpyxl = None

TOP = pathlib.Path(__file__).resolve().parents[2]
NS = "{urn:crosswalk:1}"


def run(binary, arguments, cwd):
    return subprocess.run([str(binary), *map(str, arguments)], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=250, check=False, text=True)


def controls(framework):
    """The ids of controls that are counted and stand, in the order of the document."""
    root = ET.parse(TOP / "frameworks" / f"{framework}.xml").getroot()
    return [control.get("id") for control in root.iter(f"{NS}control") if control.get("status") != "withdrawn"]


def linked(old, new):
    """By control of the old edition: what any bundled mapping joins it with in the new one."""
    pairs = {}
    for path in (TOP / "mappings").glob("*.xml"):
        root = ET.parse(path).getroot()
        ends = root.get("source"), root.get("target")
        if ends not in ((old, new), (new, old)):
            continue
        for fact in root.iter(f"{NS}map"):
            sides = {side: [fact.get(side)] if fact.get(side) else [one.get("ref") for one in fact.findall(NS + side)]
                     for side in ("source", "target")}
            olds, news = (sides["source"], sides["target"]) if ends[0] == old else (sides["target"], sides["source"])
            for one in olds:
                pairs.setdefault(one, set()).update(news)
    return pairs


def read_decisions(folder):
    with open(folder / "DECISIONS.csv", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def candidates_are_published(what, decisions, key, old, new):
    known = linked(old, new)
    for line in decisions:
        found = set(line["candidates"].split())
        check(f"{what}: {line[key]} has candidates of a mapping", found <= known.get(line[key], set()) | {line[key]},
              f"  {found} of {known.get(line[key])}")


def test_policy(binary, scratch):
    """A policy that names every control of Annex A of 2013, in every relation."""
    annex = [one for one in controls("iso27001-2013") if one.startswith("A.")]
    relations = ["equal-to", "subset-of", "superset-of", "intersects-with", "related-to"]
    rules = "".join(f'<control id="P{i}" title="Rule {i}"/>' for i in range(len(annex)))
    lines = "".join(f'  <map source="P{i}" target="{one}" relation="{relations[i % 5]}"/>\n' for i, one in enumerate(annex))
    (scratch / "policy.xml").write_text(
        f'<framework xmlns="urn:crosswalk:1" id="policy" title="Policy" published="2020">{rules}</framework>\n')
    (scratch / "map.xml").write_text(
        f'<mapping xmlns="urn:crosswalk:1" id="map" source="policy" target="iso27001-2013" title="m">\n{lines}</mapping>\n')
    done = run(binary, ["migrate", "map.xml", "policy.xml", "--to", "iso27001-2022", "-o", "out"], scratch)
    check("policy: it is carried", done.returncode == 0, done.stderr)
    root = ET.parse(scratch / "out/map.xml").getroot()
    decisions = read_decisions(scratch / "out")
    carried = [fact.get("source") for fact in root.iter(f"{NS}map")]
    check("policy: the new edition", root.get("target") == "iso27001-2022")
    check("policy: there are many controls", len(annex) == 114)
    check("policy: every line once, carried or to decide",
          sorted(carried + [line["source"] for line in decisions]) == sorted(f"P{i}" for i in range(len(annex))))
    candidates_are_published("policy", decisions, "target", "iso27001-2013", "iso27001-2022")
    named = {fact.get("target") for fact in root.iter(f"{NS}map")}
    check("policy: what is carried exists", named <= set(controls("iso27001-2022")))
    done = run(binary, ["check", "-W", "no-gap", "out/map.xml", "policy.xml"], scratch)
    check("policy: the result has no error", done.returncode == 0, done.stderr)
    done = run(binary, ["migrate", "map.xml", "policy.xml", "--to", "iso27001-2022", "--strict", "-o", "strict"], scratch)
    check("policy: open decisions fail a strict run", done.returncode == (1 if decisions else 0))


def test_review(binary, scratch):
    """The same list as a workbook: what is decided in it comes back, and nothing else."""
    if openpyxl is None:
        return
    done = run(binary, ["migrate", "map.xml", "policy.xml", "--to", "iso27001-2022", "--format", "xlsx", "-o", "book"], scratch)
    check("review: it is written", done.returncode == 0, done.stderr)
    check("review: the list is a workbook and nothing else", {path.name for path in (scratch / "book").iterdir()}
          == {"map.xml", "DECISIONS.xlsx"})
    check("review: the same document", (scratch / "book/map.xml").read_bytes() == (scratch / "out/map.xml").read_bytes())
    book = openpyxl.load_workbook(scratch / "book/DECISIONS.xlsx")
    decisions = read_decisions(scratch / "out")
    rows = [tuple("" if value is None else value for value in row) for row in book["Decisions"].iter_rows(values_only=True)]
    check("review: the list is that of the table", rows[1:] == [tuple(line.values()) for line in decisions])
    sheet = book["Review"]
    wanted = [(line["source"], candidate) for line in decisions for candidate in line["candidates"].split() or [None]]
    check("review: a row for each candidate", [(row[0].value, row[3].value) for row in sheet.iter_rows(min_row=2)] == wanted)
    chosen = {}
    for number, row in enumerate(sheet.iter_rows(min_row=2)):
        if number % 3 == 0 and row[3].value is not None:
            row[2].value = ("intersects-with", "subset-of", "related-to")[number // 3 % 3]
            chosen[row[0].value, row[3].value] = row[2].value
    book.save(scratch / "decided.xlsx")
    done = run(binary, ["import", "decided.xlsx", "policy.xml"], scratch)
    check("review: it is read back", done.returncode == 0, done.stderr)
    facts = ET.fromstring(done.stdout).iter(f"{NS}map")
    check("review: what was decided, and nothing else", len(chosen) > 20 and
          {(fact.get("source"), fact.get("target")): fact.get("relation") for fact in facts} == chosen)


def assess(scratch, framework):
    """An assessment with a line for each control; evidence and an owner move with it."""
    statuses = ["implemented", "partial", "planned", "not-implemented"]
    lines = "".join(f'  <control ref="{one}" status="{statuses[i % 4]}" owner="Owner {i}"/>\n'
                    for i, one in enumerate(controls(framework)))
    (scratch / "state.xml").write_text(
        f'<assessment xmlns="urn:crosswalk:1" id="state" framework="{framework}" organisation="Us" date="2025-03-01">\n'
        f"  <scope>All of it.</scope>\n{lines}</assessment>\n")


def assessment_moves(binary, scratch, old, new):
    assess(scratch, old)
    done = run(binary, ["migrate", "state.xml", "--to", new, "-o", "out"], scratch)
    check(f"{old}: it is carried", done.returncode == 0, done.stderr)
    before = {one.get("ref"): one for one in ET.parse(scratch / "state.xml").getroot().iter(f"{NS}control")}
    root = ET.parse(scratch / "out/state.xml").getroot()
    decisions = read_decisions(scratch / "out")
    owners = {one.get("owner") for one in root.iter(f"{NS}control")}
    open_owners = {before[line["source"]].get("owner") for line in decisions}
    check(f"{old}: every line is carried or to decide", owners | open_owners == {one.get("owner") for one in before.values()})
    check(f"{old}: and none is both", not owners & open_owners, f"  {owners & open_owners}")
    check(f"{old}: the new edition", root.get("framework") == new)
    known = linked(old, new)
    by_owner = {one.get("owner"): one for one in before.values()}
    for one in root.iter(f"{NS}control"):
        was = by_owner[one.get("owner")]
        check(f"{old}: {was.get('ref')} goes where a mapping says", one.get("ref") in known.get(was.get("ref"), {was.get("ref")}))
        check(f"{old}: {was.get('ref')} keeps its status", one.get("status") == was.get("status"))
    candidates_are_published(old, decisions, "source", old, new)
    done = run(binary, ["check", "-W", "no-gap", "out/state.xml"], scratch)
    check(f"{old}: the result has no error", done.returncode == 0, done.stderr)


def test_pull_request(binary, scratch):
    """One line of a mapping is weakened: the report names it and what is lost by it, and fails where that is asked for."""
    for name, relation in (("before", "subset-of"), ("after", "intersects-with")):
        (scratch / name).mkdir()
        (scratch / name / "policy.xml").write_text(
            '<framework xmlns="urn:crosswalk:1" id="policy" title="Policy" published="2020">'
            '<control id="P1" title="One"/><control id="P2" title="Two"/></framework>\n')
        (scratch / name / "map.xml").write_text(
            '<mapping xmlns="urn:crosswalk:1" id="map" source="policy" target="iso27001-2022" title="m">\n'
            f'  <map source="P1" target="A.5.1" relation="{relation}"/>\n'
            '  <map source="P2" target="A.5.2" relation="subset-of"/>\n</mapping>\n')
    done = run(binary, ["diff", "before", "after", "--format", "csv"], scratch)
    rows = list(csv.DictReader(done.stdout.splitlines()))
    changes = {(row["kind"], row["change"]) for row in rows}
    check("pull request: nothing fails by itself", done.returncode == 0, done.stderr)
    check("pull request: the line is weakened", any(row["change"] == "weakened" and "P1" in row["id"] for row in rows), done.stdout)
    check("pull request: coverage is lost", any(change == "lost" for _, change in changes), done.stdout)
    check("pull request: of nothing else", not any("P2" in row["id"] for row in rows), done.stdout)
    done = run(binary, ["diff", "before", "after", "--fail-on=diff.lost"], scratch)
    check("pull request: red where it is asked for", done.returncode == 1, done.stderr)
    done = run(binary, ["diff", "after", "before", "--fail-on=diff.lost"], scratch)
    check("pull request: and green the other way", done.returncode == 0, done.stderr)


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    with tempfile.TemporaryDirectory(prefix="editions-") as name:
        folders = [pathlib.Path(name) / str(number) for number in range(5)]
        for folder in folders:
            folder.mkdir()
        test_policy(binary, folders[0])
        test_review(binary, folders[0])
        assessment_moves(binary, folders[1], "csf-1.1", "csf-2.0")
        assessment_moves(binary, folders[2], "cyber-essentials-3.2", "cyber-essentials-3.3")
        assessment_moves(binary, folders[3], "iso27001-2013", "iso27001-2022")
        test_pull_request(binary, folders[4])
    finish()


if __name__ == "__main__":
    main()
