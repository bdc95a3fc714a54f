"""Lists of platforms in a value, whatever file it comes from: what a project builds for, or offers.

A list is recognised by what stands in it, never by its name: strings, keys of a table, or one column of
its rows, that are all full platform names (`targets`). Lists of lone systems are not looked at: they say
too little to be held against anything.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from vercheck.model import Extraction, PlatformEntry, PlatformList, Source, Span
from vercheck.shapes.targets import read_target
from vercheck.syntax.data import Datum, Mapping, Sequence, Text
from vercheck.syntax.passage import Passage, whole

FEWEST = 2
MAX_ENTRIES = 400
MAX_PARTS = 100_000

_SYSTEMS = (b"linux", b"darwin", b"macos", b"windows", b"win32", b"wasm32", b"osx")
_PACKAGE = re.compile(
    r"(?P<head>@?[\w./-]{1,80}?)[-_/]"
    r"(?P<tail>(?:darwin|linux|win32|windows|macos|freebsd|android|x86_64|aarch64|arm|i686|s390x|riscv64|powerpc)"
    r"[\w-]{3,40})(?:\.exe|\.zip|\.tgz|\.tar\.\w{2,4})?"
)
_ANYTHING = frozenset({"host", "default", "native", "all", "any"})
"""What may stand in a list for "whatever this machine is"."""

_Found = tuple[str, Text]


def holds_platforms(content: bytes) -> bool:
    """Whether bytes name a system at all: most files do not, and need no second look."""
    lowered = content.lower()
    return any(system in lowered for system in _SYSTEMS)


def read_platform_lists(
    datum: Datum, source: Source, name: str = "", trail: str = "", within: Span | None = None
) -> Extraction:
    """Every list of platforms in a value, as far as it is written `within` a span (that holds some); `name`
    is what the value itself is called (nothing where it is a whole document)."""
    if within is None and not holds_platforms(source.content):
        return Extraction()
    found: dict[tuple[int, str], PlatformList] = {}
    waiting: list[tuple[Datum, str, str]] = [(datum, name, trail)]
    left = MAX_PARTS
    while waiting and left:
        left -= 1
        part, called, place = waiting.pop()
        if within is not None and not within.covers(part.span):
            continue  # only referred to from here
        for item in _lists(part, source, called, place):
            found.setdefault((item.location.span.start, item.trail), item)
        waiting.extend(_inside(part, called, place, "{}[{}]" if name else "{}.{}"))
    return Extraction(platform_lists=tuple(sorted(found.values(), key=lambda item: item.location)))


def platform_list(
    source: Source, name: str, trail: str, datum: Datum, found: Iterable[_Found]
) -> PlatformList | None:
    """A list of what was found, unless something in it is no platform."""
    entries: list[PlatformEntry] = []
    for said, text in found:
        if said.rpartition("/")[2] in _ANYTHING:
            continue
        if len(entries) == MAX_ENTRIES or read_target(said) is None:
            return None
        entries.append(PlatformEntry(said, source.locate(text.span)))
    if len({entry.text for entry in entries}) < FEWEST:
        return None
    return PlatformList(name, trail, source.locate(datum.span), tuple(entries))


def _lists(part: Datum, source: Source, name: str, trail: str) -> Iterator[PlatformList]:
    candidates: list[tuple[str, list[_Found]]] = []
    match part:
        case Sequence(items):
            candidates.append(("", _texts(items)))
            candidates.extend(_columns(items))
            yield from _packages(_texts(items), source, trail)
        case Mapping(entries) if not part.constructor:
            keys = [(key, entry.key) for key, entry in part.items()]
            candidates.append(("", keys))
            candidates.extend(_columns([entry.value for entry in entries]))
            yield from _packages(keys, source, trail)
            yield from _packages(_texts([entry.value for entry in entries]), source, trail)
            for key, entry in part.items():
                yield from _packages(_lines(entry.value), source, f"{trail}.{key}")
        case _:
            return
    for column, texts in candidates:
        called = f"{name}.{column}" if column and not column.isdigit() else name
        place = f"{trail}[*].{column}" if column else trail
        item = platform_list(source, called, place, part, texts)
        if item is not None:
            yield item
        elif column:
            yield from _packages(texts, source, place)


def _lines(datum: Datum) -> list[_Found]:
    """The lines of a text that has several."""
    if not isinstance(datum, Text) or "\n" not in datum.pattern:
        return []
    passage = Passage.of_text(datum)
    found: list[_Found] = []
    start = 0
    for line in passage.text.splitlines(keepends=True):
        word = line.strip()
        first = start + line.index(word)
        span = passage.span(first, first + len(word))
        start += len(line)
        if span is not None:
            found.append((word, whole(word, span)))
    return found


def _texts(items: Iterable[Datum]) -> list[_Found]:
    """The strings of a list; none where something else stands among them."""
    found: list[_Found] = []
    for item in items:
        if not isinstance(item, Text) or item.value is None:
            return []
        found.append((item.value, item))
    return found


def _columns(rows: Iterable[Datum]) -> Iterator[tuple[str, list[_Found]]]:
    """What each key says in rows that are alike, or in a table inside of them (`env: {TARGET: …}`); a row
    that says nothing there is passed over."""
    columns: dict[str, list[_Found]] = defaultdict(list)
    for row in rows:
        for key, value in _cells(row):
            columns[key].append((value.value or "", value))
    yield from columns.items()


def _cells(row: Datum) -> Iterator[tuple[str, Text]]:
    for index, item in enumerate(row.items if isinstance(row, Sequence) else ()):
        if isinstance(item, Text) and item.value is not None:
            yield str(index), item
    for key, entry in row.items() if isinstance(row, Mapping) else ():
        inner = entry.value.items() if isinstance(entry.value, Mapping) else ()
        for path, value in ((key, entry.value), *((f"{key}.{name}", item.value) for name, item in inner)):
            if isinstance(value, Text) and value.value is not None:
                yield path, value


def _packages(names: list[_Found], source: Source, trail: str) -> Iterator[PlatformList]:
    """Packages or files of one name for several platforms: `@scope/tool-linux-x64`,
    `tool-aarch64-apple-darwin.tar.gz`."""
    heads: dict[str, list[_Found]] = defaultdict(list)
    for name, text in names:
        named = _PACKAGE.fullmatch(name)
        if named is not None and read_target(name) is None and read_target(named["tail"]) is not None:
            heads[named["head"]].append((named["tail"], text))
    for head, found in heads.items():
        item = platform_list(source, head, f"{trail}[{head}-*]", found[0][1], found)
        if item is not None:
            yield item


def _inside(part: Datum, name: str, trail: str, step: str) -> Iterator[tuple[Datum, str, str]]:
    match part:
        case Sequence(items):
            for index, item in enumerate(items):
                if isinstance(item, Mapping | Sequence):
                    yield item, name, f"{trail}[{index}]"
        case Mapping():
            for key, entry in part.items():
                if isinstance(entry.value, Mapping | Sequence):
                    yield entry.value, key, step.format(trail, key) if trail else key
        case _:
            return
