"""npins and niv: JSON files that pin what Nix expressions import."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.model import Artifact, Digest, Extraction, Floating, Member, Opaque, Pin, Source, Statement
from vercheck.shapes.digests import read_digest
from vercheck.shapes.installs import pypi_name
from vercheck.shapes.names import normal
from vercheck.shapes.scalars import Sheet, entries, get, scalar, written
from vercheck.shapes.urls import repository
from vercheck.syntax.data import Datum, Mapping
from vercheck.syntax.json import parse_json

_COMMIT = re.compile(r"[0-9a-f]{40}")
_CHANNEL = re.compile(r"(?:nixos|nixpkgs|release)-")
_RELEASE = re.compile(r"\d\d\.\d\d(?=-|$)")
_FILE = "file"
"""The type of a niv source that is fetched as it is; all others are unpacked before they are hashed."""


def extract(source: Source) -> Extraction:
    value, notes = parse_json(source)
    sheet = Sheet(source)
    npins = get(value, "pins")
    prefix = "pins." if isinstance(npins, Mapping) else ""
    sources = npins if isinstance(npins, Mapping) else value
    parts = [_read(sheet, name, given, f"{prefix}{name}") for name, given in entries(sources)]
    return Extraction.join((Extraction(notes=notes), *parts))


def _read(sheet: Sheet, name: str, given: Datum, trail: str) -> Extraction:
    if isinstance(given, Mapping) and written(given.get("type")) == "Channel":
        return Extraction(pins=tuple(_channel(sheet, given, normal(name), trail)))
    artifact = _artifact(given, name)
    if not isinstance(given, Mapping) or artifact is None:
        return Extraction()
    members = tuple(_members(sheet, given))
    digests = tuple(
        digest
        for member in members
        if member.name in ("digest", "tree_digest") and (digest := read_digest(member.text)) is not None
    )
    pins = tuple(_pins(sheet, given, artifact, normal(name), trail, digests))
    if not pins:
        return Extraction()
    statement = Statement(
        kind="npins" if trail.startswith("pins.") else "niv",
        name=name,
        location=pins[0].location,
        trail=trail,
        members=members,
        artifact=artifact,
    )
    return Extraction(pins=pins, statements=(statement,))


def _channel(sheet: Sheet, given: Mapping, name: str, trail: str) -> Iterator[Pin]:
    """`{"type": "Channel", "name": "nixos-23.11"}`: a release of nixpkgs, or its newest."""
    channel = scalar(given.get("name"))
    text = written(channel) or ""
    if channel is None or not _CHANNEL.match(text):
        return
    release = _RELEASE.search(text)
    pin = sheet.pin(
        channel,
        Artifact("github", "NixOS/nixpkgs"),
        f"{trail}.name",
        stretch=release.span() if release is not None else None,
        value=None if release is not None else Floating(text),
        names=(name,),
        note="a channel",
    )
    yield from (pin,) if pin else ()


def _artifact(given: Datum, name: str) -> Artifact | None:
    """The repository, from its parts or from an address."""
    if (written(get(given, "type")) or "").lower() == "pypi":
        return Artifact("pypi", pypi_name(written(get(given, "name")) or name))
    for holder in (get(given, "repository"), given):
        owner, repo = written(get(holder, "owner")), written(get(holder, "repo"))
        if owner and repo:
            kind = (written(get(holder, "type")) or "").lower()
            host = kind if kind in ("gitlab", "forgejo", "gitea") else "github"
            return Artifact(host, f"{owner}/{repo}")
    for path in (("repository", "url"), ("url",), ("repo",)):
        found = repository(written(get(given, *path)) or "")
        if found is not None:
            return found
    return None


def _pins(
    sheet: Sheet, given: Mapping, artifact: Artifact, name: str, trail: str, digests: tuple[Digest, ...]
) -> Iterator[Pin]:
    """The version where there is one, else the commit."""
    names = (name,) if name != artifact.name else ()
    for key in ("version", "revision", "rev"):
        text = scalar(given.get(key))
        if text is None:
            continue
        commit = _COMMIT.fullmatch(written(text) or "")
        pin = sheet.pin(
            text,
            artifact,
            f"{trail}.{key}",
            value=Opaque(commit.group()) if commit else None,
            names=names,
            digests=digests,
        )
        if pin is not None:
            yield pin
            return


def _members(sheet: Sheet, given: Mapping) -> Iterator[Member]:
    is_file = written(given.get("type")) == _FILE
    for key, member in (
        ("version", "version"), ("revision", "commit"), ("rev", "commit"), ("url", "url"),
        ("hash", "tree_digest"), ("sha256", "digest" if is_file else "tree_digest"),
    ):  # fmt: skip
        text = scalar(given.get(key))
        if text is None:
            continue
        is_tag = member == "commit" and _COMMIT.fullmatch(written(text) or "") is None
        yield sheet.member("tag" if is_tag else member, text)


EXTRACTOR = Extractor(patterns=("npins/sources.json", "nix/sources.json"), extract=extract)
