"""The page of a check, as a terminal shows it: the same text as on the site.

The pages ship with the package, and lie beside it in a checkout.
"""

from __future__ import annotations

import re
from pathlib import Path

_FILE = re.compile(r"^<!-- (\S+) -->\n+(?=```)", re.MULTILINE)
_LINK = re.compile(r"\[((?:[^\]`]|`[^`]*`)+)\]\((?:[^()\s]+)\)")


def home() -> Path:
    """The folder of the pages of the checks."""
    package = Path(__file__).parent.parent
    inside = package / "pages" / "checks"
    return inside if inside.is_dir() else package.parent / "docs" / "checks"


def page_of(check: str) -> str:
    """The page of a check: the name of each file above its text, and links as their words."""
    text = (home() / f"{check}.md").read_text("utf-8")
    return _LINK.sub(r"\1", _FILE.sub(_named, text))


def _named(match: re.Match[str]) -> str:
    return "vercheck says:\n\n" if match[1] == "output" else f"{match[1]}:\n\n"
