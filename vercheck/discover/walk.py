"""Lists a tree that is not a git work tree, with the ignore rules that git would apply."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from vercheck.discover.patterns import Patterns, read_lines, read_patterns
from vercheck.discover.reading import SIZE_LIMIT, read_regular_file, unreadable
from vercheck.model import Note


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one `.gitignore`; they apply to what lies below `folder`."""

    folder: str
    patterns: Patterns

    def verdict(self, path: str) -> bool | None:
        """Whether the path is ignored; `None` where no rule speaks of it."""
        return self.patterns.verdict(path.removeprefix(self.folder))


def walk(root: Path) -> tuple[list[str], list[Note]]:
    """Files below `root` that no `.gitignore` excludes, and a note for each folder that cannot be read."""
    paths: list[str] = []
    notes: list[Note] = []
    pending: list[tuple[str, tuple[Rules, ...]]] = [("", ())]
    while pending:
        prefix, inherited = pending.pop()
        try:
            entries = list(os.scandir(root / prefix))
        except OSError as error:
            notes.append(unreadable(prefix.rstrip("/"), f"cannot be listed: {error.strerror}"))
            continue
        if prefix and any(entry.name == ".git" for entry in entries):
            continue  # a repository of its own, as a submodule is
        rules = (*_own_rules(root, prefix, entries), *inherited)
        for entry in entries:
            path = prefix + entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name != ".git" and not _ignored(path + "/", rules):
                    pending.append((path + "/", rules))
            elif entry.is_file(follow_symlinks=False) and not _ignored(path, rules):
                paths.append(path)
    return paths, notes


def _own_rules(root: Path, prefix: str, entries: list[os.DirEntry[str]]) -> tuple[Rules, ...]:
    if not any(entry.name == ".gitignore" for entry in entries):
        return ()
    content = read_regular_file(root / prefix / ".gitignore", SIZE_LIMIT)
    if not isinstance(content, bytes):
        return ()
    return (Rules(prefix, read_patterns(read_lines(content))),)


def _ignored(path: str, rules: tuple[Rules, ...]) -> bool:
    """The nearest `.gitignore` that speaks of a path decides."""
    verdicts = (rule.verdict(path) for rule in rules)
    return next((verdict for verdict in verdicts if verdict is not None), False)
