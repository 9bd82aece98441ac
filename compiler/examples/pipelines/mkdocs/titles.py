"""The title of a table is its first heading, where mkdocs would make one of the name of the file."""
import re


def on_page_markdown(markdown, page, **_):
    heading = re.search(r"^#+ (.+)$", markdown, re.M)
    if heading and "title" not in page.meta:
        page.meta["title"] = re.sub(r"\\(.)", r"\1", heading.group(1))
    return markdown
