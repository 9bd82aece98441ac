#!/usr/bin/env python3
"""All shards and the index together write what one build writes: tests/incremental/shards.py BINARY

Every golden case of a build is built in one run, and again in parts: in parts that know of each other by --counts and in parts
that do not, at the same time and in folders of their own that are put together afterwards. Files, findings and status must be
those of the one run."""
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from checks import check, finish  # noqa: E402 (found through the line above)

TOP = pathlib.Path(__file__).resolve().parents[2]
CASES = TOP / "tests/cases"
WHOLE_ONLY = ("--inject", "--prune", "--write-baseline", "--shard", "--index", "--counts", "--stamp", "--depfile", "--if-changed")
rng = random.Random(1)


def copy_case(case, folder):
    shutil.copytree(case, folder, symlinks=True, ignore=lambda where, names: [
        name for name in names if pathlib.Path(where) == case and (name.startswith("expect") or name in ("args", "env"))])


def start(binary, arguments, folder, env=None):
    return subprocess.Popen([str(binary), *map(str, arguments)], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, text=True, env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", **(env or {})})


def finish_run(process):
    out, err = process.communicate(timeout=250)
    return process.returncode, out, err


def run(binary, arguments, folder, env=None):
    return finish_run(start(binary, arguments, folder, env))


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def compare(what, wanted, got):
    differ = sorted(name for name in wanted.keys() | got.keys() if wanted.get(name) != got.get(name))
    check(f"{what}: the same files", not differ, "\n".join(differ[:20]))


def cases():
    found = []
    for case in sorted(CASES.iterdir()):
        arguments = (case / "args").read_text(encoding="utf-8").splitlines()
        env = dict(line.split("=", 1) for line in (case / "env").read_text().splitlines()) if (case / "env").is_file() else {}
        one_command = arguments and arguments[0] == "build" and "--help" not in arguments
        if one_command and not any(word.split("=")[0] in WHOLE_ONLY for word in arguments) and "-" not in arguments:
            found.append((case, arguments, env))
    check("cases of builds are found", len(found) > 35, len(found))
    return found


def told(text):
    """Findings, without what the last line says of files; that of the whole and that of the index differ there."""
    return re.sub(r"(\d (?:crosswalk|wide table|paper)s?) (?:written to|in) ", r"\1 made in ", text)


def test_case(binary, scratch, case, arguments, env):
    what = case.name
    whole = scratch / "whole"
    copy_case(case, whole)
    status, out, err = run(binary, arguments, whole, env)
    if status in (2, 3):
        return
    shards = rng.choice([1, 2, 3, 5, 40])
    counts = rng.randrange(2) == 1
    parts = scratch / "parts"
    copy_case(case, parts)
    order = list(range(1, shards + 1))
    rng.shuffle(order)
    running = []
    for shard in order:
        more = ["--shard", f"{shard}/{shards}", *(["--counts", f"../counts.{shard}"] if counts else [])]
        running.append((shard, start(binary, arguments + more, parts, env)))
    own = ""
    for shard, process in running:
        done = finish_run(process)
        check(f"{what}: shard {shard} of {shards} says little", done[2].count("\n") <= 1 or "output." in done[2], done[2])
        check(f"{what}: shard {shard} of {shards} is green", done[0] == 0 or "output." in done[2], done[2])
        own += done[2]
    files_of_counts = [f"../counts.{shard}" for shard in order if (scratch / f"counts.{shard}").is_file()]
    more = ["--index"]
    for name in files_of_counts:
        more += ["--counts", name]
    got = run(binary, arguments + more, parts, env)
    compare(f"{what} in {shards}{' with counts' if counts else ''}", files(whole), files(parts))
    if "[output.large]" not in err:
        check(f"{what}: the index tells what the whole tells", (status, out, told(err)) == (got[0], got[1], told(got[2])),
              f"{status} {err}\n-- index\n{got[0]} {got[2]}")
    else:
        check(f"{what}: the shards tell of their own files", own.count("[output.large]") == err.count("[output.large]"), own)


def test_machines(binary, scratch):
    """Each shard elsewhere, with an own copy of the pack: the folders are put together, the counts fit."""
    example = TOP / "compiler/examples/background-screening"
    shutil.copytree(example, scratch / "one")
    options = ["build", "--format", "html,csv,markdown,json", "-W", "no-gap"]
    status, _, err = run(binary, [*options, "-o", scratch / "whole", "workspace.xml"], scratch / "one")
    check("the example is built", status in (0, 1) and (scratch / "whole/index.html").is_file(), err)
    together = scratch / "together"
    together.mkdir()
    counts = []
    for shard in (1, 2, 3):
        machine = scratch / f"machine {shard}" / ("deep/" * shard)
        shutil.copytree(example, machine)
        done = run(binary, [*options, f"-j{shard}", "-o", "made", f"--shard={shard}/3", "--counts=counts", machine / "workspace.xml"],
                   machine)
        check(f"machine {shard}", done[0] == 0, done[2])
        for path in (machine / "made").iterdir():
            shutil.copy(path, together)
        counts += ["--counts", machine / "counts"]
    done = run(binary, [*options, "-o", together, "--index", *counts, "workspace.xml"], scratch / "one")
    check("the index on another machine", done[0] == status, done[2])
    compare("machines", files(scratch / "whole"), files(together))

    # What a shard has counted is of no use to any other build.
    shutil.copytree(example, scratch / "other")
    for path in (scratch / "other").glob("*.xml"):
        text = path.read_text(encoding="utf-8")
        if "<mapping" in text and "relation=" in text:
            path.write_text(text.replace("<mapping ", "<mapping  ", 1), encoding="utf-8")
            break
    for name, arguments, folder in (("other documents", options, scratch / "other"),
                                    ("another option", [*options, "--basis=declared"], scratch / "one"),
                                    ("another format", ["build", "--format", "csv", "-W", "no-gap"], scratch / "one")):
        done = run(binary, [*arguments, "-o", scratch / "no", "--index", *counts, "workspace.xml"], folder)
        check(f"counts with {name} are refused", done[0] == 2 and "no part of this build" in done[2], done[2])
        check(f"and nothing is written then ({name})", not list((scratch / "no").glob("*")), done[2])
    broken = scratch / "one/broken"
    good = (scratch / "machine 1/deep/counts").read_text()
    for number, text in enumerate(["", good[:-1], good[:len(good) // 2], good.replace("\n", "\n99999 0 0 0 0 1\n", 1),
                                   good.replace(" 1\n", "\n", 1), good + "more\n", "\0" + good]):
        broken.write_text(text)
        done = run(binary, [*options, "-o", scratch / "no", "--index", "--counts", "broken", "workspace.xml"], scratch / "one")
        check(f"broken counts {number} are refused", done[0] == 2 and not list((scratch / "no").glob("*")), done[2])


def test_both_ways(binary, scratch):
    """A page shows what was accepted of both its frameworks, though the crosswalk that tells of it may be in another part."""
    ns = 'xmlns="urn:crosswalk:1"'
    work = scratch / "both"
    work.mkdir()
    names = "abcde"
    for name in names:
        controls = "".join(f'<control id="C{n}" title="{name} {n}"/>' for n in range(1, 6))
        (work / f"{name}.xml").write_text(f'<framework {ns} id="{name}" title="{name}">{controls}</framework>\n')
    for x, y in zip(names, names[1:]):
        (work / f"{x}-{y}.xml").write_text(f'<mapping {ns} id="{x}-{y}" source="{x}" target="{y}">\n'
                                           '<map source="C1" target="C1" relation="equal-to"/>\n'
                                           '<map source="C2" target="C3" relation="intersects-with"/></mapping>\n')
    uses = "".join(f'<use href="{path.name}"/>' for path in sorted(work.iterdir()))
    accepts = "".join(f'<accept finding="gap" framework="{name}" control="C4">No need of {name}.</accept>' for name in names)
    for turn in range(6):
        pairs = [(x, y) for x in names for y in names if x != y and rng.randrange(3)]
        asks = "".join(f'<crosswalk source="{x}" target="{y}"/>' for x, y in pairs)
        columns = "".join(f'<matrix source="{x}" targets="{" ".join(y for y in names if y != x)}"/>' for x in rng.sample(names, 2))
        held = '<crosswalk source="a" held="b c"/>' if turn % 2 else ""
        (work / "all.xml").write_text(f'<workspace {ns} title="All">{uses}{asks}{columns}{held}{accepts}</workspace>\n')
        options = ["build", "--format", "html,json,csv", *([] if turn % 3 else ["--all-notes"])]
        whole = run(binary, [*options, "-o", f"whole{turn}", "all.xml"], work)
        shards = rng.choice([2, 3, 7, 30])
        for shard in range(1, shards + 1):
            run(binary, [*options, "-o", f"parts{turn}", "--shard", f"{shard}/{shards}", "all.xml"], work)
        index = run(binary, [*options, "-o", f"parts{turn}", "--index", "all.xml"], work)
        pages = "".join(path.read_text(encoding="utf-8") for path in (work / f"whole{turn}").glob("*.html"))
        check(f"both ways, {turn}: reasons stand on pages", "No need of" in pages, whole[2])
        compare(f"both ways, {turn}, in {shards}", files(work / f"whole{turn}"), files(work / f"parts{turn}"))
        check(f"both ways, {turn}: the index tells what the whole tells", told(whole[2]).replace(f"whole{turn}", "") ==
              told(index[2]).replace(f"parts{turn}", ""), index[2])


def test_tools(binary, scratch):
    """Stamps, lists of inputs and what is stale, part by part."""
    case = scratch / "work"
    copy_case(CASES / "build-prune", case)
    base = ["build", "-o", "out", "--format", "html,csv", "-W", "no-gap", "one.xml", "two.xml", "map.xml"]
    for shard in (1, 2):
        part = ["--shard", f"{shard}/2", "--stamp", f"s{shard}", "--depfile", f"d{shard}", "--if-changed", "--counts", f"c{shard}"]
        done = run(binary, base + part, case)
        check(f"shard {shard}: built", done[0] == 0 and (case / f"s{shard}").is_file(), done[2])
        check(f"shard {shard}: its stamp depends on all documents",
              (case / f"d{shard}").read_text().startswith(f"s{shard}: \\\n map.xml \\\n one.xml \\\n two.xml\n"),
              (case / f"d{shard}").read_text())
        before = (case / f"s{shard}").read_bytes()
        (case / f"s{shard}").write_bytes(before)
        again = run(binary, base + part, case)
        check(f"shard {shard}: the same is told", again == done, again[2])
    check("a shard removes nothing", (case / "out/old--two.html").is_file())
    part = ["--index", "--counts", "c1", "--counts", "c2", "--stamp", "s", "--depfile", "d", "--if-changed", "--prune"]
    done = run(binary, base + part, case)
    check("the index removes what is of none", done[0] == 0 and "stale file" in done[2]
          and not (case / "out/old--two.html").exists() and (case / "out/one--two.html").is_file(), done[2])
    check("and depends on what was counted", " c1 \\\n c2\n" in (case / "d").read_text(), (case / "d").read_text())
    second = run(binary, base + part, case)
    check("the index again", second[0] == 0 and "stale" not in second[2], second[2])
    third = run(binary, base + part, case)
    check("and once more", third == second, third[2])
    (case / "out/mine--two.html").write_text('<meta name="generator" content="crosswalk 1">')
    fourth = run(binary, base + part, case)
    check("a new stale file is seen", "1 stale file removed" in fourth[2], fourth[2])
    (case / "map.xml").write_text((case / "map.xml").read_text().replace("equal-to", "subset-of"))
    done = run(binary, base + part, case)
    check("counts of other documents are refused behind a stamp, too", done[0] == 2, done[2])


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    for case, arguments, env in cases():
        with tempfile.TemporaryDirectory(prefix="shards-") as scratch:
            test_case(binary, pathlib.Path(scratch), case, arguments, env)
    for test in (test_machines, test_both_ways, test_tools):
        with tempfile.TemporaryDirectory(prefix="shards-") as scratch:
            test(binary, pathlib.Path(scratch))
    finish()


if __name__ == "__main__":
    main()
