"""Findings and fixes, as data. A fix is atomic over its files and checks itself through `old`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum

from vercheck.model.pin import Artifact, Pin, Role
from vercheck.model.source import Location


class Severity(IntEnum):
    """How bad a finding is; ordered, so that thresholds compare."""

    OFF = 0
    WARNING = 1
    ERROR = 2

    @classmethod
    def parse(cls, text: str) -> Severity:
        return cls[text.upper()]

    def __str__(self) -> str:
        return self.name.lower()


class Applicability(StrEnum):
    """SAFE restates a declared authority or touches what has one possible value; UNSAFE picks a
    side; MANUAL is shown and never applied."""

    SAFE = "safe"
    UNSAFE = "unsafe"
    MANUAL = "manual"


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Replace the bytes at a location: `old` must be what stands there."""

    location: Location
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that belong together: all of them or none."""

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A related place of a finding."""

    location: Location
    text: str = ""
    version: str | None = None
    artifact: Artifact | None = None
    role: Role | None = None

    @classmethod
    def of(cls, pin: Pin, text: str = "") -> Label:
        """The place of a pin, with what it says."""
        return cls(pin.location, text, pin.raw, pin.artifact, pin.role)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: one primary place, any number of related ones.

    A check leaves `check` empty and `severity` at `None` where its own default holds; the pipeline
    fills both in. `version` is as written; `expected` what was expected there, where one value is.
    `evidence` says where one can read why: where a check leaves it empty, it is that of the rule.
    """

    message: str
    location: Location
    tool: str | None = None
    artifact: Artifact | None = None
    version: str | None = None
    expected: str | None = None
    related: tuple[Label, ...] = ()
    help: str | None = None
    rule: str | None = None
    fix: Fix | None = None
    severity: Severity | None = None
    check: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ran:
    """A check that ran, and in one line what it looks for."""

    check: str
    summary: str


@dataclass(frozen=True, slots=True)
class Report:
    """All that a reporter may see. `ran` holds the checks that ran, whether they found anything or not;
    `baselined` counts findings that are hidden because the baseline has them, and `untouched` those that are
    not in it because the change that was asked about does not touch them."""

    root: str
    version: str
    diagnostics: tuple[Diagnostic, ...]
    files: int
    pins: int
    ran: tuple[Ran, ...] = ()
    baselined: int = 0
    untouched: int = 0
