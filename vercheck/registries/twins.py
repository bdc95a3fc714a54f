"""A version that another registry of the repository has already: its digests are there, so they need not be
fetched.

Another registry of the tool lends the file of a platform where both have the same digest for that platform
at the newest version which they share: then they talk of the same files. What it says of the file besides,
its name or the day of its release, is taken with the digest where both said the same before. Nothing is lent
where two registries disagree, where one of the two calls its files otherwise since, where the digest is that
of another file already, and where an entry tells what a digest does not: a size.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vercheck.model import Asset, Digest, Location, Release
from vercheck.registries.entry import DAY, MOMENT, algorithms, is_about, tells_size
from vercheck.registries.error import at
from vercheck.registries.sites import Site, fields, in_order, places, record_of
from vercheck.registries.template import moved
from vercheck.shapes.digests import is_placeholder, looks_like_digest, read_digest
from vercheck.shapes.records import ADDRESS_FIELDS, DIGEST_FIELDS
from vercheck.syntax.data import Entry, Mapping, Text
from vercheck.versions import parse

_PLAIN = re.compile(r"[\w.@:/+ -]+")
"""What can stand between quotes as it is."""


@dataclass(frozen=True, slots=True)
class Lent:
    """A file of the new version as another registry has it: its digests by algorithm, in hexadecimal, and
    where they stand; `texts` are those of the neighbour's record that the copy says as it is said there, by
    where they start, and `words` tell of them."""

    digests: dict[str, str]
    place: Location
    texts: dict[int, str]
    words: tuple[str, ...] = ()


Shared = tuple[Release, Asset, Release, Asset]
"""A version that two registries have, and its file of one platform: in ours, and in the other."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """One platform in two registries: in ours at the version that a new entry is modelled on, in both at the
    newest version that they share, in the other at the new version."""

    site: Site
    model: Release
    own: Asset
    other: Site
    after: Release
    theirs: Asset
    shared: Shared


def lent(site: Site, model: Release, version: str, others: Iterable[Site]) -> dict[str, Lent]:
    """What other registries have of a version, by the platforms of the entry that it is modelled on."""
    entry = _entry(site, model)
    if entry is not None and tells_size(entry):
        return {}
    twins = [
        (other, release)
        for other in others
        if other.tool == site.tool
        and other.registry.location != site.registry.location
        and (release := other.release(parse(version))) is not None
    ]
    found = {asset.platform: _agreed(site, model, asset, twins) for asset in model.assets}
    return {platform: item for platform, item in found.items() if item is not None}


def _agreed(site: Site, model: Release, own: Asset, twins: list[tuple[Site, Release]]) -> Lent | None:
    """The one thing that all registries say which may lend a file; `None` where there is none."""
    if _file(model, own.platform) is None:
        return None
    offers: list[Lent] = []
    unknown: list[Digest | None] = []
    for other, after in twins:
        theirs = _file(after, own.platform)
        shared = _shared(site, other, own.platform) if theirs is not None else None
        if theirs is not None and shared is not None:
            offers += _offers(_Pair(site, model, own, other, after, theirs, shared))
        elif theirs is not None:
            unknown.append(theirs.digest)
    if not offers:
        return None
    first = offers[0]
    if any((offer.digests, offer.texts) != (first.digests, first.texts) for offer in offers):
        return None
    # One that shares no version may talk of these files or of others: it must at least not contradict.
    is_doubted = any(item and first.digests.get(item.algorithm, item.hex) != item.hex for item in unknown)
    return None if is_doubted else first


def _file(release: Release, platform: str) -> Asset | None:
    """The only file of a platform, where it has a digest."""
    found = [asset for asset in release.assets if asset.platform == platform]
    is_good = len(found) == 1 and found[0].digest is not None and not is_placeholder(found[0].raw)
    return found[0] if is_good else None


def _shared(site: Site, other: Site, platform: str) -> Shared | None:
    """The newest version for which both registries have the platform's file."""
    theirs = {_bare(release.pin.raw): release for release in other.registry.releases}
    both = {}
    for mine in site.registry.releases:
        there = theirs.get(_bare(mine.pin.raw))
        own = _file(mine, platform) if there is not None else None
        said = _file(there, platform) if there is not None else None
        if there is not None and own is not None and said is not None:
            both[mine.pin.location] = (mine, own, there, said)
    ordered = in_order([mine for mine, *_ in both.values()])
    return both[ordered[-1].pin.location] if ordered else None


def _bare(version: str) -> str:
    return re.sub(r"^v(?=\d)", "", version)


def _offers(pair: _Pair) -> Iterator[Lent]:
    """What one registry lends: one file, or none."""
    said, kinds = _digests(pair.other, pair.theirs), algorithms(pair.site, pair.own)
    is_same = pair.shared[1].digest == pair.shared[3].digest
    if not is_same or not kinds or not kinds <= said.keys() or _is_reused(pair):
        return
    taken: list[Taken] = []
    for change in _changes(pair):
        if change is None:
            return
        taken.append(change)
    place = pair.theirs.location
    before = fields(record_of(pair.site, pair.own))
    words = tuple(
        f"{pair.site.path}: `{key}` of `{pair.own.platform}` is `{new}`, as {at(place)} has it, "
        f"and was `{before.get(key, '')}`"
        for _, key, new in taken
        if not DAY.search(key)
    )
    texts = {start: new for start, _, new in (*taken, *_days(pair))}
    yield Lent({kind: said[kind] for kind in kinds}, place, texts, words)


def _is_reused(pair: _Pair) -> bool:
    """Whether a digest stands for another file too: for another version, or for another platform that has a
    file of its own here."""
    digest = pair.theirs.digest
    new = _bare(pair.after.pin.raw)
    elsewhere = any(
        asset.digest == digest
        for site in (pair.site, pair.other)
        for release in site.registry.releases
        if _bare(release.pin.raw) != new
        for asset in release.assets
    )
    like = {asset.platform for asset in pair.model.assets if asset.digest == pair.own.digest}
    here = {asset.platform for asset in pair.model.assets}
    doubles = {asset.platform for asset in pair.after.assets if asset.digest == digest}
    return elsewhere or not (doubles & here) <= like


def _digests(site: Site, asset: Asset) -> dict[str, str]:
    """Every digest that a record has of its file, by algorithm."""
    found = [
        read_digest(text, DIGEST_FIELDS[key])
        for key, text in fields(record_of(site, asset)).items()
        if key in DIGEST_FIELDS and not is_placeholder(text)
    ]
    return {item.algorithm: item.hex for item in (*found, asset.digest) if item is not None}


Taken = tuple[int, str, str]
"""A text of the neighbour's entry: where it starts, its key, and what the copy says there."""


def _changes(pair: _Pair) -> Iterator[Taken | None]:
    """What the copy must say of its file otherwise than the neighbour; `None` where that cannot be told."""
    mine, own, there, said = pair.shared
    model, old, new = pair.model.pin.raw, mine.pin.raw, pair.after.pin.raw
    here, then = fields(record_of(pair.site, pair.own)), fields(record_of(pair.site, own))
    before, after = fields(record_of(pair.other, said)), fields(record_of(pair.other, pair.theirs))
    starts = _starts(record_of(pair.site, pair.own))
    if moved(own.url, old, model) != pair.own.url:
        yield None  # our own files are called otherwise since
    is_renamed = moved(said.url, there.pin.raw, new) != pair.theirs.url
    for key in sorted(here.keys() | before.keys() | after.keys()):
        if key in DIGEST_FIELDS or is_about(key, after.get(key, "")) or looks_like_digest(here.get(key, "")):
            continue
        if key in ADDRESS_FIELDS and key in here and moved(then.get(key, ""), old, model) != here[key]:
            yield None
        is_same = moved(before.get(key, ""), there.pin.raw, new) == after.get(key, "")
        is_told = key in here and key in after and then.get(key) == before.get(key)
        if is_same:
            continue
        if is_told and _PLAIN.fullmatch(after[key]):
            is_renamed = is_renamed and key not in ADDRESS_FIELDS
            if after[key] != moved(here[key], model, new):
                yield (starts[key], key, after[key])
        elif key in ADDRESS_FIELDS or (key in here and not DAY.search(key)):
            yield None
    if is_renamed:
        yield None


def _days(pair: _Pair) -> Iterator[Taken]:
    """Days of the release, which stand around its files."""
    mine, _, there, _ = pair.shared
    entry = _entry(pair.site, pair.model)
    then, before = fields(_entry(pair.site, mine)), fields(_entry(pair.other, there))
    after, starts = fields(_entry(pair.other, pair.after)), _starts(entry)
    for key in sorted(starts.keys() & after.keys()):
        is_told = key in then and then[key] == before.get(key)
        if DAY.search(key) and is_told and MOMENT.fullmatch(after[key]):
            yield (starts[key], key, after[key])


def _starts(record: Mapping | None) -> dict[str, int]:
    """Where each text of an object starts that is written out."""
    return {
        key: entry.value.span.start
        for key, entry in (record.items() if record is not None else ())
        if isinstance(entry.value, Text) and entry.value.is_literal
    }


def _entry(site: Site, release: Release) -> Mapping | None:
    """The object of a release, where one stands for it."""
    found = places(site, release)
    if len(found) != 1:
        return None
    container, index = found[0]
    child = container.entries[index] if isinstance(container, Mapping) else container.items[index]
    value = child.value if isinstance(child, Entry) else child
    return value if isinstance(value, Mapping) else None
