#!/usr/bin/env python3
"""What people see of many findings, and what --fix and --pin do to documents, over generated input:
tests/findings/findings.py loud|fix|baseline|pin BINARY"""
import json
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


def run(arguments, cwd):
    return subprocess.run([str(a) for a in arguments], cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True,
                          timeout=250, check=False)


# ---- many findings ----

def test_loud(binary, scratch):
    """However many there are, it is a few screens, and says how many of each."""
    for number in (0, 1, 30, 3000, 145000):
        folder = scratch / str(number)
        folder.mkdir()
        for f in range(4):
            controls = "".join(f'<control id="C{i}" title="t"/>' for i in range(40))
            (folder / f"f{f}.xml").write_text(f'<framework {NS} id="f{f}" title="F">{controls}</framework>\n', "utf-8")
        kinds = ['<map source="C1" target="X{i}" relation="related-to"/>', '<map source="C1" target="C2" relation="what{i}"/>',
                 '<map source="C2" target="C3" relation="equal-to" strength="4"/>', '<map source="C1" relation="related-to"/>',
                 '<mapp/>', '<map source="C3" target="C4" relation="related-to"/>',
                 '<no-counterpart source="C3"/>', '<map source="C5" target="C6" relation="related-to" colour="red"/>']
        for m in range(4):
            maps = "\n".join(kinds[i % len(kinds)].format(i=i) for i in range(number // 4))
            (folder / f"m{m}.xml").write_text(
                f'<mapping {NS} id="m{m}" source="f{m}" target="f{(m + 1) % 4}">\n{maps}\n</mapping>\n', "utf-8")
        done = run([binary, "check", "--limit", "findings=1000000", "."], folder)
        lines = done.stderr.decode().splitlines()
        check(f"{number} mistakes: fewer than 200 lines", len(lines) < 200, f"{len(lines)} lines")
        if number >= 3000:
            table = [line for line in lines if re.fullmatch(r" *\d+  (error|warning|note) +[a-z]+\.[a-z-]+", line)]
            last = lines[-1]
            total = {word: sum(int(line.split()[0]) for line in table if line.split()[1] == word)
                     for word in ("error", "warning", "note")}
            check(f"{number} mistakes: a table of names behind them", len(table) >= 5 and lines[-2] == table[-1], lines[-20:])
            check(f"{number} mistakes: it adds up to the last line", all(
                f"{n} {word}" in last for word, n in total.items() if n), f"{total} {last}")


# ---- fixes ----

IDS = {"csf-2.0": ["GV.OC-01", "PR.AA-05", "RS.MA-03", "ID.AM-08"], "iso27001-2022": ["A.5.1", "A.5.15", "A.8.28", "9.2.1"]}
RELATIONS = ["equal-to", "subset-of", "superset-of", "intersects-with", "related-to"]


def mangled(rng, text):
    return rng.choice([text, text, text.lower(), text.replace(".", ""), text.replace("-", "."), text + " ", " " + text,
                       text.replace("A", "\u0410"), text.replace("-", "\u2011"), text.replace("0", "")])


def document(rng):
    """Nothing here is like anything else: texts, comments and quotes that look like what is fixed."""
    lines = []
    for _ in range(rng.randrange(1, 30)):
        source = mangled(rng, rng.choice(IDS["csf-2.0"]))
        target = mangled(rng, rng.choice(IDS["iso27001-2022"]))
        relation = rng.choice(RELATIONS + ["Equal-To", "subset_of", "equal", "superset"])
        quote = rng.choice("\"'")
        line = (f"  <map source={quote}{source}{quote} {rng.choice(['', '  '])}target=\"{target}\" "
                f"relation='{relation}'")
        line += rng.choice(["/>", "/>", f"><remarks>{target} &amp; {relation}</remarks></map>"])
        lines += [line] * rng.choice([1, 1, 1, 2]) + rng.choice([[], [f"  <!-- {source} {relation} -->"], [""]])
    end = rng.choice(["\n", "\r\n"])
    text = end.join([f'<mapping {NS} id="m" source="csf-2.0" target="iso27001-2022">', *lines, "</mapping>"])
    return (text + rng.choice(["", end])).encode()


def test_fix(binary, scratch):
    rng = random.Random(7)
    for number in range(60):
        text = document(rng)
        folders = [scratch / name for name in ("fixed", "patched")]
        for folder in folders:
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            (folder / "m.xml").write_bytes(text)
        arguments = [binary, "check", "--fix", "-W", "no-gap", "m.xml"]
        # The diff of each pass, until there is none, makes what --fix makes.
        for _ in range(4):
            dry = run([*arguments, "--dry-run"], folders[1])
            check(f"{number}: a dry run changes nothing", dry.returncode in (0, 1))
            if not dry.stdout:
                break
            (folders[1] / "diff").write_bytes(dry.stdout)
            done = run(["patch", "--binary", "-p0", "-s", "-i", "diff"], folders[1])
            check(f"{number}: patch takes the diff", done.returncode == 0, done.stdout.decode() + dry.stdout.decode())
        first = run(arguments, folders[0])
        fixed = (folders[0] / "m.xml").read_bytes()
        check(f"{number}: the diff is what is done", fixed == (folders[1] / "m.xml").read_bytes(),
              dry.stdout.decode("utf-8", "replace"))
        again = run(arguments, folders[0])
        check(f"{number}: nothing is left to fix", b": fixed: " not in again.stderr
              and (folders[0] / "m.xml").read_bytes() == fixed, again.stderr.decode())
        check(f"{number}: each change is told", (b": fixed: " in first.stderr) == (fixed != text))
        check(f"{number}: comments and remarks stay", all(part in fixed for part in re.findall(rb"<!--.*?-->", text)))
        check(f"{number}: no line but those of maps changes", [
            line for line in fixed.splitlines(True) if b"<map " not in line] == [
            line for line in text.splitlines(True) if b"<map " not in line])


# ---- baselines ----

def test_baseline(binary, scratch):
    """A baseline of a run lets just that run pass, whatever moves; one mistake more does not."""
    rng = random.Random(3)
    for number in range(20):
        folder = scratch / str(number)
        folder.mkdir()
        path = folder / "m.xml"
        path.write_bytes(document(rng))
        run([binary, "check", "--write-baseline", "known", "m.xml"], folder)
        arguments = [binary, "check", "--baseline", "known", "--fail-on=note", "m.xml"]
        done = run(arguments, folder)
        check(f"{number}: what is known passes", done.returncode == 0, done.stderr.decode())
        path.write_bytes(path.read_bytes().replace(b"<mapping ", b"<!-- moved -->\n\n<mapping ", 1))
        done = run(arguments, folder)
        check(f"{number}: lines may move", done.returncode == 0, done.stderr.decode())
        before = (folder / "known").read_bytes()
        run([binary, "check", "--baseline", "known", "--write-baseline", "known", "m.xml"], folder)
        check(f"{number}: a new baseline is the same", (folder / "known").read_bytes() == before)
        path.write_bytes(path.read_bytes().replace(
            b"</mapping>", b'<map source="GV.XX-99" target="A.5.1" relation="related-to"/></mapping>', 1))
        done = run(arguments, folder)
        check(f"{number}: one mistake more does not pass", done.returncode == 1 and b"GV.XX-99" in done.stderr,
              done.stderr.decode())


# ---- pins ----

def framework(name, controls):
    """Controls by id: title and statement; how their white space lies changes nothing."""
    lines = [f'<framework {NS} id="{name}" title="{name}" published="2026"><rights>Ours.</rights>']
    for control, (title, statement) in controls.items():
        inside = f"<statement>{statement}</statement>" if statement else ""
        lines.append(f'<control id="{control}" title="{title}">{inside}</control>')
    return "\n".join(lines + ["</framework>\n"])


def pinned_lines(rng, names, lines):
    """Lines of a mapping, one fact each, written in every way; and by line the controls that it names."""
    pairs = rng.sample([(a, b) for a in range(names) for b in range(names)], lines)
    written = [f'<mapping {NS} id="m" source="a" target="b" title="m" publisher="p" published="2026">']
    named = {}
    for a, b in pairs:
        how = rng.randrange(4)
        also = rng.choice([c for c in range(names) if c != b])
        if how == 0 and lines < 1000:
            text = f"<map source='A{a}' relation='superset-of'><target ref='B{b}'/><target ref='B{also}'/></map>"
            controls = {("a", a), ("b", b), ("b", also)}
        else:
            text = (f'<map source="A{a}" target="B{b}" relation="related-to"/>' if how < 3 else
                    f'<map  relation="related-to"  target="B{b}" source="A{a}" ><remarks>&lt;map/> x</remarks></map >')
            controls = {("a", a), ("b", b)}
        written.append(text)
        named[len(written)] = controls
    return "\n".join(written + ["</mapping>\n"]), named


def suspects(binary, folder, jobs):
    done = run([binary, "check", "-j", jobs, "-W", "no-gap", "--diagnostics=json", "a.xml", "b.xml", "m.xml"], folder)
    return sorted(finding["line"] for finding in json.loads(done.stderr)["findings"] if finding["name"] == "lint.suspect")


def test_pin(binary, scratch):
    """Just the lines are suspect whose controls were reworded, until they are confirmed; a pin changes nothing else."""
    rng = random.Random(11)
    for number, (names, lines) in enumerate([(8, 30)] * 12 + [(230, 40000)]):
        folder = scratch / str(number)
        folder.mkdir()
        frameworks = {side: {f"{side.upper()}{n}": (f"Title {n} of {side}", f"It says {n}." if n % 3 else "")
                             for n in range(names)} for side in "ab"}
        # So much that the bytes of documents are not kept.
        padding = f"<!--{'.' * 9_000_000}-->\n" if number == 1 else ""
        for side, controls in frameworks.items():
            (folder / f"{side}.xml").write_text(padding + framework(side, controls))
        text, named = pinned_lines(rng, names, lines)
        (folder / "m.xml").write_text(text)
        arguments = [binary, "check", "--pin", "-W", "no-gap", "a.xml", "b.xml", "m.xml"]
        done = run(arguments, folder)
        pinned = (folder / "m.xml").read_text()
        check(f"{number}: every line is pinned", pinned.count(' pinned="') == lines, done.stderr.decode()[:2000])
        check(f"{number}: and nothing else changes", re.sub(' pinned="[0-9a-f-]{25}"', "", pinned) == text)
        check(f"{number}: nothing is suspect", suspects(binary, folder, 1) == [])
        # White space, and what is no wording, may change.
        for side, controls in frameworks.items():
            loose = framework(side, {c: (t.replace(" ", "  "), s.replace(" ", "\n \t")) for c, (t, s) in controls.items()})
            (folder / f"{side}.xml").write_text(padding + loose.replace("Ours.", "Theirs."))
        check(f"{number}: white space is no wording", suspects(binary, folder, 2) == [])
        changed = set()
        for side, n in {(rng.choice("ab"), rng.randrange(names)) for _ in range(3)}:
            title, statement = frameworks[side][f"{side.upper()}{n}"]
            frameworks[side][f"{side.upper()}{n}"] = ((title + "s", statement) if rng.random() < 0.5 else
                                                      (title, statement + " And more."))
            changed.add((side, n))
        for side, controls in frameworks.items():
            (folder / f"{side}.xml").write_text(padding + framework(side, controls))
        wanted = sorted(line for line, controls in named.items() if controls & changed)
        for jobs in (1, 4):
            found = suspects(binary, folder, jobs)
            check(f"{number}: suspect is what names a changed control, {jobs} threads", found == wanted,
                  f"{found[:20]}\n{wanted[:20]}")
        check(f"{number}: something is suspect", wanted != [] or number < 12)
        run(arguments, folder)
        check(f"{number}: confirmed", suspects(binary, folder, 1) == [])


def main():
    what, binary = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory(prefix="findings-") as scratch:
        globals()[f"test_{what}"](binary, pathlib.Path(scratch))
    finish()


if __name__ == "__main__":
    main()
