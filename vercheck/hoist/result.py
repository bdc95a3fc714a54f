"""What a hoist comes to: new contents, what stays where it is and why, or what stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vercheck.model import Address, Location, Pin


@dataclass(frozen=True, slots=True)
class Left:
    """A version that stays written where it is, and why."""

    location: Location
    text: str
    reason: str

    @property
    def place(self) -> str:
        return f"{self.location.path}:{self.location.line}"


@dataclass(frozen=True, slots=True)
class Hoist:
    """`home` is where `version` stands afterwards, and `entry` where that is written already; `sites` are the
    literals that are looked up there. `before` and `after` hold the files that change; a file that only
    `after` holds is new.

    Where `refused` says something, nothing may be written. `graver` are findings that become errors: a
    version that stands alone weighs more than the defaults that said it.
    """

    home: Address
    version: str = ""
    sites: tuple[Pin, ...] = ()
    entry: Location | None = None
    left: tuple[Left, ...] = ()
    before: Mapping[str, bytes] = field(default_factory=dict)
    after: Mapping[str, bytes] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    graver: tuple[str, ...] = ()


class HoistError(Exception):
    """What was asked for cannot be meant: the message says what to ask for instead."""
