#!/usr/bin/env python3
"""build --if-changed does what a build would do, whatever has changed: tests/incremental/unchanged.py BINARY [SEED [STEPS]]

A pack is edited at random, step by step: its documents, what else is read, its options, what was written, the stamp, the
program. After each edit the build runs with --if-changed, and a whole build in a copy of the same folder: status, messages
and every file but the stamp must be the same. The findings that the stamp holds get a mark before each run, which is seen
where they are told again: where nothing was edited nothing may be done, and the mark must be there."""
import hashlib
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))
from checks import check, finish  # noqa: E402 (found through the line above)

NS = 'xmlns="urn:crosswalk:1"'
MARK = b"(told again)\n"
STAMP = "made/stamp"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="{}"/>\n'


# ---- the pack ----

def put(folder, name, text):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def framework(name, titles):
    controls = "".join(f'<control id="C{n}" title="{title}"/>' for n, title in enumerate(titles, 1))
    return f'<framework {NS} id="{name}" title="{name.title()}">\n{controls}\n</framework>\n'


def mapping(name, source, target, facts):
    maps = "".join(f'  <map source="C{x}" target="C{y}" relation="{relation}"/>\n' for x, y, relation in facts)
    return f'<mapping {NS} id="{name}" source="{source}" target="{target}">\n{maps}</mapping>\n'


def workspace(targets, more=""):
    asks = "".join(f'<crosswalk source="one" target="{target}"/>' for target in targets)
    return (f'<workspace {NS} title="Pack"><logo href="logo.svg"/><use href="docs"/>{asks}'
            f'<matrix source="one" targets="two three"/>{more}</workspace>\n')


def pack(folder):
    put(folder, "docs/one.xml", framework("one", ["Doors", "Keys", "Walls"]))
    put(folder, "docs/two.xml", framework("two", ["Gates", "Locks"]))
    put(folder, "docs/one-two.xml", mapping("one-two", "one", "two", [(1, 1, "equal-to"), (2, 2, "subset-of")]))
    put(folder, "docs/two-three.xml", mapping("two-three", "two", "three", [(1, 1, "subset-of"), (2, 2, "intersects-with")]))
    put(folder, "data/frameworks/three.xml", framework("three", ["Ways in", "Ways out"]))
    put(folder, "data/mappings/other.xml", mapping("other", "three", "three", []))
    put(folder, "workspace.xml", workspace(["two", "three"]))
    put(folder, "logo.svg", SVG.format(1))
    put(folder, "known.txt", "")
    put(folder, "README.md", "# Read me\n\n<!-- crosswalk:begin one--two -->\n<!-- crosswalk:end -->\n")
    (folder / "made").mkdir()


# ---- edits ----

class Editor:
    """Each edit_ is one kind of change; it returns whether a build has nothing new to do after it (None: who knows)."""

    def __init__(self, folder, rng, programs):
        self.folder = folder
        self.rng = rng
        self.programs = programs
        self.program = 0
        self.options = {}
        self.environment = {}
        self.jobs = 2

    def pick(self, *patterns):
        found = sorted(path for pattern in patterns for path in self.folder.glob(pattern) if path.is_file())
        return self.rng.choice(found) if found else None

    def edit_nothing(self):
        return True

    def edit_times(self):
        path = self.pick("docs/*.xml", "out/*", "workspace.xml", "data/*/*.xml", "logo.svg")
        if path is None or path.is_symlink():
            return None
        os.utime(path, (self.rng.randrange(10**9), self.rng.randrange(10**9)))
        return True

    def edit_jobs(self):
        self.jobs = self.rng.randrange(1, 4)
        return True

    def edit_word(self):
        path = self.pick("docs/*.xml", "data/*/*.xml")
        if path is None:
            return None
        text = path.read_text(encoding="utf-8")
        words = ["Doors", "Keys", "Gates", "Locks", "equal-to", "subset-of", "superset-of", "intersects-with", "no-relationship",
                 '"C1"', '"C2"', '"C9"', "Ways"]
        there = [word for word in words if word in text]
        if there:
            word = self.rng.choice(there)
            others = [other for other in words if (other[0] == '"') == (word[0] == '"') and ("-" in other) == ("-" in word)]
            at = self.rng.choice([m.start() for m in re.finditer(re.escape(word), text)])
            path.write_text(text[:at] + self.rng.choice(others) + text[at + len(word):], encoding="utf-8")

    def edit_in_disguise(self):
        """Another byte, and size, times and node as before."""
        path = self.pick("docs/*.xml", "out/*", "logo.svg", "workspace.xml", "data/*/*.xml", "README.md", "made/deps")
        if path is None or path.is_symlink() or path.stat().st_size == 0:
            return
        status = path.stat()
        data = bytearray(path.read_bytes())
        places = [m.start() for m in re.finditer(rb"(?<=title=\")[A-Z]|(?<=<td>)\w|(?<=width=\")\d|[a-z](?=\n)", bytes(data))]
        at = self.rng.choice(places) if places else len(data) - 1
        data[at] = data[at] ^ 1 if not places else ord("7") if chr(data[at]).isdigit() else data[at] ^ 2
        with open(path, "r+b") as file:
            file.write(data)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))

    def edit_break(self):
        path = self.pick("docs/*.xml")
        if path:
            text = path.read_text(encoding="utf-8")
            path.write_text(text.rstrip().rstrip(">") if text.rstrip().endswith(">") else text + ">", encoding="utf-8")

    def edit_pack_anew(self):
        shutil.rmtree(self.folder / "docs")
        shutil.rmtree(self.folder / "data")
        made = self.folder / "made"
        shutil.move(made, self.folder / "kept")
        pack(self.folder)
        made.rmdir()
        shutil.move(self.folder / "kept", made)
        self.options = {}

    def edit_new_document(self):
        number = self.rng.randrange(3)
        facts = [(self.rng.randrange(1, 4), self.rng.randrange(1, 3), "intersects-with")]
        where = self.rng.choice(["docs/deep/", "docs/", "data/mappings/"])
        put(self.folder, f"{where}new{number}.xml", mapping(f"new{number}", "one", "two", facts))

    def edit_no_document(self):
        path = self.pick("docs/**/new*.xml", "data/mappings/*.xml", "docs/t*.xml")
        if path:
            path.unlink()

    def edit_other_name(self):
        path = self.pick("docs/*.xml")
        if path:
            path.rename(path.with_name(self.rng.choice("abz") + path.name[-12:]))

    def edit_link(self):
        """A second name of one file is one document; a copy of it is two."""
        path = self.pick("docs/*.xml")
        other = self.folder / "docs/second.xml"
        if other.is_symlink() or other.exists():
            other.unlink()
        elif path:
            how = self.rng.randrange(3)
            if how == 0:
                os.link(path, other)
            elif how == 1:
                other.symlink_to(path.name)
            else:
                shutil.copy(path, other)

    def edit_workspace(self):
        targets = self.rng.sample(["two", "three"], self.rng.randrange(1, 3))
        more = self.rng.choice(["", '<accept finding="gap" framework="one" control="C3">No walls.</accept>',
                                '<use ref="other"/>', '<use href="not-there.xml"/>', '<use href="docs/one.xml"/>'])
        put(self.folder, "workspace.xml", workspace(targets, more))

    def edit_logo(self):
        kind = self.rng.randrange(3)
        put(self.folder, "logo.svg", SVG.format(self.rng.randrange(3)) if kind else "no picture\n")

    def edit_baseline(self):
        if "--baseline" in self.options:
            del self.options["--baseline"]
        else:
            self.options["--baseline"] = "known.txt"
        put(self.folder, "known.txt", self.rng.choice(["", "# nothing is known\n"]))

    def edit_option(self):
        name = self.rng.choice(["--format", "--basis", "--candidates", "--texts", "--prune", "-W", "--held", "--diagnostics",
                                "--all-notes", "--inject", "--where", "--durable", "--limit", "--as-of", "--excel"])
        values = {"--format": ["csv", "html,csv", "json,markdown", "xlsx"], "--basis": ["declared", "declared,gap"],
                  "-W": ["no-gap", "error=gap", "no-lint", "no-output"], "--held": ["two,three", "two"],
                  "--diagnostics": ["json", "sarif", "github"], "--inject": ["README.md"], "--where": ["one:x=y"],
                  "--limit": ["rows=1", "page-bytes=1000"], "--as-of": ["2026-01-01"]}
        if name in self.options and self.rng.randrange(3):
            del self.options[name]
        else:
            self.options[name] = self.rng.choice(values.get(name, [None]))

    def edit_environment(self):
        if self.environment:
            self.environment = {}
        else:
            self.environment = self.rng.choice([{"SOURCE_DATE_EPOCH": "1700000000"}, {"NO_COLOR": "1"}])

    def edit_program(self):
        self.program = 1 - self.program

    def edit_output(self):
        path = self.pick("out/*")
        if path is None:
            return
        how = self.rng.randrange(4)
        if how == 0:
            path.unlink()
        elif how == 1:
            path.write_bytes(path.read_bytes()[:-1])
        elif how == 2 and not path.is_symlink():
            shutil.copy(path, self.folder / "made" / "elsewhere")
            path.unlink()
            path.symlink_to("../made/elsewhere")
        else:
            with open(path, "ab") as file:
                file.write(b"more\n")

    def edit_no_folder(self):
        shutil.rmtree(self.folder / "out", ignore_errors=True)

    def edit_stale(self):
        path = self.folder / "out" / self.rng.choice(["old--two.html", "one--old.csv", "mine.html", "me--mine.html"])
        if path.exists():
            path.unlink()
        elif path.parent.is_dir():
            text = "source_id,source_title,relation,\n" if path.suffix == ".csv" else '<meta name="generator" content="crosswalk 1">\n'
            path.write_text("mine\n" if "mine" in path.name else text, encoding="utf-8")

    def edit_left_over(self):
        if (self.folder / "out").is_dir():
            (self.folder / "out/.crosswalk-4194305-00000000-0.tmp").write_text("left over\n", encoding="utf-8")

    def edit_readme(self):
        path = self.folder / "README.md"
        text = path.read_text(encoding="utf-8")
        path.write_text(self.rng.choice([text + "More.\n", text.replace("Doors", "Floors"), text.replace("Read me", "Read it")]),
                        encoding="utf-8")

    def edit_depfile(self):
        path = self.folder / "made/deps"
        if path.exists():
            path.unlink()  # as Ninja does
        return None

    def edit_stamp(self):
        path = self.folder / STAMP
        if not path.exists():
            return
        data = path.read_bytes()
        how = self.rng.randrange(4)
        if how == 0 or not data:
            path.unlink()
        elif how == 1:
            path.write_bytes(data[:self.rng.randrange(len(data))])
        elif how == 2:
            at = self.rng.randrange(len(data))
            path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1:])
        else:
            path.write_bytes(b"")

    def command(self):
        words = [self.programs[self.program], "build", "-o", "out", "--stamp", STAMP, "--depfile", "made/deps", "--data", "data",
                 f"-j{self.jobs}"]
        for name, value in self.options.items():
            words += [name] if value is None else [name, value]
        if "--inject" in self.options:
            words += [] if "--format" in self.options else ["--format", "html,csv"]
        return words + ["workspace.xml"]


# ---- runs ----

def item(kind, name, value):
    return kind + f" {len(name)} {len(value)} ".encode() + name + b" " + value + b"\n"


def mark(stamp):
    """The stamp with a line more among its findings, or None if it holds no findings."""
    data = stamp.read_bytes() if stamp.is_file() else b""
    match = re.search(rb"\nT 8 (\d+) findings ", data)
    if not data.startswith(b"crosswalk stamp 1\n") or not match:
        return None
    told = data[match.end():match.end() + int(match.group(1))]
    body = data[:match.start() + 1] + item(b"T", b"findings", told + MARK)
    tail = data[match.end() + len(told) + 1:]
    if tail != item(b"E", b"end", hashlib.sha256(data[:-len(tail)]).hexdigest().encode() if tail else b""):
        return None
    stamp.write_bytes(body + item(b"E", b"end", hashlib.sha256(body).hexdigest().encode()))
    return data


def run(words, folder, environment):
    done = subprocess.run([str(word) for word in words], cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, timeout=250,
                          check=False, env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", **environment})
    return done.returncode, done.stdout, done.stderr


def files(folder):
    return {path.relative_to(folder).as_posix(): (path.is_symlink(), path.read_bytes() if path.is_file() else b"")
            for path in sorted(folder.rglob("*")) if not path.is_dir() and path.relative_to(folder).as_posix() != STAMP}


def other_program(binary, folder):
    """The same program with another identification."""
    data = binary.read_bytes()
    match = re.search(rb"\x04\0\0\0\x14\0\0\0\x03\0\0\0GNU\0", data)
    check("the program has an identification", match is not None)
    at = match.end() if match else 0
    path = folder / "crosswalk"
    path.write_bytes(data[:at] + bytes([data[at] ^ 255]) + data[at + 1:])
    path.chmod(0o755)
    return path


def main():
    binary = pathlib.Path(sys.argv[1]).resolve()
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    steps = int(sys.argv[3]) if len(sys.argv) > 3 else 400
    rng = random.Random(seed)
    told_again = 0
    with tempfile.TemporaryDirectory(prefix="unchanged-") as scratch:
        scratch = pathlib.Path(scratch)
        folder = scratch / "pack"
        folder.mkdir()
        (scratch / "other").mkdir()
        pack(folder)
        editor = Editor(folder, rng, [binary, other_program(binary, scratch / "other")])
        edits = sorted(name for name in dir(editor) if name.startswith("edit_"))
        idle = ["edit_nothing", "edit_times", "edit_jobs"]
        history = []
        kept = red = False
        for step in range(steps):
            # What is red is made anew soon: the green states are those that a stamp is kept of.
            name = "edit_pack_anew" if red and rng.randrange(2) else rng.choice(idle if rng.randrange(3) == 0 else edits)
            same = getattr(editor, name)()
            history.append(name)
            what = f"seed {seed}, step {step}: {' '.join(history[-6:])}"
            copy = scratch / "copy"
            shutil.rmtree(copy, ignore_errors=True)
            subprocess.run(["cp", "-a", str(folder), str(copy)], check=True)  # links of both kinds stay links
            clean = mark(folder / STAMP)
            words = editor.command()
            status, out, err = run([words[0], words[1], "--if-changed", *words[2:]], folder, editor.environment)
            again = MARK in err
            wanted = run(words, copy, editor.environment)
            wanted = (*wanted[:2], wanted[2].replace(b" written to ", b" in "))  # true of both builds
            check(f"{what}: the same is told", (status, out, err.replace(MARK, b"")) == wanted,
                  f"{words}\n{status} {err.decode()}\n-- wanted\n{wanted[0]} {wanted[2].decode()}")
            got = files(folder)
            expected = files(copy)
            differ = sorted(path for path in got.keys() | expected.keys() if got.get(path) != expected.get(path))
            check(f"{what}: the same is there", not differ, f"{words}\n{differ}")
            check(f"{what}: nothing is done twice", again or not (same and kept and history[-2:-1] != [] and wanted[0] == 0),
                  f"{words}\n{err.decode()}")
            check(f"{what}: what is red is not told again", not again or status == 0)
            told_again += again
            red = wanted[0] != 0
            if again and clean is not None:
                (folder / STAMP).write_bytes(clean)
            # Where files of earlier builds were told of or removed, the next build says something else.
            kept = again or (status == 0 and (folder / STAMP).is_file() and MARK not in (folder / STAMP).read_bytes()
                             and b"stale" not in err and b"an earlier build" not in err
                             and (folder / STAMP).read_bytes() != b"")
    check("some are told again, some are not", steps // 8 < told_again < steps * 7 // 8, f"{told_again} of {steps}")
    print(f"{told_again} of {steps} builds had nothing to do")
    finish()


if __name__ == "__main__":
    main()
