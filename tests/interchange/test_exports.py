#!/usr/bin/env python3
"""What is exported, judged by others than the program: the official schemas, and the documents that it was made from.

  test_exports.py schema BINARY   OSCAL in JSON against the schemas of NIST; exit status 77 where these or jsonschema are missing
  test_exports.py round BINARY    native to a format and back: every fact that the format can hold is there again

The schemas stand in the folder that CROSSWALK_SAMPLES names, or beside the checkout.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

TOP = pathlib.Path(__file__).resolve().parents[2]
NS = "{urn:crosswalk:1}"
MAPPINGS = ["cyber-essentials-3.3-to-iso27001-2022", "gdpr-to-iso27001-2022", "csf-1.1-to-csf-2.0"]
FRAMEWORKS = ["cyber-essentials-3.3", "iso27001-2022", "gdpr", "dora"]
# Relations that come back as they were, and those that come back as another.
SETS = {"equal-to", "equivalent-to", "subset-of", "superset-of", "intersects-with"}
SSSOM = {"equal-to": "equal-to", "equivalent-to": "equal-to", "subset-of": "subset-of", "superset-of": "superset-of",
         "intersects-with": "related-to", "related-to": "related-to"}
SPLITS = {"superset-of": (False, True), "subset-of": (True, False), "no-relationship": (True, True)}
failures = []
spellings = {}  # what was read back, by mapping and format


def check(what, got, wanted):
    if got != wanted:
        failures.append(f"{what}: {str(got)[:400]} instead of {str(wanted)[:400]}")


def run(*command, env=None):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, timeout=300, check=False, env=env)
    if done.returncode != 0:
        failures.append(f"{' '.join(map(str, command))}: exit status {done.returncode}\n{done.stderr[:1000]}")
    return done


def export(binary, what, to, path, *more):
    run(binary, "export", *what.split(), "--to", to, "--as-of", "2026-01-01", "-o", path, *more)
    return path


# ---- the schemas ----

def schema_folder():
    named = os.environ.get("CROSSWALK_SAMPLES")
    samples = pathlib.Path(named) if named else TOP.parent / "shared" / "data" / "interchange" / "samples"
    return samples / "oscal"


def python_patterns(node):
    """Classes of Unicode that Python's regular expressions write otherwise."""
    if isinstance(node, dict):
        return {key: value.replace(r"\p{L}", r"[^\W\d_]").replace(r"\p{N}", r"\d")
                if key == "pattern" and isinstance(value, str) else python_patterns(value) for key, value in node.items()}
    return [python_patterns(item) for item in node] if isinstance(node, list) else node


def test_schema(binary, out):
    try:
        import jsonschema
    except ImportError:
        sys.exit(77)
    paths = {kind: schema_folder() / f"oscal-1.2.1-{kind}-schema.json" for kind in ("mapping", "catalog")}
    if not all(path.is_file() for path in paths.values()):
        sys.exit(77)
    validators = {kind: jsonschema.Draft7Validator(python_patterns(json.loads(path.read_text(encoding="utf-8"))))
                  for kind, path in paths.items()}
    broken = list(validators["mapping"].iter_errors({"mapping-collection": {"uuid": "1"}}))
    check("a broken collection is refused", bool(broken), True)
    asked = [("mapping", name) for name in [*MAPPINGS, "cyber-essentials-3.3 csf-2.0"]] + [("catalog", name) for name in FRAMEWORKS]
    for kind, name in asked:
        path = export(binary, name, "oscal-json", out / "made.json")
        errors = list(validators[kind].iter_errors(json.loads(path.read_text(encoding="utf-8"))))
        check(f"{name}: errors against the schema", [f"{list(e.path)}: {e.message[:150]}" for e in errors[:3]], [])


# ---- round trips ----

def words(text):
    return " ".join((text or "").split())


def ends(fact, side):
    return tuple((fact.get(side) or "").split() or [end.get("ref") for end in fact.findall(NS + side)])


def facts_of(root):
    return [(ends(fact, "source"), fact.get("relation"), ends(fact, "target"), fact.get("strength"), fact.get("confidence"),
             fact.get("rationale") or root.get("rationale"), fact.get("method") or root.get("method"),
             words("".join(fact.findtext(NS + "remarks") or ""))) for fact in root.iter(NS + "map")]


def gaps_of(root):
    return sorted((gap.get("source") or "", gap.get("target") or "") for gap in root.iter(NS + "no-counterpart"))


def pairs_of(facts, relations):
    """What is left where a format has pairs only, and these words."""
    kept = []
    for source, relation, target, *_ in facts:
        many = SPLITS.get(relation, (False, False))
        if relation in relations and (len(source) == 1 or many[0]) and (len(target) == 1 or many[1]):
            kept += [((s,), relations[relation], (t,)) for s in source for t in target]
    return sorted(kept)


def round_mapping(binary, name, to, out):
    wanted = ElementTree.parse(TOP / "mappings" / f"{name}.xml").getroot()
    made = export(binary, name, to, out / "made")
    again = export(binary, name, to, out / "again")
    if to not in ("olir", "review"):
        check(f"{name} to {to}: the same bytes twice", made.read_bytes() == again.read_bytes(), True)
    back = run(binary, "import", "--source", wanted.get("source"), "--target", wanted.get("target"), made)
    spellings.setdefault(name, {})[to] = back.stdout
    return wanted, ElementTree.fromstring(back.stdout)


def round_mappings(binary, out):
    for name in MAPPINGS:
        for to in ("oscal-json", "oscal-xml"):
            wanted, back = round_mapping(binary, name, to, out)
            check(f"{name} to {to}: facts", sorted(map(repr, facts_of(back))), sorted(map(repr, facts_of(wanted))))
            check(f"{name} to {to}: gaps", gaps_of(back), gaps_of(wanted))
            head = {key: wanted.get(key) for key in wanted.keys() if key != "id"}
            check(f"{name} to {to}: the mapping", {key: back.get(key) for key in head}, head)
        check(f"{name}: XML reads as JSON does", spellings[name]["oscal-xml"], spellings[name]["oscal-json"])
        wanted, back = round_mapping(binary, name, "sssom", out)
        check(f"{name} to sssom: facts", sorted(fact[:3] for fact in facts_of(back)), pairs_of(facts_of(wanted), SSSOM))
        check(f"{name} to sssom: gaps", gaps_of(back), gaps_of(wanted))
        wanted, back = round_mapping(binary, name, "review", out)
        check(f"{name} to review: facts", sorted(map(repr, (fact[:5] for fact in facts_of(back)))),
              sorted(map(repr, (fact[:5] for fact in facts_of(wanted)))))
        check(f"{name} to review: gaps", gaps_of(back), gaps_of(wanted))
        relations = {relation: "equal-to" if relation == "equivalent-to" else relation for relation in SETS}
        if pairs_of(facts_of(wanted), relations):
            wanted, back = round_mapping(binary, name, "ciso", out)
            check(f"{name} to ciso: facts", sorted(fact[:3] for fact in facts_of(back)),
                  pairs_of(facts_of(wanted), relations))
            relations["no-relationship"] = "no-relationship"
        else:
            relations = {"related-to": "related-to"}
        wanted, back = round_mapping(binary, name, "olir", out)
        check(f"{name} to olir: facts", sorted(fact[:3] for fact in facts_of(back)), pairs_of(facts_of(wanted), relations))


def round_all(binary, out):
    """All that is bundled, by way of the format that can hold most. Patterns come back as the maps that they stand for."""
    for path in sorted((TOP / "mappings").glob("*.xml")):
        if "<map-pattern" not in path.read_text(encoding="utf-8"):
            wanted, back = round_mapping(binary, path.stem, "oscal-json", out)
            check(f"{path.stem}: facts", sorted(map(repr, facts_of(back))), sorted(map(repr, facts_of(wanted))))
            check(f"{path.stem}: gaps", gaps_of(back), gaps_of(wanted))
    for path in sorted((TOP / "frameworks").glob("*.xml")):
        made = export(binary, path.stem, "oscal-json", out / "made")
        back = ElementTree.fromstring(run(binary, "import", "--id", path.stem, made).stdout)
        check(f"{path.stem}: controls", controls_of(back), controls_of(ElementTree.parse(path).getroot()))


def controls_of(root, withdrawn=True):
    """Ids with what is above, in order: groups and controls."""
    found = []

    def walk(node, parent):
        for child in node:
            if child.tag in (NS + "group", NS + "control"):
                if withdrawn or child.get("status") != "withdrawn":
                    found.append((child.get("id"), words(child.get("title")), parent,
                                  words(child.findtext(NS + "statement")), words(child.findtext(NS + "guidance"))))
                walk(child, child.get("id"))
    walk(root, None)
    return found


def round_frameworks(binary, out):
    for name in FRAMEWORKS:
        wanted = ElementTree.parse(TOP / "frameworks" / f"{name}.xml").getroot()
        for to in ("oscal-json", "oscal-xml", "ciso", "review"):
            made = export(binary, name, to, out / "made")
            back = ElementTree.fromstring(run(binary, "import", "--id", name, made).stdout)
            check(f"{name} to {to}: controls", controls_of(back), controls_of(wanted, to != "ciso"))


def test_round(binary, out):
    round_mappings(binary, out)
    round_frameworks(binary, out)
    round_all(binary, out)


def main():
    part, binary = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as out:
        {"schema": test_schema, "round": test_round}[part](binary, pathlib.Path(out))
    for failure in failures:
        print(failure)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
