"""Addresses of files, as editors write them, and paths.

Editors differ in what they encode (`c%3A`, `%40`, `%20`), so an address that came from one is kept for its
answers, and paths are what is compared.
"""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit


def path_of(uri: str) -> Path | None:
    """The path of a file, with its links as they are; `None` for what is no file on this machine."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file" or parts.netloc not in ("", "localhost") or not parts.path.startswith("/"):
        return None
    name = unquote_to_bytes(parts.path)
    return None if b"\0" in name else Path(os.fsdecode(name))


def uri_of(path: Path) -> str:
    """The address of an absolute path."""
    return path.as_uri()
