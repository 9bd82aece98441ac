#!/usr/bin/env python3
"""The files of the bundled documents, the examples and these tests: their form, the schema, what they must not hold."""
import re
import subprocess
import unittest
import xml.parsers.expat

import documents

SCHEMA = documents.TOP / "compiler" / "schema" / "crosswalk.xsd"

# Attributes in the order in which they stand, where they stand.
ORDER = {
    "framework": "xmlns id title short publisher edition published language supersedes control-id open",
    "mapping": "xmlns id source target title publisher published version method rationale status authority style "
               "overlap chain examined",
    "workspace": "xmlns title language bundled organisation accent date version contact",
    "group": "id label selectable title status exhaustive counted part",
    "control": "ref because id label selectable title applicable status exhaustive counted part due owner reviewed "
               "justification",
    "attr": "name value",
    "attribute": "name title",
    "value": "name title",
    "map": "source target relation strength confidence rationale method",
    "map-pattern": "source target relation missing strength confidence rationale method",
    "no-counterpart": "source target",
    "link": "rel href",
    "use": "href ref",
    "crosswalk": "source target held",
    "matrix": "source targets title",
    "accept": "finding framework control mapping",
    "soa": "assessment",
    "risks": "assessment",
    "align": "target assessments",
    "bid": "assessments",
    "assessment": "xmlns id framework title organisation date version approved-by approved kind accept-below within",
    "certificate": "standard level body accreditation number issued expires soa-version scope",
    "risk": "id title likelihood impact treatment owner residual-likelihood residual-impact accepted-by accepted review",
    "treated-by": "control",
    "action": "title owner due state",
    "own-control": "id title applicable status owner reviewed because",
    "evidence": "href title collected kind share",
}
# Elements in the order in which they stand in their parent.
CHILDREN = {
    "framework": "rights link attribute control",
    "group": "statement guidance attr replaced-by control",
    "control": "statement guidance attr replaced-by control evidence",
    "mapping": "provenance map",
    "map": "source target remarks",
    "map-pattern": "remarks",
    "no-counterpart": "remarks",
    "workspace": "logo note use crosswalk matrix soa risks align bid accept",
    "assessment": "certificate scope risk control own-control",
    "risk": "treated-by action",
    "own-control": "evidence how",
    "attribute": "value",
}
# These may mix: they follow the order of what they speak of.
SAME_RANK = {"group": "control", "map-pattern": "map", "no-counterpart": "map"}
LETTERS = {"\n", "—", *map(chr, range(0x20, 0x7F))}
# Marks that stand in texts which are their publisher's, letter by letter.
THEIRS = set("‘’–\u00a0")
QUOTED = re.compile(r"<statement>.*?</statement>|title=\"[^\"]*\"")


class Shape:
    """Where each start tag of a file is, what it has, and how deep it stands."""

    def __init__(self, data):
        self.tags = []  # (name, attribute names, depth, line, column)
        self.families = []  # (name, names of the children)
        self.open = []
        parser = xml.parsers.expat.ParserCreate()
        parser.ordered_attributes = True
        parser.StartElementHandler = self.start
        parser.EndElementHandler = lambda name: self.open.pop()
        self.parser = parser
        parser.Parse(data, True)

    def start(self, name, attributes):
        self.tags.append((name, attributes[::2], len(self.open), self.parser.CurrentLineNumber,
                          self.parser.CurrentColumnNumber))
        if self.open:
            self.open[-1][1].append(name)
        self.open.append((name, []))
        self.families.append(self.open[-1])


# Where empty lines count, and indentation does not.
PARAGRAPHS = re.compile(rb"<note>.*?</note>", re.S)


class Files(unittest.TestCase):
    def setUp(self):
        self.files = [(path, path.read_bytes()) for path in documents.bundled_paths() + documents.other_paths()]
        self.assertGreater(len(self.files), len(documents.FRAMEWORKS) + len(documents.MAPPINGS))

    def test_bytes(self):
        for path, data in self.files:
            text = data.decode("utf-8")
            self.assertEqual(path.suffix, ".xml", path.name)
            self.assertTrue(text.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<'), path.name)
            self.assertTrue(text.endswith(">\n") and not text.endswith("\n\n"), path.name)
            self.assertIsNone(re.search(rb"[\r\t]| $|\n\n", PARAGRAPHS.sub(b"<note/>", data), re.M), path.name)
            self.assertEqual(sorted(set(QUOTED.sub("", text)) - LETTERS), [], path.name)
            self.assertEqual(sorted(set(text) - LETTERS - THEIRS), [], path.name)

    def test_indentation(self):
        """Each element begins its line, two spaces deeper than its parent, or stands in a line that another began."""
        for path, data in self.files:
            lines = data.splitlines()
            begun = set()
            for name, _, depth, line, column in Shape(data).tags:
                if lines[line - 1][:column].strip() == b"":
                    self.assertEqual(column, 2 * depth, f"{path.name}:{line}")
                    begun.add(line)
                else:
                    self.assertIn(line, begun, f"{path.name}:{line}: {name}")

    def test_order_of_attributes(self):
        for path, data in self.files:
            for name, attributes, _, line, _ in Shape(data).tags:
                order = [known for known in ORDER.get(name, "ref href").split() if known in attributes]
                self.assertEqual(attributes, order, f"{path.name}:{line}")

    def test_order_of_elements(self):
        for path, data in self.files:
            for name, children in Shape(data).families:
                if children:
                    order = CHILDREN[name].split()
                    ranks = [order.index(SAME_RANK.get(child, child)) for child in children]
                    self.assertEqual(ranks, sorted(ranks), f"{path.name}: {name}: {children[:10]}")

    def test_nothing_but_elements_and_text(self):
        for path, data in self.files:
            self.assertNotIn(b"<!DOCTYPE", data, path.name)
            self.assertNotIn(b"<![CDATA[", data, path.name)
            self.assertEqual(data.count(b"<?"), 1, path.name)
            entities = set(re.findall(rb"&([^;]*);", data))
            self.assertLessEqual(entities, {b"amp", b"lt", b"gt", b"quot", b"apos"}, path.name)

    def test_no_text_with_two_spaces(self):
        for path, data in self.files:
            for value, text in re.findall(rb'="([^"]*)"|>([^<>]*[^<>\s][^<>]*)<', PARAGRAPHS.sub(b"<note/>", data)):
                self.assertNotIn(b"  ", value + text, path.name)

    def test_schema(self):
        paths = [path for path, _ in self.files]
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", SCHEMA, *paths], capture_output=True,
                              text=True, check=False)
        wrong = "\n".join(line for line in done.stderr.splitlines() if not line.endswith(" validates"))
        self.assertEqual((done.returncode, wrong), (0, ""))

    def test_the_compiler_finds_nothing_to_warn_of(self):
        self.assertEqual(documents.run("check", "--fail-on=warning"), ("", ""))
        # Read as somebody's own documents, they get no more than notes.
        documents.run("check", "--fail-on=warning", "-W", "no-gap", "frameworks", "mappings")

    def test_the_manual_names_what_is_bundled(self):
        words = (documents.TOP / "compiler" / "man" / "crosswalk-content.7").read_text(encoding="utf-8").split()
        for name in documents.FRAMEWORKS + documents.MAPPINGS:
            self.assertIn(name, words)

    def test_the_readme_counts_what_is_bundled(self):
        readme = " ".join((documents.TOP / "README.md").read_text(encoding="utf-8").split())
        told = re.search(r"(\d+) mappings between them: (\d+) that .*?, and (\d+) of our own.*? and (\w+) say `draft`", readme)
        self.assertTrue(told, "the sentence is not there any more")
        own = [each for each in documents.mappings() if each.root.get("publisher") == "The crosswalk project"]
        drafts = sum(each.root.get("status") == "draft" for each in own)
        words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "all"]
        self.assertEqual(told.groups(), (str(len(documents.mappings())), str(len(documents.mappings()) - len(own)),
                                         str(len(own)), words[drafts]))

    def test_each_note_is_accepted_with_its_reason(self):
        """Gaps apart, which are what the content is for; a note that nobody has looked at fails here."""
        out, err = documents.run("check", "--all-notes", "--fail-on=note", "-W", "no-gap", "tests/content/accepted.xml")
        self.assertEqual(out, "")
        self.assertRegex(err, r"\A\d+ accepted\n\Z")


if __name__ == "__main__":
    documents.main()
