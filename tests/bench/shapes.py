"""Workloads of the worst shapes: for each of them, what is written should cost no more than its size says.

A shape is a function of a size n that gives the documents as {file name: text}; twice the n is twice the input.
"""
import random

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def framework(name, body, title="Made up"):
    return HEAD + f'<framework xmlns="urn:crosswalk:1" id="{name}" title="{title}">\n{body}</framework>\n'


def controls(count, prefix="C", title="Control"):
    return "".join(f'<control id="{prefix}{i}" title="{title} {i}"/>\n' for i in range(count))


def mapping(source, target, maps):
    return HEAD + (f'<mapping xmlns="urn:crosswalk:1" id="{source}-to-{target}" source="{source}" target="{target}"'
                   f' title="{source} to {target}" examined="source">\n{"".join(maps)}</mapping>\n')


def fact(source, target, relation="intersects-with", more=""):
    return f'<map source="{source}" target="{target}" relation="{relation}"{more}/>\n'


def union(sources, targets, relation="intersects-with"):
    members = "".join(f'<source ref="{x}"/>' for x in sources) + "".join(f'<target ref="{y}"/>' for y in targets)
    return f'<map relation="{relation}">{members}</map>\n'


def huge_framework(n):
    """One framework with all controls, in headings of ten."""
    body = "".join(f'<group id="G{g}" title="Group {g}">\n{controls(10, f"G{g}.")}</group>\n' for g in range(n // 10))
    return {"a.xml": framework("a", body), "b.xml": framework("b", controls(10)),
            "m.xml": mapping("a", "b", [fact(f"G{i}.1", f"C{i}") for i in range(10)])}


def huge_mapping(n):
    """One mapping with all facts, five for each control."""
    rng = random.Random(n)
    facts = [fact(f"C{i // 5}", f"C{rng.randrange(n // 5)}") for i in range(n)]
    return {"a.xml": framework("a", controls(n // 5)), "b.xml": framework("b", controls(n // 5)),
            "m.xml": mapping("a", "b", facts)}


def hub(n):
    """Everything overlaps one control of one framework."""
    made = {"hub.xml": framework("hub", controls(50))}
    for f in range(n // 50):
        made[f"f{f}.xml"] = framework(f"f{f}", controls(50))
        made[f"m{f}.xml"] = mapping(f"f{f}", "hub", [fact(f"C{i}", "C0") for i in range(50)])
    return made


def equal_hub(n):
    """One control of each framework equals the same control of one framework."""
    made = {"hub.xml": framework("hub", controls(5))}
    for f in range(n // 5):
        made[f"f{f}.xml"] = framework(f"f{f}", controls(5))
        made[f"m{f}.xml"] = mapping(f"f{f}", "hub", [fact(f"C{i}", f"C{i}", "equal-to") for i in range(5)])
    return made


def equal_chain(n):
    """Equalities from each framework to the next."""
    made = {}
    for f in range(n // 5):
        made[f"f{f}.xml"] = framework(f"f{f}", controls(5))
        if f > 0:
            made[f"m{f}.xml"] = mapping(f"f{f - 1}", f"f{f}", [fact(f"C{i}", f"C{i}", "equal-to") for i in range(5)])
    return made


def within_chain(n):
    """Each control within the next, through all frameworks, and something apart at the end."""
    made = {}
    frameworks = n // 5
    for f in range(frameworks):
        made[f"f{f}.xml"] = framework(f"f{f}", controls(5))
        if f > 0:
            relation = "no-relationship" if f == frameworks - 1 else "subset-of"
            made[f"m{f}.xml"] = mapping(f"f{f - 1}", f"f{f}", [fact(f"C{i}", f"C{i}", relation) for i in range(5)])
    return made


def deep_nesting(n):
    """Controls inside one another, two hundred deep."""
    depth = 200
    body = "".join("".join(f'<control id="C{c}.{d}" title="Level {d}">' for d in range(depth)) + "</control>" * depth + "\n"
                   for c in range(n // depth))
    facts = [fact(f"C{c}.{depth - 1}", f"C{c}.{depth - 1}", "equal-to") for c in range(n // depth)]
    return {"a.xml": framework("a", body), "b.xml": framework("b", body), "m.xml": mapping("a", "b", facts)}


def tiny_files(n):
    """A document for each control."""
    return {f"f{f}.xml": framework(f"f{f}", controls(1)) for f in range(n)}


def non_ascii(n):
    """All texts in Greek and Chinese."""
    words = "\u0388\u03bb\u03b5\u03b3\u03c7\u03bf\u03c2 \u8a2a\u554f\u7ba1\u7406\u8981\u6c42\u4e8b\u9805"
    body = "".join(f'<control id="C{i}" title="{words} {i}"><statement>{words * 4}</statement></control>\n' for i in range(n))
    facts = [f'<map source="C{i}" target="C{i}" relation="equal-to"><remarks>{words * 2}</remarks></map>\n' for i in range(n)]
    return {"a.xml": framework("a", body, words), "b.xml": framework("b", body, words), "m.xml": mapping("a", "b", facts)}


def many_unions(n):
    """Every map names three sources and two targets."""
    rng = random.Random(n)
    facts = [union([f"C{x}" for x in rng.sample(range(n), 3)], [f"C{y}" for y in rng.sample(range(n), 2)],
                   rng.choice(("subset-of", "superset-of", "intersects-with"))) for _ in range(n)]
    return {"a.xml": framework("a", controls(n)), "b.xml": framework("b", controls(n)), "m.xml": mapping("a", "b", facts)}


def chained_unions(n):
    """Unions that hold only once the one before them is known to: the rule for unions has to go on and on."""
    body = "".join(f'<group id="G{i}" title="Group {i}"><control id="G{i}.1" title="One"/></group>\n' for i in range(n))
    facts = [fact(f"G{i}", f"G{i}.1", "subset-of") for i in range(n)]
    back = [fact(f"G{i}", f"G{i + 1}.1", "subset-of") for i in range(n - 1)]
    return {"a.xml": framework("a", body), "b.xml": framework("b", body), "m.xml": mapping("a", "b", facts),
            "n.xml": mapping("b", "a", back)}


def rounds_of_unions(n):
    """Unions of which each has something in common only once that is concluded of the one before it."""
    n //= 4
    body = "".join(f'<group id="G{i}" title="Group {i}">\n{controls(2, f"G{i}.")}</group>\n' for i in range(n))
    inside = [fact(f"G{i}.0", f"G{i - 1}", "subset-of") for i in range(1, n)]
    across = [fact("G0.0", "C0", "subset-of"), *(fact(f"G{i}.1", f"C{i}", "subset-of") for i in range(n))]
    above = [fact(f"C{i - 1}", f"C{i}", "subset-of") for i in range(1, n)]
    return {"a.xml": framework("a", body), "b.xml": framework("b", controls(n)), "a-a.xml": mapping("a", "a", inside),
            "a-b.xml": mapping("a", "b", across), "b-b.xml": mapping("b", "b", above)}


def crowded_unions(n):
    """One control is a member of all unions, and whether it lies in what two hold together has to be found out."""
    facts = [union(["C1", f"C{i}"], [f"C{i}"]) for i in range(2, n)]
    return {"a.xml": framework("a", controls(n)), "b.xml": framework("b", controls(n)), "c.xml": framework("c", controls(2)),
            "a-a.xml": mapping("a", "a", [fact("C0", "C1", "subset-of")]), "a-b.xml": mapping("a", "b", facts),
            "a-c.xml": mapping("a", "c", [union(["C0"], ["C0", "C1"], "subset-of")]),
            "c-b.xml": mapping("c", "b", [fact(f"C{i}", f"C{i}", "subset-of") for i in range(2)])}


def one_crowded_control(n):
    """All facts are of one control."""
    relations = ("superset-of", "intersects-with", "superset-of", "supports")
    facts = [fact("C0", f"C{i}", relations[i % 4]) for i in range(n)]
    return {"a.xml": framework("a", controls(10)), "b.xml": framework("b", controls(n)), "m.xml": mapping("a", "b", facts)}


def many_candidates(n):
    """Two steps join everything with a great deal, and nothing is proved."""
    rng = random.Random(n)
    made = {f"{name}.xml": framework(name, controls(n // 4)) for name in ("a", "b", "c", "d")}
    for source, target in (("a", "b"), ("b", "c"), ("c", "d"), ("d", "a")):
        facts = [fact(f"C{i}", f"C{rng.randrange(n // 4)}") for i in range(n // 4) for _ in range(4)]
        made[f"{source}-{target}.xml"] = mapping(source, target, facts)
    made["a-c.xml"] = mapping("a", "c", [fact("C0", "C0")])
    return made


def mistakes(n):
    """Every map names a control that does not exist, and a third of them contradict the one before."""
    facts = [fact(f"C{i}", f"D{i}.{i}") for i in range(n)]
    facts += [fact(f"C{i}", f"C{i}", relation) for i in range(n // 3) for relation in ("subset-of", "no-relationship")]
    return {"a.xml": framework("a", controls(n)), "b.xml": framework("b", controls(n)), "m.xml": mapping("a", "b", facts)}


def all_apart(n):
    """Everything is declared apart from something."""
    rng = random.Random(n)
    body = "".join(f'<group id="G{g}" title="Group {g}">\n{controls(10, f"G{g}.")}</group>\n' for g in range(n // 10))
    facts = [fact(f"G{i // 10}.{i % 10}", f"G{rng.randrange(n // 10)}.{rng.randrange(10)}", "no-relationship") for i in range(n)]
    return {"a.xml": framework("a", body), "b.xml": framework("b", body), "m.xml": mapping("a", "b", facts)}


SHAPES = {shape.__name__.replace("_", "-"): shape for shape in (
    huge_framework, huge_mapping, hub, equal_hub, equal_chain, within_chain, deep_nesting, tiny_files, non_ascii, many_unions,
    chained_unions, rounds_of_unions, crowded_unions, one_crowded_control, many_candidates, mistakes, all_apart)}


def write(folder, shape, n):
    """Returns how many bytes were written."""
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for name, text in SHAPES[shape](n).items():
        data = text.encode()
        (folder / name).write_bytes(data)
        total += len(data)
    return total
