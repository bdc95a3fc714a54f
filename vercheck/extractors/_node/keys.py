"""`name@version` as lock files write it, with what pnpm, Yarn and Deno hang on to it.

`/@scope/name/1.0.0_peer@2.0.0` (pnpm 5), `/name@1.0.0(peer@2.0.0)` (6), `name@1.0.0` (9),
`name@1.0.0_peer@2.0.0` (Deno).
"""

from __future__ import annotations

import re

TRANSITIVE = "transitive"
"""The track of what is locked only because another package asks for it."""

_NAME = r"(?:@[^/@\s()]+/)?[^/@\s()]+"
_VERSION = r"\d[^_(@\s/]*"
_TAIL = r"(?:[_(].*)?"
_WITH_AT = re.compile(rf"/?(?P<name>{_NAME})@(?P<version>{_VERSION}){_TAIL}", re.DOTALL)
_WITH_SLASH = re.compile(rf"/?(?P<name>{_NAME})/(?P<version>{_VERSION}){_TAIL}", re.DOTALL)
_PLAIN = re.compile(rf"(?P<version>{_VERSION}){_TAIL}", re.DOTALL)

Found = tuple[str, int, int]
"""A name, and the characters of the text that are its version."""


def split_key(text: str) -> Found | None:
    """A package and its version; `None` where the text names a folder, a repository or an archive."""
    found = _WITH_AT.fullmatch(text) or _WITH_SLASH.fullmatch(text)
    return (found["name"], *found.span("version")) if found is not None else None


def split_resolution(name: str, text: str) -> Found | None:
    """What the dependency `name` resolves to: a bare version, or the key of another package (an alias)."""
    found = _PLAIN.fullmatch(text)
    return (name, *found.span("version")) if found is not None else split_key(text)
