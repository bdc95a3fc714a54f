"""The methods of strings that only read, over plain text.

Separate from the operations on data, which know where each stretch of a text comes from and apply these
to one stretch at a time.
"""

from __future__ import annotations

from collections.abc import Callable

MAX_TEXT = 20_000
"""How long a text may get; nothing that pins is anywhere near."""


def _replaced(text: str, old: str, new: str) -> str:
    """Texts that replace within themselves grow without end: one that gets too long stays as it is."""
    grows = text.count(old) * (len(new) - len(old))
    return text if grows > 0 and len(text) + grows > MAX_TEXT else text.replace(old, new)


STRING_METHODS: dict[str, Callable[[str, list[str]], str]] = {
    "replace": lambda text, given: _replaced(text, *given) if len(given) == 2 and given[0] else text,
    "removeprefix": lambda text, given: text.removeprefix(given[0]),
    "removesuffix": lambda text, given: text.removesuffix(given[0]),
    "lstrip": lambda text, given: text.lstrip(given[0] if given else None),
    "rstrip": lambda text, given: text.rstrip(given[0] if given else None),
    "strip": lambda text, given: text.strip(given[0] if given else None),
    "lower": lambda text, _: text.lower(),
    "upper": lambda text, _: text.upper(),
    "title": lambda text, _: text.title(),
}
