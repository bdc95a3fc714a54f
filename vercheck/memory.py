"""What files said in earlier runs, by path and content: read again, they would say the same."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path

from vercheck.cache.kept import Kept
from vercheck.cache.notation import Known
from vercheck.claims import Claims
from vercheck.declared import Declared
from vercheck.discover import LOCKFILE_LIMIT, Discovery
from vercheck.model import Source
from vercheck.told import Told, ask, claimed
from vercheck.written import Written, read, write

FEW = 100
"""Files that are read to see whether they say what they said; more of them hardly do."""

_AT_ONCE = 1000
"""Files of which what they say is held until it is kept."""


def recall(kept: Kept, names: Mapping[str, str]) -> dict[str, Told]:
    """What is remembered of files; `names` are paths with the name of what is there now."""
    keys = {_key(kept, path, name): (path, name) for path, name in names.items() if name}
    known = Known()
    return {keys[key][0]: read(Written(keys[key][1], text), known) for key, text in kept.get(keys).items()}


def remembering(
    answers: Iterable[tuple[str, Told | Written]], kept: Kept | None, of_content: Container[str]
) -> Iterator[tuple[str, Told]]:
    """Pass on what files say, and keep it on the way; of the paths in `of_content` alone it is what they hold
    that says it."""
    known = Known()
    waiting: dict[bytes, bytes] = {}
    for path, one in answers:
        if kept is not None and one.content and path in of_content:
            written = one if isinstance(one, Written) else write(one)
            waiting[_key(kept, path, one.content)] = written.text
            if len(waiting) == _AT_ONCE:
                kept.put(waiting)
                waiting.clear()
        known.share([path])
        yield path, read(one, known) if isinstance(one, Written) else one
    if kept is not None:
        kept.put(waiting)


def say_the_same(kept: Kept, root: Path, before: Mapping[str, str], now: Mapping[str, str]) -> bool:
    """Whether files that had the names `before` say what they said with those that they have `now`, as far as
    no configuration speaks of them. Few are read to find that out, and none after one that says otherwise."""
    then = {path: _key(kept, path, name) for path, name in before.items()}
    since = {path: _key(kept, path, name) for path, name in now.items()}
    found = kept.get([*then.values(), *since.values()])
    known = {path: found[key] for path, key in since.items() if key in found}
    unknown = sorted(since.keys() - known.keys())
    if len(unknown) > FEW or any(found.get(then[path]) != text for path, text in known.items()):
        return False
    tree, claims = Discovery(root, tuple(unknown), listed_by_git=True), Claims(claimed())
    said: dict[str, Written] = {}
    for path in unknown:
        one = said[path] = write(ask(tree, path, Declared(), claims))
        if one != (now[path], found.get(then[path])):
            break
    kept.put({since[path]: one.text for path, one in said.items() if one.content == now[path]})
    return all(one == (now[path], found.get(then[path])) for path, one in said.items())


def as_it_is(root: Path, path: str) -> Source | None:
    """A file of a tree, `None` where there is none to read."""
    found = Discovery(root, (path,), listed_by_git=True).read(path, LOCKFILE_LIMIT)
    return found if isinstance(found, Source) else None


def _key(kept: Kept, path: str, name: str) -> bytes:
    return kept.key("told", path, name)
