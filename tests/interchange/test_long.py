#!/usr/bin/env python3
"""Cells that are long beyond reason are read in a time that grows as they do.

  test_long.py BINARY

Each kind of separator and of id fills a cell of 200 kB, on either side of a table of pairs. A reader that looks at the
whole cell again for each of its pieces takes minutes for one of them; all of them together may take one.
"""
import pathlib
import resource
import subprocess
import sys
import tempfile

BYTES = 200_000
PIECES = ["AC-1 ", "ACC 01 ", "(1) ", "1 ", "A ", "\u00a0", "AC-1\u200b", "AC-1,", "AC-1\n", "AC-1 / ", "AC-1 to ", "AC-1 and ",
          "AC-1: ", "X (AC-1): ", "GV.OC-01 ", "GV.OC-01 - ", "8.9+", "A.8.2*", "*", "CSF 2.0 ", "words "]


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    failures = []
    with tempfile.TemporaryDirectory() as folder:
        for piece in PIECES:
            cell = '"' + piece * (BYTES // len(piece.encode())) + '"'
            for row in (f"ACC 01,related,{cell}", f"{cell},related,ACC 01"):
                table = pathlib.Path(folder, "pairs.csv")
                table.write_text(f"Source,Relation,Target\n{row}\n", encoding="utf-8")
                done = subprocess.run([binary, "import", str(table), "--target", "csf-2.0"], capture_output=True, text=True,
                                      timeout=200, check=False)
                if done.returncode not in (0, 1):
                    failures.append(f"{piece!r}: exit status {done.returncode}: {done.stderr[-300:]}")
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    if used.ru_utime + used.ru_stime > 60:
        failures.append(f"the imports took {used.ru_utime + used.ru_stime:.0f} s of processor time")
    print("\n".join(failures) or f"{2 * len(PIECES)} cells of {BYTES // 1000} kB, {used.ru_utime + used.ru_stime:.1f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
