"""What a related place says of itself."""

from __future__ import annotations

from vercheck.model import Label
from vercheck.printable import printable


def words(label: Label) -> str:
    """On one line; nothing where the place alone says it."""
    return printable(
        label.text or (f"{label.artifact} {label.version}" if label.artifact and label.version else "")
    )
