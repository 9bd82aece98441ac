#!/usr/bin/env python3
"""What `crosswalk migrate` carries over is true.

    tests/migrate/migrate.py PROGRAM [WORLDS]

Every control of a small world is a set of requirements, chosen by chance; two editions of a framework, a framework of one's
own, the mappings between them and an assessment say of these sets nothing but the truth. Whatever the document says that
comes out must be true of the sets again, and what does not come out must stand in the list of decisions. Shares no code with
the program.
"""
import csv
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

NS = "{urn:crosswalk:1}"
HEAD = 'xmlns="urn:crosswalk:1"'
REQUIREMENTS = range(5)
# What does not speak of sets holds for a control that is the same, and for no other.
LOOSE = ("related-to", "supports", "supported-by", "contrary-to")


def base(a, b):
    if not a & b:
        return "no-relationship"
    if a == b:
        return "equal-to"
    return "subset-of" if a < b else "superset-of" if a > b else "overlap"


def is_true(a, relation, b, proper):
    if relation == "intersects-with":
        return base(a, b) == "overlap" if proper else bool(a & b)
    return base(a, b) == relation.replace("equivalent-to", "equal-to")


def some_set(chance, like=()):
    """Any set, or one that has to do with another."""
    if like and chance.random() < 0.7:
        other = chance.choice(like)
        more = frozenset(chance.sample(REQUIREMENTS, chance.randint(0, 2)))
        return chance.choice([other, other, other | more, (other & more) or other, (other - more) or other])
    return frozenset(chance.sample(REQUIREMENTS, chance.randint(1, 4)))


class Framework:
    """Controls by id, some of them below a heading, which is all that it gathers."""

    def __init__(self, chance, name, like=()):
        self.name = name
        self.sets = {}
        self.below = {}
        lines = []
        for number in range(chance.randint(3, 5)):
            self.sets[str(number)] = some_set(chance, like)
            lines.append(f'<control id="{number}" title="Control {number} of {name}"/>')
        for heading in "AB"[:chance.randint(0, 2)]:
            inside = [f"{heading}.{number}" for number in range(1, chance.randint(2, 4))]
            for control in inside:
                self.sets[control] = some_set(chance, like)
            self.sets[heading] = frozenset().union(*(self.sets[control] for control in inside))
            self.below[heading] = inside
            lines.append(f'<group id="{heading}" title="Heading {heading} of {name}">'
                         + "".join(f'<control id="{c}" title="Control {c} of {name}"/>' for c in inside) + "</group>")
        self.lines = "\n".join(lines)

    def text(self, more=""):
        return f'<framework {HEAD} id="{self.name}" title="{self.name}"{more}>\n{self.lines}\n</framework>\n'

    def of(self, ids):
        return frozenset().union(*(self.sets[control] for control in ids))

    def leaves(self):
        return [control for control in self.sets if control not in self.below]


def some_ids(chance, framework):
    return chance.sample(sorted(framework.sets), 1 if chance.random() < 0.8 else 2)


def some_relation(chance, a, b, proper, loose):
    """A token that is true of the two."""
    tokens = [base(a, b)] * 3 if base(a, b) != "overlap" else []
    tokens += ["equivalent-to"] if a == b else []
    tokens += ["intersects-with"] if is_true(a, "intersects-with", b, proper) else []
    tokens += LOOSE if loose else ["related-to"]
    return chance.choice(tokens)


def end(chance, side, ids):
    """An attribute, or elements."""
    if len(ids) == 1 and chance.random() < 0.7:
        return f' {side}="{ids[0]}"', ""
    return "", "".join(f'<{side} ref="{control}"/>' for control in ids)


def a_map(chance, ends, relation):
    written = [end(chance, side, ids) for side, ids in zip(("source", "target"), ends)]
    decoy = '<!-- <target ref="0"/> source="0" -->' if chance.random() < 0.2 else ""
    attributes = written[0][0] + written[1][0]
    inside = decoy + written[0][1] + written[1][1]
    return f'<map{attributes} relation="{relation}"' + (f">{inside}</map>" if inside else "/>")


class World:
    def __init__(self, seed):
        chance = self.chance = random.Random(seed)
        self.old = Framework(chance, "it-1")
        self.new = Framework(chance, "it-2", list(self.old.sets.values()))
        self.own = Framework(chance, "own", list(self.old.sets.values()))
        self.of_source = chance.random() < 0.5
        self.proper = chance.random() < 0.4
        self.facts = []  # (own ids, relation, old ids), as read from own
        self.lines = {}
        self.met = frozenset(chance.sample(REQUIREMENTS, chance.randint(1, 5)))

    def editions(self):
        """What became of the controls: true, and not all of it."""
        chance = self.chance
        proper = chance.random() < 0.3
        maps = []
        for old in self.old.sets:
            for new in self.new.sets:
                near = self.old.sets[old] == self.new.sets[new]
                if chance.random() < (0.7 if near else 0.25):
                    relation = some_relation(chance, self.old.sets[old], self.new.sets[new], proper, False)
                    maps.append(a_map(chance, ([old], [new]), relation))
        for _ in range(chance.randint(0, 2)):
            ends = some_ids(chance, self.old), some_ids(chance, self.new)
            maps.append(a_map(chance, ends, some_relation(chance, self.old.of(ends[0]), self.new.of(ends[1]), proper,
                                                          False)))
        overlap = ' overlap="proper"' if proper else ""
        return f'<mapping {HEAD} id="it-1-to-it-2" source="it-1" target="it-2"{overlap}>\n' + "\n".join(
            dict.fromkeys(maps)) + "\n</mapping>\n"

    def policy(self):
        chance = self.chance
        lines = []
        seen = set()
        for _ in range(chance.randint(3, 9)):
            own, old = some_ids(chance, self.own), some_ids(chance, self.old)
            if (frozenset(own), frozenset(old)) in seen:
                continue
            seen.add((frozenset(own), frozenset(old)))
            ends = (old, own) if self.of_source else (own, old)
            sets = (self.old.of(old), self.own.of(own)) if self.of_source else (self.own.of(own), self.old.of(old))
            relation = some_relation(chance, *sets, self.proper, True)
            self.facts.append((frozenset(ends[0]), relation, frozenset(ends[1])))
            lines.append(a_map(chance, ends, relation))
        gaps = [control for control in self.old.sets
                if not any(self.old.sets[control] & other for other in self.own.sets.values())]
        self.gaps = len(gaps)
        lines += [f'<no-counterpart {"source" if self.of_source else "target"}="{control}"/>' for control in gaps]
        pair = ("it-1", "own") if self.of_source else ("own", "it-1")
        overlap = ' overlap="proper"' if self.proper else ""
        return f'<mapping {HEAD} id="{pair[0]}-to-{pair[1]}" source="{pair[0]}" target="{pair[1]}"{overlap}>\n' + "\n".join(
            lines) + "\n</mapping>\n"

    def status(self, control):
        if control in self.old.below:
            lacking = [c for c in self.old.below[control] if c not in self.lines and not self.old.sets[c] <= self.met]
            return "planned" if lacking else "implemented"
        return "implemented" if self.old.sets[control] <= self.met else "planned"

    def assessment(self):
        """A heading is said to be in place where all is that has no line of its own."""
        chance = self.chance
        for control in sorted(self.old.sets, key=lambda control: control in self.old.below):
            if chance.random() < 0.6:
                self.lines[control] = self.status(control)
        return f'<assessment {HEAD} id="a" framework="it-1" date="2026-01-01">\n' + "\n".join(
            f'<control ref="{control}" applicable="yes" status="{status}"/>'
            for control, status in self.lines.items()) + "\n</assessment>\n"


class Wrong(Exception):
    pass


def ids_of(element, side):
    return frozenset([element.get(side)] if element.get(side) else [e.get("ref") for e in element.findall(NS + side)])


def judge_mapping(world, root):
    """How many statements there are, each of them true."""
    frameworks = (world.new, world.own) if world.of_source else (world.own, world.new)
    if (root.get("source"), root.get("target")) != tuple(framework.name for framework in frameworks):
        raise Wrong("the frameworks are not the new ones")
    for element in root.iter(NS + "map"):
        ids = [ids_of(element, side) for side in ("source", "target")]
        a, b = (framework.of(ends) for framework, ends in zip(frameworks, ids))
        relation = element.get("relation")
        if relation in LOOSE:
            side = 0 if world.of_source else 1
            good = any(fact[1] == relation and fact[2 - 2 * side] == ids[1 - side]
                       and world.old.of(fact[2 * side]) == (a, b)[side] for fact in world.facts)
        else:
            good = is_true(a, relation, b, world.proper)
        if not good:
            raise Wrong(f"{sorted(ids[0])} {relation} {sorted(ids[1])} is not true: {sorted(a)} and {sorted(b)}")
    for element in root.iter(NS + "no-counterpart"):
        control = element.get("source" if world.of_source else "target")
        if any(world.new.sets[control] & other for other in world.own.sets.values()):
            raise Wrong(f"{control} has a counterpart")


def judge_assessment(world, root):
    lines = {element.get("ref"): element.get("status") for element in root.iter(NS + "control")}
    if root.get("framework") != "it-2" or not set(lines) <= set(world.new.sets):
        raise Wrong("the framework is not the new one")
    heading = {control: top for top, inside in world.new.below.items() for control in inside}
    for control in world.new.leaves():
        above = lines.get(heading.get(control))
        status = lines.get(control, above if above == "implemented" else None)
        if status == "implemented" and not world.new.sets[control] <= world.met:
            raise Wrong(f"{control} is not implemented")


def run(program, folder, document, others):
    done = subprocess.run([program, "migrate", document, *others, "--to", "it-2", "-o", "out", "-j", "1"], cwd=folder,
                          stdin=subprocess.DEVNULL, capture_output=True, timeout=60, check=False)
    told = re.search(rb"(\d+) carried over to out/.*; (\d+) to decide", done.stderr)
    if done.returncode != 0 or not told:
        raise Wrong(f"exit status {done.returncode}\n{done.stderr.decode()}")
    return int(told[1]), int(told[2])


def check_world(program, seed, folder):
    world = World(seed)
    documents = {"old.xml": world.old.text(), "new.xml": world.new.text(' supersedes="it-1"'), "own.xml": world.own.text(),
                 "between.xml": world.editions(), "policy.xml": world.policy(), "assessed.xml": world.assessment()}
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    count = 0
    for name, judge, others, lines in (
            ("policy.xml", judge_mapping, ["own.xml"], len(world.facts) + world.gaps),
            ("assessed.xml", judge_assessment, [], len(world.lines))):
        try:
            carried, open_ = run(program, folder, name, [*others, "old.xml", "new.xml", "between.xml"])
            decisions = list(csv.DictReader((folder / "out/DECISIONS.csv").read_text(encoding="utf-8").splitlines()))
            if carried + open_ != lines or len(decisions) != open_:
                raise Wrong(f"{lines} lines, {carried} carried, {open_} to decide, {len(decisions)} decisions")
            judge(world, ElementTree.parse(folder / "out" / name).getroot())
            checked = subprocess.run([program, "check", f"out/{name}", "new.xml", *others], cwd=folder, capture_output=True,
                                     stdin=subprocess.DEVNULL, timeout=60, check=False)
            if checked.returncode != 0:
                raise Wrong(f"the result does not check\n{checked.stderr.decode()}")
        except Wrong as wrong:
            texts = "".join(f"--- {path.relative_to(folder)}\n{path.read_text()}" for path in sorted(folder.rglob("*.*"))
                            if path.is_file())
            sys.exit(f"world {seed}, {name}: {wrong}\n{texts}")
        count += carried
    return count


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    worlds = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    carried = 0
    for seed in range(worlds):
        with tempfile.TemporaryDirectory(prefix="migrate-") as folder:
            carried += check_world(program, seed, pathlib.Path(folder))
    if carried < worlds:
        sys.exit(f"only {carried} lines were carried over in {worlds} worlds: hardly anything was tested")
    print(f"{worlds} worlds: {carried} lines carried over, all of them true")


main()
