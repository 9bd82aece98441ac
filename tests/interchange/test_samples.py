#!/usr/bin/env python3
"""Real files of other formats, read by the program, against what an independent reader counted in them.

  test_samples.py BINARY

The samples are not part of the project: they stand in the folder that CROSSWALK_SAMPLES names, or beside the checkout.
Exit status 77 where they are not at hand.
"""
import collections
import csv
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

TOP = pathlib.Path(__file__).resolve().parents[2]
NS = "{urn:crosswalk:1}"
failures = []


def folder():
    named = os.environ.get("CROSSWALK_SAMPLES")
    samples = pathlib.Path(named) if named else TOP.parent / "shared" / "data" / "interchange" / "samples"
    if named and not samples.is_dir():
        sys.exit(f"CROSSWALK_SAMPLES is no folder: {named}")
    return samples if (samples / "expect").is_dir() else None


def check(what, got, wanted):
    if got != wanted:
        failures.append(f"{what}: {str(got)[:300]} instead of {str(wanted)[:300]}")


class Read:
    """What an import wrote."""

    def __init__(self, binary, *arguments):
        with tempfile.TemporaryDirectory() as out:
            done = subprocess.run([binary, "import", *map(str, arguments), "-o", out], capture_output=True, text=True,
                                  timeout=300, check=False)
            self.status, self.err = done.returncode, done.stderr
            self.bytes = {path.name: path.read_bytes() for path in sorted(pathlib.Path(out).glob("*.xml"))}
            self.roots = {name: ElementTree.fromstring(data) for name, data in self.bytes.items()}
            # What was written is always of the form that the compiler reads.
            if self.bytes:
                checked = subprocess.run([binary, "check", "--all-notes", out], capture_output=True, text=True,
                                         timeout=300, check=False)
                bad = [line for line in checked.stderr.splitlines() if "[schema." in line or "[xml." in line]
                check(f"{arguments[0]}: documents that are read back", bad, [])

    def frameworks(self):
        return [root for root in self.roots.values() if root.tag == NS + "framework"]

    def mappings(self):
        return [root for root in self.roots.values() if root.tag == NS + "mapping"]


def nodes(framework):
    """(kind, id, parent) of every group and control, in order."""
    found = []

    def walk(element, parent):
        for child in element:
            if child.tag in (NS + "group", NS + "control"):
                found.append((child.tag[len(NS):], child.get("id"), parent))
                walk(child, child.get("id"))
    walk(framework, "")
    return found


def facts(mapping):
    """(sources, relation, targets) of every map, in order."""
    found = []
    for item in mapping.iter(NS + "map"):
        sources = [item.get("source")] if item.get("source") else [e.get("ref") for e in item.findall(NS + "source")]
        targets = [item.get("target")] if item.get("target") else [e.get("ref") for e in item.findall(NS + "target")]
        found.append((sources, item.get("relation"), targets))
    return found


def rows(path):
    """A table of expectations; \\n, \\t and \\\\ stand for those bytes."""
    def decoded(text):
        return text.replace("\\\\", "\0").replace("\\n", "\n").replace("\\t", "\t").replace("\0", "\\")
    with open(path, encoding="utf-8", newline="") as file:
        return [{key: decoded(value or "") for key, value in row.items()}
                for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]


def key(text):
    """An id without case, blanks and zeros in front."""
    import re
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", re.sub(r"[\s\u00a0()\[\]./#:-]+", ".", text.strip().lower())).strip(".")


def test_ciso(binary, samples):
    for path in sorted((samples / "ciso").glob("*.yaml")):
        read = Read(binary, path)
        table = samples / "expect" / "ciso" / f"{path.name}.nodes.tsv"
        if table.is_file():
            wanted = [row["ref_id"] or row["urn tail"] for row in rows(table)]
            got = nodes(read.frameworks()[0])
            check(f"{path.name}: ids in order", [label.replace(" ", "-") for label in wanted] and len(got), len(wanted))
            check(f"{path.name}: ids", [key(name) for _, name, _ in got] and sorted(key(name) for _, name, _ in got),
                  sorted(key(name) for name in wanted))
            parents = {key(row["ref_id"] or row["urn tail"]): row["parent urn tail"] for row in rows(table)}
            tops = sum(1 for _, _, parent in got if not parent)
            check(f"{path.name}: nodes at the top", tops, sum(1 for parent in parents.values() if not parent))
        table = samples / "expect" / "ciso" / f"{path.name}.maps.tsv"
        if table.is_file():
            words = {"equal": "equal-to", "subset": "subset-of", "superset": "superset-of", "intersect": "intersects-with"}
            wanted = {(key(row["source urn tail"]), words[row["relationship"]], key(row["target urn tail"]))
                      for row in rows(table)}
            check(f"{path.name}: mappings", len(read.mappings()), 1)
            got = [(key(s[0]), relation, key(t[0])) for s, relation, t in facts(read.mappings()[0])]
            check(f"{path.name}: maps", len(got), len(wanted))
            # The ends are ref_ids where their framework is known, and no tails: compare where the two are alike.
            check(f"{path.name}: relations", collections.Counter(r for _, r, _ in got), collections.Counter(r for _, r, _ in wanted))
            check(f"{path.name}: pairs that are not there", sorted(set(got) - wanted)[:5], [])
    caf = [nodes(Read(binary, samples / "ciso" / name).frameworks()[0]) for name in ("ncsc-caf-3.2.yaml", "ncsc-caf-3.2.xlsx")]
    check("ncsc-caf-3.2: workbook and YAML", caf[0], caf[1])
    new = Read(binary, samples / "ciso" / "mapping-nist-csf-2.0-to-iso27001-2022_new.xlsx").mappings()
    old = Read(binary, samples / "ciso" / "mapping-nist-csf-2.0-to-iso27001-2022.yaml").mappings()
    check("nist-csf-2.0-to-iso27001-2022: workbook and YAML", facts(new[0]), facts(old[0]))
    check("nist-csf-1.1-nist-csf-2.0.xlsx", len(facts(Read(binary, samples / "ciso" / "mapping-nist-csf-1.1-nist-csf-2.0.xlsx")
                                                     .mappings()[0])), 185)


def oscal_nodes(samples, name):
    return [(row["kind"], row["label"] or row["id"], row["parent"]) for row in rows(samples / "expect" / "oscal" / f"{name}.ids.tsv")]


def test_oscal(binary, samples):
    made = {}
    for name in ("FedRAMP_CR26_catalog.json", "csf-2.0-catalog.json", "sp800-53r4-ac-extract.json",
                 "sp800-53r5-LOW-resolved-catalog-min.json"):
        read = Read(binary, samples / "oscal" / name)
        got = nodes(read.frameworks()[0])
        wanted = []
        for kind, label, parent in oscal_nodes(samples, name):
            if label not in [item[1] for item in wanted]:
                wanted.append((kind, label, parent))
        check(f"{name}: kinds and ids", [item[:2] for item in got], [item[:2] for item in wanted])
        check(f"{name}: parents", [key(item[2]) for item in got], [key(item[2]) for item in wanted])
        withdrawn = {row["id"] for row in rows(samples / "expect" / "oscal" / f"{name}.ids.tsv") if row["status"].lower() == "withdrawn"}
        check(f"{name}: withdrawn", sum(1 for e in read.frameworks()[0].iter() if e.get("status") == "withdrawn"), len(withdrawn))
        made[name] = read
    for name, others in (("FedRAMP_CR26_catalog", (".xml", ".yaml")), ("sp800-53r4-ac-extract", (".xml",))):
        for extension in others:
            other = Read(binary, samples / "oscal" / (name + extension))
            check(f"{name}{extension}: the same as in JSON", nodes(other.frameworks()[0]), nodes(made[name + ".json"].frameworks()[0]))
    same = made["FedRAMP_CR26_catalog.json"].bytes == Read(binary, samples / "oscal" / "FedRAMP_CR26_catalog.yaml").bytes
    check("FedRAMP_CR26_catalog: the same bytes from JSON and YAML", same, True)
    for extension in ("json", "xml", "yaml"):
        read = Read(binary, samples / "oscal" / f"FedRAMP_rev5_profile.{extension}")
        check(f"FedRAMP_rev5_profile.{extension}", (read.status, "resolved catalog" in read.err, read.bytes), (1, True, {}))
    for table in sorted((samples / "expect" / "oscal").glob("*.maps.tsv")):
        name = table.name[:-len(".maps.tsv")]
        read = Read(binary, samples / "oscal" / name)
        got = facts(read.mappings()[0])
        wanted = rows(table)
        check(f"{name}: maps", len(got), len(wanted))
        for (sources, relation, targets), row in zip(got, wanted):
            controls = [list(dict.fromkeys(key(ref.partition("_smt")[0]) for ref in row[side].split())) for side in ("sources", "targets")]
            check(f"{name}: ends of {row['sources']}", [[key(i) for i in sources], [key(i) for i in targets]], controls)
            parts = "_smt" in row["sources"], "_smt" in row["targets"]
            if not any(parts) and "trestle-comprehensive" not in name:
                check(f"{name}: relation of {row['sources']}", relation, row["relationship"])
            # Never more than the file says.
            check(f"{name}: relation of {row['sources']}", relation in (row["relationship"], "related-to"), True)


def test_consultant(binary, samples):
    read = Read(binary, samples / "consultant" / "nist-csf11-pf10-to-sp800-53r5.xlsx")
    tables = {len(facts(m)): m for m in read.mappings()}
    for name in ("csf", "pf"):
        wanted = [(row["source"], row["target"]) for row in rows(samples / "expect" / "consultant" /
                                                                f"nist-csf11-pf10-to-sp800-53r5.xlsx.{name}.tsv")
                  if "controls" not in row["target"]]
        got = [(s[0], t[0]) for s, _, t in facts(tables.get(len(wanted), read.mappings()[0]))]
        check(f"nist-csf11-pf10 {name}: pairs", got, wanted)
    read = Read(binary, samples / "consultant" / "nist-sp800-53r5-to-iso27001-2013.xlsx")
    mapping = read.mappings()[0]
    wanted = [(row["source"].strip(), row["target as written"].strip().rstrip("*").strip())
              for row in rows(samples / "expect" / "consultant" / "nist-sp800-53r5-to-iso27001-2013.xlsx.pairs.tsv")]
    wanted = [pair for pair in wanted if not pair[1].endswith(".x")]
    split = []
    for source, target in wanted:
        split += [(source, piece) for piece in target.split()]
    got = [(s[0], t[0]) for s, _, t in facts(mapping)]
    check("nist-sp800-53r5-to-iso27001-2013: pairs", sorted((key(s), key(t)) for s, t in got), sorted((key(s), key(t)) for s, t in split))
    check("nist-sp800-53r5-to-iso27001-2013: None", len(mapping.findall(NS + "no-counterpart")), 138)
    read = Read(binary, samples / "consultant" / "ctid-sp800-53r5-to-attack-12.1.xlsx")
    got = facts(read.mappings()[0])
    check("ctid: pairs, none of which is a set relation", (len(got), {r for _, r, _ in got}), (4929, {"related-to"}))
    check("ctid: sources and targets", (len({s[0] for s, _, _ in got}), len({t[0] for _, _, t in got})), (113, 427))
    read = Read(binary, samples / "consultant" / "nist-sp800-53-r4-r5-comparison.xlsx")
    wanted = [row["id as written"].strip() for row in rows(samples / "expect" / "consultant" /
                                                          "nist-sp800-53-r4-r5-comparison.xlsx.ids.tsv")]
    check("r4-r5 comparison: ids", [key(i) for _, i, _ in nodes(read.frameworks()[0])], [key(i) for i in wanted])
    got = facts(Read(binary, samples / "consultant" / "trestle-csf2-to-800-53r5.csv").mappings()[0])
    check("trestle csf2: pairs", (len(got), len({t[0] for _, _, t in got})), (740, 213))
    read = Read(binary, samples / "consultant" / "trestle-pci-to-fedramp-with-gaps.csv")
    check("trestle pci: gaps", len(read.mappings()[0].findall(NS + "no-counterpart")), 2)
    check("trestle pci: maps", len(facts(read.mappings()[0])), 8)
    check("trestle soc2: maps", len(facts(Read(binary, samples / "consultant" / "trestle-soc2-to-fedramp.csv").mappings()[0])), 4)
    test_reference_tool(binary, samples)


def test_reference_tool(binary, samples):
    read = Read(binary, samples / "consultant" / "nist-csf2-reference-tool.xlsx")
    wanted = rows(samples / "expect" / "consultant" / "nist-csf2-reference-tool.xlsx.elements.tsv")
    got = nodes(read.frameworks()[0])
    ids = list(dict.fromkeys(row["id"] for row in wanted))
    check("reference tool: ids", sorted(i for _, i, _ in got), sorted(ids))
    withdrawn = sum(1 for e in read.frameworks()[0].iter() if e.get("status") == "withdrawn")
    check("reference tool: withdrawn", withdrawn, 91)
    references = sum(len(facts(m)) + len(m.findall(NS + "no-counterpart")) for m in read.mappings())
    # But 35 exact repeats, 15 that name no place, and 75 that say None of a part of a document; one names two clauses.
    check("reference tool: reference lines", references, 6009 - 35 - 15 - 75 + 1)
    check("reference tool: None of a part is no lack of any counterpart",
          sum(len(m.findall(NS + "no-counterpart")) for m in read.mappings()), 0)
    check("reference tool: documents", len(read.mappings()), 17)


def test_rest(binary, samples):
    read = Read(binary, samples / "olir" / "csf-2.0-to-sp800-53r5.2.0-concept-crosswalk.xlsx")
    wanted = rows(samples / "expect" / "olir" / "csf-2.0-to-sp800-53r5.2.0-concept-crosswalk.xlsx.pairs.tsv")
    names = list(wanted[0])
    got = [(s[0], t[0]) for s, _, t in facts(read.mappings()[0])]
    check("olir: pairs", [(key(s), key(t)) for s, t in got],
          [(key(row[names[0]]), key(row[names[1]])) for row in wanted if row[names[1]].strip()])
    for name in ("FRIST-800-53.yaml", "nist-800-53-rev3.yaml"):
        framework = Read(binary, samples / "opencontrol" / name).frameworks()[0]
        wanted = [row["id"] for row in rows(samples / "expect" / "opencontrol" / f"{name}.ids.tsv")]
        controls = [(e.get("label") or e.get("id")) for e in framework.iter(NS + "control")]
        check(f"{name}: ids", controls, wanted)
    read = Read(binary, samples / "opencontrol" / "FredRAMP-low.yaml")
    check("FredRAMP-low.yaml", (read.status, "certification" in read.err), (1, True))
    for name in ("e8.yml", "hipaa.yml", "nist_800_53-ac.yml"):
        framework = Read(binary, samples / "complianceascode" / name).frameworks()[0]
        wanted = [row["id"] for row in rows(samples / "expect" / "complianceascode" / f"{name}.ids.tsv")]
        got = [(e.get("label") or e.get("id")) for e in framework.iter(NS + "control")]
        check(f"{name}: ids", sorted(got), sorted(wanted))
    counts = {"cardinality-with-unmapped-entities.sssom.tsv": 3, "curation_rule-propagated.sssom.tsv": 3, "example1.sssom.tsv": 5,
              "extension-slots.sssom.tsv": 4, "foodie-inc-2022-05-01.sssom.tsv": 5, "no_term_found.sssom.tsv": 2,
              "pipe-escaping.sssom.tsv": 2}
    for name, count in counts.items():
        read = Read(binary, samples / "sssom" / name)
        repeated = sum(int(line.split(" note: ")[1].split()[0]) for line in read.err.splitlines() if "repeat" in line)
        none = sum(len(m.findall(NS + "no-counterpart")) for m in read.mappings())
        check(f"{name}: records", sum(len(facts(m)) for m in read.mappings()) + repeated + none, count)
    for name in ("composite-entities.sssom.tsv", "literals.sssom.tsv"):
        check(name, (Read(binary, samples / "sssom" / name).status), 1)
    sample = Read(binary, samples / "cprt" / "csf20_sample.json").frameworks()[0]
    check("csf20_sample.json", [i for _, i, _ in nodes(sample)], ["GV", "GV.OC", "GV.OC-01"])


def test_made(binary, samples):
    made = samples / "made"
    for name, status in (("hostile-bomb.xlsx", 1), ("hostile-aliases.yaml", 1), ("matrix-two-headers.csv", 1), ("pairs-nasty.csv", 1)):
        read = Read(binary, made / name)
        check(name, (read.status, read.bytes), (status, {}))
    read = Read(binary, made / "nasty.xlsx")
    check("nasty.xlsx: controls", [i for kind, i, _ in nodes(read.frameworks()[0]) if kind == "control"],
          ["5.1", "5.10", "5.11", "A.8.2", "A.8.3", "A.8.4", "A.8.5", "A-8.6", "A.8.7", "A.8.8", "A.7.1"])
    by_count = sorted((len(facts(m)), len(m.findall(NS + "no-counterpart"))) for m in read.mappings())
    check("nasty.xlsx: maps", by_count, [(4, 0), (8, 1)])
    read = Read(binary, made / "pairs-nasty.csv", "--encoding=windows-1252", "--source", "csf-1.1", "--target", "iso27001-2022")
    check("pairs-nasty.csv: maps", len(facts(read.mappings()[0])), 1 + 5 + 1 + 16 + 1 + 1 + 1)
    read = Read(binary, made / "pairs-typical.csv")
    check("pairs-typical.csv", len(facts(read.mappings()[0])), 7)
    check("matrix-typical.csv", len(facts(Read(binary, made / "matrix-typical.csv").mappings()[0])), 10)
    check("wide-repeated-columns.csv", [(s[0], t[0]) for s, _, t in facts(Read(binary, made / "wide-repeated-columns.csv").mappings()[0])],
          [("R1", "5.9"), ("R1", "5.30"), ("R2", "5.1"), ("R2", "5.10")])
    check("tabs-utf16.tsv", len(facts(Read(binary, made / "tabs-utf16.tsv").mappings()[0])), 2)
    check("olir-set-theory.xlsx", len(facts(Read(binary, made / "olir-set-theory.xlsx").mappings()[0])), 8)
    relations = [r for _, r, _ in facts(Read(binary, made / "olir-supportive.xlsx").mappings()[0])]
    check("olir-supportive.xlsx", relations, ["supported-by", "supports", "equivalent-to", "equal-to", "contrary-to", "no-relationship"])
    read = Read(binary, made / "security.sssom.tsv")
    check("security.sssom.tsv", (len(facts(read.mappings()[0])), len(read.mappings()[0].findall(NS + "no-counterpart"))), (8, 2))
    read = Read(binary, made / "ciso-plural-and-traps.yaml")
    check("ciso-plural-and-traps.yaml", sorted(read.bytes), ["one-to-two.xml", "one.xml", "two.xml"])
    check("ciso-plural-and-traps.yaml: ids", sorted(i for _, i, _ in nodes(read.roots["one.xml"])),
          sorted(["1", "1.1", "1.10", "0001", "A", "a-2", "Art.-5(1)", "b:node1", "LATE", "AFTER", "No"]))
    read = Read(binary, made / "cprt-csf2-excerpt.json")
    check("cprt-csf2-excerpt.json", [i for _, i, _ in nodes(read.roots["csf-2.0.xml"])],
          ["GV", "GV.OC", "GV.OC-01", "GV.OC-02", "ID", "ID.BE", "ID.BE-02"])
    check("opencontrol-number-keys.yaml", [e.get("id") for e in Read(binary, made / "opencontrol-number-keys.yaml").frameworks()[0]
                                           .iter(NS + "control")], ["Requirement-1", "1.1", "1.10", "1.10.1", "2.0", "AC-2(3)", "no"])
    check("controls-typical.csv", nodes(Read(binary, made / "controls-typical.csv").frameworks()[0]),
          [("group", "ACC", ""), ("control", "ACC-1", "ACC"), ("control", "ACC-1.1", "ACC-1"), ("control", "ACC-1.10", "ACC-1"),
           ("control", "ACC-2", "ACC"), ("group", "LOG", ""), ("control", "LOG-1", "LOG")])


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    samples = folder()
    if samples is None:
        print("the samples are not at hand")
        return 77
    for test in (test_ciso, test_oscal, test_consultant, test_rest, test_made):
        test(binary, samples)
    print("\n".join(failures) or "every sample reads as it should")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
