#!/usr/bin/env python3
"""A mapping as it was really published, mistakes included, and what the compiler makes visible of them. Nine controls
of 2013 are left out, A.13.2.1 to A.13.2.3 go to A.8.14 (redundancy) instead of A.5.14 (transfer), and A.18.2.3 lacks
A.8.8."""
import re
import unittest

import documents
from documents import framework, mapping

MAPPING = "tests/content/third-party-with-mistakes.xml"
LEFT_OUT = "A.6.1.3 A.6.1.4 A.6.1.5 A.9.2.5 A.9.2.6 A.12.6.2 A.12.7.1 A.14.2.3 A.14.2.4".split()
NEW_IN_2022 = "A.5.7 A.5.23 A.5.30 A.7.4 A.8.9 A.8.10 A.8.11 A.8.12 A.8.16 A.8.23 A.8.28".split()


def gaps(name):
    """The controls that the finding of this name is about."""
    _, err = documents.run("check", "--all-notes", MAPPING)
    return re.findall(rf"note: (\S+) has no counterpart .*\[{re.escape(name)}\]$", err, re.M)


class ThirdParty(unittest.TestCase):
    def test_controls_left_out(self):
        self.assertEqual(gaps("gap.source"), LEFT_OUT)

    def test_controls_that_nothing_leads_to(self):
        """Eleven are new, and so is clause 6.3. The other four are mistakes: of what was left out, and of A.8.14."""
        found = [name for name in gaps("gap.target") if name not in NEW_IN_2022]
        self.assertEqual(found, ["6.3", "A.5.5", "A.5.6", "A.5.14", "A.8.34"])
        owner = mapping("iso27001-2013-to-iso27001-2022")
        for name in found[1:]:
            self.assertTrue([fact for fact in owner.maps if name in fact.targets], name)

    def test_the_wrong_target_stands_beside_the_right_one(self):
        rows = documents.table("table", "iso27001-2013", "iso27001-2022", "--bundled", MAPPING)
        for control in ("A.13.2.1", "A.13.2.2", "A.13.2.3"):
            found = {(row["target_id"], row["mapping"]) for row in rows
                     if row["source_id"] == control and row["basis"] == "declared"}
            self.assertEqual(found, {("A.5.14", "iso27001-2013-to-iso27001-2022"),
                                     ("A.5.14", "iso27001-2013-to-iso27001-2022-readings"),
                                     ("A.8.14", "intuitem-iso27001-2013-to-iso27001-2022")})
        found = {(row["target_id"], row["mapping"]) for row in rows if row["source_id"] == "A.18.2.3"}
        self.assertEqual(found, {("A.5.36", "iso27001-2013-to-iso27001-2022"),
                                 ("A.5.36", "iso27001-2013-to-iso27001-2022-readings"),
                                 ("A.5.36", "intuitem-iso27001-2013-to-iso27001-2022"),
                                 ("A.8.8", "iso27001-2013-to-iso27001-2022"),
                                 ("A.8.8", "iso27001-2013-to-iso27001-2022-readings")})

    def test_equal_where_two_were_merged_or_a_clause_asks_for_more(self):
        """Equal wording is no equality of requirements: asked to combine both, the compiler finds what cannot be."""
        _, err = documents.run("check", "-W", "no-gap", "--rationale", "semantic,syntactic,unstated", "--bundled",
                               MAPPING, status=1)
        found = re.findall(r"error: .*iso27001-2013:(\S+) equals iso27001-2022:(\S+); .*\[conflict.contradiction\]$", err,
                           re.M)
        wanted = []
        ours = (mapping("iso27001-2013-to-iso27001-2022-clauses").maps +
                mapping("iso27001-2013-to-iso27001-2022-readings").maps)
        theirs = {(fact.sources, fact.targets) for fact in documents.Mapping(documents.TOP / MAPPING).maps
                  if fact.relation == "equal-to"}
        for fact in ours:
            if fact.relation in ("subset-of", "superset-of") and (fact.sources, fact.targets) in theirs:
                wanted.append((fact.sources[0], fact.targets[0]))
        self.assertEqual(len(wanted), 6 + 2)
        self.assertEqual(sorted(found), sorted(wanted))
        # What was compared by wording alone does not mix with what was compared by meaning, unless that is asked for.
        self.assertEqual(documents.run("check", "-W", "no-gap", "--bundled", MAPPING), ("", ""))

    def test_what_is_compared(self):
        each = documents.Mapping(documents.TOP / MAPPING)
        self.assertEqual(len(each.maps), 134)
        for fact in each.maps:
            self.assertIn(fact.sources[0], framework(each.source).items)
            self.assertIn(fact.targets[0], framework(each.target).items)


if __name__ == "__main__":
    documents.main()
