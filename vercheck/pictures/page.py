"""A picture as one page that stands alone: its styles, its scripts and what it shows are all inside.

What comes from the repository is data in the page and never markup: it is JSON in which no character can end
a script, and the scripts write it as text only. A policy in the page's head forbids everything else.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from importlib.resources import files
from typing import Any

from vercheck.pictures.document import found, severity_word, summary
from vercheck.pictures.picture import Picture
from vercheck.printable import printable

_HOME = files("vercheck") / "pictures" / "page"
_LIBRARY, _LICENSE = "carried/d3.js", "carried/d3.LICENSE"
SCRIPTS = ("model", "elements", "links", "columns", "table", "findings", "details", "start")
_PARTS_OF_A_SITE = (
    "tool", "ecosystem", "artifact", "role", "value", "version", "path", "line", "scope", "trail", "text",
    "severity", "leads_to",
)  # fmt: skip


class NotCarriedError(Exception):
    """The library that draws is not there: this copy was not built, or was built in part."""


def as_html(picture: Picture) -> str:
    """The whole page.

    Raises:
        NotCarriedError: as it says.
    """
    library = _carried()
    style = _text("style.css")
    script = "\n".join(_text(f"{name}.js") for name in SCRIPTS)
    policy = (
        "default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; "
        f"script-src {_allowed(library)} {_allowed(script)}; style-src {_allowed(style)}"
    )
    parts = {
        "policy": policy,
        "style": style,
        "data": _data(picture),
        "library": library,
        "script": script,
    }
    # In one pass, so that what is put in is never taken for a mark.
    return re.sub(r"\{\{(\w+)\}\}", lambda mark: parts[mark[1]], _text("page.html"))


def _data(picture: Picture) -> str:
    """What the page shows, in characters that mean nothing to HTML."""
    text = json.dumps(_content(picture), separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _content(picture: Picture) -> Any:
    """As in the graph's JSON, but for sites: a list of numbers each, which count in one list of all words, so
    that thousands of them are a page that opens at once."""
    words: dict[Any, int] = {}
    sites = []
    for site in picture.sites:
        pin = site.linked.pin
        parts = (
            site.tool,
            site.linked.artifact.ecosystem,
            str(site.linked.artifact),
            str(pin.role),
            type(pin.value).__name__.lower(),
            site.version,
            site.path,
            pin.location.line,
            str(site.linked.scope),
            pin.trail,
            "" if pin.role == "resolves" and not site.severity else site.text,
            severity_word(site.severity),
            site.leads_to,
        )
        sites.append([words.setdefault(_word(part), len(words)) for part in parts])
    return _harmless(
        {
            "version": picture.version,
            "root": picture.root,
            "summary": summary(picture),
            "parts": list(_PARTS_OF_A_SITE),
            "words": list(words),
            "sites": sites,
            "findings": found(picture),
        }
    )


def _word(part: str | int | None) -> str | int | None:
    return printable(part) if isinstance(part, str) else part


def _harmless(value: Any) -> Any:
    """Texts without control characters and marks that turn what is read around; diffs keep their lines."""
    match value:
        case str():
            return "\n".join(printable(line.replace("\t", "    ")) for line in value.split("\n"))
        case dict():
            return {key: _harmless(item) for key, item in value.items()}
        case list():
            return [_harmless(item) for item in value]
        case _:
            return value


def _carried() -> str:
    try:
        license_, library = _text(_LICENSE), _text(_LIBRARY)
    except OSError:
        raise NotCarriedError(
            "this copy of vercheck was not installed, so it lacks the library that draws the page: "
            "`pip install` brings it; `--format dot`, `mermaid` and `json` need none"
        ) from None
    return f"/*\n{license_.strip()}\n*/\n{library}"


def _text(name: str) -> str:
    return (_HOME / name).read_text("utf-8")


def _allowed(text: str) -> str:
    """A script or a style, as a content security policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
