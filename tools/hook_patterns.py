"""Writes the `files` pattern of the pre-commit hooks from the patterns of the extractors, and `tools.claims`.

Run `make hooks` after an extractor came or changed; a house rule compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from tools import claims

HOOKS = Path(__file__).parent.parent / ".pre-commit-hooks.yaml"
CONFIGURATION = ("vercheck.toml", ".vercheck.toml", "pyproject.toml", ".vercheck-baseline.json")
_ENDING = re.compile(r"\*\.(\w+)")
_FILES = re.compile(r"^( *files: ).*$", re.MULTILINE)


def pattern(globs: Iterable[str]) -> str:
    """One regular expression, searched in a path, for all files that the globs name."""
    every = sorted({*globs, *CONFIGURATION})
    endings = [match[1] for glob in every if (match := _ENDING.fullmatch(glob))]
    named = [_translated(glob) for glob in every if not _ENDING.fullmatch(glob)]
    return rf"\.({'|'.join(endings)})$|(^|/)({'|'.join(named)})$"


def rewritten(text: str, files: str) -> str:
    """A hooks file with this pattern for every hook."""
    return _FILES.sub(lambda match: f"{match[1]}'{files}'", text)


def _translated(glob: str) -> str:
    # A star of a name stays in the name; a star of a path crosses folders, as in `Extractor.patterns`.
    star = ".*" if "/" in glob else "[^/]*"
    return "".join(star if part == "*" else re.escape(part) for part in re.split(r"(\*)", glob))


def globs() -> set[str]:
    """The patterns of all extractors."""
    from vercheck.pipeline import extractors

    return {glob for extractor in extractors().values() for glob in extractor.patterns}


if __name__ == "__main__":
    HOOKS.write_text(rewritten(HOOKS.read_text("utf-8"), pattern(globs())), "utf-8")
    claims.path().write_text(claims.written(), "utf-8")
