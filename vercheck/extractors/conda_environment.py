"""environment.yml: what a conda environment is made of, and the part that it leaves to pip.

A repository that has several (`environment-gpu.yml`) has several environments, so each but the plain one
is on a track of its own.
"""

from __future__ import annotations

import re

from vercheck.extractors import Extractor
from vercheck.extractors._python.harvest import Harvest
from vercheck.extractors._workflow.ground import passage_of
from vercheck.model import Artifact, Exact, Extraction, Range, Requirement, Role, Source, Value
from vercheck.shapes.names import artifact_named
from vercheck.shapes.remarks import remarks_of
from vercheck.syntax.data import Datum, Mapping, Scalar, Sequence, Text
from vercheck.syntax.passage import Passage
from vercheck.syntax.yaml import read_yaml
from vercheck.versions import RequirementError, looks_like_version, parse, parse_requirement

MAX_LENGTH = 500

_SPEC = re.compile(r"(?:[\w.-]+::)?([A-Za-z0-9_][\w.-]*+)\s*+(\S.*)?")
_EXACT = re.compile(r"(={0,2})\s*+(\d[^\s=,|*<>!~]*+)(?:\s*+=[^=\s]+|\s++\S+)?")
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
    named = artifact_named(spec[1])
    artifact = named if named.ecosystem == "toolchain" else Artifact("conda", spec[1].lower())
    exact = _EXACT.fullmatch(spec[2])
    if exact is not None and looks_like_version(exact[2]):
        start = spec.start(2) + exact.start(2)
        stretch = (start, start + len(exact[2]))
        value: Value = Exact(parse(exact[2]))
        role = Role.SELECTS
    else:
        stretch = spec.span(2)
        role = Role.REQUIRES
        try:
            value = Range(_range(spec[2]))
        except RequirementError as error:
            span = passage.span(*stretch)
            if span is not None:
                harvest.puzzle(span, str(error))
            return
    trail = f"dependencies.{artifact.name}"
    harvest.pin(passage.span(*stretch), artifact, value, role, trail, track=track)


def _range(text: str) -> Requirement:
    """`>=1.2,<2|>=3`, `=1.2.*`: PEP 440 with one sign more."""
    parts = [parse_requirement(_specifiers(part), "pep440") for part in text.split("|")]
    return Requirement(text, "pep440", tuple(one for part in parts for one in part.intervals))


def _specifiers(text: str) -> str:
    said = []
    for part in text.replace(" ", "").split(","):
        bare = part.lstrip("=")
        wildcard = bare.removesuffix(".*").removesuffix("*").removesuffix(".")
        if bare[:1].isdigit():
            said.append(f"=={wildcard}.*" if bare.endswith("*") else f"=={bare}")
        elif bare != "*":
            said.append(part)
    return ",".join(said)


EXTRACTOR = Extractor(
    patterns=(
        "environment.yml", "environment.yaml", "environment-*.yml", "environment-*.yaml",
        "environment_*.yml", "environment_*.yaml", "conda-env*.yml", "conda-environment*.yml",
    ),
    extract=extract,
)  # fmt: skip
