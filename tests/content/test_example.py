#!/usr/bin/env python3
"""The example of a provider of background screening: it compiles in silence, every gap is answered, and the tables say
what the provider needs to show, with the proof."""
import collections
import csv
import json
import pathlib
import re
import tempfile
import unittest

import documents
from documents import EXAMPLE

WORKSPACE = "workspace.xml"


def rows(*arguments):
    return documents.table(*arguments, WORKSPACE, cwd=EXAMPLE)


def row(table, source, target):
    found, = [each for each in table if (each["source_id"], each["target_id"]) == (source, target)]
    return found


class Example(unittest.TestCase):
    def test_silence(self):
        out, err = documents.run("check", "--all-notes", "--fail-on=note", WORKSPACE, cwd=EXAMPLE)
        self.assertEqual(out, "")
        self.assertRegex(err, r"^\d+ accepted\n$")  # how many are accepted is always said

    def test_silence_comes_from_the_reasons(self):
        """Without its accepts the workspace has gaps to tell of, and nothing else."""
        text = (EXAMPLE / WORKSPACE).read_text(encoding="utf-8")
        self.assertGreaterEqual(text.count("<accept "), 15)
        with tempfile.TemporaryDirectory() as folder:
            for path in EXAMPLE.iterdir():
                (pathlib.Path(folder) / path.name).write_bytes(path.read_bytes())
            bare = re.sub(r"  <accept .*\n", "", text)
            (pathlib.Path(folder) / WORKSPACE).write_text(bare, encoding="utf-8")
            _, err = documents.run("check", "--all-notes", WORKSPACE, cwd=folder)
        names = set(re.findall(r"\[([a-z.-]+)\]$", err, re.M))
        self.assertEqual(names, {"gap.source", "gap.target", "gap.partial", "gap.group-only"})

    def test_every_reason_is_needed(self):
        """One accept less, and there is something to tell, or a table gives another reason: that of the whole framework."""
        lines = (EXAMPLE / WORKSPACE).read_text(encoding="utf-8").splitlines(keepends=True)
        accepts = [number for number, line in enumerate(lines) if "<accept " in line]
        whole = self.tables_of(lines)
        for left_out in accepts:
            text = [line for number, line in enumerate(lines) if number != left_out]
            self.assertNotEqual(self.tables_of(text), whole, lines[left_out])

    def tables_of(self, lines):
        """What the compiler says of a workspace of these lines, and the tables that it builds."""
        with tempfile.TemporaryDirectory() as folder:
            for path in EXAMPLE.iterdir():
                (pathlib.Path(folder) / path.name).write_bytes(path.read_bytes())
            (pathlib.Path(folder) / WORKSPACE).write_text("".join(lines), encoding="utf-8")
            _, err = documents.run("build", "--format", "csv,html", "-o", "out", WORKSPACE, cwd=folder)
            return re.findall(r"(?m)^.*(?:note|warning): .*$", err), {
                path.name: path.read_bytes() for path in (pathlib.Path(folder) / "out").iterdir()}

    def test_a_page_tells_of_its_own_gaps(self):
        """A gap towards a third framework stands on the page of that one alone."""
        frameworks = {"screening-policy", "cyber-essentials-3.3", "iso27001-2022", "csf-2.0", "gdpr", "bs7858-2019"}
        seen = 0
        with tempfile.TemporaryDirectory() as folder:
            documents.run("build", "--format", "json", "-o", folder, str(EXAMPLE / WORKSPACE))
            for path in pathlib.Path(folder).glob("*--*.json"):
                report = json.loads(path.read_text(encoding="utf-8"))
                if "target" not in report:
                    continue  # a wide table
                own = {report["source"]["id"], *report["target"]["id"].split("+")}  # several are held together
                for finding in report["findings"]:
                    if finding["name"].startswith("gap."):
                        seen += 1
                        named = set(re.findall(r"[a-z0-9][a-z0-9.-]*[a-z0-9]", finding["message"])) & frameworks
                        self.assertTrue(named and named <= own, f"{path.name}: {finding['message']}")
        self.assertGreater(seen, 100)

    def test_reasons_are_words(self):
        for reason in re.findall(r"<accept [^>]*>([^<]*)<", (EXAMPLE / WORKSPACE).read_text(encoding="utf-8")):
            self.assertGreaterEqual(len(reason.split()), 5, reason)
            self.assertTrue(reason.endswith("."), reason)

    def test_what_is_built(self):
        with tempfile.TemporaryDirectory() as folder:
            out, err = documents.run("build", "-o", folder, WORKSPACE, cwd=EXAMPLE)
            self.assertEqual(out, "")
            self.assertRegex(err, r"^\d+ accepted.*\n$")
            names = {path.name for path in pathlib.Path(folder).iterdir()}
            stems = {"screening-policy--iso27001-2022", "screening-policy--csf-2.0", "screening-policy--gdpr",
                     "screening-policy--bs7858-2019", "cyber-essentials-3.3--iso27001-2022",
                     "csf-2.0--screening-policy+iso27001-2022+cyber-essentials-3.3"}
            wanted = {stem + end for stem in stems for end in (".html", ".md", ".csv", ".gaps.csv")}
            wanted |= {stem + end for stem in ("screening-policy--matrix", "iso27001-2022--matrix")
                       for end in (".html", ".md", ".csv")}
            wanted |= {stem + end for stem in ("acme-iso27001-2026--soa", "acme-iso27001-2026--risks", "csf-2.0--align")
                       for end in (".html", ".md", ".csv")}
            self.assertEqual(names, wanted | {"index.html", "crosswalks.md", "bid.html", "bid.md"})
            index = (pathlib.Path(folder) / "index.html").read_text(encoding="utf-8")
            for page in ("acme-iso27001-2026--soa", "acme-iso27001-2026--risks", "csf-2.0--align", "bid"):
                self.assertIn(f'href="{page}.html"', index)
            page = (pathlib.Path(folder) / "screening-policy--iso27001-2022.html").read_text(encoding="utf-8")
            self.assertIn("Nobody states more than an overlap", page)  # the reason stands with the finding

    def test_own_state(self):
        """The statement of applicability, the risks and the alignment say what the two assessments allow."""
        soa = rows("soa", "acme-iso27001-2026", "--format=csv")
        self.assertEqual(len(soa), 94)
        self.assertEqual([each["id"] for each in soa][-1], "SCR-X1")
        annex = soa[:-1]
        self.assertEqual(sum(each["applicable"] == "yes" for each in annex), 86)
        self.assertTrue(all(each["inclusion"] or each["exclusion"] for each in soa))
        risks = rows("risks", "acme-iso27001-2026", "--format=csv")
        self.assertEqual({each["break"] for each in risks}, {""})
        self.assertTrue(all(each["accepted_by"] == each["owner"] for each in risks))
        alignment = rows("align", "csf-2.0", "acme-iso27001-2026", "acme-cyber-essentials-2026", "--format=csv")
        self.assertEqual(len(alignment), 106)
        self.assertEqual(sum(each["outcome"] == "implemented" for each in alignment), 0)  # the published mappings prove none
        self.assertGreater(sum(each["outcome"] in ("corresponds", "contributes") for each in alignment), 90)
        page, _ = documents.run("bid", "acme-iso27001-2026", "acme-cyber-essentials-2026", WORKSPACE, cwd=EXAMPLE)
        self.assertIn("Certificate EX 27001-0417", page)
        self.assertIn("verified self-assessment", page)
        self.assertNotIn("Mailbox with candidate documents", page)  # no title of a risk leaves the house
        self.assertNotIn("procedures/", page)

    def test_own_policy_against_iso27001(self):
        table = rows("table", "screening-policy", "iso27001-2022")
        self.assertEqual(row(table, "SCR-01", "A.6.1")["relation"], "superset-of")
        self.assertEqual(row(table, "SCR-20", "A.5.18+A.8.3")["relation"], "subset-of")
        for service in ("SCR-11", "SCR-12", "SCR-14"):
            self.assertEqual(row(table, service, "")["basis"], "excluded")
        self.assertEqual([each["source_id"] for each in table if each["basis"] == "gap"], [])
        gaps = {(each["framework"], each["id"]): each for each in rows("gaps", "screening-policy", "iso27001-2022")}
        self.assertEqual(gaps["iso27001-2022", "A.6.1"]["coverage"], "full")
        self.assertEqual((gaps["screening-policy", "SCR-20"]["coverage"], gaps["screening-policy", "SCR-20"]["note"]),
                         ("full", "jointly"))
        self.assertEqual(gaps["screening-policy", "SCR-22"]["coverage"], "partial")

    def test_side_by_side(self):
        """What a client asks for: a line of the policy, and what it answers in each standard."""
        wide = {each["id"]: each for each in rows("matrix", "screening-policy", "iso27001-2022", "csf-2.0")}
        self.assertEqual(wide["SCR-20"]["iso27001-2022"], "A.5.18 + A.8.3 subset-of")
        self.assertEqual(wide["SCR-20"]["csf-2.0"], "PR.AA-05 subset-of")
        self.assertIn("GV.RR-04 related-to (implied)", wide["SCR-01"]["csf-2.0"])
        self.assertTrue(wide["SCR-11"]["iso27001-2022"].startswith("excluded: The service that we sell"))
        self.assertEqual(wide["SCR-15"]["csf-2.0"], "GV.OC-03 intersects-with")

    def test_csf_follows_through_iso27001(self):
        """Nobody declared that the policy has to do with human resources practice: it holds A.6.1, which does."""
        proof = row(rows("table", "screening-policy", "csf-2.0"), "SCR-01", "GV.RR-04")
        self.assertEqual((proof["basis"], proof["relation"], proof["mapping"]), ("implied", "related-to", ""))
        self.assertEqual(re.sub(r", [^\[\]]*\]", "]", proof["remarks"]),
                         "screening-policy:SCR-01 holds iso27001-2022:A.6.1 [screening-policy-to-iso27001-2022]; "
                         "iso27001-2022:A.6.1 is related to csf-2.0:GV.RR-04 [csf-2.0-to-iso27001-2022-nist-a]")
        self.assertIn("Acme Screening, organisation, human, complete", proof["remarks"])  # who says it, and how

    def test_privacy_is_no_gap_and_no_claim(self):
        """What the policy does for the candidate touches privacy in every standard, and meets none of it in full."""
        for target, control in (("iso27001-2022", "A.5.34"), ("csf-2.0", "GV.OC-03"), ("gdpr", None)):
            table = rows("table", "screening-policy", target)
            for source in ("SCR-10", "SCR-13", "SCR-15"):
                found = [each for each in table if each["source_id"] == source and each["basis"] == "declared"]
                self.assertTrue(found, f"{source} {target}")
                self.assertEqual({each["relation"] for each in found}, {"intersects-with"}, f"{source} {target}")
                self.assertTrue(control is None or control in {each["target_id"] for each in found}, f"{source} {target}")
        law = {each["relation"] for each in rows("table", "screening-policy", "gdpr") if each["basis"] == "declared"}
        self.assertEqual(law & {"equal-to", "subset-of", "superset-of"}, set())

    def test_no_reason_puts_a_question_off(self):
        """An accepted gap says who answers it, not that nobody has looked yet."""
        for reason in re.findall(r"<accept [^>]*>([^<]*)<", (EXAMPLE / WORKSPACE).read_text(encoding="utf-8")):
            self.assertNotRegex(reason, r"(?i)\b(yet|later|to be mapped|next review|leaves privacy)\b", reason)

    def test_who_answers_for_it(self):
        root = documents.ElementTree.parse(EXAMPLE / WORKSPACE).getroot()
        self.assertRegex(root.get("date"), r"^\d{4}-\d\d-\d\d$")
        self.assertTrue(root.get("version"))
        self.assertIn("@", root.get("contact"))

    def test_cyber_essentials_stands_on_annex_a(self):
        """Declared against the text of Annex A: nothing is proved through the guidance of ISO/IEC 27002."""
        table = rows("table", "cyber-essentials-3.3", "iso27001-2022")
        claim = row(table, "UAC-10", "A.5.18+A.8.2")
        self.assertEqual((claim["basis"], claim["relation"]), ("declared", "subset-of"))
        self.assertEqual(claim["mapping"], "cyber-essentials-3.3-to-iso27001-2022")
        for source, target in (("FW-05.1", "A.8.32"), ("FW-07", "A.8.1"), ("UAC-10", "A.5.18"), ("UAC-11", "A.8.5")):
            self.assertEqual(row(table, source, target)["relation"], "intersects-with")
        self.assertEqual([each["source_id"] for each in table if each["basis"] == "implied"], [])

    def test_a_client_asks_in_the_words_of_the_csf(self):
        """Its outcomes, by all that the provider holds together: each has a counterpart, and none is called met in full."""
        with tempfile.TemporaryDirectory() as folder:
            documents.run("build", "--format", "csv", "-o", folder, WORKSPACE, cwd=EXAMPLE)
            path, = pathlib.Path(folder).glob("csf-2.0--*.gaps.csv")
            with open(path, encoding="utf-8", newline="") as file:
                found = [each for each in csv.DictReader(file) if each["framework"] == "csf-2.0"]
        self.assertEqual(len(found), 106)
        held = collections.Counter(name.split(":")[0] for each in found for name in each["by"].split())
        self.assertEqual(set(held), {"screening-policy", "iso27001-2022", "cyber-essentials-3.3"})
        self.assertEqual([each["id"] for each in found if each["coverage"] not in ("full", "partial")], [])
        self.assertEqual([each["id"] for each in found if each["coverage"] == "full"], [])

    def test_what_only_overlaps_proves_nothing(self):
        """Encryption (SCR-21) shares something with A.8.24, and A.8.24 with the CSF: no line follows from that."""
        table = rows("table", "screening-policy", "csf-2.0")
        found = {each["target_id"]: each["basis"] for each in table if each["source_id"] == "SCR-21"}
        self.assertEqual(found, {"PR.DS-01": "declared", "PR.DS-02": "declared"})


if __name__ == "__main__":
    documents.main()
