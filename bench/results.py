"""The page of results: what was measured, as text. Nothing is measured here, and no figure stands here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench import growth
from bench.contestants import COLD, FLOOR
from bench.figures import Slope, Spread, ratios
from bench.fleet import Fleet, section
from bench.runs import Run
from bench.targets import Verdict

REASONS = "## Where a target is missed"
"""From here on a person writes, and what they wrote stays."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What a tree is: how many files git tracks, how many MB of them vercheck reads, and of the drift that
    was put there how much it found (`None`: nobody knows what is in it)."""

    name: str
    files: int
    read: float
    drift: tuple[int, int] | None
    false: int = 0


@dataclass(frozen=True, slots=True)
class Machine:
    """Where it was measured; `programs` are the versions of all that took part, by name."""

    processor: str
    cores: int
    system: str
    programs: Mapping[str, str]
    missing: Sequence[str]


def page(
    machine: Machine,
    rounds: int,
    trees: Mapping[Tree, Mapping[str, Sequence[Run]]],
    slope: Slope | None,
    verdicts: Sequence[Verdict],
    fleet: Fleet | None = None,
    grown: Sequence[growth.Growth] = (),
) -> str:
    """All but the part that people write."""
    lines = [
        "# Results",
        "",
        "Written by `python -m bench`. Seconds of processor (user and system, children too), by the clock,",
        "and peak memory of the largest process: medians of alternating runs after one that does not count.",
        "Ratios are of processor time within one round, with the least and the most of them: what a busy",
        "machine adds, it adds to both. Less memory than the benchmark's own, about 30 MiB, does not show.",
        "The programs do different work.",
        "",
        f"- {machine.processor}, {machine.cores} cores, {machine.system}; {rounds} rounds",
        "- " + ", ".join(f"{name} {version}" for name, version in machine.programs.items()),
        "- not there, so not measured: " + (", ".join(machine.missing) or "none"),
    ]
    for tree, runs in trees.items():
        lines += ["", *_tree(tree, runs)]
    if fleet is not None:
        lines += ["", *section(fleet)]
    if grown:
        lines += ["", *growth.section(grown, growth.SIZE)]
    lines += ["", "## Slope", "", *_slope(slope)]
    lines += ["", "## Targets", "", "| goal | at most | measured | |", "|---|---|---|---|"]
    lines += [f"| {one.goal} | {one.most:g} | {one.figure} | {one.word} |" for one in verdicts]
    return "\n".join(lines) + "\n"


def with_reasons(written: str, before: str) -> str:
    """The page, and below it what people wrote on the one before."""
    _, found, reasons = before.partition(REASONS)
    kept = reasons if found else "\n"
    return f"{written}\n{REASONS}{kept}"


def _tree(tree: Tree, runs: Mapping[str, Sequence[Run]]) -> Iterator[str]:
    yield f"## {tree.name}"
    yield ""
    known = ""
    if tree.drift is not None:
        found, there = tree.drift
        known = f" Known drift found: {found} of {there}, and {tree.false} that is none."
    yield f"{tree.files:,} files, {tree.read:.1f} MB of them read.{known}"
    yield ""
    yield f"| | processor s | clock s | MiB | x {FLOOR} | vercheck cold is, of it |"
    yield "|---|---|---|---|---|---|"
    for name, made in runs.items():
        cpu, wall, peak = (
            Spread.of(figures).median
            for figures in zip(*((run.cpu, run.wall, run.peak) for run in made), strict=True)
        )
        floor, share = ratios(made, runs[FLOOR]), ratios(runs[COLD], made)
        yield f"| {name} | {cpu:.3f} | {wall:.2f} | {peak:.0f} | {_spread(floor)} | {_spread(share)} |"


def _slope(slope: Slope | None) -> Iterator[str]:
    if slope is None:
        yield "Of one size there is none."
        return
    stretches = ", ".join(f"{one:.0f}" for one in slope.stretches)
    yield f"Milliseconds of processor per MB that is read, over the synthetic sizes: {slope.whole:.0f};"
    yield f"between one size and the next: {stretches}."


def _spread(spread: Spread) -> str:
    return f"{spread.median:.2f} ({spread.least:.2f} to {spread.most:.2f})"
