#!/usr/bin/env python3
"""JSON and SARIF: the same as every other format says, in the form that the schema promises.

  json_test.py agree BINARY      JSON against CSV and text, cell by cell; digests; nothing depends on threads
  json_test.py schema BINARY     every kind of document against compiler/schema/crosswalk-report.schema.json;
                                 ends with 77 (skipped) where Python has no module jsonschema
  json_test.py sarif BINARY      the rules of SARIF 2.1.0 that a reader relies on, and every region in its file
"""
import copy
import csv
import hashlib
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

TOP = pathlib.Path(__file__).resolve().parents[2]
SKIPPED = 77
failures = []
checked = 0

NASTY = ["plain", "quotes \" and ' and \\", "</script><!-- & ]]>", "\u00fcml\u00e4ut \u4e2d\u6587 \U0001F512", "a\u2028b\u2029c",
         "\u202eback\u202c \u200f", "\u0085\u009f\u007f", "{one:A1, A2} and [link](1) and {0}", "disputed", "5.10", "=1+2"]


def check(what, good, detail=""):
    global checked
    checked += 1
    if not good:
        failures.append(f"{what}\n{detail}".rstrip())
    return good


def run(binary, arguments, cwd, status=None):
    done = subprocess.run([binary, *map(str, arguments)], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=250, check=False, env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"})
    words = " ".join(map(str, arguments))
    good = (0, 1) if status is None else (status,)
    check(f"crosswalk {words}: exit status", done.returncode in good,
          f"  {done.returncode}\n{done.stderr.decode('utf-8', 'replace')[-2000:]}")
    return done


def parse(what, data):
    """The one document in the bytes; no member may stand twice in an object."""
    def once(pairs):
        check(f"{what}: no member twice", len({name for name, _ in pairs}) == len(pairs), f"  {pairs}")
        return dict(pairs)
    try:
        text = data.decode("utf-8")
        found = json.loads(text, object_pairs_hook=once)
    except ValueError as error:
        check(f"{what}: is JSON in UTF-8", False, f"  {error}\n{data[:500]}")
        sys.exit("\n".join(failures))
    check(f"{what}: ends with one line end", text.endswith("}\n") and not text.endswith("\n\n"))
    check(f"{what}: shows no control character", not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]", text))
    return found


def xml(text):
    quoted = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return "".join(c if ord(c) >= 32 else f"&#{ord(c)};" for c in quoted)


def write_input(folder):
    """Unions, every relation, proofs over a third framework, exclusions, conflicts, findings of several kinds."""
    folder.mkdir()

    def framework(name, letter, count):
        lines = [f'<framework xmlns="urn:crosswalk:1" id="{name}" title="Framework {name}" control-id="{letter}(\\d+)?">',
                 f'<group id="{letter}" title="All" label="Part {letter}">']
        lines += [f'<control id="{letter}{i}" title="{xml(NASTY[i % len(NASTY)])}"/>' for i in range(1, count + 1)]
        (folder / f"{name}.xml").write_text("\n".join([*lines, "</group></framework>\n"]), encoding="utf-8")
    framework("one", "A", 120)
    framework("two", "B", 30)
    framework("three", "C", 30)
    relations = ["equal-to", "equivalent-to", "subset-of", "superset-of", "intersects-with", "related-to",
                 "no-relationship", "supports", "supported-by"]
    maps = [f'<map source="A{i}" target="B{i}" relation="{relations[i % len(relations)]}" strength="{i % 10 + 1}" '
            f'confidence="{i * 3}"><remarks>{xml(NASTY[i % len(NASTY)])}</remarks></map>' for i in range(1, 21)]
    maps += ['<map relation="subset-of"><source ref="A21"/><source ref="A22"/><target ref="B21"/></map>',
             '<map relation="equal-to"><source ref="A23"/><target ref="B22"/><target ref="B23"/></map>',
             '<map source="A24" target="B24" relation="equal-to"/><map source="A24" target="B24" relation="no-relationship"/>',
             '<map source="A30" target="B30" relation="contrary-to"/>',
             '<map source="A999" target="B1" relation="equal-to"/>',
             '<no-counterpart source="A25"><remarks>nothing like it</remarks></no-counterpart>',
             '<no-counterpart target="B25"/>']
    head = 'xmlns="urn:crosswalk:1" title="{}" publisher="Somebody" examined="source"'
    (folder / "m\u00fc 1.xml").write_text(
        f'<mapping id="one-two" source="one" target="two" {head.format("One to two")}>\n<provenance href="https://example.org/">'
        f'{xml(NASTY[2])}</provenance>\n' + "\n".join(maps) + "\n</mapping>\n", encoding="utf-8")
    for name, source, target, pairs in (
            ("one-three", "one", "three", [("A26", "C26", "subset-of"), ("A27", "C27", "intersects-with"),
                                           ("A28", "C28", "equal-to"), ("A29", "C29", "intersects-with")]),
            ("two-three", "two", "three", [("B26", "C26", "superset-of"), ("B27", "C27", "intersects-with"),
                                           ("B28", "C28", "equal-to"), ("B29", "C29", "superset-of")])):
        (folder / f"{name}.xml").write_text(
            f'<mapping id="{name}" source="{source}" target="{target}" {head.format(name)}>'
            + "".join(f'<map source="{x}" target="{y}" relation="{relation}"/>' for x, y, relation in pairs)
            + "</mapping>\n", encoding="utf-8")
    (folder / "work.xml").write_text(
        '<workspace xmlns="urn:crosswalk:1" title="A pack" organisation="A &amp; B"><note>x</note><use href="."/><crosswalk source="one" target="two"/>'
        '<crosswalk source="two" target="one"/><matrix source="one" targets="two three" title="Side by side"/>'
        f'<accept finding="gap.source" framework="one" control="A40">{xml(NASTY[1])}</accept></workspace>\n', encoding="utf-8")


# ---- agree ----

def defused(cell):
    """A CSV cell that a spreadsheet would run as a formula has an apostrophe in front; controls are shown as U+FFFD."""
    return re.sub(r"^'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])", "", cell)


def shown(text):
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\ufffd", text)


def csv_rows(data):
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))
    return [{name: defused(cell) for name, cell in row.items()} for row in rows]


def row_as_csv(row):
    """A row of the JSON with the columns of the CSV."""
    remarks = row.get("remarks", row.get("proof", row.get("note", "")))
    if row.get("note") == "accepted" and "reason" in row:
        remarks = f"accepted: {row['reason']}"
    if row.get("disputed"):
        remarks = f"disputed: {remarks}" if remarks else "disputed"
    return {"source_id": "+".join(row["source"]), "source_title": shown(row.get("source_title", "")),
            "relation": row.get("relation", ""), "target_id": "+".join(row["target"]),
            "target_title": shown(row.get("target_title", "")), "basis": row["basis"],
            "strength": str(row.get("strength", "")), "confidence": str(row.get("confidence", "")),
            "mapping": row.get("mapping", ""), "remarks": shown(remarks)}


def gap_as_csv(framework, control):
    return {"framework": framework["id"], "id": control["id"], "title": shown(control.get("title", "")),
            "coverage": control["coverage"], "by": " ".join(control["by"]),
            "candidates": " ".join(control["candidates"]), "note": control.get("note", ""), "reason": shown(control.get("reason", ""))}


def same_rows(what, wanted, got):
    check(f"{what}: as many rows", len(wanted) == len(got), f"  {len(wanted)} in CSV, {len(got)} in JSON")
    differ = [(a, b) for a, b in zip(wanted, got) if a != b]
    check(f"{what}: the same cells", not differ, f"  CSV  {differ[0][0]}\n  JSON {differ[0][1]}" if differ else "")


TOKENS = {("EQ",): "equal-to", ("PP",): "subset-of", ("PPI",): "superset-of", ("PO",): "intersects-with"}


def agree_crosswalk(what, report, table, gaps):
    same_rows(what, table, [row_as_csv(row) for row in report["rows"]])
    counted = [gap_as_csv(report[side], control) for side in ("source", "target")
               for control in report[side]["controls"] if control["counted"]]
    same_rows(f"{what}, gaps", gaps, counted)
    for basis in ("declared", "implied", "candidate", "gap", "excluded"):
        check(f"{what}: number of {basis}", report["counts"][basis] == sum(row["basis"] == basis for row in report["rows"]))
    for side in ("source", "target"):
        counts = report[side]["coverage"]
        here = [control["coverage"] for control in report[side]["controls"] if control["counted"]]
        check(f"{what}: coverage of the {side} adds up", counts["counted"] == len(here) and all(
            counts[word] == here.count(word) for word in ("full", "none", "excluded"))
            # What is only named is told apart from what is met in part.
            and counts["partial"] + counts["related_only"] + counts["supports_only"] == here.count("partial"), f"  {counts}")
        check(f"{what}: joint coverage of the {side}", counts["jointly"] == sum(
            control.get("jointly", False) for control in report[side]["controls"]))
    for row in report["rows"]:
        if row["basis"] == "implied":
            # A row of several controls together is evidence of coverage, and has no base relations of its own.
            if "possible" not in row:
                continue
            token = TOKENS.get(tuple(row["possible"]), "intersects-with" if "DR" not in row["possible"] else "related-to")
            check(f"{what}: the relation of an implied row is the token of what is possible",
                  row["relation"] == token, f"  {row}")


def cell_as_csv(cell):
    """A cell of a wide table in JSON with the words of the CSV."""
    parts = []
    for entry in cell["counterparts"]:
        remarks = [entry["basis"]] if entry["basis"] != "declared" else []
        remarks += ["disputed"] if entry.get("disputed") else []
        remarks += [f"with {', '.join(entry['together'])}"] if "together" in entry else []
        parts.append(" + ".join(entry["target"]) + (f" {entry['relation']}" if "relation" in entry else "")
                     + (f" ({', '.join(remarks)})" if remarks else ""))
    named = {name for entry in cell["counterparts"] if entry["basis"] != "candidate" and not entry.get("disputed")
             for name in (*entry["target"], "+".join(entry["target"]))}
    rest = [name for name in cell.get("by", []) if name not in named]
    if rest:
        parts.append(f"{cell['coverage']}{' jointly' if cell.get('jointly') else ''} by {' + '.join(rest)}")
    if cell.get("coverage") == "none":
        reason = f": {cell['reason']}" if cell["note"] == "accepted" else ""
        parts.append(f"gap: {cell['note']}{reason}")
    if cell.get("coverage") == "excluded":
        parts.append("excluded" + (f": {cell['reason']}" if "reason" in cell else ""))
    return shown("; ".join(parts))


def agree_matrix(what, report, table):
    targets = [target["id"] for target in report["targets"]]
    wanted = [{"id": row["id"], "title": shown(row.get("title", "")),
               **{target: cell_as_csv(cell) for target, cell in zip(targets, row["cells"])}}
              for row in report["rows"] if row["counted"] or any(cell["counterparts"] for cell in row["cells"])]
    same_rows(what, table, wanted)
    for place, target in enumerate(report["targets"]):
        here = [row["cells"][place]["coverage"] for row in report["rows"] if row["counted"]]
        counts = target["source_coverage"]
        check(f"{what}: coverage by {target['id']} adds up", counts["counted"] == len(here) and all(
            counts[word] == here.count(word) for word in ("full", "none", "excluded"))
            and counts["partial"] + counts["related_only"] + counts["supports_only"] == here.count("partial"), f"  {counts}")
    mappings = {mapping["id"] for mapping in report["mappings"]}
    named = {name for row in report["rows"] for cell in row["cells"] for entry in cell["counterparts"]
             for name in entry.get("mappings", [])}
    check(f"{what}: names mappings that it lists", named <= mappings, f"  {named - mappings}")


def build(binary, arguments, out, cwd):
    done = run(binary, ["build", "-o", out, *arguments], cwd)
    files = {path.name: path.read_bytes() for path in sorted(pathlib.Path(out).iterdir())}
    if not check(f"{out} has files", files, f"  {done.stderr.decode('utf-8', 'replace')[-2000:]}"):
        sys.exit("\n".join(failures))
    return files


def agree_build(what, binary, arguments, scratch, cwd):
    both = build(binary, ["-j", 1, "--candidates", "--format", "json,csv", *arguments], scratch / f"{what}-1", cwd)
    other = build(binary, ["-j", 3, "--candidates", "--format", "csv,json", *arguments], scratch / f"{what}-3", cwd)
    check(f"{what}: the same bytes on any number of threads", both == other)
    alone = build(binary, ["--candidates", "--format", "csv", *arguments], scratch / f"{what}-csv", cwd)
    check(f"{what}: CSV does not depend on JSON", alone == {name: data for name, data in both.items() if name.endswith(".csv")})
    index = parse(f"{what}: index", both["index.json"])
    check(f"{what}: has crosswalks", len(index["crosswalks"]) > 0)
    reports = {}
    for entry in index["crosswalks"]:
        name = entry["name"]
        report = reports[name] = parse(name, both[f"{name}.json"])
        agree_crosswalk(name, report, csv_rows(both[f"{name}.csv"]), csv_rows(both[f"{name}.gaps.csv"]))
        check(f"{name}: the index has the same numbers", all(
            entry[f"{side}_coverage"] == report[side]["coverage"] and entry[side] == report[side]["id"]
            for side in ("source", "target")) and all(entry["counts"][k] == report["counts"][k] for k in entry["counts"]))
    for entry in index["matrices"]:
        name = entry["name"]
        report = parse(name, both[f"{name}.json"])
        agree_matrix(name, report, csv_rows(both[f"{name}.csv"]))
        check(f"{name}: the index has the same numbers", entry["source"] == report["source"]["id"] and [
            (target["id"], target["source_coverage"]) for target in entry["targets"]] == [
            (target["id"], target["source_coverage"]) for target in report["targets"]])
    check(f"{what}: nothing but what the index names", set(both) == {"index.json"} | {
        f"{entry['name']}{end}" for entry in index["crosswalks"] for end in (".json", ".csv", ".gaps.csv")} | {
        f"{entry['name']}{end}" for entry in index["matrices"] for end in (".json", ".csv")})
    return reports


def agree_digests(what, report, folders):
    files = {hashlib.sha256(path.read_bytes()).hexdigest(): path.name for folder in folders for path in folder.glob("*.xml")}
    check(f"{what}: names documents", len(report["documents"]) > 3)
    for document in report["documents"]:
        check(f"{what}: the digest of {document['file']}", files.get(document.get("sha256")) == document["file"])
    digests = {(document["type"], document.get("id")): document["sha256"] for document in report["documents"]}
    for side in ("source", "target"):
        check(f"{what}: the digest of the {side}", report[side]["sha256"] == digests["framework", report[side]["id"]])
    for mapping in report["mappings"]:
        check(f"{what}: the digest of {mapping['id']}", mapping["sha256"] == digests["mapping", mapping["id"]])


def text_findings(data):
    """(file, line, column, severity, message, name) of what a compiler prints."""
    pattern = r"^(?:(.+?):(?:(\d+):(\d+):)? )?(error|warning|note): (.*) \[([a-z]+\.[a-z-]+)\]$"
    found = re.findall(pattern, data.decode("utf-8"), re.M)
    return [tuple(part or None for part in item) for item in found]


def agree_findings(binary, folder):
    plain = run(binary, ["check", "--all-notes", "work.xml"], folder, 1).stderr
    short = run(binary, ["check", "work.xml"], folder, 1).stderr
    report = parse("findings", run(binary, ["check", "--diagnostics=json", "work.xml"], folder, 1).stderr)
    wanted = text_findings(plain)
    check("text without --all-notes leaves notes out", len(text_findings(short)) < len(wanted))
    got = [(finding.get("file"), finding.get("line"), finding.get("column"), finding["severity"],
            re.sub("[\x00-\x1f\x7f-\x9f\u200f\u202a-\u202e]", "\ufffd", finding["message"]), finding["name"])
           for finding in report["findings"] if "accepted" not in finding]
    got = [tuple(part if part is None else str(part) for part in finding) for finding in got]
    check("findings as JSON and as text", wanted == got,
          "\n".join(f"  {a}\n  {b}" for a, b in zip(wanted, got) if a != b) or f"  {len(wanted)} in text, {len(got)} in JSON")
    accepted = [finding for finding in report["findings"] if "accepted" in finding]
    # The gap stands in the crosswalk to "two", and in the wide table in the column of "three" besides.
    check("the accepted findings have their reason", [finding["accepted"] for finding in accepted] == [NASTY[1]] * 2,
          f"  {accepted}")
    counts = {f"{word}s": sum(finding[3] == word for finding in got) for word in ("error", "warning", "note")}
    check("the findings are counted", report["counts"] == {**counts, "accepted": 2}, f"  {report['counts']}")
    lines = (folder / "m\u00fc 1.xml").read_text(encoding="utf-8").split("\n")
    unknown = next(finding for finding in report["findings"] if finding["name"] == "reference.unknown-control")
    check("a span holds what is meant", lines[unknown["line"] - 1][unknown["column"] - 1:unknown["end_column"] - 1] == "A999",
          f"  {unknown}")


def test_agree(binary, scratch):
    write_input(scratch / "input")
    reports = agree_build("nasty", binary, ["work.xml"], scratch, scratch / "input")
    report = reports["one--two"]
    bases = {row["basis"] for row in report["rows"]}
    check("all bases are there", bases == {"declared", "implied", "candidate", "gap", "excluded"}, f"  {bases}")
    check("a dispute is there", report["counts"]["disputed"] >= 2, f"  {report['counts']}")
    titles = {control.get("title") for control in report["source"]["controls"]}
    check("titles arrive as they are", set(NASTY) <= titles, f"  {set(NASTY) - titles}")
    check("the conflict and the accepted gap are listed", {finding["name"] for finding in report["findings"]} >= {
        "conflict.contradiction", "gap.source"} and all("file" in finding for finding in report["findings"]),
        f"  {report['findings']}")
    agree_digests("nasty", report, [scratch / "input"])
    table = parse("table", run(binary, ["table", "one", "two", "--candidates", "--format", "json", "work.xml"],
                               scratch / "input").stdout)
    # Gaps are findings only in a build, accepted ones too.
    check("table gives what build gives", table == {**report, "findings": [
        finding for finding in report["findings"] if not finding["name"].startswith("gap.")]})
    elsewhere = run(binary, ["table", "one", "two", "--candidates", "--format", "json", "input/work.xml"], scratch).stdout
    there = parse("table from another folder", elsewhere)
    for found in (table, there):
        for finding in found["findings"]:
            del finding["file"]
    check("only the places of findings depend on the folder", there == table)
    agree_findings(binary, scratch / "input")

    reports = agree_build("bundled", binary, [], scratch, scratch)
    check("the bundled crosswalks are there", len(reports) >= 10, f"  {sorted(reports)}")
    agree_digests("bundled", reports["csf-2.0--iso27001-2022"], [TOP / "frameworks", TOP / "mappings"])
    for what in ("frameworks", "mappings", "controls"):
        rows = csv_rows(run(binary, ["list", what, "--format", "csv"], scratch, 0).stdout)
        listed = parse(what, run(binary, ["list", what, "--format", "json"], scratch, 0).stdout)
        same_rows(f"list {what}", rows, listed["rows"])
        check(f"list {what}: the columns", rows and list(rows[0]) == listed["columns"])
    review = ["gaps", "csf-2.0", "iso27001-2022", "--review", "--format"]
    same_rows("review", csv_rows(run(binary, [*review, "csv"], scratch).stdout),
              parse("review", run(binary, [*review, "json"], scratch).stdout)["rows"])

    # A name that is no text at all.
    odd = scratch / "odd"
    odd.mkdir()
    with open(os.path.join(os.fsencode(odd), b"a\xff\x01\x1b.xml"), "wb") as file:
        file.write(b"<nothing/>\n")
    for form in ("json", "sarif"):
        parse(f"a strange name as {form}", run(binary, ["check", f"--diagnostics={form}", "odd"], scratch).stderr)
    done = run(binary, ["table", "one", "nowhere", "--diagnostics=json", "input"], scratch, 2)
    check("wrong usage is a line of text", done.stderr.startswith(b"crosswalk: ") and done.stderr.count(b"\n") == 1,
          f"  {done.stderr}")


# ---- schema ----

def documents_of(binary, scratch):
    """A document of every kind, by a name for it."""
    write_input(scratch / "input")
    found = {}

    def add(name, data):
        found[name] = parse(name, data)
    folder = scratch / "input"
    for arguments in (["work.xml"], []):
        files = build(binary, ["--format", "json", "--candidates", *arguments], scratch / f"out{len(arguments)}", folder)
        for name, data in files.items():
            if arguments or name in ("index.json", "cyber-essentials-3.3--csf-2.0.json", "csf-1.1--iso27001-2013.json"):
                add(f"{name} {arguments}", data)
    add("gaps", run(binary, ["gaps", "one", "two", "--format", "json", "."], folder).stdout)
    add("matrix bundled", run(binary, ["matrix", "cyber-essentials-3.3", "csf-2.0", "csf-1.1", "--format", "json"], folder).stdout)
    add("gaps bundled", run(binary, ["gaps", "cyber-essentials-3.3", "csf-2.0", "--format", "json"], folder).stdout)
    for what in ("frameworks", "mappings", "controls"):
        add(f"list {what}", run(binary, ["list", what, "--format", "json"], folder).stdout)
    add("review", run(binary, ["gaps", "one", "two", "--review", "--format", "json", "."], folder).stdout)
    for arguments in (["check", "."], ["check", "work.xml"], ["check", "nowhere.xml"], ["check"], ["check", "--all-notes"]):
        done = subprocess.run([binary, *arguments, "--diagnostics", "json"], cwd=folder, capture_output=True, check=False)
        add(" ".join(arguments), done.stderr)
    for a, b in (("A1", "B1"), ("A3", "B3"), ("A6", "B6"), ("A21", "B21"), ("A23", "B22"), ("A24", "B24"), ("A26", "B26"),
                 ("A27", "B27"), ("A28", "B28"), ("A29", "B29"), ("A30", "B30"), ("A7", "B7"), ("A100", "B29"), ("A", "B")):
        add(f"explain {a} {b}", run(binary, ["explain", f"one:{a}", f"two:{b}", "--format", "json", "."], folder).stdout)
    texts = TOP / "tests" / "cases" / "texts-json" / "docs"
    add("gaps with texts", run(binary, ["gaps", "--texts", "one", "two", "--format", "json", texts], folder, 0).stdout)
    add("explain with texts", run(binary, ["explain", "--texts", "one:A", "two:X", "--format", "json", texts], folder, 0).stdout)
    add("explain itself", run(binary, ["explain", "one:A1", "one:A1", "--format", "json", "."], folder).stdout)
    for a, b in (("cyber-essentials-3.3:FW-05.1", "iso27001-2022:A.8.32"), ("iso27001-2013:10", "iso27001-2022:10"),
                 ("cyber-essentials-3.3:FW", "cyber-essentials-3.2:FW")):
        done = subprocess.run([binary, "explain", a, b, "--format", "json"], cwd=folder, capture_output=True, check=False)
        if done.returncode != 2:  # the bundled content has its own reasons to change
            add(f"explain {a} {b}", done.stdout)
    add("gaps --long", run(binary, ["gaps", "one", "two", "--long", "--format", "json", "."], folder).stdout)
    book = TOP / "tests" / "cases" / "import-xlsx" / "client.xlsx"
    add("import", subprocess.run([binary, "import", book, "-o", scratch / "in", "--diagnostics", "json"], cwd=folder,
                                 capture_output=True, check=False).stderr)
    # What the golden cases hold: papers, arguments by cases, robustness, cells of workbooks.
    for path in sorted((TOP / "tests" / "cases").rglob("*")):
        if path.is_file() and ("expect" in path.parts or path.name in ("expect.out", "expect.err")):
            text = path.read_bytes()
            if text[:1] == b"{" and b'"schema"' in text[:200]:
                add(path.relative_to(TOP / "tests" / "cases").as_posix(), text)
    add("explain a finding", run(binary, ["explain", "gap.source", "--format", "json"], folder, 0).stdout)
    return found


def spoiled(document):
    """The document with one thing wrong each time, and what that is."""
    def changed(what, change):
        other = copy.deepcopy(document)
        change(other)
        return what, other
    yield changed("an unknown member", lambda d: d.update(nonsense=1))
    yield changed("another kind", lambda d: d.update(kind="other"))
    yield changed("no schema", lambda d: d.pop("schema"))
    for name in [name for name, value in document.items() if isinstance(value, (list, dict))]:
        yield changed(f"{name} is a text", lambda d, name=name: d.update({name: "x"}))
        yield changed(f"no {name}", lambda d, name=name: d.pop(name))
        if isinstance(document[name], list) and document[name] and isinstance(document[name][0], dict):
            yield changed(f"{name} with a number in it", lambda d, name=name: d[name].append(1))
            if document["kind"] != "list":
                yield changed(f"{name} with an unknown member", lambda d, name=name: d[name][0].update(nonsense="x"))
            else:
                yield changed(f"{name} with a number for a cell", lambda d, name=name: d[name][0].update(nonsense=1))
    if document["kind"] == "matrix":
        yield changed("a row without cells", lambda d: d["rows"][0].pop("cells"))
        for name, value in (("coverage", "most"), ("counterparts", [{"target": ["A"], "basis": "declared"}]),
                            ("counterparts", [{"target": [], "basis": "implied", "relation": "equal-to"}]),
                            ("counterparts", [{"target": ["A"], "basis": "candidate", "relation": "equal-to"}])):
            yield changed(f"a cell with {name} {value}",
                          lambda d, n=name, v=value: d["rows"][1]["cells"][0].update({n: v}))
    for row, name, value in (("rows", "relation", "near-to"), ("rows", "basis", "guessed"), ("rows", "possible", ["XX"]),
                             ("rows", "strength", 11), ("rows", "source", []), ("rows", "source", ["", "A"])):
        if document["kind"] == "crosswalk":
            yield changed(f"{row} with {name} {value}", lambda d, r=row, n=name, v=value: d[r][0].update({n: v}))


def test_schema(binary, scratch):
    try:
        import jsonschema
    except ImportError:
        print("skipped: Python has no module jsonschema (Debian: python3-jsonschema)")
        sys.exit(SKIPPED)
    schema = json.loads((TOP / "compiler/schema/crosswalk-report.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    found = documents_of(binary, scratch)
    kinds = set(schema["properties"]["kind"]["enum"])
    here = {document["kind"] for document in found.values()}
    check("documents of every kind", here == kinds, f"  {here ^ kinds}")
    seen = set()
    for name, document in found.items():
        # The branch of the kind says better what is wrong than the choice between all of them.
        name_of_branch = "paper" if document["kind"] in ("soa", "risks", "align", "diff") else document["kind"]
        branch = validator.evolve(schema={"$ref": f"#/$defs/{name_of_branch}", "$defs": schema["$defs"]})
        for error in [*branch.iter_errors(document)][:3]:
            check(f"{name} is of the form of its kind", False, f"  {list(error.absolute_path)}: {error.message[:500]}")
        if document["kind"] not in seen:
            check(f"{name} is of the schema's form", validator.is_valid(document))
        check(f"{name} was looked at", True)
        papers = ("soa", "risks", "align", "diff")
        if document["kind"] not in (*seen, *papers) and all(value for value in document.values()):
            seen.add(document["kind"])
            for what, other in spoiled(document):
                if what.startswith("no ") and what[3:] in ("hub", "sentences", "papers"):
                    continue
                check(f"{name} with {what} is refused", not validator.is_valid(other))
    # Papers have blank cells wherever a file says nothing, and are looked at as they are.
    check("documents of every kind were spoiled", seen >= kinds - {"soa", "risks", "align", "diff"}, f"  {kinds - seen}")
    # Every member that the schema knows is written by some document: the schema promises nothing in vain.
    written = set()

    def collect(value):
        if isinstance(value, dict):
            written.update(value)
        for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            collect(inner)
    collect(list(found.values()))
    promised = set()

    def promise(value):
        if isinstance(value, dict):
            if isinstance(value.get("properties"), dict):
                promised.update(value["properties"])
            for inner in value.values():
                promise(inner)
        elif isinstance(value, list):
            for inner in value:
                promise(inner)
    promise(schema)
    check("every member of the schema is written by some document", promised <= written, f"  {sorted(promised - written)}")


# ---- SARIF ----

def sarif_log(what, binary, arguments, folder):
    done = subprocess.run([binary, *arguments, "--diagnostics=sarif"], cwd=folder, capture_output=True, check=False)
    return done, parse(what, done.stderr)


def sarif_place(what, physical, run_object, folder):
    artifact = physical["artifactLocation"]
    uri = artifact["uri"]
    base = artifact.get("uriBaseId")
    check(f"{what}: {uri} is a URI", re.fullmatch(r"(?:file:///)?(?:[\w.~-]|%[0-9A-F]{2}|/)+", uri, re.A))
    check(f"{what}: {uri} has no segment to take out", not {".", "", ".."} & set(uri.removeprefix("file:///").split("/")))
    check(f"{what}: a base is named where the URI is relative, and declared", (base is None) == uri.startswith("file:///")
          and (base is None or base in run_object["originalUriBaseIds"]), f"  {artifact}")
    roots = {"%SRCROOT%": folder, "%CROSSWALK%": TOP, None: pathlib.Path("/")}
    path = roots[base] / urllib.parse.unquote(uri.removeprefix("file:///"))
    region = physical.get("region")
    if not check(f"{what}: {path} is a file", path.is_file()) or region is None:
        return None
    lines = path.read_text(encoding="utf-8").split("\n")
    inside = 1 <= region["startLine"] <= len(lines)
    check(f"{what}: the region is in the file", inside, f"  {region}")
    line = lines[region["startLine"] - 1] if inside else ""
    check(f"{what}: the region is in its line", 1 <= region["startColumn"] <= region["endColumn"] <= len(line) + 1,
          f"  {region} of {line!r}")
    check(f"{what}: a region has nothing else", set(region) == {"startLine", "startColumn", "endColumn"})
    return line[region["startColumn"] - 1:region["endColumn"] - 1]


def sarif_result(what, result, run_object, folder):
    rules = run_object["tool"]["driver"]["rules"]
    check(f"{what}: the rule", rules[result["ruleIndex"]]["id"] == result["ruleId"], f"  {result}")
    check(f"{what}: the level", result["level"] in ("error", "warning", "note"))
    text = result["message"]["text"]
    check(f"{what}: a message without placeholders", text and "{" not in text and "}" not in text, f"  {text}")
    check(f"{what}: one location at most", len(result["locations"]) <= 1)
    spans = [sarif_place(what, location["physicalLocation"], run_object, folder) for location in result["locations"]]
    for location in result["relatedLocations"]:
        check(f"{what}: a related location says why", location["message"]["text"])
        sarif_place(what, location["physicalLocation"], run_object, folder)
    for suppression in result["suppressions"]:
        check(f"{what}: the suppression", suppression["kind"] == "external" and suppression["status"] == "accepted"
              and suppression["justification"])
    return spans[0] if spans else None


def sarif_rules(what, driver):
    rules = driver["rules"]
    ids = [rule["id"] for rule in rules]
    check(f"{what}: each rule once", len(set(ids)) == len(ids))
    for rule in rules:
        for name in ("shortDescription", "fullDescription", "help"):
            check(f"{what}: {rule['id']} has {name}", rule[name]["text"])
        check(f"{what}: {rule['id']}: the short description begins the full one",
              rule["fullDescription"]["text"].startswith(rule["shortDescription"]["text"])
              and rule["shortDescription"]["text"].endswith("."))
        check(f"{what}: the level of {rule['id']}", rule["defaultConfiguration"]["level"] in ("error", "warning", "note"))


def check_sarif(what, binary, arguments, folder, status):
    done, log = sarif_log(what, binary, arguments, folder)
    check(f"{what}: exit status", done.returncode == status, f"  {done.returncode}\n{done.stderr[:500]}")
    check(f"{what}: version", log["version"] == "2.1.0" and log["$schema"].endswith("sarif-schema-2.1.0.json"))
    check(f"{what}: one run", len(log["runs"]) == 1)
    run_object = log["runs"][0]
    driver = run_object["tool"]["driver"]
    check(f"{what}: the tool", driver["name"] == "crosswalk" and re.fullmatch(r"\d+\.\d+\.\d+", driver["version"])
          and driver["semanticVersion"] == driver["version"], f"  {driver['name']} {driver['version']}")
    check(f"{what}: columns are code points", run_object["columnKind"] == "unicodeCodePoints")
    check(f"{what}: whether it came to its end", run_object["invocations"] == [{"executionSuccessful": status != 3}])
    sarif_rules(what, driver)
    spans = [sarif_result(what, result, run_object, folder) for result in run_object["results"]]
    # The same findings as in JSON.
    other = subprocess.run([binary, *arguments, "--diagnostics=json"], cwd=folder, capture_output=True, check=False)
    report = parse(f"{what} as JSON", other.stderr)
    check(f"{what}: as many results as findings", len(report["findings"]) == len(run_object["results"]))
    for finding, result in zip(report["findings"], run_object["results"]):
        region = result["locations"][0]["physicalLocation"].get("region", {}) if result["locations"] else {}
        check(f"{what}: the result is the finding", finding["name"] == result["ruleId"]
              and finding["severity"] == result["level"]
              and result["message"]["text"].startswith(finding["message"].replace("{", "(").replace("}", ")"))
              and (finding.get("line"), finding.get("column"), finding.get("end_column"))
              == (region.get("startLine"), region.get("startColumn"), region.get("endColumn"))
              and finding.get("accepted") == next((s["justification"] for s in result["suppressions"]), None)
              and len(finding.get("notes", [])) == len(result["relatedLocations"])
              + result["message"]["text"].count("\n") - finding["message"].count("\n"), f"  {finding}\n  {result}")
    return run_object, spans


def test_sarif(binary, scratch):
    folder = scratch / "input"
    write_input(folder)
    run_object, spans = check_sarif("work", binary, ["check", "work.xml"], folder, 1)
    names = [result["ruleId"] for result in run_object["results"]]
    check("findings of several kinds", {"conflict.contradiction", "reference.unknown-control", "gap.source"} <= set(names))
    check("more than text shows", names.count("gap.source") > 50, f"  {names.count('gap.source')}")
    check("a span holds what is meant", spans[names.index("reference.unknown-control")] == "A999", f"  {spans[:5]}")
    check("the gap is accepted in both of its tables", sum(bool(result["suppressions"]) for result in run_object["results"]) == 2)
    check("related locations", any(result["relatedLocations"] for result in run_object["results"]))
    # From elsewhere, over folders that are left again, and with the whole path.
    (scratch / "a/b").mkdir(parents=True)
    for arguments in (["check", "../../input/../input/./m\u00fc 1.xml", "../../input"], ["check", f"{folder}//"]):
        done, log = sarif_log("elsewhere", binary, arguments, scratch / "a/b")
        uris = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in log["runs"][0]["results"]
                if result["locations"]}
        start = "../../input/" if arguments[1].startswith("..") else folder.as_uri() + "/"
        check("every URI leads to the folder", done.returncode == 1 and uris and all(
            uri.startswith(start) and "/../" not in uri.removeprefix("../..") and "/./" not in uri for uri in uris), f"  {uris}")
    check_sarif("nothing", binary, ["list", "frameworks"], folder, 0)
    check_sarif("bundled", binary, ["check", "--all-notes"], folder, 0)
    check_sarif("a file that is not there", binary, ["check", "nowhere.xml"], folder, 3)


def main():
    tests = {name[5:]: test for name, test in globals().items() if name.startswith("test_")}
    if len(sys.argv) != 3 or sys.argv[1] not in tests:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="json-") as scratch:
        tests[sys.argv[1]](os.path.abspath(sys.argv[2]), pathlib.Path(scratch))
    shown_failures = list(dict.fromkeys(failures))
    print("\n".join(shown_failures[:20]))
    print(f"{checked} checks, {len(failures)} failed")
    sys.exit(bool(failures) or checked == 0)


if __name__ == "__main__":
    main()
