#!/usr/bin/env python3
"""Every claim of this project's own mappings that an auditor could be shown as proof (that one control lies in another, or
equals it) stands in strong-claims.tsv too, with its reason: a new one is a deliberate act, and so is a changed reason.

A false claim of this kind is the unsafe direction: somebody would believe a requirement to be met that is not."""
import csv
import pathlib
import unittest

import documents
from documents import NAMESPACE, local, mappings

LIST = pathlib.Path(__file__).with_name("strong-claims.tsv")
COLUMNS = ["mapping", "source", "relation", "target", "reason"]
STRONG = {"equal-to", "equivalent-to", "subset-of", "superset-of"}
PROJECT = "The crosswalk project"


def own():
    return [each for each in mappings() if each.root.get("publisher") == PROJECT]


def side(element, name):
    """The ids of a side, or the pattern that gives them."""
    return element.get(name) or " ".join(child.get("ref") for child in element.findall(NAMESPACE + name))


def claims():
    """As they are written: a pattern is one claim."""
    for each in own():
        for element in each.root:
            if local(element) in ("map", "map-pattern") and element.get("relation") in STRONG:
                yield [each.id, side(element, "source"), element.get("relation"), side(element, "target"),
                       element.findtext(f"{NAMESPACE}remarks") or ""]


def listed():
    with open(LIST, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows[0] == COLUMNS, f"{LIST.name}: the first line names the columns {COLUMNS}"
    return rows[1:]


def lines(rows):
    return "\n".join("\t".join(row) for row in rows)


class StrongClaims(unittest.TestCase):
    def test_there_are_some(self):
        self.assertGreaterEqual(len(own()), 8)
        self.assertGreater(len(listed()), 50)

    def test_each_is_listed_and_nothing_else(self):
        wanted, found = [claim[:4] for claim in claims()], [row[:4] for row in listed()]
        missing = [claim for claim in claims() if claim[:4] not in found]
        gone = [row for row in listed() if row[:4] not in wanted]
        self.assertFalse(missing, f"not reviewed: add these lines, with a reason, in this order\n{lines(missing)}")
        self.assertFalse(gone, f"claimed by no mapping any more\n{lines(gone)}")
        self.assertEqual(wanted, found, "the lines follow the mappings, and these their frameworks")

    def test_reasons(self):
        """The reason is that of the mapping; a pattern has its own, for what holds of all its pairs."""
        for claim, row in zip(claims(), listed()):
            place = "\t".join(row[:4])
            self.assertGreaterEqual(len(row[4].split()), 5, f"no reason: {place}")
            self.assertEqual(row[4][-1], ".", place)
            if claim[4]:
                self.assertEqual(row[4], claim[4], f"another reason than that of the mapping: {place}")

    def test_guidance_proves_nothing_of_annex_a(self):
        """What lies in a control of ISO/IEC 27002 need not lie in that of Annex A, and no table says that it does: whatever
        a table calls contained in ISO/IEC 27001 was claimed of it."""
        for source, written in (("cyber-essentials-3.3", "cyber-essentials-3.3-to-iso27001-2022"),
                                ("soc2-2017", "soc2-2017-to-iso27001-2022")):
            claimed = {(claim[1], claim[3]) for claim in claims() if claim[0] == written}
            contained = {(row["source_id"], row["target_id"].replace("+", " ")) for row in
                         documents.table("table", source, "iso27001-2022")
                         if row["relation"] in STRONG or "lies wholly in" in row["remarks"]}
            self.assertEqual(contained, claimed, source)
        guided = {(claim[1], f"A.{claim[3]}") for claim in claims()
                  if claim[0] == "cyber-essentials-3.3-to-iso27002-2022"}
        self.assertGreater(len(guided - {(claim[1], claim[3]) for claim in claims()}), 5)

    def test_who_made_them_and_who_has_read_them(self):
        """Until a person has gone through them, proofs say so, and the provenance has room for a name."""
        for each in own():
            self.assertEqual(each.root.get("authority"), "third-party", each.id)
            self.assertEqual(each.root.get("method"), "automated", each.id)
            words = " ".join(provenance.text for provenance in each.root.findall(f"{NAMESPACE}provenance"))
            self.assertRegex(words, r"reviewed by: \w", each.id)
            # What a program has read is never told as the work of an auditor, or of people who do not know of each other.
            self.assertNotRegex(words, r"\ban audit\b|\bthe audit\b|auditor's knowledge|independent passes", each.id)


if __name__ == "__main__":
    documents.main()
