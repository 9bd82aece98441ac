#!/usr/bin/env python3
"""Makes a catalogue of frameworks and mappings to measure with: the same arguments always give the same bytes.

  tests/bench/generate.py --out DIR                            200 frameworks, 70,000 controls, 76,000 maps
  tests/bench/generate.py --out DIR --frameworks 4 --controls 110 --maps 1800
  tests/bench/generate.py --out DIR --errors 20                with 20 conflicts planted

Every control is given a set of atoms; relations are read off these sets, so that all facts are true together (until
errors are planted). Frameworks have three levels, alternately unions and more than unions; one map in twenty names
several sources or targets.
"""
import argparse
import pathlib
import random
from xml.sax.saxutils import escape, quoteattr

VERBS = "Define Review Record Restrict Monitor Approve Test Encrypt Separate Retain Report Verify".split()
THINGS = ("access rights;asset records;audit trails;backup copies;change requests;cryptographic keys;data transfers;"
          "incident reports;network boundaries;personnel files;physical entry;supplier contracts").split(";")
TAILS = ("at planned intervals;before use;by a named owner;when roles change;with évidence kept;under § 4 rules;"
         "for every system;until they are closed").split(";")
ATOMS = 48


def world(rng, topics):
    """For each topic a set of atoms to draw controls from."""
    return [rng.sample(range(ATOMS), 12) for _ in range(topics)]


def draw(rng, topic):
    """The atoms of one control: a non-empty part of its topic."""
    return frozenset(rng.sample(topic, rng.randint(2, len(topic))))


def relation(x, y):
    if x == y:
        return "equal-to"
    if x < y:
        return "subset-of"
    if x > y:
        return "superset-of"
    return "intersects-with" if x & y else "no-relationship"


def title(rng):
    return f"{rng.choice(VERBS)} {rng.choice(THINGS)} {rng.choice(TAILS)}"


def write_framework(path, name, count, rng, topics):
    """Returns the leaves as (id, atoms)."""
    leaves = []
    out = ['<?xml version="1.0" encoding="UTF-8"?>',
           f'<framework xmlns="urn:crosswalk:1" id="{name}" title={quoteattr(title(rng))} edition="1">',
           "  <rights>Made up, to measure with.</rights>"]
    group = 0
    while len(leaves) < count:
        group += 1
        out.append(f'  <group id="G{group}" title={quoteattr(title(rng))}{" exhaustive=" + chr(34) + "false" + chr(34) if group % 2 else ""}>')
        for middle in range(1, 6):
            if len(leaves) >= count:
                break
            out.append(f'    <group id="G{group}.{middle}" title={quoteattr(title(rng))}>')
            for leaf in range(1, 6):
                if len(leaves) >= count:
                    break
                atoms = draw(rng, topics[rng.randrange(len(topics))])
                control = f"G{group}.{middle}.{leaf}"
                leaves.append((control, atoms))
                text = " ".join(title(rng) for _ in range(4))
                out.append(f'      <control id="{control}" title={quoteattr(title(rng))}>'
                           f"<statement>{escape(text)}.</statement></control>")
            out.append("    </group>")
        out.append("  </group>")
    out.append("</framework>\n")
    path.write_text("\n".join(out), encoding="utf-8")
    return leaves


def write_mapping(path, name, source, target, maps, rng, frameworks, errors):
    left, right = frameworks[source], frameworks[target]
    by_atom = {}
    for index, (_, atoms) in enumerate(right):
        for atom in atoms:
            by_atom.setdefault(atom, []).append(index)
    out = ['<?xml version="1.0" encoding="UTF-8"?>',
           f'<mapping xmlns="urn:crosswalk:1" id="{name}" source="{source}" target="{target}" title="{source} to {target}"',
           '         publisher="Nobody" authority="third-party" style="crosswalk" examined="source">']
    seen = set()
    planted = 0
    tries = 0
    while len(seen) < maps and tries < maps * 20:
        tries += 1
        i = rng.randrange(len(left))
        j = rng.choice(by_atom[rng.choice(sorted(left[i][1]))]) if rng.random() < 0.97 else rng.randrange(len(right))
        if (i, j) in seen:
            continue
        seen.add((i, j))
        if rng.random() < 0.05:
            k = rng.randrange(len(left))
            union = left[i][1] | left[k][1]
            found = relation(union, right[j][1])
            out.append(f'  <map relation="{found}"><source ref="{left[i][0]}"/><source ref="{left[k][0]}"/>'
                       f'<target ref="{right[j][0]}"/></map>')
            continue
        found = relation(left[i][1], right[j][1])
        if planted < errors and found == "intersects-with":
            found = "no-relationship"
            out.append(f'  <map source="{left[i][0]}" target="{right[j][0]}" relation="intersects-with"/>')
            planted += 1
        strength = f' strength="{rng.randint(3, 8)}"' if found == "intersects-with" else ""
        out.append(f'  <map source="{left[i][0]}" target="{right[j][0]}" relation="{found}"{strength}>'
                   f"<remarks>{escape(title(rng))}</remarks></map>")
    out.append("</mapping>\n")
    path.write_text("\n".join(out), encoding="utf-8")
    return planted


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", required=True, type=pathlib.Path)
    parser.add_argument("--frameworks", type=int, default=200)
    parser.add_argument("--controls", type=int, default=70000, help="in all frameworks together")
    parser.add_argument("--maps", type=int, default=76000, help="in all mappings together")
    parser.add_argument("--mappings", type=int, default=0, help="number of mappings; 0: one and a half for each framework")
    parser.add_argument("--errors", type=int, default=0, help="conflicts to plant")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    (options.out / "frameworks").mkdir(parents=True, exist_ok=True)
    (options.out / "mappings").mkdir(parents=True, exist_ok=True)
    topics = world(rng, 40)
    names = [f"fw-{n:04d}" for n in range(options.frameworks)]
    frameworks = {name: write_framework(options.out / "frameworks" / f"{name}.xml", name,
                                        max(1, options.controls // options.frameworks), rng, topics) for name in names}
    pairs = []
    wanted = options.mappings or max(1, options.frameworks * 3 // 2)
    while len(pairs) < wanted:
        pair = tuple(rng.sample(names, 2))
        if pair not in pairs:
            pairs.append(pair)
    left = options.errors
    for source, target in pairs:
        left -= write_mapping(options.out / "mappings" / f"{source}-to-{target}.xml", f"{source}-to-{target}", source,
                              target, max(1, options.maps // wanted), rng, frameworks, left)


if __name__ == "__main__":
    main()
