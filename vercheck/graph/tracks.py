"""Which track a pin is on: what its file says, a table beside another, a bundle in a file of its own, several
set-ups in one job.

A track is a second choice on purpose. Most are plain where a pin is read; these only show where the
whole repository is known, or the whole file.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from vercheck.graph.jobs import SEVERAL, set_up_several_times
from vercheck.graph.scopes import table_tracks
from vercheck.model import Artifact, Exact, Pin, Role
from vercheck.shapes.names import words

_DATA = (".json", ".jsonc", ".json5", ".toml", ".yaml", ".yml", ".bzl", ".star", ".nix", ".env", ".versions")
_DATED = re.compile(
    r"(?P<series>(?:[A-Za-z][A-Za-z_-]{0,40}[-_.])?)v?(?P<when>20\d\d[-_.]?\d\d(?:[-_.]?\d\d)?)"
)
_NUMBERED = re.compile(r"(?P<series>)(?P<when>v?\d{1,4}(?:\.\d{1,4}){0,3})")
_NEWEST = "latest"
_BAZEL = Artifact("github", "bazelbuild/bazel")
_BUILD_FILES = (".bzl", "MODULE.bazel", "WORKSPACE", "WORKSPACE.bazel", ".MODULE.bazel")
FETCHED = "fetched"
"""The track of a Bazel that Bazel downloads: another one runs this build, which only tests with it."""


class Tracks:
    """The tracks of one repository that no extractor can tell."""

    def __init__(self, pins: Iterable[Pin], paths: Iterable[str]) -> None:
        known = tuple(pins)
        self._symbols: Mapping[tuple[str, str], str] = {**newest_tracks(known), **table_tracks(known)}
        self._bundles = bundle_tracks(paths)
        self._several = set_up_several_times(known)

    def of(self, pin: Pin) -> str:
        """The track of a pin (`""`: the main one)."""
        if pin.track:
            return pin.track
        path = pin.location.path
        if pin.location in self._several:
            return SEVERAL
        if pin.artifact == _BAZEL and path.endswith(_BUILD_FILES):
            return FETCHED
        return self._symbols.get((path, pin.trail.partition("[")[0]), "") or self._bundles.get(path, "")


def bundle_tracks(paths: Iterable[str]) -> dict[str, str]:
    """Files of one folder that are named after a date or a version and after nothing else
    (`stacks/2023-10.json` beside `stacks/2024-04.json`): each is what was chosen together then."""
    series: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for path in paths:
        folder, _, name = path.rpartition("/")
        ending = next((ending for ending in _DATA if name.endswith(ending)), "")
        found = _DATED.fullmatch(name.removesuffix(ending)) or _NUMBERED.fullmatch(name.removesuffix(ending))
        if ending and found is not None and "/." not in f"/{folder}":
            series[folder, found["series"], ending][path] = found["when"]
    return {path: when for files in series.values() if len(files) > 1 for path, when in files.items()}


def newest_tracks(pins: Iterable[Pin]) -> dict[tuple[str, str], str]:
    """`(path, symbol)` of what is only called the latest (`LATEST_BAZEL_VERSION`), where another symbol of
    the file says which version of the same thing is used, or used at least."""
    symbols: dict[tuple[str, Artifact], set[str]] = defaultdict(set)
    latest: list[Pin] = []
    for pin in pins:
        if pin.track or "[" in pin.trail or pin.role not in (Role.SELECTS, Role.REQUIRES):
            continue
        if pin.role is Role.SELECTS and isinstance(pin.value, Exact) and _NEWEST in words(pin.trail):
            latest.append(pin)
        else:
            symbols[pin.location.path, pin.artifact].add(pin.trail)
    return {
        (pin.location.path, pin.trail): _NEWEST
        for pin in latest
        if symbols.get((pin.location.path, pin.artifact))
    }
