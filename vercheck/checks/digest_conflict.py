"""Two places give one file two digests.

What it does: compares, across registries, the digest of each version and platform of a tool, and,
across declarations, the digest of each URL. Hex, SRI and Nix base32 of one digest are equal. A
digest of an unpacked tree (`fetchFromGitHub`) is never compared with an archive's.

Why it matters: one of the two is wrong, and whoever builds with it fails.

How to fix: download the file and compute its digest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from vercheck.checks import Check
from vercheck.checks._downloads import Download, downloads
from vercheck.graph import Facts, Standing
from vercheck.model import Asset, Diagnostic, Label, Release, Role, Severity
from vercheck.versions import parse


def run(facts: Facts) -> Iterator[Diagnostic]:
    for tool in facts.graph.tools():
        yield from _registries(facts, tool)
    yield from _urls(facts)


def _registries(facts: Facts, tool: str) -> Iterator[Diagnostic]:
    assets: dict[tuple[object, str, str], list[tuple[Release, Asset]]] = defaultdict(list)
    for registry in facts.graph.registries_of(tool):
        if facts.graph.standing(registry.location.path) not in (Standing.PRODUCT, Standing.TEST):
            continue
        for release in registry.releases:
            version = parse(release.pin.raw)
            for asset in release.assets:
                if asset.digest is not None:
                    platform = facts.knowledge.platform(asset.platform) or asset.platform
                    assets[(version.release, version.pre), platform, asset.digest.algorithm].append(
                        (release, asset)
                    )
    for (_, platform, _), found in sorted(assets.items(), key=lambda item: item[1][0][1].location):
        release, first = found[0]
        for _, other in found[1:]:
            different_file = bool(first.url and other.url) and first.url != other.url
            if (
                other.digest != first.digest
                and other.location.path != first.location.path
                and not different_file
            ):
                yield Diagnostic(
                    message=(
                        f"`{tool}` `{release.pin.raw}` for `{platform}` has one digest here and another in "
                        f"{other.location.path}:{other.location.line}"
                    ),
                    location=first.location,
                    tool=tool,
                    version=release.pin.raw,
                    related=(
                        Label(other.location, "another digest for the same file", None, None, Role.PROVIDES),
                    ),
                    help="download the file and compare; one of the two is wrong",
                )
                break


def _urls(facts: Facts) -> Iterator[Diagnostic]:
    places: dict[tuple[str, str], list[Download]] = defaultdict(list)
    for download in downloads(facts.graph):
        if download.digest is not None:
            places[download.url, download.digest.algorithm].append(download)
    for _, found in sorted(places.items()):
        for other in found[1:]:
            if other.digest != found[0].digest:
                yield Diagnostic(
                    message=(
                        f"{found[0].shown} has one digest here and another in "
                        f"{other.digest_location.path}:{other.digest_location.line}"
                    ),
                    location=found[0].digest_location,
                    version=found[0].version,
                    related=(
                        Label(found[0].url_location, "what is downloaded"),
                        Label(other.digest_location, "another digest for the same URL"),
                        Label(other.url_location, "what is downloaded there"),
                    ),
                    help="download the file and compare; one of the two is wrong",
                )
                break


CHECK = Check("two places give one file two digests", Severity.ERROR, run)
