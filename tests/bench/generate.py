#!/usr/bin/env python3
"""Makes a catalogue of frameworks and mappings to measure with: the same arguments always give the same bytes.

  tests/bench/generate.py M --out DIR                     a size that has a name: S, M, L or 200
  tests/bench/generate.py --out DIR --frameworks 4 --controls 110 --mappings 6 --maps 300
  tests/bench/generate.py S --out DIR --errors 5          5 maps in 1,000 contradict the map before them, and one map in
                                                          each mapping names a control that does not exist
  tests/bench/generate.py M --out DIR --tables            the facts once more as controls.csv and maps.csv, for databases

Every control is given a set of atoms, and relations are read off these sets, so that all facts are true together (until
errors are planted). Frameworks have three levels; the headings of the second are unions of what is below them, those of
the first only every other time. One map in twenty names several sources or targets, one in thirty a heading.
"""
import argparse
import csv
import functools
import io
import multiprocessing
import pathlib
import random
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr


class Size(NamedTuple):
    frameworks: int
    controls: int  # in each framework
    mappings: int
    maps: int  # in each mapping


SIZES = {
    "S": Size(4, 110, 6, 300),
    "M": Size(100, 500, 300, 1000),
    "L": Size(1000, 1000, 2000, 5000),
    "200": Size(200, 350, 304, 250),  # 70,000 controls and 76,000 maps: every framework that there is, sparsely mapped
}
VERBS = "Define Review Record Restrict Monitor Approve Test Encrypt Separate Retain Report Verify".split()
THINGS = ("access rights;asset records;audit trails;backup copies;change requests;cryptographic keys;data transfers;"
          "incident reports;network boundaries;personnel files;physical entry;supplier contracts").split(";")
TAILS = ("at planned intervals;before use;by a named owner;when roles change;where evidence is kept;under its own rules;"
         "for every system;until they are closed;with the approval of management;as long as the law asks for it").split(";")
RARE = ("d\u00e9fini", "\u00a7 4.2", "R&D", "less than < 30 days", "\u2013 and nobody else")  # one text in thirty
TEXTS = 4096
TOPICS, KINDS, ATOMS = 16, 24, 64
LEAVES, MIDDLES = 5, 5  # controls below a heading of the second level, such headings below one of the first


class Texts:
    """What titles, statements and remarks are drawn from: plain, and as they stand in XML."""

    def __init__(self, seed):
        rng = random.Random(f"{seed} texts")
        self.titles = [self.sentence(rng, 1) for _ in range(TEXTS)]
        self.statements = [self.sentence(rng, 3) + "." for _ in range(TEXTS)]
        self.remarks = [self.sentence(rng, 1) + "; " + rng.choice(TAILS) for _ in range(TEXTS)]
        self.xml_titles = [quoteattr(text) for text in self.titles]
        self.xml_statements = [escape(text) for text in self.statements]
        self.xml_remarks = [escape(text) for text in self.remarks]

    @staticmethod
    def sentence(rng, clauses):
        text = "; ".join(f"{rng.choice(VERBS)} {rng.choice(THINGS)} {rng.choice(TAILS)}" for _ in range(clauses))
        return f"{text} {rng.choice(RARE)}" if rng.randrange(30) == 0 else text


@functools.cache
def texts(seed):
    return Texts(seed)


@functools.cache
def kinds(seed):
    """For each topic the sets of atoms that controls are made of."""
    rng = random.Random(f"{seed} kinds")
    return [[sum(1 << bit for bit in rng.sample(range(ATOMS), 20)) for _ in range(KINDS)] for _ in range(TOPICS)]


class Framework(NamedTuple):
    leaves: list  # (id, atoms)
    headings: list  # (id, atoms, index of the heading above or -1, whether it is a union)
    above: list  # for each leaf, the index of its heading
    topics: list  # for each topic, the indices of its leaves


@functools.lru_cache(maxsize=256)
def framework(seed, number, count):
    """What the controls of one framework stand for."""
    rng = random.Random(f"{seed} framework {number}")
    topics = [[] for _ in range(TOPICS)]
    leaves, headings, above = [], [], []
    per_group = LEAVES * MIDDLES
    for first in range(0, count, per_group):
        group = first // per_group + 1
        top = len(headings)
        headings.append(None)
        total = 0
        for start in range(first, min(first + per_group, count), LEAVES):
            middle = (start - first) // LEAVES + 1
            union = 0
            for leaf in range(start, min(start + LEAVES, count)):
                topic = rng.randrange(TOPICS)
                atoms = kinds(seed)[topic][rng.randrange(KINDS)]
                if rng.randrange(10) < 3:
                    atoms = atoms & rng.getrandbits(ATOMS) or atoms
                topics[topic].append(leaf)
                leaves.append((f"G{group}.{middle}.{leaf - start + 1}", atoms))
                above.append(len(headings))
                union |= atoms
            headings.append((f"G{group}.{middle}", union, top, True))
            total |= union
        exhaustive = group % 2 == 0
        headings[top] = (f"G{group}", total if exhaustive else total | rng.getrandbits(ATOMS), -1, exhaustive)
    return Framework(leaves, headings, above, topics)


def relation(x, y):
    if x == y:
        return "equal-to"
    both = x & y
    if both == x:
        return "subset-of"
    if both == y:
        return "superset-of"
    return "intersects-with" if both else "no-relationship"


def framework_name(number):
    return f"fw-{number + 1:04d}"


def rows(table):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(table)
    return out.getvalue()


def write_framework(job):
    """Returns the rows of the table of controls."""
    options, number = job
    made = framework(options.seed, number, options.controls)
    rng = random.Random(f"{options.seed} words {number}")
    words = texts(options.seed)
    name = framework_name(number)
    table = []

    def title():
        return rng.randrange(TEXTS)

    out = ['<?xml version="1.0" encoding="UTF-8"?>\n'
           f'<framework xmlns="urn:crosswalk:1" id="{name}" title="Framework {number + 1}" edition="1">\n'
           "  <rights>Made up, to measure with.</rights>\n"]
    open_heading, open_top = -1, -1
    for leaf, (control, _) in enumerate(made.leaves):
        heading = made.above[leaf]
        if heading != open_heading:
            if open_heading >= 0:
                out.append("    </group>\n")
            top = made.headings[heading][2]
            if top != open_top:
                if open_top >= 0:
                    out.append("  </group>\n")
                text = title()
                union = "" if made.headings[top][3] else ' exhaustive="false"'
                out.append(f'  <group id="{made.headings[top][0]}" title={words.xml_titles[text]}{union}>\n')
                table.append((name, made.headings[top][0], words.titles[text], "group"))
                open_top = top
            text = title()
            out.append(f'    <group id="{made.headings[heading][0]}" title={words.xml_titles[text]}>\n')
            table.append((name, made.headings[heading][0], words.titles[text], "group"))
            open_heading = heading
        text = title()
        out.append(f'      <control id="{control}" title={words.xml_titles[text]}>'
                   f"<statement>{words.xml_statements[title()]}</statement></control>\n")
        table.append((name, control, words.titles[text], "control"))
    out.append("    </group>\n  </group>\n</framework>\n")
    (options.out / "frameworks" / f"{name}.xml").write_text("".join(out), encoding="utf-8")
    return rows((number * 1000000 + place, *row) for place, row in enumerate(table)) if options.tables else ""


def pair(number, frameworks):
    """Which frameworks a mapping is between. Each is mapped to the next one and to the one after that, so that two steps
    lead where one does, then to others farther away."""
    source, turn = number % frameworks, number // frameworks
    step = turn + 1 if turn < 2 else 2 + 41 * (turn - 1)
    return source, (source + (step - 1) % (frameworks - 1) + 1) % frameworks


def side(rng, made, leaf):
    """A leaf, the heading above it, or it and another: the ids and the atoms of all together."""
    draw = rng.random()
    if draw < 0.015:
        heading = made.headings[made.above[leaf]]
        return (heading[0],), heading[1]
    control, atoms = made.leaves[leaf]
    if draw < 0.04:
        other = rng.randrange(len(made.leaves))
        if other != leaf:
            first, second = sorted((leaf, other))
            return (made.leaves[first][0], made.leaves[second][0]), atoms | made.leaves[other][1]
    return (control,), atoms


def write_mapping(job):
    """Returns the rows of the table of maps."""
    options, number = job
    source, target = pair(number, options.frameworks)
    left = framework(options.seed, source, options.controls)
    right = framework(options.seed, target, options.controls)
    topic_of = {leaf: topic for topic, leaves in enumerate(left.topics) for leaf in leaves}
    names = framework_name(source), framework_name(target)
    name = f"{names[0]}-to-{names[1]}"
    rng = random.Random(f"{options.seed} mapping {number}")
    words = texts(options.seed)
    out = ['<?xml version="1.0" encoding="UTF-8"?>\n'
           f'<mapping xmlns="urn:crosswalk:1" id="{name}" source="{names[0]}" target="{names[1]}"'
           f' title="{names[0]} to {names[1]}"\n'
           '         publisher="Nobody" authority="third-party" style="crosswalk" examined="source">\n']
    table = []
    seen = set()
    before = None
    dangling = rng.randrange(options.maps) if options.errors else -1
    tries = 0
    while len(table) < options.maps:
        if before is not None and rng.randrange(1000) < options.errors:
            sources, targets, found = before
            found = "no-relationship" if found != "no-relationship" else "equal-to"
            before = None
        else:
            i = rng.randrange(len(left.leaves))
            near = right.topics[topic_of[i]]
            j = rng.choice(near) if near and rng.random() < 0.97 else rng.randrange(len(right.leaves))
            (sources, x), (targets, y) = side(rng, left, i), side(rng, right, j)
            tries += 1
            if (sources, targets) in seen and tries < 20 * options.maps:
                continue
            seen.add((sources, targets))
            found = relation(x, y)
            before = (sources, targets, found)
        if len(table) == dangling:
            targets = ("X" + targets[0],)
        text = rng.randrange(TEXTS)
        strength = str(rng.randint(3, 8)) if found == "intersects-with" else ""
        attributes = f' relation="{found}"' + (f' strength="{strength}"' if strength else "")
        remarks = f"<remarks>{words.xml_remarks[text]}</remarks></map>\n"
        if len(sources) == 1 and len(targets) == 1:
            out.append(f'  <map source="{sources[0]}" target="{targets[0]}"{attributes}>{remarks}')
        else:
            members = "".join(f'<source ref="{id_}"/>' for id_ in sources) + \
                "".join(f'<target ref="{id_}"/>' for id_ in targets)
            out.append(f"  <map{attributes}>{members}{remarks}")
        table.append((name, *names, " ".join(sources), " ".join(targets), found, strength, words.remarks[text]))
    out.append("</mapping>\n")
    (options.out / "mappings" / f"{name}.xml").write_text("".join(out), encoding="utf-8")
    return rows((number * 1000000 + place, *row) for place, row in enumerate(table)) if options.tables else ""


def write_table(path, header, parts):
    with open(path, "w", encoding="utf-8", newline="") as file:
        file.write(header + "\n")
        for part in parts:
            file.write(part)


def generate(options):
    pairs = {pair(number, options.frameworks) for number in range(options.mappings)}
    if len(pairs) < options.mappings:
        raise SystemExit("generate.py: too many mappings for so few frameworks")
    for folder in ("frameworks", "mappings"):
        (options.out / folder).mkdir(parents=True, exist_ok=True)
    with multiprocessing.Pool(options.jobs) as pool:
        controls = pool.imap(write_framework, ((options, number) for number in range(options.frameworks)), 4)
        write_table(options.out / "controls.csv", "place,framework,id,title,kind", controls)
        maps = pool.imap(write_mapping, ((options, number) for number in range(options.mappings)), 4)
        write_table(options.out / "maps.csv", "place,mapping,source,target,source_ids,target_ids,relation,strength,remarks",
                    maps)
    if not options.tables:
        (options.out / "controls.csv").unlink()
        (options.out / "maps.csv").unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", nargs="?", choices=SIZES, default="200")
    parser.add_argument("--out", required=True, type=pathlib.Path)
    for field in Size._fields:
        parser.add_argument(f"--{field}", type=int, help="instead of that of the size")
    parser.add_argument("--errors", type=int, default=0, help="maps in 1,000 that contradict the one before")
    parser.add_argument("--tables", action="store_true", help="the same facts as CSV files, too")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, help="processes; the bytes are the same with any number")
    options = parser.parse_args()
    for field, value in SIZES[options.size]._asdict().items():
        if getattr(options, field) is None:
            setattr(options, field, value)
    generate(options)


if __name__ == "__main__":
    main()
