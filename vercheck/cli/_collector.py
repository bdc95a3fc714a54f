"""Has Python look for garbage less often: a run makes much that lives until its end, and little of the rest.

The first thing that the command line imports, because to import the others is much of a short run. Other
programs that use vercheck are not touched by it.
"""

from __future__ import annotations

import gc

SELDOM = 50_000
"""New objects between two looks; Python's own number is for programs that run for days."""

gc.set_threshold(SELDOM)


def leave_the_rest() -> None:
    """What is left at the end of a process goes with it, without a last look."""
    gc.freeze()
