"""Python's versions: epochs, `a1`, `b2`, `rc3`, `.post1`, `.dev2`, and their order.

Own code, because a look at a few pins should not load a library. A local label (`+cu118`) is build
metadata here as in every other scheme: it takes part in no order. Source: PEP 440.
"""

from __future__ import annotations

import re
from itertools import pairwise

from vercheck.model.version import Part, Version
from vercheck.versions.parts import CEILING, FLOOR, PRE_NUMBER, PRE_WORD, TAIL_NUMBER, TAIL_WORD, trimmed

_PEP440 = re.compile(
    r"(?P<prefix>v?(?:[0-9]+!)?)"
    r"(?P<release>[0-9]+(?:\.[0-9]+)*)"
    r"(?:[-_.]?(?P<stage>alpha|a|beta|b|preview|pre|c|rc)[-_.]?(?P<stage_number>[0-9]*))?"
    r"(?P<post>-(?P<implicit>[0-9]+)|[-_.]?(?:post|rev|r)[-_.]?(?P<post_number>[0-9]*))?"
    r"(?P<dev>[-_.]?dev[-_.]?(?P<dev_number>[0-9]*))?"
    r"(?:\+(?P<local>[a-z0-9]+(?:[-_.][a-z0-9]+)*))?\Z",
    re.IGNORECASE,
)
_STAGES = {"a": "alpha", "b": "beta", "c": "rc", "pre": "rc", "preview": "rc"}

_ORDERED_STAGES = ("alpha", "beta", "rc")
_END: Part = (PRE_NUMBER, 0)

Key = tuple[int, tuple[int, ...], tuple[int | str, ...], tuple[int | str, ...], tuple[int | str, ...]]


def read(text: str) -> Version | None:
    """A version as PEP 440 reads it, epoch and `v` in `prefix`; `None` where it is none."""
    match = _PEP440.match(text.strip())
    if match is None:
        return None
    parts: list[Part] = []
    if match["stage"]:
        stage = match["stage"].lower()
        parts += [(PRE_WORD, _STAGES.get(stage, stage)), (PRE_NUMBER, int(match["stage_number"] or 0))]
    if match["post"]:
        number = match["implicit"] or match["post_number"] or 0
        parts += [(TAIL_WORD, "post"), (TAIL_NUMBER, int(number))]
    if match["dev"]:
        parts += [(PRE_WORD, "dev"), (PRE_NUMBER, int(match["dev_number"] or 0))]
    release = tuple(int(part) for part in match["release"].split("."))
    return Version(text, "pep440", release, tuple(parts), match["prefix"], match["local"] or "")


def key(version: Version) -> Key:
    """What versions of this scheme are ordered by."""
    words = {word: number for (_, word), (_, number) in pairwise((*version.pre, _END))}
    stage = next((word for word in _ORDERED_STAGES if word in words), None)
    post: tuple[int | str, ...] = (1, words["post"]) if "post" in words else (0,)
    dev: tuple[int | str, ...] = (0, words["dev"]) if "dev" in words else (1,)
    if version.pre[-1:] == FLOOR:
        dev = (-1,)
    if version.pre[-1:] == CEILING:
        post = (2,)
    if stage is not None:
        pre: tuple[int | str, ...] = (1, stage, words[stage])
    else:
        pre = (0,) if post == (0,) and dev != (1,) else (2,)
    return epoch(version), trimmed(version.release), pre, post, dev


def epoch(version: Version) -> int:
    digits = version.prefix.strip("vV").removesuffix("!")
    return int(digits) if digits.isdigit() else 0
