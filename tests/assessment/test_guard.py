#!/usr/bin/env python3
"""Nothing that the program writes of its own accord claims what no file can prove.

Every command and format over assessments of every bundled framework, with texts that claim nothing; titles of frameworks and
controls, and the tokens of relations, are taken out first, for they are not the program's words.
"""
import html
import os
import re
import sys
import tempfile

from common import assessment, element, run, table, write

BINARY = os.path.abspath(sys.argv[1])
CLAIMS = re.compile(r"compliant|compliance with|fully aligned|fully meets|100 ?%|equivalent to|certified to iso/iec 27002|"
                    r"nist certified|csf certified|iso certified|soc 2 certified|soc-2|accredited(?! by)|guarantee|ensures",
                    re.I)
CERTIFICATES = "".join(element("certificate", standard=name, body="Example", accreditation="UKAS", number="1",
                               issued="2026-01-01", expires="2027-12-31", level=level)
                       for name, level in (("ISO/IEC 27001:2022", None), ("Cyber Essentials 3.3", "plus"),
                                           ("Cyber Essentials 3.3", "basic"), ("SOC 2", "type 2")))
STATUSES = ("implemented", "partial", "planned", "not-implemented", "no")


def clean(text, titles):
    text = html.unescape(re.sub(r"<style>.*?</style>|<script>.*?</script>", "", text, flags=re.S))
    text = text.replace("equivalent-to", "").replace("\\", "")
    for title in titles:
        text = text.replace(title, "")
    return text


def main():
    found = []
    pages = 0
    with tempfile.TemporaryDirectory() as folder:
        controls = table(run(BINARY, folder, "list", "controls", "--format=csv").stdout)
        frames = table(run(BINARY, folder, "list", "frameworks", "--format=csv").stdout)
        mappings = table(run(BINARY, folder, "list", "mappings", "--format=csv").stdout)
        titles = sorted({row["title"] for row in controls + frames + mappings}, key=len, reverse=True)
        wanted = ("iso27001-2022", "cyber-essentials-3.3", "soc2-2017", "csf-2.0")
        documents = {}
        for frame in wanted:
            counted = [row["id"] for row in controls if row["framework"] == frame and row["counted"] == "yes"]
            said = {ident: STATUSES[n % len(STATUSES)] for n, ident in enumerate(counted)}
            text = assessment(f"our-{frame}", frame, said, organisation="Acme", date="2026-10-01", version="1")
            risk = element("risk", element("treated-by", control=counted[0]), id="R-1", title="Loss", likelihood="5",
                           impact="5", treatment="modify")
            documents[f"{frame}.xml"] = text.replace("</assessment>", risk + CERTIFICATES + "</assessment>")
        write(folder, documents)
        commands = [(command, f"{frame}.xml", f"--format={form}") for command in ("soa", "risks")
                    for frame in wanted for form in ("text", "csv", "markdown", "html", "json")]
        commands += [("align", target, f"{frame}.xml", f"--format={form}", "--plan")
                     for target in wanted + ("iso27002-2022",) for frame in wanted if frame != target
                     for form in ("text", "csv", "markdown", "html", "json")]
        commands += [("align", "csf-2.0", "iso27001-2022.xml", "--layout=profile", "--format=csv")]
        commands += [("bid", *documents, f"--format={form}") for form in ("markdown", "html")]
        commands += [("bid", f"{frame}.xml") for frame in wanted]
        for command in commands:
            text = run(BINARY, folder, *command).stdout
            pages += 1
            for match in CLAIMS.finditer(clean(text, titles)):
                found.append(f"{' '.join(command)}: {match.group(0)!r}")
        page = run(BINARY, folder, "bid", *documents).stdout
        for must in ("accredited by UKAS", "verified self-assessment", "Cyber Essentials Plus", "not an audit"):
            if must not in page:
                found.append(f"the page of a bid does not say {must!r}")
    for line in found[:20]:
        print(f"FAILED {line}")
    print(f"{pages} outputs read, {len(found)} claims found")
    return 1 if found or pages < 90 else 0


sys.exit(main())
