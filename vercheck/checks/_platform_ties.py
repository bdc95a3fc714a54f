"""Which lists of platforms should agree. Separate from the comparison: a tie is a reason, and without one
two lists that differ say nothing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

from vercheck.checks._contracts import Contracts, Passage
from vercheck.checks._platforms import Listing
from vercheck.model import Remark
from vercheck.shapes.names import words
from vercheck.shapes.promises import promises
from vercheck.shapes.remarks import CONTRACT

ABOVE = 3
"""Lines between a promise and the list that it is about."""

MAX_ALIKE = 200
"""Lists of one kind; where there are more, they are generated."""

WHOLE = "both are lists of the project's platforms"

_DELIVERS = re.compile(
    r"release|publish|deploy|dist\b|binar|artifact|packag|(?:^|[-_/.])build", re.IGNORECASE
)
_TRIES = re.compile(r"test|check|lint|bench|clippy|msrv", re.IGNORECASE)
_DECLARED = re.compile(r"[A-Za-z_]\w*(?:\[\*\]\.\w+)?|[\w.]+\([^()]*\)\.\w+")
"""A constant, a column of its rows, or an argument."""

_ABOUT_ALL = frozenset(
    {
        "build", "module", "workspace", "buck", "targets", "defs", "def", "constants", "common", "platform",
        "platforms", "target", "triple", "triples", "toolchain", "toolchains", "extensions", "repositories",
        "deps", "dependencies", "versions", "config", "settings",
    }
)  # fmt: skip
_MATRIX = re.compile(r"jobs\.(?P<job>[^.]+)\.strategy\.matrix\.(?P<axis>.+)")


@dataclass(frozen=True, slots=True)
class Tie:
    """`lacking` has none of `missing`, which `full` has; `why` says what makes them one."""

    lacking: Listing
    full: Listing
    missing: tuple[str, ...]
    why: str
    promise: Remark | None = None


def ties(contracts: Contracts, known: tuple[Listing, ...]) -> Iterator[Tie]:
    """Every two lists that should agree and do not."""
    packages = [one for one in known if one.is_of_packages]
    constants = [one for one in known if one.is_constant and one.subject and one.speaks_of_platforms]
    yield from _alike(
        filter(_is_table, known), lambda one: (one.path, one.owner), "they are tables of one declaration"
    )
    yield from _alike(
        filter(_is_local_map, known), lambda one: (one.path, one.kind), "they are tables of one toolchain"
    )
    yield from _alike(
        constants, lambda one: words(one.listed.name), "they carry one name", _are_of_one_project
    )
    yield from _alike(packages, lambda one: one.listed.name, "they name the packages of one tool")
    yield from _alike(
        (one for one in known if one.is_workflow and _delivers(one)),
        lambda one: (one.path, _axis(one)),
        "they are jobs of one workflow that deliver",
    )
    whole = [one.hosts() for one in known if one.is_whole and not _is_aside(one)]
    yield from _alike((one for one in whole if not one.is_workflow), lambda _: "", WHOLE, _are_of_one_project)
    yield from _undelivered(whole)
    yield from _not_published(known)
    yield from _promised(contracts, known)


def _alike(
    known: Iterable[Listing],
    kind: Callable[[Listing], Hashable],
    why: str,
    fit: Callable[[Listing, Listing], bool] = lambda *_: True,
) -> Iterator[Tie]:
    """Of lists of one kind, those that lack a few of what another one has, and have nothing else."""
    groups: dict[Hashable, list[Listing]] = defaultdict(list)
    for one in known:
        groups[kind(one)].append(one)
    for group in groups.values():
        for lacking, full in permutations(group[:MAX_ALIKE], 2):
            missing = lacking.without(full)
            if missing and _is_near(lacking, full, missing) and fit(lacking, full):
                yield Tie(lacking, full, missing, why)


def _is_near(lacking: Listing, full: Listing, missing: tuple[str, ...]) -> bool:
    """Whether one list is the other but for a few: what somebody forgot, and not another selection."""
    return len(missing) * 4 <= len(full.targets) and not full.without(lacking)


def _are_equal(one: Listing, other: Listing) -> bool:
    return not one.without(other) and not other.without(one)


def _are_of_one_project(one: Listing, other: Listing) -> bool:
    """Whether two lists belong to one build root and, outside of Bazel, to one package: a script above a
    package may serve it, what stands beside it and the manifest of another one do not."""
    if one.root != other.root or one.is_bazel or other.is_bazel:
        return one.root == other.root
    above, below = sorted((one, other), key=lambda listing: len(listing.package))
    is_script = not above.path.endswith((".toml", ".json"))
    is_above = not above.package or below.package.startswith(f"{above.package}/")
    return above.package == below.package or (is_script and is_above)


def _is_table(one: Listing) -> bool:
    """A table of a call that has a name, or of a function: several are looked into with one key."""
    is_in_named_call = one.owner.endswith(")") and not one.owner.endswith("()")
    return is_in_named_call or _is_in_function(one)


def _is_local_map(one: Listing) -> bool:
    """A table inside a function of a file that is about one toolchain."""
    stem = one.path.rpartition("/")[2].partition(".")[0]
    is_of_toolchain = not {"toolchain", "toolchains"}.isdisjoint(words(stem))
    return is_of_toolchain and _is_in_function(one) and one.speaks_of_platforms


def _is_in_function(one: Listing) -> bool:
    return one.owner.isidentifier() and one.path.endswith(".bzl")


def _delivers(one: Listing) -> bool:
    """Whether a job of a workflow makes what people get, rather than trying something out."""
    job = _MATRIX.fullmatch(one.listed.trail)
    said = f"{one.path.rpartition('/')[2]} {job['job'] if job is not None else ''}"
    return job is not None and _DELIVERS.search(said) is not None and _TRIES.search(said) is None


def _axis(one: Listing) -> str:
    job = _MATRIX.fullmatch(one.listed.trail)
    return job["axis"] if job is not None else one.listed.trail


def _is_aside(one: Listing) -> bool:
    """A list that by its nature holds less: what rustup installs, where a flake is developed, where the
    documentation is built."""
    name = one.path.rpartition("/")[2]
    if name == "Cargo.toml":
        return ".dist" not in one.listed.trail
    if name.startswith("rust-toolchain") or name.endswith(".nix"):
        return True
    if one.is_bazel:
        return _DECLARED.fullmatch(one.listed.trail) is None or _is_of_a_tool(name)
    return False


def _is_of_a_tool(name: str) -> bool:
    """Whether a file's name says what its constants are about: `tinygo_toolchain.bzl`."""
    stem = name.removesuffix(".bazel").removesuffix(".bzl")
    return not set(words(stem)) <= _ABOUT_ALL


def _undelivered(whole: list[Listing]) -> Iterator[Tie]:
    """Jobs that deliver all but a few of the project's platforms, where no other job of the workflow has
    the rest. A job that delivers exactly what another list says goes by that one."""
    declared = [one for one in whole if not one.is_workflow]
    by_workflow: dict[str, list[Listing]] = defaultdict(list)
    for one in whole:
        if one.is_workflow and _delivers(one):
            by_workflow[one.path].append(one)
    for jobs in by_workflow.values():
        for job in jobs:
            if any(_are_equal(job, one) for one in declared):
                continue
            for full in declared:
                missing = job.without(full)
                rest = set(missing).intersection(*(other.without(full) for other in jobs))
                if rest and _is_near(job, full, missing):
                    yield Tie(job, full, tuple(text for text in missing if text in rest), WHOLE)


def _not_published(known: tuple[Listing, ...]) -> Iterator[Tie]:
    """Files that a workflow publishes by name: all but a few of what a job of it builds."""
    for files in known:
        if not (files.is_workflow and files.is_of_packages):
            continue
        jobs = [one for one in known if one.path == files.path and _delivers(one) and not one.is_of_packages]
        for job in jobs:
            missing = files.without(job)
            if missing and _is_near(files, job, missing):
                yield Tie(files, job, missing, "one publishes what the other builds")


def _promised(contracts: Contracts, known: tuple[Listing, ...]) -> Iterator[Tie]:
    """Lists that a comment ties to those of a file that it names: they must be equal."""
    by_path: dict[str, list[Listing]] = defaultdict(list)
    for one in known:
        by_path[one.path].append(one)
    for passage in contracts.passages:
        if passage.path not in by_path or not any(promises(passage.text)):
            continue
        for one in by_path[passage.path]:
            if _stands_over(passage, one):
                for name in contracts.files.named(passage.text, passage.path):
                    for path in name.paths:
                        yield from _broken(one, by_path.get(path, []), passage)


def _broken(one: Listing, others: list[Listing], passage: Passage) -> Iterator[Tie]:
    """Both directions in which a list differs from the one of a file that is most like it."""
    there = [other for other in others if other is not one and _shared(one, other) * 2 >= len(one.targets)]
    if not there or any(_are_equal(one, other) for other in there):
        return
    other = max(there, key=lambda other: _shared(one, other))
    said = (remark for remark in passage.remarks if CONTRACT.search(remark.text))
    promise = next(said, passage.remarks[0])
    for lacking, full in ((one, other), (other, one)):
        if missing := lacking.without(full):
            yield Tie(lacking, full, missing, "a comment ties them", promise)


def _shared(one: Listing, other: Listing) -> int:
    return len({entry.text for entry in other.listed.entries}) - len(one.without(other))


def _stands_over(passage: Passage, one: Listing) -> bool:
    last = passage.remarks[-1].location.end_line
    return 0 <= one.listed.location.line - last <= ABOVE
