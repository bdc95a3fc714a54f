"""House checks: what the readers noted about a file, as findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vercheck.graph import Facts
from vercheck.model import Diagnostic


def noted(check: str, help_text: str) -> Callable[[Facts], Iterator[Diagnostic]]:
    """The `run` of a house check: one finding for each note that names it."""

    def run(facts: Facts) -> Iterator[Diagnostic]:
        for note in facts.graph.notes:
            if note.check == check:
                yield Diagnostic(message=note.message, location=note.location, help=help_text)

    return run
