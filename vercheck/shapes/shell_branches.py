"""Which commands of a script stand in a branch: an arm of `if … fi` or of `case … esac`.

Only one arm runs, so what two of them say does not contradict. Separate from the words, as it looks at
their order and at nothing inside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from vercheck.shapes.shell_words import Command

_OPENS = frozenset({"if", "case"})
_CLOSES = frozenset({"fi", "esac"})
_KEYWORDS = _OPENS | _CLOSES | {"then", "elif", "else", "!", "{", "}", "do", "done", "while", "until"}


def with_branches(commands: Iterable[Command]) -> Iterator[tuple[Command, bool]]:
    """Each command, and whether it stands in a branch."""
    depth = 0
    for command in commands:
        for word in command.words:
            if word.text not in _KEYWORDS:
                break
            depth += word.text in _OPENS
            depth -= word.text in _CLOSES and depth > 0
        yield command, depth > 0
