"""Holds the digests of registries against the files themselves, or, offline, against their form."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from vercheck.fetch import Client, Download, Progress, each
from vercheck.model import Asset, Location, Release
from vercheck.printable import without_credentials
from vercheck.registries.addresses import address, template_for
from vercheck.registries.error import RegistryError
from vercheck.registries.patterns import Pattern
from vercheck.registries.sites import Site, fields, record_of
from vercheck.shapes.digests import SIZES, digest_problem


class Verdict(StrEnum):
    """UNKNOWN: nothing says where the file is. WELL_FORMED: only the form was looked at."""

    OK = "ok"
    WELL_FORMED = "well-formed"
    MISMATCH = "mismatch"
    MALFORMED = "malformed"
    FAILED = "failed"
    UNKNOWN = "unknown"

    @property
    def is_good(self) -> bool:
        return self in (Verdict.OK, Verdict.WELL_FORMED)


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of one file of a registry; `words` say what is wrong with it."""

    verdict: Verdict
    tool: str
    version: str
    platform: str
    location: Location
    words: str = ""


@dataclass(frozen=True, slots=True)
class _Entry:
    site: Site
    release: Release
    asset: Asset

    def finding(self, verdict: Verdict, words: str = "") -> Finding:
        asset = self.asset
        return Finding(verdict, self.site.tool, self.release.pin.raw, asset.platform, asset.location, words)


def look(sites: Iterable[Site], version: str | None) -> tuple[Finding, ...]:
    """The form of every digest, without any file."""
    return tuple(_looked(entry) for entry in _entries(sites, version))


def verify(
    sites: Iterable[Site],
    version: str | None,
    patterns: Sequence[Pattern],
    template: str | None,
    client: Client,
    tell: Callable[[Progress], None] | None = None,
) -> tuple[Finding, ...]:
    """Every digest against the bytes that its file has now."""
    entries = tuple(_entries(sites, version))
    placed = tuple((entry, _place(entry, patterns, template)) for entry in entries)
    kinds = {entry.asset.digest.algorithm for entry in entries if entry.asset.digest is not None}
    urls = [url for _, url in placed if not isinstance(url, Finding)]
    results = each(client, urls, kinds & SIZES.keys(), tell)
    return tuple(
        url if isinstance(url, Finding) else _judged(entry, url, results[url]) for entry, url in placed
    )


def _entries(sites: Iterable[Site], version: str | None) -> Iterator[_Entry]:
    for site in sites:
        for release in site.registry.releases:
            if version is None or release.pin.raw in (version, f"v{version}"):
                yield from (_Entry(site, release, asset) for asset in release.assets)


def _looked(entry: _Entry) -> Finding:
    problem = _problem(entry.asset)
    return (
        entry.finding(Verdict.WELL_FORMED) if problem is None else entry.finding(Verdict.MALFORMED, problem)
    )


def _problem(asset: Asset) -> str | None:
    problem = digest_problem(asset.raw, asset.digest.algorithm if asset.digest is not None else None)
    return None if problem is None else f"the digest {problem}"


def _place(entry: _Entry, patterns: Sequence[Pattern], template: str | None) -> str | Finding:
    """The address of a file, or why it cannot be looked at."""
    problem = _problem(entry.asset)
    digest = entry.asset.digest
    if problem is not None or digest is None:
        return entry.finding(Verdict.MALFORMED, problem or "there is no digest")
    if digest.algorithm not in SIZES:
        return entry.finding(
            Verdict.UNKNOWN, f"a digest of the kind `{digest.algorithm}` is not one of a file"
        )
    if "://" in entry.asset.url and template is None:
        return entry.asset.url
    site, version = entry.site, entry.release.pin.raw
    try:
        form = template_for(site, [entry.asset], version, patterns, template)
        own = fields(record_of(site, entry.asset))
        return address(site, entry.asset, version, version, entry.asset.platform, form, own)
    except RegistryError as error:
        return entry.finding(Verdict.UNKNOWN, str(error))


def _judged(entry: _Entry, url: str, result: Download | Exception) -> Finding:
    digest = entry.asset.digest
    if not isinstance(result, Download):
        return entry.finding(Verdict.FAILED, str(result))
    if digest is not None and result.digests[digest.algorithm] == digest.hex:
        return entry.finding(Verdict.OK, without_credentials(url))
    found = result.digests[digest.algorithm] if digest is not None else ""
    return entry.finding(
        Verdict.MISMATCH,
        f"`{without_credentials(url)}` has `{found}`, the registry says `{entry.asset.raw}`",
    )
