"""What is asked about one checkout, and what comes back: plain values, which travel between processes and
machines."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from vercheck.fleet.checkouts import Checkout

Cell = str | int | None


@dataclass(frozen=True, slots=True)
class Terms:
    """How every checkout is checked. Without `config`, each goes by its own; `cache` is the folder in which
    what files say is kept between runs. `report` and `store` are files of the run itself, which it may write
    into a checkout. `seconds` is what each may take; with 0, it takes what it takes."""

    config: Path | None = None
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    cache: str | None = None
    report: Path | None = None
    store: Path | None = None
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """One checkout; `known` is the question that the store already has the answer to, `""` for none."""

    checkout: Checkout
    terms: Terms
    known: str = ""


class Trouble(StrEnum):
    """Why a checkout could not be checked."""

    PATH = "path"
    CONFIGURATION = "configuration"
    BUG = "bug"
    PROCESS = "process"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found. `question` names everything that the answer depends on; it is empty where the tree
    did not hold still, and such an answer is not used again. `pinned` is how many pins a check counts; `pins`
    has what comments and texts name, too."""

    question: str
    files: int
    pinned: int
    baselined: int
    errors: int
    warnings: int
    seconds: float
    pins: tuple[tuple[Cell, ...], ...] = field(repr=False)
    findings: tuple[tuple[Cell, ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Failed:
    """It could not be checked."""

    trouble: Trouble
    message: str


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The question is the one that the store has the answer to."""


Result = Checked | Failed | Unchanged


class FleetError(Exception):
    """The whole run cannot be: a store or an engine that cannot be used."""
