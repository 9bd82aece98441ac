#!/usr/bin/env python3
"""How much of the product is reached, by the corpora of the fuzz targets alone, then with golden cases, then with unit tests.

  coverage.py SCRATCH [--least PERCENT]

Builds with clang into SCRATCH/coverage, replays tests/fuzz/corpus and, where `fuzz.py run SCRATCH` has been at work, what it
found, and runs cases and units. Prints for each file of compiler/ and output/ the part of its branches and regions that are
reached by each of the three, then the totals, and writes the functions that nothing reaches into SCRATCH/unreached. Fails if
all together reach less than so many percent of the regions, or the corpora of the fuzz targets do.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
# Continuous mode: counts are in the file at once, also where the program is killed or may write no more files.
FLAGS = "-O1 -DNDEBUG -fprofile-instr-generate -fcoverage-mapping -mllvm -runtime-counter-relocation"
# A program of the build, and no part of the product.
LEFT_OUT = "compiler/embed/"


def build(scratch):
    folder = scratch / "coverage"
    subprocess.run(["cmake", "-S", TOP, "-B", folder, "-DCMAKE_C_COMPILER=clang", "-DCROSSWALK_TESTS=ON",
                    "-DCROSSWALK_TESTS_SMALL=ON", "-DCMAKE_BUILD_TYPE=Debug", f"-DCMAKE_C_FLAGS={FLAGS}"],
                   check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", folder, "--parallel", str(os.cpu_count() or 1)], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return folder


def profiled(profile, command, **more):
    environment = {**os.environ, "LLVM_PROFILE_FILE": f"{profile}/%m%c.profraw"}
    done = subprocess.run(command, env=environment, cwd=TOP, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, check=False, **more)
    if done.returncode != 0:
        print(f"{command[0]} ended with {done.returncode}: {done.stdout.decode('utf-8', 'replace')[-1000:]}", file=sys.stderr)


def run_fuzz(scratch, folder, profile):
    for program in sorted((folder / "fuzz").glob("replay_*")):
        target = program.name.removeprefix("replay_")
        places = [place for place in (HERE / "corpus" / target, scratch / "corpus" / target) if place.is_dir()]
        profiled(profile, [program, *places])


def run_cases(_, folder, profile):
    profiled(profile, [sys.executable, "-B", "tests/cases.py", "--under",
                       f"env LLVM_PROFILE_FILE={profile}/%m%c.profraw", folder / "crosswalk"])


def run_units(_, folder, profile):
    profiled(profile, [folder / "unit/test_unit"])


def export(folder, profiles, merged, *options):
    raw = [path for profile in profiles for path in profile.glob("*.profraw")]
    subprocess.run(["llvm-profdata", "merge", "-sparse", "-o", merged, *raw], check=True)
    programs = [folder / "crosswalk", folder / "unit/test_unit", *sorted((folder / "fuzz").glob("replay_*"))]
    command = ["llvm-cov", "export", f"-instr-profile={merged}", *options, programs[0]]
    command += [argument for program in programs[1:] for argument in ("-object", program)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)["data"][0]


def product(name):
    """The path in the tree; flags of the build have changed what stands before it."""
    found = re.search(r"(?:^|/)((?:compiler|output)/[a-z_/0-9-]+\.[ch])$", name)
    return found.group(1) if found and not found.group(1).startswith(LEFT_OUT) else None


def figures(data):
    """{file: {kind: (reached, all)}}"""
    return {product(entry["filename"]): {kind: (entry["summary"][kind]["covered"], entry["summary"][kind]["count"])
                                         for kind in ("regions", "branches")}
            for entry in data["files"] if product(entry["filename"]) and entry["summary"]["regions"]["count"] > 0}


def percent(reached, count):
    return 100 * reached / count if count else 100.0


def total(files, kind):
    return tuple(sum(file[kind][i] for file in files.values()) for i in (0, 1))


def unreached(data):
    """Functions that no program reached; one of a header, or one without external linkage, stands in several."""
    reached = {}
    for function in data["functions"]:
        name = product(function["filenames"][0])
        if name:
            key = (name, function["regions"][0][0], function["name"].rpartition(":")[2])
            reached[key] = reached.get(key, 0) + function["count"]
    return sorted(key for key, count in reached.items() if count == 0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scratch", type=pathlib.Path)
    parser.add_argument("--least", type=float, default=80)
    options = parser.parse_args()
    scratch = options.scratch.resolve()
    scratch.mkdir(parents=True, exist_ok=True)
    folder = build(scratch)
    steps = (("fuzz", run_fuzz), ("cases", run_cases), ("units", run_units))
    profiles, found = [], []
    for name, step in steps:
        profile = scratch / "profiles" / name
        shutil.rmtree(profile, ignore_errors=True)
        profile.mkdir(parents=True)
        step(scratch, folder, profile)
        profiles.append(profile)
        found.append(figures(export(folder, profiles, scratch / "merged", "-summary-only")))
    print("regions reached, in percent, and (branches)")
    print(f"{'':44}{'fuzz':>16}{'and cases':>16}{'and units':>16}")
    for path in sorted(found[-1]):
        cells = [f"{percent(*files[path]['regions']):5.1f} ({percent(*files[path]['branches']):5.1f})" for files in found]
        print(f"{path:44}" + "".join(f"{cell:>16}" for cell in cells))
    sums = [(percent(*total(files, "regions")), percent(*total(files, "branches"))) for files in found]
    print(f"{'all':44}" + "".join(f"{f'{regions:5.1f} ({branches:5.1f})':>16}" for regions, branches in sums))
    lost = unreached(export(folder, profiles, scratch / "merged"))
    (scratch / "unreached").write_text("".join(f"{path}:{line}: {name}\n" for path, line, name in lost))
    print(f"{len(lost)} functions are reached by nothing: {scratch / 'unreached'}")
    sys.exit(sums[0][0] < options.least)


if __name__ == "__main__":
    main()
