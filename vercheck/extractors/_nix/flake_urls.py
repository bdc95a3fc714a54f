"""Flake references: `github:NixOS/nixpkgs/nixos-24.05`, `git+https://…?ref=v1.2`, `nixpkgs/nixos-24.05`.

One address says what, from where, and at which ref; a flake and its lock file both write such addresses,
the one as a text and the other in parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from vercheck.model import Artifact, Exact, Floating, Opaque, Pin, Value
from vercheck.shapes.urls import read_url, repository, version_in_tag
from vercheck.versions import is_floating, looks_like_version, parse

MAX_LENGTH = 1_000

TRANSITIVE = "transitive"
"""The track of inputs of inputs: several revisions of one repository are normal there."""

NIXPKGS = Artifact("github", "NixOS/nixpkgs")

_FORGE = re.compile(
    r"(?P<forge>github|gitlab|sourcehut):(?P<owner>[^/?#]+)/(?P<repo>[^/?#]+)(?:/(?P<ref>[^?#]+))?"
)
_INDIRECT = re.compile(r"(?:flake:)?(?P<id>[A-Za-z][\w-]*)(?:/(?P<ref>[^?#]+))?")
_QUERY = re.compile(r"[?&](?P<key>ref|rev|tag)=(?P<value>[^&#]*)")
_REMOTE = re.compile(r"(?:git\+|hg\+|tarball\+|file\+)?(?:https?|ssh)://")
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_RELEASE_BRANCH = re.compile(r"(?:nixos|nixpkgs|release|staging)-(\d\d\.\d\d)(?:-[\w-]+)?")


@dataclass(frozen=True, slots=True)
class FlakeUrl:
    """What an address names; `ref` is the stretch (characters) of the ref, revision or version in it."""

    artifact: Artifact
    ref: tuple[int, int] | None


def read_flake_url(text: str) -> FlakeUrl | None:
    """The address, `None` for a path and for what is no address."""
    if len(text) > MAX_LENGTH:
        return None
    queried = _queried(text)
    forge = _FORGE.match(text)
    if forge is not None:
        artifact = Artifact(forge["forge"], f"{forge['owner']}/{forge['repo']}")
        return FlakeUrl(artifact, queried or _span(forge))
    if _REMOTE.match(text):
        return _remote(text, queried)
    indirect = _INDIRECT.fullmatch(text.partition("?")[0])
    if indirect is None:
        return None
    return FlakeUrl(registered(indirect["id"]), queried or _span(indirect))


def registered(name: str) -> Artifact:
    """What a name in the flake registry stands for."""
    return NIXPKGS if name == "nixpkgs" else Artifact("nix", name)


def of_ref(ref: str) -> Value:
    """What a ref means: a commit knows equality only, a tag with a version in it and the branch of a
    release (`nixos-24.05`) are exact, every other name is a branch that moves."""
    if _COMMIT.fullmatch(ref):
        return Opaque(ref)
    name = ref.removeprefix("refs/tags/")
    if name == ref and ref.startswith("refs/"):
        return Floating(ref)
    release = _RELEASE_BRANCH.fullmatch(name)
    if release is not None:
        return Exact(parse(release[1]))
    if is_floating(name):
        return Floating(ref)
    if looks_like_version(name):
        version = parse(name)
        return Opaque(ref) if version.is_opaque else Exact(version)
    stretch = version_in_tag(name)
    if stretch is not None and looks_like_version(name[stretch[0] : stretch[1]]):
        return Exact(parse(name))
    return Floating(ref)


def on_tracks(pins: Iterable[Pin]) -> tuple[Pin, ...]:
    """Pins of a flake's own inputs, in order of place. A repository that is an input twice is so on
    purpose: but for the input that has its name, each is a track of its own."""
    pins = sorted(pins, key=lambda pin: pin.location)
    inputs: dict[Artifact, set[str]] = {}
    for pin in pins:
        if not pin.track:
            inputs.setdefault(pin.artifact, set()).update(pin.names[:1])
    return tuple(
        replace(pin, track=pin.names[0])
        if not pin.track and len(inputs[pin.artifact]) > 1 and not _is_namesake(pin)
        else pin
        for pin in pins
    )


def _is_namesake(pin: Pin) -> bool:
    return pin.artifact.name.rpartition("/")[2].lower() == pin.names[0].lower()


def _queried(text: str) -> tuple[int, int] | None:
    """The stretch of `rev=`, else of `tag=` or `ref=`."""
    found = {match["key"]: match.span("value") for match in _QUERY.finditer(text) if match["value"]}
    return found.get("rev") or found.get("tag") or found.get("ref")


def _remote(text: str, queried: tuple[int, int] | None) -> FlakeUrl | None:
    url = read_url(text)
    artifact = repository(text) or (url.artifact if url is not None else None)
    if artifact is None and "channels.nixos.org" in text:
        artifact = NIXPKGS
    if artifact is None:
        return None
    return FlakeUrl(artifact, queried or (url.tag if url is not None else None))


def _span(found: re.Match[str]) -> tuple[int, int] | None:
    return found.span("ref") if found["ref"] else None
