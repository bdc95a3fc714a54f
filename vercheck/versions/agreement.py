"""Groups of versions that agree, found without holding every version against every other.

Separate from the order of versions, which knows two of them: a file may give one name ten thousand values.
"""

from __future__ import annotations

from vercheck.model import Version
from vercheck.versions.order import equal_at_precision
from vercheck.versions.reading import family

_Key = tuple[object, ...]


class Agreement:
    """Versions that open a group each. The most precise come first, so that `1.90` joins `1.90.0`."""

    def __init__(self) -> None:
        self._heads: dict[str, list[tuple[int, Version]]] = {}
        """By family, as only versions of one family can be looked up."""
        self._looked_up: dict[tuple[str, int], dict[_Key, list[tuple[int, Version]]]] = {}
        self._count = 0

    def group(self, version: Version) -> int:
        """The number of the first group that a version agrees with; a new one where there is none."""
        own = _family(version)
        others = (head for name, heads in self._heads.items() if name != own for head in heads)
        candidates = (*self._table(own, version.precision).get(_key(version, version.precision), ()), *others)
        found = [number for number, head in candidates if equal_at_precision(head, version)]
        return min(found) if found else self._open(version)

    def _table(self, name: str, precision: int) -> dict[_Key, list[tuple[int, Version]]]:
        known = self._looked_up.get((name, precision))
        if known is None:
            known = self._looked_up[name, precision] = {}
            for number, head in self._heads.get(name, ()):
                known.setdefault(_key(head, precision), []).append((number, head))
        return known

    def _open(self, version: Version) -> int:
        name, number = _family(version), self._count
        self._count += 1
        self._heads.setdefault(name, []).append((number, version))
        for (of, precision), table in self._looked_up.items():
            if of == name:
                table.setdefault(_key(version, precision), []).append((number, version))
        return number


def _family(version: Version) -> str:
    return "opaque" if version.is_opaque else family(version.scheme)


def _key(version: Version, precision: int) -> _Key:
    if version.is_opaque:
        return (version.text.strip().removeprefix(version.prefix).lower(),)
    return (version.release[: min(precision, version.precision)], version.pre)
