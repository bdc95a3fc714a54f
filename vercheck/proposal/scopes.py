"""Parts of the tree that seem to version on their own: those with a build root, which are told apart anyway,
and those with a lock file of their own that disagree with the rest about several tools."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from vercheck.graph import PinGraph
from vercheck.model import Diagnostic
from vercheck.pipeline import Outcome, extractors
from vercheck.printable import without_surrogates
from vercheck.proposal.settings import Setting, counted, quoted

ABOUT_VERSIONS = frozenset({
    "version-drift", "companion-mismatch", "lockstep-broken", "incompatible-versions", "range-excludes-pin",
    "toolchain-below-minimum",
})  # fmt: skip
"""Checks that hold two places against each other."""

_FEWEST = 2
"""Tools that such a part and the rest disagree about."""


def build_roots(graph: PinGraph) -> dict[str, int]:
    """The folders of the build roots, with the number of pins in each."""
    return dict(sorted(Counter(graph.root(pin.location.path) for pin in graph.pins).items()))


def scopes(outcome: Outcome) -> Iterator[Setting]:
    """One for each folder that may be such a part."""
    folders = _locked_folders(outcome)
    tools: dict[str, set[str]] = defaultdict(set)
    findings: Counter[str] = Counter()
    for item in outcome.report.diagnostics:
        folder = _apart(item, folders) if item.check in ABOUT_VERSIONS else None
        if folder is not None:
            tools[folder].add(item.tool or "")
            findings[folder] += 1
    for folder, disputed in sorted(tools.items()):
        if len(disputed) >= _FEWEST and folder.isprintable() and without_surrogates(folder) == folder:
            yield Setting(
                f"{folder} has a lock file of its own and disagrees with the rest about "
                f"{', '.join(sorted(disputed))} ({counted(findings[folder], 'finding')}); as a scope its "
                f"differences are warnings",
                ("[[scope]]", f"name = {quoted(folder)}", f"paths = [{quoted(_literally(folder) + '/**')}]"),
            )


def _locked_folders(outcome: Outcome) -> frozenset[str]:
    """Folders with a lock file that are no build root."""
    reading, graph = outcome.reading, outcome.facts.graph
    folders = {
        path.rpartition("/")[0]
        for path, ids in reading.owners.items()
        if any(extractors()[id_].lockfile for id_ in ids)
    }
    return frozenset(folder for folder in folders if folder and graph.root(f"{folder}/x") != folder)


def _apart(item: Diagnostic, folders: frozenset[str]) -> str | None:
    """The nearest such folder around a finding, where all that it is held against lies outside."""
    folder = item.location.path.rpartition("/")[0]
    while folder and folder not in folders:
        folder = folder.rpartition("/")[0]
    outside = all(not label.location.path.startswith(f"{folder}/") for label in item.related)
    return folder if folder and item.related and outside else None


def _literally(folder: str) -> str:
    """A folder in the words of a glob."""
    return "".join(f"[{character}]" if character in "*?[" else character for character in folder)
