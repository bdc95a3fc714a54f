"""One file while it is read: its tree, its evaluation, and what is already known about its literals.

A version literal is often written in one place (`let version = "1.2"`) and named by another (`pname`,
`repo`): whoever knows the name claims the literal, and one pin is made of it in the end.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vercheck.model import Address, Artifact, Digest, Location, Member, Source, Span
from vercheck.syntax.data import Text, Unknown
from vercheck.syntax.nix import Definition, Evaluation, Imported, Place, Tree
from vercheck.syntax.nix.values import Value


@dataclass(frozen=True, slots=True)
class Claim:
    """What is known about the thing whose version a literal is. `is_own`: it is built from this very
    repository."""

    artifact: Artifact
    names: tuple[str, ...] = ()
    digests: tuple[Digest, ...] = ()
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class Fetch:
    """One fetcher's call: `arguments` is the set (or the string) that it gets, `members` what that says."""

    fetcher: str
    arguments: Definition
    span: Span
    artifact: Artifact | None
    names: tuple[str, ...]
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """`claims` by the byte at which a literal starts; `named` are claims on what stands at a trail;
    `literals` are the expressions that packages take their version from; `fetched` are the calls of
    fetchers that were read, by node."""

    tree: Tree
    evaluation: Evaluation
    claims: dict[int, Claim] = field(default_factory=dict)
    named: dict[str, Claim] = field(default_factory=dict)
    literals: list[Definition] = field(default_factory=list)
    fetched: dict[int, Fetch | None] = field(default_factory=dict)

    @classmethod
    def open(cls, tree: Tree) -> Book:
        return cls(tree, Evaluation(tree))

    @property
    def source(self) -> Source:
        return self.tree.source

    def places(self, offsets: tuple[int, ...]) -> list[Place]:
        """The places at some bytes, without those that are nested too deeply."""
        found: list[Place] = []
        for offset in offsets:
            place = self.tree.place(offset, found[-1] if found else None)
            if place is not None:
                found.append(place)
        return found

    def locate(self, span: Span) -> Location:
        return self.source.locate(span)

    def member(self, name: str, value: Value | None) -> Member | None:
        """A part of a statement, as far as it is known here."""
        match value:
            case Text():
                return Member(name, value.pattern, self.locate(value.span), value.origin, value.derived())
            case Imported(address, span):
                return Member(name, "\0", self.locate(span), address, ((0, 1, address),))
            case Unknown(span, _, Address() as origin):
                return Member(name, "\0", self.locate(span), origin, ((0, 1, origin),))
            case _:
                return None

    def is_here(self, address: Address | None) -> bool:
        return address is not None and address.path == self.source.path


def distinct(*names: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
