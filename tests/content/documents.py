"""The bundled documents as plain Python: what the content tests look at, read without the program under test."""
import csv
import functools
import os
import pathlib
import re
import subprocess
import sys
import unittest
import xml.etree.ElementTree as ElementTree

TOP = pathlib.Path(__file__).resolve().parents[2]
EXAMPLE = TOP / "compiler" / "examples" / "background-screening"
NAMESPACE = "{urn:crosswalk:1}"

FRAMEWORKS = sorted(path.stem for path in (TOP / "frameworks").iterdir())
MAPPINGS = sorted(path.stem for path in (TOP / "mappings").iterdir())

SKIPPED = 77  # exit status by which ctest knows a test that could not be made


def local(element):
    assert element.tag.startswith(NAMESPACE), f"{element.tag} is not in the namespace"
    return element.tag[len(NAMESPACE):]


class Item:
    """A control or a group."""

    def __init__(self, element, parent):
        self.kind = local(element)
        self.id = element.get("id")
        self.title = element.get("title")
        self.parent = parent
        self.withdrawn = element.get("status") == "withdrawn"
        self.exhaustive = element.get("exhaustive", "true" if self.kind == "group" else "false") == "true"
        self.not_counted = element.get("counted") == "no"
        self.is_part = element.get("part") != "no"
        self.label = element.get("label")
        self.statement = element.findtext(f"{NAMESPACE}statement")
        self.guidance = element.findtext(f"{NAMESPACE}guidance")
        self.attributes = {child.get("name"): child.get("value").split()
                           for child in element.findall(f"{NAMESPACE}attr")}
        self.replaced_by = [child.get("ref") for child in element.findall(f"{NAMESPACE}replaced-by")]
        self.children = [Item(child, self) for child in element if local(child) in ("group", "control")]

    @property
    def members(self):
        """What a union is made of: its parts in force."""
        return [child for child in self.children if child.is_part and not child.withdrawn] if self.exhaustive else []

    @property
    def counted(self):
        """A union is not counted, its members are; nor is what says so or was withdrawn."""
        return self.kind == "control" and not self.withdrawn and not self.not_counted and not self.members

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self):
        item = self
        while item.parent is not None:
            item = item.parent
            yield item


class Framework:
    def __init__(self, path):
        self.path = path
        self.root = ElementTree.parse(path).getroot()
        assert local(self.root) == "framework", path
        self.id = self.root.get("id")
        self.open = self.root.get("open") == "true"
        self.top = [Item(child, None) for child in self.root if local(child) in ("group", "control")]
        self.items = {}
        for item in self:
            assert item.id not in self.items, f"{self.id}: {item.id} twice"
            self.items[item.id] = item
        self.vocabulary = {attribute.get("name"): [value.get("name") for value in attribute]
                           for attribute in self.root.findall(f"{NAMESPACE}attribute")}

    def __iter__(self):
        for item in self.top:
            yield from item.walk()

    def counted(self):
        """Nothing is counted of an open framework."""
        return [] if self.open else [item for item in self if item.counted]

    def controls(self, withdrawn=False):
        return [item for item in self if item.kind == "control" and item.withdrawn == withdrawn]

    def groups(self, withdrawn=False):
        return [item for item in self if item.kind == "group" and item.withdrawn == withdrawn]


class Map:
    """One map; maps that a pattern makes are written out."""

    def __init__(self, sources, targets, element, remarks):
        self.sources = tuple(sources)
        self.targets = tuple(targets)
        self.relation = element.get("relation")
        self.strength = element.get("strength")
        self.attributes = dict(element.attrib)
        self.remarks = remarks

    def __str__(self):
        return f"{' '.join(self.sources)} {self.relation} {' '.join(self.targets)}"


class Mapping:
    def __init__(self, path):
        self.path = path
        self.root = ElementTree.parse(path).getroot()
        assert local(self.root) == "mapping", path
        self.id = self.root.get("id")
        self.source = self.root.get("source")
        self.target = self.root.get("target")
        self.maps = []
        self.none = []  # (side, id, remarks)
        for element in self.root:
            remarks = element.findtext(f"{NAMESPACE}remarks")
            if local(element) == "map":
                self.maps.append(Map(self.refs(element, "source"), self.refs(element, "target"), element, remarks))
            elif local(element) == "map-pattern":
                self.maps += self.written_out(element, remarks)
            elif local(element) == "no-counterpart":
                side = "source" if element.get("source") else "target"
                self.none.append((side, element.get(side), remarks))

    @staticmethod
    def refs(element, side):
        return [element.get(side)] if element.get(side) else [
            child.get("ref") for child in element.findall(NAMESPACE + side)]

    def written_out(self, element, remarks):
        targets = framework(self.target).items
        for item in framework(self.source).controls():
            if item.withdrawn or not re.fullmatch(element.get("source"), item.id):
                continue
            to = re.sub(element.get("source"), element.get("target").replace("$", "\\"), item.id)
            assert to in targets or element.get("missing") == "ignore", f"{self.id}: {item.id} gives {to}"
            if to in targets:
                yield Map([item.id], [to], element, remarks)

    def pairs(self):
        """Each source with each target, as written."""
        return [(source, target) for fact in self.maps for source in fact.sources for target in fact.targets]


@functools.lru_cache(maxsize=None)
def framework(name):
    return Framework(TOP / "frameworks" / f"{name}.xml")


@functools.lru_cache(maxsize=None)
def mapping(name):
    return Mapping(TOP / "mappings" / f"{name}.xml")


def frameworks():
    return [framework(name) for name in FRAMEWORKS]


def mappings():
    return [mapping(name) for name in MAPPINGS]


def bundled_paths():
    return sorted([*(TOP / "frameworks").iterdir(), *(TOP / "mappings").iterdir()])


def other_paths():
    """The examples, and what these tests have of their own."""
    return sorted([*EXAMPLE.rglob("*.xml"), *(TOP / "tests" / "content").glob("*.xml")])


def facts_folder():
    """The folder of tab-separated facts that the documents were written from, or None where it is not at hand."""
    named = os.environ.get("CROSSWALK_FACTS")
    folder = pathlib.Path(named) if named else TOP.parent / "shared" / "data"
    if named and not folder.is_dir():
        sys.exit(f"CROSSWALK_FACTS is no folder: {named}")
    return folder if (folder / "frameworks").is_dir() and (folder / "pairs").is_dir() else None


def facts(name):
    """The rows of a file of facts; lines that begin with # say where they come from."""
    with open(facts_folder() / name, encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert rows, f"{name} has no rows"
    return rows


def run(*arguments, cwd=TOP, status=0):
    """Runs the program under test; its standard output and standard error."""
    env = {name: value for name, value in os.environ.items() if name.endswith("SAN_OPTIONS")}
    env.update(PATH=os.defpath, LC_ALL="C.UTF-8", NO_COLOR="1")
    done = subprocess.run([PROGRAM, *arguments], cwd=cwd, env=env, timeout=120, stdin=subprocess.DEVNULL,
                          capture_output=True, check=False)
    out, err = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    if done.returncode != status:
        command = " ".join(map(str, ("crosswalk", *arguments)))
        raise AssertionError(f"{command}: status {done.returncode}, not {status}\n{err}")
    return out, err


def table(*arguments, cwd=TOP, status=0):
    """The rows of a CSV that the program writes on standard output."""
    return list(csv.DictReader(run(*arguments, cwd=cwd, status=status)[0].splitlines()))


PROGRAM = None


def main(skip=None):
    """Runs the tests of the calling file: FILE PROGRAM [TEST...]. `skip` says why they cannot be made, if so."""
    global PROGRAM
    if skip:
        print(f"skipped: {skip}")
        sys.exit(SKIPPED)
    if len(sys.argv) < 2 or not os.access(sys.argv[1], os.X_OK):
        sys.exit(f"usage: {sys.argv[0]} PROGRAM [TEST...]")
    # The tests import this file by its name, under which it is another module than the one that runs.
    PROGRAM = os.path.abspath(sys.argv.pop(1))
    unittest.main(module="__main__")
