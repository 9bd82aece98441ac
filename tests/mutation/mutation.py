#!/usr/bin/env python3
"""Deliberate faults: which of them do the quick tests see?

    tests/mutation/mutation.py [--count N] [--seed N] [--only PATH...] [--tests NAME...] [--list] [--keep]
                               [--most-survivors N] [--again FILE]

Takes a copy of the sources, builds it, and makes N faults in it, one after another: a comparison flipped, a branch that
is never taken, a count that is off by one, a call left out, a truth turned over. After each the golden cases, the unit
tests and some hundreds of random networks and assessments run, with a bound on time. A fault that none of them sees is printed with its
place, for somebody to say whether it changes what the program does; if it does, a test is missing.

The same seed makes the same faults, and --again those that survived in the output of an earlier run, to see whether new
tests see them. Nothing of the working tree is touched. It takes ten to fifteen seconds of one
processor for each fault, so run it under nice. Exit status 1 if more faults survive than --most-survivors allows.
"""
import argparse
import os
import pathlib
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
# What is built in by another program, or only says what the command line can do.
EXCLUDED = {"compiler/embed/embed.c", "compiler/cli/help.c"}
TESTS = ["cases", "unit", "plain", "unions", "order", "metamorphic", "explanations", "assessments"]
FLIPPED = {"==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "&&": "||", "||": "&&"}


def blank_out(text):
    """The text with comments, literals and directives as blanks, so that places stay."""
    def blank(match):
        return re.sub(r"[^\n]", " ", match.group())
    text = re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)
    return re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", blank, text, flags=re.M)


def closing(text, at):
    """Where the bracket that opens at `at` closes."""
    depth = 0
    for i in range(at, len(text)):
        depth += {"(": 1, ")": -1}.get(text[i], 0)
        if depth == 0:
            return i
    return -1


def faults_of(text):
    """Each fault that can be made: its place, its length, what comes there, and in words."""
    bare = blank_out(text)
    for match in re.finditer(r"(?<=[\w\])] )(==|!=|<=|>=|<|>|&&|\|\|)(?= )", bare):
        yield match.start(), len(match.group()), FLIPPED[match.group()], f"{match.group()} is {FLIPPED[match.group()]}"
    for match in re.finditer(r"\bif \(", bare):
        end = closing(bare, match.end() - 1)
        if end > 0:
            start = match.end() - 1
            yield start, end - start + 1, f"(0 && {text[start:end + 1]})", "a branch is never taken"
    for match in re.finditer(r"(?<=[\w\])]) ([+-]) 1\b(?![.\w])", bare):
        yield match.start(), len(match.group()), "", f"{match.group().strip()} is left out"
    for match in re.finditer(r"\b(?:uint32_t|size_t|unsigned) \w+ = 0;(?= \w+ <)", bare):
        yield match.end() - 2, 1, "1", "a loop starts at 1"
    for match in re.finditer(r"(?<=\n)( +)([a-z]\w*\([^;{}]*\));(?=\n)", bare):
        yield match.start(2), len(match.group(2)), "(void)0", "a call is left out"
    for match in re.finditer(r"\breturn (true|false);", bare):
        other = "false" if match.group(1) == "true" else "true"
        yield match.start(1), len(match.group(1)), other, f"returns {other}"


def all_faults(only):
    files = sorted(p for folder in ("compiler", "output") for p in (ROOT / folder).rglob("*.c"))
    for path in files:
        name = path.relative_to(ROOT).as_posix()
        if name not in EXCLUDED and (not only or any(name.startswith(o) for o in only)):
            text = path.read_text(encoding="utf-8")
            for at, length, instead, words in faults_of(text):
                yield name, at, length, instead, words, text


def choose(count, seed, only):
    """Files by chance first, so that a long file is not hit all the time."""
    by_file = {}
    for fault in all_faults(only):
        by_file.setdefault(fault[0], []).append(fault)
    chance = random.Random(seed)
    chosen = []
    while len(chosen) < count and by_file:
        name = chance.choice(sorted(by_file))
        faults = by_file[name]
        chosen.append(faults.pop(chance.randrange(len(faults))))
        if not faults:
            del by_file[name]
    return chosen


def place_of(fault):
    name, at, _, _, words, text = fault
    line = text.count("\n", 0, at) + 1
    return f"{name}:{line}: {words}: {text.splitlines()[line - 1].strip()}"


def survivors_of(output):
    """The faults that an earlier run says survived, as far as the sources still have their places."""
    wanted = set(re.findall(r"^ *\d+ survived: (.*)$", output, re.MULTILINE))
    found = {place_of(fault): fault for fault in all_faults([])}
    for place in sorted(wanted - found.keys()):
        print(f"not there any more: {place}")
    return [found[place] for place in sorted(wanted & found.keys())]


def run(command, cwd, seconds):
    """None if it worked, else why not. What it started ends with it: a fault may well be a loop without end."""
    environment = {**os.environ, "CK_DEFAULT_TIMEOUT": "120"}
    done = subprocess.Popen(command, cwd=cwd, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            start_new_session=True)
    try:
        status = done.wait(seconds)
        return None if status == 0 else f"status {status}"
    except subprocess.TimeoutExpired:
        return "no end"
    finally:
        try:
            os.killpg(done.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        done.wait()


class Copy:
    """The sources once more, with a build of their own."""

    def __init__(self, folder, tests):
        self.tests = tests
        self.folder = pathlib.Path(folder)
        self.build = self.folder / "build"
        for name in ("CMakeLists.txt", "README.md", "LICENSE"):
            shutil.copy(ROOT / name, self.folder)
        for name in ("compiler", "output", "frameworks", "mappings", "tests"):
            shutil.copytree(ROOT / name, self.folder / name, symlinks=True)
        if run(["cmake", "-S", ".", "-B", "build", "-DCROSSWALK_WERROR=OFF"], self.folder, 600):
            sys.exit("the copy cannot be configured")

    def compile(self):
        targets = {"unit": "test_unit", "plain": "oracle_networks", "unions": "oracle_networks", "order": "oracle_order",
                   "metamorphic": "oracle_metamorphic"}
        wanted = {targets.get(test, "crosswalk") for test in self.tests}
        return run(["cmake", "--build", "build", "--target", *wanted], self.folder, 1200)

    def judge(self):
        """The test that sees a fault, or None."""
        tests = [
            ("cases", [sys.executable, "-B", "tests/cases.py", "build/crosswalk"], 120),
            ("unit", ["build/unit/test_unit"], 240),
            ("plain", ["build/oracle/oracle_networks", "plain", "500"], 120),
            ("unions", ["build/oracle/oracle_networks", "unions", "500"], 120),
            ("order", ["build/oracle/oracle_order", "60"], 120),
            ("metamorphic", ["build/oracle/oracle_metamorphic", "60"], 120),
            ("explanations", [sys.executable, "-B", "tests/oracle/explanations.py", "build/crosswalk", "20"], 120),
            ("assessments", [sys.executable, "-B", "tests/assessment/test_oracle.py", "build/crosswalk", "100"], 120),
        ]
        for name, command, seconds in tests:
            if name not in self.tests:
                continue
            why = run(command, self.folder, seconds)
            if why:
                return f"{name}, {why}"
        return None


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--tests", nargs="*", default=TESTS, choices=TESTS)
    parser.add_argument("--list", action="store_true", help="print the faults and make none")
    parser.add_argument("--keep", action="store_true", help="keep the copy")
    parser.add_argument("--most-survivors", type=int, default=0)
    parser.add_argument("--again", type=pathlib.Path, metavar="FILE")
    options = parser.parse_args()
    faults = survivors_of(options.again.read_text()) if options.again else choose(options.count, options.seed, options.only)
    if not faults:
        sys.exit("there is nothing to make a fault in")
    folder = None if options.list else tempfile.mkdtemp(prefix="crosswalk-mutation-")
    copy = None if options.list else Copy(folder, options.tests)
    failed = copy and (copy.compile() or copy.judge())
    if failed:
        sys.exit(f"the tests do not pass without a fault: {failed}")
    counts = {}
    survivors = 0
    for number, fault in enumerate(faults, 1):
        name, at, length, instead, _, text = fault
        where = place_of(fault)
        if options.list:
            print(where)
            continue
        path = copy.folder / name
        path.write_text(text[:at] + instead + text[at + length:], encoding="utf-8")
        seen = "compiler" if copy.compile() else copy.judge()
        path.write_text(text, encoding="utf-8")
        kind = seen.split(",")[0] if seen else "survived"
        counts[kind] = counts.get(kind, 0) + 1
        survivors += not seen
        print(f"{number:3} {'survived' if not seen else 'seen by ' + seen}: {where}", flush=True)
    if not options.list:
        print(", ".join(f"{kind} {count}" for kind, count in sorted(counts.items())))
        if not options.keep:
            shutil.rmtree(folder)
    return 1 if survivors > options.most_survivors else 0


if __name__ == "__main__":
    sys.exit(main())
