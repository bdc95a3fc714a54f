"""Differences that look intended: somebody wrote down why, or the two places are built apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.model import Diagnostic, Location, Pin, Source
from vercheck.pipeline import Outcome
from vercheck.printable import without_surrogates
from vercheck.proposal.scopes import ABOUT_VERSIONS
from vercheck.proposal.settings import Setting, quoted
from vercheck.syntax.closings import unclosed

_COMMENT = re.compile(r"(?:^|\s)(?:#|//|--|<!--|/\*|;|\*)\s*+(.{1,300})$")
_INTENDED = re.compile(
    r"\b(?:(?:do not|don't|cannot|can't) (?:yet )?(?:bump|update|upgrade|move|change)|keep|kept|held|hold"
    r"|stay|stuck|pinned? (?:because|until|for)|until|because|workaround|work around|blocked"
    r"|regression|broken|breaks|incompatible|not (?:yet )?(?:supported|compatible)|for now|on purpose"
    r"|intentional(?:ly)?|deliberate(?:ly)?)\b",
    re.IGNORECASE,
)
_LINES_ABOVE = 3
_REASON = "say why the two differ on purpose"


def holds(outcome: Outcome) -> Iterator[Setting]:
    """One for each artifact at a version, in the order of the findings."""
    graph = outcome.facts.graph
    pins: dict[Location, Pin] = {pin.location: pin for pin in graph.pins}
    seen = set()
    for item in outcome.report.diagnostics:
        if item.check not in ABOUT_VERSIONS:
            continue
        found = _intended(item, outcome)
        pin = pins.get(found[0]) if found else None
        if found is None or pin is None:
            continue
        artifact, version = str(graph.artifact(pin)), pin.raw
        if (artifact, version) in seen or not _is_sayable(artifact, version):
            continue
        seen.add((artifact, version))
        yield Setting(
            f"{found[0].path}:{found[0].line} {found[1]} ({item.check})",
            (
                "[[hold]]",
                f"artifact = {quoted(artifact)}",
                f"version = {quoted(version)}",
                f"reason = {quoted(found[2])}",
            ),
        )


def _is_sayable(artifact: str, version: str) -> bool:
    """Whether a configuration can name it."""
    text = artifact + version
    return text.isprintable() and " " not in artifact and without_surrogates(text) == text


def _intended(item: Diagnostic, outcome: Outcome) -> tuple[Location, str, str] | None:
    """The place that is meant to differ, why it looks so, and a reason."""
    for place in (item.location, *(label.location for label in item.related)):
        source = outcome.reading.source(place.path)
        words = _words_about(source, place.line) if source is not None else None
        if words is not None:
            return place, "says why", words
    root = outcome.facts.graph.root(item.location.path)
    others = {outcome.facts.graph.root(label.location.path) for label in item.related}
    if root and others and root not in others:
        return item.location, f"differs from the rest, and is in its own build root {root}", _REASON
    return None


def _words_about(source: Source, line: int) -> str | None:
    """What a comment on the line, or the comments right above it, say that sounds like a decision."""
    behind = _COMMENT.search(unclosed(source.line_text(line)))
    if behind and _is_decision(behind[1]):
        return _plain(behind[1])
    above: list[str] = []
    for number in range(line - 1, max(0, line - 1 - _LINES_ABOVE), -1):
        match = _COMMENT.match(unclosed(source.line_text(number)).lstrip())
        if not match:
            break
        above.insert(0, match[1])
    words = " ".join(above)
    return _plain(words) if _is_decision(words) else None


def _is_decision(words: str) -> bool:
    """Whether a comment sounds like one; what is said to vercheck itself is not repeated to it."""
    return bool(_INTENDED.search(words)) and "vercheck:" not in words


def _plain(text: str) -> str:
    """The words on one line, as a configuration can hold them."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())[:200]
