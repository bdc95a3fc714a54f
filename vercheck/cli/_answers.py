"""What an earlier run printed, where the same question about the same tree would be answered again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vercheck.cache.contents import Named, name, tree_name
from vercheck.cache.kept import Kept
from vercheck.cli._tree import today
from vercheck.git import listed_files

if TYPE_CHECKING:
    from vercheck.pipeline import Reading


class Answer(NamedTuple):
    """What goes to each destination, and the exit status."""

    texts: tuple[str, ...]
    status: int


class Question(NamedTuple):
    """A tree with the names of all its contents, and everything else that an answer depends on."""

    kept: Kept
    contents: Named
    key: bytes

    def answer(self) -> Answer | None:
        """What was answered before."""
        found = self.kept.get([self.key]).get(self.key)
        if found is None:
            return None
        texts, status = json.loads(found)
        return Answer(tuple(texts), status)

    def keep(self, answer: Answer, reading: Reading, read: Iterable[str]) -> None:
        """Remember an answer, if the tree was all the time as it was when the question was asked, and has
        the files that were `read` beside."""
        names = {path: named for path, (named, _) in self.contents.items()}
        is_same = all(told.content in ("", names.get(path)) for path, told in reading.told.items())
        if is_same and "" not in names.values() and all(path in names for path in read):
            self.kept.put({self.key: json.dumps([answer.texts, answer.status]).encode()})


def ask(
    kept: Kept, root: Path, said: Sequence[str], read: Iterable[Path], written: Iterable[Path]
) -> Question | None:
    """The question about a tree, in so many words; `None` where git does not list it. `read` are files that
    count wherever they are, and `written` are those of the answer itself."""
    paths = listed_files(root)
    if paths is None:
        return None
    own = {file.relative_to(root).as_posix() for file in written if file.is_relative_to(root)}
    contents = kept.contents(root, sorted(set(paths) - own))
    about = (str(root), today().isoformat(), *said, *map(_content, read), tree_name(contents))
    return Question(kept, contents, kept.key("answer", *about))


def _content(file: Path) -> str:
    try:
        return name(file.read_bytes())
    except OSError:
        return ""
