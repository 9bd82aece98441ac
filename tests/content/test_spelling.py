#!/usr/bin/env python3
"""The words of the bundled documents, the examples and these tests, against a British dictionary and words.txt: one
word a line, those that no dictionary has. Needs hunspell with its dictionary en_GB, and says plainly that it was
skipped without."""
import pathlib
import re
import shutil
import subprocess
import unittest
import xml.etree.ElementTree as ElementTree

import documents

WORDS = pathlib.Path(__file__).with_name("words.txt")
TEXTS = {"title", "short", "publisher"}


def dictionary():
    """Why there is no dictionary, or None."""
    if shutil.which("hunspell") is None:
        return "hunspell is not installed"
    done = subprocess.run(["hunspell", "-d", "en_GB", "-l"], input="word", capture_output=True, text=True, check=False)
    return f"hunspell has no dictionary en_GB: {done.stderr.strip()}" if done.returncode else None


def texts(path):
    """Statements are spelt as their publisher spells them, save those of Cyber Essentials, which are this project's words."""
    theirs = path.parent.name == "frameworks" and not path.name.startswith("cyber-essentials")
    for element in ElementTree.parse(path).iter():
        if theirs and documents.local(element) == "statement":
            continue
        yield from (value for name, value in element.attrib.items() if name in TEXTS)
        yield element.text or ""


def words():
    """Each word, and a file that has it. Ids, file names and addresses are no words."""
    found = {}
    for path in documents.bundled_paths() + documents.other_paths():
        for text in texts(path):
            for token in text.replace("’", "'").split():
                if re.search(r"\d|://|_\w+_|[a-z]-[a-z]+-to$", token):
                    continue
                for word in re.findall(r"[A-Za-z]+(?:'[a-z]+)?", token):
                    found.setdefault(word, path.name)
    return found


def unknown(spelled):
    done = subprocess.run(["hunspell", "-d", "en_GB", "-i", "UTF-8", "-l"], input="\n".join(sorted(spelled)) + "\n",
                          capture_output=True, text=True, check=True)
    return set(done.stdout.split())


class Spelling(unittest.TestCase):
    def test_words(self):
        found = words()
        self.assertGreater(len(found), 1000)
        own = set(WORDS.read_text(encoding="utf-8").split())
        wrong = {f"{found[word]}: {word}" for word in unknown(found) - own if word in found}
        self.assertEqual(sorted(wrong), [])

    def test_list_of_words(self):
        lines = WORDS.read_text(encoding="utf-8").splitlines()
        self.assertEqual(lines, sorted(set(lines)))
        self.assertEqual(sorted(set(lines) - set(words())), [], "in no document any more")
        self.assertEqual(sorted(set(lines) - unknown(lines)), [], "in the dictionary")


if __name__ == "__main__":
    documents.main(dictionary())
