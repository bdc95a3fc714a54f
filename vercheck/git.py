"""What git says about a tree. Git is asked to list and to show and nothing else: no hook, no file-system
monitor, no lock, and nothing fetched, because the repository may be one that nobody has looked at yet."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

LIST_LIMIT = 1 << 27
"""Bytes of a list of files: about a million of them."""

_OPTIONS = (
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    # Listing runs nothing that the repository's configuration could name, so a checkout that belongs
    # to another user (a container's bind mount) is as good as any.
    "-c",
    "safe.directory=*",
)


class TooLongError(Exception):
    """An answer that is too long to be of use."""


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
    try:
        listing = ask(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    except OSError:
        return None
    if listing.returncode != 0:
        return None
    return [os.fsdecode(name) for name in listing.stdout.split(b"\0") if name]


def ask(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What git answers in a folder; `given` is what it reads.

    Raises:
        OSError: git, or the folder, is not there.
    """
    command = ["git", *_OPTIONS, *arguments]
    return subprocess.run(  # noqa: S603
        command, cwd=root, env=_environment(), input=given, capture_output=True, check=False
    )


def ask_for_list(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A long answer, but none beyond `LIST_LIMIT` bytes: a few small trees can name billions of files.

    Raises:
        TooLongError: the answer is longer.
        OSError: git, or the folder, is not there.
    """
    from tempfile import TemporaryFile

    command = ["git", *_OPTIONS, *arguments]
    with (
        TemporaryFile() as errors,
        subprocess.Popen(  # noqa: S603
            command, cwd=root, env=_environment(), stdout=subprocess.PIPE, stderr=errors
        ) as git,
    ):
        answer = git.stdout.read(LIST_LIMIT + 1) if git.stdout is not None else b""
        if len(answer) > LIST_LIMIT:
            git.kill()
            git.communicate()
            raise TooLongError(f"the list is longer than {LIST_LIMIT:,} bytes")
        git.wait()
        errors.seek(0)
        return subprocess.CompletedProcess(command, git.returncode, answer, errors.read(10_000))


def converse(root: Path, *arguments: str) -> subprocess.Popen[bytes]:
    """A git that answers line by line.

    Raises:
        OSError: git, or the folder, is not there.
    """
    return subprocess.Popen(  # noqa: S603
        ["git", *_OPTIONS, *arguments],  # noqa: S607
        cwd=root,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _environment() -> dict[str, str]:
    """The environment without what would point git at another repository, as a hook's does.

    A partial clone fetches what it lacks as soon as it is asked for, by a program that its configuration
    may name. Git before 2.45 knows no word against that but the one that forbids every way of fetching.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_TERMINAL_PROMPT": "0",
        "LC_ALL": "C",
    }
