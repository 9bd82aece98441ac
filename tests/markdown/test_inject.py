#!/usr/bin/env python3
"""Documents that hold tables: every byte outside the marked places stays, and the file is written whole or not at all."""
import os
import resource
import signal
import stat
import sys

import common
from common import check, output, run

LONG_AGO = 1_000_000_000


def place(name, body="what was here\n"):
    return f"<!-- crosswalk:begin {name} -->\n{body}<!-- crosswalk:end -->\n"


def outside(data, end):
    """The bytes around the places."""
    kept, inside = [], False
    for line in data.split(end):
        if line.strip().startswith(b"<!-- crosswalk:end"):
            inside = False
        if not inside:
            kept.append(line)
        if line.strip().startswith(b"<!-- crosswalk:begin"):
            inside = True
    return kept


def names_of(folder):
    return sorted(os.listdir(folder))


def test_bytes(binary, scratch, workspace):
    """Odd bytes around places of every kind, with every line end, with and without a mark and a last line end."""
    text = ("# \u00dcber \u4e2d\n\ntrailing   \n\n" + place("one--two") + "\x00\x07 \t\n" + place("one--two.gaps", "") +
            "\n- item\n\n  " + place("frameworks").replace("\n<", "\n  <") + "latin \udcff\udcfe\n" + place("one--two.review") +
            "\n" + place("controls") + "\u2028 end").encode("utf-8", "surrogateescape")
    for end in (b"\n", b"\r\n"):
        for mark in (b"", b"\xef\xbb\xbf"):
            for last in (b"", end, end * 3):
                before = mark + text.replace(b"\n", end) + last
                document = scratch / "page.md"
                document.write_bytes(before)
                done = run(binary, "build", "--inject", document, "-W", "no-gap", workspace)
                after = document.read_bytes()
                what = f"{end} {mark} {last}"
                check(f"{what}: status", done.returncode == 0, done.stderr.decode("utf-8", "replace"))
                check(f"{what}: all else is as it was", outside(before, end) == outside(after, end))
                check(f"{what}: something was put in", len(after) > 2 * len(before) and b"what was here" not in after)
                check(f"{what}: one kind of line end", end == b"\r\n" or b"\r" not in after)
                check(f"{what}: every line ends so", end == b"\n" or after.count(b"\n") == after.count(b"\r\n"))
                os.utime(document, (LONG_AGO, LONG_AGO))
                again = run(binary, "build", "--inject", document, "-W", "no-gap", workspace)
                check(f"{what}: the second time nothing changes",
                      again.returncode == 0 and document.stat().st_mtime == LONG_AGO and document.read_bytes() == after)
    # What stands there is what the command writes as a fragment; empty lines part it from the marks.
    for name, command in (("one--two", ("table", "one", "two")), ("one--matrix", ("matrix", "one", "two"))):
        content = output(binary, *command, "--fragment", workspace)
        document.write_text(place(name), encoding="utf-8")
        output(binary, *command, "--inject", document, workspace)
        begin, end = place(name, "|").encode().split(b"|")
        check(f"{name}: the fragment itself is put in", document.read_bytes() == begin + b"\n" + content + b"\n" + end)
        for reader, render in common.RENDERERS.items():
            page = render(document.read_bytes())
            check(f"{name}: a table for {reader}, and no heading", len(page.tables) == 1 and not page.headings)


def test_file(binary, scratch, workspace):
    """Mode and links stay, and nothing is left beside the document."""
    folder = scratch / "file"
    folder.mkdir()
    document = folder / "page.md"
    document.write_text(place("one--two"), encoding="utf-8")
    document.chmod(0o640)
    link = folder / "link.md"
    link.symlink_to("page.md")
    output(binary, "table", "one", "two", "--inject", link, workspace)
    check("a link stays a link", link.is_symlink() and "Control" not in os.readlink(link))
    check("the file behind a link is filled", b"| `o0` |" in document.read_bytes())
    check("the mode stays", stat.S_IMODE(document.stat().st_mode) == 0o640)
    check("nothing is left beside it", names_of(folder) == ["link.md", "page.md"])
    # Marks that a hostile text puts into a table are text.
    before = document.read_bytes()
    check("marks in a title are no marks", before.count(b"<!-- crosswalk:") == 2)
    check("so it can be filled again", run(binary, "table", "one", "two", "--inject", document, workspace).returncode == 0 and
          document.read_bytes() == before)
    # Several documents: a fault in one says nothing of the other.
    broken = folder / "broken.md"
    broken.write_text("<!-- crosswalk:begin one--two -->\n", encoding="utf-8")
    document.write_text(place("one--two"), encoding="utf-8")
    done = run(binary, "build", "--inject", broken, "--inject", document, "-W", "no-gap", workspace)
    check("a fault in one document", done.returncode == 1 and b"broken.md:1:22: error: " in done.stderr)
    check("leaves it alone and fills the other",
          broken.read_text() == "<!-- crosswalk:begin one--two -->\n" and document.read_bytes() == before)
    for form in ("json", "sarif"):
        done = run(binary, "build", "--inject", broken, f"--diagnostics={form}", "-W", "no-gap", workspace)
        check(f"the fault as {form}", done.returncode == 1 and b"inject.mark" in done.stderr and b"broken.md" in done.stderr)


def test_faults(binary, scratch, workspace):
    """What cannot be read or written is said, and leaves the document and its folder as they were."""
    folder = scratch / "faults"
    folder.mkdir()
    document = folder / "page.md"
    text = place("one--two") + "x" * 5000
    document.write_text(text, encoding="utf-8")

    def unwell(what, finding, done):
        check(what, done.returncode == 3 and f"[{finding}]".encode() in done.stderr, done.stderr.decode("utf-8", "replace"))
        check(f"{what}: the document is as it was", document.read_text(encoding="utf-8") == text)
        check(f"{what}: nothing is left", names_of(folder) == ["page.md"])
    for size in (0, 100, 5000, 20000):
        unwell(f"a disk that is full after {size} bytes", "io.write",
               run(binary, "table", "one", "two", "--inject", document, workspace, preexec_fn=lambda size=size: (
                   signal.signal(signal.SIGXFSZ, signal.SIG_IGN), resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)))))
    unwell("no such document", "io.read", run(binary, "table", "one", "two", "--inject", folder / "no.md", workspace))
    unwell("a folder", "io.read", run(binary, "table", "one", "two", "--inject", folder, workspace))
    unwell("a device", "io.read", run(binary, "table", "one", "two", "--inject", "/dev/null", workspace))
    if os.geteuid() != 0:
        document.chmod(0o444)
        unwell("a document that may not be written", "io.write",
               run(binary, "table", "one", "two", "--inject", document, workspace))
        document.chmod(0o644)
        folder.chmod(0o555)
        unwell("a folder that may not be written", "io.write",
               run(binary, "table", "one", "two", "--inject", document, workspace))
        folder.chmod(0o755)


def main():
    binary, scratch, _kept = common.scratch_and_binary(sys.argv)
    workspace = common.write_hostile(scratch / "hostile")
    test_bytes(binary, scratch, workspace)
    test_file(binary, scratch, workspace)
    test_faults(binary, scratch, workspace)
    common.finish()


if __name__ == "__main__":
    main()
