"""Which extractors read a file. Asked once for every path of a tree, so patterns are sorted into
buckets first: by file name, by the end of the name, and only then by regular expression."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import translate

from vercheck.extractors import Extractor
from vercheck.model import Source

_WILD = re.compile(r"[*?\[]")


@dataclass(frozen=True, slots=True)
class Glob:
    """One pattern, as `Extractor.patterns` describes them."""

    text: str
    owner: str
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, text: str, owner: str) -> Glob:
        tail = r"(?s:.*/)?" if "/" in text else ""
        return cls(text, owner, re.compile(tail + translate(text)))

    @property
    def last(self) -> str:
        return self.text.rpartition("/")[2]

    def matches(self, path: str) -> bool:
        subject = path if "/" in self.text else path.rpartition("/")[2]
        return self.pattern.match(subject) is not None


@dataclass(frozen=True)
class Claims:
    """All patterns of all extractors."""

    extractors: Mapping[str, Extractor]
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
        return any(self.extractors[id_].holds is None for id_ in ids)

    def telling(self, ids: tuple[str, ...], source: Source) -> tuple[str, ...]:
        """Those of the extractors that find something in a file."""
        asked = ((id_, self.extractors[id_].holds) for id_ in ids)
        return tuple(id_ for id_, holds in asked if holds is None or holds(source))

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
