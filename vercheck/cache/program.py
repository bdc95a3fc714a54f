"""Which program is running: what another one found out does not count."""

from __future__ import annotations

import os
import sys

import vercheck
from vercheck.cache.digest import digest


def fingerprint() -> str:
    """Of this version as it is installed here, the packages beside it, and Python.

    A new grammar reads the same bytes differently, and two builds may bear one version. What is installed is
    known by the list of its files with their digests, which the installer wrote; a checkout changes without
    one, so every file of it is looked at.
    """
    own = os.path.dirname(os.path.abspath(vercheck.__file__))  # noqa: PTH100, PTH120
    home = os.path.dirname(own)  # noqa: PTH120
    record = f"{home}/vercheck-{vercheck.__version__}.dist-info/RECORD"
    return digest(
        (
            vercheck.__version__,
            sys.version,
            own,
            [_packages(place) for place in sorted(set(sys.path)) if _holds_packages(place)],
            (_read(record) if _holds_packages(home) else "") or [_files(own), _files(f"{home}/rules")],
        )
    ).hex()


def _holds_packages(place: str) -> bool:
    return place.endswith(("site-packages", "dist-packages")) and os.path.isdir(place)  # noqa: PTH112


def _packages(place: str) -> tuple[object, ...]:
    """Which packages are installed in a folder, by their names with their versions, and since when."""
    names = sorted(name for name in os.listdir(place) if name.endswith(".dist-info"))  # noqa: PTH208
    return place, os.stat(place).st_mtime_ns, names  # noqa: PTH116


def _read(file: str) -> str:
    try:
        with open(file, encoding="utf-8", errors="surrogateescape") as stream:  # noqa: PTH123
            return stream.read()
    except OSError:
        return ""


def _files(folder: str) -> list[tuple[str, int, int]]:
    """Every file below a folder with its size and time, in order; none where there is no folder."""
    found: list[tuple[str, int, int]] = []
    pending = [folder] if os.path.isdir(folder) else []  # noqa: PTH112
    while pending:
        with os.scandir(pending.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    if entry.name != "__pycache__":
                        pending.append(entry.path)
                else:
                    status = entry.stat()
                    found.append((entry.path, status.st_size, status.st_mtime_ns))
    return sorted(found)
