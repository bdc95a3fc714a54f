"""Files that broke something once: the name of what they broke, a line end, and what it was given."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent.parent.parent / "fixtures/fuzz"


def sealed(name: str, content: bytes) -> bytes:
    return name.encode() + b"\n" + content


def opened(case: bytes) -> tuple[str, bytes]:
    name, content = opened_bytes(case)
    return name.decode("utf-8", "replace"), content


def opened_bytes(case: bytes) -> tuple[bytes, bytes]:
    name, _, content = case.partition(b"\n")
    return name, content
