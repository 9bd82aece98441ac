"""Measures the program beside a bare libxml2 and beside what else does the same job; started by tests/bench/run.

Each size is generated, then everything is run once in each round, so that what else the machine does falls on all alike.
Ratios are to libxml2 reading the same bytes on one thread in the same round. A run that takes too long is stopped, and
shown as such; what is not installed is left out, and said to be.
"""
import argparse
import csv
import datetime
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import Counter
from typing import NamedTuple

import plot

HERE = pathlib.Path(__file__).resolve().parent
TOP = HERE.parent.parent
SIZES = ("S", "M", "L", "200", "bundled")
LARGE = ("L",)  # where only `check` is run, unless more is asked for
BEGIN, END = "<!-- measured: begin -->", "<!-- measured: end -->"
PEERS = ("lxml", "SQLite", "DuckDB", "xsltproc")
MANY_THREADS = ("DuckDB",)  # those that use all processors by themselves


class Run(NamedTuple):
    wall: float
    cpu: float
    peak: int  # KiB; 0 where it means nothing
    written: int  # bytes


class Command(NamedTuple):
    name: str
    threads: int
    arguments: list
    out: pathlib.Path = None  # a folder that is emptied before each run
    standard_output: bool = False  # whether its result goes there
    good: tuple = (0, 1)


class Memory:
    """Bytes for each control and each map by stage: what the same catalogue takes with more of one of them."""

    FIRST = {"frameworks": 40, "controls": 250, "mappings": 80, "maps": 500}
    STAGES = {"load": "loading", "link": "linking", "facts": "reasoning", "coverage": "coverage", "report": "writing"}

    def __init__(self, options, scratch):
        self.options = options
        self.scratch = scratch

    def stages(self, **changed):
        """{stage: (bytes held after it, the most in it)}"""
        catalogue, out = self.scratch / "catalogue", self.scratch / "out"
        size = {**self.FIRST, **changed}
        subprocess.run([sys.executable, "-B", HERE / "generate.py", "--out", catalogue,
                        *(text for field, value in size.items() for text in (f"--{field}", str(value)))], check=True)
        done = subprocess.run([self.options.build / "stages", out, catalogue / "frameworks", catalogue / "mappings"],
                              capture_output=True, text=True, check=True)
        shutil.rmtree(catalogue)
        shutil.rmtree(out)
        found = {}
        for line in done.stdout.splitlines():
            stage, held, peak = line.split()
            found[stage] = int(held), int(peak)
        return found

    def table(self):
        first = self.stages()
        more_controls = self.stages(controls=2 * self.FIRST["controls"])
        more_maps = self.stages(maps=2 * self.FIRST["maps"])
        controls = self.FIRST["frameworks"] * self.FIRST["controls"]
        maps = self.FIRST["mappings"] * self.FIRST["maps"]
        out = ["| stage | held for a control | for a map | most in the stage, for a control | for a map |", "|---|--:|--:|--:|--:|"]
        for stage, title in self.STAGES.items():
            cells = [(more[stage][which] - first[stage][which]) / count
                     for which in (0, 1) for more, count in ((more_controls, controls), (more_maps, maps))]
            out.append(f"| {title} | {' | '.join(f'{cell:.0f} B' for cell in cells)} |")
        return "\n".join(out)


class Stopped(Exception):
    pass


def say(text):
    print(text, file=sys.stderr, flush=True)


def output_of(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL).stdout
    except OSError:
        return ""


def folder_size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


class Bench:
    def __init__(self, options, scratch):
        self.options = options
        self.scratch = scratch
        self.program = options.program or options.build / "crosswalk"
        self.all_threads = os.cpu_count() or 1

    def measure(self, command):
        if command.out is not None and command.name != "build again":
            shutil.rmtree(command.out, ignore_errors=True)
            command.out.mkdir(parents=True)
        result = self.scratch / "result"
        output = self.scratch / "output"
        with open(output, "wb") as file:
            done = subprocess.run([self.options.build / "measure", str(self.options.limit), result, *command.arguments],
                                  stdin=subprocess.DEVNULL, stdout=file, stderr=subprocess.PIPE, check=False)
        wall, user, system, peak, status = result.read_text().split()
        if status == "-1":
            raise Stopped
        if int(status) not in command.good:
            raise SystemExit(f"bench: {command.name} ended with status {status}:\n{done.stderr.decode()[-2000:]}")
        written = folder_size(command.out) if command.out else output.stat().st_size if command.standard_output else 0
        return Run(float(wall), float(user) + float(system), int(peak), written)

    def sax(self, threads, catalogue):
        """The last of three readings, when memory and files are warm."""
        lines = output_of(self.options.build / "sax", str(threads), "3", *catalogue).splitlines()
        if len(lines) != 3:
            raise SystemExit("bench: the bare reading of libxml2 failed")
        wall, cpu, *_ = lines[-1].split()
        return Run(float(wall), float(cpu), 0, 0)

    def own_commands(self, size, catalogue):
        program, out = self.program, self.scratch / "out"
        if size == "bundled":
            return [Command("build", n, [program, "build", f"-j{n}", "--format", "html,csv", "-o", out], out)
                    for n in self.thread_numbers()]
        commands = [Command("check", n, [program, "check", f"-j{n}", catalogue]) for n in self.thread_numbers()]
        if size in LARGE and not self.options.everything:
            return commands
        source, target = self.first_mapping(catalogue)
        control = "G1.1.1"
        n = self.all_threads
        for name in ("table", "gaps"):
            commands.append(Command(name, n, [program, name, f"-j{n}", source, target, catalogue], standard_output=True))
        commands.append(Command("explain", n, [program, "explain", f"-j{n}", f"{source}:{control}", f"{target}:{control}",
                                               catalogue], standard_output=True))
        for n in self.thread_numbers():
            build = [program, "build", f"-j{n}", "--format", "html,csv", "-o", out, catalogue]
            commands.append(Command("build", n, build, out))
        commands.append(Command("build again", n, build, out))
        return commands

    def thread_numbers(self):
        return sorted({1, self.all_threads})

    @staticmethod
    def first_mapping(catalogue):
        return min((catalogue / "mappings").glob("*.xml")).stem.split("-to-")

    def peer_commands(self, size, catalogue):
        if size == "bundled" or not self.options.peers or (size in LARGE and not self.options.everything):
            return []
        found = []
        for name, installed in self.peers().items():
            if installed:
                out = self.scratch / f"out-{name}"
                threads = os.cpu_count() if name in MANY_THREADS else 1
                found.append(Command(name, threads, getattr(self, f"{name.lower()}_command")(catalogue, out), out, good=(0,)))
        return found

    @staticmethod
    def peers():
        """What is installed, with its version."""
        lxml = output_of(sys.executable, "-c", "import lxml.etree as e; print('.'.join(map(str, e.LXML_VERSION[:3])))")
        sqlite = output_of("sqlite3", "--version")
        xslt = re.search(r"libxslt (\d)(\d\d)(\d\d)", output_of("xsltproc", "--version"))
        duckdb = output_of("node", "-p", "require('@duckdb/node-api').version()")
        return {"lxml": lxml.strip(), "SQLite": sqlite.split(" ")[0], "DuckDB": duckdb.strip().removeprefix("v"),
                "xsltproc": ".".join(str(int(part)) for part in xslt.groups()) if xslt else ""}

    @staticmethod
    def lxml_command(catalogue, out):
        return [sys.executable, "-B", HERE / "peers" / "with_lxml.py", catalogue, out]

    def sqlite_command(self, catalogue, out):
        script = self.scratch / "job.sql"
        with open(script, "wb") as file:
            subprocess.run([sys.executable, "-B", HERE / "peers" / "with_sqlite.py", catalogue, out], stdout=file, check=True)
        return ["sqlite3", "-batch", "-init", script, ":memory:", ""]

    @staticmethod
    def duckdb_command(catalogue, out):
        return ["node", HERE / "peers" / "with_duckdb.cjs", catalogue, out]

    def xsltproc_command(self, catalogue, out):
        index = self.scratch / "index.xml"
        lines = [f'<index out="{out}">']
        lines += [f'<framework id="{path.stem}" href="{path}"/>' for path in sorted((catalogue / "frameworks").glob("*.xml"))]
        for path in sorted((catalogue / "mappings").glob("*.xml")):
            source, target = path.stem.split("-to-")
            lines.append(f'<mapping source="{source}" target="{target}" href="{path}"/>')
        index.write_text("\n".join(lines) + "\n</index>\n", encoding="utf-8")
        return ["xsltproc", HERE / "peers" / "with_xslt.xsl", index]

    def generate(self, size):
        catalogue = self.scratch / size
        need = {"L": 6 << 30, "M": 1 << 30}.get(size, 100 << 20)
        if shutil.disk_usage(self.scratch).free < need:
            raise SystemExit(f"bench: {size} needs {need >> 20} MiB of free space in {self.scratch}; name another place with --work")
        with_tables = self.options.peers and (size not in LARGE or self.options.everything)
        say(f"{size}: generating")
        subprocess.run([sys.executable, "-B", HERE / "generate.py", size, "--out", catalogue, "--errors",
                        str(self.options.errors), *(["--tables"] if with_tables else [])], check=True)
        return catalogue

    def run_size(self, size):
        catalogue = TOP if size == "bundled" else self.generate(size)
        read = [catalogue / "frameworks", catalogue / "mappings"]
        size_bytes = sum(folder_size(folder) for folder in read)
        commands = self.own_commands(size, catalogue) + self.peer_commands(size, catalogue)
        sax = {n: [] for n in self.thread_numbers()}
        runs = {command: [] for command in map(self.key, commands)}
        stopped = set()
        for number in range(self.options.rounds):
            say(f"{size}: round {number + 1} of {self.options.rounds}")
            for threads, list_ in sax.items():
                list_.append(self.sax(threads, read))
            for command in commands:
                key = self.key(command)
                # What takes long is measured once: its spread does not matter any more.
                if key in stopped or (runs[key] and command.name in PEERS and runs[key][0].wall > self.options.limit / 20):
                    continue
                try:
                    runs[key].append(self.measure(command))
                except Stopped:
                    stopped.add(key)
            if number == 0:
                self.compare(size, commands, stopped)
        result = {"bytes": size_bytes, "rounds": self.options.rounds, "date": today(self.options.date), "lines": []}
        base = sax[1]
        for threads, list_ in sax.items():
            result["lines"].append(self.line("libxml2 alone", threads, list_, base))
        for name, threads in runs:
            key = (name, threads)
            result["lines"].append({"name": name, "threads": threads, "stopped": self.options.limit} if key in stopped
                                   else self.line(name, threads, runs[key], base))
        if size != "bundled" and not self.options.keep:
            shutil.rmtree(catalogue)
        return result

    @staticmethod
    def key(command):
        return command.name, command.threads

    @staticmethod
    def line(name, threads, runs, base):
        return {"name": name, "threads": threads,
                "wall": statistics.median(run.wall for run in runs), "least": min(run.wall for run in runs),
                "cpu": statistics.median(run.cpu for run in runs),
                "ratio": min(run.wall for run in runs) / min(run.wall for run in base),
                "cpu_ratio": min(run.cpu for run in runs) / min(run.cpu for run in base),
                "median_ratio": statistics.median(run.wall / first.wall for run, first in zip(runs, base)),
                "peak": max(run.peak for run in runs) * 1024, "written": runs[-1].written}

    def compare(self, size, commands, stopped):
        """The same job: every declared line of every table is the same; the peers agree on coverage and candidates, too."""
        if self.options.errors:
            return
        peers = [command for command in commands if command.name in PEERS and self.key(command) not in stopped]
        ours = self.scratch / "out"
        for peer in peers:
            count = 0
            for path in peer.out.glob("*.csv"):
                if path.name.endswith(".gaps.csv"):
                    same = read_rows(path) == read_rows(peers[0].out / path.name)
                else:
                    declared = [declared_rows(folder / path.name) for folder in (peer.out, ours)]
                    count += declared[0].total()
                    same = declared[0] == declared[1]
                if not same:
                    raise SystemExit(f"bench: {peer.name} did another job: {path.name} differs")
            if count == 0:
                raise SystemExit(f"bench: {peer.name} wrote no tables")
            say(f"{size}: {peer.name} wrote the same {count} declared facts")


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def declared_rows(path):
    return Counter(tuple(row) for row in read_rows(path) if row[5] == "declared")


def amount(size):
    """Bytes in three figures."""
    for unit in ("B", "kB", "MB", "GB"):
        if size < 999.5 or unit == "GB":
            return f"{size:.3g} {unit}" if size < 99.5 else f"{size:.0f} {unit}"
        size /= 1000
    return ""


def duration(seconds):
    if seconds < 1:
        return f"{seconds * 1000:.3g} ms" if seconds < 0.0995 else f"{seconds * 1000:.0f} ms"
    return f"{seconds:.3g} s" if seconds < 99.5 else f"{seconds:.0f} s"


def factor(value):
    return f"{value:.2f}" if value < 9.995 else f"{value:.0f}"


def size_title(size):
    from generate import SIZES as worlds
    if size == "bundled":
        return "**bundled**: the frameworks and mappings that crosswalk comes with"
    world = worlds[size]
    return (f"**{size}**: {world.frameworks:,} frameworks of {world.controls:,} controls, {world.mappings:,} mappings of"
            f" {world.maps:,} maps")


def machine():
    text = pathlib.Path("/proc/cpuinfo").read_text() if pathlib.Path("/proc/cpuinfo").exists() else ""
    model = re.search(r"model name\s*:\s*(.*)", text)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    release = dict(re.findall(r'^(\w+)="?(.*?)"?$', pathlib.Path("/etc/os-release").read_text(), re.M)) \
        if pathlib.Path("/etc/os-release").exists() else {}
    return (f"{model.group(1).strip() if model else os.uname().machine}, {os.cpu_count()} processors,"
            f" {memory:.0f} GiB, {release.get('PRETTY_NAME', os.uname().sysname)}")


def versions(bench):
    found = [output_of(bench.program, "--version").splitlines()[0], "libxml2 " + output_of("xml2-config", "--version").strip()
             or output_of("pkg-config", "--modversion", "libxml-2.0").strip()]
    compiler = output_of("cc", "--version").splitlines()
    found += [compiler[0]] if compiler else []
    peers = {"Python": sys.version.split()[0], **bench.peers()} if bench.options.peers else {}
    return ", ".join(found + [f"{name} {version}" for name, version in peers.items() if version])


def today(given):
    if given:
        return given
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.datetime.fromtimestamp(int(epoch), datetime.timezone.utc) if epoch \
        else datetime.datetime.now(datetime.timezone.utc)
    return moment.date().isoformat()


COLUMNS = "threads | time | to libxml2 alone | processor time | to libxml2 alone | peak memory | written |"
RULE = "--:|" * 7


def cells(line):
    if "stopped" in line:
        return f"{line['threads']} | stopped after {line['stopped']} s | | | | | |"
    peak = amount(line["peak"]) if line["peak"] else ""
    written = amount(line["written"]) if line["written"] else ""
    return (f"{line['threads']} | {duration(line['wall'])} | {factor(line['ratio'])} | {duration(line['cpu'])} |"
            f" {factor(line['cpu_ratio'])} | {peak} | {written} |")


def heading(size, result):
    rounds = "1 round" if result["rounds"] == 1 else f"{result['rounds']} rounds"
    return f"{size_title(size)}, {amount(result['bytes'])} ({result['date']}, {rounds})"


def footer(results):
    missing = results["missing"]
    return (f"Medians, and ratios of the least times. {results['machine']}; {results['versions']}."
            + (f" Not installed, so left out: {', '.join(missing)}." if missing else ""))


def tables(results):
    """All figures, a table for each size."""
    out = []
    for size, result in results["sizes"].items():
        out += [heading(size, result), "", f"| | {COLUMNS}", f"|---|{RULE}"]
        out += [f"| {label(line)} | {cells(line)}" for line in result["lines"]]
        out.append("")
    return "\n".join([*out, footer(results)])


def short_table(results):
    """One table for all sizes, without the commands for a single crosswalk."""
    out = [f"| | | {COLUMNS}", f"|---|---|{RULE}"]
    for size, result in results["sizes"].items():
        most = max(line["threads"] for line in result["lines"])
        title = size
        for line in result["lines"]:
            if (line["name"] == "libxml2 alone" and line["threads"] == 1) or line["name"] in ("build", *PEERS) \
                    or (line["name"] == "check" and line["threads"] == most) or (line["name"] == "check" and size in LARGE):
                out.append(f"| {title} | {label(line)} | {cells(line)}")
                title = ""
    out.append("")
    out += [f"- {heading(size, result)}" for size, result in results["sizes"].items()]
    return "\n".join([*out, "", footer(results)])


def label(line):
    return f"`{line['name']}`" if line["name"] in ("check", "table", "gaps", "explain", "build") else line["name"]


def write_readme(text):
    path = HERE / "README.md"
    page = path.read_text(encoding="utf-8")
    if BEGIN not in page or END not in page:
        raise SystemExit(f"bench: {path} has no place for the table: {BEGIN} ... {END}")
    before, rest = page.split(BEGIN, 1)
    path.write_text(before + BEGIN + "\n" + text + "\n" + END + rest.split(END, 1)[1], encoding="utf-8")


def parse():
    parser = argparse.ArgumentParser(prog="sh tests/bench/run", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", metavar="SIZE", help=f"of {', '.join(SIZES)}; S, M, 200 and bundled if none is given")
    parser.add_argument("--build", type=pathlib.Path, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--program", type=pathlib.Path, help="measure this program instead of the one just built")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--limit", type=int, default=120, help="seconds of a processor for one run of anything, or ten times as many by the clock (default: 120)")
    parser.add_argument("--errors", type=int, default=0, help="plant so many contradictions in 1,000 maps")
    parser.add_argument("--no-peers", dest="peers", action="store_false", help="only the program and libxml2")
    parser.add_argument("--everything", action="store_true", help="more than `check` for L, too")
    parser.add_argument("--work", type=pathlib.Path, help="where to put what is generated (default: a temporary folder)")
    parser.add_argument("--keep", action="store_true", help="leave what was generated there")
    parser.add_argument("--results", type=pathlib.Path, help="keep the figures in this file; sizes that are not run now stay")
    parser.add_argument("--date", help="the date to show (default: SOURCE_DATE_EPOCH, or today)")
    parser.add_argument("--memory", action="store_true", help="print the bytes for each control and map by stage instead")
    parser.add_argument("--readme", action="store_true", help="put the table into tests/bench/README.md")
    parser.add_argument("--plot", action="store_true", help="draw output/pictures/speed.svg")
    options = parser.parse_args()
    options.sizes = options.sizes or ["S", "M", "200", "bundled"]
    for size in options.sizes:
        if size not in SIZES:
            parser.error(f"there is no size {size}; there are {', '.join(SIZES)}")
    return options


def main():
    options = parse()
    results = {"sizes": {}}
    if options.results and options.results.exists():
        results = json.loads(options.results.read_text(encoding="utf-8"))
    if options.work:
        options.work.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="crosswalk-bench-", dir=options.work) as scratch:
        if options.memory:
            print(Memory(options, pathlib.Path(scratch).resolve()).table())
            return
        bench = Bench(options, pathlib.Path(scratch).resolve())
        for size in options.sizes:
            results["sizes"][size] = bench.run_size(size)
        results["sizes"] = {size: results["sizes"][size] for size in SIZES if size in results["sizes"]}
        results.update(machine=machine(), versions=versions(bench),
                       missing=[name for name, version in bench.peers().items() if options.peers and not version])
        if options.keep:
            kept = (options.work or pathlib.Path.cwd()) / "catalogues"
            kept.mkdir(parents=True, exist_ok=True)
            for size in options.sizes:
                if size != "bundled":
                    shutil.rmtree(kept / size, ignore_errors=True)
                    shutil.move(bench.scratch / size, kept / size)
            say(f"Kept in {kept}")
    if options.results:
        options.results.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")
    print(tables(results))
    if options.readme:
        write_readme(short_table(results))
    if options.plot:
        (TOP / "output" / "pictures" / "speed.svg").write_text(plot.draw(results["sizes"]), encoding="utf-8")


if __name__ == "__main__":
    main()
