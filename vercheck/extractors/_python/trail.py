"""How a trail of keys is written: as TOML writes a dotted key."""

from __future__ import annotations

import re

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def join(*parts: str) -> str:
    """`tool.poetry.dependencies.'zope.interface'`."""
    return ".".join(part if _BARE_KEY.fullmatch(part) else f"'{part}'" for part in parts)
