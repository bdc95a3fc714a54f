"""Which authorities a repository can have at once without any finding becoming another one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vercheck.config import Config, Placed
from vercheck.model import Location, Span
from vercheck.pipeline import Outcome
from vercheck.proposal.authorities import Authority

Examine = Callable[[Config], Outcome]
"""The same tree, under another configuration."""

_SOMEWHERE = Location("vercheck.toml", Span(0, 0), 1, 1, 1, 1)


def harmless(candidates: Sequence[Authority], outcome: Outcome, examine: Examine) -> frozenset[str]:
    """The subjects of the candidates that change no finding and no fix, taken one after the other where all
    of them together do."""
    if not candidates:
        return frozenset()
    if _changes_nothing(candidates, outcome, examine):
        return frozenset(one.subject for one in candidates)
    taken: list[Authority] = []
    for one in candidates if len(candidates) > 1 else ():
        if _changes_nothing([*taken, one], outcome, examine):
            taken.append(one)
    return frozenset(one.subject for one in taken)


def _changes_nothing(candidates: Sequence[Authority], outcome: Outcome, examine: Examine) -> bool:
    declared = tuple(Placed((one.subject, one.address), _SOMEWHERE) for one in candidates)
    found = examine(Config(path=_SOMEWHERE.path, authorities=declared))
    return found.report.diagnostics == outcome.report.diagnostics
