"""Which extractors read a file. Asked once for every path of a tree, so patterns are sorted into
buckets first: by file name, by the end of the name, and only then by regular expression."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from functools import cache
from typing import NamedTuple, Protocol

_WILD = re.compile(r"[*?\[]")


class Claim(Protocol):
    """What an extractor says of the files that it reads: see `Extractor`."""

    @property
    def patterns(self) -> tuple[str, ...]: ...
    @property
    def unless(self) -> tuple[str, ...]: ...
    @property
    def lockfile(self) -> bool: ...
    @property
    def is_sure(self) -> bool: ...


class Claimed(NamedTuple):
    """The same in writing, without the extractor."""

    patterns: tuple[str, ...]
    unless: tuple[str, ...]
    lockfile: bool
    is_sure: bool

    @classmethod
    def of(cls, claim: Claim) -> Claimed:
        return cls(claim.patterns, claim.unless, claim.lockfile, claim.is_sure)

    @classmethod
    def read(cls, row: tuple[list[str], list[str], bool, bool]) -> Claimed:
        """What was written as JSON."""
        patterns, unless, *rest = row
        return cls(tuple(patterns), tuple(unless), *rest)


@dataclass(frozen=True, slots=True)
class Glob:
    """One pattern, as `Extractor.patterns` describes them."""

    text: str
    owner: str

    fixed: str
    """What it begins with before the first wildcard: a path without it need not be held against it."""

    @classmethod
    def of(cls, text: str, owner: str) -> Glob:
        return cls(text, owner, _WILD.split(text, maxsplit=1)[0])

    @property
    def last(self) -> str:
        return self.text.rpartition("/")[2]

    def matches(self, path: str) -> bool:
        if self.fixed not in path:
            return False
        subject = path if "/" in self.text else path.rpartition("/")[2]
        return bool(_matcher(self.text)(subject))


@cache
def _matcher(text: str) -> Callable[[str], object]:
    """What tells whether a path, or a name, is meant. Most globs are a name, or the end of one, which is
    known without an expression."""
    if "/" in text:
        return re.compile(r"(?s:.*/)?" + translate(text)).match
    if not _WILD.search(text):
        return text.__eq__
    if text.startswith("*") and not _WILD.search(text, 1):
        return lambda name: name.endswith(text[1:])
    return re.compile(translate(text)).match


@dataclass(frozen=True)
class Claims:
    """All patterns of all extractors."""

    extractors: Mapping[str, Claim]
    by_name: dict[str, list[Glob]] = field(default_factory=lambda: defaultdict(list), init=False)
    by_extension: dict[str, list[Glob]] = field(default_factory=lambda: defaultdict(list), init=False)
    others: list[Glob] = field(default_factory=list, init=False)
    unless: dict[str, tuple[Glob, ...]] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        for owner, extractor in self.extractors.items():
            self.unless[owner] = tuple(Glob.of(text, owner) for text in extractor.unless)
            for text in extractor.patterns:
                self._file(Glob.of(text, owner))

    def owners(self, path: str) -> tuple[str, ...]:
        """The ids of the extractors that read a path, sorted."""
        name = path.rpartition("/")[2]
        candidates = [
            *self.by_name.get(name, ()),
            *self.by_extension.get(name.rpartition(".")[2], ()),
            *self.others,
        ]
        found = {glob.owner for glob in candidates if glob.matches(path)}
        return tuple(sorted(owner for owner in found if not self._refused(owner, path)))

    def are_sure(self, ids: tuple[str, ...]) -> bool:
        """Whether a file of these extractors is read whatever is in it."""
        return any(self.extractors[id_].is_sure for id_ in ids)

    def are_lockfiles(self, ids: tuple[str, ...]) -> bool:
        """Whether a file of these extractors is a generated one, and may be long."""
        return bool(ids) and all(self.extractors[id_].lockfile for id_ in ids)

    def _file(self, glob: Glob) -> None:
        last = glob.last
        extension = last.rpartition(".")[2]
        if not _WILD.search(last):
            self.by_name[last].append(glob)
        elif "." in last and not _WILD.search(extension):
            self.by_extension[extension].append(glob)
        else:
            self.others.append(glob)

    def _refused(self, owner: str, path: str) -> bool:
        return any(glob.matches(path) for glob in self.unless[owner])
