#!/usr/bin/env python3
"""Runs golden cases: one folder each under tests/cases.

  tests/cases.py BINARY [NAME...]            run the cases (all of them without a name), in parallel
  tests/cases.py --update BINARY [NAME...]   write what came out as the expectation
  tests/cases.py --check-folders             only look whether every folder is a case

A case is a folder with
  args           the command line, one argument a line; run where a copy of the folder is the working folder
  env            optional: NAME=VALUE, one a line
  expect.out     standard output      } each is compared only if it is there;
  expect.err     standard error       } what is not asserted is not compared
  expect.status  exit status, 0 if the file is not there
  expect.files   the files that the command wrote or changed, one a line
  expect/PATH    the bytes of one written file; in pages the digests of style and script stand for their texts,
                 which are sources under output/html, and a workbook is told as text (workbook.py)
and any inputs. A case without any expect.* or expect/ is a failure; --update gives such a case all that apply, and
any other case new bytes for the expectations that it has.
"""
import argparse
import concurrent.futures
import difflib
import hashlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import workbook

CASES = pathlib.Path(__file__).resolve().parent / "cases"


def is_expectation(path):
    return path.name.startswith("expect.") or path.name == "expect"


def expectations(case):
    """Every asserted thing of a case, by its path in the case folder."""
    found = {path.name: path for path in case.glob("expect.*") if path.is_file()}
    for path in (case / "expect").rglob("*"):
        if path.is_file():
            found[path.relative_to(case).as_posix()] = path
    return found


def complaint(case):
    """What is wrong with the folder itself, or None."""
    if not (case / "args").is_file():
        return "no file args"
    known = {"expect.out", "expect.err", "expect.status", "expect.files"}
    found = expectations(case)
    unknown = [name for name in found if "/" not in name and name not in known]
    if unknown:
        return f"not an expectation: {', '.join(unknown)}"
    if not found:
        return "nothing is expected"
    return None


def files_under(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file() and not path.is_symlink()}


def environment(case, home):
    """Nothing of the caller's but what sanitizers and the like read."""
    kept = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
    env = {"PATH": os.defpath, "HOME": str(home), "LC_ALL": "C.UTF-8", **kept}
    if (case / "env").is_file():
        for line in (case / "env").read_text().splitlines():
            name, _, value = line.partition("=")
            env[name] = value
    return env


def as_told(data):
    """A page with the digests of its style and script in their places, a workbook as text; anything else as it is."""
    def digest(match):
        return b"%b[sha256 %b]%b" % (match[1], hashlib.sha256(match[2]).hexdigest().encode(), match[3])
    if data.startswith(b"PK\3\4"):
        return workbook.told(data)
    if not data.startswith(b"<!DOCTYPE html>"):
        return data
    return re.sub(rb"(<(?:style|script)>)((?:(?!</(?:style|script)>).){1000,})(</(?:style|script)>)", digest, data, flags=re.S)


def execute(command, case):
    """What the case's command does: {expectation name: bytes}."""
    arguments = (case / "args").read_text().splitlines()
    with tempfile.TemporaryDirectory(prefix="case-") as scratch:
        work = pathlib.Path(scratch) / "work"
        shutil.copytree(case, work, symlinks=True, ignore=lambda folder, names: [
            name for name in names
            if pathlib.Path(folder) == case and (is_expectation(pathlib.Path(name)) or name in ("args", "env"))])
        before = files_under(work)
        done = subprocess.run([*command, *arguments], cwd=work, env=environment(case, scratch), timeout=120,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        after = files_under(work)
    written = {name: data for name, data in after.items() if before.get(name) != data}
    gone = [name for name in before if name not in after]
    got = {f"expect/{name}": as_told(data) for name, data in written.items()}
    got["expect.out"] = as_told(done.stdout)
    got["expect.err"] = done.stderr
    got["expect.status"] = f"{done.returncode}\n".encode()
    got["expect.files"] = "".join(f"{name}\n" for name in [*written, *(f"{name} (gone)" for name in gone)]).encode()
    return got


def difference(name, expected, got):
    def lines(data):
        return data.decode("utf-8", "backslashreplace").splitlines(keepends=True)
    text = "".join(line if line.endswith("\n") else line + "\n\\ no newline at the end\n" for line in
                   difflib.unified_diff(lines(expected), lines(got), f"{name} (expected)", f"{name} (got)"))
    return text or f"{name}: the bytes differ, the text does not (line ends?)\n"


def run(command, name):
    """None, or what went wrong."""
    case = CASES / name
    if not case.is_dir():
        return "no such case"
    wrong = complaint(case)
    if wrong:
        return wrong
    try:
        got = execute(command, case)
    except subprocess.TimeoutExpired:
        return "no end after 120 seconds"
    wanted = {key: path.read_bytes() for key, path in expectations(case).items()}
    wanted.setdefault("expect.status", b"0\n")
    report = []
    for key in sorted(wanted):
        if key not in got:
            report.append(f"{key}: was not written\n")
        elif got[key] != wanted[key]:
            report.append(difference(key, wanted[key], got[key]))
    if report and "expect.err" not in wanted:
        report.append("standard error was:\n" + got["expect.err"].decode("utf-8", "backslashreplace"))
    return "".join(report) or None


def update(command, name):
    case = CASES / name
    if not (case / "args").is_file():
        return "no file args"
    got = execute(command, case)
    had = expectations(case)
    if had:
        wanted = set(had) | {"expect.status"}
    else:
        wanted = set(got)
        if not got["expect.files"]:
            wanted.discard("expect.files")
    if got["expect.status"] == b"0\n":
        wanted.discard("expect.status")
    for key in wanted - set(got):
        had[key].unlink()
    for key in sorted(wanted & set(got)):
        path = case / key
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(got[key])
    if "expect.status" in had and "expect.status" not in wanted:
        had["expect.status"].unlink()
    return None


def main():
    parser = argparse.ArgumentParser(description="Runs golden cases.")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--check-folders", action="store_true")
    parser.add_argument("--under", default="", help="a command to run the binary under, such as valgrind")
    parser.add_argument("binary", nargs="?")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()

    names = options.names or sorted(path.name for path in CASES.iterdir() if path.is_dir())
    if not names:
        sys.exit("no cases")
    if options.check_folders:
        stray = [path.name for path in CASES.iterdir() if not path.is_dir()]
        wrong = [f"{name}: {complaint(CASES / name)}" for name in names if complaint(CASES / name)]
        wrong += [f"{name}: a file among the case folders" for name in stray]
        print("\n".join(wrong) or f"{len(names)} cases")
        sys.exit(bool(wrong))
    if not options.binary or not os.access(options.binary, os.X_OK):
        sys.exit(f"no program to test: {options.binary}")
    command = [*options.under.split(), os.path.abspath(options.binary)]
    action = update if options.update else run
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, wrong in zip(names, pool.map(lambda name: action(command, name), names)):
            if wrong:
                failed += 1
                print(f"FAIL {name}\n{wrong}")
            elif len(names) == 1 or options.update:
                print(f"ok   {name}")
    print(f"{len(names) - failed} passed, {failed} failed")
    sys.exit(failed > 0)


if __name__ == "__main__":
    main()
