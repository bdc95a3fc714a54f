"""Which versions of Renovate's extraction are among vercheck's pins: the comparison alone, without running
either, so that a miniature report can hold it.

A version is what a dependency of the report states in `VALUES`, whether or not Renovate skips it. An empty
value states none, nor does one that names another place of the tree (`workspace:*`, `catalog:`), one that
holds a template that Renovate did not fill in (`{}`), or an npm package's other name alone (`is-odd`); a
program (`dockerfile_test.py`) is no Dockerfile. A version is found where a pin of the same file has one of
its names (if it has any) and the same version, whatever operators, quotes or `v` stand before it; of a tag
(`v1.2-slim`, `crates/cli/v0.6.0`) and of an address, the version inside is enough. A `lockedVersion`, and
the commit of a flake's input, is Renovate's reading of the lock files beside a manifest: it is looked for
there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from vercheck.extractors._workflow.actions import action_tool
from vercheck.shapes.names import artifact_named
from vercheck.shapes.urls import read_url

VALUES = ("currentValue", "currentVersion", "currentDigest", "lockedVersion")
_NAMES = ("depName", "packageName")
_IN_THE_TREE = re.compile(r"(?:workspace|file|link|portal|path|catalog):|\.{0,2}/", re.IGNORECASE)
_TEMPLATE = re.compile(r"[{}]|%7B|\$\w")
_SAYS_WHICH = re.compile(r"\d|^[*x]$|^(?:latest|next|canary|beta|alpha|rc|nightly)$")
_CHECKSUM = re.compile(r"\+sha\d+\..*")
_TAGGED = frozenset({"docker", "github-runners", "github-tags", "github-releases"})
_LOCKS = ("uv.lock", "pdm.lock", "poetry.lock", "flake.lock")
_PROGRAM = re.compile(r"\.(?:py|go|rs|rb|java|[jt]sx?)$")
_CALLED = re.compile(r"[\[(]([^\[\]()]+)[\])]")
"""What a declaration is called in the address of a pin: `git_repository[llvm-libc].commit`."""
_WORD = re.compile(r"[\w*][\w.*+-]*")
_V = re.compile(r"[vV](?=\d)")


@dataclass(frozen=True, slots=True)
class Claim:
    """One version that Renovate found: any of `paths` may hold it, under any of `names`."""

    manager: str
    paths: tuple[str, ...]
    names: tuple[str, ...]
    value: str
    is_tag: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """One manager: its claims, those without a pin, and the pins in the files that it reads."""

    manager: str
    claims: int
    missed: tuple[Claim, ...]
    pins: int

    @property
    def found(self) -> int:
        return self.claims - len(self.missed)


@dataclass(frozen=True, slots=True)
class Comparison:
    """A tally per manager, and the pins in files that no manager reads."""

    tallies: tuple[Tally, ...]
    elsewhere: int

    @property
    def missed(self) -> tuple[Claim, ...]:
        return tuple(claim for tally in self.tallies for claim in tally.missed)


def compare(report: Mapping[str, Any], pins: Sequence[Mapping[str, Any]]) -> Comparison:
    """Hold Renovate's report against the pins of `vercheck list --format json`."""
    by_path: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for pin in pins:
        by_path[pin["path"]].append(pin)
    known = {(path, *entry) for path, found in by_path.items() for pin in found for entry in _entries(pin)}
    by_manager: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims(report):
        by_manager[claim.manager].append(claim)
    tallies = []
    for manager, made in sorted(by_manager.items()):
        missed = tuple(claim for claim in made if known.isdisjoint(_wanted(claim)))
        paths = {path for claim in made for path in claim.paths}
        tallies.append(Tally(manager, len(made), missed, sum(len(by_path[path]) for path in paths)))
    read = {path for made in by_manager.values() for claim in made for path in claim.paths}
    return Comparison(tuple(tallies), sum(len(found) for path, found in by_path.items() if path not in read))


def claims(report: Mapping[str, Any]) -> Iterator[Claim]:
    """Every version in a report of `renovate --dry-run=extract`."""
    for repository in report["repositories"].values():
        for manager, files in repository["packageFiles"].items():
            for file in files:
                if not _PROGRAM.search(file["packageFile"]):
                    yield from _claims_of_file(manager, file)


def _claims_of_file(manager: str, file: Mapping[str, Any]) -> Iterator[Claim]:
    for dependency in file["deps"]:
        names = tuple(dict.fromkeys(dependency[key] for key in _NAMES if dependency.get(key)))
        stated = {key: dependency[key] for key in VALUES if _states_a_version(dependency.get(key))}
        if stated.get("currentVersion") == stated.get("currentValue"):
            stated.pop("currentVersion", None)
        for key, value in [(key, line) for key, text in stated.items() for line in text.splitlines()]:
            if manager == "npm" and not _SAYS_WHICH.search(value):
                continue
            is_locked = key == "lockedVersion" or (manager == "nix" and key == "currentDigest")
            paths = _locks(file) if is_locked else (file["packageFile"],)
            yield Claim(manager, paths, names, value, dependency.get("datasource") in _TAGGED)


def _locks(file: Mapping[str, Any]) -> tuple[str, ...]:
    """The lock files of a manifest, and itself; for Python's and Nix's the report does not name them."""
    manifest: str = file["packageFile"]
    folder = manifest[: manifest.rfind("/") + 1]
    return (manifest, *(file.get("lockFiles") or (folder + name for name in _LOCKS)))


def _states_a_version(value: object) -> bool:
    if not isinstance(value, str) or _IN_THE_TREE.match(value) or _TEMPLATE.search(value):
        return False
    return bool(_words(value))


def _wanted(claim: Claim) -> Iterator[tuple[str, tuple[str, ...], str]]:
    wanted = {_words(claim.value), _words(claim.value.rpartition("/")[2])}
    url = read_url(claim.value)
    if url is not None and url.version is not None:
        wanted.add(_words(claim.value[slice(*url.version)]))
    if url is not None and "#" in claim.value:
        wanted.add(_words(claim.value.rpartition("#")[2]))
    if claim.is_tag:
        wanted.update(_words(part) for part in _parts(claim.value))
    known = {*claim.names, *(artifact_named(name).name for name in claim.names)}
    if claim.manager == "github-actions":
        known.update(tool.name for name in claim.names if (tool := action_tool(name.lower())) is not None)
    for path in claim.paths:
        yield from ((path, words, name) for words in wanted for name in _spellings(known) or {""})


def _parts(tag: str) -> Iterator[str]:
    """What may be the version in a tag: a part with a digit, or what comes before a variant."""
    parts = tag.split("-")
    for index, part in enumerate(parts):
        yield "-".join(parts[: index + 1])
        if any(character.isdigit() for character in part):
            yield part


def _entries(pin: Mapping[str, Any]) -> Iterator[tuple[tuple[str, ...], str]]:
    """The versions of a pin under each of its names; a digest counts as one, and so does the commit in the
    version that Go makes up for a module without one."""
    versions = [pin["version"] or "", *pin["digests"]]
    ecosystem, _, name = pin["artifact"].partition(":")
    if ecosystem == "go":
        versions.append(versions[0].rpartition("-")[2])
    names = _spellings((name, pin["tool"], *_CALLED.findall(pin["address"])))
    for words in filter(None, map(_words, versions)):
        yield from ((words, spelling) for spelling in {"", *names})


def _words(text: str) -> tuple[str, ...]:
    """The versions in a requirement: `>=1.0, <v2` has `1.0` and `2`."""
    return tuple(_V.sub("", word) for word in _WORD.findall(_CHECKSUM.sub("", text)))


def _spellings(names: Iterable[str]) -> set[str]:
    """The names without owners, hosts, case or choice of separator, in which two tools differ at will."""
    return {re.sub(r"[-_.]+", "-", name.lower().rstrip("/").rpartition("/")[2]) for name in names}
