"""What an earlier run printed, where the same question about the same tree would be answered again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from vercheck.cache.contents import content_of, tree_name
from vercheck.cache.kept import Kept
from vercheck.cli._tree import today
from vercheck.git import listed_files

if TYPE_CHECKING:
    from vercheck.cli._quoted import Quoted
    from vercheck.model import Source
    from vercheck.pipeline import Reading


class Answer(NamedTuple):
    """What goes to each destination, and the exit status."""

    texts: tuple[str, ...]
    status: int


class Question(NamedTuple):
    """A tree as git lists it, and everything else that an answer depends on: what was `said`, the files that
    are `read` wherever they are, and those that are `written`, which are no part of the tree."""

    kept: Kept
    root: Path
    paths: list[str]
    said: tuple[str, ...]
    read: tuple[Path, ...]
    written: tuple[Path, ...]

    def answer(self) -> Answer | None:
        """What was answered before, where nobody touched a file since."""
        tree = self.kept.known_tree(str(self.root), self.paths)
        return self.answer_by(self.key(tree)) if tree is not None else None

    def asked(self) -> Asked:
        """The question about the tree as it is now, file by file."""
        contents = {path: name for path, (name, _) in self.kept.contents(str(self.root), self.paths).items()}
        return Asked(self, contents, self.key(tree_name(contents)))

    def answer_by(self, key: bytes) -> Answer | None:
        found = self.kept.get([key]).get(key)
        return _answer(found) if found is not None else None

    def key(self, tree: str, kind: str = "answer") -> bytes:
        read = (content_of(str(file)) for file in self.read)
        return self.kept.key(kind, str(self.root), today().isoformat(), *self.said, *read, tree)

    def last(self) -> bytes:
        """The key of the last answer to this question, whatever was in the tree."""
        return self.key("", "last")


def ask(
    kept: Kept, root: Path, said: Sequence[str], read: Sequence[Path], written: Sequence[Path]
) -> Question | None:
    """The question about a tree, in so many words; `None` where git does not list it."""
    paths = listed_files(root)
    if not isinstance(paths, list):
        return None
    own = {file.relative_to(root).as_posix() for file in written if file.is_relative_to(root)}
    return Question(kept, root, sorted(set(paths) - own), tuple(said), tuple(read), tuple(written))


class Asked(NamedTuple):
    """A question about a tree at one moment, with the names of all its contents."""

    question: Question
    contents: dict[str, str]
    key: bytes

    def answer(self) -> Answer | None:
        """What was answered before, also where files were touched since and hold what they held."""
        return self.question.answer_by(self.key)

    def answer_as_said(self) -> Answer | None:
        """What was answered last, where files changed and still say what they said."""
        import json

        kept, key = self.question.kept, self.question.last()
        found = kept.get([key]).get(key)
        if found is None:
            return None
        answered, contents, held, shown = json.loads(found)
        if contents.keys() != self.contents.keys():
            return None
        now = {path: name for path, name in self.contents.items() if name != contents[path]}
        before = {path: contents[path] for path in now}
        if not now.keys().isdisjoint(held) or not all(map(_is_content, (*now.values(), *before.values()))):
            return None
        if not self._say_the_same(before, now, shown) or key != self.question.last():
            return None
        answer = self.question.answer_by(bytes.fromhex(answered))
        if answer is not None:
            self._put(answer, held, shown)
        return answer

    def _say_the_same(self, before: Mapping[str, str], now: Mapping[str, str], shown: Quoted) -> bool:
        from vercheck.cache.contents import name
        from vercheck.cli._quoted import hold_the_same
        from vercheck.memory import as_it_is, say_the_same

        root = self.question.root

        def source(path: str) -> Source | None:
            found = as_it_is(root, path)
            return found if found is not None and name(found.content) == now[path] else None

        return say_the_same(self.question.kept, root, before, now) and hold_the_same(now, shown, source)

    def keep(self, answer: Answer, reading: Reading, packs: Iterable[str], shown: Quoted) -> None:
        """Remember an answer, if everything was all the time as it was at that moment, and `packs` are files
        of the tree. The lines that are `shown` are a part of it."""
        is_as_read = all(told.content in ("", self.contents.get(path)) for path, told in reading.told.items())
        packs = tuple(packs)
        has_packs = all(_is_content(self.contents.get(path, "")) for path in packs)
        if is_as_read and has_packs and "" not in self.contents.values() and self._is_as_it_was():
            named = (path for path in self.contents if reading.declared.names(path))
            self._put(answer, {*packs, *named}, shown)

    def _put(self, answer: Answer, held: Iterable[str], shown: Quoted) -> None:
        """Keep an answer, and that it is the last one."""
        import json

        last = json.dumps([self.key.hex(), self.contents, sorted(held), shown]).encode()
        self.question.kept.put({self.key: _text(answer), self.question.last(): last})

    def _is_as_it_was(self) -> bool:
        kept, root, _, said, read, written = self.question
        now = ask(kept, root, said, read, written)
        return now is not None and now.asked() == self


def _is_content(name: str) -> bool:
    """Whether a name stands for bytes, and not for a link or for nothing."""
    return len(name) == 40


def _text(answer: Answer) -> bytes:
    """The status and the length of each text in a line, then the texts."""
    texts = [text.encode("utf-8", "surrogatepass") for text in answer.texts]
    return b"%d %s\n" % (answer.status, b" ".join(b"%d" % len(text) for text in texts)) + b"".join(texts)


def _answer(kept: bytes) -> Answer:
    line, _, rest = kept.partition(b"\n")
    status, *lengths = map(int, line.split())
    texts, start = [], 0
    for length in lengths:
        texts.append(rest[start : start + length].decode("utf-8", "surrogatepass"))
        start += length
    return Answer(tuple(texts), status)
