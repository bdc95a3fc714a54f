"""Prefixes to strip that are a file's name without its ending, where not every ending is taken off."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.checks._registered import newest
from vercheck.graph import PinGraph
from vercheck.model import Asset, Diagnostic, Label, Member, Role, Statement
from vercheck.printable import without_credentials

_ARCHIVES = (".tar.gz", ".tar.xz", ".tar.bz2", ".tar.zst", ".tgz", ".txz", ".zip")


def kept_endings(graph: PinGraph, statement: Statement) -> Iterator[Diagnostic]:
    """A declaration that takes `.tar.gz` off a name that a registry's entry ends in `.zip`."""
    cuts, prefixes = statement.all("cut"), statement.all("strip_prefix")
    if not cuts or not prefixes or statement.artifact is None:
        return
    known = {cut.text for cut in cuts}
    tool = graph.tool_named(str(statement.artifact))
    kept = [
        (asset, release.pin.raw)
        for registry in (graph.registries_of(tool) if tool is not None else ())
        for release in newest(registry)[:1]
        for asset in release.assets
        if _ending(asset) not in (None, *known)
    ]
    if kept:
        yield _finding(statement, prefixes[0], cuts, kept)


def _ending(asset: Asset) -> str | None:
    return next((ending for ending in _ARCHIVES if asset.url.endswith(ending)), None)


def _label(asset: Asset, version: str) -> Label:
    place = asset.url_location or asset.location
    return Label(place, f"ends in `{_ending(asset)}`", version, None, Role.PROVIDES)


def _finding(
    statement: Statement, prefix: Member, cuts: tuple[Member, ...], kept: list[tuple[Asset, str]]
) -> Diagnostic:
    taken = ", ".join(f"`{cut.text}`" for cut in cuts)
    first, version = kept[0]
    return Diagnostic(
        message=f"the strip_prefix takes {taken} off the file's name, but "
        f"`{without_credentials(first.url)}` of `{version}` ends in `{_ending(first)}`: "
        "no folder of the archive has that name",
        location=prefix.location,
        artifact=statement.artifact,
        related=tuple(
            Label(
                asset.url_location or asset.location, f"ends in `{_ending(asset)}`", said, None, Role.PROVIDES
            )
            for asset, said in kept
        ),
        help=f"take `{_ending(first)}` off too",
    )
