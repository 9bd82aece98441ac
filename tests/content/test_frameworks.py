#!/usr/bin/env python3
"""The bundled frameworks: how many controls they have, what their ids and titles are, and how they are nested."""
import collections
import re
import unittest

import documents
from documents import framework, frameworks

# (groups, controls, withdrawn groups, withdrawn controls, counted controls), as counted in the standards.
COUNTS = {
    "csf-1.1": (5 + 23, 108, 0, 0, 108),
    "csf-2.0": (6 + 22, 106, 12, 79, 106),
    # Themes, and headings over FW-05, MP-04 and MP-05. Of the 84 requirements one is withdrawn and one is new in 3.3.
    "cyber-essentials-3.2": (5 + 3, 82, 0, 1, 54),
    "cyber-essentials-3.3": (5 + 3, 83, 0, 1, 54),
    # Clauses: 7 headings and 28 sub-clauses in 2013, of which 6.1 and 7.5 have parts of their own.
    "iso27001-2013": (7 + 1 + 14 + 35, 22 + 6 + 114, 0, 0, 20 + 6 + 114),
    "iso27001-2022": (7 + 1 + 4, 34 + 93, 0, 0, 30 + 93),
    "iso27002-2013": (14 + 35, 114, 0, 0, 114),
    "iso27002-2022": (4, 93, 0, 0, 93),
    "soc2-2017": (9 + 1 + 1 + 1 + 8, 61, 0, 0, 61),
}

# How many controls (not withdrawn) stand under each top-level group, or under one that is named here.
UNDER = {
    "csf-1.1": {"ID": 29, "PR": 39, "DE": 18, "RS": 16, "RC": 6},
    "csf-2.0": {"GV": 31, "ID": 21, "PR": 22, "DE": 11, "RS": 13, "RC": 8},
    "cyber-essentials-3.3": {"FW": 14, "SC": 14, "SUM": 10, "UAC": 33, "MP": 12},
    "cyber-essentials-3.2": {"FW": 14, "SC": 14, "SUM": 10, "UAC": 32, "MP": 12},
    "iso27001-2013": {"4": 4, "5": 3, "6": 5, "7": 8, "8": 3, "9": 3, "10": 2, "A": 114,
                      "A.5": 2, "A.6": 7, "A.7": 6, "A.8": 10, "A.9": 14,
                      "A.10": 2, "A.11": 15, "A.12": 14, "A.13": 7, "A.14": 13, "A.15": 5, "A.16": 7, "A.17": 4,
                      "A.18": 8},
    "iso27001-2022": {"4": 4, "5": 3, "6": 6, "7": 8, "8": 3, "9": 8, "10": 2,
                      "A": 93, "A.5": 37, "A.6": 8, "A.7": 14, "A.8": 34},
    "iso27002-2013": {"5": 2, "6": 7, "7": 6, "8": 10, "9": 14, "10": 2, "11": 15, "12": 14, "13": 7, "14": 13, "15": 5,
                      "16": 7, "17": 4, "18": 8},
    "iso27002-2022": {"5": 37, "6": 8, "7": 14, "8": 34},
    "soc2-2017": {"CC1": 5, "CC2": 3, "CC3": 4, "CC4": 2, "CC5": 3, "CC6": 8, "CC7": 5, "CC8": 1, "CC9": 2,
                  "A1": 3, "C1": 2, "PI1": 5, "P1": 1, "P2": 1, "P3": 2, "P4": 3, "P5": 2, "P6": 7, "P7": 1, "P8": 1},
}

SUPERSEDES = {"csf-2.0": "csf-1.1", "cyber-essentials-3.3": "cyber-essentials-3.2", "iso27001-2022": "iso27001-2013",
              "iso27002-2022": "iso27002-2013"}

# Titles that this project gives, where the publisher gives none or a sentence.
OWN_TITLES = {
    "csf-1.1": lambda item: item.kind == "control",
    "csf-2.0": lambda item: item.kind == "control",
    "cyber-essentials-3.2": lambda item: True,
    "cyber-essentials-3.3": lambda item: True,
    "soc2-2017": lambda item: True,
}

# Titles that the standard itself gives more than once.
SAME_TITLES = {
    "iso27001-2013": {"General": 2, "Information security risk assessment": 2,
                      "Information security risk treatment": 2},
    "iso27001-2022": {"General": 4, "Information security risk assessment": 2,
                      "Information security risk treatment": 2},
}

# Numbers that an edition skips.
HOLES = {"csf-2.0": {"PR.DS": [9]}}

VOCABULARY = {
    "control-type": "preventive detective corrective",
    "information-security-properties": "confidentiality integrity availability",
    "cybersecurity-concepts": "identify protect detect respond recover",
    "operational-capabilities":
        "governance asset-management information-protection human-resource-security physical-security "
        "system-and-network-security application-security secure-configuration identity-and-access-management "
        "threat-and-vulnerability-management continuity supplier-relationships-security legal-and-compliance "
        "information-security-event-management information-security-assurance",
    "security-domains": "governance-and-ecosystem protection defence resilience",
    "new": "yes",
}
# How many controls have each of the values, in the order of the vocabulary.
USES = {
    "control-type": [83, 13, 14],
    "information-security-properties": [87, 84, 85],
    "cybersecurity-concepts": [23, 71, 14, 11, 6],
    "operational-capabilities": [8, 16, 15, 6, 16, 17, 12, 6, 11, 3, 6, 7, 6, 10, 4],
    "security-domains": [27, 69, 22, 8],
    "new": [11],
}
NEW_IN_2022 = "5.7 5.23 5.30 7.4 8.9 8.10 8.11 8.12 8.16 8.23 8.28".split()

# Titles in which ISO/IEC 27001 Annex A and ISO/IEC 27002 differ.
OTHER_TITLE_IN_27002 = {"5.21", "5.34", "8.1"}


def parent_by_id(name, item):
    """The id of the parent that the id itself tells, or None for the top."""
    if name.startswith("csf"):
        return item.id.rsplit("-", 1)[0] if "-" in item.id else item.id.rsplit(".", 1)[0] if "." in item.id else None
    if name.startswith("iso27001") and re.fullmatch(r"A\.\d+", item.id):
        return "A"
    if name.startswith("cyber-essentials"):
        for end in (r"[a-z]", r"\.\d", r"-\d\d"):
            above = re.sub(f"{end}$", "", item.id)
            if above != item.id:
                return above
        return None
    return item.id.rsplit(".", 1)[0] if "." in item.id else None


class Frameworks(unittest.TestCase):
    def test_every_file_is_known(self):
        names = sorted(path.name for path in (documents.TOP / "frameworks").iterdir())
        self.assertEqual(names, [f"{name}.xml" for name in documents.FRAMEWORKS])
        self.assertEqual(sorted(COUNTS), documents.FRAMEWORKS)

    def test_ids_are_those_of_the_files(self):
        for each in frameworks():
            self.assertEqual(each.id, each.path.stem)

    def test_counts(self):
        for each in frameworks():
            with self.subTest(each.id):
                counted = sum(item.counted for item in each)
                self.assertEqual(COUNTS[each.id], (len(each.groups()), len(each.controls()), len(each.groups(True)),
                                                   len(each.controls(True)), counted))

    def test_counts_under_groups(self):
        for name, groups in UNDER.items():
            for group, count in groups.items():
                with self.subTest(f"{name} {group}"):
                    under = framework(name).items[group].walk()
                    found = [item for item in under if item.kind == "control" and not item.withdrawn]
                    self.assertEqual(count, len(found))

    def test_nothing_counts_outside_of_the_groups(self):
        for each in frameworks():
            tops = [top.id for top in each.top]
            self.assertLessEqual(set(tops), set(UNDER[each.id]), each.id)

    def test_the_program_counts_the_same(self):
        rows = {row["id"]: row for row in documents.table("list", "frameworks", "--format", "csv")}
        self.assertEqual(sorted(rows), documents.FRAMEWORKS)
        for name, (_, controls, _, _, counted) in COUNTS.items():
            self.assertEqual((rows[name]["controls"], rows[name]["counted"]), (str(controls), str(counted)), name)

    def test_ids_match_the_pattern(self):
        for each in frameworks():
            pattern = re.compile(each.root.get("control-id"))
            for item in each:
                self.assertTrue(pattern.fullmatch(item.id), f"{each.id}: {item.id}")

    def test_parents(self):
        for each in frameworks():
            for item in each:
                above = item.parent.id if item.parent else None
                self.assertEqual(parent_by_id(each.id, item), above, f"{each.id}: {item.id}")

    def test_numbers_have_no_holes(self):
        """The ISO standards, the CSF with what it withdrew and SOC 2 number from 1, with the holes that NIST left."""
        for each in frameworks():
            if each.id.startswith("cyber"):
                continue
            for parent in [item for item in each if item.children]:
                numbers = [int(re.search(r"(\d+)$", child.id).group(1)) for child in parent.children
                           if child.kind == "control" and re.search(r"\d$", child.id)]
                holes = HOLES.get(each.id, {}).get(parent.id, [])
                wanted = [number for number in range(1, len(numbers) + len(holes) + 1) if number not in holes]
                self.assertEqual(numbers, wanted, f"{each.id}: under {parent.id}")

    def test_titles(self):
        for each in frameworks():
            own = OWN_TITLES.get(each.id, lambda item: False)
            for item in each:
                place = f"{each.id}: {item.id}"
                self.assertTrue(item.title and item.title == " ".join(item.title.split()), place)
                self.assertTrue(item.title[0].isupper() or item.title[0].isdigit(), place)
                self.assertFalse(item.title.endswith("."), place)
                if own(item):
                    self.assertLessEqual(len(item.title.split()), 10, f"{place}: {item.title}")

    def test_titles_are_unique(self):
        for each in frameworks():
            titles = collections.Counter(item.title for item in each.controls())
            same = {title: count for title, count in titles.items() if count > 1}
            self.assertEqual(SAME_TITLES.get(each.id, {}), same, each.id)

    def test_no_text_of_the_standards(self):
        for each in frameworks():
            for item in each:
                is_own = each.id.startswith("cyber-essentials") and item.kind == "control"
                self.assertEqual(bool(item.statement), is_own and item.has_text, f"{each.id}: {item.id}")
                self.assertEqual(item.has_text, is_own, f"{each.id}: {item.id}")

    def test_supersedes(self):
        for each in frameworks():
            self.assertEqual(each.root.get("supersedes"), SUPERSEDES.get(each.id), each.id)

    def test_heads(self):
        for each in frameworks():
            root = each.root
            for name in ("title", "short", "publisher", "edition", "language", "control-id"):
                self.assertTrue(root.get(name), f"{each.id}: {name}")
            self.assertEqual(root.get("language"), "en")
            if each.id != "soc2-2017":  # the criteria say no day
                self.assertRegex(root.get("published"), r"^\d{4}-\d\d-\d\d$", each.id)
            rights = root.findtext(f"{documents.NAMESPACE}rights")
            self.assertTrue(rights and rights.endswith("."), each.id)
            link = root.find(f"{documents.NAMESPACE}link")
            self.assertEqual(link.get("rel"), "canonical", each.id)
            self.assertTrue(link.get("href").startswith("https://"), each.id)

    def test_attributes_are_of_the_vocabulary(self):
        for each in frameworks():
            for item in each:
                for name, values in item.attributes.items():
                    place = f"{each.id}: {item.id} {name}"
                    self.assertIn(name, each.vocabulary, place)
                    self.assertEqual(len(values), len(set(values)), place)
                    if each.vocabulary[name]:
                        self.assertLessEqual(set(values), set(each.vocabulary[name]), place)
                        order = [value for value in each.vocabulary[name] if value in values]
                        self.assertEqual(values, order, place)
            used = {(name, value) for item in each for name, values in item.attributes.items() for value in values}
            for name, values in each.vocabulary.items():
                for value in values:
                    self.assertIn((name, value), used, f"{each.id} never uses {name} {value}")


class Iso27002(unittest.TestCase):
    def test_vocabulary(self):
        self.assertEqual({name: values.split() for name, values in VOCABULARY.items()},
                         framework("iso27002-2022").vocabulary)
        sizes = [len(VOCABULARY[name].split()) for name in list(VOCABULARY)[:5]]
        self.assertEqual(sizes, [3, 3, 5, 15, 4])

    def test_uses(self):
        controls = framework("iso27002-2022").controls()
        for name, counts in USES.items():
            found = [sum(value in item.attributes.get(name, []) for item in controls)
                     for value in VOCABULARY[name].split()]
            self.assertEqual(counts, found, name)

    def test_every_control_has_all_five(self):
        for item in framework("iso27002-2022").controls():
            self.assertEqual(set(VOCABULARY) - {"new"}, set(item.attributes) - {"new"}, item.id)

    def test_new_controls(self):
        new = [item.id for item in framework("iso27002-2022") if "new" in item.attributes]
        self.assertEqual(new, NEW_IN_2022)

    def test_annex_a_is_the_same_list(self):
        for edition in ("2013", "2022"):
            annex = {item.id[2:]: item.title for item in framework(f"iso27001-{edition}").controls()
                     if item.id.startswith("A.")}
            code = {item.id: item.title for item in framework(f"iso27002-{edition}").controls()}
            self.assertEqual(list(annex), list(code))
            differ = {number for number in annex if annex[number] != code[number]}
            self.assertEqual(differ, OTHER_TITLE_IN_27002 if edition == "2022" else set())


class Csf(unittest.TestCase):
    FUNCTIONS = {"GV": "govern", "ID": "identify", "PR": "protect", "DE": "detect", "RS": "respond", "RC": "recover"}

    def test_function_of_each_subcategory(self):
        for name in ("csf-1.1", "csf-2.0"):
            for item in framework(name).controls():
                self.assertEqual(item.attributes, {"function": [self.FUNCTIONS[item.id[:2]]]}, f"{name}: {item.id}")

    def test_withdrawn_elements(self):
        """Each says what replaced it, but for three that NIST sends to "other" categories which it does not name."""
        csf = framework("csf-2.0")
        withdrawn = [item for item in csf if item.withdrawn]
        self.assertEqual(len(withdrawn), 91)
        for item in withdrawn:
            for ref in item.replaced_by:
                self.assertFalse(csf.items[ref].withdrawn, f"{item.id} is replaced by {ref}")
        self.assertEqual([item.id for item in withdrawn if not item.replaced_by], ["PR.IP", "PR.PT", "DE.DP"])
        self.assertEqual([item.id for item in csf if item.replaced_by and not item.withdrawn], [])

    def test_old_elements_are_still_known(self):
        """Every element of 1.1 stands in 2.0 under the same number, kept or withdrawn."""
        new = framework("csf-2.0").items
        for item in framework("csf-1.1"):
            self.assertIn(re.sub(r"-(\d)$", r"-0\1", item.id), new)

    def test_what_exhausts_what(self):
        """A function is its categories; a category is more than its subcategories."""
        for name in ("csf-1.1", "csf-2.0"):
            for item in framework(name).groups():
                self.assertEqual(item.exhaustive, item.parent is None, f"{name}: {item.id}")


class CyberEssentials(unittest.TestCase):
    OPEN_GROUPS = {"MP-04", "MP-05"}

    def test_obligations(self):
        for name in ("cyber-essentials-3.2", "cyber-essentials-3.3"):
            for item in framework(name).controls():
                self.assertIn("obligation", item.attributes, f"{name}: {item.id}")
                self.assertTrue(re.search(r"\w", item.statement) and item.statement.endswith("."), item.id)

    def test_what_is_asked_for_unconditionally_counts(self):
        """Options, conditions, lead-ins, permissions and clarifications are not counted; the rest is."""
        conditional = {"option", "condition", "fallback", "if-chosen", "lead-in", "permission", "clarification"}
        for name in ("cyber-essentials-3.2", "cyber-essentials-3.3"):
            for item in framework(name).controls():
                asks = not conditional & set(item.attributes["obligation"])
                heading = item.exhaustive and item.children
                self.assertEqual(item.counted, asks and not heading, f"{name}: {item.id}")

    def test_options_are_alternatives(self):
        for name in ("cyber-essentials-3.2", "cyber-essentials-3.3"):
            for item in framework(name):
                kinds = {kind for child in item.children for kind in child.attributes.get("obligation", [])}
                if kinds & {"option", "if-chosen", "condition"} and item.parent is not None:
                    self.assertFalse(item.exhaustive, f"{name}: {item.id}")

    def test_versions_differ_in_one_requirement(self):
        old, new = framework("cyber-essentials-3.2").items, framework("cyber-essentials-3.3").items
        self.assertEqual(set(new) - set(old), {"UAC-21"})
        self.assertEqual(set(old) - set(new), set())
        for name, item in old.items():
            self.assertEqual((item.title, item.withdrawn, item.counted), (new[name].title, new[name].withdrawn,
                                                                        new[name].counted), name)

    def test_withdrawn(self):
        for name in ("cyber-essentials-3.2", "cyber-essentials-3.3"):
            self.assertEqual([item.id for item in framework(name) if item.withdrawn], ["SUM-07"])


if __name__ == "__main__":
    documents.main()
