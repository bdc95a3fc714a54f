"""DotSlash files: a program that is fetched when it is run, for each platform."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from vercheck.extractors import Extractor
from vercheck.extractors._published import Published, read_published
from vercheck.model import Artifact, Extraction, Pin, Source
from vercheck.shapes.scalars import Sheet, entries, get, items, scalar, written
from vercheck.shapes.urls import repository, version_in_tag
from vercheck.syntax.data import Datum
from vercheck.syntax.json import parse_json

_SHEBANG = re.compile(rb"#![^\n]{0,100}\bdotslash\b[^\n]*")
_VERSION_BEHIND = re.compile(r"[-_@]v?\d.*")


def extract(source: Source) -> Extraction:
    """A file whose first line does not name dotslash is something else."""
    shebang = _SHEBANG.match(source.content)
    if shebang is None:
        return Extraction()
    # Blanks in its place, so that what follows is JSON and stands where it stood.
    blanked = replace(source, content=b" " * shebang.end() + source.content[shebang.end() :])
    value, notes = parse_json(blanked)
    sheet = Sheet(source)
    name = written(get(value, "name")) or source.name.partition(".")[0]
    parts = [
        _platform(sheet, _VERSION_BEHIND.sub("", name), platform, entry)
        for platform, entry in entries(get(value, "platforms"))
    ]
    return Extraction.join((Extraction(notes=notes), *parts))


def _platform(sheet: Sheet, tool: str, platform: str, entry: Datum) -> Extraction:
    file = Published("dotslash", tool, platform, f"platforms.{platform}")
    providers = items(get(entry, "providers"))
    urls = [url for provider in providers if (url := get(provider, "url")) is not None]
    # A blake3 digest has as many characters as a sha256, and says nothing about one.
    digest = get(entry, "digest") if written(get(entry, "hash")) == "sha256" else None
    read = read_published(sheet, file, urls, digest)
    if read.pins:
        return read
    tagged = next((pin for provider in providers for pin in _tagged(sheet, file, provider)), None)
    return replace(read, pins=(tagged,) if tagged is not None else ())


def _tagged(sheet: Sheet, file: Published, provider: Datum) -> Iterator[Pin]:
    """`{"type": "github-release", "repo": "o/r", "tag": "v1.2.3"}`."""
    tag, repo = scalar(get(provider, "tag")), written(get(provider, "repo")) or ""
    artifact = repository(repo) or (Artifact("github", repo) if repo.count("/") == 1 else None)
    stretch = version_in_tag(written(tag) or "")
    if tag is None or artifact is None or stretch is None:
        return
    pin = sheet.pin(
        tag, artifact, f"{file.trail}.tag", stretch=stretch, names=(file.tool,), note=file.platform
    )
    yield from (pin,) if pin else ()


def _holds(source: Source) -> bool:
    return _SHEBANG.match(source.content) is not None


EXTRACTOR = Extractor(
    patterns=("*.dotslash", "dotslash/*", "bin/*", "tools/*", "scripts/*"),
    extract=extract,
    unless=(
        "*.bzl",
        "*.bazel",
        "*.py",
        "*.sh",
        "*.md",
        "*.json",
        "*.rs",
        "*.c",
        "*.h",
        "*.go",
        "*.js",
        "*.ts",
        "BUILD",
        "Makefile",
        "Dockerfile",
    ),
    holds=_holds,
)
