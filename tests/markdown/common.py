"""For the tests of Markdown: running the program, a workspace written to break tables, and what renderers make of them."""
import csv
import html.parser
import io
import pathlib
import re
import subprocess
import sys

FAILURES = []
CHECKED = 0

LONG = "very long " * 400 + "W" * 5000
# Titles as they stand in an XML document. Each is a title, a remark and, where the characters allow it, an id.
HOSTILE = [
    "plain", "a | b || c |", "`tick` ``two`` ```three", "&lt;script&gt;alert(1)&lt;/script&gt;", "&lt;b&gt;bold&lt;/b&gt; &amp;amp; &amp;copy; &amp;#65;",
    "[link](http://a.example) ![picture](x.png)", "[ref][1] [1]: http://a.example", "*stars* **two** _lines_ __two__ *a_b*",
    "~~struck~~ ~one~ H~2~O 10^th^ ==mark== ++ins++", "$x$ and $$y$$ cost 5$ or 6$", "{braces} {{two}} ${js} {#id .class}",
    "https://example.org/a_b_c?d=e&amp;f=g#h www.example.org a@b.example", "&lt;https://example.org&gt; mailto:a@b.example",
    "[^1] and [^1]: a footnote", "- item", "1. first", "# heading", "&gt; quote", "--- *** ___", "===", "+ plus", "12) twelve",
    "\\ back \\| slash \\\\ \\* two", "ends in a backslash \\", "  blanks   around  ", "one&#10;two&#13;&#10;three&#9;tab",
    "\U0001F512 \u00e9\u00fc\u4e2d\u6587 \u200fright to left \u202eover\u202c", "\u00a0hard blank\u00a0", "\"double\" 'single' \u201ccurly\u201d ... -- ---",
    ":smile: :+1: a:b:c: 12:30:45", "import x from 'y'", "export default 1", "*[HTML]: abbreviation", "!!! note", "::: note", "[[wiki]] [TOC] [x] [ ]",
    "&lt;!-- crosswalk:begin one--two --&gt;", "&lt;!-- crosswalk:end --&gt;", "#1 @user GH-1 a1b2c3d", LONG,
]


def check(what, good, detail=""):
    global CHECKED
    CHECKED += 1
    if not good:
        FAILURES.append(f"FAIL {what}\n{detail}".rstrip())


def finish():
    print("\n".join(FAILURES[:40]))
    print(f"{CHECKED} checked, {len(FAILURES)} failed")
    if not CHECKED:
        sys.exit("nothing was checked")
    sys.exit(bool(FAILURES))


def run(*arguments, **kept):
    return subprocess.run([str(argument) for argument in arguments], stdin=subprocess.DEVNULL, capture_output=True,
                          check=False, **kept)


def output(*arguments):
    """Standard output of a command that must not fail; findings (1) are no failure."""
    done = run(*arguments)
    if done.returncode > 1:
        sys.exit(f"{' '.join(map(str, arguments))}: status {done.returncode}\n{done.stderr.decode('utf-8', 'replace')}")
    return done.stdout


def write_hostile(folder):
    """Frameworks `one` and `two` whose every text is hostile, and a mapping between them."""
    def attribute(text):
        return text.replace('"', "&quot;")

    def framework(name):
        controls = "".join(f'<control id="{name[0]}{i}" title="{attribute(title)}"/>\n' for i, title in enumerate(HOSTILE))
        odd = "".join(f'<control id="{identity}" title="odd id"/>\n' for identity in ODD)
        return (f'<framework xmlns="urn:crosswalk:1" id="{name}" title="{attribute(HOSTILE[7])}" '
                f'short="{attribute(name + HOSTILE[1] + HOSTILE[10])}">\n<group id="G" title="group">\n{controls}{odd}</group></framework>\n')
    maps = "".join(f'<map source="o{i}" target="t{(i * 7) % len(HOSTILE)}" relation="related-to"><remarks>{title}</remarks></map>\n'
                   for i, title in enumerate(HOSTILE) if i % 5 != 4)
    odd = "".join(f'<map source="{identity}" target="{identity}" relation="equal-to"/>\n' for identity in ODD)
    none = '<no-counterpart source="o4"><remarks>a | b</remarks></no-counterpart>\n'
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "one.xml").write_text(framework("one"), encoding="utf-8")
    (folder / "two.xml").write_text(framework("two"), encoding="utf-8")
    (folder / "m.xml").write_text(
        f'<mapping xmlns="urn:crosswalk:1" id="m" source="one" target="two" title="{attribute(HOSTILE[3])}" '
        f'publisher="{attribute(HOSTILE[11])}">\n{maps}{odd}{none}</mapping>\n', encoding="utf-8")
    return folder


def write_pairs(path):
    """A workspace of three bundled crosswalks: two editions, two mappings, a catalogue that is only related."""
    pairs = ("csf-1.1", "csf-2.0"), ("iso27002-2013", "iso27002-2022"), ("soc2-2017", "iso27001-2022")
    asked = "".join(f'<crosswalk source="{source}" target="{target}"/>' for source, target in pairs)
    path.write_text(f'<workspace xmlns="urn:crosswalk:1" title="Three" bundled="yes">{asked}</workspace>\n', encoding="utf-8")
    return path


# Ids are names of any characters but blanks; as code they are shown as they are.
ODD = ["`t`", "a|b", "&lt;i&gt;", "{x}", "\\", "*a*", "[a](b)", "https://a.example", "&amp;amp;", "5.10", "A$1"]


def plain(text):
    """Text as it can be compared: white space is one blank."""
    return " ".join(text.split())


def undefused(cell):
    """Without the apostrophe that keeps a spreadsheet from running the cell."""
    return cell[1:] if re.match(r"'\s*[=+\-@\uff0b\uff0d\uff1d\uff20]", cell) else cell


def csv_rows(data):
    rows = list(csv.reader(io.StringIO(data.decode("utf-8"), newline="")))
    return [tuple(plain(undefused(cell)) for cell in row) for row in rows[1:]]


class Page(html.parser.HTMLParser):
    """Tables, headings with their ids, links and the names of all elements of a rendered page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tables, self.headings, self.links, self.elements, self.ids = [], [], [], set(), set()
        self.cell = self.heading = None

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.elements.add(tag)
        if attributes.get("id"):
            self.ids.add(attributes["id"])
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self.cell = []
        elif re.fullmatch("h[1-6]", tag):
            self.heading = []
        elif tag == "a":
            self.links.append(attributes.get("href", ""))

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.tables[-1][-1].append(plain("".join(self.cell)))
            self.cell = None
        elif re.fullmatch("h[1-6]", tag):
            self.headings.append(plain("".join(self.heading)))
            self.heading = None

    def handle_data(self, data):
        for place in (self.cell, self.heading):
            if place is not None:
                place.append(data)


def page_of(text):
    page = Page()
    page.feed(text)
    page.close()
    return page


def by_cmark(data):
    done = subprocess.run(["cmark-gfm", "--unsafe", "-e", "footnotes", "-e", "table", "-e", "autolink", "-e", "strikethrough",
                           "-e", "tasklist", "-e", "tagfilter"], input=data, capture_output=True, check=True)
    return page_of(done.stdout.decode("utf-8"))


def by_pandoc(data):
    done = subprocess.run(["pandoc", "-f", "gfm", "-t", "html", "--wrap=none"], input=data, capture_output=True, check=True)
    return page_of(done.stdout.decode("utf-8"))


def by_mkdocs(data):
    """As mkdocs renders it: Python-Markdown with the extensions that it always has."""
    import markdown
    return page_of(markdown.markdown(data.decode("utf-8"), extensions=["toc", "tables", "fenced_code"]))


RENDERERS = {"cmark-gfm": by_cmark, "pandoc": by_pandoc, "mkdocs": by_mkdocs}


def scratch_and_binary(arguments):
    import tempfile
    if len(arguments) != 2:
        sys.exit(f"usage: {arguments[0]} BINARY")
    folder = tempfile.TemporaryDirectory(prefix="markdown-")
    return pathlib.Path(arguments[1]).resolve(), pathlib.Path(folder.name), folder
