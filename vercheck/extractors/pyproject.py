"""pyproject.toml: what a Python project asks for, in the standard tables and in those of its tools.

The standard tables are read here; Poetry's, and those of other tools, have a module of their own each.
"""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._python.harvest import OWN, Harvest
from vercheck.extractors._python.pixi import read_pixi
from vercheck.extractors._python.poetry import read_poetry
from vercheck.extractors._python.tools import read_tools
from vercheck.extractors._python.tox_table import read_tox
from vercheck.extractors._python.trail import join
from vercheck.model import Artifact, Exact, Extraction, Role, Source
from vercheck.shapes.installs import pypi_name
from vercheck.shapes.remarks import remarks_of
from vercheck.syntax.data import Mapping, Text
from vercheck.syntax.passage import Passage
from vercheck.syntax.toml import notes_of, parse_toml
from vercheck.versions import looks_like_version, parse

BUILD = "build"
"""The track of what only builds the project: it is installed where nothing else is."""


def extract(source: Source) -> Extraction:
    document = parse_toml(source.content)
    harvest = Harvest(source)
    root = document.root
    build, project, tool = root.get("build-system"), root.get("project"), root.get("tool")
    if isinstance(build, Mapping):
        harvest.requirements(build.get("requires"), "build-system.requires", track=BUILD)
    if isinstance(project, Mapping):
        _project(harvest, project)
    groups = root.get("dependency-groups")
    for name, entry in groups.items() if isinstance(groups, Mapping) else ():
        harvest.requirements(entry.value, join("dependency-groups", name))
    if isinstance(tool, Mapping):
        poetry = tool.get("poetry")
        if isinstance(poetry, Mapping):
            read_poetry(harvest, poetry)
        pixi = tool.get("pixi")
        if isinstance(pixi, Mapping):
            read_pixi(harvest, pixi, "tool", "pixi")
        read_tools(harvest, tool)
        read_tox(harvest, tool.get("tox"))
        _bumped(harvest, project, tool)
    return Extraction(
        pins=tuple(harvest.pins),
        statements=tuple(harvest.statements),
        remarks=remarks_of(source, document.comments),
        notes=(*notes_of(source, document), *harvest.notes),
    )


def _project(harvest: Harvest, project: Mapping) -> None:
    name, version = project.text("name"), project.get("version")
    own = Artifact("pypi", pypi_name((name.value if name is not None else None) or harvest.folder))
    if isinstance(version, Text) and version.value:
        if looks_like_version(version.value):
            value = Exact(parse(version.value, "pep440"))
            harvest.pin(version.span, own, value, Role.PROVIDES, "project.version", note=OWN)
        else:
            harvest.puzzle(version.span, f"expected the version of `{own.name}`, such as `1.2.3`")
    python = project.text("requires-python")
    if python is not None:
        harvest.supported_python(Passage.of_text(python), "project.requires-python")
    harvest.requirements(project.get("dependencies"), "project.dependencies")
    extras = project.get("optional-dependencies")
    for extra, entry in extras.items() if isinstance(extras, Mapping) else ():
        harvest.requirements(
            entry.value, join("project", "optional-dependencies", extra), note=f"extra {extra}"
        )


def _bumped(harvest: Harvest, project: object, tool: Mapping) -> None:
    """The version that a tool which bumps the project takes for its present one."""
    name = project.text("name") if isinstance(project, Mapping) else None
    own = Artifact("pypi", pypi_name((name.value if name is not None else None) or harvest.folder))
    for table, key in (("bumpversion", "current_version"), ("commitizen", "version")):
        given = tool.get(table)
        version = given.text(key) if isinstance(given, Mapping) else None
        if version is not None and version.is_literal and looks_like_version(version.value or ""):
            value = Exact(parse(version.value or "", "pep440"))
            harvest.pin(version.span, own, value, Role.PROVIDES, join("tool", table, key), note=OWN)


EXTRACTOR = Extractor(patterns=("pyproject.toml",), extract=extract)
