"""House checks: what the readers noted about a file, as findings.

Not about fixtures and vendored trees, nor about tests that are called after what must fail in them: these
are often damaged on purpose and hold nothing that must agree; `vercheck coverage` lists their notes too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from vercheck.graph import Facts, Standing
from vercheck.model import Diagnostic
from vercheck.shapes.names import words

_ELSEWHERE = (Standing.FIXTURE, Standing.VENDORED)
_WRONG = frozenset({
    "fail", "fails", "failed", "failing", "failure", "failures", "invalid", "malformed", "broken", "bad",
    "corrupt", "corrupted", "error", "errors", "negative", "unparsable",
})  # fmt: skip


def noted(check: str, help_text: str) -> Callable[[Facts], Iterator[Diagnostic]]:
    """The `run` of a house check: one finding for each note that names it."""

    def run(facts: Facts) -> Iterator[Diagnostic]:
        for note in facts.graph.notes:
            if note.check == check and not _is_meant(facts, note.location.path):
                yield Diagnostic(message=note.message, location=note.location, help=help_text)

    return run


def _is_meant(facts: Facts, path: str) -> bool:
    """Whether a file may well be damaged on purpose."""
    standing = facts.graph.standing(path)
    return standing in _ELSEWHERE or (standing is Standing.TEST and not _WRONG.isdisjoint(words(path)))
