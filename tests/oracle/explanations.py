#!/usr/bin/env python3
"""Follows the proofs of `crosswalk explain`, step by step, with nothing but the documents at hand.

    tests/oracle/explanations.py PROGRAM [NETWORKS [FIRST [PAIRS]]]

Reads the documents by itself, asks for explanations as JSON, and checks of each proof that its steps follow from one
another, that each rests on a fact that is declared there and may be used, on the hierarchy, or on all members of a union,
and that the chain proves what is claimed. Asked are all pairs of small networks made by chance, or so many of each, and some
of the rows that the bundled content implies. Shares no code with the program, nor with the other tests of the reasoning.
"""
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

ROOT = pathlib.Path(__file__).resolve().parents[2]
NS = "{urn:crosswalk:1}"
WAYS = {"equal-to": ("in", "holds"), "equivalent-to": ("in", "holds"), "subset-of": ("in",), "superset-of": ("holds",),
        "intersects-with": ("overlaps",), "no-relationship": ("apart",), "related-to": ("corresponds",)}
# What a relation says of two ends, all in all: that what is in the other shares something with it, too.
SAYS = {**WAYS, "equal-to": ("in", "holds", "overlaps"), "equivalent-to": ("in", "holds", "overlaps"),
        "subset-of": ("in", "overlaps"), "superset-of": ("holds", "overlaps")}
BACKWARDS = {"in": "holds", "holds": "in", "overlaps": "overlaps", "apart": "apart", "corresponds": "corresponds"}
# And that something of the left end is outside of the right one, or the other way round.
SAYS_OUT = {"superset-of": ("out",), "subset-of": ("more",), "no-relationship": ("out", "more"), "proper": ("out", "more")}
BACKWARDS.update({"out": "more", "more": "out"})
# Proofs inside proofs are shown to this depth.
DEPTH = 3


class Wrong(Exception):
    pass


class World:
    """Documents as they are written: what lies in what, and what is declared."""

    def __init__(self, paths):
        self.parent = {}
        self.members = {}
        self.controls = {}
        self.facts = {}
        self.proper = set()
        self.reach = None
        roots = [ElementTree.parse(path).getroot() for path in paths]
        for root in roots:
            if root.tag == NS + "framework":
                self.add_controls(root.get("id"), root, None)
        for root in roots:
            if root.tag == NS + "mapping":
                self.add_facts(root)

    def add_controls(self, framework, element, parent):
        for child in element:
            if child.tag not in (NS + "group", NS + "control"):
                continue
            node = (framework, (child.get("id"),))
            if child.tag == NS + "control" and child.get("status") != "withdrawn":
                self.controls.setdefault(framework, []).append(child.get("id"))
            inside = child.get("part") != "no" and child.get("status") != "withdrawn"
            self.add_controls(framework, child, node)
            if parent is not None and inside:
                self.parent[node] = parent
                self.members.setdefault(parent, []).append(node)
        for child in element:
            group = child.tag == NS + "group"
            if child.tag in (NS + "group", NS + "control") and child.get("exhaustive", str(group).lower()) != "true":
                self.members.pop((framework, (child.get("id"),)), None)

    def add_facts(self, root):
        if root.get("overlap") == "proper":
            self.proper.add(root.get("id"))
        chains = (root.get("chain") != "no" and root.get("via") is None
                  and root.get("status") not in ("deprecated", "superseded"))
        for element in root.iter(NS + "map"):
            rationale = element.get("rationale", root.get("rationale", "semantic"))
            ends = []
            for side in ("source", "target"):
                ids = [element.get(side)] if element.get(side) else [e.get("ref") for e in element.findall(NS + side)]
                ends.append((root.get(side), frozenset(ids)))
            self.facts.setdefault(root.get("id"), []).append(
                (*ends, element.get("relation"), chains and rationale == "semantic"))

        for element in root.iter(NS + "map-pattern"):
            for source in self.controls.get(root.get("source"), []):
                match = re.fullmatch(element.get("source"), source)
                target = match and match.expand(re.sub(r"\$(\d)", r"\\\1", element.get("target")))
                if target in self.controls.get(root.get("target"), []):
                    self.facts.setdefault(root.get("id"), []).append(
                        ((root.get("source"), frozenset([source])), (root.get("target"), frozenset([target])),
                         element.get("relation"), chains))

    def union(self, node):
        """The members of a union: what a map names together, or what an exhaustive heading gathers."""
        framework, ids = node
        return [(framework, (i,)) for i in ids] if len(ids) > 1 else self.members.get(node, [])

    def says(self, mapping, left, right, shows, words):
        """Whether a fact of the mapping, one that chains, says so of the two."""
        for source, target, relation, usable in self.facts.get(mapping, []):
            proper = relation == "intersects-with" and mapping in self.proper
            ways = words.get("proper" if proper and words is SAYS_OUT else relation, ())
            forth = same(left, source) and same(right, target)
            back = same(left, target) and same(right, source)
            if usable and ((forth and shows in ways) or (back and BACKWARDS[shows] in ways)):
                return True
        return False

    def above(self, node):
        """All that the node lies in, by facts that chain, by the hierarchy, and by what holds all members of a union."""
        if self.reach is None:
            self.reach = self.close()
        return self.reach.get(node, {node})

    def close(self):
        nodes = set(self.parent) | set(self.parent.values()) | set(self.members)
        edges = {(low, high) for low, high in self.parent.items()}
        for source, target, relation, usable in (fact for facts in self.facts.values() for fact in facts):
            ends = [(framework, tuple(sorted(ids))) for framework, ids in (source, target)]
            for end in ends:
                nodes.add(end)
                edges |= {((end[0], (i,)), end) for i in end[1]}
            nodes |= {(framework, (i,)) for framework, ids in ends for i in ids}
            edges |= {tuple(ends)} if usable and "in" in WAYS.get(relation, ()) else set()
            edges |= {tuple(ends[::-1])} if usable and "holds" in WAYS.get(relation, ()) else set()
        reach = {node: {node} for node in nodes}
        before = None
        while before != (before := sum(map(len, reach.values()))):
            for low, high in edges:
                reach[low] |= reach[high]
            for node in nodes:
                members = [reach[member] for member in self.union(node) if member in reach]
                reach[node] |= set.intersection(*members) if members else set()
        return reach


def node_of(step):
    return step["framework"], tuple(step["ids"])


def same(node, end):
    return node[0] == end[0] and frozenset(node[1]) == end[1]


def is_declared(world, fact, left, right, shows, words=WAYS):
    """Whether a fact of that mapping, one that may be used, says so of the two."""
    for source, target, relation, usable in world.facts.get(fact["mapping"], []):
        forth = same(left, source) and same(right, target)
        back = same(left, target) and same(right, source)
        ways = words.get(relation, ())
        if usable and relation == fact["relation"] and (
                (forth and shows in ways) or (back and BACKWARDS[shows] in ways)):
            return True
    return False


def check_members(world, step, left, right, depth):
    """Every member, each with its own proof."""
    told = [node_of(m["member"]) for m in step["members"]]
    of_left = sorted(told) == sorted(world.union(left))
    whole, other = (left, right) if step["shows"] == "in" or (step["shows"] == "apart" and of_left) else (right, left)
    if sorted(told) != sorted(world.union(whole)):
        raise Wrong(f"the members of {whole} are not {told}")
    for member in step["members"]:
        if "steps" not in member:
            if depth < DEPTH - 1:
                raise Wrong(f"a member of {whole} has no proof")
            continue
        node = node_of(member["member"])
        shown = check_chain(world, member["steps"], node, other, depth + 1)
        if not (proves(shown, "in") if step["shows"] != "apart" else proves(shown, "apart")):
            raise Wrong(f"{node} is not proved to be in {other}")


class Argument:
    """One requirement, followed line by line; a line may use only what stands before it."""

    def __init__(self, world, step):
        self.world = world
        self.ends = node_of(step["from"]), node_of(step["to"])
        self.refutes = step["rule"] == "impossible"
        self.shows = step["shows"]
        self.inside, self.outside, self.impossible = set(), set(), False
        self.splits = []
        self.supposed = []
        self.given = []

    def follow(self, lines):
        for line in lines:
            for pattern, rule in self.RULES:
                match = re.fullmatch(pattern, line)
                if match:
                    holds = rule(self, *match.groups())
                    break
            else:
                raise Wrong(f"a line cannot be read: {line}")
            if not holds:
                raise Wrong(f"a line does not hold: {line}")
        while self.splits:
            if not self.close():
                raise Wrong(f"not all cases are settled: {lines}")
        if not self.is_settled() or not self.starts_right():
            raise Wrong(f"the lines do not show it: {lines}")

    def starts_right(self):
        """Whether it was supposed to be otherwise, and nothing besides."""
        low, high = self.ends
        if not self.refutes:
            return not self.supposed and (self.shows == "overlaps" or self.given == [("in", low if self.shows == "in" else high)])
        wanted = {"not-in": [("lies", low, high)], "unequal": [("lies", low, high), ("lies", high, low)],
                  "apart": [("in", high)]}[self.shows]
        return self.supposed == wanted and (self.shows != "apart" or self.given == [("in", low)])

    def is_settled(self):
        return self.impossible or (not self.refutes and self.inside.issuperset(self.ends))

    @staticmethod
    def node(words):
        framework, ids = words.strip("{}").split(":")
        return framework, tuple(sorted(ids.split(", ")))

    def state(self):
        return set(self.inside), set(self.outside)

    def is_said(self, brackets, left, right, shows, words):
        names = (brackets or "").removesuffix(": disputed, but they agree on this much").split("; ")
        return bool(brackets) and all(self.world.says(name.split(", ")[0], left, right, shows, words) for name in names)

    def suppose_in(self, low, high):
        self.supposed.append(("lies", self.node(low), self.node(high)))
        return not self.given

    def start(self, suppose, without, words, brackets):
        node, out = self.node(words), bool(without)
        (self.outside if out else self.inside).add(node)
        if suppose:
            self.supposed.append(("out" if out else "in", node))
            return not brackets
        self.given.append(("out" if out else "in", node))
        if len(self.given) == 1:
            return not out
        first = self.given[0][1]
        return len(self.given) == 2 and self.is_said(brackets, first, node, "out" if out else "overlaps", SAYS_OUT if out else SAYS)

    def lies(self, low, high, how, brackets):
        if how == "supposed":
            return ("lies", low, high) in self.supposed
        if how == "members":
            return len(self.world.union(low)) > 0 and all(high in self.world.above(m) for m in self.world.union(low))
        if how == "cases":
            return True  # the other tests of the reasoning follow it
        return (self.is_said(brackets, low, high, "in", SAYS) if brackets
                else self.world.parent.get(low) == high or (len(high[1]) > 1 and low in self.world.union(high)))

    def up(self, high, how, low, brackets):
        low, high = self.node(low), self.node(high)
        how = {"holds ": "", "holds every member of ": "members", "holds, in every case, all of ": "cases"}.get(how, "supposed")
        known = low in self.inside
        self.inside.add(high)
        return known and self.lies(low, high, how, brackets)

    def down(self, low, how, high, brackets):
        low, high = self.node(low), self.node(high)
        how = {"it is part of ": "", "every member of it is part of ": "members",
               "it lies, in every case, in ": "cases"}.get(how, "supposed")
        known = high in self.outside
        self.outside.add(low)
        return known and self.lies(low, high, how, brackets)

    def apart(self, node, members, other, brackets):
        node, other = self.node(node), self.node(other)
        self.outside.add(node)
        return other in self.inside and (bool(members) or self.is_said(brackets, node, other, "apart", SAYS))

    def one(self, members, left):
        members, left = {self.node(m) for m in re.split(", | and ", members)}, self.node(left)
        known = any(set(self.world.union(node)) == members for node in self.inside)
        self.inside.add(left)
        return known and left in members and members - {left} <= self.outside

    def none_left(self, node):
        node = self.node(node)
        self.outside.add(node)
        return 0 < len(self.world.union(node)) and self.outside.issuperset(self.world.union(node))

    def cannot(self, node):
        self.impossible = True
        return self.node(node) in self.inside & self.outside

    def case(self, member, of):
        member, of = self.node(member), self.node(of)
        while any(split["of"] == of for split in self.splits) and self.splits[-1]["of"] != of:
            if not self.close():
                return False
        if not self.splits or self.splits[-1]["of"] != of:
            if of not in self.inside:
                return False
            self.splits.append({"of": of, "taken": set(), "before": self.state()})
        elif not self.is_settled():
            return False
        split = self.splits[-1]
        new = member in self.world.union(of) and member not in split["taken"]
        split["taken"].add(member)
        self.inside, self.outside = map(set, split["before"])
        self.impossible = False
        self.inside.add(member)
        return new

    def close(self):
        split = self.splits.pop()
        settled = self.is_settled()
        self.inside, self.outside = map(set, split["before"])
        self.impossible = True  # or it shows in all of them
        return settled and set(self.world.union(split["of"])) - split["taken"] <= self.outside

    N = r"(\{[^}]*\}|[^ ;]*[^ ;,])"
    B = r"(?: \[(.*)\])?"
    RULES = [
        (rf"suppose that all of {N} is in {N}", suppose_in),
        (rf"(suppose )?it is (not )?in {N}{B}", start),
        (rf"so it is in {N}, (?:which )?(holds |holds every member of |holds, in every case, all of |as is supposed of all of ){N}{B}",
         up),
        (rf"not {N}, because (it is part of |every member of it is part of |it lies, in every case, in "
         rf"|all of it is supposed to be in ){N}{B}", down),
        (rf"not {N}, because it has(, member by member,)? nothing in common with {N}{B}", apart),
        (rf"one of (.*): so {N}", one),
        (rf"not {N}, of which no member is left", none_left),
        (rf"which cannot be: {N} was (?:excluded|needed)", cannot),
        (rf"suppose {N}, one of {N}", case),
    ]


def check_step(world, step, depth):
    left, right, shows = node_of(step["from"]), node_of(step["to"]), step["shows"]
    low, high = (left, right) if shows == "in" else (right, left)
    if step["rule"] == "declared":
        holds = step["fact"]["standing"] == "chains" and (
            world.says(step["fact"]["mapping"], left, right, "out", SAYS_OUT) if shows == "not-in"
            else is_declared(world, step["fact"], left, right, shows))
    elif step["rule"] == "hierarchy":
        holds = shows in ("in", "holds") and world.parent.get(low) == high
    elif step["rule"] == "member":
        holds = shows in ("in", "holds") and len(high[1]) > 1 and low in world.union(high)
    elif step["rule"] == "union":
        check_members(world, step, left, right, depth)
        holds = True
    elif step["rule"] == "agreed":  # by all that is said of the two, which is disputed
        holds = len(step["facts"]) > 1 and all(
            fact["standing"] == "disputed" and is_declared(world, fact, left, right, shows, SAYS) for fact in step["facts"])
    elif step["rule"] in ("cases", "impossible"):
        Argument(world, step).follow(step["lines"])
        holds = True
    else:
        raise Wrong(f"no such rule: {step['rule']}")
    if not holds:
        raise Wrong(f"a step does not hold: {step['words']} ({step['rule']})")


def check_chain(world, steps, first, last, depth=0):
    """What the steps show, one after another."""
    here = first
    for step in steps:
        if node_of(step["from"]) != here:
            raise Wrong(f"a step starts elsewhere: {step['words']}")
        check_step(world, step, depth)
        here = node_of(step["to"])
    if here != last:
        raise Wrong(f"a proof ends at {here}, not at {last}")
    return [step["shows"] for step in steps]


def proves(shown, claim):
    if claim == "in":
        return all(way == "in" for way in shown)
    if claim in ("not-in", "unequal"):
        return shown == [claim]
    middle = {"overlap": "overlaps", "apart": "apart", "correspondence": "corresponds"}[claim]
    before, after = ("in", "holds") if claim == "apart" else ("holds", "in")
    state = 0
    for way in shown:
        if state == 0 and way == before:
            continue
        if state == 0 and way == middle:
            state = 1
        elif way == after and (claim == "overlap" or state == 1):
            state = max(state, 2)
        elif state > 0 and way == after:
            continue
        else:
            return False
    return claim == "overlap" or state > 0


def check_explanation(world, report):
    """Each proof proves its claim, and each claim of the heading has one."""
    first, second = node_of(report["first"]), node_of(report["second"])
    claims = set()
    for proof in report["proofs"]:
        ends = (second, first) if proof["claim"].startswith("second-") else (first, second)
        shown = check_chain(world, proof["steps"], *ends)
        claim = re.sub("^(first|second)-(not-in|in)-(first|second)$", r"\2", proof["claim"])
        if not proves(shown, claim):
            raise Wrong(f"the steps do not prove {proof['claim']}: {shown}")
        claims.add(proof["claim"])
    proved = report["proved"]
    wanted = {claim for claim, flag in (("first-in-second", "first_in_second"), ("second-in-first", "second_in_first"),
                                        ("apart", "apart")) if proved[flag]}
    if proved["overlap"] and not claims & {"first-in-second", "second-in-first", "overlap"}:
        wanted.add("overlap")
    if not proved["apart"]:
        wanted |= {f"{a}-not-in-{b}" for a, b in (("first", "second"), ("second", "first")) if proved[f"{a}_not_in_{b}"]}
        if "EQ" not in report["possible"] and not (proved["first_not_in_second"] or proved["second_not_in_first"]):
            wanted.add("unequal")
    if not wanted <= claims:
        raise Wrong(f"{wanted - claims} is claimed and not proved")
    return len(claims)


def explain(program, first, second, *paths):
    done = subprocess.run([program, "explain", first, second, *paths, "--format", "json"], capture_output=True, text=True,
                          check=False)
    if not done.stdout:
        raise Wrong(f"explain {first} {second}: {done.stderr[:300]}")
    return json.loads(done.stdout)


def make_network(chance, folder):
    """A few frameworks of a few controls, and facts between them, most of which can be true together."""
    controls = {}
    for framework in "fgh":
        lines, ids, depth = [], [], 0
        for number in range(chance.randint(1, 4)):
            name = f"{framework.upper()}{number}"
            group = depth == 0 and chance.random() < 0.3
            tag = "group" if group else "control"
            exhaustive = ' exhaustive="true"' if chance.random() < 0.2 else ""
            option = ' part="no"' if depth and not group and chance.random() < 0.1 else ""
            lines.append(f'<{tag} id="{name}" title="{name}"{exhaustive}{option}>')
            ids.append(name)
            lines.append(f"</{tag}>")
            if chance.random() < 0.6:
                lines[-1:] = []
                depth += 1
                lines.append(("close", tag))
        closing = [line for line in lines if isinstance(line, tuple)]
        text = "".join(line for line in lines if isinstance(line, str)) + "".join(f"</{tag}>" for _, tag in closing[::-1])
        (folder / f"{framework}.xml").write_text(
            f'<framework xmlns="urn:crosswalk:1" id="{framework}" title="{framework}">{text}</framework>', encoding="utf-8")
        controls[framework] = ids
    relations = ["equal-to", "subset-of", "superset-of", "subset-of", "superset-of", "intersects-with", "related-to",
                 "no-relationship"]
    for number in range(chance.randint(1, 4)):
        source, target = chance.sample("fgh", 2)
        maps = []
        for _ in range(chance.randint(1, 3)):
            ends = "".join(f'<{side} ref="{i}"/>' for side, ids in (("source", controls[source]), ("target", controls[target]))
                           for i in chance.sample(ids, min(len(ids), chance.choice([1, 1, 1, 2]))))
            maps.append(f'<map relation="{chance.choice(relations)}">{ends}</map>')
        (folder / f"m{number}.xml").write_text(
            f'<mapping xmlns="urn:crosswalk:1" id="m{number}" source="{source}" target="{target}">{"".join(maps)}</mapping>',
            encoding="utf-8")
    return [f"{framework}:{i}" for framework, ids in controls.items() for i in ids]


def choose_pairs(names, chance, most):
    pairs = [(first, second) for first in names for second in names if first.split(":")[0] < second.split(":")[0]]
    return pairs if most is None or len(pairs) <= most else chance.sample(pairs, most)


def check_networks(program, first, count, most):
    proofs = 0
    for seed in range(first, first + count):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            chance = random.Random(seed)
            names = make_network(chance, folder)
            world = World(sorted(folder.glob("*.xml")))
            for pair in choose_pairs(names, chance, most):
                try:
                    proofs += check_explanation(world, explain(program, *pair, name))
                except Wrong as wrong:
                    texts = "\n".join(f"{p.name}: {p.read_text()}" for p in sorted(folder.glob("*.xml")))
                    raise Wrong(f"network {seed}, {' '.join(pair)}: {wrong}\n{texts}") from wrong
    return proofs


def check_bundled(program, each=8):
    """Some of the implied rows of the bundled content."""
    world = World(sorted([*(ROOT / "frameworks").glob("*.xml"), *(ROOT / "mappings").glob("*.xml")]))
    proofs = 0
    for source, target in (("csf-2.0", "iso27002-2022"), ("iso27001-2013", "iso27002-2022"),
                           ("soc2-2017", "iso27002-2022"), ("cyber-essentials-3.2", "csf-2.0")):
        table = json.loads(subprocess.run([program, "table", source, target, "--format", "json"], capture_output=True,
                                          text=True, check=False).stdout)
        rows = [row for row in table["rows"] if row["basis"] == "implied" and len(row["source"]) == len(row["target"]) == 1]
        for row in rows[::each]:
            pair = f"{source}:{row['source'][0]}", f"{target}:{row['target'][0]}"
            try:
                proofs += check_explanation(world, explain(program, *pair))
            except Wrong as wrong:
                raise Wrong(f"{pair}: {wrong}") from wrong
    return proofs


def main():
    if not 2 <= len(sys.argv) <= 5:
        sys.exit(__doc__)
    program = str(pathlib.Path(sys.argv[1]).resolve())
    try:
        count, first, most = [int(argument) for argument in sys.argv[2:]] + [40, 0, None][len(sys.argv) - 2:]
        networks = check_networks(program, first, count, most)
        bundled = check_bundled(program)
    except Wrong as wrong:
        sys.exit(str(wrong))
    print(f"{networks} proofs of networks and {bundled} of bundled content were followed")
    return 0 if networks > 0 and bundled > 0 else 1


if __name__ == "__main__":
    sys.exit(main())
