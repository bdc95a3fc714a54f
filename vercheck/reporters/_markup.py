"""Texts of a repository in Markdown, in which they are what they say and nothing else."""

from __future__ import annotations

import html
import re

from vercheck.printable import printable

_CUT = 1000
"""Characters of a text in a cell, of which a file's contents may be a part."""

_MARKUP = re.compile(r"[\\`*_\[\]~#!|]")


def prose(text: str) -> str:
    """A text whose code between backticks stays code, and in which nothing else is markup."""
    parts = _short(text).split("`")
    if len(parts) % 2 == 0:
        parts[-2:] = ["`".join(parts[-2:])]
    return "".join(code(part) if index % 2 else _plain(part) for index, part in enumerate(parts))


def _plain(text: str) -> str:
    return _MARKUP.sub(r"\\\g<0>", html.escape(text, quote=False))


def code(text: str) -> str:
    """Code in a cell. A cell ends at a `|` even in code, and code at a backtick: these take HTML."""
    shown = _short(text)
    if shown.strip() and not re.search(r"[|`\\]", shown):
        return f"`{shown}`"
    return "<code>" + "".join(_entity(character) for character in shown) + "</code>"


def _entity(character: str) -> str:
    return character if character.isalnum() or character in " /" else f"&#{ord(character)};"


def _short(text: str) -> str:
    shown = printable(text)
    return shown if len(shown) <= _CUT else shown[:_CUT] + "…"
