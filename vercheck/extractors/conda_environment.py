"""environment.yml: what a conda environment is made of, and the part that it leaves to pip.

A repository that has several (`environment-gpu.yml`) has several environments, so each but the plain one
is on a track of its own.
"""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.extractors._python.conda import conda_artifact, read_wanted
from vercheck.extractors._python.harvest import Harvest
from vercheck.extractors._workflow.ground import passage_of
from vercheck.model import Extraction, Source
from vercheck.shapes.remarks import remarks_of
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text
from vercheck.syntax.passage import Passage
from vercheck.syntax.yaml import read_yaml
from vercheck.versions import RequirementError

MAX_LENGTH = 500

_SPEC = re.compile(r"(?:[\w.-]+::)?([A-Za-z0-9_][\w.-]*+)\s*+(\S.*)?")
_WHICH = re.compile(r"(?:conda[_-]?)?env(?:ironment)?[._-]?(.*?)\.ya?ml")


def extract(source: Source) -> Extraction:
    read = read_yaml(source)
    harvest = Harvest(source)
    which = _WHICH.fullmatch(source.name)
    track = which[1] if which is not None else source.name
    for document in read.documents:
        listed = document.get("dependencies") if isinstance(document, Mapping) else None
        for item in listed.items if isinstance(listed, Sequence) else ():
            if isinstance(item, Mapping):
                _pip(harvest, item.get("pip"), track)
            elif isinstance(item, Text | Scalar):
                _package(harvest, passage_of(item), track)
    return Extraction(
        pins=tuple(harvest.pins),
        remarks=remarks_of(source, read.comments),
        notes=(*read.notes, *harvest.notes),
    )


def _pip(harvest: Harvest, listed: Datum | None, track: str) -> None:
    for item in listed.items if isinstance(listed, Sequence) else ():
        passage = passage_of(item) if isinstance(item, Text | Scalar) else None
        if passage is not None and not passage.text.startswith(("-", ".", "/", "git+", "http:", "https:")):
            harvest.requirement(passage, 0, len(passage.text), "dependencies.pip", track=track)


def _package(harvest: Harvest, passage: Passage, track: str) -> None:
    """`channel::name=version=build`, `name >=1.2,<2`."""
    spec = _SPEC.fullmatch(passage.text) if len(passage.text) <= MAX_LENGTH else None
    if spec is None or spec[2] is None:
        return
    artifact = conda_artifact(spec[1])
    start, end = spec.span(2)
    try:
        wanted = read_wanted(spec[2])
    except RequirementError as error:
        span = passage.span(start, end)
        if span is not None:
            harvest.puzzle(span, str(error))
        return
    span = passage.span(start + wanted.stretch[0], start + wanted.stretch[1])
    harvest.pin(span, artifact, wanted.value, wanted.role, f"dependencies.{artifact.name}", track=track)


EXTRACTOR = Extractor(
    patterns=(
        "environment.yml", "environment.yaml", "environment-*.yml", "environment-*.yaml",
        "environment_*.yml", "environment_*.yaml", "conda-env*.yml", "conda-environment*.yml",
    ),
    extract=extract,
)  # fmt: skip
