"""What is known at a place of a workflow: the file, the environment, the matrix of the job."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping as Map
from dataclasses import dataclass, field, replace

from vercheck.model import Artifact, Pin, Role, Source, Span, Value
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word
from vercheck.syntax.data import Datum, Mapping, Scalar, Text
from vercheck.syntax.passage import Passage

MSRV = re.compile(r"\bmsrv\b|minimum supported rust", re.IGNORECASE)
MATRIX = re.compile(r"\$\{\{ {0,20}matrix\.([\w-]{1,200}) {0,20}\}\}")


@dataclass(frozen=True)
class Comments:
    """The comments of a file, found by what they stand behind."""

    source: Source
    spans: tuple[Span, ...]

    def behind(self, span: Span) -> Span | None:
        """The comment on the same line."""
        index = bisect_left(self.spans, Span(span.end, span.end))
        if index == len(self.spans):
            return None
        comment = self.spans[index]
        return None if b"\n" in self.source.content[span.end : comment.start] else comment


@dataclass(frozen=True)
class Ground:
    """`trail` is where in the file we are; `variables` maps variables to the trail of their value;
    `matrix` collects which axes of the job's matrix hold versions of what."""

    source: Source
    comments: Comments
    trail: str = ""
    track: str = ""
    variables: Map[str, str] = field(default_factory=dict)
    matrix: dict[str, Artifact] = field(default_factory=dict)

    def below(self, step: str) -> Ground:
        joint = "" if not self.trail or step.startswith("[") else "."
        trail = f"{self.trail}{joint}{step}"
        return Ground(self.source, self.comments, trail, self.track, self.variables, self.matrix)

    def script(self, passage: Passage) -> Script:
        return Script(
            self.source,
            passage,
            trail=f"{self.trail}." if self.trail else "",
            variables=self.variables,
            track=self.track,
        )

    def pin(
        self,
        datum: Text | Scalar,
        artifact: Artifact,
        what: str,
        *,
        stretch: tuple[int, int] | None = None,
        value: Value | None = None,
        ranges: str | None = None,
        role: Role | None = None,
        track: str | None = None,
        is_default: bool = False,
        note: str = "",
    ) -> Pin | None:
        """The pin of a scalar, or of characters `stretch` of it."""
        passage = passage_of(datum)
        start, end = stretch or (0, len(passage.text))
        word = Word(passage.text[start:end], start, end)
        script = replace(self.script(passage), track=self.track if track is None else track)
        return script.pin(
            word, artifact, what, value=value, ranges=ranges, role=role, is_default=is_default, note=note
        )


def passage_of(datum: Text | Scalar) -> Passage:
    if isinstance(datum, Text):
        return Passage.of_text(datum)
    return Passage.of(((datum.text, datum.span),))


def written(datum: Datum | None) -> str | None:
    """The characters of a scalar."""
    match datum:
        case Text():
            return datum.value
        case Scalar(text):
            return text
        case _:
            return None


def entries(datum: Datum | None) -> list[tuple[str, Datum]]:
    """The entries of a mapping whose keys are known; none for anything else."""
    return [(key, entry.value) for key, entry in datum.items()] if isinstance(datum, Mapping) else []
