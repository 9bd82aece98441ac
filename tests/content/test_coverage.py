#!/usr/bin/env python3
"""Coverage worked out a second time, by a small reasoner of its own that knows nothing of the program, and compared
with what the program writes; then the numbers of the crosswalks that people look at first, as literals."""
import collections
import unittest

import documents
from documents import framework, frameworks, mappings


class Reasoner:
    """Elements are (framework, id), or a map whose targets mean their union. "Up" from one is all that holds it."""

    def __init__(self):
        self.holders = collections.defaultdict(set)   # element -> those that a fact says hold it
        self.members = {}                             # a union -> its members
        self.overlaps = set()                         # declared pairs
        self.supported = collections.defaultdict(set)  # element -> frameworks that support it
        self.none = set()                             # (element, framework): declared to have no counterpart
        self.ups = {}
        for each in frameworks():
            for item in each:
                node = (each.id, item.id)
                if item.parent is not None and not item.withdrawn:
                    self.holders[node].add((each.id, item.parent.id))
                children = [(each.id, child.id) for child in item.children if not child.withdrawn]
                if item.exhaustive and children:
                    self.members[node] = children
        for each in mappings():
            if each.root.get("chain") == "no" or each.root.get("status") in ("deprecated", "superseded"):
                raise AssertionError(f"{each.id}: this reasoner lets all mappings chain")
            for fact in each.maps:
                self.add(each, fact)
            for side, name, _ in each.none:
                here, there = (each.source, each.target) if side == "source" else (each.target, each.source)
                self.none.add(((here, name), there))
        self.close()

    def add(self, each, fact):
        (source,) = fact.sources
        x = (each.source, source)
        members = [(each.target, target) for target in fact.targets]
        y = members[0]
        if len(members) > 1:
            y = (each.target, "|".join(fact.targets))
            self.members[y] = members
            for member in members:
                self.holders[member].add(y)
        if fact.relation == "equal-to":
            self.holders[x].add(y)
            self.holders[y].add(x)
        elif fact.relation == "subset-of":
            self.holders[x].add(y)
        elif fact.relation in ("related-to", "intersects-with"):
            self.overlaps.add((x, y))
        elif fact.relation == "supports":
            self.supported[y].add(each.source)
        else:
            raise AssertionError(f"{each.id}: this reasoner does not know {fact.relation}")

    def up(self, node):
        if node not in self.ups:
            found, open_ends = {node}, [node]
            while open_ends:
                for holder in self.holders[open_ends.pop()] - found:
                    found.add(holder)
                    open_ends.append(holder)
            self.ups[node] = found
        return self.ups[node]

    def close(self):
        """What holds all members of a union holds the union."""
        grown = True
        while grown:
            self.ups.clear()
            grown = False
            for union, members in self.members.items():
                common = set.intersection(*(self.up(member) for member in members)) - self.up(union)
                if common:
                    self.holders[union] |= common
                    self.ups.clear()
                    grown = True
        # What overlaps each element: those that meet in a declared pair, or hold one and the same element.
        self.meets = collections.defaultdict(set)
        nodes = {(each.id, item.id) for each in frameworks() for item in each} | set(self.members)
        for a, b in self.overlaps | {(node, node) for node in nodes}:
            for x in self.up(a):
                self.meets[x] |= self.up(b)
            for y in self.up(b):
                self.meets[y] |= self.up(a)

    def is_full(self, node, item, other):
        """A heading that holds it is no counterpart; a control is one, and so is the union that a map names."""
        for holder in self.up(node):
            if holder[0] == other:
                known = framework(other).items.get(holder[1])
                if known is None or (known.kind == "control" and not known.withdrawn):
                    return True
        children = [child for child in item.children if not child.withdrawn]
        return item.exhaustive and bool(children) and all(
            self.is_full((node[0], child.id), child, other) for child in children)

    def coverage(self, name, other):
        """{id: coverage} of each counted control of framework `name` by framework `other`."""
        found = {}
        for item in framework(name):
            node = (name, item.id)
            if not item.counted:
                continue
            if self.is_full(node, item, other):
                found[item.id] = "full"
            elif other in self.supported[node] or any(met[0] == other for met in self.meets[node]):
                found[item.id] = "partial"
            else:
                found[item.id] = "excluded" if (node, other) in self.none else "none"
        return found


# Of the source by the target, and of the target by the source: full, partial, none, excluded.
NUMBERS = {
    ("csf-2.0", "iso27001-2022"): ((0, 106, 0, 0), (0, 111, 12, 0)),
    ("iso27001-2022", "iso27002-2022"): ((93, 0, 30, 0), (93, 0, 0, 0)),
    ("iso27001-2013", "iso27002-2013"): ((114, 0, 26, 0), (114, 0, 0, 0)),
    ("csf-1.1", "iso27001-2013"): ((0, 105, 3, 0), (0, 112, 28, 0)),
    ("iso27002-2013", "iso27002-2022"): ((40, 74, 0, 0), (0, 82, 0, 11)),
    ("cyber-essentials-3.3", "iso27002-2022"): ((19, 31, 2, 2), (0, 23, 0, 70)),
    ("cyber-essentials-3.3", "iso27001-2022"): ((16, 34, 4, 0), (0, 21, 102, 0)),
    ("cyber-essentials-3.3", "csf-2.0"): ((10, 40, 2, 2), (0, 20, 0, 86)),
}

ORDER = ("full", "partial", "none", "excluded")


class Coverage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.reasoner = Reasoner()

    def compare(self, source, target):
        rows = documents.table("gaps", source, target)
        for name, other in ((source, target), (target, source)):
            wanted = self.reasoner.coverage(name, other)
            found = {row["id"]: row["coverage"] for row in rows if row["framework"] == name}
            self.assertEqual(list(wanted), list(found), "the order differs")
            differ = {key: (wanted[key], found[key]) for key in wanted if wanted[key] != found[key]}
            self.assertEqual(differ, {}, f"{name} by {other}: (worked out here, written by the program)")
        return rows

    def test_every_pair_of_frameworks(self):
        for index, source in enumerate(documents.FRAMEWORKS):
            for target in documents.FRAMEWORKS[index + 1:]:
                with self.subTest(f"{source} and {target}"):
                    self.compare(source, target)

    def test_the_other_direction_says_the_same(self):
        one = documents.table("gaps", "csf-2.0", "iso27001-2022")
        other = documents.table("gaps", "iso27001-2022", "csf-2.0")
        self.assertEqual({(row["framework"], row["id"]): row["coverage"] for row in one},
                         {(row["framework"], row["id"]): row["coverage"] for row in other})

    def test_numbers(self):
        for (source, target), wanted in NUMBERS.items():
            with self.subTest(f"{source} and {target}"):
                rows = documents.table("gaps", source, target)
                counts = collections.Counter((row["framework"], row["coverage"]) for row in rows)
                found = tuple(tuple(counts[name, word] for word in ORDER) for name in (source, target))
                self.assertEqual(wanted, found)

    def test_what_meets_a_control_from_the_pairs_alone(self):
        """Sets A and B state overlaps only, and these go upwards only: what meets a control was declared for it, and a
        heading is not named beside a control in it."""
        rows = documents.table("gaps", "csf-2.0", "iso27001-2022", "mappings/csf-2.0-to-iso27001-2022-nist-a.xml",
                               "mappings/csf-2.0-to-iso27001-2022-nist-b.xml")
        pairs = {pair for each in mappings() if each.id.startswith("csf-2.0-to-iso") for pair in each.pairs()}
        self.assertEqual(len(pairs), 412 + 93 - 36)
        for row in rows:
            side = 0 if row["framework"] == "csf-2.0" else 1
            other = framework("iso27001-2022" if side == 0 else "csf-2.0")
            met = {pair[1 - side] for pair in pairs if pair[side] == row["id"]}
            headings = {above.id for name in met for above in other.items[name].ancestors()}
            self.assertEqual(set(row["by"].split()), met - headings, row["id"])


if __name__ == "__main__":
    documents.main()
