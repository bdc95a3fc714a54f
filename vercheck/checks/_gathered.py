"""What an old lock does not satisfy, as one finding where it is only suspicious.

A lock falls behind as a whole, and one command brings it up to date. In an example or a test, where it may be
old on purpose, a finding for each of its entries would say one thing many times.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from vercheck.model import Diagnostic, Label, Severity


def gathered(findings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The findings about one lock: all errors, and the first of the warnings, which names the others."""
    warnings: list[Diagnostic] = []
    for found in findings:
        if found.severity is Severity.WARNING:
            warnings.append(found)
        else:
            yield found
    if not warnings:
        return
    first, *others = sorted(warnings, key=lambda found: found.location)
    if not others:
        yield first
        return
    more = f", and {len(others)} more {'place does' if len(others) == 1 else 'places do'} not fit that lock"
    labels = tuple(Label(one.location, one.message, one.version, one.artifact) for one in others)
    yield replace(first, message=f"{first.message}{more}", related=(*first.related, *labels))
