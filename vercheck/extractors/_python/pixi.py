"""Pixi's tables: packages of conda and of PyPI, by feature and by platform.

The same in pixi.toml and under `[tool.pixi]` of a pyproject.toml.
"""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors._python.conda import conda_artifact, read_wanted
from vercheck.extractors._python.harvest import OWN, Harvest
from vercheck.extractors._python.requirement import read_requirement
from vercheck.extractors._python.trail import join
from vercheck.model import Artifact, Exact, Range, Role
from vercheck.shapes.pins import read_value
from vercheck.shapes.scalars import entries, get, passage_of, scalar, written
from vercheck.shapes.urls import repository
from vercheck.syntax.data import Datum, Mapping
from vercheck.versions import RequirementError, looks_like_version, parse, parse_requirement

_TABLES = ("dependencies", "host-dependencies", "build-dependencies", "run-dependencies")
_PYPI = "pypi-dependencies"


def read_pixi(harvest: Harvest, root: Mapping, *path: str) -> None:
    """Everything that the tables ask for."""
    for track, table, trail in _places(root, path):
        for key in _TABLES:
            for name, given in entries(get(table, key)):
                _conda(harvest, name, given, join(*trail, key, name), track)
        for name, given in entries(get(table, _PYPI)):
            _pypi(harvest, name, given, join(*trail, _PYPI, name), track)
    for key in ("workspace", "project"):
        _workspace(harvest, get(root, key), join(*path, key), is_own=not path)


def _places(root: Mapping, path: tuple[str, ...]) -> Iterator[tuple[str, Datum, tuple[str, ...]]]:
    """The tables that hold tables of packages; a feature, and a platform, is a track of its own."""
    yield "", root, path
    package = get(root, "package")
    if package is not None:
        yield "", package, (*path, "package")
    for platform, table in entries(get(root, "target")):
        yield platform, table, (*path, "target", platform)
    for feature, table in entries(get(root, "feature")):
        yield feature, table, (*path, "feature", feature)
        for platform, inner in entries(get(table, "target")):
            yield f"{feature} {platform}", inner, (*path, "feature", feature, "target", platform)


def _workspace(harvest: Harvest, table: Datum | None, trail: str, *, is_own: bool) -> None:
    name, version = written(get(table, "name")), scalar(get(table, "version"))
    text = written(version) or ""
    if is_own and name and version is not None and looks_like_version(text):
        harvest.pin(
            version.span,
            Artifact("conda", name),
            Exact(parse(text)),
            Role.PROVIDES,
            f"{trail}.version",
            note=OWN,
        )
    needed = scalar(get(table, "requires-pixi"))
    if needed is not None:
        try:
            value = Range(parse_requirement(written(needed) or "", "pep440"))
        except RequirementError as error:
            harvest.puzzle(needed.span, str(error))
            return
        harvest.pin(needed.span, Artifact("bin", "pixi"), value, Role.REQUIRES, f"{trail}.requires-pixi")


def _conda(harvest: Harvest, name: str, given: Datum, trail: str, track: str) -> None:
    """`"1.2.*"`, or a table with `version`."""
    place = scalar(given.get("version") if isinstance(given, Mapping) else given)
    text = written(place) or ""
    if place is None or text.strip() in ("", "*"):
        return
    try:
        wanted = read_wanted(text)
    except RequirementError as error:
        harvest.puzzle(place.span, str(error))
        return
    span = passage_of(place).span(*wanted.stretch)
    harvest.pin(span, conda_artifact(name), wanted.value, wanted.role, trail, track=track)


def _pypi(harvest: Harvest, name: str, given: Datum, trail: str, track: str) -> None:
    remote = repository(written(get(given, "git")) or "")
    ref = scalar(get(given, "tag")) or scalar(get(given, "rev"))
    if remote is not None:
        value = read_value(written(ref) or "")
        if ref is not None and value is not None:
            harvest.pin(ref.span, remote, value, Role.SELECTS, trail, track=track)
        return
    place = scalar(given.get("version") if isinstance(given, Mapping) else given)
    text = written(place) or ""
    if place is None or text.strip() in ("", "*"):
        return
    try:
        found = read_requirement(f"{name} {text}")
    except RequirementError as error:
        harvest.puzzle(place.span, str(error))
        return
    if found is not None:
        shift = len(name) + 1
        span = passage_of(place).span(found.stretch[0] - shift, found.stretch[1] - shift)
        harvest.pin(span, found.artifact, found.value, found.role, trail, track=track)
