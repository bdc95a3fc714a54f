"""Gemfile.lock: what Bundler resolved, for each platform, and the Ruby and the Bundler that did it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors.gemfile import RUBY
from vercheck.model import Artifact, Digest, Exact, Extraction, Pin, Role, Source, Span
from vercheck.shapes.digests import read_digest
from vercheck.shapes.pins import pin_at
from vercheck.syntax.passage import Passage
from vercheck.versions import parse

_SPEC = re.compile(r"    (?P<name>[\w.-]+) \((?P<version>[^()\s]+)\)\s*")
_CHECKSUM = re.compile(r"  (?P<name>[\w.-]+) \((?P<version>[^()\s]+)\)(?: sha256=(?P<hex>[0-9a-f]{64}))?\s*")
_PLATFORM = re.compile(r"-(?=(?:x86|x64|arm|aarch|java|universal|ppc|s390|mingw|mswin)).*")
_RUBY = re.compile(r"\s*ruby (\d[\w.]*?)(?:p\d+)?\s*")


def extract(source: Source) -> Extraction:
    return Extraction(pins=tuple(_locked(source, Passage.of_source(source))))


def _locked(source: Source, passage: Passage) -> Iterator[Pin]:
    """The sections of a lock: `GEM`, `CHECKSUMS`, `RUBY VERSION`, `BUNDLED WITH`."""
    digests = {
        (one["name"], one["version"]): one["hex"]
        for line in passage.text.splitlines()
        if (one := _CHECKSUM.fullmatch(line)) is not None and one["hex"]
    }
    section, position = "", 0
    for line in passage.text.splitlines(keepends=True):
        start, position = position, position + len(line)
        if line[:1].isalpha():
            section = line.strip()
            continue
        spec = _SPEC.fullmatch(line) if section in ("GEM", "PATH", "GIT") else None
        ruby = _RUBY.fullmatch(line) if section == "RUBY VERSION" else None
        if spec is not None and len(line) - len(line.lstrip()) == 4:
            place, platform = spec.span("version"), _PLATFORM.search(spec["version"])
            end = place[0] + platform.start() if platform is not None else place[1]
            hexes = digests.get((spec["name"], spec["version"]))
            digest = read_digest(hexes, "sha256") if hexes else None
            yield from _resolved(
                source, passage.span(start + place[0], start + end), Artifact("gem", spec["name"]),
                spec["version"][: end - place[0]], f"specs[{spec['name']} {spec['version']}]",
                platform.group()[1:] if platform is not None else "", (digest,) if digest else (),
                "" if section == "GEM" else "not from an index",
            )  # fmt: skip
        elif ruby is not None:
            span = passage.span(start + ruby.start(1), start + ruby.end(1))
            yield from _resolved(source, span, RUBY, ruby[1], "RUBY VERSION")
        elif section == "BUNDLED WITH" and line.strip():
            place = (line.index(line.strip()), len(line.rstrip()))
            span = passage.span(start + place[0], start + place[1])
            yield from _resolved(source, span, Artifact("gem", "bundler"), line.strip(), "BUNDLED WITH")


def _resolved(
    source: Source, span: Span | None, artifact: Artifact, text: str, trail: str, track: str = "",
    digests: tuple[Digest, ...] = (), note: str = "",
) -> Iterator[Pin]:  # fmt: skip
    version = parse(text)
    if span is not None and not version.is_opaque:
        yield pin_at(
            source, span, artifact, Exact(version), role=Role.RESOLVES, trail=trail, track=track,
            note=note, digests=digests,
        )  # fmt: skip


EXTRACTOR = Extractor(patterns=("Gemfile.lock", "gems.locked"), extract=extract, lockfile=True)
