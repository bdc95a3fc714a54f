"""`python -m bench.extraction CHECKOUT… [--renovate PROGRAM] [--missed]`: our extraction beside Renovate's.

Both read a copy of what git tracks in the checkout. Per manager of Renovate: how many versions it found,
how many of these are among vercheck's pins of the same file (`bench.agreement` says what that means), how
many are not, and how many pins vercheck has in these files. Exits 1 where one is missed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.agreement import Comparison, compare

MANAGERS = (
    "asdf bazel bazel-module bazelisk cargo docker-compose dockerfile github-actions gomod mise nix npm "
    "pep621 pip_requirements pre-commit"
).split()
_OFF_BY_DEFAULT = ("nix", "pre-commit")
_ITS_SETTINGS = re.compile(r"\.?renovate(?:rc)?(?:\.json5?)?")
"""A repository's own settings are for one release of Renovate and may switch anything off."""


def main() -> int:
    arguments = _arguments()
    missed = 0
    for checkout in arguments.checkouts:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "tree"
            copy_tracked(checkout, root)
            comparison = compare(renovate(arguments.renovate, root), vercheck(root))
        show(checkout.resolve().name, comparison, with_missed=arguments.missed)
        missed += len(comparison.missed)
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.extraction")
    parser.add_argument("checkouts", nargs="+", type=Path, metavar="CHECKOUT")
    parser.add_argument("--renovate", default="renovate", metavar="PROGRAM")
    parser.add_argument("--missed", action="store_true", help="list what is missed")
    return parser.parse_args()


def copy_tracked(checkout: Path, root: Path) -> None:
    """Copy what git tracks, as a work tree of its own: Renovate may write, and reads tracked files only."""
    for path in _files(checkout):
        original, copy = checkout / path, root / path
        is_its_own = original.is_file() and not original.is_symlink()  # a link is another file once more
        if is_its_own and not _ITS_SETTINGS.fullmatch(copy.name):
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(original, copy)
    root.mkdir(exist_ok=True)
    subprocess.run(["git", "-C", root, "init", "--quiet"], check=True)
    subprocess.run(["git", "-C", root, "add", "--all", "--force"], check=True, capture_output=True)


def _files(checkout: Path) -> list[str]:
    """What git tracks; all files where git does not know the folder."""
    listed = subprocess.run(["git", "-C", checkout, "ls-files", "-z"], check=False, capture_output=True)
    if listed.returncode == 0:
        return [path for path in os.fsdecode(listed.stdout).split("\0") if path]
    return [str(path.relative_to(checkout)) for path in checkout.rglob("*")]


def renovate(program: str, root: Path) -> dict[str, Any]:
    """Renovate's report of what it extracts; nothing is looked up."""
    report = root.parent / "report.json"
    switched_on = {manager: {"enabled": True} for manager in _OFF_BY_DEFAULT}
    settings = {
        "RENOVATE_PLATFORM": "local",
        "RENOVATE_ONBOARDING": "false",
        "RENOVATE_REQUIRE_CONFIG": "ignored",
        "RENOVATE_CONFIG": json.dumps({"enabledManagers": MANAGERS, **switched_on}),
        "LOG_LEVEL": "fatal",
    }
    command = [program, "--dry-run=extract", "--report-type=file", f"--report-path={report}"]
    subprocess.run(command, cwd=root, env={**os.environ, **settings}, check=True, stdout=sys.stderr)
    content: dict[str, Any] = json.loads(report.read_bytes())
    return content


def vercheck(root: Path) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "vercheck", "list", "--format", "json", str(root)]
    pins: list[dict[str, Any]] = json.loads(
        subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout
    )["pins"]
    return pins


def show(name: str, comparison: Comparison, *, with_missed: bool) -> None:
    print(f"{name:<20} {'Renovate':>9} {'found':>7} {'missed':>7} {'pins there':>11}")
    for tally in comparison.tallies:
        counts = f"{tally.claims:>9} {tally.found:>7} {len(tally.missed):>7} {tally.pins:>11}"
        print(f"  {tally.manager:<18} {counts}")
    print(f"  pins in files that none of them reads: {comparison.elsewhere}")
    if with_missed:
        for claim in comparison.missed:
            print(f"  {' | '.join(claim.paths)}: {claim.manager}: {' = '.join(claim.names)} {claim.value}")


if __name__ == "__main__":
    sys.exit(main())
