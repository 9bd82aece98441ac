#!/usr/bin/env python3
"""The page of a bid says nothing but what stands in a list: every line of it, over assessments made at random.

All texts that a user writes, and all titles, are words of their own kind here, so that what is left of a line is the program's.
A sentence that is not in the list below is a new claim, and somebody has to decide that it may be made.
"""
import os
import random
import re
import sys
import tempfile

from common import assessment, element, framework, mapping, run, write

BINARY = os.path.abspath(sys.argv[1])
ROUNDS = 80
U = r"qx[a-z]+"  # what a user wrote
T = r"(?:tt|ff)[a-z0-9]+"  # a title or the id of a control
D = r"20\d\d-\d\d-\d\d"
SCOPE = rf"{U} {U}"
STATUS = r"(?:implemented|in part|planned|not implemented|not stated|left out)"
COUNT = r"\d+"
AGE = rf"(?:stale, of {D}|expired, valid to {D})"
MARKS = rf"(?: \((?:on request|{AGE}|on request, {AGE})\))?"

# What the headings, the facts, the sentences and the points of the page may say.
ALLOWED = [re.compile(f"^(?:{line})$") for line in (
    "",
    rf"# {U}",
    "Information security",
    rf"- As of: {D}",
    rf"- Scope \(.+\): {SCOPE}",
    rf"- Date of this pack: {D}",
    rf"- Version of this pack: {COUNT}",
    rf"- Contact: {U}",
    rf"The oldest evidence behind this page is of {D}\.",
    rf"Judged at {D}, not today\.",
    r"No date is stated, so that nothing here is judged by its age\.",
    "## What others have attested",
    "(?:For this scope no|For these scopes no|No) certificate is stated\\.",
    "A certificate is about a management system or a point in time, for its scope; it attests no single control\\.",
    rf"- Holds Cyber Essentials(?: \(verified self-assessment\))?(?:, certificate {U})?, requirements of Cyber Essentials 3\.3"
    rf"(?:, {U}(?: \(accredited by {U}\))?)?, issued {D}, valid to {D}(?:, scope: {SCOPE})?\.",
    rf"- Holds Cyber Essentials Plus \(technical audit of a sample by an assessor\)(?:, certificate {U})?, requirements of "
    rf"Cyber Essentials 3\.3(?:, {U}(?: \(accredited by {U}\))?)?, issued {D}, valid to {D}(?:, scope: {SCOPE})?\.",
    rf"- Certificate(?: {U}(?:, {U}(?: \(accredited by {U}\))?)?| of {U}(?: \(accredited by {U}\))?), ISO/IEC 27001:2022, issued "
    rf"{D}, valid to {D}"
    rf"(?:, statement of applicability version {COUNT})?(?:, scope: {SCOPE})?\.",
    rf"- A SOC 2\(R\) type [12] report(?:, by {U})?, issued {D}(?:, scope: {SCOPE})?; for restricted use, under an agreement "
    r"of confidentiality\.",
    "## What we say of ourselves",
    r"This is our own statement, not an audit\.",
    rf"- On {D}(?:, which is after the day that this page is judged at \({D}\),)? {U} assessed {COUNT}(?: of {COUNT} applicable)? "
    rf"(?:Annex A )?controls? of .+ as implemented, {COUNT} in part, {COUNT} planned, {COUNT} not"
    rf"(?:, without stating that any of them applies)?(?:; {COUNT} (?:is|are) excluded with reasons(?: in the statement of "
    rf"applicability(?:, version {COUNT})?)?)?(?:; {COUNT} (?:is|are) excluded, and no reason is stated)?\."
    rf"(?: Applies, and how far it is implemented is not stated: {COUNT}\.)?"
    rf"(?: Neither whether it applies nor a status is stated: {COUNT}\.| Whether it applies is not stated: {COUNT}"
    rf"(?: \({COUNT} implemented, {COUNT} in part, {COUNT} planned, {COUNT} not implemented, {COUNT} without a status\))?\.)? "
    rf"Scope: {SCOPE}",
    "## Alignment",
    rf"Of the 106 subcategories of NIST CSF 2\.0, {COUNT} lies? wholly within controls that we assess as implemented; for {COUNT} "
    rf"such a control meets something of it, how much is not known; for {COUNT} a published mapping names such a control "
    rf"without saying that anything is shared; {COUNT} (?:has|have) no link\.",
    rf"For {COUNT} only a control that we assess as in place in part meets something of it\.",
    rf"For {COUNT} our own reading, and no published mapping, names such a control without saying that anything is shared\.",
    r"This, and the table, is what follows from our assessments of other frameworks; what we say of this one itself is counted "
    r"above, and is not in these numbers\.",
    rf"For {COUNT} something is not met, and whether anything of it is met is not known; for {COUNT} our statements contradict "
    r"each other\.",
    rf"For {COUNT} something is not met in another of the scopes that we assess; the alignment names it\.",
    rf"{COUNT} of these rows (?:rests on a mapping that nobody has reviewed by hand; it is|rest on a mapping that nobody has "
    r"reviewed by hand; they are) marked in the alignment\.",
    rf"{COUNT} rests? on our own reading\.",
    r"\| Heading \| Title \| Wholly within implemented controls \| Something met \| Named by a mapping \| "
    r"Something not met, or disputed \| Open \|",
    r"\| --- \| --- \| --- \| --- \| --- \| --- \| --- \|",
    rf"\| `[A-Z]{{2}}` \| [A-Z][a-z]+ \| {COUNT} \| {COUNT} \| {COUNT} \| {COUNT} \| {COUNT} \|",
    "## From a risk to evidence",
    rf"The risk R-{COUNT} is treated by:",
    rf"- .+: {STATUS}(?:; evidence: {U}{MARKS}(?:; {U}{MARKS})*)?\.",
    "## Risks",
    rf"{COUNT} risks?: {COUNT} modified by controls, {COUNT} shared, {COUNT} retained, {COUNT} avoided"
    rf"(?:, {COUNT} with no treatment stated)?\.",
    "## Not met or not known",
    rf"- .+ \(.+\): {STATUS}(?:, {U})?(?:, due {D})?\.",
    r"- .+ \(.+\): left out, and none of those that one may leave out\.",
    rf"- {COUNT} (?:Annex A |other )?controls? of .+ (?:has|have) no line in our assessment: whether (?:it is|they are) met is "
    r"not known\.",
    r"Nothing that our assessments speak of\.",
    "## Mappings used",
    r"- .+, published by .+",
    rf"- .+, by {U}, our own reading\.",
    r"None\.",
    "## What is assumed",
    "- A1: implemented means all that the control asks for, everywhere in the scope\\.",
    "- A2: what holds in a scope holds in every part of it\\.",
    "- A3: what was met at the review is still met\\.",
)]
# What follows the publisher of a mapping.
REVIEW = re.compile(r"^(?:, our own reading|, not reviewed by hand|, made by hand(?: in part)?)?\.$")
STATUSES = ("implemented", "partial", "planned", "not-implemented")


def word(rng):
    return "qx" + "".join(rng.choice("abcdefghij") for _ in range(6))


def day(rng, year):
    return f"{year}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def maybe(rng, value):
    return value if rng.random() < 0.6 else None


def evidence(rng):
    return "".join(element("evidence", href=f"{word(rng)}.pdf", title=maybe(rng, word(rng)), collected=day(rng, rng.choice((2024, 2026))),
                           expires=maybe(rng, day(rng, 2026)), share=maybe(rng, rng.choice(("yes", "no", "on-request")))) for _ in range(rng.randint(0, 2)))


def control(rng, ident):
    if rng.random() < 0.15:
        return element("control", ref=ident, applicable="no", justification=maybe(rng, word(rng)))
    return element("control", evidence(rng), ref=ident, applicable=maybe(rng, "yes"),
                   status=maybe(rng, rng.choice(STATUSES)), owner=maybe(rng, word(rng)), due=maybe(rng, day(rng, 2027)))


def certificate(rng):
    standard, level = rng.choice((("ISO/IEC 27001:2022", None), ("Cyber Essentials 3.3", "basic"),
                                  ("Cyber Essentials 3.3", "plus"), ("cyber-essentials-3.3", None),
                                  ("SOC 2", rng.choice(("type 1", "2"))), ("SOC 2 Type II", None),
                                  ("Cyber Essentials Plus 3.3", None),
                                  ("ISO/IEC 27002:2022", None), ("NIST CSF 2.0", None)))
    body = maybe(rng, word(rng))
    return element("certificate", maybe(rng, f"{word(rng)} {word(rng)}") or "", standard=standard, level=level, body=body,
                   accreditation=maybe(rng, word(rng)) if body else None, number=maybe(rng, word(rng)), issued=day(rng, 2025),
                   expires=day(rng, rng.choice((2026, 2028))), soa_version=maybe(rng, "3"))


def document(rng, frame, controls):
    said = {ident: control(rng, ident) for ident in controls if rng.random() < 0.5}
    inner = element("scope", f"{word(rng)} {word(rng)}") + "".join(certificate(rng) for _ in range(rng.randint(0, 3)))
    risks = ""
    for number in range(rng.randint(0, 3)):
        treated = "".join(element("treated-by", control=one) for one in rng.sample(controls, min(2, len(controls))))
        risks += element("risk", treated, id=f"R-{number}", title=word(rng), likelihood=str(rng.randint(1, 5)), impact="3",
                         treatment=maybe(rng, rng.choice(("modify", "share", "retain", "avoid"))))
    text = assessment(f"our-{frame}", frame, said, organisation=word(rng), date=day(rng, 2026), version=maybe(rng, "3"))
    return text.replace(">", ">" + inner, 1).replace("</assessment>", risks + "</assessment>")


def is_allowed(line):
    if line.startswith("- ") and ", published by " in line:
        return REVIEW.match(re.sub(r"^- .+, published by .*?(?=, our own reading|, not reviewed|, made by hand|\.$)", "", line))
    return any(pattern.match(line) for pattern in ALLOWED)


def main():
    rng = random.Random(29)
    strange = {}
    lines = 0
    with tempfile.TemporaryDirectory() as folder:
        known = run(BINARY, folder, "list", "controls", "--format=csv").stdout.splitlines()[1:]
        ids = {frame: [row.split(",")[1] for row in known if row.startswith(frame + ",") and "control" in row]
               for frame in ("iso27001-2022", "cyber-essentials-3.3", "csf-2.0")}
        own = mapping("own", "house", "csf-2.0", [("H1", "superset-of", "GV.OC-01"), ("H2", "intersects-with", "ID.AM-01")],
                      authority="organisation", title="tthouse", publisher="qxpublisher")
        write(folder, {"house.xml": framework("house", ["H1", "H2"]), "own.xml": own})
        for number in range(ROUNDS):
            frames = rng.sample(["iso27001-2022", "cyber-essentials-3.3"], rng.randint(1, 2))
            documents = {f"{frame}.xml": document(rng, frame, ids[frame]) for frame in frames}
            more = []
            if rng.random() < 0.4:
                documents["mine.xml"] = document(rng, "house", ["H1", "H2"])
                more = ["house.xml", "own.xml"]
            write(folder, documents)
            arguments = ["bid", *documents, *more] + (["--as-of", day(rng, 2026)] if rng.random() < 0.5 else [])
            done = run(BINARY, folder, *arguments, status=None)
            lines += len(done.stdout.splitlines())
            for line in done.stdout.splitlines():
                plain = line.replace("\\", "")
                if not is_allowed(plain):
                    strange.setdefault(re.sub(r"\d+", "N", re.sub(U, "U", plain)), (number, plain))
    for number, line in list(strange.values())[:20]:
        print(f"FAILED not in the list, round {number}: {line}")
    print(f"{lines} lines of {ROUNDS} pages read, {len(strange)} kinds of lines are not in the list")
    return 1 if strange or lines < 20 * ROUNDS else 0


sys.exit(main())
