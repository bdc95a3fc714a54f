"""The tables of Poetry: dependencies by name, each a constraint, a table, or a list of tables."""

from __future__ import annotations

from vercheck.extractors._python.harvest import OWN, PYTHON, Harvest
from vercheck.extractors._python.trail import join
from vercheck.model import Artifact, Exact, Floating, Opaque, Role, Span, Value
from vercheck.shapes.installs import pypi_name
from vercheck.shapes.urls import read_url, repository
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text, Unknown
from vercheck.versions import looks_like_version, parse

REFS = ("tag", "rev", "branch")


def read_poetry(harvest: Harvest, poetry: Mapping) -> None:
    """Everything under `[tool.poetry]`."""
    version, name = poetry.text("version"), poetry.text("name")
    if version is not None and version.value and looks_like_version(version.value):
        own = pypi_name((name.value if name is not None else None) or harvest.folder)
        value = Exact(parse(version.value, "pep440"))
        harvest.pin(
            version.span, Artifact("pypi", own), value, Role.PROVIDES, "tool.poetry.version", note=OWN
        )
    needed = poetry.text("requires-poetry")
    if needed is not None:
        harvest.constraint(needed, Artifact("bin", "poetry"), "tool.poetry.requires-poetry")
    for table in ("dependencies", "dev-dependencies"):
        read_dependencies(harvest, poetry.get(table), "tool", "poetry", table)
    groups = poetry.get("group")
    for group, entry in groups.items() if isinstance(groups, Mapping) else ():
        if isinstance(entry.value, Mapping):
            found = entry.value.get("dependencies")
            read_dependencies(harvest, found, "tool", "poetry", "group", group, "dependencies")


def read_dependencies(harvest: Harvest, table: Datum | None, *path: str) -> None:
    for name, entry in table.items() if isinstance(table, Mapping) else ():
        trail = join(*path, name)
        if isinstance(entry.value, Sequence):  # one constraint for each environment
            for index, item in enumerate(entry.value.items):
                _dependency(harvest, name, item, f"{trail}.{index}", is_one_of_several=True)
        else:
            _dependency(harvest, name, entry.value, trail)


def _dependency(
    harvest: Harvest, name: str, datum: Datum, trail: str, *, is_one_of_several: bool = False
) -> None:
    artifact = PYTHON if name == "python" else Artifact("pypi", pypi_name(name))
    if isinstance(datum, Text):
        harvest.constraint(datum, artifact, trail)
    elif isinstance(datum, Mapping):
        track = _marker(datum) or (trail if is_one_of_several else "")
        version = datum.text("version")
        if version is not None:
            harvest.constraint(version, artifact, trail, track=track, note=_optional(datum))
        read_origin(harvest, datum, trail, track)
    elif not isinstance(datum, Unknown):  # an unknown value is reported as damage already
        harvest.puzzle(datum.span, f"expected a constraint in quotes or a table for `{name}`")


def read_origin(harvest: Harvest, table: Mapping, trail: str, track: str = "") -> None:
    """A dependency that comes from a repository or an archive: its tag, commit or branch."""
    git = table.text("git")
    remote = repository(git.value) if git is not None and git.value else None
    for name in REFS if remote is not None else ():
        ref = table.text(name)
        if remote is not None and ref is not None and ref.value:
            value = _ref(name, ref.value)
            harvest.pin(ref.span, remote, value, Role.SELECTS, f"{trail}.{name}", track=track)
            return
    url = table.text("url")
    found = read_url(url.value) if url is not None and url.value and url.is_literal else None
    if url is None or url.value is None or found is None or found.version is None or found.artifact is None:
        return
    if url.span.end - url.span.start == len(url.value) and url.value.isascii():
        start, end = found.version
        span = Span(url.span.start + start, url.span.start + end)
        written = Exact(parse(url.value[start:end]))
        harvest.pin(span, found.artifact, written, Role.SELECTS, f"{trail}.url", track=track)


def _ref(kind: str, text: str) -> Value:
    if kind == "branch":
        return Floating(text)
    return Exact(parse(text)) if looks_like_version(text) else Opaque(text)


def _marker(table: Mapping) -> str:
    """For which environments a dependency counts."""
    python, markers, platform = (table.text(key) for key in ("python", "markers", "platform"))
    parts = (
        f"python {python.value}" if python is not None else "",
        (markers.value or "") if markers is not None else "",
        f"platform {platform.value}" if platform is not None else "",
    )
    return ", ".join(part for part in parts if part)


def _optional(table: Mapping) -> str:
    flag = table.get("optional")
    return "optional" if isinstance(flag, Scalar) and flag.text == "true" else ""
