"""Files that broke something once: the path of a file, a line end, and its content."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent.parent.parent / "fixtures/fuzz"


def sealed(path: str, content: bytes) -> bytes:
    return path.encode() + b"\n" + content


def opened(case: bytes) -> tuple[str, bytes]:
    path, _, content = case.partition(b"\n")
    return path.decode("utf-8", "replace"), content
