"""A target triple that a Rust project is built for, as a pin: any version of it will do.

`target:wasm32-wasip1` has no versions of its own, but compilers begin and cease to know it, which rows of
a pack can say. What a step of a job adds is that job's, and its note says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.model import Artifact, Interval, Pin, Range, Requirement, Role, Source
from vercheck.shapes.pins import pin_at
from vercheck.shapes.script import Script
from vercheck.shapes.shell_words import Word
from vercheck.shapes.targets import read_target
from vercheck.syntax.data import Datum, Sequence, Text

FOR_FOLDER = "compile target"
FOR_STEP = "compile target of a step"
ANY_VERSION = (Interval(None, None),)
_TRIPLE = re.compile(r"[a-z0-9_.]{2,40}(?:-[a-z0-9_.]{1,40}){1,3}")


def target_pins(source: Source, given: Datum | None, trail: str) -> Iterator[Pin]:
    """The triples of a string, or of a list of strings."""
    items = given.items if isinstance(given, Sequence) else (given,)
    for index, item in enumerate(items):
        if not isinstance(item, Text):
            continue
        triple = item.value or ""
        value = any_version(triple)
        if value is None:
            continue  # a path to a file that describes a target, a custom one
        place = f"{trail}[{index}]" if isinstance(given, Sequence) else trail
        yield pin_at(
            source,
            item.span,
            Artifact("target", triple),
            value,
            role=Role.REQUIRES,
            trail=place,
            note=FOR_FOLDER,
        )


def any_version(triple: str) -> Range | None:
    """What a triple asks for; `None` where the text is none."""
    if not _TRIPLE.fullmatch(triple) or read_target(triple) is None:
        return None
    return Range(Requirement(triple, "opaque", ANY_VERSION))


def added_target(script: Script, word: Word, what: str) -> Pin | None:
    """The triple that a command or an input adds to the toolchain that was set up before it."""
    value = any_version(word.text)
    if value is None or script.role is Role.MENTIONS:
        return None
    artifact = Artifact("target", word.text)
    return script.pin(word, artifact, what, value=value, role=Role.REQUIRES, note=FOR_STEP)
