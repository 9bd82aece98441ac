#!/usr/bin/env python3
"""Rules on the tree itself. lint.py RULE [OPTION...]; the rules are the functions named check_RULE below."""
import argparse
import pathlib
import re
import subprocess
import sys

TOP = pathlib.Path(__file__).resolve().parents[2]

# Includes run one way: a file may include headers of its own layer and of those before it.
LAYERS = ["base", "diag", "model", "load", "interchange", "link", "analyse", "workspace", "report", "migrate", "output", "api"]
# Libraries that one file only may know.
OWNERS = {"libxml/": "compiler/load/xml/xml.c", "pcre2.h": "compiler/base/pattern.c",
          "xlsxwriter.h": "output/xlsx/package.c", "zip.h": "compiler/base/archive.c", "yaml.h": "compiler/interchange/yaml.c",
          "nettle/sha2": "compiler/base/sha256.c", "nettle/sha1": "compiler/base/uuid.c", "nettle/base64": "compiler/base/base64.c"}
# System headers that the library and the command line may use.
SYSTEM = set("""assert.h ctype.h dirent.h errno.h fcntl.h float.h inttypes.h limits.h poll.h pthread.h setjmp.h signal.h
    stdalign.h stdarg.h stdatomic.h stdbool.h stddef.h stdint.h stdio.h stdlib.h stdnoreturn.h string.h strings.h
    sys/file.h sys/mman.h sys/prctl.h sys/random.h sys/stat.h sys/syscall.h sys/types.h sys/uio.h time.h unistd.h""".split())
# Findings that no golden case shows, and where they are tested instead.
NO_CASE = {
    "io.memory": "tests/fault: every allocation fails once",
}

problems = []


def problem(path, message, line=None):
    place = path.relative_to(TOP).as_posix() if isinstance(path, pathlib.Path) else path
    problems.append(f"{place}{f':{line}' if line else ''}: {message}")


def files(*patterns):
    """Files of the tree, never of a build folder."""
    found = []
    for pattern in patterns:
        found += [path for path in TOP.glob(pattern) if path.is_file() and "__pycache__" not in path.parts]
    return sorted(set(found))


def must_find(things, what):
    if not things:
        problem("lint", f"found no {what}: the rule would hold for nothing")
    return things


def layer_of(path):
    parts = path.relative_to(TOP).parts
    if parts[0] == "output":
        return "output"
    return parts[1] if len(parts) > 2 else "main"


def check_includes(_):
    sources = must_find(files("compiler/**/*.[ch]", "compiler/**/*.def", "output/**/*.[ch]"), "sources")
    for path in sources:
        layer = layer_of(path)
        name = path.relative_to(TOP).as_posix()
        if layer == "embed":  # runs at build time
            allowed = {"base", "embed"}
        elif layer == "include":
            allowed = set()
        elif layer in ("cli", "main"):
            allowed = {"cli"}
        elif layer in LAYERS:
            allowed = set(LAYERS[:LAYERS.index(layer) + 1])
        else:
            problem(path, f"no layer has the name {layer}")
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = re.match(r'\s*#\s*include\s+([<"])([^">]+)[">]', line)
            if not match:
                continue
            bracket, header = match.groups()
            owner = next((file for start, file in OWNERS.items() if header.startswith(start)), None)
            if owner:
                if name != owner:
                    problem(path, f"only {owner} may include {header}", number)
            elif bracket == "<":
                if header not in SYSTEM:
                    problem(path, f"{header} is not on the list of system headers", number)
            elif header == "crosswalk.h":
                if layer not in ("api", "cli", "main"):
                    problem(path, "the public header is for api and the command line", number)
            elif layer in ("cli", "main"):
                if not (TOP / "compiler/cli" / header).is_file():
                    problem(path, f"the command line sees crosswalk.h and its own headers, not {header}", number)
            else:
                target = header.split("/")[0]
                if "/" not in header:
                    problem(path, f"{header}: name the folder too", number)
                elif target not in allowed:
                    problem(path, f"{layer} must not know {target} ({header})", number)
    # The gates are worth something only if somebody passes through them.
    for start, owner in OWNERS.items():
        if not (TOP / owner).is_file() or f"#include <{start}" not in (TOP / owner).read_text():
            problem(owner, f"should include {start}")


def catalogue():
    """(symbol, name, severity, meaning, mend) of every finding."""
    text = (TOP / "compiler/diag/catalogue.def").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    string = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
    found = re.findall(rf'FINDING\((\w+),\s*"([^"]+)",\s*SEVERITY_(\w+),\s*{string},\s*{string}\)', text)
    if len(found) != text.count("FINDING("):
        problem("compiler/diag/catalogue.def", f"{text.count('FINDING(')} findings, {len(found)} understood")

    def join(literals):
        pieces = re.findall(r'"((?:[^"\\]|\\.)*)"', literals)
        return re.sub(r"\\(.)", r"\1", "".join(pieces))
    return must_find([(symbol, name, severity.lower(), join(meaning), join(mend))
                      for symbol, name, severity, meaning, mend in found], "findings")


def examples():
    """(symbol, kind, bad, good, why) of every example."""
    text = (TOP / "compiler/diag/examples.def").read_text(encoding="utf-8")
    text = re.sub(r"\A/\*.*?\*/", "", text, flags=re.S)
    string = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'
    found = re.findall(rf'EXAMPLE\((\w+),\s*(\w+),\s*{string},\s*{string},\s*{string}\)', text)
    if len(found) != text.count("EXAMPLE("):
        problem("compiler/diag/examples.def", f"{text.count('EXAMPLE(')} examples, {len(found)} understood")

    def join(literals):
        pieces = "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', literals))
        return re.sub(r"\\(.)", lambda match: "\n" if match.group(1) == "n" else match.group(1), pieces)
    return {symbol: (kind, join(bad), join(good), join(why)) for symbol, kind, bad, good, why in found}


FAMILIES = {
    "xml": "Documents that cannot be read as XML",
    "schema": "Documents that are XML, but not of the form that crosswalk reads",
    "reference": "Names that lead nowhere, or twice",
    "conflict": "Facts that cannot all be true",
    "gap": "Controls without a full counterpart, and what an assessment leaves open",
    "lint": "What is allowed, but seldom meant",
    "input": "Runs that would measure nothing",
    "import": "Files of others that are imported",
    "diff": "What was lost between two states",
    "output": "What a build leaves behind",
    "inject": "Documents that cannot be filled",
    "io": "Failures of the system",
}


def roff(text):
    """One sentence a line; nothing that roff would take as its own."""
    text = text.replace("\\", "\\e").replace("--", "\\-\\-")
    lines = re.sub(r"(?<=[.:;]) (?=[A-Z])", "\n", text).split("\n")
    return "\n".join("\\&" + line if line[:1] in ".'" else line for line in lines)


def manual_entries():
    """The entries of the manual page, made from the catalogue."""
    out = []
    family = None
    shown = examples()

    def literal(text):
        lines = [line.replace("\\", "\\e").replace("--", "\\-\\-") for line in text.split("\n")]
        return [".Bd -literal -offset indent", *("\\&" + line if line[:1] in ".'" else line for line in lines), ".Ed"]
    for symbol, name, severity, meaning, mend in catalogue():
        if name.split(".")[0] != family:
            if family:
                out.append(".El")
            family = name.split(".")[0]
            out += [f".Ss {family}: {FAMILIES.get(family, '?')}", ".Bl -tag -width Ds"]
        out += [f".It Sy {name} Pq {severity}", roff(meaning)]
        if symbol in shown:
            out.append(roff(shown[symbol][3]))
        out += [".Pp", roff(mend)]
        if symbol in shown:
            out += literal(shown[symbol][1]) + ["Better:"] + literal(shown[symbol][2])
    return "\n".join([*out, ".El", ""])


def check_findings(options):
    found = catalogue()
    names = [name for _, name, *_ in found]
    for name in set(names):
        if names.count(name) > 1:
            problem("compiler/diag/catalogue.def", f"{name} stands there twice")
    manual = TOP / "compiler/man/crosswalk-findings.7"
    head, begin, rest = manual.read_text(encoding="utf-8").partition('.\\" The entries, from compiler/diag/catalogue.def.\n')
    entries, end, tail = rest.partition('.\\" End of the entries.\n')
    if not begin or not end:
        problem(manual, "the marks around the entries are not there")
    elif options.update:
        manual.write_text(head + begin + manual_entries() + end + tail, encoding="utf-8")
    elif entries != manual_entries():
        wanted = manual_entries().splitlines()
        line = next((i for i, got in enumerate(entries.splitlines()) if i >= len(wanted) or got != wanted[i]), 0)
        problem(manual, "not in step with the catalogue: tests/lint/lint.py findings --update",
                head.count("\n") + line + 2)

    shown = set()
    for path in must_find(files("tests/cases/*/expect.err"), "golden cases with findings"):
        shown |= set(re.findall(r"\[([a-z]+\.[a-z-]+)\]$", path.read_text("utf-8", "replace"), re.M))
    for name in names:
        if name in NO_CASE and name in shown:
            problem("tests/lint/lint.py", f"{name} has a case now: take it out of NO_CASE")
        elif name not in NO_CASE and name not in shown:
            problem("tests/cases", f"no case expects {name}")
    for name in sorted(shown - set(names)):
        problem("tests/cases", f"a case expects {name}, which is not in the catalogue")
    for name in NO_CASE:
        if name not in names:
            problem("tests/lint/lint.py", f"NO_CASE lists {name}, which is not in the catalogue")
    # A finding that nothing can ever give is a promise in the manual that the program does not keep.
    code = "".join(path.read_text(encoding="utf-8") for path in files("compiler/**/*.c", "output/**/*.c"))
    shown = examples()
    for symbol, name, *_ in found:
        if symbol not in shown:
            problem("compiler/diag/examples.def", f"{name} has no example ({symbol})")
    for symbol in shown.keys() - {symbol for symbol, *_ in found}:
        problem("compiler/diag/examples.def", f"{symbol} is not in the catalogue")
    for symbol, name, *_ in found:
        if not re.search(rf"\b{symbol}\b", code):
            problem("compiler", f"no code gives {name} ({symbol})")


def check_words(_):
    """Words that say a thing is not finished, and words that have no place in a product."""
    marks = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X|HA" r"CK)\b")
    paths = must_find([path for path in files("*", ".ci/*", ".clang-*", "compiler/**/*", "output/**/*", "tests/**/*",
                                              "frameworks/**/*", "mappings/**/*")
                       if not path.is_relative_to(TOP / "tests/fuzz/corpus")], "files")
    for path in paths:
        data = path.read_bytes()
        if b"\0" in data:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if marks.search(line) and path.suffix != ".xml":
                problem(path, "something is left to do", number)
            if path.suffix in (".c", ".h", ".py", ".sh", ".txt", ".md", ".def") and path.parts[-2] != "cases" \
                    and "cases" not in path.relative_to(TOP).parts:
                if line.rstrip() != line:
                    problem(path, "space at the end of the line", number)
                if "\t" in line:
                    problem(path, "a tab", number)


ROOTS = ("framework", "mapping", "workspace", "supplement", "assessment")


def root_of(path):
    text = re.sub(r"<\?.*?\?>|<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.S)
    match = re.search(r"<([\w-]+)", text)
    return match.group(1) if match else ""


def check_schema(_):
    """Every shipped document holds against the schema of its root element."""
    documents = must_find(files("frameworks/**/*.xml", "mappings/**/*.xml", "compiler/examples/**/*.xml",
                                "tests/cases/assessment/*.xml"), "documents")
    schemas = {path.stem: path for path in must_find(files("compiler/schema/*.xsd"), "schemas")}
    single = next(iter(schemas.values())) if len(schemas) == 1 else None
    by_schema = {}
    for path in documents:
        root = root_of(path)
        schema = schemas.get(root) or single or schemas.get("crosswalk")
        if root not in ROOTS or schema is None:
            problem(path, f"no schema for the root element {root!r}")
        else:
            by_schema.setdefault(schema, []).append(path)
    for schema, group in by_schema.items():
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", str(schema), *map(str, group)],
                              capture_output=True, text=True, check=False)
        valid = len(re.findall(r" validates$", done.stderr, re.M))
        if done.returncode != 0 or valid != len(group):
            problem(schema, f"{len(group) - valid} of {len(group)} documents do not validate\n{done.stderr.strip()}")
    for name, schema in schemas.items():
        # A schema that accepts anything proves nothing.
        bad = '<x xmlns="urn:crosswalk:1" nonsense="1"/>'
        done = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", str(schema), "-"], input=bad,
                              capture_output=True, text=True, check=False)
        if done.returncode == 0:
            problem(schema, f"{name} accepts an unknown root element")


def check_layout(_):
    """What may stand at the top, and where sources may stand."""
    allowed = {"CMakeLists.txt", "README.md", "LICENSE", "compiler", "frameworks", "mappings", "output", "tests"}
    ignored = re.compile(r"\..*|build.*|crosswalks")
    for path in TOP.iterdir():
        if path.name not in allowed and not ignored.fullmatch(path.name):
            problem(path, "not on the list of the top level")
    for name in allowed:
        if not (TOP / name).exists():
            problem(name, "is not there")
    for path in must_find(files("compiler/**/*.h", "output/**/*.h"), "headers"):
        text = path.read_text(encoding="utf-8")
        relative = path.relative_to(TOP / "compiler" if path.is_relative_to(TOP / "compiler") else TOP)
        parts = relative.parts[1:] if relative.parts[0] == "include" else relative.parts
        guard = "CW_" + re.sub(r"\W", "_", "_".join(parts)).upper()
        alternatives = {guard, "CROSSWALK_H"}
        match = re.search(r"^#ifndef (\w+)\n#define \1$", text, re.M)
        if not match or match.group(1) not in alternatives:
            problem(path, f"the include guard should be {guard}")
        if not text.startswith("/*"):
            problem(path, "does not begin with a comment that says what it is for")
    for path in must_find(files("compiler/**/*.c", "output/**/*.c"), "sources"):
        if not path.read_text(encoding="utf-8").startswith("/*"):
            problem(path, "does not begin with a comment that says what it is for")
    licence = (TOP / "LICENSE").read_text(encoding="utf-8")
    for part in ("Apache License", "Version 2.0, January 2004", "END OF TERMS AND CONDITIONS", "APPENDIX: How to apply"):
        if part not in licence:
            problem("LICENSE", f"lacks {part!r}")


def check_manual(_):
    pages = must_find(files("compiler/man/*.[0-9]"), "manual pages")
    for page in pages:
        done = subprocess.run(["mandoc", "-T", "lint", "-W", "warning", str(page)], capture_output=True, text=True,
                              check=False)
        if done.returncode != 0:
            problem(page, (done.stdout + done.stderr).strip())


def long_options(text):
    return set(re.findall(r"(?<![\w-])--([a-z][a-z-]+)", text))


def option_table():
    """{option: (letter, its commands)} and whether it goes with every command, as the program reads them."""
    text = (TOP / "compiler/cli/arguments.c").read_text(encoding="utf-8")
    command_of = {bit: name.lower() for bit, name in re.findall(r"^  (\w) = 1 << COMMAND_(\w+),", text, re.M)}
    rows = re.findall(r'^    \{"([a-z-]+)", (0|\'\w\'), (?:true|false), TO_\w+, (?:NULL|"[a-z-]+"), ([A-Z |]+)\},', text, re.M)
    if len(rows) != len(re.findall(r"^    \{.*, TO_", text, re.M)):
        problem("compiler/cli/arguments.c", "an option that is not understood")
    table = {}
    for name, letter, bits in must_find(rows, "options"):
        every = bits.strip() == "ALL"
        commands = sorted(command_of.values()) if every else [command_of[bit] for bit in bits.split(" | ")]
        table[name] = (letter.strip("'") if letter != "0" else None, commands, every)
    return table


def uses(words, name, letter):
    """Whether an argument of the command line, or a word of a help text, is the option."""
    return any(word == f"--{name}" or word.startswith(f"--{name}=")
               or (letter and re.match(rf"-{letter}(?!-)", word)) for word in words)


def check_cases_of_options(table):
    """A golden case for each option with each command; one for all commands where every command has it."""
    lines = [path.read_text(encoding="utf-8").splitlines() for path in must_find(files("tests/cases/*/args"), "cases")]
    commands = {command for _, some, _ in table.values() for command in some}
    by_command = {}
    for arguments in lines:
        command = next((word for word in arguments if word in commands), None)
        by_command.setdefault(command, []).append(arguments)
    for name, (letter, some, every) in table.items():
        without = [command for command in some
                   if not any(uses(arguments, name, letter) for arguments in by_command.get(command, []))]
        if every and (len(without) < len(some) or any(uses(arguments, name, letter) for arguments in lines)):
            continue
        for command in (["any command"] if every else without):
            problem("tests/cases", f"no case gives --{name} to {command}")


def check_options(options):
    """The options that the program reads are those that the manual explains, the completions complete, the help of their
    commands names, and golden cases use; and no others."""
    table = option_table()
    check_cases_of_options(table)
    known = set(table) - {"colour"}  # the same as color, and not advertised
    manual = (TOP / "compiler/man/crosswalk.1").read_text(encoding="utf-8")
    commands = must_find(re.findall(r"^\.It Ic (\S+)", manual, re.M), "commands in the manual")
    helps = ""
    for arguments in (["--help"], *([command, "--help"] for command in commands)):
        done = subprocess.run([options.binary, *arguments], capture_output=True, text=True, check=False)
        if done.returncode != 0 or not done.stdout or done.stderr:
            problem("crosswalk " + " ".join(arguments), f"status {done.returncode}, {len(done.stdout)} characters")
        helps += done.stdout
        for name in sorted(known - {"help", "version"}):
            letter, some, _ = table[name]
            if arguments[0] in some and not uses(re.findall(r"-[\w-]+", done.stdout), name, letter):
                problem(f"crosswalk {arguments[0]} --help", f"--{name} is missing")
    for name in sorted(long_options(helps) - known):
        problem("--help", f"--{name} is not an option of the program")
    places = {"compiler/man/crosswalk.1": long_options(re.sub(r"Fl -(?=[a-z])", "Fl --", manual))}
    for path in must_find(files("compiler/completion/*"), "completions"):
        text = path.read_text(encoding="utf-8")
        found = long_options(text)
        if path.suffix == ".fish":
            found |= set(re.findall(r"^complete .*? -l ([a-z][a-z-]+)", text, re.M))
        places[path.relative_to(TOP).as_posix()] = found
    for place, found in places.items():
        for name in sorted(known - found):
            problem(place, f"--{name} is missing")
        for name in sorted(found - known):
            problem(place, f"--{name} is not an option of the program")


def check_formats(options):
    """Whatever lists formats to a person lists those that the program writes: help, completions, manual, README, header."""
    source = (TOP / "output/writers.c").read_text(encoding="utf-8")
    table = re.search(r"writers\[\] = \{(.*?)\};", source, re.S)
    known = set(must_find(re.findall(r"&(\w+)_writer", table.group(1) if table else ""), "writers"))
    # Only what stands beside the word for it counts: "text" or "html" stands somewhere in every file.
    places = {path.relative_to(TOP).as_posix(): "".join(re.findall(r"(?m)^.*format.*\n(?:.*\\\n)*", path.read_text(encoding="utf-8")))
              for path in must_find(files("compiler/completion/*"), "completions")}
    manual = (TOP / "compiler/man/crosswalk.1").read_text(encoding="utf-8")
    places["compiler/man/crosswalk.1"] = "".join(re.findall(r"(?m)^The formats to write, .*\n((?:\.Cm \w+ [,.]\n)+)", manual))
    readme = (TOP / "README.md").read_text(encoding="utf-8").lower()
    places["README.md"] = "".join(re.findall(r"(?s)and writes (.*?)\.", readme))
    header = (TOP / "compiler/include/crosswalk.h").read_text(encoding="utf-8")
    places["cw_table in crosswalk.h"] = "".join(re.findall(r"/\*((?:(?!\*/).)*)\*/\s*CW_API enum cw_result cw_table\(", header, re.S))
    for command in ("build", "table", "matrix", "gaps", "list"):
        done = subprocess.run([options.binary, command, "--help"], capture_output=True, text=True, check=False)
        text = re.search(r"--format [A-Z].*(?:\n {10,}.*)*", done.stdout)
        places[f"crosswalk {command} --help"] = text.group(0) if text else ""
    for place, text in places.items():
        named = set(re.findall(r"\w+", text))
        # What a command cannot write it does not list: pages of gaps and lists, and an index of workbooks.
        pageless = place in ("crosswalk gaps --help", "crosswalk list --help")
        for name in sorted(known - named - ({"html"} if pageless else set())):
            problem(place, f"the format {name} is missing")
    for name in sorted(known):
        if not files(f"output/{name}/*.c"):
            problem(f"output/{name}", "a format has a folder of its name")


def check_exported(options):
    """The shared library exports what crosswalk.h marks with CW_API, and nothing else."""
    header = (TOP / "compiler/include/crosswalk.h").read_text(encoding="utf-8")
    header = re.sub(r"/\*.*?\*/", "", header, flags=re.S)
    header = re.sub(r"^\s*#.*$", "", header, flags=re.M)
    declared = set(re.findall(r"\bCW_API\b[^;(]*?\b(\w+)\s*[\(\[;]", header))
    must_find(declared, "declarations marked with CW_API")
    done = subprocess.run([options.nm, "-D", "--defined-only", options.library], capture_output=True, text=True,
                          check=True)
    exported = {line.split()[-1].split("@")[0] for line in done.stdout.splitlines() if line.split()[-2] in "TDBRVW"}
    exported -= {"_init", "_fini", "__bss_start", "_edata", "_end"}
    exported = {name for name in exported if not name.startswith(("__asan", "__ubsan", "__tsan", "__odr_asan"))}
    for name in sorted(declared - exported):
        problem("compiler/include/crosswalk.h", f"{name} is declared and not in the library")
    for name in sorted(exported - declared):
        problem(options.library, f"{name} is exported and not declared with CW_API")


def check_paths(options):
    """No path of the machine that built the program is in it."""
    data = pathlib.Path(options.binary).read_bytes()
    for path in {str(TOP), str(pathlib.Path(options.build))}:
        if path.encode() in data:
            problem(options.binary, f"holds {path}")


def main():
    rules = {name[6:]: rule for name, rule in globals().items() if name.startswith("check_")}
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rule", choices=sorted(rules))
    parser.add_argument("--binary")
    parser.add_argument("--library")
    parser.add_argument("--nm", default="nm")
    parser.add_argument("--build")
    parser.add_argument("--update", action="store_true", help="findings: write the manual's entries anew")
    options = parser.parse_args()
    rules[options.rule](options)
    print("\n".join(problems) or f"{options.rule}: in order")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main()
