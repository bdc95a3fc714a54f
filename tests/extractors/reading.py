"""What the tests of text extractors share: reading, and showing pins in a line."""

from __future__ import annotations

from vercheck.extractors import Extractor
from vercheck.model import Exact, Extraction, Floating, Pin, Range, Reference, Source


def read(extractor: Extractor, path: str, content: str | bytes) -> Extraction:
    """The extraction of a file, with the promise of every extraction checked."""
    source = Source(path, content.encode() if isinstance(content, str) else content)
    extraction = extractor.extract(source)
    for pin in extraction.pins:
        assert pin.raw == source.text(pin.location.span)
        assert pin.raw
    for remark in extraction.remarks:
        assert remark.location.path == path
    return extraction


def shown(pin: Pin) -> str:
    """`artifact role value`, with `~` for a range, `*` for a floating value, `@` for a reference."""
    match pin.value:
        case Exact():
            value = pin.raw
        case Range(requirement):
            value = f"~{requirement.text}"
        case Floating():
            value = f"*{pin.raw}"
        case Reference(target):
            value = f"@{target.trail}"
        case _:
            value = f"#{pin.raw}"
    return f"{pin.artifact} {pin.role} {value}" + (f" [{pin.track}]" if pin.track else "")


def pins(extractor: Extractor, path: str, content: str | bytes) -> list[str]:
    """All pins, in order of place."""
    return [shown(pin) for pin in sorted(read(extractor, path, content).pins, key=lambda pin: pin.location)]
