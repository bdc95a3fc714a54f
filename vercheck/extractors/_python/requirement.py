"""One requirement as packaging tools write it: `name[extra]>=1.2,<2; marker`, `name @ address`.

Separate from the files that hold such lines: pyproject.toml, setup.cfg, tox.ini, a hook's additional
dependencies and the pip part of a conda environment mean the same by them. Source: PEP 508, PEP 440.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from vercheck.model import Artifact, Exact, Range, Role, Value
from vercheck.shapes.installs import pypi_name
from vercheck.shapes.pins import read_value
from vercheck.shapes.urls import read_url, repository
from vercheck.versions import RequirementError, parse, parse_requirement

MAX_LENGTH = 2000

_NAME = re.compile(r"\s*+([A-Za-z0-9][\w.-]*+)\s*+(?:\[[^\]\n]*+\])?+\s*+")
_SPECIFIER = re.compile(r"(===|~=|==|!=|<=|>=|<|>)\s*+([^\s;,()]++)\s*+")
_REVISION = re.compile(r"(?:\.git|[\w-])@([\w.+/-]+)(?=$|[#;\s])")


@dataclass(frozen=True, slots=True)
class Requirement:
    """`stretch` is where in the text the version or the range stands; `marker` says for which
    environments it counts (empty: for all)."""

    artifact: Artifact
    value: Value
    role: Role
    stretch: tuple[int, int]
    marker: str = ""


def read_requirement(text: str) -> Requirement | None:
    """`None` where a requirement names no version.

    Raises:
        RequirementError: the text is no requirement.
    """
    if len(text) > MAX_LENGTH:
        raise RequirementError(f"a requirement of {len(text)} characters is not read")
    name = _NAME.match(text)
    if name is None:
        raise RequirementError(f"`{_shown(text)}` is not a requirement such as `name>=1.2`")
    artifact = Artifact("pypi", pypi_name(name[1]))
    if text[name.end() : name.end() + 1] == "@":
        return _addressed(text, name.end() + 1)
    start = name.end() + (text[name.end() : name.end() + 1] == "(")
    found, end = _specifiers(text, start)
    marker = _marker(text, end)
    if not found:
        return None
    first, last = found[0], found[-1]
    if len(found) == 1 and first[1] in ("==", "===") and not first[2].endswith(".*"):
        value: Value = Exact(parse(first[2], "pep440"))
        return Requirement(artifact, value, Role.SELECTS, first.span(2), marker)
    stretch = (first.start(), last.end(2))
    value = Range(parse_requirement(text[slice(*stretch)], "pep440"))
    return Requirement(artifact, value, Role.REQUIRES, stretch, marker)


def read_address(text: str) -> Requirement | None:
    """`git+https://github.com/o/r@v1.2.3`, or an archive whose address names a version."""
    revision = _REVISION.search(text, text.find("://") + 3)
    remote = repository(text[: revision.start(1) - 1]) if revision is not None else None
    if revision is not None and remote is not None:
        value = read_value(revision[1])
        return Requirement(remote, value, Role.SELECTS, revision.span(1)) if value is not None else None
    url = read_url(text)
    if url is None or url.version is None or url.artifact is None:
        return None
    value = read_value(text[slice(*url.version)])
    return Requirement(url.artifact, value, Role.SELECTS, url.version) if value is not None else None


def _addressed(text: str, start: int) -> Requirement | None:
    address, _, marker = text[start:].partition(" ;")
    found = read_address(address)
    if found is None:
        return None
    stretch = (found.stretch[0] + start, found.stretch[1] + start)
    return Requirement(found.artifact, found.value, found.role, stretch, marker.strip())


def _specifiers(text: str, start: int) -> tuple[list[re.Match[str]], int]:
    """The comparisons from a place on, and where they end."""
    found: list[re.Match[str]] = []
    position = start
    while (match := _SPECIFIER.match(text, position)) is not None:
        found.append(match)
        position = match.end()
        if text[position : position + 1] != ",":
            break
        position += 1
        while text[position : position + 1].isspace():
            position += 1
    return found, position


def _marker(text: str, end: int) -> str:
    rest = text[end:].lstrip(") \t\r\n")
    if rest and rest[0] not in ";#":
        raise RequirementError(f"`{_shown(text)}` is not a requirement such as `name>=1.2`")
    return rest[1:].partition("#")[0].strip() if rest.startswith(";") else ""


def _shown(text: str) -> str:
    return text.strip().partition("\n")[0][:80]
