"""Files as git keeps them: content by object name, read from one `git cat-file` for a whole tree.

Nothing is checked out and nothing converted, so no filter of the repository runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from vercheck.git import converse

if TYPE_CHECKING:
    import subprocess

_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Blob:
    """One file of a revision. `size` is in bytes; `None` where git does not have the content, as in a
    partial clone. `is_regular` is false for a link and for a submodule."""

    id: str
    size: int | None
    is_regular: bool


class Blobs:
    """The contents of a repository's objects, for as long as it is open."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._git: subprocess.Popen[bytes] | None = None

    def content(self, id_: str, limit: int) -> bytes | None:
        """The content of a blob with at most `limit` bytes; `None` where git does not have it."""
        if self._git is None:
            self._git = converse(self._root, "cat-file", "--batch")
        stdin, stdout = self._git.stdin, self._git.stdout
        if stdin is None or stdout is None:
            return None
        try:
            stdin.write(f"{id_}\n".encode())
            stdin.flush()
            header = stdout.readline().split()
            if len(header) != 3 or header[1] != b"blob":
                self.close()  # what follows need not be at the beginning of an answer
                return None
            size = int(header[2])
            content = stdout.read(min(size, limit))
            _skip(self._git, size - len(content) + 1)
        except (OSError, ValueError):
            self.close()
            return None
        return content if len(content) == size else None

    def close(self) -> None:
        """End git, if it runs."""
        if self._git is None:
            return
        git, self._git = self._git, None
        git.kill()
        git.communicate()


def _skip(git: subprocess.Popen[bytes], count: int) -> None:
    while count > 0 and git.stdout is not None:
        passed = git.stdout.read(min(count, _CHUNK))
        if not passed:
            return
        count -= len(passed)
