"""Kinds of places of which a program reads one before another: the two sides of a `Shadow` row.

Apart from the rows, because what a place is decides how far it reaches, and that is no row's business.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class InFile:
    """Files of these names, the one that is read first in front; in them what stands at `trail`, where `*`
    is anything (`""`: whatever they pin)."""

    names: tuple[str, ...]
    trail: str = ""

    def __str__(self) -> str:
        files = " or ".join(f"`{name}`" for name in self.names)
        return f"`{self.trail}` of {files}" if self.trail else files


@dataclass(frozen=True, slots=True)
class InVariable:
    """An environment variable. A whole workflow and an image set it for the root of what they build, and
    `files` for the folder that they are in. A value that ends in one of `gives_way` asks for no more than
    the file does."""

    name: str
    files: tuple[str, ...] = ()
    gives_way: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"the variable `{self.name}`"


@dataclass(frozen=True, slots=True)
class InInput:
    """An input of an action, in a job that works in the checkout and names no file for it. `when` limits the
    releases of the action: one whose release is unknown is in no limit."""

    action: str
    name: str
    when: str | None = None

    def __str__(self) -> str:
        return f"the input `{self.name}` of {self.action}{f' {self.when}' if self.when else ''}"


@dataclass(frozen=True, slots=True)
class InDefault:
    """What a job makes the default of `program`, where nothing in the job insists on it. `unless` are values
    with which a job asks for the program, and for no version."""

    program: str
    unless: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"the default that a job gives {self.program}"


@dataclass(frozen=True, slots=True)
class InImage:
    """The `tag` or the `digest` of an image that has both."""

    part: str

    def __str__(self) -> str:
        return f"the {self.part} of an image"


NOWHERE = InFile(())
Place = InFile | InVariable | InInput | InDefault | InImage
