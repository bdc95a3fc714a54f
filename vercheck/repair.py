"""The other end of the flow: plan → apply → verify, in memory.

What comes out can be shown or written; it has been read and checked again as if it had been written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from vercheck import pipeline
from vercheck.fix.apply import apply
from vercheck.fix.constraints import ABOUT, Broken, broken
from vercheck.fix.error import FixError
from vercheck.fix.guard import Guard
from vercheck.fix.lending import Lend, lent_digests
from vercheck.fix.origins import Origins
from vercheck.fix.plan import Plan, arrange, plan
from vercheck.fix.refusal import Refusal, refusal
from vercheck.fix.retarget import retarget
from vercheck.fix.sites import Sites
from vercheck.fix.verify import brought, verify
from vercheck.model import Applicability, Diagnostic, Extraction, Fix, Source
from vercheck.pipeline import Outcome, Reading

Examine = Callable[[Reading], Outcome]
"""Everything after reading, as the run that found the findings did it."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A fix that was applied in memory and then distrusted."""

    fix: Fix
    reason: str


@dataclass(frozen=True, slots=True)
class Repair:
    """`before` and `after` hold the files that change; `plan.applied` is what changes them. `brings` are
    findings that the result has and the tree had not: what else somebody may want to see to."""

    plan: Plan
    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    failures: tuple[Failure, ...] = ()
    brings: tuple[Diagnostic, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether nothing that was asked for is left undone."""
        return not (self.plan.held or self.plan.conflicts or self.failures)


def repair(
    outcome: Outcome,
    examine: Examine,
    *,
    tool: str | None = None,
    checks: frozenset[str] = frozenset(),
    unsafe: bool = False,
) -> Repair:
    """The fixes that findings offer, narrowed to a tool and to checks where they are given."""
    chosen = plan(guarded(outcome), unsafe=unsafe, tool=tool, checks=checks)
    return _verified(chosen, outcome.reading, examine)


def guarded(outcome: Outcome) -> tuple[Diagnostic, ...]:
    """The findings of a run, each with its fix held back where something stands against it."""
    standing = guard(outcome)
    return tuple(standing.over(finding) for finding in outcome.report.diagnostics)


def guard(outcome: Outcome) -> Guard:
    """What stands against fixes of a run."""
    return Guard(outcome.facts.graph, Origins(outcome.facts.graph), _refusal(outcome))


def answer(
    finding: Diagnostic, findings: Sequence[Diagnostic], reading: Reading, examine: Examine, *, unsafe: bool
) -> Repair:
    """The fix of one finding among those that are `guarded`, and of no other."""
    return _verified(plan(findings, unsafe=unsafe, only=finding), reading, examine)


def move(
    outcome: Outcome,
    examine: Examine,
    tool: str,
    version: str,
    *,
    unsafe: bool = False,
    lend: Lend = lent_digests,
) -> Repair:
    """A whole tool at the version that somebody named. Where that breaks what is known to belong together,
    it is held back; `unsafe` goes on all the same. `lend` gives the digests that it needs."""
    fixes = retarget(outcome.facts, tool, version, _refusal(outcome), lend)
    if not unsafe:
        against = tuple(
            f"breaks: {one.words}" for one in breaks(outcome, tool, version, fixes) if one.is_grave
        )
        fixes = tuple(_holding(fix, against) for fix in fixes)
    tolerated = ABOUT if unsafe else frozenset[str]()
    return _verified(arrange(fixes, unsafe=unsafe), outcome.reading, examine, tolerated)


def breaks(outcome: Outcome, tool: str, version: str, fixes: Sequence[Fix]) -> tuple[Broken, ...]:
    """What is kept now and would be broken, beside what the fixes themselves edit."""
    edited = {edit.location for fix in fixes for edit in fix.edits}
    return broken(outcome.facts, tool, version, Sites(outcome.facts, tool).root, edited)


def narrowed(made: Repair, fixes: Sequence[Fix], outcome: Outcome, examine: Examine) -> Repair:
    """The same repair with some of its fixes only, read and checked again."""
    again = _verified(_narrowed(made.plan, tuple(fixes)), outcome.reading, examine)
    return replace(again, failures=(*made.failures, *again.failures))


def _holding(fix: Fix, reasons: tuple[str, ...]) -> Fix:
    if fix.applicability is Applicability.MANUAL:
        return fix
    return replace(fix, lacks=tuple(dict.fromkeys((*reasons, *fix.lacks))))


def _refusal(outcome: Outcome) -> Refusal:
    return refusal(outcome.reading.source, outcome.facts.graph.notes)


def _verified(
    chosen: Plan, reading: Reading, examine: Examine, tolerated: frozenset[str] = frozenset()
) -> Repair:
    """The whole plan where nothing speaks against it; else those of its fixes that stand by themselves.
    Findings of the checks that are `tolerated` do not."""
    trial = _Trial(reading, examine, tolerated)
    problems = trial.problems(chosen)
    if not problems:
        return trial.repair(chosen, ())
    if len(chosen.applied) == 1:
        failures = (Failure(chosen.applied[0], "; ".join(problems)),)
        return trial.repair(replace(chosen, applied=(), answers=()), failures)
    good: tuple[Fix, ...] = ()
    failed: list[Failure] = []
    for fix in chosen.applied:
        problems = trial.problems(_narrowed(chosen, (*good, fix)))
        if problems:
            failed.append(Failure(fix, "; ".join(problems)))
        else:
            good = (*good, fix)
    return trial.repair(_narrowed(chosen, good), tuple(failed))


def _narrowed(chosen: Plan, fixes: tuple[Fix, ...]) -> Plan:
    answers = tuple(item for item in chosen.answers if item.fix in fixes)
    return replace(chosen, applied=fixes, answers=answers)


class _Trial:
    """Applies plans to what was read, and hears what speaks against the result."""

    def __init__(self, reading: Reading, examine: Examine, tolerated: frozenset[str] = frozenset()) -> None:
        self._reading = reading
        self._examine = examine
        self._tolerated = tolerated
        self._unchanged = cache(lambda: self._findings(reading))
        self._heard: tuple[Mapping[str, bytes], Sequence[Diagnostic]] = ({}, ())

    def problems(self, chosen: Plan) -> tuple[str, ...]:
        if not chosen.applied:
            return ()
        try:
            before, after = self._contents(chosen)
        except FixError as error:
            return (str(error),)
        return verify(before, after, chosen, self._extract, self._recheck(before))

    def repair(self, chosen: Plan, failures: tuple[Failure, ...]) -> Repair:
        before, after = self._contents(chosen)
        contents, findings = self._heard
        brings = brought(self._unchanged(), findings) if after and contents == after else ()
        return Repair(chosen, before, after, failures, brings)

    def _contents(self, chosen: Plan) -> tuple[dict[str, bytes], dict[str, bytes]]:
        after = apply(chosen, self._content)
        return {path: self._content(path) for path in after}, after

    def _content(self, path: str) -> bytes:
        source = self._reading.source(path)
        if source is None:
            raise FixError(f"{path} can no longer be read")
        return source.content

    def _extract(self, source: Source) -> Extraction:
        return self._reading.extract(source)

    def _recheck(self, before: Mapping[str, bytes]) -> Callable[[Mapping[str, bytes]], Sequence[Diagnostic]]:
        def recheck(contents: Mapping[str, bytes]) -> Sequence[Diagnostic]:
            if contents == before:
                return self._unchanged()
            self._heard = contents, self._findings(pipeline.reread(self._reading, contents))
            return self._heard[1]

        return recheck

    def _findings(self, reading: Reading) -> list[Diagnostic]:
        found = self._examine(reading).report.diagnostics
        return [item for item in found if item.check not in self._tolerated]
