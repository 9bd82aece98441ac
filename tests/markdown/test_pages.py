#!/usr/bin/env python3
"""Pages and fragments in the sites that hold them: front matter is YAML, headings and their anchors survive, links lead
somewhere, fragments have no heading, and MDX finds neither an element nor an expression."""
import re
import sys
import urllib.parse

import yaml

import common
from common import check, output


def slugs(page):
    """The anchors that GitHub gives the headings: the words in small letters, joined by hyphens; a number for a repetition."""
    given = {}
    result = []
    for heading in page.headings:
        slug = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        result.append(f"{slug}-{given[slug]}" if slug in given else slug)
        given[slug] = given.get(slug, 0) + 1
    return result


def check_links(what, folder, data):
    page = common.by_cmark(data)
    for link in page.links:
        path, _, fragment = link.partition("#")
        if re.match(r"https?:|mailto:", path):
            continue
        target = folder / urllib.parse.unquote(path) if path else None
        check(f"{what}: {link} leads to a file", target is None or target.is_file())
        if fragment and (target is None or target.is_file()):
            there = page if target is None else common.by_cmark(target.read_bytes())
            check(f"{what}: {link} leads to a heading", urllib.parse.unquote(fragment) in slugs(there))
    return len(page.links)


def without_code(line):
    """A line of MDX without its code spans and escapes: what is left may mean something."""
    line = re.sub(r"\\[!-/:-@\[-`{-~]", "", line)
    return re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", line)


def check_mdx(what, text):
    for number, line in enumerate(text.splitlines(), 1):
        left = without_code(line)
        bare = left.replace("<code>", "").replace("</code>", "")
        check(f"{what}:{number}: MDX finds no expression and no element", not re.search(r"[{}<]", bare), f"  {line[:200]}")
        check(f"{what}:{number}: code is closed", left.count("<code>") == left.count("</code>"))
        check(f"{what}:{number}: MDX finds no import", not re.match(r"\s*(import|export)\b", line))


def check_headings(what, data, most):
    """The same headings by every renderer, each with an anchor in mkdocs; at most so many."""
    shown = {name: render(data) for name, render in common.RENDERERS.items()}
    first = shown["cmark-gfm"].headings
    for name, page in shown.items():
        check(f"{what}: headings by {name}", page.headings == first, f"  {page.headings}\n  {first}")
    check(f"{what}: number of headings", len(first) <= most if most == 0 else 0 < len(first) <= most, f"  {first}")
    check(f"{what}: anchors differ", len(set(slugs(shown["cmark-gfm"]))) == len(first))
    check(f"{what}: anchors in mkdocs", len(shown["mkdocs"].ids) == len(first))


def test_folder(binary, out, what, *paths):
    output(binary, "build", "-W", "no-gap", "-o", out, "--format", "markdown", *paths)
    output(binary, "build", "-W", "no-gap", "-o", out / "fragments", "--format", "markdown", "--fragment", *paths)
    pages = sorted(out.glob("*.md"))
    links = 0
    for page in pages:
        fragment = out / "fragments" / page.name
        check(f"{what}: {page.name} is a fragment, too", fragment.is_file())
        for path, most in ((page, 4), (fragment, 0)):
            data = path.read_bytes()
            name = f"{what} {path.relative_to(out)}"
            check_headings(name, data, most)
            check_mdx(name, data.decode("utf-8"))
            links += check_links(name, path.parent, data)
            check(f"{name}: ends with a line end", data.endswith(b"\n") and b"\r" not in data and b"\n\n\n" not in data)
    check(f"{what}: there are pages and links", len(pages) > 1 and links >= len(pages) - 1)


def test_front_matter(binary, folder):
    wanted = {"title": "Crosswalk", "weight": 3, "tags": ["a", "b"], "draft": False, "sidebar_label": "One: two"}
    given = ["title=Crosswalk", "weight=3", "tags=[a, b]", "draft=false", 'sidebar_label="One: two"']
    options = [word for line in given for word in ("--front-matter", line)]
    for command in (["table", "one", "two"], ["gaps", "one", "two"], ["list", "controls"]):
        text = output(binary, *command, folder, "--format", "markdown", *options).decode("utf-8")
        plain = output(binary, *command, folder, "--format", "markdown").decode("utf-8")
        opened, front, rest = text.split("---\n", 2)
        check(f"{command[0]}: front matter stands first", opened == "")
        check(f"{command[0]}: front matter is YAML", yaml.safe_load(front) == wanted, f"  {yaml.safe_load(front)}")
        check(f"{command[0]}: the rest is the same", rest == "\n" + plain)


def main():
    binary, scratch, _kept = common.scratch_and_binary(sys.argv)
    hostile = common.write_hostile(scratch / "hostile")
    test_folder(binary, scratch / "bundled", "bundled", common.write_pairs(scratch / "pairs.xml"))
    test_folder(binary, scratch / "out", "hostile", hostile)
    test_front_matter(binary, hostile)
    common.finish()


if __name__ == "__main__":
    main()
