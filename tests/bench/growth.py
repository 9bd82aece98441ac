#!/usr/bin/env python3
"""How the cost of the worst shapes grows with their size:

  tests/bench/growth.py PROGRAM [--command check|build] [--size N] [--steps 3] [SHAPE...]

Counts the instructions of the program under valgrind for N, 2N, 4N..., less those that a run of next to nothing takes, and
prints the exponent of the growth in the last step: 1 is linear in what is read and written, 2 is quadratic. With --time
it takes processor time instead, for sizes that valgrind is too slow for.
"""
import argparse
import math
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile

import shapes


def clean_environment():
    """Only what decides nothing: the same everywhere. The tunables keep the C library from choosing by the processor."""
    return {"PATH": os.defpath, "LC_ALL": "C.UTF-8",
            "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-AVX512F,-AVX512VL,-AVX2,-AVX,-BMI2,-BMI1,-LZCNT,-MOVBE,-ERMS,-FSRM,-RTM"}


def instructions(arguments, folder):
    out = folder / "callgrind.out"
    done = subprocess.run(["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", *arguments], cwd=folder,
                          env=clean_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True, check=False)
    found = re.search(r"refs:\s*([\d,]+)", done.stderr)
    if done.returncode not in (0, 1) or found is None:
        raise SystemExit(f"growth: {' '.join(map(str, arguments))} failed under valgrind:\n{done.stderr[-2000:]}")
    out.unlink(missing_ok=True)
    return int(found.group(1).replace(",", ""))


def processor_time(arguments, folder):
    def spent():
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    before = spent()
    done = subprocess.run(arguments, cwd=folder, env=clean_environment(), stdin=subprocess.DEVNULL,
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if done.returncode not in (0, 1):
        raise SystemExit(f"growth: {' '.join(map(str, arguments))} ended with status {done.returncode}")
    return spent() - before


def arguments_of(program, command):
    # Valgrind writes where the program itself may not.
    if command == "build":
        return [program, "build", "--no-sandbox", "-j1", "--format", "html,csv", "-o", "out", "in"]
    return [program, command, "--no-sandbox", "-j1", "in"]


def cost(program, command, shape, size, scratch, measure=instructions):
    """(bytes read and written, cost)."""
    folder = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    read = shapes.write(folder / "in", shape, size)
    spent = measure(arguments_of(program, command), folder)
    written = sum(path.stat().st_size for path in (folder / "out").glob("*")) if command == "build" else 0
    shutil.rmtree(folder)
    return read + written, spent


def grow(program, command, shape, sizes, scratch, measure=instructions):
    """[(n, bytes, cost less that of next to nothing)]"""
    folder = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    (folder / "in").mkdir()
    (folder / "in" / "a.xml").write_text(shapes.framework("a", shapes.controls(1)), encoding="utf-8")
    nothing = measure(arguments_of(program, command), folder)
    found = []
    for size in sizes:
        amount, spent = cost(program, command, shape, size, scratch, measure)
        found.append((size, amount, spent - nothing))
    return found


def exponent(first, second):
    """How the cost grows with the amount of what is read and written."""
    return math.log(max(second[2], 1e-4) / max(first[2], 1e-4)) / math.log(second[1] / first[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=lambda path: str(pathlib.Path(path).resolve()))
    parser.add_argument("shapes", nargs="*", metavar="SHAPE", help=", ".join(shapes.SHAPES))
    parser.add_argument("--command", choices=("check", "build"), action="append")
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--steps", type=int, default=3)
    parser.add_argument("--time", action="store_true", help="processor time instead of instructions")
    options = parser.parse_intermixed_args()
    unknown = [shape for shape in options.shapes if shape not in shapes.SHAPES]
    if unknown:
        parser.error(f"no such shape: {', '.join(unknown)}")
    measure, unit = (processor_time, "s") if options.time else (instructions, "M")
    sizes = [options.size << step for step in range(options.steps)]
    print(f"| shape | command | {' | '.join(f'n = {size}' for size in sizes)} | exponent |")
    print(f"|---|---|{'--:|' * len(sizes)}--:|")
    with tempfile.TemporaryDirectory(prefix="crosswalk-growth-") as scratch:
        for shape in options.shapes or shapes.SHAPES:
            for command in options.command or ("check", "build"):
                found = grow(options.program, command, shape, sizes, pathlib.Path(scratch), measure)
                figures = " | ".join(f"{spent:.3f} {unit}" if options.time else f"{spent / 1e6:.1f} {unit}" for *_, spent in found)
                print(f"| {shape} | {command} | {figures} | {exponent(found[-2], found[-1]):.2f} |", flush=True)


if __name__ == "__main__":
    sys.exit(main())
