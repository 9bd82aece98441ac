#!/usr/bin/env python3
"""The bundled frameworks: how many controls they have, what their ids and titles are, and how they are nested."""
import collections
import re
import unittest

import documents
from documents import framework, frameworks

# (groups, controls, withdrawn groups, withdrawn controls, counted controls), as counted in the standards.
COUNTS = {
    # Open: headings of clauses 4 to 11, of which five hold others. Nothing is counted.
    "bs7858-2019": (5, 23, 0, 0, 0),
    "csf-1.1": (5 + 23, 108, 0, 0, 108),
    "csf-2.0": (6 + 22, 106, 12, 79, 106),
    # The scope and five themes, and headings over FW-05, MP-04 and MP-05. Of the 84 requirements one is withdrawn and
    # one is new in 3.3. Of the 25 rules on scope one is of 3.2 only and three are of 3.3 only; 14 are duties.
    "cyber-essentials-3.2": (6 + 3, 82 + 22, 0, 1, 54 + 14),
    "cyber-essentials-3.3": (6 + 3, 83 + 24, 0, 1, 54 + 14),
    "def-stan-05-138-4": (4, 148, 0, 0, 0),
    # Chapter, two sections and ten articles with 60 paragraphs. Not counted: 6(9), 6(10), 11(11), 15, 16(1) to 16(3).
    "dora": (1 + 2 + 10, 2 + 60, 0, 0, 62 - 7),
    # Four chapters; 22 of 25 articles have paragraphs (111), seven of which have points (54).
    "gdpr": (4 + 22, 3 + 111 + 54, 0, 0, 95),
    # Clauses: 7 headings and 28 sub-clauses in 2013, of which 6.1 and 7.5 have parts of their own.
    "iso27001-2013": (7 + 1 + 14 + 35, 22 + 6 + 114, 0, 0, 20 + 6 + 114),
    "iso27001-2022": (7 + 1 + 4, 34 + 93, 0, 0, 30 + 93),
    "iso27002-2013": (14 + 35, 114, 0, 0, 114),
    "iso27002-2022": (4, 93, 0, 0, 93),
    "ncsc-caf-4.0": (4 + 14, 41, 0, 0, 41),
    "nis2-2024-2690": (13 + 47, 160 + 205 + 12 + 1, 0, 0, 336),
    # Not counted: 21(5), 23(3) and 23(5) to 23(11).
    "nis2-directive-art21": (3, 18 + 10, 0, 0, 28 - 9),
    "nist-privacy-1.0": (5 + 18, 100, 0, 0, 100),
    "nist-sp800-53-r5": (20, 300 + 714, 0, 24 + 158, 1014),
    "soc2-2017": (9 + 1 + 1 + 1 + 8, 61, 0, 0, 61),
}

# How many controls (not withdrawn) stand under each top-level group, or under one that is named here.
UNDER = {
    "csf-1.1": {"ID": 29, "PR": 39, "DE": 18, "RS": 16, "RC": 6},
    "csf-2.0": {"GV": 31, "ID": 21, "PR": 22, "DE": 11, "RS": 13, "RC": 8},
    "cyber-essentials-3.3": {"SCOPE": 24, "FW": 14, "SC": 14, "SUM": 10, "UAC": 33, "MP": 12},
    "cyber-essentials-3.2": {"SCOPE": 22, "FW": 14, "SC": 14, "SUM": 10, "UAC": 32, "MP": 12},
    "iso27001-2013": {"4": 4, "5": 3, "6": 5, "7": 8, "8": 3, "9": 3, "10": 2, "A": 114,
                      "A.5": 2, "A.6": 7, "A.7": 6, "A.8": 10, "A.9": 14,
                      "A.10": 2, "A.11": 15, "A.12": 14, "A.13": 7, "A.14": 13, "A.15": 5, "A.16": 7, "A.17": 4,
                      "A.18": 8},
    "iso27001-2022": {"4": 4, "5": 3, "6": 6, "7": 8, "8": 3, "9": 8, "10": 2,
                      "A": 93, "A.5": 37, "A.6": 8, "A.7": 14, "A.8": 34},
    "iso27002-2013": {"5": 2, "6": 7, "7": 6, "8": 10, "9": 14, "10": 2, "11": 15, "12": 14, "13": 7, "14": 13, "15": 5,
                      "16": 7, "17": 4, "18": 8},
    "iso27002-2022": {"5": 37, "6": 8, "7": 14, "8": 34},
    "bs7858-2019": {"6": 3, "7": 12, "11": 3},
    "def-stan-05-138-4": {"A": 19, "B": 101, "C": 16, "D": 10},
    "dora": {"II": 62, "II.I": 4, "II.II": 58, "Art.6": 10, "Art.8": 7, "Art.9": 4, "Art.10": 4, "Art.11": 11, "Art.12": 7,
             "Art.13": 7, "Art.14": 3, "Art.16": 3},
    "gdpr": {"II": 38, "III": 28, "IV": 69, "V": 33},
    "ncsc-caf-4.0": {"A": 9, "B": 20, "C": 7, "D": 5},
    "nis2-2024-2690": {"1": 19, "2": 21, "3": 48, "4": 36, "5": 25, "6": 78, "7": 9, "8": 14, "9": 18, "10": 16, "11": 47,
                       "12": 25, "13": 22},
    "nis2-directive-art21": {"Art.20": 2, "Art.21": 15, "Art.23": 11},
    "nist-privacy-1.0": {"ID-P": 21, "GV-P": 20, "CT-P": 19, "CM-P": 10, "PR-P": 30},
    "nist-sp800-53-r5": {"AC": 23 + 108, "AT": 5 + 10, "AU": 15 + 41, "CA": 8 + 17, "CM": 14 + 42, "CP": 12 + 37,
                         "IA": 13 + 46, "IR": 9 + 31, "MA": 7 + 21, "MP": 8 + 12, "PE": 22 + 29, "PL": 8 + 3,
                         "PM": 32 + 5, "PS": 9 + 8, "PT": 8 + 13, "RA": 9 + 13, "SA": 17 + 91, "SC": 47 + 92,
                         "SI": 22 + 80, "SR": 12 + 15},
    "soc2-2017": {"CC1": 5, "CC2": 3, "CC3": 4, "CC4": 2, "CC5": 3, "CC6": 8, "CC7": 5, "CC8": 1, "CC9": 2,
                  "A1": 3, "C1": 2, "PI1": 5, "P1": 1, "P2": 1, "P3": 2, "P4": 3, "P5": 2, "P6": 7, "P7": 1, "P8": 1},
}

SUPERSEDES = {"csf-2.0": "csf-1.1", "cyber-essentials-3.3": "cyber-essentials-3.2", "iso27001-2022": "iso27001-2013",
              "iso27002-2022": "iso27002-2013"}

# Titles that this project gives, where the publisher gives none or a sentence.
OWN_TITLES = {
    "csf-1.1": lambda item: item.kind == "control",
    "csf-2.0": lambda item: item.kind == "control",
    "cyber-essentials-3.2": lambda item: item.id != "SCOPE-18",
    "cyber-essentials-3.3": lambda item: item.id != "SCOPE-18",
    "dora": lambda item: "(" in item.id,
    "gdpr": lambda item: "(" in item.id,
    "nis2-directive-art21": lambda item: item.id.endswith(")") and item.id[-2].isdigit(),
    "nist-privacy-1.0": lambda item: item.kind == "control",
    "soc2-2017": lambda item: True,
}

# Whose statements its rights allow to be here, and for which controls: all others have none.
STATEMENTS = {
    "csf-1.1": lambda item: True,
    "csf-2.0": lambda item: not item.withdrawn,
    "cyber-essentials-3.2": lambda item: item.kind == "control",
    "cyber-essentials-3.3": lambda item: item.kind == "control",
    "ncsc-caf-4.0": lambda item: item.id not in ("A3.a", "C2.a"),
    "nis2-2024-2690": lambda item: item.kind == "control" or item.id == "5.2",
    "nis2-directive-art21": lambda item: item.kind == "control" and not item.id.startswith("Art.23"),
    "nist-privacy-1.0": lambda item: True,
}

# Titles that the standard itself gives more than once.
SAME_TITLES = {
    "iso27001-2013": {"General": 2, "Information security risk assessment": 2,
                      "Information security risk treatment": 2},
    "iso27001-2022": {"General": 4, "Information security risk assessment": 2,
                      "Information security risk treatment": 2},
    "bs7858-2019": {"General": 4},
    # Titles of requirements are the opening words of their texts, which come back.
    "nis2-2024-2690": {"Based on the results of the risk assessment carried ...": 2,
                       "Review and, where appropriate, update the policy at planned ...": 3,
                       "Test, review and, where appropriate, update the protection measures ...": 2},
}

# Numbers that an edition skips.
HOLES = {"csf-2.0": {"PR.DS": [9]}}

# Selections, and ids that no number ends.
NOT_NUMBERED = {"cyber-essentials-3.2", "cyber-essentials-3.3", "def-stan-05-138-4", "dora", "gdpr", "ncsc-caf-4.0",
                "nis2-directive-art21"}

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


def up_to(mark):
    """What stands before the last mark, or None where there is none."""
    return lambda item: item.id.rpartition(mark)[0] or None


def parent_of_requirement(item):
    """1.1.1(a) stands in 1.1.1, that in 1.1, that in 1; an unnumbered subparagraph in its requirement."""
    if item.id.endswith("-sub2"):
        return item.id.removesuffix("-sub2")
    return item.id.rpartition("(" if item.id.endswith(")") else ".")[0] or None


def parent_of_article(item):
    """Art.32(1)(a) stands in Art.32(1), that in Art.32, which stands in a chapter that its id does not tell."""
    return item.id.rpartition("(")[0] or (item.parent.id if item.parent else None)


def parent_in_cyber_essentials(item):
    for end in (r"[a-z]", r"\.\d", r"-\d\d"):
        above = re.sub(f"{end}$", "", item.id)
        if above != item.id:
            return above
    return None


def parent_in_csf(item):
    return item.id.rpartition("-")[0] or item.id.rpartition(".")[0] or None


def parent_in_privacy(item):
    """ID.IM-P1 stands in ID.IM-P, that in ID-P."""
    above = re.sub(r"\d+$", "", item.id)
    return above if above != item.id else f"{item.id[:2]}-P" if "." in item.id else None


def parent_in_53(item):
    return item.id.rpartition("(")[0] or item.id.rpartition("-")[0] or None


# The id of the parent that the id itself tells, or None for the top; the objective of a Def Stan control is not told.
PARENTS = {
    "csf-1.1": parent_in_csf,
    "csf-2.0": parent_in_csf,
    "cyber-essentials-3.2": parent_in_cyber_essentials,
    "cyber-essentials-3.3": parent_in_cyber_essentials,
    "def-stan-05-138-4": lambda item: item.parent.id if item.parent else None,
    "dora": lambda item: parent_of_article(item) if item.id.startswith("Art.") else up_to(".")(item),
    "gdpr": parent_of_article,
    "iso27001-2013": lambda item: "A" if re.fullmatch(r"A\.\d+", item.id) else up_to(".")(item),
    "iso27001-2022": lambda item: "A" if re.fullmatch(r"A\.\d+", item.id) else up_to(".")(item),
    "ncsc-caf-4.0": lambda item: up_to(".")(item) or item.id[:-1] or None,
    "nis2-2024-2690": parent_of_requirement,
    "nis2-directive-art21": parent_of_article,
    "nist-privacy-1.0": parent_in_privacy,
    "nist-sp800-53-r5": parent_in_53,
}


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
                counted = len(each.counted())
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
            tops = {item.id for top in each.top for item in top.walk() if top.kind == "group" or not each.open}
            tops &= {top.id for top in each.top}
            self.assertLessEqual(tops, set(UNDER[each.id]), each.id)

    def test_the_program_counts_the_same(self):
        rows = {row["id"]: row for row in documents.table("list", "frameworks", "--format", "csv")}
        self.assertEqual(sorted(rows), documents.FRAMEWORKS)
        for name, (_, controls, _, _, counted) in COUNTS.items():
            self.assertEqual((rows[name]["controls"], rows[name]["counted"]), (str(controls), str(counted)), name)

    def test_the_index_of_the_bundle_tells_what_the_documents_say(self):
        """The list of what is built in is told without reading it; a folder has no index, and is read."""
        for form in ("csv", "json", "text"):
            indexed = documents.run("list", "frameworks", "--format", form)
            self.assertEqual(indexed, documents.run("list", "frameworks", "--format", form, "--data", documents.TOP))

    def test_ids_match_the_pattern(self):
        for each in frameworks():
            pattern = re.compile(each.root.get("control-id"))
            for item in each:
                self.assertTrue(pattern.fullmatch(item.id), f"{each.id}: {item.id}")

    def test_parents(self):
        for each in frameworks():
            for item in each:
                above = item.parent.id if item.parent else None
                self.assertEqual(PARENTS.get(each.id, up_to("."))(item), above, f"{each.id}: {item.id}")

    def test_numbers_have_no_holes(self):
        """Everybody who numbers does so from 1, with what was withdrawn and the holes that NIST left."""
        for each in frameworks():
            if each.id in NOT_NUMBERED:
                continue
            for parent in [item for item in each if any(child.kind == "control" for child in item.children)]:
                numbers = [int(re.search(r"(\d+)\)?$", child.id).group(1)) for child in parent.children
                           if re.search(r"\d\)?$", child.id) and "sub" not in child.id]
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
                self.assertFalse(item.title.removesuffix(" ...").endswith("."), place)
                if own(item):
                    self.assertLessEqual(len(item.title.split()), 10, f"{place}: {item.title}")

    def test_titles_are_unique(self):
        for each in frameworks():
            if each.id == "nist-sp800-53-r5":  # the title of an enhancement is read with that of its control
                continue
            titles = collections.Counter(item.title for item in each.controls())
            same = {title: count for title, count in titles.items() if count > 1}
            self.assertEqual(SAME_TITLES.get(each.id, {}), same, each.id)

    def test_no_text_of_the_standards(self):
        """Statements stand where the rights of a framework allow them, complete, and nowhere else; guidance says what is
        no text of the publisher: where the UK GDPR departs, why NIST withdrew something."""
        for each in frameworks():
            may = STATEMENTS.get(each.id, lambda item: False)
            for item in each:
                self.assertEqual(bool(item.statement), may(item), f"{each.id}: {item.id}")
                if item.guidance:
                    self.assertTrue((each.id, item.guidance.split()[0]) in (
                        ("gdpr", "UK"), ("nist-sp800-53-r5", "Withdrawn:")), f"{each.id}: {item.id}")

    def test_rights_say_what_is_here(self):
        """Whoever holds rights in a text that is here is named with what allows it, and the others with its absence."""
        for each in frameworks():
            rights = each.root.findtext(f"{documents.NAMESPACE}rights")
            if each.id in STATEMENTS:
                self.assertRegex(rights, r"^Public domain|Open Government Licence|2011/833/EU", each.id)
            else:
                self.assertRegex(rights, r"none of (its|the) text|not reproduced|ids and headings only", each.id)

    def test_supersedes(self):
        for each in frameworks():
            self.assertEqual(each.root.get("supersedes"), SUPERSEDES.get(each.id), each.id)

    def test_heads(self):
        for each in frameworks():
            root = each.root
            for name in ("title", "short", "publisher", "edition", "language", "control-id"):
                self.assertTrue(root.get(name), f"{each.id}: {name}")
            self.assertEqual(root.get("language"), "en")
            if each.id.startswith("cyber-essentials"):  # the documents name a month; in force is another thing
                self.assertRegex(root.get("published"), r"^\d{4}-\d\d$", each.id)
            elif each.id != "soc2-2017":  # the criteria say no day
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

class Headings(unittest.TestCase):
    # Headings that their publisher gives no text: they are what stands in them.
    UNIONS = {"cyber-essentials-3.2", "cyber-essentials-3.3", "iso27001-2013", "iso27001-2022", "iso27002-2013",
              "iso27002-2022", "nis2-directive-art21", "nist-sp800-53-r5", "soc2-2017"}

    def test_what_has_a_text_of_its_own_is_more_than_its_parts(self):
        for each in frameworks():
            for item in each.groups():
                if item.statement:
                    self.assertFalse(item.exhaustive, f"{each.id}: {item.id}")

    def test_headings_without_a_text_are_unions(self):
        for each in frameworks():
            for item in each.groups():
                if each.id in self.UNIONS and item.id not in ("MP-04", "MP-05"):
                    self.assertTrue(item.exhaustive or item.withdrawn, f"{each.id}: {item.id}")

    def test_a_selection_is_no_union(self):
        """Of a law or a standard that is listed in part, a chapter is more than the articles here; an article is not."""
        for name in ("gdpr", "bs7858-2019", "def-stan-05-138-4"):
            for item in framework(name).groups():
                self.assertEqual(item.exhaustive, item.id.startswith("Art."), f"{name}: {item.id}")


class Sp80053(unittest.TestCase):
    BASELINES = {"low": 149, "moderate": 287, "high": 370, "privacy": 96}

    def test_baselines(self):
        controls = framework("nist-sp800-53-r5").controls()
        of = {name: {item.id for item in controls if name in item.attributes.get("baseline", [])}
              for name in self.BASELINES}
        self.assertEqual({name: len(ids) for name, ids in of.items()}, self.BASELINES)
        self.assertTrue(of["low"] < of["moderate"] < of["high"])
        self.assertEqual([item.id for item in framework("nist-sp800-53-r5") if item.withdrawn and item.attributes], [])

    def test_successors(self):
        each = framework("nist-sp800-53-r5")
        withdrawn = [item for item in each if item.withdrawn]
        self.assertEqual([item.id for item in withdrawn if not item.replaced_by], ["CP-10(3)", "SC-19"])
        for item in withdrawn:
            for ref in item.replaced_by:
                self.assertFalse(each.items[ref].withdrawn, f"{item.id} is replaced by {ref}")
        self.assertEqual([item.id for item in each if item.replaced_by and not item.withdrawn], [])


class Alternatives(unittest.TestCase):
    """What is one of several ways, a condition or an exception is no part of what holds it, and is not counted."""

    def test_options_are_not_counted(self):
        for each in frameworks():
            for item in each.controls():
                if not item.is_part:
                    self.assertFalse(item.counted, f"{each.id}: {item.id}")

    def test_what_is_an_alternative_in_law(self):
        of = {name: {item.id for item in framework(name) if not item.is_part} for name in ("gdpr", "dora")}
        self.assertEqual(of["dora"], {"Art.6(9)", "Art.6(10)", "Art.16"})
        grounds = {f"Art.6(1)({letter})" for letter in "abcdef"}
        exceptions = {f"Art.9(2)({letter})" for letter in "abcdefghij"}
        self.assertLessEqual(grounds | exceptions, of["gdpr"])
        self.assertNotIn("Art.32(1)(a)", of["gdpr"])


class Labels(unittest.TestCase):
    def test_articles_have_the_label_of_a_citation(self):
        for name in ("gdpr", "dora", "nis2-directive-art21"):
            for item in framework(name):
                if item.id.startswith("Art."):
                    self.assertEqual(item.label, item.id.replace("Art.", "Art. "), name)


class CyberEssentials(unittest.TestCase):
    OPEN_GROUPS = {"MP-04", "MP-05"}

    def test_obligations(self):
        for name in ("cyber-essentials-3.2", "cyber-essentials-3.3"):
            for item in framework(name).controls():
                self.assertIn("obligation", item.attributes, f"{name}: {item.id}")
                self.assertTrue(re.search(r"\w", item.statement) and item.statement.endswith("."), item.id)

    def test_what_is_asked_for_unconditionally_counts(self):
        """Options, conditions, lead-ins, permissions and clarifications are not counted; the rest is."""
        conditional = {"option", "condition", "fallback", "if-chosen", "lead-in", "permission", "clarification",
                       "definition", "assessment"}
        for name in ("cyber-essentials-3.2", "cyber-essentials-3.3"):
            for item in framework(name).controls():
                asks = not conditional & set(item.attributes["obligation"])
                self.assertEqual(item.counted, asks and not item.members, f"{name}: {item.id}")

    def test_options_are_no_parts(self):
        """A duty is part of its heading; a lead-in and what only the question set asks for are, too."""
        apart = {"option", "condition", "fallback", "if-chosen", "permission", "clarification", "definition"}
        for name in ("cyber-essentials-3.2", "cyber-essentials-3.3"):
            for item in framework(name).controls(True) + framework(name).controls():
                self.assertEqual(item.is_part, not apart & set(item.attributes["obligation"]), f"{name}: {item.id}")
            self.assertEqual([item.id for item in framework(name).groups() if not item.is_part], ["MP-04", "MP-05"])

    def test_what_differs_between_the_versions(self):
        old, new = framework("cyber-essentials-3.2").items, framework("cyber-essentials-3.3").items
        self.assertEqual(set(new) - set(old), {"UAC-21", "SCOPE-05", "SCOPE-10", "SCOPE-24"})
        self.assertEqual(set(old) - set(new), {"SCOPE-22"})
        for name in set(old) & set(new):
            self.assertEqual((old[name].title, old[name].statement, old[name].withdrawn, old[name].counted),
                             (new[name].title, new[name].statement, new[name].withdrawn, new[name].counted), name)

    def test_questions_that_fail_an_assessment(self):
        """They are new with the Danzell questions, and each is a question of the requirement that it stands at."""
        self.assertNotIn("auto-fail", framework("cyber-essentials-3.2").vocabulary)
        each = framework("cyber-essentials-3.3")
        self.assertEqual(each.vocabulary["auto-fail"], ["A6.4", "A6.5", "A7.15", "A7.16", "A7.17"])
        found = {item.id: item.attributes["auto-fail"] for item in each if "auto-fail" in item.attributes}
        self.assertEqual(set(found), {"SUM-05", "SUM-06", "SUM-08", "UAC-06", "UAC-07", "UAC-17"})
        for name, questions in found.items():
            self.assertLessEqual(set(questions), set(each.items[name].attributes["question"]), name)

    def test_withdrawn(self):
        for name in ("cyber-essentials-3.2", "cyber-essentials-3.3"):
            self.assertEqual([item.id for item in framework(name) if item.withdrawn], ["SUM-07"])


if __name__ == "__main__":
    documents.main()
