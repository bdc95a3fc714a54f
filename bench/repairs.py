"""`python -m bench.repairs --cases FILE --repos FOLDER [--missed]`: our repairs beside those of people.

A case names a repository, the commit before a repair of a drift, the lines that disagreed and what people
made of them. The tree before the repair is laid out in a temporary folder, and what somebody would type who
read our report is run there: `fix --unsafe` for the finding's tool, then `fix --to` and `bump` with the
version that people chose. The best of these is compared with what people did (`bench.comparison`).

The repositories are git directories at FOLDER/OWNER+NAME/repo.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from bench.comparison import Comparison, Verdict, changes, compare, wanted

SECONDS = 240
"""Limit for one run."""

_VERSION = re.compile(r"\d[\w.+-]*")
_WHOLE = 3
"""Words of the head of a blob that git has: its name, its kind, its size."""
_COMMIT = re.compile(r"[0-9a-f]{8,}")


@dataclass(frozen=True, slots=True)
class Attempt:
    """A command, what its diff came to, and what it said beside it."""

    command: tuple[str, ...]
    comparison: Comparison
    said: str


def main() -> int:
    arguments = _arguments()
    cases = [case for case in json.loads(arguments.cases.read_bytes())["cases"] if _is_asked(case, arguments)]
    repair = partial(best, arguments.repos)
    tally: Counter[str] = Counter()
    extra = 0
    with ThreadPoolExecutor(arguments.jobs) as pool:
        for case, attempt in zip(cases, pool.map(repair, cases), strict=True):
            tally[attempt.comparison.verdict] += 1
            extra += bool(attempt.comparison.extra)
            _show(case, attempt, with_missed=arguments.missed)
    for verdict in Verdict:
        print(f"{verdict:<28} {tally[verdict]:>4}")
    print(f"{'of them with more places':<28} {extra:>4}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.repairs")
    parser.add_argument("--cases", type=Path, required=True, metavar="FILE", help="JSON with cases")
    parser.add_argument("--repos", type=Path, required=True, metavar="FOLDER", help="git directories")
    parser.add_argument("--only", help="case ids, comma-separated")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--missed", action="store_true", help="show what differs, and what was said")
    return parser.parse_args()


def _is_asked(case: dict[str, Any], arguments: argparse.Namespace) -> bool:
    """Whether people repaired the case by changing lines, and the tree alone shows it."""
    is_chosen = not arguments.only or case["id"] in arguments.only.split(",")
    is_plain = case["detectable_from"] == "tree" and case["confidence"] in ("high", "medium")
    return is_chosen and is_plain and bool(case["human_fix"])


def best(repos: Path, case: dict[str, Any]) -> Attempt:
    """The attempt that comes nearest to what people did; of equals, the first."""
    repository = repos / case["repo"].replace("/", "+") / "repo"
    people = changes(_git(repository, "diff", "-U0", "--no-renames", case["parent_sha"], case["fix_sha"]))
    meant = wanted(people, [(one["path"], one["from"], one["to"]) for one in case["human_fix"]])
    found: list[Attempt] = []
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _lay_out(repository, case["parent_sha"], root)
        for command in _commands(case, root):
            done = _vercheck(root, *command)
            said = done.stderr.decode(errors="replace")
            found.append(Attempt(command, _judged(compare(meant, people, changes(done.stdout)), said), said))
            if found[-1].comparison.verdict is Verdict.SAME and not found[-1].comparison.extra:
                break
    none = Attempt((), compare(meant, people, ()), "no finding names a tool")
    return min(found, key=lambda attempt: attempt.comparison.rank, default=none)


def _judged(comparison: Comparison, said: str) -> Comparison:
    """Whether nothing came of it because a digest is missing, which nobody may invent."""
    lacks = any(line.startswith("held back: ") and "digest" in line for line in said.splitlines())
    is_held = lacks and comparison.verdict is Verdict.NONE
    return replace(comparison, verdict=Verdict.HELD) if is_held else comparison


def _lay_out(repository: Path, commit: str, root: Path) -> None:
    """Write each regular file of a commit that this copy has: of a partial clone, some are absent."""
    entries = _git(repository, "ls-tree", "-r", "-z", commit).decode("utf-8", "surrogateescape").split("\0")
    wanted = [(entry.split()[2], entry.partition("\t")[2]) for entry in entries if entry.startswith("100")]
    asked = "".join(f"{blob}\n" for blob, _ in wanted).encode()
    said = _git(repository, "cat-file", "--batch", given=asked)
    position = 0
    for _, path in wanted:
        end = said.index(b"\n", position)
        head, position = said[position:end].split(), end + 1
        if len(head) != _WHOLE:
            continue
        size = int(head[2])
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(said[position : position + size])
        position += size + 1


def _git(repository: Path, *arguments: str, given: bytes | None = None) -> bytes:
    command = ["git", "-C", str(repository), *arguments]
    offline = {**os.environ, "GIT_NO_LAZY_FETCH": "1"}
    return subprocess.run(command, check=True, capture_output=True, input=given, env=offline).stdout


def _commands(case: dict[str, Any], root: Path) -> Iterator[tuple[str, ...]]:
    """What somebody would type, the least first."""
    report = json.loads(_vercheck(root, "check", "--format", "json").stdout or b"{}")
    findings = [one for one in report.get("diagnostics", ()) if _names(one, case["sites_at_parent"])]
    for check in dict.fromkeys(one["check"] for one in findings):
        yield "fix", "--unsafe", "--check", check
    tools = list(dict.fromkeys([*(one["tool"] for one in findings if one["tool"]), case["tool"]]))
    for tool in tools:
        yield "fix", "--unsafe", "--tool", tool
        for version in _versions(case):
            yield "fix", "--unsafe", "--tool", tool, "--to", version
            yield "bump", tool, version


def _names(finding: dict[str, Any], sites: Sequence[dict[str, Any]]) -> bool:
    """Whether a finding is about two of the lines that disagreed, or the only one."""
    places = {(one["path"], one["line"]) for one in (finding, *finding["related"])}
    return len(places & {(site["path"], site["line"]) for site in sites}) >= min(2, len(sites))


def _versions(case: dict[str, Any]) -> list[str]:
    """The versions that people chose, whole where a case names only the part that changed."""
    versions = []
    for one in case["human_fix"]:
        if _COMMIT.fullmatch(one["to"]):
            continue
        whole = [
            site["version_text"].replace(one["from"], one["to"])
            for site in case["sites_at_parent"]
            if site["path"] == one["path"] and one["from"] in site["version_text"]
        ]
        found = _VERSION.search((*whole, one["to"])[0])
        if found:
            versions.append(found[0])
    return list(dict.fromkeys(versions))


def _vercheck(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "vercheck", *arguments, str(root)]
    try:
        return subprocess.run(command, check=False, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, b"", f"no answer in {SECONDS} s".encode())


def _show(case: dict[str, Any], attempt: Attempt, *, with_missed: bool) -> None:
    more = f", {len(attempt.comparison.extra)} more places" if attempt.comparison.extra else ""
    print(f"{case['id']:<9} {attempt.comparison.verdict}{more}: {' '.join(attempt.command)}")
    if not with_missed:
        return
    for change in attempt.comparison.left:
        print(f"    people: {change.path}:{change.line}: {change.new.strip()}")
    for change in attempt.comparison.other:
        print(f"    differs: {change.path}:{change.line}: {change.new.strip()}")
    for change in attempt.comparison.extra:
        print(f"    more:   {change.path}:{change.line}: {change.new.strip()}")
    if attempt.comparison.verdict is not Verdict.SAME:
        for line in attempt.said.splitlines():
            print(f"    said:   {line}")


if __name__ == "__main__":
    sys.exit(main())
