"""Images in files for Kubernetes: as one text, or as a record of repository and tag."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from vercheck.model import Digest, Pin
from vercheck.shapes.digests import read_digest
from vercheck.shapes.images import read_image, read_tag
from vercheck.shapes.scalars import Sheet, entries, get, scalar, word_of, written
from vercheck.shapes.shell_words import Word
from vercheck.syntax.data import Datum, Mapping, Sequence, Text

NOTE = "a container that is deployed"


def mappings(root: Datum | None) -> Iterator[tuple[str, Mapping]]:
    """All mappings of a document with their trails, each before those in it."""
    waiting: list[tuple[str, Datum]] = [("", root)] if root is not None else []
    while waiting:
        trail, datum = waiting.pop()
        if isinstance(datum, Mapping):
            yield trail, datum
            below = [(f"{trail}.{key}" if trail else key, value) for key, value in entries(datum)]
        elif isinstance(datum, Sequence):
            below = [(f"{trail}[{index}]", item) for index, item in enumerate(datum.items)]
        else:
            continue
        waiting.extend(reversed(below))


def image_text(sheet: Sheet, given: Datum | None, trail: str) -> Iterator[Pin]:
    """`image: registry/name:tag@digest`."""
    if isinstance(given, Text) and given.value and "{{" not in given.value and "$" not in given.value:
        yield from read_image(word_of(given), sheet.script(given), trail, note=NOTE)


def image_record(sheet: Sheet, record: Mapping, name: str, tag: str, trail: str) -> Iterator[Pin]:
    """`{registry: …, repository: …, tag: …, digest: …}`, by the keys that hold the name and the tag."""
    called, version = written(record.get(name)), scalar(record.get(tag))
    registry = written(record.get("registry")) or ""
    if not called or version is None or "{" in called + (written(version) or ""):
        return
    text = written(version) or ""
    whole = f"{registry}/{called}" if registry and registry != "null" else called
    word = Word(text, 0, len(text))
    if text in ("null", "~") or word.text != word_of(version).text:
        return
    digest = _digest(get(record, "digest"))
    pins = read_tag(word, sheet.script(version), f"{trail}.{tag}" if trail else tag, whole, note=NOTE)
    for pin in pins:
        yield replace(pin, digests=digest) if digest and not pin.digests else pin


def _digest(given: Datum | None) -> tuple[Digest, ...]:
    found = read_digest(written(given) or "")
    return (found,) if found is not None else ()
