"""What a comment says about the table below it: whose versions its keys are, and which names occur in it.

Separate from the tables, which are data: these are words, and which of them name a tool the graph knows.
"""

from __future__ import annotations

import re

_NAME = r"[A-Za-z][A-Za-z0-9]{0,40}(?:[-_.][A-Za-z0-9]{1,40}){0,8}"
_KEYS = re.compile(
    rf"\bkey(?:s|ed)?(?: +(?:is|are|by|on)|:| =|=)+ +(?:the |an? )?[\"'`]?(?P<name>{_NAME})", re.IGNORECASE
)
_NAMED = re.compile(
    rf"`(?P<quoted>{_NAME})`"
    rf"|(?<![\w./-])(?P<versioned>{_NAME})(?: cli| binary)? (?:versions?|releases?|cli)\b"
    r"|(?<![\w./@-])(?P<compound>[A-Za-z][A-Za-z0-9]{0,40}(?:[-_][A-Za-z0-9]{1,40}){1,8})(?![\w/.-]*[\w/])",
    re.IGNORECASE,
)
_MAX_TEXT = 4000


def keyed_by(text: str) -> tuple[str, ...]:
    """Names that a comment says the keys are versions of: `# Key: wasm-tools version`."""
    return tuple(dict.fromkeys(match["name"] for match in _KEYS.finditer(text[:_MAX_TEXT])))


def named_in(text: str) -> tuple[str, ...]:
    """What may be names of tools: words of several parts, quoted ones, and those before the word
    version. Any other word may be one of the language (`go`, `make`)."""
    return tuple(
        dict.fromkeys(
            match["quoted"] or match["versioned"] or match["compound"]
            for match in _NAMED.finditer(text[:_MAX_TEXT])
        )
    )
