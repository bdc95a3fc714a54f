"""Which commit a name means: a revision as people write it, or where two lines of history parted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vercheck.git import ask, enclosing_work_tree
from vercheck.printable import printable

if TYPE_CHECKING:
    import subprocess

_NOT_A_NAME = "Needed a single revision"
_DEEPER = "this clone is shallow: fetch more of the history, as with `git fetch --unshallow`"


class RevisionError(Exception):
    """A revision that cannot be read, in words for people."""


def commit_of(root: Path, name: str) -> str:
    """The commit that a name means.

    Raises:
        RevisionError: it means none, or `root` is in no repository.
    """
    found = _ask(root, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")
    if found.returncode == 0:
        return found.stdout.decode("ascii").strip()
    raise RevisionError(_no_commit(root, name, words(found.stderr)))


def head(root: Path) -> str | None:
    """The commit that is checked out; `None` before the first one.

    Raises:
        RevisionError: `root` is in no repository, or what is checked out is broken.
    """
    if _ask(root, "rev-parse", "--verify", "--quiet", "HEAD").returncode == 0:
        return commit_of(root, "HEAD")
    branch = _ask(root, "symbolic-ref", "--quiet", "HEAD")
    if branch.returncode != 0:
        raise RevisionError(f"git does not know what is checked out: {words(branch.stderr)}")
    return None


def merge_base(root: Path, name: str) -> str:
    """The commit where what is checked out parted from a revision.

    Raises:
        RevisionError: there is no such revision, or none that both come from.
    """
    other = commit_of(root, name)
    found = _ask(root, "merge-base", other, commit_of(root, "HEAD"))
    if found.returncode == 0:
        return found.stdout.decode("ascii").split()[0]
    if _is_shallow(root):
        raise RevisionError(f"where this branch parted from `{printable(name)}` is not here, as {_DEEPER}")
    raise RevisionError(f"`{printable(name)}` and what is checked out have no commit in common")


def words(stderr: bytes) -> str:
    """What git complained about, in one line."""
    lines = stderr.decode("utf-8", "replace").strip().splitlines() or ["it gives no reason"]
    line = next((line for line in lines if line.startswith("fatal: ")), lines[0])
    return printable(line.removeprefix("fatal: ").removeprefix("error: "))[:300]


def _no_commit(root: Path, name: str, trouble: str) -> str:
    shown = printable(name)
    if trouble != _NOT_A_NAME and "unknown revision" not in trouble and "Not a valid" not in trouble:
        return f"`{shown}` cannot be read: {trouble}"
    remote = f"origin/{name}"
    if not name.startswith("-") and _exists(root, remote):
        return f"there is no revision `{shown}` here; did you mean `{printable(remote)}`?"
    return f"there is no revision `{shown}` here" + (f", and {_DEEPER}" if _is_shallow(root) else "")


def _exists(root: Path, name: str) -> bool:
    return _ask(root, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").returncode == 0


def _is_shallow(root: Path) -> bool:
    return _ask(root, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"


def _ask(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    if enclosing_work_tree(root) is None:
        raise RevisionError("this is not a git work tree, so there is no revision to compare with")
    try:
        return ask(root, *arguments)
    except OSError as error:
        raise RevisionError(f"git cannot be run: {error.strerror}") from None
