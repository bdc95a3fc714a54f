"""Which of a tool's sites chose a version for themselves, so that a move of the tool leaves them alone.

What builds the product has to agree, and moves as one. What a job sets up, or an image is built on, may
differ from it on purpose: the oldest version that is supported, the one a platform has, the next one. It
goes along where it says what the tool says now. Where nothing but jobs and images choose, that is what
more than half of them say; a single step is never the whole tool.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from vercheck.graph import PinGraph
from vercheck.graph.choices import is_set_up
from vercheck.graph.job_files import is_job
from vercheck.graph.jobs import job_of
from vercheck.model import Location, Pin, Requirement, Version
from vercheck.versions import IncomparableError, admits, compare, equal_at_precision, parse

BUILD, IMAGE, JOB = range(3)
"""What a place chooses for, the firmest first."""
_WHO = {IMAGE: "an image is built on it", JOB: "a job sets it up for itself"}
_AROUND_ONE = re.compile(r"[\^~=]{0,2}\s*v?\d[\w.+-]*")
_LOWEST_SERIES = 4
"""From here on the first number alone may be the name of a series: `node20`."""


@dataclass(frozen=True)
class Apart:
    """The pins of one tool, told apart by what they choose for."""

    graph: PinGraph
    pins: tuple[Pin, ...]

    def reason(self, pin: Pin, version: str | None) -> str | None:
        """Why a pin stays when the tool moves, to a version if that is known; `None` where it goes along."""
        kind = self._kind(pin)
        if kind == BUILD:
            return None
        if kind == JOB and self._is_named_after(pin):
            return "the job is named after this version"
        if any(self._says(pin, one) for one in self._now):
            return None
        if self._has_build and (kind == IMAGE or not self._is_own(pin, version)):
            return None
        if self._now and (kind == JOB and self._base != JOB):
            return f"{_WHO[kind]}, at another version than the build"
        if self._now:
            return f"{_WHO[kind]}, at another version than most"
        return f"{_WHO[kind]}, and no version is the one that most have"

    @cached_property
    def said(self) -> tuple[Version, ...]:
        """What the tool is at now, as far as that is one thing."""
        return tuple(one for pin in self._now if (one := self.graph.version(pin)) is not None)

    @property
    def _has_build(self) -> bool:
        return self._base == BUILD

    @cached_property
    def _base(self) -> int:
        """The firmest kind of place that says a version."""
        kinds = (self._kind(pin) for pin in self.pins if self._is_stated(pin) or self._kind(pin) != BUILD)
        return min(kinds, default=JOB)

    @cached_property
    def _now(self) -> tuple[Pin, ...]:
        """Pins that say what the tool is at now."""
        found = [pin for pin in self.pins if self._kind(pin) == self._base]
        if self._has_build:
            return tuple(pin for pin in found if self._is_stated(pin))
        return tuple(self._most(found))

    def _most(self, pins: Sequence[Pin]) -> Sequence[Pin]:
        """Those of one version that are more than half, each literal once."""
        literals: dict[Location, Pin] = {}
        for pin in pins:
            literals.setdefault(self._place(pin), pin)
        groups: list[list[Pin]] = []
        for pin in sorted(literals.values(), key=self._precise_first):
            group = next((group for group in groups if self._says(pin, group[0])), None)
            if group is None:
                groups.append([pin])
            else:
                group.append(pin)
        most = max(groups, key=len, default=[])
        return most if 2 * len(most) > len(literals) else []

    def _precise_first(self, pin: Pin) -> tuple[int, Location]:
        version = self.graph.version(pin)
        return (-version.precision if version is not None else 0), pin.location

    def _says(self, pin: Pin, other: Pin) -> bool:
        """Whether a pin says what another one does, as far as both go into detail."""
        said, known = self.graph.version(pin), self.graph.version(other)
        mine, yours = self.graph.requirement(pin), self.graph.requirement(other)
        if said is not None and known is not None:
            return equal_at_precision(said, known)
        if mine is not None and known is not None:
            return _admits(mine, known)
        if said is not None and yours is not None:
            return equal_at_precision(said, parse(yours.text.lstrip("^~= v"), said.scheme))
        return mine is not None and yours is not None and mine.text == yours.text

    def _is_own(self, pin: Pin, version: str | None) -> bool:
        """Whether what a job says beside a build is its own affair: a runtime that it sets up, an image that
        it runs in, what an action takes where nobody tells it, what is ahead of the move."""
        artifact = self.graph.artifact(pin)
        is_runtime = is_set_up(artifact, pin.location.path) or artifact.ecosystem == "docker"
        literal = self.graph.literal_behind(pin)
        is_default = pin.is_default or (isinstance(literal, Pin) and literal.is_default)
        return is_runtime or is_default or self._is_ahead(pin, version)

    def _is_ahead(self, pin: Pin, version: str | None) -> bool:
        said = self.graph.version(pin)
        if said is None or version is None:
            return False
        try:
            return compare(said, parse(version, said.scheme)) > 0
        except IncomparableError:
            return True

    def _is_named_after(self, pin: Pin) -> bool:
        """Whether the job has the version in its name: `test-go119`, `node_20`, `py3.11`."""
        said = self.graph.version(pin)
        if job_of(pin) is None or said is None or said.is_opaque:
            return False
        major = str(said.release[0])
        number = "[._-]?".join(map(str, said.release[:2])) if said.precision > 1 else major
        # Of `python3` nothing is meant but the language.
        short = [rf"{major}(?![._-]?\d)"] if said.release[0] >= _LOWEST_SERIES else []
        names = "|".join(map(re.escape, self._names(pin)))
        told = "|".join([number, *short])
        return re.search(rf"(?<![a-z])(?:{names})[._-]?v?(?:{told})(?!\d)", pin.trail.lower()) is not None

    def _names(self, pin: Pin) -> list[str]:
        """Words that a job may be named with: `nodejs`, `node`; `python`, `py`."""
        name = self.graph.tool(pin).lower()
        return [name, name.removesuffix("js"), name.removesuffix("thon")]

    def _kind(self, pin: Pin) -> int:
        path = self._place(pin).path
        if is_job(path) or is_set_up(self.graph.artifact(pin), path):
            return JOB
        return IMAGE if self.graph.artifact(pin).ecosystem == "docker" else BUILD

    def _is_stated(self, pin: Pin) -> bool:
        """Whether a pin says which version it is that is built with: an exact one, or a requirement around
        one of a package. What a project supports of a language says nothing of that."""
        if self.graph.version(pin) is not None:
            return True
        requirement = self.graph.requirement(pin)
        return (
            requirement is not None
            and self.graph.artifact(pin).ecosystem != "toolchain"
            and _AROUND_ONE.fullmatch(requirement.text) is not None
        )

    def _place(self, pin: Pin) -> Location:
        literal = self.graph.literal_behind(pin)
        return literal.location if literal is not None else pin.location


def _admits(requirement: Requirement, version: Version) -> bool:
    try:
        return admits(requirement, parse(version.text, requirement.scheme))
    except IncomparableError:
        return False
