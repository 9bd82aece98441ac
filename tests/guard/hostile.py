#!/usr/bin/env python3
"""Documents made to be slow: how the instructions grow with what is read and written.

  hostile.py PROGRAM [SHAPE...]

Each shape at three sizes, each twice the one before. Where the instructions grow faster than the 1.15th power of the bytes
read and written in the last step, somebody has found a way to make the program slow.
"""
import concurrent.futures
import os
import pathlib
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "bench"))
import growth  # noqa: E402 (found through the line above)
import shapes  # noqa: E402

MOST_EXPONENT = 1.15
# What may grow faster, with what it must keep to instead. Either of the first bytes may be wrong: until there are ids with
# every beginning of two bytes, more of them means more beginnings to look at.
KNOWN = {"wrong-beginnings": 1.3}


def workspace(body):
    return shapes.HEAD + f'<workspace xmlns="urn:crosswalk:1">\n{body}</workspace>\n'


def colliding_ids(n):
    """Ids of one and the same value under a hash of which the source is known: without a key, each goes by all others."""
    factor, mask = 0x9E3779B97F4A7C15, (1 << 64) - 1
    inverse, wanted, ids, number = pow(factor, -1, 1 << 64), 0x123456789ABCDEF1, [], 0
    while len(ids) < n:
        digits, rest = b"", number
        for _ in range(8):
            digits, rest = digits + b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[rest % 36:rest % 36 + 1], rest // 36
        mixed = ((16 ^ int.from_bytes(digits, "little")) * factor) & mask
        mixed ^= mixed >> 32
        y = wanted ^ mixed >> 32
        tail = (mixed ^ ((y ^ y >> 32) * inverse & mask)).to_bytes(8, "little")
        if all(0x21 <= byte < 0x7F and byte not in b'&<">' for byte in tail):
            ids.append((digits + tail).decode())
        number += 1
    return {"a.xml": shapes.framework("a", "".join(f'<control id="{one}" title="t"/>\n' for one in ids))}


def one_line(n):
    """One id defined again and again, and not a line end in the document: every finding has a note that jumps back."""
    return {"a.xml": shapes.framework("a", '<control id="X" title="é"/>' * n).replace("\n", " ")}


def chained_workspaces(n):
    """Each workspace uses the next."""
    made = {f"w{i}.xml": workspace(f'<use href="w{i + 1}.xml"/>\n') for i in range(n)}
    made[f"w{n}.xml"] = workspace('<use href="a.xml"/>\n')
    made["a.xml"] = shapes.framework("a", shapes.controls(1))
    return made


def many_replacements(n):
    """A withdrawn control that n others replace, and n maps to it."""
    gone = '<control id="X" title="Gone" status="withdrawn">' + "".join(
        f'<replaced-by ref="C{i}"/>' for i in range(n)) + "</control>\n"
    return {"a.xml": shapes.framework("a", shapes.controls(n) + gone), "b.xml": shapes.framework("b", shapes.controls(n)),
            "m.xml": shapes.mapping("b", "a", [shapes.fact(f"C{i}", "X") for i in range(n)])}


def unknown_frameworks(n):
    """n frameworks, and n mappings that name as many that there are not."""
    made = {}
    for i in range(n):
        made[f"f{i}.xml"] = shapes.framework(f"framework-{i}", shapes.controls(1))
        made[f"m{i}.xml"] = shapes.mapping(f"framework-{i}", f"framwork-{i}x", [shapes.fact("C0", "C0")])
    return made


def many_accepts(n):
    """n findings, and n accepts for one of them each."""
    accepts = "".join(f'<accept finding="gap.source" framework="a" control="C{i}">so it is</accept>\n' for i in range(n))
    return {"w0.xml": workspace('<use href="a.xml"/><use href="b.xml"/><use href="m.xml"/>\n'
                                f'<crosswalk source="a" target="b"/>\n{accepts}'),
            "a.xml": shapes.framework("a", shapes.controls(n)), "b.xml": shapes.framework("b", shapes.controls(1)),
            "m.xml": shapes.mapping("a", "b", [shapes.fact("C0", "C0")])}


def many_editions(n):
    """A chain of editions, and ids that none of them has."""
    made = {}
    for i in range(n // 10):
        older = f' supersedes="e-{i - 1}"' if i > 0 else ""
        made[f"e{i}.xml"] = shapes.framework(f"e-{i}", shapes.controls(2)).replace(' title="Made up"', f' title="E"{older}')
    made["m.xml"] = shapes.mapping("e-0", f"e-{n // 10 - 1}", [shapes.fact(f"Q{i}", "C0") for i in range(n)])
    return made


def many_lines(n):
    """n standards with an edition each, and n mappings of which each names two ids that no edition has."""
    made = {}
    for i in range(n):
        made[f"f{i}.xml"] = shapes.framework(f"s{i}-1", shapes.controls(1))
        made[f"m{i}.xml"] = shapes.mapping(f"s{i}-1", f"s{(i + 1) % n}-1", [shapes.fact(f"Q{k}", "C0") for k in range(2)])
    return made


def one_line_of_editions(n):
    """n editions of one standard, and n mappings of which each names two ids that none of them has."""
    made = {}
    for i in range(n):
        made[f"f{i}.xml"] = shapes.framework(f"s-{i}", shapes.controls(1))
        made[f"m{i}.xml"] = shapes.mapping(f"s-{i}", f"s-{(i + 1) % n}", [shapes.fact(f"Q{k}", "C0") for k in range(2)])
    return made


def wrong_beginnings(n):
    """Ids out of the air, and as many unknown ones: no two of them begin or end alike."""
    rng = random.Random(n)
    ids = ["".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") for _ in range(8)) for _ in range(2 * n)]
    controls = "".join(f'<control id="{one}" title="t"/>\n' for one in ids[:n])
    return {"a.xml": shapes.framework("a", controls), "b.xml": shapes.framework("b", shapes.controls(1)),
            "m.xml": shapes.mapping("a", "b", [shapes.fact(one, "C0") for one in ids[n:]])}


def lost_zeros(n):
    """n ids that end in 0, and as many that do not, all of which are mapped in disorder."""
    ids = [f"{i}.1{zero}" for i in range(n) for zero in ("", "0")]
    body = "".join(f'<control id="{one}" title="t"/>\n' for one in ids)
    return {"a.xml": shapes.framework("a", body), "b.xml": shapes.framework("b", shapes.controls(1)),
            "m.xml": shapes.mapping("a", "b", [shapes.fact(f"{i}.1", "C0") for i in reversed(range(n))])}


def beyond_range(n):
    """A heading with n controls, and n ids beyond the last of them."""
    body = f'<group id="G" title="G">\n{shapes.controls(n, "G.1")}</group>\n'
    return {"a.xml": shapes.framework("a", body), "b.xml": shapes.framework("b", shapes.controls(1)),
            "m.xml": shapes.mapping("a", "b", [shapes.fact(f"G.{90000 + i}", "C0") for i in range(n)])}


def many_attributes(n):
    """n attributes declared, and n controls that have one each."""
    declared = "".join(f'<attribute name="n{i}" title="N"><value name="v" title="V"/></attribute>\n' for i in range(n))
    controls = "".join(f'<control id="C{i}" title="C"><attr name="n{i}" value="v"/></control>\n' for i in range(n))
    return {"a.xml": shapes.framework("a", declared + controls)}


def unjoined_asks(n):
    """n crosswalks are asked for that nothing joins, beside a chain of mappings."""
    made = {f"f{i}.xml": shapes.framework(f"f{i}", shapes.controls(1)) for i in range(n)}
    for i in range(0, n - 2, 2):
        made[f"m{i}.xml"] = shapes.mapping(f"f{i}", f"f{i + 2}", [shapes.fact("C0", "C0")])
    asks = "".join(f'<crosswalk source="f{i}" target="f{i + 1}"/>\n' for i in range(n - 1))
    made["w0.xml"] = workspace("".join(f'<use href="{name}"/>\n' for name in made) + asks)
    return made


def below_a_union(n):
    """A chain in which each is narrower than the next, and the last lies in two together: all are open to cases."""
    n *= 8
    made = {f"{side}.xml": shapes.framework(side, shapes.controls(n)) for side in ("a", "b")}
    made["m0.xml"] = shapes.mapping("a", "b", [shapes.fact(f"C{i}", f"C{i}", "subset-of") for i in range(n)])
    made["m1.xml"] = shapes.mapping("b", "a", [shapes.fact(f"C{i + 1}", f"C{i}", "subset-of") for i in range(n - 1)])
    made["c.xml"] = shapes.framework("c", shapes.controls(2))
    made["m2.xml"] = shapes.mapping("a", "c", [shapes.union(["C0"], ["C0", "C1"], "subset-of")])
    return made


def apart_along_a_chain(n):
    """A chain in which each is narrower than the next, and something is apart from each link."""
    made = {f"{side}.xml": shapes.framework(side, shapes.controls(n)) for side in ("a", "b", "c")}
    made["m0.xml"] = shapes.mapping("a", "b", [shapes.fact(f"C{i}", f"C{i}", "subset-of") for i in range(n)])
    made["m1.xml"] = shapes.mapping("b", "a", [shapes.fact(f"C{i + 1}", f"C{i}", "subset-of") for i in range(n - 1)])
    made["m2.xml"] = shapes.mapping("b", "c", [shapes.fact(f"C{i}", f"C{i}", "no-relationship") for i in range(n)])
    return made


SHAPES = {shape.__name__.replace("_", "-"): shape for shape in (
    colliding_ids, one_line, chained_workspaces, many_replacements, unknown_frameworks, many_accepts, many_editions, many_lines,
    one_line_of_editions, wrong_beginnings, lost_zeros, beyond_range, many_attributes, unjoined_asks,
    below_a_union, apart_along_a_chain)}
SIZE = 200


def cost(program, shape, size, scratch):
    folder = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    (folder / "in").mkdir()
    read = 0
    for name, text in SHAPES[shape](size).items():
        (folder / "in" / name).write_text(text, encoding="utf-8")
        read += len(text.encode())
    start = "in/w0.xml" if (folder / "in" / "w0.xml").exists() else "in"
    arguments = [program, "check", "--no-sandbox", "-j1", "--all-notes", "--limit", "findings=1000000", start]
    told = subprocess.run(arguments, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False).stderr
    return read + len(told), growth.instructions(arguments, folder)


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="crosswalk-hostile-") as scratch:
        (pathlib.Path(scratch) / "in").mkdir()
        (pathlib.Path(scratch) / "in" / "a.xml").write_text(shapes.framework("a", shapes.controls(1)), encoding="utf-8")
        nothing = growth.instructions([program, "check", "--no-sandbox", "-j1", "in"], pathlib.Path(scratch))
        names = sys.argv[2:] or list(SHAPES)

        def measure(shape):
            found = [(size, *cost(program, shape, size, scratch)) for size in (SIZE, 2 * SIZE, 4 * SIZE)]
            return [(size, amount, spent - nothing) for size, amount, spent in found]

        # Counts do not depend on what else the machine does: each processor takes one.
        pool = concurrent.futures.ThreadPoolExecutor(os.cpu_count())
        for shape, found in zip(names, pool.map(measure, names)):
            exponent = growth.exponent(found[1], found[2])
            most = KNOWN.get(shape, MOST_EXPONENT)
            good = exponent <= most
            wrong += not good
            print(f"{'ok  ' if good else 'FAIL'} {shape}: " + ", ".join(f"{spent / 1e6:.1f} M" for *_, spent in found)
                  + f", exponent {exponent:.2f} (at most {most})", flush=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
