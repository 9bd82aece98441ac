#!/usr/bin/env python3
"""The same documents give the same bytes: in any order of arguments, on any number of threads, from any folder, at any
time, in any locale, over old output or none.

  determinism.py BINARY
"""
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

TOP = pathlib.Path(__file__).resolve().parents[2]
failures = []
checked = 0


def check(what, good, detail=""):
    global checked
    checked += 1
    if not good:
        failures.append(f"{what}\n{detail}".rstrip())


def run(binary, arguments, cwd, env=None):
    return subprocess.run([binary, *map(str, arguments)], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=250, check=False, env={"PATH": os.defpath, "LC_ALL": "C.UTF-8", **(env or {})})


def digests(folder):
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*")) if path.is_file()}


def compare(what, wanted, got):
    differ = sorted(name for name in wanted.keys() | got.keys() if wanted.get(name) != got.get(name))
    check(what, not differ, "  " + "\n  ".join(differ[:10]))


def test_places(binary, scratch):
    """Conflicts in several documents: the places in a report are those of the findings, on any number of threads. The
    documents are of many shapes, so that a buffer that is used again holds the lines of another one."""
    work = scratch / "places"
    work.mkdir()
    controls = "".join(f'<control id="C{n}" title="C{n}"/>' for n in range(12))
    for name in ("a", "b"):
        (work / f"{name}.xml").write_text(
            f'<framework xmlns="urn:crosswalk:1" id="{name}" title="{name}">{controls}</framework>\n')
    for number in range(12):
        lines = "\n" * (number * 7 % 11)
        (work / f"m{number:02}.xml").write_text(
            f'<mapping xmlns="urn:crosswalk:1" id="m{number:02}" title="{"long " * (number * 5 % 9)}" source="a" '
            f'target="b">{lines}\n  <map source="C{number}" target="C{number}" relation="equal-to"/>\n'
            f'  <map source="C{number}" target="C{number}" relation="no-relationship"/>\n</mapping>\n'
            f'<!-- {"x" * (3000 - 200 * number)} -->\n')

    def places(findings):
        return sorted((f["name"], f["file"], f["line"], f["column"]) for f in findings
                      if f["name"].startswith("conflict."))

    done = run(binary, ["check", "-W", "no-gap", "--diagnostics=json", "places"], scratch)
    wanted = places(json.loads(done.stderr)["findings"])
    check("there are conflicts in every mapping", len(wanted) >= 12, done.stderr.decode("utf-8", "replace")[:2000])
    for jobs in range(1, 9):
        for attempt in range(3):
            done = run(binary, ["table", "a", "b", "--format", "json", "-j", jobs, "places"], scratch)
            found = places(json.loads(done.stdout)["findings"])
            names = [(name, pathlib.PurePath(file).name, line, column) for name, file, line, column in wanted]
            check(f"places of conflicts, {jobs} threads ({attempt})",
                  [(name, pathlib.PurePath(file).name, line, column) for name, file, line, column in found] == names,
                  f"  {found}\n  {names}")


def main():
    binary = os.path.abspath(sys.argv[1])
    chance = random.Random(3)
    with tempfile.TemporaryDirectory(prefix="determinism-") as scratch_name:
        scratch = pathlib.Path(scratch_name)
        test_places(binary, scratch)
        # The bundled content as files, and mistakes beside it, so that findings are compared too.
        work = scratch / "work"
        work.mkdir()
        for folder in ("frameworks", "mappings"):
            shutil.copytree(TOP / folder, work / folder)
        (work / "mistakes").mkdir()
        for number in range(12):
            (work / f"mistakes/{number:02}.xml").write_text(
                f'<mapping xmlns="urn:crosswalk:1" id="mistake-{number // 2}" source="csf-2.0" target="iso27001-2022">\n'
                + "".join(f'  <map source="GV.OC-0{n}" target="A.5.{n + number}" relation="{relation}"/>\n'
                          for n, relation in enumerate(["equal-to", "subset-of", "nonsense", "no-relationship"], 1))
                + '  <map source="GV.OC-99" target="A.5.1" relation="related-to"/>\n</mapping>\n')
        # Facts alike in all but their remarks, which only tables show: a check must take them in the same order.
        (work / "mistakes/remarks.xml").write_text(
            '<mapping xmlns="urn:crosswalk:1" id="remarks" source="csf-2.0" target="iso27001-2022">\n'
            + "".join(f'  <map source="GV.PO-01" target="A.5.1" relation="{relation}"><remarks>{text}</remarks></map>\n'
                      for relation in ("subset-of", "superset-of") for text in ("zzz", "aaa", "mmm and more", "aaa", "c"))
            + '</mapping>\n')
        # A workspace for all that the mappings declare, and two for wide tables, whose order must not matter either.
        heads = [re.search(r"<mapping [^>]*>", path.read_text(encoding="utf-8")).group() for path in (work / "mappings").iterdir()]
        pairs = sorted({tuple(re.search(rf'\s{side}="([^"]+)"', head).group(1) for side in ("source", "target"))
                        for head in heads})
        for name, body in (
                ("all", "".join(f'  <crosswalk source="{source}" target="{target}"/>\n' for source, target in pairs)),
                ("wide", '  <matrix source="iso27001-2022" targets="csf-2.0 cyber-essentials-3.3 soc2-2017 nowhere"/>\n'
                         '  <matrix source="csf-2.0" targets="iso27001-2022 csf-1.1"/>\n'),
                ("wider", '  <matrix source="iso27001-2022" targets="csf-1.1 csf-2.0" title="Two editions"/>\n'
                          '  <matrix source="csf-2.0" targets="iso27001-2022 csf-1.1" title="The same"/>\n')):
            (work / f"mistakes/{name}.xml").write_text(f'<workspace xmlns="urn:crosswalk:1">\n{body}</workspace>\n')
        documents = sorted(path.relative_to(work) for path in work.rglob("*.xml"))
        check("there are documents", len(documents) > 20)

        def build(name, arguments, jobs, cwd=work, env=None):
            out = scratch / f"out-{name}"
            done = run(binary, ["build", "-j", jobs, "--all-notes", "--format", "html,csv,markdown,xlsx", "-o", out,
                                *arguments], cwd, env)
            # The last line names the folder, which is another one each time.
            done.stderr = re.sub(rb"; [^;\n]* written to [^\n]*\n\Z", b"\n", done.stderr)
            return out, done

        # A workspace counts where it is named.
        given = ["frameworks", "mappings", "mistakes", *(f"mistakes/{name}.xml" for name in ("all", "wide", "wider"))]
        first, done = build("first", given, 1)
        wanted = digests(first)
        findings = done.stderr
        check("the build with mistakes has findings", done.returncode == 1 and b"error" in findings,
              done.stderr.decode("utf-8", "replace")[-2000:])
        for jobs in (1, 3):
            checked_only = run(binary, ["check", "-j", jobs, "--all-notes", *given], work)
            check(f"a check says what a build says, {jobs} threads", checked_only.stderr == findings and
                  checked_only.returncode == 1, checked_only.stderr.decode("utf-8", "replace")[:2000])
        check("it wrote wide tables", sum("--matrix" in name for name in wanted) == 12, "  " + " ".join(wanted))
        check("it wrote tables", len(wanted) > 8, "  " + " ".join(wanted))
        for jobs in (1, 2, 3, 8):
            for attempt in range(2):
                shuffled = documents[:]
                chance.shuffle(shuffled)
                out, done = build(f"{jobs}-{attempt}", shuffled, jobs)
                compare(f"{jobs} threads, shuffled documents ({attempt})", wanted, digests(out))
                check(f"{jobs} threads, shuffled documents ({attempt}): findings", done.stderr == findings)
        out, done = build("twice", [*given[::-1], "frameworks", documents[0]], 2)
        compare("documents given twice", wanted, digests(out))
        check("documents given twice: findings", done.stderr == findings)

        # Wherever the program is started, and however the documents are named: every byte of every format.
        for what, cwd, prefix in (("absolute paths", scratch, f"{work}/"), ("from above", scratch, "work/"),
                                  ("with a dot", work, "./"), ("from below", work / "mistakes", "../"),
                                  ("from beside, by a detour", work / "mappings", "../mistakes/.././")):
            out, done = build(what.replace(" ", "-"), [prefix + name for name in given], 2, cwd)
            check(f"{what}: findings", done.stderr.replace(prefix.encode(), b"") == findings)
            compare(what, wanted, digests(out))

        for env in ({"LC_ALL": "C"}, {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"}, {"TZ": "Pacific/Kiritimati"},
                    {"HOME": "/nonexistent", "USER": "somebody", "HOSTNAME": "somewhere", "TMPDIR": str(scratch)}):
            out, done = build("env-" + "-".join(env), given, 2, env=env)
            compare(f"environment {env}", wanted, digests(out))
            check(f"environment {env}: findings", done.stderr == findings)

        # Over an older output: equal files are left alone, others become the same.
        before = {path: path.stat().st_mtime_ns for path in first.rglob("*") if path.is_file()}
        stale = sorted(before)[0]
        stale.write_bytes(b"old\n")
        build("first", given, 2)
        compare("over an older output", wanted, digests(first))
        touched = [path.name for path, at in before.items() if path != stale and path.stat().st_mtime_ns != at]
        check("equal files are left alone", not touched, "  " + " ".join(touched[:10]))

        # Nothing of the machine is in the output.
        out, done = build("bundled", [], 2, scratch)
        for path in sorted(out.rglob("*")):
            if path.is_file():
                data = path.read_bytes()
                for word in (scratch_name, str(TOP), os.uname().nodename):
                    check(f"{path.name} does not name {word}", len(word) < 5 or word.encode() not in data)
        # The tables of the bundled content are those of the same documents as files.
        plain, _ = build("plain", ["frameworks", "mappings"], 2)
        compare("bundled and as files", {n: d for n, d in digests(out).items() if n.endswith((".csv", ".md"))},
                {n: d for n, d in digests(plain).items() if n.endswith((".csv", ".md"))})
    for failure in failures[:40]:
        print(f"FAIL {failure}")
    print(f"{checked - len(failures)} passed, {len(failures)} failed")
    sys.exit(bool(failures) or checked == 0)


if __name__ == "__main__":
    main()
