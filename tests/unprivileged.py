"""Runs the command line as somebody to whom file modes apply: root reads and writes whatever they say."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

_DROPPED = "--bounding-set=-dac_override,-dac_read_search,-fowner"


@cache
def _prefix() -> tuple[str, ...] | None:
    """What to start a program with; `None` where root cannot give up anything here."""
    if os.geteuid():
        return ()
    program = shutil.which("setpriv")
    command = (program or "", _DROPPED)
    if program is None or subprocess.run([*command, "true"], check=False, capture_output=True).returncode:
        return None
    return command


needs_modes = pytest.mark.skipif(_prefix() is None, reason="file modes do not apply to root")


def unprivileged(
    *arguments: str | Path, env: Mapping[str, str | None] | None = None, cwd: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """A run in an environment without the names whose value is `None`."""
    changed = {**os.environ, **(env or {})}
    return subprocess.run(
        [*(_prefix() or ()), sys.executable, "-P", "-m", "vercheck", *map(str, arguments)],
        env={name: value for name, value in changed.items() if value is not None},
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
