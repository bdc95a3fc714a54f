"""JSON that every parser reads: in ASCII, so that no locale can change it, and without half characters.

A file name need not be UTF-8; Python keeps such bytes as lone surrogates, which strict parsers refuse.
"""

from __future__ import annotations

import json
from typing import Any

from vercheck.printable import without_surrogates


def json_text(document: Any, indent: int | None = None) -> str:
    """A document, with a newline at its end."""
    return json.dumps(_writable(document), indent=indent) + "\n"


def _writable(value: Any) -> Any:
    match value:
        case str():
            return without_surrogates(value)
        case dict():
            return {key: _writable(item) for key, item in value.items()}
        case list():
            return [_writable(item) for item in value]
        case _:
            return value
