"""How a value is worded as a requirement."""

from __future__ import annotations

import re
from collections.abc import Callable

from tools.tables.release import Version
from tools.tables.table import Files


def short(value: str) -> str:
    """`1.76.0` as `1.76`: a last number that is 0 says nothing in a bound."""
    return value.removesuffix(".0") if value.count(".") > 1 else value


def at_least(value: str, _first: Version) -> str:
    return f">={short(value)}"


def minor_line(value: str, _first: Version) -> str:
    """`0.29.0` as `0.29`: the types of one minor version."""
    return ".".join(value.split(".")[:2])


def exactly(value: str, _first: Version) -> str:
    return f"={value}"


def tools_from(value: str, _first: Version) -> str:
    """The crates 0.N come with the component tools 1.N: those, or newer ones."""
    return f">=1.{short(value).partition('.')[2]}"


def tools_of_line_from(value: str, _first: Version) -> str:
    return f">=1.{value.split('.')[1]}"


def below_next(value: str, _first: Version) -> str:
    """Releases of a minor line, or older ones."""
    major, minor = value.split(".")[:2]
    return f"<{major}.{int(minor) + 1}"


def tools_below_next(value: str, _first: Version) -> str:
    """Component tools of the line that a program is built on, or older ones."""
    return f"<1.{int(value.split('.')[1]) + 1}"


def minors_between(major: int) -> Callable[[str, Version], str]:
    """`19-23` as minor versions of `major`."""

    def needs(value: str, _first: Version) -> str:
        low, high = value.split("-")
        return f">={major}.{low}, <{major}.{int(high) + 1}"

    return needs


def as_new(_value: str, first: Version) -> str:
    """What came with a release is understood from that release on."""
    return f">={'.'.join(map(str, first.parts[: len(first.line)]))}"


def found_by(*patterns: str) -> Callable[[Files], str | None]:
    """Reads the groups of the first pattern that is found in one of the files, joined by `-`."""
    compiled = [re.compile(pattern, re.DOTALL) for pattern in patterns]

    def read(files: Files) -> str | None:
        for text in files.values():
            for pattern in compiled:
                found = pattern.search(text)
                if found is not None:
                    return "-".join(found.groups())
        return None

    return read
