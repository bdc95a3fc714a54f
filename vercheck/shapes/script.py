"""A stretch of shell text and what is known around it: the ground that the readers of commands stand on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from vercheck.model import Address, Artifact, Pin, Reference, Role, Source, Value
from vercheck.shapes.pins import pin_at, read_value, scheme_of
from vercheck.shapes.shell_words import Word
from vercheck.syntax.passage import Passage

VARIABLE = re.compile(
    r"\$\{\{ {0,20}(?:(?:env|inputs|matrix)\.)?(?P<expression>[\w.-]{1,200}) {0,20}\}\}"
    r"|\$\{(?P<braced>\w{1,200})(?P<default>:?[-=][^}\n]{0,200})?[^}\n]{0,200}\}"
    r"|\$(?:env:)?(?P<bare>[A-Za-z_]\w{0,200})"
    r"|%(?P<batch>[A-Za-z_]\w{0,200})%"
)


@dataclass(frozen=True)
class Script:
    """`trail` is put in front of every trail. `variables` maps a variable to the trail of what is
    assigned to it, `values` one to the characters of a value whose name does not say what it is. `role`
    replaces `selects` where the script only talks (documentation)."""

    source: Source
    passage: Passage
    trail: str = ""
    role: Role = Role.SELECTS
    variables: Mapping[str, str] = field(default_factory=dict)
    track: str = ""
    values: Mapping[str, Word] = field(default_factory=dict)

    def pin(
        self,
        word: Word,
        artifact: Artifact,
        what: str,
        *,
        value: Value | None = None,
        ranges: str | None = None,
        role: Role | None = None,
        names: tuple[str, ...] = (),
        is_default: bool = False,
        note: str = "",
    ) -> Pin | None:
        """The pin that a word is, with `what` as its trail; `None` where the word is no version."""
        known = value or self.reference(word) or read_value(word.text, scheme_of(artifact), ranges)
        span = self.passage.span(word.start, word.end)
        if known is None or span is None:
            return None
        return pin_at(
            self.source,
            span,
            artifact,
            known,
            role=self.role if role is None or self.role is Role.MENTIONS else role,
            trail=self.trail + what,
            track=self.track,
            names=names,
            is_default=is_default,
            note=note,
        )

    def reference(self, word: Word) -> Reference | None:
        """What a word that is one variable and nothing else refers to."""
        found = VARIABLE.fullmatch(word.text)
        target = self.target(found) if found is not None else None
        return Reference(target) if target is not None else None

    def target(self, variable: re.Match[str]) -> Address | None:
        name = variable["expression"] or variable["braced"] or variable["bare"] or variable["batch"]
        trail = self.variables.get(name) if name else None
        return Address(self.source.path, trail) if trail is not None else None
