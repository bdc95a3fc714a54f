"""Reads tags, commits and files of a git directory, without a work tree and without running its code.

The only place here that starts a program.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.tables.release import Release, ordered, version
from tools.tables.table import Files, Table


class HistoryError(Exception):
    """A git directory that cannot be read, or does not say what is asked for."""


@dataclass(frozen=True, slots=True)
class History:
    """`directory` is a bare repository, or the `.git` of a work tree, or the work tree itself."""

    directory: Path

    def tagged(self, table: Table) -> tuple[Release, ...]:
        """The releases that have a tag, or a folder of a registry, by version."""
        if table.folder:
            return self._kept(table.folder)
        lines = self._git("for-each-ref", "--format=%(refname:strip=2)", "refs/tags").splitlines()
        return ordered(
            Release(found, f"refs/tags/{tag}", tag)
            for tag in lines
            if (found := table.version_of(tag)) is not None
        )

    def _kept(self, folder: str) -> tuple[Release, ...]:
        names = self._git("ls-tree", "--name-only", f"HEAD:{folder}").splitlines()
        found = ((version(name), name) for name in names)
        return ordered(Release(one, "HEAD", f"{folder}/{name}") for one, name in found if one is not None)

    def recorded(self, table: Table) -> tuple[Release, ...]:
        """The releases that the history of the version's own file tells, for copies without tags: each
        at the first commit, on any branch, that names it. That is the release where a version is moved
        when it is released, which is why a table says whether its upstream does so."""
        if not table.told_by:
            raise HistoryError(
                f"`{table.id}`: the upstream's files name a version long before it is released"
            )
        log = self._git("log", "--all", "--reverse", "--date-order", "--format=%H", "--", table.told_by)
        commits = log.split()
        texts = self._read(f"{commit}:{table.told_by}" for commit in commits)
        found: dict[tuple[int, ...], Release] = {}
        for commit, text in zip(commits, texts, strict=True):
            release = version((table.told(text) if text is not None else None) or "")
            if release is not None:
                source = f"{table.told_by} at {commit[:12]}"
                found.setdefault(release.parts, Release(release, commit, source))
        return ordered(found.values())

    def files(self, releases: Iterable[Release], paths: tuple[str, ...]) -> Iterator[tuple[Release, Files]]:
        """The files of each release, of those paths that it has."""
        releases = tuple(releases)
        texts = self._read(
            f"{release.revision}:{path.replace('{}', release.version.text)}"
            for release in releases
            for path in paths
        )
        for release in releases:
            read = {path: next(texts) for path in paths}
            yield release, {path: text for path, text in read.items() if text is not None}

    def _read(self, names: Iterable[str]) -> Iterator[str | None]:
        """The text of each blob, `None` for one that is not there: one process for all of them."""
        asked = "".join(f"{name}\n" for name in names)
        answer = self._run(["cat-file", "--batch"], asked.encode())
        position = 0
        while position < len(answer):
            end = answer.index(b"\n", position)
            head = answer[position:end].split()
            position = end + 1
            if len(head) == 3 and head[1] == b"blob":
                size = int(head[2])
                yield answer[position : position + size].decode("utf-8", "replace")
                position += size + 1
            elif len(head) == 3 and head[2].isdigit():
                position += int(head[2]) + 1
                yield None
            else:  # `NAME missing`
                yield None

    def _git(self, *arguments: str) -> str:
        return self._run(list(arguments)).decode("utf-8", "replace")

    def _run(self, arguments: list[str], given: bytes = b"") -> bytes:
        command = ["git", "-C", str(self.directory), *arguments]
        done = subprocess.run(command, input=given, capture_output=True, check=False)  # noqa: S603
        if done.returncode:
            raise HistoryError(f"{self.directory}: {done.stderr.decode('utf-8', 'replace').strip()}")
        return done.stdout
