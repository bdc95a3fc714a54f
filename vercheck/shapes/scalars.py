"""A pin from a scalar of a data file: a string of TOML, JSON or YAML that is a version, or holds one.

The readers of manifests differ in where they look; that a scalar has exact bytes, that a range requires
and a version selects, is the same for all, and is here once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from vercheck.model import Artifact, Digest, Location, Member, Note, Pin, Range, Role, Source, Value
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text
from vercheck.syntax.passage import Passage


@dataclass(frozen=True)
class Sheet:
    """A file of named values. `track` is the environment that the whole file is for."""

    source: Source
    track: str = ""

    def pin(
        self,
        scalar: Text | Scalar,
        artifact: Artifact,
        trail: str,
        *,
        stretch: tuple[int, int] | None = None,
        value: Value | None = None,
        ranges: str | None = None,
        role: Role | None = None,
        track: str | None = None,
        names: tuple[str, ...] = (),
        note: str = "",
        digests: tuple[Digest, ...] = (),
    ) -> Pin | None:
        """The pin of a scalar, or of characters `stretch` of it; `None` where it is no version. A range
        requires, whatever stands beside it."""
        word = word_of(scalar)
        if stretch is not None:
            word = Word(word.text[slice(*stretch)], *stretch)
        script = replace(self.script(scalar), track=self.track if track is None else track)
        pin = script.pin(word, artifact, trail, value=value, ranges=ranges, names=names, note=note)
        if pin is None:
            return None
        chosen = role or (Role.REQUIRES if isinstance(pin.value, Range) else Role.SELECTS)
        return replace(pin, role=chosen, digests=digests)

    def script(self, scalar: Text | Scalar, trail: str = "") -> Script:
        """The scalar as text that commands, images or addresses may stand in."""
        return Script(self.source, passage_of(scalar), trail=trail, track=self.track)

    def member(self, name: str, scalar: Text | Scalar) -> Member:
        return Member(name, written(scalar) or "", self.locate(scalar))

    def locate(self, datum: Datum) -> Location:
        return self.source.locate(datum.span)

    def puzzle(self, datum: Datum, message: str) -> Note:
        """A note on something that stands where a version is expected and is not one."""
        return Note("not-understood", message, self.locate(datum))


def passage_of(scalar: Text | Scalar) -> Passage:
    if isinstance(scalar, Text):
        return Passage.of_text(scalar)
    return Passage.of(((scalar.text, scalar.span),))


def word_of(scalar: Text | Scalar) -> Word:
    """All the characters of a scalar as one word."""
    text = passage_of(scalar).text
    return Word(text, 0, len(text))


def written(datum: Datum | None) -> str | None:
    """The characters of a scalar; `None` for anything else."""
    match datum:
        case Text():
            return datum.value
        case Scalar(text):
            return text
        case _:
            return None


def scalar(datum: Datum | None) -> Text | Scalar | None:
    """The datum where it is a scalar with something in it."""
    return datum if isinstance(datum, Text | Scalar) and written(datum) else None


def entries(datum: Datum | None) -> Iterator[tuple[str, Datum]]:
    """The entries of a mapping whose keys are known; none for anything else."""
    if isinstance(datum, Mapping):
        for key, entry in datum.items():
            yield key, entry.value


def items(datum: Datum | None) -> tuple[Datum, ...]:
    """The items of a list; none for anything else."""
    return datum.items if isinstance(datum, Sequence) else ()


def get(datum: Datum | None, *path: str) -> Datum | None:
    """What stands at a path of names."""
    for name in path:
        datum = datum.get(name) if isinstance(datum, Mapping) else None
    return datum
