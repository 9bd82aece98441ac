#!/usr/bin/env python3
"""What a build in parts costs, and what it gains:

  tests/bench/shards.py PROGRAM [--all-pairs] [--shards 2,4,8,16] [--rounds 3]
                        [--frameworks 60 --controls 100 --mappings 120 --maps 300]

Every process has one thread and is measured by its processor time, the least of all rounds, as if each had a machine of its
own: the build is over when the longest part and then the index are. The fixed part is that of a shard without any crosswalk.
The files of all are compared with those of the build in one run. Last comes what --if-changed costs and saves."""
import argparse
import filecmp
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent


def spent():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(program, arguments, folder):
    """The processor time of a build, in seconds; into a folder that is new, if it is to be."""
    before = spent()
    done = subprocess.run([program, "build", "-j1", "-W", "no-gap", "--format", "html,csv", *map(str, arguments)], cwd=folder,
                          stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, check=False,
                          env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"})
    if done.returncode != 0:
        sys.exit(f"shards: status {done.returncode}: {done.stderr[-2000:]}")
    return spent() - before


def generate(options, folder):
    words = [f"--{name}={getattr(options, name)}" for name in ("frameworks", "controls", "mappings", "maps")]
    subprocess.run([sys.executable, HERE / "generate.py", "--out", folder / "in", *words], check=True, stdout=subprocess.DEVNULL)
    if not options.all_pairs:
        return ["in"]
    names = sorted(path.stem for path in (folder / "in" / "frameworks").glob("*.xml"))
    pairs = "".join(f'<crosswalk source="{x}" target="{y}"/>\n' for x in names for y in names if x != y)
    (folder / "all.xml").write_text(f'<workspace xmlns="urn:crosswalk:1" title="All"><use href="in"/>\n{pairs}</workspace>\n')
    return ["all.xml"]


def same(one, other):
    return sorted(os.listdir(one)) == sorted(os.listdir(other)) and not filecmp.cmpfiles(one, other, os.listdir(one), False)[1]


def fresh(program, arguments, folder, out):
    shutil.rmtree(folder / out, ignore_errors=True)
    return run(program, ["-o", out, *arguments], folder)


def parts(program, folder, paths, shards):
    """The processor time of each shard, of the index with what they counted, and of one without."""
    out = folder / "parts"
    shutil.rmtree(out, ignore_errors=True)
    times = []
    counts = []
    for shard in range(1, shards + 1):
        times.append(run(program, ["-o", out, "--shard", f"{shard}/{shards}", "--counts", f"c{shard}", *paths], folder))
        counts += ["--counts", f"c{shard}"]
    times.append(run(program, ["-o", out, "--index", *counts, *paths], folder))
    if not same(folder / "whole", out):
        sys.exit(f"shards: {shards} parts do not make the whole")
    return [*times, run(program, ["-o", out, "--index", *paths], folder)]


def incremental(program, folder, paths):
    """A build that keeps what the next one compares, one with nothing to do, and one over the same files that does it all."""
    (folder / "stamp").unlink(missing_ok=True)
    keeping = ["--stamp", "stamp", "--if-changed", *paths]
    return [fresh(program, keeping, folder, "kept"), run(program, ["-o", "kept", *keeping], folder),
            run(program, ["-o", "kept", *paths], folder)]


def least(rounds, measure):
    """The least of each of the times that a function gives."""
    return [min(times) for times in zip(*(measure() for _ in range(rounds)))]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=pathlib.Path)
    parser.add_argument("--all-pairs", action="store_true")
    parser.add_argument("--shards", default="2,4,8,16")
    parser.add_argument("--rounds", type=int, default=3)
    for name, default in (("frameworks", 60), ("controls", 100), ("mappings", 120), ("maps", 300)):
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    program = options.program.resolve()
    with tempfile.TemporaryDirectory(prefix="shards-") as folder:
        folder = pathlib.Path(folder)
        paths = generate(options, folder)
        rounds = options.rounds
        [whole] = least(rounds, lambda: [fresh(program, paths, folder, "whole")])
        [fixed] = least(rounds, lambda: [fresh(program, ["--shard", "1/1000000", *paths], folder, "none")])
        pages = len(list((folder / "whole").glob("*--*.html")))
        print(f"{pages} crosswalks; in one run {whole:.2f} s of processor time; a shard without any: {fixed:.2f} s")
        print("shards  all together  the longest  the index  without counts  times faster", flush=True)
        for shards in map(int, options.shards.split(",")):
            *times, index, alone = least(rounds, lambda shards=shards: parts(program, folder, paths, shards))
            print(f"{shards:6}  {sum(times) + index:12.2f}  {max(times):11.2f}  {index:9.2f}  {alone:14.2f}  "
                  f"{whole / (max(times) + index):12.2f}", flush=True)
        first, again, plain = least(rounds, lambda: incremental(program, folder, paths))
        print(f"--if-changed: the first build {first:.2f} s, one with nothing to do {again:.2f} s; without it {plain:.2f} s")


if __name__ == "__main__":
    main()
