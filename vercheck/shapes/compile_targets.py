"""A target triple that a Rust project is built for, as a pin: any version of it will do.

`target:wasm32-wasip1` has no versions of its own, but compilers begin and cease to know it, which rows of
a pack can say. Only files that choose for a whole folder are read so: what one job adds is that job's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.model import Artifact, Interval, Pin, Range, Requirement, Role, Source
from vercheck.shapes.pins import pin_at
from vercheck.shapes.targets import read_target
from vercheck.syntax.data import Datum, Sequence, Text

_TRIPLE = re.compile(r"[a-z0-9_.]{2,40}(?:-[a-z0-9_.]{1,40}){1,3}")


def target_pins(source: Source, given: Datum | None, trail: str) -> Iterator[Pin]:
    """The triples of a string, or of a list of strings."""
    items = given.items if isinstance(given, Sequence) else (given,)
    for index, item in enumerate(items):
        if not isinstance(item, Text):
            continue
        triple = item.value or ""
        if not _TRIPLE.fullmatch(triple) or read_target(triple) is None:
            continue  # a path to a file that describes a target, a custom one
        place = f"{trail}[{index}]" if isinstance(given, Sequence) else trail
        yield pin_at(
            source,
            item.span,
            Artifact("target", triple),
            Range(Requirement(triple, "opaque", (Interval(None, None),))),
            role=Role.REQUIRES,
            trail=place,
            note="compile target",
        )
