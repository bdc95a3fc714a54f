"""A git that never answers, as it may in a checkout on a disk that went away, or in a hostile one."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.running import matched


def hanging(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have `git` be such a program in what starts from now on; a checkout with a `.git` asks it. The file in
    which it leaves its number as soon as it runs."""
    began, programs = folder / "began", folder / "programs"
    programs.mkdir()
    (programs / "git").write_text(f"#!/bin/sh\necho $$ > '{began}'\nexec sleep 1000\n")
    (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    return began


def is_running(process: int) -> bool:
    """Whether it is there; one that ended and that nobody asked about yet is not."""
    told = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    )
    return told.stdout.strip()[:1] not in ("", "Z")


def with_git(root: Path) -> Path:
    """A tree that git is asked about."""
    (matched(root) / ".git").mkdir()
    return root
