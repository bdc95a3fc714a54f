"""Images whose tag says another thing than the digest behind it, which alone decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby

from vercheck.checks._shadow import WORKFLOWS, Shadow, differ
from vercheck.graph import PinGraph
from vercheck.model import Pin


def shadowed_by_digests(graph: PinGraph, pins: list[Pin]) -> Iterator[Shadow]:
    """Tags beside digests: of one image, one digest is one version, and one tag means one digest."""
    reason = "the digest alone says which image is pulled; the tag beside it is for people"
    evidence = "Docker's reference of `docker image pull`, Pull an image by digest"
    images = [
        pin
        for pin in pins
        if pin.artifact.ecosystem == "docker"
        and pin.digests
        and not pin.is_default
        and not graph.scope(pin).track
    ]
    images.sort(key=lambda pin: (graph.root(pin.location.path), pin.artifact))
    for _, group in groupby(images, key=lambda pin: (graph.root(pin.location.path), pin.artifact)):
        by_digest, by_tag = defaultdict[str, list[Pin]](list), defaultdict[tuple[str, str], list[Pin]](list)
        for pin in group:
            by_digest[pin.digests[0].hex].append(pin)
            if _is_built_on(pin):
                by_tag[pin.raw, pin.variant].append(pin)
        for first, *others in by_digest.values():
            for pin in others:
                if differ(pin, first):
                    yield Shadow(pin, (first,), reason, evidence, "one of the two tags is not that digest's")
        for tagged in by_tag.values():
            digests = sorted({pin.digests[0].hex for pin in tagged})
            if len(digests) > 1:
                *_, last = tagged
                differing = tuple(pin for pin in tagged if pin.digests != last.digests)
                yield Shadow(
                    last,
                    differing,
                    reason,
                    evidence,
                    "give both places the digest that is meant",
                    here=f"{last.raw}@sha256:{last.digests[0].hex[:12]}…",
                    there=f"{differing[0].raw}@sha256:{differing[0].digests[0].hex[:12]}…",
                )


def _is_built_on(pin: Pin) -> bool:
    """What is built or tested with an image, once; what is deployed moves from one place to the next."""
    return pin.trail.startswith("FROM(") or pin.location.path.startswith(WORKFLOWS)
