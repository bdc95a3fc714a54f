"""Reporters: one file per output format, each with one constant `REPORTER`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from vercheck.model import Report, Source
from vercheck.style import Style

__all__ = ["Reporter", "Style"]


@dataclass(frozen=True, slots=True)
class Reporter:
    """`render(report, sources, style)` gives the whole output; `sources` holds the files that the
    report's places lie in, by path. One that `quotes` looks at them; what the others say is all in the
    report."""

    render: Callable[[Report, Mapping[str, Source], Style], str]
    quotes: bool = False
