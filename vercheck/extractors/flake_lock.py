"""flake.lock, and devenv.lock in the same form: what each input was resolved to, and what was asked for."""

from __future__ import annotations

from collections.abc import Iterator

from vercheck.extractors import Extractor
from vercheck.extractors._nix.flake_urls import TRANSITIVE, of_ref, on_tracks, read_flake_url, registered
from vercheck.model import Artifact, Digest, Extraction, Note, Opaque, Pin, Role, Source, Span
from vercheck.shapes.digests import read_digest
from vercheck.shapes.pins import pin_at
from vercheck.syntax.data import Mapping, Text
from vercheck.syntax.json import parse_json
from vercheck.syntax.passage import within


def extract(source: Source) -> Extraction:
    """The nodes of a lock file."""
    datum, notes = parse_json(source, only=("nodes", "root"))
    if datum is None:
        return Extraction(notes=notes)
    nodes = datum.get("nodes") if isinstance(datum, Mapping) else None
    if not isinstance(datum, Mapping) or not isinstance(nodes, Mapping):
        missing = Note("not-understood", "expected `nodes` in this flake.lock", source.locate(datum.span))
        return Extraction(notes=(*notes, missing))
    root = datum.text("root")
    direct = _direct(nodes, (root.value if root is not None else None) or "root")
    pins = (pin for name, entry in nodes.items() for pin in _pins(source, name, entry.value, direct))
    return Extraction(pins=on_tracks(pins), notes=notes)


def _direct(nodes: Mapping, root: str) -> dict[str, str]:
    """The flake's own inputs: node → the input's name in flake.nix."""
    node = nodes.get(root)
    inputs = node.get("inputs") if isinstance(node, Mapping) else None
    if not isinstance(inputs, Mapping):
        return {}
    return {
        entry.value.value: name
        for name, entry in inputs.items()
        if isinstance(entry.value, Text) and entry.value.value
    }


def _pins(source: Source, node: str, value: object, direct: dict[str, str]) -> Iterator[Pin]:
    if not isinstance(value, Mapping):
        return
    locked, original = value.get("locked"), value.get("original")
    track = "" if node in direct else TRANSITIVE
    names = (direct.get(node, node),)
    artifact = _artifact(locked) or _artifact(original)
    if artifact is None:
        return
    if isinstance(locked, Mapping):
        digests = _digests(locked)
        for key, span, text in _refs(source, locked, ("rev",)):
            yield pin_at(
                source,
                span,
                artifact,
                Opaque(text) if key == "rev" else of_ref(text),
                role=Role.RESOLVES,
                trail=f"nodes.{node}.locked.{key}",
                track=track,
                names=names,
                note="locked input",
                digests=digests,
            )
    if isinstance(original, Mapping):
        for key, span, text in _refs(source, original, ("rev", "ref")):
            yield pin_at(
                source,
                span,
                artifact,
                of_ref(text),
                role=Role.REQUIRES,
                trail=f"nodes.{node}.original.{key}",
                track=track,
                names=names,
                note="what the lock was made for",
            )


def _refs(source: Source, mapping: Mapping, keys: tuple[str, ...]) -> Iterator[tuple[str, Span, str]]:
    """The refs of a node as `(key, place, text)`; of a plain address, what it says itself."""
    is_named = False
    for key in keys:
        text = mapping.text(key)
        if text is not None and text.value and source.text(text.span) == text.value:
            is_named = True
            yield key, text.span, text.value
    url = mapping.text("url")
    if is_named or url is None or not url.value or source.text(url.span) != url.value:
        return
    address = read_flake_url(url.value)
    if address is not None and address.ref is not None:
        start, end = address.ref
        span = within(url.value, url.span, start, end)
        if span is not None:
            yield "url", span, url.value[start:end]


def _artifact(mapping: object) -> Artifact | None:
    if not isinstance(mapping, Mapping):
        return None
    kind, owner, repo = (_plain(mapping, key) for key in ("type", "owner", "repo"))
    if kind and owner and repo:
        return Artifact(kind, f"{owner}/{repo}")
    if kind == "indirect" and (name := _plain(mapping, "id")):
        return registered(name)
    url = _plain(mapping, "url")
    address = read_flake_url(url) if url else None
    return address.artifact if address is not None else None


def _digests(locked: Mapping) -> tuple[Digest, ...]:
    """The digest of the unpacked tree."""
    text = _plain(locked, "narHash")
    digest = read_digest(text) if text else None
    return (digest,) if digest is not None else ()


def _plain(mapping: Mapping, key: str) -> str | None:
    text = mapping.text(key)
    return text.value if text is not None else None


EXTRACTOR = Extractor(patterns=("flake.lock", "devenv.lock"), extract=extract, lockfile=True)
