"""Distrusts a fix before it is written: what else changed, and is the finding really gone?

Three witnesses are heard: a parser that the readers do not use, the extractor run again on the new
bytes, and the checks run again on the whole. What they say against the fix comes back as words;
nothing is written unless there are none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from vercheck.fix.apply import edited
from vercheck.fix.error import FixError
from vercheck.fix.landing import expected_pins, found_pins
from vercheck.fix.plan import Plan
from vercheck.model import Diagnostic, Edit, Extraction, Pin, Role, Severity, Source
from vercheck.shapes.locks import is_lock
from vercheck.syntax.judges import accepts

REGENERATED = frozenset({"lock-drift"})
"""Findings that a right fix may bring: the lock file's own tool writes the lock anew, vercheck never does."""

_OF_WORKSPACE = "workspace member"
"""How a lock's entry of a package is noted that has no other source than the tree itself."""

Recheck = Callable[[Mapping[str, bytes]], Sequence[Diagnostic]]


def verify(
    before: Mapping[str, bytes],
    after: Mapping[str, bytes],
    plan: Plan,
    extract: Callable[[Source], Extraction],
    recheck: Recheck | None,
) -> tuple[str, ...]:
    """What speaks against writing `after`; empty where nothing does.

    `before` and `after` hold the files that change. `recheck` runs the checks on the repository
    with some files' contents replaced by those it is given.
    """
    problems = [
        problem
        for path in sorted({*before, *after})
        for problem in _file(path, before.get(path, b""), after.get(path, b""), plan, extract)
    ]
    if recheck is not None and not problems:
        problems = list(_findings(recheck(before), recheck(after), plan))
    return tuple(dict.fromkeys(problems))


def _locked(path: str, edits: Sequence[Edit], pins: Sequence[Pin]) -> Iterator[str]:
    """What a tool resolved is for that tool to write, but for the entry of a package of the workspace: that
    is its name and version alone."""
    named = {pin.location for pin in pins if pin.note == _OF_WORKSPACE and not pin.digests}
    for edit in edits if is_lock(path) else ():
        if edit.location not in named:
            yield f"{path}:{edit.location.line}: a lock is for its own tool to write"


def _file(
    path: str, old: bytes, new: bytes, plan: Plan, extract: Callable[[Source], Extraction]
) -> Iterator[str]:
    edits = [edit for edit in plan.edits if edit.location.path == path]
    try:
        planned = edited(old, edits)
    except FixError as error:
        yield str(error)
        return
    if planned != new:
        yield f"{path}: other bytes changed than those that were planned"
        return
    if old and (words := accepts(path, old)) is not None:
        yield f"{path} does not parse: {words}"
        return
    if (words := accepts(path, new)) is not None:
        yield f"{path}: would no longer parse: {words}"
    first, second = extract(Source(path, old)), extract(Source(path, new))
    yield from _locked(path, edits, first.pins)
    yield from _pins(path, first, second, edits)
    yield from _notes(path, first, second)


def _pins(path: str, first: Extraction, second: Extraction, edits: Sequence[Edit]) -> Iterator[str]:
    """Each pin that no edit touched is as it was; each that one did says what was planned."""
    expected = Counter(expected_pins(first.pins, edits))
    found = Counter(found_pins(second.pins, edits))
    for said in sorted(expected - found):
        yield f"{path}: `{said.trail}` would not say `{said.value}` for `{said.artifact}`, as planned"
    for said in sorted(found - expected):
        yield f"{path}: `{said.trail}` would say `{said.value}` for `{said.artifact}`, which nobody planned"


def _notes(path: str, first: Extraction, second: Extraction) -> Iterator[str]:
    known = Counter((note.check, note.message) for note in first.notes)
    for check, message in sorted(Counter((note.check, note.message) for note in second.notes) - known):
        yield f"{path}: would bring `{check}`: {message}"


def _findings(before: Sequence[Diagnostic], after: Sequence[Diagnostic], plan: Plan) -> Iterator[str]:
    allowed = Counter(map(_identity, before))
    allowed.subtract(Counter(map(_identity, plan.answers)))
    left = Counter(map(_identity, after))
    answered = set(map(_identity, plan.answers))
    for finding in after:
        if _identity(finding) in answered and left[_identity(finding)] > max(0, allowed[_identity(finding)]):
            yield f"{_place(finding)}: `{finding.check}` would still be reported: {finding.message}"
    edited_paths = {edit.location.path for edit in plan.edits}
    unanswered = (finding for finding in after if _identity(finding) not in answered)
    yield from new_errors(before, (item for item in unanswered if not awaits_lock(item, edited_paths)))


def awaits_lock(finding: Diagnostic, edited_paths: Collection[str]) -> bool:
    """Whether a finding only says that an edited manifest is ahead of what its lock file resolves: the
    lock's own tool has yet to write that anew."""
    return all(label.role is Role.RESOLVES for label in finding.related) and any(
        _is_locked_by(path, label.location.path) for label in finding.related for path in edited_paths
    )


def _is_locked_by(manifest: str, lock: str) -> bool:
    """Whether a lock stands beside a manifest, or in a folder above it."""
    folder = lock.rpartition("/")[0]
    return manifest.startswith(f"{folder}/" if folder else "")


def new_errors(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> Iterator[str]:
    """Errors of a second run that the first had in no words, each with its place."""
    known = {key for finding in before for key in _told(finding)}
    for finding in after:
        is_error = finding.severity is Severity.ERROR and finding.check not in REGENERATED
        if is_error and not (_subject(finding) & known):
            yield f"{_place(finding)}: would bring a new `{finding.check}`: {finding.message}"


def brought(before: Iterable[Diagnostic], after: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Findings of a second run about what the first had nothing to say of, in that file."""
    known = {_about(finding) for finding in before}
    return tuple(finding for finding in after if finding.severity and _about(finding) not in known)


def _about(finding: Diagnostic) -> tuple[str, ...]:
    return (finding.check, finding.location.path, finding.tool or finding.message)


def _identity(finding: Diagnostic) -> tuple[str, ...]:
    """One finding, wherever in its file it has moved to."""
    return (finding.check, finding.location.path, finding.tool or "", finding.message)


def _subject(finding: Diagnostic) -> frozenset[tuple[str, ...]]:
    """What a finding is about: the same defect may be worded anew after a part of it was repaired."""
    return frozenset({(finding.check, finding.tool or finding.message, _bare(finding.version))})


def _told(finding: Diagnostic) -> Iterator[tuple[str, ...]]:
    yield from _subject(finding)
    for label in finding.related:
        yield (finding.check, finding.tool or finding.message, _bare(label.version))


def _bare(version: str | None) -> str:
    """A version without a `v` in front: a tag and a number say one thing."""
    return (version or "").removeprefix("v")


def _place(finding: Diagnostic) -> str:
    return f"{finding.location.path}:{finding.location.line}"
