#!/usr/bin/env python3
"""Everything that writes, stopped at many moments, and with each call of the system failing in turn.

  moments.py kill|calls|partial BINARY FAILING_LIBRARY

  kill     the process is killed before the n-th call, 200 moments in all: every file is the old or the new one, whole, and
           the same command afterwards succeeds, with the bytes of a run that nobody killed, and leaves nothing else behind
  calls    the n-th call fails, of allocations, too: exit status 3 and a finding of the family io, and every file is the old
           or the new one; or nothing of it is seen
  partial  calls do half of what they are asked for, or are interrupted: nothing of it is seen
"""
import os
import pathlib
import re
import shutil
import sys
import tempfile

import fault
from fault import check, failures, run, tree

CASES = pathlib.Path(__file__).resolve().parents[1] / "cases"
KILLS = 200
# Calls whose failure may have no consequence that is told: what cannot be looked at is not there, what cannot be swept stays.
SILENT = {"stat", "lstat", "unlink"}
# The library that packs workbooks removes its own temporary files right after it has made them: what is left by a process
# that was killed in between, or when that fails, nobody can tell from somebody else's.
FOREIGN = re.compile(r"out/tmp\.\w{10}")


def old_pages(binary, folder):
    """Pages of an earlier state, for what is written over them."""
    fault.write_input(folder / "in", 4)
    run([binary, "build", "--format", "html,csv,xlsx", "-o", str(folder / "out"), str(folder / "in")])
    shutil.rmtree(folder / "in")


def prepare_build(binary, folder):
    old_pages(binary, folder)
    fault.write_input(folder / "in", 3)
    return ["build", "--durable", "--format", "html,csv,xlsx", "-j", "1", "-o", "out", "in"]


def prepare_inject(_, folder):
    fault.write_input(folder / "in", 3)
    (folder / "docs").mkdir()
    for name in ("page.md", "other.md"):
        (folder / "docs" / name).write_text("# A page\n\n<!-- crosswalk:begin one--two -->\n<!-- crosswalk:end -->\n")
    return ["build", "-j", "1", "--inject", "docs/page.md", "--inject", "docs/other.md", "in"]


def prepare_import(_, folder):
    shutil.copy(CASES / "import-ciso/library.yaml", folder)
    (folder / "out").mkdir()
    return ["import", "library.yaml", "-j", "1", "--force", "-o", "out"]


def prepare_workbook(_, folder):
    shutil.copy(CASES / "import-number-twice/controls.xlsx", folder)
    return ["import", "controls.xlsx", "-j", "1", "-o", "out"]


def prepare_migrate(_, folder):
    for document in sorted((CASES / "migrate-mapping").glob("*.xml")):
        shutil.copy(document, folder)
    names = sorted(path.name for path in folder.glob("*.xml") if path.name != "policy.xml")
    return ["migrate", "policy.xml", *names, "--to", "e-2", "-j", "1", "-o", "out"]


def prepare_fix(_, folder):
    for name in ("own.xml", "map.xml"):
        shutil.copy(CASES / "fix" / name, folder)
    return ["check", "--fix", "-j", "1", "-W", "no-gap", "--fail-on", "gap=100%", "own.xml", "map.xml"]


def prepare_pin(_, folder):
    for name in ("house.xml", "own.xml", "map.xml"):
        shutil.copy(CASES / "pin" / name, folder)
    return ["check", "--pin", "-j", "1", "-W", "no-gap", "house.xml", "own.xml", "map.xml"]


def prepare_export(_, folder):
    fault.write_input(folder / "in", 3)
    (folder / "out").mkdir()
    (folder / "out/file.tsv").write_text("what was there\n")
    return ["export", "one", "two", "--to", "sssom", "--as-of", "2026-01-01", "-j", "1", "-o", "out/file.tsv", "in"]


def prepare_exported_workbook(_, folder):
    fault.write_input(folder / "in", 2)
    (folder / "out").mkdir()
    (folder / "out/file.xlsx").write_text("what was there\n")
    return ["export", "one", "two", "--to", "olir", "--as-of", "2026-01-01", "-j", "1", "-o", "out/file.xlsx", "in"]


def prepare_baseline(_, folder):
    fault.write_input(folder / "in", 2)
    (folder / "accepted.baseline").write_text("")
    return ["check", "-j", "1", "--write-baseline", "accepted.baseline", "in"]


SCENES = {"build": prepare_build, "inject": prepare_inject, "import": prepare_import, "import of a workbook": prepare_workbook,
          "migrate": prepare_migrate, "fix": prepare_fix, "pin": prepare_pin, "export": prepare_export,
          "export of a workbook": prepare_exported_workbook, "baseline": prepare_baseline}


class Scene:
    """A folder as it stands before a command, the command, and the folder as it stands after it."""

    def __init__(self, name, binary, library, scratch):
        self.name, self.library, self.scratch = name, library, scratch / name.replace(" ", "-")
        self.start = self.scratch / "start"
        self.start.mkdir(parents=True)
        self.command = [binary, *SCENES[name](binary, self.start)]
        self.before = tree(self.start)
        self.number = 0
        done, folder, self.counted = self.act("any", 0)
        self.status, self.out = done.returncode, done.stdout
        self.after = tree(folder)
        # Changes are made in rounds, each of which writes the document whole.
        self.between = {}
        if name == "fix":
            self.between = tree(self.act("rename", 2, "kill")[1])
        check(f"{name}: the run without a fault", done.returncode in (0, 1) and self.after != self.before,
              f"  {done.returncode} {done.stderr.decode('utf-8', 'replace')[:1000]}")

    def again(self, folder, env=None):
        return run(self.command, env, cwd=folder)

    def act(self, call, at, mode="once"):
        """The command in a fresh copy of the folder, what is left, and how many calls there were."""
        self.number += 1
        folder = self.scratch / f"run-{self.number}"
        shutil.copytree(self.start, folder, symlinks=True)
        count = self.scratch / "count"
        count.unlink(missing_ok=True)
        done = self.again(folder, {"LD_PRELOAD": self.library, "FAULT_CALL": call, "FAULT_AT": str(at), "FAULT_MODE": mode,
                                   "FAULT_COUNT": str(count)})
        return done, folder, int(count.read_text()) if count.exists() else 0

    def whole(self, what, folder, killed=False):
        """Each file is the old or the new one, none has gone, and what is new belongs to the new ones."""
        found = tree(folder)
        for name, data in found.items():
            if not (killed and (fault.TEMPORARY.fullmatch(name) or FOREIGN.fullmatch(name))):
                check(f"{what}: {name} is the old or the new one",
                      data in (self.before.get(name), self.after.get(name), self.between.get(name)), f"  {len(data)} bytes")
        gone = [name for name in self.before if name not in found and name in self.after]
        check(f"{what}: what stood there stands there", not gone, f"  {gone}")
        if self.name == "migrate":
            check(f"{what}: no document without its decisions", "out/policy.xml" not in found or "out/DECISIONS.csv" in found)
        return found


def spread(count, most):
    """So many numbers from 1 to count, at equal distances, the last one included."""
    return sorted({1 + (count - 1) * i // max(1, most - 1) for i in range(most)})


def test_kill(scenes):
    killed = left = 0
    weights = {"build": 3, "migrate": 2, "fix": 2}
    shares = sum(weights.get(scene.name, 1) for scene in scenes)
    moments = []
    for scene in scenes:
        # The first calls of all are those of the loader and of reading; from the first that writes on it matters most.
        share = KILLS * weights.get(scene.name, 1) // shares
        moments += [(scene, number) for number in spread(scene.counted, share)]
    rest = iter((scenes[0], number) for number in range(1, scenes[0].counted + 1))
    while len(set(moments)) < KILLS:
        moments.append(next(rest))
    for scene, number in sorted(set(moments), key=lambda moment: (moment[0].name, moment[1])):
        done, folder, _ = scene.act("any", number, "kill")
        what = f"{scene.name}: killed before call {number} of {scene.counted}"
        if not check(f"{what}: it was", done.returncode == -9, f"  exit status {done.returncode}"):
            continue
        killed += 1
        found = scene.whole(what, folder, killed=True)
        left += sum(bool(fault.TEMPORARY.fullmatch(name)) for name in found)
        done = scene.again(folder)
        check(f"{what}: the next run succeeds", done.returncode in (scene.status, 0),
              f"  {done.returncode} {done.stderr.decode('utf-8', 'replace')[:1000]}")
        got = {name: data for name, data in tree(folder).items() if not FOREIGN.fullmatch(name)}
        check(f"{what}: the next run brings about the same", got == scene.after,
              f"  {sorted(set(got) ^ set(scene.after))} {[n for n in got if got[n] != scene.after.get(n)]}")
        shutil.rmtree(folder)
    check("200 moments, and some left a temporary file", killed == KILLS and left > 10, f"  {killed} {left}")
    print(f"{killed} kills, {left} temporary files were left and swept")


def test_calls(scenes):
    struck = {}
    for scene in scenes:
        # Memory for the others: fault.py.
        memory = ["allocate"] if scene.name in ("fix", "pin", "baseline") else []
        for call in ("open", "read", "fstat", "opendir", "write", "rename", "mkdir", "close", "fsync", "fchmod", "pread", "stat",
                     "lstat", "unlink", "fclose", "fflush", *memory):
            _, folder, count = scene.act(call, 0)
            shutil.rmtree(folder)
            for number in fault.sample(count, 12, 60 if call == "allocate" else 4):
                done, folder, _ = scene.act(call, number)
                what = f"{scene.name}: {call} {number} of {count} fails"
                fault.no_crash(what, done)
                found = scene.whole(what, folder, killed=call == "unlink")
                seen = (done.returncode, done.stdout) != (scene.status, scene.out) or found != scene.after
                if seen and call not in SILENT:
                    fault.failed_well(what, done, "io")
                struck[call] = struck.get(call, 0) + seen
                shutil.rmtree(folder)
    for call in ("open", "read", "write", "rename", "mkdir", "fsync"):
        check(f"some of {call} had an effect", struck.get(call, 0) > 0)
    print(f"calls that failed and were seen: {struck}")


def test_partial(scenes):
    for scene in scenes:
        for mode in ("short", "interrupt"):
            # The library that packs workbooks does not open its files again.
            opens = ["open"] if mode == "interrupt" and "workbook" not in scene.name and scene.name != "build" else []
            for call in ("read", "write", "pread", *opens):
                done, folder, count = scene.act(call, 1, mode)
                what = f"{scene.name}: each {call} of {count} is {mode}"
                check(f"{what}: nothing of it is seen", (done.returncode, done.stdout, tree(folder)) ==
                      (scene.status, scene.out, scene.after), f"  {done.returncode} {done.stderr.decode()[:500]}")
                shutil.rmtree(folder)


def main():
    kind, binary, library = sys.argv[1:]
    tests = {"kill": test_kill, "calls": test_calls, "partial": test_partial}
    with tempfile.TemporaryDirectory(prefix="moments-") as scratch:
        scenes = [Scene(name, os.path.abspath(binary), os.path.abspath(library), pathlib.Path(scratch)) for name in SCENES]
        tests[kind](scenes)
    for failure in failures[:40]:
        print(f"FAIL {failure}")
    print(f"{fault.checked - len(failures)} passed, {len(failures)} failed")
    sys.exit(bool(failures) or fault.checked == 0)


if __name__ == "__main__":
    main()
