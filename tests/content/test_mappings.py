#!/usr/bin/env python3
"""The bundled mappings: that every reference leads somewhere, that relations say no more than their source does, and
that this project's own mappings are complete and explained."""
import collections
import unittest

import documents
from documents import framework, mapping, mappings

# How many maps and how many controls declared without counterpart.
COUNTS = {
    "bs7858-2019-to-iso27001-2022": (38, 0),
    "csf-1.1-to-csf-2.0": (136, 0),
    "csf-1.1-to-iso27001-2013": (302, 0),
    "csf-1.1-to-nist-sp800-53-r5": (552, 0),
    "csf-2.0-to-csf-1.1": (185, 0),
    "csf-2.0-to-iso27001-2022-nist-a": (412, 0),
    "csf-2.0-to-iso27001-2022-nist-b": (93, 0),
    "csf-2.0-to-nist-sp800-53-r5": (746, 0),
    "cyber-essentials-3.2-to-cyber-essentials-3.3": (103, 5),
    "cyber-essentials-3.3-to-csf-2.0": (149, 91),
    "cyber-essentials-3.3-to-iso27001-2022": (148, 100),
    "cyber-essentials-3.3-to-iso27002-2022": (172, 77),
    "gdpr-to-iso27001-2022": (131, 5),
    "iso27001-2013-to-iso27001-2022": (115, 11),
    "iso27001-2013-to-iso27001-2022-clauses": (33, 1),
    "iso27001-2013-to-iso27001-2022-readings": (57, 0),
    "iso27001-2013-to-iso27002-2013": (114, 0),
    "iso27001-2022-to-iso27002-2022": (93, 0),
    "iso27002-2013-to-iso27002-2022": (115, 11),
    "iso27002-2013-to-iso27002-2022-readings": (57, 0),
    "nis2-2024-2690-to-csf-2.0": (279, 2),
    "nis2-2024-2690-to-iso27001-2022": (118, 0),
    "nis2-2024-2690-to-nis2-directive-art21": (31, 0),
    "nist-privacy-1.0-to-csf-1.1": (64, 0),
    "nist-privacy-1.0-to-nist-sp800-53-r5": (567, 0),
    "nist-sp800-53-r5-to-iso27001-2022": (642, 0),
    "soc2-2017-to-iso27001-2022": (256, 12),
}

# How many different controls and groups are named on either side.
ENDS = {
    "bs7858-2019-to-iso27001-2022": (22, 13),
    "csf-1.1-to-csf-2.0": (88, 78),
    "csf-1.1-to-iso27001-2013": (105, 115),
    "csf-1.1-to-nist-sp800-53-r5": (108, 193),
    "csf-2.0-to-csf-1.1": (115, 131),
    "csf-2.0-to-iso27001-2022-nist-a": (134, 91),
    "csf-2.0-to-iso27001-2022-nist-b": (39, 93),
    "csf-2.0-to-nist-sp800-53-r5": (108, 213),
    "cyber-essentials-3.2-to-cyber-essentials-3.3": (103, 103),
    "cyber-essentials-3.3-to-csf-2.0": (86, 26),
    "cyber-essentials-3.3-to-iso27001-2022": (71, 31),
    "cyber-essentials-3.3-to-iso27002-2022": (86, 27),
    "gdpr-to-iso27001-2022": (46, 54),
    "iso27001-2013-to-iso27001-2022": (114, 82),
    "iso27001-2013-to-iso27001-2022-clauses": (28, 33),
    "iso27001-2013-to-iso27001-2022-readings": (56, 24),
    "iso27001-2013-to-iso27002-2013": (114, 114),
    "iso27001-2022-to-iso27002-2022": (93, 93),
    "iso27002-2013-to-iso27002-2022": (114, 82),
    "iso27002-2013-to-iso27002-2022-readings": (56, 24),
    "nis2-2024-2690-to-csf-2.0": (47, 86),
    "nis2-2024-2690-to-iso27001-2022": (49, 86),
    "nis2-2024-2690-to-nis2-directive-art21": (28, 10),
    "nist-privacy-1.0-to-csf-1.1": (57, 60),
    "nist-privacy-1.0-to-nist-sp800-53-r5": (97, 234),
    "nist-sp800-53-r5-to-iso27001-2022": (220, 120),
    "soc2-2017-to-iso27001-2022": (60, 112),
}

# The relations of the mappings that state any: no more than their source does, or than was argued in the mapping itself.
# All others give correspondences only, and are related-to throughout.
RELATIONS = {
    "cyber-essentials-3.2-to-cyber-essentials-3.3": {"equal-to", "related-to"},
    "bs7858-2019-to-iso27001-2022": {"intersects-with", "related-to"},
    "cyber-essentials-3.3-to-csf-2.0": {"subset-of", "intersects-with", "supports", "related-to"},
    "cyber-essentials-3.3-to-iso27001-2022": {"subset-of", "intersects-with", "supports", "related-to"},
    "cyber-essentials-3.3-to-iso27002-2022": {"subset-of", "intersects-with", "supports", "related-to"},
    "gdpr-to-iso27001-2022": {"intersects-with", "supported-by", "related-to"},
    "soc2-2017-to-iso27001-2022": {"intersects-with", "supported-by", "related-to"},
    "iso27001-2013-to-iso27001-2022-clauses": {"equal-to", "subset-of", "superset-of", "intersects-with"},
    "iso27001-2013-to-iso27001-2022-readings": {"subset-of", "intersects-with", "related-to"},
    "iso27001-2013-to-iso27002-2013": {"subset-of"},
    "iso27001-2022-to-iso27002-2022": {"subset-of"},
    "iso27002-2013-to-iso27002-2022-readings": {"intersects-with", "related-to"},
    "nist-privacy-1.0-to-csf-1.1": {"equal-to", "related-to"},
}

# Whose publishers gave them no date: that of an export of a tool is none.
UNDATED = {"csf-1.1-to-nist-sp800-53-r5", "csf-2.0-to-iso27001-2022-nist-a", "csf-2.0-to-iso27001-2022-nist-b",
           "csf-2.0-to-nist-sp800-53-r5", "nist-privacy-1.0-to-nist-sp800-53-r5"}

# Counted controls of a side that was gone through, to which the mapping gives no counterpart: gaps, and to be shown so.
GAPS = {
    "csf-1.1-to-iso27001-2013": "ID.BE-3 DE.CM-1 RS.AN-5".split(),
    "csf-2.0-to-csf-1.1": ("GV.RM-07 GV.RR-01 GV.OV-01 GV.OV-02 GV.OV-03 ID.AM-07 ID.IM-01 PR.AA-04 PR.PS-05 RS.MA-05 "
                           "RS.AN-07 RS.AN-08 RC.RP-03 RC.RP-04 RC.RP-05 RC.RP-06").split(),
    "nist-privacy-1.0-to-nist-sp800-53-r5": "ID.RA-P2 ID.DE-P4 CT.DM-P10".split(),
}

# What this project read pair by pair, with a strength and a reason for each.
OWN = ["bs7858-2019-to-iso27001-2022", "cyber-essentials-3.3-to-csf-2.0", "cyber-essentials-3.3-to-iso27001-2022",
       "cyber-essentials-3.3-to-iso27002-2022", "gdpr-to-iso27001-2022", "soc2-2017-to-iso27001-2022"]

# Those of them that went through both frameworks; the others are about a part of theirs, and say so.
COMPLETE = [name for name in OWN if not name.startswith(("bs7858", "gdpr"))]

# How many of their maps say that two controls hold a requirement only together.
JOINT = {"cyber-essentials-3.3-to-csf-2.0": 1, "cyber-essentials-3.3-to-iso27001-2022": 2,
         "cyber-essentials-3.3-to-iso27002-2022": 3}


class Mappings(unittest.TestCase):
    def test_every_file_is_known(self):
        names = {path.name for path in (documents.TOP / "mappings").iterdir()}
        self.assertEqual(names, {f"{name}.xml" for name in documents.MAPPINGS})
        self.assertEqual(sorted(COUNTS), documents.MAPPINGS)
        self.assertEqual(sorted(ENDS), documents.MAPPINGS)

    def test_ids_say_what_is_mapped(self):
        for each in mappings():
            self.assertEqual(each.id, each.path.stem)
            self.assertTrue(each.id.startswith(f"{each.source}-to-{each.target}"), each.id)

    def test_counts(self):
        for each in mappings():
            self.assertEqual(COUNTS[each.id], (len(each.maps), len(each.none)), each.id)

    def test_ends(self):
        for each in mappings():
            pairs = each.pairs()
            found = len({source for source, _ in pairs}), len({target for _, target in pairs})
            self.assertEqual(ENDS[each.id], found, each.id)

    def test_the_program_counts_the_same(self):
        rows = {row["id"]: row for row in documents.table("list", "mappings", "--format", "csv")}
        self.assertEqual({name: row["facts"] for name, row in rows.items()},
                         {name: str(maps) for name, (maps, _) in COUNTS.items()})

    def test_every_reference_leads_to_a_control_in_force(self):
        for each in mappings():
            sources, targets = framework(each.source).items, framework(each.target).items
            ends = [(sources, name) for fact in each.maps for name in fact.sources]
            ends += [(targets, name) for fact in each.maps for name in fact.targets]
            ends += [(sources if side == "source" else targets, name) for side, name, _ in each.none]
            for items, name in ends:
                self.assertIn(name, items, each.id)
                self.assertFalse(items[name].withdrawn, f"{each.id}: {name} is withdrawn")

    def test_heads(self):
        for each in mappings():
            root = each.root
            for name in ("title", "publisher", "status", "authority", "style"):
                self.assertTrue(root.get(name), f"{each.id}: {name}")
            if each.id in UNDATED:
                self.assertIsNone(root.get("published"), each.id)
            else:
                self.assertRegex(root.get("published"), r"^\d{4}(-\d\d-\d\d)?$", each.id)
            provenances = root.findall(f"{documents.NAMESPACE}provenance")
            self.assertTrue(provenances, each.id)
            for provenance in provenances:
                self.assertTrue(provenance.get("href", "").startswith("https://"), each.id)
                self.assertTrue(provenance.text.strip().endswith("."), each.id)

    def test_authority(self):
        """Only a publisher of one of the two frameworks is an owner."""
        for each in mappings():
            publishers = {framework(name).root.get("publisher") for name in (each.source, each.target)}
            publisher = each.root.get("publisher").split(";")[0]
            owner = any(publisher == name for name in publishers)
            self.assertEqual(each.root.get("authority"), "owner" if owner else "third-party", each.id)

    def test_relations(self):
        for each in mappings():
            used = {fact.relation for fact in each.maps}
            self.assertEqual(RELATIONS.get(each.id, {"related-to"}), used, each.id)
            if used <= {"related-to", "intersects-with"}:
                self.assertEqual(each.root.get("style"), "crosswalk", each.id)

    def test_strengths(self):
        """Ours say how much two controls share. Whoever states no strength gets none here; equal pairs need none."""
        for each in mappings():
            for fact in each.maps:
                if each.id not in OWN:
                    self.assertIsNone(fact.strength, f"{each.id}: {fact}")
                    continue
                self.assertRegex(fact.strength or "", r"^([1-9]|10)$", f"{each.id}: {fact}")
                strength = int(fact.strength)
                self.assertLess(strength, 10, f"{each.id}: {fact}")  # 10 is for equal pairs
                if fact.relation in ("supports", "supported-by"):
                    self.assertLessEqual(strength, 6, f"{each.id}: {fact}")

    def test_no_pair_twice(self):
        for each in mappings():
            facts = collections.Counter((tuple(sorted(fact.sources)), tuple(sorted(fact.targets)))
                                        for fact in each.maps)
            self.assertEqual([pair for pair, count in facts.items() if count > 1], [], each.id)
            for fact in each.maps:
                self.assertEqual(len(set(fact.sources)), len(fact.sources), f"{each.id}: {fact}")
                self.assertEqual(len(set(fact.targets)), len(fact.targets), f"{each.id}: {fact}")

    def test_mapped_or_without_counterpart_never_both(self):
        for each in mappings():
            mapped = {("source", name) for fact in each.maps for name in fact.sources}
            mapped |= {("target", name) for fact in each.maps for name in fact.targets}
            none = [(side, name) for side, name, _ in each.none]
            self.assertEqual(len(none), len(set(none)), each.id)
            self.assertEqual([entry for entry in none if entry in mapped], [], each.id)

    def test_every_gap_has_its_reason(self):
        for each in mappings():
            for side, name, remarks in each.none:
                self.assertTrue(remarks and remarks.strip().endswith("."), f"{each.id}: {side} {name}")

    def test_examined_sides_are_complete(self):
        """A mapping that says it went through a side names every counted control of it, but for the gaps it found."""
        for each in mappings():
            examined = each.root.get("examined", "none")
            gaps = []
            for side, name in (("source", each.source), ("target", each.target)):
                if examined in (side, "both"):
                    named = {ref for fact in each.maps for ref in (fact.sources if side == "source" else fact.targets)}
                    named |= {ref for at, ref, _ in each.none if at == side}
                    gaps += [item.id for item in framework(name).counted() if item.id not in named]
            self.assertEqual(GAPS.get(each.id, []), gaps, each.id)

    def test_remarks_of_one_line(self):
        for each in mappings():
            for remarks in [fact.remarks for fact in each.maps] + [none[2] for none in each.none]:
                if remarks is not None:
                    self.assertEqual(remarks, " ".join(remarks.split()), each.id)
                    self.assertTrue(remarks and remarks[-1] in ".!?", f"{each.id}: {remarks}")


class NistSets(unittest.TestCase):
    def test_set_b_has_each_control_once(self):
        targets = [target for _, target in mapping("csf-2.0-to-iso27001-2022-nist-b").pairs()]
        annex = [item.id for item in framework("iso27001-2022").controls() if item.id.startswith("A.")]
        self.assertEqual(sorted(targets), sorted(annex))

    def test_what_the_two_sets_agree_on(self):
        first = set(mapping("csf-2.0-to-iso27001-2022-nist-a").pairs())
        second = set(mapping("csf-2.0-to-iso27001-2022-nist-b").pairs())
        self.assertEqual(len(first & second), 36)

    def test_set_a_has_every_element(self):
        sources = {source for source, _ in mapping("csf-2.0-to-iso27001-2022-nist-a").pairs()}
        self.assertEqual(sources, {item.id for item in framework("csf-2.0") if not item.withdrawn})


class Own(unittest.TestCase):
    """The mappings that this project wrote itself."""

    def test_every_requirement_occurs(self):
        for name in COMPLETE:
            each = mapping(name)
            self.assertEqual(each.root.get("examined"), "both", name)
            named = {ref for fact in each.maps for ref in fact.sources} | {
                ref for side, ref, _ in each.none if side == "source"}
            wanted = {item.id for item in framework(each.source).counted()}
            self.assertEqual(wanted - named, set(), f"{name}: not mapped")

    def test_every_target_occurs(self):
        for name in COMPLETE:
            each = mapping(name)
            named = {ref for fact in each.maps for ref in fact.targets} | {
                ref for side, ref, _ in each.none if side == "target"}
            wanted = {item.id for item in framework(each.target).counted()}
            self.assertEqual(wanted - named, set(), f"{name}: not mapped")

    def test_every_fact_has_a_short_remark(self):
        for name in OWN:
            each = mapping(name)
            for what, remarks in [(str(fact), fact.remarks) for fact in each.maps] + [
                    (f"{side} {ref}", remarks) for side, ref, remarks in each.none]:
                self.assertTrue(remarks and remarks.strip(), f"{name}: {what}")
                self.assertLess(len(remarks.split()), 30, f"{name}: {what}: {remarks}")

    def test_unions_are_needed(self):
        """Two controls hold a requirement jointly only where neither is claimed to hold it alone."""
        for name in OWN:
            facts = mapping(name).maps
            alone = {(fact.sources, fact.targets[0]) for fact in facts
                     if len(fact.targets) == 1 and fact.relation in ("subset-of", "equal-to")}
            joint = [fact for fact in facts if len(fact.targets) > 1 or len(fact.sources) > 1]
            self.assertEqual(len(joint), JOINT.get(name, 0), name)
            for fact in joint:
                self.assertEqual([target for target in fact.targets if (fact.sources, target) in alone], [], str(fact))

    def test_a_requirement_in_an_outcome_is_no_part_twice(self):
        """What is said of a parent is not said of its child again in a weaker form: subset-of is inherited."""
        for name in OWN:
            each = mapping(name)
            held = {(ref, target) for fact in each.maps for ref in fact.sources for target in fact.targets
                    if len(fact.targets) == 1 and fact.relation == "subset-of"}
            for fact in each.maps:
                for ref in fact.sources:
                    above = {parent.id for parent in framework(each.source).items[ref].ancestors()}
                    again = [target for target in fact.targets for parent in above if (parent, target) in held]
                    self.assertEqual(again, [], f"{name}: {fact}")

    def test_guidance_proves_nothing_of_annex_a(self):
        """What holds only by the guidance of ISO/IEC 27002 is claimed of 27002 at most, never of the certifiable text."""
        strong = {(source, target) for fact in mapping("cyber-essentials-3.3-to-iso27001-2022").maps
                  if fact.relation in ("subset-of", "equal-to") for source in fact.sources for target in fact.targets}
        guidance = ("FW-02 A.5.17,FW-07 A.8.1,SC-01 A.8.9,SC-02 A.5.17,UAC-08 A.8.2,UAC-09 A.8.2,UAC-14a A.5.17,"
                    "UAC-15 A.5.17,MP-01 A.8.7")
        self.assertEqual(strong & {tuple(pair.split()) for pair in guidance.split(",")}, set())
        proved = {(row["source_id"], row["target_id"])
                  for row in documents.table("table", "cyber-essentials-3.3", "iso27001-2022")
                  if row["relation"] in ("subset-of", "equal-to")}
        single = {(fact.sources[0], "+".join(fact.targets)) for fact in
                  mapping("cyber-essentials-3.3-to-iso27001-2022").maps if fact.relation == "subset-of"}
        self.assertEqual(proved, single, "the table proves more, or less, than the direct mapping says")

    def test_a_law_is_never_held_by_a_certificate(self):
        for name in ("gdpr-to-iso27001-2022", "bs7858-2019-to-iso27001-2022"):
            self.assertLessEqual({fact.relation for fact in mapping(name).maps},
                                 {"intersects-with", "related-to", "supported-by"}, name)

    def test_what_a_reader_must_know(self):
        """That no licensed copy was at hand, what a statement of applicability decides, how far two readings differed."""
        for name in OWN:
            words = " ".join(provenance.text for provenance in
                             mapping(name).root.findall(f"{documents.NAMESPACE}provenance"))
            self.assertRegex(words, r"Of the \d+ pairs .* \d+ differed", name)
            self.assertIn("reviewed by: ", words, name)
            if name.endswith("iso27001-2022"):
                self.assertIn("statement of applicability", words, name)
                self.assertRegex(words, "(?i)no(r a)? licensed copy", name)
            self.assertEqual(mapping(name).root.get("status"), "draft", name)

    def test_tens_are_there(self):
        """A.5.30 is not A.5.3: where a spreadsheet made numbers of ids, no control that ends in 0 is left."""
        for name in COMPLETE:
            each = mapping(name)
            if each.target.startswith("iso"):
                named = {target for _, target in each.pairs()} | {ref for side, ref, _ in each.none if side == "target"}
                for tens in ("5.10", "5.20", "5.30", "7.10", "8.10", "8.20", "8.30"):
                    self.assertTrue({tens, f"A.{tens}"} & named, f"{name}: {tens}")


if __name__ == "__main__":
    documents.main()
