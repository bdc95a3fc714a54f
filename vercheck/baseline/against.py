"""A run held against a baseline: what is new, what is lived with, and which entries hide nothing any more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from vercheck import pipeline
from vercheck.baseline.file import Baseline, Entry
from vercheck.config import Config
from vercheck.fingerprints import fingerprints
from vercheck.model import Diagnostic, Label, Location, Severity
from vercheck.pipeline import Outcome

_NAMED = 5
"""Stale entries that the finding about them points at."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A baseline's entries, divided: those that hide a finding and those that do not; and what is new.

    Of those that hide none, `changed` are about a difference that is still there as another one, which is
    among the new: once that is repaired, the old one may be back. The others are `stale`.
    """

    new: tuple[Diagnostic, ...]
    hidden: tuple[Diagnostic, ...]
    used: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    stale: tuple[Entry, ...]

    @classmethod
    def of(cls, outcome: Outcome, baseline: Baseline) -> Compared:
        """An entry of a check that did not run is neither used nor stale: nothing is known of it."""
        # Findings that are alike are told apart by their number among all of them.
        found = outcome.unnarrowed or outcome.report.diagnostics
        shown = frozenset(outcome.report.diagnostics)
        known = {entry.fingerprint for entry in baseline.entries}
        pairs = [pair for pair in zip(found, fingerprints(found), strict=True) if pair[0] in shown]
        present = {fingerprint for _, fingerprint in pairs}
        idle = set(pipeline.checks()) - {item.check for item in outcome.report.ran}
        new = tuple(item for item, fingerprint in pairs if fingerprint not in known)
        absent = [
            entry
            for entry in baseline.entries
            if entry.fingerprint not in present and entry.check not in idle
        ]
        changed = frozenset(entry for entry in absent if any(_is_about(item, entry) for item in new))
        return cls(
            new=new,
            hidden=tuple(item for item, fingerprint in pairs if fingerprint in known),
            used=tuple(entry for entry in baseline.entries if entry.fingerprint in present),
            changed=tuple(entry for entry in absent if entry in changed),
            stale=tuple(entry for entry in absent if entry not in changed),
        )


def against(outcome: Outcome, baseline: Baseline, config: Config, *, is_whole: bool) -> Outcome:
    """The outcome without the findings that the baseline has, and with a word about its stale entries.

    Where the run is not `is_whole`, because it looked at a part of the tree or at a change, a finding that
    is not there may still be there, and no entry is called stale.
    """
    compared = Compared.of(outcome, baseline)
    stale = _complaint(baseline, compared.stale) if is_whole and compared.stale else ()
    ran = {item.check for item in outcome.report.ran}
    report = pipeline.report(
        (*compared.new, *stale), config, ran, outcome.reading, outcome.facts, outcome.report.root
    )
    return replace(
        outcome,
        report=replace(report, baselined=len(compared.hidden), untouched=outcome.report.untouched),
        hidden=(*outcome.hidden, *compared.hidden),
    )


def _is_about(item: Diagnostic, entry: Entry) -> bool:
    """Whether a new finding may be what became of an entry's: the same question about the same tool. An entry
    has no tool but in its words; its file need not be a place of the finding, which names one for many."""
    if item.check != entry.check:
        return False
    names = {item.tool, str(item.artifact) if item.artifact is not None else None} - {None}
    if not names:
        return item.location.path == entry.path
    return any(f"`{name}`" in entry.message for name in names)


def _complaint(baseline: Baseline, stale: Sequence[Entry]) -> tuple[Diagnostic]:
    """One finding for all: a single change may end hundreds, and a single command takes them out."""
    first, *others = stale
    labels = tuple(Label(_place(baseline, entry), _about(entry)) for entry in others[: _NAMED - 1])
    rest = "" if len(stale) == 1 else f" (and {len(stale) - 1:,} more that hide nothing)"
    return (
        Diagnostic(
            f"this entry of the baseline hides nothing: {_about(first)} is fixed, or not the same now{rest}",
            _place(baseline, first),
            related=labels,
            help="`vercheck baseline` takes such entries out",
            check="unused-ignore",
            severity=Severity.WARNING,
        ),
    )


def _place(baseline: Baseline, entry: Entry) -> Location:
    return baseline.source.locate(baseline.span(entry))


def _about(entry: Entry) -> str:
    return f"{entry.check} in {entry.path}"
