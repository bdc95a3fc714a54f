"""Digests, each with the version that it vouches for: of declarations, of registries, and of single pins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vercheck import versions
from vercheck.graph import PinGraph, Standing
from vercheck.model import Digest, Exact, Location, Member, Opaque, Pin, Reference, Registry, Role, Statement
from vercheck.shapes.digests import is_placeholder, read_digest
from vercheck.shapes.urls import read_url, version_in_tag

_DIGESTS = ("digest", "tree_digest", "cargoHash", "vendorHash", "npmDepsHash")
_DEPENDENCIES = ("vendorHash", "npmDepsHash")
"""Digests of what a project depends on, which two versions of it may share."""

_REFS = ("tag", "rev", "commit", "ref")
_ELSEWHERE = (Standing.VENDORED, Standing.FIXTURE)
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_NUMBER = re.compile(r"[0-9a-f]++")
_DIGIT = re.compile(r"\d")


Key = tuple[str, ...]
"""What a digest is of, the kind of thing first: `registry`, `declaration` or `pin`."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """`keys` are the names of what the digest is of, `part` what the digest is called. `is_flat` where it is
    of the very file that an address names. `is_sure` where two versions of that have
    two digests without exception, so that an old one beside a new version is a mistake."""

    keys: tuple[Key, ...]
    subject: str
    part: str
    digest: Digest
    version: str
    version_location: Location
    digest_location: Location
    is_flat: bool
    is_sure: bool


def vouched(graph: PinGraph) -> Iterator[Vouched]:
    """Every digest of the repository's own files that stands beside a version."""
    known: set[tuple[str, Digest]] = set()
    for registry in graph.registries:
        if graph.standing(registry.location.path) not in _ELSEWHERE:
            yield from _noted(known, _of_registry(graph, registry))
    for statement in graph.statements:
        if graph.standing(statement.location.path) not in _ELSEWHERE:
            yield from _noted(known, _of_statement(graph, statement))
    for pin in graph.pins:
        if pin.digests and graph.standing(pin.location.path) not in _ELSEWHERE:
            # What stands in a declaration was told with it.
            yield from (item for item in _of_pin(graph, pin) if (pin.location.path, item.digest) not in known)


def moved(before: str, now: str, *, is_flat: bool = False) -> bool:
    """Whether two texts name two versions: not one in two spellings, nor a shorter form of the other.

    A commit may well have the tag that stands there now, but no archive of it: the name is inside.
    """
    if _is_name(before) and _is_name(now):
        is_shorter = now.startswith(before) or before.startswith(now)
        return not is_shorter and _shape(before) == _shape(now)
    if _is_name(before) or _is_name(now):
        return is_flat and _COMMIT.fullmatch(before if _is_name(before) else now) is not None
    one, other = versions.parse(before), versions.parse(now)
    short = min(one.precision, other.precision)
    is_shorter = one.precision != other.precision and one.release[:short] == other.release[:short]
    return not (versions.equal(one, other) or is_shorter)


def _is_name(text: str) -> bool:
    """Whether a text has no order among others like it: a commit, a date, the name of a file."""
    return versions.parse(text).is_opaque or not versions.looks_like_version(text)


def _shape(text: str) -> str:
    """A text without its numbers, decimal or not: what is left is how such things are named."""
    return _NUMBER.sub(lambda found: "0" if _DIGIT.search(found[0]) else found[0], text)


def _noted(known: set[tuple[str, Digest]], found: Iterator[Vouched]) -> Iterator[Vouched]:
    for item in found:
        known.add((item.digest_location.path, item.digest))
        yield item


def _of_registry(graph: PinGraph, registry: Registry) -> Iterator[Vouched]:
    tool = graph.registry_tool(registry)
    for release in registry.releases:
        for asset in release.assets:
            if asset.digest is None or is_placeholder(asset.raw):
                continue
            yield Vouched(
                keys=(("registry", tool, asset.platform),),
                subject=tool,
                part=f"digest for `{asset.platform}`" if asset.platform else "digest",
                digest=asset.digest,
                version=release.pin.raw,
                version_location=release.pin.location,
                digest_location=asset.location,
                is_flat=True,
                is_sure=len(release.assets) > 1,  # a release of one file may have changed nothing in it
            )


def _of_statement(graph: PinGraph, statement: Statement) -> Iterator[Vouched]:
    digests = [member for name in _DIGESTS for member in statement.all(name)]
    version = _version(graph, statement) if digests else None
    if version is None:
        return
    text, place = version
    names = (str(statement.artifact or ""), statement.name) if statement.artifact or statement.name else ()
    keys = tuple(("declaration", statement.kind, name) for name in names or (statement.trail,) if name)
    for member in digests:
        written = graph.resolve(member)
        digest = read_digest(written) if written else None
        if written is None or digest is None or is_placeholder(written):
            continue
        is_exact = not _is_name(text) or member.name == "digest"
        yield Vouched(
            keys=keys,
            subject=statement.name or statement.kind,
            part=member.name if member.name.endswith("Hash") else "digest",
            digest=digest,
            version=text,
            version_location=place,
            digest_location=member.location,
            is_flat=member.name == "digest",
            is_sure=is_exact and member.name not in _DEPENDENCIES and _is_product(graph, member),
        )


def _is_product(graph: PinGraph, member: Member) -> bool:
    return graph.standing(member.location.path) is Standing.PRODUCT


def _version(graph: PinGraph, statement: Statement) -> tuple[str, Location] | None:
    """The version of what is downloaded: of the first address that names one, else as the parts say it.
    Addresses without any are of the same file whatever the other parts say."""
    addresses = [(text, member) for member in statement.all("url") if (text := graph.resolve(member))]
    for text, member in addresses:
        found = _in_url(text)
        if found is not None:
            return found, member.location
    if any(read_url(text) is not None for text, _ in addresses):
        return None
    for part in (*_REFS, "version"):
        for member in statement.all(part):
            said = graph.resolve(member)
            if said:
                return (_in_ref(said) if part in _REFS else said), member.location
    return None


def _in_url(text: str) -> str | None:
    """The version, else whatever part of the address has a number in it."""
    url = read_url(text)
    if url is None:
        return None
    parts = (text[slice(*place)] for place in (url.version, url.tag, url.file) if place is not None)
    return next((part for part in parts if _DIGIT.search(part)), None)


def _in_ref(text: str) -> str:
    place = version_in_tag(text)
    return text[slice(*place)] if place is not None else text


def _of_pin(graph: PinGraph, pin: Pin) -> Iterator[Vouched]:
    literal = graph.literal_behind(pin)
    value = literal.value if isinstance(literal, Pin) else pin.value
    is_known = isinstance(value, (Exact, Reference)) or (
        isinstance(value, Opaque) and pin.role is not Role.RESOLVES
    )
    text = pin.raw if not isinstance(pin.value, Reference) else str(graph.version(pin) or "")
    if not is_known or not text:
        return
    artifact = graph.artifact(pin)
    for digest in pin.digests:
        if is_placeholder(digest.hex):
            continue
        yield Vouched(
            keys=(("pin", str(artifact)),),
            subject=str(artifact),
            part="digest",
            digest=digest,
            version=text,
            version_location=pin.location,
            digest_location=pin.location,
            is_flat=False,
            is_sure=isinstance(value, Exact) and graph.standing(pin.location.path) is Standing.PRODUCT,
        )
