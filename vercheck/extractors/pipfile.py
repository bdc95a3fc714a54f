"""Pipfile: what Pipenv is asked for."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.extractors._python.harvest import PYTHON, Harvest
from vercheck.extractors._python.requirement import read_requirement
from vercheck.extractors._python.trail import join
from vercheck.model import Exact, Extraction, Role, Source
from vercheck.shapes.pins import read_value
from vercheck.shapes.remarks import remarks_of
from vercheck.shapes.scalars import entries, get, passage_of, scalar, written
from vercheck.shapes.urls import repository
from vercheck.syntax.data import Datum, Mapping
from vercheck.syntax.toml import notes_of, parse_toml
from vercheck.versions import RequirementError, parse

_SETTINGS = frozenset({"source", "requires", "scripts", "pipenv"})
"""Tables of a Pipfile that hold no packages; any other name is a category of them."""
_VERSIONS = ("python_full_version", "python_version")


def extract(source: Source) -> Extraction:
    harvest = Harvest(source)
    document = parse_toml(source.content)
    for key in _VERSIONS:
        version = scalar(get(document.root, "requires", key))
        if version is not None:
            value = Exact(parse(written(version) or "", "pep440"))
            if not value.version.is_opaque:
                harvest.pin(version.span, PYTHON, value, Role.SELECTS, f"requires.{key}")
                break
    for table, given in entries(document.root):
        if table not in _SETTINGS:
            for name, wanted in entries(given):
                _package(harvest, table, name, wanted)
    return Extraction(
        pins=tuple(harvest.pins),
        remarks=remarks_of(source, document.comments),
        notes=(*notes_of(source, document), *harvest.notes),
    )


def _package(harvest: Harvest, table: str, name: str, wanted: Datum) -> None:
    """`"==1.2.3"`, `"*"`, `{version = ">=1.2", extras = […]}`, `{git = …, ref = …}`."""
    if isinstance(wanted, Mapping) and wanted.get("git") is not None:
        remote, ref = repository(written(wanted.get("git")) or ""), scalar(wanted.get("ref"))
        value = read_value(written(ref) or "")
        if remote is not None and ref is not None and value is not None:
            harvest.pin(ref.span, remote, value, Role.SELECTS, join(table, name))
        return
    given = scalar(wanted.get("version") if isinstance(wanted, Mapping) else wanted)
    text = written(given) or ""
    if given is None or text.strip() in ("", "*"):
        return
    marker = written(get(wanted, "markers")) or ""
    try:
        found = read_requirement(f"{name} {text}")
    except RequirementError as error:
        harvest.puzzle(given.span, str(error))
        return
    if found is None:
        return
    shift = len(name) + 1
    span = passage_of(given).span(found.stretch[0] - shift, found.stretch[1] - shift)
    harvest.pin(span, found.artifact, found.value, found.role, join(table, name), track=marker)


EXTRACTOR = Extractor(patterns=("Pipfile",), extract=extract)
