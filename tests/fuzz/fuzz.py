#!/usr/bin/env python3
"""Fuzzing for hours: builds the targets, seeds them, runs them in turn, keeps what they find.

  fuzz.py run [--seconds N] [--hours N] SCRATCH [TARGET...]   every target N seconds (600), round after round, for N hours (1)
  fuzz.py run --bulk ... SCRATCH [TARGET...]                  the same without sanitizers, some eight times as many executions;
                                                              what reached new code then runs once with them
  fuzz.py seed SCRATCH [TARGET...]                            only what the golden cases give as seeds
  fuzz.py keep [--bytes N] SCRATCH [TARGET...]                what reaches new code goes into tests/fuzz/corpus, the smallest
                                                              first, as long as a target gets no more than N bytes (40000)

SCRATCH holds everything: build/ (clang, AddressSanitizer and UndefinedBehaviorSanitizer), bulk/ (neither), seeds/TARGET,
corpus/TARGET (what was found to reach new code), findings/ (inputs that crash, leak, hang or swallow memory), logs/ and
executions.json, the executions of each target over all runs. One process runs at a time, at the lowest priority. The exit status is 1 if there
is a finding: the input is minimised (TARGET -minimize_crash=1 -runs=10000 FILE), the product is corrected, and the input
goes into tests/fuzz/corpus, which ctest replays (tests named fuzz/TARGET).
"""
import argparse
import hashlib
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parents[1]
TARGETS = sorted(path.stem.removeprefix("fuzz_") for path in HERE.glob("fuzz_*.c"))
# What of the golden cases is a seed of which target, by the ends of names. Larger files slow a target down.
ENDS = {"document": (".xml",), "link": (".xml",), "split": (".xml",), "migrate": (".xml",),
        "import_xml": (".xml",), "import_json": (".json",), "import_yaml": (".yaml", ".yml"),
        "import_table": (".csv", ".tsv", ".txt"), "import_workbook": (".xlsx",), "inject": (".md",)}
LARGEST = {"import_workbook": 20000, "import_json": 12000, "import_xml": 12000, "import_yaml": 12000, "outputs": 10000}
# Words that a target knows, by where they stand in the sources, and bits of the form itself.
NAMES = ("compiler/schema/crosswalk.xsd", r'(?:name|value)="([^"]+)"')
LITERALS = r'"([A-Za-z_][A-Za-z0-9 :._/-]{1,38})"'
FOREIGN = ("compiler/interchange/*.c", LITERALS)
XML_BITS = ["<!--", "-->", "<![CDATA[", "]]>", "<?xml version='1.0' encoding='UTF-8'?>", "<!DOCTYPE", "&amp;", "&#x", "&#", "/>",
            "</", "xmlns='urn:crosswalk:1'", "urn:crosswalk:1", "xml:lang='de'", "\r\n", "\ufeff"]
FORMS = {"xml": (NAMES, XML_BITS), "foreign-xml": (FOREIGN, [*XML_BITS, "http://csrc.nist.gov/ns/oscal/1.0"]),
         "json": (FOREIGN, ['{"', '":', "[{", "}]", "null", "\\u0000", "\\ud83d"]),
         "yaml": (FOREIGN, ["- ", ": ", "---\n", "...\n", "&a ", "*a", "<<: ", "!!str ", "|\n", ">-\n", "? ", "%YAML 1.1\n"]),
         "table": (FOREIGN, ['"', '""', ",", ";", "\t", "\r\n", "# ", "#curie_map:", "skos:exactMatch", "=", "\ufeff"]),
         "workbook": (("compiler/interchange/xlsx/*.c", LITERALS), ["PK\3\4", "PK\1\2", "PK\5\6"]),
         "inject": (("output/inject/marks.c", LITERALS), ["<!-- crosswalk:begin ", "<!-- crosswalk:end -->", "```\n", "~~~\n", "{{/* ",
                    "<!--", "-->", "\r\n"]),
         "options": (("compiler/api/options.c", LITERALS), ["=yes\n", "=no\n", "warning=error=", "no-", "limit=", "--"]),
         "pattern": (("compiler/schema/crosswalk.xsd", r"$^"), ["(?:", "(?=", "(?<=", "(?<n>", "\\p{L}", "[[:alpha:]]", "{2,}", "*+", "$1",
                     "${n}", "\\Q", "\\E", "(*ACCEPT)", "(?R)", "\\K", "\\d+", "|"])}
FORM_OF = {"document": "xml", "link": "xml", "split": "xml", "migrate": "xml", "outputs": "xml", "import_xml": "foreign-xml",
           "import_json": "json", "import_yaml": "yaml", "import_table": "table", "import_workbook": "workbook",
           "inject": "inject", "options": "options", "pattern": "pattern"}


def lowest_priority():
    os.nice(19)
    if hasattr(os, "SCHED_IDLE"):
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))


def build(scratch, bulk=False):
    """The targets. In bulk, what each comparison compares is not looked at either: that alone is a third of the time."""
    folder = scratch / ("bulk" if bulk else "build")
    how = "-DCMAKE_C_FLAGS=-fno-sanitize-coverage=trace-cmp" if bulk else "-DCROSSWALK_SANITIZE=address,undefined"
    subprocess.run(["cmake", "-S", TOP, "-B", folder, "-DCMAKE_C_COMPILER=clang", "-DCROSSWALK_FUZZ=ON", "-DCROSSWALK_TESTS=OFF",
                    how], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", folder, "--parallel", str(os.cpu_count() or 1), "--target",
                    *(f"fuzz_{target}" for target in TARGETS)], check=True, stdout=subprocess.DEVNULL)
    return folder


def put(folder, data):
    """A file that is named by its content, so that nothing stands there twice."""
    (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def options_of(words):
    """A command line as the lines NAME=VALUE that the target of options reads."""
    lines = []
    for word, behind in zip(words, [*words[1:], ""]):
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            lines.append(f"{name}={value if equals else 'yes' if behind.startswith('-') else behind}")
        elif word == "-W":
            lines.append(f"finding={behind}")
    return "\n".join(lines).encode()


def seed(scratch, target):
    """What the golden cases hold for a target."""
    folder = scratch / "seeds" / target
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if target == "outputs":  # all documents of a case at once
        for case in sorted((TOP / "tests/cases").iterdir()):
            data = b"\0".join(path.read_bytes() for path in sorted(case.glob("*.xml")))
            if 0 < len(data) <= LARGEST[target]:
                put(folder, data)
    if target == "reasoning":
        for number in range(64):
            put(folder, bytes(random.Random(number).randbytes(400)))
    for path in sorted((TOP / "tests/cases").rglob("*")):
        if not path.is_file():
            continue
        if path.name.endswith(ENDS.get(target, "/")) and path.stat().st_size <= LARGEST.get(target, 8000):
            if target != "import_xml" or b"urn:crosswalk:1" not in path.read_bytes():
                put(folder, path.read_bytes())
        elif target == "options" and path.name == "args":
            put(folder, options_of(path.read_text("utf-8", "surrogateescape").split("\n")))
        elif target == "pattern" and path.suffix == ".xml":
            for pattern, replacement in re.findall(rb'<map-pattern\s+source="([^"]*)"\s+target="([^"]*)"', path.read_bytes()):
                put(folder, pattern + b"\0A1.1\0" + replacement)
    return folder


def dictionary(scratch, target):
    """What libFuzzer puts into inputs, as options."""
    if target not in FORM_OF:
        return []
    (pattern, expression), bits = FORMS[FORM_OF[target]]
    words = {word for source in TOP.glob(pattern) for word in re.findall(expression, source.read_text("utf-8"))}
    path = scratch / f"{FORM_OF[target]}.dict"
    path.write_text("".join('"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in [*bits, *sorted(words)]))
    return [f"-dict={path}"]


def seeds(scratch, target):
    """All folders with inputs of a target that are there, the one that may grow first."""
    grown = scratch / "corpus" / target
    grown.mkdir(parents=True, exist_ok=True)
    (scratch / "findings").mkdir(exist_ok=True)
    (scratch / "logs").mkdir(exist_ok=True)
    return [folder for folder in (grown, HERE / "corpus" / target, seed(scratch, target)) if folder.is_dir()]


def executions(scratch, target=None, more=0, seconds=0):
    path = scratch / "executions.json"
    counts = json.loads(path.read_text()) if path.exists() else {}
    if target is not None:
        so_far = counts.setdefault(target, {"executions": 0, "seconds": 0})
        so_far["executions"] += more
        so_far["seconds"] += seconds
        path.write_text(json.dumps(counts, indent=1, sort_keys=True) + "\n")
    return counts


def run_target(scratch, folder, target, bound, number):
    """One target up to a bound of time or of executions. What it finds lies in findings/ afterwards."""
    places = seeds(scratch, target)
    log = scratch / "logs" / f"{target}-{folder.name}-{number}.log"
    command = [folder / f"fuzz_{target}", bound, "-timeout=60", "-rss_limit_mb=2048", "-print_final_stats=1",
               f"-max_len={4 * LARGEST.get(target, 2000)}", f"-use_value_profile={number % 2}", "-close_fd_mask=1",
               f"-artifact_prefix={scratch / 'findings'}/{target}-", *dictionary(scratch, target)]
    begin = time.monotonic()
    with open(log, "wb") as stream, tempfile.TemporaryDirectory() as nowhere:
        done = subprocess.run([*command, *places], stdin=subprocess.DEVNULL, stdout=stream, stderr=stream, cwd=nowhere,
                              check=False, preexec_fn=lowest_priority)
    said = log.read_bytes().decode("utf-8", "replace")
    counted = re.search(r"stat::number_of_executed_units:\s*(\d+)", said)
    if counted is None:  # it ended early
        counted = re.search(r".*^#(\d+)\t", said, re.DOTALL | re.MULTILINE)
    count = int(counted.group(1)) if counted else 0
    executions(scratch, target, count, round(time.monotonic() - begin))
    edges = re.findall(r"cov: (\d+)", said)
    print(f"{time.strftime('%H:%M:%S')} {folder.name} {target}: {count} executions, {edges[-1] if edges else 0} edges"
          f"{'' if done.returncode == 0 else f', ended with {done.returncode}: see {log}'}", flush=True)
    return done.returncode == 0


def run(scratch, targets, seconds, hours, bulk):
    folder = build(scratch, bulk)
    checked = build(scratch)
    end = time.monotonic() + hours * 3600
    good, number = True, 0
    while time.monotonic() < end:
        for target in targets:
            left = int(end - time.monotonic())
            if left > 0:
                good &= run_target(scratch, folder, target, f"-max_total_time={min(seconds, left)}", number)
        number += 1
    if bulk:
        for target in targets:
            good &= run_target(scratch, checked, target, "-runs=0", number)
    for target, so_far in executions(scratch).items():
        print(f"{target}: {so_far['executions']} executions in {so_far['seconds']} s")
    return good


def valid(path):
    """Whether a repository should hold this: a workbook as long as it is one."""
    return not path.read_bytes().startswith(b"PK") or zipfile.is_zipfile(path)


def keep(scratch, targets, most):
    """What reaches more than the corpus of the tree does, chosen by libFuzzer itself."""
    folder = build(scratch)
    for target in targets:
        there = HERE / "corpus" / target
        there.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory() as merged:
            shutil.copytree(there, merged, dirs_exist_ok=True)
            before = set(os.listdir(merged))
            subprocess.run([folder / f"fuzz_{target}", "-merge=1", "-use_counters=0", "-timeout=60", merged, *seeds(scratch, target)], check=True,
                           stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=merged,
                           preexec_fn=lowest_priority)
            new = sorted((path for path in pathlib.Path(merged).iterdir() if path.name not in before and valid(path)),
                         key=lambda path: (path.stat().st_size, path.name))
            size, count = 0, 0
            for path in new:
                size += path.stat().st_size
                if size > most:
                    break
                put(there, path.read_bytes())
                count += 1
        print(f"{target}: {count} of {len(new)} new inputs kept", flush=True)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("command", choices=("run", "seed", "keep"))
    parser.add_argument("--seconds", type=int, default=600)
    parser.add_argument("--hours", type=float, default=1)
    parser.add_argument("--bulk", action="store_true")
    parser.add_argument("--bytes", type=int, default=40000)
    parser.add_argument("scratch", type=pathlib.Path)
    parser.add_argument("targets", nargs="*", metavar="TARGET")
    options = parser.parse_args()
    unknown = set(options.targets) - set(TARGETS)
    if unknown:
        parser.error(f"no target {', '.join(sorted(unknown))}; there are {', '.join(TARGETS)}")
    scratch, targets = options.scratch.resolve(), options.targets or TARGETS
    scratch.mkdir(parents=True, exist_ok=True)
    if options.command == "seed":
        for target in targets:
            print(f"{target}: {len(os.listdir(seed(scratch, target)))} seeds")
        good = True
    elif options.command == "keep":
        good = keep(scratch, targets, options.bytes)
    else:
        good = run(scratch, targets, options.seconds, options.hours, options.bulk)
    sys.exit(not good)


if __name__ == "__main__":
    main()
