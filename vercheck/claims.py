"""Which extractors read a file. Asked once for every path of a tree, so patterns are sorted into
buckets first: by file name, by the end of the name, and only then by regular expression."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import translate
from functools import cache
from typing import Protocol

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


@dataclass(frozen=True, slots=True)
class Glob:
    """One pattern, as `Extractor.patterns` describes them."""

    text: str
    owner: str

    @property
    def last(self) -> str:
        return self.text.rpartition("/")[2]

    def matches(self, path: str) -> bool:
        subject = path if "/" in self.text else path.rpartition("/")[2]
        return _pattern(self.text).match(subject) is not None


@cache
def _pattern(text: str) -> re.Pattern[str]:
    tail = r"(?s:.*/)?" if "/" in text else ""
    return re.compile(tail + translate(text))


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
            self.unless[owner] = tuple(Glob(text, owner) for text in extractor.unless)
            for text in extractor.patterns:
                self._file(Glob(text, owner))

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
