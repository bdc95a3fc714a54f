"""Writes `docs/README.md`: one line for each page, taken from the page itself.

Run `make docs` after a page came or changed; a house rule compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"
INDEX = DOCS / "README.md"
_ORDER = ("commands", "checks", "integrations", "extractors", "reporters", "rules")
_NO_PROSE = ("#", "```", "|", "<!--", "**Default")
_SENTENCE = re.compile(r"(.+?\.)(?:\s|$)")
_LINK = re.compile(r"\[([^\]]+)\]\([^)]*\)")


def index() -> str:
    """The whole index."""
    return "\n".join(["# vercheck: pages", "", *_pages(DOCS, "")])


def _pages(folder: Path, heading: str) -> Iterator[str]:
    pages = sorted(page for page in folder.glob("*.md") if page != INDEX)
    if heading and pages:
        yield f"## {heading.capitalize()}"
        yield ""
    for page in pages:
        yield f"- [{page.stem}]({page.relative_to(DOCS)}): {_first_sentence(page)}"
    if pages:
        yield ""
    if not heading:
        for name in _ORDER:
            yield from _pages(DOCS / name, name)


def _first_sentence(page: Path) -> str:
    """The first sentence of prose, without links, which would lead elsewhere from here."""
    paragraphs = [part.strip() for part in page.read_text("utf-8").split("\n\n")]
    prose = next((part for part in paragraphs if part and not part.startswith(_NO_PROSE)), "")
    text = _LINK.sub(r"\1", " ".join(prose.split()))
    match = _SENTENCE.match(text)
    return match[1] if match else text.rstrip(":")


if __name__ == "__main__":
    INDEX.write_text(index(), "utf-8")
