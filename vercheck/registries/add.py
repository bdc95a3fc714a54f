"""Adds a version to every registry of a tool that lacks it: plan, fetch, compare, write in memory, prove.

All registries or none: where one file cannot be fetched, or two digests of one file disagree, nothing is
changed. What another registry of the repository lends need not be fetched.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from vercheck.fetch import Client, Download, Progress, Published
from vercheck.fix.apply import edited
from vercheck.model import Digest, Edit, Extraction, Registry, Source
from vercheck.registries.downloads import downloaded
from vercheck.registries.draft import Draft, Written, draft, newest_first, write
from vercheck.registries.error import RegistryError, at
from vercheck.registries.patterns import Pattern
from vercheck.registries.sites import Site
from vercheck.syntax.judges import accepts
from vercheck.versions import parse


@dataclass(frozen=True, slots=True)
class Fetched:
    """One file of the new version, as a line of a summary: `published` where its project says so too."""

    path: str
    platform: str
    url: str
    sha256: str
    published: str


@dataclass(frozen=True, slots=True)
class Borrowed:
    """One file of the new version whose digest another registry has, as a line of a summary."""

    path: str
    platform: str
    digest: Digest
    lender: str


@dataclass(frozen=True, slots=True)
class Addition:
    """`before` and `after` hold the files that change, `files` was fetched and `lent` was not; `remarks` is
    what a reader should know besides."""

    before: Mapping[str, bytes]
    after: Mapping[str, bytes]
    files: tuple[Fetched, ...]
    lent: tuple[Borrowed, ...]
    remarks: tuple[str, ...]


def drafts(
    sites: Sequence[Site],
    others: Sequence[Site],
    version: str,
    patterns: Sequence[Pattern],
    template: str | None,
    platforms: frozenset[str],
) -> tuple[Draft, ...]:
    """What adding a version takes, for each registry that lacks it.

    Raises:
        RegistryError: one of them cannot be learnt.
    """
    lacking = [site for site in sites if site.release(parse(version)) is None]
    return tuple(
        draft(site, version, others=others, patterns=patterns, template=template, platforms=platforms)
        for site in lacking
    )


def lent_drafts(sites: Sequence[Site], others: Sequence[Site], version: str) -> tuple[Draft, ...]:
    """What adding a version takes where nothing is fetched: the registries that others lend every file of
    it, on the platforms of their newest entry."""
    found = []
    for site in sites:
        if site.release(parse(version)) is not None:
            continue
        try:
            planned = draft(site, version, others=others, patterns=(), template=None)
        except RegistryError:
            continue
        further = tuple(item.platform for item in planned.fetched)
        if all(item.loan is not None for item in planned.fetched):
            wanted = tuple(item for item in planned.wanted if item.lent is not None)
            found.append(replace(planned, wanted=wanted, without=(*further, *planned.without)))
    return tuple(found)


def add(
    planned: Sequence[Draft],
    others: Sequence[Site],
    client: Client | None,
    today: date,
    extract: Callable[[Source], Extraction],
    tell: Callable[[Progress], None] | None = None,
    *,
    compares: bool = False,
) -> Addition:
    """The registries with the new version in them, fetched and proved; nothing is written. Without a
    client, every file must be lent; where somebody `compares`, what is lent is fetched if it can be, and what
    was fetched counts.

    Raises:
        RegistryError: a file could not be fetched, or something speaks against what was fetched.
    """
    files: dict[str, Download] = {}
    known: dict[str, Published] = {}
    if client is not None:
        files, known = downloaded(planned, client, tell, compares=compares)
        planned = [planning.over(files) for planning in planned]
    edits: dict[str, list[Edit]] = {}
    remarks: list[str] = list(_alike(planned, files))
    for planning in planned:
        written = write(planning, files, today, newest_first=newest_first(others, planning.site))
        edits.setdefault(planning.site.path, []).extend(written.edits)
        remarks += _remarks(planning, written)
        remarks += _elsewhere(planning, others, files)
    before = {planning.site.path: planning.site.source.content for planning in planned}
    after = {path: edited(before[path], edits[path]) for path in before}
    for path in before:
        prove(
            path,
            before[path],
            after[path],
            [item for item in planned if item.site.path == path],
            files,
            extract,
        )
    return Addition(
        before,
        after,
        tuple(_summary(planned, files, known)),
        tuple(_borrowed(planned)),
        tuple(dict.fromkeys(remarks)),
    )


def prove(
    path: str,
    before: bytes,
    after: bytes,
    planned: Sequence[Draft],
    files: Mapping[str, Download],
    extract: Callable[[Source], Extraction],
) -> None:
    """Read a changed file again: it says what it said, and the new version besides.

    Raises:
        RegistryError: it says something else, and must not be written.
    """
    for content, words in ((before, "does not parse"), (after, "would no longer parse")):
        if (trouble := accepts(path, content)) is not None:
            raise RegistryError(f"{path} {words}: {trouble}")
    first, second = extract(Source(path, before)), extract(Source(path, after))
    added = Counter((planning.site.registry.trail, *_said_by(planning, files)) for planning in planned)
    if _said(second.registries) != _said(first.registries) + added:
        raise RegistryError(f"{path}: the entry would not be read as it is meant; write it by hand")
    notes = Counter((note.check, note.message) for note in second.notes)
    fresh = notes - Counter((note.check, note.message) for note in first.notes)
    if fresh:
        raise RegistryError(
            f"{path}: would bring " + "; ".join(f"`{check}`: {text}" for check, text in fresh)
        )


Said = tuple[object, ...]


def _said(registries: Iterable[Registry]) -> Counter[Said]:
    """Every version of every registry, with the digests of its files."""
    return Counter(
        (
            registry.trail,
            release.pin.raw,
            _digests((asset.platform, asset.digest) for asset in release.assets),
        )
        for registry in registries
        for release in registry.releases
    )


def _said_by(planning: Draft, files: Mapping[str, Download]) -> Said:
    pairs = []
    for item in planning.wanted:
        algorithm = item.like.digest.algorithm if item.like.digest is not None else "sha256"
        pairs.append((item.platform, Digest(algorithm, item.file(files).digests[algorithm])))
    return planning.version, _digests(pairs)


def _digests(pairs: Iterable[tuple[str, Digest | None]]) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        sorted((name, digest.algorithm, digest.hex) if digest else (name, "", "") for name, digest in pairs)
    )


def _alike(planned: Sequence[Draft], files: Mapping[str, Download]) -> Iterable[str]:
    """Two platforms with the same bytes at two addresses, or with those of the version before."""
    for planning in planned:
        by_digest: dict[str, set[tuple[str, str]]] = {}
        for item in planning.fetched:
            by_digest.setdefault(files[item.url].digests["sha256"], set()).add((item.url, item.platform))
        for same in by_digest.values():
            if len({url for url, _ in same}) > 1:
                names = ", ".join(f"`{platform}`" for _, platform in sorted(same))
                yield f"the files of {names} are the same, byte for byte"
        for item in planning.wanted:
            old = item.like.digest
            if (
                item.loan is None
                and old is not None
                and item.file(files).digests.get(old.algorithm) == old.hex
            ):
                yield f"the file of `{item.platform}` is that of {planning.model.pin.raw}, byte for byte"


def _elsewhere(planning: Draft, others: Sequence[Site], files: Mapping[str, Download]) -> Iterable[str]:
    """Another registry of the tool may have the version already, with other digests."""
    for other in others:
        release = other.release(parse(planning.version)) if other.tool == planning.site.tool else None
        for asset in release.assets if release is not None else ():
            item = next((item for item in planning.fetched if item.platform == asset.platform), None)
            if item is None or asset.digest is None:
                continue
            own = files[item.url].digests.get(asset.digest.algorithm)
            if own is not None and own != asset.digest.hex:
                yield f"{at(asset.location)} has another digest for `{asset.platform}`: `{asset.raw}`"


def _remarks(planning: Draft, written: Written) -> Iterable[str]:
    path = planning.site.path
    for name in planning.without:
        yield f"{path}: `{name}` is supported, but nothing here shows what its file is called: left out"
    for item in planning.wanted:
        if item.loan is not None:
            yield f"{path}: `{item.platform}` was not there before; its file is called as elsewhere here"
        if item.lent is not None:
            yield from item.lent.words
    if not planning.fetched and planning.site.text("last_checked"):
        yield f"{path}: `last_checked` stays: nobody looked where the files come from"
    for name in written.left_out:
        yield f"{path}: `{name}` is about {planning.model.pin.raw} and was not copied"


def _summary(
    planned: Sequence[Draft], files: Mapping[str, Download], known: Mapping[str, Published]
) -> Iterable[Fetched]:
    for planning in planned:
        for item in planning.fetched:
            said = known.get(item.url)
            yield Fetched(
                planning.site.path,
                item.platform,
                item.url,
                files[item.url].digests["sha256"],
                said.url if said is not None else "",
            )


def _borrowed(planned: Sequence[Draft]) -> Iterable[Borrowed]:
    for planning in planned:
        for item in planning.wanted:
            if item.lent is not None and item.like.digest is not None:
                kind = item.like.digest.algorithm
                digest = Digest(kind, item.lent.digests[kind])
                yield Borrowed(planning.site.path, item.platform, digest, at(item.lent.place))
