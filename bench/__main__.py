"""`python -m bench [CHECKOUT…]`: measure `vercheck check` on synthetic repositories and on checkouts.

Prints CPU seconds and peak memory of whole processes, each as a ratio to `python -c "import click"`
from the same round, the floor of any command line of this kind; and whether the known drift was found.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench.repositories import generate

ROUNDS = 5
SIZES = (100, 1_000, 10_000)


@dataclass(frozen=True, slots=True)
class Run:
    """One finished process: CPU seconds, peak memory in MiB, and what it printed."""

    cpu: float
    peak: float
    output: bytes


def run(command: list[str]) -> Run:
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(process.pid, 0)
        output.seek(0)
        return Run(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, output.read())


def measure(name: str, root: Path, expected: frozenset[str]) -> None:
    """One line: the median of alternating runs."""
    check = [sys.executable, "-m", "vercheck", "check", "--format", "json", str(root)]
    floor = [sys.executable, "-c", "import click"]
    run(check)
    pairs = [(run(check), run(floor)) for _ in range(ROUNDS)]
    cpu = statistics.median(mine.cpu for mine, _ in pairs)
    ratios = sorted(mine.cpu / other.cpu for mine, other in pairs)
    report = json.loads(pairs[-1][0].output)
    found = {one["tool"] for one in report["diagnostics"] if one["check"] == "version-drift"}
    drift = f"{len(expected & found)}/{len(expected)}" if expected else "-"
    size = sum(path.stat().st_size for path in root.rglob("*") if path.is_file()) / 1e6
    print(
        f"{name:<24} {report['summary']['files']:>7} {size:>8.1f} {cpu:>8.2f} "
        f"{statistics.median(ratios):>7.1f} ({ratios[0]:.1f}–{ratios[-1]:.1f}) "
        f"{statistics.median(mine.peak for mine, _ in pairs):>7.0f} {drift:>7}"
    )


def main() -> None:
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores; medians of {ROUNDS} alternating runs")
    header = ("repository", "files", "MB", "CPU s", "x click (spread)", "MiB", "drift")
    print("{:<24} {:>7} {:>8} {:>8} {:>18} {:>7} {:>7}".format(*header))
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            root = Path(folder) / f"synthetic-{size}"
            measure(root.name, root, generate(root, size))
    for argument in sys.argv[1:]:
        measure(Path(argument).name, Path(argument), frozenset())


if __name__ == "__main__":
    main()
