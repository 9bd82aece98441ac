#!/usr/bin/env python3
"""Every format of one report, read back with a reader that knows only the format, gives the same grid.

  readback.py BINARY

CSV through Python's csv module, Markdown through cmark-gfm, HTML through Python's html.parser, JSON through json.
"""
import csv
import glob
import html.parser
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse
import xml.etree.ElementTree

failures = []
checked = 0

NASTY = {
    "A1": "plain", "A2": "a | pipe, a `tick`, a \\\\ backslash", "A3": "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp; &quot;q&quot;",
    "A4": "=1+2 starts like a formula", "A5": "*stars* _lines_ ~waves~ [link](x) ![y](z) # 1. - +",
    "A6": "\u00fcml\u00e4ut \u4e2d\u6587 \U0001F512 \u200fright to left", "A7": "comma, \u201cquotes\u201d; 'single'",
    "A8": "www.example.org and mailto:a@b.example and https://example.org/x", "A9": "@cell", "A10": "-1",
}


def check(what, good, detail=""):
    global checked
    checked += 1
    if not good:
        failures.append(f"{what}\n{detail}".rstrip())


def words(text):
    return re.sub(r"\s+", " ", text).strip()


class Tables(html.parser.HTMLParser):
    """The tables of a page: rows of cells, each cell a dict of its text by the element that it stands in. End tags of
    rows and cells may be left out, as HTML allows."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables = []
        self.table = None
        self.cell = None
        self.inside = []
        self.headings = []
        self.heading = None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "table":
            self.table = {"class": attrs.get("class", ""), "rows": [], "id": attrs.get("id", ""),
                          "under": self.headings[-1] if self.headings else ""}
            self.tables.append(self.table)
            self.cell = None
        elif self.table is not None and tag in ("tbody", "thead", "tfoot", "caption", "colgroup"):
            self.cell = None
        elif self.table is not None and tag == "tr":
            self.table["rows"].append({"class": attrs.get("class", "") or "", "cells": []})
            self.cell = None
        elif self.table is not None and tag in ("td", "th"):
            self.cell = {"all": "", "class": attrs.get("class", "") or "", "colspan": int(attrs.get("colspan", 1))}
            self.cell["entries"] = []
            self.cell["coverage"] = {}
            self.table["rows"][-1]["cells"].append(self.cell)
            self.inside = []
        elif self.cell is not None and tag not in ("br", "img", "rect", "col"):
            # In a cell of a wide table the coverage stands in <u>, and each counterpart in a <p>.
            if tag in ("p", "details") and "p" in self.inside:
                self.inside = self.inside[:self.inside.index("p")]
            if tag == "details":
                self.cell.setdefault("proofs", []).append({"summary": "", "p": ""})
            elif tag == "p" and "details" not in self.inside:
                self.cell["entries"].append({})
            elif tag == "b" and self.cell["entries"] and "b" in self.cell["entries"][-1]:
                self.cell["entries"][-1]["b"] += "\0"  # another one of which the same is said
            self.inside.append(tag)
        elif re.fullmatch("h[1-6]", tag):
            self.headings.append("")
            self.heading = tag

    def handle_endtag(self, tag):
        if tag == "table":
            self.table = None
            self.cell = None
        elif tag in ("td", "th", "tr"):
            self.cell = None
        elif tag == self.heading:
            self.heading = None
        elif self.inside and tag in self.inside:
            while self.inside.pop() != tag:
                pass

    def handle_data(self, data):
        if self.cell is not None:
            self.cell["all"] += data
            place = next((tag for tag in reversed(self.inside) if tag in ("span", "b", "i", "p", "summary", "strong", "code", "em")), "")
            if "details" in self.inside:
                self.cell["proofs"][-1][place] += data
                return
            self.cell[place] = self.cell.get(place, "") + data
            tag = self.inside[-1] if self.inside else ""
            part = self.cell["entries"][-1] if self.cell["entries"] else self.cell["coverage"]
            part[tag] = part.get(tag, "") + data
        elif self.heading:
            self.headings[-1] += data


def tables_of(text):
    parser = Tables()
    parser.feed(text)
    parser.close()
    return parser.tables


def csv_rows(data, excel=False):
    text = data.decode("utf-8-sig" if excel else "utf-8")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    check("every CSV row is as wide as its header", all(len(row) == len(rows[0]) for row in rows))

    def plain(cell):
        # Defused cells carry an apostrophe in front; no other format does.
        return words(re.sub(r"^'(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20])", "", cell))
    return rows[0], [tuple(plain(cell) for cell in row) for row in rows[1:]]


def markdown_tables(data):
    done = subprocess.run(["cmark-gfm", "-e", "table", "-e", "autolink", "-e", "strikethrough", "--unsafe"], input=data,
                          capture_output=True, check=True)
    check("Markdown brings no script along", b"<script" not in done.stdout)
    # Automatic links would change nothing that is read here, but they must not appear in cells that have none.
    result = []
    for table in tables_of(done.stdout.decode("utf-8")):
        result.append((table["under"], [tuple(words(cell["all"]) for cell in row["cells"]) for row in table["rows"]]))
    return result


COLUMNS = {"Source": ["Source", "Source title", "Relation", "Target", "Target title", "Basis", "Strength", "Confidence",
                      "Mapping", "Remarks"],
           "Control": ["Control", "Title", "Coverage", "By", "Candidates", "Note", "Reason"]}


def filled(table):
    """A table with the columns that were left out because they are empty in all rows."""
    head = table[0]
    wanted = COLUMNS.get(head[0], list(head)) if len(head) < 2 or head[1] in ("Source title", "Title") else list(head)
    if any(name not in wanted for name in head):
        return table
    for name in head:
        check(f"the column {name} says something", name in ("Source title", "Target title", "Title") or len(table) == 1 or
              any(row[head.index(name)] for row in table[1:]))
    return [tuple(wanted)] + [tuple(row[head.index(name)] if name in head else "" for name in wanted) for row in table[1:]]


def markdown_report(data):
    """The tables of a page, with mappings by their ids and with all columns."""
    keys = dict(re.findall(r"^- (M\d+) `+ ?(.+?) ?`+(?:: |, | \()", data.decode("utf-8"), re.MULTILINE))
    tables = [(under, filled(table)) for under, table in markdown_tables(data)]
    return [(under, [(*row[:8], keys.get(row[8], row[8]), row[9]) for row in table] if table[0][0] == "Source" else table)
            for under, table in tables]


RELATIONS = {"equal to": "equal-to", "equivalent to": "equivalent-to", "subset of": "subset-of",
             "superset of": "superset-of", "intersects with": "intersects-with", "related to": "related-to",
             "no relationship": "no-relationship", "supports": "supports", "supported by": "supported-by",
             "contrary to": "contrary-to"}


# What pages say in words for readers, as CSV has it.
BASES = {"open": "gap"}
COVERAGE = {"open": "none", "in part": "partial", "only named": "partial", "in full": "full", "no counterpart": "excluded"}
NOTES = {"extent unknown": "extent-unknown", "proved short": "proved-short", "only named": "related-only",
         "only supported": "supports-only", "named only together": "joint-only", "heading only": "group-only",
         "not examined yet": "not-examined", "option only": "option-only", "nothing found": "no-relation",
         "no mapping": "no-mapping"}


def html_crosswalk(tables):
    """The grid of the crosswalk table, in the columns of the CSV."""
    table = next((table for table in tables if table["id"] == "rows"), None)
    if table is None:
        return []
    head = [words(cell["all"]).lower().split()[0] for cell in table["rows"][0]["cells"]]
    # Rows name their mapping M1, M2...; the list of mappings says which those are.
    mappings = {words(row["cells"][0]["all"]): words(row["cells"][1].get("code", ""))
                for other in tables if other is not table for row in other["rows"]
                if len(row["cells"]) > 1 and re.fullmatch(r"M\d+", words(row["cells"][0]["all"]))}
    grid = []
    last = None
    for row in table["rows"][1:]:
        cells = row["cells"]
        if row["class"] == "g":
            continue
        check("every row of the page is as wide as its header", len(cells) == len(head), f"  {cells}")
        cell = dict(zip(head, cells))
        source = words(cell["source"].get("", ""))
        title = words(cell["source"].get("p", ""))
        if not title and last and last[0] == source:
            title = last[1]
        last = (source, title)
        keys = re.findall(r"M\d+", cell["mapping"]["all"])
        basis = cell["basis"]
        folded = basis.get("proofs", [])
        kinds = [words(proof["summary"]) for proof in folded]
        plain = words(basis.get("", ""))
        kinds = ["declared"] * len(keys) + kinds if plain in ("declared", "") else [plain]
        mapped = kinds[0] not in ("open", "excluded")
        if mapped:
            target = (words(cell["target"].get("b", "")), words(cell["target"].get("", "")))
        else:
            check("a row without relation says so", "no counterpart" in cell["target"]["all"])
            target = ("", "")
        note = words(cell["target"].get("i", "")) if kinds[0] == "open" else ""
        for at, kind in enumerate(kinds):
            key = keys[at] if at < len(keys) else ""
            relation = said(cell["relation"], key or kind)
            check("every row has a relation, but a candidate", bool(relation) == (mapped and kind != "candidate"), f"  {cells}")
            remarks = folded[at - len(keys)]["p"] if kind in ("implied", "candidate") and folded else said(basis, key, False)
            # The note of a gap stands beside "no counterpart", and is not said again.
            grid.append((source, title, RELATIONS.get(relation, relation), *target, BASES.get(kind, kind),
                         said(cell.get("strength"), key or kind), said(cell.get("confidence"), key or kind),
                         mappings.get(key, key), words(remarks or NOTES.get(note, note))))
    return grid


def said(cell, key, whole=True):
    """What a mapping says in a cell: the lines that name it, or what all say."""
    if cell is None:
        return ""
    lines = [(words(line.get("small", "")), words("".join(text for tag, text in line.items() if tag != "small")))
             for line in cell["entries"]]
    mine = [text for who, text in lines if who == key or (not who and not whole)]
    return mine[0] if mine else "" if lines or not whole else words(cell["all"])


def html_coverage(tables):
    grid = []
    for table in tables:
        if "cover" not in table["class"].split():
            continue
        head = [words(cell["all"]).lower() for cell in table["rows"][0]["cells"]]
        for row in table["rows"][1:]:
            if row["class"] == "g":
                continue
            cell = dict(zip(head, row["cells"]))
            control = cell["control"]
            title = words(control.get("p", ""))
            grid.append((words(control.get("", "") + control.get("b", "")), title,
                         COVERAGE[words(cell["coverage"]["all"])], words(cell["by"]["all"]),
                         words(cell.get("to review", {}).get("all", "")), NOTES.get(words(cell["note"].get("", "")), words(cell["note"].get("", ""))),
                         words(cell["note"].get("p", ""))))
    return grid


SQUARE = re.compile(r"<a class=l[1-5] href=([^ >#]*#[^ >]+)><title>(.*?)</title><rect x=\d+ /><text x=\d+>(\d+)</text></a>", re.DOTALL)


def read_picture(what, pages, rows, gaps, source):
    """The picture counts the pairs that the table has, its squares lead to rows, and its margins are the coverage."""
    text = next(iter(pages.values()))
    check(f"{what}: one picture, on the first page", sum(page.count("<svg class=picture") for page in pages.values()) <= 1)
    drawing = re.search(r"<svg class=picture.*?</svg></div>", text, re.DOTALL)
    joined = {(row[0], row[3]) for row in rows if row[5] in ("declared", "implied") and row[2] != "no-relationship"}
    check(f"{what}: a picture where anything is joined", bool(drawing) == bool(joined))
    if not drawing:
        return
    squares = SQUARE.findall(drawing.group(0))
    check(f"{what}: every square is read", len(squares) == drawing.group(0).count("<a "), f"  {len(squares)}")
    check(f"{what}: the squares count the pairs", sum(int(number) for _, _, number in squares) == len(joined),
          f"  {sum(int(number) for _, _, number in squares)} in the picture, {len(joined)} pairs")
    check(f"{what}: a square is called what it shows", all(name.endswith(f": {number}") for _, name, number in squares))
    ids = {f"{name if len(pages) > 1 else ''}#{anchor}" for name, page in pages.items() for anchor in re.findall(r"<tr id=([^ >]+)", page)}
    check(f"{what}: a square leads to a row", {anchor for anchor, _, _ in squares} <= ids)
    rows_met = re.findall(r"</g><text x=\d+>(\d+)/(\d+)</text></g>", drawing.group(0))
    columns_met = re.findall(r'<text class="mid foot"[^>]*>(\d+)/(\d+)</text>', drawing.group(0))
    for side, figures in ((True, rows_met), (False, columns_met)):
        mine = [row for row in gaps if (row[0] == source) == side]
        met = [row for row in mine if row[3] in ("full", "partial") and row[6] not in ("related-only", "supports-only")]
        check(f"{what}: the {'rows' if side else 'columns'} of the picture have the coverage", not mine or
              (sum(int(a) for a, _ in figures), sum(int(b) for _, b in figures)) == (len(met), len(mine)),
              f"  {figures}\n  {len(met)} of {len(mine)}")


def same(what, wanted, got):
    if wanted == got:
        check(what, True)
        return
    where = next((i for i, (a, b) in enumerate(zip(wanted, got)) if a != b), min(len(wanted), len(got)))
    check(what, False, f"  {len(wanted)} rows and {len(got)} rows; row {where + 1} differs:\n"
          f"  {wanted[where] if where < len(wanted) else None}\n  {got[where] if where < len(got) else None}")


def unlabelled(rows, columns):
    """People are shown labels such as "Art. 20(1)"; those of the bundled frameworks are their ids but for blanks."""
    return [tuple(cell.replace(" ", "") if at in columns else cell for at, cell in enumerate(row)) for row in rows]


def pages_of(out, stem, page_rows):
    """The pages of a crosswalk in their order. Each says which it is; none has more rows than asked for, unless they are of
    one group; and no two of them would fit on one."""
    found = {f"{stem}.html": (out / f"{stem}.html").read_text(encoding="utf-8")}
    while (out / f"{stem}~{len(found) + 1}.html").exists():
        name = f"{stem}~{len(found) + 1}.html"
        found[name] = (out / name).read_text(encoding="utf-8")
    check(f"{stem}: no page but these", len(list(out.glob(f"{glob.escape(stem)}~*.html"))) == len(found) - 1)
    sizes = [[len(html_crosswalk([table])) for table in groups_of(page)] for page in found.values()]
    for number, (name, page) in enumerate(found.items(), 1):
        told = re.search(r"<h1>.*, part (\d+) of (\d+)</span></h1>", page)
        check(f"{name}: says which part it is", (told and [int(part) for part in told.groups()]) ==
              ([number, len(found)] if len(found) > 1 else None), f"  {told}")
        check(f"{name}: not more rows than asked for", sum(sizes[number - 1]) <= page_rows or len(sizes[number - 1]) == 1, f"  {sizes}")
    check(f"{stem}: no more parts than needed", all(sum(a) + b[0] > page_rows for a, b in zip(sizes, sizes[1:])), f"  {sizes}")
    return found


def groups_of(page):
    """The crosswalk table of a page as one table for each group, with its head."""
    tables = []
    for table in tables_of(page):
        for row in table["rows"][1:] if table["id"] == "rows" else []:
            if row["class"] == "g":
                tables.append({**table, "rows": [table["rows"][0]]})
            else:
                tables[-1]["rows"].append(row)
    return tables


class Links(html.parser.HTMLParser):
    """The ids of a page, and where it leads."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.ids = []
        self.links = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        for name, value in attrs:
            if name == "id":
                self.ids.append(value)
            elif name == "href" and tag != "link":
                self.links.append(value)


def links_lead_somewhere(what, out):
    """Every link of every page of a build: to a file that is there, and to an id that it has."""
    pages = {path.name: Links(path.read_text(encoding="utf-8")) for path in out.glob("*.html")}
    dead = []
    for name, page in pages.items():
        check(f"{what}: {name}: an id stands once", len(page.ids) == len(set(page.ids)))
        for link in page.links:
            if re.match(r"[a-z]+:", link):
                continue
            file, _, anchor = link.partition("#")
            file = urllib.parse.unquote(file) or name
            anchor = urllib.parse.unquote(anchor)
            if not (out / file).is_file() or (anchor and file in pages and anchor not in pages[file].ids):
                dead.append(f"{name}: {link}")
    check(f"{what}: links that lead nowhere", not dead, "  " + "\n  ".join(dead[:10]))
    check(f"{what}: there are links", sum(len(page.links) for page in pages.values()) > 100)
    # Nothing is lost: each page can be reached from the index.
    reached, waiting = set(), ["index.html"]
    while waiting:
        name = waiting.pop()
        if name in pages and name not in reached:
            reached.add(name)
            waiting += [urllib.parse.unquote(link.partition("#")[0]) for link in pages[name].links]
    check(f"{what}: pages that nothing leads to", reached == set(pages), f"  {sorted(set(pages) - reached)}")
    from_index = {urllib.parse.unquote(link.partition("#")[0]) for link in pages["index.html"].links}
    check(f"{what}: the index leads to each part", {name for name in pages if "~" in name} <= from_index)


def read_back(binary, out, paths, page_rows):
    stems = sorted(path.name[:-len(".gaps.csv")] for path in out.glob("*.gaps.csv"))
    check("there are crosswalks to read back", bool(stems), "  " + " ".join(path.name for path in out.iterdir()))
    for stem in stems:
        source, target = stem.split("--")
        header, rows = csv_rows((out / f"{stem}.csv").read_bytes())
        check(f"{stem}: the columns of the contract", ",".join(header) ==
              "source_id,source_title,relation,target_id,target_title,basis,strength,confidence,mapping,remarks")
        gaps_header, gaps = csv_rows((out / f"{stem}.gaps.csv").read_bytes())
        check(f"{stem}: the columns of gaps", ",".join(gaps_header) ==
              "framework,id,title,coverage,by,candidates,note,reason")
        check(f"{stem}: there are rows", bool(rows) and bool(gaps))

        tables = markdown_report((out / f"{stem}.md").read_bytes())
        crosswalks = [table for _, table in tables if table[0][0] == "Source"]
        check(f"{stem}: one crosswalk table in Markdown", len(crosswalks) == 1, f"  {len(crosswalks)}")
        same(f"{stem}: Markdown and CSV", rows, unlabelled(crosswalks[0][1:] if crosswalks else [], (0, 3)))
        coverage = [row for _, table in tables if table[0][0] == "Control" for row in table[1:]]
        same(f"{stem}: gaps in Markdown and CSV", [row[1:] for row in gaps], unlabelled(coverage, (0,)))

        pages = pages_of(out, stem, page_rows)
        read_picture(stem, pages, rows, gaps, source)
        tables = [tables_of(page) for page in pages.values()]
        same(f"{stem}: HTML and CSV", rows, unlabelled([row for page in tables for row in html_crosswalk(page)], (0, 3)))
        same(f"{stem}: gaps in HTML and CSV", [row[1:] for row in gaps],
             unlabelled([row for page in tables for row in html_coverage(page)], (0,)))

        # The commands give what build wrote.
        for command, name in (("table", f"{stem}.csv"), ("gaps", f"{stem}.gaps.csv")):
            done = subprocess.run([binary, command, source, target, *paths], stdin=subprocess.DEVNULL,
                                  capture_output=True, check=False)
            check(f"{stem}: {command} and build", done.stdout == (out / name).read_bytes())
        done = subprocess.run([binary, "table", "--excel", source, target, *paths], stdin=subprocess.DEVNULL,
                              capture_output=True, check=False)
        check(f"{stem}: --excel has a mark and CRLF", done.stdout.startswith(b"\xef\xbb\xbf") and
              done.stdout.count(b"\r\n") == done.stdout.count(b"\n"))
        _, excel = csv_rows(done.stdout, excel=True)
        same(f"{stem}: --excel and CSV", rows,
             [tuple(re.fullmatch(r'="(.*)"', cell).group(1) if re.fullmatch(r'="(.*)"', cell) else cell for cell in row)
              for row in excel])

        # The figures of the summary follow from the grids.
        markdown = (out / f"{stem}.md").read_text(encoding="utf-8")
        for framework in (source, target):
            mine = [row for row in gaps if row[0] == framework]
            full = sum(row[3] == "full" for row in mine)
            none = sum(row[3] == "none" for row in mine)
            check(f"{stem}: figures of {framework}", not mine or re.search(
                rf"of {len(mine)} counted controls: full {full}\b.*, none {none}\b", markdown),
                f"  {len(mine)} counted, full {full}, none {none}")
        open_rows = sum(row[5] in ("gap", "excluded") for row in rows)
        uncovered = sum(row[0] == source and row[3] in ("none", "excluded") for row in gaps)
        check(f"{stem}: rows without a target are the controls without coverage", open_rows <= uncovered,
              f"  {open_rows} rows, {uncovered} controls")


# ---- wide tables ----

def ids_of(text):
    return tuple(text.split())


def expected_cells(binary, source, target, paths, options):
    """The cells of a column, worked out from `table` and `gaps` of the pair: {id: (counterparts, rest, gap)}."""
    def ask(command, *more):
        return subprocess.run([binary, command, source, target, *more, *paths], stdin=subprocess.DEVNULL,
                              capture_output=True, check=False).stdout
    header, rows = csv_rows(ask("table", *options))
    cells = {}

    def cell(name):
        return cells.setdefault(name, {"said": [], "named": set(), "rest": None, "gap": None})
    for row in (dict(zip(header, row)) for row in rows):
        basis = row["basis"]
        members = tuple(row["source_id"].split("+"))
        if basis == "gap":
            cell(row["source_id"])["gap"] = ("gap", row["remarks"])
        elif basis == "excluded":
            cell(row["source_id"])["gap"] = ("excluded", row["remarks"])
        else:
            disputed = row["remarks"] == "disputed" or row["remarks"].startswith("disputed: ")
            for member in members:
                others = tuple(name for name in members if name != member)
                said = (tuple(row["target_id"].split("+")), row["relation"], basis, disputed and basis == "declared", others)
                if said not in cell(member)["said"]:
                    cell(member)["said"].append(said)
                if basis != "candidate" and not said[3]:
                    cell(member)["named"] |= {*said[0], "+".join(said[0])}
    # Where only some bases are wanted, nothing is said of what a proof alone leads to.
    header, gaps = csv_rows(ask("gaps")) if "--basis" not in options else (None, [])
    for row in (dict(zip(header, row)) for row in gaps):
        rest = tuple(name for name in ids_of(row["by"]) if name not in cell(row["id"])["named"])
        if row["framework"] == source and rest:
            jointly = row["note"] == "jointly" and row["coverage"] == "full"
            cell(row["id"])["rest"] = (row["coverage"], jointly, rest)
    return {name: (sorted(cell["said"]), cell["rest"], cell["gap"]) for name, cell in cells.items()}


def read_cell(text):
    """A cell of the wide table as CSV has it; the reason of a gap may hold anything, and stands last."""
    said = []
    rest = gap = None
    while text:
        found = re.match(r"(gap|excluded)(?:: (.*))?$", text)
        if found:
            gap = (found.group(1), found.group(2) or "")
            break
        part, _, text = text.partition("; ")
        found = re.fullmatch(r"(full|partial)( jointly)? by (.+)", part)
        if found:
            rest = (found.group(1), bool(found.group(2)), tuple(found.group(3).split(" + ")))
            continue
        found = re.fullmatch(r"(.+?)(?: ([a-z]+-(?:to|of|with|relationship|by)|supports))?(?: \(([^)]*)\))?", part)
        remarks = [remark for remark in (found.group(3) or "").split(", ") if remark]
        basis = remarks.pop(0) if remarks and remarks[0] in ("implied", "candidate") else "declared"
        disputed = bool(remarks) and remarks[0] == "disputed"
        remarks = remarks[1:] if disputed else remarks
        others = tuple(remark.removeprefix("with ") for remark in remarks)
        said.append((tuple(found.group(1).split(" + ")), found.group(2) or "", basis, disputed, others))
    check(f"nothing is said twice: {text}", len(set(said)) == len(said), f"  {said}")
    return sorted(said), rest, gap


def html_matrix(tables):
    """The grid of the wide table in the words of the CSV."""
    table = next(table for table in tables if table["id"] == "rows")
    width = len(table["rows"][0]["cells"])
    grid = []
    for row in table["rows"][1:]:
        if row["class"] == "g":
            continue
        check("every row of the wide page is as wide as its header", len(row["cells"]) == width, f"  {row}")
        source = row["cells"][0]
        grid.append((words(source.get("", "")), words(source.get("span", "")),
                     *(tuple(words(entry) for entry in html_entries(cell)) for cell in row["cells"][1:])))
    return grid


def html_entries(cell):
    """Each entry of a cell of the page as CSV writes it."""
    for entry in cell["entries"]:
        said = {key: words(text) for key, text in entry.items()}
        remarks = [said["small"].split()[0]] if said.get("small", "").split()[:1] in (["implied"], ["candidate"]) else []
        remarks += ["disputed"] if said.get("strong") else []
        remarks += [f"with {said['em'].removeprefix('only together with ')}"] if said.get("em") else []
        for one in said["b"].split("\0"):
            yield one + (f" {RELATIONS[said['i']]}" if said.get("i") else "") + (f" ({', '.join(remarks)})" if remarks else "")
    said = {key: words(text) for key, text in cell["coverage"].items()}
    for word, token in (("no counterpart", "excluded"), ("open", "gap"), ("in full", "full"), ("in part", "partial")):
        said["u"] = re.sub(f"^{word}\\b", token, said.get("u", ""))
    if said.get("b"):
        yield f"{said['u'].replace(',', '').removesuffix(' by').removesuffix(':').strip()} by {said['b']}"
    if re.match("(gap|excluded)", said.get("u", "")):
        note = NOTES.get(said.get("q"), said.get("q"))
        yield said["u"].removesuffix(":") + (f": {note}" if note else "")


def read_back_matrix(binary, what, source, targets, paths, options=()):
    """The wide table agrees with the tables of its pairs, and every format of it with every other."""
    def ask(form):
        done = subprocess.run([binary, "matrix", source, *targets, "--format", form, *options, "--", *paths],
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        check(f"{what}: {form}", done.returncode in (0, 1) and done.stdout, done.stderr.decode("utf-8", "replace")[:500])
        return done.stdout
    header, rows = csv_rows(ask("csv"))
    check(f"{what}: the columns", header == ["id", "title", *targets], f"  {header}")
    for place, target in enumerate(targets, 2):
        wanted = expected_cells(binary, source, target, paths, options)
        wanted = {name: cell for name, cell in wanted.items() if cell != ([], None, None)}
        got = {row[0]: read_cell(row[place]) for row in rows if row[place]}
        for name in wanted.keys() | got.keys():
            check(f"{what}: {source}:{name} in {target}", wanted.get(name) == got.get(name),
                  f"  from the table  {wanted.get(name)}\n  in the cell     {got.get(name)}")
        check(f"{what}: {target} has cells", bool(got))
    markdown = [table for _, table in markdown_tables(ask("markdown")) if table[0][0] == "Control"]
    check(f"{what}: one table in Markdown", len(markdown) == 1)
    same(f"{what}: Markdown and CSV", rows, markdown[0][1:] if markdown else [])
    page = html_matrix(tables_of(ask("html").decode("utf-8")))
    same(f"{what}: HTML and CSV", [row[:2] for row in rows], [row[:2] for row in page])
    for wide, shown in zip(rows, page):
        for text, entries in zip(wide[2:], shown[2:]):
            check(f"{what}: {wide[0]} on the page", text == "; ".join(entries), f"  CSV   {text}\n  HTML  {'; '.join(entries)}")


# ---- columns of the reader's own ----

def own_values(folder, framework, name):
    """The title of an attribute of a framework and {id: text}, worked out from the documents alone; None where nobody
    declares it. A control that says nothing has what is above it."""
    roots = [xml.etree.ElementTree.parse(path).getroot() for path in sorted(folder.glob("*.xml"))]
    prefix = "{urn:crosswalk:1}"
    documents = [root for root in roots if root.tag == prefix + "framework" and root.get("id") == framework]
    documents += [root for root in roots if root.tag == prefix + "supplement" and root.get("framework") == framework]
    declared = [one for root in documents for one in root.findall(prefix + "attribute") if one.get("name") == name]
    titles = {}
    for value in (value for one in declared for value in one if value.get("title")):
        titles.setdefault(value.get("name"), value.get("title"))
    said = {}
    above = {}

    def look(element, parent):
        for child in element:
            if child.tag in (prefix + "group", prefix + "control"):
                ident = child.get("id") or child.get("ref")
                above.setdefault(ident, parent)
                for attr in child.findall(prefix + "attr"):
                    if attr.get("name") == name:
                        said.setdefault(ident, []).extend(attr.get("value").split())
                look(child, ident)
    for root in documents:
        look(root, None)

    def values(ident):
        while ident is not None and ident not in said:
            ident = above[ident]
        return list(dict.fromkeys(titles.get(value, value) for value in said.get(ident, [])))
    title = next((one.get("title") or name for one in declared), None)
    return title, {ident: values(ident) for ident in above}


def joined(lists):
    return words("; ".join(dict.fromkeys(value for one in lists for value in one)))


def read_back_own(binary, folder, source, target, names):
    """What is asked for with --show stands behind all else, in every format, and nothing else changes."""
    what = f"{source} to {target} with {' '.join(names)}"
    show = [argument for name in names for argument in ("--show", name)]

    def ask(command, form, options=show):
        done = subprocess.run([binary, command, source, target, "--format", form, *options, str(folder)],
                              stdin=subprocess.DEVNULL, capture_output=True, check=False)
        check(f"{what}: {command} as {form}", done.returncode in (0, 1) and done.stdout and b"--show" not in done.stderr,
              done.stderr.decode("utf-8", "replace")[:500])
        return done.stdout
    sides = [[one for one in (own_values(folder, framework, name) for name in names) if one[0]]
             for framework in (source, target)]
    check(f"{what}: both sides have columns", all(sides))
    heads = [f"{side}: {title}" for side, own in zip(("Source", "Target"), sides) for title, _ in own]

    def wanted(source_ids, target_ids):
        return tuple(joined(values[ident] for ident in ids) for own, ids in zip(sides, (source_ids, target_ids))
                     for _, values in own)
    header, rows = csv_rows(ask("table", "csv"))
    plain_header, plain = csv_rows(ask("table", "csv", []))
    fixed = len(plain_header)
    same(f"{what}: nothing but columns is added", [tuple(plain_header), *plain], [tuple(header[:fixed])] + [row[:fixed] for row in rows])
    same(f"{what}: the heads", [words(head) for head in heads], [words(head) for head in header[fixed:]])
    same(f"{what}: CSV and the documents", [wanted(row[0].split("+"), row[3].split("+") if row[3] else []) for row in rows],
         [row[fixed:] for row in rows])
    own = [row[fixed:] for row in rows]
    count = len(heads)
    tables = markdown_tables(ask("table", "markdown"))
    table = next(table for _, table in tables if table[0][0] == "Source")
    same(f"{what}: Markdown and CSV", [tuple(words(head) for head in heads), *own], [row[-count:] for row in table])
    page = tables_of(ask("table", "html").decode("utf-8"))
    table = next(table for table in page if table["id"] == "rows")
    same(f"{what}: the heads of the page", [words(head) for head in heads],
         [words(cell["all"]) for cell in table["rows"][0]["cells"] if cell["class"] == "own"])
    pairs = dict.fromkeys((row[0], row[3], row[fixed:]) for row in rows)  # a pair is one row of the page
    same(f"{what}: HTML and CSV", [pair[2] for pair in pairs],
         [tuple(words(cell["all"]) for cell in row["cells"] if cell["class"] == "own")
          for row in table["rows"][1:] if row["class"] != "g"])
    data = json.loads(ask("table", "json"))

    def json_cells(attributes, framework):
        found = {one["name"]: one["values"] for one in attributes}
        return tuple(joined([found.get(one["name"], [])]) for one in framework["attributes"])
    same(f"{what}: JSON and CSV", own, [json_cells(row.get("source_attributes", []), data["source"]) +
                                        json_cells(row.get("target_attributes", []), data["target"]) for row in data["rows"]])

    # Coverage: one table of CSV for both sides, a column for each name; elsewhere a table for each side.
    header, gaps = csv_rows(ask("gaps", "csv"))
    titles = list(dict.fromkeys(next(title for title in (own_values(folder, framework, name)[0] for framework in (source, target))
                                     if title) for name in names))
    fixed = header.index("reason") + 1
    check(f"{what}: the heads of gaps", sorted(words(head) for head in header[fixed:]) == sorted(words(title) for title in titles),
          f"  {header}")
    data = json.loads(ask("gaps", "json"))
    tables = [table for _, table in markdown_tables(ask("gaps", "markdown")) if table[0][0] == "Control"]
    covers = [table for table in page if "cover" in table["class"].split()]
    for at, (framework, own, side) in enumerate(zip((source, target), sides, ("source", "target"))):
        mine = [row for row in gaps if row[0] == framework]
        columns = [tuple(joined([values[row[1]]]) for _, values in own) for row in mine]
        check(f"{what}: gaps of {framework} in CSV", all(set(filled) - {""} == set(row[fixed:]) - {""}
                                                         for filled, row in zip(columns, mine)), f"  {columns}\n  {mine}")
        same(f"{what}: gaps of {framework} in Markdown", columns, [row[-len(own):] for row in tables[at][1:]])
        same(f"{what}: gaps of {framework} in JSON", columns,
             [json_cells(control["attributes"], data[side]) for control in data[side]["controls"]])
        same(f"{what}: coverage of {framework} on the page", columns,
             [tuple(words(cell["all"]) for cell in row["cells"] if cell["class"] == "own")
              for row in covers[at]["rows"][1:] if row["class"] != "g"])

    # The wide table shows what its rows have.
    show = [argument for name in names if own_values(folder, source, name)[0] for argument in ("--show", name)]
    header, rows = csv_rows(ask("matrix", "csv", show))
    wide = [tuple(joined([values[row[0]]]) for _, values in sides[0]) for row in rows]
    count = len(sides[0])
    same(f"{what}: the wide table and the documents", wide, [row[-count:] for row in rows])
    table = next(table for _, table in markdown_tables(ask("matrix", "markdown", show)) if table[0][0] == "Control")
    same(f"{what}: the wide table in Markdown", wide, [row[-count:] for row in table[1:]])
    table = next(table for table in tables_of(ask("matrix", "html", show).decode("utf-8")) if table["id"] == "rows")
    same(f"{what}: the wide table on its page", wide, [tuple(words(cell["all"]) for cell in row["cells"] if cell["class"] == "own")
                                                       for row in table["rows"][1:] if row["class"] != "g"])


def write_own(folder):
    """The nasty documents, with attributes on both sides: of their own, of headings, of supplements, with and without
    titles."""
    write_nasty(folder)
    for side, title in (("nasty", "Owner | *of* &lt;it&gt;"), ("other", "Who answers")):
        text = (folder / f"{side}.xml").read_text(encoding="utf-8")
        text = re.sub("(<group )", '<link rel="control" href="https://e.example/{id}?(x)*y_&amp;copy={label}"/>'
                      f'<attribute name="owner" title="{title}"><value name="it" title="=IT | &lt;b&gt;; *x*"/>'
                      '<value name="hr"/></attribute><attribute name="level"/>\n  \\1', text, count=1)
        text = text.replace('id="A1" title="plain"/>', 'id="A1" title="plain"><attr name="owner" value="hr it"/></control>')
        text = text.replace("  </group>", '    <attr name="owner" value="it"/><attr name="level" value="@high"/>\n  </group>')
        (folder / f"{side}.xml").write_text(text, encoding="utf-8")
    (folder / "systems.xml").write_text(
        '<supplement xmlns="urn:crosswalk:1" framework="other"><attribute name="system" title="System"/>'
        '<control ref="A2"><attr name="system" value="-one two"/><attr name="owner" value="hr"/></control>'
        '<control ref="C"><attr name="owner" value="it"/></control></supplement>\n', encoding="utf-8")


def write_nasty(folder):
    folder.mkdir()
    for side in ("nasty", "other"):
        controls = "".join(f'    <control id="{name}" title="{title}"/>\n' for name, title in NASTY.items())
        (folder / f"{side}.xml").write_text(
            f'<framework xmlns="urn:crosswalk:1" id="{side}" title="{side} &lt;b&gt; | *framework*">\n'
            f'  <group id="A" title="Group | &lt;i&gt; `x`">\n{controls}  </group>\n'
            '  <control id="B" title="in no group"/>\n  <control id="C" title="a last one"/>\n</framework>\n', encoding="utf-8")
    remarks = {name: title + "\n  second line\twith a tab" for name, title in NASTY.items()}
    maps = "".join(f'  <map source="{name}" target="{other}" relation="{relation}" {numbers}><remarks>{remarks[name]}'
                   "</remarks></map>\n"
                   for name, other, relation, numbers in (
                       ("A1", "A1", "equal-to", 'strength="10" confidence="100"'),
                       ("A2", "A2", "subset-of", 'strength="1"'), ("A3", "A3", "superset-of", 'confidence="0"'),
                       ("A4", "A4", "intersects-with", ""), ("A5", "A5", "related-to", ""),
                       ("A6", "A6", "no-relationship", ""), ("A7", "A7", "supports", ""),
                       ("A8", "A8", "supported-by", ""), ("A9", "A9", "equivalent-to", ""),
                       ("A4", "A5", "related-to", ""), ("A4", "A9", "related-to", "")))
    union = ('  <map relation="superset-of"><source ref="B"/><source ref="A10"/><target ref="A10"/><target ref="C"/>'
             "<remarks>= a union</remarks></map>\n")
    none = '  <no-counterpart source="C"><remarks>nobody | should `look` &lt;again&gt;</remarks></no-counterpart>\n'
    for name, head, body in (
            ("first", 'source="nasty" target="other" examined="both"', maps + union + none),
            ("second", 'source="other" target="nasty"',
             '  <map source="A1" target="A1" relation="equal-to"/>\n  <map source="A5" target="A4" relation="related-to"/>\n')):
        (folder / f"{name}.xml").write_text(
            f'<mapping xmlns="urn:crosswalk:1" id="{name}" {head} title="The *{name}* | mapping" publisher="a &amp; b">\n'
            f'  <provenance href="https://example.org/a?b=1&amp;c=2">From | nowhere</provenance>\n{body}</mapping>\n',
            encoding="utf-8")


def links_lead_somewhere_in_example(binary, out):
    """Wide tables, papers and a framework held with others have links of their own."""
    example = pathlib.Path(__file__).resolve().parents[2] / "compiler/examples/background-screening/workspace.xml"
    subprocess.run([binary, "build", "-W", "no-gap", "--limit", "page-rows=100", "-o", str(out), str(example)], check=True,
                   stdin=subprocess.DEVNULL, capture_output=True)
    links_lead_somewhere("example", out)


def main():
    binary = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="readback-") as scratch_name:
        scratch = pathlib.Path(scratch_name)
        write_nasty(scratch / "nasty")
        nasty = str(scratch / "nasty")
        for name, paths, page_rows in (("bundled", [], 5000), ("nasty", [nasty], 5000), ("parts", [], 300), ("nasty parts", [nasty], 1)):
            out = scratch / f"out-{name}"
            done = subprocess.run([binary, "build", "--limit", f"page-rows={page_rows}", "-o", str(out), *paths],
                                  stdin=subprocess.DEVNULL, capture_output=True, check=False)
            check(f"{name}: the build", done.returncode == 0, done.stderr.decode("utf-8", "replace")[:3000])
            if out.is_dir():
                read_back(binary, out, paths, page_rows)
                links_lead_somewhere(name, out)
                check(f"{name}: parts where there are many rows", bool(list(out.glob("*~2.html"))) == (page_rows < 5000))
        links_lead_somewhere_in_example(binary, scratch / "out-example")
        for source, targets in (("iso27001-2022", ["csf-2.0", "cyber-essentials-3.3", "iso27002-2022"]), ("csf-2.0", ["csf-1.1"]),
                                ("cyber-essentials-3.3", ["iso27001-2022", "csf-2.0", "iso27002-2022"])):
            read_back_matrix(binary, f"{source} side by side", source, targets, [])
        read_back_matrix(binary, "with candidates", "cyber-essentials-3.3", ["csf-2.0", "iso27002-2022"], [], ["--candidates"])
        read_back_matrix(binary, "declared only", "iso27001-2022", ["csf-2.0"], [], ["--basis", "declared"])
        read_back_matrix(binary, "nasty forth", "nasty", ["other"], [nasty])
        read_back_matrix(binary, "nasty back", "other", ["nasty"], [nasty])
        write_own(scratch / "own")
        read_back_own(binary, scratch / "own", "nasty", "other", ["owner", "system", "level"])
        read_back_own(binary, scratch / "own", "other", "nasty", ["level", "owner"])
        for case in ("matrix-csv", "matrix-candidates"):
            folder = str(pathlib.Path(__file__).resolve().parents[1] / "cases" / case)
            read_back_matrix(binary, case, "one", ["two", "three"], [folder],
                             ["--candidates"] if case == "matrix-candidates" else [])
            read_back_matrix(binary, f"{case} back", "two", ["one", "three"], [folder])
    for failure in failures[:40]:
        print(f"FAIL {failure}")
    print(f"{checked - len(failures)} passed, {len(failures)} failed")
    sys.exit(bool(failures) or checked < 20)


if __name__ == "__main__":
    main()
