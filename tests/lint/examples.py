#!/usr/bin/env python3
"""Every example of the manual has the finding that it stands for, and its better half does not:
tests/lint/examples.py BINARY"""
import pathlib
import subprocess
import sys
import tempfile

import lint

NS = 'xmlns="urn:crosswalk:1"'
FRAMES = {
    "DOCUMENT": "{}\n",
    "MAPPING": f'<mapping {NS} id="m" source="csf-2.0" target="iso27001-2022">\n{{}}\n</mapping>\n',
    "FRAMEWORK": f'<framework {NS} id="house" title="House rules">\n{{}}\n</framework>\n',
    "WORKSPACE": f'<workspace {NS} title="Pack" bundled="yes">\n{{}}\n</workspace>\n',
    "ASSESSMENT": f'<assessment {NS} id="acme" framework="iso27001-2022" organisation="Acme" date="2026-10-01">\n'
                  '{}\n</assessment>\n',
}


def findings(binary, folder, kind, text):
    path = folder / "example.xml"
    path.write_text(FRAMES[kind].format(text), encoding="utf-8")
    done = subprocess.run([binary, "check", "--all-notes", "-W", "gap", str(path)], capture_output=True, text=True,
                          timeout=120, check=False)
    return done.stderr


def about(kind, name, output):
    """Whether the finding is told; of an assessment, of a control that the example names."""
    lines = [line for line in output.splitlines() if line.endswith(f"[{name}]")]
    if kind == "MAPPING" and name in ("gap.partial", "gap.group-only"):
        lines = [line for line in lines if "PR.AA-01" in line or "9.2.1" in line]
    if kind == "ASSESSMENT":
        lines = [line for line in lines if "example.xml" in line]
    return bool(lines)


def main():
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    names = {symbol: name for symbol, name, *_ in lint.catalogue()}
    wrong = tried = 0
    with tempfile.TemporaryDirectory(prefix="examples-") as scratch:
        for symbol, (kind, bad, good, _) in lint.examples().items():
            if kind == "SHELL":
                continue
            for text, wanted in ((bad, True), (good, False)):
                output = findings(binary, pathlib.Path(scratch), kind, text)
                tried += 1
                if about(kind, names[symbol], output) != wanted:
                    wrong += 1
                    print(f"FAIL {names[symbol]}: {'not told of' if wanted else 'told of'}\n{text}\n{output[:1500]}")
    print(f"{tried} examples, {wrong} wrong")
    sys.exit(bool(wrong or not tried))


if __name__ == "__main__":
    main()
