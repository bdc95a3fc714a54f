"""Registries as the extractors read them, from texts in a test."""

from __future__ import annotations

import hashlib
from datetime import date

from vercheck.extractors.json_tables import EXTRACTOR as JSON
from vercheck.extractors.starlark import EXTRACTOR as STARLARK
from vercheck.fetch import Download
from vercheck.fix.apply import edited
from vercheck.model import Extraction, Source
from vercheck.registries.draft import Draft, draft, write
from vercheck.registries.patterns import Pattern, patterns_in
from vercheck.registries.sites import Site, site_of

TODAY = date(2026, 3, 21)
RELEASED = date(2026, 3, 20)


def extract(source: Source) -> Extraction:
    return (JSON if source.path.endswith(".json") else STARLARK).extract(source)


def sites(text: str | bytes, path: str = "checksums/tools/gizmo.json") -> tuple[Site, ...]:
    source = Source(path, text.encode() if isinstance(text, str) else text)
    return tuple(site_of(source, registry) for registry in extract(source).registries)


def site(text: str | bytes, path: str = "checksums/tools/gizmo.json") -> Site:
    (only,) = sites(text, path)
    return only


def patterns(text: str, path: str = "tools/registry.bzl") -> tuple[Pattern, ...]:
    return patterns_in(Source(path, text.encode()))


def planned(
    of: Site,
    version: str,
    *,
    others: tuple[Site, ...] = (),
    code: tuple[Pattern, ...] = (),
    template: str | None = None,
    platforms: frozenset[str] = frozenset(),
) -> Draft:
    return draft(of, version, others=others, patterns=code, template=template, platforms=platforms)


def downloads(of: Draft) -> dict[str, Download]:
    """Files that were fetched; each has a digest of its own."""
    return {
        item.url: Download(
            item.url,
            2048 * (number + 1),
            {name: hashlib.new(name, str(number).encode()).hexdigest() for name in _ALGORITHMS},
            RELEASED,
            "application/gzip",
        )
        for number, item in enumerate(of.wanted)
    }


_ALGORITHMS = ("sha1", "sha256", "sha384", "sha512")


def written(of: Draft, *, newest_first: bool = True) -> str:
    """The registry's file with the version in it."""
    edits = write(of, downloads(of), TODAY, newest_first=newest_first).edits
    return edited(of.site.source.content, list(edits)).decode()
