"""What git says about a tree. Git is asked to list and to show and nothing else: no hook, no file-system
monitor, no lock, and nothing fetched, because the repository may be one that nobody has looked at yet."""

from __future__ import annotations

import os
import select
from errno import ENOENT, ETIMEDOUT
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import subprocess

LIST_LIMIT = 1 << 27
"""Bytes of a list of files: about a million of them."""

PATIENCE = 300
"""Seconds that git may take for an answer. It waits for a pipe in the place of one of its own files for
ever."""

SILENCE = 30
"""Seconds that git may say nothing while it lists a tree, which it can do without. It waits for a pipe in the
place of a `.gitignore` for ever, and a few letters in one can keep it busy for years."""

_OPTIONS = (
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    f"core.hooksPath={os.devnull}",
    # A bare repository may stand, as files like any other, in the folder that git is asked about.
    "-c",
    "safe.bareRepository=explicit",
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
        if os.path.exists(candidate / ".git"):  # noqa: PTH110 - of a folder that is locked, it says no
            return candidate
    return None


def is_kept_by_git(folder: Path) -> bool:
    """Whether a folder is, or is within, what git keeps of a repository: a bare one, or a `.git`."""
    for candidate in (folder, *folder.parents):
        if os.path.exists(candidate / ".git"):  # noqa: PTH110
            return False
        # What git itself goes by, too.
        if all(os.path.exists(candidate / name) for name in ("HEAD", "objects", "refs")):  # noqa: PTH110
            return True
    return False


def listed_files(root: Path) -> list[str] | str | None:
    """Tracked and not ignored files below `root`, relative to it; why there are none, in words, where git
    should know them; `None` where there is no git, or no work tree.

    Names are decoded as file-system names are, so one that is not UTF-8 still opens.
    """
    if enclosing_work_tree(root) is None:
        return None
    listing = _answer(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if not isinstance(listing, bytes):
        return listing
    return [os.fsdecode(name) for name in listing.split(b"\0") if name]


def _answer(root: Path, *arguments: str) -> bytes | str | None:
    """What git answers in a folder, or why it does not; `None` where it, or the folder, is not there.

    Without `subprocess`, because every run asks this, and to import that takes longer than git does.
    """
    ours, its = os.pipe()
    with open(ours, "rb") as stream:  # noqa: PTH123 - a descriptor, not a path
        try:
            command = _command(*arguments)
            git = os.posix_spawn(
                command[0],
                [command[0], "-C", str(root), *command[1:]],
                _environment(),
                file_actions=[
                    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
                    (os.POSIX_SPAWN_DUP2, its, 1),
                    (os.POSIX_SPAWN_OPEN, 2, os.devnull, os.O_WRONLY, 0),
                ],
            )
        except OSError:
            return None
        finally:
            os.close(its)
        answer = _within(SILENCE, stream.fileno())
        if answer is None:
            from signal import SIGKILL

            os.kill(git, SIGKILL)
    _, status = os.waitpid(git, 0)
    if answer is None:
        return f"says nothing for {SILENCE} s"
    return answer if status == 0 else f"fails with status {os.waitstatus_to_exitcode(status)}"


def _within(seconds: float, stream: int) -> bytes | None:
    """All that comes, where there is never a silence of so many seconds."""
    waiting = select.poll()
    waiting.register(stream, select.POLLIN)
    parts: list[bytes] = []
    while waiting.poll(seconds * 1000):
        if not (part := os.read(stream, 1 << 20)):
            return b"".join(parts)
        parts.append(part)
    return None


def ask(root: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """What git answers in a folder; `given` is what it reads.

    Raises:
        OSError: git, or the folder, is not there.
    """
    import subprocess

    command = _command(*arguments)
    try:
        return subprocess.run(  # noqa: S603
            command,
            cwd=root,
            env=_environment(),
            input=given,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
    except subprocess.TimeoutExpired:
        raise TimeoutError(ETIMEDOUT, f"it says nothing for {PATIENCE} s", "git") from None


def ask_for_list(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """A long answer, but none beyond `LIST_LIMIT` bytes: a few small trees can name billions of files.

    Raises:
        TooLongError: the answer is longer.
        OSError: git, or the folder, is not there.
    """
    import subprocess
    from tempfile import TemporaryFile

    command = _command(*arguments)
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
    import subprocess

    return subprocess.Popen(  # noqa: S603
        _command(*arguments),
        cwd=root,
        env=_environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _command(*arguments: str) -> list[str]:
    """Git and what it is told. A folder of `PATH` that depends on where one is may be the repository's, and
    so may the `git` in it.

    Raises:
        FileNotFoundError: there is no git.
    """
    for folder in os.get_exec_path():
        program = f"{folder}/git"
        if folder.startswith("/") and os.access(program, os.X_OK):
            return [program, *_OPTIONS, *arguments]
    raise FileNotFoundError(ENOENT, os.strerror(ENOENT), "git")


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
