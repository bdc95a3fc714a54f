"""`[[extract]]`: a pattern that finds versions in any text file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import translate
from itertools import islice

from vercheck.config import DeclaredExtract
from vercheck.declared.values import artifact_of, declared_pin
from vercheck.graph.scopes import Standing, standing
from vercheck.model import Artifact, Extraction, Member, Note, Source, Span, Statement
from vercheck.shapes.digests import read_digest
from vercheck.syntax.patterns import compile_pattern

MAX_MATCHES = 1000
"""Matches of one row in one file: a pattern that finds more finds something else than versions."""

_NAME = "{name}"


def matcher(globs: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all globs of a row, over the whole path: a star crosses folders, and `**/` in
    front is also no folder at all."""
    every = {short for glob in globs for short in (glob, glob.removeprefix("**/"))}
    return re.compile("|".join(map(translate, sorted(every))))


def read_extract(source: Source, row: DeclaredExtract) -> Extraction:
    """The pins that the pattern finds, each a statement of its own where a digest stands beside it."""
    found = list(islice(compile_pattern(row.pattern).matches(source.content), MAX_MATCHES + 1))
    parts = [
        _read(source, row, match, groups) for match, groups in found[:MAX_MATCHES] if "version" in groups
    ]
    if len(found) > MAX_MATCHES:
        message = f"`{row.pattern}` matches more than {MAX_MATCHES:,} times: the rest of the file is not read"
        parts.append(Extraction(notes=(_note(source, found[-1][0], message),)))
    return Extraction.join(parts)


def _read(source: Source, row: DeclaredExtract, match: Span, groups: Mapping[str, Span]) -> Extraction:
    place = groups["version"]
    artifact = _artifact(source, row.artifact, groups)
    if artifact is None:
        return Extraction(notes=(_note(source, match, "the pattern finds a version here, but no name"),))
    written = source.text(groups["digest"]) if "digest" in groups else ""
    digest = read_digest(written) if written else None
    pin = declared_pin(
        source,
        place,
        artifact,
        trail="",
        note="declared by a pattern",
        is_declared=_is_meant(source.path, row),
        digests=(digest,) if digest is not None else (),
    )
    if pin is None:
        message = f"`{source.text(place)[:60]}` is no version, although the pattern for `{artifact}` finds it"
        return Extraction(notes=(_note(source, place, message),))
    return Extraction(pins=(pin,), statements=_statement(source, artifact, match, groups) if written else ())


def _artifact(source: Source, artifact: Artifact, groups: Mapping[str, Span]) -> Artifact | None:
    if _NAME not in artifact.name:
        return artifact
    if "name" not in groups:
        return None
    return artifact_of(artifact.ecosystem, artifact.name.replace(_NAME, source.text(groups["name"])))


def _statement(
    source: Source, artifact: Artifact, match: Span, groups: Mapping[str, Span]
) -> tuple[Statement, ...]:
    """The version and its digest: they move together or not at all."""
    members = tuple(
        Member(name, source.text(groups[name]), source.locate(groups[name])) for name in ("version", "digest")
    )
    place = source.locate(match)
    return (Statement("extract", artifact.name, place, "", members, artifact),)


def _is_meant(path: str, row: DeclaredExtract) -> bool:
    """Whether the file itself is meant. A glob passes through tests and examples, which stay what they
    are; where it leads to documentation, that is what somebody wants to be held to the versions."""
    return path in row.files or standing(path) is Standing.DOCS


def _note(source: Source, place: Span, message: str) -> Note:
    return Note("not-understood", message, source.locate(place))
