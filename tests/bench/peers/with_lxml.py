#!/usr/bin/env python3
"""The job of the benchmark with lxml and dictionaries: with_lxml.py CATALOGUE OUT

Loads all documents, resolves the references, and writes for each declared pair the table as HTML and CSV, and the
coverage of both sides with the candidates that two steps through a third framework give. No proofs, no findings.
"""
import csv
import pathlib
import sys
from collections import defaultdict
from html import escape

from lxml import etree

NS = "{urn:crosswalk:1}"
INVERSE = {"subset-of": "superset-of", "superset-of": "subset-of"}
FULL, APART = ("equal-to", "subset-of"), "no-relationship"
MOST = 10


def load_framework(path, frameworks):
    root = etree.parse(path).getroot()
    controls = {}  # id: (place, title, whether it is counted)
    for node in root.iter(NS + "group", NS + "control"):
        controls[node.get("id")] = (len(controls), node.get("title"), node.tag == NS + "control")
    frameworks[root.get("id")] = controls


def load_mapping(path, frameworks, mappings):
    root = etree.parse(path).getroot()
    source, target, name = root.get("source"), root.get("target"), root.get("id")
    left, right = frameworks[source], frameworks[target]
    maps = []
    for node in root.iter(NS + "map"):
        if node.get("source") is not None:
            sources, targets = (node.get("source"),), (node.get("target"),)
        else:
            sources = tuple(member.get("ref") for member in node.iter(NS + "source"))
            targets = tuple(member.get("ref") for member in node.iter(NS + "target"))
        if all(x in left for x in sources) and all(y in right for y in targets):
            maps.append((sources, targets, node.get("relation"), node.get("strength", ""), name,
                         node.findtext(NS + "remarks", "")))
    mappings[source, target] = maps


def link(mappings):
    """For each control, what it is said to overlap: {(framework, id): {framework: [id]}}."""
    links = defaultdict(lambda: defaultdict(dict))
    for (source, target), maps in mappings.items():
        for sources, targets, relation, *_ in maps:
            if len(sources) == 1 and len(targets) == 1 and relation != APART:
                links[source, sources[0]][target][targets[0]] = True
                links[target, targets[0]][source][sources[0]] = True
    return links


def facts_between(mappings, source, target):
    for sources, targets, relation, *rest in mappings.get((source, target), ()):
        yield sources, targets, relation, *rest
    for sources, targets, relation, *rest in mappings.get((target, source), ()):
        yield targets, sources, INVERSE.get(relation, relation), *rest


def titles(controls, ids):
    return "; ".join(controls[i][1] for i in ids)


def coverage_rows(framework, other, frameworks, facts, links):
    controls, others = frameworks[framework], frameworks[other]
    by = defaultdict(dict)
    full = set()
    for sources, targets, relation, *_ in facts:
        if len(sources) == 1 and len(targets) == 1 and relation != APART:
            by[sources[0]][targets[0]] = True
            if relation in FULL:
                full.add(sources[0])
    for control, (_, title, counted) in controls.items():
        if not counted:
            continue
        covered = "full" if control in full else "partial" if control in by else "none"
        found = defaultdict(int)
        if covered != "full":
            for third, middles in links[framework, control].items():
                if third != other:
                    for middle in middles:
                        for target in links[third, middle].get(other, ()):
                            if target not in by.get(control, ()) and others[target][2]:
                                found[target] += 1
        ranked = sorted(found, key=lambda target: (-found[target], others[target][0]))[:MOST]
        names = sorted(by.get(control, ()), key=lambda target: others[target][0])
        yield framework, control, title, covered, " ".join(names), " ".join(ranked)


def write_pair(out, source, target, frameworks, mappings, links):
    left, right = frameworks[source], frameworks[target]
    facts = list(facts_between(mappings, source, target))
    facts.sort(key=lambda fact: (left[fact[0][0]][0], right[fact[1][0]][0]))
    turned = [(y, x, INVERSE.get(relation, relation), *rest) for x, y, relation, *rest in facts]
    coverage = [*coverage_rows(source, target, frameworks, facts, links),
                *coverage_rows(target, source, frameworks, turned, links)]
    rows = [("+".join(x), titles(left, x), relation, "+".join(y), titles(right, y), "declared", strength, "", name, remarks)
            for x, y, relation, strength, name, remarks in facts]
    rows += [(control, title, "", "", "", "gap", "", "", "", "") for framework, control, title, covered, *_ in coverage
             if framework == source and covered == "none"]
    stem = f"{source}--{target}"
    with open(out / f"{stem}.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow("source_id source_title relation target_id target_title basis strength confidence mapping"
                        " remarks".split())
        writer.writerows(rows)
    with open(out / f"{stem}.gaps.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow("framework id title coverage by candidates".split())
        writer.writerows(coverage)
    with open(out / f"{stem}.html", "w", encoding="utf-8") as file:
        file.write(f"<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>{stem}</title></head><body><table>\n")
        for row in rows:
            file.write("<tr><td>" + "</td><td>".join(map(escape, row)) + "</td></tr>\n")
        file.write("</table></body></html>\n")


def main():
    catalogue, out = map(pathlib.Path, sys.argv[1:3])
    frameworks, mappings = {}, {}
    for path in sorted((catalogue / "frameworks").glob("*.xml")):
        load_framework(str(path), frameworks)
    for path in sorted((catalogue / "mappings").glob("*.xml")):
        load_mapping(str(path), frameworks, mappings)
    links = link(mappings)
    for source, target in mappings:
        write_pair(out, source, target, frameworks, mappings, links)


if __name__ == "__main__":
    main()
