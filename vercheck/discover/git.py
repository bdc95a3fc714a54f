"""What git says about a tree. Git is asked to list and nothing else: no hook, no file-system monitor
and no lock, because the repository may be one that nobody has looked at yet."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_OPTIONS = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    # Listing runs nothing that the repository's configuration could name, so a checkout that belongs
    # to another user (a container's bind mount) is as good as any.
    "-c",
    "safe.directory=*",
)


def enclosing_work_tree(folder: Path) -> Path | None:
    """The root of the work tree that holds a folder, or `None`."""
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
    return None


def listed_files(root: Path) -> list[str] | None:
    """Tracked and not ignored files below `root`, relative to it; `None` where git has no answer.

    Names are decoded as file-system names are, so one that is not UTF-8 still opens.
    """
    if enclosing_work_tree(root) is None:
        return None
    command = ["git", *_OPTIONS, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=root, env=_environment(), capture_output=True, check=False)  # noqa: S603
    except OSError:
        return None
    if listing.returncode != 0:
        return None
    return [os.fsdecode(name) for name in listing.stdout.split(b"\0") if name]


def _environment() -> dict[str, str]:
    """The environment without what would point git at another repository, as a hook's does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
