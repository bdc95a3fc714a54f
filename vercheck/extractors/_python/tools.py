"""The tables of tools in pyproject.toml that name versions: uv, PDM, Rye, Hatch, Ruff, Black, mypy.

Which Python a linter takes for granted is on a track of its own: it follows the oldest one that is
supported, not the one that is installed.
"""

from __future__ import annotations

import re

from vercheck.extractors._python.harvest import PYTHON, Harvest
from vercheck.extractors._python.poetry import read_origin
from vercheck.extractors._python.trail import join
from vercheck.model import Artifact, Exact, Range, Role, Statement
from vercheck.shapes.installs import pypi_name
from vercheck.shapes.pins import minimum, read_value
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text
from vercheck.versions import RequirementError, parse_requirement

TARGET = "target"
"""The track of what a tool takes for the oldest Python of the code that it reads."""
OVERRIDE = "override"
"""The track of requirements that replace or narrow others where a lock is made."""
MATRIX = "matrix"

_LISTS = (
    ("uv", "dev-dependencies", ""),
    ("uv", "constraint-dependencies", OVERRIDE),
    ("uv", "override-dependencies", OVERRIDE),
    ("uv", "build-constraint-dependencies", OVERRIDE),
    ("rye", "dev-dependencies", ""),
)
_OWN_MINIMUMS = (
    (("uv", "required-version"), Artifact("bin", "uv")),
    (("ruff", "required-version"), Artifact("pypi", "ruff")),
    (("black", "required-version"), Artifact("pypi", "black")),
)
"""Settings with which a tool says which of its versions may read them."""
_TARGETS = (
    ("ruff", "target-version"),
    ("black", "target-version"),
    ("mypy", "python_version"),
    ("pyright", "pythonVersion"),
    ("basedpyright", "pythonVersion"),
    ("pylint", "main", "py-version"),
    ("isort", "py_version"),
)
_SHORT = re.compile(r"(?:py)?([23])\.?(\d{1,2})")


def read_tools(harvest: Harvest, tool: Mapping) -> None:
    """Everything under `[tool]` but Poetry's tables."""
    for name, key, track in _LISTS:
        harvest.requirements(_at(tool, name, key), join("tool", name, key), track=track)
    development = _at(tool, "pdm", "dev-dependencies")
    for group, entry in development.items() if isinstance(development, Mapping) else ():
        harvest.requirements(entry.value, join("tool", "pdm", "dev-dependencies", group))
    sources = _at(tool, "uv", "sources")
    for name, entry in sources.items() if isinstance(sources, Mapping) else ():
        several = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
        for item in several:
            if isinstance(item, Mapping):
                marker = item.text("marker")
                track = (marker.value or "") if marker is not None else ""
                read_origin(harvest, item, join("tool", "uv", "sources", name), track)
                _local(harvest, name, item)
    for path, artifact in _OWN_MINIMUMS:
        _own_minimum(harvest, _at(tool, *path), artifact, join("tool", *path))
    _least_pytest(harvest, _at(tool, "pytest", "ini_options", "minversion"))
    for place in _TARGETS:
        _target(harvest, _at(tool, *place), join("tool", *place))
    environments = _at(tool, "hatch", "envs")
    for name, entry in environments.items() if isinstance(environments, Mapping) else ():
        if isinstance(entry.value, Mapping):
            _hatch(harvest, name, entry.value)


def _local(harvest: Harvest, name: str, source: Mapping) -> None:
    """A requirement that uv takes from a folder of the repository, whatever an index has."""
    place = source.get("path") or source.get("workspace")
    if isinstance(place, Text) or (isinstance(place, Scalar) and place.text == "true"):
        where = harvest.source.locate(place.span)
        trail = join("tool", "uv", "sources", name)
        harvest.statements.append(Statement("uv-local", pypi_name(name), where, trail, ()))


def _hatch(harvest: Harvest, name: str, environment: Mapping) -> None:
    """An environment of Hatch: what it adds to the project, on a track of its own."""
    trail = join("tool", "hatch", "envs", name)
    track = "" if name == "default" else name
    for key in ("dependencies", "extra-dependencies"):
        harvest.requirements(environment.get(key), f"{trail}.{key}", track=track)
    _interpreter(harvest, environment.get("python"), f"{trail}.python", track or MATRIX)
    rows = environment.get("matrix")
    for row in rows.items if isinstance(rows, Sequence) else ():
        axis = row.get("python") if isinstance(row, Mapping) else None
        for item in axis.items if isinstance(axis, Sequence) else ():
            _interpreter(harvest, item, f"{trail}.matrix.python", MATRIX)


def _interpreter(harvest: Harvest, datum: Datum | None, trail: str, track: str) -> None:
    if isinstance(datum, Text) and datum.value and datum.is_literal:
        value = read_value(datum.value)
        if isinstance(value, Exact) and not value.version.prefix:
            harvest.pin(datum.span, PYTHON, value, Role.SELECTS, f"{trail}.{datum.value}", track=track)


def _own_minimum(harvest: Harvest, datum: Datum | None, artifact: Artifact, trail: str) -> None:
    """A bare version is that version, anything else a set of specifiers."""
    if not isinstance(datum, Text) or not datum.value:
        return
    text = datum.value.strip()
    bare = f"=={text}.*" if text.isdigit() else f"=={text}"
    try:
        requirement = parse_requirement(bare if text[:1].isdigit() else text, "pep440")
    except RequirementError as error:
        harvest.puzzle(datum.span, str(error))
        return
    harvest.pin(datum.span, artifact, Range(requirement), Role.REQUIRES, trail)


def _least_pytest(harvest: Harvest, datum: Datum | None) -> None:
    value = minimum(datum.value) if isinstance(datum, Text) and datum.value else None
    if datum is not None and value is not None:
        trail = "tool.pytest.ini_options.minversion"
        harvest.pin(datum.span, Artifact("pypi", "pytest"), value, Role.REQUIRES, trail)


def _target(harvest: Harvest, datum: Datum | None, trail: str) -> None:
    """`"py311"`, `"3.11"`, or a list of them, of which the oldest counts."""
    items = datum.items if isinstance(datum, Sequence) else (datum,)
    found = [(target, item) for item in items if isinstance(item, Text) and (target := _release(item))]
    if found:
        (major, minor), item = min(found, key=lambda one: one[0])
        value = Range(parse_requirement(f">={major}.{minor}", "pep440"))
        note = "the oldest Python of the code"
        harvest.pin(item.span, PYTHON, value, Role.REQUIRES, trail, track=TARGET, note=note)


def _release(text: Text) -> tuple[int, int] | None:
    match = _SHORT.fullmatch(text.value or "")
    return (int(match[1]), int(match[2])) if match is not None else None


def _at(table: Mapping, *path: str) -> Datum | None:
    found: Datum | None = table
    for name in path:
        found = found.get(name) if isinstance(found, Mapping) else None
    return found
