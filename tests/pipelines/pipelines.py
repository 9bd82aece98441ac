#!/usr/bin/env python3
"""The examples for pipelines, run: tests/pipelines/pipelines.py make|ninja|cmake|hook|workflow|mkdocs|parallel|shards|slurm|bazel BINARY

A pipeline is right when it does nothing twice, is red as long as a document is broken, and loses nothing and nobody when a
document comes or goes."""
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

import yaml

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from checks import check, finish  # noqa: E402 (found through the line above)

EXAMPLES = pathlib.Path(__file__).resolve().parents[2] / "compiler" / "examples" / "pipelines"
NS = 'xmlns="urn:crosswalk:1"'


def run(arguments, cwd, **more):
    return subprocess.run([str(a) for a in arguments], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                          timeout=250, check=False, **more)


def document(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    later(path)


clock = [time.time() - 100000]


def later(path):
    """Each file is a second younger than the one before: no test waits for a clock."""
    clock[0] += 1
    os.utime(path, (clock[0], clock[0]))


ODD = ("two #2.xml", "three$3.xml")  # names that Make takes for its own
BLANK = ("two 2.xml", "three-3.xml")


def pack(folder, names=ODD):
    """A workspace of two mappings."""
    document(folder, "docs/one.xml", f'<framework {NS} id="one" title="One"><control id="1" title="Doors"/>'
             f'<control id="2" title="Keys"/></framework>\n')
    document(folder, f"docs/{names[0]}", f'<framework {NS} id="two" title="Two: the &quot;second&quot;">'
             f'<control id="1" title="Doors"/></framework>\n')
    document(folder, f"docs/{names[1]}", f'<framework {NS} id="three" title="Three"><control id="1" title="Doors"/>'
             f'</framework>\n')
    document(folder, "docs/map.xml", mapping("map", "two", "1"))
    document(folder, "docs/more.xml", mapping("more", "three", "1"))
    workspace(folder, ["two", "three"])


def mapping(name, target, source):
    return (f'<mapping {NS} id="{name}" source="one" target="{target}">\n'
            f'  <map source="{source}" target="1" relation="equal-to"/>\n</mapping>\n')


def workspace(folder, targets):
    uses = "".join(f'<use href="docs/{path.name}"/>' for path in sorted((folder / "docs").iterdir()))
    asks = "".join(f'<crosswalk source="one" target="{target}"/>' for target in targets)
    document(folder, "workspace.xml", f'<workspace {NS} title="Pack" warnings="no-gap">{uses}{asks}</workspace>\n')


def counted(binary, folder):
    """The program in a wrapper that writes a line for each run: files of the same bytes are left alone, so their times say
    nothing of how often they were made."""
    wrapper = folder / "counted-crosswalk"
    wrapper.write_text(f'#!/bin/sh\necho >>"{folder}/runs"\nexec "{binary}" "$@"\n', encoding="utf-8")
    wrapper.chmod(0o755)
    return wrapper


def runs(folder):
    return (folder / "runs").read_text(encoding="utf-8").count("\n")


def rebuilds(what, build, folder, out, names=ODD):
    """What every build tool has to get right."""
    done = build()
    check(f"{what}: builds", done.returncode == 0 and (out / "one--two.html").is_file(), done.stdout + done.stderr)
    check(f"{what}: in one run", runs(folder) == 1, runs(folder))
    done = build()
    check(f"{what}: nothing twice", done.returncode == 0 and runs(folder) == 1, done.stdout + done.stderr)

    document(folder, "docs/map.xml", mapping("map", "two", "9"))
    os.utime(folder / "docs/map.xml")
    for turn in ("a broken mapping", "a mapping that is still broken"):
        done = build()
        check(f"{what}: red for {turn}", done.returncode != 0 and "reference.unknown-control" in done.stdout + done.stderr,
              done.stdout + done.stderr)
    (folder / "docs/map.xml").write_text(mapping("map", "two", "2"), encoding="utf-8")
    done = build()
    check(f"{what}: green again", done.returncode == 0, done.stdout + done.stderr)
    check(f"{what}: the change is there", "2,Keys,equal-to,1,Doors,declared," in (out / "one--two.csv").read_text(encoding="utf-8"),
          (out / "one--two.csv").read_text(encoding="utf-8"))
    before = runs(folder)
    done = build()
    check(f"{what}: nothing twice after it", done.returncode == 0 and runs(folder) == before, done.stdout + done.stderr)

    for name in ("more.xml", names[1]):
        (folder / "docs" / name).unlink()
    workspace(folder, ["two"])
    os.utime(folder / "workspace.xml")
    done = build()
    check(f"{what}: a document that is gone stops nobody", done.returncode == 0, done.stdout + done.stderr)
    check(f"{what}: nor does its table stay", not list(out.glob("one--three*")), list(out.iterdir()))
    second = folder / "docs" / names[0]
    second.write_text(second.read_text(encoding="utf-8").replace("Doors", "Gates"), encoding="utf-8")
    build()
    check(f"{what}: {names[0]} is a dependency",
          "Gates" in (out / "one--two.csv").read_text(encoding="utf-8"))


def test_make(binary, scratch):
    pack(scratch)
    shutil.copy(EXAMPLES / "Makefile", scratch)
    program = counted(binary, scratch)
    rebuilds("make", lambda: run(["make", f"CROSSWALK={program}"], scratch), scratch, scratch / "crosswalks")
    done = run(["make", "check", f"CROSSWALK={binary}"], scratch)
    check("make check", done.returncode == 0, done.stderr)


def test_ninja(binary, scratch):
    pack(scratch)
    (scratch / "build.ninja").write_text(
        f"rule crosswalk\n  command = {counted(binary, scratch)} build --prune --stamp $out --depfile out.d -o out $in\n  depfile = out.d\n"
        "build out.stamp: crosswalk workspace.xml\n", encoding="utf-8")
    rebuilds("ninja", lambda: run(["ninja"], scratch), scratch, scratch / "out")


def test_cmake(binary, scratch):
    # For Ninja CMake writes the depfile anew and loses what guards $ and #: Crosswalk.cmake says so.
    for generator, names in (("Unix Makefiles", ODD), ("Ninja", BLANK)):
        folder = scratch / generator.split()[0]
        pack(folder, names)
        (folder / "CMakeLists.txt").write_text(
            f"cmake_minimum_required(VERSION 3.25)\nproject(pack NONE)\ninclude({EXAMPLES}/Crosswalk.cmake)\n"
            "crosswalk_tables(tables workspace.xml)\n", encoding="utf-8")
        done = run(["cmake", "-S", ".", "-B", "build", "-G", generator, f"-DCROSSWALK={counted(binary, folder)}"],
                   folder)
        check(f"{generator}: configures", done.returncode == 0, done.stderr)
        rebuilds(generator, lambda folder=folder: run(["cmake", "--build", "build"], folder), folder,
                 folder / "build/tables", names)


# ---- in parts ----

def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def whole(binary, scratch, name="workspace.xml"):
    """The files of a build in one run."""
    folder = scratch / "whole"
    shutil.rmtree(folder, ignore_errors=True)
    run([binary, "build", "-o", folder, name], scratch)
    return files(folder)


def test_parallel(binary, scratch):
    if not shutil.which("parallel"):
        sys.exit(77)
    pack(scratch, BLANK)
    program = counted(binary, scratch)
    folder = scratch / "all the tables"
    env = {**os.environ, "CROSSWALK": str(program), "HOME": str(scratch)}

    def build():
        return run([EXAMPLES / "shards-parallel", "workspace.xml", folder, "3"], scratch, env=env)
    done = build()
    check("parallel: builds", done.returncode == 0, done.stdout + done.stderr)
    check("parallel: what one run builds", files(folder) == whole(binary, scratch), sorted(files(folder)))
    check("parallel: a run for each part, and the index", runs(scratch) == 4, runs(scratch))
    document(scratch, "docs/map.xml", mapping("map", "two", "9"))
    done = build()
    check("parallel: red, and told once", done.returncode == 1 and done.stderr.count("reference.unknown-control") == 1,
          done.stdout + done.stderr)
    document(scratch, "docs/map.xml", mapping("map", "two", "2"))
    done = build()
    check("parallel: green again", done.returncode == 0 and files(folder) == whole(binary, scratch), done.stderr)


def test_shards(binary, scratch):
    """Ninja, a process for each part."""
    pack(scratch, BLANK)
    program = counted(binary, scratch)
    done = run([EXAMPLES / "shards-ninja", "workspace.xml", "out", "3"], scratch, env={**os.environ, "CROSSWALK": str(program)})
    (scratch / "build.ninja").write_text(done.stdout, encoding="utf-8")

    def build():
        return run(["ninja"], scratch)
    done = build()
    check("shards: builds", done.returncode == 0 and runs(scratch) == 4, done.stdout + done.stderr)
    check("shards: what one run builds", files(scratch / "out") == whole(binary, scratch), sorted(files(scratch / "out")))
    done = build()
    check("shards: nothing twice", done.returncode == 0 and runs(scratch) == 4, done.stdout + done.stderr)
    document(scratch, "docs/map.xml", mapping("map", "two", "9"))
    os.utime(scratch / "docs/map.xml")
    for turn in ("a broken mapping", "a mapping that is still broken"):
        done = build()
        check(f"shards: red for {turn}, told once",
              done.returncode != 0 and done.stdout.count("reference.unknown-control") == 1, done.stdout + done.stderr)
    check("shards: parts that are done are left alone", runs(scratch) == 9, runs(scratch))
    document(scratch, "docs/map.xml", mapping("map", "two", "2"))
    os.utime(scratch / "docs/map.xml")
    done = build()
    check("shards: green again", done.returncode == 0 and files(scratch / "out") == whole(binary, scratch), done.stdout)
    os.utime(scratch / "docs/map.xml")
    done = build()
    check("shards: a copy of the same document changes nothing",
          done.returncode == 0 and files(scratch / "out") == whole(binary, scratch), done.stdout)
    (scratch / "docs/more.xml").unlink()
    workspace(scratch, ["two"])
    os.utime(scratch / "workspace.xml")
    done = build()
    check("shards: what nobody asks for goes", done.returncode == 0 and not list((scratch / "out").glob("one--three*"))
          and files(scratch / "out") == whole(binary, scratch), done.stdout)


SBATCH = """#!/bin/sh
# As Slurm has it: the jobs of an array, and the one that waits for them, each from a copy of the script.
set -eu
array= ; dependency=
while :; do
  case $1 in
    --parsable) ;;
    --array=1-*) array=${1#--array=1-} ;;
    --dependency=afterok:*) dependency=${1#*:} ;;
    *) break ;;
  esac
  shift
done
script=$1 ; shift
cp "$script" spooled
if [ -n "$array" ]; then
  echo '4711;cluster'
  for task in $(seq "$array"); do
    SLURM_ARRAY_TASK_ID=$task SLURM_CPUS_PER_TASK=2 ./spooled "$@" >&2 || touch failed
  done
else
  [ "$dependency" = 4711 ] && [ ! -e failed ] && ./spooled "$@"
fi
"""


def test_slurm(binary, scratch):
    pack(scratch, BLANK)
    (scratch / "bin").mkdir()
    (scratch / "bin/sbatch").write_text(SBATCH, encoding="utf-8")
    (scratch / "bin/sbatch").chmod(0o755)
    env = {**os.environ, "CROSSWALK": str(counted(binary, scratch)), "PATH": f"{scratch / 'bin'}:{os.environ['PATH']}"}
    script = (EXAMPLES / "shards-slurm").read_text(encoding="utf-8")
    head = script.split("\nset -eu\n")[0].splitlines()
    check("slurm: its options come before any command", [line for line in head if not line.startswith("#")] == [], head)

    def build():
        return run([EXAMPLES / "shards-slurm", "workspace.xml", "out", "2"], scratch, env=env)
    done = build()
    check("slurm: builds", done.returncode == 0 and runs(scratch) == 3, done.stdout + done.stderr)
    check("slurm: what one run builds", files(scratch / "out") == whole(binary, scratch), sorted(files(scratch / "out")))
    document(scratch, "docs/map.xml", mapping("map", "two", "9"))
    done = build()
    check("slurm: red, and told once", done.returncode == 1 and done.stderr.count("reference.unknown-control") == 1, done.stderr)


class Actions:
    """Those of Bazel, each run where only its inputs are, as on another machine."""

    def __init__(self, top, runner):
        self.top = top
        self.runner = runner

    def declare_file(self, name):
        return File(f"made/{name}", False)

    def declare_directory(self, name):
        return File(f"made/{name}", True)

    def run(self, executable, arguments, inputs, outputs, **_):
        self.execute([executable, *arguments], inputs, outputs)

    def run_shell(self, command, arguments, inputs, outputs, **_):
        self.execute(["sh", "-c", command, "sh", *arguments], inputs, outputs)

    def execute(self, words, inputs, outputs):
        with tempfile.TemporaryDirectory(prefix="action-") as folder:
            folder = pathlib.Path(folder)
            for file in inputs:
                (folder / file.path).parent.mkdir(parents=True, exist_ok=True)
                (shutil.copytree if file.folder else shutil.copy)(self.top / file.path, folder / file.path)
            for file in outputs:
                (folder / file.path if file.folder else (folder / file.path).parent).mkdir(parents=True, exist_ok=True)
            done = run(words, folder)
            self.runner.append((done.returncode, done.stderr))
            for file in outputs:
                check(f"bazel: {file.path} is made", (folder / file.path).exists(), done.stderr)
                (self.top / file.path).parent.mkdir(parents=True, exist_ok=True)
                shutil.rmtree(self.top / file.path, ignore_errors=True)
                (shutil.copytree if file.folder else shutil.copy)(folder / file.path, self.top / file.path)


class File:
    def __init__(self, path, folder):
        self.path = path
        self.folder = folder


class Bag:
    """An object with these attributes."""

    def __init__(self, **attributes):
        self.__dict__.update(attributes)


def test_bazel(binary, scratch):
    """Starlark is a part of Python: the rule is run with actions that see their inputs and nothing else."""
    pack(scratch, BLANK)
    rules = {}
    kind = Bag(**{name: lambda **more: more for name in ("label", "label_list", "int", "string_list")})
    names = {"rule": lambda implementation, attrs: (implementation, attrs), "attr": kind, "depset": list,
             "DefaultInfo": lambda files: files}
    exec((EXAMPLES / "bazel/crosswalk.bzl").read_text(encoding="utf-8"), {**names}, rules)  # pylint: disable=exec-used
    implementation, attributes = rules["crosswalk_tables"]
    used = {}
    build_file = (EXAMPLES / "bazel/BUILD.bazel").read_text(encoding="utf-8")
    exec(build_file, {"load": lambda *_: None, "glob": list, "genrule": lambda **_: None,  # pylint: disable=exec-used
                      "crosswalk_tables": used.update})
    check("bazel: the file that uses it gives attributes that there are",
          set(used) - {"name"} <= set(attributes) and all(name in used for name, of in attributes.items() if of.get("mandatory")),
          used)
    results = []
    documents = [File(f"docs/{path.name}", False) for path in sorted((scratch / "docs").iterdir())]

    def build():
        results.clear()
        context = Bag(label=Bag(name="tables"), files=Bag(srcs=documents), file=Bag(workspace=File("workspace.xml", False)),
                      executable=Bag(crosswalk=str(binary)), actions=Actions(scratch, results),
                      attr=Bag(shards=3, formats=attributes["formats"]["default"], options=[]))
        return implementation(context)
    made = build()[0][0]
    check("bazel: every action succeeds", [status for status, _ in results] == [0] * 5, results)
    check("bazel: what one run builds", files(scratch / made.path) == whole(binary, scratch), sorted(files(scratch / made.path)))
    document(scratch, "docs/map.xml", mapping("map", "two", "9"))
    build()
    check("bazel: the index is red, and tells it", [status for status, _ in results] == [0, 0, 0, 1, 0]
          and "reference.unknown-control" in results[3][1], results)


def git(folder, *arguments, **more):
    return run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], folder, **more)


def repository(folder):
    pack(folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "begin", "--no-verify")


def test_hook(binary, scratch):
    repository(scratch)
    shutil.copy(EXAMPLES / "pre-commit", scratch / ".git/hooks/pre-commit")
    env = {**os.environ, "CROSSWALK": str(binary)}
    (scratch / "docs/map.xml").write_text(mapping("map", "two", "9"), encoding="utf-8")
    git(scratch, "add", "-A")
    done = git(scratch, "commit", "-m", "broken", env=env)
    check("hook: a broken mapping is not committed",
          done.returncode != 0 and "reference.unknown-control" in done.stderr, done.stderr)
    # What is in the working tree does not count, only what is staged.
    (scratch / "docs/map.xml").write_text(mapping("map", "two", "2"), encoding="utf-8")
    done = git(scratch, "commit", "-m", "still broken", env=env)
    check("hook: what is staged is checked", done.returncode != 0, done.stderr)
    git(scratch, "add", "-A")
    done = git(scratch, "commit", "-m", "right", env=env)
    check("hook: a right one is committed", done.returncode == 0, done.stderr)
    config = yaml.safe_load((EXAMPLES / "pre-commit-config.yaml").read_text(encoding="utf-8"))
    entry = config["repos"][0]["hooks"][0]["entry"].split()
    done = run([binary, *entry[1:]], scratch)
    check("hook: the entry of pre-commit runs", entry[0] == "crosswalk" and done.returncode == 0, done.stderr)


def test_workflow(binary, scratch):
    """Every step but those that fetch and install."""
    repository(scratch)
    (scratch / "bin").mkdir()
    (scratch / "bin/crosswalk").symlink_to(binary)
    (scratch / ".git/info/exclude").write_text("bin\ntemp\n", encoding="utf-8")
    (scratch / "temp").mkdir()
    env = {**os.environ, "PATH": f"{scratch / 'bin'}:{os.environ['PATH']}", "RUNNER_TEMP": str(scratch / "temp")}
    workflow = yaml.safe_load((EXAMPLES / "github-workflow.yml").read_text(encoding="utf-8"))
    steps = {step["name"]: step["run"] for step in workflow["jobs"]["crosswalks"]["steps"] if "name" in step}
    check("workflow: it has the steps", list(steps) == ["Install crosswalk", "Check", "Build", "Compare"], list(steps))

    def step(name):
        return run(["bash", "-e", "-o", "pipefail", "-c", steps[name]], scratch, env=env)
    check("workflow: check", step("Check").returncode == 0)
    check("workflow: build", step("Build").returncode == 0)
    check("workflow: tables that are not committed are told", step("Compare").returncode != 0)
    git(scratch, "add", "-A")
    git(scratch, "commit", "-qm", "tables", "--no-verify")
    check("workflow: build again", step("Build").returncode == 0)
    done = step("Compare")
    check("workflow: tables that are", done.returncode == 0, done.stdout)
    (scratch / "docs/map.xml").write_text(mapping("map", "two", "9"), encoding="utf-8")
    done = step("Check")
    check("workflow: a broken mapping is an annotation", done.returncode == 1 and
          done.stderr.startswith("::error file=docs/map.xml,line=2,col=16,"), done.stderr)


def test_mkdocs(binary, scratch):
    """The titles that mkdocs would show; the site itself where mkdocs is there."""
    pack(scratch)
    site = scratch / "site"
    shutil.copytree(EXAMPLES / "mkdocs", site)
    tables = site / "docs/crosswalks"
    done = run([binary, "build", "--prune", "--format", "markdown,csv", "-o", tables, "workspace.xml"], scratch)
    check("mkdocs: builds", done.returncode == 0, done.stderr)
    sys.path.insert(0, str(site))
    import titles  # pylint: disable=import-error,import-outside-toplevel

    class Page:
        meta = {}
    found = {}
    for path in sorted(tables.glob("*.md")):
        page = Page()
        page.meta = {}
        titles.on_page_markdown(path.read_text(encoding="utf-8"), page=page, config=None, files=None)
        found[path.name] = page.meta.get("title")
    check("mkdocs: each page has a title of its own",
          found.get("one--two.md") == 'One to Two: the "second"' and len(set(found.values())) == len(found), found)
    config = yaml.safe_load((site / "mkdocs.yml").read_text(encoding="utf-8"))
    check("mkdocs: its configuration names what is there",
          (site / config["docs_dir"]).is_dir() and all((site / hook).is_file() for hook in config["hooks"]), config)
    if shutil.which("mkdocs"):
        done = run(["mkdocs", "build", "--strict"], site)
        check("mkdocs: the site", done.returncode == 0, done.stderr)


def main():
    what, binary = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory(prefix="pipelines-") as scratch:
        globals()[f"test_{what}"](binary, pathlib.Path(scratch))
    finish()


if __name__ == "__main__":
    main()
