"""What is aimed at: each goal as one figure of a run beside another of the same run, never as a time.

Checkouts go by short names, under which whoever measures gives them: rwc
(pulseengine/rules_wasm_component), si (systeminit/si), nix (a folder of Nix repositories), bcr
(bazelbuild/bazel-central-registry).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.contestants import ALONE, COLD, EDITED, FLOOR, WARM
from bench.figures import Slope, ratios, wall_ratios
from bench.runs import Run

Runs = Mapping[str, Sequence[Run]]


@dataclass(frozen=True, slots=True)
class Target:
    """On the tree `tree`, `ours` costs at most `most` times what `theirs` does."""

    tree: str
    ours: str
    theirs: str
    most: float
    by_clock: bool = False

    @property
    def goal(self) -> str:
        what = "time by the clock" if self.by_clock else "processor time"
        return f"{self.tree}: {self.ours}, {what} to that of {self.theirs}"


TARGETS = (
    Target("rwc", WARM, FLOOR, 1.5),
    Target("rwc", EDITED, FLOOR, 2.5),
    Target("rwc", COLD, "Renovate", 0.15),
    Target("rwc", COLD, "syft", 0.45),
    Target("si", COLD, "Renovate", 0.25),
    Target("si", COLD, "syft", 1.2),
    Target("nix", COLD, "Renovate", 0.6),
    Target("bcr", COLD, "Renovate", 0.15),
    Target("nix", COLD, ALONE, 0.65, by_clock=True),
    Target("bcr", COLD, ALONE, 0.65, by_clock=True),
)
SPREAD = frozenset(target.tree for target in TARGETS if target.theirs == ALONE)
"""Trees on which one processor is compared with all of them."""

MEMORY = ("nix", "bcr")
MOST_MEMORY = 150
"""MiB."""
MOST_SLOPE = 130
"""Milliseconds of processor per MB of files that are read."""
MOST_BEND = 1.1


@dataclass(frozen=True, slots=True)
class Verdict:
    """A goal, what was measured for it (`None`: this was not), and what it may be at most."""

    goal: str
    measured: float | None
    most: float

    @property
    def figure(self) -> str:
        return "-" if self.measured is None else f"{self.measured:.2f}"

    @property
    def word(self) -> str:
        if self.measured is None:
            return "not measured"
        return "met" if self.measured <= self.most else "**missed**"


def verdicts(measured: Mapping[str, Runs], slope: Slope | None) -> Iterator[Verdict]:
    """Every target against the runs on each tree, by its name, and the slope in ms per MB."""
    for target in TARGETS:
        runs = measured.get(target.tree, {})
        figure = None
        if target.ours in runs and target.theirs in runs:
            compared = wall_ratios if target.by_clock else ratios
            figure = compared(runs[target.ours], runs[target.theirs]).median
        yield Verdict(target.goal, figure, target.most)
    for tree in MEMORY:
        runs = measured.get(tree, {})
        peak = max((run.peak for run in runs[COLD]), default=None) if COLD in runs else None
        yield Verdict(f"{tree}: peak memory of a cold run, MiB", peak, MOST_MEMORY)
    yield Verdict(
        "slope, ms of processor per MB that is read", None if slope is None else slope.whole, MOST_SLOPE
    )
    yield Verdict(
        "the slope between the largest sizes to that between the smallest",
        None if slope is None else slope.bend,
        MOST_BEND,
    )
