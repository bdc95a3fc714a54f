"""Images whose tag says another thing than the digest behind it, which alone decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from vercheck.checks._shadow import WORKFLOWS, Ground, Shadowed, are_apart
from vercheck.graph import Shadow
from vercheck.model import Pin


def shadowed_by_digests(ground: Ground, row: Shadow) -> Iterator[Shadowed]:
    """Tags beside digests, of one image in one build root."""
    images = [
        pin
        for pin in ground.about(row, ground.pins)
        if pin.artifact.ecosystem == "docker"
        and pin.digests
        and not pin.is_default
        and not ground.graph.scope(pin).track
    ]
    by_image = {id(pin): (ground.graph.root(pin.location.path), pin.artifact) for pin in images}
    images.sort(key=lambda pin: by_image[id(pin)])
    said = _tags_of_one_digest if row.compare == "version" else _digests_of_one_tag
    for _, group in groupby(images, key=lambda pin: by_image[id(pin)]):
        yield from said(row, list(group))


def _tags_of_one_digest(row: Shadow, images: list[Pin]) -> Iterator[Shadowed]:
    """One digest is one version."""
    by_digest = defaultdict[str, list[Pin]](list)
    for pin in images:
        by_digest[pin.digests[0].hex].append(pin)
    for first, *others in by_digest.values():
        for pin in others:
            if are_apart(row, pin, first):
                yield Shadowed(row, pin, (first,))


def _digests_of_one_tag(row: Shadow, images: list[Pin]) -> Iterator[Shadowed]:
    """One tag means one digest."""
    by_tag = defaultdict[tuple[str, str], list[Pin]](list)
    for pin in filter(_is_built_on, images):
        by_tag[pin.raw, pin.variant].append(pin)
    for tagged in by_tag.values():
        *_, last = tagged
        differing = tuple(pin for pin in tagged if pin.digests[0].hex != last.digests[0].hex)
        if differing:
            yield Shadowed(row, last, differing, _named(last), _named(differing[0]))


def _named(image: Pin) -> str:
    return f"{image.raw}@sha256:{image.digests[0].hex[:12]}…"


def _is_built_on(pin: Pin) -> bool:
    """What is built or tested with an image, once; what is deployed moves from one place to the next."""
    return pin.trail.startswith("FROM(") or pin.location.path.startswith(WORKFLOWS)
