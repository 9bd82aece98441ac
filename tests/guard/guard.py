"""Holds what the program costs against figures.json, by counts that no clock has a part in; started by tests/guard/run.

  guard.py PROGRAM COUNTING_LIBRARY [--update] [NAME...]

For each workload: instructions under valgrind, allocations, and the most memory held, on one thread. More than 5 % above
the figure is a failure; more than 5 % below it asks for --update, which writes the figures anew. For each worst shape: how
the instructions grow when the size doubles; more than a quarter faster than what is read and written is a failure.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
BENCH = HERE.parent / "bench"
sys.path.insert(0, str(BENCH))
import growth  # noqa: E402 (found through the line above)
import shapes  # noqa: E402

FIGURES = HERE / "figures.json"
TOLERANCE = 0.05
MOST_GROWTH = 1.25  # of the instructions, for each time that what is read and written grows
# What is known to grow faster, with what it must keep to instead: every entry is a debt.
KNOWN = {
    ("rounds-of-unions", "check"): 1.7,  # each round of the rule for unions makes way among all edges for its few
    ("within-chain", "build"): 1.45,  # candidates ask each control for all that it overlaps: here, its whole chain
}
SIZES = {"check": 1000, "build": 500}
# What they prove are chains as long as they are deep, for each pair: not the work but the answer is large.
NOT_BUILT = ("deep-nesting", "chained-unions", "rounds-of-unions")


def generated(folder, *arguments):
    subprocess.run([sys.executable, "-B", BENCH / "generate.py", *arguments, "--out", folder], check=True)


# The workloads, each made in the folder that it is given.
WORKLOADS = {
    "S check": ("check", lambda folder: generated(folder, "S")),
    "S check with mistakes": ("check", lambda folder: generated(folder, "S", "--errors", "20")),
    "S build": ("build", lambda folder: generated(folder, "S")),
    "equal chain check": ("check", lambda folder: shapes.write(folder, "equal-chain", 2000)),
    "unions build": ("build", lambda folder: shapes.write(folder, "many-unions", 500)),
}


def count_allocations(arguments, library, folder):
    result = folder / "counted"
    environment = {**growth.clean_environment(), "LD_PRELOAD": library, "COUNT_TO": str(result)}
    done = subprocess.run(arguments, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                          stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode not in (0, 1) or not result.exists():
        raise SystemExit(f"guard: {' '.join(arguments)} failed with status {done.returncode}:\n{done.stderr[-2000:]}")
    allocations, peak = map(int, result.read_text().split())
    return allocations, peak


def measure(name, program, library, scratch):
    command, make = WORKLOADS[name]
    folder = pathlib.Path(tempfile.mkdtemp(dir=scratch))
    make(folder / "in")
    arguments = growth.arguments_of(program, command)
    counted = {"instructions": growth.instructions(arguments, folder)}
    subprocess.run(["rm", "-rf", folder / "out"], check=True)
    counted["allocations"], counted["peak bytes"] = count_allocations(arguments, library, folder)
    return counted


def judge(name, counted, figures):
    """Prints a line for each count; returns how many are too high."""
    wrong = 0
    for what, value in counted.items():
        if what not in figures:
            print(f"FAIL {name}: no figure for {what}; run with --update")
            wrong += 1
            continue
        change = value / figures[what] - 1
        text = f"{name}: {value:,} {what}, {change:+.1%} against the figure"
        if change > TOLERANCE:
            print(f"FAIL {text}")
            wrong += 1
        else:
            print(f"ok   {text}" + ("; better, so run with --update" if change < -TOLERANCE else ""))
    return wrong


def measure_growth(program, shape, command, scratch):
    size = SIZES[command]
    return size, *growth.grow(program, command, shape, (size, 2 * size), scratch)


def judge_growth(shape, command, measured):
    size, first, second = measured
    grown = max(second[2], 1) / max(first[2], 1)
    factor = grown / (second[1] / first[1])
    most = KNOWN.get((shape, command), MOST_GROWTH)
    good = factor <= most
    print(f"{'ok  ' if good else 'FAIL'} {shape} {command}: {grown:.2f} times the instructions for"
          f" {second[1] / first[1]:.2f} times the bytes, {factor:.2f} (at most {most}); {first[2] / 1e6:.1f} M at n = {size}")
    return 0 if good else 1


def surroundings(program):
    """What the counts depend on besides the sources: told when they differ."""
    libraries = subprocess.run(["ldd", program], capture_output=True, text=True, check=False).stdout
    found = re.findall(r"=> (/\S+/(?:libxml2|libc|libpcre2)[^\s]*)", libraries)
    return {"libraries": sorted(os.path.basename(os.path.realpath(path)) for path in found),
            "compiler": subprocess.run(["cc", "-dumpfullversion"], capture_output=True, text=True, check=False).stdout.strip(),
            "machine": os.uname().machine}


def main():
    parser = argparse.ArgumentParser(prog="sh tests/guard/run", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=lambda path: str(pathlib.Path(path).resolve()), help=argparse.SUPPRESS)
    parser.add_argument("library", type=lambda path: str(pathlib.Path(path).resolve()), help=argparse.SUPPRESS)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join([*WORKLOADS, *shapes.SHAPES])}")
    parser.add_argument("--update", action="store_true", help="write the figures anew")
    options = parser.parse_intermixed_args()
    unknown = [name for name in options.names if name not in WORKLOADS and name not in shapes.SHAPES]
    if unknown:
        parser.error(f"no such workload or shape: {', '.join(unknown)}")
    figures = json.loads(FIGURES.read_text(encoding="utf-8")) if FIGURES.exists() else {"taken with": {}, "workloads": {}}
    here = surroundings(options.program)
    wrong = 0
    workloads = [name for name in WORKLOADS if not options.names or name in options.names]
    grown = [(shape, command) for shape in (shapes.SHAPES if not options.update else ()) for command in SIZES
             if (not options.names or shape in options.names) and (command == "check" or shape not in NOT_BUILT)]
    # Counts do not depend on what else the machine does: each processor takes one.
    with tempfile.TemporaryDirectory(prefix="crosswalk-guard-") as scratch, \
            concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        counts = pool.map(lambda name: measure(name, options.program, options.library, scratch), workloads)
        growths = pool.map(lambda pair: measure_growth(options.program, *pair, scratch), grown)
        for name, counted in zip(workloads, counts):
            if options.update:
                figures["workloads"][name] = counted
                print(f"{name}: {', '.join(f'{value:,} {what}' for what, value in counted.items())}", flush=True)
            else:
                wrong += judge(name, counted, figures["workloads"].get(name, {}))
        for (shape, command), measured in zip(grown, growths):
            wrong += judge_growth(shape, command, measured)
    if options.update:
        figures["taken with"] = here
        FIGURES.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    elif wrong and figures["taken with"] != here:
        print(f"The figures were taken with {figures['taken with']}, and this is {here}.")
    if wrong:
        print(f"{wrong} of what was counted is too high. Where that is meant: sh tests/guard/run --update")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
