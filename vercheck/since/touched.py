"""The findings that a change touches: on a line that changed, or not there before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from vercheck.fingerprints import fingerprints
from vercheck.model import Diagnostic, Location
from vercheck.pipeline import Outcome
from vercheck.since.lines import changed_lines


def touched(now: Outcome, before: Outcome) -> Outcome:
    """The outcome with those findings only. One that unrelated lines have moved is not new."""
    found = tuple(_touched(now, before))
    untouched = len(now.report.diagnostics) - len(found)
    report = replace(now.report, diagnostics=found, untouched=untouched)
    return replace(now, report=report, unnarrowed=now.report.diagnostics)


def _touched(now: Outcome, before: Outcome) -> Iterator[Diagnostic]:
    old, found = before.report.diagnostics, now.report.diagnostics
    known, counts = frozenset(fingerprints(old)), Counter(map(_subject, old))
    more = {subject for subject, count in Counter(map(_subject, found)).items() if count > counts[subject]}
    changes = _Changes(now, before)
    for item, fingerprint in zip(found, fingerprints(found), strict=True):
        places = (item.location, *(label.location for label in item.related))
        is_new = fingerprint not in known and _subject(item) in more
        if is_new or any(map(changes.reach, places)):
            yield item


def _subject(item: Diagnostic) -> tuple[object, ...]:
    """What a finding is about, whatever else it points to: one that lost a witness is not a new one."""
    return (
        item.check, item.tool, item.artifact, item.location.path, item.version, item.expected, item.rule,
    )  # fmt: skip


class _Changes:
    """The lines that changed in each file, found out when a finding is in it."""

    def __init__(self, now: Outcome, before: Outcome) -> None:
        self._now, self._before = now.reading, before.reading
        self._lines: dict[str, tuple[range, ...]] = {}

    def reach(self, place: Location) -> bool:
        """Whether a line of a place changed."""
        if place.path not in self._lines:
            self._lines[place.path] = self._changed(place.path)
        return any(
            lines.start <= place.end_line and place.line < lines.stop for lines in self._lines[place.path]
        )

    def _changed(self, path: str) -> tuple[range, ...]:
        now, before = self._now.source(path), self._before.source(path)
        if now is None:
            return ()
        return changed_lines(before.content if before is not None else b"", now.content)
