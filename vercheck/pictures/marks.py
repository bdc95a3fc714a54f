"""What the two languages for drawings share: how a tool, a place and a version are labelled."""

from __future__ import annotations

from vercheck.model import Severity
from vercheck.pictures.picture import Picture, versions
from vercheck.printable import printable

_VERSIONS = 3
_WIDTH = 80
WORDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}


def label(text: str) -> str:
    """A name on one line, cut where no drawing has room for it."""
    shown = printable(text)
    return shown if len(shown) <= _WIDTH else shown[: _WIDTH - 1] + "…"


def said(picture: Picture, edge: tuple[str, str]) -> str:
    """The versions of one tool in one file, on one line."""
    found = versions(picture.edges[edge])
    more = f" and {len(found) - _VERSIONS} more" if len(found) > _VERSIONS else ""
    return label(", ".join(found[:_VERSIONS])) + more
