"""How much of everything a download may take."""

from __future__ import annotations

from dataclasses import dataclass

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """`size` in bytes; `silence`, `total`, `pause` and `longest_pause` in seconds.

    `silence` is how long a server may send nothing, `total` how long one file may take with all its
    attempts, `pause` the wait after the first failure, which doubles with each further one.
    """

    size: int = 2048 * MEBIBYTE
    silence: float = 30.0
    total: float = 1800.0
    attempts: int = 4
    pause: float = 0.5
    longest_pause: float = 30.0
    redirects: int = 5
    jobs: int = 4
