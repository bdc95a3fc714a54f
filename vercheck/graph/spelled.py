"""What a name of a package set says of a version in the words that other places can write.

`python312` is 3.12, and `go_1_22` is 1.22. `verible_0_0_4080` is short for `v0.0-4080-gHASH`: no other place
can write what it says, since the name has lost a part.
"""

from __future__ import annotations

import re

from vercheck.graph.pin_graph import PinGraph
from vercheck.model import Pin, Version
from vercheck.versions import spelling
from vercheck.versions.dotted import is_known_word

ATTRIBUTE = "attribute"
"""The note of a pin whose version is a part of a name."""
_WORD = re.compile(r"[A-Za-z]+")
_PARTS = 2


class NoVersionError(ValueError):
    """A name was given that is short for some version of a tool, and nobody can tell for which."""


def in_own_words(graph: PinGraph, pin: Pin) -> str | None:
    """The version that a pin says as any other place of the tool could write it; `None` where it only names
    it."""
    if pin.note != ATTRIBUTE:
        return pin.raw
    others = [version for other in graph.pins_of(graph.tool(pin)) if (version := _written(graph, other))]
    return None if others and all(map(_has_more, others)) else pin.said


def meant(graph: PinGraph, tool: str, text: str) -> str:
    """The version that somebody means who gives one as a name of the package set has it (`312`).

    Raises:
        NoVersionError: no version of the tool can be told from it.
    """
    given = text.strip()
    for pin in graph.pins_of(tool):
        if pin.note != ATTRIBUTE or "." in given:
            continue
        if given == pin.raw:
            said = in_own_words(graph, pin)
            if said is None:
                place = f"{pin.location.path}:{pin.location.line}"
                raise NoVersionError(
                    f"`{given}` is a name of the package set ({place}), and no version of `{tool}` as other "
                    "places write it"
                )
            return said
        first = pin.said.partition(".")[0]
        is_packed = pin.raw.isdigit() and pin.said.count(".") == _PARTS - 1
        if is_packed and given.isdigit() and given.startswith(first) and len(given) > len(first):
            return f"{first}.{given[len(first) :]}"
    return text


def _written(graph: PinGraph, pin: Pin) -> Version | None:
    version = graph.version(pin) if pin.note != ATTRIBUTE else None
    return None if version is None or version.is_opaque else version


def _has_more(version: Version) -> bool:
    """Whether a version has parts that no name of a package set can hold, such as a commit."""
    tail = spelling.undress(version.text)
    words = _WORD.findall(tail[1]) if tail is not None else []
    return bool(version.pre) and any(not is_known_word(word) for word in words)
