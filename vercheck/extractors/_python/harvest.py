"""What has been found in one Python project file so far, and how a value found there becomes a pin.

A requirement that counts only in some environments (`; python_version < "3.11"`) is on a track of its
own, named after its marker: two such pins of one package are no contradiction.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from vercheck.extractors._python.constraint import read_constraint
from vercheck.extractors._python.requirement import read_requirement
from vercheck.model import Artifact, Note, Pin, Range, Role, Source, Span, Statement, Value
from vercheck.shapes.pins import pin_at
from vercheck.syntax.data import Datum, Sequence, Text
from vercheck.syntax.passage import Passage
from vercheck.versions import RequirementError, parse_requirement

PYTHON = Artifact("toolchain", "python")
OWN = "own version"


@dataclass(slots=True)
class Harvest:
    """What one file says, in the order in which it was found."""

    source: Source
    pins: list[Pin] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    @property
    def folder(self) -> str:
        """The name of the folder that the file is in: what a package without a name goes by."""
        return self.source.folder.rpartition("/")[2]

    def pin(
        self,
        span: Span | None,
        artifact: Artifact,
        value: Value,
        role: Role,
        trail: str,
        *,
        track: str = "",
        note: str = "",
        names: tuple[str, ...] = (),
    ) -> None:
        """A pin; what has no place of its own (an escape, two lines read as one) gives none."""
        if span is not None and span.start < span.end:
            self.pins.append(
                pin_at(
                    self.source, span, artifact, value,
                    role=role, trail=trail, track=track, note=note, names=names,
                )
            )  # fmt: skip

    def puzzle(self, span: Span, message: str) -> None:
        """Note something that stands where a version is expected and is not one."""
        self.notes.append(Note("not-understood", message, self.source.locate(span)))

    def requirement(
        self, passage: Passage, start: int, end: int, trail: str, *, track: str = "", note: str = ""
    ) -> None:
        """The pin of a requirement at characters `[start, end)`; `trail` gets its name behind it."""
        try:
            found = read_requirement(passage.text[start:end])
        except RequirementError as error:
            self.puzzle(passage.span(start, end) or passage.stretches[0][1], str(error))
            return
        if found is None:
            return
        span = passage.span(start + found.stretch[0], start + found.stretch[1])
        named = found.artifact.name.rpartition("/")[2]
        track = track or found.marker
        self.pin(span, found.artifact, found.value, found.role, f"{trail}.{named}", track=track, note=note)

    def requirements(self, datum: Datum | None, trail: str, *, track: str = "", note: str = "") -> None:
        """The pins of a list of requirements in quotes; other items of the list say something else."""
        for item in datum.items if isinstance(datum, Sequence) else ():
            if isinstance(item, Text) and item.value is not None:
                passage = Passage.of_text(item)
                if passage.text.strip():
                    self.requirement(passage, 0, len(passage.text), trail, track=track, note=note)

    def constraint(
        self, text: Text, artifact: Artifact, trail: str, *, track: str = "", note: str = ""
    ) -> None:
        """The pin of a constraint as Poetry writes it."""
        passage = Passage.of_text(text)
        try:
            value, role, stretch = read_constraint(passage.text)
        except RequirementError as error:
            self.puzzle(text.span, str(error))
            return
        self.pin(passage.span(*stretch), artifact, value, role, trail, track=track, note=note)

    def supported_python(self, passage: Passage, trail: str, stretch: tuple[int, int] | None = None) -> None:
        """The pin of `requires-python`, which is all of a passage or a stretch of it."""
        start, end = stretch or (0, len(passage.text))
        text = passage.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        span = passage.span(start, start + len(text))
        if span is None:
            return
        try:
            value = Range(parse_requirement(text, "pep440"))
        except RequirementError as error:
            self.puzzle(span, str(error))
            return
        self.pin(span, PYTHON, value, Role.REQUIRES, trail, note="supported Python")
