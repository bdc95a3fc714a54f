"""Who takes part: vercheck in each state that its cache can be in, the floor below it, and the peers that
are on this machine, each as it is run without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from bench.runs import Contestant

FLOOR, COLD, ALONE, WARM, EDITED = (
    "`python -c \"import click\"`", "vercheck cold", "vercheck cold, one processor", "vercheck warm",
    "vercheck, 3 files edited",
)  # fmt: skip
_EDITED_FILES = 3


@dataclass(frozen=True, slots=True)
class Peer:
    """Another program: how it is asked about a tree that is its working folder, and for its version."""

    name: str
    program: str
    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)


PEERS = (
    Peer("ripgrep", "rg", ("--count-matches", r"\d+\.\d+\.\d+", ".")),
    Peer("zizmor", "zizmor", ("--offline", "--no-exit-codes", "--quiet", ".")),
    Peer("driftcheck", "driftcheck", ("--json",)),
    Peer("syft", "syft", ("dir:.", "-o", "json", "-q"), {"SYFT_CHECK_FOR_APP_UPDATE": "false"}),
    Peer(
        "Renovate",
        "renovate",
        ("--dry-run=extract",),
        {
            "RENOVATE_PLATFORM": "local",
            "RENOVATE_ONBOARDING": "false",
            "RENOVATE_REQUIRE_CONFIG": "ignored",
            "LOG_LEVEL": "fatal",
        },
    ),
)


@dataclass(frozen=True, slots=True)
class Present:
    """A peer that is on this machine."""

    peer: Peer
    program: str
    version: str

    def contestant(self, root: Path) -> Contestant:
        command = [self.program, *self.peer.arguments]
        return Contestant(self.peer.name, command, root, self.peer.environment)


def present(folders: Sequence[Path]) -> Iterator[Present]:
    """The peers in these folders, and on the path."""
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", "")])
    for peer in PEERS:
        program = shutil.which(peer.program, path=path)
        if program is not None:
            asked = subprocess.run([program, "--version"], check=False, capture_output=True, timeout=120)
            words = asked.stdout.decode(errors="replace").split("\n")[0].split()
            version = next((word for word in words if word[:1].isdigit()), "of unknown version")
            yield Present(peer, str(Path(program).absolute()), version)


def ourselves(root: Path, cache: Path, *, alone: bool) -> tuple[Contestant, ...]:
    """The floor, and vercheck; `cache` is an empty folder. The one that finds all as it was comes right after
    the one that does not. With `alone` one more run has a single processor."""
    check = (sys.executable, "-m", "vercheck", "check", "--format", "json", str(root))
    kept = (*check, "--cache-dir", str(cache))
    edits = _edits(root)
    by_itself = (Contestant(ALONE, (*check, "--no-cache"), processors=1),) if alone else ()
    return (
        Contestant(FLOOR, (sys.executable, "-c", "import click")),
        Contestant(COLD, (*check, "--no-cache")),
        *by_itself,
        Contestant(EDITED, kept, before=lambda: next(edits)),
        Contestant(WARM, kept),
    )


def _edits(root: Path) -> Iterator[None]:
    """Each time, another line at the end of the same files, as far apart as the tree is wide."""
    files = sorted(path for path in root.rglob("*") if path.suffix in {".bzl", ".toml", ".yml", ".nix"})
    chosen = [path for path in files[:: max(1, len(files) // _EDITED_FILES)] if not path.is_symlink()]
    for number in count():
        for path in chosen[:_EDITED_FILES]:
            with path.open("a") as file:
                file.write(f"# edit {number}\n")
        yield
