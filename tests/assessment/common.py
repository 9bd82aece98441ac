"""Small documents for tests of assessments, and running the program over them."""
import csv
import io
import json
import pathlib
import subprocess
import xml.sax.saxutils

XMLNS = 'xmlns="urn:crosswalk:1"'


def quote(text):
    return xml.sax.saxutils.quoteattr(str(text))


def attributes(values):
    return "".join(f" {name.replace('_', '-')}={quote(value)}" for name, value in values.items() if value is not None)


def element(tag, inner="", **values):
    return f"<{tag}{attributes(values)}>{inner}</{tag}>" if inner else f"<{tag}{attributes(values)}/>"


def framework(ident, controls):
    """Controls: ids, or markup of one's own."""
    body = "".join(c if c.startswith("<") else element("control", id=c, title=c) for c in controls)
    return f"<framework {XMLNS}{attributes({'id': ident, 'title': ident})}>{body}</framework>"


def mapping(ident, source, target, maps, **values):
    """Maps: (source, relation, target), each end an id or a list of ids; or markup of one's own."""
    body = ""
    for entry in maps:
        if isinstance(entry, str):
            body += entry
            continue
        left, relation, right = entry
        ends = {"relation": relation}
        inner = ""
        for name, end in (("source", left), ("target", right)):
            if isinstance(end, str):
                ends[name] = end
            else:
                inner += "".join(element(name, ref=one) for one in end)
        body += f"<map{attributes(ends)}>{inner}</map>" if inner else f"<map{attributes(ends)}/>"
    values = {"id": ident, "source": source, "target": target, "rationale": "semantic", **values}
    return f"<mapping {XMLNS}{attributes(values)}>{body}</mapping>"


def assessment(ident, frame, statuses, **values):
    """Statuses: id to a status, or to "no" for a control that is left out, or to markup of one's own."""
    body = ""
    for control, status in statuses.items():
        if status.startswith("<"):
            body += status
        elif status == "no":
            body += element("control", ref=control, applicable="no", justification="There is no such activity here")
        else:
            body += element("control", ref=control, applicable="yes", status=status)
    values = {"id": ident, "framework": frame, **values}
    return f"<assessment {XMLNS}{attributes(values)}>{body}</assessment>"


def write(folder, documents):
    for name, text in documents.items():
        (pathlib.Path(folder) / name).write_text(text, encoding="utf-8")


def run(binary, folder, *arguments, status=0):
    done = subprocess.run([binary, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if status is not None and done.returncode != status:
        raise AssertionError(f"{' '.join(arguments)} ends with {done.returncode}, not {status}\n{done.stderr}")
    return done


def table(text):
    return list(csv.DictReader(io.StringIO(text)))


def load(text):
    return json.loads(text)
