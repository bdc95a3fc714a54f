"""Makes the site of the pages: the menu from the files that there are, and what Markdown leaves out.

Called by `mkdocs build` at its hooks. A page that is added is found: its folder says where it goes, and a
page beside the folders stands in `ALONE`, or behind those that do.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DOCS = Path(__file__).parent.parent / "docs"
INDEX = "README.md"
"""The first page, of the project and of the pages."""

ALONE = ("start", "command-line", "configuration", "configuration-reference")
"""Pages that come first, in this order; the others beside the folders come last."""

FOLDERS: Mapping[str, str] = {
    "commands": "Commands",
    "checks": "Checks",
    "integrations": "Where it runs",
    "extractors": "What it reads",
    "reporters": "Formats",
    "rules": "What it knows",
}
_FILE = re.compile(r"^<!-- (?P<file>\S+) -->\n+```(?P<language>\w*)$", re.MULTILINE)
_LINK = re.compile(r"\[(?P<words>(?:[^\]`]|`[^`]*`)+)\]\((?P<to>[^)#:\s]+)[^)]*\)")
_TITLE = re.compile(r"^# (.+)$", re.MULTILINE)

Menu = list[dict[str, Any]]


def menu(docs: Path = DOCS) -> Menu:
    """Every page once: first steps, a section for each folder, the rest."""
    top = {page.stem: page.name for page in sorted(docs.glob("*.md"))}
    top.pop(Path(INDEX).stem, None)
    first = [name for name in ALONE if name in top]
    last = [name for name in top if name not in ALONE]
    folders = [*FOLDERS, *sorted({page.parent.name for page in docs.glob("*/*.md")} - FOLDERS.keys())]
    return [
        {"Home": INDEX},
        *({title(docs / top[name]): top[name]} for name in first),
        *({FOLDERS.get(name, name.capitalize()): section(docs, name)} for name in folders),
        *({title(docs / top[name]): top[name]} for name in last),
    ]


def section(docs: Path, folder: str) -> Menu:
    """The pages of a folder by their titles, without the words that all of them share."""
    pages = sorted((docs / folder).glob("*.md"))
    return [{title(page).removeprefix("vercheck "): f"{folder}/{page.name}"} for page in pages]


def title(page: Path) -> str:
    match = _TITLE.search(page.read_text("utf-8"))
    return match[1].replace("`", "").removeprefix("The pack ") if match else page.stem


def shown(markdown: str, page: Path, docs: Path = DOCS) -> str:
    """A page with the name of each file over its text, and only the words of links that leave the site."""
    return _LINK.sub(lambda link: _within(link, page, docs), _FILE.sub(_titled, markdown))


def _within(link: re.Match[str], page: Path, docs: Path) -> str:
    target = Path(os.path.normpath(page.parent / link["to"]))
    return link[0] if target.is_relative_to(docs) else link["words"]


def home(index: str, readme: str) -> str:
    """The first page: what the README says at its beginning, and then the index of all pages."""
    introduction = readme.partition("\n## ")[0].strip()
    pages = index.partition("\n")[2].strip()
    return f"{introduction}\n\nBegin with [five minutes](start.md).\n\n## Pages\n\n{pages}\n"


def _titled(match: re.Match[str]) -> str:
    what = "vercheck says" if match["file"] == "output" else match["file"]
    return f'```{match["language"] or "text"} title="{what}"'


def on_config(config: Any) -> Any:
    """Called by mkdocs: the menu."""
    config["nav"] = menu(Path(config["docs_dir"]))
    return config


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Called by mkdocs: the text of a page."""
    if page.file.src_uri == INDEX:
        return home(markdown, (DOCS.parent / INDEX).read_text("utf-8"))
    return shown(markdown, DOCS / page.file.src_uri)
