"""Which program is running: what another one found out does not count."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

import vercheck


def fingerprint() -> str:
    """Of this version as it is installed here: its own files, the packages beside it, and Python.

    A checkout changes without a new version, and a new grammar reads the same bytes differently.
    """
    own = Path(vercheck.__file__).parent
    neighbours = {Path(place).stat().st_mtime_ns for place in sys.path if _holds_packages(place)}
    rules = own.parent / "rules"
    parts = (
        vercheck.__version__,
        sys.version,
        *map(str, sorted(neighbours)),
        *_files(str(own)),
        *(_files(str(rules)) if rules.is_dir() else ()),
    )
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


def _holds_packages(place: str) -> bool:
    return place.endswith(("site-packages", "dist-packages")) and os.path.isdir(place)  # noqa: PTH112


def _files(folder: str) -> list[str]:
    """Every file below a folder with its size and time, in order."""
    found: list[str] = []
    pending = [folder]
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        pending.append(entry.path)
                else:
                    status = entry.stat()
                    found.append(f"{entry.path} {status.st_size} {status.st_mtime_ns}")
    return sorted(found)
