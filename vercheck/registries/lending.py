"""A platform that a registry says it supports and has no file for: how its file is called, by comparison.

Another registry of the repository may have the platform, and files that are called alike on every
platform that both have. Where none agrees, or two say two things, nothing is lent. An older version of
the registry itself is not asked: what the newest one lacks and an older one has was dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vercheck.model import Asset, Release
from vercheck.registries.error import RegistryError
from vercheck.registries.sites import Site, fields, newest, record_of
from vercheck.registries.template import mentions
from vercheck.shapes.records import ADDRESS_FIELDS, DIGEST_FIELDS

_PLAIN = re.compile(r"[\w.@:/+ -]+")

MIN_SHARED = 2
"""Platforms that must be called alike before another registry is believed about a further one."""


@dataclass(frozen=True, slots=True)
class Loan:
    """A platform without a file, and the texts of the record that it should have."""

    platform: str
    fields: dict[str, str]


def loans(site: Site, model: Release, others: Iterable[Site]) -> tuple[tuple[Loan, ...], tuple[str, ...]]:
    """The platforms that can be lent to a registry's newest entry, and the names of those that cannot."""
    have = {asset.platform for asset in model.assets}
    missing = [name for name in site.registry.platforms if name not in have]
    if not missing:
        return (), ()
    dropped = {asset.platform for release in site.registry.releases for asset in release.assets} - have
    own = _said(site, model)
    if not _is_told_by_calling(site, model, own):
        return (), tuple(missing)
    lenders = _newest(others, site)
    lent: list[Loan] = []
    for platform in missing:
        if platform in dropped:
            continue
        offers = list(_offers(own, lenders, platform))
        if offers and all(offer == offers[0] for offer in offers):
            lent.append(Loan(platform, offers[0]))
    named = {loan.platform for loan in lent}
    return tuple(lent), tuple(name for name in missing if name not in named)


def _is_told_by_calling(site: Site, model: Release, own: dict[str, dict[str, str]]) -> bool:
    """Whether the records differ from platform to platform by what their files are called, and by nothing
    else that a new one would need: a prefix, a path."""
    further = {
        tuple(
            sorted(
                (key, text)
                for key, text in fields(record_of(site, asset)).items()
                if key not in DIGEST_FIELDS and key not in own[asset.platform]
            )
        )
        for asset in model.assets
    }
    return len(further) == 1 and all(own.values())


def _offers(
    own: dict[str, dict[str, str]], lenders: list[dict[str, dict[str, str]]], platform: str
) -> Iterator[dict[str, str]]:
    """What those lenders say about a platform whose other files are called as ours are."""
    keys = {key for said in own.values() for key in said}
    for said in lenders:
        shared = own.keys() & said.keys()
        alike = all({key: said[name].get(key) for key in keys} == own[name] for name in shared)
        offer = said.get(platform, {})
        if alike and len(shared) >= MIN_SHARED and keys <= offer.keys() and _is_plain(platform, offer):
            yield {key: offer[key] for key in sorted(keys)}


def _is_plain(platform: str, said: dict[str, str]) -> bool:
    """Whether texts can stand between quotes as they are."""
    return all(_PLAIN.fullmatch(text) for text in (platform, *said.values()) if text)


def _newest(others: Iterable[Site], but: Site) -> list[dict[str, dict[str, str]]]:
    said = []
    for other in others:
        if other.path == but.path and other.registry == but.registry:
            continue
        try:
            said.append(_said(other, newest(other)))
        except RegistryError:
            continue
    return said


def _said(site: Site, release: Release) -> dict[str, dict[str, str]]:
    """Platform → how its file is called; without what names the version, which others do not share."""
    return {asset.platform: _calling(site, asset, release.pin.raw) for asset in release.assets}


def _calling(site: Site, asset: Asset, version: str) -> dict[str, str]:
    own = fields(record_of(site, asset))
    return {key: own[key] for key in ADDRESS_FIELDS if key in own and not mentions(own[key], version)}
