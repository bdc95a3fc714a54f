"""Git repositories that a test makes: real ones, which nothing of the machine's own configuration touches."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_DATE": "2025-01-01T00:00:00Z",
    "GIT_COMMITTER_DATE": "2025-01-01T00:00:00Z",
}
_IDENTITY = ("-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "protocol.file.allow=always")


@dataclass(frozen=True, slots=True)
class Repository:
    root: Path

    @classmethod
    def new(cls, root: Path, files: Mapping[str, str] | None = None, *, format_: str = "sha1") -> Repository:
        """A repository; with files, one commit of them."""
        root.mkdir(parents=True, exist_ok=True)
        repository = cls(root)
        repository.git("init", "-q", "-b", "main", f"--object-format={format_}")
        if files is not None:
            repository.commit(files)
        return repository

    def git(self, *arguments: str | Path, given: str = "") -> str:
        command = ["git", *_IDENTITY, *map(str, arguments)]
        done = subprocess.run(
            command, cwd=self.root, env=_ENVIRONMENT, input=given.encode(), check=True, capture_output=True
        )
        return done.stdout.decode().strip()

    def write(self, files: Mapping[str, str]) -> None:
        """Files of the work tree; nothing is staged."""
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(text.encode("utf-8", "surrogateescape"))

    def commit(self, files: Mapping[str, str]) -> str:
        """The name of a commit with these files changed."""
        self.write(files)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "a commit")
        return self.git("rev-parse", "HEAD")

    def clone(self, root: Path, *options: str) -> Repository:
        """A clone by way of git's own protocol, so that depth and filters count."""
        self.git("clone", "-q", *options, f"file://{self.root}", root)
        return Repository(root)
