"""Real faults at every step of a real write: a process that is killed, a call that fails.

Run as a script, it writes a fix once for each system call that a write makes, each time in a tree of its
own and in a process of its own that kills itself just before that call. Nothing of the code under test is
replaced: the interpreter's profile hook sees each call to the operating system before it happens.

    python faults.py FOLDER BUILD write           BUILD is `git` or `plain`; prints the number of steps
    python faults.py FOLDER BUILD recover         the same for the recovery of a write that was killed midway
    python faults.py FOLDER BUILD rename NUMBER   only one write, killed before that many files are replaced
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from vercheck.fix.recover import recover
from vercheck.fix.write import write

OLD = {"a.bzl": b'X = "1.0.0"\n', "sub/b.json": b'{"v": "1.0.0"}\r\n', "sub/deep/c.toml": b'v = "1.0.0"\n'}
NEW = {path: content.replace(b"1.0.0", b"2.0.0") for path, content in OLD.items()}

Hook = Callable[[FrameType, str, Any], None]
Act = Callable[[Path], None]


def at_call(number: int, then: Callable[[], None], name: str = "") -> Hook:
    """A profile hook that does something just before the call to the system of this number (from 0),
    counting only calls of the name where one is given."""
    seen = 0

    def hook(_frame: FrameType, event: str, called: Any) -> None:
        nonlocal seen
        if event != "c_call" or getattr(called, "__module__", "") not in ("posix", "fcntl"):
            return
        if called.__name__ == "fspath":
            return  # asks the system nothing
        if name and called.__name__ != name:
            return
        seen += 1
        if seen == number + 1:
            then()

    return hook


def kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def tree(folder: Path, with_git: bool) -> Path:
    for path, content in OLD.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    if with_git:
        (folder / ".git").mkdir()
    return folder


def state(root: Path) -> dict[str, bytes]:
    """Every file below the root, whatever its name."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def killed_at_each_step(folder: Path, with_git: bool, act: Act) -> None:
    """Acts in a tree of its own for each step of the act, until there is no further step."""
    for number in itertools.count():
        root = tree(folder / f"{number:04}", with_git)
        if act is recovered:
            in_child(partial(killed, written, root, 1, "rename"))
        status = in_child(partial(killed, act, root, number))
        if os.WIFEXITED(status):
            sys.stdout.write(f"{number} {os.WEXITSTATUS(status)}\n")
            return


def in_child(act: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        act()
        os._exit(0)
    return os.waitpid(child, 0)[1]


def killed(act: Act, root: Path, number: int, name: str = "") -> None:
    sys.setprofile(at_call(number, kill, name))
    act(root)
    sys.setprofile(None)


def written(root: Path) -> None:
    write(root, NEW, OLD)


def recovered(root: Path) -> None:
    recover(root)


if __name__ == "__main__":
    place, has_git = Path(sys.argv[1]), sys.argv[2] == "git"
    if sys.argv[3] == "rename":
        killed(written, tree(place, has_git), int(sys.argv[4]), "rename")
    else:
        killed_at_each_step(place, has_git, {"write": written, "recover": recovered}[sys.argv[3]])
