"""Finds and reads packs: those that are shipped, and those of the user's own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vercheck import own_toml
from vercheck.cache.kept import Kept
from vercheck.graph.knowledge import Knowledge
from vercheck.packs.keeping import shipped
from vercheck.packs.rows import Document, build, joined
from vercheck.packs.validation import PackError, home, line_of, validate


@dataclass(frozen=True, slots=True)
class Pack:
    """One file of rows that are valid."""

    path: Path
    document: Document
    content: str

    def line(self, kind: str, index: int) -> int:
        """The line of a row's header, from 1."""
        return line_of(self.content, kind, index)


def load_packs(extra: Sequence[Path] = (), kept: Kept | None = None) -> Knowledge:
    """The rows of the shipped packs and of `extra`, sorted by file name; shipped ones come first. Where they
    are `kept`, shipped ones are not read again.

    Raises:
        PackError: a pack of the user's cannot be read, or says what no pack can say.
    """
    parts = [shipped(_all_shipped, kept) if kept is not None else _all_shipped()]
    names = _shipped() if extra else {}
    for path in extra:
        if path.stem in names:
            raise PackError(
                path, 1, f"`{path.stem}` is the name of another pack ({names[path.stem].name}): rename one"
            )
        names[path.stem] = path
        parts.append(build(path.stem, read_pack(path).document))
    return joined(parts) if extra else parts[0]


def load_with(pack: Pack) -> Knowledge:
    """The rows of the shipped packs and of one more, which takes the place of the one of its name."""
    others = [_trusted(path) for name, path in _shipped().items() if name != pack.path.stem]
    return joined([*others, build(pack.path.stem, pack.document)])


def read_pack(path: Path) -> Pack:
    """One pack, held against the schema.

    Raises:
        PackError: it cannot be read, or says what no pack can say.
    """
    content = _content(path)
    document = _parsed(path, content)
    validate(path, document, content)
    return Pack(path, document, content)


def _shipped() -> dict[str, Path]:
    return {path.stem: path for path in sorted(home().glob("*.toml"))}


def _all_shipped() -> Knowledge:
    return joined([_trusted(path) for path in _shipped().values()])


@cache
def _trusted(path: Path) -> Knowledge:
    """A shipped pack, read once: the tests have held it against the schema."""
    return build(path.stem, _parsed(path, _content(path)))


def _content(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError:
        raise PackError(path, 1, "there is no such pack") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(path, 1, f"cannot be read: {error}") from error


def _parsed(path: Path, content: str) -> Document:
    try:
        return own_toml.parse(content)
    except own_toml.OwnTomlError as error:
        raise PackError(path, error.line or 1, str(error)) from error
