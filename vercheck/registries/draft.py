"""What has to be fetched for a new version, and the change that the digests then make.

Planning and writing are apart, so that nothing is fetched for a change that could not be written, and
nothing is written before every file is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Mapping as Map
from dataclasses import dataclass, replace
from datetime import date

from vercheck.fetch import Download
from vercheck.model import Asset, Edit, Release, Span, Version
from vercheck.registries.addresses import address, template_for
from vercheck.registries.entry import Change, Copy, Digested, algorithms, end_of, moment
from vercheck.registries.error import RegistryError
from vercheck.registries.insert import bounds, direction, insertion, separator
from vercheck.registries.lending import Loan, loans
from vercheck.registries.patterns import Pattern
from vercheck.registries.sites import Site, fields, mappings, newest, places, record_of, version_of
from vercheck.registries.template import moved
from vercheck.registries.twins import Lent, lent
from vercheck.syntax.data import Datum, Entry, Mapping, Sequence, Text
from vercheck.versions import IncomparableError, compare, is_prerelease, parse


@dataclass(frozen=True, slots=True)
class Wanted:
    """One file to fetch: its platform and address, and the file of the neighbour that it takes the place
    of; `loan` where the neighbour has no such platform, `lent` where another registry has its digests, and
    it need not be fetched: then the address is `""` where it is not known."""

    platform: str
    url: str
    like: Asset
    loan: Loan | None = None
    lent: Lent | None = None

    def file(self, files: Map[str, Download]) -> Digested:
        """The file with its digests, out of those that were fetched or lent."""
        return self.lent if self.lent is not None else files[self.url]


@dataclass(frozen=True, slots=True)
class Draft:
    """A version that is to be added to a registry, modelled on `model`. `without` are the platforms that
    the registry supports and nothing here knows a file for; `template` is how addresses were made, where
    the entries hold none."""

    site: Site
    model: Release
    version: str
    wanted: tuple[Wanted, ...]
    algorithms: frozenset[str]
    without: tuple[str, ...]
    template: str | None

    @property
    def fetched(self) -> tuple[Wanted, ...]:
        """The files that no registry lends."""
        return tuple(item for item in self.wanted if item.lent is None)

    def over(self, files: Map[str, Download]) -> Draft:
        """The same, with nothing lent that was fetched."""
        wanted = (replace(item, lent=None) if item.url in files else item for item in self.wanted)
        return replace(self, wanted=tuple(wanted))


@dataclass(frozen=True, slots=True)
class Written:
    """The edits of one registry, and the fields of the neighbour that have no counterpart."""

    edits: tuple[Edit, ...]
    left_out: tuple[str, ...]


def draft(
    site: Site,
    version: str,
    *,
    others: Iterable[Site],
    patterns: Iterable[Pattern],
    template: str | None,
    platforms: frozenset[str] = frozenset(),
) -> Draft:
    """What adding a version to a registry takes.

    Raises:
        RegistryError: it cannot be learnt from the repository.
    """
    model = newest(site)
    old, new = model.pin.raw, spelled(version, model.pin.raw)
    if not places(site, model):
        raise RegistryError(f"{site.path}: versions and platforms share their keys, which is not written")
    others = tuple(others)
    known = lent(site, model, new, others)
    rest = [asset for asset in model.assets if asset.platform not in known]
    try:
        form = template_for(site, model.assets, old, patterns, template)
    except RegistryError:
        if rest:
            raise
        form = None
    wanted = []
    for asset in model.assets:
        try:
            url = _address(site, asset, old, new, form, asset.platform, {})
        except RegistryError:
            if asset.platform not in known:
                raise
            url = ""
        wanted.append(Wanted(asset.platform, url, asset, lent=known.get(asset.platform)))
    like = model.assets[-1]
    further, without = loans(site, model, others)
    if form is None or _platform_level(site, like) is None:
        without = (*(loan.platform for loan in further), *without)
        further = ()
    for loan in further:
        url = _address(site, like, old, new, form, loan.platform, loan.fields)
        wanted.append(Wanted(loan.platform, url, like, loan))
    if platforms:
        unknown = platforms - {item.platform for item in wanted}
        if unknown:
            raise RegistryError(f"{site.path}: no file is known for {_listed(sorted(unknown))}")
        wanted = [item for item in wanted if item.platform in platforms]
        without = ()
    kinds = frozenset(kind for asset in model.assets for kind in algorithms(site, asset))
    return Draft(site, model, new, tuple(wanted), kinds, without, form)


def spelled(version: str, like: str) -> str:
    """A version as the registry's keys are written: with a `v`, or without."""
    bare = re.sub(r"^v(?=\d)", "", version)
    return f"v{bare}" if re.match(r"v\d", like) else bare


def write(draft: Draft, files: Map[str, Download], today: date, *, newest_first: bool) -> Written:
    """The edits that add the version, once its files are there, by their address.

    Raises:
        RegistryError: the neighbour holds something that has no counterpart.
    """
    site, left_out = draft.site, set[str]()
    known = {item.like.location.span.start: item.file(files) for item in draft.wanted if item.loan is None}
    days = [file.modified for file in files.values() if file.modified is not None]
    day = min(max(days), today) if days else None
    texts = {start: text for item in draft.wanted if item.lent for start, text in item.lent.texts.items()}
    copy = Copy(site, draft.model.pin.raw, draft.version, known, day, left_out, _unwanted(draft), texts)
    changes = [
        _added(draft, copy, container, index, files, newest_first=newest_first)
        for container, index in places(site, draft.model)
    ]
    changes += _head(draft, today if draft.fetched else None)
    source = site.source
    edits = tuple(
        Edit(source.locate(Span(start, end)), source.text(Span(start, end)), text.decode())
        for start, end, text in sorted(changes)
    )
    return Written(edits, tuple(sorted(left_out)))


def _added(
    draft: Draft,
    copy: Copy,
    container: Mapping | Sequence,
    index: int,
    files: Map[str, Download],
    *,
    newest_first: bool,
) -> Change:
    """The new entry, in its place."""
    children = [*container.entries] if isinstance(container, Mapping) else [*container.items]
    child = children[index]
    value = child.value if isinstance(child, Entry) else child
    span = bounds(child)
    entry = copy.of(span, value, tuple(_lent(draft, copy, span, files)))
    versions = [_version(item, draft) for item in children]
    new = parse(draft.version, version_of(draft.model).scheme)
    content = draft.site.source.content
    return insertion(content, container, versions, new, entry, newest_first=newest_first)


def _lent(draft: Draft, copy: Copy, span: Span, files: Map[str, Download]) -> list[Change]:
    """The records of platforms that the neighbour lacks, after its last one."""
    level = _platform_level(draft.site, draft.model.assets[-1])
    if level is None or not span.covers(level[0].span):
        return []
    platforms, last = level
    content = draft.site.source.content
    added = b""
    for item in draft.wanted:
        if item.loan is None:
            continue
        files_: dict[int, Digested] = {item.like.location.span.start: item.file(files)}
        key = (last.key.span.start, last.key.span.end, item.platform.encode())
        changes = (key, *_exchanged(last.value, item.loan))
        record = replace(copy, files=files_).of(bounds(last), last.value, changes)
        added += separator(content, platforms) + record
    end = end_of(platforms.entries[-1].value)
    return [(end, end, added)]


def _exchanged(record: Datum, loan: Loan) -> list[Change]:
    return [
        (entry.value.span.start, entry.value.span.end, loan.fields[key].encode())
        for key, entry in (record.items() if isinstance(record, Mapping) else ())
        if key in loan.fields and isinstance(entry.value, Text)
    ]


def _unwanted(draft: Draft) -> frozenset[int]:
    """The neighbour's entries for platforms that are not wanted."""
    kept = {item.platform for item in draft.wanted}
    gone = [asset for asset in draft.model.assets if asset.platform not in kept]
    levels = (_platform_level(draft.site, asset) for asset in gone)
    return frozenset(level[1].key.span.start for level in levels if level is not None)


def _platform_level(site: Site, asset: Asset) -> tuple[Mapping, Entry] | None:
    """The object whose keys are the platforms, and its entry that holds a file."""
    for mapping in mappings(site.table):
        for entry in mapping.entries:
            if entry.key.value == asset.platform and bounds(entry).covers(asset.location.span):
                return mapping, entry
    return None


def _head(draft: Draft, today: date | None) -> list[Change]:
    """The values beside the table: its latest version, and the day on which somebody looked: `None` where
    nobody did."""
    site, latest = draft.site, draft.site.registry.latest
    changes: list[Change] = []
    if latest is not None and _is_newer(draft, version_of(Release(latest, ()))):
        place = latest.location.span
        changes.append((place.start, place.end, spelled(draft.version, latest.raw).encode()))
    checked = site.record.text("last_checked") if site.record is not None else None
    if today is not None and checked is not None and checked.is_literal:
        written = site.source.text(checked.span)
        changes.append((checked.span.start, checked.span.end, moment(written, today).encode()))
    return changes


def _is_newer(draft: Draft, latest: Version) -> bool:
    """Whether the new version is the latest one now; one that is not final only follows its like."""
    new = parse(draft.version, version_of(draft.model).scheme)
    try:
        return compare(new, latest) > 0 and (not is_prerelease(new) or is_prerelease(latest))
    except IncomparableError:
        return False


def newest_first(sites: Iterable[Site], beside: Site) -> bool:
    """How the registries of a repository are ordered, for one whose own order cannot be told."""
    orders = [
        direction([version_of(release) for release in site.registry.releases])
        for site in sites
        if site.path.rpartition("/")[0] == beside.path.rpartition("/")[0]
    ]
    return orders.count(1) <= orders.count(-1)


def _version(child: Entry | Datum, draft: Draft) -> Version | None:
    """The version of an entry, by the release whose key or field stands in it."""
    span = bounds(child)
    found = [item for item in draft.site.registry.releases if span.covers(item.pin.location.span)]
    if not found and isinstance(child, Entry):
        found = [item for item in draft.site.registry.releases if item.pin.raw == child.key.value]
    return version_of(found[0]) if found else None


def _address(
    site: Site, asset: Asset, old: str, new: str, form: str | None, platform: str, lent: Map[str, str]
) -> str:
    """The address of the new version's file, with the texts of its record said about the new version."""
    own = {key: moved(text, old, new) for key, text in fields(record_of(site, asset)).items()}
    return address(site, asset, old, new, platform, form, {**own, **lent})


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)
