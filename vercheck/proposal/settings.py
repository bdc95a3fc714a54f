"""Settings as they are written into the proposal: on, or off behind a `#` that somebody takes away.

A line of prose begins with `# `, a setting that is off with `#` and no space: so people and editors can tell
the two apart, and one expression can turn all settings on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import tomlkit

from vercheck.printable import printable

_SHOWN = 10
"""Rows of one kind. Who needs more has seen what they look like."""

_WIDTH = 108


@dataclass(frozen=True, slots=True)
class Setting:
    """What was seen, in words, and the lines of TOML that would say it."""

    seen: str
    lines: tuple[str, ...]
    is_on: bool = False

    def written(self) -> list[str]:
        return [*prose(self.seen), *(line if self.is_on else f"#{line}" for line in self.lines)]


@dataclass(frozen=True, slots=True)
class Section:
    """Settings of one kind, and what they are for."""

    about: str
    settings: Sequence[Setting]
    header: str = ""

    def written(self) -> list[str]:
        lines = [*prose(self.about), *([self.header] if self.header else [])]
        for setting in self.settings[:_SHOWN]:
            lines += [*([] if self.header else [""]), *setting.written()]
        if len(self.settings) > _SHOWN:
            lines += ["", *prose(f"and {len(self.settings) - _SHOWN:,} more like these")]
        return lines


def prose(text: str) -> list[str]:
    """A comment, broken where it gets too long; nothing for no text."""
    lines: list[str] = []
    for word in printable(text).split():
        if lines and len(lines[-1]) + 1 + len(word) <= _WIDTH:
            lines[-1] += f" {word}"
        else:
            lines.append(f"# {word}")
    return lines


def quoted(text: str) -> str:
    """A string of TOML."""
    return tomlkit.item(text).as_string()


def counted(number: int, noun: str) -> str:
    """`1 error`, `2 errors`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
