"""What is told after a move: what stays, what the checks will say of it, and which files to write anew."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vercheck.bump.locks import Refresh
    from vercheck.bump.staying import Staying
    from vercheck.model import Diagnostic
    from vercheck.repair import Repair

_LINES = 4
"""Lines of one file that are told one by one."""
_MOST = 20
"""Findings that are told one by one."""


def aftermath(
    made: Repair, stays: Iterable[Staying], refreshes: Iterable[Refresh], told: Collection[str] = ()
) -> Iterator[str]:
    """The sections that follow the move itself; what is to be done comes last. `told` are rules of which
    enough was said."""
    brings = [finding for finding in made.brings if finding.rule is None or finding.rule not in told]
    late = [finding for finding in brings if _awaits_lock(finding, made.before)]
    yield from section("stays", map(_staying, stays))
    yield from section("then see", _findings([finding for finding in brings if finding not in late]))
    commands = [f"{one.path}: {one.command}" for one in refreshes]
    yield from section("then refresh", commands)
    if late and commands:
        names = sorted({f"`{finding.check}`" for finding in late})
        yield f"  until then `vercheck check` reports {' and '.join(names)}"


def section(title: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield f"{title}:"
        yield from (f"  {line}" for line in lines)


def _staying(one: Staying) -> str:
    lines = ", ".join(map(str, one.lines[:_LINES]))
    more = f" and {len(one.lines) - _LINES} more" if len(one.lines) > _LINES else ""
    said = ", ".join(one.said)
    return f"{one.path}:{lines}{more}  {said}: {one.reason}"


def _findings(found: Sequence[Diagnostic]) -> Iterator[str]:
    """What `vercheck check` says of the result and did not say before."""
    for finding in found[:_MOST]:
        place = f"{finding.location.path}:{finding.location.line}"
        yield f"{place}  {finding.severity}[{finding.check}]: {finding.message}"
    if len(found) > _MOST:
        yield f"and {len(found) - _MOST} more, see `vercheck check`"


def _awaits_lock(finding: Diagnostic, edited: Collection[str]) -> bool:
    """Whether a finding goes when a lock is written anew."""
    from vercheck.fix.verify import REGENERATED, awaits_lock

    return finding.check in REGENERATED or (bool(finding.related) and awaits_lock(finding, edited))
