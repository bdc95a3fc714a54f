"""A fleet of synthetic repositories, measured: with nothing known, with all of it known, and with half of it
known, as where a run was stopped in the middle.

Apart from the other trees, because nothing else on the machine does the same, so that there is nobody to
compare with but each run with the others.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.figures import Spread
from bench.repositories import generate
from bench.runs import Contestant, Run, alternate

REPOSITORIES = 1_000
FILES = (10, 30)
"""The least and the most files of one."""

COLD, RESUMED, AGAIN = "cold", "resumed in the middle", "again"


@dataclass(frozen=True, slots=True)
class Fleet:
    """How many repositories and files there are, of the drift that was put there how much was found, how much
    was that is none, whether all runs said the same, and the runs."""

    repositories: int
    files: int
    drift: tuple[int, int]
    false: int
    agrees: bool
    runs: Mapping[str, Sequence[Run]]

    @property
    def is_right(self) -> bool:
        return self.agrees and self.drift[0] == self.drift[1] and not self.false


def measure(folder: Path, count: int, rounds: int) -> Fleet:
    """A fleet of so many repositories below a folder; the same count makes the same ones."""
    least, most = FILES
    known: set[tuple[str, str]] = set()
    roots = [folder / f"team-{number % 9}" / f"repository-{number:05}" for number in range(count)]
    for number, root in enumerate(roots):
        drifted = generate(root, least + number % (most - least + 1), seed=number)
        known |= {(str(root), tool) for tool in drifted}
    runs = alternate(_contestants(folder, roots), rounds)
    document = json.loads(runs[COLD][-1].output)
    found = {
        (one["name"], item["tool"])
        for one in document["repositories"]
        for item in one["diagnostics"]
        if item["check"] == "version-drift"
    }
    return Fleet(
        document["summary"]["repositories"],
        sum(path.is_file() for root in roots for path in root.rglob("*")),
        (len(known & found), len(known)),
        len(found - known),
        len({run.output for made in runs.values() for run in made}) == 1,
        runs,
    )


def section(fleet: Fleet) -> Iterator[str]:
    """What was measured, as lines of the page of results."""
    found, there = fleet.drift
    yield "## Fleet"
    yield ""
    yield f"{fleet.repositories:,} synthetic repositories, {fleet.files:,} files, in one run with a store."
    yield f"Known drift found: {found:,} of {there:,}, and {fleet.false:,} that is none;"
    yield "all runs said " + ("the same." if fleet.agrees else "**different things**.")
    yield ""
    yield "| | processor s | clock s | MiB | repositories a second |"
    yield "|---|---|---|---|---|"
    for name, made in fleet.runs.items():
        cpu, wall, peak = (
            Spread.of(figures).median
            for figures in zip(*((run.cpu, run.wall, run.peak) for run in made), strict=True)
        )
        yield f"| {name} | {cpu:.2f} | {wall:.2f} | {peak:.0f} | {fleet.repositories / wall:.0f} |"


def _contestants(folder: Path, roots: Sequence[Path]) -> tuple[Contestant, ...]:
    """Each with a store in the state that it is about; none with what is kept of single files."""
    store, half, whole = (folder / f"{name}.sqlite" for name in ("store", "half", "whole"))
    _check(half, _listed(folder / "half", roots[::2])).run()
    every = _listed(folder / "whole", roots)
    _check(whole, every).run()

    def put(state: Path | None) -> None:
        store.unlink(missing_ok=True)
        if state is not None:
            shutil.copyfile(state, store)

    command = _check(store, every).command
    return (
        Contestant(COLD, command, before=lambda: put(None)),
        Contestant(RESUMED, command, before=lambda: put(half)),
        Contestant(AGAIN, command, before=lambda: put(whole)),
    )


def _check(store: Path, listed: Path) -> Contestant:
    what = ("--list", str(listed), "--store", str(store), "--format", "json", "--no-cache")
    return Contestant("vercheck fleet", (sys.executable, "-m", "vercheck", "fleet", *what))


def _listed(file: Path, roots: Sequence[Path]) -> Path:
    file.write_text("".join(f"{root}\n" for root in roots))
    return file
