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
        self.related = set()                          # declared correspondences
        self.supporters = collections.defaultdict(set)  # element -> elements that support it
        self.none = set()                             # (element, framework): declared to have no counterpart
        self.held = collections.defaultdict(set)      # framework -> what is held by whoever meets it
        self.ups = {}
        self.coverings = {}
        for each in frameworks():
            for top in each.top:
                self.add_item(each.id, top, True)
        for each in mappings():
            if each.root.get("chain") == "no" or each.root.get("status") in ("deprecated", "superseded"):
                raise AssertionError(f"{each.id}: this reasoner lets all mappings chain")
            for fact in each.maps:
                self.add(each, fact)
            for side, name, _ in each.none:
                here, there = (each.source, each.target) if side == "source" else (each.target, each.source)
                for item in framework(here).items[name].walk():
                    self.none.add(((here, item.id), there))
        self.close()

    def add_item(self, name, item, held):
        """An option is no part of what holds it, and not held with what is below it; what was withdrawn is neither."""
        node = (name, item.id)
        held = held and item.is_part and not item.withdrawn
        if held:
            self.held[name].add(node)
        if item.parent is not None and item.is_part and not item.withdrawn:
            self.holders[node].add((name, item.parent.id))
        if item.members:
            self.members[node] = [(name, member.id) for member in item.members]
        for child in item.children:
            self.add_item(name, child, held)

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
        if fact.relation in ("equal-to", "subset-of"):
            self.holders[x].add(y)
        if fact.relation in ("equal-to", "superset-of"):
            self.holders[y].add(x)
        if fact.relation == "intersects-with":
            self.overlaps.add((x, y))
        elif fact.relation == "related-to":
            self.related.add((x, y))
        elif fact.relation == "supports":
            self.supporters[y].add(x)
        elif fact.relation == "supported-by":
            self.supporters[x].add(y)
        elif fact.relation not in ("equal-to", "subset-of", "superset-of"):
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
        nodes = {(each.id, item.id) for each in frameworks() for item in each} | set(self.members)
        # What overlaps each element: those that meet in a declared pair, or hold one and the same element.
        self.meets = self.closed_upwards(self.overlaps | {(node, node) for node in nodes})
        # What corresponds to it: that, and those that a declared correspondence lies below.
        self.belongs = self.closed_upwards(self.related)

    def closed_upwards(self, pairs):
        found = collections.defaultdict(set)
        for a, b in pairs:
            for x in self.up(a):
                found[x] |= self.up(b)
            for y in self.up(b):
                found[y] |= self.up(a)
        return found

    def covered(self, other):
        """What is held of a framework, and each union all of whose members lie in that."""
        if other not in self.coverings:
            covered, grown = set(self.held[other]), True
            while grown:
                found = {union for union, members in self.members.items()
                         if union not in covered and all(self.up(member) & covered for member in members)}
                grown = bool(found)
                covered |= found
            self.coverings[other] = covered
        return self.coverings[other]

    def met(self, node, other):
        """How far an element is met by a framework, and if in part, on what that rests."""
        covered = self.covered(other)
        if self.up(node) & covered:
            return "full"
        if self.meets[node] & covered:
            return "overlaps"
        if self.belongs[node] & covered:
            return "related"
        if self.supporters[node] & self.held[other]:
            return "supported"
        return "excluded" if (node, other) in self.none else "none"

    def coverage(self, name, other):
        """{id: how far it is met} of each counted control of framework `name` by framework `other`."""
        return {item.id: self.met((name, item.id), other) for item in framework(name).counted()}


# Of the source by the target, and of the target by the source: full, in part by overlap, related only, supported only,
# none, excluded.
NUMBERS = {
    ("csf-2.0", "iso27001-2022"): ((0, 3, 103, 0, 0, 0), (0, 6, 105, 0, 12, 0)),
    ("iso27001-2022", "iso27002-2022"): ((93, 0, 1, 0, 29, 0), (0, 93, 0, 0, 0, 0)),
    ("iso27001-2013", "iso27002-2013"): ((114, 0, 0, 0, 26, 0), (0, 114, 0, 0, 0, 0)),
    ("csf-1.1", "iso27001-2013"): ((0, 0, 105, 0, 3, 0), (0, 0, 112, 0, 28, 0)),
    ("iso27002-2013", "iso27002-2022"): ((0, 37, 77, 0, 0, 0), (0, 21, 61, 0, 0, 11)),
    ("iso27001-2013", "iso27001-2022"): ((35, 20, 85, 0, 0, 0), (21, 28, 62, 0, 0, 12)),
    ("cyber-essentials-3.3", "iso27002-2022"): ((8, 48, 2, 0, 2, 8), (0, 24, 1, 2, 1, 65)),
    ("cyber-essentials-3.3", "iso27001-2022"): ((2, 54, 4, 0, 2, 6), (0, 25, 3, 2, 1, 92)),
    ("cyber-essentials-3.3", "csf-2.0"): ((4, 52, 1, 0, 3, 8), (0, 17, 1, 7, 1, 80)),
    ("cyber-essentials-3.2", "cyber-essentials-3.3"): ((53, 0, 15, 0, 0, 0), (53, 0, 15, 0, 0, 0)),
    ("soc2-2017", "iso27001-2022"): ((0, 40, 20, 0, 0, 1), (0, 89, 15, 0, 8, 11)),
    ("gdpr", "iso27001-2022"): ((0, 24, 23, 0, 43, 5), (0, 33, 17, 0, 73, 0)),
    ("csf-2.0", "nist-sp800-53-r5"): ((0, 0, 106, 0, 0, 0), (0, 0, 212, 0, 802, 0)),
    ("nist-sp800-53-r5", "iso27001-2022"): ((0, 0, 225, 0, 789, 0), (0, 0, 120, 0, 3, 0)),
    ("nis2-2024-2690", "iso27001-2022"): ((0, 0, 1, 0, 335, 0), (0, 0, 83, 0, 40, 0)),
    ("nist-privacy-1.0", "csf-1.1"): ((27, 0, 30, 0, 43, 0), (27, 0, 33, 0, 48, 0)),
}

ORDER = ("full", "overlaps", "related", "supported", "none", "excluded")

# What the notes of the program say of a part.
NOTES = {"extent-unknown": "overlaps", "proved-short": "overlaps", "related-only": "related", "supports-only": "supported"}


def told(row):
    """A row of gaps in the words of the reasoner."""
    return NOTES[row["note"]] if row["coverage"] == "partial" else row["coverage"]


class Coverage(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.reasoner = Reasoner()

    def compare(self, source, target):
        rows = documents.table("gaps", source, target)
        for name, other in ((source, target), (target, source)):
            wanted = self.reasoner.coverage(name, other)
            found = {row["id"]: told(row) for row in rows if row["framework"] == name}
            self.assertEqual(list(wanted), list(found), "the order differs")
            differ = {key: (wanted[key], found[key]) for key in wanted if wanted[key] != found[key]}
            self.assertEqual(differ, {}, f"{name} by {other}: (worked out here, written by the program)")
        return rows

    def test_every_pair_of_frameworks(self):
        """Those that mappings join, through whatever; between others there is no table."""
        for index, source in enumerate(documents.FRAMEWORKS):
            joined = self.joined(source)
            for target in documents.FRAMEWORKS[index + 1:]:
                with self.subTest(f"{source} and {target}"):
                    if target in joined:
                        self.compare(source, target)
                    else:
                        _, err = documents.run("gaps", source, target, status=1)
                        self.assertIn("[input.unconnected]", err)
        self.assertEqual({name for name in documents.FRAMEWORKS if self.joined(name) == {name}},
                         {"def-stan-05-138-4", "dora", "ncsc-caf-4.0"})

    @staticmethod
    def joined(name):
        """The frameworks that a chain of mappings leads to."""
        found, grown = {name}, True
        while grown:
            more = {end for each in mappings() for end in (each.source, each.target)
                    if found & {each.source, each.target}} - found
            grown = bool(more)
            found |= more
        return found

    def test_the_other_direction_says_the_same(self):
        one = documents.table("gaps", "csf-2.0", "iso27001-2022")
        other = documents.table("gaps", "iso27001-2022", "csf-2.0")
        self.assertEqual({(row["framework"], row["id"]): told(row) for row in one},
                         {(row["framework"], row["id"]): told(row) for row in other})

    def test_numbers(self):
        for (source, target), wanted in NUMBERS.items():
            with self.subTest(f"{source} and {target}"):
                rows = documents.table("gaps", source, target)
                counts = collections.Counter((row["framework"], told(row)) for row in rows)
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
