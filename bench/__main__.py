"""`python -m bench [NAME=CHECKOUT…]`: measure vercheck beside the programs that are on this machine.

On synthetic repositories of 100, 1,000 and 10,000 files (with `--large` 100,000), in which it is known what
disagrees, and on copies of what git tracks in checkouts: with no cache, with nothing changed since the last
run, and with three files edited. With `--fleet`, also on many small repositories in one run; with `--growth`,
also how the time for one file of every kind grows with its size, however odd it is. Writes
`bench/RESULTS.md` and says whether each target is met; exits 1 where drift that was put there is not found,
or some that was not is.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench import growth
from bench.contestants import COLD, PEERS, Present, ourselves, present
from bench.extraction import copy_tracked
from bench.figures import Spread, slope
from bench.fleet import REPOSITORIES, Fleet, measure
from bench.heaps import PLACES, trees
from bench.repositories import commit, generate
from bench.results import Machine, Tree, page, with_reasons
from bench.runs import Run, alternate
from bench.targets import SPREAD, verdicts
from vercheck import __version__
from vercheck.claims import Claims
from vercheck.told import extractors

RESULTS = Path(__file__).with_name("RESULTS.md")
SIZES = (100, 1_000, 10_000)
LARGE = 100_000
MOST_FILES_FOR_PEERS = 2_000
"""In a synthetic repository: a larger one is for vercheck's own slope, and peers are met on checkouts."""

Measured = dict[Tree, Mapping[str, Sequence[Run]]]


def main() -> int:
    arguments = _arguments()
    peers = tuple(present(arguments.peers))
    measured: Measured = {}
    fleet: Fleet | None = None
    grown = _growth() if arguments.growth else []
    with tempfile.TemporaryDirectory() as folder:
        for size in arguments.sizes + ([LARGE] if arguments.large else []):
            root = Path(folder) / f"synthetic-{size}"
            known = generate(root, size)
            commit(root)
            asked = peers if size <= MOST_FILES_FOR_PEERS else ()
            _measure(measured, root, asked, arguments.rounds, known)
            _write(measured, peers, arguments, None, grown)
        if arguments.fleet:
            print(f"measuring a fleet of {arguments.fleet:,}", file=sys.stderr)
            fleet = measure(Path(folder) / "fleet", arguments.fleet, arguments.rounds)
            _write(measured, peers, arguments, fleet, grown)
        for name, _, checkout in (text.rpartition("=") for text in arguments.checkouts):
            root = Path(folder) / (name or Path(checkout).resolve().name)
            copy_tracked(Path(checkout), root)
            _measure(measured, root, peers, arguments.rounds, None)
            _write(measured, peers, arguments, fleet, grown)
    if grown and not measured:
        _write(measured, peers, arguments, fleet, grown)
    print(arguments.output.read_text())
    is_wrong = any(tree.drift and (tree.drift[0] < tree.drift[1] or tree.false) for tree in measured)
    return 1 if is_wrong or (fleet is not None and not fleet.is_right) else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench")
    parser.add_argument("checkouts", nargs="*", metavar="[NAME=]CHECKOUT")
    parser.add_argument("--sizes", nargs="*", type=int, default=list(SIZES), metavar="FILES")
    parser.add_argument("--large", action="store_true", help=f"also {LARGE:,} files")
    parser.add_argument(
        "--fleet", nargs="?", type=int, const=REPOSITORIES, default=0, metavar="REPOSITORIES",
        help=f"also so many small repositories in one run: {REPOSITORIES:,} unless said otherwise",
    )  # fmt: skip
    parser.add_argument("--growth", action="store_true", help="also how time grows with the size of a file")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--peers", action="append", type=Path, default=[Path(sys.executable).parent], metavar="FOLDER",
        help="where to look for the other programs, before the path",
    )  # fmt: skip
    parser.add_argument("--output", type=Path, default=RESULTS, metavar="FILE")
    return parser.parse_args()


def _growth() -> list[growth.Growth]:
    print("measuring growth", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        of_trees = growth.measure(list(trees(Path(folder))), PLACES)
        return [*growth.measure(list(growth.files()), growth.SIZE), *of_trees]


def _write(
    measured: Measured,
    peers: Sequence[Present],
    arguments: argparse.Namespace,
    fleet: Fleet | None = None,
    found: Sequence[growth.Growth] = (),
) -> None:
    """After every tree, because a run over many may be stopped."""
    grown = slope([(tree.read, _cpu(runs[COLD])) for tree, runs in measured.items() if tree.drift])
    by_name = {tree.name: runs for tree, runs in measured.items()}
    met = list(verdicts(by_name, grown))
    text = page(_machine(peers), arguments.rounds, measured, grown, met, fleet, found)
    before = arguments.output.read_text() if arguments.output.exists() else ""
    arguments.output.write_text(with_reasons(text, before))


def _measure(
    measured: Measured,
    root: Path,
    peers: Sequence[Present],
    rounds: int,
    known: frozenset[str] | None,
) -> None:
    print(f"measuring {root.name}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as cache:
        theirs = [peer.contestant(root) for peer in peers]
        ours = ourselves(root, Path(cache), alone=root.name in SPREAD)
        runs = alternate([*ours, *theirs], rounds)
    found = _drifting(runs[COLD][-1])
    drift = (len(known & found), len(known)) if known is not None else None
    files, read = _size(root)
    tree = Tree(root.name, files, read, drift, len(found - known) if known is not None else 0)
    measured[tree] = runs


def _drifting(run: Run) -> frozenset[str]:
    """The tools whose pins are said to disagree."""
    if run.status not in (0, 1):
        raise SystemExit(f"vercheck did not answer: exit status {run.status}")
    report = json.loads(run.output)
    return frozenset(one["tool"] for one in report["diagnostics"] if one["check"] == "version-drift")


def _size(root: Path) -> tuple[int, float]:
    """All files of a tree, and the MB of those that an extractor claims."""
    claims = Claims(extractors())
    files = [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts]
    claimed = (path for path in files if claims.owners(str(path.relative_to(root))))
    return len(files), sum(path.stat().st_size for path in claimed) / 1e6


def _cpu(runs: Sequence[Run]) -> float:
    """Milliseconds."""
    return 1000 * Spread.of([run.cpu for run in runs]).median


def _machine(peers: Sequence[Present]) -> Machine:
    names = {"vercheck": __version__, "Python": platform.python_version()}
    names |= {one.peer.name: one.version for one in peers}
    missing = [peer.name for peer in PEERS if peer.name not in names]
    return Machine(
        _processor(), os.cpu_count() or 1, f"{platform.system()} {platform.release()}", names, missing
    )


def _processor() -> str:
    information = Path("/proc/cpuinfo")
    lines = information.read_text().splitlines() if information.exists() else []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.machine())


if __name__ == "__main__":
    sys.exit(main())
