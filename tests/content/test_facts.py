#!/usr/bin/env python3
"""The bundled documents against the facts that they were written from, with an exact list of what differs on purpose.

Runs where the folder of facts is at hand (CROSSWALK_FACTS names it), and says plainly that it was skipped elsewhere."""
import collections
import unittest

import documents
from documents import facts, framework, mapping

# Pairs of set A that name no clause of the standard, and what stands in the mapping instead.
MENDED_IN_SET_A = [
    ("GV.OC", "4.2(a)", "4.2"), ("GV.OC-03", "4.2(a)", "4.2"), ("GV.OC-03", "4.2(b)", "4.2"),
    ("GV.OC-04", "4.2(a)", "4.2"), ("GV.OC-04", "4.2(b)", "4.2"), ("GV.RM-07", "6.11", "6.1.1"),
    ("GV.SC-05", "4.2(a)", "4.2"), ("GV.SC-06", "4.2(a)", "4.2"), ("ID.RA-06", "6.13", "6.1.3"),
    ("PR.DS-01", "4.2(b)", "4.2"), ("PR.DS-02", "4.2(b)", "4.2"), ("PR.DS-10", "4.2(b)", "4.2"),
    ("PR.IR-03", "4.2(b)", "4.2"),
]

# Titles of subcategories and requirements that this project words in its own way.
OTHER_TITLES = {"SC-00"}


def pairs(name, source="source_id", target="target_id"):
    return [(row[source], row[target]) for row in facts(f"pairs/{name}.tsv")]


class Frameworks(unittest.TestCase):
    def same(self, name, wanted, found):
        self.assertEqual([item for item in wanted if item not in found], [], f"not in {name}")
        self.assertEqual([item for item in found if item not in wanted], [], f"only in {name}")
        self.assertEqual(wanted, found, f"{name}: the order differs")

    def test_iso27001_2022(self):
        clauses = [(row["id"], row["parent"] or None, row["title"])
                   for row in facts("frameworks/iso27001-2022-clauses.tsv")]
        themes = {"Organizational": "A.5", "People": "A.6", "Physical": "A.7", "Technological": "A.8"}
        annex = [(row["id"], themes[row["theme"]], row["title"])
                 for row in facts("frameworks/iso27001-2022-annex-a.tsv")]
        found = [(item.id, item.parent.id if item.parent else None, item.title) for item in framework("iso27001-2022")
                 if item.id != "A" and not (item.kind == "group" and item.id.startswith("A."))]
        self.same("iso27001-2022", clauses + annex, found)

    def test_2013(self):
        rows = facts("frameworks/iso27001-2013-annex-a.tsv")
        wanted = [(row["id"], row["title"], row["objective"], row["objective_title"], row["domain"],
                   row["domain_title"]) for row in rows]
        for name, begin in (("iso27001-2013", "A."), ("iso27002-2013", "")):
            found = []
            for item in framework(name).controls():
                if name == "iso27001-2013" and not item.id.startswith("A."):
                    continue
                objective, domain = item.parent, item.parent.parent
                found.append((item.id, item.title, objective.id, objective.title, domain.id, domain.title))
            self.same(name, [(begin + row[0][2:], row[1], begin + row[2][2:], row[3], begin + row[4][2:], row[5])
                             for row in wanted], found)

    def test_iso27002_2022(self):
        columns = {"control_type": "control-type", "information_security_properties": "information-security-properties",
                   "cybersecurity_concepts": "cybersecurity-concepts",
                   "operational_capabilities": "operational-capabilities", "security_domains": "security-domains"}
        wanted = []
        for row in facts("frameworks/iso27002-2022.tsv"):
            values = {name: set(row[column].lower().replace("_", "-").split("|")) for column, name in columns.items()}
            if row["new_in_2022"] == "yes":
                values["new"] = {"yes"}
            wanted.append((row["id"], row["title"], values))
        found = [(item.id, item.title, {name: set(values) for name, values in item.attributes.items()})
                 for item in framework("iso27002-2022").controls()]
        self.same("iso27002-2022", wanted, found)

    def test_csf(self):
        kinds = {"function": "group", "category": "group", "subcategory": "control"}
        for name in ("csf-1.1", "csf-2.0"):
            rows = facts(f"frameworks/nist-{name}.tsv")
            wanted = [(kinds[row["kind"]], row["id"], row["parent"] or None) for row in rows]
            found = [(item.kind, item.id, item.parent.id if item.parent else None) for item in framework(name)
                     if not item.withdrawn]
            self.same(name, sorted(wanted, key=str), sorted(found, key=str))
            names = {row["id"]: row["name"].casefold() for row in rows if row["name"]}
            found = {item.id: item.title.casefold() for item in framework(name).groups()}
            self.assertEqual(names, found)
            for row in rows:
                self.assertNotEqual(row["statement"], framework(name).items[row["id"]].title, row["id"])

    def test_csf_withdrawn(self):
        wanted = {row["id_in_csf20_numbering"]: row["targets"].split()
                  for row in facts("frameworks/nist-csf-2.0-withdrawn.tsv")}
        found = {item.id: item.replaced_by for item in framework("csf-2.0") if item.withdrawn}
        self.assertEqual(set(wanted), set(found))
        for name, targets in wanted.items():
            known = [target for target in targets if target in framework("csf-2.0").items]
            self.assertEqual(sorted(known), sorted(found[name]), name)

    def test_cyber_essentials(self):
        rows = {row["id"]: row for row in facts("frameworks/cyber-essentials.tsv")}
        questions = facts("frameworks/cyber-essentials-questions.tsv")
        for version, column in (("3.2", "willow_v15_id"), ("3.3", "danzell_v16_id")):
            each = framework(f"cyber-essentials-{version}")
            wanted = [name for name, row in rows.items() if version in row["versions"].split("/")]
            self.assertEqual(sorted(wanted), sorted(item.id for item in each.controls()), version)
            self.assertEqual(["SUM-07"], [item.id for item in each.controls(withdrawn=True)])
            asked = collections.defaultdict(list)
            for row in questions:
                for name in row["requirement_ids"].split():
                    if row[column]:
                        asked[name].append(row[column])
            for item in each.controls():
                self.assertEqual(asked[item.id], item.attributes.get("question", []), f"{version}: {item.id}")
                self.assertEqual(sorted(set(rows[item.id]["question_ids"].split()) & set(asked[item.id])),
                                 sorted(asked[item.id]), f"{version}: {item.id}")
                if item.id not in OTHER_TITLES:
                    self.assertEqual(rows[item.id]["name"], item.title, item.id)
                *_, theme = item.ancestors()
                self.assertEqual(rows[item.id]["theme"], theme.title, item.id)

    def test_soc2(self):
        wanted = [(row["id"], row["name"], row["series"], row["series_name"], row["category"])
                  for row in facts("frameworks/soc2-tsc-2017.tsv")]
        each = framework("soc2-2017")
        titles = {value.get("name"): value.get("title") for value in each.root.iter(f"{documents.NAMESPACE}value")}
        found = [(item.id, item.title, item.parent.id, item.parent.title, titles[item.attributes["category"][0]])
                 for item in each.controls()]
        self.same("soc2-2017", wanted, found)


class Pairs(unittest.TestCase):
    def same(self, name, wanted):
        found = mapping(name).pairs()
        self.assertEqual(len(found), len(set(found)), f"{name}: a pair twice")
        self.assertEqual(sorted(set(wanted) - set(found)), [], f"{name}: not in the mapping")
        self.assertEqual(sorted(set(found) - set(wanted)), [], f"{name}: not in the facts")

    def test_set_a(self):
        wanted = pairs("csf-2.0--iso27001-2022.nist-reftool-A")
        self.assertEqual(len(wanted), 414)
        for source, written, read in MENDED_IN_SET_A:
            wanted.remove((source, written))
            self.assertNotIn(written, framework("iso27001-2022").items)
            fact, = [fact for fact in mapping("csf-2.0-to-iso27001-2022-nist-a").maps
                     if fact.sources == (source,) and fact.targets == (read,)]
            self.assertIn(f"Mandatory Clause: {written}", fact.remarks or "", source)
        mended = {(source, read) for source, _, read in MENDED_IN_SET_A}
        self.assertEqual(mended & set(wanted), set(), "mended to a pair that is there already")
        self.same("csf-2.0-to-iso27001-2022-nist-a", wanted + sorted(mended))

    def test_set_a_names_nothing_where_it_says_none(self):
        by_source = collections.defaultdict(list)
        for source, target in mapping("csf-2.0-to-iso27001-2022-nist-a").pairs():
            by_source[source].append(target)
        rows = facts("pairs/explicit-none.tsv")
        self.assertEqual(len(rows), 79)
        for row in rows:
            annex = row["target_part"] == "Annex A Controls"
            self.assertEqual([target for target in by_source[row["source_id"]] if target.startswith("A.") == annex], [],
                             row["source_id"])
            self.assertTrue(by_source[row["source_id"]], row["source_id"])

    def test_set_b(self):
        wanted = pairs("csf-2.0--iso27001-2022.nist-reftool-B")
        self.assertEqual(len(wanted), 93)
        self.same("csf-2.0-to-iso27001-2022-nist-b", wanted)

    def test_csf_1_1_to_iso27001_2013(self):
        wanted = pairs("csf-1.1--iso27001-2013.nist-core-2018")
        self.assertEqual(len(wanted), 303)
        wanted.remove(("RS.CO-3", "16.1.2"))  # no such clause; A.16.1.2 is named beside it
        self.assertIn(("RS.CO-3", "A.16.1.2"), wanted)
        self.same("csf-1.1-to-iso27001-2013", wanted)

    def test_withdrawals(self):
        rows = facts("pairs/csf-1.1--csf-2.0.nist-withdrawals.tsv")
        self.assertEqual(len(rows), 136)
        self.same("csf-1.1-to-csf-2.0", [(row["source_id"], row["target_id"]) for row in rows])
        verbs = {(row["source_id"], row["target_id"]): row["rationale"] for row in rows}
        for fact in mapping("csf-1.1-to-csf-2.0").maps:
            self.assertIn(verbs[fact.sources[0], fact.targets[0]], fact.remarks, str(fact))

    def test_csf_2_0_to_1_1(self):
        wanted = pairs("csf-2.0--csf-1.1.nist-reftool")
        self.assertEqual(len(wanted), 185)
        self.same("csf-2.0-to-csf-1.1", wanted)

    def test_soc2(self):
        wanted = pairs("soc2--iso27001-2022.ciso-assistant-criteria")
        self.assertEqual(len(wanted), 193)
        self.same("soc2-2017-to-iso27001-2022", wanted)

    def test_editions_of_iso27002(self):
        rows = facts("pairs/iso27002-2013-to-2022.tsv")
        self.assertEqual(len(rows), 115)
        kinds = {(row["id_2013"], row["id_2022"]): row["relation"] for row in rows}
        for name, begin in (("iso27002-2013-to-iso27002-2022", ""), ("iso27001-2013-to-iso27001-2022", "A.")):
            self.same(name, [(begin + old, begin + new) for old, new in kinds])
            for fact in mapping(name).maps:
                kind = kinds[fact.sources[0][len(begin):], fact.targets[0][len(begin):]]
                said = {"unchanged": "Title unchanged.", "renamed": "Renamed."}.get(kind)
                self.assertEqual((fact.remarks or "").startswith(("Title unchanged.", "Renamed.")), said is not None,
                                 str(fact))
                if said:
                    self.assertTrue(fact.remarks.startswith(said), str(fact))
                if fact.relation == "subset-of":
                    self.assertEqual(kind, "merged", str(fact))

    def test_what_is_new_in_2022(self):
        new = [row["id"] for row in facts("frameworks/iso27002-2022.tsv") if row["new_in_2022"] == "yes"]
        for name, begin in (("iso27002-2013-to-iso27002-2022", ""), ("iso27001-2013-to-iso27001-2022", "A.")):
            self.assertEqual([("target", begin + number) for number in new], [none[:2] for none in mapping(name).none])


if __name__ == "__main__":
    documents.main(None if documents.facts_folder() else "no folder of facts is at hand (CROSSWALK_FACTS names it)")
