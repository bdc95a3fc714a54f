"""What identifies a finding from one run to the next, whichever line it has moved to."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Sequence

from vercheck.model import Diagnostic


def fingerprints(diagnostics: Sequence[Diagnostic]) -> tuple[str, ...]:
    """One for each finding, in order: a hash of what it is about, not of where it stands.

    Findings that are alike in all of that are told apart by their number in the order of places.
    """
    seen: Counter[str] = Counter()
    result = []
    for diagnostic in diagnostics:
        content = _content(diagnostic)
        seen[content] += 1
        number = "" if seen[content] == 1 else f"#{seen[content]}"
        result.append(hashlib.sha256((content + number).encode()).hexdigest()[:32])
    return tuple(result)


def _content(diagnostic: Diagnostic) -> str:
    related = {
        (label.location.path, str(label.artifact or ""), label.version or "") for label in diagnostic.related
    }
    return json.dumps(
        [
            diagnostic.check,
            diagnostic.tool,
            str(diagnostic.artifact or ""),
            diagnostic.location.path,
            diagnostic.version,
            diagnostic.expected,
            diagnostic.rule,
            sorted(related),
        ]
    )
