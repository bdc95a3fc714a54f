"""Runs the command line in a process of its own, with an end to its time and its memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

SECONDS = 240
"""After which a run counts as hung; what is asked of it takes a few, however slow the machine."""

MEMORY = 4 << 30
"""Bytes of address space."""


@dataclass(frozen=True, slots=True)
class Ended:
    status: int
    out: str
    err: str

    @property
    def is_in_order(self) -> bool:
        """Whether the command told what it found, or what it was asked wrongly, and nothing of itself."""
        return self.status in (0, 1, 2) and "Traceback" not in self.out + self.err


def run_limited(
    *arguments: str | Path, cwd: Path | None = None, environment: Mapping[str, str] | None = None
) -> Ended:
    """`vercheck` with these arguments.

    Raises:
        subprocess.TimeoutExpired: it hung.
    """
    done = subprocess.run(
        [sys.executable, "-m", "vercheck", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **environment} if environment is not None else None,
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=SECONDS,
        check=False,
        preexec_fn=_bounded,
    )
    return Ended(
        done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    )


def _bounded() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
