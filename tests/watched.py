"""Runs the command line in a process of its own that writes down what it does to the world: which programs it
starts, which addresses it opens, and which code of a folder it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_HOOK = """\
import os, sys
root, log = sys.argv[1], os.open(sys.argv[2], os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)

def note(event, *about):
    line = "\\t".join((event, *map(str, about))).replace("\\n", " ") + "\\n"
    os.write(log, line.encode("utf-8", "replace"))

def hear(event, arguments):
    if event in ("subprocess.Popen", "os.posix_spawn", "os.exec", "os.spawn"):
        note("program", os.fsdecode(arguments[0]))
    elif event == "os.system":
        note("program", arguments[0])
    elif event in ("socket.connect", "socket.sendto", "socket.bind"):
        if not isinstance(arguments[1], (str, bytes)):
            note("address", arguments[1][0], arguments[1][1])
    elif event in ("socket.getaddrinfo", "socket.gethostbyname"):
        note("name", arguments[0])
    elif event == "exec" and getattr(arguments[0], "co_filename", "").startswith(root):
        note("code", arguments[0].co_filename)
    elif event == "ctypes.dlopen" and str(arguments[0]).startswith(root):
        note("code", arguments[0])

sys.addaudithook(hear)
from vercheck.cli import main
main(sys.argv[3:])
"""


@dataclass(frozen=True)
class Watched:
    """`programs`, `addresses`, `names` that were looked up, and `code` of the folder that ran."""

    status: int
    out: str
    err: str
    programs: frozenset[str]
    addresses: frozenset[tuple[str, str]]
    names: frozenset[str]
    code: frozenset[str]


def watched(root: Path, log: Path, *arguments: str | Path, env: Mapping[str, str] | None = None) -> Watched:
    """A run from within `root`, and what it did."""
    log.unlink(missing_ok=True)
    done = subprocess.run(
        [sys.executable, "-P", "-c", _HOOK, str(root), str(log), *map(str, arguments)],
        cwd=root,
        env={**os.environ, **(env or {})},
        capture_output=True,
        timeout=300,
        check=False,
    )
    rows = [line.split("\t") for line in log.read_text().splitlines()] if log.exists() else []

    def of(event: str) -> frozenset[str]:
        return frozenset(row[1] for row in rows if row[0] == event)

    return Watched(
        done.returncode,
        done.stdout.decode(),
        done.stderr.decode(),
        of("program"),
        frozenset((row[1], row[2]) for row in rows if row[0] == "address"),
        of("name"),
        of("code"),
    )
