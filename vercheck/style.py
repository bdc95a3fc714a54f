"""How text output may look: where it goes decides, and a report that was kept is one for the same look."""

from __future__ import annotations

from typing import NamedTuple


class Style(NamedTuple):
    """How text output may look: `colour` for ANSI colours, `width` in columns, `counts` for the line that
    sums it up."""

    colour: bool = False
    width: int = 100
    counts: bool = True
