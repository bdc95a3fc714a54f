"""One digest stands for two versions.

What it does: reports a digest that a registry gives for two versions of one tool, or that two
declarations give for downloads of different versions, or for two platforms with different files.

Why it matters: two releases do not have the same bytes: one of the two was copied and not updated.

What is quiet: one archive that serves several platforms (the same URL), mirrors of one file; a text
of a source tree, which many releases leave as it was.

How to fix: compute the digest of both files; one of the two places was copied and not updated.

Fix safety: unsafe where one of two addresses contradicts itself and the digest belongs to the other;
otherwise none is offered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from vercheck.checks import Check
from vercheck.checks._downloads import Download, downloads
from vercheck.graph import Facts, Standing
from vercheck.model import (
    Applicability,
    Asset,
    Diagnostic,
    Digest,
    Edit,
    Fix,
    Label,
    Registry,
    Release,
    Role,
    Severity,
)
from vercheck.versions import equal, parse


def run(facts: Facts) -> Iterator[Diagnostic]:
    for registry in facts.graph.registries:
        if facts.graph.standing(registry.location.path) in (Standing.PRODUCT, Standing.TEST):
            yield from _registry(facts, registry)
    yield from _declared(facts)


def _registry(facts: Facts, registry: Registry) -> Iterator[Diagnostic]:
    places: dict[Digest, list[tuple[Release, Asset]]] = defaultdict(list)
    for release in registry.releases:
        for asset in release.assets:
            if asset.digest is not None:
                places[asset.digest].append((release, asset))
    tool = facts.graph.registry_tool(registry)
    for found in places.values():
        for (first, one), (second, other) in combinations(found, 2):
            if equal(parse(first.pin.raw), parse(second.pin.raw)):
                if one.platform == other.platform or not one.url or one.url == other.url:
                    continue
                what = f"`{one.platform}` and `{other.platform}` of `{tool}` `{first.pin.raw}`"
            else:
                what = f"`{first.pin.raw}` and `{second.pin.raw}` of `{tool}`"
            version = second.pin.raw
            is_only_file = len(first.assets) == 1 and len(second.assets) == 1
            yield Diagnostic(
                severity=Severity.WARNING if is_only_file else None,  # a release that changed nothing else
                message=f"one digest stands for {what}",
                location=one.location,
                tool=tool,
                version=first.pin.raw,
                related=(
                    Label(other.location, f"the same digest for `{version}`", version, None, Role.PROVIDES),
                ),
                help="two files do not have one digest: compute the one that was not updated",
            )
            break


def _declared(facts: Facts) -> Iterator[Diagnostic]:
    places: dict[Digest, list[Download]] = defaultdict(list)
    for download in downloads(facts.graph):
        if download.digest is not None and download.version is not None:
            places[download.digest].append(download)
    for found in places.values():
        first = found[0]
        for other in found[1:]:
            is_other_file = first.url != other.url and first.name == other.name
            if not is_other_file or first.versions == other.versions or other.is_one_text:
                continue
            yield Diagnostic(
                message=f"one digest for two downloads of `{first.name}`: {first.shown} and {other.shown}",
                location=other.digest_location,
                version=other.version,
                related=(
                    Label(other.url_location, "what is downloaded", other.version),
                    Label(first.digest_location, f"the same digest for `{first.version}`", first.version),
                    Label(first.url_location, "what is downloaded there", first.version),
                ),
                help="two releases do not have one digest: compute the one that was not updated",
                fix=_one_story(first, other) or _one_story(other, first),
            )
            break


def _one_story(right: Download, wrong: Download) -> Fix | None:
    """The address that a digest belongs to, for one that names that version and another one besides: its tag
    or its file was not updated."""
    place = wrong.url_location
    is_told_twice = len(right.versions) == 1 and right.versions < wrong.versions
    if not is_told_twice or len(wrong.url.encode()) != place.span.end - place.span.start:
        return None
    edit = Edit(place, wrong.url, right.url)
    return Fix(f"download {right.shown}", (edit,), Applicability.UNSAFE)


CHECK = Check("one digest stands for two versions", Severity.ERROR, run)
