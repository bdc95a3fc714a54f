"""House checks: what the readers noted about a file, as findings.

Not about fixtures and vendored trees, which are often damaged on purpose and hold nothing that must
agree; `vercheck coverage` lists their notes too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic

_ELSEWHERE = (Standing.FIXTURE, Standing.VENDORED)


def noted(check: str, help_text: str) -> Callable[[Facts], Iterator[Diagnostic]]:
    """The `run` of a house check: one finding for each note that names it."""

    def run(facts: Facts) -> Iterator[Diagnostic]:
        for note in facts.graph.notes:
            if note.check == check and facts.graph.standing(note.location.path) not in _ELSEWHERE:
                yield Diagnostic(message=note.message, location=note.location, help=help_text)

    return run
