"""PowerShell's own ways to give a variable a value: parameters with a type and a default, `Set-Variable`.

A plain `$Name = value` is read with the assignments of every shell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vercheck.model import Pin
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word
from vercheck.shapes.variables import read_assignment

_TYPED = re.compile(
    r"\[[\w.\[\]]{1,60}\]\s{0,8}\$(\w{1,80})\s{0,8}=\s{0,8}(?:\"([^\"\n$]{1,80})\"|'([^'\n]{1,80})')"
)
_IN_PARAM = re.compile(r"\bparam\s{0,8}\(", re.IGNORECASE)
_BARE = re.compile(r"(?<=[(,\s])\$(\w{1,80})\s{0,8}=\s{0,8}(?:\"([^\"\n$]{1,80})\"|'([^'\n]{1,80})')\s*[,)]")
_SET = re.compile(
    r"\b(?:Set|New)-Variable\s+(?:-Name\s+)?[\"']?(\w{1,80})[\"']?\s+(?:-Value\s+)?"
    r"(?:\"([^\"\n$]{1,80})\"|'([^'\n]{1,80})')",
    re.IGNORECASE,
)
_COMMENT = re.compile(r"^[ \t]*#", re.MULTILINE)


def read_powershell(script: Script) -> Iterator[Pin]:
    """The pins of variables that are declared with a type or set by a command. A parameter's value is a
    default."""
    text = script.passage.text
    blocks = [(found.end(), _closing(text, found.end())) for found in _IN_PARAM.finditer(text)]
    for pattern in (_TYPED, _BARE, _SET):
        for found in pattern.finditer(text):
            in_param = any(start <= found.start() < end for start, end in blocks)
            if (pattern is _BARE and not in_param) or _is_comment(text, found.start()):
                continue
            group = 2 if found[2] is not None else 3
            pin = read_assignment(script, found[1], Word(found[group], *found.span(group)))
            if pin is not None:
                yield replace(pin, is_default=True) if in_param else pin


def _closing(text: str, start: int) -> int:
    """Where the bracket that was opened in front of `start` is closed."""
    depth = 1
    for found in re.finditer(r"[()]", text[start : start + 20_000]):
        depth += 1 if found.group() == "(" else -1
        if depth == 0:
            return start + found.start()
    return start


def _is_comment(text: str, position: int) -> bool:
    start = text.rfind("\n", 0, position) + 1
    return _COMMENT.match(text, start) is not None
