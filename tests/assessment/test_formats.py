#!/usr/bin/env python3
"""Every format of a paper on an assessment says the same: pages and Markdown are read back and held against CSV and JSON."""
import html.parser
import os
import re
import sys
import tempfile

from common import assessment, element, framework, load, mapping, run, table, write

BINARY = os.path.abspath(sys.argv[1])
NASTY = 'A "title", with | bars, <tags> & a  `tick` \u2013 =1+1'
DOCUMENTS = {
    "f.xml": framework("f", [element("group", "".join(element("control", id=i, title=f"{i} {NASTY}") for i in "abcd"),
                                     id="T", title="Top", selectable="true")]),
    "g.xml": framework("g", [element("control", id=i, title=f"{i} {NASTY}") for i in "wxyz"]),
    "m.xml": mapping("m", "g", "f", [("w", "subset-of", "a"), ("x", "superset-of", "b"), ("y", "related-to", "a")]),
    "us.xml": assessment("us", "f", {
        "a": element("control", element("evidence", href="a", title=NASTY, collected="2026-09-01")
                     + element("how", "By &amp; by"), ref="a", applicable="yes", status="implemented", owner=NASTY,
                     reviewed="2026-09-01", because="law"),
        "b": "partial", "c": "no"}, organisation=NASTY, date="2026-10-01").replace(
            "</assessment>", element("risk", element("treated-by", control="a") + element("treated-by", control="b"),
                                     id="R-1", title="Loss", likelihood="2", impact="3", owner="o")
            + element("risk", id="R-2", title="Kept", treatment="retain") + "</assessment>"),
}


class Page(html.parser.HTMLParser):
    """The tables of a page: header cells, then rows of cells."""

    def __init__(self):
        super().__init__()
        self.tables = []
        self.cell = None
        self.folded = 0
        self.ids = []

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if names.get("id"):
            self.ids.append(names["id"])
        if tag == "table":
            self.tables.append([])
        elif tag == "tr" and self.tables:
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.tables[-1][-1].append("")
            self.cell = True
        elif tag == "details":
            self.folded += 1
        elif tag == "br" and self.cell:
            self.tables[-1][-1][-1] += "; "

    def handle_endtag(self, tag):
        if tag == "details":
            self.folded -= 1
        elif tag in ("table", "caption"):
            self.cell = None

    def handle_data(self, data):
        if self.cell and not self.folded:
            self.tables[-1][-1][-1] += data


def shown(cell):
    return re.sub(r"\s+", " ", cell).strip()


def word(cell):
    return shown(cell.replace("-", " "))


def stated(cell):
    """Controls with their statuses, "a implemented; b implemented": pages say a status once for its neighbours."""
    told = []
    for item in cell.split("; "):
        control, status = re.fullmatch(r"(.+?) ((?:not )?\S+)", item).groups() if " " in item else (item, "")
        if told and told[-1][1] == status:
            told[-1][0].append(control)
        else:
            told.append(([control], status))
    return "; ".join(f"{', '.join(controls)} {status}".strip() for controls, status in told)


FAILED = []
CHECKS = 0


def expect(name, good, what):
    global CHECKS
    CHECKS += 1
    if not good:
        FAILED.append(f"{name}: {what}")


def compare(name, rows, cells, columns):
    """The table of a page against the rows of the same name; words lose their hyphens on pages."""
    used = [c for c in columns if any(row[c] for row in rows)]
    expect(name, len(cells) == len(rows) + 1, f"{len(cells) - 1} rows, and {len(rows)} in CSV")
    for row, line in zip(rows, cells[1:]):
        expect(name, len(line) == len(used), f"{len(line)} cells for {len(used)} columns")
        for column, cell in zip(used, line):
            wanted = {stated(shown(row[column]))} if column == "controls" else {shown(row[column]), word(row[column])}
            expect(name, shown(cell) in wanted, f"{column}: {cell!r} for {row[column]!r}")


def main():
    with tempfile.TemporaryDirectory() as folder:
        write(folder, DOCUMENTS)
        commands = {"soa": ("soa", "us.xml", "f.xml"), "risks": ("risks", "us.xml", "f.xml"),
                    "align": ("align", "g", "us.xml", "f.xml", "g.xml", "m.xml", "--plan")}
        for name, command in commands.items():
            def get(form):
                return run(BINARY, folder, *command, f"--format={form}").stdout
            document = load(get("json"))
            rows = table(get("csv"))
            for row, other in zip(rows, document["rows"]):
                other = {k: str(v) for k, v in other.items() if k != "proof"}
                plain = {k: v[1:] if v[:1] == "'" else v for k, v in row.items()}
                expect(name, plain == other, f"CSV has {row}, JSON {other}")
            page = Page()
            text = get("html")
            page.feed(text)
            expect(name, len(page.ids) == len(set(page.ids)), "an id stands twice")
            expect(name, "<script" not in text and "http" not in re.sub(r"http-equiv|http://www.w3.org", "", text),
                   "the page runs or loads something")
            parts = {part["part"]: part for part in document["parts"] if part.get("rows")}
            tables = ([parts[part]["rows"] for part in ("plan", "chain")] if name == "risks" else [document["rows"]]
                      + [part["rows"] for part in document["parts"] if part.get("rows")])
            expect(name, len(tables) == len(page.tables), f"{len(page.tables)} tables, and {len(tables)} in JSON")
            for wanted, cells in zip(tables, page.tables):
                wanted = [{k: str(v) for k, v in row.items() if k != "proof"} for row in wanted]
                compare(f"{name} html", wanted, cells, list(wanted[0]))
            lines = [line for line in get("markdown").splitlines() if line.startswith("|")]
            expect(name, sum(not re.match(r"\| ---", line) for line in lines) == sum(len(t) + 1 for t in tables),
                   "Markdown has other rows")
            bars = [len(re.findall(r"(?<!\\)\|", line)) for line in lines]
            expect(name, len(set(bars)) <= len(tables), f"Markdown rows have {sorted(set(bars))} bars")
    for failure in FAILED[:20]:
        print(f"FAILED {failure}")
    print(f"{CHECKS - len(FAILED)} of {CHECKS} hold")
    return 1 if FAILED or CHECKS < 100 else 0


sys.exit(main())
