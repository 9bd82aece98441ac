#!/usr/bin/env python3
"""What happens when the system fails: memory, files, disk, signals.

  fault.py memory|files|writes|signals|sandbox BINARY FAILING_LIBRARY

The rule in every case: exit status 3 and a finding of the family io on standard error, no crash, and no output file
that is not whole. A fault that the program can do without (it never needed that memory) may pass unseen, but then the
result must be exactly that of a run without the fault.
"""
import ctypes
import fcntl
import itertools
import os
import pathlib
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

FRAMEWORK = """<?xml version="1.0" encoding="UTF-8"?>
<framework xmlns="urn:crosswalk:1" id="{id}" title="Framework {id}" control-id="[A-Z]\\d+(\\.\\d+)?">
  <attribute name="kind" title="Kind"><value name="new" title="New"/></attribute>
{groups}</framework>
"""
MAPPING = """<?xml version="1.0" encoding="UTF-8"?>
<mapping xmlns="urn:crosswalk:1" id="{id}" source="{source}" target="{target}" title="Mapping {id}"
         examined="source">
  <provenance>Made for this test.</provenance>
  <map-pattern source="A(\\d+)\\.1" target="A$1.1" relation="equal-to"/>
{maps}</mapping>
"""

failures = []
checked = 0
turns = itertools.count()  # each list of faults has folders of its own


def write_input(folder, groups):
    folder.mkdir()
    for name in ("one", "two"):
        text = "".join(f'  <group id="A{g}" title="Group {g}">\n' + "".join(
            f'    <control id="A{g}.{c}" title="Control {g}.{c} of {name}"><attr name="kind" value="new"/></control>\n'
            for c in range(1, 6)) + "  </group>\n" for g in range(1, groups + 1))
        (folder / f"{name}.xml").write_text(FRAMEWORK.format(id=name, groups=text))
    maps = "".join(f'  <map source="A{g}.{c}" target="A{g}.{6 - c}" relation="intersects-with" strength="5">'
                   f"<remarks>Remark {g}.{c}, with a comma</remarks></map>\n"
                   for g in range(1, groups + 1) for c in range(2, 5))
    (folder / "mapping.xml").write_text(MAPPING.format(id="one-to-two", source="one", target="two", maps=maps))
    (folder / "work.xml").write_text('<workspace xmlns="urn:crosswalk:1"><crosswalk source="one" target="two"/>'
                                     '<matrix source="two" targets="one"/></workspace>\n')


def tree(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()} if folder.exists() else {}


def run(arguments, env=None, **kept):
    full = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", **(env or {})}
    if "LD_PRELOAD" in full and "FAULT_ESCAPE" not in full:  # the library writes its counts where the program may not
        arguments = [*arguments, "--no-sandbox"]
    kept.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(arguments, env=full, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=60,
                          check=False, **kept)


def check(what, good, detail=""):
    global checked
    checked += 1
    if not good:
        failures.append(f"{what}\n{detail}".rstrip())
    return good


def failed_well(what, done, finding):
    """Exit status 3 and the finding named, or any of the family io."""
    err = done.stderr.decode("utf-8", "replace")
    named = f"[{finding}]" in err if finding != "io" else re.search(r"\[io\.[a-z]+\]", err)
    return check(what, done.returncode == 3 and named,
                 f"  exit status {done.returncode} (3 expected), [{finding}] expected, standard error:\n{err}")


def no_crash(what, done):
    return check(what, done.returncode >= 0, f"  ended by signal {-done.returncode}")


TEMPORARY = re.compile(r"(.*/)?\.crosswalk-[^/]*\.tmp")


def whole(what, out, reference, killed=False):
    """Every file that stands there has the bytes of a run without a fault, and nothing else stands there. Only a program
    that was killed may leave hidden temporary files."""
    for name, data in tree(out).items():
        if killed and TEMPORARY.fullmatch(name):
            continue
        if not check(f"{what}: {name} is one of the outputs", name in reference):
            continue
        check(f"{what}: {name} is whole", data == reference[name], f"  {len(data)} bytes of {len(reference[name])}")


def sample(count, dense, most):
    """All of the first numbers, then a spread of the rest that is the same on every run."""
    if count <= dense + most:
        return range(1, count + 1)
    return sorted({*range(1, dense + 1), *random.Random(7).sample(range(dense + 1, count + 1), most)})


def faults(binary, library, scratch, call, finding, arguments, dense, most, modes=("once",), source=None):
    """Lets each call of one kind fail in turn."""
    source = source or scratch / "input"
    base = {"LD_PRELOAD": str(library), "FAULT_CALL": call}
    turn = next(turns)
    good_out = scratch / f"good-{turn}-{call}-{source.name}"
    count_file = scratch / "count"
    command = [binary, *arguments, str(source)]

    def command_for(out):
        if any("@OUT@/" in argument for argument in arguments):
            out.mkdir()
        return [argument.replace("@OUT@", str(out)) for argument in command]

    good = run(command_for(good_out), {**base, "FAULT_COUNT": str(count_file)})
    check(f"{call}: the run without a fault", good.returncode == 0, good.stderr.decode("utf-8", "replace"))
    reference = tree(good_out)
    count = int(count_file.read_text())
    struck = 0
    for mode in modes:
        for number in sample(count, dense, most):
            out = scratch / f"out-{turn}-{call}-{source.name}-{mode}-{number}"
            done = run(command_for(out), {**base, "FAULT_AT": str(number), "FAULT_MODE": mode})
            what = f"{' '.join(arguments)}: {call} {number} of {count} fails ({mode})"
            if not no_crash(what, done):
                continue
            same = done.returncode == good.returncode and done.stdout == good.stdout and tree(out) == reference
            if same:
                continue
            struck += 1
            failed_well(what, done, finding)
            if b"[io.read]" not in done.stderr:  # what could be read is still judged, and written
                whole(what, out, reference)
    return count, struck


def write_edition(scratch):
    """A mapping and what it takes to carry it to another edition: the folder, and the arguments before it."""
    edition = scratch / "edition"
    edition.mkdir()
    for document in sorted((pathlib.Path(__file__).resolve().parents[1] / "cases" / "migrate-mapping").glob("*.xml")):
        shutil.copy(document, edition)
    return edition, ["migrate", str(edition / "policy.xml"), "--to", "e-2", "-j", "1", "-o", "@OUT@"]


def test_memory(binary, library, scratch):
    # No workbook is among these: libxlsxwriter does not look at every allocation of its own.
    write_input(scratch / "input", 3)
    page = scratch / "page.md"
    unknown = "<!-- crosswalk:begin one--twoo -->\n<!-- crosswalk:end -->\n"
    page.write_text("<!-- crosswalk:begin one--two -->\n<!-- crosswalk:end -->\n" + unknown, encoding="utf-8")
    for arguments in (["table", "one", "two", "-j", "1"], ["check", "-j", "1"], ["check", "-j", "2"],
                      ["build", "-j", "1", "--inject", str(page), "-W", "warning=inject.unknown"],
                      ["gaps", "one", "two", "-j", "1"], ["matrix", "one", "two", "-j", "1"],
                      ["build", "-j", "1", "-o", "@OUT@"]):
        # Where a second thread finds no memory at all for libxml2's state of a thread, libxml2 2.9 reports that through
        # the same state, without end: there is no way around it, so with threads single allocations fail only.
        modes = ("once",) if arguments[2:] == ["2"] else ("once", "all")
        # A folder that cannot be opened for want of memory is io.read.
        count, struck = faults(binary, library, scratch, "allocate", "io", arguments, 120, 120, modes)
        check(f"{arguments[0]}: allocations were counted and some were missed", count > 10 and struck > 10,
              f"  {count} counted, {struck} had an effect")
    counts = str(scratch / "counts")
    for part in (["--if-changed", "--stamp", str(scratch / "stamp")], ["--shard", "1/2", "--counts", counts],
                 ["--index", "--counts", counts]):
        # The last ones are those of what is kept for another run.
        count, struck = faults(binary, library, scratch, "allocate", "io", ["build", "-j", "1", "-o", "@OUT@", *part], 20, 60)
        check(f"{part[0]}: allocations were counted and some were missed", count > 10 and struck > 10,
              f"  {count} counted, {struck} had an effect")
    cases = pathlib.Path(__file__).resolve().parents[1] / "cases"
    for name in ("import-controls/controls.csv", "import-ciso/library.yaml", "import-oscal-catalog/house.json",
                 "import-oscal-xml/house.xml", "import-number-twice/controls.xlsx"):
        count, struck = faults(binary, library, scratch, "allocate", "io", ["import", "-j", "1", "-o", "@OUT@"], 60, 60,
                               source=cases / name)
        check(f"import of {name}: allocations were counted and some were missed", count > 10 and struck > 10,
              f"  {count} counted, {struck} had an effect")
    for what in (["one", "--as-of", "2026-01-01", "--to", "oscal-json"], ["one", "two", "--as-of", "2026-01-01", "--to", "sssom"]):
        source = scratch / f"export-{what[-1]}"
        write_input(source, 300)
        # The last ones are those of the file that is being written.
        count, struck = faults(binary, library, scratch, "allocate", "io", ["export", *what, "-j", "1", "-o", "@OUT@/file"],
                               40, 400, source=source)
        check(f"export of {what}: allocations were counted and some were missed", count > 10 and struck > 10,
              f"  {count} counted, {struck} had an effect")
    edition, arguments = write_edition(scratch)
    count, struck = faults(binary, library, scratch, "allocate", "io", arguments, 60, 120, source=edition)
    check("migrate: allocations were counted and some were missed", count > 10 and struck > 10,
          f"  {count} counted, {struck} had an effect")
    text = page.read_text(encoding="utf-8")
    check("a document is filled, and stays whole", "\n| Source |" in text and text.endswith("\n" + unknown))
    # A real limit on memory, as containers have it: a little more than the program needs to start at all.
    write_input(scratch / "large", 4000)

    def within(megabytes, arguments):
        return run([binary, *arguments], preexec_fn=lambda: resource.setrlimit(
            resource.RLIMIT_AS, (megabytes << 20, megabytes << 20)))
    start = next((size for size in range(8, 513, 4) if within(size, ["--version"]).returncode == 0), None)
    check("the program starts within 512 MB", start is not None)
    if start is not None:
        failed_well(f"{start + 4} MB of address space", within(start + 4, ["check", "-j", "1", str(scratch / "large")]),
                    "io.memory")
    done = run([binary, "check", str(scratch / "large")])
    check("the same without a limit", done.returncode == 0, done.stderr.decode("utf-8", "replace")[:2000])
    # No threads to be had is no failure.
    source = scratch / "input"
    alone = run([binary, "table", "one", "two", "-j", "4", str(source)])
    none = run([binary, "table", "one", "two", "-j", "4", str(source)],
               {"LD_PRELOAD": str(library), "FAULT_CALL": "pthread_create", "FAULT_AT": "1", "FAULT_MODE": "all"})
    check("no thread can be started", none.returncode == 0 and none.stdout == alone.stdout)


def test_changes(binary, scratch):
    """A document that is too large to be kept changes while another one is waited for."""
    source = scratch / "changing"
    write_input(source, 2)
    large = source / "one.xml"
    original = large.read_bytes()
    for what, change in (("touched", lambda: large.write_bytes(original + b" " * (9 << 20) + b"\n")),
                         ("removed", large.unlink), ("left alone", lambda: None)):
        large.write_bytes(original + b" " * (9 << 20))
        waiting = scratch / f"waiting-{what}"
        os.mkfifo(waiting)
        out = scratch / f"changing-{what}"
        process = subprocess.Popen([binary, "build", "-j", "1", "-o", str(out), str(source), str(waiting)],
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        with open(waiting, "wb") as writer:  # it has opened the pipe, the last and smallest of all
            change()
            writer.write(b'<supplement xmlns="urn:crosswalk:1" framework="one"/>')
        _, err = process.communicate(timeout=60)
        told = err.decode("utf-8", "replace")
        if what == "left alone":
            check("a large document that is left alone", process.returncode == 0 and tree(out), told)
        else:
            check(f"a large document that is {what} meanwhile", process.returncode == 3 and "[io.read]" in told and
                  not tree(out), f"  {process.returncode}\n{told}")


def test_files(binary, library, scratch):
    write_input(scratch / "input", 2)
    source = scratch / "input"
    done = run([binary, "check", str(scratch / "nowhere.xml")])
    failed_well("a document that is not there", done, "io.read")
    done = run([binary, "check", str(source), str(scratch / "nowhere.xml"), str(scratch / "nowhere-either.xml")])
    check("every missing document is named", done.stderr.count(b"[io.read]") == 2, done.stderr.decode())
    (source / "broken-link.xml").symlink_to("does-not-exist")
    done = run([binary, "check", str(source)])
    failed_well("a link to nowhere in a folder", done, "io.read")
    (source / "broken-link.xml").unlink()
    done = run([binary, "check", "/proc/self/mem"])
    failed_well("a file that cannot be read", done, "io.read")
    # Permissions do not hold for root, so the program runs as somebody else.
    folder = pathlib.Path(tempfile.mkdtemp(prefix="fault-"))
    try:
        folder.chmod(0o755)
        copy = folder / "crosswalk"
        copy.write_bytes(pathlib.Path(binary).read_bytes())
        copy.chmod(0o755)
        write_input(folder / "in", 1)
        other = {"user": 65534, "group": 65534, "extra_groups": []} if os.geteuid() == 0 else {}
        (folder / "in/one.xml").chmod(0)
        done = run([str(copy), "check", str(folder / "in")], **other)
        failed_well("a document without permission", done, "io.read")
        (folder / "in/one.xml").chmod(0o644)
        (folder / "in").chmod(0o311)
        done = run([str(copy), "check", str(folder / "in")], **other)
        failed_well("a folder without permission", done, "io.read")
        (folder / "in").chmod(0o755)
        shut = folder / "shut"
        shut.mkdir(mode=0o555)
        for out in (shut, shut / "new"):
            done = run([str(copy), "build", "-o", str(out), str(folder / "in")], **other)
            failed_well(f"an output folder that cannot be written ({out.name})", done, "io.write")
        check("nothing was written there", tree(shut) == {})
    finally:
        subprocess.run(["chmod", "-R", "u+rwx", str(folder)], check=False)
        subprocess.run(["rm", "-rf", str(folder)], check=False)
    # The folder's name is taken by a file; a page's name is taken by a folder.
    (scratch / "taken").write_text("mine\n")
    done = run([binary, "build", "-o", str(scratch / "taken"), str(source)])
    failed_well("the output folder is a file", done, "io.write")
    check("the file is as it was", (scratch / "taken").read_text() == "mine\n")
    (scratch / "out/index.html").mkdir(parents=True)
    done = run([binary, "build", "-o", str(scratch / "out"), str(source)])
    failed_well("a page's name is a folder's", done, "io.write")
    # Nothing is opened twice: what is shown of a document, and its digest, are of the bytes that were compiled.
    conflict = scratch / "conflict"
    write_input(conflict, 2)
    (conflict / "conflict.xml").write_text(MAPPING.format(
        id="other", source="one", target="two",
        maps='  <map source="A1.2" target="A1.4" relation="no-relationship"/>\n'))
    for arguments in (["build", "--format", "html,json,csv", "-o", str(scratch / "once")], ["check"],
                      ["table", "one", "two", "--format", "json"], ["explain", "one:A1.2", "two:A1.4"]):
        opened = scratch / f"opened-{arguments[0]}"
        done = run([binary, *arguments, str(conflict)], {"LD_PRELOAD": str(library), "FAULT_OPENED": str(opened)})
        names = sorted(pathlib.Path(name).name for name in opened.read_text().split())
        check(f"{arguments[0]} opens each document once", done.returncode == 1 and
              names == sorted(path.name for path in conflict.glob("*.xml")), f"  {done.returncode} {names}")
    test_changes(binary, scratch)
    # What stands where a page is to be was named by nobody: a link is replaced, not followed, and a pipe is an error.
    linked = scratch / "linked"
    run([binary, "build", "-o", str(linked), str(source)])
    wanted = tree(linked)
    victim = scratch / "victim"
    for content in (b"mine\n", wanted["index.html"]):
        victim.write_bytes(content)
        (linked / "index.html").unlink()
        (linked / "index.html").symlink_to(victim)
        done = run([binary, "build", "-o", str(linked), str(source)])
        check("a link where a page is to be is replaced", done.returncode == 0 and victim.read_bytes() == content and
              not (linked / "index.html").is_symlink() and tree(linked) == wanted, done.stderr.decode())
    (linked / "index.html").unlink()
    os.mkfifo(linked / "index.html")
    done = run([binary, "build", "-o", str(linked), str(source)])
    failed_well("a pipe where a page is to be", done, "io.write")
    page = scratch / "page.md"
    page.write_text("<!-- crosswalk:begin one--two -->\n<!-- crosswalk:end -->\n", encoding="utf-8")
    (scratch / "page-link.md").symlink_to(page)
    done = run([binary, "build", "--inject", str(scratch / "page-link.md"), str(source)])
    check("a link to a document to fill is followed", done.returncode == 0 and (scratch / "page-link.md").is_symlink() and
          "| Source |" in page.read_text(encoding="utf-8"), done.stderr.decode())
    pack = scratch / "pack.xml"
    for name in ("pipe", "/dev/zero", "/dev/null"):
        if not os.path.isabs(name):
            os.mkfifo(scratch / name)
        pack.write_text(f'<workspace xmlns="urn:crosswalk:1"><use href="{name}"/></workspace>')
        done = run([binary, "check", str(pack)])
        failed_well(f"a workspace that uses {name}", done, "io.read")
    for name in ("/dev/zero", "/dev/null"):
        failed_well(f"the device {name}", run([binary, "check", name]), "io.read")
    # A pipe as a document is fine, and so is one that ends early.
    reader, writer = os.pipe()
    os.write(writer, b"<framework xmlns='urn:crosswalk:1' id='x' title=")
    os.close(writer)
    done = run([binary, "check", f"/dev/fd/{reader}"], pass_fds=(reader,))
    os.close(reader)
    check("half a document through a pipe", done.returncode == 1 and b"[xml.syntax]" in done.stderr,
          done.stderr.decode("utf-8", "replace"))
    # So is one as a file to import, standard input among them, and as a file that an option names.
    table = b"Source,Target,Relation\n" + b"1,A,equal-to\n" * 20000  # more than a pipe holds
    command = [binary, "import", "--source", "one", "--target", "two"]
    (scratch / "stdin").write_bytes(table)
    whole_file = run([*command, str(scratch / "stdin")])
    piped = subprocess.run([*command, "-"], input=table, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
                           check=False, env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"})
    check("a pipe is imported as a file is", piped.returncode == 0 and piped.stdout == whole_file.stdout,
          piped.stderr.decode("utf-8", "replace"))
    for limit in (len(table), len(table) - 1):
        done = subprocess.run([*command, "--limit", f"document-bytes={limit}", "-"], input=table, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=60, check=False, env={"PATH": os.defpath, "LC_ALL": "C.UTF-8"})
        held = limit == len(table)
        check(f"a pipe of {len(table)} bytes where {limit} are accepted", done.returncode == (0 if held else 1) and
              (b"[import.limit]" in done.stderr) != held and (done.stdout == piped.stdout if held else not done.stdout),
              done.stderr.decode("utf-8", "replace"))
    reader, writer = os.pipe()
    os.close(writer)
    done = run([binary, "check", "--baseline", f"/dev/fd/{reader}", str(source)], pass_fds=(reader,))
    os.close(reader)
    check("an empty baseline through a pipe", done.returncode == 0, done.stderr.decode("utf-8", "replace"))
    failed_well("a device to import", run([*command, "/dev/zero"]), "io.read")


def test_writes(binary, library, scratch):
    write_input(scratch / "input", 12)
    source = scratch / "input"
    for command in (["table", "one", "two"], ["gaps", "one", "two"], ["list", "controls"]):
        with open("/dev/full", "wb") as full:
            done = run([binary, *command, str(source)], stdout=full)
        failed_well(f"{command[0]} to a full disk", done, "io.write")
    with open("/dev/full", "wb") as full:
        done = run([binary, "--help"], stdout=full)
    check("--help to a full disk", done.returncode == 3, f"  exit status {done.returncode}")
    done = run([binary, "table", "one", "two", str(source)], preexec_fn=lambda: os.close(1), stdout=None)
    failed_well("standard output is closed", done, "io.write")
    # A report that is lost, with findings or without.
    for arguments in (["--diagnostics=sarif"], ["--diagnostics=json"], ["--all-notes"]):
        for where in ("full", "closed"):
            with open("/dev/full", "wb") as full:
                done = subprocess.run([binary, "check", *arguments, str(source)], stdin=subprocess.DEVNULL,
                                      stdout=subprocess.PIPE, stderr=full, timeout=60, check=False,
                                      preexec_fn=(lambda: os.close(2)) if where == "closed" else None)
            check(f"{arguments[0]} to a {where} standard error", done.returncode == 3 and done.stdout == b"",
                  f"  exit status {done.returncode}")
    # Where standard error is closed no output takes its place.
    out = scratch / "unheard"
    done = subprocess.run([binary, "build", "-W", "error=gap", "-o", str(out), str(source)], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, timeout=60, check=False, preexec_fn=lambda: os.close(2))
    mixed = [name for name, data in tree(out).items() if b"[gap." in data]
    check("findings are in no output where standard error is closed", done.returncode == 3 and not mixed,
          f"  exit status {done.returncode} {mixed}")
    # A reader that goes away.
    reader, writer = os.pipe()
    os.close(reader)
    done = run([binary, "list", "controls", str(source)], stdout=writer,
               preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_DFL))
    os.close(writer)
    check("a reader that goes away", done.returncode in (3, -signal.SIGPIPE), f"  exit status {done.returncode}")

    out = scratch / "good"
    done = run([binary, "build", "-o", str(out), str(source)])
    check("the build without a fault", done.returncode == 0, done.stderr.decode("utf-8", "replace"))
    reference = tree(out)
    check("the build wrote pages", "index.html" in reference and len(reference) >= 5, "  " + " ".join(reference))
    # No file may grow beyond a size: the n-th byte cannot be written, wherever it is.
    largest = max(map(len, reference.values()))
    for size in sorted({0, 1, 100, 1000, 4095, 4096, 4097, 10000, 40000, largest - 1}):
        if size >= largest:
            continue
        out = scratch / f"limited-{size}"
        done = run([binary, "build", "-o", str(out), str(source)], preexec_fn=lambda size=size: (
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))))
        failed_well(f"no file over {size} bytes", done, "io.write")
        whole(f"no file over {size} bytes", out, reference)
    # The old pages stay when the new ones cannot be written.
    out = scratch / "kept"
    run([binary, "build", "-o", str(out), str(source)])
    changed = scratch / "changed"
    write_input(changed, 13)
    done = run([binary, "build", "-o", str(out), str(changed)], preexec_fn=lambda: (
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))))
    failed_well("new pages that cannot be written", done, "io.write")
    check("the old pages are as they were", tree(out) == reference)
    effects = 0
    for call in ("write", "rename", "mkdir", "fsync", "close", "fclose", "fflush"):
        counted, struck = faults(binary, library, scratch, call, "io.write",
                                 ["build", "--durable", "-j", "1", "-o", "@OUT@"], 40, 20)
        effects += struck
        check(f"{call} was called and missed", call not in ("write", "rename", "fsync") or struck > 0, f"  {counted}")
    (scratch / "xlsx").mkdir()
    write_input(scratch / "xlsx" / "input", 12)
    _, struck = faults(binary, library, scratch / "xlsx", "write", "io.write",
                       ["build", "-j", "1", "-o", "@OUT@", "--format", "xlsx"], 40, 20)
    effects += struck
    check("some calls that failed had an effect", effects > 0)
    both_or_none(binary, library, scratch)


def both_or_none(binary, library, scratch):
    """The document that is carried over and its list of decisions appear together; without the last rename the list is there
    alone, never the document."""
    edition, arguments = write_edition(scratch)
    struck = 0
    for call in ("write", "rename"):
        counted, missed = faults(binary, library, scratch, call, "io.write", arguments, 20, 0, source=edition)
        check(f"migrate: {call} was called for both files", counted >= 2 and missed >= 2, f"  {counted}, {missed}")
        reference = tree(next(scratch.glob(f"good-*-{call}-edition")))
        check("migrate: two files are written", set(reference) == {"policy.xml", "DECISIONS.csv"}, f"  {sorted(reference)}")
        for number in range(1, counted + 1):
            found = set(tree(next(scratch.glob(f"out-*-{call}-edition-once-{number}"), scratch / "none")))
            allowed = (set(), set(reference), {"DECISIONS.csv"} if call == "rename" else set())
            check(f"migrate: {call} {number} of {counted} fails: both files or none", found in allowed, f"  {found}")
            struck += found != set(reference)
    check("some files were missing", struck >= 3)


def test_signals(binary, _, scratch):
    write_input(scratch / "input", 400)
    source = scratch / "input"
    good = scratch / "good"
    begin = time.monotonic()
    done = run([binary, "build", "-o", str(good), str(source)])
    span = time.monotonic() - begin
    check("the build without a signal", done.returncode == 0, done.stderr.decode("utf-8", "replace")[:2000])
    reference = tree(good)
    chance = random.Random(11)
    interrupted = 0
    for number in range(60):
        kind = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)[number % 3]
        out = scratch / f"out-{number}"
        process = subprocess.Popen([binary, "build", "-o", str(out), str(source)], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                                   preexec_fn=lambda: [signal.signal(one, signal.SIG_DFL) for one in
                                                       (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)])
        time.sleep(chance.uniform(0, span))
        process.send_signal(kind)
        _, err = process.communicate(timeout=60)
        what = f"{kind.name} during a build ({number})"
        interrupted += process.returncode == -kind
        check(f"{what}: it ends by the signal, or had ended before", process.returncode in (-kind, 0),
              f"  exit status {process.returncode}\n{err.decode('utf-8', 'replace')[:500]}")
        whole(what, out, reference)
    check("a signal came in time", interrupted >= 1, f"  {interrupted} of 60")
    # A process that is killed can remove nothing: the next run does.
    out = scratch / "killed"
    for number in range(20):
        process = subprocess.Popen([binary, "build", "-o", str(out), str(source)], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(chance.uniform(0, span))
        process.kill()
        process.wait(timeout=60)
        whole(f"killed during a build ({number})", out, reference, killed=True)
    out.mkdir(exist_ok=True)
    mine = (".crosswalk-99999999-deadbeef-0.tmp", ".crosswalk-4194305-00c0ffee-17.tmp")
    others = (".crosswalk-1-deadbeef-0.tmp", ".crosswalk-99999999-deadbeef.tmp", ".crosswalk-99999999-deadbee-0.tmp",
              ".crosswalk-x-deadbeef-0.tmp", "crosswalk-99999999-deadbeef-0.tmp", ".crosswalk-99999999-deadbeef-0.tmp.xml")
    for name in (*mine, *others):
        (out / name).write_text("left\n")
    locked = out / ".crosswalk-99999998-deadbeef-0.tmp"
    locked.write_text("in use in another container\n")
    with open(locked, "rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = run([binary, "build", "-o", str(out), str(source)])
        left = {name for name in tree(out) if name not in reference}
        check("a run sweeps what is left of its own, and nothing else", done.returncode == 0 and
              left == {*others, locked.name}, f"  {done.returncode} {sorted(left)}")
    for name in (*others, locked.name):
        (out / name).unlink()
    check("the pages are there after all", tree(out) == reference)


def landlock_version():
    libc = ctypes.CDLL(None, use_errno=True)
    return libc.syscall(ctypes.c_long(444), None, ctypes.c_size_t(0), ctypes.c_uint32(1))


def test_sandbox(binary, library, scratch):
    """A library in the place of a parser that a document has taken over tries to get out."""
    source = scratch / "input"
    write_input(source, 2)
    elsewhere = scratch / "elsewhere"
    elsewhere.mkdir()
    secret = elsewhere / "secret"
    secret.write_text("secret\n")
    tried = ("read", "list", "write", "remove", "make", "run", "connect")
    free = set() if landlock_version() >= 4 else {"connect"}
    plain = source / "one.xml"
    pack = source / "pack.xml"
    pack.write_text('<workspace xmlns="urn:crosswalk:1"><use href="one.xml"/></workspace>')
    cases = pathlib.Path(__file__).resolve().parents[1] / "cases"
    shutil.copytree(cases / "import-controls", scratch / "given")
    shutil.copytree(cases / "migrate-mapping", scratch / "edition")
    shutil.copytree(cases / "fix", scratch / "fix")
    (scratch / "made").mkdir()
    page = source / "page.md"
    page.write_text("<!-- crosswalk:begin one--two -->\n<!-- crosswalk:end -->\n", encoding="utf-8")
    documents = [str(source / name) for name in ("one.xml", "two.xml", "mapping.xml")]
    edition = [str(scratch / "edition" / name) for name in ("policy.xml", "p.xml", "d.xml", "e.xml", "m.xml")]
    for what, arguments, allowed in (
            ("a check", ["check", str(plain)], ()),
            ("a build", ["build", "-o", str(scratch / "out"), *documents], ()),
            ("a table", ["table", "one", "two", *documents], ()),
            ("a page that is filled", ["build", "--inject", str(page), *documents], ()),
            ("an import", ["import", "-o", str(scratch / "imported"), str(scratch / "given/controls.csv")], ()),
            ("an export", ["export", "one", "two", "--to", "sssom", "--as-of", "2026-01-01", "-o", str(scratch / "made/exported.tsv"),
                           *documents], ()),
            ("a migration", ["migrate", *edition, "--to", "e-2", "-o", str(scratch / "carried")], ()),
            ("a fix", ["check", "--fix", str(scratch / "fix/own.xml"), str(scratch / "fix/map.xml")], ()),
            ("pins", ["check", "--pin", *documents], ()),
            ("a baseline", ["check", "--write-baseline", str(scratch / "made/known"), *documents], ()),
            ("a diff of two", ["diff", "one", "two", *documents], ()),
            # What a workspace uses is known only once it has been read.
            ("a workspace", ["check", str(pack)], ("read", "list")),
            ("no sandbox", ["check", "--no-sandbox", str(plain)], tried)):
        secret.write_text("secret\n")
        for path in elsewhere.iterdir():
            if path != secret:
                path.unlink() if path.is_file() else path.rmdir()
        report = scratch / "report"
        # Before it gives anything up the program looks once whether a document that is named may be a workspace.
        ends = ".csv" if what == "an import" else ".xml"
        looked = 0 if "--no-sandbox" in arguments else sum(argument.endswith(ends) for argument in arguments)
        with open(report, "wb") as stream:
            done = run([binary, *arguments], {"LD_PRELOAD": str(library), "FAULT_ESCAPE": str(elsewhere),
                                              "FAULT_ESCAPE_AT": str(looked + 1), "FAULT_ESCAPE_ENDS": ends,
                                              "FAULT_ESCAPE_TO": str(stream.fileno())}, pass_fds=(stream.fileno(),))
        got = dict(line.split() for line in report.read_text().splitlines())
        check(f"{what}: everything was tried", sorted(got) == sorted(tried), f"  {done.returncode} {got}\n{done.stderr}")
        check(f"{what}: what succeeded", {name for name, result in got.items() if result == "done"} == {*allowed, *free},
              f"  {got}")
        check(f"{what}: nothing was changed", bool(set(allowed) - {"read", "list"}) or
              {path.name for path in elsewhere.iterdir()} == {"secret"})
    # And it does what it is for.
    good = run([binary, "build", "--no-sandbox", "-o", str(scratch / "good"), str(source)])
    done = run([binary, "build", "-o", str(scratch / "boxed"), str(source)])
    check("the pages are the same", done.returncode == good.returncode and tree(scratch / "boxed") == tree(scratch / "good"))


def main():
    kind, binary, library = sys.argv[1:]
    tests = {"memory": test_memory, "files": test_files, "writes": test_writes, "signals": test_signals,
             "sandbox": test_sandbox}
    if kind == "sandbox" and landlock_version() < 1:
        print("skipped: this kernel has no Landlock")
        sys.exit(77)
    with tempfile.TemporaryDirectory(prefix="fault-") as scratch:
        tests[kind](os.path.abspath(binary), os.path.abspath(library), pathlib.Path(scratch))
    for failure in failures[:40]:
        print(f"FAIL {failure}")
    print(f"{checked - len(failures)} passed, {len(failures)} failed")
    sys.exit(bool(failures) or checked == 0)


if __name__ == "__main__":
    main()
